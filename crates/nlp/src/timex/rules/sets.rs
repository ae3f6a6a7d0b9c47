//! Times that recur: "every Tuesday", "twice a year", "daily".

use super::super::grammar::{Found, Rule};
use super::super::granule::Unit;
use super::super::meaning::{Meaning, Name, Set};
use super::super::vocabulary::Facet;
use super::rule;

pub(in super::super) const SETS: &[Rule] = &[
    rule("every weekend", "every|each weekend", |_| {
        Some(Meaning::Set(Set::Each(Name::Weekend, None)))
    }),
    rule("weekends", "weekends", |_| Some(Meaning::Set(Set::Each(Name::Weekend, None)))),
    rule("every so long", "every|each ( single )? <unit>", |f| every(Some(1.0), f.unit(0)?)),
    rule("every second one", "every other|second <unit>", |f| every(Some(2.0), f.unit(0)?)),
    rule("every few", "every|each ( <about> )? <number> <units>|<unit>", |f| {
        every(f.number(0)?.value, f.unit(0)?)
    }),
    rule("every weekday by name", "every|each ( other )? <weekday> ( <part> )?", |f| {
        Some(Meaning::Set(Set::Each(Name::Weekday(f.weekday()?), f.part())))
    }),
    rule("weekdays by name", "( on )? <weekdays>", |f| {
        if f.has("on") {
            return None;
        }
        Some(Meaning::Set(Set::Each(Name::Weekday(f.weekday()?), None)))
    }),
    rule("evenings of a weekday", "<weekday> <parts>", |f| {
        Some(Meaning::Set(Set::Each(Name::Weekday(f.weekday()?), f.part())))
    }),
    rule("every month by name", "every|each <month>", |f| {
        Some(Meaning::Set(Set::Each(Name::Month(f.month()?), None)))
    }),
    rule("every day of the calendar", "every|each <month> <day>", |f| {
        Some(Meaning::Set(Set::Each(Name::MonthDay(f.month()?, f.day(0)?, None), None)))
    }),
    rule("every season", "every|each <season>", |f| {
        Some(Meaning::Set(Set::Each(Name::Season(f.season()?), None)))
    }),
    rule("every named day", "every|each <holiday>", |f| {
        Some(Meaning::Set(Set::Each(Name::Holiday(f.holiday()?), None)))
    }),
    rule("a day of every month", "( the )? <nth> ( day )? of every|each month", |f| {
        let day = i8::try_from(f.nth()?).ok().filter(|day| (1..=31).contains(day))?;
        Some(Meaning::Set(Set::Each(Name::Day(day, None), None)))
    }),
    rule("every part of the day", "every|each <part>", |f| {
        Some(Meaning::Set(Set::Part(f.part()?)))
    }),
    rule("a time of every day", "( every|each day|<part> | everyday ) ( at )? <time>", |f| {
        at(f, None)
    }),
    rule(
        "a time of every day, the time first",
        "<time> ( every|each day|<part> | everyday )",
        |f| at(f, None),
    ),
    rule("a time of a weekday", "every|each <weekday> ( at )? <time>", |f| {
        at(f, Some(Name::Weekday(f.weekday()?)))
    }),
    rule("a time of weekdays", "<weekdays> at <time>", |f| {
        at(f, Some(Name::Weekday(f.weekday()?)))
    }),
    rule("a recurring length", "( semi|bi )? ~ <every>", |f| {
        let unit = f.every()?;
        let amount = if f.has("bi") {
            2.0
        } else if f.has("semi") {
            0.5
        } else {
            1.0
        };
        every(Some(amount), unit)
    }),
    rule("so often a week", "once|twice|thrice a|an|per|every|each <unit>", |f| {
        every(Some(1.0), f.unit(0)?)
    }),
    rule("so often a week, counted", "<number> times a|an|per|every|each <unit>", |f| {
        every(Some(1.0), f.unit(0)?)
    }),
    rule("so much a week", "a|an|per|each <unit>", |f| {
        let rate = f.has("per each")
            || f.before().is_some_and(|term| {
                matches!(term.facet, Facet::Number(_))
                    && term.gap != super::super::term::Gap::Paragraph
            });
        if rate { every(Some(1.0), f.unit(0)?) } else { None }
    }),
];

fn every(amount: Option<f64>, unit: Unit) -> Option<Meaning> {
    Some(Meaning::Set(Set::Every(amount, unit)))
}

fn at(f: &Found<'_>, name: Option<Name>) -> Option<Meaning> {
    Some(Meaning::Set(Set::At(name, f.point()?.clock?)))
}

//! Lengths of time: "two weeks", "a year and a half", "the past decade", "two-week".

use super::super::grammar::{Found, Rule};
use super::super::granule::{Part, Unit};
use super::super::meaning::{Length, Meaning, Side, What};
use super::super::term::Gap;
use super::rule;

/// Words that say how near a number is.
pub(in super::super) const ABOUT: &[Rule] = &[
    rule(
        "about",
        "( about | around | approximately | roughly | circa | ca | ca. | some | nearly | almost | close to )",
        |_| Some(Meaning::Modifier("APPROX")),
    ),
    rule("more than", "( more|longer|later than | over | well over )", |_| {
        Some(Meaning::Modifier("MORE_THAN"))
    }),
    rule("less than", "( less|fewer than | under )", |_| Some(Meaning::Modifier("LESS_THAN"))),
    rule("at least", "( at least | a minimum of )", |_| Some(Meaning::Modifier("EQUAL_OR_MORE"))),
    rule("at most", "( at most | up to | no|not more than )", |_| {
        Some(Meaning::Modifier("EQUAL_OR_LESS"))
    }),
];

/// Lengths of time.
pub(in super::super) const LENGTHS: &[Rule] = &[
    rule(
        "so many weeks",
        "( <about> )? <number> ( more|additional|full|straight|consecutive|whole|long|short|trading|business|working|calendar|extra|successive|solid )? ~ <units>",
        |f| {
            // "Three-quarters" is a share.
            if f.unit(0)? == Unit::Quarter && f.has("-") { None } else { of(f, f.number(0)?.value) }
        },
    ),
    rule("a number of one week", "( <about> )? <number> ~ <unit>", |f| {
        // "Three-quarters" is a share.
        if f.unit(0)? == Unit::Quarter { None } else { of(f, f.number(0)?.value) }
    }),
    rule(
        "a week",
        "( <about> )? a|an|another ( full|whole|single|further|additional|mere )? <unit>",
        |f| {
            // "A year-earlier loss" is no year long.
            let joined =
                f.after().is_some_and(|term| term.gap == Gap::None && f.words(&term) == "-");
            if joined { None } else { of(f, Some(1.0)) }
        },
    ),
    rule("so many seconds, before a noun", "<number> ~ second", |f| {
        Some(Meaning::Length(Length::new(f.number(0)?.value, Unit::Second)))
    }),
    rule("half a week", "( <about> )? half a|an <unit>", |f| of(f, Some(0.5))),
    rule("a half hour", "( <about> )? a half ~ <unit>", |f| of(f, Some(0.5))),
    rule("a week and a half", "( <about> )? a|an|one <unit> and ( a )? half", |f| of(f, Some(1.5))),
    rule("a year and a quarter", "( <about> )? a|an|one <unit> and a quarter", |f| {
        if f.unit(0)? > Unit::Quarter { of(f, Some(1.25)) } else { None }
    }),
    rule("two weeks and a half", "( <about> )? <number> <units> and a half", |f| {
        of(f, Some(f.number(0)?.value? + 0.5))
    }),
    rule("two or three weeks", "( <about> )? <number> to|or|- <number> ~ <units>", |f| {
        of(f, f.number(0)?.value)
    }),
    rule("a week or two", "( <about> )? a|an <unit> or two|so", |f| {
        let length = Length { modifier: Some("APPROX"), ..Length::new(Some(1.0), f.unit(0)?) };
        Some(Meaning::Length(length))
    }),
    rule("two weeks or so", "<number> <units> or so|more|less", |f| {
        let modifier = if f.has("more") { "EQUAL_OR_MORE" } else { "APPROX" };
        let length =
            Length { modifier: Some(modifier), ..Length::new(f.number(0)?.value, f.unit(0)?) };
        Some(Meaning::Length(length))
    }),
    rule(
        "hours and minutes",
        "( <about> )? <number> <units>|<unit> ,? ( and )? <number> <units>|<unit>",
        |f| {
            let (first, second) = (f.unit(0)?, f.unit(1)?);
            if second >= first {
                return None;
            }
            let and = Some((f.number(1)?.value?, second));
            let length =
                Length { and, modifier: f.modifier(), ..Length::new(f.number(0)?.value, first) };
            Some(Meaning::Length(length))
        },
    ),
    rule("a year and some months", "( <about> )? a|an <unit> and <number> <units>|<unit>", |f| {
        let (first, second) = (f.unit(0)?, f.unit(1)?);
        if second >= first {
            return None;
        }
        let and = Some((f.number(0)?.value?, second));
        let length = Length { and, modifier: f.modifier(), ..Length::new(Some(1.0), first) };
        Some(Meaning::Length(length))
    }),
    rule("weeks", "<units>", |f| {
        let long = f.unit(0).filter(|unit| *unit != Unit::Quarter && *unit != Unit::Second)?;
        Some(Meaning::Length(Length::new(None, long)))
    }),
    rule("weeks or months", "<units> or|and <units>", |f| {
        Some(Meaning::Length(Length::new(None, f.unit(0)?)))
    }),
    rule("a week-long stretch", "<unit>|<units> - long", |f| {
        let plural = f.first().is_some_and(|term| {
            matches!(term.facet, super::super::vocabulary::Facet::Unit(_, true))
        });
        of(f, if plural { None } else { Some(1.0) })
    }),
    rule("so long, before a noun", "<number> ~ <unit> ~ long|old", |f| of(f, f.number(0)?.value)),
    rule("so long a period", "( a )? <number> ~ <unit> period|span", |f| of(f, f.number(0)?.value)),
    rule("so many years old", "( <about> )? <number> <units> ( old | of age )", |f| {
        of(f, f.number(0)?.value)
    }),
    rule("daylong", "daylong|weeklong|monthlong|yearlong", |f| {
        let unit = if f.has("daylong") {
            Unit::Day
        } else if f.has("weeklong") {
            Unit::Week
        } else if f.has("monthlong") {
            Unit::Month
        } else {
            Unit::Year
        };
        Some(Meaning::Length(Length::new(Some(1.0), unit)))
    }),
    rule(
        "the weeks up to now",
        "( at least )? ( the )? last|past|previous|latest|preceding ( <about> )? <number> ( fiscal|trading|business )? <units>",
        |f| sided(f, f.number(0)?.value, Side::Past),
    ),
    // "Recent years" are no length: see the vague times.
    rule("recent weeks", "recent <units> ( and|or <units> )?", |f| {
        if f.unit(0)? >= Unit::Year { None } else { sided(f, None, Side::Past) }
    }),
    rule("the weeks past", "( the )? last|past <units>", |f| sided(f, None, Side::Past)),
    rule(
        "the weeks from now",
        "( the )? next|coming|following|upcoming|first ( <about> )? <number> ( fiscal|trading|business )? <units>",
        |f| {
            if f.has("first") {
                sided(f, f.number(0)?.value, Side::None)
            } else {
                sided(f, f.number(0)?.value, Side::Future)
            }
        },
    ),
    rule("coming weeks", "( the )? coming <units>", |f| sided(f, None, Side::Future)),
    rule("the weeks ahead", "the <units> ahead", |f| sided(f, None, Side::Future)),
    rule("the following weeks", "the following|next|ensuing|subsequent|succeeding <units>", |f| {
        sided(f, None, Side::None)
    }),
    rule("two weeks from now", "( the )? next|coming fortnight", |_| {
        let length = Length::new(Some(1.0), Unit::Fortnight);
        Some(Meaning::Length(Length { side: Side::Future, ..length }))
    }),
    rule("ten years up to now", "( the )? past <unit>", |f| match f.unit(0)? {
        Unit::Decade | Unit::Century | Unit::Fortnight => sided(f, Some(1.0), Side::Past),
        _ => None,
    }),
    rule(
        "the weeks up to now, the number first",
        "( the )? <number> past|previous|preceding <units>",
        |f| sided(f, f.number(0)?.value, Side::Past),
    ),
    rule(
        "the weeks from now, the number first",
        "( the )? <number> next|coming|upcoming|following <units>",
        |f| sided(f, f.number(0)?.value, Side::Future),
    ),
    rule("all day", "all day|week|month|year", |f| {
        let unit = if f.has("day") {
            Unit::Day
        } else if f.has("week") {
            Unit::Week
        } else if f.has("month") {
            Unit::Month
        } else {
            Unit::Year
        };
        Some(Meaning::Length(Length::new(Some(1.0), unit)))
    }),
    rule("so many nights", "<number> <parts>", |f| match f.part()? {
        Part::Night => Some(Meaning::Length(Length::new(f.number(0)?.value, Unit::Day))),
        _ => None,
    }),
    rule("the weeks", "( <about> )? the <number> ( fiscal )? <units>", |f| {
        of(f, f.number(0)?.value)
    }),
    rule("the year-earlier weeks", "the ( latest | year ~ earlier|ago ) <number> <units>", |f| {
        of(f, f.number(0)?.value)
    }),
    rule("the early years", "the early|first|final|last|intervening <units>", |f| of(f, None)),
    rule(
        "the first weeks of a time",
        "( the )? first <number> <units> of|in ( the )? ( fiscal )? <date>",
        |f| within(f, Side::First),
    ),
    rule(
        "the last weeks of a time",
        "( the )? last|final <number> <units> of|in ( the )? ( fiscal )? <date>",
        |f| within(f, Side::Last),
    ),
    // Not of the calendar, but so long: "the year ended March 31".
    rule("the year of a firm", "the ( full|fiscal )? year", |f| {
        closes(f).then_some(Meaning::Length(Length::new(Some(1.0), Unit::Year)))
    }),
    rule("all of a time", "( all|most|much of )? the entire|whole <unit>", |f| of(f, Some(1.0))),
];

/// A length of `amount` of the unit that the words name.
fn of(f: &Found<'_>, amount: Option<f64>) -> Option<Meaning> {
    let modifier = f.modifier();
    Some(Meaning::Length(Length { modifier, ..Length::new(amount, f.unit(0)?) }))
}

/// Such a length that lies on one side of now.
fn sided(f: &Found<'_>, amount: Option<f64>, side: Side) -> Option<Meaning> {
    let length = Length::new(amount, f.unit(0)?);
    Some(Meaning::Length(Length { modifier: f.modifier(), side, ..length }))
}

/// Such a length at one end of a date.
fn within(f: &Found<'_>, side: fn(Box<What>) -> Side) -> Option<Meaning> {
    let length = Length::new(f.number(0)?.value, f.unit(0)?);
    Some(Meaning::Length(Length { side: side(Box::new(f.what()?)), ..length }))
}

/// Whether the day on which the expression closes is told after it: "ended March 31".
pub(super) fn closes(f: &Found<'_>) -> bool {
    f.after().is_some_and(|term| matches!(f.words(&term), "ended" | "ending"))
}

//! Dates that name their day, month, year, season or century.

use jiff::civil::{Date, Weekday};

use super::super::grammar::{Found, Rule};
use super::super::granule::{Granule, Season, Unit};
use super::super::holiday::Holiday;
use super::super::meaning::{Meaning, Name, Origin, Point, What};
use super::super::term::month_and_day;
use super::super::vocabulary::Facet;
use super::{on, rule};

pub(in super::super) const DATES: &[Rule] = &[
    rule(
        "a month, its day, and perhaps weekday and year",
        "( <weekday> ,? )? <month> ( the )? <day> ( ,? ( of|in )? <year> )?",
        |f| day_of_month(f, f.day(0)?),
    ),
    rule(
        "a day, its month, and perhaps weekday and year",
        "( <weekday> ,? )? ( the )? <day> ( day )? ( of )? <month> ( ,? ( of|in )? <year> )?",
        |f| {
            // "A ticket for $12 June 3" names the third of June.
            let money = f.before().is_some_and(|term| f.words(&term).ends_with(['$', '£', '€']));
            if money { None } else { day_of_month(f, f.day(0)?) }
        },
    ),
    rule("a year, a month and a day", "<year> <month> <day>", |f| day_of_month(f, f.day(0)?)),
    rule("a year, a month and a day, joined", "<year> -|/ <month> -|/ <day>", |f| {
        day_of_month(f, f.day(0)?)
    }),
    rule("a day, a month and a year, joined", "<day> -|/ <month> -|/ <year>", |f| {
        day_of_month(f, f.day(0)?)
    }),
    rule("a month, a day and a year, joined", "<month> -|/ <day> -|/ <year>", |f| {
        day_of_month(f, f.day(0)?)
    }),
    rule("the day of the attacks of 2001", "<stroke>", |f| match f.stroke()? {
        (9, 11) => on(What::Fixed(Granule::Day(Date::new(2001, 9, 11).ok()?))),
        _ => None,
    }),
    rule("a month and a day in figures", "<stroke>", |f| {
        let (a, b) = f.stroke()?;
        let cue = f.before().map(|term| f.words(&term).to_ascii_lowercase());
        let cue = cue.unwrap_or_default();
        let told = ["on", "by", "until", "since", "before", "after", "between", "from"]
            .contains(&cue.as_str());
        // "From 10/1 to 11/7", but not "3/4 to 7/8 of an inch"
        let carried_on = ["to", "through", "-", "–", "and", "or", ","].contains(&cue.as_str())
            && f.before_that()
                .is_some_and(|term| matches!(term.facet, Facet::Stroke(a, b) if a > 3 || b > 4));
        // "Shut 10/1-11/7", but not "1/2-3/4"
        let goes_on = (a > 4 || b > 4) && f.is_joined_to_a_stroke();
        if !told && !carried_on && !goes_on {
            return None;
        }
        let (month, day) = month_and_day(a, b)?;
        Date::new(2024, month, day).ok()?;
        on(What::Named(Name::MonthDay(month, day, None)))
    }),
    rule("a date in figures", "( <weekday> ,? )? <iso>", |f| {
        let (year, month, day) = f.iso()?;
        on(What::Fixed(Granule::Day(Date::new(year, month, day).ok()?)))
    }),
    rule(
        "a weekday with a month and day in figures",
        "( this|next|last )? <weekday> ,? <stroke>",
        |f| {
            let (a, b) = f.stroke()?;
            let (month, day) = month_and_day(a, b)?;
            on(What::Named(Name::MonthDay(month, day, f.weekday())))
        },
    ),
    rule(
        "a day of that month",
        "( the )? <nth> ( day )? of that|this|the|last|next ( same )? month",
        |f| {
            let month = if f.has("last") {
                What::Step(-1, Unit::Month, Origin::Now)
            } else if f.has("next") {
                What::Step(1, Unit::Month, Origin::Now)
            } else if f.has("this") {
                What::Step(0, Unit::Month, Origin::Now)
            } else {
                What::Same(Unit::Month)
            };
            on(What::DayOf(i8::try_from(f.nth()?).ok()?, Box::new(month)))
        },
    ),
    rule("a weekday and a day of the month", "<weekday> ,? ( the )? <nth>", |f| {
        let (weekday, day) = (f.weekday()?, i8::try_from(f.nth()?).ok()?);
        let luck = weekday == Weekday::Friday && day == 13;
        // "Friday, the fourth decline"
        let ends = f.after().is_none_or(|term| !f.words(&term).starts_with(char::is_alphanumeric));
        let told = f.nth_in_figures() || f.has("the") && ends;
        if luck || !told || !(1..=31).contains(&day) {
            None
        } else {
            on(What::Named(Name::Day(day, Some(weekday))))
        }
    }),
    rule("a weekday and a day in figures", "<weekday> <day>", |f| {
        // "Monday 21 people died"
        let ends = f.after().is_none_or(|term| !f.words(&term).starts_with(char::is_alphanumeric));
        if ends { on(What::Named(Name::Day(f.day(0)?, f.weekday()))) } else { None }
    }),
    rule("a day of the month", "( the )? <nth>", |f| {
        let day = i8::try_from(f.nth()?).ok().filter(|day| (1..=31).contains(day))?;
        // "A meeting on 29th."
        let ends = || {
            let next = f.after();
            next.is_none_or(|term| !f.words(&term).starts_with(char::is_alphanumeric))
        };
        let on_it = || f.before().is_some_and(|term| f.words(&term).eq_ignore_ascii_case("on"));
        if f.nth_in_figures() && (f.has("the") || on_it() && ends()) {
            on(What::Named(Name::Day(day, None)))
        } else {
            None
        }
    }),
    rule("a month and its year", "( the month of )? <month> ,? ( of|in )? <year>", |f| {
        on(What::Fixed(Granule::Month(f.year()?, f.month()?)))
    }),
    rule("a month and its year, joined", "<month> -|/ <year>", |f| {
        on(What::Fixed(Granule::Month(f.year()?, f.month()?)))
    }),
    rule("a month and its year in words", "<month> ,? ( of )? <number>", |f| {
        let year = f.number(0).filter(|year| year.figures == 0)?.whole()?;
        let year = i16::try_from(year).ok().filter(|year| (1900..2100).contains(year))?;
        on(What::Fixed(Granule::Month(year, f.month()?)))
    }),
    rule(
        "a month of the same year",
        "<month> of that|the ( same|following|next|previous )? year",
        |f| on(What::Inside(Name::Month(f.month()?), Box::new(story_year(f)))),
    ),
    rule("a month, the same year", "<month> ,? that|the same year", |f| {
        on(What::Inside(Name::Month(f.month()?), Box::new(What::Same(Unit::Year))))
    }),
    rule("a day, the same year", "<month> <day> ,? that|the same year", |f| {
        let month = What::Inside(Name::Month(f.month()?), Box::new(What::Same(Unit::Year)));
        on(What::DayOf(f.day(0)?, Box::new(month)))
    }),
    rule("a day of the same year", "<month> <day> of that|the ( same )? year", |f| {
        let month = What::Inside(Name::Month(f.month()?), Box::new(What::Same(Unit::Year)));
        on(What::DayOf(f.day(0)?, Box::new(month)))
    }),
    rule("a month of last, this or next year", "<month> ,? ( of )? last|this|next year", |f| {
        on(What::Inside(Name::Month(f.month()?), Box::new(year_from_now(f))))
    }),
    rule("a day of last, this or next year", "<month> <day> ,? ( of )? last|this|next year", |f| {
        let month = What::Inside(Name::Month(f.month()?), Box::new(year_from_now(f)));
        on(What::DayOf(f.day(0)?, Box::new(month)))
    }),
    rule("a month", "( the month of )? <month>", |f| on(What::Named(Name::Month(f.month()?)))),
    rule("a weekday", "<weekday>", |f| on(What::Named(Name::Weekday(f.weekday()?)))),
    rule("a year before or after Christ", "<era-year> bc|bce|ad|ce", |f| {
        on(What::Fixed(Granule::Year(in_era(f, f.year()?)?)))
    }),
    rule("a month before or after Christ", "<month> <era-year> bc|bce|ad|ce", |f| {
        on(What::Fixed(Granule::Month(in_era(f, f.year()?)?, f.month()?)))
    }),
    rule(
        "a season before or after Christ",
        "( the )? <season> ( of )? <era-year> bc|bce|ad|ce",
        |f| on(What::Fixed(Granule::Season(in_era(f, f.year()?)?, f.season()?))),
    ),
    rule("anno Domini", "ad <era-year>", |f| on(What::Fixed(Granule::Year(f.year()?)))),
    rule("a year", "( the ( calendar )? year ( of )? )? <year>", |f| {
        on(What::Fixed(Granule::Year(f.year()?)))
    }),
    rule("a round year in words", "the year <number>", |f| {
        let year = f.number(0)?.whole().and_then(|year| i16::try_from(year).ok())?;
        if (1000..2200).contains(&year) { on(What::Fixed(Granule::Year(year))) } else { None }
    }),
    rule("a fiscal year", "( the )? fiscal|fy ( year )? ~ <year>", |f| {
        on(What::Fixed(Granule::Year(f.year()?)))
    }),
    rule("a year of two figures", "fiscal|fy <number>", |f| {
        let year = f.number(0).filter(|year| year.figures == 2)?.whole()? as i16;
        on(What::Fixed(Granule::Year(super::super::term::full_year(year))))
    }),
    rule("ten years", "( the )? ( years of the )? <decade>", |f| {
        let decade = f.decade()?;
        let apostrophe = f.first().is_some_and(|term| f.words(&term).starts_with(['\'', '’', '‘']));
        match decade {
            // "the 1800s" are the years from 1800 to 1899, as TIMEX2 has it.
            100..200 if decade % 10 == 0 => on(What::Fixed(Granule::Century(decade / 10))),
            100.. => on(What::Fixed(Granule::Decade(decade))),
            // "in her thirties" is an age.
            _ if f.has("the") || apostrophe => on(What::Named(Name::Decade(decade))),
            _ => None,
        }
    }),
    rule("ten years before Christ", "( the )? <decade> bc|bce", |f| {
        on(What::Fixed(Granule::Decade(-1 - f.decade()?)))
    }),
    rule("a century", "( the )? <nth> ~ century ( bc|bce|ad|ce )?", |f| {
        let nth = i16::try_from(f.nth()?).ok().filter(|nth| (1..=40).contains(nth))?;
        let before = f.has("bc bce");
        on(What::Fixed(Granule::Century(if before { -nth } else { nth - 1 })))
    }),
    rule("a millennium", "( the )? <nth> ~ millennium ( bc|bce|ad|ce )?", |f| {
        let nth = i16::try_from(f.nth()?).ok().filter(|nth| (1..=9).contains(nth))?;
        let before = f.has("bc bce");
        on(What::Fixed(Granule::Millennium(if before { -nth } else { nth - 1 })))
    }),
    rule("the turn of a century", "the turn of the century|millennium", |f| {
        on(What::Step(
            0,
            if f.has("century") { Unit::Century } else { Unit::Millennium },
            Origin::Now,
        ))
    }),
    rule("a season, perhaps of a year", "( the )? <season> ( ( of )? <year> )?", |f| {
        match f.year() {
            Some(year) => on(What::Fixed(Granule::Season(year, f.season()?))),
            // "The Fall Guy"
            None if f.season()? == Season::Fall && f.is_of_a_name() => None,
            None => on(What::Named(Name::Season(f.season()?))),
        }
    }),
    rule("a year and its season", "( the )? <year> <season>", |f| {
        // "The 2004 Summer Olympics" were in 2004.
        if f.is_of_a_name() {
            return None;
        }
        on(What::Fixed(Granule::Season(f.year()?, f.season()?)))
    }),
    rule("a season of another year", "( the )? <season> of last|this|next year", |f| {
        on(What::Inside(Name::Season(f.season()?), Box::new(year_from_now(f))))
    }),
    rule(
        "a quarter, perhaps of a year",
        "( the )? ( fiscal )? ~ <nth> ( fiscal )? quarter ( of|in ( the )? ( fiscal )? <year> )?",
        |f| quarter(f, f.year().map(|year| What::Fixed(Granule::Year(year)))),
    ),
    rule("a quarter, before a noun", "( fiscal )? ~ <nth> - quarter", |f| quarter(f, None)),
    rule(
        "a quarter of last, this or next year",
        "( the )? ( fiscal )? ~ <nth> ~ ( fiscal )? quarter ( of )? last|this|next year",
        |f| quarter(f, Some(year_from_now(f))),
    ),
    rule(
        "a year and its quarter",
        "( the )? ( fiscal )? <year> ( 's )? ( fiscal )? <nth> ~ quarter",
        |f| quarter(f, f.year().map(|year| What::Fixed(Granule::Year(year)))),
    ),
    rule("a quarter of this year", "last|this|next year 's ( fiscal )? <nth> ~ quarter", |f| {
        quarter(f, Some(year_from_now(f)))
    }),
    rule("a quarter in figures", "<quarter> ( of )? <year>", |f| {
        on(What::Fixed(Granule::Quarter(f.year()?, f.quarter()?)))
    }),
    rule("a year and its quarter in figures", "<year> -? <quarter>", |f| {
        on(What::Fixed(Granule::Quarter(f.year()?, f.quarter()?)))
    }),
    rule("a quarter in figures alone", "<quarter>", |f| {
        on(What::Named(Name::Quarter(f.quarter()?)))
    }),
    rule("a half-year in figures", "<half> ( of )? <year>", |f| {
        on(What::Fixed(Granule::Half(f.year()?, f.half()?)))
    }),
    rule("a year and its half in figures", "<year> -? <half>", |f| {
        on(What::Fixed(Granule::Half(f.year()?, f.half()?)))
    }),
    rule(
        "half of a year",
        "( the )? first|second|last|latter|final ~ half ( of|in ( the )? ( fiscal )? <date> )?",
        half,
    ),
    rule(
        "half of last, this or next year",
        "( the )? first|second|last|latter|final ~ half of the year",
        |f| half_in(f, What::Same(Unit::Year)),
    ),
    rule("a named day", "<holiday>", |f| on(What::Named(Name::Holiday(f.holiday()?)))),
    rule("a named day of a year", "<holiday> ,? ( of|in )? <year>", |f| {
        on(What::Inside(
            Name::Holiday(f.holiday()?),
            Box::new(What::Fixed(Granule::Year(f.year()?))),
        ))
    }),
    rule("the weekend of a named day", "( the )? <holiday> ( ' )? ( holiday )? weekend", |f| {
        on(What::Named(Name::HolidayWeekend(f.holiday()?)))
    }),
    rule("the weekend of a date", "( the )? <month> <day> ( holiday )? weekend", |f| {
        on(What::Named(Name::HolidayWeekend(Holiday::On(f.month()?, f.day(0)?))))
    }),
    rule("the weekend of a named day of a year", "( the )? <holiday> <year> weekend", |f| {
        on(What::Inside(
            Name::HolidayWeekend(f.holiday()?),
            Box::new(What::Fixed(Granule::Year(f.year()?))),
        ))
    }),
    rule("the week of a named day", "( the )? <holiday> week", |f| {
        on(What::Holding(Unit::Week, Box::new(What::Named(Name::Holiday(f.holiday()?)))))
    }),
];

/// A month with a day, and the year or weekday where they are told.
fn day_of_month(f: &Found<'_>, day: i8) -> Option<Meaning> {
    let month = f.month()?;
    match f.year() {
        Some(year) => on(What::Fixed(Granule::Day(Date::new(year, month, day).ok()?))),
        // In a leap year every day of the calendar exists.
        None => {
            Date::new(2024, month, day).ok()?;
            on(What::Named(Name::MonthDay(month, day, f.weekday())))
        }
    }
}

fn in_era(f: &Found<'_>, year: i16) -> Option<i16> {
    if f.has("bc bce") { 1i16.checked_sub(year) } else { Some(year) }
}

/// "Last", "this" or "next year", from the day of publication.
pub(super) fn year_from_now(f: &Found<'_>) -> What {
    let steps = if f.has("last") {
        -1
    } else if f.has("next") {
        1
    } else {
        0
    };
    What::Step(steps, Unit::Year, Origin::Now)
}

fn story_year(f: &Found<'_>) -> What {
    if f.has("following next") {
        What::Step(1, Unit::Year, Origin::Story)
    } else if f.has("previous") {
        What::Step(-1, Unit::Year, Origin::Story)
    } else {
        What::Same(Unit::Year)
    }
}

fn quarter(f: &Found<'_>, year: Option<What>) -> Option<Meaning> {
    let quarter = i8::try_from(f.nth()?).ok().filter(|nth| (1..=4).contains(nth))?;
    match year {
        Some(year) => on(What::Inside(Name::Quarter(quarter), Box::new(year))),
        None => on(What::Named(Name::Quarter(quarter))),
    }
}

fn half(f: &Found<'_>) -> Option<Meaning> {
    match f.what() {
        Some(year) => half_in(f, year),
        // "The first half" alone is more often that of a match.
        None => None,
    }
}

fn half_in(f: &Found<'_>, whole: What) -> Option<Meaning> {
    let first = f.has("first");
    match whole {
        What::Fixed(Granule::Year(_)) | What::Step(_, Unit::Year, _) | What::Same(Unit::Year) => {
            on(What::Inside(Name::Half(if first { 1 } else { 2 }), Box::new(whole)))
        }
        whole => {
            let modifier = Some(if first { "START" } else { "END" });
            Some(Meaning::Point(Point { modifier, ..Point::new(whole) }))
        }
    }
}

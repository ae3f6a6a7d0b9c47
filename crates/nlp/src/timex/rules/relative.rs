//! Dates that are counted from another: "last week", "two years ago", "the end of the month".

use super::super::grammar::{Found, Rule};
use super::super::granule::Unit;
use super::super::meaning::{Meaning, Name, Origin, Point, What};
use super::dates::year_from_now;
use super::lengths::closes;
use super::{on, rule};

pub(in super::super) const RELATIVE: &[Rule] = &[
    rule("today", "today", |_| on(What::Step(0, Unit::Day, Origin::Now))),
    rule("yesterday", "yesterday", |_| on(What::Step(-1, Unit::Day, Origin::Now))),
    rule("tomorrow", "tomorrow", |_| on(What::Step(1, Unit::Day, Origin::Now))),
    rule("two days back", "( the )? day before yesterday", |_| {
        on(What::Step(-2, Unit::Day, Origin::Now))
    }),
    rule("two days on", "( the )? day after tomorrow", |_| {
        on(What::Step(2, Unit::Day, Origin::Now))
    }),
    rule(
        "a year, month or week before this one",
        "( the )? last|past|previous|preceding|prior <unit>",
        |f| {
            let unit = calendar_unit(f)?;
            // The past decade ends today, the last one may be that of the calendar.
            if f.has("past") && matches!(unit, Unit::Decade | Unit::Century | Unit::Fortnight) {
                return None;
            }
            let story = f.has("previous preceding prior");
            on(What::Step(-1, unit, if story { Origin::Story } else { Origin::Now }))
        },
    ),
    rule("the one before the last", "( the )? <unit> before last", |f| {
        on(What::Step(-2, calendar_unit(f)?, Origin::Now))
    }),
    rule("the one after the next", "( the )? <unit> after next", |f| {
        on(What::Step(2, calendar_unit(f)?, Origin::Now))
    }),
    rule(
        "this year, month or week",
        "( this | the current | this current | current | the present ) ( calendar|fiscal )? <unit>",
        |f| on(What::Step(0, calendar_unit(f)?, Origin::Now)),
    ),
    rule(
        "a year, month or week after this one",
        "next|coming|upcoming ( calendar|fiscal )? <unit>",
        |f| {
            let unit = calendar_unit(f).filter(|unit| *unit != Unit::Fortnight)?;
            on(What::Step(1, unit, Origin::Now))
        },
    ),
    rule("the coming one", "the|this coming|upcoming <unit>", |f| {
        on(What::Step(1, calendar_unit(f)?, Origin::Now))
    }),
    rule("the one that just passed", "this past <unit>", |f| {
        let unit = calendar_unit(f)?;
        on(What::Step(if unit == Unit::Weekend { 0 } else { -1 }, unit, Origin::Now))
    }),
    rule("the one after", "the ( very )? following|next|succeeding|subsequent <unit>", |f| {
        let unit = calendar_unit(f)?;
        if unit == Unit::Fortnight && f.has("next") {
            return None;
        }
        on(What::Step(1, unit, Origin::Story))
    }),
    rule("the one after that", "the <unit> after|following", |f| {
        let unit = calendar_unit(f)?;
        if clause_ends(f) { on(What::Step(1, unit, Origin::Story)) } else { None }
    }),
    rule("the one before that", "the <unit> before|earlier", |f| {
        let unit = calendar_unit(f)?;
        if clause_ends(f) { on(What::Step(-1, unit, Origin::Story)) } else { None }
    }),
    rule("the one around a date", "( the )? <unit> before|after|following <date>", |f| {
        let unit = calendar_unit(f)?;
        let steps = if f.has("before") { -1 } else { 1 };
        on(What::Step(steps, unit, Origin::At(Box::new(f.what()?))))
    }),
    rule("that one", "( that | the same | that same | this same | that very ) <unit>", |f| {
        on(What::Same(calendar_unit(f)?))
    }),
    rule("a month, weekday or season before now", "( the )? last|past <month>", |f| {
        on(What::Chosen(-1, Name::Month(f.month()?), Origin::Now))
    }),
    rule("a month before now", "( this )? past <month>", |f| {
        on(What::Chosen(-1, Name::Month(f.month()?), Origin::Now))
    }),
    rule("this month by name", "this ( coming )? <month> ( <day> )?", |f| match f.day(0) {
        Some(day) => on(What::Named(Name::MonthDay(f.month()?, day, None))),
        None => on(What::Chosen(0, Name::Month(f.month()?), Origin::Now)),
    }),
    rule("a month after now", "next <month>", |f| {
        on(What::Chosen(1, Name::Month(f.month()?), Origin::Now))
    }),
    rule("a month before or after the story", "the previous|following|next <month>", |f| {
        on(What::Chosen(story_step(f), Name::Month(f.month()?), Origin::Story))
    }),
    rule("a weekday before now", "last|past <weekday>", |f| {
        on(What::Chosen(-1, Name::Weekday(f.weekday()?), Origin::Now))
    }),
    rule("a weekday just passed", "this past <weekday>", |f| {
        on(What::Chosen(-1, Name::Weekday(f.weekday()?), Origin::Now))
    }),
    rule("a weekday of this week", "this <weekday>", |f| {
        on(What::Chosen(0, Name::Weekday(f.weekday()?), Origin::Now))
    }),
    rule("a weekday after now", "( next | this coming | coming ) <weekday>", |f| {
        on(What::Chosen(1, Name::Weekday(f.weekday()?), Origin::Now))
    }),
    rule("a weekday around the story", "( the )? previous|preceding|following <weekday>", |f| {
        on(What::Chosen(story_step(f), Name::Weekday(f.weekday()?), Origin::Story))
    }),
    rule("a weekday of another week", "<weekday> ,? ( of )? last|this|next week", |f| {
        let week = What::Step(year_steps(f), Unit::Week, Origin::Now);
        on(What::WeekdayOf(f.weekday()?, Box::new(week)))
    }),
    rule(
        "a weekday of a week of the story",
        "<weekday> of the following|next|previous week",
        |f| {
            let week = What::Step(story_step(f), Unit::Week, Origin::Story);
            on(What::WeekdayOf(f.weekday()?, Box::new(week)))
        },
    ),
    rule("a weekday of a week, the week first", "last|this|next week ( ,|on )? <weekday>", |f| {
        let week = What::Step(year_steps(f), Unit::Week, Origin::Now);
        on(What::WeekdayOf(f.weekday()?, Box::new(week)))
    }),
    rule("a weekday so many weeks off", "<weekday> ,? <date>", |f| match f.what()? {
        weeks @ What::Away { unit: Unit::Week, .. } => {
            on(What::WeekdayOf(f.weekday()?, Box::new(What::Holding(Unit::Week, Box::new(weeks)))))
        }
        _ => None,
    }),
    rule("a weekday a week from then", "<weekday> week", |f| {
        let day = What::Chosen(1, Name::Weekday(f.weekday()?), Origin::Now);
        on(What::Step(7, Unit::Day, Origin::At(Box::new(day))))
    }),
    rule("a weekday last", "<weekday> last", |f| {
        on(What::Chosen(-1, Name::Weekday(f.weekday()?), Origin::Now))
    }),
    rule("a month last", "<month> last", |f| {
        on(What::Chosen(-1, Name::Month(f.month()?), Origin::Now))
    }),
    rule("a season before now", "( the )? ( last | past | this past ) <season>", |f| {
        on(What::Chosen(-1, Name::Season(f.season()?), Origin::Now))
    }),
    rule("this season", "this ( coming )? <season>", |f| {
        on(What::Chosen(0, Name::Season(f.season()?), Origin::Now))
    }),
    rule("a season after now", "next <season>", |f| {
        on(What::Chosen(1, Name::Season(f.season()?), Origin::Now))
    }),
    rule("the next weekday of the story", "the next <weekday>", |f| {
        on(What::Chosen(1, Name::Weekday(f.weekday()?), Origin::Story))
    }),
    rule("a season around the story", "the previous|following|next <season>", |f| {
        on(What::Chosen(story_step(f), Name::Season(f.season()?), Origin::Story))
    }),
    rule("a season of that year", "that ( same )? <season>", |f| {
        on(What::Inside(Name::Season(f.season()?), Box::new(What::Same(Unit::Year))))
    }),
    rule("a named day before now", "( last | previous | this past ) <holiday>", |f| {
        on(What::Chosen(-1, Name::Holiday(f.holiday()?), Origin::Now))
    }),
    rule("this year's named day", "this ( year 's )? <holiday>", |f| {
        on(What::Inside(
            Name::Holiday(f.holiday()?),
            Box::new(What::Step(0, Unit::Year, Origin::Now)),
        ))
    }),
    rule("a named day after now", "next|following <holiday>", |f| {
        on(What::Chosen(1, Name::Holiday(f.holiday()?), Origin::Now))
    }),
    rule("the weekend", "the weekend", |_| on(What::Named(Name::Weekend))),
    rule("so long ago", "<length> ago|back", |f| away(f, -1, Origin::Now)),
    rule("so long ago, in other words", "<length> in the past", |f| away(f, -1, Origin::Now)),
    rule("so long ago on a day", "<length> ago today|yesterday|tomorrow", |f| {
        let day = if f.has("today") {
            0
        } else if f.has("yesterday") {
            -1
        } else {
            1
        };
        let day = What::Step(day, Unit::Day, Origin::Now);
        away(f, -1, Origin::At(Box::new(day)))
    }),
    rule("so long from now", "<length> ( hence | from now | from today | out )", |f| {
        if f.has("out") { None } else { away(f, 1, Origin::Now) }
    }),
    rule("so long from now, in British words", "<length> '|'s time", |f| away(f, 1, Origin::Now)),
    rule("so long before", "<length> earlier|previously|beforehand|prior", |f| {
        away(f, -1, Origin::Story)
    }),
    rule("so long before, at the end of a clause", "<length> before", |f| {
        if clause_ends(f) { away(f, -1, Origin::Story) } else { None }
    }),
    rule("so long after", "<length> later|afterwards|afterward|thereafter", |f| {
        away(f, 1, Origin::Story)
    }),
    rule("so long after, at the end of a clause", "<length> after|on", |f| {
        if clause_ends(f) { away(f, 1, Origin::Story) } else { None }
    }),
    rule("so long before a date", "<length> ( before | prior to ) <date>", |f| {
        away(f, -1, Origin::At(Box::new(f.what()?)))
    }),
    rule("so long after a date", "<length> after|from|following <date>", |f| {
        away(f, 1, Origin::At(Box::new(f.what()?)))
    }),
    rule(
        "the beginning of a time",
        "( the )? ( very )? beginning|start|outset|opening|dawn of <date>",
        |f| part_of(f, "START"),
    ),
    rule("the middle of a time", "( the )? middle of <date>", |f| part_of(f, "MID")),
    rule("the end of a time", "( the )? ( very )? end|close|conclusion of <date>", |f| {
        part_of(f, "END")
    }),
    rule(
        "the early part of a time",
        "the early|first part|days|months|weeks|years of <date>",
        |f| part_of(f, "START"),
    ),
    rule(
        "the late part of a time",
        "the late|latter|later|last|final part|days|months|weeks|years of <date>",
        |f| part_of(f, "END"),
    ),
    rule("the rest of a time", "the rest|remainder of <date>", |f| part_of(f, "END")),
    rule(
        "the beginning of the year",
        "( the )? beginning|start of the|this|last|next|that <unit>",
        |f| part_of_unit(f, "START"),
    ),
    rule("the middle of the year", "( the )? middle of the|this|last|next|that <unit>", |f| {
        part_of_unit(f, "MID")
    }),
    rule(
        "the end of the year",
        "( the )? end|close of ( the|this|last|next|that )? ( calendar|fiscal )? <unit>",
        |f| part_of_unit(f, "END"),
    ),
    rule("the rest of the year", "the rest|remainder of the|this <unit>", |f| {
        part_of_unit(f, "END")
    }),
    rule("the year's end", "year|month|week|century|decade 's end", period_end),
    rule("year-end", "year ~ end", period_end),
    rule("next year's end", "last|this|next year 's end", |f| {
        let modifier = Some("END");
        Some(Meaning::Point(Point { modifier, ..Point::new(year_from_now(f)) }))
    }),
    rule("early in a time", "( the )? early ~ ( in|on )? <date>", |f| part_of(f, "START")),
    rule("in the middle of a time", "( the )? mid|middle ~ ( in )? <date>", |f| part_of(f, "MID")),
    rule("late in a time", "( the )? late ~ ( in|on )? <date>", |f| part_of(f, "END")),
    rule("earlier in a time", "earlier ( in|on )? <date>", |f| part_of(f, "BEFORE")),
    rule("later in a time", "later ( in|on )? <date>", |f| part_of(f, "AFTER")),
    rule("some time in a time", "( sometime | some time ) ( in )? <date>", |f| {
        Some(Meaning::Point(f.point()?))
    }),
    rule("early in the year", "early|late|earlier|later in the|this|that <unit>", |f| {
        let modifier = if f.has("early") {
            "START"
        } else if f.has("late") {
            "END"
        } else if f.has("earlier") {
            "BEFORE"
        } else {
            "AFTER"
        };
        part_of_unit(f, modifier)
    }),
    rule("about a date", "<about> <date>", |f| {
        f.modifier().filter(|modifier| *modifier == "APPROX")?;
        let point = f.point()?;
        // "To get around Wednesday's ruling"
        if matches!(point.what, What::Named(Name::Weekday(_))) {
            return None;
        }
        Some(Meaning::Point(Point { modifier: point.modifier.or(f.modifier()), ..point }))
    }),
    rule("a date or near it", "<date> or so", |f| {
        let point = f.point()?;
        Some(Meaning::Point(Point { modifier: point.modifier.or(Some("APPROX")), ..point }))
    }),
    rule(
        "the week of a date",
        "( the )? week of|beginning|starting|commencing|ending|ended ( on )? <date>",
        |f| on(What::Holding(Unit::Week, Box::new(f.what()?))),
    ),
    rule("the weekend of a date", "( the )? weekend of <date>", |f| {
        let what = f.what()?;
        match what {
            What::Named(Name::Holiday(day)) => return on(What::Named(Name::HolidayWeekend(day))),
            What::Inside(Name::Holiday(day), year) => {
                return on(What::Inside(Name::HolidayWeekend(day), year));
            }
            _ => {}
        }
        on(What::Holding(Unit::Weekend, Box::new(f.what()?)))
    }),
    rule("the nth week of a time", "( the )? <nth> <unit> of|in <date>", |f| {
        nth_of(f, f.nth()?, f.what()?)
    }),
    rule("the last week of a time", "( the )? last|final <unit> of|in <date>", |f| {
        nth_of(f, -1, f.what()?)
    }),
    rule("the nth weekday of a month", "( the )? <nth> <weekday> of|in <date>", |f| {
        on(What::NthWeekday(f.nth()?, f.weekday()?, Box::new(f.what()?)))
    }),
    rule("the last weekday of a month", "( the )? last|final <weekday> of|in <date>", |f| {
        on(What::NthWeekday(-1, f.weekday()?, Box::new(f.what()?)))
    }),
    rule(
        "the latest quarter",
        "( the )? ( latest | most recent ) ( fiscal )? quarter|period|year",
        |f| report(f, 0),
    ),
    rule("the week", "the week", |f| {
        if clause_ends(f) { on(What::Step(0, Unit::Week, Origin::Here)) } else { None }
    }),
    rule("the year", "the ( full|fiscal )? year", |f| {
        // "The man of the year"
        let of = f.before().is_some_and(|term| f.words(&term).eq_ignore_ascii_case("of"));
        if of || closes(f) { None } else { on(What::Step(0, Unit::Year, Origin::Here)) }
    }),
    rule("the quarter", "the ( fiscal )? quarter", |f| report(f, 0)),
    rule(
        "the quarter a year earlier",
        "( the )? ( comparable|same|corresponding )? year ~ ago|earlier ( fiscal )? quarter|period",
        |f| report(f, 1),
    ),
    rule("a year earlier, before a noun", "year - ago|earlier", |f| report(f, 1)),
    rule(
        "the same quarter of another year",
        "( the )? same|corresponding|comparable quarter|period ( of )? last ( year | a year ago | a year earlier | the year before | the previous year )",
        |f| report(f, 1),
    ),
    rule("last year's quarter", "last year 's quarter|period", |f| report(f, 1)),
    rule("the quarter a year ago", "the quarter|period a year ago|earlier", |f| report(f, 1)),
    rule("the quarter of a year", "( the )? <year> quarter|period", |f| {
        let year = What::Fixed(super::super::granule::Granule::Year(f.year()?));
        on(What::Inside(Name::Quarter(0), Box::new(year)))
    }),
    rule("a quarter of a year ago", "( the )? year ~ ago|earlier ( fiscal )? <nth> quarter", |f| {
        let quarter = i8::try_from(f.nth()?).ok().filter(|nth| (1..=4).contains(nth))?;
        let now = What::Named(Name::Quarter(quarter));
        on(What::Away {
            amount: Some(1.0),
            unit: Unit::Year,
            sign: -1,
            origin: Origin::At(Box::new(now)),
        })
    }),
];

/// The unit of the expression, where it is one of the calendar.
fn calendar_unit(f: &Found<'_>) -> Option<Unit> {
    f.unit(0).filter(|unit| !unit.is_clock())
}

fn story_step(f: &Found<'_>) -> i64 {
    if f.has("previous preceding") { -1 } else { 1 }
}

fn year_steps(f: &Found<'_>) -> i64 {
    if f.has("last") {
        -1
    } else if f.has("next") {
        1
    } else {
        0
    }
}

/// Whether a mark or the end of the text follows: what comes after is no complement.
fn clause_ends(f: &Found<'_>) -> bool {
    f.after().is_none_or(|term| {
        f.words(&term).starts_with(['.', ',', ';', ':', ')', '!', '?', '"', '”', '’', '—', '–'])
            || f.words(&term).eq_ignore_ascii_case("and")
    })
}

fn away(f: &Found<'_>, sign: i64, origin: Origin) -> Option<Meaning> {
    let length = f.length()?;
    // The clock of the story is seldom known.
    if length.unit.is_clock() && !matches!(origin, Origin::Now) {
        return None;
    }
    // "A year and two months ago" is fourteen months ago.
    let (amount, unit) = match (length.unit, length.amount, length.and) {
        (Unit::Year, Some(years), Some((months, Unit::Month))) => {
            (Some(years * 12.0 + months), Unit::Month)
        }
        (Unit::Week, Some(weeks), Some((days, Unit::Day))) => (Some(weeks * 7.0 + days), Unit::Day),
        (unit, amount, _) => (amount, unit),
    };
    let what = What::Away { amount, unit, sign, origin };
    Some(Meaning::Point(Point { modifier: length.modifier, ..Point::new(what) }))
}

fn part_of(f: &Found<'_>, modifier: &'static str) -> Option<Meaning> {
    let point = f.point()?;
    // "Early last week" is part of it; "early today" too.
    Some(Meaning::Point(Point { modifier: Some(modifier), ..point }))
}

fn part_of_unit(f: &Found<'_>, modifier: &'static str) -> Option<Meaning> {
    let unit = calendar_unit(f)?;
    let what = if f.has("this") {
        What::Step(0, unit, Origin::Now)
    } else if f.has("last") {
        What::Step(-1, unit, Origin::Now)
    } else if f.has("next") {
        What::Step(1, unit, Origin::Now)
    } else if f.has("that") {
        What::Same(unit)
    } else {
        What::Step(0, unit, Origin::Here)
    };
    Some(Meaning::Point(Point { modifier: Some(modifier), ..Point::new(what) }))
}

fn period_end(f: &Found<'_>) -> Option<Meaning> {
    let unit = if f.has("year") {
        Unit::Year
    } else if f.has("month") {
        Unit::Month
    } else if f.has("week") {
        Unit::Week
    } else if f.has("decade") {
        Unit::Decade
    } else {
        Unit::Century
    };
    Some(Meaning::Point(Point {
        modifier: Some("END"),
        ..Point::new(What::Step(0, unit, Origin::Here))
    }))
}

fn nth_of(f: &Found<'_>, nth: i32, whole: What) -> Option<Meaning> {
    on(What::Nth(nth, calendar_unit(f)?, Box::new(whole)))
}

fn report(f: &Found<'_>, back: i64) -> Option<Meaning> {
    let unit = if f.has("year") && !f.has("quarter period ago earlier") {
        Unit::Year
    } else {
        Unit::Quarter
    };
    on(What::Report(unit, back))
}

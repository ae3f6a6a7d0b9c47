//! What an expression of time says by itself, before it is known what it is counted from.

use jiff::civil::Weekday;

use super::granule::{Clock, Granule, Part, Season, Unit};
use super::holiday::Holiday;

/// What an expression says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    /// A date or a time of day.
    Point(Point),
    /// A length of time.
    Length(Length),
    /// A time that recurs.
    Set(Set),
    /// Some time before, around or after the one spoken from.
    Vague(Vague),
    /// Part of an expression: "about", "at least".
    Modifier(&'static str),
}

/// A date or a time of day.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Point {
    pub what: What,
    pub part: Option<Part>,
    pub clock: Option<Clock>,
    pub modifier: Option<&'static str>,
}

/// Which piece of the calendar.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// The one written out.
    Fixed(Granule),
    /// The nearest one of that name; which side is a question of the tense.
    Named(Name),
    /// The last (-1), present (0) or next (1) one of that name.
    Chosen(i64, Name, Origin),
    /// So many steps from the one that holds the origin: "last week", "the following day".
    Step(i64, Unit, Origin),
    /// So long before or after the origin: "two weeks ago".
    Away { amount: Option<f64>, unit: Unit, sign: i64, origin: Origin },
    /// One of that name inside another: "the third quarter of 1989", "May of that year".
    Inside(Name, Box<What>),
    /// The nth (from -1: the nth last) of a size inside another: "the first week of May".
    Nth(i32, Unit, Box<What>),
    /// The nth (from -1: the nth last) weekday inside another: "the first Tuesday in November".
    NthWeekday(i32, Weekday, Box<What>),
    /// The one of a size that holds another: "the week of March 6".
    Holding(Unit, Box<What>),
    /// The day of the month, counted in another: "the 15th of that month".
    DayOf(i8, Box<What>),
    /// A weekday of another week: "Tuesday of next week".
    WeekdayOf(Weekday, Box<What>),
    /// The one of that size that the story is in: "that year", "the quarter".
    Same(Unit),
    /// The period of the report, a year earlier where so many are given: "the latest quarter".
    Report(Unit, i64),
}

/// What recurs on the calendar under one name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Name {
    Month(i8),
    MonthDay(i8, i8, Option<Weekday>),
    /// A day of the month, and its weekday where it is told: "the 5th", "Monday the 5th".
    Day(i8, Option<Weekday>),
    Weekday(Weekday),
    Season(Season),
    Quarter(i8),
    Half(i8),
    Holiday(Holiday),
    /// The weekend around a named day.
    HolidayWeekend(Holiday),
    Weekend,
    /// Ten years, told without their century: "the '80s" is 8.
    Decade(i16),
}

/// What a relative expression is counted from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Origin {
    /// The day of publication.
    Now,
    /// The time that the story has reached.
    Story,
    /// The day of publication in news, the time that the story has reached in a narrative.
    Here,
    /// Another time, named in the same expression.
    At(Box<What>),
}

/// A length of time.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Length {
    /// How many; `None` for "several".
    pub amount: Option<f64>,
    pub unit: Unit,
    /// What is added: "two hours and ten minutes".
    pub and: Option<(f64, Unit)>,
    pub modifier: Option<&'static str>,
    pub side: Side,
}

/// Where on the calendar a length lies.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Side {
    /// Not told.
    None,
    /// Up to now: "the past two years".
    Past,
    /// From now on: "the next few days".
    Future,
    /// At the beginning of another: "the first nine months of 1989".
    First(Box<What>),
    /// At the end of another.
    Last(Box<What>),
}

/// A time that recurs.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Set {
    /// Every so long: "daily", "every two weeks".
    Every(Option<f64>, Unit),
    /// Every one of that name: "every Tuesday".
    Each(Name, Option<Part>),
    /// Every such part of the day: "every morning".
    Part(Part),
    /// At a time of every day, or of every one of that name: "Tuesdays at 9 a.m.".
    At(Option<Name>, Clock),
}

/// Some time before, around or after the one spoken from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Vague {
    Past,
    Present,
    Future,
}

impl Point {
    pub fn new(what: What) -> Point {
        Point { what, part: None, clock: None, modifier: None }
    }
}

impl From<What> for Meaning {
    fn from(what: What) -> Meaning {
        Meaning::Point(Point::new(what))
    }
}

impl Length {
    pub fn new(amount: Option<f64>, unit: Unit) -> Length {
        Length { amount, unit, and: None, modifier: None, side: Side::None }
    }
}

impl Vague {
    pub fn as_str(self) -> &'static str {
        match self {
            Vague::Past => "PAST_REF",
            Vague::Present => "PRESENT_REF",
            Vague::Future => "FUTURE_REF",
        }
    }
}

/// Returns the weekday of the number that the vocabulary gives it.
pub(super) fn weekday(number: i8) -> Weekday {
    Weekday::from_monday_one_offset(number.clamp(1, 7)).unwrap_or(Weekday::Monday)
}

//! Dates and intervals as precise as they were told, written in EDTF (ISO 8601-2).
//!
//! ```
//! use reportedly_nlp::Interval;
//! let valid: Interval = "2020-02/..".parse().unwrap();
//! assert_eq!(valid.to_string(), "2020-02/..");
//! assert!("2020-13".parse::<Interval>().is_err());
//! ```
//!
//! **Invariant:** a [`PartialDate`] names a real year, month or day; precision is never added.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;

/// A year, a month of a year, or a day: as precise as it was told.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
    approximate: bool,
}

impl PartialDate {
    /// Returns the whole year.
    pub fn year(year: i16) -> Option<PartialDate> {
        Date::new(year, 1, 1).ok()?;
        Some(PartialDate { year, month: None, day: None, approximate: false })
    }

    /// Returns a month of a year; `None` when there is no such month.
    pub fn month(year: i16, month: i8) -> Option<PartialDate> {
        Date::new(year, month, 1).ok()?;
        Some(PartialDate { year, month: Some(month), day: None, approximate: false })
    }

    /// Returns the day of the calendar.
    pub fn day(day: Date) -> PartialDate {
        let (month, date) = (Some(day.month()), Some(day.day()));
        PartialDate { year: day.year(), month, day: date, approximate: false }
    }

    /// Returns the date as one that was told to be near only: `2015~`.
    pub fn about(self) -> PartialDate {
        PartialDate { approximate: true, ..self }
    }

    /// Returns whether the date was told to be near only.
    pub fn is_approximate(self) -> bool {
        self.approximate
    }

    /// Returns whether the date is a whole year.
    pub fn is_year(self) -> bool {
        self.month.is_none()
    }

    /// Returns the first day that the date may mean.
    pub fn first_day(self) -> Date {
        Date::constant(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// Returns the last day that the date may mean.
    pub fn last_day(self) -> Date {
        match (self.month, self.day) {
            (Some(_), Some(_)) => self.first_day(),
            (Some(_), None) => self.first_day().last_of_month(),
            _ => self.first_day().last_of_year(),
        }
    }

    /// Returns the first day after the date.
    pub fn day_after(self) -> Date {
        self.last_day().saturating_add(1.day())
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // ISO 8601 counts the years before Christ below 0000, which is 1 BC.
        let sign = if self.year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}", self.year.unsigned_abs())?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        if self.approximate {
            f.write_str("~")?;
        }
        Ok(())
    }
}

/// The words that were not a date.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NotADate(String);

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is not a date; expected one such as 2024, 2024-03 or 2024-03-05", self.0)
    }
}

impl std::error::Error for NotADate {}

impl FromStr for PartialDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<PartialDate, NotADate> {
        let wrong = || NotADate(text.to_owned());
        if let Some(exact) = text.strip_suffix('~') {
            let exact = exact.parse::<PartialDate>().ok().filter(|date| !date.approximate);
            return exact.map(PartialDate::about).ok_or_else(wrong);
        }
        let (sign, text) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        if !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return Err(wrong());
        }
        let mut parts = text.split('-');
        let mut number = |digits: usize| match parts.next() {
            None => Ok(None),
            Some(part) if part.len() == digits => {
                part.parse::<i16>().map(Some).map_err(|_| wrong())
            }
            Some(_) => Err(wrong()),
        };
        let (year, month, day) = (sign * number(4)?.ok_or_else(wrong)?, number(2)?, number(2)?);
        if parts.next().is_some() {
            return Err(wrong());
        }
        match (month, day) {
            (Some(month), Some(day)) => {
                Date::new(year, month as i8, day as i8).ok().map(PartialDate::day)
            }
            (Some(month), None) => PartialDate::month(year, month as i8),
            _ => PartialDate::year(year),
        }
        .ok_or_else(wrong)
    }
}

/// One end of an [`Interval`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum Bound {
    /// Not told: printed as nothing.
    Unknown,
    /// Told to be without end: printed as `..`.
    Open,
    /// Told, as precisely as here.
    At(PartialDate),
}

impl Bound {
    fn date(self) -> Option<PartialDate> {
        match self {
            Bound::At(date) => Some(date),
            _ => None,
        }
    }
}

/// A date or a stretch of time in EDTF.
///
/// Where both bounds are the same date it prints as that date alone.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub struct Interval {
    /// When it begins.
    pub start: Bound,
    /// When it ends; the whole of a partial date is still inside.
    pub end: Bound,
}

impl Interval {
    /// Returns the time that one date names.
    pub fn at(date: PartialDate) -> Interval {
        Interval { start: Bound::At(date), end: Bound::At(date) }
    }

    /// Returns the time from one date up to and with another.
    pub fn between(start: PartialDate, end: PartialDate) -> Interval {
        Interval { start: Bound::At(start), end: Bound::At(end) }
    }

    /// Returns the time up to `end`, with an unknown beginning.
    pub fn until(end: PartialDate) -> Interval {
        Interval { start: Bound::Unknown, end: Bound::At(end) }
    }

    /// Returns the time since `start` that was not told to end.
    pub fn since(start: PartialDate) -> Interval {
        Interval { start: Bound::At(start), end: Bound::Unknown }
    }

    /// Returns the first day that may lie inside, if the beginning is known.
    pub fn first_day(self) -> Option<Date> {
        self.start.date().map(PartialDate::first_day)
    }

    /// Returns the first day after the interval, if the end is known: intervals are half-open.
    pub fn day_after(self) -> Option<Date> {
        self.end.date().map(PartialDate::day_after)
    }

    /// Returns the first day and the first day after, if both ends are known.
    pub fn days(self) -> Option<(Date, Date)> {
        Some((self.first_day()?, self.day_after()?))
    }

    /// Returns whether all of it lies inside another or fills it; never where an end is unknown.
    pub fn is_inside(self, outer: Interval) -> bool {
        let both = self.days().zip(outer.days());
        both.is_some_and(|(inner, outer)| outer.0 <= inner.0 && inner.1 <= outer.1)
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Bound::At(start), Bound::At(end)) = (self.start, self.end)
            && start == end
        {
            return start.fmt(f);
        }
        let bound = |f: &mut fmt::Formatter<'_>, bound| match bound {
            Bound::Unknown => Ok(()),
            Bound::Open => f.write_str(".."),
            Bound::At(date) => date.fmt(f),
        };
        bound(f, self.start)?;
        f.write_str("/")?;
        bound(f, self.end)
    }
}

impl FromStr for Interval {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Interval, NotADate> {
        let bound = |part: &str| match part {
            "" => Ok(Bound::Unknown),
            ".." => Ok(Bound::Open),
            date => date.parse().map(Bound::At),
        };
        match text.split_once('/') {
            None => text.parse().map(Interval::at),
            Some((start, end)) => Ok(Interval { start: bound(start)?, end: bound(end)? }),
        }
        .map_err(|_: NotADate| NotADate(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_is_kept() {
        for text in [
            "2020",
            "2020-02",
            "2020-02-29",
            "2020-10/..",
            "/2025-03-17",
            "2020-12-04/2020-12-18",
            "2015~",
            "2015~/2016-03~",
            "-0492",
            "-0492-08/-0490",
        ] {
            assert_eq!(text.parse::<Interval>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_the_calendar_does_not_have_is_no_date() {
        for text in [
            "2020-13",
            "2021-02-29",
            "2020-1-1",
            "20",
            "2020-01-01-01",
            "Tuesday",
            "",
            "+020-01",
            "~",
            "2020~~",
            "--2020",
            "-20",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_partial_date_spans_all_its_days() {
        let february: PartialDate = "2020-02".parse().unwrap();
        assert_eq!(february.first_day().to_string(), "2020-02-01");
        assert_eq!(february.last_day().to_string(), "2020-02-29");
        assert_eq!(february.day_after().to_string(), "2020-03-01");
    }
}

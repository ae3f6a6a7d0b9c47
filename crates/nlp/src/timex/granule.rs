//! One piece of the calendar: an hour, a day, a week, a quarter, a decade.
//!
//! A granule is as large as the words that named it. It can say what comes a number of steps later,
//! which larger granule holds it, how TIMEX3 writes it, and which days it covers.

use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan};

use crate::edtf::{Interval, PartialDate};

/// A length on the calendar, from the shortest to the longest.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Season,
    Half,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    /// Returns how a number of units is written in a TIMEX3 duration: factor and letter.
    pub fn in_timex3(self) -> (i64, &'static str) {
        match self {
            Unit::Second => (1, "S"),
            Unit::Minute => (1, "M"),
            Unit::Hour => (1, "H"),
            Unit::Day => (1, "D"),
            Unit::Weekend => (2, "D"),
            Unit::Week => (1, "W"),
            Unit::Fortnight => (2, "W"),
            Unit::Month => (1, "M"),
            Unit::Quarter => (1, "Q"),
            Unit::Season => (3, "M"),
            Unit::Half => (6, "M"),
            Unit::Year => (1, "Y"),
            Unit::Decade => (10, "Y"),
            Unit::Century => (100, "Y"),
            Unit::Millennium => (1000, "Y"),
        }
    }

    /// Returns whether the unit is shorter than a day.
    pub fn is_clock(self) -> bool {
        self < Unit::Day
    }

    /// Returns `count` units as a span of the calendar; nothing for what the calendar cannot hold.
    fn span(self, count: i64) -> Option<Span> {
        let span = Span::new();
        let span = match self {
            Unit::Second | Unit::Minute | Unit::Hour => span.try_days(0),
            Unit::Day => span.try_days(count),
            Unit::Weekend | Unit::Week => span.try_weeks(count),
            Unit::Fortnight => span.try_weeks(count.checked_mul(2)?),
            Unit::Month => span.try_months(count),
            Unit::Quarter | Unit::Season => span.try_months(count.checked_mul(3)?),
            Unit::Half => span.try_months(count.checked_mul(6)?),
            Unit::Year => span.try_years(count),
            Unit::Decade => span.try_years(count.checked_mul(10)?),
            Unit::Century => span.try_years(count.checked_mul(100)?),
            Unit::Millennium => span.try_years(count.checked_mul(1000)?),
        };
        span.ok()
    }
}

/// A season, as TIMEX3 writes it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub(super) enum Season {
    Spring,
    Summer,
    Fall,
    Winter,
}

impl Season {
    fn as_str(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Fall => "FA",
            Season::Winter => "WI",
        }
    }

    /// Returns the first of the season's three months: meteorological seasons of the north.
    fn first_month(self) -> i8 {
        match self {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Fall => 9,
            Season::Winter => 12,
        }
    }
}

/// A part of a day, as TIMEX3 writes it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub(super) enum Part {
    Dawn,
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
    Daytime,
}

impl Part {
    pub fn as_str(self) -> &'static str {
        match self {
            Part::Dawn | Part::Morning => "MO",
            Part::Midday => "MI",
            Part::Afternoon => "AF",
            Part::Evening => "EV",
            Part::Night => "NI",
            Part::Daytime => "DT",
        }
    }
}

/// A time on the clock.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub(super) struct Clock {
    pub hour: i8,
    pub minute: Option<i8>,
    pub second: Option<i8>,
}

impl Clock {
    /// Returns the time as TIMEX3 writes it after the `T`.
    pub fn value(self) -> String {
        let mut value = format!("{:02}:{:02}", self.hour, self.minute.unwrap_or(0));
        if let Some(second) = self.second {
            value.push_str(&format!(":{second:02}"));
        }
        value
    }
}

/// A piece of the calendar.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub(super) enum Granule {
    /// A time of a day.
    At(Date, Clock),
    /// A part of a day.
    Part(Date, Part),
    /// A day.
    Day(Date),
    /// A weekend, by its Saturday.
    Weekend(Date),
    /// A weekend with the holiday beside it, by its first and last day.
    LongWeekend(Date, Date),
    /// A week, by its Monday.
    Week(Date),
    /// A month of a year.
    Month(i16, i8),
    /// A quarter of a year.
    Quarter(i16, i8),
    /// A season; a winter belongs to the year of its December.
    Season(i16, Season),
    /// A half of a year.
    Half(i16, i8),
    /// A year; 1 BC is 0, as in ISO 8601.
    Year(i16),
    /// Ten years, by the first divided by ten.
    Decade(i16),
    /// A hundred years, by the first divided by a hundred.
    Century(i16),
    /// A thousand years, by the first divided by a thousand.
    Millennium(i16),
}

/// Returns the first day of `year` and `month`, where the calendar has them.
fn first_of(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok()
}

/// Returns the first day of the `index`th stretch of `length` years; before Christ such a stretch
/// ends with its roundest year (400 BC), which ISO 8601 counts as -399.
fn round_years(index: i16, length: i16) -> Option<Date> {
    first_of(index.checked_mul(length)?.checked_add(i16::from(index < 0))?, 1)
}

impl Granule {
    /// Returns the granule of size `unit` that holds `date`.
    pub fn holding(date: Date, unit: Unit) -> Granule {
        let (year, month) = (date.year(), date.month());
        let monday =
            || date.saturating_sub(i64::from(date.weekday().to_monday_zero_offset()).days());
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Granule::Day(date),
            Unit::Weekend => Granule::Weekend(monday().saturating_add(5.days())),
            Unit::Week | Unit::Fortnight => Granule::Week(monday()),
            Unit::Month => Granule::Month(year, month),
            Unit::Quarter => Granule::Quarter(year, (month + 2) / 3),
            Unit::Season => match month {
                1 | 2 => Granule::Season(year.saturating_sub(1), Season::Winter),
                3..=5 => Granule::Season(year, Season::Spring),
                6..=8 => Granule::Season(year, Season::Summer),
                9..=11 => Granule::Season(year, Season::Fall),
                _ => Granule::Season(year, Season::Winter),
            },
            Unit::Half => Granule::Half(year, if month <= 6 { 1 } else { 2 }),
            Unit::Year => Granule::Year(year),
            Unit::Decade => Granule::Decade(year.div_euclid(10)),
            Unit::Century => Granule::Century(year.div_euclid(100)),
            Unit::Millennium => Granule::Millennium(year.div_euclid(1000)),
        }
    }

    /// Returns the weekend that the holiday on `day` lies beside.
    pub fn weekend_of(day: Date) -> Option<Granule> {
        let days = |before: i64, after: i64| {
            let (first, last) = (day.checked_sub(before.days()), day.checked_add(after.days()));
            Some(Granule::LongWeekend(first.ok()?, last.ok()?))
        };
        match day.weekday() {
            Weekday::Monday => days(2, 0),
            Weekday::Tuesday => Some(Granule::Weekend(day.checked_sub(3.days()).ok()?)),
            Weekday::Wednesday => Some(Granule::Weekend(day.checked_add(3.days()).ok()?)),
            Weekday::Thursday => days(0, 3),
            Weekday::Friday => days(0, 2),
            Weekday::Saturday => Some(Granule::Weekend(day)),
            Weekday::Sunday => Some(Granule::Weekend(day.yesterday().ok()?)),
        }
    }

    /// Returns its size.
    pub fn unit(self) -> Unit {
        match self {
            Granule::At(..) | Granule::Part(..) => Unit::Hour,
            Granule::Day(_) => Unit::Day,
            Granule::Weekend(_) | Granule::LongWeekend(..) => Unit::Weekend,
            Granule::Week(_) => Unit::Week,
            Granule::Month(..) => Unit::Month,
            Granule::Quarter(..) => Unit::Quarter,
            Granule::Season(..) => Unit::Season,
            Granule::Half(..) => Unit::Half,
            Granule::Year(_) => Unit::Year,
            Granule::Decade(_) => Unit::Decade,
            Granule::Century(_) => Unit::Century,
            Granule::Millennium(_) => Unit::Millennium,
        }
    }

    /// Returns its first day, where the calendar reaches so far.
    pub fn first_day(self) -> Option<Date> {
        match self {
            Granule::At(day, _) | Granule::Part(day, _) | Granule::Day(day) => Some(day),
            Granule::Weekend(saturday) => Some(saturday),
            Granule::LongWeekend(first, _) => Some(first),
            Granule::Week(monday) => Some(monday),
            Granule::Month(year, month) => first_of(year, month),
            Granule::Quarter(year, quarter) => first_of(year, quarter * 3 - 2),
            Granule::Season(year, season) => first_of(year, season.first_month()),
            Granule::Half(year, half) => first_of(year, half * 6 - 5),
            Granule::Year(year) => first_of(year, 1),
            Granule::Decade(decade) => round_years(decade, 10),
            Granule::Century(century) => round_years(century, 100),
            Granule::Millennium(millennium) => round_years(millennium, 1000),
        }
    }

    /// Returns its last day, where the calendar reaches so far.
    pub fn last_day(self) -> Option<Date> {
        let first = self.first_day()?;
        let days = match self {
            Granule::At(..) | Granule::Part(..) | Granule::Day(_) => return Some(first),
            Granule::Weekend(_) => return first.checked_add(1.day()).ok(),
            Granule::LongWeekend(_, last) => return Some(last),
            _ => self.unit().span(1)?,
        };
        first.checked_add(days).ok()?.yesterday().ok()
    }

    /// Returns the granule of its own size `count` steps later.
    pub fn step(self, count: i64) -> Option<Granule> {
        self.shift(count, self.unit().max(Unit::Day))
    }

    /// Returns the granule of its own size `count` units later: a quarter, a year earlier, is a quarter.
    pub fn shift(self, count: i64, unit: Unit) -> Option<Granule> {
        let move_day = |day: Date| day.checked_add(unit.span(count)?).ok();
        Some(match self {
            Granule::At(day, clock) => Granule::At(move_day(day)?, clock),
            Granule::Part(day, part) => Granule::Part(move_day(day)?, part),
            Granule::Day(day) => Granule::Day(move_day(day)?),
            _ => Granule::holding(move_day(self.first_day()?)?, self.unit()),
        })
    }

    /// Returns how TIMEX3 writes it.
    pub fn value(self) -> String {
        match self {
            Granule::At(day, clock) => format!("{}T{}", Granule::Day(day).value(), clock.value()),
            Granule::Part(day, part) => format!("{}T{}", Granule::Day(day).value(), part.as_str()),
            Granule::Day(day) => {
                format!("{}-{:02}-{:02}", year(day.year()), day.month(), day.day())
            }
            Granule::Weekend(day) | Granule::LongWeekend(day, _) => {
                format!("{}-WE", week(day.iso_week_date()))
            }
            Granule::Week(day) => week(day.iso_week_date()),
            Granule::Month(y, month) => format!("{}-{month:02}", year(y)),
            Granule::Quarter(y, quarter) => format!("{}-Q{quarter}", year(y)),
            Granule::Season(y, season) => format!("{}-{}", year(y), season.as_str()),
            Granule::Half(y, half) => format!("{}-H{half}", year(y)),
            Granule::Year(y) => year(y),
            Granule::Decade(decade) if decade < 0 => format!("BC{:03}", -1 - decade),
            Granule::Decade(decade) => format!("{decade:03}"),
            Granule::Century(century) if century < 0 => format!("BC{:02}", -1 - century),
            Granule::Century(century) => format!("{century:02}"),
            Granule::Millennium(millennium) if millennium < 0 => format!("BC{}", -1 - millennium),
            Granule::Millennium(millennium) => format!("{millennium}"),
        }
    }

    /// Returns the time that it covers, as precisely as it was told.
    pub fn interval(self) -> Option<Interval> {
        let one = |date: Option<PartialDate>| date.map(Interval::at);
        match self {
            Granule::At(day, _) | Granule::Part(day, _) | Granule::Day(day) => {
                one(Some(PartialDate::day(day)))
            }
            Granule::Month(year, month) => one(PartialDate::month(year, month)),
            Granule::Year(year) => one(PartialDate::year(year)),
            _ => Some(Interval::between(self.first()?, self.last()?)),
        }
    }

    /// Returns its beginning, no more precise than it is itself.
    pub fn first(self) -> Option<PartialDate> {
        self.edge(self.first_day()?)
    }

    /// Returns its end, no more precise than it is itself.
    pub fn last(self) -> Option<PartialDate> {
        self.edge(self.last_day()?)
    }

    fn edge(self, day: Date) -> Option<PartialDate> {
        match self.unit() {
            unit if unit <= Unit::Fortnight => Some(PartialDate::day(day)),
            unit if unit <= Unit::Half => PartialDate::month(day.year(), day.month()),
            _ => PartialDate::year(day.year()),
        }
    }
}

/// Returns the year as TIMEX3 writes it.
fn year(year: i16) -> String {
    if year <= 0 { format!("BC{:04}", 1 - year) } else { format!("{year:04}") }
}

fn week(week: ISOWeekDate) -> String {
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// Returns the day of the week at or before `date`.
pub(super) fn weekday_at_or_before(date: Date, weekday: Weekday) -> Date {
    let back = weekday.until(date.weekday());
    date.saturating_sub(i64::from(back).days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_granule_keeps_its_size_when_it_moves() {
        let quarter = Granule::holding(day("1989-08-12"), Unit::Quarter);
        assert_eq!(quarter.value(), "1989-Q3");
        assert_eq!(quarter.shift(-1, Unit::Year).unwrap().value(), "1988-Q3");
        assert_eq!(quarter.step(2).unwrap().value(), "1990-Q1");
    }

    #[test]
    fn what_covers_no_single_date_of_the_calendar_is_a_range() {
        let interval = |granule: Granule| granule.interval().unwrap().to_string();
        assert_eq!(interval(Granule::Decade(199)), "1990/1999");
        assert_eq!(interval(Granule::Quarter(2021, 3)), "2021-07/2021-09");
        assert_eq!(interval(Granule::Season(2020, Season::Winter)), "2020-12/2021-02");
        assert_eq!(
            interval(Granule::holding(day("2020-12-18"), Unit::Week)),
            "2020-12-14/2020-12-20"
        );
    }

    #[test]
    fn years_before_christ_are_counted_without_a_year_zero() {
        assert_eq!(Granule::Year(-492).value(), "BC0493");
        assert_eq!(Granule::Century(-4).value(), "BC03");
        assert_eq!(Granule::Decade(-48).value(), "BC047");
    }

    #[test]
    fn the_week_begins_on_monday() {
        assert_eq!(Granule::holding(day("2024-12-30"), Unit::Week).value(), "2025-W01");
        assert_eq!(weekday_at_or_before(day("2020-12-18"), Weekday::Friday), day("2020-12-18"));
        assert_eq!(weekday_at_or_before(day("2020-12-18"), Weekday::Saturday), day("2020-12-12"));
    }
}

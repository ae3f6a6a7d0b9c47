//! Picks one piece of the calendar among several: the nearest one on a side, the nth of a larger one.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::granule::{Granule, Unit};
use super::resolve::Direction;

/// Returns a fractional number of units as a whole number of smaller ones.
pub(super) fn whole_units(amount: f64, unit: Unit) -> Option<(i64, Unit)> {
    let whole =
        |amount: f64| (amount.fract() == 0.0 && amount.abs() < 1e5).then_some(amount as i64);
    whole(amount).map(|count| (count, unit)).or_else(|| {
        let (factor, smaller) = match unit {
            Unit::Decade => (10.0, Unit::Year),
            Unit::Century => (100.0, Unit::Year),
            Unit::Year => (12.0, Unit::Month),
            Unit::Week => (7.0, Unit::Day),
            _ => (1.0, unit),
        };
        whole((amount * factor).round()).map(|count| (count, smaller))
    })
}

/// Leaves out what lies in the year before where the next one is near and in this one: whoever means
/// last November at the end of October says so, but in December "in February" is that of this year.
pub(super) fn this_season(
    all: impl Iterator<Item = Granule>,
    here: Date,
) -> impl Iterator<Item = Granule> {
    let all: Vec<Granule> = all.collect();
    let ahead = all.iter().any(|granule| {
        granule.first_day().is_some_and(|day| {
            day.year() == here.year() && (1..=60).contains(&days_between(here, day))
        })
    });
    let stale = move |granule: &Granule| {
        ahead && granule.last_day().is_some_and(|day| day.year() < here.year())
    };
    all.into_iter().filter(move |granule| !stale(granule))
}

/// Returns the one of `all` that lies on the told side of `here`.
///
/// Where no side is told the later one is taken only when it is `reluctance` times nearer.
pub(super) fn nearest(
    all: impl Iterator<Item = Granule>,
    here: Date,
    direction: Direction,
    reluctance: i64,
) -> Option<Granule> {
    let (mut before, mut after) = (None, None);
    for granule in all {
        let (first, last) = (granule.first_day()?, granule.last_day()?);
        if first <= here {
            before = Some((granule, days_between(last, here).max(0)));
        }
        if last >= here && after.is_none() {
            after = Some((granule, days_between(here, first).max(0)));
        }
    }
    match (direction, before, after) {
        // Almost a year away the year would be named: the other one is a day or two off.
        (Direction::Past, Some((_, 341..)), Some((after, 0..=7))) => Some(after),
        (Direction::Future, Some((before, 0..=30)), Some((_, 271..))) => Some(before),
        (Direction::Past, Some((before, _)), _) => Some(before),
        (Direction::Future, _, Some((after, _))) => Some(after),
        (Direction::Ahead, Some((before, back)), Some((after, ahead))) => {
            Some(if back.saturating_mul(reluctance) < ahead { before } else { after })
        }
        (_, Some((before, back)), Some((after, ahead))) => {
            Some(if ahead.saturating_mul(reluctance) < back { after } else { before })
        }
        (_, before, after) => before.or(after).map(|(granule, _)| granule),
    }
}

pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// Returns the first piece of size `unit` of `whole`: a week is of the month that most of its days
/// are of, as ISO 8601 has it for the year.
pub(super) fn first_in(whole: Granule, unit: Unit) -> Option<Granule> {
    let first = whole.first_day()?;
    let piece = Granule::holding(first, unit);
    if unit == Unit::Week && first.weekday().to_monday_zero_offset() > 3 {
        return piece.step(1);
    }
    Some(piece)
}

/// Returns the last piece of size `unit` of `whole`.
pub(super) fn last_in(whole: Granule, unit: Unit) -> Option<Granule> {
    let last = whole.last_day()?;
    let piece = Granule::holding(last, unit);
    if unit == Unit::Week && last.weekday().to_monday_zero_offset() < 3 {
        return piece.step(-1);
    }
    Some(piece)
}

/// Returns the nth (from -1: the nth last) piece of size `unit` of `whole`.
pub(super) fn nth_in(nth: i32, unit: Unit, whole: Granule) -> Option<Granule> {
    if whole.unit() <= unit {
        return None;
    }
    let nth = i64::from(nth);
    if let (Granule::Year(year), Unit::Week, 1..=53) = (whole, unit, nth) {
        let monday = ISOWeekDate::new(year, nth as i8, Weekday::Monday).ok()?;
        return Some(Granule::Week(monday.date()));
    }
    let found = if nth > 0 {
        first_in(whole, unit)?.step(nth - 1)?
    } else {
        last_in(whole, unit)?.step(nth + 1)?
    };
    (found.first_day()? <= whole.last_day()?).then_some(found)
}

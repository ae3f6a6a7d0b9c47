//! Which reports of two accounts speak of the same time, by the kind of the predicate.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use reportedly_nlp::{Bound, Interval, PartialDate};

use super::super::state::Ending;
use super::super::told::Told;
use super::super::{days, refines, span_of};
use super::{SUCCESSION, VALUES};
use crate::ledger::Row;

/// A claim with the days that it speaks of.
#[derive(Clone, Copy)]
pub(super) struct Spoken<'t> {
    pub told: &'t Told,
    pub first: Date,
    pub last: Date,
}

/// When states of each other party are reported to have ended.
pub(super) struct Ends<'e>(BTreeMap<Option<&'e str>, BTreeSet<Date>>);

impl<'e> Ends<'e> {
    pub(super) fn new(endings: &'e [Ending]) -> Ends<'e> {
        let mut ends: BTreeMap<Option<&str>, BTreeSet<Date>> = BTreeMap::new();
        for ending in endings {
            ends.entry(ending.object.as_deref()).or_default().insert(ending.from);
        }
        Ends(ends)
    }

    /// Returns until when, at most `until`, something that held on `from` is not known to be over.
    pub(super) fn until(&self, object: Option<&str>, from: Date, until: Date) -> Date {
        let first = self.0.get(&object).and_then(|ends| ends.range(from..).next());
        first.map_or(until, |&end| until.min(later(end, -1)).max(from))
    }
}

/// Returns the days on which a claim says that its state holds: that of its report, or those that
/// it tells. What it tells as past holds on no day that could be named.
pub(super) fn days_of(row: &Row) -> Option<(Date, Date)> {
    let Some(time) = row.valid_time else { return Some((row.published, row.published)) };
    let start = time.first_day();
    match (start, time.end) {
        (Some(start), Bound::At(end)) => Some((start, end.last_day().max(start))),
        // "Married in 2018" tells of a day; "together since 2018" of all days to that of the report.
        (Some(start), Bound::Unknown) => Some((start, start)),
        (Some(start), Bound::Open) => Some((start, start.max(row.published))),
        (None, Bound::At(_)) => None,
        (None, _) => Some((row.published, row.published)),
    }
}

/// Whether a claim tells of the present, and of nothing longer.
pub(super) fn is_present(row: &Row) -> bool {
    row.valid_time
        .is_none_or(|time| time.first_day().is_none() && !matches!(time.end, Bound::At(_)))
}

/// Returns those of each side that meet one of the other, in their order.
pub(super) fn overlapping<'t>(
    one: &[Spoken<'t>],
    reach: impl Fn(&Spoken) -> (Date, Date),
    other: &[Spoken<'t>],
    reach_of_other: impl Fn(&Spoken) -> (Date, Date),
) -> Sides<'t> {
    let of_one: Vec<_> = one.iter().map(&reach).collect();
    let of_other: Vec<_> = other.iter().map(&reach_of_other).collect();
    let met = |spoken: &[Spoken<'t>], own: &[(Date, Date)], others: &[(Date, Date)]| {
        let mut sorted = others.to_vec();
        sorted.sort();
        // The last end so far tells whether any of those that begin early enough reaches.
        let mut last = Date::MIN;
        let ends: Vec<Date> = sorted
            .iter()
            .map(|&(_, end)| {
                last = last.max(end);
                last
            })
            .collect();
        let meets = |&(from, until): &(Date, Date)| {
            let begun = sorted.partition_point(|&(first, _)| first <= until);
            begun > 0 && ends[begun - 1] >= from
        };
        let pairs = spoken.iter().zip(own);
        pairs.filter(|(_, days)| meets(days)).map(|(spoken, _)| spoken.told).collect::<Vec<_>>()
    };
    (met(one, &of_one, &of_other), met(other, &of_other, &of_one))
}

/// Claims of one account, and of the other.
pub(super) type Sides<'t> = (Vec<&'t Told>, Vec<&'t Told>);

/// Returns the reports of two values, where each was reported after, or on the day of, the other;
/// those from there on.
pub(super) fn interleaved<'t>(one: &[Spoken<'t>], other: &[Spoken<'t>]) -> Sides<'t> {
    let days = |side: &[Spoken]| {
        let first = side.iter().map(|spoken| spoken.first).min();
        first.zip(side.iter().map(|spoken| spoken.last).max())
    };
    let (Some((first, last)), Some((other_first, other_last))) = (days(one), days(other)) else {
        return Default::default();
    };
    let (from, until) = (first.max(other_first), last.min(other_last));
    if until < from {
        return Default::default();
    }
    let since = |side: &[Spoken<'t>]| {
        let late = side.iter().filter(|spoken| later(spoken.last, SUCCESSION) >= from);
        late.map(|spoken| spoken.told).collect()
    };
    (since(one), since(other))
}

/// Dates between which more days lie are of two things of one name: a film and what it was made anew
/// as, a song and the film about it. What is put off for longer is reported as put off.
const NAMESAKE: i64 = 365;

/// Returns the reports of two dates of a schedule, where neither is the other told more precisely,
/// no report says that one took the place of the other, and both may be of one thing.
pub(super) fn unmoved<'t>((one, other): Sides<'t>) -> Sides<'t> {
    let value = |told: &[&'t Told]| told.first().and_then(|told| told.row.value.as_deref());
    let (Some(a), Some(b)) = (value(&one), value(&other)) else { return Default::default() };
    let moved = one.iter().any(|told| told.replaces.is_some())
        || other.iter().any(|told| told.replaces.is_some());
    let far = match (span_of(a), span_of(b)) {
        (Some((from, to)), Some((other_from, other_to))) => {
            days(to, other_from).max(days(other_to, from)) > NAMESAKE
        }
        _ => false,
    };
    match moved || far || refines(a, b) || refines(b, a) {
        true => Default::default(),
        false => (one, other),
    }
}

/// Tells the reports of an event apart by their times, in the order of the newest of each.
pub(super) fn by_time<'t>(told: &Vec<&'t Told>) -> Vec<Vec<&'t Told>> {
    let mut order: BTreeMap<Option<(Date, Date)>, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<&Told>> = Vec::new();
    for &one in told {
        let place = *order.entry(happened(&one.row)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

/// Leaves out the dates inside which a more precise one is told.
pub(super) fn most_precise(groups: Vec<Vec<&Told>>) -> Vec<Vec<&Told>> {
    let date = |group: &Vec<&Told>| group[0].row.value.as_deref().unwrap_or_default().to_owned();
    let dates: Vec<String> = groups.iter().take(VALUES).map(date).collect();
    let coarse = |group: &Vec<&Told>| dates.iter().any(|other| refines(other, &date(group)));
    groups.into_iter().filter(|group| !coarse(group)).collect()
}

/// Returns the reports of something that happens once, at times that share no day.
pub(super) fn apart<'t>(one: &[Spoken<'t>], other: &[Spoken<'t>]) -> Sides<'t> {
    let timed = |spoken: &[Spoken<'t>]| -> Vec<(&'t Told, (Date, Date))> {
        spoken.iter().filter_map(|s| Some((s.told, happened(&s.told.row)?))).collect()
    };
    let (one, other) = (timed(one), timed(other));
    let bounds = |told: &[(&Told, (Date, Date))]| {
        let first = told.iter().map(|(_, (first, _))| *first).min();
        first.zip(told.iter().map(|(_, (_, last))| *last).max())
    };
    match (bounds(&one), bounds(&other)) {
        (Some((first, last)), Some((other_first, other_last)))
            if last < other_first || other_last < first =>
        {
            let told = |side: Vec<(&'t Told, _)>| side.into_iter().map(|(told, _)| told).collect();
            (told(one), told(other))
        }
        _ => Default::default(),
    }
}

/// Returns the days between which something is told to have happened, where both are told.
fn happened(row: &Row) -> Option<(Date, Date)> {
    let value = row.value.as_deref().and_then(|value| value.parse::<PartialDate>().ok());
    if let Some(date) = value {
        return Some((date.first_day(), date.last_day()));
    }
    // A value in words is where or how, which does not tell two reports apart.
    let Interval { start: Bound::At(start), end: Bound::At(end) } = row.valid_time? else {
        return None;
    };
    row.value.is_none().then(|| (start.first_day(), end.last_day()))
}

/// Puts the reports of a number that grows each year together by the year in which it began.
pub(super) fn by_beginning<'t>(told: &[&'t Told]) -> Vec<Vec<&'t Told>> {
    let mut timed: Vec<(f64, &Told)> =
        told.iter().filter_map(|told| Some((beginning(&told.row)?, *told))).collect();
    timed.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let mut groups: Vec<(f64, Vec<&Told>)> = Vec::new();
    for (at, told) in timed {
        match groups.last_mut() {
            Some((first, group)) if at - *first < SLACK => group.push(told),
            _ => groups.push((at, vec![told])),
        }
    }
    let newest = |told: &&Told| std::cmp::Reverse((told.row.published, told.row.tie));
    groups.iter_mut().for_each(|(_, group)| group.sort_by_key(newest));
    groups.into_iter().map(|(_, group)| group).collect()
}

/// A birthday lies somewhere in the year, and reports are a little late.
const SLACK: f64 = 1.1;
/// Numbers that are further apart tell of another time, or of another of that name.
const FAR: f64 = 5.0;

/// Returns the year in which a number that grows each year began; what is told of another time than
/// the report's is left alone.
fn beginning(row: &Row) -> Option<f64> {
    let near = row.valid_time.is_none_or(|time| {
        time.first_day().is_none_or(|day| days(day, row.published).abs() < 31)
            && !matches!((time.start, time.end), (Bound::Unknown, Bound::At(_)))
    });
    let number: f64 = row.value.as_deref().filter(|_| near)?.parse().ok()?;
    Some(days(Date::ZERO, row.published) as f64 / 365.2425 - number)
}

/// Returns the reports of two numbers that the years between them do not explain.
pub(super) fn unexplained<'t>(one: &[Spoken<'t>], other: &[Spoken<'t>]) -> Sides<'t> {
    let ends = |side: &[Spoken]| {
        let began = side.iter().filter_map(|spoken| beginning(&spoken.told.row));
        began.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), at| (a.min(at), b.max(at)))
    };
    let told = |side: &[Spoken<'t>]| side.iter().map(|spoken| spoken.told).collect::<Vec<_>>();
    let ((first, last), (other_first, other_last)) = (ends(one), ends(other));
    let between = (other_first - last).max(first - other_last);
    match (SLACK..FAR).contains(&between) {
        true => (told(one), told(other)),
        false => Default::default(),
    }
}

/// Returns the day so many days later, or the nearest one that the calendar has.
pub(in crate::belief) fn later(day: Date, days: i64) -> Date {
    day.saturating_add(jiff::SignedDuration::from_hours(24 * days))
}

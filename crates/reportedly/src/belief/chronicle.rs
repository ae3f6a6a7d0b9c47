//! Events: what happens at a time. The same thing may happen twice; two reports are of one event
//! when their times meet, or when one tells none and was published about then.

use std::collections::BTreeMap;

use jiff::civil::Date;
use reportedly_nlp::Interval;

use super::held::Group;
use super::told::Told;
use super::{Believer, Party, Standing, Value, affirms, days};
use crate::error::Error;

/// A report without a time is of an event whose time, or report, is no more days away.
const NEAR: i64 = 60;

impl Believer<'_> {
    /// Returns the events, the last one first.
    pub(super) fn events(&mut self, party: &Party, told: &[&Told]) -> Result<Vec<Value>, Error> {
        let mut same: BTreeMap<(Option<u64>, Option<&str>), Vec<&Told>> = BTreeMap::new();
        for &one in told {
            // With another party, the value is where or as what: told or not, it is one event.
            let value = one.row.value.as_deref().filter(|_| one.object.is_none());
            same.entry((one.object, value)).or_default().push(one);
        }
        let mut values = Vec::new();
        for told in same.into_values() {
            for group in apart(told) {
                let support: Vec<&Told> = group.support().collect();
                if support.is_empty() {
                    values.extend(self.unreported(&group)?);
                    continue;
                }
                let mut value =
                    self.value(party, &group, &support, Standing::Stands, "reported")?;
                let starts = value.valid_time.and_then(|time| time.first_day());
                if starts.is_some_and(|start| start > self.day) {
                    (value.standing, value.rule) = (Standing::Expected, "not yet");
                }
                values.push(value);
            }
        }
        values.sort_by(|a, b| {
            let when = |value: &Value| {
                let time = value.valid_time;
                time.and_then(|t| t.first_day().or(t.day_after())).unwrap_or(value.first_published)
            };
            (when(b), b.first_published)
                .cmp(&(when(a), a.first_published))
                .then_with(|| a.words().cmp(&b.words()))
        });
        Ok(values)
    }
}

/// Tells the events of one kind apart by their times.
fn apart(told: Vec<&Told>) -> Vec<Group<'_>> {
    let mut events: Vec<(Option<Interval>, Date, Group)> = Vec::new();
    let (mut timed, untimed): (Vec<&Told>, Vec<&Told>) =
        told.into_iter().partition(|told| told.row.valid_time.is_some());
    timed.sort_by_key(|told| {
        let time = told.row.valid_time;
        (time.and_then(|t| t.first_day().or(t.day_after())), told.row.published, told.row.tie)
    });
    for one in timed {
        let time = one.row.valid_time;
        // What one article tells apart is not one event.
        let apart = |group: &Group| {
            let told = |other: &&Told| other.row.article == one.row.article;
            group.told.iter().copied().filter(told).any(|other| other.row.valid_time != time)
        };
        let meeting = (0..events.len())
            .filter(|&at| meet(events[at].0, time) && !apart(&events[at].2))
            .min_by_key(|&at| days(start(events[at].0), start(time)).abs());
        match meeting {
            Some(at) => {
                let (other, _, group) = &mut events[at];
                // The more precise time tells it from the next.
                if width(time) < width(*other) {
                    *other = time;
                }
                group.told.push(one);
            }
            None => events.push((time, one.row.published, Group { told: vec![one] })),
        }
    }
    for one in untimed {
        let distance = |(time, published, _): &(Option<Interval>, Date, Group)| {
            let when = time.and_then(|t| t.first_day().or(t.day_after())).unwrap_or(*published);
            days(when, one.row.published).abs().min(days(*published, one.row.published).abs())
        };
        let near = (0..events.len()).filter(|&at| distance(&events[at]) <= NEAR);
        match near.min_by_key(|&at| distance(&events[at])) {
            Some(at) => events[at].2.told.push(one),
            // A denial or question without a time is about whatever was reported of it.
            None if !affirms(&one.row) && events.len() == 1 => events[0].2.told.push(one),
            None => events.push((None, one.row.published, Group { told: vec![one] })),
        }
    }
    let mut groups: Vec<Group> = events.into_iter().map(|(.., group)| group).collect();
    for group in &mut groups {
        group.told.sort_by_key(|told| std::cmp::Reverse((told.row.published, told.row.tie)));
    }
    groups
}

fn start(time: Option<Interval>) -> Date {
    time.and_then(|time| time.first_day().or(time.day_after())).unwrap_or(Date::ZERO)
}

/// Whether two times share a day, as far as they are told.
fn meet(a: Option<Interval>, b: Option<Interval>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    let before = |a: Interval, b: Interval| match (a.day_after(), b.first_day()) {
        (Some(after), Some(first)) => after <= first,
        _ => false,
    };
    !before(a, b) && !before(b, a)
}

fn width(time: Option<Interval>) -> i64 {
    match time.map(|time| (time.first_day(), time.day_after())) {
        Some((Some(first), Some(after))) => days(first, after),
        _ => i64::MAX,
    }
}

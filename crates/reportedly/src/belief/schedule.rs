//! Schedules: dates that can be moved. Two postponements are three values of one slot.

use std::collections::BTreeMap;

use jiff::civil::Date;
use reportedly_nlp::{Interval, PartialDate};

use super::held::Group;
use super::told::Told;
use super::{Believer, Dispute, MORE_PRECISE, Outcome, Party, Standing, Value, refines};
use crate::beat::Predicate;
use crate::error::Error;

/// That one date took the place of another, as a claim says.
struct Move<'t> {
    from: &'t str,
    to: &'t str,
    published: Date,
    claim: u64,
    tie: (u64, u64),
}

impl Believer<'_> {
    /// Returns the dates of a schedule: what stands, then what it replaced, the last one first.
    pub(super) fn schedule(
        &mut self,
        party: &Party,
        predicate: &Predicate,
        told: &[&Told],
    ) -> Result<Vec<Value>, Error> {
        let mut groups: BTreeMap<&str, Group> = BTreeMap::new();
        for &one in told {
            if let Some(value) = &one.row.value {
                groups.entry(value).or_default().told.push(one);
            }
        }
        let moves = moves(told);
        let mut values = Vec::new();
        for (date, group) in &groups {
            let support: Vec<&Told> = group.support().collect();
            if support.is_empty() {
                values.extend(self.unreported(group)?);
                continue;
            }
            let mut value = self.value(party, group, &support, Standing::Stands, "reported")?;
            let moved = moves.iter().filter(|m| m.from == *date);
            if let Some(moved) = moved.max_by_key(|m| (m.published, m.tie)) {
                // A date that is reported again after it was moved stands again.
                let again = support.iter().any(|told| {
                    told.superseded_by.is_none() && told.row.published > moved.published
                });
                if !again {
                    value.standing = Standing::Replaced;
                    value.rule = "moved";
                    value.replaced_by = Some(moved.to.to_owned());
                    value.ended_by = Some(moved.claim);
                }
            }
            values.push(value);
        }
        settle(&mut values);
        chain(&mut values, &moves);
        let kept = self.kept(party, predicate)?;
        for value in &mut values {
            value.outcome = self.outcome(value, told, &kept);
        }
        Ok(values)
    }

    /// Returns the times at which what was scheduled is reported to have happened.
    fn kept(&mut self, party: &Party, predicate: &Predicate) -> Result<Vec<Interval>, Error> {
        let mut times = Vec::new();
        for name in &predicate.kept_by {
            let Some(event) = self.beats.predicate(name) else { continue };
            let told = self.told(party, event)?;
            let happened = told.told.iter().filter(|t| super::affirms(&t.row) && !t.row.replaced);
            times.extend(happened.filter_map(|told| told.row.valid_time));
        }
        Ok(times)
    }

    /// Returns what became of a date that has passed.
    fn outcome(&self, value: &Value, told: &[&Told], kept: &[Interval]) -> Option<Outcome> {
        let date: PartialDate = value.value.as_deref()?.parse().ok()?;
        if value.support.claims == 0 {
            return None;
        }
        match value.standing {
            // What became of it is told of the date that says it more precisely.
            Standing::Replaced if value.is_told_more_precisely() => return None,
            Standing::Replaced => return Some(Outcome::Slipped),
            _ if date.last_day() > self.day => return None,
            _ => {}
        }
        let same = |other: &str| other == date.to_string() || refines(other, &date.to_string());
        let afterwards = told.iter().any(|told| {
            super::affirms(&told.row)
                && !told.row.replaced
                && told.superseded_by.is_none()
                && told.row.published >= date.first_day()
                && told.row.value.as_deref().is_some_and(same)
        });
        let then = |time: &Interval| {
            time.first_day().is_some_and(|day| day >= date.first_day() && day <= date.last_day())
        };
        Some(match afterwards || kept.iter().any(then) {
            true => Outcome::Held,
            false => Outcome::Unknown,
        })
    }
}

/// Returns how often a schedule was moved: a date that gave way to another counts once, however many
/// reports tell it with more and with less precision.
pub(crate) fn times_moved(values: &[Value]) -> usize {
    let left: Vec<&str> = values
        .iter()
        .filter(|value| matches!(value.rule, "moved" | "later date"))
        .filter_map(|value| value.value.as_deref())
        .collect();
    let vaguer = |date: &str| left.iter().any(|other| refines(other, date));
    left.iter().filter(|date| !vaguer(date)).count()
}

fn moves<'t>(told: &[&'t Told]) -> Vec<Move<'t>> {
    let mut moves = Vec::new();
    for told in told.iter().filter(|told| super::affirms(&told.row) && !told.row.replaced) {
        let Some(value) = told.row.value.as_deref() else { continue };
        let (published, claim, tie) = (told.row.published, told.row.claim, told.row.tie);
        if let Some(from) = told.replaces.as_deref().filter(|from| *from != value) {
            moves.push(Move { from, to: value, published, claim, tie });
        }
        if let Some(to) = told.superseded_by.as_deref().filter(|to| *to != value) {
            moves.push(Move { from: value, to, published, claim, tie });
        }
    }
    moves
}

/// Lets one date stand: of those that no report moved, the one that was reported last.
fn settle(values: &mut [Value]) {
    let stands = |value: &Value| value.standing == Standing::Stands;
    let Some(last) = values.iter().filter(|v| stands(v)).map(|v| v.last_published).max() else {
        return;
    };
    let newest: Vec<(String, u64)> = values
        .iter()
        .filter(|value| stands(value) && value.last_published == last)
        .map(|value| (value.words(), value.best))
        .collect();
    for value in values.iter_mut().filter(|value| stands(value)) {
        let date = value.words();
        let precise = newest.iter().find(|(other, _)| refines(other, &date));
        if let Some((other, claim)) = precise {
            value.standing = Standing::Replaced;
            value.rule = MORE_PRECISE;
            value.replaced_by = Some(other.clone());
            value.ended_by = Some(*claim);
        } else if value.last_published < last {
            // An earlier report that is more precise than the last one agrees with it.
            if newest.iter().any(|(other, _)| refines(&date, other)) {
                continue;
            }
            let (other, claim) = &newest[0];
            value.standing = Standing::Replaced;
            value.rule = "later date";
            value.replaced_by = Some(other.clone());
            value.ended_by = Some(*claim);
        }
    }
    let left: Vec<(String, u64, Date)> = values
        .iter()
        .filter(|value| stands(value))
        .map(|value| (value.words(), value.best, value.last_published))
        .collect();
    for value in values.iter_mut().filter(|value| stands(value)) {
        let date = value.words();
        let others = left.iter().filter(|(other, ..)| {
            *other != date && !refines(other, &date) && !refines(&date, other)
        });
        value.disputes.extend(others.map(|(other, claim, published)| Dispute {
            claim: *claim,
            rule: "another",
            published: *published,
            instead: Some(other.clone()),
        }));
    }
}

/// Sorts dates by what took the place of what: what stands first, then back through the chain.
fn chain(values: &mut [Value], moves: &[Move]) {
    let dates: Vec<String> = values.iter().map(Value::words).collect();
    // How many moves lie behind a date at least: rounds of passing it on, so that dates that were
    // moved in a circle come to an end.
    let mut depth: BTreeMap<&str, usize> = dates.iter().map(|date| (date.as_str(), 0)).collect();
    for _ in 0..dates.len() {
        for m in moves {
            let Some(&from) = depth.get(m.from) else { continue };
            if let Some(to) = depth.get_mut(m.to)
                && *to <= from
                && from < dates.len()
            {
                *to = from + 1;
            }
        }
    }
    values.sort_by(|a, b| {
        let (in_a, in_b) = (a.words(), b.words());
        let depth = |words: &str| depth.get(words).copied().unwrap_or(0);
        a.standing
            .rank()
            .cmp(&b.standing.rank())
            .then(b.last_published.cmp(&a.last_published))
            .then(depth(&in_b).cmp(&depth(&in_a)))
            .then(b.first_published.cmp(&a.first_published))
            .then(in_b.cmp(&in_a))
    });
}

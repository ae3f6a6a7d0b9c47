//! States and attributes: what holds over a time, as being married, being 38 years old.

use std::collections::BTreeMap;

use jiff::civil::Date;
use reportedly_nlp::Bound;

use super::held::Group;
use super::told::Told;
use super::{Believer, Dispute, Party, Standing, Value, affirms, days, rank};
use crate::beat::Predicate;
use crate::claim::fold;
use crate::error::Error;
use crate::ledger::Row;

/// A report of another value takes the place of one that was last reported so many days before,
/// even when it is less firm.
const LONG_AGO: i64 = 180;

/// What a claim says of the day asked about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Tense {
    /// It held on the day of the report.
    Present,
    /// It is over, since that day at the latest.
    Past(Date),
    /// It begins after the day asked about.
    Future,
    /// It held at some time that need not reach the day asked about.
    Untold,
}

impl Believer<'_> {
    /// Returns the values of a state.
    pub(super) fn states(
        &mut self,
        party: &Party,
        predicate: &Predicate,
        told: &[&Told],
    ) -> Result<Vec<Value>, Error> {
        let endings = self.endings(party, predicate)?;
        let mut values = Vec::new();
        for group in by_value(told) {
            let value = match self.state(party, &group, &endings)? {
                Some(value) => Some(value),
                None => self.unreported(&group)?,
            };
            values.extend(value);
        }
        if let Some(at_once) = predicate.at_once {
            only_so_many(&mut values, at_once as usize);
        }
        rank(&mut values);
        Ok(values)
    }

    /// Returns the values of an attribute.
    pub(super) fn attributes(
        &mut self,
        party: &Party,
        predicate: &Predicate,
        told: &[&Told],
    ) -> Result<Vec<Value>, Error> {
        let mut values = Vec::new();
        for group in by_value(told) {
            let support: Vec<&Told> = group.support().collect();
            values.extend(if support.is_empty() {
                self.unreported(&group)?
            } else {
                Some(self.value(party, &group, &support, Standing::Stands, "reported")?)
            });
        }
        if let Some(at_once) = predicate.at_once {
            only_so_many(&mut values, at_once as usize);
        }
        rank(&mut values);
        Ok(values)
    }

    fn state(
        &mut self,
        party: &Party,
        group: &Group,
        endings: &[Ending],
    ) -> Result<Option<Value>, Error> {
        let support: Vec<&Told> = group.support().collect();
        if support.is_empty() {
            return Ok(None);
        }
        let tense: Vec<Tense> = support.iter().map(|told| self.tense(&told.row)).collect();
        let newest = |wanted: fn(Tense) -> bool| {
            support.iter().zip(&tense).find(|(_, tense)| wanted(**tense)).map(|(told, _)| *told)
        };
        let present = newest(|tense| tense == Tense::Present);
        let past = newest(|tense| matches!(tense, Tense::Past(_)));
        // One article that calls it over, and mentions it, calls it over. Two of one day disagree.
        let over = match (present, past) {
            (None, Some(past)) => Some(past),
            (Some(present), Some(past)) => {
                let together = past.row.article == present.row.article;
                let later = past.row.published > present.row.published;
                (later || together && past.row.published == present.row.published).then_some(past)
            }
            _ => None,
        };
        let object = support[0].object.map(|object| self.name(object)).transpose()?;
        let ended = present.or(past).and_then(|last| {
            let ends = |ending: &&Ending| {
                ending.object == object
                    && ending.published >= last.row.published
                    && ending.from <= self.day
            };
            endings.iter().filter(ends).max_by_key(|ending| (ending.published, ending.claim))
        });

        if let Some(ending) = ended {
            let mut value = self.value(party, group, &support, Standing::Ended, "ended by")?;
            value.replaced_by = Some(ending.predicate.clone());
            value.ended_by = Some(ending.claim);
            return Ok(Some(value));
        }
        if let Some(past) = over {
            let mut value = self.value(party, group, &support, Standing::Ended, "reported past")?;
            value.ended_by = Some(past.row.claim);
            return Ok(Some(value));
        }
        // The reports since it was last said to be over.
        let since = past.map(|past| past.row.published);
        let current: Vec<&Told> = support
            .iter()
            .zip(&tense)
            .filter(|(told, tense)| {
                **tense == Tense::Present && since.is_none_or(|over| told.row.published >= over)
            })
            .map(|(told, _)| *told)
            .collect();
        if current.is_empty() {
            let (standing, rule) = if tense.contains(&Tense::Future) {
                (Standing::Expected, "not yet")
            } else {
                (Standing::Unknown, "unknown then")
            };
            return Ok(Some(self.value(party, group, &support, standing, rule)?));
        }
        let mut value = self.value(party, group, &current, Standing::Stands, "reported")?;
        if let Some(past) = past.filter(|past| past.row.published >= value.last_published) {
            value.disputes.insert(0, Dispute {
                claim: past.row.claim,
                rule: "reported past",
                published: past.row.published,
                instead: None,
            });
        }
        Ok(Some(value))
    }

    /// Returns what a claim says of the day asked about.
    fn tense(&self, row: &Row) -> Tense {
        let Some(time) = row.valid_time else {
            // With hindsight a later report of the present says nothing of the day before it.
            return if row.published > self.day { Tense::Untold } else { Tense::Present };
        };
        let starts = time.first_day();
        if starts.is_some_and(|start| start > self.day) {
            return Tense::Future;
        }
        if let (Bound::At(end), Some(after)) = (time.end, time.day_after()) {
            // "Was dating", with no more, is told as a time up to the day of the report; "has been
            // filming for two weeks" has a start, and reaches into that day.
            let told_as_past =
                time.start == Bound::Unknown && end.last_day() >= row.published && after > row.published;
            if told_as_past {
                return if row.published <= self.day { Tense::Past(row.published) } else { Tense::Untold };
            }
            // A time that reaches the day of the report does not end with it: nobody says so.
            let reaches = end.last_day() == row.published;
            if after <= self.day && !reaches {
                return Tense::Past(end.last_day());
            }
            return if starts.is_some() || row.published <= self.day {
                Tense::Present
            } else {
                Tense::Untold
            };
        }
        if row.published <= self.day || starts.is_some() { Tense::Present } else { Tense::Untold }
    }

    fn name(&mut self, number: u64) -> Result<String, Error> {
        Ok(fold(&self.entity(number)?.name))
    }

    /// Returns the reports of predicates that end this one.
    fn endings(&mut self, party: &Party, predicate: &Predicate) -> Result<Vec<Ending>, Error> {
        let mut endings = Vec::new();
        for name in &predicate.ended_by {
            let Some(ending) = self.beats.predicate(name) else { continue };
            for told in self.told(party, ending, None)?.told {
                let row = &told.row;
                if !affirms(row) || row.replaced {
                    continue;
                }
                let starts = row.valid_time.and_then(|time| time.first_day());
                endings.push(Ending {
                    object: told.object.map(|object| self.name(object)).transpose()?,
                    published: row.published,
                    predicate: ending.label.clone(),
                    from: starts.unwrap_or(row.published),
                    claim: row.claim,
                });
            }
        }
        Ok(endings)
    }
}

/// A report that ends a state.
struct Ending {
    /// The name of the other party, as it is compared.
    object: Option<String>,
    published: Date,
    predicate: String,
    /// Since when, at the earliest.
    from: Date,
    claim: u64,
}

/// Returns the claims of each value, in the order of the values' newest claims.
fn by_value<'t>(told: &[&'t Told]) -> Vec<Group<'t>> {
    let mut order: BTreeMap<(Option<u64>, Option<&str>), usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for &one in told {
        let key = (one.object, one.row.value.as_deref());
        let place = *order.entry(key).or_insert_with(|| {
            groups.push(Group::default());
            groups.len() - 1
        });
        groups[place].told.push(one);
    }
    groups
}

/// Lets only `at_once` values stand: a value that another was reported after was last reported
/// then; values that are reported together contradict each other.
fn only_so_many(values: &mut [Value], at_once: usize) {
    let standing: Vec<usize> =
        (0..values.len()).filter(|&i| values[i].standing == Standing::Stands).collect();
    if standing.len() <= at_once {
        return;
    }
    let overtakes = |new: &Value, old: &Value| {
        new.first_published > old.last_published
            && (new.firmness >= old.firmness
                || days(old.last_published, new.first_published) >= LONG_AGO)
    };
    let mut overtaken = Vec::new();
    for &old in &standing {
        let newer: Vec<usize> =
            standing.iter().copied().filter(|&new| overtakes(&values[new], &values[old])).collect();
        if newer.len() >= at_once
            && let Some(&first) = newer.iter().min_by_key(|&&new| values[new].first_published)
        {
            overtaken.push((old, values[first].words(), values[first].best));
        }
    }
    for (old, by, claim) in overtaken {
        values[old].standing = Standing::LastReported;
        values[old].rule = "reported since";
        values[old].replaced_by = Some(by);
        values[old].ended_by = Some(claim);
    }
    let left: Vec<usize> =
        standing.into_iter().filter(|&i| values[i].standing == Standing::Stands).collect();
    if left.len() <= at_once {
        return;
    }
    let others: Vec<(usize, Dispute)> = left
        .iter()
        .flat_map(|&one| left.iter().filter(move |&&other| other != one).map(move |&o| (one, o)))
        .map(|(one, other)| {
            let other = &values[other];
            (one, Dispute {
                claim: other.best,
                rule: "another",
                published: other.last_published,
                instead: Some(other.words()),
            })
        })
        .collect();
    for (one, dispute) in others {
        values[one].disputes.push(dispute);
    }
}

//! States and attributes: what holds over a time, as being married, being 38 years old.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use jiff::civil::Date;
use reportedly_nlp::Bound;

use super::conflict::{DENIAL, can_conflict, later};
use super::held::Group;
use super::spells::{Spell, only_so_many};
use super::told::{LIMIT, MANY, Others, Told};
use super::{Believer, Dispute, Party, Standing, Value, affirms, rank};
use crate::beat::{Predicate, ValueKind};
use crate::claim::fold;
use crate::error::Error;
use crate::ledger::Row;

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
        let oldest = told.iter().map(|told| told.row.published).min();
        // Of everybody that somebody much written about was told of, few are in each slot.
        let others = match told.len() >= MANY {
            true => self.others(told.iter().map(|told| told.row.object))?,
            false => None,
        };
        let endings = self.endings(party, predicate, oldest, others.as_ref())?;
        let mut of_name: HashMap<Option<&str>, Vec<&Ending>> = HashMap::new();
        for ending in &endings {
            of_name.entry(ending.object.as_deref()).or_default().push(ending);
        }
        let mut values = Vec::new();
        for group in by_value(told) {
            let value = match self.state(party, &group, &of_name)? {
                Some(value) => Some(value),
                None => self.unreported(&group)?,
            };
            let present = group.support().filter(|told| self.tense(&told.row) == Tense::Present);
            let present = present.map(|told| told.row.published).min();
            values.extend(value.map(|value| Spell::new(value, present)));
        }
        // Somebody may hold several posts; of one role only so many.
        let mut roles: BTreeMap<Option<String>, Vec<Spell>> = BTreeMap::new();
        let is_role = matches!(predicate.value, Some(ValueKind::Role(_)));
        for spell in values {
            let role = spell.value.value.clone().filter(|_| is_role);
            roles.entry(role).or_default().push(spell);
        }
        if let Some(at_once) = predicate.at_once {
            roles.values_mut().for_each(|spells| only_so_many(spells, at_once as usize));
        }
        let mut values: Vec<Value> =
            roles.into_values().flatten().map(|spell| spell.value).collect();
        self.dispute_excluded(party, predicate, told, others.as_ref(), &mut values)?;
        rank(&mut values);
        Ok(values)
    }

    /// Notes what speaks against a state because both cannot hold of one pair.
    fn dispute_excluded(
        &mut self,
        party: &Party,
        predicate: &Predicate,
        told: &[&Told],
        others: Option<&Others>,
        values: &mut [Value],
    ) -> Result<(), Error> {
        // What was told long before speaks against nothing.
        let since = told.iter().map(|told| told.row.published).min();
        let since = since.map(|day| later(day, -2 * DENIAL));
        for name in &predicate.excludes {
            let rival = self.beats.predicate(name).filter(|rival| can_conflict(predicate, rival));
            let Some(rival) = rival else { continue };
            let others = match others {
                Some(others) => self.told_with(party, rival, others, since, LIMIT)?,
                None => self.told_since(party, rival, since)?,
            };
            if others.told.is_empty() {
                continue;
            }
            let told = told.iter().copied();
            for (one, other) in self.excluded(party, predicate, rival, told, &others.told)? {
                let object = one[0].object.map(|object| self.name(object)).transpose()?;
                let stands = |value: &&mut Value| {
                    value.standing == Standing::Stands
                        && value.object.as_ref().map(|object| fold(&object.name)).as_deref()
                            == object.as_deref()
                };
                for value in values.iter_mut().filter(stands) {
                    value.disputes.push(Dispute {
                        claim: other[0].row.claim,
                        rule: "excluded",
                        published: other[0].row.published,
                        instead: Some(rival.label.clone()),
                    });
                }
            }
        }
        Ok(())
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
            let value = if support.is_empty() {
                self.unreported(&group)?
            } else {
                Some(self.value(party, &group, &support, Standing::Stands, "reported")?)
            };
            let present = support.iter().map(|told| told.row.published).min();
            values.extend(value.map(|value| Spell::new(value, present)));
        }
        if let Some(at_once) = predicate.at_once {
            only_so_many(&mut values, at_once as usize);
        }
        let mut values: Vec<Value> = values.into_iter().map(|spell| spell.value).collect();
        rank(&mut values);
        Ok(values)
    }

    fn state(
        &mut self,
        party: &Party,
        group: &Group,
        endings: &HashMap<Option<&str>, Vec<&Ending>>,
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
            let ends = |ending: &&&Ending| {
                ending.published >= last.row.published && ending.from <= self.day
            };
            let of_pair = endings.get(&object.as_deref()).map_or(&[][..], Vec::as_slice);
            of_pair.iter().filter(ends).max_by_key(|ending| (ending.published, ending.tie))
        });

        if let Some(ending) = ended {
            let mut value = self.value(party, group, &support, Standing::Ended, "ended by")?;
            value.replaced_by = Some(ending.predicate.to_string());
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
            value.disputes.insert(
                0,
                Dispute {
                    claim: past.row.claim,
                    rule: "reported past",
                    published: past.row.published,
                    instead: None,
                },
            );
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
            let told_as_past = time.start == Bound::Unknown
                && end.last_day() >= row.published
                && after > row.published;
            if told_as_past {
                return if row.published <= self.day {
                    Tense::Past(row.published)
                } else {
                    Tense::Untold
                };
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

    /// Returns the reports of predicates that end this one, those that were published on a day or
    /// later: what was reported after its end did not end then. Where `others` are told, those with somebody
    /// else may be missing.
    pub(super) fn endings(
        &mut self,
        party: &Party,
        predicate: &Predicate,
        since: Option<Date>,
        others: Option<&Others>,
    ) -> Result<Vec<Ending>, Error> {
        let mut endings = Vec::new();
        for name in &predicate.ended_by {
            let Some(ending) = self.beats.predicate(name) else { continue };
            let label: Rc<str> = ending.label.as_str().into();
            let told = match others {
                Some(others) => self.told_with(party, ending, others, since, LIMIT)?,
                None => self.told_since(party, ending, since)?,
            };
            for told in &told.told {
                let row = &told.row;
                if !affirms(row) || row.replaced || since.is_some_and(|day| row.published < day) {
                    continue;
                }
                let starts = row.valid_time.and_then(|time| time.first_day());
                endings.push(Ending {
                    object: told.object.map(|object| self.name(object)).transpose()?,
                    published: row.published,
                    predicate: label.clone(),
                    from: starts.unwrap_or(row.published),
                    claim: row.claim,
                    tie: row.tie,
                });
            }
        }
        Ok(endings)
    }
}

/// A report that ends a state.
pub(super) struct Ending {
    /// The name of the other party, as it is compared.
    pub object: Option<Rc<str>>,
    published: Date,
    predicate: Rc<str>,
    /// Since when, at the earliest.
    pub from: Date,
    claim: u64,
    tie: (u64, u64),
}

/// Returns the claims of each value, in the order of the values' newest claims.
pub(super) fn by_value<'t>(told: &[&'t Told]) -> Vec<Group<'t>> {
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

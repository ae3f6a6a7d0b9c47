//! Fetches the claims of a slot and puts those together that speak of the same value.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::{Believer, Party, typed};
use crate::beat::{Predicate, PredicateKind};
use crate::claim::fold;
use crate::error::Error;
use crate::ledger::{Row, RowQuery, Scope, Side};

/// Beliefs are computed from so many of the newest claims of a predicate.
pub const LIMIT: usize = 10_000;

/// A claim of a slot.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub row: Row,
    /// The other party, under the one number that stands for its name.
    pub object: Option<u64>,
    /// The slot's qualifiers.
    pub facet: BTreeMap<String, String>,
    /// The date that it says was replaced by its value.
    pub replaces: Option<String>,
    /// The date that it says took the place of its value.
    pub superseded_by: Option<String>,
}

/// The claims of a predicate, newest first.
pub(super) struct AllTold {
    pub told: Vec<Told>,
    pub truncated: bool,
}

impl Believer<'_> {
    /// Returns the claims of a predicate about a party: those in scope of the reading, or those
    /// after a day in another scope.
    pub(super) fn told(
        &mut self,
        party: &Party,
        predicate: &Predicate,
        after: Option<(Date, Scope)>,
    ) -> Result<AllTold, Error> {
        let scope = after.map_or(self.reading.scope(), |(_, scope)| scope);
        let mut query = RowQuery {
            entities: party.numbers.clone(),
            side: Side::Subject,
            predicate: typed(predicate),
            published_after: after.map(|(day, _)| day),
            limit: LIMIT + 1,
        };
        let mut rows = self.ledger.rows(&query, scope)?;
        if predicate.symmetric {
            query.side = Side::Object;
            for mut row in self.ledger.rows(&query, scope)? {
                let Some(object) = row.object else { continue };
                // Of somebody with themselves there is nothing to turn round.
                if !party.numbers.contains(&row.subject) {
                    (row.object, row.subject) = (Some(row.subject), object);
                    rows.push(row);
                }
            }
        }
        rows.sort_by_key(|row| std::cmp::Reverse((row.published, row.tie)));
        let truncated = rows.len() > LIMIT;
        rows.truncate(LIMIT);

        let objects = self.one_for_each_name(rows.iter().filter_map(|row| row.object))?;
        let needs_qualifiers =
            !predicate.slot_qualifiers.is_empty() || predicate.kind == PredicateKind::Schedule;
        let mut told = Vec::with_capacity(rows.len());
        for row in rows {
            let mut one = Told {
                object: row.object.map(|object| objects[&object]),
                facet: BTreeMap::new(),
                replaces: None,
                superseded_by: None,
                row,
            };
            if needs_qualifiers {
                for (name, value) in self.ledger.qualifiers(one.row.claim)? {
                    match name.as_str() {
                        "replaces" => one.replaces = Some(value),
                        "superseded_by" => one.superseded_by = Some(value),
                        _ if predicate.slot_qualifiers.contains(&name) => {
                            one.facet.insert(name, value);
                        }
                        _ => {}
                    }
                }
            }
            told.push(one);
        }
        Ok(AllTold { told, truncated })
    }

    /// Returns for each entity the number that stands for its name: the same name without a kind
    /// is the one with a kind, where only one has it.
    fn one_for_each_name(
        &mut self,
        numbers: impl Iterator<Item = u64>,
    ) -> Result<HashMap<u64, u64>, Error> {
        let mut names: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        let mut found = HashMap::new();
        for number in numbers {
            let Entry::Vacant(place) = found.entry(number) else { continue };
            let one = *place.insert(self.standing_for(number)?);
            let same = names.entry(fold(&self.recorded(one)?.name)).or_default();
            if !same.contains(&one) && !self.decisions.is_apart(one) {
                same.push(one);
            }
        }
        let mut joined: HashMap<u64, u64> = HashMap::new();
        for numbers in names.into_values().filter(|numbers| numbers.len() > 1) {
            let mut known = Vec::new();
            for &number in &numbers {
                known.extend(self.recorded(number)?.kind.map(|_| number));
            }
            if let [one] = known[..] {
                joined.extend(numbers.iter().map(|&number| (number, one)));
            }
        }
        for one in found.values_mut() {
            *one = *joined.get(one).unwrap_or(one);
        }
        Ok(found)
    }

    /// Returns the entity that people made to stand for another one; by itself it stands for
    /// itself.
    fn standing_for(&mut self, number: u64) -> Result<u64, Error> {
        let root = self.decisions.root(number);
        if self.decisions.leave_names() || root != number || !self.decisions.is_undecided(number) {
            return Ok(root);
        }
        // Without a kind it goes where the one with a kind went.
        let recorded = self.recorded(number)?;
        let party = self.party(&recorded)?;
        let decided = !self.decisions.is_undecided(party.entity.number);
        Ok(if decided { party.entity.number } else { number })
    }
}

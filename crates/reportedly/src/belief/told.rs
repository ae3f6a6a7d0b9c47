//! Fetches the claims of a slot and puts those together that speak of the same value.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::{Believer, Party, typed};
use crate::beat::{Predicate, PredicateKind};
use crate::claim::fold;
use crate::error::Error;
use crate::ledger::{Row, RowQuery, Scope, Side};

/// Beliefs are computed from so many of the newest claims of a predicate.
pub const LIMIT: usize = 1_000;
/// Contradictions and records are looked for among so many.
pub(super) const FAR_BACK: usize = 10_000;
/// So many later claims are counted, and no more.
pub const COUNTED: usize = 1_000;
/// In a slot of so many claims it pays to look for no more than its other parties in another one.
pub(super) const MANY: usize = 200;
/// So many claims are kept at hand: a dossier asks several times for what ends a state.
const AT_HAND: usize = 100_000;

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

/// Those among whom the other party of claims is looked for.
pub(super) struct Others(Vec<u64>);

/// The claims that were last asked for, by party and predicate.
#[derive(Default)]
pub(super) struct AtHand {
    told: HashMap<Asked, Rc<AllTold>>,
    claims: usize,
    /// Of what only the newest part was asked for.
    asked: HashSet<Asked>,
}

/// The numbers of a party, a predicate, and how many claims.
type Asked = (Vec<u64>, String, usize);

impl Believer<'_> {
    /// Returns the newest [`LIMIT`] claims of a predicate about a party.
    pub(super) fn told(
        &mut self,
        party: &Party,
        predicate: &Predicate,
    ) -> Result<Rc<AllTold>, Error> {
        self.told_back_to(party, predicate, LIMIT)
    }

    /// Returns the newest [`LIMIT`] claims of a predicate about a party; those that were published
    /// before a day may be missing.
    pub(super) fn told_since(
        &mut self,
        party: &Party,
        predicate: &Predicate,
        since: Option<Date>,
    ) -> Result<Rc<AllTold>, Error> {
        let key = (party.numbers.clone(), predicate.name.clone(), LIMIT);
        match since.and_then(|day| day.yesterday().ok()) {
            // What is asked for twice is fetched whole, and kept.
            Some(before)
                if !self.at_hand.told.contains_key(&key) && self.at_hand.asked.insert(key) =>
            {
                let scope = self.reading.scope();
                self.fetch(party, predicate, Some(before), None, scope, LIMIT).map(Rc::new)
            }
            _ => self.told(party, predicate),
        }
    }

    /// Returns the newest `limit` claims of a predicate about a party.
    pub(super) fn told_back_to(
        &mut self,
        party: &Party,
        predicate: &Predicate,
        limit: usize,
    ) -> Result<Rc<AllTold>, Error> {
        let key = (party.numbers.clone(), predicate.name.clone(), limit);
        if let Some(known) = self.at_hand.told.get(&key) {
            return Ok(known.clone());
        }
        let told =
            Rc::new(self.fetch(party, predicate, None, None, self.reading.scope(), limit)?);
        if self.at_hand.claims + told.told.len() > AT_HAND {
            self.at_hand = AtHand::default();
        }
        self.at_hand.claims += told.told.len() + 1;
        self.at_hand.told.insert(key, told.clone());
        Ok(told)
    }

    /// Returns everybody who is written as one of `objects`, where that tells who is meant, and all is not read
    /// anyway: not where people decided about names.
    pub(super) fn others(
        &self,
        objects: impl Iterator<Item = Option<u64>>,
    ) -> Result<Option<Others>, Error> {
        if self.reads_all || !self.decisions.leave_names() {
            return Ok(None);
        }
        // What is told of nobody else is not found by another party.
        let Some(numbers) = objects.collect::<Option<BTreeSet<u64>>>() else { return Ok(None) };
        let numbers: Vec<u64> = numbers.into_iter().collect();
        self.ledger.namesakes(&numbers).map(|numbers| Some(Others(numbers)))
    }

    /// Returns the newest `limit` claims of a predicate about a party and one of `others`, and of those that were
    /// published before a day some or none: from a slot with thousands of claims of others only these are read.
    pub(super) fn told_with(
        &mut self,
        party: &Party,
        predicate: &Predicate,
        others: &Others,
        since: Option<Date>,
        limit: usize,
    ) -> Result<Rc<AllTold>, Error> {
        let key = (party.numbers.clone(), predicate.name.clone(), limit);
        if let Some(whole) = self.at_hand.told.get(&key)
            && !whole.truncated
        {
            return Ok(whole.clone());
        }
        let after = since.and_then(|day| day.yesterday().ok());
        let scope = self.reading.scope();
        self.fetch(party, predicate, after, Some(&others.0), scope, limit).map(Rc::new)
    }

    /// Returns the newest `limit` claims of a predicate about a party in a scope, or those of them
    /// that were published after a day, and that are about one of `others` too.
    pub(super) fn fetch(
        &mut self,
        party: &Party,
        predicate: &Predicate,
        published_after: Option<Date>,
        others: Option<&[u64]>,
        scope: Scope,
        limit: usize,
    ) -> Result<AllTold, Error> {
        let mut query = RowQuery {
            entities: party.numbers.clone(),
            side: Side::Subject,
            predicate: typed(predicate),
            published_after,
            limit: limit.saturating_add(1),
        };
        let read = |query: &RowQuery| match others {
            Some(others) => self.ledger.rows_between(query, others, scope),
            None => self.ledger.rows(query, scope),
        };
        let mut rows = read(&query)?;
        // The first day of which all claims are there.
        let whole = |rows: &[Row]| match rows.len() > limit {
            true => rows.last().and_then(|row| row.published.tomorrow().ok()),
            false => None,
        };
        let mut from = whole(&rows);
        if predicate.symmetric {
            query.side = Side::Object;
            let turned = read(&query)?;
            from = from.max(whole(&turned));
            for mut row in turned {
                let Some(object) = row.object else { continue };
                // Of somebody with themselves there is nothing to turn round.
                if !party.numbers.contains(&row.subject) {
                    (row.object, row.subject) = (Some(row.subject), object);
                    rows.push(row);
                }
            }
        }
        let truncated = from.is_some() || rows.len() > limit;
        // Of half a day the order of recording would tell which half.
        if let Some(from) = from
            && rows.iter().any(|row| row.published >= from)
        {
            rows.retain(|row| row.published >= from);
        }
        // Rows are large: their places are sorted.
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_unstable_by_key(|&at| Reverse((rows[at].published, rows[at].tie)));
        order.truncate(limit);

        let objects = self.one_for_each_name(order.iter().filter_map(|&at| rows[at].object))?;
        let needs_qualifiers =
            !predicate.slot_qualifiers.is_empty() || predicate.kind == PredicateKind::Schedule;
        let mut told = Vec::with_capacity(order.len());
        let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
        for row in order.into_iter().filter_map(|at| rows[at].take()) {
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
    ) -> Result<FxHashMap<u64, u64>, Error> {
        // The first number of each name, and the others.
        let mut names: HashMap<Rc<str>, (u64, Vec<u64>)> = HashMap::new();
        let mut found = FxHashMap::default();
        for number in numbers {
            let Entry::Vacant(place) = found.entry(number) else { continue };
            let one = *place.insert(self.standing_for(number)?);
            let name = match self.decisions.leave_names() {
                true => self.name(one)?,
                false => fold(&self.recorded(one)?.name).into(),
            };
            if self.decisions.is_apart(one) {
                continue;
            }
            let (first, others) = names.entry(name).or_insert((one, Vec::new()));
            if one != *first && !others.contains(&one) {
                others.push(one);
            }
        }
        let mut joined: FxHashMap<u64, u64> = FxHashMap::default();
        for (first, mut numbers) in names.into_values().filter(|(_, others)| !others.is_empty()) {
            numbers.push(first);
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

//! A dossier: everything that is reported of somebody or something.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::name::Named;
use super::{AnswerRow, all_later, row};
use crate::beat::Beats;
use crate::belief::{Believer, Later, Party, Reading, Slot, Value};
use crate::claim::ClaimKind;
use crate::error::Error;
use crate::ledger::{Entity, Ledger, RowQuery, Scope, Side, StoredClaim, kept};

/// Everything that is reported of somebody or something.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    /// Of whom or what.
    pub entity: Entity,
    /// From where it looks.
    pub reading: Reading,
    /// What is reported, a predicate of the beats after the other: what stands first.
    pub rows: Vec<AnswerRow>,
    /// What is reported of others with it as the other party, in the same way.
    pub others: Vec<AnswerRow>,
    /// How many more values there are: of each slot the first hundred are given.
    pub more: usize,
    /// What it said, newest first.
    pub said: Recent,
    /// What was published later and is left out.
    pub later: Option<Later>,
}

/// What somebody said or did, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recent {
    /// The newest ones.
    pub claims: Vec<StoredClaim>,
    /// Whether there are more.
    pub more: bool,
}

/// So many values of a slot are given with their words.
const SHOWN: usize = 100;
/// A dossier shows so many statements.
const STATEMENTS: usize = 20;
/// And so many slots of others of which it is the other party, those last reported.
const SUBJECTS: usize = 50;

/// Returns the dossiers of everybody that a name stands for. A ledger that keeps answers gives the same
/// ones again until there is another entry.
pub fn show(
    ledger: &dyn Ledger,
    beats: &Beats,
    named: &Named,
    reading: Reading,
) -> Result<Vec<Arc<Dossier>>, Error> {
    let show = |party: &Party| {
        let key = Asked { beats: beats.number(), reading, party: party.clone() };
        let parts = |dossier: &Dossier| -> usize {
            dossier.rows.iter().chain(&dossier.others).map(AnswerRow::parts).sum()
        };
        kept(ledger, key, parts, || {
            dossier(ledger, &mut Believer::new(ledger, beats, reading)?, party)
        })
    };
    named.parties.iter().map(show).collect()
}

/// What decides about a dossier, beside the ledger.
#[derive(Eq, Hash, PartialEq)]
struct Asked {
    beats: u64,
    reading: Reading,
    party: Party,
}

fn dossier(ledger: &dyn Ledger, believer: &mut Believer, party: &Party) -> Result<Dossier, Error> {
    let (own, other) = slots(believer, party)?;
    let later = all_later(own.iter().chain(&other));
    let (own_rows, more) = rows(believer, &own)?;
    let (others, more_others) = rows(believer, &other)?;
    Ok(Dossier {
        entity: party.entity.clone(),
        reading: believer.reading(),
        rows: own_rows,
        others,
        more: more + more_others,
        said: statements(ledger, party, believer.reading().scope(), STATEMENTS)?,
        later,
    })
}

/// Slots that a ledger may keep: they are not copied.
pub(super) type Slots = Vec<Arc<Slot>>;

/// Returns the slots of a party, and those of others in which it is the other party.
pub(super) fn slots(believer: &mut Believer, party: &Party) -> Result<(Slots, Slots), Error> {
    let mut own = Vec::new();
    believer.read_all(true);
    for predicate in believer.predicates(party)? {
        own.extend(believer.slots(party, &predicate)?.iter().cloned());
    }
    believer.read_all(false);
    let mut others = Vec::new();
    let predicates = believer.object_predicates(party)?;
    for (subject, predicate) in believer.subjects_of(party, &predicates, SUBJECTS)? {
        for slot in believer.slots(&subject, &predicate)?.iter() {
            let is_other = |value: &&Value| {
                value.object.as_ref().is_some_and(|o| party.numbers.contains(&o.number))
            };
            let values: Vec<Value> = slot.values.iter().filter(is_other).cloned().collect();
            if !values.is_empty() {
                others.push(Arc::new(slot.of(values)));
            }
        }
    }
    Ok((own, others))
}

/// Returns the values of slots with their words, the first [`SHOWN`] of each, and how many are left
/// out.
pub(super) fn rows(
    believer: &mut Believer,
    slots: &[Arc<Slot>],
) -> Result<(Vec<AnswerRow>, usize), Error> {
    let (mut rows, mut more) = (Vec::new(), 0);
    for slot in slots {
        for value in slot.values.iter().take(SHOWN) {
            rows.extend(row(believer, slot, value.clone())?);
        }
        more += slot.values.len().saturating_sub(SHOWN);
    }
    Ok((rows, more))
}

/// Returns the newest `limit` statements of a party.
pub(super) fn statements(
    ledger: &dyn Ledger,
    party: &Party,
    scope: Scope,
    limit: usize,
) -> Result<Recent, Error> {
    let query = RowQuery {
        entities: party.numbers.clone(),
        side: Side::Subject,
        predicate: (ClaimKind::Statement, "said".to_owned()),
        published_after: None,
        limit: limit + 1,
    };
    let rows = ledger.rows(&query, scope)?;
    let more = rows.len() > limit;
    let current = rows.iter().take(limit).filter(|row| !row.replaced).map(|row| row.claim);
    let claims = ledger.claims(&current.collect::<Vec<_>>())?;
    Ok(Recent { claims, more })
}

/// Returns the newest `limit` open claims about a party: what clauses say of it outside the beats.
pub fn open_claims(
    ledger: &dyn Ledger,
    party: &Party,
    reading: Reading,
    limit: usize,
) -> Result<Recent, Error> {
    let mut predicates = BTreeSet::new();
    for &number in &party.numbers {
        let found = ledger.predicates_of(number)?;
        let open = found.into_iter().filter(|p| p.kind == ClaimKind::Open && p.as_subject);
        predicates.extend(open.map(|predicate| predicate.name));
    }
    let mut rows = Vec::new();
    for predicate in predicates {
        let query = RowQuery {
            entities: party.numbers.clone(),
            side: Side::Subject,
            predicate: (ClaimKind::Open, predicate),
            published_after: None,
            limit: limit + 1,
        };
        rows.extend(ledger.rows(&query, reading.scope())?.into_iter().filter(|row| !row.replaced));
    }
    rows.sort_by_key(|row| (Reverse(row.published), row.tie));
    let more = rows.len() > limit;
    let claims =
        ledger.claims(&rows.iter().take(limit).map(|row| row.claim).collect::<Vec<_>>())?;
    Ok(Recent { claims, more })
}

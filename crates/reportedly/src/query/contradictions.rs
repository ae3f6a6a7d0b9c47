//! Contradictions: what cannot both be so, with the words of both sides, the weightiest first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::name::Named;
use crate::beat::Beats;
use crate::belief::{Account, Believer, Conflict, Party, Reading};
use crate::claim::{Argument, Firmness};
use crate::error::Error;
use crate::ledger::{Ledger, Side, StoredClaim, ToldSlot, share_a_word};

/// What contradicts each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradictions {
    /// From where it looks.
    pub reading: Reading,
    /// The weightiest first, by: whether the extractor is sure that both sides say so, in words that
    /// name whom it is about ("my wife" and "she" are found to be somebody, and may be another), how firmly
    /// the weaker one is told, on how many origins the weaker and then both stand, when the last of
    /// them was published.
    pub found: Vec<Contradiction>,
    /// How many more there are.
    pub more: usize,
}

/// Two accounts of one slot with their words.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// The accounts, and why they conflict.
    pub conflict: Conflict,
    /// The claim of each account whose words say it best.
    pub claims: [StoredClaim; 2],
}

/// The words of so many are looked at, to put first what the extractor is sure of.
const LOOKED_AT: usize = 5_000;
/// Sure is what is read right four times of five: the confidence of claims is calibrated.
const SURE: f32 = 0.8;

/// Returns what contradicts each other, of everybody or of those whom a name stands for, the first
/// `limit` of it.
pub fn contradictions(
    ledger: &dyn Ledger,
    beats: &Beats,
    named: Option<&Named>,
    reading: Reading,
    limit: usize,
) -> Result<Contradictions, Error> {
    let mut believer = Believer::new(ledger, beats, reading)?;
    let mut conflicts = Vec::new();
    match named {
        Some(named) => {
            for party in &named.parties {
                for predicate in believer.predicates(party)? {
                    conflicts.extend(believer.conflicts(party, &predicate)?);
                }
                for predicate in believer.object_predicates(party)? {
                    for subject in believer.subjects(party, &predicate, usize::MAX)? {
                        let mut found = believer.conflicts(&subject, &predicate)?;
                        found.retain(|conflict| is_about(conflict, party));
                        conflicts.extend(found);
                    }
                }
            }
        }
        None => {
            for (party, predicate) in candidates(ledger, beats, &mut believer, reading)? {
                conflicts.extend(believer.conflicts(&party, &predicate)?);
            }
        }
    }
    conflicts.sort_by_cached_key(weight);
    // Two that may change places have the same conflict, as have two that exclude each other.
    let mut seen = BTreeSet::new();
    conflicts.retain(|conflict| {
        let mut both = conflict.accounts.each_ref().map(|account| account.best);
        both.sort_unstable();
        seen.insert((conflict.rule, both))
    });
    let all = conflicts.len();
    conflicts.truncate(LOOKED_AT.max(limit));
    let mut found = Vec::with_capacity(conflicts.len());
    for conflict in conflicts {
        let both = conflict.accounts.each_ref().map(|account| account.best);
        if let Ok(claims) = <[StoredClaim; 2]>::try_from(ledger.claims(&both)?) {
            found.push(Contradiction { conflict, claims });
        }
    }
    let sure = |one: &Contradiction| one.claims.iter().all(|one| one.claim.confidence >= SURE);
    found.sort_by_cached_key(|one| Reverse((sure(one), one.claims.iter().all(names))));
    found.truncate(limit);
    let more = all - found.len();
    Ok(Contradictions { reading, found, more })
}

/// Whether the words of a claim name whom it is about, in part at least.
fn names(stored: &StoredClaim) -> bool {
    let named = |party: &Argument| share_a_word(&party.name, &stored.claim.evidence.exact);
    named(&stored.claim.subject) && stored.claim.object.iter().all(named)
}

/// Firmness and origins of the weaker side, origins of both, the last day; then what tells
/// conflicts apart.
type Weight = (Reverse<(Firmness, usize, usize, jiff::civil::Date)>, [String; 4]);

/// Returns where a conflict comes in the order, the least first.
fn weight(conflict: &Conflict) -> Weight {
    let [one, other] = &conflict.accounts;
    let origins = |account: &Account| account.support.origins;
    let key = (
        one.firmness.min(other.firmness),
        origins(one).min(origins(other)),
        origins(one) + origins(other),
        one.last_published.max(other.last_published),
    );
    let what = format!("{} {} {}", conflict.predicate, one.words(), other.words());
    let facet = format!("{:?}", conflict.facet);
    let names = [conflict.subject.name.clone(), conflict.subject.id.clone(), what, facet];
    (Reverse(key), names)
}

fn is_about(conflict: &Conflict, party: &Party) -> bool {
    let holds = |account: &Account| {
        account.object.as_ref().is_some_and(|object| party.numbers.contains(&object.number))
    };
    conflict.accounts.iter().any(holds)
}

/// Returns the slots in which something may conflict.
fn candidates(
    ledger: &dyn Ledger,
    beats: &Beats,
    believer: &mut Believer,
    reading: Reading,
) -> Result<Vec<(Party, String)>, Error> {
    let predicates: Vec<_> = beats.predicates().map(|(_, predicate)| predicate).collect();
    let names: Vec<&str> = predicates.iter().map(|predicate| predicate.name.as_str()).collect();
    let decisions = ledger.decisions(reading.scope())?;
    let told = ledger.told_slots(&names, reading.scope())?;
    let counts =
        |slot: &&ToldSlot| slot.side == Side::Subject || predicates[slot.predicate].symmetric;
    let mut entities: BTreeMap<u64, Vec<&ToldSlot>> = BTreeMap::new();
    for slot in told.iter().filter(counts) {
        entities.entry(decisions.root(slot.entity)).or_default().push(slot);
    }
    let mut found: BTreeMap<(u64, usize), Party> = BTreeMap::new();
    for (entity, slots) in entities {
        let at = |wanted: usize| slots.iter().filter(move |slot| slot.predicate == wanted);
        let told = |name: &String| {
            names.iter().position(|other| other == name).is_some_and(|at_| at(at_).next().is_some())
        };
        let places: BTreeSet<usize> = slots.iter().map(|slot| slot.predicate).collect();
        let contested: Vec<usize> = places
            .into_iter()
            .filter(|&place| {
                let predicate = predicates[place];
                let both_sides = at(place).count() > 1;
                let several = both_sides || at(place).any(|slot| slot.several);
                predicate.at_once.is_some() && several
                    || at(place).any(|slot| slot.denied)
                    || predicate.excludes.iter().any(told)
            })
            .collect();
        if contested.is_empty() {
            continue;
        }
        let Some(entity) = ledger.entity_numbered(entity)? else { continue };
        let party = believer.party(&entity)?;
        for place in contested {
            found.entry((party.entity.number, place)).or_insert_with(|| party.clone());
        }
    }
    Ok(found.into_iter().map(|((_, at), party)| (party, names[at].to_owned())).collect())
}

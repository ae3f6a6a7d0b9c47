//! Contradictions: what cannot both be so, with the words of both sides, the weightiest first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use reportedly_nlp::EntityKind;

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
    /// The weightiest first, by: how little speaks against it (a side that the extractor is not sure of,
    /// whose words do not name whom it is about, as "my wife" and "she" do not, or that is about somebody
    /// who goes by a first name alone), how firmly the weaker one is told, on how many origins the weaker and then both stand, when the last of
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

/// The words of so many are looked at, to leave out what names nobody and to put first what is sure.
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
    let beyond = conflicts.len().saturating_sub(LOOKED_AT.max(limit));
    conflicts.truncate(LOOKED_AT.max(limit));
    let mut found = Vec::with_capacity(conflicts.len());
    for conflict in conflicts {
        let both = conflict.accounts.each_ref().map(|account| account.best);
        let Ok(claims) = <[StoredClaim; 2]>::try_from(ledger.claims(&both)?) else { continue };
        let one = Contradiction { conflict, claims };
        if one.conflict.rule != "another"
            || !may_be_another(&one) && !rests_on_a_pronoun(ledger, &one)?
        {
            found.push(one);
        }
    }
    found.sort_by_cached_key(doubts);
    let more = beyond + found.len().saturating_sub(limit);
    found.truncate(limit);
    Ok(Contradictions { reading, found, more })
}

/// Whether a party is a person who goes by one name alone, as several may.
fn is_short(party: &Argument) -> bool {
    party.kind == Some(EntityKind::Person) && !party.name.contains(' ')
}

/// Whether two articles may tell another value each of another of that name.
fn may_be_another(one: &Contradiction) -> bool {
    let [first, second] = &one.claims;
    let short = one.conflict.subject.kind == Some(EntityKind::Person)
        && !one.conflict.subject.name.contains(' ');
    short && first.article.id != second.article.id
}

/// Whether one of the sides is told by one article alone, in words that do not name the people: who "she"
/// is and whose "his wife" is found out, and that too seldom to hold it against what others say.
fn rests_on_a_pronoun(ledger: &dyn Ledger, one: &Contradiction) -> Result<bool, Error> {
    let people = |stored: &StoredClaim| {
        let named = |party: &Argument| share_a_word(&party.name, &stored.claim.evidence.exact);
        let parties = std::iter::once(&stored.claim.subject).chain(&stored.claim.object);
        parties.filter(|party| party.kind == Some(EntityKind::Person)).all(named)
    };
    for (account, best) in one.conflict.accounts.iter().zip(&one.claims) {
        if people(best) {
            continue;
        }
        let claims = ledger.claims(&account.claims)?;
        if claims.iter().all(|other| other.article.id == best.article.id && !people(other)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Returns how much speaks against its being a contradiction: claims that are not sure, whose words name
/// nobody, or that are of somebody who goes by one name alone, as several may.
fn doubts(one: &Contradiction) -> usize {
    let of = |stored: &StoredClaim| {
        let claim = &stored.claim;
        let alone = is_short(&claim.subject) || claim.object.iter().any(is_short);
        [claim.confidence < SURE, !names(stored), alone].into_iter().filter(|&doubt| doubt).count()
    };
    one.claims.iter().map(of).sum()
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

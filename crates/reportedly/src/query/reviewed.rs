//! What people said of claims: shown on request, though what was rejected counts no more.

use std::collections::HashMap;

use crate::belief::{Party, Reading};
use crate::error::Error;
use crate::ledger::{Decided, Deed, Ledger, StoredClaim, Verdict};

/// A claim with the last verdict on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reviewed {
    /// The claim.
    pub claim: StoredClaim,
    /// Who said what of it, and why.
    pub review: Decided,
    /// Whether it counts.
    pub counts: bool,
    /// The claim that a person put in its place.
    pub edited: Option<StoredClaim>,
}

/// Returns the claims that people judged, of everybody or about a party, the last verdict first.
/// A verdict that a later reading took over is told once, of its newest claim.
pub fn reviewed(
    ledger: &dyn Ledger,
    party: Option<&Party>,
    reading: Reading,
) -> Result<Vec<Reviewed>, Error> {
    let decisions = ledger.decisions(reading.scope())?;
    let judged: Vec<u64> = decisions
        .reviews(0..u64::MAX)
        .filter_map(|one| match one.deed {
            Deed::Review { claim, .. } => Some(claim),
            _ => None,
        })
        .collect();
    let mut about = About { ledger, party, known: HashMap::new() };
    let mut found: Vec<Reviewed> = Vec::new();
    for claim in ledger.claims(&judged)? {
        let Some(review) = decisions.review(claim.number) else { continue };
        let late = reading.scope().published_by.is_some_and(|day| claim.article.published > day);
        if late || !about.is_about(&claim)? {
            continue;
        }
        let edited = match review.deed {
            Deed::Review { verdict: Verdict::Edited(edited), .. } => {
                ledger.claims(&[edited])?.pop()
            }
            _ => None,
        };
        let counts = decisions.counts(claim.number);
        found.push(Reviewed { claim, review: review.clone(), counts, edited });
    }
    // Of the same claim in two readings the newer one is told.
    let carried: Vec<(u64, String)> = found
        .iter()
        .filter(|one| one.review.carried)
        .map(|one| (one.review.decided.as_second() as u64, one.claim.article.revision.clone()))
        .collect();
    found.retain(|one| {
        let key = (one.review.decided.as_second() as u64, one.claim.article.revision.clone());
        one.review.carried || !carried.contains(&key)
    });
    found.sort_by_key(|one| {
        std::cmp::Reverse((one.review.decided, one.review.entry, one.claim.number))
    });
    Ok(found)
}

/// Tells claims about a party from others; it remembers whom it has looked up.
struct About<'a> {
    ledger: &'a dyn Ledger,
    party: Option<&'a Party>,
    known: HashMap<String, bool>,
}

impl About<'_> {
    /// Whether a claim is about the party; about everybody, where there is none.
    fn is_about(&mut self, stored: &StoredClaim) -> Result<bool, Error> {
        let Some(party) = self.party else { return Ok(true) };
        for argument in std::iter::once(&stored.claim.subject).chain(&stored.claim.object) {
            let id = argument.id();
            let is_party = match self.known.get(&id) {
                Some(known) => *known,
                None => {
                    let entity = self.ledger.entity(&id)?;
                    let is = entity.is_some_and(|entity| party.numbers.contains(&entity.number));
                    self.known.insert(id, is);
                    is
                }
            };
            if is_party {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

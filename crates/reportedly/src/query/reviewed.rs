//! What people said of claims: shown on request, though what was rejected counts no more.

use std::collections::BTreeMap;

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
    let mut last: BTreeMap<u64, u64> = BTreeMap::new();
    for one in ledger.decided()? {
        if let Deed::Review { claim, .. } = one.deed
            && decisions.review(claim).is_some()
        {
            last.insert(claim, one.entry);
        }
    }
    let mut found: Vec<Reviewed> = Vec::new();
    for &number in last.keys() {
        let Some(review) = decisions.review(number) else { continue };
        let Some(claim) = ledger.claims(&[number])?.pop() else { continue };
        if reading.scope().published_by.is_some_and(|day| claim.article.published > day) {
            continue;
        }
        if let Some(party) = party {
            let mut about = false;
            for argument in std::iter::once(&claim.claim.subject).chain(&claim.claim.object) {
                let entity = ledger.entity(&argument.id())?;
                about |= entity.is_some_and(|entity| party.numbers.contains(&entity.number));
            }
            if !about {
                continue;
            }
        }
        let edited = match review.deed {
            Deed::Review { verdict: Verdict::Edited(edited), .. } => {
                ledger.claims(&[edited])?.pop()
            }
            _ => None,
        };
        let counts = decisions.counts(number);
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

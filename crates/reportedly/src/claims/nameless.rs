//! What a text tells of somebody by pronouns and descriptions alone, though it would name them.
//!
//! Whoever reports a death names the dead: where "her death" is all that a text says, she is as often as
//! not somebody else. Such a claim is kept, and less sure. Which predicates are so their beat says.

use std::collections::HashSet;

use super::confidence;
use crate::beat::Beats;
use crate::claim::{Claim, ClaimKind, fold};

/// Lowers the confidence of what is nowhere said by name, where the predicate is told by name.
pub(super) fn doubt(claims: &mut [Claim], beats: &Beats) {
    let by_name = |claim: &Claim| {
        claim.kind == ClaimKind::Typed
            && beats.predicate(&claim.predicate).is_some_and(|predicate| predicate.by_name)
    };
    let told = |claim: &Claim| (claim.predicate.clone(), claim.subject.name.clone());
    let named: HashSet<(String, String)> =
        claims.iter().filter(|claim| by_name(claim) && names(claim)).map(told).collect();
    for claim in claims.iter_mut().filter(|claim| by_name(claim)) {
        if !named.contains(&told(claim)) {
            claim.confidence = confidence::nameless(claim.confidence);
        }
    }
}

/// Whether the words of a claim hold a word of the name of its subject.
fn names(claim: &Claim) -> bool {
    let exact = fold(&claim.evidence.exact);
    let words: HashSet<&str> = exact.split(|c: char| !c.is_alphanumeric()).collect();
    let name = fold(&claim.subject.name);
    name.split(|c: char| !c.is_alphanumeric()).any(|word| word.len() > 1 && words.contains(word))
}

//! The other of a pair whom a sentence leaves out: "she filed for divorce", "he popped the question".
//!
//! It is whoever the article last told of being with that person, in any predicate that begins, ends
//! or excludes another of them; where it told of nobody before, whoever it tells of, if it is one.

use crate::beat::{Beats, Predicate};
use crate::claim::{Argument, Claim, ClaimKind};

/// Whether a claim of the predicate may be made without its object, and completed by the article.
pub(super) fn may_lack(predicate: &Predicate) -> bool {
    predicate.symmetric && predicate.object == Some(predicate.subject.clone())
}

/// Gives the claims that lack one of a pair the other, and drops those that it finds nobody for.
pub(super) fn complete(claims: &mut Vec<Claim>, beats: &Beats) {
    let lacks = |c: &Claim| {
        c.kind == ClaimKind::Typed
            && c.object.is_none()
            && beats.predicate(&c.predicate).is_some_and(may_lack)
    };
    let mut found: Vec<(usize, Argument)> = Vec::new();
    for (index, claim) in claims.iter().enumerate().filter(|(_, c)| lacks(c)) {
        let family = family(beats, &claim.predicate);
        let mut pairs: Vec<(usize, &Argument)> = claims
            .iter()
            .filter(|c| c.kind == ClaimKind::Typed && family.contains(&c.predicate.as_str()))
            .filter(|c| c.evidence.field == claim.evidence.field)
            .filter_map(|c| Some((c.evidence.span.start, other(c, &claim.subject)?)))
            .collect();
        pairs.sort_by_key(|(at, _)| *at);
        let start = claim.evidence.span.start;
        let before = pairs.iter().rev().find(|(at, _)| *at <= start).map(|(_, other)| *other);
        let alone = pairs
            .first()
            .filter(|(_, first)| pairs.iter().all(|(_, other)| other.name == first.name))
            .map(|(_, other)| *other);
        if let Some(other) = before.or(alone) {
            found.push((index, other.clone()));
        }
    }
    for (index, other) in found {
        claims[index].object = Some(other);
        claims[index].confidence = super::confidence::filled(claims[index].confidence);
    }
    claims.retain(|claim| !lacks(claim));
}

/// Returns whom a claim tells of being with somebody.
fn other<'c>(claim: &'c Claim, party: &Argument) -> Option<&'c Argument> {
    let object = claim.object.as_ref()?;
    if claim.subject.name == party.name {
        Some(object)
    } else {
        (object.name == party.name).then_some(&claim.subject)
    }
}

/// Returns the predicates that begin, end or exclude one another, with the one of that name.
fn family<'b>(beats: &'b Beats, name: &'b str) -> Vec<&'b str> {
    let mut all = vec![name];
    let mut next = 0;
    while next < all.len() {
        let here = all[next];
        next += 1;
        for (_, predicate) in beats.predicates() {
            let told = predicate.excludes.iter().chain(&predicate.ended_by);
            let mut told = told.map(String::as_str);
            if predicate.name == here {
                for name in told.collect::<Vec<_>>() {
                    if !all.contains(&name) {
                        all.push(name);
                    }
                }
            } else if told.any(|name| name == here) && !all.contains(&predicate.name.as_str()) {
                all.push(&predicate.name);
            }
        }
    }
    all
}

//! Keeps what an article says once, however often and in whatever detail it says so.
//!
//! **Invariant:** of claims that say the same on the same word, the one that the text tells first stays,
//! as sure as the surest of them; the order of claims is kept.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::beat::{Beats, PredicateKind, ValueKind};
use crate::claim::{Argument, Claim, ClaimKind, fold};

/// Keeps one claim of each proposition and source, the first; of what is found twice in the same words,
/// the surest.
pub(super) fn once(mut claims: Vec<Claim>, beats: &Beats) -> Vec<Claim> {
    let mut best: BTreeMap<String, usize> = BTreeMap::new();
    for index in 0..claims.len() {
        let claim = &claims[index];
        let chain: Vec<String> = claim.chain.iter().map(|link| fold(&link.name)).collect();
        let key = match claim.kind {
            ClaimKind::Typed => format!("{}|{}", proposition(claim, beats), chain.join("|")),
            _ => format!("{}|{:?}", claim.predicate, claim.evidence.span),
        };
        let kept = best.entry(key).or_insert(index);
        let sure = claim.confidence;
        if sure > claims[*kept].confidence {
            if claim.evidence.span.overlaps(claims[*kept].evidence.span) {
                *kept = index;
            } else {
                claims[*kept].confidence = sure;
            }
        }
    }
    let mut kept: HashSet<usize> = best.into_values().collect();
    // Only what says the same of the same can say it again.
    let mut alike: HashMap<(&str, &Argument), Vec<usize>> = HashMap::new();
    for (index, claim) in claims.iter().enumerate() {
        alike.entry((&claim.predicate, &claim.subject)).or_default().push(index);
    }
    let alike = |i: usize| &alike[&(claims[i].predicate.as_str(), &claims[i].subject)][..];
    // "Weston, president of Globex": that he is president is said with it.
    // "Rep. Weston, chairman of the Labor Committee" has two posts.
    let other = |a: &Claim, b: &Claim| {
        let role = |c: &Claim| c.value.as_deref().map(fold);
        let post = beats
            .predicate(&a.predicate)
            .is_some_and(|p| matches!(p.value, Some(ValueKind::Role(_))));
        post && role(a).is_some() && role(b).is_some() && role(a) != role(b)
    };
    let fuller = |a: &Claim, b: &Claim| {
        b.object.is_some() && a.evidence.span.overlaps(b.evidence.span) && !other(a, b)
    };
    let bare = |&i: &usize| {
        let claim = &claims[i];
        claim.kind == ClaimKind::Typed
            && claim.object.is_none()
            && alike(i).iter().any(|&other| fuller(claim, &claims[other]))
    };
    kept.retain(|index| !bare(index));
    // Who died in May is not told again by "his death".
    let only = |c: &Claim| {
        let predicate = beats.predicate(&c.predicate);
        predicate.is_some_and(|p| p.at_once == Some(1) && p.object.is_none())
    };
    let again = |a: &Claim, b: &Claim| {
        a.value.is_none() && b.value.is_some() && a.polarity == b.polarity && only(a)
    };
    let empty = |&i: &usize| alike(i).iter().any(|&other| again(&claims[i], &claims[other]));
    kept.retain(|index| !empty(index));
    // The same words say the same of the same parties once: with its time, and the surest.
    let parties = |c: &Claim| {
        let mut names =
            [c.subject.name.clone(), c.object.as_ref().map(|o| o.name.clone()).unwrap_or_default()];
        let predicate = beats.predicate(&c.predicate);
        if predicate.is_some_and(|p| p.symmetric) {
            names.sort();
        }
        // "halted in May but resumed in June" says two things of one film, and "founder and chairman"
        // of one person.
        let listed = predicate
            .is_some_and(|p| matches!(p.value, Some(ValueKind::OneOf(_) | ValueKind::Role(_))));
        (names, c.value.clone().filter(|_| listed))
    };
    let rank = |i: usize| {
        let c = &claims[i];
        let sure = (c.confidence * 1000.0) as u32;
        (c.valid_time.is_some(), c.value.is_some(), sure, std::cmp::Reverse(i))
    };
    let scheduled = |c: &Claim| {
        beats.predicate(&c.predicate).is_some_and(|p| p.kind == PredicateKind::Schedule)
    };
    let mut order: Vec<usize> = kept.iter().copied().collect();
    order.sort_by_key(|&i| (claims[i].evidence.span, i));
    let places: HashMap<usize, usize> = order.iter().enumerate().map(|(p, &i)| (i, p)).collect();
    for (place, &i) in order.iter().enumerate() {
        let near = order[place + 1..]
            .iter()
            .take_while(|&&j| claims[j].evidence.span.start < claims[i].evidence.span.end);
        let says = |c: &Claim| c.object.as_ref().map(|o| fold(&o.name)).unwrap_or_default();
        // "worst actress" told in a sentence, and again in the list below.
        let repeated = |&j: &usize| {
            let (a, b) = (&claims[i], &claims[j]);
            places[&i] > *places.get(&j).unwrap_or(&usize::MAX)
                && (says(a).contains(&says(b)) || says(b).contains(&says(a)))
        };
        let listed = claims[i].kind == ClaimKind::Typed && claims[i].rule.ends_with(":list");
        if listed && alike(i).iter().any(repeated) {
            kept.remove(&i);
        }
        for &j in near {
            let (a, b) = (&claims[i], &claims[j]);
            if a.kind == ClaimKind::Typed
                && a.kind == b.kind
                && a.evidence.field == b.evidence.field
                && a.predicate == b.predicate
                && !scheduled(a)
                && parties(a) == parties(b)
                && a.polarity == b.polarity
            {
                kept.remove(if rank(i) < rank(j) { &i } else { &j });
            }
        }
    }
    let numbered = claims.into_iter().enumerate();
    numbered.filter(|(index, _)| kept.contains(index)).map(|(_, claim)| claim).collect()
}

/// Whether a headline says no more than the text does: of the same parties, by a shorter name, and
/// without a value or time of its own.
pub(super) fn says_less(headline: &Claim, told: &Claim, beats: &Beats) -> bool {
    let within = |short: &Argument, long: &Argument| {
        let long = fold(&long.name);
        fold(&short.name).split(' ').all(|word| long.split(' ').any(|other| other == word))
    };
    let objects = match (&headline.object, &told.object) {
        (Some(short), Some(long)) => within(short, long),
        (None, _) => true,
        _ => false,
    };
    let straight = within(&headline.subject, &told.subject) && objects;
    let symmetric = beats.predicate(&headline.predicate).is_some_and(|p| p.symmetric);
    let turned = || match (&headline.object, &told.object) {
        (Some(object), Some(other)) => {
            symmetric && within(&headline.subject, other) && within(object, &told.subject)
        }
        _ => false,
    };
    headline.kind == ClaimKind::Typed
        && headline.kind == told.kind
        && headline.predicate == told.predicate
        && headline.polarity == told.polarity
        && (headline.value.is_none() || headline.value == told.value)
        && (straight || turned())
}

/// Returns what a claim says, without who says it.
pub(super) fn proposition(claim: &Claim, beats: &Beats) -> String {
    let symmetric = beats.predicate(&claim.predicate).is_some_and(|p| p.symmetric);
    let object = claim.object.as_ref().map(|o| fold(&o.name)).unwrap_or_default();
    let mut parties = [fold(&claim.subject.name), object];
    if symmetric {
        parties.sort();
    }
    let valid = claim.valid_time.map(|v| v.to_string()).unwrap_or_default();
    let value = claim.value.as_deref().unwrap_or_default();
    let words = if claim.kind == ClaimKind::Statement { &*claim.evidence.exact } else { "" };
    let [subject, object] = parties;
    format!("{}|{subject}|{object}|{value}|{:?}|{valid}|{words}", claim.predicate, claim.polarity)
}

//! Carries people's verdicts over to the same claims of a later reading.
//!
//! A better extractor reads an article again and makes most claims again. What a person said of a
//! claim holds of the new one too where it says the same of the same words.

use super::decision::Verdict;
use crate::claim::Claim;

/// Returns the verdicts that hold of `new` claims, by their places, with the places of the claims
/// of the reading before that they were given on.
pub(super) fn carried(
    before: &[(Verdict, u64, Claim)],
    new: &[Claim],
) -> Vec<(usize, Verdict, u64)> {
    let mut carried = Vec::new();
    for (place, claim) in new.iter().enumerate() {
        let same = before.iter().find(|(.., old)| is_same(old, claim));
        carried.extend(same.map(|(verdict, entry, _)| (place, *verdict, *entry)));
    }
    carried
}

/// Whether two claims of one text say the same in the same place.
fn is_same(a: &Claim, b: &Claim) -> bool {
    let (one, other) = (&a.evidence, &b.evidence);
    let overlap = one.span.start < other.span.end && other.span.start < one.span.end;
    one.field == other.field
        && overlap
        && (a.kind, &a.predicate) == (b.kind, &b.predicate)
        && a.subject.id() == b.subject.id()
        && a.object.as_ref().map(|o| o.id()) == b.object.as_ref().map(|o| o.id())
        && a.value == b.value
        && a.polarity == b.polarity
}

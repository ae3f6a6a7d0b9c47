//! What a changed text of an article says otherwise, claim by claim.
//!
//! The claims of two revisions are put side by side by what they say of whom. Of those that say the
//! same, the firmness tells whether the text was softened or hardened; what stands alone in the old
//! one was corrected to another value, withdrawn, or its words are gone.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Claim, ClaimKind, Firmness, fold};
use crate::error::Error;
use crate::ledger::{ArticleRef, Ledger, Scope, StoredArticle, StoredClaim};
use reportedly_nlp::{Polarity, SpeechAct};

/// A revision of an article, and what it says otherwise than the one before.
#[derive(Clone, Debug, PartialEq)]
pub struct Revised {
    /// The new revision.
    pub article: ArticleRef,
    /// The one before.
    pub before: ArticleRef,
    /// What is said otherwise, in the order of the texts.
    pub edits: Vec<Edit>,
}

/// One claim that a revision makes otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// What was done to it.
    pub kind: EditKind,
    /// As the revision before had it.
    pub before: Option<StoredClaim>,
    /// As the new one has it.
    pub after: Option<StoredClaim>,
}

/// What a revision does to a claim.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum EditKind {
    /// It is told less firmly.
    Softened,
    /// It is told more firmly.
    Hardened,
    /// Another value, or another party, is told in its place.
    Corrected,
    /// The new text says that it is not so, or takes it back.
    Withdrawn,
    /// The words that said it are gone, and no others say it.
    EvidenceGone,
    /// The words are still there, but what is around them no longer makes them say it.
    Unsaid,
    /// It was not told before.
    Added,
}

impl EditKind {
    /// Returns the words that the command line and the wire use.
    pub fn as_str(self) -> &'static str {
        match self {
            EditKind::Softened => "softened",
            EditKind::Hardened => "hardened",
            EditKind::Corrected => "corrected",
            EditKind::Withdrawn => "withdrawn",
            EditKind::EvidenceGone => "evidence gone",
            EditKind::Unsaid => "no longer said",
            EditKind::Added => "added",
        }
    }
}

/// Returns what the revision of that number, of the revisions of an article, says otherwise than the
/// one before it; `None` where there is none before.
pub fn revised(
    ledger: &dyn Ledger,
    revisions: &[StoredArticle],
    number: u64,
    scope: Scope,
) -> Result<Option<Revised>, Error> {
    let numbered = |number: u64| revisions.iter().find(|stored| stored.number == number);
    let (Some(before), Some(after)) = (number.checked_sub(1).and_then(numbered), numbered(number))
    else {
        return Ok(None);
    };
    let claims = |revision: &StoredArticle| ledger.claims_of(revision.reference.number, scope);
    let (old, new) = (claims(before)?, claims(after)?);
    let title = after.article.title.as_deref().unwrap_or_default();
    let still = |words: &str| after.article.text.contains(words) || title.contains(words);
    Ok(Some(Revised {
        article: after.reference.clone(),
        before: before.reference.clone(),
        edits: edits(old, new, still),
    }))
}

/// What is said of whom, however it is told.
fn matter(claim: &Claim) -> Option<(ClaimKind, String, String)> {
    // What clauses say outside the beats changes with every word.
    (claim.kind == ClaimKind::Typed)
        .then(|| (claim.kind, claim.predicate.clone(), fold(&claim.subject.name)))
}

/// What tells values of one matter apart.
fn value(claim: &Claim) -> (Option<String>, Option<String>) {
    (claim.object.as_ref().map(|object| fold(&object.name)), claim.value.clone())
}

fn is_denied(claim: &Claim) -> bool {
    claim.polarity == Polarity::Negative
        || claim.act == SpeechAct::Retract
        || claim.firmness == Firmness::Denied
}

fn edits(old: Vec<StoredClaim>, new: Vec<StoredClaim>, still: impl Fn(&str) -> bool) -> Vec<Edit> {
    type Both = (Vec<StoredClaim>, Vec<StoredClaim>);
    let mut order = Vec::new();
    let mut matters: BTreeMap<(ClaimKind, String, String), Both> = BTreeMap::new();
    let sides = old.into_iter().map(|claim| (false, claim));
    for (is_new, stored) in sides.chain(new.into_iter().map(|claim| (true, claim))) {
        let Some(key) = matter(&stored.claim) else { continue };
        let both = matters.entry(key.clone()).or_insert_with(|| {
            order.push(key);
            Both::default()
        });
        if is_new { both.1.push(stored) } else { both.0.push(stored) }
    }
    let mut edits = Vec::new();
    for key in order {
        let Some((old, mut new)) = matters.remove(&key) else { continue };
        let mut alone = Vec::new();
        let mut kept = BTreeSet::new();
        for before in old {
            let same = |after: &StoredClaim| value(&after.claim) == value(&before.claim);
            // One that says it as firmly, else one that says it at all.
            let as_firm = |after: &StoredClaim| {
                same(after)
                    && after.claim.firmness == before.claim.firmness
                    && is_denied(&after.claim) == is_denied(&before.claim)
            };
            match new.iter().position(as_firm).or_else(|| new.iter().position(same)) {
                Some(at) => {
                    kept.insert(value(&before.claim));
                    edits.extend(told_otherwise(before, new.remove(at)));
                }
                None => alone.push(before),
            }
        }
        for before in alone {
            let edit = match new.is_empty() || is_denied(&before.claim) {
                // What is told twice in the old text and once in the new is still told.
                _ if kept.contains(&value(&before.claim)) => continue,
                false => (EditKind::Corrected, Some(new.remove(0))),
                true if still(&before.claim.evidence.exact) => (EditKind::Unsaid, None),
                true => (EditKind::EvidenceGone, None),
            };
            edits.push(Edit { kind: edit.0, before: Some(before), after: edit.1 });
        }
        let added = new.into_iter();
        edits.extend(added.map(|after| Edit {
            kind: EditKind::Added,
            before: None,
            after: Some(after),
        }));
    }
    edits
}

fn told_otherwise(before: StoredClaim, after: StoredClaim) -> Option<Edit> {
    let kind = match (is_denied(&before.claim), is_denied(&after.claim)) {
        (false, true) => EditKind::Withdrawn,
        (true, false) => EditKind::Corrected,
        _ => match after.claim.firmness.cmp(&before.claim.firmness) {
            std::cmp::Ordering::Less => EditKind::Softened,
            std::cmp::Ordering::Greater => EditKind::Hardened,
            std::cmp::Ordering::Equal => return None,
        },
    };
    Some(Edit { kind, before: Some(before), after: Some(after) })
}

//! What must hold of an article and its claims before they are written.
//!
//! **Invariant:** what passes here can be read back word for word.

use std::collections::HashSet;

use reportedly_nlp::{Record, Span};

use super::decision::{Deed, Resolve, Verdict};
use super::{Ledger, StoredClaim, words};
use crate::article::Article;
use crate::claim::{Claim, Field, Link, fold};
use crate::error::{Error, ErrorKind};

/// Returns an error where a span does not cover the words that it is said to cover.
pub(super) fn check(article: &Article, claims: &[Claim]) -> Result<(), Error> {
    for segment in &article.segments {
        if slice(&article.text, segment.span).is_none() {
            return Err(wrong(format!(
                "segment {}..{} of '{}' does not lie in its text ({} bytes)",
                segment.span.start,
                segment.span.end,
                article.input,
                article.text.len()
            )));
        }
    }
    for claim in claims {
        let text = text_of(article, claim.evidence.field);
        covers(article, claim, text, claim.evidence.span, &claim.evidence.exact)?;
        for cue in &claim.cues {
            covers(article, claim, text, cue.span, &cue.text)?;
        }
        for (span, words) in claim.chain.iter().filter_map(|link| link.cue.as_ref()) {
            covers(article, claim, text, *span, words)?;
        }
        if claim.evidence.exact.is_empty() {
            return Err(wrong(format!(
                "a claim of rule '{}' in '{}' has no words as evidence",
                claim.rule, article.input
            )));
        }
        for (what, words) in [("subject", &claim.subject.name), ("predicate", &claim.predicate)] {
            if words.trim().is_empty() {
                return Err(wrong(format!(
                    "a claim of rule '{}' in '{}' has no {what}",
                    claim.rule, article.input
                )));
            }
        }
    }
    Ok(())
}

/// Returns an error where a decision speaks of what the ledger does not have, or says nothing.
pub(super) fn check_decision(ledger: &dyn Ledger, deed: &Deed) -> Result<(), Error> {
    let entity = |number: &u64| match ledger.entity_numbered(*number)? {
        Some(_) => Ok(()),
        None => Err(wrong(format!("there is no entity {number}"))),
    };
    match deed {
        Deed::Merge { into, others } => {
            if others.is_empty() || others.contains(into) {
                return Err(wrong("an entity is merged into another one".to_owned()));
            }
            std::iter::once(into).chain(others).try_for_each(entity)
        }
        Deed::Split { entities } if entities.is_empty() => {
            Err(wrong("no entity is split off".to_owned()))
        }
        Deed::Split { entities } => entities.iter().try_for_each(entity),
        Deed::Rename { entity: number, name } => {
            if words(name).is_empty() {
                return Err(wrong(format!("'{name}' is no name; expected words")));
            }
            entity(number)
        }
        Deed::Review { claim, verdict } => {
            stored(ledger, *claim)?;
            match verdict {
                Verdict::Edited(edited) if edited == claim => {
                    Err(wrong(format!("claim {claim} cannot take its own place")))
                }
                Verdict::Edited(edited) => stored(ledger, *edited).map(drop),
                _ => Ok(()),
            }
        }
        Deed::Origin { claims: [one, other], .. } => {
            let (one, other) = (stored(ledger, *one)?, stored(ledger, *other)?);
            let (a, b) = (&one.claim, &other.claim);
            if one.article.revision == other.article.revision {
                return Err(wrong(format!("{} and {} are of one article", one.id, other.id)));
            }
            if (a.kind, &a.predicate) != (b.kind, &b.predicate) {
                return Err(wrong(format!(
                    "{} says '{}' and {} says '{}'; origins are told of one predicate",
                    one.id, a.predicate, other.id, b.predicate
                )));
            }
            Ok(())
        }
        Deed::Resolve(Resolve { subject, object, predicate, .. }) => {
            if predicate.trim().is_empty() {
                return Err(wrong("what came out needs a predicate".to_owned()));
            }
            std::iter::once(subject).chain(object).try_for_each(entity)
        }
    }
}

/// Returns an error where a claim cannot be put in the place of another one.
pub(super) fn check_edit(ledger: &dyn Ledger, claim: u64, edited: &Claim) -> Result<(), Error> {
    let old = stored(ledger, claim)?;
    let revisions = ledger.article(&old.article.revision)?;
    let same = revisions.iter().find(|one| one.reference.revision == old.article.revision);
    match same {
        Some(stored) => check(&stored.article, std::slice::from_ref(edited)),
        None => Err(wrong(format!("the text of claim {claim} is not there"))),
    }
}

fn stored(ledger: &dyn Ledger, claim: u64) -> Result<StoredClaim, Error> {
    let found = ledger.claims(&[claim])?.pop();
    found.ok_or_else(|| wrong(format!("there is no claim {claim}")))
}

/// Returns the text that the spans of `field` count in.
pub(super) fn text_of(article: &Article, field: Field) -> &str {
    match field {
        Field::Text => &article.text,
        Field::Title => article.title.as_deref().unwrap_or_default(),
    }
}

/// Returns the words at `span`, if it lies in `text` and cuts no character.
pub(super) fn slice(text: &str, span: Span) -> Option<&str> {
    text.get(span.start..span.end)
}

fn covers(
    article: &Article,
    claim: &Claim,
    text: &str,
    span: Span,
    words: &str,
) -> Result<(), Error> {
    if slice(text, span) == Some(words) {
        return Ok(());
    }
    Err(wrong(format!(
        "bytes {}..{} of the {} of '{}' are not '{}', as a claim of rule '{}' says",
        span.start,
        span.end,
        claim.evidence.field.as_str(),
        article.input,
        short(words),
        claim.rule
    )))
}

fn short(words: &str) -> String {
    match words.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

fn wrong(message: String) -> Error {
    Error::new(ErrorKind::Ledger, message)
}

/// Returns the confidence as it is kept.
pub(super) fn thousandths(confidence: f32) -> i64 {
    // What is not a number counts as nothing.
    (confidence.clamp(0.0, 1.0) * 1000.0).round() as i64
}

/// Returns the words by which a search finds a claim.
pub(super) fn searched(claim: &Claim) -> Vec<String> {
    let mut found = name_words(&claim.subject.name);
    found.extend(words(&claim.predicate));
    found.extend(claim.object.iter().flat_map(|object| name_words(&object.name)));
    found.extend(words(&claim.evidence.exact));
    found
}

/// Returns the words of the name of a party, the same however a text writes it: an entity is kept under
/// the first name that it had.
pub(super) fn name_words(name: &str) -> Vec<String> {
    words(&fold(name))
}

/// So many claims that follow each other in an entry are one row of the index of words: most share their
/// sentence, and its words are kept once.
pub(super) const TOGETHER: usize = 4;

/// Returns the same words of several claims as one text, each once, as the index of words takes them.
pub(super) fn searched_together(claims: &[Claim]) -> String {
    let mut all = String::new();
    for claim in claims {
        let object = claim.object.as_ref().map(|object| fold(&object.name));
        let parts = [&fold(&claim.subject.name), &claim.predicate, &claim.evidence.exact];
        for part in parts.into_iter().chain(&object) {
            match part.is_ascii() {
                true => all.push_str(part),
                false => all.push_str(&words(part).join(" ")),
            }
            all.push(' ');
        }
    }
    all.make_ascii_lowercase();
    let is_mark = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric();
    let mut seen = HashSet::new();
    let mut text = String::with_capacity(all.len());
    for word in all.split(is_mark).filter(|word| !word.is_empty() && seen.insert(*word)) {
        text.push_str(word);
        text.push(' ');
    }
    text
}

/// Returns what makes a chain the same as another: everything but where its words are.
pub(super) fn chain_name(links: &[Link]) -> String {
    let mut name = String::new();
    for link in links {
        let relation = link.relation.as_deref().unwrap_or_default();
        let several = if link.several { "several" } else { "one" };
        let parts = [
            link.name.as_str(),
            link.kind.as_str(),
            match link.record {
                Record::Named => "named",
                Record::Anonymous => "anonymous",
                Record::Unattributed => "unattributed",
            },
            several,
            relation,
        ];
        for part in parts {
            name.push_str(part);
            name.push('\t');
        }
        name.push_str(&link.factuality.to_string());
        name.push('\n');
    }
    name
}

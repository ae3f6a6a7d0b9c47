//! The revisions of an article, and what changed from one to the next: words, and claims.

use std::collections::BTreeSet;

use askama::Template;
use reportedly::claim::ClaimKind;
use reportedly::ledger::{Ledger, StoredArticle, StoredClaim};
use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use super::article;
use super::{Answer, Desk};
use crate::server::asked::Asked;
use crate::server::frame::Frame;
use crate::server::problem::Problem;
use crate::server::told::Quote;
use crate::wire::{ArticleJson, ClaimJson};
use crate::words;

/// Texts that are longer than this, in bytes, are compared by line: by word it would take too long.
const BY_WORD: usize = 100_000;
/// So many words that did not change are shown around what did.
const AROUND: usize = 30;

#[derive(Template)]
#[template(path = "revisions.html")]
struct Page {
    frame: Frame,
    title: String,
    article: String,
    revisions: Vec<Listed>,
    compared: Option<Compared>,
}

/// A revision in the list.
struct Listed {
    number: u64,
    href: String,
    published: String,
    recorded: String,
    id: String,
    /// What changed from the one before.
    diff: Option<String>,
}

/// Two revisions beside each other.
struct Compared {
    from: u64,
    to: u64,
    words: Vec<Stretch>,
    gone: Vec<Quote>,
    new: Vec<Quote>,
}

/// Words that were taken out, put in, or left.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Stretch {
    op: &'static str,
    text: String,
}

/// The revisions as JSON.
#[derive(Serialize)]
struct RevisionsJson<'a> {
    article: ArticleJson<'a>,
    revisions: Vec<RevisionJson<'a>>,
    diff: Option<DiffJson<'a>>,
}

#[derive(Serialize)]
struct RevisionJson<'a> {
    number: u64,
    revision: &'a str,
    published: String,
    recorded: String,
    entry: u64,
}

#[derive(Serialize)]
struct DiffJson<'a> {
    from: u64,
    to: u64,
    words: Vec<Stretch>,
    gone: Vec<ClaimJson<'a>>,
    new: Vec<ClaimJson<'a>>,
}

/// Shows the revisions, and what changed between two of them: the last two where nobody says.
pub fn page(desk: &Desk, asked: &Asked) -> Result<Answer, Problem> {
    let id = asked.names.first().map(String::as_str).unwrap_or_default();
    let (revisions, _) = article::find(desk, asked, id)?;
    let last = revisions.last().map_or(1, |one| one.number);
    let to = asked.number("to")?.unwrap_or(last);
    let from = asked.number("from")?.unwrap_or(to.saturating_sub(1));
    let numbered = |number: u64| revisions.iter().find(|one| one.number == number);
    let both = match (numbered(from), numbered(to)) {
        (Some(from), Some(to)) if from.number != to.number => Some((from, to)),
        _ if asked.get("from").is_some() || asked.get("to").is_some() => {
            return Err(Problem::not_found(format!("'{id}' has no revisions {from} and {to}"))
                .with_hint(format!("it has the revisions 1 to {last}")));
        }
        _ => None,
    };
    let claims = match both {
        Some((from, to)) => (typed(desk, from)?, typed(desk, to)?),
        None => Default::default(),
    };
    let (gone, new) = (missing(&claims.0, &claims.1), missing(&claims.1, &claims.0));
    let words = both.map(|(from, to)| diff(&whole(from), &whole(to)));
    let reference = &revisions[revisions.len() - 1].reference;
    if asked.json {
        return Answer::json(&RevisionsJson {
            article: ArticleJson::at(reference),
            revisions: revisions
                .iter()
                .map(|one| RevisionJson {
                    number: one.number,
                    revision: &one.reference.revision,
                    published: one.reference.published.to_string(),
                    recorded: one.recorded.to_string(),
                    entry: one.entry,
                })
                .collect(),
            diff: words.map(|words| DiffJson {
                from,
                to,
                words,
                gone: gone.iter().map(|claim| ClaimJson::stored(claim, None)).collect(),
                new: new.iter().map(|claim| ClaimJson::stored(claim, None)).collect(),
            }),
        });
    }
    let title = reference.title.clone().unwrap_or_else(|| words::place(reference));
    let here = format!("/a/{}/revisions", reference.id);
    let quotes =
        |all: Vec<&StoredClaim>| all.into_iter().map(|one| Quote::of(one, asked)).collect();
    Answer::html(&Page {
        frame: desk.frame(format!("{title} · revisions"), asked),
        article: asked.to(&format!("/a/{}", reference.id)),
        title,
        revisions: revisions
            .iter()
            .map(|one| Listed {
                number: one.number,
                href: asked.to(&format!("/a/{}", one.reference.revision)),
                published: one.reference.published.to_string(),
                recorded: format!("{} (entry {})", one.recorded, one.entry),
                id: one.reference.revision.clone(),
                diff: (one.number > 1).then(|| {
                    let (from, to) = ((one.number - 1).to_string(), one.number.to_string());
                    asked.to_with(&here, &[("from", &from), ("to", &to)])
                }),
            })
            .collect(),
        compared: words.map(|words| Compared {
            from,
            to,
            words: shortened(words),
            gone: quotes(gone),
            new: quotes(new),
        }),
    })
}

/// Returns the typed claims of a revision that count.
fn typed(desk: &Desk, revision: &StoredArticle) -> Result<Vec<StoredClaim>, Problem> {
    let mut claims = desk.ledger.claims_of(revision.reference.number, desk.reading.scope())?;
    claims.retain(|one| one.claim.kind == ClaimKind::Typed);
    Ok(claims)
}

/// Returns the claims of `these` that `those` do not make as firmly, on the same word.
fn missing<'c>(these: &'c [StoredClaim], those: &[StoredClaim]) -> Vec<&'c StoredClaim> {
    let said = |one: &StoredClaim| {
        let claim = &one.claim;
        (words::proposition(claim), claim.firmness, words::chain(&claim.chain))
    };
    let known: BTreeSet<_> = those.iter().map(said).collect();
    these.iter().filter(|one| !known.contains(&said(one))).collect()
}

/// Returns title and text of a revision: what a reader sees of it.
fn whole(revision: &StoredArticle) -> String {
    let article = &revision.article;
    let parts = article.segments.iter().map(|segment| segment.span.of(&article.text));
    let title = article.title.as_deref();
    title.into_iter().chain(parts).collect::<Vec<_>>().join("\n\n")
}

/// Returns what changed from one text to another, in words.
fn diff(from: &str, to: &str) -> Vec<Stretch> {
    let compared = match from.len().max(to.len()) <= BY_WORD {
        true => TextDiff::from_words(from, to),
        false => TextDiff::from_lines(from, to),
    };
    let mut stretches: Vec<Stretch> = Vec::new();
    for change in compared.iter_all_changes() {
        let op = match change.tag() {
            ChangeTag::Equal => "same",
            ChangeTag::Delete => "gone",
            ChangeTag::Insert => "new",
        };
        match stretches.last_mut().filter(|last| last.op == op) {
            Some(last) => last.text.push_str(change.value()),
            None => stretches.push(Stretch { op, text: change.value().to_owned() }),
        }
    }
    stretches
}

/// Leaves out what did not change, far from what did.
fn shortened(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let last = stretches.len().saturating_sub(1);
    let mut shown = Vec::new();
    for (at, one) in stretches.into_iter().enumerate() {
        let words: Vec<&str> = one.text.split_inclusive(char::is_whitespace).collect();
        let head = if at == 0 { 0 } else { AROUND };
        let tail = if at == last { 0 } else { AROUND };
        if one.op != "same" || words.len() <= head + tail + 1 {
            shown.push(one);
            continue;
        }
        let same = |words: &[&str]| Stretch { op: "same", text: words.concat() };
        shown.push(same(&words[..head]));
        shown.push(Stretch { op: "left", text: "…".to_owned() });
        shown.push(same(&words[words.len() - tail..]));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_told_in_words() {
        let told = |from: &str, to: &str| -> String {
            let sign = |op: &str| match op {
                "gone" => "-",
                "new" => "+",
                _ => "",
            };
            diff(from, to).iter().map(|one| format!("{}[{}]", sign(one.op), one.text)).collect()
        };
        assert_eq!(told("is dating her", "might be dating her"), "-[is]+[might be][ dating her]");
        assert_eq!(told("one", "one"), "[one]");
        assert_eq!(told("", ""), "");
    }

    #[test]
    fn what_did_not_change_is_left_out_far_from_what_did() {
        let long = "word ".repeat(100);
        let shown = shortened(diff(&format!("{long}old"), &format!("{long}new")));
        let ops: Vec<&str> = shown.iter().map(|one| one.op).collect();
        assert_eq!(ops, ["same", "left", "same", "gone", "new"]);
        assert!(shown[0].text.is_empty() && shown[2].text.len() <= AROUND * 5);
    }
}

//! Claims and values as pages show them: the command line's words, and where they lead.

use reportedly::belief;
use reportedly::claim::{Field, Firmness};
use reportedly::ledger::{self, ArticleRef, Entity, StoredClaim};
use reportedly::query::AnswerRow;
use reportedly_nlp::Span;

use super::asked::Asked;
use crate::commands::answer::{self, Told};
use crate::table::one_line;
use crate::{args, style, words};

/// How firmly, by word and sign.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Firm {
    /// The word, which is also the name of how it looks.
    pub word: &'static str,
    /// The sign.
    pub sign: &'static str,
}

impl Firm {
    /// Returns how firmness is shown.
    pub fn of(firmness: Firmness) -> Firm {
        Firm { word: firmness.as_str(), sign: style::sign(firmness) }
    }
}

/// A claim in its words, with where they stand.
#[derive(Clone, Debug)]
pub struct Quote {
    /// What it does where it does not report the value beside it.
    pub lead: String,
    /// Where the words stand, marked.
    pub href: String,
    /// Where and when they were published.
    pub place: String,
    /// The words.
    pub words: String,
    /// What stands before them, where they are few.
    pub before: String,
    /// What stands behind them.
    pub after: String,
    /// Where the words lie.
    pub revision: u64,
    /// In which text.
    pub field: Field,
    /// In bytes of that text.
    pub span: Span,
    /// Whether the words hold quotation marks of their own.
    pub nested: bool,
    /// On whose word.
    pub voice: String,
    /// What explains it.
    pub details: Vec<String>,
    /// How firmly.
    pub firm: Firm,
    /// The id of the claim.
    pub id: String,
    /// Everything that is recorded of it.
    pub claim: String,
}

impl Quote {
    /// Returns a claim.
    pub fn of(stored: &StoredClaim, asked: &Asked) -> Quote {
        let words = one_line(&stored.claim.evidence.exact);
        Quote {
            lead: String::new(),
            href: asked.to(&evidence(stored)),
            place: words::place(&stored.article),
            nested: words.contains(['“', '”', '"']),
            words,
            before: String::new(),
            after: String::new(),
            revision: stored.article.number,
            field: stored.claim.evidence.field,
            span: stored.claim.evidence.span,
            voice: words::voice(&stored.claim).unwrap_or_default().replace(" <- ", " ← "),
            details: words::qualifiers(&stored.claim).collect(),
            firm: Firm::of(stored.claim.firmness),
            id: stored.id.clone(),
            claim: asked.to(&format!("/c/{}", stored.id)),
        }
    }

    fn told(told: Told, asked: &Asked) -> Quote {
        Quote { lead: told.lead.unwrap_or_default(), ..Quote::of(told.claim, asked) }
    }
}

/// Returns the address of the words of a claim: the revision that says them, which never changes.
pub fn evidence(stored: &StoredClaim) -> String {
    format!("/a/{}#{}", stored.article.revision, stored.id)
}

/// A value, how it stands and the words that say it.
#[derive(Clone, Debug)]
pub struct Row {
    /// How firmly it is reported.
    pub firm: Firm,
    /// What it is.
    pub lead: String,
    /// The dossier of the other party.
    pub href: Option<String>,
    /// How it stands, on how much, and since when.
    pub standing: Vec<String>,
    /// What people said of it.
    pub decided: Vec<String>,
    /// The words that say it, those that dispute it, and those that ended it.
    pub quotes: Vec<Quote>,
}

impl Row {
    /// Returns a value that is told by `lead`.
    pub fn of(row: &AnswerRow, lead: String, asked: &Asked) -> Row {
        let told = answer::standing(row);
        Row {
            firm: Firm::of(row.value.firmness),
            href: row.value.object.as_ref().map(|object| asked.to(&dossier(object))),
            decided: answer::verdicts(row),
            standing: told.into_iter().filter(|told| !lead.contains(told.as_str())).collect(),
            quotes: answer::told(row).into_iter().map(|told| Quote::told(told, asked)).collect(),
            lead,
        }
    }
}

/// Returns the address of a dossier.
pub fn dossier(entity: &Entity) -> String {
    format!("/e/{}", entity.id)
}

/// An article in a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// Where it is.
    pub href: String,
    /// Its title, or the file that it was read from.
    pub title: String,
    /// Where and when it was published.
    pub place: String,
    /// Words of it, those that were searched for marked.
    pub words: Vec<(String, bool)>,
}

impl Item {
    /// Returns an article.
    pub fn of(article: &ArticleRef, asked: &Asked) -> Item {
        let place = words::place(article);
        let (title, place) = match &article.title {
            Some(title) => (title.clone(), place),
            None => (place, String::new()),
        };
        Item { href: asked.to(&format!("/a/{}", article.id)), title, place, words: Vec::new() }
    }

    /// Returns an article with some of its words, in which those of `searched` are marked.
    pub fn found(article: &ArticleRef, some: &str, searched: &str, asked: &Asked) -> Item {
        Item {
            words: marked(&one_line(some), &ledger::words(searched)),
            ..Item::of(article, asked)
        }
    }
}

/// Cuts a line where words that are wanted begin and end.
fn marked(line: &str, wanted: &[String]) -> Vec<(String, bool)> {
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut add = |words: &str, is_hit: bool| match pieces.last_mut() {
        _ if words.is_empty() => {}
        Some((piece, before)) if *before == is_hit => piece.push_str(words),
        _ => pieces.push((words.to_owned(), is_hit)),
    };
    for part in line.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '/' | '-')) {
        let is_hit = ledger::words(part).iter().any(|word| wanted.contains(word));
        // The marks around a word are no part of it.
        let word = part.trim_matches(|c: char| !c.is_alphanumeric());
        let start = part.find(word).unwrap_or(0);
        let (before, rest) = part.split_at(start);
        let (word, after) = rest.split_at(word.len());
        add(before, false);
        add(word, is_hit);
        add(after, false);
    }
    pieces
}

/// What an answer leaves out because it was published later, and where it is counted in.
pub struct Later {
    /// How much is left out.
    pub words: String,
    /// The same page with hindsight.
    pub hindsight: String,
    /// The next day on which something was reported, and the page as of it.
    pub next: (String, String),
}

impl Later {
    /// Returns what is left out; nothing where that is nothing.
    pub fn of(later: belief::Later, asked: &Asked) -> Option<Later> {
        let seen = |view: args::Reading| asked.seen_from(&view, false);
        let view = &asked.view;
        let next = args::Reading { as_of: Some(later.first), ..view.clone() };
        Some(Later {
            words: answer::left_out(later)?,
            hindsight: seen(args::Reading { with_hindsight: true, ..view.clone() }),
            next: (later.first.to_string(), seen(next)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_were_searched_for_are_marked() {
        let pieces = marked("the old pier, and “Quill’s” Pier", &ledger::words("pier QUILL"));
        let drawn: String = pieces
            .iter()
            .map(|(piece, hit)| if *hit { format!("[{piece}]") } else { piece.clone() })
            .collect();
        assert_eq!(drawn, "the old [pier], and “[Quill’s]” [Pier]");
        assert_eq!(marked("", &[]), []);
    }
}

//! Finds who is said to have said, thought, asked for or shown what: source, cue and content.
//!
//! Needs the tree, the mentions and the quotes. Gives [`Attribution`]s in order of their first
//! content byte; each knows the one within whose content it lies, so that following
//! [`Attribution::within`] leads outward along the chain: the speaker, the outlet that the speaker
//! told, the outlet that this one cites. What the words do is told by the lists beside this
//! file (`attribution/verbs.txt`, `nouns.txt`, `adverbs.txt`), what the program understands by the
//! examples of `tests/phenomena/`.
//!
//! Content is cut as PARC and PolNeAR cut it: with its "that" and its quotation marks, without
//! source, cue and hearer. [`words`] cuts these off.
//!
//! **Invariant:** no content is empty, cues and contents are in text order, and `within` never
//! leads back to where it started.

mod chain;
mod cue;
pub(crate) mod dependents;
mod draft;
pub(crate) mod lexicon;
mod mouthpiece;
mod nominal;
mod occasion;
mod outlet;
mod parenthesis;
mod speech;

pub use outlet::is_outlet;

use crate::document::{Attribution, AttributionKind, Document};
use crate::span::Span;
use dependents::Dependents;

/// Returns what the text attributes to somebody.
pub fn attributions(document: &Document) -> Vec<Attribution> {
    let tree = Dependents::new(document);
    let mut drafts = cue::verbs(&tree);
    speech::link(&tree, &mut drafts);
    drafts.extend(nominal::nominals(&tree));
    chain::finish(&tree, drafts)
}

/// How many attributions may begin between an attribution and a word of its content.
const NEAR: usize = 256;

/// Returns the attributions on whose word the token stands, the outermost first: those whose content
/// holds it.
///
/// Attitudes are left out: who "plans to leave" or "praised the film" is no source of it. What an
/// attitude makes of it is told by [`factuality`](crate::factuality).
pub fn links(document: &Document, token: usize) -> Vec<usize> {
    let span = document.tokens[token].span;
    // The content that begins last is the innermost, and leads outward to the others.
    let end = document.attributions.partition_point(|a| a.content[0].start <= span.start);
    let holds = |index: &usize| {
        let attribution: &Attribution = &document.attributions[*index];
        attribution.content.iter().any(|piece| piece.contains(span))
    };
    let mut links: Vec<usize> = Vec::new();
    let mut at = (end.saturating_sub(NEAR)..end).rev().find(holds);
    while let Some(index) = at {
        if document.attributions[index].kind != AttributionKind::Attitude {
            links.push(index);
        }
        at = document.attributions[index].within;
    }
    links.reverse();
    links
}

/// Returns the content of an attribution without the quotation marks at the ends of its pieces
/// and without the conjunction that introduces it.
pub fn words(document: &Document, attribution: &Attribution) -> Vec<Span> {
    let marks = |c: char| matches!(c, '"' | '“' | '”' | '‘' | '«' | '»' | '`') || c.is_whitespace();
    let mut pieces = Vec::new();
    for (index, piece) in attribution.content.iter().enumerate() {
        let mut words = piece.of(&document.text);
        let mut start = piece.start;
        if index == 0
            && let Some(rest) = words.strip_prefix("that ")
        {
            start += "that ".len();
            words = rest;
        }
        let inner = words.trim_start_matches(marks);
        // A mark is cut off only where its partner goes too, or lies outside.
        let opened = inner.len() < words.len();
        start += words.len() - inner.len();
        let trimmed = inner.trim_end_matches(marks);
        let balanced = opened || !trimmed.contains(['"', '“', '‘', '«']);
        let end = start + if balanced { trimmed.len() } else { inner.trim_end().len() };
        if start < end {
            pieces.push(Span::new(start, end));
        }
    }
    pieces
}

//! Finds what a text speaks of: names, descriptions and pronouns.
//!
//! Needs sentences, tokens, tags, tree and quotations. Gives [`Mention`]s in order of their first
//! byte, the longer one first; one may lie inside another (the work inside an event, "his" inside
//! "his co-star"), but two never cross. What they refer to is left open.
//!
//! Names of people, organisations and places are found by statistics ([`tagger`]), titles of works
//! by how they are written and what stands around them (`work`), events, awards and groups by
//! their words. A name typed once is typed alike in the whole document.
//!
//! ```
//! use reportedly_nlp::{Context, EntityKind, Mode, Segment, SegmentKind, Span, annotate};
//!
//! let text = "Ruth Ortiz stars in the film “Lost Harbour”.";
//! let body = Segment { span: Span::new(0, text.len()), kind: SegmentKind::Body };
//! let context = Context {
//!     document_creation_time: jiff::civil::date(2024, 3, 5),
//!     mode: Mode::News,
//! };
//! let document = annotate(text, &[body], &context);
//! let works: Vec<&str> = document
//!     .mentions
//!     .iter()
//!     .filter(|mention| mention.kind == Some(EntityKind::Work))
//!     .map(|mention| mention.span.of(text))
//!     .collect();
//! assert!(works.contains(&"Lost Harbour"));
//! ```
//!
//! **Invariant:** a mention covers whole tokens of one sentence, and its head is one of them. The
//! cost is linear in the number of tokens.

mod body;
mod event;
pub mod feature;
mod fellow;
pub mod gazetteer;
pub mod hash;
mod name;
mod nominal;
pub mod tagger;
mod view;
mod words;
mod work;

use std::ops::Range;
use std::sync::LazyLock;

use crate::document::{Document, EntityKind, Mention, MentionForm};
use gazetteer::Gazetteer;
use name::Found;
use tagger::Tagger;
use view::View;

/// Lists of names and the tagger, made from open lists and corpora.
const NAMES: &[u8] = include_bytes!("../models/en/names.bin");

struct Model {
    gazetteer: Gazetteer,
    tagger: Tagger,
}

/// Returns the model; the first call loads it.
///
/// # Panics
/// When the model file is broken, which a test would have told before it was published.
fn model() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| {
        let mut bytes = NAMES;
        let gazetteer = Gazetteer::decode(&mut bytes).expect("the lists of names are whole");
        let tagger = Tagger::decode(&mut bytes).expect("the model of names is whole");
        Model { gazetteer, tagger }
    });
    &MODEL
}

/// Returns the mentions in a document that has sentences, tokens, tags, tree and quotations.
pub fn mentions(document: &Document) -> Vec<Mention> {
    if document.tokens.is_empty() {
        return Vec::new();
    }
    let model = model();
    let view = View::new(document, &model.gazetteer);
    let mut names = name::names(&view, &model.tagger);
    event::events(&view, &mut names);
    fellow::fellows(&view, &mut names);
    let works = work::works(&view, &names);
    let found = merge(&view, names, works);
    let mut named = vec![false; document.tokens.len()];
    for name in &found {
        named[name.tokens.clone()].fill(true);
    }
    let mut mentions: Vec<Mention> = found
        .into_iter()
        .map(|name| Mention {
            span: cover(document, &name.tokens),
            head: head(document, &name.tokens),
            form: MentionForm::Name,
            kind: name.kind,
            entity: None,
            tokens: name.tokens,
        })
        .collect();
    let names = mentions.len();
    mentions.extend(nominal::pronouns(document).filter(|pronoun| !named[pronoun.head]));
    mentions.extend(nominal::nominals(document, &named, &model.gazetteer));
    drop_crossing(document, &mut mentions, names);
    mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    mentions
}

/// Returns whether a word in small letters stands before the name of a storm.
pub(crate) fn is_storm(word: &str) -> bool {
    words::STORM.contains(&word)
}

/// Returns whether the lists of newspapers hold a name of several words, given in small letters.
pub(crate) fn is_newspaper(words: &[&str]) -> bool {
    use gazetteer::{Entry, LONGEST, List};
    let lists = |words: &[&str]| {
        let entry =
            words.iter().fold(Entry::start(), |entry, word| entry.with(hash::of_lower(word)));
        model().gazetteer.lists(entry.hash())
    };
    (2..=LONGEST).contains(&words.len()) && lists(words) & List::Newspaper.bit() != 0
}

/// Puts titles in the place of the names that they hold or cross; a title inside the name of an
/// event stays inside.
fn merge(view: &View, names: Vec<Found>, works: Vec<Range<usize>>) -> Vec<Found> {
    let mut found: Vec<Found> = names
        .into_iter()
        .filter_map(|mut name| {
            let next = works.partition_point(|work| work.end <= name.tokens.start);
            let next = works.get(next);
            let apart = next.is_none_or(|work| work.start >= name.tokens.end);
            let around = next.is_some_and(|work| {
                name.tokens.start <= work.start
                    && work.end <= name.tokens.end
                    && name.tokens.len() > work.len()
            });
            match name.kind {
                // What statistics alone took for a title, and nothing around it supports.
                Some(EntityKind::Work) => {
                    name.kind = None;
                    let last = &view.document.tokens[name.tokens.end - 1];
                    (apart && last.upos == crate::Upos::Propn).then_some(name)
                }
                Some(EntityKind::Event) => (apart || around).then_some(name),
                _ => apart.then_some(name),
            }
        })
        .collect();
    found.extend(works.into_iter().map(|tokens| Found { tokens, kind: Some(EntityKind::Work) }));
    found.sort_by_key(|name| (name.tokens.start, std::cmp::Reverse(name.tokens.end)));
    found
}

/// Drops descriptions that cross a name.
fn drop_crossing(document: &Document, mentions: &mut Vec<Mention>, names: usize) {
    let mut inside: Vec<u32> = vec![0; document.tokens.len()];
    let mut number = 0;
    for mention in &mentions[..names] {
        number += 1;
        for at in mention.tokens.clone() {
            if inside[at] == 0 {
                inside[at] = number;
            }
        }
    }
    let mut index = 0;
    mentions.retain(|mention| {
        index += 1;
        if index <= names || mention.form != MentionForm::Nominal {
            return true;
        }
        let Range { start, end } = mention.tokens;
        let cut_before = start > 0 && inside[start] != 0 && inside[start - 1] == inside[start];
        let cut_after =
            end < inside.len() && inside[end - 1] != 0 && inside[end - 1] == inside[end];
        !(cut_before || cut_after)
    });
}

fn cover(document: &Document, tokens: &Range<usize>) -> crate::Span {
    document.tokens[tokens.start].span.cover(document.tokens[tokens.end - 1].span)
}

/// Returns the token of a range whose governor lies outside; the last such.
fn head(document: &Document, tokens: &Range<usize>) -> usize {
    let outside = |at: &usize| {
        document.tokens[*at].head.is_none_or(|head| !tokens.contains(&head))
            && document.tokens[*at].upos != crate::Upos::Punct
    };
    tokens.clone().find(outside).unwrap_or(tokens.end - 1)
}

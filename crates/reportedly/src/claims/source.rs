//! What a source is called in a chain, and what kind of source it is.

use reportedly_nlp::{Deprel, Document, EntityKind, Record, Source};

use super::view::View;
use crate::claim::SourceKind;

/// Words that end or begin the names of outlets.
const OUTLET: &[&str] = &[
    "news",
    "times",
    "post",
    "tribune",
    "herald",
    "journal",
    "magazine",
    "weekly",
    "daily",
    "press",
    "gazette",
    "chronicle",
    "reuters",
    "bbc",
    "cnn",
    "nbc",
    "abc",
    "cbs",
    "tv",
    "today",
    "mail",
    "guardian",
    "telegraph",
    "mirror",
    "sun",
    "observer",
    "star",
    "variety",
    "deadline",
    "reporter",
    "people",
    "insider",
    "network",
    "radio",
    "fair",
    "vogue",
    "esquire",
    "outlet",
    "outlets",
    "newspaper",
    "tabloid",
    "network",
    "podcast",
    "show",
    "tmz",
    "e!",
    "collider",
    "bloomberg",
    "ap",
];

/// Things that carry the words of whom they belong to: "the company's website says".
const MOUTHPIECES: &[&str] = &[
    "account",
    "caption",
    "email",
    "letter",
    "newsletter",
    "page",
    "post",
    "site",
    "statement",
    "tweet",
    "website",
];

/// Returns the token that stands for who speaks: the owner of a mouthpiece, else the source's head.
pub(super) fn speaker(document: &Document, source: &Source) -> usize {
    let lemma = document.tokens[source.head].lemma.as_str();
    match document.child(source.head, Deprel::NmodPoss) {
        Some(owner) if MOUTHPIECES.contains(&lemma) => owner,
        _ => source.head,
    }
}

/// Returns the name or description of a source, and its kind.
pub(super) fn named(view: &View<'_>, source: &Source) -> (String, SourceKind) {
    let document = view.document;
    let head = speaker(document, source);
    let description = source.span.of(&document.text).trim().to_owned();
    let filler = view.mention_at(head).and_then(|mention| view.parties.of_mention[mention]);
    let party = filler.or(source.entity).map(|party| &view.parties.list[party]);
    if let Some(party) = party {
        let kind = match party.kind {
            Some(EntityKind::Person) => SourceKind::Person,
            Some(EntityKind::Work) => SourceKind::Outlet,
            Some(EntityKind::Organisation) if is_outlet(&party.name) => SourceKind::Outlet,
            Some(_) => SourceKind::Organisation,
            None if source.record == Record::Named => SourceKind::Organisation,
            None => SourceKind::Anonymous,
        };
        return (party.name.clone(), kind);
    }
    let kind = match source.record {
        Record::Anonymous => SourceKind::Anonymous,
        Record::Unattributed => SourceKind::Unattributed,
        Record::Named if is_outlet(&description) => SourceKind::Outlet,
        Record::Named => SourceKind::Organisation,
    };
    (description, kind)
}

fn is_outlet(name: &str) -> bool {
    name.split(|c: char| !c.is_alphanumeric() && c != '!')
        .any(|word| OUTLET.contains(&word.to_lowercase().as_str()))
}

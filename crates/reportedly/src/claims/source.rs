//! What a source is called in a chain, and what kind of source it is.

use reportedly_nlp::{EntityKind, Record, Source};

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

/// Returns the name or description of a source, and its kind.
pub(super) fn named(view: &View<'_>, source: &Source) -> (String, SourceKind) {
    let document = view.document;
    let head = source.speaker;
    let description = source.span.of(&document.text).trim().to_owned();
    // "Twitter user @harbourcat": the name that somebody bears there.
    let handle =
        description.split_whitespace().find(|word| word.len() > 1 && word.starts_with('@'));
    if let Some(handle) = handle {
        let handle = handle.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '_');
        return (handle.to_owned(), SourceKind::Person);
    }
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

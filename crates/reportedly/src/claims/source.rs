//! What a source is called in a chain, and what kind of source it is.

use reportedly_nlp::{Certainty, EntityKind, Factuality, Polarity, Record, Source, attribution};

use super::view::View;
use crate::claim::{Claim, Firmness, Link, SourceKind, fold};

/// Leaves the article's own outlet out of a chain, which begins below it: somebody who "told The
/// Bell" in The Bell told the article.
pub(super) fn leave_out(chain: &mut Vec<Link>, outlet: &str) {
    let own = plain(outlet);
    let last = chain.len().saturating_sub(1);
    let mut at = 0;
    chain.retain(|link| {
        at += 1;
        at > last || plain(&link.name) != own
    });
}

/// Puts the outlet from which an article was taken above all of a claim's sources: whoever passes
/// an article on says none of it himself. No words of the text are its cue, since the feed tells it.
pub(super) fn put_above(claim: &mut Claim, outlet: &str) {
    leave_out(&mut claim.chain, outlet);
    if claim.chain.first().is_some_and(|link| plain(&link.name) == plain(outlet)) {
        return;
    }
    // What was told in the article's own voice is told by another outlet now.
    if claim.chain.is_empty() && claim.firmness == Firmness::Stated {
        claim.firmness = Firmness::Reported;
    }
    let link = Link {
        name: outlet.to_owned(),
        kind: SourceKind::Outlet,
        record: Record::Named,
        several: false,
        relation: None,
        cue: None,
        factuality: Factuality { certainty: Certainty::U, polarity: Polarity::Unknown },
    };
    claim.chain.insert(0, link);
}

/// Returns whether two names are those of one outlet: "The Bell" and "Bell".
pub(super) fn is_same(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

/// Returns an outlet's name as it is compared.
fn plain(name: &str) -> String {
    let name = fold(name);
    name.strip_prefix("the ").map(str::to_owned).unwrap_or(name)
}

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
            Some(EntityKind::Organisation) if attribution::is_outlet(&party.name) => {
                SourceKind::Outlet
            }
            Some(_) => SourceKind::Organisation,
            None if source.record == Record::Named => SourceKind::Organisation,
            None => SourceKind::Anonymous,
        };
        return (party.name.clone(), kind);
    }
    let kind = match source.record {
        Record::Anonymous => SourceKind::Anonymous,
        Record::Unattributed => SourceKind::Unattributed,
        Record::Named if attribution::is_outlet(&description) => SourceKind::Outlet,
        Record::Named => SourceKind::Organisation,
    };
    // "The Harbor Review, which Vell founded": what is told of it is no part of its name.
    let name = match (kind, description.split_once(", ")) {
        (SourceKind::Outlet | SourceKind::Organisation, Some((name, told)))
            if ["which", "who", "whose"].iter().any(|word| told.starts_with(word)) =>
        {
            name.to_owned()
        }
        _ => description,
    };
    (name, kind)
}

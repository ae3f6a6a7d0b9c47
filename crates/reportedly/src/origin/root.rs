//! What a claim by itself goes back to.

use std::collections::HashMap;
use std::rc::Rc;

use reportedly_nlp::Record;

use crate::claim::{Link, fold};
use crate::ledger::{Row, words};

/// Names of sources as they are compared: there are few, and many claims name each.
#[derive(Default)]
pub(super) struct Keys(HashMap<String, Rc<str>>);

impl Keys {
    /// Returns the [`name_key`] of a name.
    pub fn of(&mut self, name: &str) -> Rc<str> {
        if let Some(known) = self.0.get(name) {
            return known.clone();
        }
        let key: Rc<str> = name_key(name).into();
        self.0.insert(name.to_owned(), key.clone());
        key
    }
}

/// What a claim goes back to.
pub(super) struct Root {
    /// Who, as it is compared.
    pub key: Rc<str>,
    /// The rule that tells so.
    pub rule: &'static str,
    /// Whether it is a party speaking of itself.
    pub party: bool,
    /// Whether the claim names nobody.
    pub vague: bool,
}

/// Who published a claim, and whom its article credits.
#[derive(Clone, Copy)]
pub(super) struct Published<'a> {
    pub outlet: Option<&'a str>,
    pub credit: Option<&'a str>,
    /// From whom it was taken, which the text may correct: see [`Origins::passed_on`](super::Origins::passed_on).
    pub passed_on: Option<&'a str>,
}

impl<'a> Published<'a> {
    pub fn of(row: &'a Row, passed_on: Option<&'a str>) -> Published<'a> {
        let (outlet, credit) = (row.outlet.as_deref(), row.credit.as_deref());
        Published { outlet, credit, passed_on }
    }
}

/// Returns what a claim of these sources goes back to; `article` tells those apart that name no
/// outlet.
pub(super) fn root(
    links: &[Link],
    published: Published,
    article: impl std::fmt::Display,
    parties: &[Rc<str>],
    keys: &mut Keys,
) -> Root {
    let vague = links.iter().all(|link| link.record == Record::Unattributed);
    let party = is_party(links, parties);
    if let Some(at) = innermost_named(links) {
        let key = keys.of(&links[at].name);
        let passed_on = at == 0 && published.passed_on.is_some_and(|other| keys.of(other) == key);
        let credit = published.credit.filter(|_| passed_on).map(|credit| keys.of(credit));
        return match credit.filter(|credit| *credit != key) {
            Some(key) => Root { key, rule: "wire credit", party, vague },
            None => Root { key, rule: "same source", party, vague },
        };
    }
    if party {
        return Root { key: "party".into(), rule: "same source", party, vague };
    }
    let (key, rule) = match (published.credit, published.outlet) {
        (Some(agency), _) => (keys.of(agency), "wire credit"),
        (None, Some(outlet)) => (keys.of(outlet), "same outlet"),
        (None, None) => (format!("article {article}").into(), "same outlet"),
    };
    Root { key, rule, party, vague }
}

/// Whether the innermost source is a party that speaks of itself; `parties` are folded names.
pub(super) fn is_party(links: &[Link], parties: &[Rc<str>]) -> bool {
    links.last().is_some_and(|link| {
        matches!(link.relation.as_deref(), Some("self" | "spokesperson"))
            || !parties.is_empty() && {
                let name = fold(&link.name);
                parties.iter().any(|party| **party == *name)
            }
    })
}

/// Returns where in a chain the last source with a name is.
pub(super) fn innermost_named(links: &[Link]) -> Option<usize> {
    links.iter().rposition(|link| link.record == Record::Named)
}

/// Returns the key of the origin of what goes back to a source of that name.
pub(crate) fn name_key(name: &str) -> String {
    format!("name {}", plain(name))
}

/// Returns a source's name as it is compared: "The Sun" and "Sun" are one.
pub(super) fn plain(name: &str) -> String {
    let words = words(name);
    match words.split_first() {
        Some((first, rest)) if first == "the" && !rest.is_empty() => rest.join(" "),
        _ => words.join(" "),
    }
}

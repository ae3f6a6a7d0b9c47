//! Publications and broadcasters that somebody speaks to: links of a chain, unlike other hearers.
//!
//! Needs the tree and a draft. Gives the publication in "told The Harbor Post", "said in an
//! interview with the magazine".

use super::dependents::Dependents;
use super::draft::{Draft, Who};
use crate::document::EntityKind;
use crate::tags::{Deprel, Upos};

/// Words with which the names of publications and broadcasters end or begin, in order.
const WORDS: &[&str] = &[
    "abc",
    "advertiser",
    "afp",
    "ap",
    "bbc",
    "bee",
    "bloomberg",
    "broadcasting",
    "bulletin",
    "cbc",
    "cbs",
    "channel",
    "chronicle",
    "citizen",
    "cnbc",
    "cnn",
    "courier",
    "daily",
    "democrat",
    "digest",
    "dispatch",
    "echo",
    "enquirer",
    "espn",
    "evening",
    "examiner",
    "express",
    "fm",
    "fox",
    "gazette",
    "globe",
    "guardian",
    "herald",
    "independent",
    "inquirer",
    "insider",
    "itv",
    "journal",
    "leader",
    "ledger",
    "magazine",
    "mail",
    "mercury",
    "metro",
    "mirror",
    "monitor",
    "morning",
    "msnbc",
    "nbc",
    "news",
    "newsweek",
    "newswire",
    "npr",
    "observer",
    "pbs",
    "people",
    "podcast",
    "post",
    "press",
    "radio",
    "record",
    "register",
    "reporter",
    "reuters",
    "review",
    "rte",
    "sentinel",
    "sky",
    "standard",
    "star",
    "sun",
    "telegraph",
    "tmz",
    "today",
    "tonight",
    "tribune",
    "tv",
    "vanity",
    "variety",
    "vice",
    "vogue",
    "vox",
    "weekly",
    "wired",
];

/// Names of publications that end in no such word, in order.
const NAMES: &[&str] = &[
    "axios",
    "billboard",
    "breitbart",
    "buzzfeed",
    "collider",
    "cosmopolitan",
    "deadline",
    "e!",
    "elle",
    "empire",
    "entertainment tonight",
    "entertainment weekly",
    "esquire",
    "forbes",
    "fortune",
    "glamour",
    "gq",
    "harper's bazaar",
    "hello!",
    "indiewire",
    "mashable",
    "new yorker",
    "ok!",
    "page six",
    "pitchfork",
    "playboy",
    "politico",
    "recode",
    "rolling stone",
    "salon",
    "slate",
    "techcrunch",
    "the atlantic",
    "the athletic",
    "the economist",
    "the hill",
    "the wrap",
    "thewrap",
    "time",
    "us weekly",
    "verge",
    "vulture",
    "w magazine",
    "access hollywood",
];

/// Nouns for a publication that was named before, in order.
const NOUNS: &[&str] = &[
    "agency",
    "broadcaster",
    "magazine",
    "network",
    "newspaper",
    "outlet",
    "paper",
    "podcast",
    "publication",
    "site",
    "station",
    "tabloid",
    "website",
];

/// Returns the publication that a draft's words were said to.
pub(crate) fn behind(tree: &Dependents, draft: &Draft) -> Option<Who> {
    if let Some(hearer) = &draft.hearer
        && is_outlet(tree, hearer)
    {
        return Some(hearer.clone());
    }
    if draft.cue.is_empty() || draft.source.is_none() {
        return None;
    }
    // "said in an interview with X", "said in a statement to X", "wrote in X".
    let verb = *draft.cue.last()?;
    tree.of(verb)
        .filter(|&child| matches!(tree.deprel(child), Deprel::Obl | Deprel::Advcl))
        .find_map(|phrase| {
            let holder = matches!(
                tree.lemma(phrase),
                "interview"
                    | "statement"
                    | "conversation"
                    | "chat"
                    | "speak"
                    | "talk"
                    | "comment"
                    | "email"
                    | "appearance"
            );
            if !holder {
                return None;
            }
            let inner = tree.of(phrase).find(|&child| {
                matches!(tree.deprel(child), Deprel::Nmod | Deprel::Obl)
                    && tree
                        .of(child)
                        .any(|c| matches!(tree.small(c).as_str(), "with" | "to" | "for" | "on"))
            })?;
            Who::new(tree, inner, phrase)
                .map(|who| who.without_clause(tree))
                .filter(|who| is_outlet(tree, who))
        })
}

/// Returns whether a noun phrase is a publication or broadcaster, by its name or its noun.
pub(crate) fn is_outlet(tree: &Dependents, who: &Who) -> bool {
    let document = tree.document;
    if tree.upos(who.head) == Upos::Noun {
        return NOUNS.binary_search(&tree.lemma(who.head).to_lowercase().as_str()).is_ok()
            && who.tokens.clone().all(|token| tree.small(token) != "social");
    }
    if tree.upos(who.head) != Upos::Propn {
        return false;
    }
    let first = document.mentions.partition_point(|m| m.tokens.end <= who.tokens.start);
    let person = document.mentions[first..]
        .iter()
        .take_while(|mention| mention.tokens.start < who.tokens.end)
        .any(|mention| mention.head == who.head && mention.kind == Some(EntityKind::Person));
    if person {
        return false;
    }
    // The name alone: "Us Weekly" of "Us Weekly on Tuesday".
    let name = who.tokens.clone().filter(|&token| {
        token == who.head
            || (tree.head(token) == Some(who.head)
                && matches!(
                    tree.deprel(token),
                    Deprel::Flat | Deprel::Compound | Deprel::Det | Deprel::Amod
                ))
    });
    let words: Vec<String> = name.map(|token| tree.small(token)).collect();
    let listed = |word: &String| WORDS.binary_search(&word.as_str()).is_ok();
    let whole = words.join(" ");
    words.first().is_some_and(listed)
        || words.last().is_some_and(listed)
        || whole.ends_with(".com")
        || NAMES.contains(&whole.as_str())
        || whole.strip_prefix("the ").is_some_and(|name| NAMES.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_order() {
        for list in [WORDS, NOUNS] {
            assert!(list.is_sorted());
        }
    }
}

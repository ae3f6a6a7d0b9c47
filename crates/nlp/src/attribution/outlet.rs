//! Publications and broadcasters that somebody speaks to: links of a chain, unlike other hearers.
//!
//! Needs the tree and a draft. Gives the publication in "told The Harbor Post", "said in an
//! interview with the magazine".

use super::dependents::Dependents;
use super::draft::{Draft, Who};
use crate::document::{EntityKind, MentionForm};
use crate::mention::is_newspaper;
use crate::tags::{Deprel, Upos};

/// Words with which the names of publications and broadcasters end or begin, in order.
const WORDS: &[&str] = &[
    "abc",
    "advertiser",
    "afp",
    "ap",
    "bbc",
    "beacon",
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
    "courant",
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
    "pioneer",
    "podcast",
    "post",
    "press",
    "radio",
    "record",
    "register",
    "reporter",
    "republic",
    "reuters",
    "review",
    "rte",
    "sentinel",
    "sky",
    "standard",
    "star",
    "statesman",
    "sun",
    "telegraph",
    "times",
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
    "access hollywood",
    "athletic",
    "atlantic",
    "axios",
    "billboard",
    "breitbart",
    "buzzfeed",
    "collider",
    "cosmopolitan",
    "deadline",
    "e!",
    "economist",
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
    "hill",
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
    "thewrap",
    "time",
    "us weekly",
    "verge",
    "vulture",
    "w magazine",
    "wrap",
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

/// Nouns that say so within a name or description: "Harbour Weekly magazine".
const PUBLISHER: &[&str] = &["magazine", "newspaper", "outlet", "podcast", "tabloid"];

/// Returns the publication that a draft's words were said to.
pub(crate) fn behind(tree: &Dependents, draft: &Draft) -> Option<Who> {
    if let Some(hearer) = &draft.hearer
        && publishes(tree, hearer)
    {
        // "told Collider of the film": the name alone.
        let mut named = hearer.clone();
        let inside = |&child: &usize| matches!(tree.deprel(child), Deprel::Flat | Deprel::Compound);
        let last = tree.of(hearer.head).filter(inside).chain([hearer.head]).max();
        let end = last.map_or(named.tokens.end, |last| last + 1);
        let proper = tree.upos(hearer.head) == Upos::Propn;
        match name(tree, hearer.head) {
            Some((tokens, _)) => named.tokens.end = tokens.end,
            None if proper && end > named.tokens.start => named.tokens.end = end,
            None => {}
        }
        return Some(named);
    }
    if draft.cue.is_empty() || draft.source.is_none() {
        return None;
    }
    // "told Harbour Week's Ana Ortiz": a reporter speaks for whom they write.
    if let Some(hearer) = &draft.hearer
        && let Some(owner) = tree.with(hearer.head, &[Deprel::NmodPoss])
        && name(tree, owner).is_some_and(|(_, kind)| kind != Some(EntityKind::Person))
    {
        return Who::new(tree, owner, hearer.head);
    }
    // "said in an interview with X", "said in a statement to X", "wrote in X".
    let verb = *draft.cue.last()?;
    if let Some(story) = told_in(tree, verb) {
        return Some(story);
    }
    tree.of(verb)
        .filter(|&child| matches!(tree.deprel(child), Deprel::Obl | Deprel::Advcl))
        .find_map(|phrase| {
            // "said Ortiz, to The Lantern".
            if tree
                .of(phrase)
                .any(|case| tree.deprel(case) == Deprel::Case && tree.small(case) == "to")
                && tree.upos(phrase) == Upos::Propn
            {
                return Who::new(tree, phrase, verb).filter(|who| publishes(tree, who));
            }
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
            let interview = tree.lemma(phrase) == "interview";
            Who::new(tree, inner, phrase)
                .map(|who| who.without_clause(tree))
                .filter(|who| publishes(tree, who) || interview && is_body(tree, who.head))
        })
}

/// Returns whose story or interview something was said in: "in Harbour Week's cover story".
fn told_in(tree: &Dependents, verb: usize) -> Option<Who> {
    let story =
        tree.of(verb).filter(|&child| tree.deprel(child) == Deprel::Obl).find(|&child| {
            matches!(
                tree.lemma(child),
                "interview" | "story" | "issue" | "profile" | "article" | "podcast"
            ) && tree.of(child).any(|case| tree.small(case) == "in")
        })?;
    let owner = tree.with(story, &[Deprel::NmodPoss])?;
    Who::new(tree, owner, story).filter(|who| publishes(tree, who) || is_body(tree, who.head))
}

/// Returns the name that holds a token, and what it names.
pub(super) fn name(
    tree: &Dependents,
    token: usize,
) -> Option<(std::ops::Range<usize>, Option<EntityKind>)> {
    let mentions = &tree.document.mentions;
    let after = mentions.partition_point(|mention| mention.tokens.start <= token);
    mentions[after.saturating_sub(6)..after]
        .iter()
        .find(|mention| mention.form == MentionForm::Name && mention.tokens.contains(&token))
        .map(|mention| (mention.tokens.clone(), mention.kind))
}

/// Returns whether a token heads the name of an organisation, or of a kind that nobody knows.
fn is_body(tree: &Dependents, token: usize) -> bool {
    name(tree, token).is_some_and(|(_, kind)| {
        matches!(
            kind,
            None | Some(EntityKind::Organisation | EntityKind::Work | EntityKind::Product)
        )
    })
}

/// Returns whether a noun phrase is a publication or broadcaster, by its name or its noun.
fn publishes(tree: &Dependents, who: &Who) -> bool {
    let document = tree.document;
    let sentence = tree.sentence_tokens(who.head);
    let capital =
        who.head > sentence.start && tree.form(who.head).starts_with(|c: char| c.is_uppercase());
    if tree.upos(who.head) == Upos::Noun && !capital {
        return NOUNS.binary_search(&tree.lemma(who.head).to_lowercase().as_str()).is_ok()
            && who.tokens.clone().all(|token| tree.small(token) != "social");
    }
    if tree.upos(who.head) != Upos::Propn && !capital {
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
    let mut words: Vec<String> = name.map(|token| tree.small(token)).collect();
    // What the tree cuts in two, as it does "USA Today", is whole as a name.
    if let Some((tokens, _)) = self::name(tree, who.head) {
        words = tokens.map(|token| tree.small(token)).collect();
    }
    is_outlet(&words.join(" "))
}

/// Returns whether a name is that of a publication or broadcaster: by its first or last word, by the
/// lists of newspapers, or because it says what it is.
pub fn is_outlet(name: &str) -> bool {
    let name = name.replace(['’', '‘'], "'").to_lowercase();
    let name = name.strip_prefix("the ").unwrap_or(&name);
    let words: Vec<&str> = name.split_whitespace().collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let listed = |word: &str| WORDS.binary_search(&word).is_ok();
    listed(first)
        || listed(last)
        || words.iter().any(|word| PUBLISHER.contains(&word.trim_end_matches('s')))
        || name.ends_with(".com")
        || NAMES.binary_search(&name).is_ok()
        || is_newspaper(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_order() {
        for list in [WORDS, NOUNS, NAMES] {
            assert!(list.is_sorted());
        }
    }
}

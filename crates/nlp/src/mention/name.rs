//! Finds names by statistics, and makes one document call one thing one way.
//!
//! Needs the words of a document. Gives names in text order, never overlapping.

use std::collections::HashMap;

use super::feature::{Case, Style};
use super::gazetteer::List;
use super::hash::{self, Hasher};
use super::tagger::{Class, Tagger};
use super::view::View;
use super::words;
use crate::document::EntityKind;
use crate::tags::Xpos;
use std::ops::Range;

/// A name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Found {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names, where known.
    pub kind: Option<EntityKind>,
}

/// Returns the names in a document.
pub fn names(view: &View, tagger: &Tagger) -> Vec<Found> {
    let mut names = Vec::new();
    let tagged = tagger.tag(&view.sentences, &view.habits);
    for (sentence, found) in view.document.sentences.iter().zip(tagged) {
        for name in found {
            let first = sentence.tokens.start;
            let tokens = first + name.start..first + name.end;
            // A pronoun with a capital heads its sentence.
            if tokens
                .clone()
                .all(|at| matches!(view.document.tokens[at].xpos, Xpos::Prp | Xpos::PrpPoss))
            {
                continue;
            }
            let kind = kind(view, &tokens, name.class);
            names.push(Found { tokens, kind });
        }
    }
    agree(view, &mut names);
    add_repeated(view, &mut names);
    names
}

/// Returns what a name of that class names, by its words.
fn kind(view: &View, tokens: &Range<usize>, class: Class) -> Option<EntityKind> {
    let last = view.form(tokens.end - 1);
    let lists = view.word(tokens.start).lists;
    let group = lists & List::Nationality.bit() != 0 && lists & List::Country.bit() == 0;
    if tokens.len() == 1 && group && class != Class::Person {
        return Some(EntityKind::Group);
    }
    match class {
        Class::Person => Some(EntityKind::Person),
        Class::Organisation => Some(EntityKind::Organisation),
        Class::Place => Some(EntityKind::Place),
        Class::Work => Some(EntityKind::Work),
        Class::Other if words::ORGANISATION_TAIL.contains(&last) && tokens.len() > 1 => {
            Some(EntityKind::Organisation)
        }
        Class::Other if view.word(tokens.start).case == Case::Mixed => Some(EntityKind::Product),
        Class::Other => None,
    }
}

/// Returns the key under which a stretch of words is compared with others.
pub fn key(view: &View, tokens: Range<usize>) -> u32 {
    tokens.fold(Hasher::new(3), |hasher, at| hasher.with(view.word(at).lower)).finish()
}

/// Gives every occurrence of a name the kind that most of them have; a part of a person's name is
/// that person.
fn agree(view: &View, names: &mut [Found]) {
    let mut votes: HashMap<u32, [u16; 9]> = HashMap::new();
    let mut people: HashMap<u32, bool> = HashMap::new();
    let slot = |kind: Option<EntityKind>| kind.map_or(8, |kind| kind as usize);
    for name in &*names {
        votes.entry(key(view, name.tokens.clone())).or_default()[slot(name.kind)] += 1;
        if name.kind == Some(EntityKind::Person) && name.tokens.len() > 1 {
            people.insert(view.word(name.tokens.end - 1).lower, true);
            people.entry(view.word(name.tokens.start).lower).or_insert(false);
        }
    }
    for name in names {
        let counts = votes[&key(view, name.tokens.clone())];
        let own = slot(name.kind);
        let best = (0..9).max_by_key(|&kind| (counts[kind], kind == own)).unwrap_or(own);
        name.kind = EntityKind::ALL.get(best).copied();
        if name.tokens.len() == 1 {
            let family = people.get(&view.word(name.tokens.start).lower);
            let group = matches!(name.kind, Some(EntityKind::Group));
            let given = view.word(name.tokens.start).lists & List::FirstName.bit() != 0;
            if family == Some(&true) && !group
                || family == Some(&false) && (name.kind.is_none() || given)
            {
                name.kind = Some(EntityKind::Person);
            }
        }
    }
}

/// A name's words, and what it names.
type Known = (Vec<u32>, Option<EntityKind>);

/// Adds what was named elsewhere in the document and overlooked here: a surname at the head of a
/// sentence, a whole name in a headline.
fn add_repeated(view: &View, names: &mut Vec<Found>) {
    let mut known: HashMap<u32, Vec<Known>> = HashMap::new();
    let mut learn = |tokens: Range<usize>, kind: Option<EntityKind>| {
        let lowers: Vec<u32> = tokens.map(|at| view.word(at).lower).collect();
        let alternatives = known.entry(lowers[0]).or_default();
        if alternatives.iter().all(|(other, _)| *other != lowers) {
            alternatives.push((lowers, kind));
        }
    };
    for name in names.iter() {
        let Range { start, end } = name.tokens;
        if name.tokens.len() > 1 {
            learn(start..end, name.kind);
            if name.kind == Some(EntityKind::Person) {
                learn(end - 1..end, name.kind);
            }
        } else if view.word(start).case != Case::Letter && view.form(start).len() > 2 {
            learn(start..end, name.kind);
        }
    }
    for alternatives in known.values_mut() {
        alternatives.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    let mut taken = vec![false; view.len()];
    for name in names.iter() {
        taken[name.tokens.clone()].fill(true);
    }
    let the = hash::of_lower("the");
    let mut added = Vec::new();
    for sentence in &view.document.sentences {
        let style = Style::of(&view.sentences[view.sentence(sentence.tokens.start)]);
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let word = view.word(at);
            let candidates =
                known.get(&word.lower).filter(|_| word.is_capital() && word.lower != the);
            let fits = |(words, _): &&Known| {
                let end = at + words.len();
                end <= sentence.tokens.end
                    && (at..end).zip(words).all(|(at, lower)| {
                        !taken[at] && view.word(at).lower == *lower
                    })
                    && view.is_capital(end - 1)
                    // One word with a capital may be another word where all words have capitals.
                    && (words.len() > 1
                        || style == Style::Plain && at > sentence.tokens.start
                        || !view.habits.is_small_too(view.word(at)))
            };
            match candidates.and_then(|candidates| candidates.iter().find(fits)) {
                Some((words, kind)) => {
                    let inside = words.len() == 1
                        && (view.is_capital(at + 1)
                            && at + 1 < sentence.tokens.end
                            && !taken[at + 1]
                            || at > sentence.tokens.start
                                && view.is_capital(at - 1)
                                && !taken[at - 1]);
                    if !(inside && style == Style::Plain) {
                        added.push(Found { tokens: at..at + words.len(), kind: *kind });
                    }
                    at += words.len();
                }
                None => at += 1,
            }
        }
    }
    names.extend(added);
    names.sort_by_key(|name| name.tokens.start);
}

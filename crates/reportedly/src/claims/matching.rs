//! Finds the patterns in a document.
//!
//! One pass over the words: each looks up the patterns that are filed under it; their trees are
//! tried outward from there, then their sequences.

mod filled;
mod sequence;
mod tree;

use std::collections::HashMap;

use reportedly_nlp::Span;

use super::pattern::{Node, Pattern, Patterns};
use super::value::ValueFiller;
use super::view::{Filler, View};
use crate::beat::Beats;
use filled::filled;
use sequence::sequence;
pub(super) use sequence::tells_apart;
pub(super) use tree::{at, missing};

/// A pattern that was found, with what fills its slots.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Which pattern, by its place.
    pub pattern: usize,
    /// Whether its tree was found, or else its sequence.
    pub by_tree: bool,
    /// How many parties are of a kind that is only near to what the slot wants.
    pub doubtful: u8,
    /// The word that it was found by.
    pub key: usize,
    /// The words of the pattern.
    pub words: Vec<usize>,
    /// Who or what fills the slot `subject`.
    pub subject: Filler,
    /// Who or what fills the slot `object`.
    pub object: Option<Filler>,
    /// What fills the slot `value`.
    pub value: Option<ValueFiller>,
    /// What fills the other slots.
    pub qualifiers: Vec<(String, ValueFiller)>,
}

/// The most ways in which one pattern is found at one word.
const MOST: usize = 48;

/// Returns every pattern that is found, in text order.
pub(super) fn matches(view: &View<'_>, beats: &Beats, patterns: &Patterns) -> Vec<Found> {
    let mut found = Vec::new();
    let mut blocked = Blocked::default();
    for token in 0..view.document.tokens.len() {
        let (lemma, form) = (view.document.tokens[token].lemma.to_lowercase(), &view.lower[token]);
        let mut filed: Vec<usize> = patterns.under(form).to_vec();
        if lemma != *form {
            filed.extend(patterns.under(&lemma));
            filed.sort_unstable();
            filed.dedup();
        }
        if filed.is_empty() {
            continue;
        }
        let mut here: Vec<Found> = Vec::new();
        for index in filed {
            let pattern = &patterns.list[index];
            let predicate = &beats.beats()[pattern.beat].predicates[pattern.predicate];
            let before = here.len();
            let mut ways = at(view, pattern, predicate, token);
            let filled_at = |nodes: &[usize], by_tree: bool| {
                let mut found = Vec::new();
                filled(view, (index, pattern), predicate, token, nodes, by_tree, &mut found);
                !found.is_empty()
            };
            // A tree whose slots nobody fills may be wrong: the order of the words decides then.
            if !pattern.counter
                && !ways.is_empty()
                && !ways.iter().any(|(nodes, by_tree)| filled_at(nodes, *by_tree))
            {
                ways.clear();
                ways.extend(sequence(view, pattern, predicate, token).map(|nodes| (nodes, false)));
            }
            for (nodes, by_tree) in ways {
                if pattern.counter {
                    blocked.add(pattern, words(pattern, &nodes));
                } else {
                    filled(view, (index, pattern), predicate, token, &nodes, by_tree, &mut here);
                }
                if here.len() > before + MOST {
                    break;
                }
            }
        }
        // What leaves a party out gives way to what finds it.
        let place = |f: &Found| {
            let pattern = &patterns.list[f.pattern];
            (pattern.beat, pattern.predicate, pattern.elliptic)
        };
        let told: Vec<(usize, usize, bool)> = here.iter().map(place).collect();
        here.retain(|f| {
            let (beat, predicate, elliptic) = place(f);
            !elliptic || !told.contains(&(beat, predicate, false))
        });
        // Of a prize and where it was won, the prize was won.
        let wanted = |f: &Found| {
            let predicate = &beats.beats()[patterns.list[f.pattern].beat].predicates
                [patterns.list[f.pattern].predicate];
            let kinds = predicate.object.as_deref().unwrap_or_default();
            let kind = f.object.and_then(|o| view.parties.list[o.party].kind);
            kinds.len() > 1 && kind.is_some() && kind == kinds.first().copied()
        };
        let best: Vec<(usize, usize, usize)> = here
            .iter()
            .filter(|f| wanted(f))
            .map(|f| (place(f).0, place(f).1, f.subject.party))
            .collect();
        here.retain(|f| wanted(f) || !best.contains(&(place(f).0, place(f).1, f.subject.party)));
        found.append(&mut here);
    }
    found.retain(|f| !blocked.blocks(&patterns.list[f.pattern], &f.words));
    found
}

/// What counter-examples matched: each blocks what an example finds in fewer of the same words,
/// whichever of them either was found by.
#[derive(Debug, Default)]
struct Blocked {
    /// For a predicate and a word of the text, the words of the counter-examples found there.
    at: HashMap<(usize, usize, usize), Vec<Vec<usize>>>,
}

impl Blocked {
    fn add(&mut self, pattern: &Pattern, words: Vec<usize>) {
        for &word in &words {
            let place = (pattern.beat, pattern.predicate, word);
            self.at.entry(place).or_default().push(words.clone());
        }
    }

    fn blocks(&self, pattern: &Pattern, words: &[usize]) -> bool {
        let Some(&first) = words.first() else { return false };
        let place = (pattern.beat, pattern.predicate, first);
        self.at.get(&place).is_some_and(|all| {
            all.iter().any(|longer| {
                words.len() < longer.len() && words.iter().all(|word| longer.contains(word))
            })
        })
    }
}

fn words(pattern: &Pattern, nodes: &[usize]) -> Vec<usize> {
    let is_word = |n: &usize| matches!(pattern.nodes[*n], Node::Word { .. });
    (0..nodes.len()).filter(is_word).map(|n| nodes[n]).collect()
}

/// Returns the span of everything that was found.
pub(super) fn span(view: &View<'_>, found: &Found) -> Span {
    let mut span = view.document.tokens[found.key].span;
    for word in &found.words {
        span = span.cover(view.document.tokens[*word].span);
    }
    span = span.cover(found.subject.span);
    let value = found.value.iter().map(|v| v.span);
    let object = found.object.iter().map(|o| o.span);
    value.chain(object).fold(span, Span::cover)
}

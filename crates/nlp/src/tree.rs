//! Gives each word its governor and its relation to it (UD basic).
//!
//! Needs the encoder's last layer. Every pair of words gets a score; the best projective tree with
//! one root is taken, and then each arc its best label.
//!
//! **Invariant:** heads lie in their own sentence, and following them ends at its one root.

pub(crate) mod close;
pub(crate) mod content;
pub(crate) mod describe;
pub(crate) mod rename;
pub(crate) mod subject;
pub(crate) mod title;
pub(crate) mod verb;

use std::ops::Range;

use crate::document::Token;
use crate::encoder::Encoding;
use crate::model::Sections;
use crate::net::{Matrix, argmax, wide};
use crate::tags::Deprel;

/// The learned parser.
#[derive(Debug)]
pub struct Parser {
    /// From a word to itself as a dependent and as a head, for arcs and then for labels.
    roles: Matrix,
    /// What a dependent looks for in a head.
    wanted: Matrix,
    /// How far off a dependent looks for its head.
    distance: Matrix,
    /// The root as a head, for arcs and for labels.
    root_arc: Vec<f32>,
    root_label: Vec<f32>,
    label: Matrix,
    labels: Vec<Deprel>,
}

/// How many distances are told apart, that to the root among them.
pub const DISTANCES: usize = 17;

/// Returns the class of the distance from a dependent to its head.
#[inline]
pub fn distance(dependent: usize, head: usize) -> usize {
    let class = match dependent.abs_diff(head) {
        0..=4 => dependent.abs_diff(head).saturating_sub(1),
        5..=7 => 4,
        8..=12 => 5,
        13..=20 => 6,
        _ => 7,
    };
    if head < dependent { class } else { class + 8 }
}

impl Parser {
    pub(crate) fn load(sections: &Sections<'static>) -> Parser {
        Parser {
            roles: sections.matrix("roles"),
            wanted: sections.matrix("wanted"),
            distance: sections.matrix("distance"),
            root_arc: sections.table("root.arc").to_vec(),
            root_label: sections.table("root.label").to_vec(),
            label: sections.matrix("label"),
            labels: sections.text("labels").lines().filter_map(Deprel::from_label).collect(),
        }
    }
}

/// Sets `head` and `deprel` of the tokens of `sentences`.
///
/// The rows of `encoding` are the words of all these sentences, which follow each other.
pub(crate) fn parse(
    parser: &Parser,
    encoding: &Encoding,
    sentences: &[Range<usize>],
    tokens: &mut [Token],
) {
    let count = sentences.iter().map(Range::len).sum::<usize>();
    let (arc, label) = (parser.root_arc.len(), parser.root_label.len());
    let width = parser.roles.outputs();
    let mut roles = vec![0.0; count * width];
    parser.roles.multiply(&encoding.high, encoding.width, count, &mut roles);
    for row in roles.chunks_exact_mut(width.max(1)) {
        row[..2 * arc].iter_mut().for_each(|x| *x = x.max(0.0));
    }
    let mut wanted = vec![0.0; count * parser.wanted.outputs()];
    parser.wanted.multiply(&roles, width, count, &mut wanted);
    let mut near = vec![0.0; count * parser.distance.outputs()];
    parser.distance.multiply(&roles, width, count, &mut near);

    let mut hidden = vec![0.0; count * label];
    let mut heads = Vec::with_capacity(count);
    let mut at = 0;
    for sentence in sentences {
        let words = sentence.len();
        let rows = at..at + words;
        let scores = wide::run(
            #[inline(always)]
            || scores(parser, &roles, &wanted, &near, rows),
        );
        let found = best_tree(&scores, words);
        for (word, &head) in found.iter().enumerate() {
            let own = &roles[(at + word) * width + 2 * arc..][..label];
            let other = match head {
                0 => &parser.root_label[..],
                _ => &roles[(at + head - 1) * width + 2 * arc + label..][..label],
            };
            let out = &mut hidden[(at + word) * label..][..label];
            for ((out, own), other) in out.iter_mut().zip(own).zip(other) {
                *out = (own + other).max(0.0);
            }
        }
        heads.extend(found.into_iter().map(|head| (head > 0).then(|| sentence.start + head - 1)));
        at += words;
    }
    let mut scores = vec![0.0; count * parser.label.outputs()];
    parser.label.multiply(&hidden, label, count, &mut scores);
    let root = parser.labels.iter().position(|&l| l == Deprel::Root);
    let words = sentences.iter().cloned().flatten();
    let rows = scores.chunks_exact_mut(parser.label.outputs().max(1));
    for ((word, head), scores) in words.zip(heads).zip(rows) {
        if let Some(root) = root {
            scores[root] = f32::MIN;
        }
        let best = argmax(&scores[..parser.labels.len().min(scores.len())]);
        tokens[word].head = head;
        tokens[word].deprel = match head {
            None => Deprel::Root,
            Some(_) => parser.labels.get(best).copied().unwrap_or(Deprel::Dep),
        };
    }
}

/// Returns the score of every head for every word of a sentence, the root in column 0.
#[inline(always)]
fn scores(
    parser: &Parser,
    roles: &[f32],
    wanted: &[f32],
    near: &[f32],
    rows: Range<usize>,
) -> Vec<f32> {
    let (arc, width, words) = (parser.root_arc.len(), parser.roles.outputs(), rows.len());
    let columns = words + 1;
    // The heads side by side, so that the sums run over all of them at once.
    let mut heads = vec![0.0; arc * columns];
    for k in 0..arc {
        heads[k * columns] = parser.root_arc[k];
        for word in 0..words {
            heads[k * columns + word + 1] = roles[(rows.start + word) * width + arc + k];
        }
    }
    let mut scores = vec![0.0; words * columns];
    for (word, scores) in scores.chunks_exact_mut(columns).enumerate() {
        let row = rows.start + word;
        let near = &near[row * parser.distance.outputs()..][..DISTANCES];
        scores[0] = near[DISTANCES - 1];
        for (head, score) in scores[1..].iter_mut().enumerate() {
            *score = near[distance(word, head)];
        }
        let wanted = &wanted[row * parser.wanted.outputs()..][..arc];
        for (x, heads) in wanted.iter().zip(heads.chunks_exact(columns)) {
            for (score, head) in scores.iter_mut().zip(heads) {
                *score += x * head;
            }
        }
        scores[word + 1] = f32::MIN;
    }
    scores
}

/// Returns the head of each word, counted from 1, 0 for the root: the best projective tree.
///
/// `scores` has a row for each word and a column for each head, the root first.
pub fn best_tree(scores: &[f32], words: usize) -> Vec<usize> {
    let greedy: Vec<usize> = scores.chunks_exact(words + 1).map(argmax).collect();
    if is_projective_tree(&greedy) { greedy } else { eisner(scores, words) }
}

/// Returns whether `heads` have one root, no circle and no crossing arcs.
fn is_projective_tree(heads: &[usize]) -> bool {
    if heads.iter().filter(|&&head| head == 0).count() != 1 {
        return false;
    }
    // Following heads must end at the root within as many steps as there are words.
    let mut safe = vec![false; heads.len() + 1];
    safe[0] = true;
    let mut path = Vec::new();
    for word in 1..=heads.len() {
        let mut at = word;
        while !safe[at] {
            if path.len() > heads.len() {
                return false;
            }
            path.push(at);
            at = heads[at - 1];
        }
        path.drain(..).for_each(|word| safe[word] = true);
    }
    // Arcs, the one from the root at the left edge among them, nest when read as brackets.
    heads.iter().enumerate().all(|(word, &head)| {
        let (low, high) = (head.min(word + 1), head.max(word + 1));
        (low + 1..high).all(|between| (low..=high).contains(&heads[between - 1]))
    })
}

/// Finds the best projective tree with one root, after Eisner (1996).
fn eisner(scores: &[f32], words: usize) -> Vec<usize> {
    let size = words;
    let at = |left: usize, right: usize| left * size + right;
    let score = |dependent: usize, head: usize| scores[dependent * (words + 1) + head + 1];
    // Spans whose head is at the left end, and at the right end; closed ones take no more
    // dependents on that side. Where each was split is kept beside it.
    let blank = vec![(f32::NEG_INFINITY, 0u32); size * size];
    let (mut open_left, mut open_right) = (blank.clone(), blank.clone());
    let (mut closed_left, mut closed_right) = (blank.clone(), blank);
    for word in 0..size {
        closed_left[at(word, word)] = (0.0, 0);
        closed_right[at(word, word)] = (0.0, 0);
    }
    for length in 1..size {
        for left in 0..size - length {
            let right = left + length;
            let mut best = (f32::NEG_INFINITY, 0);
            for split in left..right {
                let sum = closed_left[at(left, split)].0 + closed_right[at(split + 1, right)].0;
                if sum > best.0 {
                    best = (sum, split as u32);
                }
            }
            open_left[at(left, right)] = (best.0 + score(right, left), best.1);
            open_right[at(left, right)] = (best.0 + score(left, right), best.1);
            let mut best = (f32::NEG_INFINITY, 0);
            for split in left + 1..=right {
                let sum = open_left[at(left, split)].0 + closed_left[at(split, right)].0;
                if sum > best.0 {
                    best = (sum, split as u32);
                }
            }
            closed_left[at(left, right)] = best;
            let mut best = (f32::NEG_INFINITY, 0);
            for split in left..right {
                let sum = closed_right[at(left, split)].0 + open_right[at(split, right)].0;
                if sum > best.0 {
                    best = (sum, split as u32);
                }
            }
            closed_right[at(left, right)] = best;
        }
    }
    let total = |root: usize| {
        let sides = closed_right[at(0, root)].0 + closed_left[at(root, size - 1)].0;
        sides + scores[root * (words + 1)]
    };
    let totals: Vec<f32> = (0..size).map(total).collect();
    let root = argmax(&totals);
    let mut heads = vec![0; words];
    // (left, right, whether the head is at the left end, whether the span is closed)
    let mut todo = vec![(0, root, false, true), (root, size - 1, true, true)];
    while let Some((left, right, head_left, closed)) = todo.pop() {
        if left == right {
            continue;
        }
        let i = at(left, right);
        match (closed, head_left) {
            (true, true) => {
                let split = closed_left[i].1 as usize;
                todo.extend([(left, split, true, false), (split, right, true, true)]);
            }
            (true, false) => {
                let split = closed_right[i].1 as usize;
                todo.extend([(left, split, false, true), (split, right, false, false)]);
            }
            (false, _) => {
                let (dependent, head) = if head_left { (right, left) } else { (left, right) };
                heads[dependent] = head + 1;
                let split = if head_left { open_left[i].1 } else { open_right[i].1 } as usize;
                todo.extend([(left, split, true, true), (split + 1, right, false, true)]);
            }
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the best score of any projective tree, by trying all of them.
    fn best_by_hand(scores: &[f32], words: usize) -> f32 {
        let mut best = f32::NEG_INFINITY;
        for code in 0..(words + 1).pow(words as u32) {
            let mut rest = code;
            let heads: Vec<usize> = (0..words)
                .map(|_| {
                    let head = rest % (words + 1);
                    rest /= words + 1;
                    head
                })
                .collect();
            if is_projective_tree(&heads) {
                best = best.max(total(scores, &heads));
            }
        }
        best
    }

    fn total(scores: &[f32], heads: &[usize]) -> f32 {
        heads.iter().enumerate().map(|(word, head)| scores[word * (heads.len() + 1) + head]).sum()
    }

    #[test]
    fn the_best_tree_is_the_best_of_all() {
        let mut seed = 1u64;
        for words in 1..=5 {
            for _ in 0..40 {
                let scores: Vec<f32> = (0..words * (words + 1))
                    .map(|i| {
                        seed = seed
                            .wrapping_mul(6364136223846793005)
                            .wrapping_add(1442695040888963407);
                        let own = i % (words + 1) == i / (words + 1) + 1;
                        if own { f32::MIN } else { (seed >> 40) as f32 / 1e6 }
                    })
                    .collect();
                let tree = best_tree(&scores, words);
                assert!(is_projective_tree(&tree));
                assert!((total(&scores, &tree) - best_by_hand(&scores, words)).abs() < 1e-3);
            }
        }
    }

    #[test]
    fn circles_crossings_and_second_roots_are_seen() {
        assert!(is_projective_tree(&[2, 0, 2]));
        assert!(!is_projective_tree(&[2, 1, 0]));
        assert!(!is_projective_tree(&[0, 0]));
        assert!(!is_projective_tree(&[3, 4, 0, 3]));
        assert!(!is_projective_tree(&[2, 3, 1]));
    }
}

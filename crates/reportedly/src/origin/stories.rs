//! Which articles are the same story: reprints, and wire stories inside longer pieces.
//!
//! The *sketch* of a body keeps one in eight of its shingles of four words, chosen by their hashes
//! (FracMinHash: Irber et al. 2022, after Broder 1997). Two bodies are one story when the sketches
//! share two fifths of the smaller: that much of the shorter text stands word for word in the
//! longer one, however long that is.
//!
//! Articles come one after the other, and each is compared only with those that share a shingle of
//! its sketch: cost is linear. Of a shingle that many articles have, the first few are remembered:
//! what is printed everywhere tells no story.

use std::collections::hash_map::Entry;

use reportedly_nlp::{Segment, SegmentKind};
use rustc_hash::FxHashMap;

use crate::article::Article;
use crate::ledger::{plain_words, words};

/// How many words in order make a shingle.
const SHINGLE: usize = 4;
/// Of so many shingles one is kept.
const KEPT: u64 = 8;
/// A sketch keeps no more than so many: the lowest.
const MOST: usize = 512;
/// Fewer shared ones are chance, or a quotation.
const FEWEST: usize = 5;
/// So many articles of one shingle are remembered.
const REMEMBERED: usize = 16;

/// Returns the sketch of an article's body; a short body has next to none.
pub(crate) fn sketch(article: &Article) -> Vec<u8> {
    let read = |segment: &&Segment| {
        use SegmentKind::{Body, Heading};
        matches!(segment.kind, Body | Heading)
    };
    let mut hashes: Vec<u64> = Vec::new();
    let mut push = |text: &str| match plain_words(text) {
        Some(plain) => hashes.extend(plain.map(|word| hash(word.as_bytes()))),
        None => hashes.extend(words(text).iter().map(|word| hash(word.as_bytes()))),
    };
    if article.segments.is_empty() {
        push(&article.text);
    }
    article.segments.iter().filter(read).for_each(|segment| push(segment.span.of(&article.text)));
    let mut kept: Vec<u32> = hashes
        .windows(SHINGLE)
        .map(|shingle| shingle.iter().fold(0, |all: u64, &word| mix(all.rotate_left(17) ^ word)))
        .filter(|together| together % KEPT == 0)
        .map(|together| (together >> 32) as u32)
        .collect();
    kept.sort_unstable();
    kept.dedup();
    kept.truncate(MOST);
    kept.into_iter().flat_map(u32::to_le_bytes).collect()
}

fn hash(bytes: &[u8]) -> u64 {
    // Letters beyond ASCII are small already.
    let fnv = |hash: u64, byte: &u8| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    };
    mix(bytes.iter().fold(0xcbf2_9ce4_8422_2325, fnv))
}

fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// Articles, put together by story as they come.
#[derive(Default)]
pub struct Stories {
    /// The articles that have a shingle, by its hash.
    shelf: FxHashMap<u32, Vec<u32>>,
    /// The sizes of the sketches.
    sizes: Vec<usize>,
    groups: Groups,
}

impl Stories {
    /// Adds an article, and returns its number.
    pub fn add(&mut self, article: &Article) -> usize {
        self.add_sketch(&sketch(article)).0
    }

    /// Adds an article by its sketch; returns its number, and those before it that are its story,
    /// what shares most first.
    pub(super) fn add_sketch(&mut self, sketch: &[u8]) -> (usize, Vec<usize>) {
        let number = self.groups.push();
        let parts = sketch
            .chunks_exact(4)
            .map(|part| u32::from_le_bytes([part[0], part[1], part[2], part[3]]));
        let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
        let mut size = 0;
        for part in parts {
            size += 1;
            match self.shelf.entry(part) {
                Entry::Occupied(mut known) => {
                    let known = known.get_mut();
                    known.iter().for_each(|&other| *shared.entry(other).or_default() += 1);
                    if known.len() < REMEMBERED {
                        known.push(number as u32);
                    }
                }
                Entry::Vacant(new) => {
                    new.insert(vec![number as u32]);
                }
            }
        }
        let is_same = |&(other, count): &(u32, usize)| {
            let smaller = size.min(self.sizes[other as usize]);
            count >= FEWEST && count * 5 >= smaller * 2
        };
        let mut same: Vec<(u32, usize)> = shared.into_iter().filter(is_same).collect();
        same.sort_unstable_by_key(|&(other, count)| (std::cmp::Reverse(count), other));
        self.sizes.push(size);
        let same: Vec<usize> = same.into_iter().map(|(other, _)| other as usize).collect();
        same.iter().for_each(|&other| self.groups.join(number, other));
        (number, same)
    }

    /// Returns the first article of the story of that number.
    pub fn story(&mut self, number: usize) -> usize {
        self.groups.root(number)
    }
}

/// Things that were found to be one.
#[derive(Default)]
pub(super) struct Groups(Vec<usize>);

impl Groups {
    pub fn new(count: usize) -> Groups {
        Groups((0..count).collect())
    }

    /// Adds one that is alone so far.
    pub fn push(&mut self) -> usize {
        self.0.push(self.0.len());
        self.0.len() - 1
    }

    pub fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        // The lowest number stands for all: the order of joining does not show.
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn article(text: &str) -> Article {
        Article {
            input: "a.txt".into(),
            url: None,
            outlet: None,
            title: None,
            authors: vec![],
            published: "2020-12-18".parse().unwrap(),
            text: text.into(),
            segments: vec![],
            modified: None,
            taken_from: None,
            told: crate::article::Told::default(),
        }
    }

    fn text(seed: usize, length: usize) -> Vec<String> {
        (0..length).map(|i| format!("word{}", (i * i + seed * i) % 1_009)).collect()
    }

    #[test]
    fn a_reprint_is_one_story() {
        let whole = text(3, 300);
        let mut edited = whole.clone();
        edited[40] = "other".into();
        edited.truncate(220);
        let mut longer = text(90, 700);
        longer.extend(whole.clone());
        let mut stories = Stories::default();
        for words in [whole, text(17, 300), edited, longer, text(17, 20)] {
            stories.add(&article(&words.join(", ")));
        }
        let found: Vec<usize> = (0..5).map(|number| stories.story(number)).collect();
        assert_eq!(found, [0, 1, 0, 0, 4]);
        assert!(sketch(&article("too short to tell")).is_empty());
    }
}

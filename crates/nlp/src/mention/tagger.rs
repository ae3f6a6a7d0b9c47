//! Finds names by statistics: a linear-chain model over the features of [`super::feature`].
//!
//! Needs the words of a sentence and how the document writes them. Gives stretches of words with
//! their kind, in order, never overlapping.
//!
//! **Invariant:** scores are sums of whole numbers, so every machine finds the same names.

use std::collections::HashMap;

use super::feature::{Features, Habits, Word};
use super::gazetteer::{put_varint, take_varint};

/// What the model tells apart: less than [`crate::EntityKind`] does, since the open corpora do not
/// label more; words and rules around a name tell the rest.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[repr(u8)]
pub enum Class {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
    /// A work.
    Work,
    /// Events, products, nationalities and the rest.
    Other,
}

impl Class {
    /// Every class, in the order in which labels number them.
    pub const ALL: [Class; 5] =
        [Class::Person, Class::Organisation, Class::Place, Class::Work, Class::Other];
}

/// A name that the model found.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Name {
    /// Its first word in the sentence.
    pub start: usize,
    /// One past its last word.
    pub end: usize,
    /// What it is.
    pub class: Class,
}

/// Where in a name a word stands; a label is a class and one of these, or none.
const FIRST: usize = 0;
const INSIDE: usize = 1;
const LAST: usize = 2;
const WHOLE: usize = 3;

/// The number of labels inside names.
pub const NAMED: usize = Class::ALL.len() * 4;
/// The label of words outside every name; its weights are always 0.
pub const OUTSIDE: usize = NAMED;
/// The number of labels.
pub const LABELS: usize = NAMED + 1;

/// Returns the label of a word at a place of a name.
pub fn label(class: Class, first: bool, last: bool) -> usize {
    class as usize * 4
        + match (first, last) {
            (true, true) => WHOLE,
            (true, false) => FIRST,
            (false, false) => INSIDE,
            (false, true) => LAST,
        }
}

/// Returns whether one label may follow another; `None` stands for the ends of a sentence.
pub fn may_follow(before: Option<usize>, after: Option<usize>) -> bool {
    let open = |label: usize| label < NAMED && matches!(label % 4, FIRST | INSIDE);
    match (before, after) {
        (before, Some(after)) if after < NAMED && matches!(after % 4, INSIDE | LAST) => {
            before.is_some_and(|before| open(before) && before / 4 == after / 4)
        }
        (Some(before), _) => !open(before),
        (None, _) => true,
    }
}

/// Returns the names that a sequence of labels, each allowed to follow the one before, stands for.
pub fn names(labels: &[usize]) -> Vec<Name> {
    let mut names = Vec::new();
    let mut start = 0;
    for (at, &label) in labels.iter().enumerate() {
        if label >= NAMED {
            continue;
        }
        if matches!(label % 4, FIRST | WHOLE) {
            start = at;
        }
        if matches!(label % 4, LAST | WHOLE) {
            names.push(Name { start, end: at + 1, class: Class::ALL[label / 4] });
        }
    }
    names
}

/// The weights.
#[derive(Debug)]
pub struct Tagger {
    /// Open addressing: hash of the feature, and its row plus one; 0 is an empty slot.
    slots: Vec<(u32, u32)>,
    rows: Vec<[i8; NAMED]>,
    /// From label to label; the last row is the start of a sentence.
    moves: [[i32; LABELS]; LABELS + 1],
}

/// A score that no sum of weights reaches.
const NEVER: i32 = i32::MIN / 4;

/// What all occurrences of a word together are taken for.
#[derive(Clone, Copy, Debug, Default)]
struct Pool {
    count: i32,
    sums: [i32; Class::ALL.len()],
}

/// How much the other occurrences of a word count, in sixteenths of what they say on average.
const OTHERS: i32 = 10;

/// Returns the best score of each class at any place in a name.
fn by_class(scores: &[i16; NAMED]) -> [i32; Class::ALL.len()] {
    std::array::from_fn(|class| {
        scores[class * 4..class * 4 + 4].iter().fold(i32::MIN, |most, &s| most.max(i32::from(s)))
    })
}

/// The best way to every label of every word; its memory is used again for every sentence.
#[derive(Debug, Default)]
struct Lattice {
    best: Vec<[i32; LABELS]>,
    from: Vec<[u8; LABELS]>,
}

impl Lattice {
    /// Returns the labels of the best way through a sentence.
    fn best(&mut self, words: &[[i16; NAMED]], moves: &[[i32; LABELS]; LABELS + 1]) -> Vec<usize> {
        let Lattice { best, from } = self;
        best.clear();
        from.clear();
        for own in words {
            let mut scores = [NEVER; LABELS];
            let mut origins = [LABELS as u8; LABELS];
            match best.last() {
                None => scores = moves[LABELS],
                Some(last) => {
                    for before in 0..LABELS {
                        for after in 0..LABELS {
                            let score = last[before] + moves[before][after];
                            if score > scores[after] {
                                scores[after] = score;
                                origins[after] = before as u8;
                            }
                        }
                    }
                }
            }
            for (score, &own) in scores.iter_mut().zip(own) {
                // Far below every sum, but never so far that sums wrap around.
                *score = (*score + i32::from(own)).max(NEVER);
            }
            best.push(scores);
            from.push(origins);
        }
        let Some(last) = best.last() else { return Vec::new() };
        let mut label = OUTSIDE;
        for candidate in 0..LABELS {
            if may_follow(Some(candidate), None) && last[candidate] > last[label] {
                label = candidate;
            }
        }
        let mut labels = vec![OUTSIDE; words.len()];
        for at in (0..words.len()).rev() {
            labels[at] = label;
            label = usize::from(from[at][label]).min(OUTSIDE);
        }
        labels
    }
}

impl Tagger {
    /// Reads what [`Tagger::encode`] wrote; `None` for anything else.
    pub fn decode(bytes: &mut &[u8]) -> Option<Tagger> {
        let mut moves = [[NEVER; LABELS]; LABELS + 1];
        for (before, row) in moves.iter_mut().enumerate() {
            for (after, weight) in row.iter_mut().enumerate() {
                if may_follow((before < LABELS).then_some(before), Some(after)) {
                    *weight = take_signed(bytes)?;
                }
            }
        }
        let count = take_varint(bytes)? as usize;
        if count > bytes.len() {
            return None;
        }
        let mut slots = vec![(0, 0); (count * 2).next_power_of_two().max(16)];
        let mask = slots.len() - 1;
        let mut rows = Vec::with_capacity(count);
        let mut hash = 0u32;
        for row in 1..=count as u32 {
            hash = hash.wrapping_add(take_varint(bytes)?);
            let present = take_varint(bytes)?;
            let mut weights = [0; NAMED];
            for (label, weight) in weights.iter_mut().enumerate() {
                if present & 1 << label != 0 {
                    let (&byte, rest) = bytes.split_first()?;
                    *weight = byte as i8;
                    *bytes = rest;
                }
            }
            rows.push(weights);
            let mut at = hash as usize & mask;
            while slots[at].1 != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = (hash, row);
        }
        Some(Tagger { slots, rows, moves })
    }

    /// Writes a model: rows sorted by hash, and the weights from label to label.
    pub fn encode(
        rows: &[(u32, [i8; NAMED])],
        moves: &[[i32; LABELS]; LABELS + 1],
        bytes: &mut Vec<u8>,
    ) {
        for (before, row) in moves.iter().enumerate() {
            for (after, weight) in row.iter().enumerate() {
                if may_follow((before < LABELS).then_some(before), Some(after)) {
                    put_varint(bytes, ((weight << 1) ^ (weight >> 31)) as u32);
                }
            }
        }
        put_varint(bytes, rows.len() as u32);
        let mut last = 0;
        for (hash, weights) in rows {
            put_varint(bytes, hash - last);
            last = *hash;
            let present = (0..NAMED).filter(|&l| weights[l] != 0).fold(0, |bits, l| bits | 1 << l);
            put_varint(bytes, present);
            bytes.extend(weights.iter().filter(|&&weight| weight != 0).map(|&w| w as u8));
        }
    }

    /// Returns the names in the sentences of one document.
    ///
    /// A word with a capital is judged by all its occurrences: what the others are taken for counts
    /// beside what stands around this one.
    pub fn tag(&self, sentences: &[Vec<Word>], habits: &Habits) -> Vec<Vec<Name>> {
        let mut scores: Vec<[i16; NAMED]> = Vec::new();
        let mut features = Features::default();
        let mut pool: HashMap<u32, Pool> = HashMap::new();
        for words in sentences {
            features.collect(words, habits);
            for (at, word) in words.iter().enumerate() {
                let own = self.scores(features.of(at));
                if word.is_capital() {
                    let pool = pool.entry(word.lower).or_default();
                    pool.count += 1;
                    for (sum, class) in pool.sums.iter_mut().zip(by_class(&own)) {
                        *sum += class;
                    }
                }
                scores.push(own);
            }
        }
        let mut first = 0;
        let mut lattice = Lattice::default();
        sentences
            .iter()
            .map(|words| {
                let own = &mut scores[first..first + words.len()];
                first += words.len();
                for (word, own) in words.iter().zip(own.iter_mut()) {
                    if let Some(pool) =
                        pool.get(&word.lower).filter(|p| p.count > 1 && word.is_capital())
                    {
                        let mine = by_class(own);
                        for class in 0..Class::ALL.len() {
                            let others = pool.sums[class] - mine[class];
                            let more = others * OTHERS / pool.count / 16;
                            for score in &mut own[class * 4..class * 4 + 4] {
                                *score = score.saturating_add(more as i16);
                            }
                        }
                    }
                }
                names(&lattice.best(own, &self.moves))
            })
            .collect()
    }

    fn scores(&self, features: &[u32]) -> [i16; NAMED] {
        let mut sums = [0i16; NAMED];
        let mask = self.slots.len() - 1;
        for &hash in features {
            let mut at = hash as usize & mask;
            loop {
                match self.slots[at] {
                    (_, 0) => break,
                    (found, row) if found == hash => {
                        for (sum, &weight) in sums.iter_mut().zip(&self.rows[row as usize - 1]) {
                            *sum += i16::from(weight);
                        }
                        break;
                    }
                    _ => at = (at + 1) & mask,
                }
            }
        }
        sums
    }
}

fn take_signed(bytes: &mut &[u8]) -> Option<i32> {
    let number = take_varint(bytes)?;
    Some((number >> 1) as i32 ^ -((number & 1) as i32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_for_names() {
        use Class::*;
        let labels = [
            label(Person, true, false),
            label(Person, false, true),
            OUTSIDE,
            label(Work, true, true),
        ];
        assert_eq!(
            names(&labels),
            [Name { start: 0, end: 2, class: Person }, Name { start: 3, end: 4, class: Work }]
        );
        assert!(may_follow(Some(labels[0]), Some(labels[1])));
        assert!(!may_follow(Some(labels[0]), Some(OUTSIDE)));
        assert!(!may_follow(Some(labels[0]), None));
        assert!(!may_follow(None, Some(labels[1])));
    }

    #[test]
    fn other_bytes_are_no_model() {
        assert!(Tagger::decode(&mut [0x80; 40].as_slice()).is_none());
    }
}

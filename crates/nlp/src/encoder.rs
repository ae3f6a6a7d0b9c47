//! Turns the words of a sentence into vectors that know their sentence.
//!
//! A word begins as the sum of what is seen of it ([`crate::feature`]) and of its vector
//! ([`crate::vectors`]). One layer looks at its neighbours, and the layers after it read the
//! sentence from both ends. Tags are read off the first of these layers, the tree off the last.

use crate::feature::features;
use crate::model::{Sections, Table};
use crate::net::{Matrix, sigmoid, tanh, wide};
use crate::vectors::{Vectors, WordMap, word_map};

/// Which of the layers that read the sentence the tags are read off.
pub const TAG_LAYER: usize = 0;

/// The learned encoder.
#[derive(Debug)]
pub struct Encoder {
    words: WordMap,
    word: Table<'static>,
    part: Table<'static>,
    project: Matrix,
    window: Matrix,
    readers: Vec<Matrix>,
}

/// The vectors of the words of some sentences, one row a word.
#[derive(Clone, Debug, Default)]
pub struct Encoding {
    /// The length of a row.
    pub width: usize,
    /// For the tags.
    pub low: Vec<f32>,
    /// For the tree.
    pub high: Vec<f32>,
}

impl Encoder {
    pub(crate) fn load(sections: &Sections<'static>) -> Encoder {
        Encoder {
            words: word_map(sections.text("words")),
            word: sections.table("word"),
            part: sections.table("part"),
            project: sections.matrix("project"),
            window: sections.matrix("window"),
            readers: (0..)
                .map(|layer| sections.matrix(&format!("reader{layer}")))
                .take_while(|matrix| matrix.inputs() > 0)
                .collect(),
        }
    }

    /// Encodes sentences, each a list of forms.
    pub(crate) fn encode(&self, vectors: &Vectors, sentences: &[Vec<&str>]) -> Encoding {
        let width = self.readers.first().map_or(0, Matrix::inputs);
        let count = sentences.iter().map(Vec::len).sum::<usize>();
        let mut low = vec![0.0; count * width];
        let mut at = 0;
        let mut known = Vec::new();
        let mut input = Vec::new();
        let mut pairs = Vec::new();
        for sentence in sentences {
            self.seen(vectors, sentence, &mut known, &mut input);
            pairs.resize(sentence.len() * self.window.outputs(), 0.0);
            self.window.multiply(&input, self.word.width, sentence.len(), &mut pairs);
            for (out, pair) in low[at * width..][..sentence.len() * width]
                .chunks_exact_mut(width.max(1))
                .zip(pairs.chunks_exact(self.window.outputs().max(1)))
            {
                let (left, right) = pair.split_at(width);
                for ((out, &a), &b) in out.iter_mut().zip(left).zip(right) {
                    *out = if a > b { a } else { b };
                }
            }
            at += sentence.len();
        }
        let mut high = low;
        let mut low = Vec::new();
        let mut gates = Vec::new();
        for (layer, reader) in self.readers.iter().enumerate() {
            gates.resize(count * reader.outputs(), 0.0);
            reader.multiply(&high, width, count, &mut gates);
            wide::run(
                #[inline(always)]
                || activate(&mut gates, reader.outputs()),
            );
            let mut at = 0;
            for sentence in sentences {
                let words = at..at + sentence.len();
                wide::run(
                    #[inline(always)]
                    || read(&gates, reader.outputs(), words, width, &mut high),
                );
                at += sentence.len();
            }
            if layer == TAG_LAYER {
                low.clone_from(&high);
            }
        }
        Encoding { width, low, high }
    }

    /// Sums what is seen of each word into a row, with an empty row before and after the sentence.
    fn seen(
        &self,
        vectors: &Vectors,
        sentence: &[&str],
        known: &mut Vec<f32>,
        input: &mut Vec<f32>,
    ) {
        let width = self.word.width;
        known.clear();
        known.resize(sentence.len() * vectors.width(), 0.0);
        input.clear();
        input.resize((sentence.len() + 2) * width, 0.0);
        let mut rows = Vec::with_capacity(sentence.len());
        for (form, known) in sentence.iter().zip(known.chunks_exact_mut(vectors.width().max(1))) {
            let features = features(form, self.part.rows());
            if let Some(row) = vectors.row(&features.normal) {
                vectors.add(row, known);
            }
            rows.push(features);
        }
        let inner = &mut input[width..][..sentence.len() * width];
        self.project.multiply(known, vectors.width(), sentence.len(), inner);
        for (features, sums) in rows.iter().zip(inner.chunks_exact_mut(width.max(1))) {
            let word = self.words.get(features.normal.as_str()).copied().unwrap_or(0);
            self.word.add_row(word as usize, sums);
            for &part in &features.parts {
                self.part.add_row(part as usize, sums);
            }
        }
    }
}

/// Applies the functions of the gates: of each direction half a row of keeping, half of news.
#[inline(always)]
fn activate(gates: &mut [f32], outputs: usize) {
    let half = outputs / 4;
    for row in gates.chunks_exact_mut(outputs.max(1)) {
        for direction in row.chunks_exact_mut(2 * half) {
            let (keep, news) = direction.split_at_mut(half);
            keep.iter_mut().for_each(|x| *x = sigmoid(*x));
            news.iter_mut().for_each(|x| *x = tanh(*x));
        }
    }
}

/// Reads one sentence from both ends and adds what is remembered at each word to its row.
#[inline(always)]
fn read(
    gates: &[f32],
    outputs: usize,
    sentence: std::ops::Range<usize>,
    width: usize,
    rows: &mut [f32],
) {
    let half = width / 2;
    let mut memory = vec![0.0; half];
    let mut step = |word: usize, from: usize, to: usize, memory: &mut [f32]| {
        let (keep, news) = gates[word * outputs + from..][..2 * half].split_at(half);
        let out = &mut rows[word * width + to..][..half];
        for (((memory, &keep), &news), out) in memory.iter_mut().zip(keep).zip(news).zip(out) {
            *memory = news + keep * (*memory - news);
            *out += *memory;
        }
    };
    for word in sentence.clone() {
        step(word, 0, 0, &mut memory);
    }
    memory.fill(0.0);
    for word in sentence.rev() {
        step(word, 2 * half, half, &mut memory);
    }
}

//! Makes the word vectors: skip-gram with negative samples, each place around a word told apart.
//!
//! Reads the open text and the words of the training parts of the treebanks.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use corpora::treebank::{self, Split};
use reportedly_nlp::model::Writer;
use reportedly_nlp::net::sigmoid;
use reportedly_nlp::vectors::normal;
use reportedly_nlp::{Segment, SegmentKind, Span, token};

use crate::rng::Rng;

/// How many numbers a word of the shipped vectors has.
pub const SHIPPED: usize = 64;
/// The same for the networks that annotate running text.
pub const WIDE: usize = 128;
const WORDS: usize = 36_000;
const EPOCHS: usize = 8;
const SAMPLES: usize = 5;
/// Where the words that are learned from stand.
const PLACES: [isize; 4] = [-2, -1, 1, 2];
/// Words more frequent than this are left out now and then.
const FREQUENT: f32 = 1e-4;
const RATE: f32 = 0.03;

/// Returns the model file, with `width` numbers a word, a multiple of sixteen.
pub fn train(data: &Path, width: usize) -> io::Result<Vec<u8>> {
    let sentences = sentences(data)?;
    let (words, counts) = vocabulary(data, &sentences)?;
    let numbers: BTreeMap<&str, u32> = words.iter().map(String::as_str).zip(0..).collect();
    let text: Vec<Vec<u32>> = sentences
        .iter()
        .map(|s| s.iter().filter_map(|w| numbers.get(w.as_str()).copied()).collect())
        .collect();
    let tokens = text.iter().map(Vec::len).sum::<usize>();
    eprintln!("{} words, {tokens} known tokens in {} sentences", words.len(), text.len());
    let vectors = learn(&text, &counts, tokens, width);
    let mut writer = Writer::default();
    writer.text("words", &words.join("\n"));
    writer.table("vectors", width, &vectors);
    Ok(writer.finish())
}

/// Returns all sentences as lists of normal spellings.
pub fn sentences(data: &Path) -> io::Result<Vec<Vec<String>>> {
    let mut all = Vec::new();
    for paragraph in corpora::text::paragraphs(data)? {
        let body = Segment { span: Span::new(0, paragraph.len()), kind: SegmentKind::Body };
        let (tokens, sentences) = token::tokens(&paragraph, &[body]);
        for sentence in sentences {
            let words = tokens[sentence.tokens].iter().map(|t| normal(t.span.of(&paragraph)));
            all.push(words.collect());
        }
    }
    for sentence in treebank_train(data)? {
        all.push(sentence.words.iter().map(|w| normal(&w.form)).collect());
    }
    Ok(all)
}

/// Returns the training sentences of both treebanks.
pub fn treebank_train(data: &Path) -> io::Result<Vec<treebank::Sentence>> {
    let mut all = treebank::ewt(data, Split::Train)?;
    all.extend(treebank::gum(data, Split::Train)?);
    Ok(all)
}

/// Returns the words by falling frequency: those frequent enough, and the treebanks' own.
fn vocabulary(data: &Path, sentences: &[Vec<String>]) -> io::Result<(Vec<String>, Vec<u32>)> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for word in sentences.iter().flatten() {
        *counts.entry(word).or_default() += 1;
    }
    let treebanks = treebank_train(data)?;
    let mut kept: BTreeMap<String, u32> = BTreeMap::new();
    for word in treebanks.iter().flat_map(|s| &s.words) {
        *kept.entry(normal(&word.form)).or_default() += 1;
    }
    let mut ranked: Vec<(u32, &str)> = counts
        .iter()
        .map(|(&word, &count)| {
            let bonus = if kept.get(word).is_some_and(|&c| c >= 2) { 5 } else { 0 };
            (count + bonus, word)
        })
        .filter(|&(count, word)| count >= 5 && !word.contains(['\n', '\t']))
        .collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    ranked.truncate(WORDS);
    Ok(ranked.into_iter().map(|(_, word)| (word.to_owned(), counts[word])).unzip())
}

fn learn(text: &[Vec<u32>], counts: &[u32], tokens: usize, width: usize) -> Vec<f32> {
    let mut rng = Rng::new(1);
    let words = counts.len();
    let mut vectors: Vec<f32> =
        (0..words * width).map(|_| (rng.unit() - 0.5) / width as f32).collect();
    let mut places = vec![0.0f32; PLACES.len() * words * width];
    let noise = noise(counts);
    let keep: Vec<f32> = counts
        .iter()
        .map(|&count| {
            let share = count as f32 / tokens as f32;
            (FREQUENT / share).sqrt() + FREQUENT / share
        })
        .collect();
    let total = (tokens * EPOCHS) as f32;
    let mut done = 0usize;
    let mut sentence = Vec::new();
    let mut change = vec![0.0f32; width];
    for epoch in 0..EPOCHS {
        for all in text {
            let rate = RATE * (1.0 - done as f32 / total).max(0.0001);
            done += all.len();
            sentence.clear();
            sentence.extend(all.iter().copied().filter(|&w| rng.unit() < keep[w as usize]));
            for (at, &word) in sentence.iter().enumerate() {
                let vector = &mut vectors[word as usize * width..][..width];
                for (place, &offset) in PLACES.iter().enumerate() {
                    let Some(&context) =
                        at.checked_add_signed(offset).and_then(|i| sentence.get(i))
                    else {
                        continue;
                    };
                    change.fill(0.0);
                    for sample in 0..=SAMPLES {
                        let (target, label) = match sample {
                            0 => (context, 1.0),
                            _ => (noise[rng.below(noise.len())], 0.0),
                        };
                        if sample > 0 && target == context {
                            continue;
                        }
                        let row = (place * words + target as usize) * width;
                        let out = &mut places[row..][..width];
                        let error = rate * (label - sigmoid(dot(vector, out)));
                        for i in 0..width {
                            change[i] += error * out[i];
                            out[i] += error * vector[i];
                        }
                    }
                    for i in 0..width {
                        vector[i] += change[i];
                    }
                }
            }
        }
        eprintln!("vectors: epoch {} of {EPOCHS}", epoch + 1);
    }
    // One length for all words of a kind of frequency would lose nothing; unit rows quantise best.
    for vector in vectors.chunks_exact_mut(width) {
        let length = dot(vector, vector).sqrt().max(1e-6);
        vector.iter_mut().for_each(|x| *x /= length);
    }
    vectors
}

/// Returns a table to draw false contexts from: frequency to the power of 3/4.
fn noise(counts: &[u32]) -> Vec<u32> {
    let weight = |count: u32| {
        let root = f64::from(count).sqrt();
        root * root.sqrt()
    };
    let total: f64 = counts.iter().map(|&c| weight(c)).sum();
    let size = 1 << 20;
    let mut table = Vec::with_capacity(size);
    let mut sum = 0.0;
    for (word, &count) in counts.iter().enumerate() {
        sum += weight(count);
        while (table.len() as f64) < sum / total * size as f64 && table.len() < size {
            table.push(word as u32);
        }
    }
    table
}

/// Returns the inner product, summed in eight lanes so that any vector width gives the same.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 16];
    for (a, b) in a.chunks_exact(16).zip(b.chunks_exact(16)) {
        for i in 0..16 {
            lanes[i] += a[i] * b[i];
        }
    }
    lanes.iter().sum()
}

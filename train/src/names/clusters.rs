//! Sorts words into clusters by what stands around them in running text: "London" and "Paris"
//! share one, "Apple" is in another than "apple".
//!
//! Skip-gram vectors with negative samples, a context of its own for each place around the word,
//! then two rounds of k-means: fine clusters of words, coarse clusters of fine ones.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::Path;

use corpora::archive::gunzip;
use reportedly_nlp::mention::feature::cluster_key;
use reportedly_nlp::mention::hash;

use super::chain::exp;
use super::corpus::{self, split};

const WIDTH: usize = 48;
const EPOCHS: usize = 4;
const SAMPLES: usize = 5;
const RARE: u32 = 5;
const PLACES: [isize; 4] = [-2, -1, 1, 2];
const FINE: usize = 768;
const COARSE: usize = 96;

/// Words in clusters, numbered from 1.
pub struct Clusters {
    /// For every known word, by the hash of its form, its fine cluster; sorted by hash.
    pub words: Vec<(u32, u16)>,
    /// For every fine cluster its coarse one.
    pub coarse: Vec<u16>,
}

/// Returns the clusters of the words of the open texts in `data`.
pub fn clusters(data: &Path) -> io::Result<Clusters> {
    let mut sentences: Vec<Vec<String>> = Vec::new();
    for name in ["wikipedia-films.txt.gz", "wikipedia-timeqa.txt.gz"] {
        let text = gunzip(&data.join("text").join(name))?;
        for paragraph in text.split("\n\n") {
            sentences.extend(
                split(paragraph).split_inclusive(|word| word == ".").map(<[String]>::to_vec),
            );
        }
    }
    for article in corpus::training(data)? {
        if article.weight > 0.3 {
            sentences.extend(article.sentences.into_iter().map(|sentence| sentence.words));
        }
    }
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for word in sentences.iter().flatten() {
        *counts.entry(spelling(word)).or_default() += 1;
    }
    counts.retain(|_, count| *count >= RARE);
    let mut ranked: Vec<(&String, u32)> =
        counts.iter().map(|(word, &count)| (word, count)).collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let numbers: HashMap<&str, u32> =
        ranked.iter().map(|(word, _)| word.as_str()).zip(0..).collect();
    let text: Vec<Vec<u32>> = sentences
        .iter()
        .map(|words| {
            words.iter().filter_map(|w| numbers.get(spelling(w).as_str()).copied()).collect()
        })
        .collect();
    let frequencies: Vec<u32> = ranked.iter().map(|&(_, count)| count).collect();
    println!("clusters: {} words", ranked.len());
    let vectors = vectors(&text, &frequencies);
    let (fine, centres) = k_means(&vectors, FINE, 12);
    let (coarse, _) = k_means(&centres, COARSE, 12);
    let mut words: Vec<(u32, u16)> = ranked
        .iter()
        .zip(&fine)
        .map(|((word, _), &cluster)| (cluster_key(word.chars()), cluster))
        .collect();
    words.sort_unstable();
    words.dedup_by_key(|(hash, _)| *hash);
    Ok(Clusters { words, coarse })
}

/// Returns the spelling under which a word is counted: every digit a zero.
fn spelling(word: &str) -> String {
    word.chars().map(|c| if c.is_ascii_digit() { '0' } else { hash::plain(c) }).take(24).collect()
}

fn vectors(text: &[Vec<u32>], counts: &[u32]) -> Vec<[f32; WIDTH]> {
    let mut random = Random(0x1234_5678_9abc_def1);
    let words = counts.len();
    let tokens: f32 = counts.iter().map(|&count| count as f32).sum();
    let mut vectors = vec![[0f32; WIDTH]; words];
    for vector in &mut vectors {
        *vector = std::array::from_fn(|_| (random.unit() - 0.5) / WIDTH as f32);
    }
    let mut contexts = vec![[0f32; WIDTH]; words * PLACES.len()];
    let mut noise = Vec::new();
    for (word, &count) in counts.iter().enumerate() {
        // Three quarters of the way from one to all of its occurrences, on a scale of powers.
        let share = (count as f32).sqrt() * (count as f32).sqrt().sqrt();
        noise.extend(std::iter::repeat_n(word as u32, share.ceil() as usize));
    }
    let total = text.len() * EPOCHS;
    let mut kept = Vec::new();
    for round in 0..total {
        let sentence = &text[round % text.len()];
        let rate = 0.04 * (1.0 - round as f32 / total as f32).max(0.01);
        kept.clear();
        for &word in sentence {
            let share = counts[word as usize] as f32 / tokens;
            if share < 1e-4 || random.unit() < (1e-4 / share).sqrt() {
                kept.push(word);
            }
        }
        for at in 0..kept.len() {
            for (place, &offset) in PLACES.iter().enumerate() {
                let Some(&context) = at.checked_add_signed(offset).and_then(|i| kept.get(i)) else {
                    continue;
                };
                let vector = &mut vectors[kept[at] as usize];
                let mut change = [0f32; WIDTH];
                for sample in 0..=SAMPLES {
                    let target = match sample {
                        0 => context,
                        _ => noise[(random.next() % noise.len() as u64) as usize],
                    };
                    if sample > 0 && target == context {
                        continue;
                    }
                    let other = &mut contexts[place * words + target as usize];
                    let sum = product(vector, other);
                    let wanted = if sample == 0 { 1.0 } else { 0.0 };
                    let slope = rate * (wanted - 1.0 / (1.0 + exp(-sum)));
                    for i in 0..WIDTH {
                        change[i] += slope * other[i];
                        other[i] += slope * vector[i];
                    }
                }
                for i in 0..WIDTH {
                    vector[i] += change[i];
                }
            }
        }
    }
    for vector in &mut vectors {
        unit(vector);
    }
    vectors
}

/// Returns the cluster of every vector, from 1, and the middles of the clusters.
fn k_means(
    vectors: &[[f32; WIDTH]],
    clusters: usize,
    rounds: usize,
) -> (Vec<u16>, Vec<[f32; WIDTH]>) {
    // The first vectors are the most frequent words: spread over all frequencies instead.
    let step = (vectors.len() / clusters).max(1);
    let mut centres: Vec<[f32; WIDTH]> =
        vectors.iter().step_by(step).take(clusters).copied().collect();
    let mut owners = vec![0u16; vectors.len()];
    for _ in 0..rounds {
        for (vector, owner) in vectors.iter().zip(&mut owners) {
            let mut best = f32::MIN;
            for (number, centre) in centres.iter().enumerate() {
                let near = product(vector, centre);
                if near > best {
                    best = near;
                    *owner = number as u16 + 1;
                }
            }
        }
        let mut sums = vec![[0f32; WIDTH]; centres.len()];
        for (vector, &owner) in vectors.iter().zip(&owners) {
            for (sum, x) in sums[usize::from(owner) - 1].iter_mut().zip(vector) {
                *sum += x;
            }
        }
        for (centre, mut sum) in centres.iter_mut().zip(sums) {
            if sum.iter().any(|&x| x != 0.0) {
                unit(&mut sum);
                *centre = sum;
            }
        }
    }
    (owners, centres)
}

fn unit(vector: &mut [f32; WIDTH]) {
    let length = product(vector, vector).sqrt().max(1e-9);
    vector.iter_mut().for_each(|x| *x /= length);
}

/// Returns the inner product, summed in sixteen lanes whatever the machine has.
fn product(a: &[f32; WIDTH], b: &[f32; WIDTH]) -> f32 {
    let mut lanes = [0f32; 16];
    for start in (0..WIDTH).step_by(16) {
        for lane in 0..16 {
            lanes[lane] += a[start + lane] * b[start + lane];
        }
    }
    lanes.iter().sum()
}

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }
}

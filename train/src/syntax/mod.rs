//! Makes the model of tags and trees from the treebanks.

mod network;
mod parameters;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use corpora::treebank::{self, Sentence, Split};
use reportedly_nlp::feature::features;
use reportedly_nlp::model::{Sections, Writer};
use reportedly_nlp::tree::best_tree;
use reportedly_nlp::{Deprel, Upos, Xpos};

use crate::rng::Rng;
use crate::vectors::treebank_train;
use network::{Dropout, Input, Network, Size, Target, best};
use parameters::{Adam, Tensor};

/// How many rows the parts of words are hashed to.
const PARTS: usize = 8192;
/// A word seen less often is unknown.
const FREQUENT: u32 = 2;
const BATCH_WORDS: usize = 400;

/// How a network is trained.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub size: Size,
    pub dropout: Dropout,
    pub epochs: usize,
    pub rate: f32,
    pub seed: u64,
}

/// The plan of the model that is shipped.
pub const SHIPPED: Plan = Plan {
    size: Size { input: 96, width: 128, readers: 3, arc: 64, label: 64 },
    dropout: Dropout { input: 0.25, layer: 0.25, output: 0.3 },
    epochs: 20,
    rate: 2e-3,
    seed: 1,
};

/// What numbers stand for.
struct Labels {
    words: Vec<String>,
    counts: Vec<u32>,
    word: BTreeMap<String, u32>,
    vector: BTreeMap<String, u32>,
    tags: Vec<(Upos, Xpos)>,
}

impl Labels {
    fn new(sentences: &[Sentence], vector_words: &str) -> Labels {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        let mut tags: BTreeMap<(Upos, Xpos), u32> = BTreeMap::new();
        for word in sentences.iter().flat_map(|s| &s.words) {
            *counts.entry(reportedly_nlp::vectors::normal(&word.form)).or_default() += 1;
            *tags.entry((word.upos, word.xpos)).or_default() += 1;
        }
        let mut words = vec!["_unknown_".to_owned()];
        let mut kept = vec![0];
        for (word, count) in counts {
            if count >= FREQUENT && !word.contains(char::is_whitespace) {
                words.push(word);
                kept.push(count);
            }
        }
        Labels {
            word: words.iter().cloned().zip(0..).collect(),
            vector: vector_words.lines().map(str::to_owned).zip(0..).collect(),
            words,
            counts: kept,
            tags: tags.into_iter().filter(|&(_, count)| count >= 2).map(|(tag, _)| tag).collect(),
        }
    }

    fn input(&self, form: &str) -> Input {
        let features = features(form, PARTS);
        Input {
            word: self.word.get(&features.normal).copied().unwrap_or(0),
            vector: self.vector.get(&features.normal).copied(),
            parts: features.parts,
        }
    }

    fn example(&self, sentence: &Sentence) -> (Vec<Input>, Target) {
        let inputs = sentence.words.iter().map(|w| self.input(&w.form)).collect();
        let words = &sentence.words;
        let target = Target {
            tags: words
                .iter()
                .map(|w| self.tags.iter().position(|&t| t == (w.upos, w.xpos)).unwrap_or(0) as u16)
                .collect(),
            heads: words.iter().map(|w| w.head as u16).collect(),
            labels: words.iter().map(|w| w.deprel as u16).collect(),
        };
        (inputs, target)
    }
}

/// Returns the model file, made with the word vectors of `vectors`.
pub fn train(data: &Path, vectors: &[u8], plan: Plan) -> io::Result<Vec<u8>> {
    let sections = Sections::read(vectors).ok_or_else(|| io::Error::other("no word vectors"))?;
    let table = sections.table("vectors");
    let sentences = treebank_train(data)?;
    let labels = Labels::new(&sentences, sections.text("words"));
    let examples: Vec<_> = sentences.iter().map(|s| labels.example(s)).collect();
    let dev: Vec<Vec<Sentence>> =
        vec![treebank::ewt(data, Split::Dev)?, treebank::gum(data, Split::Dev)?];
    eprintln!(
        "{} words, {} tags, {} sentences",
        labels.words.len(),
        labels.tags.len(),
        examples.len()
    );
    let vectors = table.to_vec();
    let network = learn(&labels, &vectors, table.width, &examples, &dev, plan);
    Ok(write(&labels, &network))
}

fn learn(
    labels: &Labels,
    vectors: &[f32],
    vector_width: usize,
    examples: &[(Vec<Input>, Target)],
    dev: &[Vec<Sentence>],
    plan: Plan,
) -> Network {
    let mut rng = Rng::new(plan.seed);
    let mut network = Network::new(
        plan.size,
        labels.words.len(),
        PARTS,
        vector_width,
        labels.tags.len(),
        Deprel::ALL.len(),
        &mut rng,
    );
    let mut adam = Adam::default();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let total = examples.iter().map(|e| e.0.len()).sum::<usize>() * plan.epochs;
    let mut done = 0;
    let mut inputs: Vec<Vec<Input>> = Vec::new();
    for epoch in 1..=plan.epochs {
        rng.shuffle(&mut order);
        let mut losses = [0.0; 3];
        let mut rest = &order[..];
        while !rest.is_empty() {
            let mut words = 0;
            let size = rest.iter().take_while(|&&i| {
                let fits = words < BATCH_WORDS;
                words += examples[i].0.len();
                fits
            });
            let (batch, after) = rest.split_at(size.count());
            rest = after;
            inputs.clear();
            for &i in batch {
                inputs.push(examples[i].0.iter().map(|w| forget(w, labels, &mut rng)).collect());
                done += examples[i].0.len();
            }
            let batch: Vec<(&[Input], &Target)> = inputs
                .iter()
                .map(Vec::as_slice)
                .zip(batch.iter().map(|&i| &examples[i].1))
                .collect();
            let batch_losses = network.learn(vectors, &batch, plan.dropout, &mut rng);
            losses.iter_mut().zip(batch_losses).for_each(|(sum, loss)| *sum += loss);
            let warm = (done as f32 / 20_000.0).min(1.0);
            adam.advance(plan.rate * warm * (1.0 - done as f32 / total as f32).max(0.0));
            network.step(&adam);
        }
        let words = (total / plan.epochs) as f64;
        eprintln!(
            "epoch {epoch}: losses of tags {:.3}, heads {:.3}, labels {:.3}",
            losses[0] / words,
            losses[1] / words,
            losses[2] / words
        );
        if epoch % 4 == 0 || epoch == plan.epochs {
            for sentences in dev {
                eprintln!("  {}", accuracy(&network, labels, vectors, sentences));
            }
        }
    }
    network
}

/// Takes away what is known of a word now and then, rare words more often, so that unknown words
/// are no surprise.
fn forget(input: &Input, labels: &Labels, rng: &mut Rng) -> Input {
    let mut input = input.clone();
    let count = labels.counts[input.word as usize] as f32;
    if rng.unit() < 0.25 / (0.25 + count) + 0.02 {
        input.word = 0;
        if rng.unit() < 0.3 {
            input.vector = None;
        }
    }
    input
}

/// Returns the accuracies on gold tokens.
fn accuracy(network: &Network, labels: &Labels, vectors: &[f32], sentences: &[Sentence]) -> String {
    let (mut words, mut upos, mut xpos, mut uas, mut las) = (0, 0, 0, 0, 0);
    for chunk in sentences.chunks(16) {
        let inputs: Vec<Vec<Input>> =
            chunk.iter().map(|s| s.words.iter().map(|w| labels.input(&w.form)).collect()).collect();
        let batch: Vec<&[Input]> = inputs.iter().map(Vec::as_slice).collect();
        let (scores, label_scores) = network.scores(vectors, &batch);
        let tags = best(&scores.tags, labels.tags.len());
        let mut at = 0;
        for (number, sentence) in chunk.iter().enumerate() {
            let count = sentence.words.len();
            let heads: Vec<u16> =
                best_tree(&scores.arcs[number], count).into_iter().map(|h| h as u16).collect();
            let found = best(&label_scores(number, &heads), Deprel::ALL.len());
            for (i, word) in sentence.words.iter().enumerate() {
                let tag = labels.tags[tags[at + i] as usize];
                words += 1;
                upos += usize::from(tag.0 == word.upos);
                xpos += usize::from(tag.1 == word.xpos);
                if heads[i] as usize == word.head {
                    uas += 1;
                    let label = Deprel::ALL[found[i] as usize];
                    las += usize::from(label.universal() == word.deprel.universal());
                }
            }
            at += count;
        }
    }
    let share = |n: usize| 100.0 * n as f64 / words.max(1) as f64;
    format!(
        "UPOS {:.2} XPOS {:.2} UAS {:.2} LAS {:.2}",
        share(upos),
        share(xpos),
        share(uas),
        share(las)
    )
}

fn write(labels: &Labels, network: &Network) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.text("words", &labels.words.join("\n"));
    let tags: Vec<String> = labels.tags.iter().map(|(u, x)| format!("{u}\t{x}")).collect();
    writer.text("tags", &tags.join("\n"));
    let relations: Vec<&str> = Deprel::ALL.iter().map(|d| d.as_str()).collect();
    writer.text("labels", &relations.join("\n"));
    let mut table = |name: &str, tensor: &Tensor| writer.table(name, tensor.width, &tensor.data);
    table("word", &network.word);
    table("part", &network.part);
    let mut matrix = |name: &str, weights: &Tensor, bias: &Tensor| {
        table(name, weights);
        table(&format!("{name}.bias"), bias);
    };
    matrix("project", &network.project, &network.project_bias);
    matrix("window", &network.window, &network.window_bias);
    for (layer, (weights, bias)) in network.readers.iter().enumerate() {
        matrix(&format!("reader{layer}"), weights, bias);
    }
    matrix("tag", &network.tag, &network.tag_bias);
    matrix("roles", &network.roles, &network.roles_bias);
    matrix("wanted", &network.wanted, &network.wanted_bias);
    matrix("distance", &network.distance, &network.distance_bias);
    matrix("label", &network.label, &network.label_bias);
    table("root.arc", &network.root_arc);
    table("root.label", &network.root_label);
    writer.finish()
}

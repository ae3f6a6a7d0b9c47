//! Makes the model of tags and trees from the treebanks.

mod invented;
mod network;
mod parameters;
mod silver;

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::path::Path;

use corpora::treebank::{self, Sentence, Split};
use reportedly_nlp::feature::features;
use reportedly_nlp::model::{Sections, Writer};
use reportedly_nlp::tree::best_tree;
use reportedly_nlp::{Deprel, Segment, SegmentKind, Span, Upos, Xpos, token};

use crate::rng::Rng;
use crate::vectors::treebank_train;
use invented::Invented;
use network::{Dropout, Input, Network, Size, Sizes, Target, Wanted, best};
use parameters::{Adam, Tensor};

/// How many rows the parts of words are hashed to.
const PARTS: usize = 8192;
/// A word seen less often is unknown.
const FREQUENT: u32 = 2;
/// How often a person of the treebanks gets another name.
const RENAMED: f32 = 0.3;
const BATCH_WORDS: usize = 400;

/// How a network is trained.
#[derive(Clone, Copy, Debug)]
struct Plan {
    size: Size,
    dropout: Dropout,
    epochs: usize,
    rate: f32,
    /// Whether it sees the invented sentences, and people of the treebanks renamed.
    invented: bool,
    seed: u64,
}

/// How many words of running text the teachers annotate.
const SILVER_WORDS: usize = 5_000_000;

/// The plan of the model that is shipped.
const SHIPPED: Plan = Plan {
    size: Size { input: 80, width: 128, readers: 3, arc: 128, label: 96 },
    dropout: Dropout { input: 0.1, layer: 0.05, output: 0.1 },
    epochs: 10,
    rate: 2e-3,
    invented: true,
    seed: 1,
};

/// The plans of the networks that annotate running text for it.
const TEACHERS: [Plan; 3] = [teacher(11, 3), teacher(12, 3), teacher(13, 4)];

const fn teacher(seed: u64, readers: usize) -> Plan {
    Plan {
        size: Size { input: 96, width: 192, readers, arc: 160, label: 128 },
        dropout: Dropout { input: 0.15, layer: 0.1, output: 0.15 },
        epochs: 10,
        rate: 2e-3,
        invented: false,
        seed,
    }
}

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

    fn example(&self, sentence: &Sentence) -> Example {
        let inputs = sentence.words.iter().map(|w| self.input(&w.form)).collect();
        let words = &sentence.words;
        let target = Target {
            tags: words
                .iter()
                .map(|w| self.tags.iter().position(|&t| t == (w.upos, w.xpos)).unwrap_or(0))
                .map(Wanted::sure)
                .collect(),
            heads: words.iter().map(|w| Wanted::sure(w.head)).collect(),
            labels: words.iter().map(|w| Wanted::sure(w.deprel as usize)).collect(),
        };
        Example { inputs, target, people: invented::people(sentence) }
    }
}

/// Returns running text annotated by the teachers, for [`train`].
pub fn silver(data: &Path, vectors: &[u8]) -> io::Result<String> {
    let ground = Ground::read(data, vectors)?;
    let teachers: Vec<Network> = TEACHERS.iter().map(|&plan| learn(&ground, &[], plan)).collect();
    let forms = silver_sentences(data)?;
    let inputs: Vec<Vec<Input>> =
        forms.iter().map(|s| s.iter().map(|f| ground.labels.input(f)).collect()).collect();
    let targets = silver::annotate(&teachers, &ground.vectors, &inputs);
    Ok(silver::write(&forms, &targets))
}

/// Returns sentences of running text of the usual length.
fn silver_sentences(data: &Path) -> io::Result<Vec<Vec<String>>> {
    let mut all: Vec<Vec<String>> = Vec::new();
    for paragraph in corpora::text::paragraphs(data)? {
        let body = Segment { span: Span::new(0, paragraph.len()), kind: SegmentKind::Body };
        let (tokens, sentences) = token::tokens(&paragraph, &[body]);
        for sentence in sentences.iter().filter(|s| (5..=50).contains(&s.tokens.len())) {
            let words = tokens[sentence.tokens.clone()].iter();
            all.push(words.map(|t| t.span.of(&paragraph).to_owned()).collect());
        }
    }
    Rng::new(7).shuffle(&mut all);
    let mut words = 0;
    let fits = all.iter().take_while(|s| {
        words += s.len();
        words < SILVER_WORDS
    });
    let count = fits.count();
    all.truncate(count);
    Ok(all)
}

/// Returns the model file, made with word vectors and text that the teachers annotated.
pub fn train(data: &Path, vectors: &[u8], silver: &str) -> io::Result<Vec<u8>> {
    let ground = Ground::read(data, vectors)?;
    let silver: Vec<_> = silver::read(silver)
        .into_iter()
        .map(|(forms, target)| Example {
            inputs: forms.iter().map(|f| ground.labels.input(f)).collect(),
            target,
            people: Vec::new(),
        })
        .collect();
    let network = learn(&ground, &silver, SHIPPED);
    Ok(write(&ground.labels, &network))
}

/// What every network learns from and is measured on.
struct Ground {
    labels: Labels,
    vectors: Vec<f32>,
    vector_width: usize,
    examples: Vec<Example>,
    invented: Invented,
    dev: [Vec<Sentence>; 2],
}

/// A sentence and what is wanted of it.
struct Example {
    inputs: Vec<Input>,
    target: Target,
    /// Where people are named in several words.
    people: Vec<Range<usize>>,
}

impl Ground {
    fn read(data: &Path, vectors: &[u8]) -> io::Result<Ground> {
        let sections =
            Sections::read(vectors).ok_or_else(|| io::Error::other("no word vectors"))?;
        let table = sections.table("vectors");
        let sentences = treebank_train(data)?;
        let invented = Invented::new(&sentences);
        let labels = Labels::new(&sentences, sections.text("words"));
        Ok(Ground {
            vectors: table.to_vec(),
            vector_width: table.width,
            examples: sentences.iter().map(|s| labels.example(s)).collect(),
            invented,
            dev: [treebank::ewt(data, Split::Dev)?, treebank::gum(data, Split::Dev)?],
            labels,
        })
    }
}

/// Trains one network. Silver examples are seen once, spread over all but the last epochs.
fn learn(ground: &Ground, silver: &[Example], plan: Plan) -> Network {
    let Ground { labels, vectors, examples: gold, .. } = ground;
    eprintln!("{plan:?}");
    let mut rng = Rng::new(plan.seed);
    let mut network = Network::new(
        plan.size,
        Sizes {
            words: labels.words.len(),
            parts: PARTS,
            vector: ground.vector_width,
            tags: labels.tags.len(),
            labels: Deprel::ALL.len(),
        },
        &mut rng,
    );
    let mut adam = Adam::default();
    let count = |examples: &[Example]| examples.iter().map(|e| e.inputs.len()).sum::<usize>();
    let invented: Vec<Vec<Example>> = (0..if plan.invented { plan.epochs } else { 0 })
        .map(|_| {
            let twice = (0..2).flat_map(|_| ground.invented.filled(&mut rng).collect::<Vec<_>>());
            twice.map(|s| labels.example(&s)).collect()
        })
        .collect();
    let total = count(gold) * plan.epochs
        + count(silver)
        + invented.iter().map(|e| count(e)).sum::<usize>();
    let mut invented = invented.iter().map(Vec::as_slice);
    let silver_epochs = plan.epochs - plan.epochs / 4;
    let share = silver.len().div_ceil(silver_epochs.max(1)).max(1);
    let mut shares = silver.chunks(share);
    let mut done = 0;
    let mut inputs: Vec<Vec<Input>> = Vec::new();
    for epoch in 1..=plan.epochs {
        let silver = shares.next().unwrap_or_default();
        let mut order: Vec<&Example> =
            gold.iter().chain(silver).chain(invented.next().unwrap_or_default()).collect();
        rng.shuffle(&mut order);
        let mut losses = [0.0; 3];
        let before = done;
        let mut rest = &order[..];
        while !rest.is_empty() {
            let mut words = 0;
            let fits = rest.iter().take_while(|example| {
                let fits = words < BATCH_WORDS;
                words += example.inputs.len();
                fits
            });
            let (batch, after) = rest.split_at(fits.count());
            rest = after;
            inputs.clear();
            for example in batch {
                let mut seen = example.inputs.clone();
                for person in example.people.iter().filter(|_| plan.invented) {
                    if rng.unit() < RENAMED {
                        let names = ground.invented.names();
                        seen[person.start] = labels.input(&names.given(&mut rng).form);
                        seen[person.end - 1] = labels.input(&names.family(&mut rng).form);
                    }
                }
                seen.iter_mut().for_each(|word| forget(word, labels, &mut rng));
                inputs.push(seen);
                done += example.inputs.len();
            }
            let targets = batch.iter().map(|example| &example.target);
            let batch: Vec<(&[Input], &Target)> =
                inputs.iter().map(Vec::as_slice).zip(targets).collect();
            let batch_losses = network.learn(vectors, &batch, plan.dropout, &mut rng);
            losses.iter_mut().zip(batch_losses).for_each(|(sum, loss)| *sum += loss);
            let warm = (done as f32 / 20_000.0).min(1.0);
            adam.advance(plan.rate * warm * (1.0 - done as f32 / total as f32).max(0.0));
            network.step(&adam);
        }
        let words = (done - before) as f64;
        eprintln!(
            "epoch {epoch}: losses of tags {:.3}, heads {:.3}, labels {:.3}",
            losses[0] / words,
            losses[1] / words,
            losses[2] / words
        );
        if epoch % 4 == 0 || epoch == plan.epochs {
            for sentences in &ground.dev {
                eprintln!("  {}", accuracy(&network, labels, vectors, sentences));
            }
        }
    }
    network
}

/// Takes away what is known of a word now and then, rare words more often, so that unknown words
/// are no surprise.
fn forget(input: &mut Input, labels: &Labels, rng: &mut Rng) {
    let count = labels.counts[input.word as usize] as f32;
    if rng.unit() < 0.25 / (0.25 + count) + 0.02 {
        input.word = 0;
        if rng.unit() < 0.3 {
            input.vector = None;
        }
    }
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

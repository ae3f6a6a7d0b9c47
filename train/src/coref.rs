//! Learns to rank antecedents.
//!
//! From OntoGUM (train), LitBank and the development part of GAP. Each text is resolved by the
//! model so far; each choice that the firm rules leave open is an example: the chains that hold
//! the gold entity against all others and against none. The loss is the log of the probability of
//! all right ones together.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use corpora::coreference::{self, Gap, Text};
use corpora::treebank::Split;
use reportedly_nlp::entity::candidate::{self, Candidate};
use reportedly_nlp::entity::rank::{BITS, Choice, Feature, Model, UNITS, WIDTH};
use reportedly_nlp::entity::resolve::Resolver;
use reportedly_nlp::entity::tree::Tree;
use reportedly_nlp::{Context, Document, MentionForm, Mode, Segment, SegmentKind, Span, annotate};

use crate::matrix::exp;
use crate::rng::Rng;

/// How often all texts are gone through.
const EPOCHS: usize = 8;

/// The first step of Adagrad; it falls to nothing.
const RATE: f32 = 0.06;

/// How much a text of LitBank counts beside one of OntoGUM.
const FICTION: f32 = 0.3;

/// How much a missed antecedent is feared more than a wrong one, in logits.
const MISSED: f32 = 1.5;

/// A name that a pronoun of GAP may refer to.
struct Rival {
    candidates: Vec<usize>,
    meant: bool,
}

/// A document with the gold cluster of each candidate.
struct Example {
    document: Document,
    gold: Vec<Option<usize>>,
    /// For GAP: the pronoun, and the two names.
    gap: Option<(usize, [Rival; 2])>,
    weight: f32,
}

/// Returns `coref.bin`.
pub fn train(data: &Path) -> io::Result<Vec<u8>> {
    let mut examples: Vec<Example> =
        coreference::ontogum(data, Split::Train)?.iter().map(|text| marked(text, 1.0)).collect();
    examples.extend(coreference::litbank(data)?.iter().map(|text| marked(text, FICTION)));
    examples.extend(coreference::gap(data, Split::Train)?.iter().filter_map(ambiguous));
    println!("{} documents", examples.len());
    let mut learner = Learner::new();
    // Of five seeds one with which every sentence of the pages holds.
    let mut random = Rng::new(3);
    for epoch in 0..EPOCHS {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        random.shuffle(&mut order);
        learner.rate = RATE * (1.0 - epoch as f32 / EPOCHS as f32);
        let (mut loss, mut count) = (0.0, 0usize);
        for index in order {
            let example = &examples[index];
            if example.gap.is_some() && epoch == 0 {
                continue;
            }
            Resolver::run(&example.document, |resolver, choice| {
                let taught = teach(example, resolver, choice);
                let own = learner.best(choice);
                match taught {
                    Some((right, considered)) => {
                        loss +=
                            f64::from(learner.learn(choice, &right, &considered, example.weight));
                        count += 1;
                        let gold = right.iter().position(|&right| right);
                        // Half of the choices are made right, so that what follows is learned
                        // both from sound and from faulty chains.
                        if epoch == 0 || random.below(2) == 0 {
                            gold.and_then(|gold| choice.options.get(gold)).map(|option| option.0)
                        } else {
                            own
                        }
                    }
                    None => own,
                }
            });
        }
        println!("epoch {} loss {:.4} over {count}", epoch + 1, loss / count.max(1) as f64);
    }
    Ok(Model::to_bytes(&learner.rows, &learner.units))
}

fn read(text: &str, segments: &[Segment]) -> Document {
    let day = jiff::civil::date(2020, 1, 1);
    annotate(text, segments, &Context { document_creation_time: day, mode: Mode::News })
}

fn marked(text: &Text, weight: f32) -> Example {
    let document = read(&text.text, &text.segments);
    let gold = {
        let tree = Tree::new(&document);
        let candidates = candidate::candidates(&tree);
        gold_clusters(text, &tree, &candidates)
    };
    Example { document, gold, gap: None, weight }
}

/// Returns the gold cluster of each candidate: by the same words, else by the same head.
fn gold_clusters(text: &Text, tree: &Tree, candidates: &[Candidate]) -> Vec<Option<usize>> {
    let document = tree.document;
    let mut by_words: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut by_head: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        by_words.entry((candidate.tokens.start, candidate.tokens.end)).or_insert(index);
        if candidate.members.is_empty() {
            by_head.entry(candidate.head).or_default().push(index);
        }
    }
    let mut gold = vec![None; candidates.len()];
    let mut inexact = Vec::new();
    for (range, cluster) in &text.mentions {
        let span = Span::new(text.tokens[range.start].start, text.tokens[range.end - 1].end);
        let tokens = document.tokens_in(span);
        match by_words.get(&(tokens.start, tokens.end)) {
            Some(&index) if gold[index].is_none() => gold[index] = Some(*cluster),
            Some(_) => {}
            None => inexact.push((tokens, *cluster)),
        }
    }
    for (tokens, cluster) in inexact {
        let mut heads = tokens
            .clone()
            .filter(|&token| tree.head(token).is_none_or(|head| !tokens.contains(&head)));
        let Some(head) = heads.next() else { continue };
        if let Some(&index) = by_head.get(&head).and_then(|found| found.first())
            && gold[index].is_none()
        {
            gold[index] = Some(cluster);
        }
    }
    gold
}

fn ambiguous(case: &Gap) -> Option<Example> {
    let body = Segment { span: Span::new(0, case.text.len()), kind: SegmentKind::Body };
    let document = read(&case.text, &[body]);
    let (gap, len) = {
        let tree = Tree::new(&document);
        let candidates = candidate::candidates(&tree);
        let at = |span: Span| {
            let tokens = document.tokens_in(span);
            let found = (0..candidates.len()).filter(|&i| tokens.contains(&candidates[i].head));
            found.collect::<Vec<_>>()
        };
        let pronoun = at(case.pronoun).into_iter().next()?;
        let names = case.names.map(|(span, meant)| Rival { candidates: at(span), meant });
        ((pronoun, names), candidates.len())
    };
    Some(Example { document, gold: vec![None; len], gap: Some(gap), weight: 1.0 })
}

/// Returns which options are right (the last one: none of them), and which count at all.
fn teach(
    example: &Example,
    resolver: &Resolver,
    choice: &Choice,
) -> Option<(Vec<bool>, Vec<bool>)> {
    let options = choice.options.len();
    if let Some((pronoun, names)) = &example.gap {
        if choice.anaphor != *pronoun {
            return None;
        }
        let holds = |chain: usize, name: &Rival| {
            resolver.get(chain).mentions.iter().any(|mention| name.candidates.contains(mention))
                || name.candidates.iter().any(|&index| resolver.planned_chain(index) == Some(chain))
        };
        let any = names.iter().any(|name| name.meant);
        let mut right = Vec::with_capacity(options + 1);
        let mut considered = Vec::with_capacity(options + 1);
        for (chain, _) in &choice.options {
            let chain = resolver.root(*chain);
            let named = resolver.get(chain).named;
            let meant = names.iter().any(|name| name.meant && holds(chain, name));
            let wrong = !meant && names.iter().any(|name| holds(chain, name));
            right.push(if any { meant } else { !wrong });
            considered.push(!any || meant || wrong || named);
        }
        right.push(!any);
        considered.push(true);
        return right.contains(&true).then_some((right, considered));
    }
    let gold = example.gold[choice.anaphor];
    let mut right: Vec<bool> = choice
        .options
        .iter()
        .map(|(chain, _)| gold.is_some() && cluster(example, resolver, *chain) == gold)
        .collect();
    let none = !right.contains(&true);
    right.push(none);
    Some((right, vec![true; options + 1]))
}

/// Returns the cluster that most candidates of a chain belong to.
fn cluster(example: &Example, resolver: &Resolver, chain: usize) -> Option<usize> {
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    let known = resolver.get(chain);
    let ahead = known.mentions.is_empty();
    for &mention in &known.mentions {
        if let Some(cluster) = example.gold[mention] {
            *votes.entry(cluster).or_default() += 1;
        }
    }
    if ahead {
        for (index, candidate) in resolver.candidates.iter().enumerate() {
            if candidate.form == MentionForm::Name
                && resolver.planned_chain(index) == Some(chain)
                && let Some(cluster) = example.gold[index]
            {
                *votes.entry(cluster).or_default() += 1;
            }
        }
    }
    votes.into_iter().max_by_key(|&(cluster, votes)| (votes, cluster)).map(|(cluster, _)| cluster)
}

/// The weights while they are learned, with the sums of squares of Adagrad.
struct Learner {
    rows: Vec<f32>,
    units: Vec<f32>,
    row_squares: Vec<f32>,
    unit_squares: Vec<f32>,
    rate: f32,
}

impl Learner {
    fn new() -> Learner {
        let mut random = Rng::new(1);
        let rows = (0..WIDTH << BITS)
            .map(
                |index| {
                    if index % WIDTH == UNITS { 0.0 } else { 0.1 * (2.0 * random.unit() - 1.0) }
                },
            )
            .collect();
        let units = (0..UNITS).map(|_| 0.5 * (2.0 * random.unit() - 1.0)).collect();
        Learner {
            rows,
            units,
            row_squares: vec![1e-2; WIDTH << BITS],
            unit_squares: vec![1e-2; UNITS],
            rate: RATE,
        }
    }

    fn sum(&self, into: &mut [f32; WIDTH], features: &[Feature]) {
        for &feature in features {
            let start = usize::from(feature) * WIDTH;
            for (total, weight) in into.iter_mut().zip(&self.rows[start..start + WIDTH]) {
                *total += weight;
            }
        }
    }

    fn hidden(&self, choice: &Choice) -> Vec<[f32; WIDTH]> {
        let mut common = [0.0; WIDTH];
        self.sum(&mut common, &choice.common);
        let all = choice.options.iter().map(|option| &option.1).chain([&choice.none]);
        all.map(|features| {
            let mut sum = common;
            self.sum(&mut sum, features);
            sum
        })
        .collect()
    }

    fn score(&self, hidden: &[f32; WIDTH]) -> f32 {
        let units = hidden.iter().zip(&self.units).map(|(value, unit)| value.max(0.0) * unit);
        units.sum::<f32>() + hidden[UNITS]
    }

    fn best(&self, choice: &Choice) -> Option<usize> {
        let hidden = self.hidden(choice);
        let mut best = (self.score(&hidden[hidden.len() - 1]), None);
        for (hidden, (chain, _)) in hidden.iter().zip(&choice.options) {
            let score = self.score(hidden);
            if score > best.0 {
                best = (score, Some(*chain));
            }
        }
        best.1
    }

    /// Makes the right options likelier; returns the loss.
    fn learn(&mut self, choice: &Choice, right: &[bool], considered: &[bool], weight: f32) -> f32 {
        let hidden = self.hidden(choice);
        let mut scores: Vec<f32> = hidden.iter().map(|hidden| self.score(hidden)).collect();
        // What comes after would pay twice for an antecedent that is missed.
        if let (Some(none), Some(false)) = (scores.last_mut(), right.last()) {
            *none += MISSED;
        }
        let kept = || scores.iter().zip(considered).filter(|(_, considered)| **considered);
        let greatest = kept().map(|(score, _)| *score).fold(f32::NEG_INFINITY, f32::max);
        let exps: Vec<f32> = scores
            .iter()
            .zip(considered)
            .map(|(score, &considered)| if considered { exp(score - greatest) } else { 0.0 })
            .collect();
        let total: f32 = exps.iter().sum();
        let good: f32 = exps.iter().zip(right).filter(|(_, right)| **right).map(|(e, _)| e).sum();
        let good = good.max(1e-9);
        let mut common = [0.0; WIDTH];
        let mut units = [0.0; UNITS];
        for (index, hidden) in hidden.iter().enumerate() {
            if !considered[index] {
                continue;
            }
            let target = if right[index] { exps[index] / good } else { 0.0 };
            let slope = weight * (exps[index] / total - target);
            if slope.abs() < 1e-5 {
                continue;
            }
            let mut gradient = [0.0; WIDTH];
            for unit in 0..UNITS {
                if hidden[unit] > 0.0 {
                    gradient[unit] = slope * self.units[unit];
                    units[unit] += slope * hidden[unit];
                }
            }
            gradient[UNITS] = slope;
            for (sum, gradient) in common.iter_mut().zip(&gradient) {
                *sum += gradient;
            }
            let features = choice.options.get(index).map_or(&choice.none, |option| &option.1);
            self.step(features, &gradient);
        }
        self.step(&choice.common, &common);
        let state = self.units.iter_mut().zip(&mut self.unit_squares);
        for ((unit, square), gradient) in state.zip(&units) {
            *square += gradient * gradient;
            *unit -= self.rate * gradient / square.sqrt();
        }
        (total / good).ln()
    }

    fn step(&mut self, features: &[Feature], gradient: &[f32; WIDTH]) {
        for &feature in features {
            let start = usize::from(feature) * WIDTH;
            for (index, gradient) in gradient.iter().enumerate() {
                if *gradient != 0.0 {
                    let square = &mut self.row_squares[start + index];
                    *square += gradient * gradient;
                    self.rows[start + index] -= self.rate * gradient / square.sqrt();
                }
            }
        }
    }
}

//! The network: encoder, tags and tree, forward as in the models and backward to learn.

use std::ops::Range;

use reportedly_nlp::encoder::TAG_LAYER;
use reportedly_nlp::feature::PARTS;
use reportedly_nlp::net::{argmax, sigmoid, tanh};
use reportedly_nlp::tree::{DISTANCES, distance};

use super::parameters::{Adam, Tensor};
use crate::matrix::{add_product, softmax, transposed};
use crate::rng::Rng;

/// How large the network is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Length of what is seen of a word.
    pub input: usize,
    /// Length of an encoded word.
    pub width: usize,
    /// How many layers read the sentence from both ends.
    pub readers: usize,
    /// Length of a word as dependent or head.
    pub arc: usize,
    /// The same for labels.
    pub label: usize,
}

/// How many of each there are.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Learned words.
    pub words: usize,
    /// Rows of hashed parts.
    pub parts: usize,
    /// Length of a word vector.
    pub vector: usize,
    /// Tags.
    pub tags: usize,
    /// Relations.
    pub labels: usize,
}

/// How a part of the network is kept from learning by heart.
#[derive(Clone, Copy, Debug)]
pub struct Dropout {
    /// Share of what is seen of a word that is left out.
    pub input: f32,
    /// The same between layers.
    pub layer: f32,
    /// The same before the last products.
    pub output: f32,
}

/// One word as the network sees it.
#[derive(Clone, Debug)]
pub struct Input {
    /// Row of the learned words; 0 for the unknown.
    pub word: u32,
    /// Row of the vectors.
    pub vector: Option<u32>,
    /// Rows of the parts.
    pub parts: [u32; PARTS],
}

/// What is wanted of one sentence: either gold, or what teachers think.
#[derive(Clone, Debug, Default)]
pub struct Target {
    /// Tag of each word.
    pub tags: Vec<Wanted>,
    /// Head of each word, from 1; 0 for the root.
    pub heads: Vec<Wanted>,
    /// Label of each word under its first head.
    pub labels: Vec<Wanted>,
}

/// What is wanted in one place: a number, and another where teachers waver.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// What is wanted first.
    pub first: u16,
    /// What else could be meant.
    pub second: u16,
    /// How likely the first is, the second taking the rest.
    pub share: f32,
}

impl Wanted {
    /// Returns what is known for sure.
    pub fn sure(number: usize) -> Wanted {
        Wanted { first: number as u16, second: number as u16, share: 1.0 }
    }
}

/// The learned numbers.
#[derive(Clone, Debug)]
pub struct Network {
    pub(super) size: Size,
    pub(super) word: Tensor,
    pub(super) part: Tensor,
    pub(super) project: Tensor,
    pub(super) project_bias: Tensor,
    pub(super) window: Tensor,
    pub(super) window_bias: Tensor,
    pub(super) readers: Vec<(Tensor, Tensor)>,
    pub(super) tag: Tensor,
    pub(super) tag_bias: Tensor,
    pub(super) roles: Tensor,
    pub(super) roles_bias: Tensor,
    pub(super) wanted: Tensor,
    pub(super) wanted_bias: Tensor,
    pub(super) distance: Tensor,
    pub(super) distance_bias: Tensor,
    pub(super) root_arc: Tensor,
    pub(super) root_label: Tensor,
    pub(super) label: Tensor,
    pub(super) label_bias: Tensor,
}

/// What the network makes of a batch.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    /// Scores of the tags, a row a word.
    pub tags: Vec<f32>,
    /// Scores of the heads, sentence after sentence.
    pub arcs: Vec<Vec<f32>>,
}

/// What the way forward leaves for the way back.
#[derive(Default)]
struct Trace {
    known: Vec<f32>,
    columns: Vec<f32>,
    input_mask: Vec<f32>,
    left_won: Vec<bool>,
    window_mask: Vec<f32>,
    states: Vec<Vec<f32>>,
    gates: Vec<Vec<f32>>,
    memories: Vec<Vec<f32>>,
    reader_masks: Vec<Vec<f32>>,
    low: Vec<f32>,
    low_mask: Vec<f32>,
    high: Vec<f32>,
    high_mask: Vec<f32>,
    roles: Vec<f32>,
    roles_mask: Vec<f32>,
    wanted: Vec<f32>,
    near: Vec<f32>,
}

/// Summed losses of tags, heads and labels.
pub type Losses = [f64; 3];

/// Returns factors that leave out a share of the numbers and make up for it with the others.
fn mask(length: usize, share: f32, rng: Option<&mut Rng>) -> Vec<f32> {
    let Some(rng) = rng.filter(|_| share > 0.0) else { return Vec::new() };
    let threshold = (share * 65536.0) as u64;
    let keep = 1.0 / (1.0 - share);
    let mut mask = Vec::with_capacity(length + 3);
    while mask.len() < length {
        let mut bits = rng.bits();
        for _ in 0..4 {
            mask.push(if bits & 0xffff < threshold { 0.0 } else { keep });
            bits >>= 16;
        }
    }
    mask.truncate(length);
    mask
}

fn apply(mask: &[f32], numbers: &mut [f32]) {
    numbers.iter_mut().zip(mask).for_each(|(x, m)| *x *= m);
}

/// Returns `rows` copies of the bias.
fn biased(bias: &Tensor, rows: usize) -> Vec<f32> {
    bias.data.repeat(rows)
}

/// Adds the gradients of a product: to its weights, its bias and, if asked for, its input.
fn backward(
    input: &[f32],
    weights: &mut Tensor,
    bias: &mut Tensor,
    gradient: &[f32],
    input_gradient: Option<&mut [f32]>,
) {
    let outputs = weights.width;
    let rows = gradient.len() / outputs;
    if rows == 0 {
        return;
    }
    let inputs = input.len() / rows;
    add_product(&transposed(input, inputs), rows, gradient, outputs, &mut weights.gradient);
    for row in gradient.chunks_exact(outputs) {
        bias.gradient.iter_mut().zip(row).for_each(|(b, g)| *b += g);
    }
    if let Some(to) = input_gradient {
        add_product(gradient, outputs, &transposed(&weights.data, outputs), inputs, to);
    }
}

impl Network {
    /// Returns a network that knows nothing yet.
    pub fn new(size: Size, sizes: Sizes, rng: &mut Rng) -> Network {
        let Sizes { words, parts, vector, tags, labels } = sizes;
        let Size { input, width, arc, label, .. } = size;
        let reader = |rng: &mut Rng| {
            let mut bias = Tensor::filled(2 * width, 0.0);
            // Begin by remembering for some words.
            for direction in 0..2 {
                bias.data[direction * width..][..width / 2].fill(1.0);
            }
            (Tensor::weights(width, 2 * width, rng), bias)
        };
        Network {
            size,
            word: Tensor::random(words, input, 0.1, rng).sparse(),
            part: Tensor::random(parts, input, 0.1, rng).sparse(),
            project: Tensor::weights(vector, input, rng),
            project_bias: Tensor::filled(input, 0.0),
            window: Tensor::weights(3 * input, 2 * width, rng),
            window_bias: Tensor::filled(2 * width, 0.0),
            readers: (0..size.readers).map(|_| reader(rng)).collect(),
            tag: Tensor::weights(width, tags, rng),
            tag_bias: Tensor::filled(tags, 0.0),
            roles: Tensor::weights(width, 2 * (arc + label), rng),
            roles_bias: Tensor::filled(2 * (arc + label), 0.0),
            wanted: Tensor::random(arc, arc, 0.1, rng),
            wanted_bias: Tensor::filled(arc, 0.0),
            distance: Tensor::random(arc, DISTANCES, 0.1, rng),
            distance_bias: Tensor::filled(DISTANCES, 0.0),
            root_arc: Tensor::random(1, arc, 0.1, rng),
            root_label: Tensor::random(1, label, 0.1, rng),
            label: Tensor::weights(label, labels, rng),
            label_bias: Tensor::filled(labels, 0.0),
        }
    }

    fn tensors(&mut self) -> Vec<&mut Tensor> {
        let mut all = vec![
            &mut self.word,
            &mut self.part,
            &mut self.project,
            &mut self.project_bias,
            &mut self.window,
            &mut self.window_bias,
        ];
        for (weights, bias) in &mut self.readers {
            all.extend([weights, bias]);
        }
        all.extend([
            &mut self.tag,
            &mut self.tag_bias,
            &mut self.roles,
            &mut self.roles_bias,
            &mut self.wanted,
            &mut self.wanted_bias,
            &mut self.distance,
            &mut self.distance_bias,
            &mut self.root_arc,
            &mut self.root_label,
            &mut self.label,
            &mut self.label_bias,
        ]);
        all
    }

    /// Moves all numbers along their gradients, which it forgets.
    pub fn step(&mut self, adam: &Adam) {
        let mut tensors = self.tensors();
        let norm = tensors.iter().map(|t| t.gradient_square()).sum::<f32>().sqrt();
        let scale = if norm > 5.0 { 5.0 / norm } else { 1.0 };
        tensors.iter_mut().for_each(|tensor| tensor.step(adam, scale));
    }

    fn forward(
        &self,
        vectors: &[f32],
        batch: &[&[Input]],
        dropout: Dropout,
        mut rng: Option<&mut Rng>,
    ) -> Trace {
        let Size { input, width, arc, label, .. } = self.size;
        let rows = batch.iter().map(|s| s.len()).sum::<usize>();
        let vector_width = self.project.data.len() / input;
        let mut trace = Trace { known: vec![0.0; rows * vector_width], ..Trace::default() };
        let words = || batch.iter().flat_map(|s| s.iter());
        for (word, known) in words().zip(trace.known.chunks_exact_mut(vector_width)) {
            if let Some(row) = word.vector {
                known.copy_from_slice(&vectors[row as usize * vector_width..][..vector_width]);
            }
        }
        let mut seen = biased(&self.project_bias, rows);
        add_product(&trace.known, vector_width, &self.project.data, input, &mut seen);
        for (word, seen) in words().zip(seen.chunks_exact_mut(input)) {
            let mut add = |row: &[f32]| seen.iter_mut().zip(row).for_each(|(s, x)| *s += x);
            add(self.word.row(word.word as usize));
            word.parts.iter().for_each(|&part| add(self.part.row(part as usize)));
        }
        trace.input_mask = mask(seen.len(), dropout.input, rng.as_deref_mut());
        apply(&trace.input_mask, &mut seen);
        // The rows of the neighbours side by side.
        trace.columns = vec![0.0; rows * 3 * input];
        let mut at = 0;
        for sentence in batch {
            for word in 0..sentence.len() {
                for (place, offset) in [-1isize, 0, 1].into_iter().enumerate() {
                    if let Some(other) =
                        word.checked_add_signed(offset).filter(|&w| w < sentence.len())
                    {
                        trace.columns[(at + word) * 3 * input + place * input..][..input]
                            .copy_from_slice(&seen[(at + other) * input..][..input]);
                    }
                }
            }
            at += sentence.len();
        }
        let mut pairs = biased(&self.window_bias, rows);
        add_product(&trace.columns, 3 * input, &self.window.data, 2 * width, &mut pairs);
        let mut state = vec![0.0; rows * width];
        trace.left_won = vec![false; rows * width];
        for ((pair, state), won) in pairs
            .chunks_exact(2 * width)
            .zip(state.chunks_exact_mut(width))
            .zip(trace.left_won.chunks_exact_mut(width))
        {
            for i in 0..width {
                won[i] = pair[i] > pair[width + i];
                state[i] = if won[i] { pair[i] } else { pair[width + i] };
            }
        }
        trace.window_mask = mask(state.len(), dropout.layer, rng.as_deref_mut());
        apply(&trace.window_mask, &mut state);
        for (weights, bias) in &self.readers {
            let mut gates = biased(bias, rows);
            add_product(&state, width, &weights.data, 2 * width, &mut gates);
            activate(&mut gates, width);
            let mut memory = vec![0.0; rows * width];
            let mut at = 0;
            for sentence in batch {
                read(&gates, at..at + sentence.len(), width, &mut memory);
                at += sentence.len();
            }
            let mask = mask(memory.len(), dropout.layer, rng.as_deref_mut());
            let mut next = state.clone();
            if mask.is_empty() {
                next.iter_mut().zip(&memory).for_each(|(n, m)| *n += m);
            } else {
                next.iter_mut().zip(&memory).zip(&mask).for_each(|((n, m), k)| *n += m * k);
            }
            trace.states.push(std::mem::replace(&mut state, next));
            trace.gates.push(gates);
            trace.memories.push(memory);
            trace.reader_masks.push(mask);
            if trace.states.len() == TAG_LAYER + 1 {
                trace.low.clone_from(&state);
            }
        }
        trace.low_mask = mask(trace.low.len(), dropout.output, rng.as_deref_mut());
        apply(&trace.low_mask, &mut trace.low);
        trace.high = state;
        trace.high_mask = mask(trace.high.len(), dropout.output, rng.as_deref_mut());
        apply(&trace.high_mask, &mut trace.high);
        let roles_width = 2 * (arc + label);
        trace.roles = biased(&self.roles_bias, rows);
        add_product(&trace.high, width, &self.roles.data, roles_width, &mut trace.roles);
        trace.roles_mask = mask(trace.roles.len(), dropout.output, rng);
        for row in trace.roles.chunks_exact_mut(roles_width) {
            row[..2 * arc].iter_mut().for_each(|x| *x = x.max(0.0));
        }
        apply(&trace.roles_mask, &mut trace.roles);
        let dependents: Vec<f32> =
            trace.roles.chunks_exact(roles_width).flat_map(|r| r[..arc].iter().copied()).collect();
        trace.wanted = biased(&self.wanted_bias, rows);
        add_product(&dependents, arc, &self.wanted.data, arc, &mut trace.wanted);
        trace.near = biased(&self.distance_bias, rows);
        add_product(&dependents, arc, &self.distance.data, DISTANCES, &mut trace.near);
        trace
    }

    /// Returns the scores of all heads for each word of a sentence, its own place shut out.
    fn arcs(&self, trace: &Trace, rows: Range<usize>) -> Vec<f32> {
        let Size { arc, label, .. } = self.size;
        let (roles_width, words) = (2 * (arc + label), rows.len());
        let columns = words + 1;
        let mut heads = vec![0.0; arc * columns];
        for k in 0..arc {
            heads[k * columns] = self.root_arc.data[k];
            for word in 0..words {
                heads[k * columns + word + 1] =
                    trace.roles[(rows.start + word) * roles_width + arc + k];
            }
        }
        let mut scores = vec![0.0; words * columns];
        for word in 0..words {
            let near = &trace.near[(rows.start + word) * DISTANCES..][..DISTANCES];
            let scores = &mut scores[word * columns..][..columns];
            scores[0] = near[DISTANCES - 1];
            for head in 0..words {
                scores[head + 1] = near[distance(word, head)];
            }
        }
        let wanted = &trace.wanted[rows.start * arc..rows.end * arc];
        add_product(wanted, arc, &heads, columns, &mut scores);
        for word in 0..words {
            scores[word * columns + word + 1] = -1e9;
        }
        scores
    }

    /// Returns the hidden layer of the labels for given heads.
    fn label_hidden(&self, trace: &Trace, rows: Range<usize>, heads: &[u16]) -> Vec<f32> {
        let Size { arc, label, .. } = self.size;
        let width = 2 * (arc + label);
        let mut hidden = Vec::with_capacity(heads.len() * label);
        for (word, &head) in heads.iter().enumerate() {
            let own = &trace.roles[(rows.start + word) * width + 2 * arc..][..label];
            let other = match head {
                0 => &self.root_label.data[..],
                _ => {
                    &trace.roles[(rows.start + head as usize - 1) * width + 2 * arc + label..]
                        [..label]
                }
            };
            hidden.extend(own.iter().zip(other).map(|(a, b)| (a + b).max(0.0)));
        }
        hidden
    }

    /// Returns what the network makes of a batch.
    pub fn scores(
        &self,
        vectors: &[f32],
        batch: &[&[Input]],
    ) -> (Scores, impl Fn(usize, &[u16]) -> Vec<f32>) {
        let trace =
            self.forward(vectors, batch, Dropout { input: 0.0, layer: 0.0, output: 0.0 }, None);
        let rows = batch.iter().map(|s| s.len()).sum::<usize>();
        let mut tags = biased(&self.tag_bias, rows);
        add_product(&trace.low, self.size.width, &self.tag.data, self.tag.width, &mut tags);
        let mut starts = Vec::new();
        let mut at = 0;
        let mut arcs = Vec::new();
        for sentence in batch {
            arcs.push(self.arcs(&trace, at..at + sentence.len()));
            starts.push(at);
            at += sentence.len();
        }
        let labels = move |sentence: usize, heads: &[u16]| {
            let hidden =
                self.label_hidden(&trace, starts[sentence]..starts[sentence] + heads.len(), heads);
            let mut scores = biased(&self.label_bias, heads.len());
            add_product(&hidden, self.size.label, &self.label.data, self.label.width, &mut scores);
            scores
        };
        (Scores { tags, arcs }, labels)
    }

    /// Goes forward and backward over a batch; adds to the gradients and returns the losses.
    pub fn learn(
        &mut self,
        vectors: &[f32],
        batch: &[(&[Input], &Target)],
        dropout: Dropout,
        rng: &mut Rng,
    ) -> Losses {
        let inputs: Vec<&[Input]> = batch.iter().map(|(input, _)| *input).collect();
        let trace = self.forward(vectors, &inputs, dropout, Some(rng));
        let Size { input, width, arc, label, .. } = self.size;
        let rows = trace.low.len() / width;
        let roles_width = 2 * (arc + label);
        let scale = 1.0 / batch.len() as f32;
        let mut losses = [0.0; 3];

        // Tags.
        let mut tags = biased(&self.tag_bias, rows);
        add_product(&trace.low, width, &self.tag.data, self.tag.width, &mut tags);
        let gold = batch.iter().flat_map(|(_, t)| &t.tags);
        losses[0] = cross_entropy(&mut tags, self.tag.width, gold, scale);
        let mut low_gradient = vec![0.0; rows * width];
        backward(&trace.low, &mut self.tag, &mut self.tag_bias, &tags, Some(&mut low_gradient));
        apply(&trace.low_mask, &mut low_gradient);

        // Heads and labels.
        let mut roles_gradient = vec![0.0; rows * roles_width];
        let mut wanted_gradient = vec![0.0; rows * arc];
        let mut near_gradient = vec![0.0; rows * DISTANCES];
        let mut hidden_all = Vec::with_capacity(rows * label);
        let mut at = 0;
        for (sentence, target) in batch {
            let words = sentence.len();
            let columns = words + 1;
            let mut scores = self.arcs(&trace, at..at + words);
            losses[1] += cross_entropy(&mut scores, columns, target.heads.iter(), scale);
            let mut heads = vec![0.0; columns * arc];
            heads[..arc].copy_from_slice(&self.root_arc.data);
            for word in 0..words {
                heads[(word + 1) * arc..][..arc]
                    .copy_from_slice(&trace.roles[(at + word) * roles_width + arc..][..arc]);
            }
            add_product(
                &scores,
                columns,
                &heads,
                arc,
                &mut wanted_gradient[at * arc..][..words * arc],
            );
            let mut head_gradient = vec![0.0; columns * arc];
            let wanted = &trace.wanted[at * arc..(at + words) * arc];
            add_product(&transposed(&scores, columns), words, wanted, arc, &mut head_gradient);
            self.root_arc.touch(0, &head_gradient[..arc]);
            for word in 0..words {
                let to = &mut roles_gradient[(at + word) * roles_width + arc..][..arc];
                to.iter_mut().zip(&head_gradient[(word + 1) * arc..]).for_each(|(t, g)| *t += g);
                let near = &mut near_gradient[(at + word) * DISTANCES..][..DISTANCES];
                let scores = &scores[word * columns..][..columns];
                near[DISTANCES - 1] += scores[0];
                for head in (0..words).filter(|&head| head != word) {
                    near[distance(word, head)] += scores[head + 1];
                }
            }
            let heads: Vec<u16> = target.heads.iter().map(|head| head.first).collect();
            hidden_all.extend(self.label_hidden(&trace, at..at + words, &heads));
            at += words;
        }
        let dependents: Vec<f32> =
            trace.roles.chunks_exact(roles_width).flat_map(|r| r[..arc].iter().copied()).collect();
        let mut dependent_gradient = vec![0.0; rows * arc];
        backward(
            &dependents,
            &mut self.wanted,
            &mut self.wanted_bias,
            &wanted_gradient,
            Some(&mut dependent_gradient),
        );
        backward(
            &dependents,
            &mut self.distance,
            &mut self.distance_bias,
            &near_gradient,
            Some(&mut dependent_gradient),
        );
        for (to, from) in
            roles_gradient.chunks_exact_mut(roles_width).zip(dependent_gradient.chunks_exact(arc))
        {
            to[..arc].iter_mut().zip(from).for_each(|(t, g)| *t += g);
        }

        // Labels.
        let label_mask = mask(hidden_all.len(), dropout.output, Some(rng));
        apply(&label_mask, &mut hidden_all);
        let mut labels = biased(&self.label_bias, rows);
        add_product(&hidden_all, label, &self.label.data, self.label.width, &mut labels);
        let gold = batch.iter().flat_map(|(_, t)| &t.labels);
        losses[2] = cross_entropy(&mut labels, self.label.width, gold, scale);
        let mut hidden_gradient = vec![0.0; hidden_all.len()];
        backward(
            &hidden_all,
            &mut self.label,
            &mut self.label_bias,
            &labels,
            Some(&mut hidden_gradient),
        );
        apply(&label_mask, &mut hidden_gradient);
        for (g, h) in hidden_gradient.iter_mut().zip(&hidden_all) {
            if *h <= 0.0 {
                *g = 0.0;
            }
        }
        let mut at = 0;
        for (sentence, target) in batch {
            for (word, head) in target.heads.iter().map(|head| head.first).enumerate() {
                let gradient = &hidden_gradient[(at + word) * label..][..label];
                let own = &mut roles_gradient[(at + word) * roles_width + 2 * arc..][..label];
                own.iter_mut().zip(gradient).for_each(|(t, g)| *t += g);
                if head == 0 {
                    self.root_label.touch(0, gradient);
                } else {
                    let other = &mut roles_gradient
                        [(at + head as usize - 1) * roles_width + 2 * arc + label..][..label];
                    other.iter_mut().zip(gradient).for_each(|(t, g)| *t += g);
                }
            }
            at += sentence.len();
        }
        apply(&trace.roles_mask, &mut roles_gradient);
        for (gradient, roles) in
            roles_gradient.chunks_exact_mut(roles_width).zip(trace.roles.chunks_exact(roles_width))
        {
            for (g, r) in gradient[..2 * arc].iter_mut().zip(roles) {
                if *r <= 0.0 {
                    *g = 0.0;
                }
            }
        }
        let mut gradient = vec![0.0; rows * width];
        backward(
            &trace.high,
            &mut self.roles,
            &mut self.roles_bias,
            &roles_gradient,
            Some(&mut gradient),
        );
        apply(&trace.high_mask, &mut gradient);

        // The layers, from last to first.
        for layer in (0..self.readers.len()).rev() {
            if layer == TAG_LAYER {
                gradient.iter_mut().zip(&low_gradient).for_each(|(g, l)| *g += l);
            }
            let mut memory_gradient = gradient.clone();
            apply(&trace.reader_masks[layer], &mut memory_gradient);
            let (gates, memory) = (&trace.gates[layer], &trace.memories[layer]);
            let mut gate_gradient = vec![0.0; rows * 2 * width];
            let mut at = 0;
            for sentence in &inputs {
                let words = at..at + sentence.len();
                read_backward(gates, memory, words, width, &memory_gradient, &mut gate_gradient);
                at += sentence.len();
            }
            let (weights, bias) = &mut self.readers[layer];
            backward(&trace.states[layer], weights, bias, &gate_gradient, Some(&mut gradient));
        }

        // The window and what is seen of the words.
        apply(&trace.window_mask, &mut gradient);
        let mut pair_gradient = vec![0.0; rows * 2 * width];
        for ((pair, gradient), won) in pair_gradient
            .chunks_exact_mut(2 * width)
            .zip(gradient.chunks_exact(width))
            .zip(trace.left_won.chunks_exact(width))
        {
            for i in 0..width {
                pair[if won[i] { i } else { width + i }] = gradient[i];
            }
        }
        let mut column_gradient = vec![0.0; rows * 3 * input];
        backward(
            &trace.columns,
            &mut self.window,
            &mut self.window_bias,
            &pair_gradient,
            Some(&mut column_gradient),
        );
        let mut seen_gradient = vec![0.0; rows * input];
        let mut at = 0;
        for sentence in &inputs {
            for word in 0..sentence.len() {
                for (place, offset) in [-1isize, 0, 1].into_iter().enumerate() {
                    if let Some(other) =
                        word.checked_add_signed(offset).filter(|&w| w < sentence.len())
                    {
                        let from =
                            &column_gradient[(at + word) * 3 * input + place * input..][..input];
                        let to = &mut seen_gradient[(at + other) * input..][..input];
                        to.iter_mut().zip(from).for_each(|(t, g)| *t += g);
                    }
                }
            }
            at += sentence.len();
        }
        apply(&trace.input_mask, &mut seen_gradient);
        backward(&trace.known, &mut self.project, &mut self.project_bias, &seen_gradient, None);
        let words = inputs.iter().flat_map(|s| s.iter());
        for (word, gradient) in words.zip(seen_gradient.chunks_exact(input)) {
            self.word.touch(word.word as usize, gradient);
            word.parts.iter().for_each(|&part| self.part.touch(part as usize, gradient));
        }
        losses
    }
}

/// Turns scores into the gradient of their loss, and returns the loss.
fn cross_entropy<'a>(
    scores: &mut [f32],
    width: usize,
    wanted: impl Iterator<Item = &'a Wanted>,
    scale: f32,
) -> f64 {
    let mut loss = 0.0;
    for (row, wanted) in scores.chunks_exact_mut(width).zip(wanted) {
        softmax(row);
        loss -= f64::from(row[wanted.first as usize].max(1e-9)).ln();
        row[wanted.first as usize] -= wanted.share;
        row[wanted.second as usize] -= 1.0 - wanted.share;
        row.iter_mut().for_each(|x| *x *= scale);
    }
    loss
}

fn activate(gates: &mut [f32], width: usize) {
    let half = width / 2;
    for direction in gates.chunks_exact_mut(width) {
        let (keep, news) = direction.split_at_mut(half);
        keep.iter_mut().for_each(|x| *x = sigmoid(*x));
        news.iter_mut().for_each(|x| *x = tanh(*x));
    }
}

fn read(gates: &[f32], words: Range<usize>, width: usize, memory: &mut [f32]) {
    let half = width / 2;
    let mut step = |word: usize, before: Option<usize>, direction: usize| {
        let (keep, news) = gates[word * 2 * width + direction * width..][..width].split_at(half);
        for i in 0..half {
            let old = before.map_or(0.0, |b| memory[b * width + direction * half + i]);
            memory[word * width + direction * half + i] = news[i] + keep[i] * (old - news[i]);
        }
    };
    for word in words.clone() {
        step(word, (word > words.start).then(|| word - 1), 0);
    }
    for word in words.clone().rev() {
        step(word, (word + 1 < words.end).then_some(word + 1), 1);
    }
}

fn read_backward(
    gates: &[f32],
    memory: &[f32],
    words: Range<usize>,
    width: usize,
    memory_gradient: &[f32],
    gate_gradient: &mut [f32],
) {
    let half = width / 2;
    let mut carried = vec![0.0; half];
    let mut step = |word: usize, before: Option<usize>, direction: usize, carried: &mut [f32]| {
        let start = word * 2 * width + direction * width;
        let (keep, news) = gates[start..][..width].split_at(half);
        let (keep_gradient, news_gradient) = gate_gradient[start..][..width].split_at_mut(half);
        for i in 0..half {
            let old = before.map_or(0.0, |b| memory[b * width + direction * half + i]);
            let g = memory_gradient[word * width + direction * half + i] + carried[i];
            keep_gradient[i] = g * (old - news[i]) * keep[i] * (1.0 - keep[i]);
            news_gradient[i] = g * (1.0 - keep[i]) * (1.0 - news[i] * news[i]);
            carried[i] = g * keep[i];
        }
    };
    for word in words.clone().rev() {
        step(word, (word > words.start).then(|| word - 1), 0, &mut carried);
    }
    carried.fill(0.0);
    for word in words.clone() {
        step(word, (word + 1 < words.end).then_some(word + 1), 1, &mut carried);
    }
}

/// Returns the best of each row.
pub fn best(scores: &[f32], width: usize) -> Vec<u16> {
    scores.chunks_exact(width).map(|row| argmax(row) as u16).collect()
}

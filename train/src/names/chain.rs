//! A linear-chain conditional random field that learns from partly labelled sentences.
//!
//! **Invariant:** only additions, multiplications, divisions and square roots, in a fixed order:
//! the same examples give the same weights, bit for bit, on every machine.

use reportedly_nlp::mention::tagger::{self, LABELS, NAMED};

/// A sentence to learn from.
pub struct Example {
    /// For every word the labels that its annotation allows, as bits.
    allowed: Vec<u32>,
    weight: f32,
    /// The rows of the features of all words, and where those of each word end.
    rows: Vec<u32>,
    ends: Vec<u32>,
}

impl Example {
    /// Returns a sentence without features.
    pub fn new(allowed: Vec<u32>, weight: f32) -> Example {
        Example { allowed, weight, rows: Vec::new(), ends: Vec::new() }
    }

    /// Adds the features of the next word.
    pub fn push<'a>(&mut self, rows: impl Iterator<Item = &'a u32>) {
        self.rows.extend(rows);
        self.ends.push(self.rows.len() as u32);
    }

    fn rows(&self, word: usize) -> &[u32] {
        let start = word.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.rows[start..self.ends[word] as usize]
    }
}

/// The share of features that a word is learnt without, so that no single one is relied on.
const DROPPED: f32 = 0.4;
const RATE: f32 = 0.12;
const DECAY: f32 = 1e-3;

/// The model in training.
pub struct Chain {
    weights: Vec<f32>,
    squares: Vec<f32>,
    moves: [[f32; LABELS]; LABELS + 1],
    move_squares: [[f32; LABELS]; LABELS + 1],
    /// Sums of the weights after the later epochs, whose average is the result.
    sums: Vec<f32>,
    move_sums: [[f32; LABELS]; LABELS + 1],
    summed: f32,
    random: u64,
}

type Column = [f32; LABELS];

impl Chain {
    /// Returns a model of as many features that knows nothing.
    pub fn new(features: usize) -> Chain {
        Chain {
            weights: vec![0.0; features * NAMED],
            squares: vec![0.0; features * NAMED],
            moves: [[0.0; LABELS]; LABELS + 1],
            move_squares: [[0.0; LABELS]; LABELS + 1],
            sums: vec![0.0; features * NAMED],
            move_sums: [[0.0; LABELS]; LABELS + 1],
            summed: 0.0,
            random: 0x2545_f491_4f6c_dd1d,
        }
    }

    /// Returns the averaged weights of the features, and from label to label.
    pub fn weights(&self) -> (Vec<f32>, [[f32; LABELS]; LABELS + 1]) {
        if self.summed == 0.0 {
            return (self.weights.clone(), self.moves);
        }
        let average = |sum: &f32| sum / self.summed;
        (
            self.sums.iter().map(average).collect(),
            self.move_sums.map(|row| row.map(|sum| sum / self.summed)),
        )
    }

    fn next(&mut self) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random
    }

    /// Reads all examples once, in a new order; returns the mean loss of a word.
    pub fn epoch(&mut self, examples: &mut [Example], epoch: usize, epochs: usize) -> f64 {
        for i in (1..examples.len()).rev() {
            let j = (self.next() % (i as u64 + 1)) as usize;
            examples.swap(i, j);
        }
        let (mut loss, mut words) = (0.0, 0);
        let rate = RATE * (1.0 - 0.8 * (epoch - 1) as f32 / epochs as f32);
        for example in examples.iter() {
            loss += self.learn(example, rate);
            words += example.allowed.len();
        }
        if epoch * 2 > epochs {
            for (sum, weight) in self.sums.iter_mut().zip(&self.weights) {
                *sum += weight;
            }
            for (sums, row) in self.move_sums.iter_mut().zip(&self.moves) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += weight;
                }
            }
            self.summed += 1.0;
        }
        loss / words.max(1) as f64
    }

    fn learn(&mut self, example: &Example, rate: f32) -> f64 {
        let length = example.allowed.len();
        if length == 0 {
            return 0.0;
        }
        let mut kept: Vec<u32> = Vec::with_capacity(example.rows.len());
        let mut ends = Vec::with_capacity(length);
        for word in 0..length {
            for &row in example.rows(word) {
                if (self.next() >> 40) as f32 / (1u64 << 24) as f32 >= DROPPED {
                    kept.push(row);
                }
            }
            ends.push(kept.len());
        }
        let rows = |word: usize| {
            let start = word.checked_sub(1).map_or(0, |before: usize| ends[before]);
            &kept[start..ends[word]]
        };
        let mut scores: Vec<Column> = Vec::with_capacity(length);
        for word in 0..length {
            let mut sums = [0f32; NAMED];
            for &row in rows(word) {
                let weights = &self.weights[row as usize * NAMED..][..NAMED];
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += weight;
                }
            }
            let mut column = [0.0; LABELS];
            for (score, sum) in column.iter_mut().zip(sums) {
                *score = sum / (1.0 - DROPPED);
            }
            scores.push(column);
        }
        let moves: [Column; LABELS + 1] = std::array::from_fn(|before| {
            std::array::from_fn(|after| {
                let may = tagger::may_follow((before < LABELS).then_some(before), Some(after));
                if may { exp(self.moves[before][after]) } else { 0.0 }
            })
        });
        let free = Lattice::new(&scores, &moves, None);
        let bound = Lattice::new(&scores, &moves, Some(&example.allowed));
        let (Some(free), Some(bound)) = (free, bound) else { return 0.0 };
        for word in 0..length {
            let mut gradient = [0f32; NAMED];
            let mut any = false;
            for (label, slope) in gradient.iter_mut().enumerate() {
                *slope = (bound.labels[word][label] - free.labels[word][label]) * example.weight;
                any |= slope.abs() > 1e-4;
            }
            if !any {
                continue;
            }
            for &row in rows(word) {
                let at = row as usize * NAMED;
                let weights = &mut self.weights[at..at + NAMED];
                let squares = &mut self.squares[at..at + NAMED];
                for ((weight, square), slope) in weights.iter_mut().zip(squares).zip(gradient) {
                    let slope = slope - DECAY * *weight;
                    *square += slope * slope;
                    *weight += rate * slope / (*square + 1e-2).sqrt();
                }
            }
        }
        for before in 0..=LABELS {
            for after in 0..LABELS {
                let slope =
                    (bound.moves[before][after] - free.moves[before][after]) * example.weight;
                let square = &mut self.move_squares[before][after];
                *square += slope * slope;
                self.moves[before][after] += rate * slope / (*square + 1.0).sqrt();
            }
        }
        f64::from(free.log - bound.log)
    }
}

/// How likely every label of every word is, over all labelings that are allowed.
struct Lattice {
    labels: Vec<Column>,
    moves: [Column; LABELS + 1],
    log: f32,
}

impl Lattice {
    fn new(
        scores: &[Column],
        moves: &[Column; LABELS + 1],
        allowed: Option<&[u32]>,
    ) -> Option<Lattice> {
        let length = scores.len();
        let mut own: Vec<Column> = Vec::with_capacity(length);
        let mut log = 0.0;
        for (word, column) in scores.iter().enumerate() {
            let bits = allowed.map_or(u32::MAX, |allowed| allowed[word]);
            let most = column.iter().fold(f32::MIN, |most, score| most.max(*score));
            log += most;
            own.push(std::array::from_fn(|label| {
                if bits & 1 << label != 0 { exp(column[label] - most) } else { 0.0 }
            }));
        }
        let ends: Column =
            std::array::from_fn(|label| f32::from(tagger::may_follow(Some(label), None) as u8));
        let mut forward: Vec<Column> = Vec::with_capacity(length);
        for word in 0..length {
            let mut column = [0.0; LABELS];
            match forward.last() {
                None => column = moves[LABELS],
                Some(last) => {
                    for before in 0..LABELS {
                        let share = last[before];
                        for (cell, step) in column.iter_mut().zip(&moves[before]) {
                            *cell += share * step;
                        }
                    }
                }
            }
            for (cell, own) in column.iter_mut().zip(&own[word]) {
                *cell *= own;
            }
            if word + 1 == length {
                for (cell, end) in column.iter_mut().zip(ends) {
                    *cell *= end;
                }
            }
            let total: f32 = column.iter().sum();
            if total.is_nan() || total < 1e-30 {
                return None;
            }
            log += ln(total);
            column.iter_mut().for_each(|cell| *cell /= total);
            forward.push(column);
        }
        let mut backward = vec![[1.0f32; LABELS]; length];
        let mut expected = [[0.0; LABELS]; LABELS + 1];
        let mut labels = vec![[0.0; LABELS]; length];
        for word in (0..length).rev() {
            let mut total = 0.0;
            for label in 0..LABELS {
                labels[word][label] = forward[word][label] * backward[word][label];
                total += labels[word][label];
            }
            labels[word].iter_mut().for_each(|share| *share /= total);
            if word == 0 {
                expected[LABELS] = labels[0];
                break;
            }
            let mut ahead = [0.0; LABELS];
            for label in 0..LABELS {
                ahead[label] = own[word][label] * backward[word][label];
            }
            if word + 1 == length {
                for (cell, end) in ahead.iter_mut().zip(ends) {
                    *cell *= end;
                }
            }
            let mut behind = [0.0; LABELS];
            let (mut most, mut all) = (0f32, 0.0);
            let mut steps = [[0.0; LABELS]; LABELS];
            for before in 0..LABELS {
                let mut sum = 0.0;
                for after in 0..LABELS {
                    let step = moves[before][after] * ahead[after];
                    sum += step;
                    steps[before][after] = step * forward[word - 1][before];
                    all += steps[before][after];
                }
                behind[before] = sum;
                most = most.max(sum);
            }
            for before in 0..LABELS {
                for after in 0..LABELS {
                    expected[before][after] += steps[before][after] / all;
                }
            }
            backward[word - 1] = behind.map(|cell| cell / most);
        }
        Some(Lattice { labels, moves: expected, log })
    }
}

/// e to the power of `x`, the same on every machine.
pub fn exp(x: f32) -> f32 {
    let y = x.clamp(-80.0, 80.0) * std::f32::consts::LOG2_E;
    let whole = y.round();
    let z = (y - whole) * std::f32::consts::LN_2;
    let power =
        1.0 + z * (1.0 + z * (0.5 + z * (1.0 / 6.0 + z * (1.0 / 24.0 + z * (1.0 / 120.0)))));
    power * f32::from_bits(((whole as i32 + 127) as u32) << 23)
}

/// The natural logarithm of a positive number, the same on every machine.
fn ln(x: f32) -> f32 {
    let bits = x.to_bits();
    let exponent = (bits >> 23) as i32 - 127;
    let m = f32::from_bits(bits & 0x007f_ffff | 0x3f80_0000);
    let z = (m - 1.0) / (m + 1.0);
    let square = z * z;
    let log = 2.0 * z * (1.0 + square * (1.0 / 3.0 + square * (0.2 + square * (1.0 / 7.0))));
    log + exponent as f32 * std::f32::consts::LN_2
}

//! Scores what a pronoun or description may refer to.
//!
//! The model is a small network over sparse features: each feature has a row of whole numbers, the
//! rows of all features add up, what is below zero is cut off, and the rest is weighed. Learned by
//! `cargo run -p train -- coref`.
//!
//! **Invariant:** whole numbers only, so every machine ranks alike.

use std::sync::LazyLock;

/// How many bits number the rows.
pub const BITS: u32 = 13;

/// How many hidden units there are.
pub const UNITS: usize = 24;

/// One row: the hidden units, and a weight that goes straight to the score.
pub const WIDTH: usize = UNITS + 1;

/// A feature: the number of its row.
pub type Feature = u16;

/// Returns the feature of a template and its values.
pub fn feature(template: u32, values: &[u32]) -> Feature {
    let mut hash = template.wrapping_mul(0x9e37_79b1) ^ 0x5bd1_e995;
    for &value in values {
        hash = (hash.rotate_left(13) ^ value).wrapping_mul(0x85eb_ca6b);
        hash ^= hash >> 15;
    }
    hash = hash.wrapping_mul(0xc2b2_ae35);
    (hash >> (32 - BITS)) as Feature
}

/// Returns the value that stands for a word in [`feature`].
pub fn word(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The learned weights.
pub struct Model {
    rows: Vec<i8>,
    units: [i8; UNITS],
    /// How much the straight weight counts beside the hidden units.
    straight: i64,
    /// The score of one logit.
    one: i64,
}

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::from_bytes(include_bytes!("../../models/en/coref.bin")));

impl Model {
    /// Returns the model that the program carries.
    pub fn embedded() -> &'static Model {
        &MODEL
    }

    /// Returns the model of these bytes; missing ones count as zero.
    pub fn from_bytes(bytes: &[u8]) -> Model {
        let rows_end = WIDTH << BITS;
        let signed = |index: usize| bytes.get(index).map_or(0, |&byte| byte as i8);
        let long = |start: usize| {
            let part = bytes.get(start..start + 8).and_then(|part| part.try_into().ok());
            part.map_or(0, i64::from_le_bytes)
        };
        let mut units = [0; UNITS];
        for (index, unit) in units.iter_mut().enumerate() {
            *unit = signed(rows_end + index);
        }
        Model {
            rows: (0..rows_end).map(signed).collect(),
            units,
            straight: long(rows_end + UNITS),
            one: long(rows_end + UNITS + 8),
        }
    }

    /// Returns the bytes of trained weights: `rows` of [`WIDTH`] numbers each, and `units`.
    pub fn to_bytes(rows: &[f32], units: &[f32]) -> Vec<u8> {
        let greatest = |values: &mut dyn Iterator<Item = f32>| {
            values.fold(1e-9f32, |greatest, value| greatest.max(value.abs())) / 127.0
        };
        let straight = |index: usize| index % WIDTH == UNITS;
        let hidden_scale =
            greatest(&mut rows.iter().enumerate().filter(|(i, _)| !straight(*i)).map(|(_, &v)| v));
        let straight_scale =
            greatest(&mut rows.iter().enumerate().filter(|(i, _)| straight(*i)).map(|(_, &v)| v));
        let unit_scale = greatest(&mut units.iter().copied());
        let mut bytes: Vec<u8> = rows
            .iter()
            .enumerate()
            .map(|(index, value)| {
                let scale = if straight(index) { straight_scale } else { hidden_scale };
                (value / scale).round() as i8 as u8
            })
            .collect();
        bytes.extend(units.iter().map(|value| (value / unit_scale).round() as i8 as u8));
        let one = 1.0 / (f64::from(hidden_scale) * f64::from(unit_scale));
        bytes.extend(((f64::from(straight_scale) * one).round() as i64).to_le_bytes());
        bytes.extend((one.round() as i64).to_le_bytes());
        bytes
    }

    /// Returns the sum of the rows of `features`.
    pub fn sum(&self, features: &[Feature]) -> [i32; WIDTH] {
        let mut sum = [0; WIDTH];
        for &feature in features {
            let start = usize::from(feature) * WIDTH;
            for (total, &weight) in sum.iter_mut().zip(&self.rows[start..start + WIDTH]) {
                *total += i32::from(weight);
            }
        }
        sum
    }

    /// Returns the score of two sums of rows taken together.
    pub fn score(&self, common: &[i32; WIDTH], own: &[i32; WIDTH]) -> i64 {
        let mut score = 0;
        for unit in 0..UNITS {
            let value = (common[unit] + own[unit]).max(0);
            score += i64::from(value) * i64::from(self.units[unit]);
        }
        score + self.straight * i64::from(common[UNITS] + own[UNITS])
    }

    /// Returns the score of one logit: how much surer one choice is than another by that much.
    pub fn logit(&self) -> i64 {
        self.one
    }
}

/// What an anaphor may refer to.
#[derive(Debug, Default)]
pub struct Choice {
    /// The anaphor, as an index of the candidates.
    pub anaphor: usize,
    /// The features of the anaphor.
    pub common: Vec<Feature>,
    /// The features of referring to nothing that was there before.
    pub none: Vec<Feature>,
    /// What it may refer to, with the features of each.
    pub options: Vec<(usize, Vec<Feature>)>,
}

/// Returns the option that the model ranks first, `None` for none of them.
pub fn best(model: &Model, choice: &Choice) -> Option<usize> {
    let common = model.sum(&choice.common);
    let mut best = (model.score(&common, &model.sum(&choice.none)), None);
    for (chain, features) in &choice.options {
        let score = model.score(&common, &model.sum(features));
        if score > best.0 {
            best = (score, Some(*chain));
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_survive_their_bytes() {
        let mut rows = vec![0.0; WIDTH << BITS];
        let (a, b) = (feature(1, &[2]), feature(2, &[word("film")]));
        assert_ne!(a, b);
        rows[usize::from(a) * WIDTH] = 2.0;
        rows[usize::from(b) * WIDTH + UNITS] = -0.5;
        let mut units = vec![0.0; UNITS];
        units[0] = 1.5;
        let model = Model::from_bytes(&Model::to_bytes(&rows, &units));
        let score = model.score(&model.sum(&[a]), &model.sum(&[b]));
        assert!((score as f64 / model.logit() as f64 - 2.5).abs() < 0.02);
    }

    #[test]
    fn missing_bytes_score_nothing() {
        let model = Model::from_bytes(&[]);
        assert_eq!(model.score(&model.sum(&[1, 2]), &model.sum(&[3])), 0);
    }
}

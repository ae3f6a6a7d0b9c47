//! Text that a group of teachers annotated, for one smaller network to learn from.
//!
//! What several networks agree on is better than what each alone would say, and running text has
//! words that no treebank has.

use std::fmt::Write;

use reportedly_nlp::net::argmax;
use reportedly_nlp::tree::best_tree;

use super::network::{Input, Network, Target, Wanted};
use crate::matrix::softmax;

/// Returns what the teachers together say of some sentences.
pub fn annotate(teachers: &[Network], vectors: &[f32], sentences: &[Vec<Input>]) -> Vec<Target> {
    let mut targets = Vec::with_capacity(sentences.len());
    for chunk in sentences.chunks(16) {
        let batch: Vec<&[Input]> = chunk.iter().map(Vec::as_slice).collect();
        let views: Vec<_> = teachers.iter().map(|t| t.scores(vectors, &batch)).collect();
        let mut tags = Vec::new();
        let mut arcs: Vec<Vec<f32>> = chunk.iter().map(|_| Vec::new()).collect();
        for (scores, _) in &views {
            let width = scores.tags.len() / batch.iter().map(|s| s.len()).sum::<usize>().max(1);
            add_shares(&mut tags, &scores.tags, width);
            for ((sum, scores), sentence) in arcs.iter_mut().zip(&scores.arcs).zip(chunk) {
                add_shares(sum, scores, sentence.len() + 1);
            }
        }
        let width = tags.len() / batch.iter().map(|s| s.len()).sum::<usize>().max(1);
        let mut tags = tags.chunks_exact(width.max(1)).map(|row| waver(row, argmax(row)));
        for (number, sentence) in chunk.iter().enumerate() {
            // Sums of logarithms make the best tree the one that all teachers find likely.
            let logarithms: Vec<f32> = arcs[number].iter().map(|p| log(*p)).collect();
            let heads: Vec<u16> =
                best_tree(&logarithms, sentence.len()).into_iter().map(|h| h as u16).collect();
            let mut labels = Vec::new();
            for (_, label_scores) in &views {
                let scores = label_scores(number, &heads);
                add_shares(&mut labels, &scores, scores.len() / heads.len().max(1));
            }
            let width = labels.len() / heads.len().max(1);
            let columns = sentence.len() + 1;
            targets.push(Target {
                tags: tags.by_ref().take(sentence.len()).collect(),
                heads: arcs[number]
                    .chunks_exact(columns)
                    .zip(heads)
                    .map(|(row, head)| waver(row, head as usize))
                    .collect(),
                labels: labels
                    .chunks_exact(width.max(1))
                    .map(|row| waver(row, argmax(row)))
                    .collect(),
            });
        }
    }
    targets
}

/// Returns the chosen number and the likeliest other.
fn waver(shares: &[f32], chosen: usize) -> Wanted {
    let mut second = usize::from(chosen == 0).min(shares.len().saturating_sub(1));
    for (number, &share) in shares.iter().enumerate() {
        if number != chosen && share > shares[second] {
            second = number;
        }
    }
    let share = shares[chosen] / (shares[chosen] + shares[second]).max(1e-9);
    Wanted { first: chosen as u16, second: second as u16, share }
}

/// Adds the probabilities that scores stand for to `sums`.
fn add_shares(sums: &mut Vec<f32>, scores: &[f32], width: usize) {
    sums.resize(scores.len(), 0.0);
    let mut shares = scores.to_vec();
    shares.chunks_exact_mut(width.max(1)).for_each(softmax);
    sums.iter_mut().zip(shares).for_each(|(sum, share)| *sum += share);
}

/// Returns the natural logarithm, close enough to compare sums and the same on every machine.
fn log(x: f32) -> f32 {
    let bits = x.max(1e-9).to_bits();
    let exponent = (bits >> 23) as i32 - 127;
    let mantissa = f32::from_bits((bits & 0x7f_ffff) | 0x3f80_0000) - 1.0;
    let ratio = mantissa / (mantissa + 2.0);
    let square = ratio * ratio;
    let series = 2.0 * ratio * (1.0 + square * (1.0 / 3.0 + square * (0.2 + square / 7.0)));
    exponent as f32 * std::f32::consts::LN_2 + series
}

/// Returns sentences and what is said of them as text, one word a line: the form, and for tag, head
/// and label the first number, the second and the share of the first in hundredths.
pub fn write(forms: &[Vec<String>], targets: &[Target]) -> String {
    let mut text = String::new();
    for (forms, target) in forms.iter().zip(targets) {
        for (i, form) in forms.iter().enumerate() {
            text.push_str(form);
            for wanted in [target.tags[i], target.heads[i], target.labels[i]] {
                let hundredths = (wanted.share * 100.0).round() as u32;
                let _ = write!(text, "\t{} {} {hundredths}", wanted.first, wanted.second);
            }
            text.push('\n');
        }
        text.push('\n');
    }
    text
}

/// Reads what `write` wrote.
pub fn read(text: &str) -> Vec<(Vec<String>, Target)> {
    let mut all = Vec::new();
    for block in text.split("\n\n").filter(|b| !b.trim().is_empty()) {
        let mut forms = Vec::new();
        let mut target = Target::default();
        for line in block.lines() {
            let mut columns = line.rsplitn(4, '\t');
            let mut wanted = || {
                let mut numbers = columns.next().unwrap_or_default().split(' ');
                let mut number = || numbers.next().and_then(|n| n.parse().ok()).unwrap_or(0);
                let (first, second) = (number(), number());
                Wanted { first, second, share: f32::from(number()) / 100.0 }
            };
            target.labels.push(wanted());
            target.heads.push(wanted());
            target.tags.push(wanted());
            forms.push(columns.next().unwrap_or_default().to_owned());
        }
        all.push((forms, target));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_close() {
        for x in [1e-6, 0.01, 0.3, 0.5, 1.0, 2.9] {
            assert!((log(x) - x.ln()).abs() < 1e-3, "{x}");
        }
    }
}

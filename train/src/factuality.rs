//! Makes the weights of events that happened from judgements of readers (UDS, its train part).

use std::fs;
use std::io;
use std::path::Path;

use reportedly_nlp::factuality::Judge;
use reportedly_nlp::factuality::realis::{CURVE, WEIGHTS, knot};
use reportedly_nlp::model::Writer;
use reportedly_nlp::{Context, Mode, Segment, SegmentKind, Span, annotate};
use serde_json::Value;

use crate::rng::Rng;

/// How often all judgements are gone through.
const ROUNDS: usize = 10;
/// The first step of a weight, of which later ones are parts (AdaGrad).
const STEP: f32 = 0.03;
/// How far off a value must be before a step stops growing (Huber).
const FAR: f32 = 0.2;
/// How strongly weights are drawn to nothing at each of their steps.
const DECAY: f32 = 0.02;
/// How many parts are left out in turn to see what readers say of a sum that was not fitted to them.
const FOLDS: usize = 4;
/// How many judgements around a sum make a point of the curve.
const AROUND: usize = 400;

/// The features of an event, and what readers say of it.
type Example = (Vec<usize>, f32);

/// Returns the model file.
pub fn train(data: &Path) -> io::Result<Vec<u8>> {
    let mut examples = Vec::new();
    for line in fs::read_to_string(data.join("uds/train.jsonl"))?.lines() {
        let row: Value = serde_json::from_str(line).map_err(io::Error::other)?;
        examples.extend(events(&row));
    }
    let mut unseen = Vec::new();
    for fold in 0..FOLDS {
        let part = |keep: bool| {
            let in_part = move |index: &usize| (index % FOLDS != fold) == keep;
            (0..examples.len()).filter(in_part).map(|index| &examples[index])
        };
        let weights = fit(part(true).collect());
        unseen.extend(part(false).map(|(features, label)| (sum(&weights, features), *label)));
    }
    let mut writer = Writer::default();
    writer.table("weights", WEIGHTS, &fit(examples.iter().collect()));
    writer.table("curve", CURVE, &curve(unseen));
    Ok(writer.finish())
}

/// Returns the features and the label of each event of a sentence.
fn events(row: &Value) -> Vec<Example> {
    let text = row["text"].as_str().unwrap_or_default();
    let segment = Segment { span: Span::new(0, text.len()), kind: SegmentKind::Body };
    let context =
        Context { document_creation_time: jiff::civil::date(2005, 1, 1), mode: Mode::News };
    let document = annotate(text, &[segment], &context);
    let judge = Judge::new(&document);
    let targets = row["targets"].as_array().into_iter().flatten();
    targets
        .filter_map(|target| {
            let word = target["span1"][0].as_u64()? as usize;
            let start = text.split(' ').take(word).map(|word| word.len() + 1).sum();
            let token = document.tokens_in(Span::new(start, start + 1)).next()?;
            Some((judge.features(token), target["label"].as_f64()? as f32))
        })
        .collect()
}

fn sum(weights: &[f32], features: &[usize]) -> f32 {
    features.iter().map(|&feature| weights[feature]).sum()
}

/// Returns the mean of the weights over the second half of the rounds.
fn fit(mut examples: Vec<&Example>) -> Vec<f32> {
    let mut weights = vec![0.0_f32; WEIGHTS];
    let mut squares = vec![1e-2_f32; WEIGHTS];
    let mut sums = vec![0.0_f64; WEIGHTS];
    let mut rng = Rng::new(5);
    for round in 0..ROUNDS {
        rng.shuffle(&mut examples);
        for (features, label) in &examples {
            let slope = (sum(&weights, features) - label).clamp(-FAR, FAR);
            for &feature in features {
                let slope = slope + DECAY * weights[feature];
                squares[feature] += slope * slope;
                weights[feature] -= STEP * slope / squares[feature].sqrt();
            }
        }
        if round >= ROUNDS / 2 {
            for (sum, &weight) in sums.iter_mut().zip(&weights) {
                *sum += f64::from(weight);
            }
        }
    }
    let rounds = (ROUNDS - ROUNDS / 2) as f64;
    sums.iter().map(|sum| (sum / rounds) as f32).collect()
}

/// Returns what the middle reader says of events with a sum, for each point of the curve.
fn curve(mut unseen: Vec<(f32, f32)>) -> Vec<f32> {
    unseen.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut highest = f32::MIN;
    (0..CURVE)
        .map(|point| {
            let at = unseen.partition_point(|(sum, _)| *sum < knot(point));
            let near = at.saturating_sub(AROUND)..(at + AROUND).min(unseen.len());
            let mut labels: Vec<f32> = unseen[near].iter().map(|(_, label)| *label).collect();
            labels.sort_by(f32::total_cmp);
            // The curve never falls.
            highest = highest.max(labels.get(labels.len() / 2).copied().unwrap_or(0.0));
            highest
        })
        .collect()
}

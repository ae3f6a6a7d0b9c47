//! Makes the weights that tell where sentences end: a logistic regression over the places between
//! the words of the treebanks' raw documents.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use corpora::treebank::{self, RawDocument, Split, raw_documents};
use reportedly_nlp::model::Writer;
use reportedly_nlp::sentence::{Gap, ROW, WEIGHTS, gap, gap_features, style};
use reportedly_nlp::{Segment, SegmentKind, Span, token};

use crate::matrix::exp;
use crate::rng::Rng;

const EPOCHS: usize = 10;
const RATE: f32 = 0.2;
const DECAY: f32 = 2e-6;

/// A place between two words: what is seen around it, and whether a sentence ends there.
type Place = (Vec<u32>, bool);

/// Returns the model file.
pub fn train(data: &Path) -> io::Result<Vec<u8>> {
    let places = |split| -> io::Result<Vec<Place>> {
        let mut sentences = treebank::ewt(data, split)?;
        sentences.extend(treebank::gum(data, split)?);
        Ok(raw_documents(sentences).iter().flat_map(places).collect())
    };
    let (mut seen, dev) = (places(Split::Train)?, places(Split::Dev)?);
    let weights = learn(&mut seen);
    eprintln!("{} places, F1 of ends on dev {:.4}", seen.len(), f1(&weights, &dev));
    let mut writer = Writer::default();
    writer.table("weights", ROW, &weights);
    Ok(writer.finish())
}

fn places(document: &RawDocument) -> Vec<Place> {
    let text = &document.text;
    let ends: BTreeSet<usize> =
        document.sentences.iter().filter_map(|s| s.last().map(|w| w.end)).collect();
    let mut segments = Vec::new();
    let mut start = 0;
    for part in text.split("\n\n") {
        let span = Span::new(start, start + part.len());
        segments.push(Segment { span, kind: SegmentKind::Body });
        start += part.len() + 2;
    }
    let words = token::words(text, &segments);
    let style = style(text, &words.concat());
    let mut places = Vec::new();
    for tokens in words {
        let mut start = 0;
        for next in 1..tokens.len() {
            let is_end = ends.contains(&tokens[next - 1].end);
            if gap(text, &tokens, start, next) == Gap::Open {
                let mut features = Vec::new();
                gap_features(text, &tokens, start, next, style, &mut features);
                places.push((features, is_end));
            }
            if is_end {
                start = next;
            }
        }
    }
    places
}

fn learn(places: &mut [Place]) -> Vec<f32> {
    let mut rng = Rng::new(1);
    let mut weights = vec![0.0f32; WEIGHTS];
    let mut squares = vec![1e-2f32; WEIGHTS];
    let mut sums = vec![0.0f32; WEIGHTS];
    for epoch in 0..EPOCHS {
        rng.shuffle(places);
        for (features, is_end) in places.iter() {
            let score: f32 = features.iter().map(|&f| weights[f as usize]).sum();
            let error = 1.0 / (1.0 + exp(-score)) - f32::from(u8::from(*is_end));
            for &f in features {
                let f = f as usize;
                let gradient = error + DECAY * weights[f];
                squares[f] += gradient * gradient;
                weights[f] -= RATE * gradient / squares[f].sqrt();
            }
        }
        // The mean of the later epochs' ends is steadier than the last one.
        if epoch >= EPOCHS / 2 {
            sums.iter_mut().zip(&weights).for_each(|(s, w)| *s += w);
        }
    }
    sums.iter().map(|s| s / (EPOCHS - EPOCHS / 2) as f32).collect()
}

/// Returns the F1 of the ends.
fn f1(weights: &[f32], places: &[Place]) -> f64 {
    let (mut predicted, mut right, mut gold) = (0, 0, 0);
    for (features, is_end) in places {
        let found = features.iter().map(|&f| weights[f as usize]).sum::<f32>() > 0.0;
        predicted += usize::from(found);
        gold += usize::from(*is_end);
        right += usize::from(found && *is_end);
    }
    2.0 * right as f64 / (predicted + gold).max(1) as f64
}

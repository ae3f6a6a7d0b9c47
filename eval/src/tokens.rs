//! Sentences and words from raw text, against the treebanks.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use corpora::treebank::{RawDocument, Split};
use reportedly_nlp::token;

use crate::gold::{paragraphs, treebanks};
use crate::score::Score;

/// Returns the scores of sentences and words, as lines.
pub fn tokens(data: &Path, split: Split) -> io::Result<Vec<String>> {
    let mut lines = Vec::new();
    for (name, documents) in treebanks(data, split)? {
        let (mut sentences, mut words) = (Score::default(), Score::default());
        for document in &documents {
            let (s, w) = scores(document);
            sentences.add(s);
            words.add(w);
        }
        lines.push(format!("{name} sentences  {sentences}"));
        lines.push(format!("{name} words      {words}"));
    }
    Ok(lines)
}

fn scores(document: &RawDocument) -> (Score, Score) {
    let segments = paragraphs(&document.text);
    let (tokens, sentences) = token::tokens(&document.text, &segments);
    let words: BTreeSet<(usize, usize)> =
        tokens.iter().map(|t| (t.span.start, t.span.end)).collect();
    let gold_words: BTreeSet<(usize, usize)> =
        document.sentences.iter().flatten().map(|r| (r.start, r.end)).collect();
    let spans: BTreeSet<(usize, usize)> =
        sentences.iter().map(|s| (s.span.start, s.span.end)).collect();
    let gold_spans: BTreeSet<(usize, usize)> =
        document.sentences.iter().filter_map(|s| Some((s.first()?.start, s.last()?.end))).collect();
    (compare(&spans, &gold_spans), compare(&words, &gold_words))
}

fn compare(predicted: &BTreeSet<(usize, usize)>, gold: &BTreeSet<(usize, usize)>) -> Score {
    Score {
        predicted: predicted.len(),
        gold: gold.len(),
        correct: predicted.intersection(gold).count(),
    }
}

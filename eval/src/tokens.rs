//! Sentences and words from raw text, against the treebanks.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use corpora::treebank::{RawDocument, Split};
use reportedly_nlp::token;

use crate::gold::{paragraphs, treebanks};
use crate::score::Score;

/// Returns the scores of sentences and words, as lines; with `errors` it prints where words and
/// ends of sentences differ from gold.
pub fn tokens(data: &Path, split: Split, errors: bool) -> io::Result<Vec<String>> {
    let mut lines = Vec::new();
    for (name, documents) in treebanks(data, split)? {
        let (mut sentences, mut words) = (Score::default(), Score::default());
        for document in &documents {
            let (s, w) = scores(document, errors);
            sentences.add(s);
            words.add(w);
        }
        lines.push(format!("{name} sentences  {sentences}"));
        lines.push(format!("{name} words      {words}"));
    }
    Ok(lines)
}

fn scores(document: &RawDocument, errors: bool) -> (Score, Score) {
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
    if errors {
        print_differences(&document.text, "word", &words, &gold_words);
        let ends = |spans: &BTreeSet<(usize, usize)>| spans.iter().map(|s| (s.1, s.1)).collect();
        print_differences(&document.text, "end", &ends(&spans), &ends(&gold_spans));
    }
    (compare(&spans, &gold_spans), compare(&words, &gold_words))
}

fn compare(predicted: &BTreeSet<(usize, usize)>, gold: &BTreeSet<(usize, usize)>) -> Score {
    Score {
        predicted: predicted.len(),
        gold: gold.len(),
        correct: predicted.intersection(gold).count(),
    }
}

/// Prints what is only in one of both, with the text around it.
fn print_differences(
    text: &str,
    what: &str,
    predicted: &BTreeSet<(usize, usize)>,
    gold: &BTreeSet<(usize, usize)>,
) {
    let sides = [("wrong", predicted, gold), ("missed", gold, predicted)];
    for (side, these, those) in sides {
        for &(start, end) in these.difference(those) {
            let before = &text[text.floor_char_boundary(start.saturating_sub(40))..start];
            let after = &text[end..text.ceil_char_boundary((end + 40).min(text.len()))];
            let line = format!("{before}[{}]{after}", &text[start..end]);
            println!("{side} {what}: {}", line.replace('\n', "|"));
        }
    }
}

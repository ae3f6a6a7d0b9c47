//! Runs encoder, tagger and parser over a document, some sentences at a time.

use crate::document::Document;
use crate::model::{Models, models};
use crate::{lemma, tag, tree};

/// How many words are encoded at once: enough to use each weight often, few enough to stay in the
/// cache and to keep memory small on the longest article.
const BATCH: usize = 128;

/// Sets tags, lemmas and heads of all tokens.
///
/// Needs sentences and tokens.
pub fn analyse(document: &mut Document) {
    let models = models();
    let mut first = 0;
    while first < document.sentences.len() {
        let mut end = first;
        let mut words = 0;
        while end < document.sentences.len() && words < BATCH {
            words += document.sentences[end].tokens.len();
            end += 1;
        }
        analyse_some(models, document, first..end);
        first = end;
    }
}

fn analyse_some(models: &Models, document: &mut Document, sentences: std::ops::Range<usize>) {
    let Document { text, sentences: all, tokens, .. } = document;
    let ranges: Vec<_> = all[sentences].iter().map(|s| s.tokens.clone()).collect();
    let forms: Vec<Vec<&str>> = ranges
        .iter()
        .map(|r| tokens[r.clone()].iter().map(|t| t.span.of(text)).collect())
        .collect();
    let encoding = models.encoder.encode(&models.vectors, &forms);
    let Some((first, last)) = ranges.first().zip(ranges.last()) else { return };
    let words = first.start..last.end;
    tag::tag(&models.tagger, &encoding, &mut tokens[words.clone()]);
    for (token, form) in tokens[words].iter_mut().zip(forms.iter().flatten()) {
        token.lemma = lemma::lemma(&models.lemmas, form, token.upos, token.xpos);
    }
    tree::parse(&models.parser, &encoding, &ranges, tokens);
}

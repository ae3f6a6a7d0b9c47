//! Runs encoder, tagger and parser over a document, some sentences at a time.

use std::ops::Range;

use crate::document::{Document, Token};
use crate::model::{Models, models};
use crate::{aside, lemma, tag, tree};

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

fn analyse_some(models: &Models, document: &mut Document, sentences: Range<usize>) {
    let Document { text, sentences: all, tokens, .. } = document;
    let mut seen: Vec<Token> = Vec::new();
    let mut places: Vec<usize> = Vec::new();
    let mut ranges = Vec::new();
    let mut asides = Vec::new();
    for sentence in &all[sentences] {
        let words = sentence.tokens.clone();
        let forms: Vec<&str> = tokens[words.clone()].iter().map(|t| t.span.of(text)).collect();
        let ages = aside::ages(&forms);
        let start = seen.len();
        for at in words.clone() {
            if !ages.iter().any(|age| age.contains(&(at - words.start))) {
                seen.push(tokens[at].clone());
                places.push(at);
            }
        }
        ranges.push(start..seen.len());
        asides.extend(ages.iter().map(|age| words.start + age.start..words.start + age.end));
    }
    let forms: Vec<Vec<&str>> =
        ranges.iter().map(|r| seen[r.clone()].iter().map(|t| t.span.of(text)).collect()).collect();
    let encoding = models.encoder.encode(&models.vectors, &forms);
    tag::tag(&models.tagger, &encoding, &mut seen);
    let lemma = |form: &str, token: &Token| {
        lemma::lemma(&models.lemmas, &models.vectors, form, token.upos, token.xpos)
    };
    for (token, form) in seen.iter_mut().zip(forms.iter().flatten()) {
        token.lemma = lemma(form, token);
    }
    let tags: Vec<_> = seen.iter().map(|token| (token.upos, token.xpos)).collect();
    tree::parse(&models.parser, &encoding, &ranges, &mut seen);
    for (range, forms) in ranges.iter().zip(&forms) {
        tree::close::describe(&mut seen[range.clone()], range.start, forms);
        tree::rename::rename(&mut seen[range.clone()], range.start, forms);
        tree::describe::names(&mut seen[range.clone()], range.start, forms);
        tree::content::hang(&mut seen[range.clone()], range.start, forms);
        tree::subject::give(&mut seen[range.clone()], range.start, forms);
        tree::verb::find(&mut seen[range.clone()], range.start, forms);
        tree::title::verb(&mut seen[range.clone()], range.start, forms);
    }
    for ((token, form), (upos, xpos)) in seen.iter_mut().zip(forms.iter().flatten()).zip(tags) {
        if (token.upos, token.xpos) != (upos, xpos) {
            token.lemma = lemma(form, token);
        }
    }
    for (mut token, &place) in seen.into_iter().zip(&places) {
        token.head = token.head.map(|head| places[head]);
        tokens[place] = token;
    }
    for range in asides {
        aside::hang(text, tokens, range);
    }
}

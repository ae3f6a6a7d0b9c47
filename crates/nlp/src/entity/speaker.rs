//! Finds who speaks the words in quotation marks, as far as the sentence around them says so.
//!
//! Needs quotes and trees. Gives, for a quotation, the head of the phrase that names the speaker:
//! the subject of a verb of speech outside the marks in the same sentence, or the speaker of the
//! quotation before in the same paragraph.

use std::collections::BTreeMap;

use super::lexicon;
use super::tree::Tree;
use crate::document::QuoteKind;
use crate::tags::Deprel;

/// The speakers of a document's quotations.
pub struct Speakers {
    heads: Vec<Option<usize>>,
    /// For "he" in "he said": the speaker of the quotation before in the same paragraph.
    before: BTreeMap<usize, usize>,
}

impl Speakers {
    /// Returns the speakers.
    pub fn new(tree: &Tree) -> Speakers {
        let document = tree.document;
        let mut heads: Vec<Option<usize>> = Vec::with_capacity(document.quotes.len());
        let mut before = BTreeMap::new();
        for (index, quote) in document.quotes.iter().enumerate() {
            if quote.kind != QuoteKind::Speech {
                heads.push(None);
                continue;
            }
            let tokens = document.tokens_in(quote.marked);
            let mut head = None;
            if !tokens.is_empty() {
                let last = tokens.end - 1;
                // The sentence that the quotation ends in, the one it begins in, and, where the
                // words are whole sentences, the one after.
                let (begin, end) = (tree.sentence(tokens.start), tree.sentence(last));
                head = subject(tree, end, index).or_else(|| subject(tree, begin, index)).or_else(
                    || {
                        let next = document.sentences.get(end + 1)?;
                        let same = next.segment == document.sentences[end].segment;
                        let short = next.tokens.len() <= 12;
                        (same && short && document.sentences[end].span.end <= quote.marked.end)
                            .then(|| subject(tree, end + 1, index))?
                    },
                );
                // A quotation alone, or with "he said", goes on from the one before in its
                // paragraph.
                let segment = |sentence: usize| document.sentences[sentence].segment;
                let known = index.checked_sub(1).filter(|&last| {
                    let mut tokens = document.tokens_in(document.quotes[last].marked);
                    tokens
                        .next()
                        .is_some_and(|first| segment(tree.sentence(first)) == segment(begin))
                });
                if let Some(speaker) = known.and_then(|last| heads[last]) {
                    match head {
                        None => head = Some(speaker),
                        Some(pronoun) if matches!(tree.lower(pronoun).as_str(), "he" | "she") => {
                            if pronoun > speaker {
                                before.insert(pronoun, speaker);
                                head = Some(speaker);
                            }
                        }
                        Some(_) => {}
                    }
                }
            }
            heads.push(head);
        }
        Speakers { heads, before }
    }

    /// Returns the speaker of the quotation before the one that the pronoun `head` speaks.
    pub fn before(&self, head: usize) -> Option<usize> {
        self.before.get(&head).copied()
    }

    /// Returns the head of the phrase that names the speaker of a quotation.
    pub fn of(&self, quote: usize) -> Option<usize> {
        self.heads.get(quote).copied().flatten()
    }
}

/// Returns the subject of the verb of speech in a sentence, outside all quotations that overlap
/// the sentence.
fn subject(tree: &Tree, sentence: usize, quote: usize) -> Option<usize> {
    let document = tree.document;
    let sentence = document.sentences.get(sentence)?;
    let marks = &document.quotes[quote.saturating_sub(4)..(quote + 5).min(document.quotes.len())];
    let outside = |token: usize| {
        let span = document.tokens[token].span;
        !marks.iter().any(|quote| quote.kind == QuoteKind::Speech && quote.marked.contains(span))
    };
    let centre = document.quotes[quote].marked;
    let mut best: Option<(usize, usize)> = None;
    for token in sentence.tokens.clone().filter(|&token| outside(token)) {
        if !lexicon::is_speech_verb(tree.lemma(token)) {
            continue;
        }
        // A tree may give the verb a subject among the words that are said, too.
        let mut children = tree.children(token).iter().copied();
        let subject =
            children.find(|&child| tree.relation(child) == Deprel::Nsubj && outside(child));
        let Some(subject) = subject else { continue };
        let span = document.tokens[token].span;
        let distance = if span.end <= centre.start {
            centre.start - span.end
        } else {
            span.start.saturating_sub(centre.end)
        };
        if best.is_none_or(|(nearest, _)| distance < nearest) {
            best = Some((distance, subject));
        }
    }
    best.map(|(_, subject)| subject)
}

//! A document as the stages of this module read it: every word with its small letters and what the
//! lists know of it.

use super::feature::{self, Case, Habits, Style, Word};
use super::gazetteer::{Entry, Gazetteer, LONGEST, Lists};
use crate::document::Document;

/// A document and its words.
pub struct View<'a> {
    gazetteer: &'a Gazetteer,
    /// The document.
    pub document: &'a Document,
    /// Every token's word, sentence by sentence.
    pub sentences: Vec<Vec<Word>>,
    /// How the document writes its words.
    pub habits: Habits,
    /// The style of every sentence.
    styles: Vec<Style>,
    /// Every token in small letters, typographic apostrophes made plain.
    lower: Vec<String>,
    /// For every token, its sentence and its place in it.
    places: Vec<(u32, u32)>,
}

impl<'a> View<'a> {
    /// Reads a document with sentences, tokens and tags.
    pub fn new(document: &'a Document, gazetteer: &'a Gazetteer) -> View<'a> {
        let text = &document.text;
        let mut lower = vec![String::new(); document.tokens.len()];
        let mut places = vec![(0, 0); document.tokens.len()];
        let mut sentences = Vec::with_capacity(document.sentences.len());
        for (number, sentence) in document.sentences.iter().enumerate() {
            let mut words = Vec::with_capacity(sentence.tokens.len());
            for (place, at) in sentence.tokens.clone().enumerate() {
                let token = &document.tokens[at];
                let form = token.span.of(text);
                words.push(Word::new(form, 0, gazetteer));
                lower[at] = form.replace(['’', '‘'], "'").to_lowercase();
                places[at] = (number as u32, place as u32);
            }
            feature::mark_phrases(&mut words, gazetteer);
            sentences.push(words);
        }
        let styles = sentences.iter().map(|words| Style::of(words)).collect();
        let habits = Habits::new(sentences.iter().map(Vec::as_slice));
        View { gazetteer, document, sentences, habits, styles, lower, places }
    }

    /// Returns the lists of names.
    pub fn gazetteer(&self) -> &'a Gazetteer {
        self.gazetteer
    }

    /// Returns the style of the sentence that a token stands in.
    pub fn style(&self, at: usize) -> Style {
        self.styles.get(self.sentence(at)).copied().unwrap_or(Style::Plain)
    }

    /// Returns the number of tokens.
    pub fn len(&self) -> usize {
        self.lower.len()
    }

    /// Returns a token's form.
    pub fn form(&self, at: usize) -> &'a str {
        self.document.tokens.get(at).map_or("", |token| token.span.of(&self.document.text))
    }

    /// Returns a token's small letters; nothing beyond the last token.
    pub fn lower(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", String::as_str)
    }

    /// Returns what is known of a token by itself; beyond the last token nothing is.
    pub fn word(&self, at: usize) -> &Word {
        let place = self.places.get(at).copied();
        place.map_or(&feature::EDGE, |(sentence, place)| {
            &self.sentences[sentence as usize][place as usize]
        })
    }

    /// Returns the number of the sentence that a token stands in.
    pub fn sentence(&self, at: usize) -> usize {
        self.places.get(at).map_or(self.sentences.len(), |&(sentence, _)| sentence as usize)
    }

    /// Returns the first token of the sentence that a token stands in.
    pub fn sentence_start(&self, at: usize) -> usize {
        self.document.sentences.get(self.sentence(at)).map_or(at, |s| s.tokens.start)
    }

    /// Returns one past the last token of the sentence that a token stands in.
    pub fn sentence_end(&self, at: usize) -> usize {
        self.document.sentences.get(self.sentence(at)).map_or(at, |s| s.tokens.end)
    }

    /// Returns whether a token begins as a name does.
    pub fn is_capital(&self, at: usize) -> bool {
        self.word(at).is_capital()
    }

    /// Returns whether a token is a number in figures.
    pub fn is_number(&self, at: usize) -> bool {
        self.word(at).case == Case::Digit
            && self.form(at).bytes().all(|b| b.is_ascii_digit() || b == b'.')
    }

    /// Returns whether no space stands between a token and the one before.
    pub fn joins_before(&self, at: usize) -> bool {
        let tokens = &self.document.tokens;
        at > 0 && at < tokens.len() && tokens[at - 1].span.end == tokens[at].span.start
    }

    /// Returns which tokens stand in expressions of time: "Founder's Day".
    pub fn dated(&self) -> Vec<bool> {
        let mut dated = vec![false; self.len()];
        for timex in &self.document.timexes {
            dated[self.document.tokens_in(timex.span)].fill(true);
        }
        dated
    }

    /// Returns the lists that hold a stretch of words.
    pub fn lists(&self, tokens: std::ops::Range<usize>) -> Lists {
        if tokens.len() > LONGEST || tokens.end > self.len() {
            return 0;
        }
        let entry = tokens.fold(Entry::start(), |entry, at| entry.with(self.word(at).lower));
        self.gazetteer.lists(entry.hash())
    }
}

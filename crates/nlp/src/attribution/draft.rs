//! An attribution while it is put together: tokens and pieces of text, not yet in order.

use std::ops::Range;

use super::dependents::Dependents;
use super::lexicon::{Class, Entry};
use super::{mouthpiece, outlet};
use crate::document::{Factuality, Record, Source, SpeechAct};
use crate::span::Span;
use crate::tags::{Deprel, Upos, Xpos};

/// An attribution that is not finished.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// The word that attributes: the last verb of "was quoted as saying".
    pub(crate) word: usize,
    /// The words of the cue, in order.
    pub(crate) cue: Vec<usize>,
    pub(crate) source: Option<Who>,
    /// Whom it is said to.
    pub(crate) hearer: Option<Who>,
    /// What is said, as pieces of text.
    pub(crate) content: Vec<Span>,
    /// What kind of word attributes.
    pub(crate) class: Class,
    /// Whether the content is only what is spoken about: "criticised the plan".
    pub(crate) topic: bool,
    pub(crate) author: Factuality,
    pub(crate) stance: Factuality,
    pub(crate) act: SpeechAct,
    /// The first quotation that was linked to the cue, as an index of the quotes.
    pub(crate) quoted: bool,
}

impl Draft {
    /// Returns a draft without source and content.
    pub(crate) fn new(word: usize, entry: &Entry) -> Draft {
        Draft {
            word,
            cue: vec![word],
            source: None,
            hearer: None,
            content: Vec::new(),
            class: entry.class,
            topic: false,
            author: entry.author,
            stance: entry.stance,
            act: entry.act,
            quoted: false,
        }
    }
}

/// A noun phrase that speaks or is spoken to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Who {
    pub(crate) tokens: Range<usize>,
    pub(crate) head: usize,
}

impl Who {
    /// Returns the noun phrase of `head`, as far as it lies on its side of `verb`.
    pub(crate) fn new(tree: &Dependents, head: usize, verb: usize) -> Option<Who> {
        let head = antecedent(tree, head).unwrap_or(head);
        let sentence = tree.sentence_tokens(head);
        let mut start = tree.first(head).max(sentence.start);
        let mut end = (tree.last(head) + 1).min(sentence.end);
        if head < verb {
            end = end.min(verb);
        } else if head > verb {
            start = start.max(verb + 1);
        }
        for child in tree.of(head) {
            match tree.deprel(child) {
                // "by Ortiz", and what only stands beside the phrase.
                Deprel::Case | Deprel::Mark | Deprel::Cc if child < head => {
                    start = start.max(child + 1);
                }
                Deprel::Parataxis | Deprel::Advcl | Deprel::Ccomp if child > head => {
                    end = end.min(tree.first(child).max(head + 1));
                }
                Deprel::Cop if child < head => start = start.max(child + 1),
                _ => {}
            }
        }
        // A relative clause that holds the verb is no part of who speaks.
        for child in tree.of(head).filter(|&child| child > head) {
            if (tree.first(child)..=tree.last(child)).contains(&verb) {
                end = end.min(tree.first(child).max(head + 1));
            }
        }
        while start < end && is_edge(tree, start) {
            start += 1;
        }
        while start < end && is_edge(tree, end - 1) {
            end -= 1;
        }
        (start..end).contains(&head).then_some(Who { tokens: start..end, head })
    }

    /// Returns the phrase without a clause that hangs on it: "the outlet that they were friends".
    pub(crate) fn without_clause(mut self, tree: &Dependents) -> Who {
        let clause = (self.head + 1..self.tokens.end).find(|&at| {
            super::parenthesis::is_finite(tree, at)
                || matches!(tree.upos(at), Upos::Sconj)
                || matches!(tree.small(at).as_str(), "that" | "who" | "which" | "whether" | ",")
        });
        self.tokens.end = clause.unwrap_or(self.tokens.end);
        self
    }

    /// Returns the words in the text.
    pub(crate) fn span(&self, tree: &Dependents) -> Span {
        let tokens = &tree.document.tokens;
        tokens[self.tokens.start].span.cover(tokens[self.tokens.end - 1].span)
    }

    /// Returns the source that an attribution names.
    pub(crate) fn source(&self, tree: &Dependents) -> Source {
        let head = &tree.document.tokens[self.head];
        let several = matches!(head.xpos, Xpos::Nns | Xpos::Nnps)
            || matches!(tree.small(self.head).as_str(), "they" | "we" | "people")
            || tree.with(self.head, &[Deprel::Conj]).is_some_and(|c| self.tokens.contains(&c));
        Source {
            span: self.span(tree),
            head: self.head,
            speaker: mouthpiece::speaker(tree, self.head),
            entity: None,
            record: self.record(tree),
            several,
        }
    }

    fn record(&self, tree: &Dependents) -> Record {
        if matches!(tree.upos(self.head), Upos::Propn | Upos::Pron) {
            return match tree.small(self.head).as_str() {
                "one" | "someone" | "somebody" | "others" | "some" | "many" | "several"
                | "most" => Record::Anonymous,
                _ => Record::Named,
            };
        }
        // "Variety said": the name of a magazine that begins the sentence.
        let form = tree.form(self.head);
        if tree.document.tokens[self.head].xpos == Xpos::Nn
            && self.tokens.len() == 1
            && form.starts_with(char::is_uppercase)
            && outlet::is_outlet(form)
        {
            return Record::Named;
        }
        let lemma = tree.lemma(self.head).to_lowercase();
        // "People and other outlets": a magazine's name, not a noun.
        let outlets = tree.of(self.head).any(|child| {
            matches!(tree.lemma(child), "outlet" | "publication" | "magazine" | "newspaper")
        });
        if outlets {
            return Record::Named;
        }
        if matches!(
            lemma.as_str(),
            "rumour" | "rumor" | "report" | "gossip" | "speculation" | "word" | "chatter"
        ) {
            return Record::Unattributed;
        }
        if NAMELESS.binary_search(&lemma.as_str()).is_ok() {
            return Record::Anonymous;
        }
        let named = self.tokens.clone().any(|token| tree.upos(token) == Upos::Propn);
        let definite = tree.of(self.head).any(|child| {
            tree.deprel(child) == Deprel::NmodPoss
                || matches!(tree.small(child).as_str(), "the" | "this" | "that" | "these" | "those")
        });
        if named || definite { Record::Named } else { Record::Anonymous }
    }
}

/// Nouns for people who speak without their names, in order.
const NAMELESS: &[&str] = &[
    "acquaintance",
    "aide",
    "bystander",
    "confidant",
    "eyewitness",
    "friend",
    "insider",
    "neighbor",
    "neighbour",
    "observer",
    "official",
    "onlooker",
    "pal",
    "people",
    "person",
    "source",
    "spy",
    "tipster",
    "witness",
];

/// Returns what a relative pronoun stands for: the noun that its clause hangs on.
pub(crate) fn antecedent(tree: &Dependents, pronoun: usize) -> Option<usize> {
    if !matches!(tree.small(pronoun).as_str(), "who" | "which" | "that") {
        return None;
    }
    let mut clause = tree.head(pronoun)?;
    loop {
        match tree.deprel(clause) {
            Deprel::AclRelcl => return tree.head(clause),
            Deprel::Conj | Deprel::Xcomp | Deprel::Ccomp => clause = tree.head(clause)?,
            _ => return None,
        }
    }
}

/// Whether a token is no part of a phrase when it stands at its edge.
fn is_edge(tree: &Dependents, token: usize) -> bool {
    tree.upos(token) == Upos::Punct && !matches!(tree.form(token), ")" | "]" | "\"" | "”" | "’")
        || tree.upos(token) == Upos::Cconj
}

/// Returns the words from one token up to another as one piece of text.
pub(crate) fn piece(tree: &Dependents, tokens: Range<usize>) -> Option<Span> {
    let (mut start, mut end) = (tokens.start, tokens.end);
    let loose =
        |token: usize| matches!(tree.form(token), "," | ":" | ";" | "-" | "--" | "–" | "—" | "―");
    while start < end && loose(start) {
        start += 1;
    }
    while start < end && (loose(end - 1) || tree.form(end - 1) == ".") {
        end -= 1;
    }
    if start >= end {
        return None;
    }
    let tokens = &tree.document.tokens;
    Some(tokens[start].span.cover(tokens[end - 1].span))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_in_order() {
        assert!(super::NAMELESS.is_sorted());
    }
}

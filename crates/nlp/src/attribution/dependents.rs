//! The tree from above: what hangs on each token, and how far its subtree reaches.
//!
//! Needs the heads of a document. Gives dependents in text order and the first and last token of
//! each subtree, in time linear in the number of tokens, however long the sentences are.

use crate::document::Document;
use crate::tags::{Deprel, Upos};

pub(crate) struct Dependents<'a> {
    pub(crate) document: &'a Document,
    /// Where the dependents of each token begin in `all`; one more than there are tokens.
    starts: Vec<u32>,
    all: Vec<u32>,
    first: Vec<u32>,
    last: Vec<u32>,
    /// The sentence of each token.
    sentences: Vec<u32>,
}

impl<'a> Dependents<'a> {
    pub(crate) fn new(document: &'a Document) -> Dependents<'a> {
        let count = document.tokens.len();
        let mut starts = vec![0u32; count + 1];
        for head in document.tokens.iter().filter_map(|token| token.head) {
            starts[head + 1] += 1;
        }
        for index in 0..count {
            starts[index + 1] += starts[index];
        }
        let mut next = starts.clone();
        let mut all = vec![0u32; starts[count] as usize];
        for (index, token) in document.tokens.iter().enumerate() {
            if let Some(head) = token.head {
                all[next[head] as usize] = index as u32;
                next[head] += 1;
            }
        }
        let mut tree = Dependents {
            document,
            starts,
            all,
            first: (0..count as u32).collect(),
            last: (0..count as u32).collect(),
            sentences: vec![0; count],
        };
        tree.reach();
        for (sentence, found) in document.sentences.iter().enumerate() {
            tree.sentences[found.tokens.clone()].fill(sentence as u32);
        }
        tree
    }

    /// Carries the ends of each subtree up to its head, leaves first.
    fn reach(&mut self) {
        let count = self.first.len();
        let mut waiting: Vec<u32> =
            (0..count).map(|t| self.starts[t + 1] - self.starts[t]).collect();
        let mut ready: Vec<usize> = (0..count).filter(|&token| waiting[token] == 0).collect();
        while let Some(token) = ready.pop() {
            if let Some(head) = self.document.tokens[token].head {
                self.first[head] = self.first[head].min(self.first[token]);
                self.last[head] = self.last[head].max(self.last[token]);
                waiting[head] -= 1;
                if waiting[head] == 0 {
                    ready.push(head);
                }
            }
        }
    }

    /// Returns the dependents of `token`, in text order.
    pub(crate) fn of(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = self.starts[token] as usize..self.starts[token + 1] as usize;
        self.all[range].iter().map(|&child| child as usize)
    }

    /// Returns the first dependent with one of these relations.
    pub(crate) fn with(&self, token: usize, deprels: &[Deprel]) -> Option<usize> {
        self.of(token).find(|&child| deprels.contains(&self.deprel(child)))
    }

    /// Returns the first token of the subtree.
    pub(crate) fn first(&self, token: usize) -> usize {
        self.first[token] as usize
    }

    /// Returns the last token of the subtree.
    pub(crate) fn last(&self, token: usize) -> usize {
        self.last[token] as usize
    }

    pub(crate) fn deprel(&self, token: usize) -> Deprel {
        self.document.tokens[token].deprel
    }

    pub(crate) fn upos(&self, token: usize) -> Upos {
        self.document.tokens[token].upos
    }

    pub(crate) fn head(&self, token: usize) -> Option<usize> {
        self.document.tokens[token].head
    }

    pub(crate) fn lemma(&self, token: usize) -> &'a str {
        &self.document.tokens[token].lemma
    }

    pub(crate) fn form(&self, token: usize) -> &'a str {
        self.document.form(token)
    }

    /// Returns the sentence of `token`.
    pub(crate) fn sentence(&self, token: usize) -> usize {
        self.sentences[token] as usize
    }

    /// Returns the tokens of the sentence of `token`.
    pub(crate) fn sentence_tokens(&self, token: usize) -> std::ops::Range<usize> {
        self.document.sentences[self.sentence(token)].tokens.clone()
    }

    /// Returns the form in small letters.
    pub(crate) fn small(&self, token: usize) -> String {
        self.form(token).to_lowercase()
    }
}

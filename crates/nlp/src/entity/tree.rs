//! The dependency tree in the form that coreference walks: dependents by governor, and the words
//! that belong to a phrase.
//!
//! **Invariant:** made in time linear in the number of tokens; climbing is cut off after
//! `CLIMB` steps, so that a degenerate sentence costs no more than any other.

use std::ops::Range;

use crate::document::Document;
use crate::tags::{Deprel, Upos};

/// How far up a tree anything looks.
const CLIMB: usize = 48;

/// The trees of a document.
pub struct Tree<'a> {
    /// The document.
    pub document: &'a Document,
    first: Vec<usize>,
    children: Vec<usize>,
    /// For each token, the first and last token of its subtree, punctuation left out.
    full: Vec<(usize, usize)>,
    /// The sentence of each token.
    sentence: Vec<usize>,
}

impl<'a> Tree<'a> {
    /// Returns the trees of `document`.
    pub fn new(document: &'a Document) -> Tree<'a> {
        let tokens = &document.tokens;
        let mut first = vec![0; tokens.len() + 1];
        for head in tokens.iter().filter_map(|token| token.head) {
            first[head + 1] += 1;
        }
        for index in 1..first.len() {
            first[index] += first[index - 1];
        }
        let mut next = first.clone();
        let mut children = vec![0; first[tokens.len()]];
        for (index, token) in tokens.iter().enumerate() {
            if let Some(head) = token.head {
                children[next[head]] = index;
                next[head] += 1;
            }
        }
        let mut full: Vec<(usize, usize)> = (0..tokens.len()).map(|index| (index, index)).collect();
        for (index, token) in tokens.iter().enumerate() {
            if token.deprel == Deprel::Punct {
                continue;
            }
            let mut above = token.head;
            for _ in 0..CLIMB {
                let Some(head) = above else { break };
                full[head].0 = full[head].0.min(index);
                full[head].1 = full[head].1.max(index);
                if tokens[head].deprel == Deprel::Punct {
                    break;
                }
                above = tokens[head].head;
            }
        }
        let mut sentence = vec![0; tokens.len()];
        for (index, found) in document.sentences.iter().enumerate() {
            for token in found.tokens.clone() {
                sentence[token] = index;
            }
        }
        Tree { document, first, children, full, sentence }
    }

    /// Returns the dependents of a token, in text order.
    pub fn children(&self, token: usize) -> &[usize] {
        &self.children[self.first[token]..self.first[token + 1]]
    }

    /// Returns the first dependent with one of these relations.
    pub fn child(&self, token: usize, relations: &[Deprel]) -> Option<usize> {
        let found = self.children(token).iter();
        found.copied().find(|&child| relations.contains(&self.relation(child)))
    }

    /// Returns the relation of a token to its governor.
    pub fn relation(&self, token: usize) -> Deprel {
        self.document.tokens[token].deprel
    }

    /// Returns the governor of a token.
    pub fn head(&self, token: usize) -> Option<usize> {
        self.document.tokens[token].head
    }

    /// Returns the sentence of a token.
    pub fn sentence(&self, token: usize) -> usize {
        self.sentence[token]
    }

    /// Returns the form of a token in small letters.
    pub fn lower(&self, token: usize) -> String {
        self.document.form(token).replace(['’', '‘'], "'").to_lowercase()
    }

    /// Returns the lemma of a token.
    pub fn lemma(&self, token: usize) -> &str {
        &self.document.tokens[token].lemma
    }

    /// Returns the governors of a token, from the nearest outward.
    pub fn above(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(token), |&token| self.head(token)).take(CLIMB)
    }

    /// Returns whether a token is the predicate of a clause.
    pub fn is_predicate(&self, token: usize) -> bool {
        matches!(self.document.tokens[token].upos, Upos::Verb | Upos::Aux)
            || self.children(token).iter().any(|&child| {
                let relation = self.relation(child);
                relation == Deprel::Cop || relation.is_subject()
            })
    }

    /// Returns the predicate of the clause that a token stands in, without being it.
    pub fn clause(&self, token: usize) -> Option<usize> {
        self.above(token).find(|&above| self.is_predicate(above))
    }

    /// Returns the relation that a token bears to its clause: that of the first conjunct for a
    /// further one.
    pub fn role(&self, token: usize) -> Deprel {
        let mut token = token;
        for _ in 0..CLIMB {
            match (self.relation(token), self.head(token)) {
                (Deprel::Conj, Some(head)) => token = head,
                (relation, _) => return relation,
            }
        }
        Deprel::Conj
    }

    /// Returns the noun phrase of a head, without further conjuncts and outer punctuation.
    pub fn phrase(&self, head: usize) -> Range<usize> {
        let predicate = self
            .children(head)
            .iter()
            .any(|&child| self.relation(child) == Deprel::Cop || self.relation(child).is_subject());
        let (mut start, mut end) = (head, head + 1);
        for &child in self.children(head) {
            use Deprel::*;
            match self.relation(child) {
                // The genitive belongs to the phrase, a preposition does not.
                Case if child > head => end = end.max(child + 1),
                Case => {}
                Advmod if child < head && !predicate => start = start.min(self.full[child].0),
                Cc | CcPreconj | Conj | Punct | Mark | Cop | Nsubj | NsubjPass | NsubjOuter
                | Csubj | CsubjPass | CsubjOuter | Aux | AuxPass | Parataxis | Discourse | Expl
                | Advcl | AdvclRelcl | Obl | OblAgent | OblUnmarked | Vocative | Dislocated
                | Orphan | List | Ccomp | Xcomp | Obj | Reparandum | Advmod => {}
                _ => {
                    start = start.min(self.full[child].0);
                    end = end.max(self.full[child].1 + 1);
                }
            }
        }
        start..end
    }

    /// Returns whether `inner` stands in the subtree of `outer`, or is it.
    pub fn is_under(&self, inner: usize, outer: usize) -> bool {
        inner == outer || self.above(inner).any(|above| above == outer)
    }
}

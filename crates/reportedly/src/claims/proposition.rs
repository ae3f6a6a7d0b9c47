//! Open propositions: what every clause says of whom, outside the beats.
//!
//! A clause becomes a subject, a relation and the rest, as open information extraction has it
//! (Banko et al. 2007; clauses after Del Corro and Gemulla 2013), read off the tree: a verb with its
//! auxiliaries and particles, what it governs, and the subject that it shares with the clause around
//! it where it has none of its own.
//!
//! **Invariant:** the words of a proposition are words of its sentence; a proposition has a subject
//! and a relation.

use reportedly_nlp::{Deprel, Document, Upos};

/// What one clause says: its words, as tokens in text order.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Proposition {
    /// The word that the clause hangs on.
    pub key: usize,
    /// The head of the subject.
    pub subject_head: usize,
    /// Whom or what it is about.
    pub subject: Vec<usize>,
    /// What relates the subject to the rest.
    pub relation: Vec<usize>,
    /// The head of the object, where the clause has one.
    pub object_head: Option<usize>,
    /// Objects, complements and circumstances.
    pub rest: Vec<usize>,
}

impl Proposition {
    /// Returns words of it as the text has them, with one space where something lies between.
    pub fn words(document: &Document, tokens: &[usize]) -> String {
        let mut words = String::new();
        let mut last = None;
        for &token in tokens {
            let span = document.tokens[token].span;
            if last.is_some_and(|end| end != span.start) {
                words.push(' ');
            }
            words.push_str(span.of(&document.text));
            last = Some(span.end);
        }
        words
    }

    /// Returns its tokens, in text order.
    pub fn tokens(&self) -> Vec<usize> {
        let mut tokens = [&self.subject[..], &self.relation, &self.rest].concat();
        tokens.sort_unstable();
        tokens
    }
}

/// Returns the propositions of a document, in the order of their clauses.
pub fn propositions(document: &Document) -> Vec<Proposition> {
    let clauses = Clauses { document };
    (0..document.tokens.len()).filter_map(|key| clauses.proposition(key)).collect()
}

struct Clauses<'d> {
    document: &'d Document,
}

impl Clauses<'_> {
    fn proposition(&self, key: usize) -> Option<Proposition> {
        let token = &self.document.tokens[key];
        let copula = self.document.child(key, Deprel::Cop);
        if copula.is_none() && token.upos != Upos::Verb {
            return None;
        }
        // A verb in a chain ("wants to go") belongs to the relation of the first one.
        if self.chained(key) {
            return None;
        }
        let subject_head = self.subject(key, 0)?;
        let mut relation = Vec::new();
        let mut rest = Vec::new();
        let mut object_head = None;
        match copula {
            Some(copula) => {
                relation.extend(self.helpers(key));
                relation.push(copula);
                object_head = Some(key);
                rest.extend(self.nominal(key));
                rest.extend(self.governed(key, &mut object_head));
            }
            None => self.verbal(key, &mut relation, &mut rest, &mut object_head),
        }
        let mut subject =
            self.subtree(subject_head, &|child| self.outside_noun(child, key, subject_head));
        for words in [&mut relation, &mut rest] {
            words.sort_unstable();
            words.dedup();
        }
        rest.retain(|word| !relation.contains(word) && !subject.contains(word));
        self.trim(&mut subject);
        self.trim(&mut rest);
        if rest.is_empty() && relation.len() == 1 && token.deprel != Deprel::Root {
            return None;
        }
        Some(Proposition { key, subject_head, subject, relation, object_head, rest })
    }

    /// Adds what a verb says: itself, the verbs that it leads to, and what they govern.
    fn verbal(
        &self,
        key: usize,
        relation: &mut Vec<usize>,
        rest: &mut Vec<usize>,
        object_head: &mut Option<usize>,
    ) {
        relation.extend(self.helpers(key));
        relation.push(key);
        let mut deepest = key;
        for _ in 0..4 {
            let next = self.document.children(deepest).find(|&child| self.chained(child));
            let Some(next) = next else { break };
            rest.extend(self.governed(deepest, object_head));
            relation.extend(self.helpers(next));
            relation.extend(self.document.children(next).filter(|&child| {
                matches!(self.document.tokens[child].deprel, Deprel::Mark | Deprel::Cop)
            }));
            relation.push(next);
            deepest = next;
        }
        rest.extend(self.governed(deepest, object_head));
        // "depends on", "moved to": the preposition of what follows belongs to the relation.
        let object = |child: usize| {
            matches!(
                self.document.tokens[child].deprel.universal(),
                Deprel::Obj | Deprel::Iobj | Deprel::Xcomp | Deprel::Ccomp
            )
        };
        if !self.document.children(deepest).any(object) {
            let oblique = self.document.children(deepest).find(|&child| {
                child > deepest && self.document.tokens[child].deprel.universal() == Deprel::Obl
            });
            if let Some(oblique) = oblique {
                let cases = self.document.children(oblique).filter(|&child| {
                    self.document.tokens[child].deprel == Deprel::Case && child < oblique
                });
                relation.extend(cases);
            }
        }
    }

    /// Whether the word is an infinitive or predicate that the verb above leads to, with the same
    /// subject and no object between.
    fn chained(&self, key: usize) -> bool {
        let token = &self.document.tokens[key];
        let Some(head) = token.head else { return false };
        token.deprel == Deprel::Xcomp
            && token.upos == Upos::Verb
            && self.document.tokens[head].upos == Upos::Verb
            && self.document.child(head, Deprel::Obj).is_none()
    }

    /// Returns the auxiliaries, negations and particles of a predicate.
    fn helpers(&self, key: usize) -> impl Iterator<Item = usize> + '_ {
        self.document.children(key).filter(move |&child| {
            let token = &self.document.tokens[child];
            match token.deprel {
                Deprel::Aux | Deprel::AuxPass | Deprel::CompoundPrt => true,
                Deprel::Advmod => matches!(token.lemma.as_str(), "not" | "n't" | "never"),
                _ => false,
            }
        })
    }

    /// Returns what a predicate governs but its subject, its helpers and other clauses.
    fn governed(&self, key: usize, object_head: &mut Option<usize>) -> Vec<usize> {
        let mut words = Vec::new();
        for child in self.document.children(key) {
            let token = &self.document.tokens[child];
            let wanted = match token.deprel.universal() {
                Deprel::Obj | Deprel::Iobj => {
                    object_head.get_or_insert(child);
                    true
                }
                Deprel::Obl | Deprel::Ccomp => true,
                Deprel::Advmod => !matches!(token.lemma.as_str(), "not" | "n't" | "never"),
                Deprel::Xcomp => !self.chained(child),
                _ => false,
            };
            if wanted {
                words.extend(self.subtree(child, &|_| false));
            }
        }
        words
    }

    /// Returns the words of a nominal predicate without its clause.
    fn nominal(&self, key: usize) -> Vec<usize> {
        self.subtree(key, &|child| {
            self.document.tokens[child].head == Some(key) && self.of_clause(child)
        })
    }

    /// Whether the word belongs to the clause of its governor and not to its phrase.
    fn of_clause(&self, child: usize) -> bool {
        let deprel = self.document.tokens[child].deprel;
        deprel.is_subject()
            || matches!(
                deprel.universal(),
                Deprel::Cop
                    | Deprel::Aux
                    | Deprel::Mark
                    | Deprel::Punct
                    | Deprel::Advcl
                    | Deprel::Parataxis
                    | Deprel::Discourse
                    | Deprel::Vocative
                    | Deprel::Cc
                    | Deprel::Ccomp
                    | Deprel::Obl
                    | Deprel::Advmod
            )
            || deprel == Deprel::Conj && self.is_clause(child)
    }

    fn is_clause(&self, word: usize) -> bool {
        self.document.tokens[word].upos == Upos::Verb
            || self.document.child(word, Deprel::Cop).is_some()
    }

    /// Returns the head of the subject: the clause's own, or the one that it shares.
    fn subject(&self, key: usize, depth: usize) -> Option<usize> {
        let own =
            self.document.children(key).find(|&c| self.document.tokens[c].deprel.is_subject());
        let token = &self.document.tokens[key];
        if let Some(own) = own {
            let relative = matches!(
                self.document.tokens[own].lemma.to_lowercase().as_str(),
                "who" | "which" | "that" | "whom"
            ) && token.deprel == Deprel::AclRelcl;
            return if relative { token.head } else { Some(own) };
        }
        let head = token.head.filter(|_| depth < 4)?;
        match token.deprel {
            Deprel::Conj if self.is_clause(head) => self.subject(head, depth + 1),
            Deprel::Acl => Some(head),
            Deprel::AclRelcl => None,
            Deprel::Advcl if self.is_clause(head) => {
                let marked = self.document.child(key, Deprel::Mark).is_some();
                if marked { None } else { self.subject(head, depth + 1) }
            }
            Deprel::Xcomp => {
                self.document.child(head, Deprel::Obj).or_else(|| self.subject(head, depth + 1))
            }
            _ => None,
        }
    }

    /// Whether a word under the subject is not part of its name here: the clause itself, other
    /// clauses that describe it, and the preposition before it.
    fn outside_noun(&self, child: usize, key: usize, subject: usize) -> bool {
        let token = &self.document.tokens[child];
        child == key
            || token.deprel == Deprel::Case && token.head == Some(subject) && child < subject
            || matches!(token.deprel, Deprel::AclRelcl | Deprel::Parataxis | Deprel::Appos)
    }

    /// Returns the words under `top`, in text order, but those for which `leave` holds.
    fn subtree(&self, top: usize, leave: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let mut words = vec![top];
        let mut next = 0;
        while next < words.len() {
            let at = words[next];
            next += 1;
            words.extend(self.document.children(at).filter(|&child| !leave(child)));
        }
        words.sort_unstable();
        words
    }

    /// Takes punctuation from both ends.
    fn trim(&self, words: &mut Vec<usize>) {
        let punctuation = |&word: &usize| self.document.tokens[word].upos == Upos::Punct;
        let end = words.iter().rposition(|word| !punctuation(word)).map_or(0, |last| last + 1);
        words.truncate(end);
        let start = words.iter().position(|word| !punctuation(word)).unwrap_or(0);
        words.drain(..start);
    }
}

//! Edges that a verb or noun takes over from the word that it hangs on or is joined to.

use reportedly_nlp::{Deprel, EntityKind, Upos, Xpos};

use super::{Builder, Edge, Graph, Rel, is_predicate, prep};

impl Builder<'_> {
    /// Edges that a verb takes over from the verb that it hangs on.
    pub(super) fn inherited(&mut self) {
        // A head comes before or after its dependents; three rounds reach through "and wants to
        // begin dating" either way.
        for _ in 0..3 {
            for index in 0..self.document.tokens.len() {
                let Some(head) = self.document.tokens[index].head else { continue };
                match self.deprel(index) {
                    Deprel::Conj if is_predicate(self.upos(index)) => self.share(head, index),
                    // "is a writer and a former columnist"
                    Deprel::Conj
                        if self.child(head, Deprel::Cop).is_some() && !self.own_subject(index) =>
                    {
                        for subject in self.of(head, Rel::Subject) {
                            self.graph.add(index, Rel::Subject, subject);
                        }
                    }
                    Deprel::Xcomp => self.control(head, index, true),
                    Deprel::Obj if self.doing(index) => {
                        self.control(head, index, false);
                    }
                    Deprel::Advcl | Deprel::Parataxis | Deprel::Ccomp
                        if self.document.tokens[index].xpos == Xpos::Vbg
                            || self.document.tokens[index].xpos == Xpos::Vbn
                            || self
                                .child(index, Deprel::Mark)
                                .is_some_and(|m| self.lemma(m) == "to") =>
                    {
                        self.control(head, index, false);
                    }
                    // "beat Weston in four sets to win"
                    Deprel::Acl
                        if self.document.tokens[index].xpos == Xpos::Vb
                            && self.deprel(head) == Deprel::Obl =>
                    {
                        if let Some(verb) = self.document.tokens[head].head {
                            self.control(verb, index, false);
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    /// "The founder and chairman of Orbex", "lives and works in Lund": what follows two joined words
    /// belongs to both, and the parser gives it to one of them.
    pub(super) fn trailing(&mut self) {
        for second in 0..self.document.tokens.len() {
            let Some(first) = self.document.tokens[second].head else { continue };
            let joined = self.deprel(second) == Deprel::Conj && first < second;
            let alike = self.upos(first) == self.upos(second)
                && matches!(self.upos(first), Upos::Noun | Upos::Verb)
                || (self.describes(first) && self.describes(second));
            if !joined || !alike || self.named[first] || self.named[second] {
                continue;
            }
            let after = |graph: &Graph, token: usize| -> Vec<Edge> {
                let below = |e: &&Edge| matches!(e.rel, Rel::Of | Rel::Prep(_)) && e.to > second;
                graph.out[token].iter().filter(below).copied().collect()
            };
            let (mine, theirs) = (after(&self.graph, first), after(&self.graph, second));
            // "Works in Lund and lives in Malmö": each has its own.
            let own = self.graph.out[first]
                .iter()
                .any(|e| first < e.to && e.to < second && !matches!(e.rel, Rel::Mod | Rel::Number));
            if own {
                continue;
            }
            let shared = match (mine.is_empty(), theirs.is_empty()) {
                (true, false) => (first, theirs),
                (false, true) => (second, mine),
                _ => continue,
            };
            for edge in shared.1 {
                self.graph.add(shared.0, edge.rel, edge.to);
            }
        }
    }

    /// "The sequel halted work in May as the storm began, but resumed in June": a verb that goes on
    /// after "but" goes on with what the sentence begins with, not with the storm of a subordinate
    /// clause that the parser joined it to.
    pub(super) fn continued(&mut self) {
        for verb in 0..self.document.tokens.len() {
            let Some(head) = self.document.tokens[verb].head else { continue };
            let joined = self.deprel(verb) == Deprel::Conj
                && self.upos(verb) == Upos::Verb
                && self.child(verb, Deprel::Cc).is_some()
                && !self.own_subject(verb);
            let below = self.child(head, Deprel::Mark).is_some_and(|m| self.lemma(m) != "to")
                && self.child(verb, Deprel::Mark).is_none();
            if !joined || (!below && self.own_subject(head)) {
                continue;
            }
            let start = self.document.sentences[self.document.sentence_of(verb)].tokens.start;
            let noun = |&t: &usize| {
                matches!(self.upos(t), Upos::Noun | Upos::Propn | Upos::Pron)
                    && matches!(self.upos(t + 1), Upos::Verb | Upos::Aux)
            };
            if let Some(subject) = (start..verb.saturating_sub(1)).find(noun) {
                self.give_subject(verb, subject);
            }
        }
    }

    /// Whether the object of a verb is something done: "began dating", whatever its tag.
    fn doing(&self, index: usize) -> bool {
        let begun = self.document.tokens[index].head.is_some_and(|head| {
            matches!(self.lemma(head), "begin" | "start" | "stop" | "quit" | "continue" | "resume")
        });
        self.document.tokens[index].xpos == Xpos::Vbg
            || (begun && self.document.form(index).ends_with("ing"))
    }

    /// "A wrote and directed B": one subject, one object.
    fn share(&mut self, first: usize, second: usize) {
        if !self.own_subject(second) {
            for subject in self.surface_subjects(first) {
                self.give_subject(second, subject);
            }
        }
        let (mine, theirs) = (self.of(first, Rel::Object), self.of(second, Rel::Object));
        if mine.is_empty() && is_predicate(self.upos(first)) {
            for object in theirs {
                if object > second {
                    self.graph.add(first, Rel::Object, object);
                }
            }
        }
    }

    /// "A began dating B", "A was seen kissing B", "they asked A to leave".
    fn control(&mut self, head: usize, verb: usize, by_object: bool) {
        if self.own_subject(verb) {
            return;
        }
        let object = self.child(head, Deprel::Obj).filter(|_| by_object);
        match object {
            Some(object) => self.give_subject(verb, object),
            None => {
                for subject in self.surface_subjects(head) {
                    self.give_subject(verb, subject);
                }
            }
        }
    }

    fn give_subject(&mut self, verb: usize, subject: usize) {
        if self.is_passive(verb) {
            self.graph.add(verb, Rel::Object, subject);
            if self.of(verb, Rel::Subject).is_empty() {
                self.graph.add(verb, Rel::Subject, subject);
            }
        } else {
            self.graph.add(verb, Rel::Subject, subject);
        }
    }

    /// "Stunned in a red gown at the gala": what happens at an event is what the clause tells, whichever
    /// of its nouns the parser hung the event on.
    pub(super) fn at_events(&mut self) {
        let document = self.document;
        for mention in &document.mentions {
            let case = self.case(mention.head);
            let place = [prep("at"), prep("to"), prep("during")].contains(&case);
            if mention.kind != Some(EntityKind::Event) || !place {
                continue;
            }
            let mut at = mention.head;
            for _ in 0..3 {
                let Some(head) = document.tokens[at].head else { break };
                let below = matches!(
                    self.deprel(at),
                    Deprel::Nmod | Deprel::Obl | Deprel::Obj | Deprel::Conj | Deprel::OblUnmarked
                );
                if !below || self.upos(head) == Upos::Verb {
                    if below && at != mention.head {
                        self.graph.add(head, case, mention.head);
                    }
                    break;
                }
                at = head;
            }
        }
    }

    /// "They had no romance, just friends", "they are nothing more than friends": what is said
    /// instead is said of the same people.
    pub(super) fn contrasts(&mut self) {
        for index in 0..self.document.tokens.len() {
            let than = self.children[index].iter().any(|&c| self.lemma(c) == "than");
            if than
                && let Some(head) = self.document.tokens[index].head
                && let Some(nothing) = [Some(head), self.document.tokens[head].head]
                    .into_iter()
                    .flatten()
                    .find(|&at| self.lemma(at) == "nothing")
            {
                for subject in self.of(nothing, Rel::Subject) {
                    self.graph.add(index, Rel::Subject, subject);
                }
            }
            let only = |&c: &usize| matches!(self.lemma(c), "just" | "only" | "merely" | "simply");
            let said =
                matches!(self.deprel(index), Deprel::Appos | Deprel::Conj | Deprel::Parataxis)
                    && self.upos(index) == Upos::Noun
                    && self.children[index].iter().any(only);
            let Some(verb) = self.document.tokens[index].head.filter(|_| said) else { continue };
            let verb = match self.deprel(verb) {
                Deprel::Obj | Deprel::Obl => self.document.tokens[verb].head.unwrap_or(verb),
                _ => verb,
            };
            for subject in self.surface_subjects(verb) {
                self.graph.add(index, Rel::Subject, subject);
            }
        }
    }
}

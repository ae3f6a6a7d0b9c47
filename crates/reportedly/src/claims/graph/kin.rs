//! Whose husband, daughter or brother somebody is, where no word beside the name says so.

use reportedly_nlp::{Deprel, EntityKind, MentionForm, Upos, Xpos};

use super::{Builder, Edge, Rel};

/// Titles that stand between a description and the name.
pub(super) const HONORIFICS: &[&str] = &[
    "Dr.", "Mr.", "Mrs.", "Ms.", "Sir", "Dame", "Lord", "Lady", "Dr", "Mr", "Mrs", "Ms", "Prof.",
    "Rev.", "Prince", "Princess", "King", "Queen",
];

/// Whether the noun says how somebody stands to somebody else.
fn is_kin(lemma: &str) -> bool {
    let lemma = lemma.strip_prefix("ex-").unwrap_or(lemma);
    matches!(
        lemma,
        "husband"
            | "wife"
            | "spouse"
            | "fiancé"
            | "fiancée"
            | "fiance"
            | "fiancee"
            | "boyfriend"
            | "girlfriend"
            | "partner"
            | "son"
            | "daughter"
            | "brother"
            | "sister"
            | "sibling"
            | "mother"
            | "father"
            | "mom"
            | "dad"
            | "mum"
            | "twin"
            | "ex"
            | "beau"
    )
}

impl Builder<'_> {
    /// "She came with husband Mark Weston", "her breakup with ex-fiancé Mark Weston", "Anna Porter and
    /// wife Julia Kern": whose husband, fiancé and wife, nobody says; it is who the clause is about.
    pub(super) fn kin(&mut self) {
        for index in 0..self.document.tokens.len() {
            let kin = self.upos(index) == Upos::Noun && is_kin(self.lemma(index));
            if kin {
                self.introduced(index);
                self.beside(index);
                self.of_both(index);
            }
            let described = |e: &Edge| e.rel == Rel::Subject && e.to > index && self.named[e.to];
            let names: Vec<usize> =
                self.graph.out[index].iter().filter(|e| described(e)).map(|e| e.to).collect();
            let bare = !self.children[index].iter().any(|&c| {
                matches!(self.deprel(c), Deprel::Det | Deprel::NmodPoss | Deprel::Cop)
                    || self.deprel(c).is_subject()
            });
            let near = if self.document.tokens.len() > index + 1
                && self.document.form(index + 1) == "and"
            {
                5
            } else {
                2
            };
            let adjacent = names.iter().any(|&name| name <= index + near);
            if !kin || !bare || !adjacent || !self.of(index, Rel::Of).is_empty() {
                continue;
            }
            for owner in self.about(index, &names) {
                self.graph.add(index, Rel::Of, owner);
            }
        }
    }

    /// Returns the head and the end of the name of a person that begins at the token.
    fn person_from(&self, token: usize) -> Option<(usize, usize)> {
        let begins = self.document.mentions[self.mentions_from(token)..].iter();
        let mut begins = begins.take_while(|m| m.tokens.start <= token);
        let named = begins.find(|m| {
            m.form == MentionForm::Name
                && m.tokens.start == token
                && m.kind == Some(EntityKind::Person)
        });
        named.map(|m| (m.head, m.tokens.end))
    }

    /// "his daughter Susan Whitmer said": the name right behind says who she is, whatever the tree.
    fn beside(&mut self, kin: usize) {
        let end = self.document.sentences[self.document.sentence_of(kin)].tokens.end;
        let one = self.document.tokens[kin].xpos == Xpos::Nn;
        let owned = self.children[kin].iter().any(|&c| self.deprel(c) == Deprel::NmodPoss);
        let known = self.graph.out[kin].iter().any(|e| e.rel == Rel::Subject);
        if !one || !owned || known || kin + 1 >= end {
            return;
        }
        if let Some((name, _)) = self.person_from(kin + 1) {
            self.graph.add(kin, Rel::Subject, name);
        }
    }

    /// "the son of the painter Mark Weston and singer Anna Porter": of both, whatever the tree.
    fn of_both(&mut self, kin: usize) {
        let end = self.document.sentences[self.document.sentence_of(kin)].tokens.end;
        let child = matches!(self.lemma(kin), "son" | "daughter" | "child");
        if !child || kin + 2 >= end || self.document.form(kin + 1) != "of" {
            return;
        }
        let described = |t: usize| {
            matches!(self.upos(t), Upos::Noun | Upos::Adj | Upos::Det)
                && !matches!(self.document.tokens[t].xpos, Xpos::Nns)
        };
        let named = |from: usize| -> Option<(usize, usize)> {
            let mut at = from;
            while at < end && at < from + 6 && self.person_from(at).is_none() && described(at) {
                at += 1;
            }
            (at < end).then(|| self.person_from(at)).flatten()
        };
        let Some((first, after)) = named(kin + 2) else { return };
        if after + 1 >= end || self.document.form(after) != "and" {
            return;
        }
        let Some((second, _)) = named(after + 1) else { return };
        self.graph.add(kin, Rel::Of, first);
        self.graph.add(kin, Rel::Of, second);
    }

    /// "her boyfriend, drummer Mark Weston," and "her boyfriend of two years, Mark Weston,".
    fn introduced(&mut self, kin: usize) {
        let end = self.document.sentences[self.document.sentence_of(kin)].tokens.end;
        let word = |t: usize| if t < end { self.document.form(t) } else { "" };
        let named = |e: &Edge| e.rel == Rel::Subject && self.named[e.to];
        let known = self.graph.out[kin].iter().any(named);
        // "ex-husband and fellow singer Mark Weston".
        let both = word(kin + 1) == "and";
        let one = self.document.tokens[kin].xpos == Xpos::Nn;
        let mut at = kin + 1;
        if word(at) == "of" && self.document.tokens.get(at + 1).is_some_and(|t| t.upos == Upos::Num)
        {
            at += 3;
        }
        let owned = both || !self.of(kin, Rel::Of).is_empty();
        if known || !one || !owned || (word(at) != "," && !both) {
            return;
        }
        at += 1;
        let limit = end.min(at + 7);
        while at < limit {
            if let Some((name, after)) = self.person_from(at) {
                if both || matches!(word(after), "," | "." | "" | "—" | ")") {
                    self.graph.add(kin, Rel::Subject, name);
                }
                return;
            }
            let part = matches!(self.upos(at), Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num)
                || matches!(
                    word(at),
                    "“" | "”" | "\"" | "-" | "the" | "a" | "an" | "'s" | "’s" | "and" | "/"
                );
            if !part {
                return;
            }
            at += 1;
        }
    }

    /// Returns the first mention that may begin at the token or after it.
    fn mentions_from(&self, token: usize) -> usize {
        let start = self.document.tokens[token].span.start;
        self.document.mentions.partition_point(|m| m.span.start < start)
    }

    /// Returns who the clause around the noun at `index` is about, other than `names`.
    fn about(&self, index: usize, names: &[usize]) -> Vec<usize> {
        let others = |all: Vec<usize>| -> Vec<usize> {
            all.into_iter().filter(|t| !names.contains(t) && *t != index).collect()
        };
        let mut at = index;
        for _ in 0..8 {
            let Some(head) = self.document.tokens[at].head else { break };
            let paired = self.deprel(at) == Deprel::Conj && (at == index || names.contains(&at));
            if paired && self.named[head] && !names.contains(&head) {
                return vec![head];
            }
            at = head;
            // "her breakup with ex-fiancé".
            let owners = others(self.of(at, Rel::Of));
            if self.upos(at) == Upos::Noun
                && at < index
                && !owners.is_empty()
                && !names.contains(&at)
            {
                return owners;
            }
            let subjects = others(self.surface_subjects(at));
            if matches!(self.upos(at), Upos::Verb | Upos::Aux) && !subjects.is_empty() {
                return subjects.into_iter().filter(|&s| s < index).collect();
            }
        }
        Vec::new()
    }
}

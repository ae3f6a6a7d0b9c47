//! Edges that names and the words beside them give, whatever the tree says.

use reportedly_nlp::{EntityKind, MentionForm, Upos, Xpos};

use super::kin::HONORIFICS;
use super::{Builder, LISTING, Rel};

impl Builder<'_> {
    /// Members that the words give, whatever the tree says: names in a row, "films such as Skyline",
    /// "the film Skyline".
    pub(super) fn listed(&mut self) {
        for row in crate::claims::rows::rows(self.document) {
            for (place, &first) in row.iter().enumerate() {
                self.graph.members[first].extend(&row[place + 1..]);
            }
        }
        for mention in &self.document.mentions {
            if mention.form != MentionForm::Name {
                continue;
            }
            let start =
                self.document.sentences[self.document.sentence_of(mention.head)].tokens.start;
            let mut before = (start..mention.tokens.start).rev().filter(|&t| {
                !matches!(self.document.form(t), "\"" | "“" | "'" | "‘" | "," | "the" | "The")
            });
            let Some(mut noun) = before.next() else { continue };
            let said = noun;
            if LISTING.contains(&self.lemma(noun)) {
                match before.next() {
                    Some(token) => noun = token,
                    None => continue,
                }
            } else if self.document.form(noun) == "as"
                && let Some(such) = before.next().filter(|&t| self.lemma(t) == "such")
            {
                // "films such as", "such films as" is the tree's.
                noun = before.next().unwrap_or(such);
            }
            let common = self.upos(noun) == Upos::Noun && !self.named[noun];
            let apart = (noun..mention.tokens.start).any(|t| self.document.form(t) == ",");
            let work = mention.kind == Some(EntityKind::Work);
            if common && (said != noun || (work && !apart)) {
                self.graph.members[noun].push(mention.head);
            }
        }
    }

    /// Edges that names and the words beside them give, whatever the tree says: "A's wife", "her
    /// wife", "actor A", "A is the mayor". Trees over names are the parser's second weak point.
    pub(super) fn shapes(&mut self) {
        for index in 0..self.document.mentions.len() {
            let mention = &self.document.mentions[index];
            let (start, end, head) = (mention.tokens.start, mention.tokens.end, mention.head);
            if mention.form == MentionForm::Pronoun {
                if self.document.tokens[head].xpos == Xpos::PrpPoss {
                    self.owned(head, end);
                }
                continue;
            }
            if mention.form != MentionForm::Name {
                continue;
            }
            let sentence = self.document.sentences[self.document.sentence_of(head)].tokens.clone();
            let word = |t: usize| if sentence.contains(&t) { self.document.form(t) } else { "" };
            let possessive = matches!(word(end), "'s" | "’s" | "'" | "’")
                && self.document.tokens[end].xpos == Xpos::Pos;
            let is = sentence.contains(&end) && self.document.tokens[end].lemma == "be";
            if possessive {
                self.owned(head, end + 1);
            }
            if is && let Some(noun) = self.predicate_noun(end + 1, sentence.end) {
                self.graph.add(noun, Rel::Subject, head);
            }
            let mut next = end;
            while matches!(word(next), "”" | "\"" | "’") {
                next += 1;
            }
            if let Some(noun) = self.noun_run(next, sentence.end) {
                self.graph.add(noun, Rel::Of, head);
            }
            if word(end) == ","
                && let Some(noun) = self.apposed(end + 1, sentence.end)
            {
                self.graph.add(noun, Rel::Subject, head);
            }
            let before = start.checked_sub(1).filter(|t| sentence.contains(t));
            if before.is_some_and(|t| word(t) == ",") && matches!(word(end), "," | "." | "" | "—")
            {
                let noun = start.checked_sub(2).filter(|t| sentence.contains(t));
                if let Some(noun) = noun.filter(|&n| self.upos(n) == Upos::Noun && !self.named[n]) {
                    self.graph.add(noun, Rel::Subject, head);
                    self.graph.members[noun].push(head);
                }
            }
            // "her mother Dr. Anna Porter".
            let before = before.map(|t| match t.checked_sub(1) {
                Some(noun) if HONORIFICS.contains(&word(t)) && sentence.contains(&noun) => noun,
                _ => t,
            });
            if let Some(before) = before
                && self.upos(before) == Upos::Noun
                && !self.named[before]
            {
                self.graph.add(before, Rel::Subject, head);
                if let Some(other) = self.joined_before(before, sentence.start) {
                    self.graph.add(other, Rel::Subject, head);
                }
            }
        }
    }

    /// Returns the noun that is joined to the one at `noun`, both before one name: "the Harbor Prize
    /// winner and Lund alum Anna Porter". What has an article of its own is another.
    fn joined_before(&self, noun: usize, start: usize) -> Option<usize> {
        let within = |&t: &usize| {
            matches!(self.upos(t), Upos::Propn | Upos::Adj | Upos::Noun)
                || self.document.form(t) == "-"
        };
        let and = (start..noun).rev().take(6).find(|t| !within(t))?;
        let other =
            and.checked_sub(1).filter(|&t| t >= start && self.document.form(and) == "and")?;
        let one = !matches!(self.document.tokens[other].xpos, Xpos::Nns | Xpos::Nnps);
        (one && self.upos(other) == Upos::Noun && !self.named[other]).then_some(other)
    }

    /// "his Skyline: Part Two co-star": where a name inside a description was taken for all of it, the
    /// description stands where the name does.
    pub(super) fn whole(&mut self) {
        let mentions = &self.document.mentions;
        for (index, outer) in mentions.iter().enumerate() {
            if outer.form != MentionForm::Nominal {
                continue;
            }
            for inner in mentions[index + 1..].iter().take_while(|m| m.span.start < outer.span.end)
            {
                let apart = inner.form == MentionForm::Name
                    && outer.span.contains(inner.span)
                    && inner.tokens.end <= outer.head
                    && self.document.tokens[inner.head]
                        .head
                        .is_some_and(|head| !outer.tokens.contains(&head));
                if !apart {
                    continue;
                }
                for edge in self.graph.into[inner.head].clone() {
                    if !outer.tokens.contains(&edge.to) {
                        self.graph.add(edge.to, edge.rel, outer.head);
                    }
                }
            }
        }
    }

    /// Returns the last noun of a run of plain nouns at `start`: "film star" of "the Lund film star".
    fn noun_run(&self, start: usize, end: usize) -> Option<usize> {
        let plain = |&t: &usize| matches!(self.upos(t), Upos::Noun | Upos::Adj) && !self.named[t];
        let run = (start..end.min(start + 5)).take_while(plain);
        run.filter(|&t| self.upos(t) == Upos::Noun).last()
    }

    /// Returns the noun that says who somebody is between commas: ", the Globex chairman,".
    fn apposed(&self, start: usize, end: usize) -> Option<usize> {
        let mut noun = None;
        let mut at = start;
        while at < end.min(start + 9) {
            match self.upos(at) {
                Upos::Noun => noun = Some(at),
                Upos::Propn | Upos::Adj | Upos::Num | Upos::Det | Upos::Part if noun.is_none() => {}
                Upos::Propn if !self.named[at] => noun = Some(at),
                Upos::Pron if noun.is_none() && self.document.tokens[at].xpos == Xpos::PrpPoss => {}
                _ => break,
            }
            at += 1;
        }
        let closed = at < end
            && matches!(self.document.form(at), "of" | "at" | "for" | "," | "with" | "in" | "who");
        noun.filter(|&n| closed && n + 1 == at && self.document.tokens[n].xpos != Xpos::Nns)
    }

    /// The noun phrase at `start` belongs to the owner, and so does the name that follows it.
    fn owned(&mut self, owner: usize, start: usize) {
        let end = self.document.sentences[self.document.sentence_of(owner)].tokens.end;
        let mut at = start;
        let mut noun = None;
        while at < end && !self.named[at] {
            match self.upos(at) {
                Upos::Propn if HONORIFICS.contains(&self.document.form(at)) => {}
                Upos::Noun | Upos::Propn => noun = Some(at),
                Upos::Adj | Upos::Num | Upos::Adv | Upos::Verb if noun.is_none() => {}
                Upos::Punct if matches!(self.document.form(at), "-" | "“" | "\"" | "‘") => {}
                _ => break,
            }
            at += 1;
        }
        if let Some(noun) = noun {
            self.graph.add(noun, Rel::Of, owner);
        }
        let follows = at < end && self.named[at];
        if follows && let Some(name) = self.name_at(at) {
            self.graph.add(name, Rel::Of, owner);
        }
    }

    /// Returns the noun of the predicate that begins at `start`: "the mayor", "A's wife".
    fn predicate_noun(&self, start: usize, end: usize) -> Option<usize> {
        let mut noun = None;
        for at in start..end.min(start + 8) {
            let possessive = self.document.tokens[at].xpos == Xpos::Pos;
            match self.upos(at) {
                Upos::Noun if !self.named[at] => noun = Some(at),
                Upos::Propn | Upos::Adj | Upos::Num | Upos::Adv | Upos::Det if noun.is_none() => {}
                Upos::Pron if noun.is_none() && self.document.tokens[at].xpos == Xpos::PrpPoss => {}
                Upos::Part if possessive => noun = None,
                _ => break,
            }
        }
        noun
    }

    /// Returns whom "none other than A" at the token means.
    pub(super) fn none_other(&self, index: usize) -> Option<usize> {
        let word = |offset| {
            let token = index + offset;
            (token < self.document.tokens.len()).then(|| self.document.form(token))
        };
        let said =
            self.lemma(index) == "none" && word(1) == Some("other") && word(2) == Some("than");
        let near = |&t: &usize| t < self.named.len() && self.named[t];
        (index + 3..index + 6).find(near).filter(|_| said).and_then(|t| self.name_at(t))
    }
}

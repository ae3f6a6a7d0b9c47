//! Which prizes are told of many: "three awards, including best film", "nominated in five categories,
//! among them best song and best album".

use reportedly_nlp::{Deprel, EntityKind, Upos};

use super::Maker;
use crate::claims::draft::argument;
use crate::claims::graph::Rel;
use crate::claims::view::Filler;

/// Nouns for what somebody is up for.
const UP: &[&str] = &["nomination", "nod"];
/// Nouns for what somebody has.
const HAD: &[&str] = &["award", "prize", "trophy", "honor", "honour", "win", "statuette"];
/// Verbs that tell that somebody has got what follows.
#[rustfmt::skip]
const GETS: &[&str] = &[
    "amass", "bag", "capture", "claim", "clinch", "collect", "dominate", "earn", "garner", "get", "grab", "have", "land", "lead", "nab", "net",
    "pick", "pull", "rack", "receive", "scoop", "score", "secure", "snag", "sweep", "take", "top", "win",
];
/// The most words between a prize and the "for" that tells whose it is.
const NEAR: usize = 6;
/// The most words between such a noun and what it includes.
const REACH: usize = 14;

impl Maker<'_, '_> {
    /// Finds the prizes that "including" lists.
    pub(super) fn including(&mut self) {
        let document = self.view.document;
        for at in 1..document.tokens.len() {
            let among = self.view.lower[at] == "among"
                && self.view.lower.get(at + 1).is_some_and(|w| w == "them");
            if !(among || matches!(&*self.view.lower[at], "including" | "notably")) {
                continue;
            }
            let Some((verb, won)) = self.got(at) else { continue };
            let predicate = if won { "won" } else { "nominated_for" };
            let who = self.who(verb);
            for prize in self.prizes_after(at) {
                let own = self.behind_for(&prize);
                for subject in own.as_ref().map_or(&who[..], std::slice::from_ref) {
                    let name = argument(self.view, prize.party);
                    self.add(predicate, subject.party, name, subject.span.cover(prize.span));
                }
            }
        }
    }

    /// Returns whose a listed prize is: "including best director for Porter".
    fn behind_for(&self, prize: &Filler) -> Option<Filler> {
        let document = self.view.document;
        let end = document.tokens_in(prize.span).end;
        // "best actress in a musical for Porter"
        let part = |t: &usize| !matches!(&*self.view.lower[*t], "," | "and" | ";" | ".");
        let sentence = document.sentences[document.sentence_of(end - 1)].tokens.end;
        let mut near = (end..sentence.min(end + NEAR)).take_while(part);
        let told = near.find(|&t| self.view.lower[t] == "for")?;
        let name = self.view.name_at(told + 1)?;
        let person = |f: &Filler| self.view.fits(f, &[EntityKind::Person]);
        self.view.fillers_of(name).into_iter().find(person)
    }

    /// Returns the verb before the token that tells of prizes in the plural, and whether they were won.
    fn got(&self, at: usize) -> Option<(usize, bool)> {
        let document = self.view.document;
        let start = document.sentences[document.sentence_of(at)].tokens.start;
        let lemma = |t: usize| document.tokens[t].lemma.as_str();
        let verb = |t: &usize| document.tokens[*t].upos == Upos::Verb;
        let told = (start.max(at.saturating_sub(REACH))..at).rev().find(|&t| {
            let words = UP.contains(&lemma(t)) || HAD.contains(&lemma(t)) || lemma(t) == "category";
            words || self.is_prize(t)
        })?;
        let verb = (start..told).rev().take(REACH).find(verb)?;
        if lemma(verb) == "nominate" {
            return Some((verb, false));
        }
        let up = UP.contains(&lemma(told));
        (GETS.contains(&lemma(verb)) && lemma(told) != "category").then_some((verb, !up))
    }

    /// Whether a prize is named at the token.
    fn is_prize(&self, token: usize) -> bool {
        let fillers = self.view.fillers_at(token);
        fillers.iter().any(|f| self.view.parties.list[f.party].kind == Some(EntityKind::Award))
    }

    /// Returns who does what the verb says, or to whom it is done.
    fn who(&self, verb: usize) -> Vec<Filler> {
        let kinds = [EntityKind::Person, EntityKind::Work, EntityKind::Organisation];
        let nominated = self.view.document.tokens[verb].lemma == "nominate";
        let edges = self.view.graph.out(verb).iter();
        let rel = if nominated { Rel::Object } else { Rel::Subject };
        let subjects =
            edges.filter(|edge| edge.rel == rel).flat_map(|edge| self.view.fillers(edge.to));
        let fits = |f: &Filler| {
            let kind = self.view.parties.list[f.party].kind;
            kind.is_some_and(|kind| kinds.contains(&kind))
        };
        let mut all: Vec<Filler> = Vec::new();
        for filler in subjects.filter(fits) {
            if all.iter().all(|f| f.party != filler.party) {
                all.push(filler);
            }
        }
        all
    }

    /// Returns the prizes listed behind the token, to the next verb or the end of the sentence.
    fn prizes_after(&self, at: usize) -> Vec<Filler> {
        let document = self.view.document;
        let end = document.sentences[document.sentence_of(at)].tokens.end;
        let mut all: Vec<Filler> = Vec::new();
        for t in at + 1..end {
            let token = &document.tokens[t];
            let verb = matches!(token.upos, Upos::Verb | Upos::Aux) && token.deprel != Deprel::Amod;
            if verb || matches!(&*self.view.lower[t], ";" | "." | ":") {
                break;
            }
            for filler in self.view.fillers_at(t) {
                let award = self.view.parties.list[filler.party].kind == Some(EntityKind::Award);
                let own = document.tokens_in(filler.span).last() == Some(t)
                    || filler.span.start >= document.tokens[at].span.end;
                // "an Oscar for best actor" is one.
                let within =
                    all.iter().any(|f| f.party == filler.party || f.span.overlaps(filler.span));
                if award && own && !within {
                    all.push(filler);
                }
            }
        }
        all
    }
}

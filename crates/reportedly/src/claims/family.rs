//! Whose children are whose, as it is listed: "Quill shares twins Ida, 14, and Max, 14, with her
//! ex-husband Jonas Lindt".
//!
//! A tree is seldom sure of names, ages and commas in such a list; so it is read off the words: what
//! follows "shares" up to "with" are the children, and who stands behind "with" is the other parent.
//!
//! **Invariant:** names are taken for children only where a word for children stands among them, or
//! the other parent is called a partner.

use reportedly_nlp::{EntityKind, Span, Upos, Xpos};

use super::draft::argument;
use super::lists::Maker;
use super::view::Filler;
use crate::claim::Claim;

/// The most words between "shares" and the other parent.
const REACH: usize = 40;

/// Words for parents.
const PARENTS: &[&str] = &["mother", "father", "mom", "mum", "dad", "parent"];

/// Verbs that say whose children somebody's are, where a word for children follows.
const HAVING: &[&str] = &["have", "raise", "adopt"];

/// Words for children.
const CHILDREN: &[&str] = &[
    "son",
    "sons",
    "daughter",
    "daughters",
    "child",
    "children",
    "kid",
    "kids",
    "twin",
    "twins",
    "triplets",
    "baby",
    "boy",
    "boys",
    "girl",
    "girls",
    "toddler",
    "newborn",
];

/// Words for the other parent, with what is told of the two.
const PARTNERS: &[(&str, Option<&str>)] = &[
    ("husband", Some("married")),
    ("wife", Some("married")),
    ("spouse", Some("married")),
    ("ex-husband", Some("divorced")),
    ("ex-wife", Some("divorced")),
    ("fiancé", Some("engaged")),
    ("fiancée", Some("engaged")),
    ("ex", None),
    ("ex-boyfriend", None),
    ("ex-girlfriend", None),
    ("ex-partner", None),
    ("partner", None),
    ("boyfriend", None),
    ("girlfriend", None),
];

/// A family as one clause lists it.
struct Family {
    children: Vec<Filler>,
    /// The other parent, with what he or she is called.
    other: Option<(Filler, Option<&'static str>)>,
}

/// Leaves out the parents that other readings give the children of a list, and what else they make two
/// people of it to each other, in the same words.
pub(super) fn settle(claims: &mut Vec<Claim>, listed: &[Claim]) {
    let kin = |claim: &Claim| {
        matches!(claim.predicate.as_str(), "married" | "parent_of" | "sibling_of")
            && claim.object.is_some()
    };
    let otherwise = |claim: &Claim, other: &Claim| {
        kin(other)
            && other.predicate != claim.predicate
            && other.subject == claim.subject
            && other.object == claim.object
            && other.evidence.span.overlaps(claim.evidence.span)
    };
    claims.retain(|claim| !kin(claim) || !listed.iter().any(|other| otherwise(claim, other)));
    let of = |claim: &Claim| claim.predicate == "parent_of" && claim.object.is_some();
    let listed: Vec<&Claim> = listed.iter().filter(|claim| of(claim)).collect();
    let same =
        |a: &Claim, b: &Claim| a.object == b.object && a.evidence.span.overlaps(b.evidence.span);
    claims.retain(|claim| {
        let mut told = listed.iter().filter(|other| of(claim) && same(claim, other)).peekable();
        told.peek().is_none() || told.any(|other| other.subject == claim.subject)
    });
}

impl Maker<'_, '_> {
    /// Who shares which children with whom.
    pub(super) fn families(&mut self) {
        for verb in 0..self.view.document.tokens.len() {
            let word = &self.view.document.tokens[verb];
            let shares = word.lemma == "share" && matches!(word.upos, Upos::Verb | Upos::Noun);
            let has = word.upos == Upos::Verb && HAVING.contains(&word.lemma.as_str());
            // "a mother of two: Ida, 7, and Max, 4"
            let next = |by: usize| self.view.lower.get(verb + by).map_or("", String::as_str);
            let of = PARENTS.contains(&word.lemma.as_str())
                && matches!(next(1), "of" | "to")
                && matches!(next(3), ":" | "—");
            if !shares && !has && !of {
                continue;
            }
            let Some(family) = self.family(verb) else { continue };
            let parents: Vec<Filler> = self.sharers(verb);
            let mut others: Vec<Filler> = family.other.iter().map(|(other, _)| *other).collect();
            others.extend(self.with_whom(verb));
            for parent in parents.iter().chain(&others) {
                for child in family.children.iter().filter(|c| c.party != parent.party) {
                    let span = parent.span.cover(child.span);
                    self.add("parent_of", parent.party, argument(self.view, child.party), span);
                }
            }
            let told = family.other.and_then(|(other, told)| Some((other, told?)));
            if let (Some((other, predicate)), [parent]) = (told, parents.as_slice()) {
                let span = parent.span.cover(other.span);
                self.add(predicate, parent.party, argument(self.view, other.party), span);
            }
        }
    }

    /// Returns who shares: the subject of the verb, else the name right before it.
    fn sharers(&self, verb: usize) -> Vec<Filler> {
        let person = |f: &Filler| self.view.fits(f, &[EntityKind::Person]);
        let said = self.view.graph.out(verb).iter();
        let said = said.filter(|e| e.rel == super::graph::Rel::Subject && e.to < verb);
        let mut all: Vec<Filler> = Vec::new();
        for filler in said.flat_map(|e| self.view.fillers(self.view.graph.antecedent(e.to))) {
            if person(&filler) && all.iter().all(|f| f.party != filler.party) {
                all.push(filler);
            }
        }
        // "... and Marsh shares": a tree over a list may give the verb the subject of another.
        let beside = verb.checked_sub(1).and_then(|before| self.view.name_at(before));
        let beside = beside.map(|name| self.view.fillers_of(name)).unwrap_or_default();
        let other = |f: &Filler| person(f) && all.iter().all(|known| known.party != f.party);
        if beside.iter().any(other) {
            all = beside.into_iter().filter(person).collect();
        }
        all
    }

    /// "Lindt, with whom she has a son": the other parent before the verb.
    fn with_whom(&self, verb: usize) -> Option<Filler> {
        let view = self.view;
        let first = view.document.sentences[view.document.sentence_of(verb)].tokens.start;
        let whom = (first.max(verb.saturating_sub(5))..verb).find(|&t| view.lower[t] == "whom")?;
        let with = whom.checked_sub(1).filter(|&t| view.lower[t] == "with")?;
        // The name right before, else what the tree makes it stand for.
        let before = with.checked_sub(1).map(|t| t - usize::from(view.lower[t] == ",").min(t));
        let name = before.and_then(|t| view.name_at(t)).map(|name| view.fillers_of(name));
        let all = name.unwrap_or_else(|| view.fillers_at(view.graph.antecedent(whom)));
        all.into_iter().find(|f| view.fits(f, &[EntityKind::Person]))
    }

    /// Reads the children behind the verb, and the other parent.
    fn family(&self, verb: usize) -> Option<Family> {
        let (view, document) = (self.view, self.view.document);
        let end = document.sentences[document.sentence_of(verb)].tokens.end.min(verb + REACH);
        let mut children: Vec<Filler> = Vec::new();
        let mut called = false;
        let mut at = verb + 1;
        while at < end {
            let (word, token) = (view.lower[at].as_str(), &document.tokens[at]);
            if let Some(name) = view.name_at(at) {
                let mention = &document.mentions[name];
                // "Florence, 14": with an age beside it, whatever the name was taken for.
                let end = mention.tokens.end;
                let aged = view.lower.get(end).is_some_and(|w| w == "," || w == "(")
                    && document.tokens.get(end + 1).is_some_and(|t| t.upos == Upos::Num);
                if mention.kind.is_some_and(|kind| kind != EntityKind::Person) && !aged {
                    return None;
                }
                for filler in view.fillers_of(name) {
                    if children.iter().all(|f| f.party != filler.party) {
                        children.push(filler);
                    }
                }
                at = mention.tokens.end.max(at + 1);
                continue;
            }
            if word == "with" {
                break;
            }
            // A first name that no stage took for one.
            let capital =
                token.upos == Upos::Propn && document.form(at).starts_with(char::is_uppercase);
            if let Some(child) = view.fillers_at(at).into_iter().find(|f| capital && f.named) {
                children.push(child);
                at = document.tokens_in(child.span).end.max(at + 1);
                continue;
            }
            called |= CHILDREN.contains(&word);
            let part = CHILDREN.contains(&word)
                || (at == verb + 1 && matches!(word, "of" | "to"))
                || matches!(token.upos, Upos::Num | Upos::Det | Upos::Cconj | Upos::Adj)
                || token.xpos == Xpos::PrpPoss
                || matches!(word, "," | "-" | ":" | "–" | "—" | "(" | ")" | "year" | "month")
                || matches!(word, "years" | "months" | "old" | "together" | "named" | "also");
            if !part {
                break;
            }
            at += 1;
        }
        let other =
            (at < end && view.lower[at] == "with").then(|| self.other(at + 1, end)).flatten();
        let partner = other.is_some_and(|(_, told)| told.is_some());
        let counted = PARENTS.contains(&document.tokens[verb].lemma.as_str());
        let sure = !children.is_empty() && (called || partner || counted);
        let other = other.and_then(|(filler, told)| Some((filler, told?)));
        sure.then_some(Family { children, other })
    }

    /// Returns the name behind "with", and what the words before it tell: see [`Self::told`].
    fn other(&self, from: usize, end: usize) -> Option<(Filler, Option<Option<&'static str>>)> {
        let (view, document) = (self.view, self.view.document);
        for at in from..end.min(from + 8) {
            if let Some(name) = view.name_at(at) {
                let mention = &document.mentions[name];
                let person = mention.kind == Some(EntityKind::Person);
                let filler = view.fillers_of(name).pop().filter(|_| person)?;
                return Some((filler, self.told(from, mention.span)));
            }
            let upos = document.tokens[at].upos;
            let part = matches!(upos, Upos::Noun | Upos::Adj | Upos::Det | Upos::Pron)
                || matches!(&*view.lower[at], "," | "-" | "ex" | "actor" | "singer");
            if !part {
                return None;
            }
        }
        None
    }

    /// Returns what the words between tell of the two parents, where they call one a partner.
    fn told(&self, from: usize, name: Span) -> Option<Option<&'static str>> {
        let view = self.view;
        let before = (from..view.lower.len())
            .take_while(|&t| view.document.tokens[t].span.end <= name.start);
        let words: Vec<&str> = before.map(|t| view.lower[t].as_str()).collect();
        let former = words.iter().any(|w| matches!(*w, "ex" | "former"));
        words.iter().find_map(|word| {
            let &(_, told) = PARTNERS.iter().find(|(partner, _)| partner == word)?;
            Some(match told {
                Some("married") if former => Some("divorced"),
                Some("engaged") if former => None,
                told => told,
            })
        })
    }
}

//! Goes through the candidates once, from left to right, and gives each its chain.
//!
//! Names are brought together first (`super::name`). Then firm rules: apposition and "is", the
//! reflexive, the first person inside a quotation. What they leave is ranked ([`super::rank`]).
//!
//! **Invariant:** an anaphor sees at most `REACH` candidates back and ranks at most `OPTIONS`
//! chains, so that the cost is linear in the length of the text.

use std::collections::HashMap;
use std::ops::Range;

use super::candidate::{self, Candidate, Determiner};
use super::lexicon::{
    self, ANY, Gender, HUMAN, MAN, MANY, Number, ONE, PronounClass, THING, WOMAN,
};
use super::rank::{Choice, Feature, feature, word};
use super::speaker::Speakers;
use super::tree::Tree;
use super::{epithet, given, name};
use crate::document::{EntityKind, MentionForm, SegmentKind};
use crate::tags::{Deprel, Upos};

/// How many candidates back an anaphor looks.
const REACH: usize = 160;

/// How many chains it ranks.
const OPTIONS: usize = 24;

/// All candidates that refer to one thing.
#[derive(Clone, Debug)]
pub struct Chain {
    /// Its candidates so far, in text order.
    pub mentions: Vec<usize>,
    /// What kind of thing it is, where known.
    pub kind: Option<EntityKind>,
    /// What it may be.
    pub gender: Gender,
    /// How many it may be.
    pub number: Number,
    /// What its given name says of gender.
    pub given: i32,
    /// Whether it has a name.
    pub named: bool,
    /// The nouns that describe it.
    pub nouns: Vec<String>,
    /// For a group: the chains of its members.
    pub members: Vec<usize>,
    /// The words of its names, each way of writing it once.
    titles: Vec<Vec<String>>,
    /// How often it was a subject.
    subjects: usize,
}

/// The state of the resolution.
pub struct Resolver<'a> {
    /// The trees.
    pub tree: Tree<'a>,
    /// The candidates.
    pub candidates: Vec<Candidate>,
    /// The chain of each candidate that was gone through.
    pub chain_of: Vec<Option<usize>>,
    chains: Vec<Chain>,
    /// The chain that each chain became part of.
    merged: Vec<usize>,
    /// The candidates gone through.
    pub(super) past: Vec<usize>,
    /// The chain of names that each candidate belongs to.
    planned: Vec<Option<usize>>,
    /// How many chains are names brought together; they are numbered first.
    planned_chains: usize,
    /// The latest candidate described by each noun.
    by_noun: HashMap<String, usize>,
    /// The candidate of each head.
    by_head: HashMap<usize, usize>,
    speakers: Speakers,
    /// The chain of "I" in each quotation.
    voices: HashMap<usize, usize>,
}

impl<'a> Resolver<'a> {
    /// Resolves a document; `choose` decides what the firm rules leave open.
    pub fn run(
        document: &'a crate::Document,
        mut choose: impl FnMut(&Resolver, &Choice) -> Option<usize>,
    ) -> Resolver<'a> {
        let tree = Tree::new(document);
        let candidates = candidate::candidates(&tree);
        let speakers = Speakers::new(&tree);
        let mut resolver = Resolver {
            chain_of: vec![None; candidates.len()],
            chains: Vec::new(),
            merged: Vec::new(),
            past: Vec::new(),
            planned: vec![None; candidates.len()],
            planned_chains: 0,
            by_noun: HashMap::new(),
            by_head: HashMap::new(),
            speakers,
            voices: HashMap::new(),
            tree,
            candidates,
        };
        for (index, candidate) in resolver.candidates.iter().enumerate() {
            if candidate.members.is_empty() {
                resolver.by_head.insert(candidate.head, index);
            }
        }
        resolver.plan_names();
        resolver.planned_chains = resolver.chains.len();
        for index in 0..resolver.candidates.len() {
            let chain = resolver.firm(index).or_else(|| {
                let candidate = &resolver.candidates[index];
                let voice = candidate.is_pronoun(PronounClass::I) && candidate.quote.is_some();
                if candidate.form == MentionForm::Name || voice {
                    return None;
                }
                let choice = resolver.choice(index);
                if choice.options.is_empty() { None } else { choose(&resolver, &choice) }
            });
            resolver.record(index, chain);
        }
        resolver.join_speakers();
        resolver
    }

    /// Returns the chain that a chain is part of.
    pub fn root(&self, mut chain: usize) -> usize {
        while self.merged[chain] != chain {
            chain = self.merged[chain];
        }
        chain
    }

    /// Returns the chain of a candidate that was gone through.
    pub fn chain(&self, candidate: usize) -> Option<usize> {
        self.chain_of[candidate].map(|chain| self.root(chain))
    }

    /// Returns the chain of names that a candidate belongs to, gone through or not.
    pub fn planned_chain(&self, candidate: usize) -> Option<usize> {
        self.planned[candidate].map(|chain| self.root(chain))
    }

    /// Returns a chain.
    pub fn get(&self, chain: usize) -> &Chain {
        &self.chains[self.root(chain)]
    }

    /// Returns all chains, by the first of their candidates.
    pub fn chains(&self) -> Vec<usize> {
        let mut chains: Vec<usize> = (0..self.chains.len())
            .filter(|&chain| self.merged[chain] == chain && !self.chains[chain].mentions.is_empty())
            .collect();
        chains.sort_by_key(|&chain| self.chains[chain].mentions.iter().min().copied());
        chains
    }

    fn add_chain(&mut self, chain: Chain) -> usize {
        self.chains.push(chain);
        self.merged.push(self.chains.len() - 1);
        self.chains.len() - 1
    }

    /// Makes a chain for each group of names.
    fn plan_names(&mut self) {
        for group in name::groups(&self.tree, &self.candidates) {
            let mut chain = Chain {
                mentions: Vec::new(),
                kind: None,
                gender: ANY,
                number: ONE | MANY,
                given: 0,
                named: true,
                nouns: Vec::new(),
                members: Vec::new(),
                titles: Vec::new(),
                subjects: 0,
            };
            let mut votes = [0usize; 16];
            let mut longest = 0;
            for &index in &group {
                let candidate = &self.candidates[index];
                if let Some(kind) = candidate.kind {
                    votes[kind as usize] += 1;
                }
                if candidate.gender & THING == 0
                    && candidate.gender != HUMAN
                    && chain.gender & candidate.gender != 0
                {
                    chain.gender = candidate.gender;
                }
                let (title, _) = name::words(&self.tree, candidate);
                if !chain.titles.contains(&title) {
                    chain.titles.push(title);
                }
                // The first word of the fullest name is the given name.
                let mut core = candidate.core.clone();
                while core.len() > 1
                    && lexicon::title(self.tree.document.form(core.start)).is_some()
                {
                    core.start += 1;
                }
                let titled = core.start > candidate.core.start;
                if core.len() > longest && !(core.len() == 1 && titled) {
                    longest = core.len();
                    let first = self.tree.document.form(core.start);
                    let alone = core.len() == 1;
                    chain.given =
                        if alone && !given::is_given_name(first) { 0 } else { given::score(first) };
                }
            }
            chain.kind = EntityKind::ALL
                .iter()
                .copied()
                .max_by_key(|&kind| (votes[kind as usize], std::cmp::Reverse(kind)))
                .filter(|&kind| votes[kind as usize] > 0);
            // What sort of name a single word is can only be guessed at.
            let unsure = longest <= 1 || chain.given != 0;
            let by_kind = match chain.kind {
                Some(EntityKind::Person) => (HUMAN, ONE),
                Some(EntityKind::Organisation) if unsure => (ANY, ONE | MANY),
                Some(EntityKind::Place | EntityKind::Work | EntityKind::Product) if unsure => {
                    (ANY, ONE)
                }
                Some(EntityKind::Organisation) => (THING, ONE | MANY),
                Some(EntityKind::Group) => (ANY, ONE | MANY),
                Some(_) => (THING, ONE),
                None => (ANY, ONE | MANY),
            };
            if chain.gender & by_kind.0 != 0 {
                chain.gender &= by_kind.0;
            }
            chain.number = by_kind.1;
            let id = self.add_chain(chain);
            for index in group {
                self.planned[index] = Some(id);
            }
        }
    }

    /// Returns the chain that a firm rule gives.
    fn firm(&mut self, index: usize) -> Option<usize> {
        let candidate = &self.candidates[index];
        if let Some(chain) = self.planned[index] {
            let chain = self.root(chain);
            if let Some(renamed) = self.renamed(index).or_else(|| self.described_work(index))
                && self.may_merge(renamed, chain)
            {
                self.merge(renamed, chain);
            }
            return Some(self.root(chain));
        }
        if !candidate.members.is_empty() {
            return self.same_group(index);
        }
        if let Some(renamed) = self.renamed(index) {
            return Some(renamed);
        }
        if let Some(pair) = self.pair(index) {
            return Some(pair);
        }
        let Some(pronoun) = self.candidates[index].pronoun else {
            return self
                .outlet(index)
                .or_else(|| self.work(index))
                .or_else(|| epithet::epithet(self, index));
        };
        let candidate = &self.candidates[index];
        if pronoun.class == PronounClass::I
            && let Some(quote) = candidate.quote
        {
            return self.voices.get(&quote).map(|&chain| self.root(chain));
        }
        if pronoun.reflexive {
            return self.clause_subject(index);
        }
        self.same_speaker(index).or_else(|| self.introduced_speaker(index))
    }

    /// Returns the speaker of the quotation before, for "he" in a further "he said".
    fn same_speaker(&self, index: usize) -> Option<usize> {
        let candidate = &self.candidates[index];
        let before = self.speakers.before(candidate.head)?;
        let chain = self.by_head.get(&before).and_then(|&speaker| self.chain(speaker))?;
        let known = self.get(chain);
        let clash = known.given * if candidate.gender == MAN { 1 } else { -1 };
        let agree = known.gender & candidate.gender != 0 && known.number & candidate.number != 0;
        (agree && clash > -given::KNOWN).then_some(chain)
    }

    /// Returns the person that the paragraph before was about, for "he said" after a quotation that
    /// opens a paragraph: news brings somebody in and then lets them speak.
    fn introduced_speaker(&self, index: usize) -> Option<usize> {
        let candidate = &self.candidates[index];
        let (tree, document) = (&self.tree, self.tree.document);
        let verb = tree.head(candidate.head)?;
        let speaks = candidate.role.is_subject() && lexicon::is_speech_verb(tree.lemma(verb));
        let one = matches!(candidate.gender, MAN | WOMAN);
        if !speaks || candidate.quote.is_some() || !one {
            return None;
        }
        let segment = self.segment(candidate);
        let opening = document.segments[segment].span.start;
        let quotes = &document.quotes;
        let quote = quotes.partition_point(|quote| quote.marked.start < opening);
        if quotes.get(quote).is_none_or(|quote| quote.marked.start != opening) {
            return None;
        }
        let first = document.sentences.partition_point(|sentence| sentence.segment < segment);
        let before = first.checked_sub(1)?;
        let told = document.sentences[before].span;
        if quotes[..quote].iter().rev().take(4).any(|quote| quote.marked.overlaps(told)) {
            return None;
        }
        let fits = |chain: &usize| {
            let known = self.get(*chain);
            let clash = known.given * if candidate.gender == MAN { 1 } else { -1 };
            known.named
                && known.kind == Some(EntityKind::Person)
                && known.gender & candidate.gender != 0
                && known.number & ONE != 0
                && clash > -given::KNOWN
        };
        let tokens = document.sentences[before].tokens.clone();
        let root = tokens.clone().find(|&at| tree.head(at).is_none())?;
        let subject = tree.child(root, &[Deprel::Nsubj, Deprel::NsubjPass]);
        let subject = subject.and_then(|subject| self.by_head.get(&subject));
        let subject = subject.filter(|&&subject| {
            self.candidates[subject].form == MentionForm::Name
                || self.candidates[subject].gender & candidate.gender != 0
        });
        if let Some(chain) = subject.and_then(|&subject| self.chain(subject)).filter(fits) {
            return Some(chain);
        }
        // "The plan drew criticism from Ortiz."
        let mut named = tokens
            .filter_map(|at| self.by_head.get(&at))
            .filter(|&&index| self.candidates[index].form == MentionForm::Name);
        let mut people: Vec<usize> = Vec::new();
        for chain in named.by_ref().filter_map(|&index| self.chain(index)).filter(fits) {
            if !people.contains(&chain) {
                people.push(chain);
            }
        }
        if let [one] = people.as_slice() { Some(*one) } else { None }
    }

    /// Returns the description before a title set off by commas: "a new film, Night Ferry,".
    fn described_work(&self, index: usize) -> Option<usize> {
        let candidate = &self.candidates[index];
        let comma = candidate.core.start.checked_sub(1)?;
        if candidate.kind != Some(EntityKind::Work) || self.tree.document.form(comma) != "," {
            return None;
        }
        let before = self.past.iter().rev().take(6).copied().find(|&past| {
            let other = &self.candidates[past];
            other.sentence == candidate.sentence
                && other.form == MentionForm::Nominal
                && other.kind == Some(EntityKind::Work)
                && other.number & ONE != 0
                && (other.tokens.end == comma || other.tokens.contains(&comma))
        })?;
        self.chain(before)
    }

    /// Returns the chain of what a phrase renames: "Ortiz, the mayor", "Ortiz is the mayor".
    fn renamed(&self, index: usize) -> Option<usize> {
        let candidate = &self.candidates[index];
        let other = *self.by_head.get(&candidate.same_as?)?;
        let chain = self.chain(other)?;
        let known = self.get(chain);
        let agree = known.gender & candidate.gender != 0 && known.number & candidate.number != 0;
        let kinds = match (known.kind, candidate.kind) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        // "Paris, France" and a list of names are no appositions.
        let both_named = candidate.form == MentionForm::Name && known.named;
        let place =
            candidate.kind == Some(EntityKind::Place) || known.kind == Some(EntityKind::Place);
        (agree && kinds && !both_named && !(place && candidate.form == MentionForm::Name))
            .then_some(chain)
    }

    fn may_merge(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.get(a), self.get(b));
        !(a.named && b.named) && a.gender & b.gender != 0 && a.members.is_empty()
    }

    fn merge(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        let moved = self.chains[b].clone();
        self.merged[b] = a;
        let chain = &mut self.chains[a];
        chain.mentions.extend(moved.mentions);
        chain.mentions.sort_unstable();
        chain.kind =
            if moved.named { moved.kind.or(chain.kind) } else { chain.kind.or(moved.kind) };
        if chain.gender & moved.gender != 0 {
            chain.gender &= moved.gender;
        }
        if chain.number & moved.number != 0 {
            chain.number &= moved.number;
        }
        if chain.given == 0 {
            chain.given = moved.given;
        }
        chain.named |= moved.named;
        chain.nouns.extend(moved.nouns);
        chain.titles.extend(moved.titles);
        chain.subjects += moved.subjects;
        if chain.members.is_empty() {
            chain.members = moved.members;
        }
    }

    /// Returns the chain of an earlier coordination of the same members.
    fn same_group(&self, index: usize) -> Option<usize> {
        let members = self.member_chains(&self.candidates[index])?;
        let named = members.iter().all(|&chain| self.get(chain).named);
        self.past
            .iter()
            .rev()
            .take(REACH * 4)
            .filter(|_| named)
            .filter_map(|&past| self.chain(past))
            .find(|&chain| self.get(chain).members == members)
    }

    fn member_chains(&self, candidate: &Candidate) -> Option<Vec<usize>> {
        let mut members: Vec<usize> =
            candidate.members.iter().map(|&member| self.chain(member)).collect::<Option<_>>()?;
        members.sort_unstable();
        members.dedup();
        (members.len() > 1).then_some(members)
    }

    /// Returns the group of two people that "the pair", "the two stars" or "they" stands for: the
    /// last one that the text made, or the only two people of the sentences just before.
    fn pair(&mut self, index: usize) -> Option<usize> {
        let anaphor = &self.candidates[index];
        let described = self.is_couple(anaphor);
        if !described && !anaphor.is_pronoun(PronounClass::They) {
            return None;
        }
        let mut people: Vec<usize> = Vec::new();
        let (near, far) = if described { self.pairs(anaphor) } else { (None, None) };
        if near.is_some() {
            return near;
        }
        for &past in self.past.iter().rev().take(REACH) {
            let candidate = &self.candidates[past];
            let distance = anaphor.sentence - candidate.sentence;
            let Some(chain) = self.chain(past) else { continue };
            let known = self.get(chain);
            let reach = if described { 3 } else { 1 };
            // The people of one sentence, or else those of the sentence before as well.
            let full = people.len() > 1 && self.candidates[past].sentence < anaphor.sentence;
            if distance > reach || (full && distance > 0 && people.len() > 2) {
                break;
            }
            let plural = candidate.number == MANY && known.gender & HUMAN != 0;
            if !described && (plural || !known.members.is_empty()) {
                return None;
            }
            // A name that only tells what sort of thing something is brings nobody in.
            let person = known.named
                && known.kind == Some(EntityKind::Person)
                && (described || candidate.role != Deprel::Compound);
            if person && !people.contains(&chain) && !anaphor.tokens.contains(&candidate.head) {
                people.push(chain);
            }
        }
        if people.len() != 2 {
            return far;
        }
        people.sort_unstable();
        Some(self.add_chain(Chain {
            mentions: Vec::new(),
            kind: Some(EntityKind::Person),
            gender: people.iter().fold(0, |gender, &chain| gender | self.get(chain).gender),
            number: MANY,
            given: 0,
            named: false,
            nouns: Vec::new(),
            members: people,
            titles: Vec::new(),
            subjects: 0,
        }))
    }

    /// Returns the pair that the sentences just before speak of, and the one that is meant where
    /// they speak of no two people: that of the whole text, or one a little further back.
    fn pairs(&self, anaphor: &Candidate) -> (Option<usize>, Option<usize>) {
        let (mut main, mut far) = (None, None);
        for &past in self.past.iter().rev().take(REACH) {
            let candidate = &self.candidates[past];
            let Some(chain) = self.chain(past) else { continue };
            let known = self.get(chain);
            if known.members.len() != 2 || known.kind != Some(EntityKind::Person) {
                continue;
            }
            let paragraphs = self.segment(anaphor).saturating_sub(self.segment(candidate));
            let close = anaphor.sentence - candidate.sentence <= 3;
            if close && paragraphs <= 1 {
                return (Some(chain), None);
            }
            if close {
                far = far.or(Some(chain));
            }
            if self.is_main(chain) {
                let weight = (known.mentions.len(), std::cmp::Reverse(known.mentions[0]), chain);
                main = main.max(Some(weight));
            }
        }
        (None, main.map(|(_, _, chain)| chain).or(far))
    }

    /// Returns whether the text is about this pair: it was spoken of at the start, and more than once.
    fn is_main(&self, pair: usize) -> bool {
        let known = self.get(pair);
        let first = known.mentions.first().map(|&first| self.segment(&self.candidates[first]));
        known.mentions.len() > 1 && first.is_some_and(|segment| segment <= 2)
    }

    /// Returns whether a phrase speaks of two people: "the pair", "the two stars", "both".
    fn is_couple(&self, candidate: &Candidate) -> bool {
        if candidate.form != MentionForm::Nominal || !candidate.members.is_empty() {
            return false;
        }
        let tree = &self.tree;
        let noun = candidate::noun(tree, candidate.head);
        let definite =
            matches!(candidate.determiner, Determiner::Definite | Determiner::Demonstrative);
        let two = tree
            .child(candidate.head, &[Deprel::Nummod])
            .is_some_and(|child| tree.lower(child) == "two");
        // "the couple, who met in May,": what is only added does not tell them apart.
        let next = Some(candidate.head + 1).filter(|&t| t < tree.document.tokens.len());
        let added = next.is_some_and(|t| matches!(tree.lower(t).as_str(), "," | "–" | "—" | "-"));
        let told_apart: &[Deprel] = match added {
            true => &[Deprel::Nmod, Deprel::Acl],
            false => &[Deprel::Nmod, Deprel::AclRelcl, Deprel::Acl],
        };
        let alone = tree.child(candidate.head, told_apart).is_none();
        match noun.as_str() {
            "both" => alone,
            "two" => definite && alone,
            _ if two => definite && alone && lexicon::person_noun(&noun).is_some(),
            _ => definite && alone && lexicon::is_couple(&noun),
        }
    }

    /// Returns the publisher that "the outlet" stands for: the last one that said something.
    fn outlet(&self, index: usize) -> Option<usize> {
        let anaphor = &self.candidates[index];
        let noun = candidate::noun(&self.tree, anaphor.head);
        if anaphor.determiner != Determiner::Definite
            || anaphor.number & ONE == 0
            || !lexicon::is_outlet(&noun)
            || self
                .tree
                .child(anaphor.head, &[Deprel::Nmod, Deprel::AclRelcl, Deprel::Compound])
                .is_some()
        {
            return None;
        }
        let past = self.past.iter().rev().take(REACH).copied();
        past.filter(|&past| self.is_source(&self.candidates[past]))
            .filter_map(|past| self.chain(past))
            .find(|&chain| {
                let known = self.get(chain);
                known.named
                    && matches!(
                        known.kind,
                        None | Some(EntityKind::Organisation | EntityKind::Work)
                    )
            })
    }

    /// Returns whether a name is that of somebody who says, or is told, something.
    fn is_source(&self, candidate: &Candidate) -> bool {
        let tree = &self.tree;
        let mut governor = tree.head(candidate.head);
        if tree.relation(candidate.head) == Deprel::Conj {
            governor = governor.and_then(|first| tree.head(first));
        }
        let Some(governor) = governor else { return false };
        let told =
            matches!(candidate.role, Deprel::Obj | Deprel::Iobj) && tree.lemma(governor) == "tell";
        let by = tree
            .children(candidate.head)
            .iter()
            .any(|&child| matches!(tree.lower(child).as_str(), "according" | "per" | "via"));
        let to = candidate.role == Deprel::Obl && lexicon::is_speech_verb(tree.lemma(governor));
        by || told
            || to
            || (candidate.role.is_subject() && lexicon::is_speech_verb(tree.lemma(governor)))
    }

    /// Returns the work that "the Night Ferry sequel" stands for: the only one whose title begins
    /// with the name inside.
    fn work(&self, index: usize) -> Option<usize> {
        let anaphor = &self.candidates[index];
        let tree = &self.tree;
        let noun = candidate::noun(tree, anaphor.head);
        if lexicon::noun_kind(&noun) != Some(EntityKind::Work)
            || anaphor.number & ONE == 0
            || !matches!(
                anaphor.determiner,
                Determiner::Definite | Determiner::Demonstrative | Determiner::Bare
            )
        {
            return None;
        }
        let other = tree.children(anaphor.head).iter().any(|&child| {
            matches!(
                tree.lower(child).as_str(),
                "first"
                    | "second"
                    | "third"
                    | "fourth"
                    | "fifth"
                    | "last"
                    | "previous"
                    | "original"
                    | "other"
                    | "earlier"
                    | "every"
                    | "each"
                    | "only"
                    | "old"
            )
        });
        if other {
            return None;
        }
        let alone = tree.children(anaphor.head).iter().all(|&child| {
            tree.relation(child) == Deprel::Det || tree.relation(child) == Deprel::Case
        });
        if alone && anaphor.determiner == Determiner::Definite {
            return self.only_work(anaphor);
        }
        let inside = (0..index).rev().take(8).find(|&inside| {
            self.planned[inside].is_some() && anaphor.tokens.contains(&self.candidates[inside].head)
        })?;
        let inner = self.planned_chain(inside)?;
        let (title, _) = name::words(tree, &self.candidates[inside]);
        let mut longer = (0..self.planned_chains).filter(|&chain| {
            self.merged[chain] == chain
                && chain != inner
                && self.chains[chain].kind == Some(EntityKind::Work)
                && self.chains[chain]
                    .titles
                    .iter()
                    .any(|other| other.len() > title.len() && other.starts_with(&title))
        });
        match (longer.next(), longer.next()) {
            (Some(one), None) => Some(self.root(one)),
            (None, _)
                if self.get(inner).kind == Some(EntityKind::Work)
                    && noun != "sequel"
                    && noun != "prequel"
                    && noun != "franchise"
                    && noun != "series" =>
            {
                Some(inner)
            }
            _ => None,
        }
    }

    /// Returns the only work that the last sentences name, for "the film".
    fn only_work(&self, anaphor: &Candidate) -> Option<usize> {
        let mut works: Vec<usize> = Vec::new();
        for &past in self.past.iter().rev().take(REACH) {
            if anaphor.sentence > self.candidates[past].sentence + 3 {
                break;
            }
            if let Some(chain) = self.chain(past)
                && self.get(chain).named
                && self.get(chain).kind == Some(EntityKind::Work)
                && !works.contains(&chain)
            {
                works.push(chain);
            }
        }
        if let [one] = works.as_slice() { Some(*one) } else { None }
    }

    /// Returns the chain of the subject of the clause.
    fn clause_subject(&self, index: usize) -> Option<usize> {
        let candidate = &self.candidates[index];
        let clauses = std::iter::successors(candidate.clause, |&clause| self.tree.clause(clause));
        for clause in clauses.take(3) {
            let Some(subject) = self.tree.child(clause, &[Deprel::Nsubj, Deprel::NsubjPass]) else {
                continue;
            };
            let chain = self.by_head.get(&subject).and_then(|&subject| self.chain(subject))?;
            let known = self.get(chain);
            let agree =
                known.gender & candidate.gender != 0 && known.number & candidate.number != 0;
            return agree.then_some(chain);
        }
        None
    }

    /// Puts a candidate into its chain, or into one of its own.
    fn record(&mut self, index: usize, chain: Option<usize>) {
        let candidate = &self.candidates[index];
        let subject = candidate.role.is_subject();
        let chain = match chain {
            Some(chain) => self.root(chain),
            None => {
                let members = self.member_chains(candidate).unwrap_or_default();
                self.add_chain(Chain {
                    mentions: Vec::new(),
                    kind: candidate.kind,
                    gender: candidate.gender,
                    number: candidate.number,
                    given: 0,
                    named: false,
                    nouns: Vec::new(),
                    members,
                    titles: Vec::new(),
                    subjects: 0,
                })
            }
        };
        let candidate = &self.candidates[index];
        let nouns = self.nouns(candidate);
        let known = &mut self.chains[chain];
        known.mentions.push(index);
        known.subjects += usize::from(subject);
        if known.gender & candidate.gender != 0 && candidate.form != MentionForm::Name {
            known.gender &= candidate.gender;
        }
        if known.number & candidate.number != 0 && candidate.pronoun.is_none() {
            known.number &= candidate.number;
        }
        if known.kind.is_none() && candidate.form != MentionForm::Pronoun {
            known.kind = candidate.kind;
        }
        for noun in &nouns {
            if known.nouns.len() < 12 && !known.nouns.contains(noun) {
                known.nouns.push(noun.clone());
            }
        }
        if candidate.is_pronoun(PronounClass::I)
            && let Some(quote) = candidate.quote
        {
            self.voices.entry(quote).or_insert(chain);
        }
        for noun in nouns {
            self.by_noun.insert(noun, index);
        }
        self.chain_of[index] = Some(chain);
        self.past.push(index);
    }

    /// Returns the nouns that a candidate describes its referent by.
    pub(super) fn nouns(&self, candidate: &Candidate) -> Vec<String> {
        match candidate.form {
            MentionForm::Pronoun => Vec::new(),
            _ if !candidate.members.is_empty() => Vec::new(),
            MentionForm::Nominal => vec![candidate::noun(&self.tree, candidate.head)],
            // "actor Jo Lind", "Secretary Lind", "the Relief Act".
            MentionForm::Name => (candidate.tokens.start..candidate.core.end)
                .filter(|&token| {
                    let form = self.tree.document.form(token);
                    let before = token < candidate.core.start
                        && self.tree.document.tokens[token].upos == Upos::Noun
                        && self.tree.head(token).is_some_and(|head| candidate.core.contains(&head));
                    let title = token + 1 < candidate.core.end
                        && lexicon::title(form).is_some()
                        && candidate.kind.is_none_or(|kind| kind == EntityKind::Person);
                    // "musician Jo Lind", where the tree makes the noun the head of the name.
                    let common = self.tree.document.tokens[token].upos == Upos::Noun
                        && token + 1 < candidate.core.end
                        && form.starts_with(char::is_lowercase);
                    let last = token + 1 == candidate.core.end
                        && candidate.core.len() > 1
                        && candidate.kind != Some(EntityKind::Person);
                    before || title || common || last
                })
                .map(|token| candidate::noun(&self.tree, token))
                .collect(),
        }
    }

    /// Gives the first person inside a quotation to the speaker.
    fn join_speakers(&mut self) {
        let mut voices: Vec<(usize, usize)> = self.voices.iter().map(|(&q, &c)| (q, c)).collect();
        voices.sort_unstable();
        for (quote, chain) in voices {
            let Some(speaker) = self.speakers.of(quote) else { continue };
            let Some(speaker) = self.by_head.get(&speaker).and_then(|&index| self.chain(index))
            else {
                continue;
            };
            let (voice, known) = (self.root(chain), self.get(speaker));
            if voice != speaker && known.number & ONE != 0 && known.gender & HUMAN != 0 {
                self.merge(speaker, voice);
            }
        }
    }

    /// Collects what an anaphor may refer to.
    fn choice(&self, index: usize) -> Choice {
        let anaphor = &self.candidates[index];
        let class = class(anaphor);
        let mut seen: Vec<usize> = Vec::new();
        let mut options: Vec<(usize, usize)> = Vec::new();
        let noun = candidate::noun(&self.tree, anaphor.head);
        for (back, &past) in self.past.iter().rev().take(REACH).enumerate() {
            let Some(chain) = self.chain(past) else { continue };
            if seen.contains(&chain) {
                continue;
            }
            seen.push(chain);
            if self.is_open(anaphor, &noun, chain, past, back) {
                options.push((chain, past));
                if options.len() == OPTIONS {
                    break;
                }
            }
        }
        if anaphor.form == MentionForm::Nominal
            && let Some(&past) = self.by_noun.get(&noun)
            && let Some(chain) = self.chain(past)
            && !seen.contains(&chain)
            && self.is_open(anaphor, &noun, chain, past, REACH)
        {
            options.push((chain, past));
        }
        let ahead = self
            .ahead(index)
            .filter(|&(chain, _)| !options.iter().any(|&(known, _)| known == chain));
        options.extend(ahead);
        let common = self.common_features(anaphor, class, &noun);
        let rivals = options.len() as u32;
        let none = vec![
            feature(1, &[class]),
            feature(2, &[class, rivals.min(6)]),
            feature(3, &[class, u32::from(anaphor.quote.is_some())]),
        ];
        let features = options
            .iter()
            .enumerate()
            .map(|(rank, &(chain, past))| {
                (
                    chain,
                    self.option_features(anaphor, index, class, &noun, chain, past, rank, rivals),
                )
            })
            .collect();
        Choice { anaphor: index, common, none, options: features }
    }

    /// Returns the name after a pronoun that a fronted clause leaves open: "When she left, Lind".
    fn ahead(&self, index: usize) -> Option<(usize, usize)> {
        let anaphor = &self.candidates[index];
        if !matches!(
            anaphor.pronoun?.class,
            PronounClass::He | PronounClass::She | PronounClass::They
        ) {
            return None;
        }
        let end = self.tree.document.sentences[anaphor.sentence].tokens.end;
        let mut next = index + 1;
        while let Some(candidate) = self.candidates.get(next).filter(|c| c.head < end) {
            if let Some(planned) = self.planned[next] {
                let chain = self.root(planned);
                let subject = candidate.role.is_subject();
                let above = candidate.clause.is_some_and(|clause| {
                    anaphor.clause != Some(clause) && self.tree.is_under(anaphor.head, clause)
                }) || anaphor.role == Deprel::NmodPoss;
                let known = &self.chains[chain];
                // “He never told me,” said Lind: whoever speaks is no "he" of those words.
                let agree = known.gender & anaphor.gender != 0 && !self.speaks(anaphor, chain);
                if subject && above && agree && !self.shares_noun(anaphor, candidate) {
                    return Some((chain, next));
                }
            }
            next += 1;
        }
        None
    }

    /// Returns whether a chain may be meant at all.
    fn is_open(
        &self,
        anaphor: &Candidate,
        noun: &str,
        chain: usize,
        past: usize,
        back: usize,
    ) -> bool {
        let known = self.get(chain);
        let last = &self.candidates[past];
        if self.is_aside(last) && self.segment(last) != self.segment(anaphor) {
            return false;
        }
        if known.gender & anaphor.gender == 0 || known.number & anaphor.number == 0 {
            return false;
        }
        // No phrase refers to what it is a part of, or to its own part, unless a clause stands
        // between: "Lind, who lost her bag".
        if last.tokens.contains(&anaphor.head) && !self.is_in_clause_of(anaphor.head, last)
            || anaphor.tokens.contains(&last.head)
        {
            return false;
        }
        // Nothing but "himself" is both subject and object of one verb.
        if anaphor.pronoun.is_some_and(|pronoun| !pronoun.reflexive)
            && matches!(anaphor.role, Deprel::Obj | Deprel::Iobj)
            && last.role.is_subject()
            && anaphor.clause.is_some()
            && anaphor.clause == last.clause
        {
            return false;
        }
        if anaphor.pronoun.is_some() && self.shares_noun(anaphor, last) {
            return false;
        }
        if anaphor.pronoun.is_some_and(|pronoun| {
            matches!(pronoun.class, PronounClass::He | PronounClass::She | PronounClass::They)
        }) && self.speaks(anaphor, chain)
        {
            return false;
        }
        match anaphor.pronoun {
            Some(pronoun) => {
                match pronoun.class {
                    // Whoever speaks or is spoken to is named by the quotation, never by chance.
                    PronounClass::I | PronounClass::We | PronounClass::You => {
                        !known.named
                            && anaphor.quote == last.quote
                            && [PronounClass::I, PronounClass::We, PronounClass::You]
                                .iter()
                                .any(|&class| last.is_pronoun(class))
                    }
                    PronounClass::He | PronounClass::She => {
                        let clash =
                            known.given * if pronoun.class == PronounClass::He { 1 } else { -1 };
                        // "she adds" is somebody whom the text knows for a person.
                        let thing = known.named
                            && known.kind != Some(EntityKind::Person)
                            && known.given.abs() < given::KNOWN
                            && self.is_speaking(anaphor)
                            && !known.mentions.iter().rev().take(16).any(|&mention| {
                                let mention = &self.candidates[mention];
                                mention.form == MentionForm::Name && self.is_speaking(mention)
                            });
                        !(is_speech_part(last) || known.named && clash <= -7 || thing)
                    }
                    PronounClass::It => known.kind != Some(EntityKind::Person),
                    PronounClass::They => {
                        let one = known.number & MANY == 0;
                        let person = known.kind == Some(EntityKind::Person)
                            || matches!(known.gender, MAN | WOMAN);
                        !one || (!person && !known.named && back < 24)
                    }
                    PronounClass::This | PronounClass::These => back < 16,
                }
            }
            None => {
                let kinds = match (known.kind, anaphor.kind) {
                    (Some(a), Some(b)) => a == b,
                    _ => true,
                };
                let same_noun = known.nouns.iter().any(|known| known == noun);
                // "Quill's spokeswoman" is not Theo.
                let clash = match anaphor.gender {
                    MAN => -known.given,
                    WOMAN => known.given,
                    _ => 0,
                };
                if known.named && clash >= given::KNOWN {
                    return false;
                }
                // Whoever is called a source is not named.
                let hidden = matches!(noun, "source" | "insider" | "tipster" | "onlooker");
                if hidden {
                    return same_noun && !known.named;
                }
                same_noun
                    || (kinds && known.named && (anaphor.kind.is_some() || back < 12))
                    || (kinds && back < 10)
            }
        }
    }

    /// Returns whether a phrase is the subject of a verb of speech.
    fn is_speaking(&self, candidate: &Candidate) -> bool {
        let verb = candidate.clause.filter(|_| candidate.role.is_subject());
        verb.is_some_and(|verb| lexicon::is_speech_verb(self.tree.lemma(verb)))
    }

    /// Returns whether a phrase hangs on the noun that a possessive belongs to: in "her breakup with
    /// Ortiz" she is not Ortiz.
    fn shares_noun(&self, anaphor: &Candidate, other: &Candidate) -> bool {
        let noun =
            (anaphor.role == Deprel::NmodPoss).then(|| self.tree.head(anaphor.head)).flatten();
        noun.is_some_and(|noun| {
            let clause = self.tree.above(other.head).take_while(|&above| above != noun);
            other.head != noun
                && self.tree.is_under(other.head, noun)
                && !clause.into_iter().any(|above| self.tree.is_predicate(above))
        })
    }

    /// Returns the paragraph of a candidate.
    pub(super) fn segment(&self, candidate: &Candidate) -> usize {
        self.tree.document.sentences[candidate.sentence].segment
    }

    /// Returns whether a candidate stands beside the story: in a credit, a byline, a link.
    pub(super) fn is_aside(&self, candidate: &Candidate) -> bool {
        let kind = self.tree.document.segments[self.segment(candidate)].kind;
        use SegmentKind::*;
        matches!(kind, Credit | Byline | Related | Boilerplate)
    }

    /// Returns whether a token stands in a clause that modifies a candidate, or beside its name.
    fn is_in_clause_of(&self, token: usize, candidate: &Candidate) -> bool {
        if candidate.form == MentionForm::Name {
            return !candidate.core.contains(&token);
        }
        let below = std::iter::once(token).chain(self.tree.above(token));
        below.take_while(|&above| above != candidate.head).any(|above| {
            matches!(self.tree.relation(above), Deprel::AclRelcl | Deprel::Acl | Deprel::Appos)
        })
    }

    /// Returns whether a chain is known to speak the quotation that a candidate stands in.
    fn speaks(&self, candidate: &Candidate, chain: usize) -> bool {
        let speaker = candidate.quote.and_then(|quote| self.speakers.of(quote));
        let speaker = speaker.and_then(|head| self.by_head.get(&head).copied());
        speaker.is_some_and(|speaker| {
            self.chain(speaker) == Some(chain) || self.planned_chain(speaker) == Some(chain)
        })
    }

    fn common_features(&self, anaphor: &Candidate, class: u32, noun: &str) -> Vec<Feature> {
        let tree = &self.tree;
        let form = word(&tree.lower(anaphor.head));
        let governor = tree.head(anaphor.head);
        let verb = governor.map_or(0, |token| word(tree.lemma(token)));
        let clausal = governor.is_some_and(|token| {
            tree.child(token, &[Deprel::Ccomp, Deprel::Csubj, Deprel::Xcomp, Deprel::Advcl])
                .is_some()
        });
        let governed = governor.map_or(0, |token| tree.document.tokens[token].upos as u32 + 1);
        let role = anaphor.role as u32;
        let title =
            tree.document.segments[tree.document.sentences[anaphor.sentence].segment].kind as u32;
        let first =
            tree.document.sentences[anaphor.sentence].tokens.start + 1 >= anaphor.tokens.start;
        let mut features = vec![
            feature(10, &[class]),
            feature(11, &[class, role]),
            feature(12, &[class, title]),
            feature(13, &[class, u32::from(first), u32::from(anaphor.quote.is_some())]),
            feature(14, &[class, governed, u32::from(clausal)]),
        ];
        match anaphor.pronoun {
            // The gender is left out, so that what is learned of one holds of the other.
            Some(pronoun) if class == 0 => {
                let case = match tree.lower(anaphor.head).as_str() {
                    "he" | "she" => 1,
                    "his" | "hers" => 2,
                    "her" if anaphor.role == Deprel::NmodPoss => 2,
                    _ => 3,
                };
                features.push(feature(15, &[case, u32::from(pronoun.reflexive)]));
            }
            Some(_) => {
                features.push(feature(16, &[form]));
                features.push(feature(17, &[class, verb]));
            }
            None => {
                features.push(feature(18, &[class, word(noun)]));
                features.push(feature(19, &[class, bucket(anaphor.tokens.len())]));
                features.push(feature(
                    20,
                    &[
                        class,
                        anaphor.kind.map_or(0, |kind| kind as u32 + 1),
                        u32::from(anaphor.number),
                    ],
                ));
                let modified =
                    [Deprel::AclRelcl, Deprel::Acl, Deprel::Nmod, Deprel::Amod, Deprel::Compound];
                for (index, relation) in modified.iter().enumerate() {
                    if tree.child(anaphor.head, &[*relation]).is_some() {
                        features.push(feature(21, &[class, index as u32]));
                    }
                }
            }
        }
        features
    }

    #[allow(clippy::too_many_arguments, reason = "one call, all of it local")]
    fn option_features(
        &self,
        anaphor: &Candidate,
        index: usize,
        class: u32,
        noun: &str,
        chain: usize,
        past: usize,
        rank: usize,
        rivals: u32,
    ) -> Vec<Feature> {
        let tree = &self.tree;
        let known = self.get(chain);
        let last = &self.candidates[past];
        let ahead = past > index;
        let sentences = anaphor.sentence.saturating_sub(last.sentence);
        let distance = match sentences {
            0..=3 => sentences as u32,
            4..=6 => 4,
            7..=12 => 5,
            _ => 6,
        };
        let form = match (last.form, last.pronoun) {
            (MentionForm::Name, _) => 0,
            (MentionForm::Nominal, _) if !last.members.is_empty() => 1,
            (MentionForm::Nominal, _) => 2 + last.determiner as u32,
            (_, pronoun) => 10 + pronoun.map_or(0, |pronoun| pronoun.class as u32),
        };
        let role = |candidate: &Candidate| match candidate.role.universal() {
            Deprel::Nsubj => 1,
            Deprel::Obj | Deprel::Iobj => 2,
            Deprel::Obl => 3,
            Deprel::Nmod if candidate.role == Deprel::NmodPoss => 4,
            Deprel::Nmod => 5,
            Deprel::Compound => 6,
            Deprel::Root => 7,
            Deprel::Appos => 8,
            _ => 9,
        };
        let (last_role, own_role) = (role(last), role(anaphor));
        let token_distance = bucket(anaphor.head.abs_diff(last.head));
        let count = bucket(known.mentions.len());
        let gender = match class {
            0 => {
                let wanted = if anaphor.gender == MAN { 1 } else { -1 };
                let told = match known.gender {
                    MAN | WOMAN => 5,
                    HUMAN => 0,
                    _ => 10,
                };
                let by_name = if known.named { (known.given * wanted).clamp(-9, 9) } else { 0 };
                let by_name = match by_name {
                    ..=-3 => 1,
                    -2..=-1 => 2,
                    0 => 0,
                    1..=2 => 3,
                    _ => 4,
                };
                told + by_name
            }
            _ => u32::from(known.gender),
        };
        let kind = known.kind.map_or(0, |kind| kind as u32 + 1);
        let same_clause = anaphor.clause.is_some() && anaphor.clause == last.clause;
        // How the clause of the antecedent stands to that of the anaphor.
        let clauses = match (anaphor.clause, last.clause) {
            _ if sentences > 0 => 0,
            (Some(a), Some(b)) if a == b => 1,
            (Some(a), Some(b)) if tree.is_under(a, b) => 2 + tree.relation(a).universal() as u32,
            (Some(a), Some(b)) if tree.is_under(b, a) => 100,
            _ => 101,
        };
        let quotes = match (anaphor.quote, last.quote) {
            (None, None) => 0,
            (Some(a), Some(b)) if a == b => 1,
            (Some(_), Some(_)) => 2,
            (Some(_), None) => 3,
            (None, Some(_)) => 4,
        };
        let document = tree.document;
        let paragraphs = document.sentences[anaphor.sentence]
            .segment
            .saturating_sub(document.sentences[last.sentence.min(anaphor.sentence)].segment)
            .min(3) as u32;
        let opening =
            known.mentions.first().is_some_and(|&first| self.candidates[first].sentence < 2);
        let depth =
            tree.above(last.head).take(8).filter(|&token| !tree.is_predicate(token)).count() as u32;
        let inside = last.tokens.contains(&anaphor.head);
        let flags = u32::from(inside) << 3
            | u32::from(known.named)
            | u32::from(ahead) << 1
            | u32::from(!known.members.is_empty()) << 2;
        let mut features = vec![
            feature(30, &[class, distance]),
            feature(31, &[class, distance, form]),
            feature(32, &[class, distance, last_role]),
            feature(33, &[class, own_role, last_role, distance.min(2)]),
            feature(34, &[class, rank.min(10) as u32]),
            feature(35, &[class, token_distance]),
            feature(36, &[class, count]),
            feature(37, &[class, bucket(known.subjects), distance.min(2)]),
            feature(38, &[class, gender]),
            feature(39, &[class, u32::from(known.number), u32::from(anaphor.number)]),
            feature(40, &[class, kind]),
            feature(41, &[class, clauses, last_role]),
            feature(42, &[class, u32::from(same_clause), own_role, last_role]),
            feature(43, &[class, quotes]),
            feature(44, &[class, paragraphs]),
            feature(45, &[class, u32::from(opening), distance.min(2)]),
            feature(46, &[class, flags]),
            feature(47, &[class, flags, count, distance]),
            feature(48, &[class, rivals.min(8), rank.min(4) as u32]),
            feature(49, &[class, depth.min(4), last_role]),
            feature(50, &[class, form, last_role]),
        ];
        if anaphor.pronoun.is_some() && last.pronoun.is_some() {
            let same = tree.lower(anaphor.head) == tree.lower(last.head);
            features.push(feature(51, &[class, u32::from(same), distance, own_role]));
        }
        let verbs = (tree.head(anaphor.head), tree.head(last.head));
        if let (Some(a), Some(b)) = verbs
            && a != b
            && tree.lemma(a) == tree.lemma(b)
        {
            features.push(feature(52, &[class, u32::from(own_role == last_role)]));
        }
        if anaphor.pronoun.is_none() {
            let matched = known.nouns.iter().any(|known| known == noun);
            let last_noun = candidate::noun(tree, last.head);
            let modifiers = self.modifiers(anaphor, chain);
            let kinds = match (anaphor.kind, known.kind) {
                (None, None) => 0,
                (Some(a), Some(b)) => 1 + u32::from(a == b),
                (None, Some(_)) => 3,
                (Some(_), None) => 4,
            };
            let text = |candidate: &Candidate| {
                let span = |range: &Range<usize>| {
                    document.tokens[range.start].span.start..document.tokens[range.end - 1].span.end
                };
                document.text.get(span(&candidate.tokens)).unwrap_or("").to_lowercase()
            };
            let bare = |text: String| {
                let text = text
                    .strip_prefix("the ")
                    .or(text.strip_prefix("this "))
                    .map(str::to_owned)
                    .unwrap_or(text);
                text.strip_suffix("'s").map(str::to_owned).unwrap_or(text)
            };
            let own = bare(text(anaphor));
            let exact = known.mentions.iter().rev().take(6).any(|&mention| {
                self.candidates[mention].form == MentionForm::Nominal
                    && bare(text(&self.candidates[mention])) == own
            });
            features.extend([
                feature(60, &[class, u32::from(matched), modifiers]),
                feature(61, &[class, u32::from(matched), u32::from(exact), distance]),
                feature(62, &[class, kinds, u32::from(known.named)]),
                feature(63, &[class, kinds, rank.min(3) as u32, u32::from(matched)]),
                feature(64, &[word(noun), kind, u32::from(known.named)]),
                feature(65, &[class, u32::from(matched), form]),
            ]);
            if last.form == MentionForm::Nominal && !matched {
                features.push(feature(66, &[word(noun), word(&last_noun)]));
            }
        }
        features
    }

    /// Returns how the words that modify an anaphor go with those of a chain: 0 none, 1 all known,
    /// 2 some new, 3 the chain has others that the anaphor lacks.
    fn modifiers(&self, anaphor: &Candidate, chain: usize) -> u32 {
        let own = self.modifier_words(anaphor);
        let known = self.get(chain);
        let theirs: Vec<String> = known
            .mentions
            .iter()
            .rev()
            .take(4)
            .chain(known.mentions.first())
            .flat_map(|&mention| self.modifier_words(&self.candidates[mention]))
            .collect();
        match (own.is_empty(), own.iter().all(|word| theirs.contains(word)), theirs.is_empty()) {
            (true, _, true) => 0,
            (true, _, false) => 3,
            (false, true, _) => 1,
            (false, false, _) if own.iter().any(|word| theirs.contains(word)) => 4,
            (false, false, true) => 2,
            (false, false, false) => 5,
        }
    }

    fn modifier_words(&self, candidate: &Candidate) -> Vec<String> {
        if candidate.form == MentionForm::Pronoun || !candidate.members.is_empty() {
            return Vec::new();
        }
        candidate
            .tokens
            .clone()
            .take(12)
            .filter(|&token| {
                token != candidate.head
                    && matches!(
                        self.tree.document.tokens[token].upos,
                        Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Verb
                    )
            })
            .map(|token| self.tree.lemma(token).to_lowercase())
            .collect()
    }
}

/// Returns the class of an anaphor, whose members are learned together.
pub fn class(anaphor: &Candidate) -> u32 {
    match (anaphor.pronoun, anaphor.determiner) {
        (Some(pronoun), _) => match pronoun.class {
            PronounClass::He | PronounClass::She => 0,
            PronounClass::It => 1,
            PronounClass::They => 2,
            PronounClass::I => 3,
            PronounClass::We => 4,
            PronounClass::You => 5,
            PronounClass::This => 6,
            PronounClass::These => 7,
        },
        (None, Determiner::Definite) => 8,
        (None, Determiner::Demonstrative) => 9,
        (None, Determiner::Possessive) => 10,
        (None, Determiner::Bare) => 11,
        (None, Determiner::Indefinite | Determiner::Numeral) => 12,
    }
}

fn is_speech_part(candidate: &Candidate) -> bool {
    [PronounClass::I, PronounClass::We, PronounClass::You]
        .iter()
        .any(|&class| candidate.is_pronoun(class))
        && candidate.quote.is_none()
}

/// Returns a coarse logarithm.
fn bucket(count: usize) -> u32 {
    match count {
        0..=4 => count as u32,
        5..=7 => 5,
        8..=12 => 6,
        13..=20 => 7,
        21..=40 => 8,
        41..=80 => 9,
        _ => 10,
    }
}

//! The tree, with what different words for the same thing have in common.
//!
//! "B fired A", "A was fired by B", "A, fired by B", "A, whom B fired" and "B decided to fire A"
//! all give `fire -subject-> B` and `fire -object-> A`; "A is B's boyfriend", "B's boyfriend, A,"
//! and "B's boyfriend A" all give `boyfriend -subject-> A` and `boyfriend -of-> B`. So one example
//! sentence stands for all of them.
//!
//! **Invariant:** an edge never leaves its sentence.

mod inherited;
mod kin;
mod shape;

use reportedly_nlp::{Deprel, Document, MentionForm, Upos, Xpos};

/// How one word stands to another, whatever the grammar that says so.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub(super) enum Rel {
    /// Who does or is it.
    Subject,
    /// To whom it is done.
    Object,
    /// Whose it is: "A's wife", "the wife of A", "the Acme chairman".
    Of,
    /// Under a preposition, as an index of [`PREPOSITIONS`].
    Prep(u8),
    /// What somebody begins, wants or is seen to do.
    Verb,
    /// A modifier: adjective, adverb, particle, common noun of a compound.
    Mod,
    /// A number.
    Number,
}

/// The prepositions that tell patterns apart; the last stands for all others.
const PREPOSITIONS: &[&str] = &[
    "with",
    "to",
    "from",
    "in",
    "at",
    "on",
    "for",
    "by",
    "as",
    "into",
    "against",
    "over",
    "after",
    "before",
    "between",
    "during",
    "since",
    "until",
    "through",
    "about",
    "alongside",
    "near",
    "within",
    "under",
    "out",
    "toward",
    "among",
    "?",
];

/// Words that list instances.
const LISTING: &[&str] = &["include", "including", "such", "like", "namely"];

/// What tells the one who did something from all who might.
const RANKS: &[&str] = &[
    "first", "second", "third", "last", "latest", "only", "oldest", "old", "youngest", "young",
    "sole",
];

/// Nouns for what somebody does to somebody or something, beside those in "-tion".
const ACTS: &[&str] =
    &["purchase", "takeover", "buyout", "signing", "murder", "killing", "dismissal"];

/// One edge.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Edge {
    /// How.
    pub rel: Rel,
    /// The token at the other end.
    pub to: usize,
}

/// All edges of a document, both ways.
#[derive(Debug, Default)]
pub(super) struct Graph {
    out: Vec<Vec<Edge>>,
    into: Vec<Vec<Edge>>,
    /// For a relative pronoun, what it stands for.
    alias: Vec<Option<usize>>,
    /// What is joined to a token by "and", or listed after it ("such as A and B").
    members: Vec<Vec<usize>>,
    /// For each token, the head of the longest name that it lies in, or itself.
    whole: Vec<usize>,
}

impl Graph {
    /// Returns the graph of `document`; linear in its length.
    pub fn new(document: &Document) -> Graph {
        let n = document.tokens.len();
        let mut builder = Builder {
            document,
            children: vec![Vec::new(); n],
            named: vec![false; n],
            graph: Graph {
                out: vec![Vec::new(); n],
                into: vec![Vec::new(); n],
                alias: vec![None; n],
                members: vec![Vec::new(); n],
                whole: (0..n).collect(),
            },
        };
        for (index, token) in document.tokens.iter().enumerate() {
            if let Some(head) = token.head {
                builder.children[head].push(index);
            }
        }
        let mut names: Vec<_> =
            document.mentions.iter().filter(|m| m.form == MentionForm::Name).collect();
        names.sort_by_key(|m| m.tokens.len());
        for name in names {
            for index in name.tokens.clone() {
                builder.named[index] = true;
                builder.graph.whole[index] = name.head;
            }
            // "Officer Jane Roe": a title in capitals is one with the name that hangs on it.
            let title = name.tokens.start.checked_sub(1).filter(|&before| {
                let head = &document.tokens[name.head];
                head.head == Some(before)
                    && head.deprel == Deprel::Flat
                    && document.tokens[before].upos == Upos::Propn
            });
            if let Some(title) = title.filter(|&title| !builder.named[title]) {
                builder.graph.whole[title] = name.head;
            }
        }
        builder.direct();
        builder.listed();
        builder.shapes();
        builder.whole();
        builder.inherited();
        builder.trailing();
        builder.continued();
        builder.contrasts();
        builder.at_events();
        builder.kin();
        builder.graph
    }

    /// Returns the edges that leave the token at `index`.
    pub fn out(&self, index: usize) -> &[Edge] {
        &self.out[index]
    }

    /// Returns the edges that reach the token at `index`, each with where it comes from.
    pub fn reaching(&self, index: usize) -> &[Edge] {
        &self.into[index]
    }

    /// Returns what the token at `index` stands for: itself, what it is the relative pronoun of,
    /// and everything joined to it by "and" or listed after it.
    pub fn standing_for(&self, index: usize) -> Vec<usize> {
        let first = self.alias[index].unwrap_or(index);
        let mut all = vec![first];
        let mut next = 0;
        while next < all.len() && all.len() < 64 {
            for &member in &self.members[all[next]] {
                if !all.contains(&member) {
                    all.push(member);
                }
            }
            next += 1;
        }
        all
    }

    /// Returns whether the token is a relative pronoun.
    pub fn is_relative(&self, index: usize) -> bool {
        self.alias[index].is_some()
    }

    /// Returns what a relative pronoun stands for; any other token stands for itself.
    pub fn antecedent(&self, index: usize) -> usize {
        self.alias[index].unwrap_or(index)
    }

    /// Adds an edge. A name is one word, however its pieces hang together: an edge at any of them is
    /// an edge at its head.
    fn add(&mut self, from: usize, rel: Rel, to: usize) {
        let (from, to) = (self.whole[from], self.whole[to]);
        if from != to && !self.out[from].contains(&Edge { rel, to }) {
            self.out[from].push(Edge { rel, to });
            self.into[to].push(Edge { rel, to: from });
        }
    }
}

/// Returns the relation for a preposition.
pub(super) fn prep(word: &str) -> Rel {
    if word == "of" {
        return Rel::Of;
    }
    let other = PREPOSITIONS.len() - 1;
    Rel::Prep(PREPOSITIONS.iter().position(|p| *p == word).unwrap_or(other) as u8)
}

/// Returns the preposition of [`Rel::Prep`].
pub(super) fn preposition(index: u8) -> &'static str {
    PREPOSITIONS.get(index as usize).copied().unwrap_or("?")
}

struct Builder<'d> {
    document: &'d Document,
    children: Vec<Vec<usize>>,
    named: Vec<bool>,
    graph: Graph,
}

impl Builder<'_> {
    fn deprel(&self, index: usize) -> Deprel {
        self.document.tokens[index].deprel
    }

    fn lemma(&self, index: usize) -> &str {
        &self.document.tokens[index].lemma
    }

    fn upos(&self, index: usize) -> Upos {
        self.document.tokens[index].upos
    }

    fn child(&self, index: usize, deprel: Deprel) -> Option<usize> {
        self.children[index].iter().copied().find(|&c| self.deprel(c) == deprel)
    }

    /// Whether the token is a common noun that describes rather than names.
    fn describes(&self, index: usize) -> bool {
        matches!(self.upos(index), Upos::Noun | Upos::Adj)
            || (self.upos(index) == Upos::Propn && !self.named[index])
    }

    fn is_passive(&self, verb: usize) -> bool {
        if self.child(verb, Deprel::AuxPass).is_some() {
            return true;
        }
        let participle = self.document.tokens[verb].xpos == Xpos::Vbn;
        let perfect = self.children[verb].iter().any(|&c| {
            self.deprel(c) == Deprel::Aux && matches!(self.lemma(c), "have" | "'ve" | "'s")
        });
        participle && !perfect
    }

    /// Returns the relation that the prepositions of the token give it.
    fn case(&self, index: usize) -> Rel {
        self.cases(index).map(|c| prep(self.lemma(c))).next().unwrap_or(prep("?"))
    }

    fn cases(&self, index: usize) -> impl Iterator<Item = usize> {
        let children = self.children[index].iter().copied();
        children
            .filter(move |&c| self.deprel(c) == Deprel::Case && !LISTING.contains(&self.lemma(c)))
    }

    /// Edges that one arc of the tree gives.
    fn direct(&mut self) {
        for index in 0..self.document.tokens.len() {
            if let Some(named) = self.none_other(index) {
                self.graph.alias[index] = Some(named);
            }
            let Some(head) = self.document.tokens[index].head else { continue };
            if self.owns(index) {
                continue;
            }
            let rel = match self.deprel(index) {
                Deprel::Nsubj | Deprel::NsubjOuter | Deprel::Csubj | Deprel::CsubjOuter => {
                    // A predicate that looks like a participle may be either: "is engaged".
                    let loose = self.child(head, Deprel::Cop).is_some()
                        && self.document.form(head).ends_with("ed");
                    if loose {
                        self.graph.add(head, Rel::Object, index);
                    }
                    // "The chief executive is Anna Porter" says what "Porter is ..." says.
                    let is = self.child(head, Deprel::Cop).is_some();
                    if is && self.named[head] && self.describes(index) {
                        self.graph.add(index, Rel::Subject, head);
                    }
                    Rel::Subject
                }
                Deprel::NsubjPass | Deprel::CsubjPass => {
                    let agent = self.children[head].iter().any(|&c| {
                        self.deprel(c) == Deprel::OblAgent
                            || (self.deprel(c) == Deprel::Obl && self.case(c) == prep("by"))
                    });
                    if !agent && self.child(head, Deprel::Obj).is_none() {
                        self.graph.add(head, Rel::Subject, index);
                    }
                    Rel::Object
                }
                Deprel::Obj => Rel::Object,
                Deprel::Iobj => prep("to"),
                Deprel::OblAgent => Rel::Subject,
                // "Swedish-born Porter".
                Deprel::Compound | Deprel::Amod | Deprel::OblUnmarked
                    if self.document.tokens[head].xpos == Xpos::Vbn && head == index + 2 =>
                {
                    Rel::Of
                }
                Deprel::Obl | Deprel::OblUnmarked | Deprel::Nmod | Deprel::NmodUnmarked => {
                    match self.listing(index) {
                        true => {
                            self.graph.members[head].push(index);
                            continue;
                        }
                        false => match self.case(index) {
                            by if by == prep("by") && self.is_passive(head) => Rel::Subject,
                            // "Orbex's acquisition of Globex": who did it, and to whom.
                            Rel::Of if head < index && self.is_owned(head) => Rel::Object,
                            rel => rel,
                        },
                    }
                }
                Deprel::NmodPoss => Rel::Of,
                Deprel::Compound if self.named[index] && !self.named[head] => {
                    // "denied dating Porter": a verb has no compounds.
                    if self.document.tokens[head].xpos == Xpos::Vbg && head < index {
                        self.graph.add(head, Rel::Object, index);
                    }
                    Rel::Of
                }
                Deprel::Compound if self.named[head] && self.describes(index) => {
                    self.graph.add(index, Rel::Subject, head);
                    continue;
                }
                Deprel::NmodDesc => {
                    self.graph.add(index, Rel::Subject, head);
                    continue;
                }
                Deprel::Flat | Deprel::Appos | Deprel::List => {
                    self.apposition(head, index);
                    continue;
                }
                Deprel::Amod | Deprel::Advmod | Deprel::Compound | Deprel::CompoundPrt => Rel::Mod,
                Deprel::Nummod => Rel::Number,
                Deprel::Xcomp | Deprel::Ccomp => Rel::Verb,
                Deprel::Advcl | Deprel::AdvclRelcl => match self.child(index, Deprel::Mark) {
                    Some(mark) => prep(self.lemma(mark)),
                    None => Rel::Verb,
                },
                Deprel::Acl | Deprel::AclRelcl => {
                    self.relative(head, index);
                    Rel::Verb
                }
                Deprel::Conj => {
                    if !is_predicate(self.upos(head)) || self.upos(index) == self.upos(head) {
                        // "Chemists Ada Holm and Jun Sato": with whose title it is.
                        let head = self.graph.whole[head];
                        self.graph.members[head].push(index);
                    }
                    continue;
                }
                _ => continue,
            };
            self.graph.add(head, rel, index);
        }
    }

    /// Whether a noun made of a verb has an owner beside it, who does it: "Orbex's purchase".
    fn is_owned(&self, noun: usize) -> bool {
        let done = self.lemma(noun).ends_with("tion") || ACTS.contains(&self.lemma(noun));
        done && self.upos(noun) == Upos::Noun && self.child(noun, Deprel::NmodPoss).is_some()
    }

    /// Whether the name at the token owns what follows, whatever the tree says: in "Porter's Skyline
    /// won" Porter won nothing.
    fn owns(&self, index: usize) -> bool {
        let argument =
            matches!(self.deprel(index), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj);
        let Some(end) = self.name_end(index).filter(|_| argument) else { return false };
        end < self.document.tokens.len() && self.document.tokens[end].xpos == Xpos::Pos
    }

    fn name_end(&self, index: usize) -> Option<usize> {
        let head = self.graph.whole[index];
        let inside = |t: &usize| self.named[*t] && self.graph.whole[*t] == head;
        let end = (index..self.document.tokens.len()).find(|t| !inside(t))?;
        (end > index).then_some(end)
    }

    fn name_at(&self, token: usize) -> Option<usize> {
        let near = self
            .document
            .mentions
            .partition_point(|m| m.span.start < self.document.tokens[token].span.start);
        self.document.mentions[near..]
            .iter()
            .take(4)
            .find(|m| m.form == MentionForm::Name && m.tokens.contains(&token))
            .map(|m| m.head)
    }

    /// Whether the token is listed as an instance: "films such as A", "actors including B". What
    /// keeps a preposition of its own, as in "including in Lund", stands where that puts it.
    fn listing(&self, index: usize) -> bool {
        let mut children = self.children[index].iter();
        let listed =
            children.any(|&c| self.deprel(c) == Deprel::Case && LISTING.contains(&self.lemma(c)));
        listed && self.cases(index).all(|c| self.lemma(c) == "as")
    }

    /// Two nouns side by side: the one that describes is said of the one that names.
    fn apposition(&mut self, head: usize, index: usize) {
        // "The winner, 62, said": an age describes nobody as what he is.
        let marked = index.checked_sub(1).is_some_and(|before| self.document.form(before) == ",");
        if marked && self.upos(index) == Upos::Num {
            return;
        }
        // "married to actor Mark Weston", whatever the noun was tagged as.
        let flat = self.deprel(index) == Deprel::Flat && !self.named[head] && self.named[index];
        let (outer, inner) = (self.describes(head) || flat, self.describes(index));
        if outer {
            self.graph.add(head, Rel::Subject, index);
            // "the film, Harbor Lights" and "cities Lund and Malmö" stand for what they name.
            if !inner {
                self.graph.members[head].push(index);
            }
        }
        if inner {
            self.graph.add(index, Rel::Subject, head);
        }
    }

    /// A clause that says something of a noun: who does what in it.
    fn relative(&mut self, noun: usize, verb: usize) {
        let mut inside = vec![verb];
        inside.extend(&self.children[verb]);
        for &child in &self.children[verb] {
            inside.extend(&self.children[child]);
        }
        let pronoun = inside
            .iter()
            .copied()
            .find(|&i| matches!(self.document.tokens[i].xpos, Xpos::Wp | Xpos::Wdt | Xpos::WpPoss));
        if let Some(pronoun) = pronoun.filter(|&p| p != verb) {
            // "Skyline, Lights and Harbor (which opened on Friday)": only the last did.
            let beside = pronoun.checked_sub(1).filter(|&t| self.document.form(t) == "(");
            let last = beside
                .and_then(|open| (open.saturating_sub(2)..open).rev().find(|&t| self.named[t]));
            let antecedent = self.graph.whole[last.unwrap_or(noun)];
            self.graph.alias[pronoun] = Some(self.described_as(antecedent).unwrap_or(antecedent));
            return;
        }
        // "is in talks to buy" buys nothing, but "the first to buy" did.
        let ranked = || self.children[noun].iter().any(|&c| RANKS.contains(&self.lemma(c)));
        let told = self.document.tokens[verb].xpos != Xpos::Vb || ranked();
        let noun = self.described_as(noun).filter(|_| told).unwrap_or(noun);
        let has_subject = self.children[verb].iter().any(|&c| self.deprel(c).is_subject());
        let has_object = self.child(verb, Deprel::Obj).is_some();
        let tag = self.document.tokens[verb].xpos;
        if has_subject {
            if !has_object {
                self.graph.add(verb, Rel::Object, noun);
            }
        } else if tag == Xpos::Vbn || self.is_passive(verb) {
            self.graph.add(verb, Rel::Object, noun);
            self.graph.add(verb, Rel::Subject, noun);
        } else {
            self.graph.add(verb, Rel::Subject, noun);
        }
    }

    /// Returns whom a clause says to be what the noun says: "Porter" for "actor" in "Porter is an
    /// actor who ...".
    fn described_as(&self, noun: usize) -> Option<usize> {
        let is = self.child(noun, Deprel::Cop).is_some() && !self.named[noun];
        // "became the first woman to win"
        let becomes = self.document.tokens[noun].head.filter(|&verb| self.lemma(verb) == "become");
        let becomes = becomes.and_then(|verb| self.child(verb, Deprel::Nsubj));
        let subject = self.child(noun, Deprel::Nsubj).filter(|_| is).or(becomes)?;
        let known = self.named[subject] || self.document.tokens[subject].xpos == Xpos::Prp;
        known.then(|| self.graph.whole[subject])
    }

    fn of(&self, index: usize, rel: Rel) -> Vec<usize> {
        self.graph.out[index].iter().filter(|e| e.rel == rel).map(|e| e.to).collect()
    }

    fn own_subject(&self, verb: usize) -> bool {
        self.children[verb].iter().any(|&c| self.deprel(c).is_subject())
    }

    fn surface_subjects(&self, verb: usize) -> Vec<usize> {
        let rel = if self.is_passive(verb) { Rel::Object } else { Rel::Subject };
        self.of(verb, rel)
    }
}

fn is_predicate(upos: Upos) -> bool {
    matches!(upos, Upos::Verb | Upos::Aux | Upos::Adj)
}

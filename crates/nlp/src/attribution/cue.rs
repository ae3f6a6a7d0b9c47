//! Verbs that attribute: whose subject they have, and which clause or phrase is what was said.
//!
//! Needs the tree. Gives drafts: "X said (that) C", "C, X said", "X promised to C", "X told Y to
//! C", "X criticised C", "X called for C", "X described C as D", "X is said to C". What stands in
//! quotation marks beside a verb is linked later.
//!
//! What follows a comma is found by position and not by label: the treebanks disagree about
//! whether "he said" hangs on what he said, or the other way round.

use std::ops::Range;

use super::dependents::Dependents;
use super::draft::{Draft, Who, piece};
use super::lexicon::{self, AS, Class, Entry, HEAR, HIM_TO, ING, NAME, QUOTE, THAT, THING, TO};
use super::parenthesis::{
    before, fill, is_finite, is_quote, is_time, parenthesis, phrase, skip_time,
};
use crate::document::{EntityKind, Factuality, SpeechAct};
use crate::tags::{Deprel, Upos, Xpos};

/// Returns a draft for each verb that attributes, in text order; the content may still be empty
/// where the verb can stand beside words in quotation marks.
pub(crate) fn verbs(tree: &Dependents) -> Vec<Draft> {
    (0..tree.document.tokens.len()).filter_map(|token| verb(tree, token)).collect()
}

fn verb(tree: &Dependents, token: usize) -> Option<Draft> {
    if tree.upos(token) != Upos::Verb
        || tree.deprel(token) == Deprel::Amod
        || is_in_title(tree, token)
    {
        return None;
    }
    let (entry, particle) = entry(tree, token)?;
    // "declined to comment" is one saying, and that of the first verb.
    if tree.deprel(token) == Deprel::Xcomp
        && tree.head(token).is_some_and(|head| matches!(tree.lemma(head), "decline" | "refuse"))
    {
        return None;
    }
    let mut draft = Draft::new(token, entry);
    let passive = is_passive(tree, token);
    // "is expected to" tells nothing of who expects it.
    if passive
        && matches!(tree.lemma(token), "expect" | "intend" | "mean" | "suppose" | "anticipate")
    {
        draft.class = Class::Want;
    }
    let clause = Clause { tree, token, entry, particle, passive };
    let opener = clause.opener();
    let opens = opener.is_some();
    draft.source = opener.or_else(|| clause.source());
    if !passive && entry.takes(HEAR) {
        draft.hearer = clause.hearer();
    }
    draft.cue = clause.cue();
    let beside = (!passive
        && entry.takes(THAT | QUOTE)
        && !matches!(entry.class, Class::Want | Class::Judge))
    .then(|| parenthesis(tree, draft.cue[0], token))
    .flatten();
    match beside {
        Some(found) => {
            draft.source = Some(found.source);
            draft.content =
                found.pieces.into_iter().filter_map(|tokens| piece(tree, tokens)).collect();
        }
        // What a verb that opens the sentence says are the words in marks, which are linked later.
        None if opens => {}
        None => clause.content(&mut draft),
    }
    clause.idiom(&mut draft);
    clause.temper(&mut draft);
    (!draft.content.is_empty() || entry.takes(QUOTE)).then_some(draft)
}

/// Whether a word is part of the title of a work: "I Like the Sound".
fn is_in_title(tree: &Dependents, token: usize) -> bool {
    let mentions = &tree.document.mentions;
    let after = mentions.partition_point(|mention| mention.tokens.start <= token);
    mentions[after.saturating_sub(4)..after]
        .iter()
        .any(|mention| mention.kind == Some(EntityKind::Work) && mention.tokens.contains(&token))
}

/// Returns the entry of a verb, and the particle that belongs to it.
fn entry(tree: &Dependents, token: usize) -> Option<(&'static Entry, Option<usize>)> {
    let lemma = tree.lemma(token);
    let particle = tree.with(token, &[Deprel::CompoundPrt]).or_else(|| {
        let next = token + 1;
        let follows = tree.sentence_tokens(token).contains(&next);
        (follows
            && (matches!(tree.upos(next), Upos::Adp | Upos::Adv | Upos::Part)
                || tree.small(next) == "it"))
            .then_some(next)
    });
    if let Some(particle) = particle
        && let Some(entry) = lexicon::verb_with(lemma, &tree.small(particle))
    {
        return Some((entry, Some(particle)));
    }
    lexicon::verb(lemma, None).map(|entry| (entry, None))
}

/// Whether a verb is passive. A parser takes "called" for a participle more often than it is one:
/// without an auxiliary only a clause that hangs on a noun is.
fn is_passive(tree: &Dependents, token: usize) -> bool {
    if tree.document.tokens[token].xpos != Xpos::Vbn {
        return false;
    }
    let helped = tree.of(token).any(|child| {
        child < token
            && matches!(tree.deprel(child), Deprel::AuxPass | Deprel::Aux)
            && matches!(tree.lemma(child), "be" | "get")
    });
    let has = tree
        .of(token)
        .any(|child| tree.deprel(child) == Deprel::Aux && tree.lemma(child) == "have");
    helped
        || (!has
            && (tree.with(token, &[Deprel::OblAgent]).is_some()
                || (matches!(tree.deprel(token), Deprel::Acl | Deprel::Advcl)
                    && tree.with(token, &[Deprel::Obj, Deprel::Nsubj, Deprel::Ccomp]).is_none())))
}

/// Returns the subject of a verb, its own or the one that it shares.
pub(crate) fn subject(tree: &Dependents, verb: usize) -> Option<usize> {
    let mut at = verb;
    // "by saying that": whoever the clause is about, not the noun before.
    let introduced = tree.of(verb).any(|child| {
        tree.deprel(child) == Deprel::Mark
            && matches!(
                tree.small(child).as_str(),
                "by" | "in" | "after" | "before" | "while" | "when" | "without"
            )
    });
    if introduced
        && tree.document.tokens[verb].xpos == Xpos::Vbg
        && let Some(noun) = tree.head(verb)
        && tree.upos(noun) != Upos::Verb
        && let Some(governor) = tree.head(noun)
    {
        at = governor;
    }
    for step in 0..6 {
        let own = tree.of(at).find(|&child| {
            matches!(tree.deprel(child), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter)
        });
        if let Some(own) = own {
            // "Sen. Ortiz said": the tree may take the title for a subject of its own.
            let name = own + 1;
            let titled = tree.of(at).any(|child| child == name && tree.deprel(child).is_subject())
                && tree.upos(name) == Upos::Propn;
            return Some(if titled { name } else { own });
        }
        let head = tree.head(at)?;
        match tree.deprel(at) {
            // "said that it would close and added": a second saying beside the first, although it
            // hangs on what was said.
            Deprel::Conj if is_finite(tree, at) && !is_finite(tree, head) => {
                at = saying_above(tree, head, at).unwrap_or(head);
            }
            Deprel::Conj | Deprel::Xcomp => at = head,
            // "..., saying": the subject of the clause that it hangs on.
            Deprel::Advcl if is_open(tree, at) => at = head,
            // "was quick to point out".
            Deprel::Csubj if is_open(tree, at) && head < at => at = head,
            // "cited the rule to argue": whoever did something with the noun.
            Deprel::Acl
                if tree.document.tokens[at].xpos == Xpos::Vb
                    && tree.deprel(head) == Deprel::Obj =>
            {
                at = tree.head(head)?;
            }
            // "two people saying", "a statement saying".
            Deprel::Acl => return Some(head),
            Deprel::AclRelcl if step > 0 => return Some(head),
            Deprel::AclRelcl => return Some(head),
            Deprel::Parataxis | Deprel::Dep if is_open(tree, at) => at = head,
            _ => return None,
        }
        // A noun governs the participle: "Ortiz, chairman of the board, saying".
        if matches!(tree.upos(at), Upos::Noun | Upos::Propn | Upos::Pron)
            && tree.with(at, &[Deprel::Cop, Deprel::Nsubj]).is_none()
        {
            return Some(at);
        }
    }
    None
}

/// Returns the verb of saying whose clause `verb` heads, if it has the tense of `like`.
fn saying_above(tree: &Dependents, verb: usize, like: usize) -> Option<usize> {
    let above = tree.head(verb).filter(|_| tree.deprel(verb) == Deprel::Ccomp)?;
    let same = tree.document.tokens[above].xpos == tree.document.tokens[like].xpos;
    (same && lexicon::verb(tree.lemma(above), None).is_some_and(Entry::is_speech)).then_some(above)
}

/// Whether a clause has no subject of its own: a participle or an infinitive.
fn is_open(tree: &Dependents, verb: usize) -> bool {
    matches!(tree.document.tokens[verb].xpos, Xpos::Vbg | Xpos::Vbn | Xpos::Vb)
}

/// Pieces of what is said, and whether they are only what it is about.
type Pieces = (Vec<Range<usize>>, bool);

fn one(tokens: Range<usize>, topic: bool) -> Option<Pieces> {
    Some((std::iter::once(tokens).collect(), topic))
}

struct Clause<'a, 'b> {
    tree: &'b Dependents<'a>,
    token: usize,
    entry: &'static Entry,
    particle: Option<usize>,
    passive: bool,
}

impl Clause<'_, '_> {
    fn source(&self) -> Option<Who> {
        let tree = self.tree;
        if self.passive {
            let agent = tree.of(self.token).find(|&child| {
                matches!(tree.deprel(child), Deprel::OblAgent | Deprel::Obl)
                    && tree
                        .of(child)
                        .any(|c| tree.deprel(c) == Deprel::Case && tree.small(c) == "by")
            });
            return Who::new(tree, agent?, self.token);
        }
        let cue = self.cue().first().copied().unwrap_or(self.token);
        match subject(tree, self.token) {
            Some(subject) if tree.deprel(subject) == Deprel::Expl => None,
            Some(subject) => Who::new(tree, subject, self.token).map(|who| fill(tree, who, cue)),
            // The parser left the verb without a subject.
            None if is_finite(tree, self.token) || is_finite(tree, cue) => before(tree, cue),
            None => None,
        }
    }

    /// Returns who speaks where the verb opens the sentence: `Said Ortiz, "We will close."`
    fn opener(&self) -> Option<Who> {
        let tree = self.tree;
        let sentence = tree.sentence_tokens(self.token);
        let opens = self.token == sentence.start
            && self.entry.takes(QUOTE)
            && matches!(tree.document.tokens[self.token].xpos, Xpos::Vbd | Xpos::Vbz);
        if !opens {
            return None;
        }
        let mark = sentence.take(40).find(|&at| is_quote(tree, at))?;
        let comma = mark.checked_sub(1).filter(|&at| matches!(tree.form(at), "," | ":"))?;
        let subject = self.token + 1..comma;
        if subject.clone().any(|at| is_finite(tree, at)) {
            return None;
        }
        phrase(tree, subject)
    }

    /// Returns whom it is said to: "told reporters".
    fn hearer(&self) -> Option<Who> {
        let tree = self.tree;
        if let Some(object) = tree.with(self.token, &[Deprel::Iobj, Deprel::Obj])
            && object > self.token
        {
            return Who::new(tree, object, self.token).map(|who| who.without_clause(tree));
        }
        // The name after the verb, whatever the parser made of it.
        let sentence = tree.sentence_tokens(self.token);
        let start = self.token + 1;
        let end = (start..sentence.end)
            .find(|&at| tree.upos(at) != Upos::Propn || is_time(&tree.small(at)))
            .unwrap_or(sentence.end);
        phrase(tree, start..end)
    }

    /// Returns the verb with its auxiliaries, negation, adverbs and particle, as far as they adjoin.
    fn cue(&self) -> Vec<usize> {
        let tree = self.tree;
        let belongs = |token: usize| {
            tree.head(token) == Some(self.token)
                && (matches!(tree.deprel(token), Deprel::Aux | Deprel::AuxPass)
                    || (matches!(tree.upos(token), Upos::Adv | Upos::Part)
                        && tree.deprel(token) == Deprel::Advmod
                        && tree.first(token) == token))
        };
        let mut start = self.token;
        let sentence = tree.sentence_tokens(self.token);
        while start > sentence.start && belongs(start - 1) {
            start -= 1;
        }
        let mut cue: Vec<usize> = (start..=self.token).collect();
        cue.extend(self.particle);
        cue
    }

    fn content(&self, draft: &mut Draft) {
        let found = if self.passive { self.passive_content() } else { self.active_content(draft) };
        if let Some((pieces, topic)) = found {
            draft.topic = topic;
            draft.content =
                pieces.into_iter().filter_map(|tokens| piece(self.tree, tokens)).collect();
        }
    }

    fn active_content(&self, draft: &mut Draft) -> Option<Pieces> {
        let (tree, token) = (self.tree, self.token);
        let after = |child: &usize| *child > token;
        // A finite clause after the verb.
        let clause = tree
            .of(token)
            .filter(after)
            .find(|&child| tree.deprel(child) == Deprel::Ccomp && !self.is_bare(child));
        if self.entry.takes(THAT | QUOTE)
            && let Some(clause) = clause
        {
            let reach = self.reach(clause);
            return match self.clause_after(draft, Some(clause)) {
                Some(found) if found.end > reach.start => one(found, false),
                _ => one(reach, false),
            };
        }
        let xcomp = tree.of(token).filter(after).find(|&child| {
            matches!(tree.deprel(child), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl)
                && self.is_infinitive(child)
        });
        let object = tree.of(token).filter(after).find(|&child| tree.deprel(child) == Deprel::Obj);
        if object.is_some_and(|object| self.is_somebody(object)) {
            return None;
        }
        let hearer = object.or_else(|| tree.with(token, &[Deprel::Iobj]));
        if let Some(clause) = xcomp {
            if let Some(object) = hearer
                && self.entry.takes(HIM_TO)
            {
                // "told them to go" says "to go"; "urged them to go" says "them to go".
                let reach = self.reach(clause);
                let start = if self.entry.takes(HEAR) { reach.start } else { tree.first(object) };
                return one(start.min(reach.start)..reach.end, false);
            }
            if self.entry.takes(TO | HIM_TO) && hearer.is_none() {
                return one(self.reach(clause), false);
            }
        }
        if self.entry.takes(ING)
            && let Some(clause) = tree.of(token).filter(after).find(|&child| {
                matches!(tree.deprel(child), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl)
                    && tree.document.tokens[child].xpos == Xpos::Vbg
                    && tree.with(child, &[Deprel::Mark]).is_none()
                    && tree.first(child) <= child
                    && tree.first(child) == token + 1
            })
        {
            return one(self.reach(clause), false);
        }
        if self.entry.takes(NAME)
            && let Some(object) = object
        {
            let from =
                if tree.upos(object) == Upos::Pron { object + 1 } else { tree.first(object) };
            let predicate = tree.of(token).filter(after).find(|&child| {
                child > object
                    && matches!(tree.deprel(child), Deprel::Xcomp | Deprel::Obj | Deprel::Ccomp)
            });
            // A parser often takes what it is called for a part of the object.
            let quoted = (object + 1..self.clause_end().min(object + 12))
                .find(|&at| matches!(tree.form(at), "\"" | "“" | "''" | "‘"));
            if let Some(predicate) = predicate.or(quoted) {
                return one(from..self.reach(predicate).end.max(self.reach(object).end), false);
            }
        }
        if self.entry.takes(AS)
            && let Some(object) = object
            && let Some(predicate) = self.as_phrase(token).or_else(|| self.as_phrase(object))
        {
            return one(tree.first(object)..self.reach(predicate).end, false);
        }
        for &preposition in &self.entry.prepositions {
            let found = self.phrase(self.token, preposition);
            if let Some((case, phrase)) = found.or_else(|| self.phrase(object?, preposition)) {
                if case == draft.cue.last().copied().unwrap_or(token) + 1 {
                    draft.cue.push(case);
                }
                let reach = self.reach(phrase);
                return one(reach.start.max(case + 1)..reach.end, true);
            }
        }
        // "found women are missing": the object is the subject of a clause.
        if self.entry.takes(THAT)
            && let Some(object) = object
            && self.begins_clause(object)
            && let Some(clause) = self.clause_after(draft, None)
        {
            return one(clause, false);
        }
        if self.entry.takes(THING)
            && let Some(object) = object.or_else(|| self.particle.and_then(|_| self.own_phrase()))
            && !self.entry.takes(HEAR)
        {
            let mut reach = self.reach(object);
            // "called for" has its preposition inside the phrase.
            if let Some(particle) = self.particle {
                reach.start = reach.start.max(particle + 1);
            }
            reach.end = self.go_on(reach.end);
            return one(reach, true);
        }
        if self.entry.takes(THAT) {
            return self.clause_after(draft, None).and_then(|clause| one(clause, false));
        }
        None
    }

    /// Whether what is "shared" or "posted" is somebody: "she shares twins with him" tells no words.
    fn is_somebody(&self, object: usize) -> bool {
        let kin = ["twin", "son", "daughter", "child", "kid", "baby"];
        matches!(self.entry.class, Class::Say | Class::Write)
            && kin.contains(&self.tree.lemma(object))
    }

    fn passive_content(&self) -> Option<Pieces> {
        let (tree, token) = (self.tree, self.token);
        let clause = tree.of(token).filter(|&child| child > token).find(|&child| {
            matches!(
                tree.deprel(child),
                Deprel::Xcomp | Deprel::Ccomp | Deprel::CsubjPass | Deprel::Csubj
            )
        });
        let subject = tree.with(token, &[Deprel::NsubjPass, Deprel::Nsubj]);
        // "was seen leaving" tells what somebody saw, not what somebody says.
        if self.entry.class == Class::Know
            && clause.is_some_and(|clause| tree.document.tokens[clause].xpos == Xpos::Vbg)
        {
            return None;
        }
        match (clause, subject) {
            // "it is believed that C", "X was told that C".
            (Some(clause), _) if !self.is_infinitive(clause) => one(self.reach(clause), false),
            // "X is said to C".
            (Some(clause), Some(subject)) if tree.upos(subject) != Upos::X => {
                if self.entry.takes(HEAR) && self.entry.class != Class::Think {
                    return one(self.reach(clause), false);
                }
                let start = tree.first(subject)..tree.last(subject) + 1;
                let start = start.start..start.end.min(token);
                Some((vec![start, self.reach(clause)], false))
            }
            (Some(clause), None) => one(self.reach(clause), false),
            (None, Some(subject)) if self.entry.takes(THING | NAME | AS) && self.has_agent() => {
                one(tree.first(subject)..tree.last(subject) + 1, true)
            }
            _ => None,
        }
    }

    fn has_agent(&self) -> bool {
        self.tree.with(self.token, &[Deprel::OblAgent]).is_some()
    }

    /// Returns how far a clause or phrase after the verb reaches, without what hangs on the verb.
    fn reach(&self, top: usize) -> Range<usize> {
        let tree = self.tree;
        let mut start = tree.first(top);
        if top > self.token {
            start = start.max(self.token + 1);
        }
        let mut end = tree.last(top) + 1;
        if top < self.token {
            end = end.min(self.token);
        }
        start.min(top)..end
    }

    fn is_infinitive(&self, clause: usize) -> bool {
        self.tree.of(clause).any(|child| {
            self.tree.deprel(child) == Deprel::Mark
                && self.tree.document.tokens[child].xpos == Xpos::To
        })
    }

    /// Whether a clausal complement is no finite clause: an infinitive or a participle without a subject.
    fn is_bare(&self, clause: usize) -> bool {
        let tree = self.tree;
        let subject = tree.of(clause).any(|child| tree.deprel(child).is_subject());
        self.is_infinitive(clause)
            || (tree.document.tokens[clause].xpos == Xpos::Vbg
                && !subject
                && tree.with(clause, &[Deprel::Aux, Deprel::Cop]).is_none())
    }

    /// Returns a phrase with "as" among the dependents of `token`.
    fn as_phrase(&self, token: usize) -> Option<usize> {
        let tree = self.tree;
        tree.of(token).filter(|&child| child > self.token).find(|&child| {
            matches!(tree.deprel(child), Deprel::Obl | Deprel::Nmod | Deprel::Xcomp | Deprel::Advcl)
                && tree.of(child).any(|c| {
                    matches!(tree.deprel(c), Deprel::Case | Deprel::Mark) && tree.small(c) == "as"
                })
        })
    }

    /// Returns a phrase with that preposition, and the preposition.
    fn phrase(&self, head: usize, preposition: &str) -> Option<(usize, usize)> {
        let tree = self.tree;
        tree.of(head).filter(|&child| child > self.token).find_map(|child| {
            if !matches!(
                tree.deprel(child),
                Deprel::Obl | Deprel::Advcl | Deprel::Xcomp | Deprel::Nmod | Deprel::Acl
            ) {
                return None;
            }
            let case = tree.of(child).find(|&c| {
                matches!(tree.deprel(c), Deprel::Case | Deprel::Mark)
                    && tree.document.tokens[c].xpos != Xpos::To
                    && tree.small(c) == preposition
                    && c < child
            })?;
            (tree.first(child) == case).then_some((case, child))
        })
    }

    /// Returns the phrase whose preposition counts as the verb's particle: "called for a vote".
    fn own_phrase(&self) -> Option<usize> {
        let particle = self.particle?;
        let head = self.tree.head(particle)?;
        (head > particle && self.tree.head(head) == Some(self.token)).then_some(head)
    }

    /// Returns the clause after a verb of saying or thinking: from where the words about the saying
    /// end ("on Friday", "reporters") to where those that go on about the saying begin ("adding
    /// that", "and called").
    fn clause_after(&self, draft: &Draft, clause: Option<usize>) -> Option<Range<usize>> {
        let tree = self.tree;
        let sentence = tree.sentence_tokens(self.token);
        let mut end = self.scope_end(&sentence);
        let mut at = self.particle.map_or(self.token, |particle| particle.max(self.token)) + 1;
        // "told reporters in London that"
        let that =
            (at..end.min(at + 25)).take_while(|&t| t == at || !is_finite(tree, t)).find(|&t| {
                matches!(tree.small(t).as_str(), "that" | "whether")
                    && (matches!(tree.upos(t), Upos::Sconj) || tree.deprel(t) == Deprel::Mark)
            });
        let start = match that {
            Some(that) => that,
            None => {
                if self.entry.takes(HEAR)
                    && let Some(hearer) = &draft.hearer
                    && hearer.tokens.start <= at + 1
                    && clause.is_none_or(|clause| !(hearer.tokens.contains(&clause)))
                    && hearer.tokens.end <= clause.map_or(end, |clause| tree.first(clause)).max(at)
                {
                    at = hearer.tokens.end.max(at);
                }
                let limit = clause.map_or(end, |clause| clause.min(end));
                let mut skipped = skip_time(tree, at, limit);
                // "in a statement, the plan": a comma between belongs to neither.
                if skipped < limit && tree.form(skipped) == "," && skipped > at {
                    skipped += 1;
                }
                skipped
            }
        };
        for child in tree.of(self.token).filter(|&child| child >= start) {
            let first = tree.first(child);
            // "wrote and directed": what begins there is no clause that is said.
            if first < start || first == start && tree.deprel(child) != Deprel::Conj {
                continue;
            }
            let own =
                tree.with(child, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Csubj, Deprel::Expl]);
            let comma = tree.form(first) == "," || tree.form(first - 1) == ",";
            let cuts = match tree.deprel(child) {
                Deprel::Advcl => {
                    comma && tree.document.tokens[child].xpos == Xpos::Vbg && own.is_none()
                }
                Deprel::Conj => {
                    own.is_none_or(|own| own < start)
                        && tree.upos(child) == Upos::Verb
                        && (comma || tree.with(child, &[Deprel::Cc]).is_some())
                }
                Deprel::Parataxis => lexicon::verb(tree.lemma(child), None).is_some(),
                _ => false,
            };
            if cuts {
                end = end.min(first);
            }
        }
        // "and added that": the next saying of the same source.
        let next = (start + 1..end).find(|&at| {
            tree.document.tokens[at].xpos == tree.document.tokens[self.token].xpos
                && is_finite(tree, at)
                && lexicon::verb(tree.lemma(at), None).is_some_and(Entry::is_speech)
                && tree.upos(at - 1) == Upos::Cconj
                && at + 1 < end
                && (tree.small(at + 1) == "that"
                    || is_quote(tree, at + 1)
                    || tree.form(at + 1) == ":")
        });
        if let Some(next) = next {
            end = next - 1;
        }
        if start >= end {
            return None;
        }
        let says = (start..end).any(|t| is_finite(tree, t) && !tells_when(tree, t));
        // "insisting the release complied": past forms are taken for participles.
        let past = !self.entry.takes(THING)
            && tree.with(self.token, &[Deprel::Obj]).is_some_and(|object| object > self.token)
            && (start..end).any(|t| tree.document.tokens[t].xpos == Xpos::Vbn);
        (says
            || past
            || that.is_some()
            || clause.is_some_and(|clause| (start..end).contains(&clause)))
        .then_some(start..end)
    }

    /// Whether a finite verb follows the object so closely that it is its subject.
    fn begins_clause(&self, object: usize) -> bool {
        let tree = self.tree;
        let sentence = tree.sentence_tokens(self.token);
        let mut at = object + 1;
        while at < sentence.end && at - object <= 12 {
            if is_finite(tree, at) {
                return true;
            }
            let stops = matches!(tree.upos(at), Upos::Punct | Upos::Sconj)
                || matches!(
                    tree.small(at).as_str(),
                    "that"
                        | "who"
                        | "which"
                        | "whose"
                        | "when"
                        | "where"
                        | "as"
                        | "after"
                        | "before"
                        | "while"
                        | "but"
                        | "what"
                        | "how"
                )
                || (matches!(tree.upos(at), Upos::Pron | Upos::Propn)
                    && tree.upos(at - 1) == Upos::Noun);
            if stops {
                return false;
            }
            at += 1;
        }
        false
    }

    /// Returns where the clause ends whose head is the verb.
    fn clause_end(&self) -> usize {
        (self.tree.last(self.token) + 1).min(self.tree.sentence_tokens(self.token).end)
    }

    /// Carries the end of an object over phrases that say more of it: "the plan as a mistake",
    /// "Ortiz for not coming".
    fn go_on(&self, mut end: usize) -> usize {
        let tree = self.tree;
        for child in tree.of(self.token) {
            if tree.first(child) != end {
                continue;
            }
            let more = match tree.small(end).as_str() {
                "of" => true,
                "as" | "for" | "to" | "with" | "about" | "against" => {
                    self.entry.class == Class::Judge || self.entry.class == Class::Say
                }
                _ => false,
            };
            if more && matches!(tree.deprel(child), Deprel::Obl | Deprel::Advcl | Deprel::Nmod) {
                end = tree.last(child) + 1;
            }
        }
        end
    }

    /// Returns where the clause that the verb stands in ends: with its sentence for a main clause.
    fn scope_end(&self, sentence: &Range<usize>) -> usize {
        let tree = self.tree;
        let mut top = self.token;
        while matches!(tree.deprel(top), Deprel::Conj | Deprel::Parataxis)
            && let Some(head) = tree.head(top)
        {
            top = head;
        }
        // "was quick to point out that": the verb hangs on the adjective.
        if matches!(tree.deprel(top), Deprel::Advcl | Deprel::Xcomp | Deprel::Ccomp)
            && self.is_infinitive(top)
            && let Some(head) = tree.head(top).filter(|&head| tree.upos(head) == Upos::Adj)
        {
            top = head;
        }
        if tree.deprel(top) == Deprel::Root && top <= self.token {
            return sentence.end;
        }
        (tree.last(self.token) + 1).min(sentence.end)
    }

    /// Reads verbs that only help another one: "was quoted as saying", "went on to say".
    fn idiom(&self, draft: &mut Draft) {
        let tree = self.tree;
        let Some(head) = tree.head(self.token) else { return };
        let lemma = tree.lemma(head);
        let helps = match tree.deprel(self.token) {
            Deprel::Advcl | Deprel::Xcomp | Deprel::Obl => {
                matches!(
                    (lemma, tree.small(self.token).as_str()),
                    ("quote" | "cite" | "describe", _)
                ) || (self.is_infinitive(self.token)
                    && matches!(
                        lemma,
                        "go" | "continue"
                            | "appear"
                            | "seem"
                            | "tend"
                            | "begin"
                            | "want"
                            | "hasten"
                    ))
            }
            _ => false,
        };
        if helps && head < self.token && self.token - head <= 5 {
            let outer = Clause { token: head, ..*self };
            let start = outer.cue().first().copied().unwrap_or(head);
            draft.cue.splice(0..0, start..draft.cue[0]);
        }
    }

    /// Weighs negation and refusal: "did not respond", "declined to say", "does not think".
    fn temper(&self, draft: &mut Draft) {
        let tree = self.tree;
        let lemma = tree.lemma(self.token);
        let negated = is_negated(tree, self.token);
        let governor = tree.head(self.token).filter(|_| tree.deprel(self.token) == Deprel::Xcomp);
        let refused = governor.is_some_and(|governor| {
            matches!(tree.lemma(governor), "decline" | "refuse")
                || (tree.lemma(governor) == "fail"
                    && matches!(lemma, "respond" | "comment" | "reply"))
        });
        if refused
            || (negated
                && matches!(
                    lemma,
                    "respond"
                        | "comment"
                        | "reply"
                        | "answer"
                        | "return"
                        | "confirm"
                        | "say"
                        | "disclose"
                        | "reveal"
                        | "specify"
                        | "elaborate"
                        | "address"
                        | "discuss"
                        | "acknowledge"
                ))
        {
            draft.act = SpeechAct::Decline;
            draft.stance = Factuality::UNCOMMITTED;
        } else if matches!(lemma, "decline" | "refuse") {
            let speaks = tree.of(self.token).any(|child| {
                tree.deprel(child) == Deprel::Xcomp
                    && lexicon::verb(tree.lemma(child), None).is_some_and(Entry::is_speech)
            });
            if speaks {
                draft.act = SpeechAct::Decline;
                draft.stance = Factuality::UNCOMMITTED;
            }
        } else if negated {
            draft.stance = match self.entry.class {
                // "does not think that" says that it thinks that not.
                Class::Think => negative(self.entry.stance),
                _ => Factuality::UNCOMMITTED,
            };
            if draft.act == SpeechAct::Deny {
                draft.act = SpeechAct::Assert;
            }
        }
        if tree.of(self.token).any(|child| {
            tree.deprel(child) == Deprel::Advmod
                && matches!(
                    tree.small(child).as_str(),
                    "falsely" | "wrongly" | "incorrectly" | "mistakenly" | "erroneously"
                )
        }) {
            draft.author = negative(Factuality::CERTAIN);
        }
    }
}

/// Returns whether a verb is negated by a word of its own.
pub(crate) fn is_negated(tree: &Dependents, token: usize) -> bool {
    tree.of(token).any(|child| {
        matches!(tree.small(child).as_str(), "not" | "n't" | "n’t" | "never" | "neither" | "nor")
            && matches!(tree.deprel(child), Deprel::Advmod | Deprel::Cc | Deprel::CcPreconj)
    })
}

/// Returns the factuality with the opposite polarity.
pub(crate) fn negative(factuality: Factuality) -> Factuality {
    use crate::document::Polarity::*;
    let polarity = match factuality.polarity {
        Positive => Negative,
        Negative => Positive,
        Unknown => Unknown,
    };
    Factuality { polarity, ..factuality }
}

/// Whether the verb only says when something else was: "yelling at them after they broke the rules".
fn tells_when(tree: &Dependents, token: usize) -> bool {
    let head = match tree.deprel(token) {
        Deprel::Aux | Deprel::AuxPass | Deprel::Cop => tree.head(token).unwrap_or(token),
        _ => token,
    };
    tree.deprel(head) == Deprel::Advcl
        && tree
            .with(head, &[Deprel::Mark])
            .is_some_and(|mark| matches!(tree.small(mark).as_str(), "after" | "before" | "until"))
}

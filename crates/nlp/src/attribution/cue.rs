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
use crate::document::{Factuality, SpeechAct};
use crate::tags::{Deprel, Upos, Xpos};

/// Returns a draft for each verb that attributes, in text order; the content may still be empty
/// where the verb can stand beside words in quotation marks.
pub(crate) fn verbs(tree: &Dependents) -> Vec<Draft> {
    (0..tree.document.tokens.len()).filter_map(|token| verb(tree, token)).collect()
}

fn verb(tree: &Dependents, token: usize) -> Option<Draft> {
    if tree.upos(token) != Upos::Verb || tree.deprel(token) == Deprel::Amod {
        return None;
    }
    let (entry, particle) = entry(tree, token)?;
    let mut draft = Draft::new(token, entry);
    let passive = is_passive(tree, token);
    let clause = Clause { tree, token, entry, particle, passive };
    draft.source = clause.source();
    if !passive && entry.takes(HEAR) {
        draft.hearer = clause.hearer();
    }
    draft.cue = clause.cue();
    clause.content(&mut draft);
    clause.idiom(&mut draft);
    clause.temper(&mut draft);
    (!draft.content.is_empty() || entry.takes(QUOTE)).then_some(draft)
}

/// Returns the entry of a verb, and the particle that belongs to it.
fn entry(tree: &Dependents, token: usize) -> Option<(&'static Entry, Option<usize>)> {
    let lemma = tree.lemma(token);
    let particle = tree.with(token, &[Deprel::CompoundPrt]).or_else(|| {
        let next = token + 1;
        let follows = tree.sentence_tokens(token).contains(&next);
        (follows && matches!(tree.upos(next), Upos::Adp | Upos::Adv | Upos::Part)).then_some(next)
    });
    if let Some(particle) = particle
        && let Some(entry) = lexicon::verb_with(lemma, &tree.small(particle))
    {
        return Some((entry, Some(particle)));
    }
    lexicon::verb(lemma, None).map(|entry| (entry, None))
}

fn is_passive(tree: &Dependents, token: usize) -> bool {
    if tree.document.tokens[token].xpos != Xpos::Vbn {
        return false;
    }
    tree.with(token, &[Deprel::AuxPass, Deprel::NsubjPass, Deprel::CsubjPass, Deprel::OblAgent])
        .is_some()
        || (matches!(tree.deprel(token), Deprel::Acl)
            && tree.with(token, &[Deprel::Aux, Deprel::Obj]).is_none())
}

/// Returns the subject of a verb, its own or the one that it shares.
pub(crate) fn subject(tree: &Dependents, verb: usize) -> Option<usize> {
    let mut at = verb;
    for step in 0..6 {
        let own = tree.of(at).find(|&child| {
            matches!(tree.deprel(child), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter)
        });
        if let Some(own) = own {
            return Some(own);
        }
        let head = tree.head(at)?;
        match tree.deprel(at) {
            Deprel::Conj | Deprel::Xcomp => at = head,
            // "..., saying": the subject of the clause that it hangs on.
            Deprel::Advcl if is_open(tree, at) => at = head,
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
        let subject = subject(tree, self.token)?;
        if tree.deprel(subject) == Deprel::Expl {
            return None;
        }
        // The speaker of "a statement saying" is whoever gives the statement.
        Who::new(tree, subject, self.token)
    }

    /// Returns whom it is said to: "told reporters".
    fn hearer(&self) -> Option<Who> {
        let tree = self.tree;
        let object = tree.with(self.token, &[Deprel::Iobj, Deprel::Obj])?;
        Who::new(tree, object, self.token)
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
        } else if let Some(pieces) = self.beside_commas(draft) {
            draft.content =
                pieces.into_iter().filter_map(|tokens| piece(self.tree, tokens)).collect();
        }
    }

    fn active_content(&self, draft: &mut Draft) -> Option<Pieces> {
        let (tree, token) = (self.tree, self.token);
        let after = |child: &usize| *child > token;
        // A finite clause after the verb.
        if self.entry.takes(THAT | QUOTE)
            && let Some(clause) = tree
                .of(token)
                .filter(after)
                .find(|&child| tree.deprel(child) == Deprel::Ccomp && !self.is_bare(child))
        {
            return one(self.reach(clause), false);
        }
        let xcomp = tree.of(token).filter(after).find(|&child| {
            matches!(tree.deprel(child), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl)
                && self.is_infinitive(child)
        });
        let object = tree.of(token).filter(after).find(|&child| tree.deprel(child) == Deprel::Obj);
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
            let predicate = tree.of(token).filter(after).find(|&child| {
                child > object && matches!(tree.deprel(child), Deprel::Xcomp | Deprel::Obj)
            });
            if let Some(predicate) = predicate {
                return one(tree.first(object)..self.reach(predicate).end, false);
            }
        }
        if self.entry.takes(AS)
            && let Some(object) = object
            && let Some(predicate) = self.as_phrase(token).or_else(|| self.as_phrase(object))
        {
            return one(tree.first(object)..self.reach(predicate).end, false);
        }
        for &preposition in &self.entry.prepositions {
            if let Some((case, phrase)) = self.phrase(preposition) {
                if case == draft.cue.last().copied().unwrap_or(token) + 1 {
                    draft.cue.push(case);
                }
                let reach = self.reach(phrase);
                return one(reach.start.max(case + 1)..reach.end, true);
            }
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
            return one(reach, true);
        }
        None
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
    fn phrase(&self, preposition: &str) -> Option<(usize, usize)> {
        let tree = self.tree;
        tree.of(self.token).filter(|&child| child > self.token).find_map(|child| {
            if !matches!(tree.deprel(child), Deprel::Obl | Deprel::Advcl | Deprel::Xcomp) {
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

    /// Returns the rest of the sentence where the clause stands between commas or at its end.
    fn beside_commas(&self, draft: &Draft) -> Option<Vec<Range<usize>>> {
        let (tree, token) = (self.tree, self.token);
        if !self.entry.takes(THAT) || matches!(tree.deprel(token), Deprel::Acl) {
            return None;
        }
        let source = draft.source.as_ref()?;
        let sentence = tree.sentence_tokens(token);
        let cue_start = *draft.cue.first()?;
        let relative = matches!(tree.deprel(token), Deprel::AclRelcl);
        if relative || !sentence.contains(&source.head) {
            return None;
        }
        let mut start = cue_start.min(source.tokens.start);
        // "as Ortiz says"
        if start > sentence.start && tree.small(start - 1) == "as" {
            start -= 1;
        }
        let before = start.checked_sub(1).filter(|before| *before >= sentence.start)?;
        let comma = |token: usize| {
            matches!(
                tree.form(token),
                "," | "--" | "–" | "—" | "―" | "-" | "?" | "!" | "”" | "\"" | "''" | "’"
            )
        };
        if !comma(before) || source.tokens.end > token && source.tokens.start < token {
            return None;
        }
        // What may follow belongs to the saying: "on Friday", "in a statement".
        let mut end = token.max(source.tokens.end - 1);
        for child in tree.of(token).filter(|&child| child > token) {
            match tree.deprel(child) {
                Deprel::Punct | Deprel::Conj | Deprel::Cc | Deprel::Parataxis => {}
                Deprel::Ccomp | Deprel::Xcomp => return None,
                _ => end = end.max(tree.last(child)),
            }
        }
        end = end.min(sentence.end - 1);
        let mut pieces = Vec::with_capacity(2);
        pieces.push(sentence.start..before);
        // Only where another comma closes the parenthesis does what was said go on.
        let next = end + 1;
        if next + 1 < sentence.end && comma(next) && self.goes_on(next + 1) {
            let mut to = sentence.end;
            if tree.upos(to - 1) == Upos::Punct {
                to -= 1;
            }
            pieces.push(next + 1..to);
        }
        Some(pieces)
    }

    /// Whether what stands after the second comma belongs to what was said and not to the saying.
    fn goes_on(&self, from: usize) -> bool {
        let tree = self.tree;
        let sentence = tree.sentence_tokens(self.token);
        let mut at = from;
        loop {
            match tree.head(at) {
                None => return at != self.token,
                Some(head) if head == self.token => return false,
                // What hangs on words before the source goes on with them.
                Some(head) if head < from => return true,
                Some(head) if sentence.contains(&head) => at = head,
                Some(_) => return false,
            }
        }
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

//! Says how certain a source is of an event, and whether it is denied.
//!
//! Needs the tree and the attributions. Gives a [`Judgement`] for the head of any clause or
//! phrase that stands for an event, as its innermost source has it: "She said that he may come"
//! makes *come* `PS+` for her. What the author and the sources further out make of it is told by
//! [`Attribution::author`](crate::Attribution::author) and
//! [`stance`](crate::Attribution::stance).
//!
//! The tree is walked from the top of what the source says down to the event. At each step the
//! word above says what becomes of the clause below it (`factuality/signatures.txt`: "failed to"
//! turns it around, "knew that" leaves it as it is), and the clause's own words add to it:
//! negation, modals, adverbs, "if", a question.
//!
//! | words | value |
//! | --- | --- |
//! | plain statement; "will", "is scheduled to"; "managed to"; "knew that" | `CT+` |
//! | "not", "never", "nobody"; "failed to"; "denied that"; "pretended to" | `CT-` |
//! | "probably", "likely to", "is expected to", "seems to", "must have" | `PR+` |
//! | "unlikely to", "does not seem to", "hardly" | `PR-` |
//! | "may", "might", "could", "perhaps", "possible that" | `PS+` |
//! | "may not", "might not" | `PS-` |
//! | questions, "if" and "whether", "wants to", "tried to", "plan to", orders | `Uu` |
//!
//! **Invariant:** any token may be asked for; the cost is that of its path to the root.

pub mod realis;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::attribution::dependents::Dependents;
use crate::attribution::lexicon;
use crate::document::{AttributionKind, Certainty, Document, Factuality, Polarity};
use crate::model::models;
use crate::span::Span;
use crate::tags::{Deprel, Upos, Xpos};

/// How certain the innermost source is of an event, and the words that tell.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Judgement {
    /// How certain, and whether it is so.
    pub factuality: Factuality,
    /// Whether it is still to come, for the source: "will", "is set to".
    pub future: bool,
    /// The words that make it so, in text order.
    pub cues: Vec<Cue>,
}

/// A word that shapes how certain an event is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub struct Cue {
    /// Where it is.
    pub span: Span,
    /// What it does.
    pub role: CueRole,
}

/// What a cue does to an event.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum CueRole {
    /// Makes it less certain.
    Hedge,
    /// Turns it into its opposite.
    Negation,
}

/// Returns how certain the innermost source is of the event at `token`.
///
/// For many tokens of one document, make one [`Judge`] and ask it.
pub fn factuality(document: &Document, token: usize) -> Factuality {
    Judge::new(document).of(token).factuality
}

/// Answers for every token of one document.
pub struct Judge<'a> {
    tree: Dependents<'a>,
    /// The cues of attributions, in text order: there the walk upward ends.
    borders: Vec<Span>,
}

impl<'a> Judge<'a> {
    /// Reads the tree and the attributions of `document` once.
    pub fn new(document: &'a Document) -> Judge<'a> {
        let mut borders: Vec<Span> = document
            .attributions
            .iter()
            .filter(|attribution| attribution.kind != AttributionKind::Attitude)
            .flat_map(|attribution| attribution.cue.iter().copied())
            .collect();
        borders.sort_unstable();
        borders.dedup();
        Judge { tree: Dependents::new(document), borders }
    }

    /// Returns how certain the innermost source is of the event at `token`.
    pub fn of(&self, token: usize) -> Judgement {
        // From the event up to the word that attributes it, or to the root.
        let mut path = vec![token];
        let mut at = token;
        while let Some(head) = self.tree.head(at) {
            if self.is_border(head) && !self.is_beside(at) || self.stands_alone(at) {
                break;
            }
            path.push(head);
            at = head;
        }
        let mut state = State::certain();
        let mut above: Option<usize> = None;
        for &word in path.iter().rev() {
            if let Some(above) = above {
                self.descend(&mut state, above, word);
            }
            self.own(&mut state, word, word == token);
            above = Some(word);
        }
        state.cues.sort_unstable();
        state.cues.dedup();
        Judgement { factuality: state.value, future: state.future, cues: state.cues }
    }

    /// Returns how sure a reader is that the event at `token` happened or holds, from -3 to 3.
    pub fn realis(&self, token: usize) -> f32 {
        models().realis.value(&self.features(token))
    }

    /// Returns the features that [`Judge::realis`] weighs, as indices of the weights.
    pub fn features(&self, token: usize) -> Vec<usize> {
        realis::features(self, token, &self.of(token))
    }

    /// Whether a word is the cue of an attribution.
    fn is_border(&self, token: usize) -> bool {
        let span = self.tree.document.tokens[token].span;
        let after = self.borders.partition_point(|cue| cue.end <= span.start);
        self.borders.get(after).is_some_and(|cue| cue.contains(span))
    }

    /// Whether a dependent of a cue is no content of it: its time, its place, its source.
    fn is_beside(&self, token: usize) -> bool {
        !matches!(
            self.tree.deprel(token),
            Deprel::Ccomp
                | Deprel::Xcomp
                | Deprel::Parataxis
                | Deprel::Acl
                | Deprel::Nmod
                | Deprel::Csubj
                | Deprel::CsubjPass
        )
    }

    /// Whether a clause holds by itself, whatever becomes of the one that it hangs on.
    fn stands_alone(&self, token: usize) -> bool {
        let tree = &self.tree;
        match tree.deprel(token) {
            Deprel::AclRelcl | Deprel::AdvclRelcl | Deprel::Parataxis | Deprel::Appos => true,
            Deprel::Advcl => {
                let mark = self.mark(token);
                match mark.as_deref() {
                    Some(
                        "if" | "unless" | "whether" | "to" | "lest" | "provided" | "supposing"
                        | "from",
                    ) => false,
                    Some(_) => true,
                    None => tree.document.tokens[token].xpos != Xpos::Vb,
                }
            }
            _ => false,
        }
    }

    /// Returns the conjunction or "to" that introduces a clause.
    fn mark(&self, token: usize) -> Option<String> {
        self.tree.with(token, &[Deprel::Mark]).map(|mark| self.tree.small(mark))
    }

    /// Carries what holds of `above` to what hangs on it.
    fn descend(&self, state: &mut State, above: usize, word: usize) {
        let tree = &self.tree;
        let deprel = tree.deprel(word);
        let infinitive = tree
            .of(word)
            .any(|c| tree.deprel(c) == Deprel::Mark && tree.document.tokens[c].xpos == Xpos::To);
        match deprel {
            Deprel::Conj => return,
            Deprel::Advcl | Deprel::AdvclRelcl => {
                let mark = self.mark(word);
                // "forced him to go", "kept him from going": a complement, whatever it is called.
                let lemma = tree.lemma(above).to_lowercase();
                if let Some(signature) = SIGNATURES.get(lemma.as_str())
                    && tree.upos(above) != Upos::Noun
                    && (mark.as_deref() == Some("from")
                        || (infinitive && tree.with(above, &[Deprel::Obj]).is_some()))
                {
                    state.follow(signature, self.span(above));
                    return;
                }
                match mark.as_deref() {
                    Some(
                        "if" | "unless" | "whether" | "to" | "provided" | "supposing" | "lest",
                    ) => {
                        state.open(tree.with(word, &[Deprel::Mark]).map(|mark| self.span(mark)));
                    }
                    _ if infinitive => state.open(None),
                    _ => {}
                }
                return;
            }
            Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj | Deprel::CsubjPass | Deprel::Acl => {}
            Deprel::Nmod | Deprel::Obj | Deprel::Obl | Deprel::Nsubj | Deprel::NsubjPass
                if tree.upos(word) != Upos::Propn => {}
            _ => return,
        }
        let clausal = matches!(
            deprel,
            Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj | Deprel::CsubjPass | Deprel::Acl
        );
        // "whether C" leaves it open whatever governs it.
        if self.mark(word).as_deref() == Some("whether") || self.mark(word).as_deref() == Some("if")
        {
            state.open(tree.with(word, &[Deprel::Mark]).map(|mark| self.span(mark)));
            return;
        }
        let noun = tree.upos(above) == Upos::Noun;
        let lemma = tree.lemma(above).to_lowercase();
        // "ended up moving"
        let particle = tree.with(above, &[Deprel::CompoundPrt]).map(|word| tree.small(word));
        let phrase = particle.map(|particle| format!("{lemma}_{particle}"));
        let signature = noun
            .then(|| SIGNATURES.get(format!("{lemma}_n").as_str()))
            .flatten()
            .or_else(|| SIGNATURES.get(phrase?.as_str()))
            .or_else(|| SIGNATURES.get(lemma.as_str()));
        match signature {
            Some(signature)
                if clausal
                    || (noun && deprel == Deprel::Nmod)
                    || signature.reaches_nouns(&lemma) =>
            {
                let span = self.span(above);
                state.follow(signature, span);
            }
            // An infinitive that no known word governs is only aimed at.
            None if clausal && infinitive => state.open(Some(self.span(above))),
            _ => {
                if clausal
                    && let Some(entry) = lexicon::verb(&lemma, None)
                    && !noun
                {
                    state.weaken(entry.stance, Some(self.span(above)));
                }
            }
        }
    }

    /// Adds what the clause of `word` itself says.
    fn own(&self, state: &mut State, word: usize, event: bool) {
        let tree = &self.tree;
        let mut clause = word;
        // "nothing romantic between them": what is said of nothing is denied.
        if !event && is_nobody(&tree.small(word)) && tree.with(word, &[Deprel::Cop]).is_none() {
            state.negate(self.span(word));
        }
        // A noun or adjective under a copula has the clause's words around it.
        let mut past = false;
        for child in tree.of(word) {
            let small = tree.small(child);
            match tree.deprel(child) {
                Deprel::Aux => match small.as_str() {
                    "may" | "might" | "could" | "can" if small != "can" || !event => {
                        state.weaken(POSSIBLE, Some(self.span(child)));
                    }
                    "can" => {}
                    "would" | "'d" | "’d" => state.would = Some(self.span(child)),
                    "must" => state.weaken(PROBABLE, Some(self.span(child))),
                    "should" | "ought" => state.weaken(PROBABLE, Some(self.span(child))),
                    "will" | "shall" | "wo" | "'ll" | "’ll" => state.future = true,
                    "have" | "had" | "did" => past = true,
                    _ => {}
                },
                Deprel::Advmod | Deprel::Discourse => self.adverb(state, child, &small),
                Deprel::Cc if small == "nor" => state.negate(self.span(child)),
                Deprel::Det if matches!(small.as_str(), "no" | "neither") => {
                    state.negate(self.span(child));
                }
                Deprel::Mark
                    if matches!(small.as_str(), "if" | "unless" | "whether") && clause == word =>
                {
                    state.open(Some(self.span(child)));
                }
                Deprel::Mark | Deprel::Case if small == "without" || small == "instead" => {
                    state.negate(self.span(child));
                }
                Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl | Deprel::Expl => {
                    self.argument(state, child, &small);
                }
                Deprel::Advcl if self.mark(child).as_deref() == Some("if") => {
                    state.conditional = tree.with(child, &[Deprel::Mark]).map(|m| self.span(m));
                }
                _ => {}
            }
        }
        let _ = past;
        // What would be is open where a condition is told; otherwise the past's future.
        if let Some(span) = state.would.take() {
            if state.conditional.is_some() {
                state.open(Some(span));
            } else {
                state.weaken(PROBABLE, None);
                state.future = true;
            }
        } else if let Some(span) = state.conditional.take() {
            state.weaken(OPEN, Some(span));
        }
        clause = self.top(word);
        if clause == word && self.is_question(word) {
            state.open(None);
        }
    }

    /// Returns the token itself where it is the head of a main clause, its head otherwise.
    fn top(&self, word: usize) -> usize {
        match self.tree.deprel(word) {
            Deprel::Root | Deprel::Parataxis | Deprel::Conj => word,
            _ => self.tree.head(word).unwrap_or(word),
        }
    }

    /// Whether a main clause asks: its sentence ends in a question mark and it begins no answer.
    fn is_question(&self, word: usize) -> bool {
        let tokens = self.tree.sentence_tokens(word);
        tokens.rev().take(3).any(|token| self.tree.form(token).starts_with('?'))
            && self.tree.deprel(word) == Deprel::Root
    }

    fn adverb(&self, state: &mut State, child: usize, small: &str) {
        let span = self.span(child);
        match small {
            "not" | "n't" | "n’t" | "never" | "nowhere" => state.negate(span),
            "longer" if self.tree.of(child).any(|c| self.tree.small(c) == "no") => {
                state.negate(span);
            }
            "hardly" | "barely" | "scarcely" | "rarely" | "seldom" => {
                state.negate(span);
                state.weaken(PROBABLE, Some(span));
            }
            "almost" | "nearly" => state.negate(span),
            "perhaps" | "maybe" | "possibly" | "potentially" | "conceivably" => {
                state.weaken(POSSIBLE, Some(span));
            }
            "probably" | "likely" | "presumably" | "seemingly" | "apparently" | "arguably"
            | "reportedly" | "allegedly" | "supposedly" | "purportedly" => {
                state.weaken(PROBABLE, Some(span));
            }
            _ => {}
        }
    }

    /// Reads "nobody came", "had no connection": a negative argument denies the clause.
    fn argument(&self, state: &mut State, child: usize, small: &str) {
        let tree = &self.tree;
        if is_nobody(small) {
            // "none other than Porter" is Porter.
            let other = tree.of(child).any(|c| tree.small(c) == "other");
            if !other {
                state.negate(self.span(child));
            }
            return;
        }
        let no = tree.of(child).find(|&c| {
            matches!(tree.small(c).as_str(), "no" | "neither")
                && matches!(tree.deprel(c), Deprel::Det | Deprel::CcPreconj | Deprel::Advmod)
        });
        if let Some(no) = no
            && !matches!(tree.lemma(child), "doubt" | "time" | "question" | "wonder" | "longer")
        {
            state.negate(self.span(no));
        }
    }

    fn span(&self, token: usize) -> Span {
        self.tree.document.tokens[token].span
    }
}

/// Whether the word stands for nobody or nothing.
fn is_nobody(small: &str) -> bool {
    matches!(small, "nobody" | "none" | "nothing" | "no-one" | "neither")
}

const PROBABLE: Factuality = Factuality { certainty: Certainty::Pr, polarity: Polarity::Positive };
const POSSIBLE: Factuality = Factuality { certainty: Certainty::Ps, polarity: Polarity::Positive };
const OPEN: Factuality = Factuality::UNCOMMITTED;

/// What is known of the clause that the walk has reached.
struct State {
    value: Factuality,
    future: bool,
    would: Option<Span>,
    conditional: Option<Span>,
    cues: Vec<Cue>,
}

impl State {
    fn certain() -> State {
        State {
            value: Factuality::CERTAIN,
            future: false,
            would: None,
            conditional: None,
            cues: Vec::new(),
        }
    }

    fn cue(&mut self, role: CueRole, span: Option<Span>) {
        self.cues.extend(span.map(|span| Cue { span, role }));
    }

    fn open(&mut self, span: Option<Span>) {
        self.value = OPEN;
        self.cue(CueRole::Hedge, span);
    }

    /// Turns it around; a word that denies a clause and its noun ("had no connection") does so once.
    fn negate(&mut self, span: Span) {
        if self.cues.contains(&Cue { span, role: CueRole::Negation }) {
            return;
        }
        self.value.polarity = match self.value.polarity {
            Polarity::Positive => Polarity::Negative,
            Polarity::Negative => Polarity::Positive,
            Polarity::Unknown => Polarity::Unknown,
        };
        self.cue(CueRole::Negation, Some(span));
    }

    /// Makes it at most as certain as `by`; where that is negative, turns it around.
    fn weaken(&mut self, by: Factuality, span: Option<Span>) {
        if by == Factuality::CERTAIN {
            return;
        }
        if by.certainty == Certainty::U {
            self.open(span);
            return;
        }
        if self.value.certainty != Certainty::U {
            self.value.certainty = self.value.certainty.max(by.certainty);
        }
        let role =
            if by.polarity == Polarity::Negative { CueRole::Negation } else { CueRole::Hedge };
        self.cue(role, span);
        if by.polarity == Polarity::Negative {
            self.value.polarity = match self.value.polarity {
                Polarity::Positive => Polarity::Negative,
                Polarity::Negative => Polarity::Positive,
                Polarity::Unknown => Polarity::Unknown,
            };
        }
    }

    /// Applies what a governing word says of its clause.
    fn follow(&mut self, signature: &Signature, span: Span) {
        let then = match self.value.polarity {
            Polarity::Positive => signature.holds,
            Polarity::Negative => signature.denied,
            Polarity::Unknown => {
                // Of something open only what is known either way is known.
                if signature.holds == signature.denied { signature.holds } else { OPEN }
            }
        };
        if then == Factuality::CERTAIN && self.value == Factuality::CERTAIN {
            return;
        }
        let certainty = match (then.certainty, self.value.certainty) {
            (Certainty::U, _) => Certainty::U,
            (then, Certainty::U) => then,
            (then, now) => then.max(now),
        };
        self.value = Factuality {
            certainty,
            polarity: if certainty == Certainty::U { Polarity::Unknown } else { then.polarity },
        };
        let role =
            if then.polarity == Polarity::Negative { CueRole::Negation } else { CueRole::Hedge };
        if then != Factuality::CERTAIN {
            self.cue(role, Some(span));
        }
    }
}

/// What a word says of the clause that hangs on it.
#[derive(Clone, Copy, Debug)]
struct Signature {
    holds: Factuality,
    denied: Factuality,
}

impl Signature {
    /// Whether the word says the same of a noun: "denied a romance", "cancelled the wedding".
    fn reaches_nouns(&self, lemma: &str) -> bool {
        matches!(
            lemma,
            "deny"
                | "cancel"
                | "prevent"
                | "avoid"
                | "block"
                | "ban"
                | "doubt"
                | "expect"
                | "plan"
                | "abandon"
                | "fear"
                | "want"
                | "demand"
                | "propose"
                | "consider"
                | "threaten"
                | "promise"
        )
    }
}

static SIGNATURES: LazyLock<HashMap<&'static str, Signature>> = LazyLock::new(|| {
    include_str!("factuality/signatures.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let lemma = words.next()?;
            let (holds, denied) = (value(words.next()?)?, value(words.next()?)?);
            Some((lemma, Signature { holds, denied }))
        })
        .collect()
});

fn value(letter: &str) -> Option<Factuality> {
    lexicon::factuality(match letter {
        "+" => "CT+",
        "-" => "CT-",
        "p" => "PR+",
        "q" => "PR-",
        "s" => "PS+",
        "u" => "U",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signature_is_read() {
        let lines = include_str!("factuality/signatures.txt").lines();
        let count = lines.filter(|line| !line.starts_with('#') && !line.is_empty()).count();
        assert_eq!(SIGNATURES.len(), count);
    }
}

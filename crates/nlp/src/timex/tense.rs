//! Tells from the tense on which side of the day spoken from a time lies.
//!
//! "They met on Tuesday" is the Tuesday before, "they will meet on Tuesday" the one to come. The
//! tree leads from the expression up to its verb; an infinitive looks on to the verb that governs it
//! ("plans to meet"), and a verb that has no tense of its own to the next one above.

use super::resolve::Direction;
use crate::document::{Document, SegmentKind};
use crate::span::Span;
use crate::tags::{Deprel, Upos, Xpos};

/// Verbs, nouns and adjectives whose infinitive lies ahead of them.
const AHEAD: &str = "plan schedule expect set hope want intend aim agree promise vow need prepare due \
    ready likely slated about go order ask urge call decide seek threaten propose offer pledge \
    refuse allow require vote decision plan proposal deal agreement effort attempt deadline bid \
    permission invitation try continue return request enable able poise anticipate forecast \
    project commit choose wait supposed suppose bind sure certain unlikely eligible payable \
    announce book tap sign";

/// Verbs that set a time, mostly one to come, also when they are in the past tense.
const SETS_TIMES: &str = "schedule reschedule set extend postpone delay slate book push defer";

/// Returns the side that the verb over the expression at `span` tells.
pub(super) fn direction(document: &Document, span: Span, kind: SegmentKind) -> Direction {
    let Some(head) = head_of(document, span) else { return Direction::Near };
    let mut at = head;
    // A time that only modifies the verb says when; inside a name or as its object it may be any.
    let mut when = true;
    // A token's heads end at the root of its sentence: the bound only guards a broken tree.
    for _ in 0..64 {
        let token = &document.tokens[at];
        // "Agreed in June to buy": the time before an infinitive belongs to the verb above.
        let behind = is_infinitive_after(document, head, at);
        if at != head
            && !behind
            && let Some(direction) = tense_of(document, at, kind)
        {
            let ahead = is_one_of(SETS_TIMES, &token.lemma);
            return match direction {
                Direction::Past if ahead => Direction::Ahead,
                Direction::Past if !when => Direction::Before,
                direction => direction,
            };
        }
        let adverbial = matches!(
            token.deprel,
            Deprel::Obl
                | Deprel::OblUnmarked
                | Deprel::Advmod
                | Deprel::Advcl
                | Deprel::Xcomp
                | Deprel::Ccomp
                | Deprel::Conj
                | Deprel::Parataxis
        );
        when &= adverbial;
        match token.head {
            Some(above) => at = above,
            None => break,
        }
    }
    Direction::Near
}

fn is_one_of(words: &str, lemma: &str) -> bool {
    words.split_whitespace().any(|word| word == lemma)
}

/// Whether the verb at `verb` is an infinitive after the time at `time`: "agreed in June to buy".
pub(super) fn is_infinitive_after(document: &Document, time: usize, verb: usize) -> bool {
    document.tokens[verb].xpos == Xpos::Vb
        && (time + 1..verb).any(|token| document.tokens[token].xpos == Xpos::To)
}

/// Returns the token of the expression that depends on another outside.
pub(super) fn head_of(document: &Document, span: Span) -> Option<usize> {
    let tokens = document.tokens_in(span);
    let outside = |head: Option<usize>| head.is_none_or(|head| !tokens.contains(&head));
    tokens.clone().find(|&token| outside(document.tokens[token].head)).or(tokens.clone().last())
}

/// Returns the side that the word at `at` tells, where it has a tense.
fn tense_of(document: &Document, at: usize, kind: SegmentKind) -> Option<Direction> {
    let token = &document.tokens[at];
    let present = match kind {
        SegmentKind::Title | SegmentKind::Heading | SegmentKind::Caption => Direction::Past,
        _ => Direction::Future,
    };
    let mut finite = None;
    let mut infinitive = token.xpos == Xpos::Vb;
    for child in document.children(at) {
        let helper = &document.tokens[child];
        match helper.deprel {
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop => {}
            Deprel::Mark if helper.xpos == Xpos::To => {
                infinitive = true;
                continue;
            }
            _ => continue,
        }
        let form = document.form(child);
        finite = match helper.xpos {
            Xpos::Md if matches!(form, "could" | "might" | "can") => Some(Direction::Near),
            Xpos::Md => Some(Direction::Future),
            Xpos::Vb if helper.lemma == "have" => Some(Direction::Past),
            Xpos::Vbd if finite != Some(Direction::Future) => Some(Direction::Past),
            _ if form.eq_ignore_ascii_case("had") || form.eq_ignore_ascii_case("was") => {
                Some(Direction::Past)
            }
            Xpos::Vbz | Xpos::Vbp if finite.is_none() => {
                let perfect = helper.lemma == "have" && token.xpos == Xpos::Vbn
                    || matches!(form, "has" | "have" | "'ve" | "’ve");
                Some(if perfect { Direction::Past } else { present })
            }
            _ => finite,
        };
    }
    if finite.is_some() {
        return finite;
    }
    match token.xpos {
        Xpos::Vbd => Some(Direction::Past),
        Xpos::Md => Some(Direction::Future),
        Xpos::Vbz | Xpos::Vbp if token.upos == Upos::Verb || token.upos == Upos::Aux => {
            Some(present)
        }
        _ if infinitive => {
            let above = document.tokens[at].head.map(|above| &document.tokens[above])?;
            is_one_of(AHEAD, &above.lemma).then_some(Direction::Future)
        }
        _ => None,
    }
}

/// Returns whether the verb over the expression tells what has been going on up to now.
pub(super) fn is_perfect(document: &Document, span: Span) -> bool {
    let Some(mut at) = head_of(document, span) else { return false };
    for _ in 0..16 {
        let has = document.children(at).any(|child| {
            let helper = &document.tokens[child];
            helper.deprel == Deprel::Aux
                && helper.lemma == "have"
                && matches!(helper.xpos, Xpos::Vbz | Xpos::Vbp)
        });
        if has {
            return true;
        }
        let token = &document.tokens[at];
        match token.head {
            Some(above) if token.upos != Upos::Verb => at = above,
            _ => return false,
        }
    }
    false
}

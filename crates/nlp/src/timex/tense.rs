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

/// Verbs that, once they are in the past, tell of an infinitive that is past as well.
const TRIES: &str = "seek try attempt continue refuse fail manage decline";

/// Verbs that set a time, mostly one to come, also when they are in the past tense.
const SETS_TIMES: &str = "schedule reschedule set extend postpone delay slate book push defer";

/// Verbs that do so where they lead from one time to another.
const MOVES: &str = "move bump shift";

/// Verbs whose "until" lies ahead of them: "gave them until Tuesday".
const LASTS: &str = "give have adjourn suspend recess stay ban detain remand delay extend put";

/// What a verb tells of the time of its clause.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Tense {
    Past,
    Present,
    Future,
}

/// Where what is to come out is shown or sold: "in theaters Oct. 13".
const SHOWN: &str = "theaters theatres cinemas stores shops bookstores bookshops";

/// What works do, in the present, on the day when they come out.
const OPENS: &str = "opens premieres debuts returns airs arrives drops bows launches lands streams";

/// Adjectives whose time is that of a plan.
const HOLDS_FROM: &str = "effective payable due available redeemable valid eligible scheduled";

/// Returns the side that the verb over the expression at `span` tells.
pub(super) fn direction(document: &Document, span: Span, kind: SegmentKind) -> Direction {
    let Some(head) = head_of(document, span) else { return Direction::Near };
    let case = preposition(document, head).unwrap_or_default().to_ascii_lowercase();
    if case == "since" {
        return Direction::Past;
    }
    let until = matches!(case.as_str(), "until" | "till");
    if is_set_before(document, span) {
        return Direction::Ahead;
    }
    if opens_before(document, span) {
        return Direction::Future;
    }
    let mut at = head;
    // A time that only modifies the verb says when; inside a name or as its object it may be any.
    let mut when = true;
    let loosely = tells_when(document, head);
    // A token's heads end at the root of its sentence: the bound only guards a broken tree.
    for _ in 0..64 {
        let token = &document.tokens[at];
        // "Agreed in June to buy": the time before an infinitive belongs to the verb above.
        let behind = is_infinitive_after(document, head, at);
        if at != head && is_one_of(HOLDS_FROM, &token.lemma) && token.upos == Upos::Adj {
            return Direction::Ahead;
        }
        if at != head
            && !behind
            && let Some(tense) = tense_of(document, at)
        {
            // "Moved from June to July", but not "moved to Lund in June"
            let moves = matches!(&*case, "to" | "from") && is_one_of(MOVES, &token.lemma);
            let sets = moves || is_one_of(SETS_TIMES, &token.lemma);
            let told_after =
                matches!(kind, SegmentKind::Title | SegmentKind::Heading | SegmentKind::Caption);
            return match tense {
                Tense::Past if sets || until && is_one_of(LASTS, &token.lemma) => Direction::Ahead,
                Tense::Past if when => Direction::Past,
                Tense::Past => Direction::Before,
                // Headlines and captions tell what happened in the present tense.
                Tense::Present if told_after => Direction::Past,
                Tense::Present if loosely => Direction::Future,
                Tense::Present => Direction::Near,
                // "He will appeal Tuesday's ruling": there is one already.
                Tense::Future if document.tokens[head].deprel == Deprel::NmodPoss => {
                    Direction::Near
                }
                Tense::Future => Direction::Future,
            };
        }
        when &= matches!(
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
        match token.head {
            Some(above) => at = above,
            None => break,
        }
    }
    nearest_verb(document, head)
}

/// Returns the side that the nearest verb of the sentence tells, where the tree leads to none.
fn nearest_verb(document: &Document, head: usize) -> Direction {
    let Some(sentence) = document.sentences.get(document.sentence_of(head)) else {
        return Direction::Near;
    };
    let side = |at: usize| match document.tokens[at].xpos {
        Xpos::Vbd | Xpos::Vbn => Some(Direction::Past),
        Xpos::Md => Some(Direction::Future),
        _ => None,
    };
    let before = sentence.tokens.start..head;
    let found = before.rev().find_map(side).or_else(|| (head..sentence.tokens.end).find_map(side));
    found.unwrap_or(Direction::Near)
}

/// Whether the token stands as the time of something: "a tour Monday", but not "Monday's tour".
fn tells_when(document: &Document, head: usize) -> bool {
    let token = &document.tokens[head];
    let within = matches!(
        token.deprel,
        Deprel::NmodPoss
            | Deprel::Compound
            | Deprel::Amod
            | Deprel::Obj
            | Deprel::Iobj
            | Deprel::Appos
    );
    let case = preposition(document, head).unwrap_or_default().to_ascii_lowercase();
    let other = matches!(
        case.as_str(),
        "after" | "before" | "from" | "of" | "under" | "over" | "than" | "for"
    );
    !within && !other && !token.deprel.is_subject()
}

/// Whether a word right before the expression says that the time was set: "due Nov. 22".
fn is_set_before(document: &Document, span: Span) -> bool {
    let first = document.tokens_in(span).start;
    let sentence = document.sentences.get(document.sentence_of(first));
    let begin = sentence.map_or(0, |sentence| sentence.tokens.start).max(first.saturating_sub(3));
    // "It had been due to expire on Friday": that Friday is over.
    let had = (begin..first).any(|at| document.form(at).eq_ignore_ascii_case("had"))
        || begin.checked_sub(1).is_some_and(|at| document.form(at).eq_ignore_ascii_case("had"));
    // "The film (out Nov. 17)", "in theaters Oct. 13"
    let word = |back: usize| first.checked_sub(back).filter(|&at| at >= begin);
    let is = |back: usize, words: &str| {
        word(back).is_some_and(|at| is_one_of(words, &document.form(at).to_ascii_lowercase()))
    };
    let out = is(1, "out") && is(2, "( –") || is(1, SHOWN) && is(2, "in");
    out || !had
        && (begin..first).any(|at| is_one_of("due effective payable", &document.tokens[at].lemma))
}

/// Whether what is shown or sold opens at the expression: "hits theaters Friday", "premieres Sept. 12
/// on Hulu", whatever the tagger takes the word for.
fn opens_before(document: &Document, span: Span) -> bool {
    let first = document.tokens_in(span).start;
    let sentence = document.sentences.get(document.sentence_of(first));
    let begin = sentence.map_or(0, |sentence| sentence.tokens.start).max(first.saturating_sub(4));
    (begin..first).rev().any(|at| {
        is_one_of(OPENS, document.form(at))
            && (at + 1..first).all(|between| {
                !matches!(document.tokens[between].upos, Upos::Verb | Upos::Aux | Upos::Punct)
            })
    })
}

/// Returns the preposition of the phrase that the token heads.
fn preposition(document: &Document, head: usize) -> Option<&str> {
    let case = document.children(head).find(|&it| document.tokens[it].deprel == Deprel::Case);
    case.map(|it| document.form(it))
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

/// Returns the tense of the word at `at`, where it has one.
fn tense_of(document: &Document, at: usize) -> Option<Tense> {
    let token = &document.tokens[at];
    let mut finite = None;
    let mut infinitive = token.xpos == Xpos::Vb;
    let mut doubtful = false;
    let mut negated = false;
    for child in document.children(at) {
        let helper = &document.tokens[child];
        match helper.deprel {
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop => {}
            Deprel::Mark if helper.xpos == Xpos::To => {
                infinitive = true;
                continue;
            }
            _ => {
                negated |= matches!(helper.lemma.as_str(), "not" | "never" | "n't" | "neither");
                continue;
            }
        }
        let form = document.form(child);
        let first = document.sentences[document.sentence_of(at)].tokens.start == child;
        if helper.xpos == Xpos::Md && form.starts_with(char::is_uppercase) && !first {
            // "Theresa May met"
            continue;
        }
        finite = match helper.xpos {
            Xpos::Md => {
                doubtful = matches!(form, "could" | "can");
                Some(Tense::Future)
            }
            // "Will have been", "to have been"
            Xpos::Vb if helper.lemma == "have" => Some(Tense::Past),
            _ if form.eq_ignore_ascii_case("had") => Some(Tense::Past),
            Xpos::Vbd if finite != Some(Tense::Future) => Some(Tense::Past),
            Xpos::Vbz | Xpos::Vbp if finite.is_none() => {
                Some(if helper.lemma == "have" { Tense::Past } else { Tense::Present })
            }
            _ => finite,
        };
    }
    if finite == Some(Tense::Future) && doubtful && negated {
        // "He could not be found on Wednesday."
        return Some(Tense::Past);
    }
    if finite.is_some() {
        return finite;
    }
    match token.xpos {
        Xpos::Vbd => Some(Tense::Past),
        Xpos::Md => Some(Tense::Future),
        Xpos::Vbz | Xpos::Vbp if matches!(token.upos, Upos::Verb | Upos::Aux) => {
            Some(Tense::Present)
        }
        // "The shares bought on Thursday", but not "expected to be bought on Thursday"
        Xpos::Vbn if !infinitive => Some(Tense::Past),
        // "Plans to meet"
        Xpos::Nn | Xpos::Nns if is_one_of(AHEAD, &token.lemma) => {
            let to_do = document.children(at).any(|child| {
                let child = &document.tokens[child];
                child.deprel == Deprel::Acl && child.xpos == Xpos::Vb
            });
            to_do.then_some(Tense::Future)
        }
        _ if infinitive => {
            let above = token.head?;
            // "Sought to explain it on Monday": what was tried was done.
            let tried = document.tokens[above].xpos == Xpos::Vbd
                && is_one_of(TRIES, &document.tokens[above].lemma);
            if tried {
                return Some(Tense::Past);
            }
            let ahead = is_one_of(AHEAD, &document.tokens[above].lemma);
            // "It had been due to end on Friday."
            let had = document
                .children(above)
                .any(|child| document.form(child).eq_ignore_ascii_case("had"));
            ahead.then_some(if had { Tense::Past } else { Tense::Future })
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

/// Returns whether the expression says when the main clause of its sentence happens, or heads it.
pub(super) fn is_main(document: &Document, span: Span) -> bool {
    let Some(head) = head_of(document, span) else { return true };
    let token = &document.tokens[head];
    let adverbial = matches!(token.deprel, Deprel::Obl | Deprel::OblUnmarked | Deprel::Advmod);
    match token.head {
        None => true,
        Some(above) => adverbial && document.tokens[above].head.is_none(),
    }
}

/// Returns whether the verb over the expression tells what will be.
pub(super) fn is_to_come(document: &Document, span: Span) -> bool {
    let Some(mut at) = head_of(document, span) else { return false };
    for _ in 0..16 {
        let token = &document.tokens[at];
        if matches!(token.upos, Upos::Verb | Upos::Aux) {
            return tense_of(document, at) == Some(Tense::Future);
        }
        match token.head {
            Some(above) => at = above,
            None => return tense_of(document, at) == Some(Tense::Future),
        }
    }
    false
}

/// Returns whether the expression is part of what a noun names: "the summer holidays".
pub(super) fn is_inside_a_noun(document: &Document, span: Span) -> bool {
    let tokens = document.tokens_in(span);
    let noun = |above: usize| matches!(document.tokens[above].upos, Upos::Noun | Upos::Propn);
    tokens.clone().any(|token| {
        let token = &document.tokens[token];
        matches!(token.deprel, Deprel::Compound | Deprel::Nummod | Deprel::Amod)
            && token.head.is_some_and(|above| above >= tokens.end && noun(above))
    })
}

/// Returns whether the expression says whose something is: "a photograph from June".
pub(super) fn is_of_a_noun(document: &Document, span: Span) -> bool {
    head_of(document, span).is_some_and(|head| {
        let token = &document.tokens[head];
        let noun = |above: usize| {
            matches!(document.tokens[above].upos, Upos::Noun | Upos::Propn)
                && document.child(above, Deprel::Cop).is_none()
        };
        token.deprel == Deprel::Nmod && token.head.is_some_and(noun)
    })
}

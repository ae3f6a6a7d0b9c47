//! Finds the verb of a sentence that was taken for a participle or a noun.
//!
//! "The action sequel halted production": a form in -ed between two nouns is mostly a participle
//! that belongs to the second. Where the sentence would then have no verb at all, it is what the
//! first did. And what has a subject and an object or a clause, but no copula, is a verb, whatever
//! its tag: "sources allege that".

use crate::document::Token;
use crate::tags::{Deprel, Upos, Xpos};

/// Mends the tree of one sentence, whose tokens begin at `first` in their document.
pub(crate) fn find(tokens: &mut [Token], first: usize, forms: &[&str]) {
    if let Some((subject, verb, object)) = hidden(tokens, first, forms) {
        let mut moving = false;
        for at in 0..tokens.len() {
            if local(tokens, first, at) != Some(object) || at == verb {
                continue;
            }
            if at < verb {
                tokens[at].head = Some(first + subject);
            } else if at > object {
                // Nothing of the noun stands beyond what is the verb's: arcs do not cross.
                moving |= !belongs_to_noun(tokens[at].deprel);
                if moving {
                    tokens[at].head = Some(first + verb);
                }
            }
        }
        let mut set = |at: usize, head: Option<usize>, deprel| {
            (tokens[at].head, tokens[at].deprel) = (head.map(|head| first + head), deprel);
        };
        set(verb, None, Deprel::Root);
        set(subject, Some(verb), Deprel::Nsubj);
        set(object, Some(verb), Deprel::Obj);
        (tokens[verb].upos, tokens[verb].xpos) = (Upos::Verb, Xpos::Vbd);
    }
    for at in 0..tokens.len() {
        if is_past(tokens, first, at) {
            tokens[at].xpos = Xpos::Vbd;
        }
        // Few words have a subject: only these are looked at.
        let governor = local(tokens, first, at).filter(|_| tokens[at].deprel == Deprel::Nsubj);
        if let Some(verb) = governor.filter(|&verb| governs_like_a_verb(tokens, first, verb)) {
            let xpos = match forms[verb] {
                form if form.ends_with("ed") => Xpos::Vbd,
                form if form.ends_with('s') && !form.ends_with("ss") => Xpos::Vbz,
                _ => Xpos::Vbp,
            };
            (tokens[verb].upos, tokens[verb].xpos) = (Upos::Verb, xpos);
        }
    }
}

/// Returns the head of a word, counted in the sentence.
fn local(tokens: &[Token], first: usize, word: usize) -> Option<usize> {
    tokens[word].head.map(|head| head - first)
}

/// Returns whether what follows a noun with that relation stays with the noun when it is an object.
fn belongs_to_noun(deprel: Deprel) -> bool {
    matches!(
        deprel.universal(),
        Deprel::Nmod | Deprel::Flat | Deprel::Conj | Deprel::Appos | Deprel::Acl | Deprel::Case
    )
}

/// Returns subject, verb and object of a sentence in which no verb was found.
fn hidden(tokens: &[Token], first: usize, forms: &[&str]) -> Option<(usize, usize, usize)> {
    let object = tokens.iter().position(|t| t.head.is_none())?;
    let is_noun = |at: usize| matches!(tokens[at].upos, Upos::Noun | Upos::Propn);
    let finite = |t: &Token| {
        matches!(t.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md) || t.upos == Upos::Aux
    };
    if !is_noun(object) || tokens.iter().any(finite) || forms.last() != Some(&".") {
        return None;
    }
    let own = |at: usize| local(tokens, first, at) == Some(object);
    let verb = (1..object).rev().find(|&at| {
        own(at)
            && matches!(tokens[at].deprel, Deprel::Amod | Deprel::Acl | Deprel::Compound)
            && forms[at].ends_with("ed")
            && forms[at].chars().all(char::is_lowercase)
    })?;
    let subject = verb - 1;
    // "The computer" needs its article, a name none; "a freshly painted wall" has an adverb there.
    let named =
        tokens[subject].upos == Upos::Propn || matches!(tokens[0].upos, Upos::Det | Upos::Pron);
    let whole = (0..verb).all(|at| {
        let head = local(tokens, first, at);
        own(at) || head.is_some_and(|head| head < verb)
    });
    (named && whole && own(subject) && is_noun(subject)).then_some((subject, verb, object))
}

/// Returns whether a participle has a subject and no auxiliary: then it is the past tense.
fn is_past(tokens: &[Token], first: usize, at: usize) -> bool {
    let children = || (0..tokens.len()).filter(|&w| local(tokens, first, w) == Some(at));
    tokens[at].xpos == Xpos::Vbn
        && tokens[at].upos == Upos::Verb
        && matches!(tokens[at].deprel.universal(), Deprel::Root | Deprel::Ccomp | Deprel::Parataxis)
        && children().any(|w| w < at && tokens[w].deprel == Deprel::Nsubj)
        && !children().any(|w| {
            matches!(tokens[w].deprel.universal(), Deprel::Aux | Deprel::Cop)
                || tokens[w].upos == Upos::Aux
        })
}

/// Returns whether a word that is tagged as no verb has the subject and the object or clause of one.
fn governs_like_a_verb(tokens: &[Token], first: usize, at: usize) -> bool {
    let mut children = (0..tokens.len()).filter(|&w| local(tokens, first, w) == Some(at));
    let (mut subject, mut object) = (false, false);
    matches!(tokens[at].xpos, Xpos::Nn | Xpos::Nns | Xpos::Jj)
        && children.all(|w| {
            let deprel = tokens[w].deprel;
            subject |= deprel == Deprel::Nsubj && w < at;
            object |= matches!(deprel, Deprel::Obj | Deprel::Ccomp) && w > at;
            !matches!(
                deprel.universal(),
                Deprel::Cop | Deprel::Aux | Deprel::Det | Deprel::Case | Deprel::Amod
            )
        })
        && subject
        && object
}

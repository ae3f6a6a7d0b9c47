//! Finds the verb behind a title: "“The Winter Crown” debuts June 3".
//!
//! "Debuts" and "premieres" are mostly nouns, and so a sentence whose subject stands in quotation marks
//! often goes without a verb. Where a time or a place follows and no other verb is there, it is one.

use crate::document::Token;
use crate::tags::{Deprel, Upos, Xpos};

/// What works do when they are shown, as a form that may be a noun too.
const SHOWN: &[&str] = &[
    "debuts",
    "premieres",
    "returns",
    "drops",
    "bows",
    "airs",
    "launches",
    "screens",
    "streams",
    "hits",
];

/// Words before a time or a place.
const BEFORE: &[&str] = &["on", "in", "at", "this", "next", "exclusively", "globally"];

/// Mends the tree of one sentence, whose tokens begin at `first` in their document.
pub(crate) fn verb(tokens: &mut [Token], first: usize, forms: &[&str]) {
    let finite = |t: &Token| {
        matches!(t.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md) || t.upos == Upos::Aux
    };
    if tokens.iter().any(finite) {
        return;
    }
    let found = (2..tokens.len().saturating_sub(1)).find(|&at| {
        let next = forms[at + 1];
        SHOWN.contains(&forms[at])
            && tokens[at].upos == Upos::Noun
            && matches!(forms[at - 1], "”" | "\"" | "’" | "'")
            && (BEFORE.contains(&next) || next.starts_with(char::is_uppercase))
    });
    let Some(verb) = found else { return };
    let quote = |at: &usize| matches!(forms[*at], "“" | "\"" | "‘" | "'");
    let Some(open) = (0..verb - 1).rev().find(quote) else { return };
    let Some(root) = tokens.iter().position(|t| t.head.is_none()) else { return };
    let inside = open + 1..verb - 1;
    let word = |&at: &usize| tokens[at].upos != Upos::Punct;
    let Some(last) = inside.clone().rev().find(word) else { return };
    let subject = match root {
        root if inside.contains(&root) => root,
        root if root == verb => last,
        _ => return,
    };
    for at in (0..tokens.len()).filter(|&at| at != verb) {
        if at == subject {
            (tokens[at].head, tokens[at].deprel) = (Some(first + verb), Deprel::Nsubj);
        } else if tokens[at].head == Some(first + verb) && at < verb {
            tokens[at].head = Some(first + subject);
        } else if at > verb && tokens[at].head == Some(first + subject) {
            tokens[at].head = Some(first + verb);
        }
        if at > verb && tokens[at].head == Some(first + verb) {
            tokens[at].deprel = match tokens[at].deprel {
                Deprel::Nmod | Deprel::Appos => Deprel::Obl,
                Deprel::NmodUnmarked | Deprel::Compound => Deprel::OblUnmarked,
                other => other,
            };
        }
    }
    (tokens[verb].head, tokens[verb].deprel) = (None, Deprel::Root);
    (tokens[verb].upos, tokens[verb].xpos) = (Upos::Verb, Xpos::Vbz);
}

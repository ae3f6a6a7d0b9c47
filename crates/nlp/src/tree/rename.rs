//! Reads "her husband, Jo Lind, said" as one person twice: two nouns between commas look like the
//! beginning of a list, and a reader of trees takes them for one.

use crate::document::Token;
use crate::tags::{Deprel, Upos};

/// Makes a name between commas rename the person before it, in one sentence whose tokens begin at
/// `first` in their document.
pub(crate) fn rename(tokens: &mut [Token], first: usize, forms: &[&str]) {
    for name in 2..tokens.len() {
        let Some(noun) = tokens[name].head.and_then(|head| head.checked_sub(first)) else {
            continue;
        };
        let listed = tokens[name].deprel == Deprel::Conj
            && tokens[name].upos == Upos::Propn
            && noun < name
            && tokens[noun].upos == Upos::Noun;
        if !listed || forms[name - 1] != "," || noun + 2 != name {
            continue;
        }
        let owned = tokens
            .iter()
            .any(|token| token.head == Some(first + noun) && token.deprel == Deprel::NmodPoss);
        let below = |token: &Token, above: usize, deprel: Deprel| {
            token.head == Some(first + above) && token.deprel == deprel
        };
        // A list has a further member, or an "and".
        let list = tokens.iter().enumerate().any(|(at, token)| {
            at != name && below(token, noun, Deprel::Conj) || below(token, name, Deprel::Cc)
        });
        let mut end = name + 1;
        while tokens.get(end).is_some_and(|token| below(token, name, Deprel::Flat)) {
            end += 1;
        }
        let closed = forms.get(end).is_none_or(|form| matches!(*form, "," | "." | ";" | ")"));
        if owned && !list && closed {
            tokens[name].deprel = Deprel::Appos;
        }
    }
}

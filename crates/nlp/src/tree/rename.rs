//! Reads "her husband, Jo Lind, said" as one person twice: two nouns between commas look like the
//! beginning of a list, and a reader of trees takes them for one. And of "painter Jo Lind" makes the
//! name the head, which a noun without an article describes.

use crate::document::Token;
use crate::tags::{Deprel, Upos, Xpos};

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

/// Makes a noun right before a name describe it, in one sentence whose tokens begin at `first` in
/// their document.
pub(crate) fn describe(tokens: &mut [Token], first: usize, forms: &[&str]) {
    for name in 1..tokens.len() {
        let noun = name - 1;
        let after = |token: &Token| token.head == Some(first + noun);
        let determined = tokens.iter().any(|token| {
            after(token) && matches!(token.deprel, Deprel::Det | Deprel::NmodPoss | Deprel::Nummod)
        });
        if tokens[name].upos == Upos::Propn
            && tokens[name].deprel == Deprel::Appos
            && after(&tokens[name])
            && tokens[noun].upos == Upos::Noun
            && !determined
        {
            let (head, deprel) = (tokens[noun].head, tokens[noun].deprel);
            for (at, token) in tokens.iter_mut().enumerate() {
                let own = at < noun && matches!(token.deprel, Deprel::Amod | Deprel::Compound);
                if at != name && after(token) && !own {
                    token.head = Some(first + name);
                }
            }
            (tokens[name].head, tokens[name].deprel) = (head, deprel);
            (tokens[noun].head, tokens[noun].deprel) = (Some(first + name), Deprel::NmodDesc);
        }
        // A word in small letters that describes a name is no name.
        if tokens[noun].deprel == Deprel::NmodDesc
            && tokens[noun].upos == Upos::Propn
            && forms[noun].starts_with(char::is_lowercase)
        {
            (tokens[noun].upos, tokens[noun].xpos) = (Upos::Noun, Xpos::Nn);
        }
    }
}

//! Makes a name the head of "painter Jo Lind", which a noun without an article describes: the parser
//! takes the one or the other for it; and makes one of a name that it cut in two.

use crate::document::Token;
use crate::tags::{Deprel, Upos, Xpos};

/// Makes a noun right before a name describe it, in one sentence whose tokens begin at `first` in
/// their document.
pub(crate) fn names(tokens: &mut [Token], first: usize, forms: &[&str]) {
    for name in 1..tokens.len() {
        let noun = name - 1;
        if tokens[name].upos == Upos::Propn
            && tokens[name].deprel == Deprel::Appos
            && tokens[name].head == Some(first + noun)
            && tokens[noun].upos == Upos::Noun
        {
            by_noun(tokens, first, noun, name);
        }
        // "told Harbour Notes": one name was cut into two objects.
        let object = |at: usize, deprel: Deprel| {
            tokens[at].upos == Upos::Propn && tokens[at].deprel == deprel
        };
        if object(name, Deprel::Obj)
            && object(noun, Deprel::Iobj)
            && tokens[name].head == tokens[noun].head
        {
            (tokens[noun].head, tokens[noun].deprel) = (Some(first + name), Deprel::Compound);
        }
        // "“It is good,” commentator Jo Lind said": both were taken for subjects, of two verbs.
        if tokens[name].upos == Upos::Propn
            && tokens[name].deprel == Deprel::Nsubj
            && tokens[noun].deprel == Deprel::Nsubj
            && tokens[noun].upos == Upos::Noun
            && tokens[noun].head.is_some_and(|head| head < first + noun)
            && tokens[name].head.is_some_and(|head| head > first + name)
        {
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

/// Makes the noun that the name hangs on describe it, unless it has an article, an owner or a number.
fn by_noun(tokens: &mut [Token], first: usize, noun: usize, name: usize) {
    let below = |token: &Token| token.head == Some(first + noun);
    let determined = tokens.iter().any(|token| {
        below(token) && matches!(token.deprel, Deprel::Det | Deprel::NmodPoss | Deprel::Nummod)
    });
    if determined {
        return;
    }
    let (head, deprel) = (tokens[noun].head, tokens[noun].deprel);
    for (at, token) in tokens.iter_mut().enumerate() {
        let own = at < noun && matches!(token.deprel, Deprel::Amod | Deprel::Compound);
        if below(token) && !own {
            token.head = Some(first + name);
        }
    }
    (tokens[name].head, tokens[name].deprel) = (head, deprel);
    (tokens[noun].head, tokens[noun].deprel) = (Some(first + name), Deprel::NmodDesc);
}

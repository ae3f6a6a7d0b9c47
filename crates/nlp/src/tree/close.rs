//! Reads "a source close tells ..." as a source that is close: the treebanks hardly know an adjective
//! behind its noun, and take it for a noun.

use crate::document::Token;
use crate::tags::{Deprel, Upos, Xpos};

/// Makes "close" an adjective in one sentence, whose tokens begin at `first` in their document.
pub(crate) fn describe(tokens: &mut [Token], first: usize, forms: &[&str]) {
    for close in 1..tokens.len() {
        let noun = close - 1;
        let mistaken = forms[close].eq_ignore_ascii_case("close")
            && tokens[close].upos == Upos::Noun
            && tokens[noun].upos == Upos::Noun
            && tokens[noun].deprel == Deprel::Compound
            && tokens[noun].head == Some(first + close);
        if !mistaken {
            continue;
        }
        let (head, deprel) = (tokens[close].head, tokens[close].deprel);
        (tokens[noun].head, tokens[noun].deprel) = (head, deprel);
        (tokens[close].upos, tokens[close].xpos) = (Upos::Adj, Xpos::Jj);
        (tokens[close].head, tokens[close].deprel) = (Some(first + noun), Deprel::Amod);
        // "close to the pair" goes on describing how close.
        for other in (0..tokens.len()).filter(|&other| other != noun) {
            let after = other > close && tokens[other].deprel.universal() == Deprel::Obl;
            if tokens[other].head == Some(first + close) && !after {
                tokens[other].head = Some(first + noun);
            }
        }
    }
}

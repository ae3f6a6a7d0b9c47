//! Dictionary forms on gold tokens, with the program's own tags, against the treebanks.

use std::io;
use std::path::Path;

use corpora::treebank::Split;
use reportedly_nlp::{Token, Upos, syntax};

use crate::gold::{gold_tokens, treebanks};
use crate::score::percent;

/// Returns the accuracies of all words and of verbs, as lines; with `errors` it prints every wrong
/// one.
pub fn lemmas(data: &Path, split: Split, errors: bool) -> io::Result<Vec<String>> {
    let mut lines = Vec::new();
    for (name, documents) in treebanks(data, split)? {
        let (mut words, mut right, mut verbs, mut right_verbs, mut bare) = (0, 0, 0, 0, 0);
        for document in &documents {
            let mut predicted = gold_tokens(document);
            syntax::analyse(&mut predicted);
            let gold = document.gold.iter().flat_map(|s| &s.words);
            for (token, word) in predicted.tokens.iter().zip(gold) {
                let same = token.lemma == word.lemma;
                if errors && !same {
                    let Token { lemma, upos, xpos, .. } = token;
                    let tags = format!("{upos} {xpos}, gold {} {}", word.upos, word.xpos);
                    println!("{}: {lemma}, gold {} ({tags})", word.form, word.lemma);
                }
                words += 1;
                right += usize::from(same);
                bare += usize::from(token.lemma.to_lowercase() == word.lemma.to_lowercase());
                if word.upos == Upos::Verb {
                    verbs += 1;
                    right_verbs += usize::from(same);
                }
            }
        }
        lines.push(format!(
            "{name} lemmas {:.2}  (capitals aside {:.2}, verbs {:.2}; {words} words)",
            percent(right, words),
            percent(bare, words),
            percent(right_verbs, verbs)
        ));
    }
    Ok(lines)
}

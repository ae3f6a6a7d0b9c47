//! Parts of speech on gold tokens, against the treebanks.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use corpora::treebank::Split;
use reportedly_nlp::syntax;

use crate::gold::{gold_tokens, treebanks};
use crate::score::{Score, percent};

/// Returns the accuracies and the score of each universal tag, as lines.
pub fn tags(data: &Path, split: Split) -> io::Result<Vec<String>> {
    let mut lines = Vec::new();
    for (name, documents) in treebanks(data, split)? {
        let (mut words, mut upos, mut xpos) = (0, 0, 0);
        let mut by_tag: BTreeMap<_, Score> = BTreeMap::new();
        for document in &documents {
            let mut predicted = gold_tokens(document);
            syntax::analyse(&mut predicted);
            let gold = document.gold.iter().flat_map(|s| &s.words);
            for (token, word) in predicted.tokens.iter().zip(gold) {
                words += 1;
                upos += usize::from(token.upos == word.upos);
                xpos += usize::from(token.xpos == word.xpos);
                by_tag.entry(token.upos).or_default().predicted += 1;
                let gold = by_tag.entry(word.upos).or_default();
                gold.gold += 1;
                gold.correct += usize::from(token.upos == word.upos);
            }
        }
        lines.push(format!(
            "{name} UPOS {:.2}  XPOS {:.2}  ({words} words)",
            percent(upos, words),
            percent(xpos, words)
        ));
        lines.extend(by_tag.iter().map(|(tag, score)| format!("  {:6} {score}", tag.as_str())));
    }
    Ok(lines)
}

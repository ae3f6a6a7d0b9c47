//! Makes the lemma model from the treebanks: endings, and the words that they get wrong.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;
use std::path::Path;

use reportedly_nlp::lemma::{LONGEST_ENDING, edit, spelling};
use reportedly_nlp::model::Writer;

use crate::vectors::treebank_train;

/// `(cut, add)`: what an ending does.
type Edit = (usize, String);

/// Returns the model file.
pub fn train(data: &Path) -> io::Result<Vec<u8>> {
    let mut seen: BTreeMap<(String, &str), BTreeMap<String, u32>> = BTreeMap::new();
    for word in treebank_train(data)?.into_iter().flat_map(|s| s.words) {
        if word.lemma != "_" && !word.form.contains(char::is_whitespace) {
            let key = (spelling(&word.form, word.upos, word.xpos), word.xpos.as_str());
            *seen.entry(key).or_default().entry(word.lemma).or_default() += 1;
        }
    }
    let best: BTreeMap<(String, &str), String> = seen
        .into_iter()
        .map(|(key, lemmas)| {
            let best = lemmas.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
            (key, best.map(|b| b.0).unwrap_or_default())
        })
        .collect();
    let endings = endings(&best);
    let mut rules = String::new();
    for ((ending, xpos), (cut, add)) in &endings {
        let _ = writeln!(rules, "{ending}\t{xpos}\t{cut} {add}");
    }
    let mut words = String::new();
    for ((word, xpos), lemma) in &best {
        if apply(&endings, word, xpos) != *lemma {
            let _ = writeln!(words, "{word}\t{xpos}\t{lemma}");
        }
    }
    eprintln!("{} endings, {} words of their own", endings.len(), words.lines().count());
    let mut writer = Writer::default();
    writer.text("words", words.trim_end_matches('\n'));
    writer.text("endings", rules.trim_end_matches('\n'));
    Ok(writer.finish())
}

/// Returns, for each ending that is common enough, what most words with it do, unless the next
/// shorter ending says the same.
fn endings(best: &BTreeMap<(String, &str), String>) -> BTreeMap<(String, String), Edit> {
    let mut counts: BTreeMap<(String, String), BTreeMap<Edit, u32>> = BTreeMap::new();
    for ((word, xpos), lemma) in best {
        let edit = edit_of(word, lemma);
        for ending in endings_of(word) {
            *counts
                .entry((ending, (*xpos).to_owned()))
                .or_default()
                .entry(edit.clone())
                .or_default() += 1;
        }
    }
    let mut chosen: BTreeMap<(String, String), Edit> = BTreeMap::new();
    let mut by_length: Vec<_> = counts.into_iter().collect();
    by_length.sort_by_key(|((ending, _), _)| ending.chars().count());
    for ((ending, xpos), edits) in by_length {
        let Some((edit, count)) =
            edits.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))
        else {
            continue;
        };
        let mut shorter = ending.as_str();
        let inherited = loop {
            let mut chars = shorter.chars();
            if chars.next().is_none() {
                break None;
            }
            shorter = chars.as_str();
            if let Some(edit) = chosen.get(&(shorter.to_owned(), xpos.clone())) {
                break Some(edit);
            }
        };
        let common = count >= 2 || ending.is_empty();
        if common && inherited != Some(&edit) {
            chosen.insert((ending, xpos), edit);
        }
    }
    chosen
}

fn endings_of(word: &str) -> Vec<String> {
    let lower = word.to_lowercase();
    let starts: Vec<usize> = lower.char_indices().map(|(at, _)| at).chain([lower.len()]).collect();
    starts[starts.len().saturating_sub(LONGEST_ENDING + 1)..]
        .iter()
        .map(|&start| lower[start..].to_owned())
        .collect()
}

fn edit_of(word: &str, lemma: &str) -> Edit {
    let same = word.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
    (word.chars().count() - same, lemma.chars().skip(same).collect())
}

fn apply(endings: &BTreeMap<(String, String), Edit>, word: &str, xpos: &str) -> String {
    for ending in endings_of(word) {
        if let Some((cut, add)) = endings.get(&(ending, xpos.to_owned())) {
            return edit(word, *cut, add);
        }
    }
    word.to_owned()
}

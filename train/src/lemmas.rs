//! Makes the lemma model from the treebanks: endings, and the words that the rules get wrong. What
//! grammars list as irregular verbs is added to what the treebanks show.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;
use std::path::Path;

use reportedly_nlp::Xpos;
use reportedly_nlp::inflection;
use reportedly_nlp::lemma::{by_rule, endings as endings_of, spelling};
use reportedly_nlp::model::{Sections, Writer};

use crate::vectors::treebank_train;

/// Irregular verbs: the verb, its past tense and its participle.
const IRREGULAR: &str = include_str!("lemmas/irregular.txt");

/// `(cut, add)`: what an ending does.
type Edit = (usize, String);
/// A form, or an ending, and its tag.
type Form = (String, Xpos);

/// Returns the model file.
pub fn train(data: &Path, vectors: &[u8]) -> io::Result<Vec<u8>> {
    let sections = Sections::read(vectors).ok_or_else(|| io::Error::other("no word vectors"))?;
    let known: BTreeMap<&str, usize> = sections.text("words").lines().zip(0..).collect();
    let rank = |word: &str| known.get(word).copied();
    let mut seen: BTreeMap<Form, BTreeMap<String, u32>> = BTreeMap::new();
    for word in treebank_train(data)?.into_iter().flat_map(|s| s.words) {
        if word.lemma != "_" && !word.form.contains(char::is_whitespace) {
            let key = (spelling(&word.form, word.upos, word.xpos), word.xpos);
            *seen.entry(key).or_default().entry(word.lemma).or_default() += 1;
        }
    }
    for (form, verb) in irregular() {
        seen.entry(form).or_insert_with(|| [(verb.to_owned(), 1)].into());
    }
    let best: BTreeMap<Form, String> = seen
        .into_iter()
        .map(|(key, lemmas)| {
            let best = lemmas.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
            (key, best.map(|b| b.0).unwrap_or_default())
        })
        .collect();
    // Endings are for the words that the rules of inflection know nothing of.
    let unruled =
        best.iter().filter(|((word, xpos), _)| inflection::base(word, *xpos, rank).is_none());
    let endings = endings(unruled);
    let mut rules = String::new();
    for ((ending, xpos), (cut, add)) in &endings {
        let _ = writeln!(rules, "{ending}\t{xpos}\t{cut} {add}");
    }
    let mut words = String::new();
    for ((word, xpos), lemma) in &best {
        let ending = |ending: &str| {
            let (cut, add) = endings.get(&(ending.to_owned(), *xpos))?;
            Some((*cut, add.as_str()))
        };
        if by_rule(word.clone(), *xpos, rank, ending) != *lemma {
            let _ = writeln!(words, "{word}\t{xpos}\t{lemma}");
        }
    }
    eprintln!("{} endings, {} words of their own", endings.len(), words.lines().count());
    let mut writer = Writer::default();
    writer.text("words", words.trim_end_matches('\n'));
    writer.text("endings", rules.trim_end_matches('\n'));
    Ok(writer.finish())
}

/// Returns the irregular forms of verbs, each with its verb.
fn irregular() -> impl Iterator<Item = (Form, &'static str)> {
    IRREGULAR.lines().flat_map(|line| {
        let mut words = line.split(' ');
        let verb = words.next().unwrap_or_default();
        let forms = words.zip([Xpos::Vbd, Xpos::Vbn]);
        forms.map(move |(form, xpos)| ((form.to_owned(), xpos), verb))
    })
}

/// Returns, for each ending that is common enough, what most words with it do, unless the next
/// shorter ending says the same.
fn endings<'a>(best: impl Iterator<Item = (&'a Form, &'a String)>) -> BTreeMap<Form, Edit> {
    let mut counts: BTreeMap<Form, BTreeMap<Edit, u32>> = BTreeMap::new();
    for ((word, xpos), lemma) in best {
        let edit = edit_of(word, lemma);
        for ending in endings_of(&word.to_lowercase()) {
            let edits = counts.entry((ending.to_owned(), *xpos)).or_default();
            *edits.entry(edit.clone()).or_default() += 1;
        }
    }
    let mut chosen: BTreeMap<Form, Edit> = BTreeMap::new();
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
            if let Some(edit) = chosen.get(&(shorter.to_owned(), xpos)) {
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

fn edit_of(word: &str, lemma: &str) -> Edit {
    let same = word.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
    (word.chars().count() - same, lemma.chars().skip(same).collect())
}

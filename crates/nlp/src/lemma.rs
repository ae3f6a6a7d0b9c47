//! Finds the dictionary form of a word: "be" for "was", "film" for "films".
//!
//! Needs the form and its tags. Words that the rules would get wrong are listed. Of all others a
//! regular form leads to a known word ([`crate::inflection`]), or the longest known ending tells
//! what to cut off and what to put on.

use crate::inflection;
use crate::model::Sections;
use crate::tags::{Upos, Xpos};
use crate::vectors::{Vectors, WordMap};

/// The learned lemmas.
#[derive(Debug)]
pub struct Lemmas {
    /// `form TAB xpos` to a line of `lemmas`.
    words: WordMap,
    lemmas: Vec<&'static str>,
    /// `ending TAB xpos` to a line of `edits`.
    endings: WordMap,
    edits: Vec<(usize, &'static str)>,
}

/// The longest ending that a rule may look at, in characters.
pub const LONGEST_ENDING: usize = 6;

impl Lemmas {
    pub(crate) fn load(sections: &Sections<'static>) -> Lemmas {
        let (words, lemmas) = columns(sections.text("words"));
        let (endings, edits) = columns(sections.text("endings"));
        let edits = edits.iter().map(|edit| {
            let (cut, add) = edit.split_once(' ').unwrap_or(("0", ""));
            (cut.parse().unwrap_or(0), add)
        });
        Lemmas { words, lemmas, endings, edits: edits.collect() }
    }
}

/// Splits lines into a key and the words after its second tab.
fn columns(text: &'static str) -> (WordMap, Vec<&'static str>) {
    let (mut keys, mut values) = (WordMap::default(), Vec::new());
    for (line, number) in text.lines().zip(0..) {
        if let Some(tab) = line.rfind('\t') {
            keys.insert(&line[..tab], number);
            values.push(&line[tab + 1..]);
        }
    }
    (keys, values)
}

/// Returns the spelling that rules work on: names keep their capitals, other words lose them, but
/// for abbreviations such as "CEO".
pub fn spelling(form: &str, upos: Upos, xpos: Xpos) -> String {
    let plain = |form: &str| form.replace(['’', '‘', '`'], "'");
    // The "American" of "American Airlines" is a name by its Penn tag alone.
    let is_name = upos == Upos::Propn || matches!(xpos, Xpos::Nnp | Xpos::Nnps);
    if is_name || (upos == Upos::Noun && is_abbreviation(form)) {
        plain(form)
    } else {
        plain(form).to_lowercase()
    }
}

fn is_abbreviation(form: &str) -> bool {
    let stem = form.strip_suffix('s').unwrap_or(form);
    stem.chars().count() >= 2 && stem.chars().all(|c| c.is_uppercase() || c.is_numeric())
}

/// Returns the dictionary form of `form`.
pub(crate) fn lemma(
    lemmas: &Lemmas,
    vectors: &Vectors,
    form: &str,
    upos: Upos,
    xpos: Xpos,
) -> String {
    let spelling = spelling(form, upos, xpos);
    let key = format!("{spelling}\t{xpos}");
    if let Some(&line) = lemmas.words.get(key.as_str()) {
        return lemmas.lemmas[line as usize].to_owned();
    }
    let ending = |ending: &str| {
        let &line = lemmas.endings.get(format!("{ending}\t{xpos}").as_str())?;
        Some(lemmas.edits[line as usize])
    };
    by_rule(spelling, xpos, |word| vectors.row(word), ending)
}

/// Returns the dictionary form of a word that is not listed: `rank` numbers the known words by
/// falling frequency, `ending` tells what an ending has cut off and put on.
pub fn by_rule<'a>(
    spelling: String,
    xpos: Xpos,
    rank: impl Fn(&str) -> Option<usize>,
    ending: impl Fn(&str) -> Option<(usize, &'a str)>,
) -> String {
    if spelling.bytes().all(|b| b.is_ascii_lowercase())
        && let Some(base) = inflection::base(&spelling, xpos, rank)
    {
        return base;
    }
    let lower = spelling.to_lowercase();
    let (cut, add) = endings(&lower).find_map(ending).unwrap_or((0, ""));
    let edited = edit(&spelling, cut, add);
    let lost = inflection::has_vowel(&lower) && !inflection::has_vowel(&edited.to_lowercase());
    if lost { spelling } else { edited }
}

/// Returns the endings of a word, the longest first, the empty one last.
pub fn endings(word: &str) -> impl Iterator<Item = &str> {
    let starts = word.char_indices().map(|(at, _)| at).chain([word.len()]);
    let count = word.chars().count() + 1;
    starts.skip(count.saturating_sub(LONGEST_ENDING + 1)).map(|start| &word[start..])
}

/// Returns `word` without its last `cut` characters and with `add` in their place.
pub fn edit(word: &str, cut: usize, add: &str) -> String {
    let kept = match cut {
        0 => word,
        _ => word.char_indices().nth_back(cut - 1).map_or("", |(at, _)| &word[..at]),
    };
    format!("{kept}{add}")
}

//! Reads the corpora that label names, each with what it leaves open.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use corpora::archive::gunzip;
use reportedly_nlp::mention::feature::{Case, case};
use reportedly_nlp::mention::tagger::{self, Class, LABELS, Name, OUTSIDE};
use serde_json::Value;

/// A document with its names.
pub struct Article {
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// How much it counts in training.
    pub weight: f32,
    /// What the corpus labels.
    pub classes: Vec<Class>,
}

/// A sentence with what its annotation says.
#[derive(Default)]
pub struct Sentence {
    /// The words.
    pub words: Vec<String>,
    /// The names, where they are told in full.
    pub names: Vec<Name>,
    /// For every word the labels that the annotation allows, as bits.
    pub allowed: Vec<u32>,
}

/// Every label.
const FREE: u32 = (1 << LABELS) - 1;
const PEOPLE_AND_PLACES: &[Class] = &[Class::Person, Class::Organisation, Class::Place];
const REST: &[Class] = &[Class::Work, Class::Other];

/// What one annotated stretch may be.
struct Stretch {
    start: usize,
    end: usize,
    classes: Vec<Class>,
}

/// What the annotation says of a word outside every stretch.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Outside {
    /// No name.
    Nothing,
    /// No person, organisation or place.
    Rest,
    /// Anything where the word has a capital or stands between two that have.
    Unknown,
}

impl Sentence {
    fn new(words: Vec<String>, stretches: &[Stretch], outside: Outside) -> Sentence {
        let capital = |at: Option<usize>| {
            at.and_then(|at| words.get(at)).is_some_and(|word| {
                matches!(
                    case(word),
                    Case::Initial | Case::Upper | Case::Letter | Case::Mixed | Case::Digit
                )
            })
        };
        let mut allowed: Vec<u32> = (0..words.len())
            .map(|at| match outside {
                Outside::Nothing => 1 << OUTSIDE,
                Outside::Rest => {
                    1 << OUTSIDE
                        | bits(REST, true, true)
                        | bits(REST, true, false)
                        | bits(REST, false, true)
                        | bits(REST, false, false)
                }
                Outside::Unknown => {
                    let near = |step: isize| capital(at.checked_add_signed(step));
                    let between = (near(-1) || near(-2)) && (near(1) || near(2));
                    if near(0) || between { FREE } else { 1 << OUTSIDE }
                }
            })
            .collect();
        let mut names = Vec::new();
        for stretch in stretches {
            let inside = allowed.iter_mut().enumerate().take(stretch.end).skip(stretch.start);
            for (at, allowed) in inside {
                *allowed = bits(&stretch.classes, at == stretch.start, at + 1 == stretch.end);
            }
            names.push(Name { start: stretch.start, end: stretch.end, class: stretch.classes[0] });
        }
        Sentence { words, names, allowed }
    }
}

fn bits(classes: &[Class], first: bool, last: bool) -> u32 {
    classes.iter().fold(0, |bits, &class| bits | 1 << tagger::label(class, first, last))
}

/// Returns everything to learn from.
pub fn training(data: &Path) -> io::Result<Vec<Article>> {
    let mut articles = uner(&data.join("uner/train.old.iob2"), Outside::Nothing)?;
    articles.extend(columns(&data.join("wikigold/CONLL-format/data/wikigold.conll.txt"), 1.0)?);
    for section in ["a", "b", "e", "f", "g", "h"] {
        let weight = if matches!(section, "g" | "f") { 0.7 } else { 0.4 };
        articles
            .extend(columns(&data.join(format!("btc/CONLL-format/data/{section}.conll")), weight)?);
    }
    for part in
        ["train/wnut17train.conll", "dev/emerging.dev.conll", "test/emerging.test.annotated"]
    {
        articles.extend(columns(&data.join("wnut17/CONLL-format/data").join(part), 0.4)?);
    }
    articles.extend(films(data)?);
    articles.extend(relations(data)?);
    Ok(articles)
}

/// Returns what is scored after training: of each a name and the documents.
pub fn held_out(data: &Path) -> io::Result<Vec<(&'static str, Vec<Article>)>> {
    Ok(vec![("uner dev", uner(&data.join("uner/dev.iob2"), Outside::Rest)?)])
}

/// Reads Universal NER: blank lines between sentences, `newdoc` before documents.
fn uner(path: &Path, outside: Outside) -> io::Result<Vec<Article>> {
    let text = std::fs::read_to_string(path)?;
    let mut articles: Vec<Article> = Vec::new();
    for block in text.split("\n\n") {
        if block.contains("# newdoc") || articles.is_empty() {
            let classes = PEOPLE_AND_PLACES.to_vec();
            articles.push(Article { sentences: Vec::new(), weight: 1.0, classes });
        }
        let rows: Vec<(&str, &str)> = block
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let mut fields = line.split('\t').skip(1);
                Some((fields.next()?, fields.next()?))
            })
            .collect();
        push(&mut articles, &rows, outside, false);
    }
    Ok(articles)
}

/// Reads a file of a word and a label per line.
///
/// The documents are not marked: a few neighbouring sentences stand for one.
fn columns(path: &Path, weight: f32) -> io::Result<Vec<Article>> {
    let text = std::fs::read_to_string(path)?;
    let wikigold = path.ends_with("wikigold.conll.txt");
    let tweets = path.to_string_lossy().contains("btc");
    let mut articles: Vec<Article> = Vec::new();
    for (at, block) in text.split("\n\n").enumerate() {
        if at % if wikigold { 12 } else { 1 } == 0 {
            let classes = PEOPLE_AND_PLACES.to_vec();
            articles.push(Article { sentences: Vec::new(), weight, classes });
        }
        let rows: Vec<(&str, &str)> = block
            .lines()
            .filter_map(|line| line.rsplit_once(['\t', ' ']))
            .filter(|(word, _)| !word.is_empty())
            .collect();
        push(&mut articles, &rows, if tweets { Outside::Rest } else { Outside::Nothing }, true);
    }
    Ok(articles)
}

fn push(articles: &mut [Article], rows: &[(&str, &str)], outside: Outside, split: bool) {
    let mut words = Vec::new();
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut last = "";
    for &(word, label) in rows {
        let kind = label.get(2..).unwrap_or("");
        let inside = label.starts_with("I-") && last == kind;
        let classes = classes_of(kind);
        last = if classes.is_empty() { "" } else { kind };
        let start = words.len();
        words.extend(if word.contains('-') && split {
            pieces(word)
        } else {
            vec![word.to_owned()]
        });
        if classes.is_empty() {
            continue;
        }
        match stretches.last_mut() {
            Some(stretch) if inside && stretch.end == start => stretch.end = words.len(),
            _ => stretches.push(Stretch { start, end: words.len(), classes }),
        }
    }
    if let (Some(article), false) = (articles.last_mut(), words.is_empty()) {
        article.sentences.push(Sentence::new(words, &stretches, outside));
    }
}

fn classes_of(kind: &str) -> Vec<Class> {
    match kind {
        "PER" | "person" => vec![Class::Person],
        "ORG" | "corporation" | "group" => vec![Class::Organisation],
        "LOC" | "location" => vec![Class::Place],
        "creative-work" => vec![Class::Work],
        "product" => vec![Class::Other],
        "MISC" | "OTH" => REST.to_vec(),
        _ => Vec::new(),
    }
}

/// Splits a word at its hyphens where a capital follows one, as the treebanks do.
fn pieces(word: &str) -> Vec<String> {
    let inner = word.trim_matches('-').contains('-');
    if !inner || word.contains("//") || word.starts_with(['#', '@']) {
        return vec![word.to_owned()];
    }
    let mut pieces = Vec::new();
    for (at, part) in word.split('-').enumerate() {
        if at > 0 {
            pieces.push("-".to_owned());
        }
        if !part.is_empty() {
            pieces.push(part.to_owned());
        }
    }
    pieces
}

/// Reads the openings of articles on films: the title before "is a ... film" is a work wherever it
/// stands, and the people of the cast are people; the rest is left open.
fn films(data: &Path) -> io::Result<Vec<Article>> {
    let mut casts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for film in std::fs::read_to_string(data.join("films/us-films.jsonl"))?.lines() {
        let film: Value = serde_json::from_str(film)?;
        let cast = film["cast"].as_array().into_iter().flatten();
        casts
            .entry(film["title"].as_str().unwrap_or_default().to_owned())
            .or_default()
            .extend(cast.filter_map(Value::as_str).map(str::to_owned));
    }
    let text = gunzip(&data.join("text/wikipedia-films.txt.gz"))?;
    let mut articles = Vec::new();
    for paragraph in text.split("\n\n").step_by(6) {
        let Some(at) = [" is a ", " is an ", " was a ", " is the ", " (also ", ", also "]
            .iter()
            .filter_map(|copula| paragraph.find(copula))
            .min()
        else {
            continue;
        };
        let title = paragraph[..at].trim();
        let words = split(title);
        if words.is_empty() || words.len() > 9 || !title.starts_with(char::is_uppercase) {
            continue;
        }
        let mut known: Vec<(Vec<String>, Vec<Class>)> = vec![(words, vec![Class::Work])];
        for person in casts.get(title).into_iter().flatten() {
            known.push((split(person), vec![Class::Person]));
        }
        known.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        let sentences = split(paragraph);
        let sentences = sentences
            .split_inclusive(|word| word == ".")
            .map(|words| known_names(words.to_vec(), &known))
            .collect();
        articles.push(Article { sentences, weight: 0.3, classes: vec![Class::Work] });
    }
    Ok(articles)
}

fn known_names(words: Vec<String>, known: &[(Vec<String>, Vec<Class>)]) -> Sentence {
    let mut stretches = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match known.iter().find(|(name, _)| words[at..].starts_with(name)) {
            Some((name, classes)) => {
                let end = at + name.len();
                stretches.push(Stretch { start: at, end, classes: classes.clone() });
                at = end;
            }
            None => at += 1,
        }
    }
    Sentence::new(words, &stretches, Outside::Unknown)
}

/// Reads relations between people, organisations and places; the rest is left open.
fn relations(data: &Path) -> io::Result<Vec<Article>> {
    let mut articles = Vec::new();
    for line in std::fs::read_to_string(data.join("knowledgenet/folds1-3.jsonl"))?.lines() {
        let passage: Value = serde_json::from_str(line)?;
        let text = passage["text"].as_str().unwrap_or_default();
        let mut known: Vec<(Vec<String>, Vec<Class>)> = Vec::new();
        for fact in passage["facts"].as_array().into_iter().flatten() {
            let (subject, object) = match fact["property"].as_str().unwrap_or_default() {
                "SPOUSE" | "CHILD_OF" => (Class::Person, Some(Class::Person)),
                "EMPLOYEE_OR_MEMBER_OF" | "EDUCATED_AT" | "POLITICAL_AFFILIATION" => {
                    (Class::Person, Some(Class::Organisation))
                }
                "PLACE_OF_BIRTH" | "PLACE_OF_RESIDENCE" => (Class::Person, Some(Class::Place)),
                "HEADQUARTERS" => (Class::Organisation, Some(Class::Place)),
                "SUBSIDIARY_OF" => (Class::Organisation, Some(Class::Organisation)),
                "FOUNDED_BY" | "CEO" => (Class::Organisation, Some(Class::Person)),
                "DATE_OF_BIRTH" | "DATE_OF_DEATH" | "NATIONALITY" => (Class::Person, None),
                "DATE_FOUNDED" => (Class::Organisation, None),
                _ => continue,
            };
            let mut add = |range: &Value, class| {
                let bound = |at: usize| range[at].as_u64().unwrap_or(0) as usize;
                let name: String =
                    text.chars().skip(bound(0)).take(bound(1).saturating_sub(bound(0))).collect();
                let words = split(&name);
                let capital = |word: &String| word.starts_with(char::is_uppercase);
                if words.first().is_some_and(capital) && words.last().is_some_and(capital) {
                    known.push((words, vec![class]));
                }
            };
            add(&fact["subject"], subject);
            if let Some(object) = object {
                add(&fact["object"], object);
            }
        }
        if known.is_empty() {
            continue;
        }
        known.sort();
        known.dedup();
        known.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        let sentences = vec![known_names(split(text), &known)];
        articles.push(Article { sentences, weight: 0.5, classes: PEOPLE_AND_PLACES.to_vec() });
    }
    Ok(articles)
}

/// Splits running text into words as the treebanks do, well enough for what is left open anyway.
pub fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in text.split_whitespace() {
        let mut rest = part;
        while let Some(c) = rest.chars().next().filter(|c| "([\"“‘'".contains(*c)) {
            words.push(c.to_string());
            rest = &rest[c.len_utf8()..];
        }
        let mut tail = Vec::new();
        loop {
            let stop = rest.ends_with('.')
                && rest.len() > 3
                && !rest[..rest.len() - 1].contains('.')
                && !["Bros.", "Corp.", "Inc.", "Co.", "Jr.", "Sr.", "Dr.", "Mr.", "Mrs.", "Ltd."]
                    .contains(&rest);
            match rest.chars().next_back() {
                Some(c) if ",;:!?)]\"”’'".contains(c) || stop => {
                    tail.push(c.to_string());
                    rest = &rest[..rest.len() - c.len_utf8()];
                }
                _ => break,
            }
        }
        if let Some(stem) = rest.strip_suffix("'s").or_else(|| rest.strip_suffix("’s")) {
            tail.push(rest[stem.len()..].to_owned());
            rest = stem;
        }
        if !rest.is_empty() {
            words.extend(pieces(rest));
        }
        words.extend(tail.into_iter().rev());
    }
    words
}

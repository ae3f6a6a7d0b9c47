//! Corpora that label names, as raw text with byte ranges.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;

use reportedly_nlp::EntityKind;

use crate::treebank::{self, RawDocument, Split, raw_documents};

/// A document and the names in it.
#[derive(Clone, Debug, Default)]
pub struct NamedDocument {
    /// The text, and where its sentences and words lie.
    pub raw: RawDocument,
    /// The names as byte ranges.
    pub names: Vec<(Range<usize>, EntityKind)>,
}

/// Returns the documents of EWT with the names of Universal NER: people, organisations, places.
pub fn uner(data: &Path, split: Split) -> io::Result<Vec<NamedDocument>> {
    let file = match split {
        Split::Train => "train.old.iob2",
        Split::Dev => "dev.iob2",
        Split::Test => "test.iob2",
    };
    let text = fs::read_to_string(data.join("uner").join(file))?;
    let mut labels: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for block in text.split("\n\n") {
        let Some(id) = block.lines().find_map(|line| line.strip_prefix("# sent_id = ")) else {
            continue;
        };
        let words = block.lines().filter(|line| !line.starts_with('#'));
        labels.insert(id, words.map(|line| line.split('\t').nth(2).unwrap_or("O")).collect());
    }
    let documents = raw_documents(treebank::ewt(data, split)?);
    Ok(documents
        .into_iter()
        .map(|raw| {
            let mut names = Vec::new();
            for (sentence, words) in raw.gold.iter().zip(&raw.sentences) {
                let labels = labels.get(sentence.id.as_str()).map_or(&[][..], Vec::as_slice);
                names.extend(ranges(words, labels));
            }
            NamedDocument { raw, names }
        })
        .collect())
}

/// Returns newspaper articles with the names of Worldwide: people, organisations, places.
pub fn worldwide(data: &Path) -> io::Result<Vec<NamedDocument>> {
    let mut paths: Vec<_> = fs::read_dir(data.join("yardsticks/worldwide-ner-dev"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    paths.sort();
    let mut documents = Vec::new();
    for path in paths {
        let text = fs::read_to_string(path)?;
        let mut document = NamedDocument::default();
        for block in text.split("\n\n").skip(1) {
            let rows: Vec<(&str, &str)> =
                block.lines().filter_map(|line| line.split_once('\t')).collect();
            let raw = &mut document.raw;
            let mut words = Vec::new();
            let mut tight = true;
            for (word, _) in &rows {
                let closing = matches!(
                    *word,
                    "," | "."
                        | ";"
                        | ":"
                        | "?"
                        | "!"
                        | ")"
                        | "]"
                        | "”"
                        | "’"
                        | "%"
                        | "'s"
                        | "’s"
                        | "n't"
                        | "n’t"
                );
                if !(tight || closing) {
                    raw.text.push(' ');
                }
                let start = raw.text.len();
                raw.text.push_str(word);
                words.push(start..raw.text.len());
                tight = matches!(*word, "(" | "[" | "“" | "‘" | "$");
            }
            raw.text.push('\n');
            let labels: Vec<&str> = rows.iter().map(|(_, label)| label.trim()).collect();
            document.names.extend(ranges(&words, &labels));
            raw.sentences.push(words);
        }
        documents.push(document);
    }
    Ok(documents)
}

fn ranges(words: &[Range<usize>], labels: &[&str]) -> Vec<(Range<usize>, EntityKind)> {
    let mut names: Vec<(Range<usize>, EntityKind)> = Vec::new();
    let mut open = None;
    for (word, label) in words.iter().zip(labels) {
        let kind = label.get(2..).and_then(|kind| match kind {
            "PER" | "Person" => Some(EntityKind::Person),
            "ORG" | "Organization" => Some(EntityKind::Organisation),
            "LOC" | "Location" => Some(EntityKind::Place),
            _ => None,
        });
        match (kind, names.last_mut()) {
            (Some(_), Some((range, _))) if label.starts_with("I-") && open == kind => {
                range.end = word.end;
            }
            (Some(kind), _) => names.push((word.clone(), kind)),
            (None, _) => (),
        }
        open = kind;
    }
    names
}

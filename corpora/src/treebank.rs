//! The treebanks: UD English EWT and GUM, in CoNLL-U.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use reportedly_nlp::{Deprel, Upos, Xpos};

/// Which part of a treebank.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd)]
pub enum Split {
    /// What models are made from.
    Train,
    /// What they are tuned on.
    Dev,
    /// What they are measured on, and nothing else.
    Test,
}

impl Split {
    /// Returns the name that files use.
    pub fn as_str(self) -> &'static str {
        match self {
            Split::Train => "train",
            Split::Dev => "dev",
            Split::Test => "test",
        }
    }
}

/// One syntactic word with its gold annotation.
#[derive(Clone, Debug)]
pub struct Word {
    /// The form.
    pub form: String,
    /// The dictionary form.
    pub lemma: String,
    /// The universal part of speech.
    pub upos: Upos,
    /// The Penn part of speech.
    pub xpos: Xpos,
    /// The governor, counted from 1 in the sentence; 0 for the root.
    pub head: usize,
    /// The relation to the governor.
    pub deprel: Deprel,
    /// Whether a space follows.
    pub space_after: bool,
    /// Whether the word is a part of a longer surface token ("n't" of "don't").
    pub part: bool,
}

/// One gold sentence.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// The identifier in the treebank.
    pub id: String,
    /// The words.
    pub words: Vec<Word>,
    /// Whether a document begins here.
    pub new_document: bool,
    /// Whether a paragraph begins here.
    pub new_paragraph: bool,
    /// The genre, where the treebank's names tell it.
    pub genre: String,
}

/// Returns the sentences of EWT.
pub fn ewt(data: &Path, split: Split) -> io::Result<Vec<Sentence>> {
    let name = format!("ewt/en_ewt-ud-{}.conllu", split.as_str());
    Ok(sentences(&fs::read_to_string(data.join(name))?))
}

/// Returns the sentences of GUM, document by document in the order of their names.
pub fn gum(data: &Path, split: Split) -> io::Result<Vec<Sentence>> {
    let splits = fs::read_to_string(data.join("gum/splits.md"))?;
    let split_of = gum_splits(&splits);
    let mut paths: Vec<_> = fs::read_dir(data.join("gum/dep"))?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<io::Result<_>>()?;
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let name = path.file_stem().and_then(|n| n.to_str()).unwrap_or_default();
        if path.extension().is_some_and(|e| e == "conllu")
            && split_of.get(name).copied().unwrap_or(Split::Train) == split
        {
            all.extend(sentences(&fs::read_to_string(&path)?));
        }
    }
    Ok(all)
}

pub(crate) fn gum_splits(markdown: &str) -> BTreeMap<&str, Split> {
    let mut split = None;
    let mut splits = BTreeMap::new();
    for line in markdown.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            split = match heading.trim() {
                "dev" => Some(Split::Dev),
                // test2 lies outside the treebank's own genres; it is kept away from training too.
                "test" | "test2" => Some(Split::Test),
                _ => None,
            };
        } else if let (Some(name), Some(split)) = (line.trim().strip_prefix("* "), split) {
            splits.insert(name, split);
        }
    }
    splits
}

/// Returns the sentences of a CoNLL-U text. Empty nodes are left out.
pub fn sentences(conllu: &str) -> Vec<Sentence> {
    let mut all = Vec::new();
    let mut sentence = Sentence::default();
    // The last word of the surface token being read, and whether a space follows it.
    let mut surface = (0, true);
    for line in conllu.lines() {
        if line.is_empty() {
            if !sentence.words.is_empty() {
                all.push(std::mem::take(&mut sentence));
            }
            surface = (0, true);
        } else if let Some(comment) = line.strip_prefix("# ") {
            if let Some(id) = comment.strip_prefix("sent_id = ") {
                sentence.id = id.to_owned();
                sentence.genre = genre(id).to_owned();
            } else if comment.starts_with("newdoc") {
                (sentence.new_document, sentence.new_paragraph) = (true, true);
            } else if comment.starts_with("newpar") && !comment.starts_with("newpar_") {
                sentence.new_paragraph = true;
            }
        } else {
            read_word(line, &mut sentence, &mut surface);
        }
    }
    if !sentence.words.is_empty() {
        all.push(sentence);
    }
    all
}

fn read_word(line: &str, sentence: &mut Sentence, surface: &mut (usize, bool)) {
    let columns: Vec<&str> = line.split('\t').collect();
    let &[id, form, lemma, upos, xpos, _, head, deprel, _, misc] = columns.as_slice() else {
        return;
    };
    let space_after = !misc.split('|').any(|m| m == "SpaceAfter=No");
    if let Some((_, last)) = id.split_once('-') {
        *surface = (last.parse().unwrap_or(0), space_after);
    }
    let (Ok(number), Ok(head)) = (id.parse::<usize>(), head.parse::<usize>()) else { return };
    let part = number <= surface.0;
    sentence.words.push(Word {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        upos: Upos::from_label(upos).unwrap_or(Upos::X),
        xpos: Xpos::from_label(xpos).unwrap_or(Xpos::Gw),
        head,
        deprel: Deprel::from_label(deprel).unwrap_or(Deprel::Dep),
        space_after: match number.cmp(&surface.0) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => surface.1,
            std::cmp::Ordering::Greater => space_after,
        },
        part,
    });
}

/// Returns `news` for `GUM_news_nasa-3` and `weblog` for `weblog-blogspot.com_...`.
fn genre(id: &str) -> &str {
    match id.strip_prefix("GUM_") {
        Some(rest) => rest.split('_').next().unwrap_or_default(),
        None => id.split('-').next().unwrap_or_default(),
    }
}

/// A document of a treebank as raw text, with where its sentences and words lie.
#[derive(Clone, Debug, Default)]
pub struct RawDocument {
    /// The text: paragraphs apart by an empty line, sentences by a space where one follows.
    pub text: String,
    /// The byte ranges of its words, sentence by sentence.
    pub sentences: Vec<Vec<std::ops::Range<usize>>>,
    /// The gold sentences themselves.
    pub gold: Vec<Sentence>,
}

/// Returns the documents of a treebank as raw text.
pub fn raw_documents(sentences: Vec<Sentence>) -> Vec<RawDocument> {
    let mut documents: Vec<RawDocument> = Vec::new();
    for sentence in sentences {
        if sentence.new_document || documents.is_empty() {
            documents.push(RawDocument::default());
        }
        let Some(document) = documents.last_mut() else { continue };
        if sentence.new_paragraph && !document.text.is_empty() {
            let end = document.text.trim_end().len();
            document.text.truncate(end);
            document.text.push_str("\n\n");
        }
        let mut ranges = Vec::new();
        for word in &sentence.words {
            let start = document.text.len();
            document.text.push_str(&word.form);
            ranges.push(start..document.text.len());
            if word.space_after {
                document.text.push(' ');
            }
        }
        document.sentences.push(ranges);
        document.gold.push(sentence);
    }
    documents
}

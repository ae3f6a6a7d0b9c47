//! Texts in which somebody marked what refers to the same thing: OntoGUM, LitBank and GAP.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use reportedly_nlp::{Document, Segment, SegmentKind, Sentence, Span, Token};

use crate::treebank::{self, Split};

/// A text with its gold clusters.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// The name of the document.
    pub name: String,
    /// The text, put together from its tokens.
    pub text: String,
    /// Its paragraphs.
    pub segments: Vec<Segment>,
    /// The gold tokens.
    pub tokens: Vec<Span>,
    /// Each mention as a range of tokens, with its cluster.
    pub mentions: Vec<(std::ops::Range<usize>, usize)>,
    /// The document with gold tokens, tags and trees, where a treebank has them.
    pub tree: Option<Document>,
}

/// An ambiguous pronoun of GAP.
#[derive(Clone, Debug)]
pub struct Gap {
    /// The text.
    pub text: String,
    /// The pronoun.
    pub pronoun: Span,
    /// Whether it is "he" or "she".
    pub masculine: bool,
    /// The two names, and whether the pronoun refers to them.
    pub names: [(Span, bool); 2],
}

/// Returns the texts of OntoGUM.
pub fn ontogum(data: &Path, split: Split) -> io::Result<Vec<Text>> {
    let markdown = fs::read_to_string(data.join("gum/splits.md"))?;
    let splits = treebank::gum_splits(&markdown);
    let mut texts = Vec::new();
    for path in files(&data.join("gum/ontogum"), "conll")? {
        let name = stem(&path);
        if splits.get(name.as_str()).copied().unwrap_or(Split::Train) != split {
            continue;
        }
        let trees = fs::read_to_string(data.join(format!("gum/dep/{name}.conllu")))?;
        let mut text = from_trees(&treebank::sentences(&trees));
        let labels: Vec<String> = fs::read_to_string(&path)?
            .lines()
            .filter_map(|line| line.split('\t').nth(2).map(str::to_owned))
            .collect();
        text.mentions = spans(&labels);
        text.name = name;
        texts.push(text);
    }
    Ok(texts)
}

/// Returns the texts of LitBank: all are for training.
pub fn litbank(data: &Path) -> io::Result<Vec<Text>> {
    let mut texts = Vec::new();
    for path in files(&data.join("litbank/coref/conll"), "conll")? {
        let mut text = Text { name: stem(&path), ..Text::default() };
        let mut labels = Vec::new();
        for line in fs::read_to_string(&path)?.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            let (Some(form), Some(label)) = (columns.get(3), columns.get(12)) else { continue };
            let joined =
                matches!(*form, "," | "." | ";" | ":" | "!" | "?" | "”" | "’" | ")" | "n't")
                    || form.starts_with(['\'', '’'])
                    || text.text.ends_with(['“', '(', '‘']);
            if !text.text.is_empty() && !joined {
                text.text.push(' ');
            }
            let start = text.text.len();
            text.text.push_str(form);
            text.tokens.push(Span::new(start, text.text.len()));
            labels.push((*label).to_owned());
        }
        text.segments =
            vec![Segment { span: Span::new(0, text.text.len()), kind: SegmentKind::Body }];
        text.mentions = spans(&labels);
        texts.push(text);
    }
    Ok(texts)
}

/// Returns the cases of GAP: its development part for training, its validation and test parts.
pub fn gap(data: &Path, split: Split) -> io::Result<Vec<Gap>> {
    let name = match split {
        Split::Train => "development",
        Split::Dev => "validation",
        Split::Test => "test",
    };
    let table = fs::read_to_string(data.join(format!("gap/gap-{name}.tsv")))?;
    Ok(table.lines().skip(1).filter_map(case).collect())
}

fn case(line: &str) -> Option<Gap> {
    let columns: Vec<&str> = line.split('\t').collect();
    let text = *columns.get(1)?;
    let span = |words: usize, offset: usize| {
        let skip = columns.get(offset)?.parse().ok()?;
        let (start, _) = text.char_indices().nth(skip)?;
        Some(Span::new(start, start + columns.get(words)?.len()))
    };
    let says =
        |column: usize| columns.get(column).is_some_and(|word| word.eq_ignore_ascii_case("true"));
    Some(Gap {
        text: text.to_owned(),
        pronoun: span(2, 3)?,
        masculine: matches!(columns.get(2)?.to_lowercase().as_str(), "he" | "him" | "his"),
        names: [(span(4, 5)?, says(6)), (span(7, 8)?, says(9))],
    })
}

fn files(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    paths.sort();
    Ok(paths)
}

fn stem(path: &Path) -> String {
    path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned()
}

/// Puts a text together from the gold sentences of one document.
fn from_trees(sentences: &[treebank::Sentence]) -> Text {
    let mut text = Text::default();
    let mut document = Document::default();
    for sentence in sentences {
        if !text.text.is_empty() {
            while text.text.ends_with(' ') {
                text.text.pop();
            }
            text.text.push_str(if sentence.new_paragraph { "\n\n" } else { " " });
        }
        let first = document.tokens.len();
        let start = text.text.len();
        if sentence.new_paragraph || text.segments.is_empty() {
            text.segments.push(Segment { span: Span::new(start, start), kind: SegmentKind::Body });
        }
        for word in &sentence.words {
            let start = text.text.len();
            text.text.push_str(&word.form);
            let span = Span::new(start, text.text.len());
            text.tokens.push(span);
            document.tokens.push(Token {
                span,
                lemma: word.lemma.clone(),
                upos: word.upos,
                xpos: word.xpos,
                head: word.head.checked_sub(1).map(|head| first + head),
                deprel: word.deprel,
            });
            if word.space_after {
                text.text.push(' ');
            }
        }
        let end = text.tokens.last().map_or(start, |span| span.end);
        let segment = text.segments.len() - 1;
        text.segments[segment].span.end = end;
        document.sentences.push(Sentence {
            span: Span::new(start, end),
            tokens: first..document.tokens.len(),
            segment,
        });
    }
    document.text = text.text.clone();
    document.segments = text.segments.clone();
    text.tree = Some(document);
    text
}

/// Reads bracketed clusters, one label per token: `(1`, `1)`, `(1)(2`, `3)|4)`.
fn spans(labels: &[String]) -> Vec<(std::ops::Range<usize>, usize)> {
    let mut open: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut found = Vec::new();
    for (token, label) in labels.iter().enumerate() {
        let mut begins = false;
        let mut number: Option<usize> = None;
        for c in label.chars().chain(['|']) {
            if let Some(digit) = c.to_digit(10) {
                number = Some(number.unwrap_or(0) * 10 + digit as usize);
                continue;
            }
            if let Some(cluster) = number.take() {
                if begins {
                    open.entry(cluster).or_default().push(token);
                    begins = false;
                }
                if c == ')'
                    && let Some(start) = open.entry(cluster).or_default().pop()
                {
                    found.push((start..token + 1, cluster));
                }
            }
            if c == '(' {
                begins = true;
            }
        }
    }
    found.sort_by_key(|(range, cluster)| (range.start, std::cmp::Reverse(range.end), *cluster));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_nest() {
        let labels = ["(1(2)", "_", "1)|(3)", "3)(4)"].map(str::to_owned);
        assert_eq!(spans(&labels), vec![(0..3, 1), (0..1, 2), (2..3, 3), (3..4, 4)]);
    }
}

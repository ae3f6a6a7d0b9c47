//! Trees against the treebanks: on gold tokens, and from raw text as CoNLL 2018 measured it.
//!
//! Relations count as right without their subtypes. All words count, punctuation too, unless a
//! line says otherwise. What attribution hangs on is told apart: the subjects (`nsubj`) and the
//! contents (`ccomp`) of verbs of saying, and of those of thinking with them. What gold hangs on
//! such a verb any other way ("..., he said" as `parataxis`) is not counted.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use corpora::treebank::{RawDocument, Split};
use reportedly_nlp::{Context, Deprel, Document, Mode, Upos, annotate, document::Token, syntax};

use crate::gold::{gold_tokens, paragraphs, treebanks};
use crate::score::{Score, percent};

/// Verbs of saying, as their dictionary forms.
const SPEECH_VERBS: &[&str] = &[
    "acknowledge",
    "add",
    "admit",
    "allege",
    "announce",
    "argue",
    "assert",
    "claim",
    "confirm",
    "contend",
    "declare",
    "deny",
    "explain",
    "insist",
    "maintain",
    "mention",
    "note",
    "report",
    "reveal",
    "say",
    "state",
    "suggest",
    "tell",
    "warn",
    "write",
    "accuse",
];

/// Verbs of thinking, as their dictionary forms.
const THOUGHT_VERBS: &[&str] = &["ask", "believe", "hope", "know", "think"];

/// How often gold has something, how often the head was right, and how often the label too.
type Share = [usize; 3];

#[derive(Default)]
struct Counts {
    words: usize,
    heads: usize,
    labelled: usize,
    subtypes: usize,
    plain_words: usize,
    plain_heads: usize,
    plain_labelled: usize,
    labels: BTreeMap<Deprel, Score>,
    said: [Share; 2],
    thought: [Share; 2],
    errors: bool,
}

/// Returns the scores, as lines; with `per_label` those of each relation too. With `errors` it prints
/// the subjects and contents of verbs of saying that were missed.
pub fn tree(data: &Path, split: Split, per_label: bool, errors: bool) -> io::Result<Vec<String>> {
    let mut lines = Vec::new();
    for (name, documents) in treebanks(data, split)? {
        let mut counts = Counts { errors, ..Counts::default() };
        let mut raw = [Score::default(); 4];
        for document in &documents {
            let mut predicted = gold_tokens(document);
            syntax::analyse(&mut predicted);
            counts.add(document, &predicted);
            let context = Context {
                document_creation_time: jiff::civil::Date::constant(2020, 1, 1),
                mode: Mode::News,
            };
            let from_raw = annotate(&document.text, &paragraphs(&document.text), &context);
            raw.iter_mut().zip(raw_scores(document, &from_raw)).for_each(|(all, one)| all.add(one));
        }
        lines.extend(counts.lines(name, per_label));
        lines.push(format!(
            "{name} raw text: words {:.2}  UPOS {:.2}  UAS {:.2}  LAS {:.2}  (F1)",
            raw[0].f1(),
            raw[1].f1(),
            raw[2].f1(),
            raw[3].f1()
        ));
    }
    Ok(lines)
}

impl Counts {
    fn add(&mut self, document: &RawDocument, predicted: &Document) {
        let sentences = document.gold.iter().filter(|s| !s.words.is_empty());
        for (gold, found) in sentences.zip(&predicted.sentences) {
            let tokens = &predicted.tokens[found.tokens.clone()];
            for (token, word) in tokens.iter().zip(&gold.words) {
                let head = token.head.map_or(0, |head| head - found.tokens.start + 1);
                let (own, label) = (word.deprel.universal(), token.deprel.universal());
                let right_head = head == word.head;
                let right = right_head && own == label;
                self.words += 1;
                self.heads += usize::from(right_head);
                self.labelled += usize::from(right);
                self.subtypes += usize::from(right_head && token.deprel == word.deprel);
                if word.upos != Upos::Punct {
                    self.plain_words += 1;
                    self.plain_heads += usize::from(right_head);
                    self.plain_labelled += usize::from(right);
                }
                self.labels.entry(token.deprel).or_default().predicted += 1;
                let score = self.labels.entry(word.deprel).or_default();
                score.gold += 1;
                score.correct += usize::from(right_head && token.deprel == word.deprel);
                let governor = word.head.checked_sub(1).map(|head| &gold.words[head]);
                let Some(verb) = governor.filter(|g| g.upos == Upos::Verb) else { continue };
                let kind = match own {
                    Deprel::Nsubj => 0,
                    Deprel::Ccomp => 1,
                    _ => continue,
                };
                let is_said = SPEECH_VERBS.contains(&verb.lemma.as_str());
                if is_said && self.errors && !right {
                    let found = head.checked_sub(1).map_or("root", |head| &gold.words[head].form);
                    let forms: Vec<&str> = gold.words.iter().map(|w| w.form.as_str()).collect();
                    println!("{own} {} of {}, found as {label} of {found}", word.form, verb.form);
                    println!("    {}", forms.join(" "));
                }
                let is_thought = is_said || THOUGHT_VERBS.contains(&verb.lemma.as_str());
                for (kinds, counts) in [(is_said, &mut self.said), (is_thought, &mut self.thought)]
                {
                    let [all, heads, labelled] = &mut counts[kind];
                    *all += usize::from(kinds);
                    *heads += usize::from(kinds && right_head);
                    *labelled += usize::from(kinds && right);
                }
            }
        }
    }

    fn lines(&self, name: &str, per_label: bool) -> Vec<String> {
        let mut lines = vec![format!(
            "{name} gold tokens: UAS {:.2}  LAS {:.2}  (with subtypes {:.2}; without punctuation {:.2} {:.2}; {} words)",
            percent(self.heads, self.words),
            percent(self.labelled, self.words),
            percent(self.subtypes, self.words),
            percent(self.plain_heads, self.plain_words),
            percent(self.plain_labelled, self.plain_words),
            self.words,
        )];
        for (verbs, counts) in [("saying", self.said), ("saying or thinking", self.thought)] {
            for (what, [all, heads, labelled]) in ["subject", "content"].into_iter().zip(counts) {
                lines.push(format!(
                    "{name} {what} of a verb of {verbs}: head {:.1}  head and label {:.1}  (of {all})",
                    percent(heads, all),
                    percent(labelled, all),
                ));
            }
        }
        if per_label {
            let labels = self.labels.iter();
            lines.extend(labels.map(|(label, score)| format!("  {:14} {score}", label.as_str())));
        }
        lines
    }
}

/// Returns the scores of words, tags, heads and labelled heads. Words are the same where their
/// bytes are.
fn raw_scores(document: &RawDocument, predicted: &Document) -> [Score; 4] {
    // Of each word: its tag, the bytes of its head, its relation.
    type Known = (Upos, Option<(usize, usize)>, Deprel);
    let mut gold: BTreeMap<(usize, usize), Known> = BTreeMap::new();
    for (ranges, sentence) in document.sentences.iter().zip(&document.gold) {
        for (range, word) in ranges.iter().zip(&sentence.words) {
            let head = word.head.checked_sub(1).map(|h| (ranges[h].start, ranges[h].end));
            gold.insert((range.start, range.end), (word.upos, head, word.deprel.universal()));
        }
    }
    let bytes = |token: &Token| (token.span.start, token.span.end);
    let mut scores = [Score { predicted: predicted.tokens.len(), gold: gold.len(), correct: 0 }; 4];
    for token in &predicted.tokens {
        let Some(&(upos, head, label)) = gold.get(&bytes(token)) else { continue };
        let right_head = token.head.map(|h| bytes(&predicted.tokens[h])) == head;
        scores[0].correct += 1;
        scores[1].correct += usize::from(upos == token.upos);
        scores[2].correct += usize::from(right_head);
        scores[3].correct += usize::from(right_head && label == token.deprel.universal());
    }
    scores
}

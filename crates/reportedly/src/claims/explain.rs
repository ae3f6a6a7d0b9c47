//! Says what matched in a text, by which example, and why another example did not.

use reportedly_nlp::{Context, Mode, annotate};

use super::graph::Rel;
use super::matching::{at, missing};
use super::pattern::{Node, Pattern};
use super::view::View;
use crate::article::Article;
use crate::beat::Beats;

/// What became of one sentence that an example stands for, at one word of a text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Attempt {
    /// The predicate, as `people/dating`.
    pub predicate: String,
    /// The example's number in its beat, from 1.
    pub example: usize,
    /// The example as the beat has it.
    pub text: String,
    /// What it was compiled to: the words that matter, and how they stand to the slots.
    pub compiled: String,
    /// The word of the text that it was tried at.
    pub at: String,
    /// What is missing; `None` where it matched.
    pub missing: Option<String>,
    /// Whether it is a counter-example.
    pub counter: bool,
}

/// Tries every example on the text of `article` whose first word occurs there.
pub fn explain(article: &Article, beats: &Beats) -> Vec<Attempt> {
    let context = Context { document_creation_time: article.published, mode: Mode::News };
    let document = annotate(&article.text, &article.segments, &context);
    let view = View::new(&document, article.title.as_deref().unwrap_or_default());
    let patterns = beats.patterns();
    let mut attempts: Vec<Attempt> = Vec::new();
    for token in 0..document.tokens.len() {
        let lemma = document.tokens[token].lemma.to_lowercase();
        let mut filed = patterns.under(&view.lower[token]).to_vec();
        filed.extend(patterns.under(&lemma));
        filed.sort_unstable();
        filed.dedup();
        for index in filed {
            let pattern = &patterns.list[index];
            let beat = &beats.beats()[pattern.beat];
            let predicate = &beat.predicates[pattern.predicate];
            let matched = !at(&view, pattern, predicate, token).is_empty();
            let examples = predicate.examples.iter().map(|e| &e.text);
            let text = match pattern.counter {
                true => predicate.counter_examples.get(pattern.example).cloned(),
                false => examples.clone().nth(pattern.example).cloned(),
            };
            let attempt = Attempt {
                predicate: format!("{}/{}", beat.name, predicate.name),
                example: pattern.example + 1,
                text: text.unwrap_or_default(),
                compiled: compiled(pattern),
                at: document.form(token).to_owned(),
                missing: (!matched)
                    .then(|| missing(&view, pattern, predicate, token))
                    .map(|node| name(pattern, node)),
                counter: pattern.counter,
            };
            if !attempts.contains(&attempt) {
                attempts.push(attempt);
            }
        }
    }
    attempts
}

fn name(pattern: &Pattern, node: usize) -> String {
    match &pattern.nodes[node] {
        Node::Word { lemma, .. } => format!("'{lemma}'"),
        Node::Slot(slot) => format!("<{slot}>"),
    }
}

/// Returns the pattern in words: "date subject <subject>, date object <object>".
fn compiled(pattern: &Pattern) -> String {
    let edge = |e: &super::pattern::TreeEdge| {
        let rel = match e.rel {
            Rel::Subject => "subject".to_owned(),
            Rel::Object => "object".to_owned(),
            Rel::Of => "of".to_owned(),
            Rel::Prep(index) => super::graph::preposition(index).to_owned(),
            Rel::Verb => "verb".to_owned(),
            Rel::Mod => "modifier".to_owned(),
            Rel::Number => "number".to_owned(),
        };
        let (from, to) = if e.forward { (e.from, e.to) } else { (e.to, e.from) };
        format!("{} {rel} {}", name(pattern, from), name(pattern, to))
    };
    let edges: Vec<String> = pattern.edges.iter().map(edge).collect();
    let sequence = if pattern.connected { "" } else { " (only in this order)" };
    format!("{}{sequence}", edges.join(", "))
}

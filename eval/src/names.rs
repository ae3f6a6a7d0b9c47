//! People, organisations and places by name, exact spans and kinds: against Universal NER on gold
//! tokens and from raw text, and against newspapers of the Worldwide corpus from raw text.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use corpora::names::{NamedDocument, uner, worldwide};
use corpora::treebank::Split;
use reportedly_nlp::{
    Context, Document, EntityKind, MentionForm, Mode, annotate, mention, quote, syntax,
};

use crate::gold::{gold_tokens, paragraphs};
use crate::score::Score;

const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place];

/// Returns the scores as lines.
pub fn names(data: &Path, split: Split) -> io::Result<Vec<String>> {
    let mut lines = Vec::new();
    let treebank = uner(data, split)?;
    lines.extend(score("UNER-EWT, gold tokens", &treebank, |document| {
        let mut predicted = gold_tokens(&document.raw);
        syntax::analyse(&mut predicted);
        predicted.quotes = quote::quotes(&predicted.text, &predicted.segments);
        predicted.mentions = mention::mentions(&predicted);
        predicted
    }));
    lines.extend(score("UNER-EWT, raw text", &treebank, from_raw));
    lines.extend(score("Worldwide newspapers (dev), raw text", &worldwide(data)?, from_raw));
    Ok(lines)
}

fn from_raw(document: &NamedDocument) -> Document {
    let context =
        Context { document_creation_time: jiff::civil::date(2010, 1, 1), mode: Mode::News };
    annotate(&document.raw.text, &paragraphs(&document.raw.text), &context)
}

fn score(
    name: &str,
    documents: &[NamedDocument],
    predict: impl Fn(&NamedDocument) -> Document,
) -> Vec<String> {
    let mut scores: BTreeMap<EntityKind, Score> = BTreeMap::new();
    let mut spans = Score::default();
    for document in documents {
        let predicted = predict(document);
        for (_, kind) in &document.names {
            scores.entry(*kind).or_default().gold += 1;
            spans.gold += 1;
        }
        for mention in predicted.mentions.iter().filter(|m| m.form == MentionForm::Name) {
            let Some(kind) = mention.kind.filter(|kind| KINDS.contains(kind)) else { continue };
            let range = mention.span.start..mention.span.end;
            let found = document.names.iter().find(|(gold, _)| *gold == range);
            let score = scores.entry(kind).or_default();
            score.predicted += 1;
            score.correct += usize::from(found.is_some_and(|(_, gold)| *gold == kind));
            spans.predicted += 1;
            spans.correct += usize::from(found.is_some());
        }
    }
    let mut total = Score::default();
    for score in scores.values() {
        total.add(*score);
    }
    let mut lines = vec![format!("{name}: {total}")];
    for (kind, score) in &scores {
        lines.push(format!("  {:14}{score}", kind.as_str()));
    }
    lines.push(format!("  {:14}{spans}", "spans alone"));
    lines
}

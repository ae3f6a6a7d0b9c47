//! Scores coreference: OntoGUM by the CoNLL F1, GAP by the F1 of its names.

mod score;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use corpora::coreference::{self, Gap, Text};
use corpora::treebank::Split;
use reportedly_nlp::entity::{self, rank::Model, resolve::Resolver};
use reportedly_nlp::{
    Context, Deprel, Document, Mode, Segment, SegmentKind, Span, annotate, mention, quote,
};

use self::score::{Key, Scores};

/// Returns both scores.
pub fn coref(
    data: &Path,
    split: Split,
    model: Option<&Path>,
    gold_trees: bool,
) -> io::Result<Vec<String>> {
    let loaded = model.map(std::fs::read).transpose()?.map(|bytes| Model::from_bytes(&bytes));
    let model = loaded.as_ref().unwrap_or_else(|| Model::embedded());
    let texts = coreference::ontogum(data, split)?;
    let mut all = Scores::default();
    for (index, text) in texts.iter().enumerate() {
        let document = match &text.tree {
            Some(tree) if gold_trees => {
                let mut document = tree.clone();
                document.quotes = quote::quotes(&document.text, &document.segments);
                document.mentions = mention::mentions(&document);
                document
            }
            _ => read(&text.text, &text.segments),
        };
        all.add(Scores::of(&gold(index, text), &predicted(index, text, &document, model)));
    }
    let mut lines = vec![
        format!("OntoGUM {}, {} documents", split.as_str(), texts.len()),
        format!("{:10} {:>6} {:>6} {:>6}", "", "P", "R", "F1"),
    ];
    let rows = [("mentions", all.mentions), ("MUC", all.muc), ("B3", all.b3), ("CEAFe", all.ceafe)];
    for (name, counts) in rows {
        let (precision, recall, f1) = counts.percent();
        lines.push(format!("{name:10} {precision:6.2} {recall:6.2} {f1:6.2}"));
    }
    lines.push(format!("{:10} {:>6} {:>6} {:6.2}", "CoNLL", "", "", all.conll()));
    lines.extend(gap(data, split, model)?);
    Ok(lines)
}

/// Reads a text as an article of an arbitrary day.
fn read(text: &str, segments: &[Segment]) -> Document {
    let day = jiff::civil::date(2020, 1, 1);
    annotate(text, segments, &Context { document_creation_time: day, mode: Mode::News })
}

fn gold(document: usize, text: &Text) -> Vec<Vec<Key>> {
    let mut clusters: BTreeMap<usize, Vec<Key>> = BTreeMap::new();
    for (range, cluster) in &text.mentions {
        clusters.entry(*cluster).or_default().push((document, range.start, range.end - 1));
    }
    let mut seen = std::collections::BTreeSet::new();
    let unique = clusters.into_values().map(|mut keys| {
        keys.retain(|&key| seen.insert(key));
        keys
    });
    unique.filter(|keys| keys.len() > 1).collect()
}

/// Returns the predicted clusters, in gold tokens. Appositions and what "is" says of a subject are
/// no mentions of their own in OntoGUM.
fn predicted(index: usize, text: &Text, document: &Document, model: &Model) -> Vec<Vec<Key>> {
    let resolver = entity::resolve(document, model);
    let mut taken = std::collections::BTreeSet::new();
    let mut clusters = Vec::new();
    for chain in resolver.chains() {
        let mut keys = Vec::new();
        for &mention in &resolver.get(chain).mentions {
            let candidate = &resolver.candidates[mention];
            if candidate.same_as.is_some() || candidate.role == Deprel::Appos {
                continue;
            }
            let first = document.tokens[candidate.tokens.start].span;
            let last = document.tokens[candidate.tokens.end - 1].span;
            if let Some((start, end)) = gold_tokens(text, Span::new(first.start, last.end))
                && taken.insert((index, start, end))
            {
                keys.push((index, start, end));
            }
        }
        if keys.len() > 1 {
            clusters.push(keys);
        }
    }
    clusters
}

/// Returns the first and the last gold token that a span overlaps.
fn gold_tokens(text: &Text, span: Span) -> Option<(usize, usize)> {
    let start = text.tokens.partition_point(|token| token.end <= span.start);
    let end = text.tokens.partition_point(|token| token.start < span.end);
    (start < end).then(|| (start, end - 1))
}

/// Found, wrongly found, missed.
#[derive(Clone, Copy, Default)]
struct Found(usize, usize, usize);

impl Found {
    fn f1(self) -> f64 {
        100.0 * (2 * self.0) as f64 / (2 * self.0 + self.1 + self.2).max(1) as f64
    }
}

fn gap(data: &Path, split: Split, model: &Model) -> io::Result<Vec<String>> {
    let cases = coreference::gap(data, split)?;
    let mut found = [Found::default(); 2];
    for case in &cases {
        let body = Segment { span: Span::new(0, case.text.len()), kind: SegmentKind::Body };
        let document = read(&case.text, &[body]);
        let resolver = entity::resolve(&document, model);
        let counts = &mut found[usize::from(!case.masculine)];
        for ((_, gold), predicted) in case.names.iter().zip(answers(&document, &resolver, case)) {
            match (gold, predicted) {
                (true, true) => counts.0 += 1,
                (false, true) => counts.1 += 1,
                (true, false) => counts.2 += 1,
                (false, false) => {}
            }
        }
    }
    let [he, she] = found;
    let both = Found(he.0 + she.0, he.1 + she.1, he.2 + she.2);
    let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    Ok(vec![
        format!("GAP {}, {} pronouns", split.as_str(), cases.len()),
        format!("{:>6} {:>6} {:>6} {:>6} {:>6} {:>6}", "P", "R", "F1", "he", "she", "she/he"),
        format!(
            "{:6.2} {:6.2} {:6.2} {:6.2} {:6.2} {:6.3}",
            percent(both.0, both.0 + both.1),
            percent(both.0, both.0 + both.2),
            both.f1(),
            he.f1(),
            she.f1(),
            she.f1() / he.f1()
        ),
    ])
}

/// Returns, for each name, whether the pronoun shares its chain.
fn answers(document: &Document, resolver: &Resolver, case: &Gap) -> [bool; 2] {
    let chain_at = |span: Span| {
        let tokens = document.tokens_in(span);
        (0..resolver.candidates.len())
            .filter(|&index| tokens.contains(&resolver.candidates[index].head))
            .filter_map(|index| resolver.chain(index))
            .collect::<Vec<_>>()
    };
    let pronoun = chain_at(case.pronoun);
    case.names.map(|(span, _)| chain_at(span).iter().any(|chain| pronoun.contains(chain)))
}

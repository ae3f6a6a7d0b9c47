//! What examples cost: `cargo bench -p reportedly --bench beats`.
//!
//! A text is read with ten examples and with a thousand; as each is filed under a word, a thousand
//! cost little more.

use divan::Bencher;
use reportedly::Article;
use reportedly::beat::{Beats, parse};
use reportedly::claims::claims;
use reportedly_nlp::{Segment, SegmentKind, Span};

/// Verbs that the text has none of, so that the thousand examples are looked up and not found.
const VERBS: [&str; 10] = [
    "admire", "betray", "consult", "decorate", "endorse", "flatter", "greet", "haunt", "imitate",
    "judge",
];
const NOUNS: [&str; 10] = [
    "garden", "harbour", "island", "kitchen", "lantern", "meadow", "needle", "orchard", "pillow",
    "quarry",
];
const PLACES: [&str; 10] =
    ["attic", "bakery", "cellar", "dairy", "easel", "forge", "garage", "hangar", "inn", "jetty"];

fn beats(examples: usize) -> Beats {
    let mut sentences = vec!["\"<subject> hired <object>.\"".to_owned()];
    for at in 0..examples - 1 {
        let (verb, noun, place) = (VERBS[at % 10], NOUNS[at / 10 % 10], PLACES[at / 100 % 10]);
        sentences.push(format!("\"<subject> {verb}s the {noun} of <object> behind the {place}.\""));
    }
    let toml = format!(
        "[[predicate]]\nname = \"hired\"\nsubject = \"person\"\nobject = \"person\"\nexamples = [{}]",
        sentences.join(", ")
    );
    Beats::new(vec![parse("bench", &toml).unwrap()])
}

fn article() -> Article {
    let text = "Mara Quill hired Theo Lang in Bergen. The film opens in July. ".repeat(40);
    Article {
        input: "bench".into(),
        url: None,
        outlet: None,
        title: None,
        authors: Vec::new(),
        published: "2024-05-01".parse().unwrap(),
        segments: vec![Segment { span: Span::new(0, text.len()), kind: SegmentKind::Body }],
        text,
        modified: None,
        taken_from: None,
        told: Default::default(),
    }
}

#[divan::bench(args = [10, 100, 1000])]
fn read_with_examples(bencher: Bencher, examples: usize) {
    let (beats, article) = (beats(examples), article());
    // The first reading compiles the examples.
    assert!(claims(&article, &beats).iter().any(|claim| claim.predicate == "hired"));
    bencher.bench_local(|| claims(&article, &beats).len());
}

fn main() {
    divan::main();
}

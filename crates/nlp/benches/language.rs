//! How fast text becomes sentences, tags and trees.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use reportedly_nlp::{Document, Segment, SegmentKind, Span, mention, pipeline, syntax, token};

fn main() {
    divan::main();
}

/// Returns invented news of about that many words.
fn article(words: usize) -> String {
    let paragraph = "VELMORA (Lantern) — Mara Lindqvist, who has led the Harbour Theatre since 2019, said on \
        Tuesday that the premiere of “Salt and Iron” would be moved from June to mid-December. “We don't \
        have a choice. The roof has to be repaired first,” she told reporters at the $4.5m building. Critics, \
        among them the former mayor J. K. Ortega, have long claimed that the well-known house was unsafe; \
        he declined to comment when the Evening Lantern asked him about it.\n\n";
    paragraph.repeat(words.div_ceil(76))
}

fn body(text: &str) -> Segment {
    Segment { span: Span::new(0, text.len()), kind: SegmentKind::Body }
}

fn document(text: &str) -> Document {
    let segments = vec![body(text)];
    let (tokens, sentences) = token::tokens(text, &segments);
    Document { text: text.to_owned(), segments, sentences, tokens, ..Document::default() }
}

#[divan::bench(name = "tokens/1k_words")]
fn tokens(bencher: Bencher) {
    let text = article(1000);
    let expected = token::tokens(&text, &[body(&text)]).0.len();
    bencher.counter(ItemsCount::new(expected)).bench(|| {
        let (tokens, _) = token::tokens(black_box(&text), &[body(&text)]);
        assert_eq!(tokens.len(), expected);
    });
}

#[divan::bench(name = "parse/1k_words")]
fn parse(bencher: Bencher) {
    parse_words(bencher, 1000);
}

#[divan::bench(name = "parse/20k_words")]
fn parse_long(bencher: Bencher) {
    parse_words(bencher, 20_000);
}

/// Tags, lemmas and trees are made together: they share the encoder.
fn parse_words(bencher: Bencher, words: usize) {
    let plain = document(&article(words));
    let tokens = plain.tokens.len();
    bencher.counter(ItemsCount::new(tokens)).with_inputs(|| plain.clone()).bench_values(
        |mut document| {
            syntax::analyse(&mut document);
            assert_eq!(
                document.tokens.iter().filter(|t| t.head.is_none()).count(),
                document.sentences.len()
            );
            document
        },
    );
}

/// From raw text to sentences, words, tags, trees and names.
#[divan::bench(name = "text_to_names/1k_words")]
fn names(bencher: Bencher) {
    let text = article(1000);
    let tokens = document(&text).tokens.len();
    bencher.counter(ItemsCount::new(tokens)).bench(|| {
        let document = pipeline::parse(black_box(&text), &[body(&text)]);
        assert!(!mention::mentions(&document).is_empty());
    });
}

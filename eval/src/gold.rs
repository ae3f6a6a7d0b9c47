//! The treebanks' documents beside what the program makes of them.

use std::io;
use std::path::Path;

use corpora::treebank::{self, RawDocument, Split, raw_documents};
use reportedly_nlp::{Deprel, Document, Segment, SegmentKind, Sentence, Span, Token, Upos, Xpos};

/// Returns the treebanks by name, as documents.
pub fn treebanks(data: &Path, split: Split) -> io::Result<Vec<(&'static str, Vec<RawDocument>)>> {
    Ok(vec![
        ("EWT", raw_documents(treebank::ewt(data, split)?)),
        ("GUM", raw_documents(treebank::gum(data, split)?)),
    ])
}

/// Returns the paragraphs of a raw text: what empty lines separate.
pub fn paragraphs(text: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut start = 0;
    for part in text.split("\n\n") {
        let span = Span::new(start, start + part.len());
        segments.push(Segment { span, kind: SegmentKind::Body });
        start += part.len() + 2;
    }
    segments
}

/// Returns a document with the gold sentences and tokens, and nothing else known of them.
pub fn gold_tokens(document: &RawDocument) -> Document {
    let mut tokens = Vec::new();
    let mut sentences = Vec::new();
    for words in &document.sentences {
        let first = tokens.len();
        tokens.extend(words.iter().map(|range| Token {
            span: Span::new(range.start, range.end),
            lemma: String::new(),
            upos: Upos::X,
            xpos: Xpos::Nfp,
            head: None,
            deprel: Deprel::Dep,
        }));
        if let (Some(start), Some(end)) = (words.first(), words.last()) {
            sentences.push(Sentence {
                span: Span::new(start.start, end.end),
                tokens: first..tokens.len(),
                segment: 0,
            });
        }
    }
    let body = Segment { span: Span::new(0, document.text.len()), kind: SegmentKind::Body };
    Document {
        text: document.text.clone(),
        segments: vec![body],
        sentences,
        tokens,
        ..Document::default()
    }
}

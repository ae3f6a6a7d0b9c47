//! All stages in their order.

use crate::document::{Context, Document, Segment};
use crate::{attribution, entity, mention, quote, sentence, syntax, timex, token};

/// Returns `text` with all its annotations.
///
/// `segments` are the parts of the text in order, without overlap; what lies outside them is not
/// read. The same arguments always give the same document, on every machine.
pub fn annotate(text: &str, segments: &[Segment], context: &Context) -> Document {
    let mut document = parse(text, segments);
    document.timexes = timex::timexes(&document, context);
    document.mentions = mention::mentions(&document);
    entity::entities(&mut document);
    document.attributions = attribution::attributions(&document);
    document
}

/// Returns `text` with its sentences, tokens, quotations, tags and trees alone.
pub fn parse(text: &str, segments: &[Segment]) -> Document {
    let (tokens, mut sentences) = token::tokens(text, segments);
    let quotes = quote::quotes(text, segments);
    sentence::mend(&mut sentences, &quotes);
    let mut document = Document {
        text: text.to_owned(),
        segments: segments.to_vec(),
        sentences,
        tokens,
        quotes,
        ..Document::default()
    };
    syntax::analyse(&mut document);
    document
}

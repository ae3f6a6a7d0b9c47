//! All stages in their order.

use crate::document::{Context, Document, Segment};
use crate::{attribution, quote};

/// Returns `text` with all its annotations.
///
/// `segments` are the parts of the text in order, without overlap; what lies outside them is not
/// read. The same arguments always give the same document, on every machine.
pub fn annotate(text: &str, segments: &[Segment], _context: &Context) -> Document {
    let mut document =
        Document { text: text.to_owned(), segments: segments.to_vec(), ..Document::default() };
    document.quotes = quote::quotes(text, segments);
    document.attributions = attribution::attributions(&document);
    document
}

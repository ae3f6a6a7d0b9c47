//! English news text in, annotated [`Document`] out.
//!
//! No file, clock, network or database, and no text is an error. The stages run in the order of
//! the modules below; each needs only what the stages before it gave.

#![deny(missing_docs)]

pub mod attribution;
pub mod document;
pub mod edtf;
pub mod pipeline;
pub mod quote;
pub mod span;
pub mod tags;

pub use document::*;
pub use edtf::{Bound, Interval, PartialDate};
pub use pipeline::annotate;
pub use span::Span;
pub use tags::{Deprel, Upos, Xpos};

//! English news text in, annotated [`Document`] out.
//!
//! No file, clock, network or database, and no text is an error. The stages run in the order of
//! the modules below; each needs only what the stages before it gave.

#![deny(missing_docs)]

mod aside;
pub mod attribution;
pub mod document;
pub mod edtf;
pub mod encoder;
pub mod entity;
pub mod factuality;
pub mod feature;
pub mod inflection;
pub mod lemma;
pub mod mention;
pub mod model;
pub mod net;
pub mod pipeline;
pub mod quote;
pub mod sentence;
pub mod span;
pub mod syntax;
pub mod tag;
pub mod tags;
pub mod timex;
pub mod token;
pub mod tree;
pub mod vectors;
mod words;

pub use document::*;
pub use edtf::{Bound, Interval, PartialDate};
pub use pipeline::{annotate, parse};
pub use span::Span;
pub use tags::{Deprel, Upos, Xpos};

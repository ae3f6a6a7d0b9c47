//! Reads the corpora that models are trained on and measured against.
//!
//! None of them is part of the repository: every function takes the folder that holds them.

#![deny(missing_docs)]

pub mod archive;
pub mod coreference;
pub mod names;
pub mod text;
pub mod treebank;

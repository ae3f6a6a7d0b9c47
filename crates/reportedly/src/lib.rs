//! The library.
#![deny(missing_docs)]

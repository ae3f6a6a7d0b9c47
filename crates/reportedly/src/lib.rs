//! Reads dated news and keeps a ledger of *reported claims*: who said what about whom, when, how
//! firmly, in which exact words. Nothing is overwritten, and nothing is called true.
//!
//! The way through: `read` gives [`Article`]s, `reportedly-nlp` annotates them, `claims` takes
//! [`Claim`]s from the annotations by the predicates of the beats, the `ledger` keeps them, and
//! beliefs and answers are computed from it.
//!
//! The library knows nothing of terminals, HTTP or wire formats; `reportedly-cli` does.

#![deny(missing_docs)]

pub mod article;
pub mod beat;
pub mod belief;
pub mod claim;
pub mod claims;
pub mod error;
pub mod ledger;
pub mod origin;
pub mod query;
pub mod read;

pub use article::Article;
pub use beat::Beats;
pub use claim::Claim;
pub use error::Error;

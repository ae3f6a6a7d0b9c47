//! Where reports come from: what makes five outlets one origin.
//!
//! Claims go back to one origin when they cite the same source, when their articles share a body
//! (a wire story reprinted), when their articles credit the same agency, or when one outlet
//! publishes them. Each of these rules has a name, and a count always shows outlets beside origins.

use crate::article::Article;

/// Returns the agency that an article's text credits.
pub(crate) fn credit(_article: &Article) -> Option<String> {
    None
}

/// Returns the sketch of an article's body: bodies that share most of their words in order share
/// most of their sketch.
pub(crate) fn sketch(_article: &Article) -> Vec<u8> {
    Vec::new()
}

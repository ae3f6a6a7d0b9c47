//! Articles: what was published, word for word.
//!
//! **Invariant:** the text is kept exactly as it was read; every offset anywhere counts its bytes.

use jiff::civil::Date;
use reportedly_nlp::Segment;
use sha2::{Digest, Sha256};

/// One revision of a dated article, as it was read in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Article {
    /// Where it was read from: a path, or the id of the row of a file of many.
    pub input: String,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its title, where that is told beside the text; a title inside the text is a segment.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The day of publication.
    pub published: Date,
    /// The text, exactly as read.
    pub text: String,
    /// The parts of `text` that are read, in order, without overlap.
    pub segments: Vec<Segment>,
}

impl Article {
    /// Returns the article's id (`a_...`), the same for all its revisions.
    ///
    /// It is made from the URL; without one, from outlet, title and day; without a title, from the
    /// text, so that a changed text without any name is another article.
    pub fn id(&self) -> String {
        let outlet = self.outlet.as_deref().unwrap_or_default();
        match (&self.url, &self.title) {
            (Some(url), _) => hash_id("a", &["url", url]),
            (None, Some(title)) => {
                hash_id("a", &["title", outlet, title, &self.published.to_string()])
            }
            (None, None) => hash_id("a", &["text", outlet, &self.text]),
        }
    }

    /// Returns the id of this revision (`r_...`): a hash of everything that a reader sees.
    pub fn revision(&self) -> String {
        hash_id(
            "r",
            &[
                &self.id(),
                self.outlet.as_deref().unwrap_or_default(),
                self.title.as_deref().unwrap_or_default(),
                &self.published.to_string(),
                &self.text,
            ],
        )
    }
}

/// Returns `prefix_` and 16 hexadecimal digits of the SHA-256 of `parts`, each with its length.
pub(crate) fn hash_id(prefix: &str, parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let digest = hasher.finalize();
    let hex: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{prefix}_{hex}")
}

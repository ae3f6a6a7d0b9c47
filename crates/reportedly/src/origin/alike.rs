//! Articles that are the same story as others, found as they are recorded.

use crate::article::Article;
use crate::error::Error;
use crate::ledger::{ArticleRef, Ledger, Scope, Since};

use super::Stories;

/// How many of the newest readings a new article is compared with.
const COMPARED: u64 = 5_000;

/// Articles that are nearly the same as others, found as they are recorded.
///
/// An article is compared with those of the last 5,000 readings of the ledger, and with those
/// noted since.
#[derive(Default)]
pub struct Alike {
    /// Filled when the first article is noted.
    stories: Stories,
    articles: Vec<ArticleRef>,
    filled: bool,
}

impl Alike {
    /// Returns one that has seen nothing.
    pub fn new() -> Alike {
        Alike::default()
    }

    /// Notes a new article, and returns an earlier one that is nearly the same: the one that shares
    /// most, the first of these.
    pub fn note(
        &mut self,
        ledger: &dyn Ledger,
        article: &Article,
        entry: u64,
    ) -> Result<Option<ArticleRef>, Error> {
        let since = match self.filled {
            false => Since::Entry(entry.saturating_sub(COMPARED)),
            true => Since::Entry(entry.saturating_sub(1)),
        };
        self.filled = true;
        let id = article.id();
        let mut found = None;
        for extraction in ledger.extractions(since, Scope::ALL)? {
            let provenance = ledger.provenance(extraction.article.number)?;
            let (_, same) = self.stories.add_sketch(&provenance.sketch);
            if extraction.entry == entry {
                let others = same.into_iter().map(|other| &self.articles[other]);
                found = others.into_iter().find(|other| other.id != id).cloned();
            }
            self.articles.push(extraction.article);
        }
        Ok(found)
    }
}

//! Looks up articles, what was read of them, and who publishes and is cited.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::super::check::searched;
use super::super::words;
use super::super::words::{Terms, snippet};
use super::*;

impl Memory {
    pub(super) fn extent(&self, scope: Scope) -> Result<Extent, Error> {
        let mut extent = Extent { entry: self.last_entry(scope), ..Extent::default() };
        let mut articles = BTreeSet::new();
        let mut revisions = BTreeSet::new();
        for number in (1..=self.entries.len() as u64).filter(|n| self.holds_entry(scope, *n)) {
            let entry = self.entry(number);
            let Some(read) = entry.revision else { continue };
            let revision = self.revision(read);
            let published = revision.stored.reference.published;
            articles.insert(revision.article);
            revisions.insert(read);
            extent.claims += entry.claims;
            extent.first_published =
                Some(extent.first_published.map_or(published, |first| first.min(published)));
            extent.last_published =
                Some(extent.last_published.map_or(published, |last| last.max(published)));
        }
        extent.articles = articles.len() as u64;
        extent.revisions = revisions.len() as u64;
        Ok(extent)
    }

    pub(super) fn article(&self, id: &str) -> Result<Vec<StoredArticle>, Error> {
        let meant = |stored: &StoredArticle| {
            let reference = &stored.reference;
            match id.get(..2) {
                Some("a_") => reference.id == id,
                Some("r_") => reference.revision == id,
                _ => reference.url.as_deref() == Some(id) || reference.input == id,
            }
        };
        let articles: BTreeSet<u64> =
            self.revisions.iter().filter(|r| meant(&r.stored)).map(|r| r.article).collect();
        let mut found: Vec<&Revision> =
            self.revisions.iter().filter(|r| articles.contains(&r.article)).collect();
        found.sort_by_key(|revision| (revision.article, revision.stored.reference.number));
        Ok(found.into_iter().map(|revision| revision.stored.clone()).collect())
    }

    pub(super) fn newest(&self, scope: Scope, limit: usize) -> Result<Vec<ArticleRef>, Error> {
        let mut found: Vec<&ArticleRef> = self
            .revisions
            .iter()
            .map(|revision| &revision.stored)
            .filter(|stored| self.holds(scope, stored.reference.published, stored.entry))
            .map(|stored| &stored.reference)
            .collect();
        found.sort_by_key(|reference| std::cmp::Reverse((reference.published, reference.number)));
        Ok(found.into_iter().take(limit).cloned().collect())
    }

    pub(super) fn search(&self, search: &Search, scope: Scope) -> Result<Hits, Error> {
        let terms = Terms::new(&search.words);
        let mut hits = Hits::default();
        if terms.all.is_empty() {
            return Ok(hits);
        }
        // Without statistics of words the newest come first in either order.
        for revision in self.revisions.iter().rev() {
            let stored = &revision.stored;
            let mut text = words(&stored.article.text);
            // A phrase does not reach from the title into the text.
            text.push(String::new());
            text.extend(words(stored.article.title.as_deref().unwrap_or_default()));
            if hits.articles.len() < search.limit
                && self.holds(scope, stored.reference.published, stored.entry)
                && terms.meet(&text)
            {
                let shown = snippet(&stored.article.text, &terms);
                hits.articles.push((stored.reference.clone(), shown));
            }
        }
        let decisions = Ledger::decisions(self, scope)?;
        let found = (1..=self.claims.len() as u64)
            .rev()
            .filter_map(|number| self.stored(number))
            .filter(|stored| self.holds_entry(scope, stored.entry))
            .filter(|stored| decisions.counts(stored.number))
            .filter(|stored| terms.meet(&searched(&stored.claim)));
        hits.claims = found.take(search.limit).collect();
        Ok(hits)
    }

    pub(super) fn extractions(&self, since: Since, scope: Scope) -> Result<Vec<Extraction>, Error> {
        let mut found = Vec::new();
        for number in 1..=self.entries.len() as u64 {
            let Some(extraction) = self.extraction(number) else { continue };
            let is_new = match since {
                Since::Day(day) => extraction.article.published > day,
                Since::Entry(last) => number > last,
            };
            if is_new && self.holds_entry(scope, number) {
                found.push(extraction);
            }
        }
        Ok(found)
    }

    pub(super) fn sources(&self, scope: Scope) -> Result<Vec<SourceCount>, Error> {
        let mut counts = Counts::new();
        let mut articles: BTreeSet<(String, u64)> = BTreeSet::new();
        for number in 1..=self.entries.len() as u64 {
            if !self.holds_entry(scope, number) || self.replaced(scope, number) {
                continue;
            }
            let entry = self.entry(number);
            let Some(read) = entry.revision.filter(|_| entry.extractor.is_some()) else { continue };
            let revision = self.revision(read);
            let published = revision.stored.reference.published;
            if let Some(outlet) = &revision.provenance.outlet {
                let count = count(&mut counts, outlet, "outlet", published);
                count.claims += entry.claims;
                if articles.insert((outlet.clone(), revision.article)) {
                    count.articles += 1;
                }
            }
            for number in entry.first_claim..entry.first_claim + entry.claims {
                let links = self.kept(number).map_or(&[][..], |kept| &kept.claim.chain);
                let cited: BTreeSet<(&str, &'static str)> =
                    links.iter().map(|link| (link.name.as_str(), link.kind.as_str())).collect();
                for (name, kind) in cited {
                    count(&mut counts, name, kind, published).cited += 1;
                }
            }
        }
        Ok(counts.into_values().collect())
    }
}

type Counts = BTreeMap<(String, &'static str), SourceCount>;

/// Returns the count of a source, with a day on which it published or was cited.
fn count<'a>(
    counts: &'a mut Counts,
    name: &str,
    kind: &'static str,
    published: Date,
) -> &'a mut SourceCount {
    let count = counts.entry((name.to_owned(), kind)).or_insert_with(|| SourceCount {
        name: name.to_owned(),
        kind: kind.to_owned(),
        articles: 0,
        claims: 0,
        cited: 0,
        first: published,
        last: published,
    });
    count.first = count.first.min(published);
    count.last = count.last.max(published);
    count
}

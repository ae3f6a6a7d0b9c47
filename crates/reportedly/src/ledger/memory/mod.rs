//! The ledger in memory: the same promises as the file, kept in the plainest way.
//!
//! It is what the file is tested against, and serves where nothing is to be kept. Every question
//! walks over everything: it is not meant for many articles.

mod articles;
mod claims;
mod touched;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::check::thousandths;
use super::*;
use crate::claim::{Argument, fold};

/// A ledger in memory.
#[derive(Default)]
pub struct Memory {
    articles: Vec<String>,
    revisions: Vec<Revision>,
    entries: Vec<Entry>,
    entities: Vec<Entity>,
    chains: Vec<Vec<Link>>,
    claims: Vec<Kept>,
    decided: Vec<Decided>,
    cursors: BTreeMap<String, u64>,
}

struct Revision {
    stored: StoredArticle,
    article: u64,
    provenance: Arc<Provenance>,
}

struct Entry {
    recorded: Timestamp,
    /// What took the claims; `None` for a decision.
    extractor: Option<String>,
    /// `None` for a decision that adds no claim.
    revision: Option<u64>,
    first_claim: u64,
    claims: u64,
}

impl Entry {
    /// Whether it holds what an extractor read, and of that revision.
    fn reads(&self, revision: u64) -> bool {
        self.extractor.is_some() && self.revision == Some(revision)
    }
}

struct Kept {
    entry: u64,
    ordinal: u64,
    subject: u64,
    object: Option<u64>,
    chain: Option<u64>,
    claim: Claim,
}

impl Memory {
    /// Returns an empty ledger.
    pub fn new() -> Memory {
        Memory::default()
    }

    fn revision(&self, number: u64) -> &Revision {
        &self.revisions[number as usize - 1]
    }

    fn entry(&self, number: u64) -> &Entry {
        &self.entries[number as usize - 1]
    }

    fn kept(&self, number: u64) -> Option<&Kept> {
        self.claims.get((number as usize).checked_sub(1)?)
    }

    /// Whether a revision with its first entry lies in scope.
    fn holds(&self, scope: Scope, published: Date, entry: u64) -> bool {
        scope.published_by.is_none_or(|day| published <= day)
            && scope.entry.is_none_or(|last| entry <= last)
    }

    /// Whether an entry that holds claims lies in scope.
    fn holds_entry(&self, scope: Scope, number: u64) -> bool {
        let revision = self.entry(number).revision.map(|number| self.revision(number));
        revision.is_some_and(|r| self.holds(scope, r.stored.reference.published, number))
    }

    /// Whether something in scope takes the place of that entry.
    fn replaced(&self, scope: Scope, number: u64) -> bool {
        let entry = self.entry(number);
        let Some(read) = entry.revision else { return false };
        let article = self.revision(read).article;
        let revised = self.revisions.iter().any(|other| {
            let reference = &other.stored.reference;
            other.article == article
                && reference.number > read
                && self.holds(scope, reference.published, other.stored.entry)
        });
        // What a person put in the place of a claim outlasts later readings.
        let reread = entry.extractor.is_some()
            && (number + 1..=self.entries.len() as u64).any(|later| {
                self.entry(later).reads(read) && scope.entry.is_none_or(|last| later <= last)
            });
        revised || reread
    }

    /// Returns the last entry in scope.
    fn last_entry(&self, scope: Scope) -> u64 {
        let last = self.entries.len() as u64;
        scope.entry.map_or(last, |entry| entry.min(last))
    }

    fn stored(&self, number: u64) -> Option<StoredClaim> {
        let kept = self.kept(number)?;
        let entry = self.entry(kept.entry);
        let article = self.revision(entry.revision?).stored.reference.clone();
        let mut claim = kept.claim.clone();
        claim.confidence = thousandths(claim.confidence) as f32 / 1000.0;
        claim.mentions = Default::default();
        claim.subject = self.argument(kept.subject);
        claim.object = kept.object.map(|object| self.argument(object));
        Some(StoredClaim {
            number,
            id: claim_id(&article.revision, kept.ordinal),
            entry: kept.entry,
            recorded: entry.recorded,
            extractor: entry.extractor.clone().unwrap_or_else(|| PERSON.to_owned()),
            article,
            claim,
        })
    }

    /// Returns what was read in an entry; `None` for a decision.
    fn extraction(&self, number: u64) -> Option<Extraction> {
        let entry = self.entry(number);
        let extractor = entry.extractor.clone()?;
        let stored = &self.revision(entry.revision?).stored;
        Some(Extraction {
            entry: number,
            recorded: entry.recorded,
            article: stored.reference.clone(),
            revision_number: stored.number,
            outcome: match (stored.entry == number, stored.number) {
                (true, 1) => Outcome::New,
                (true, _) => Outcome::Revised,
                (false, _) => Outcome::Reread,
            },
            extractor,
            first_claim: entry.first_claim,
            claims: entry.claims,
        })
    }

    fn argument(&self, entity: u64) -> Argument {
        let entity = &self.entities[entity as usize - 1];
        Argument { name: entity.name.clone(), kind: entity.kind }
    }
}

impl Ledger for Memory {
    fn begin(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn commit(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn record(
        &mut self,
        article: &Article,
        claims: &[Claim],
        recorded: Timestamp,
        extractor: &str,
    ) -> Result<Recorded, Error> {
        Memory::record(self, article, claims, recorded, extractor)
    }

    fn is_known(&self, revision: &str, extractor: &str) -> Result<bool, Error> {
        Ok(self.reading(revision, extractor)?.is_some())
    }

    fn reading(&self, revision: &str, extractor: &str) -> Result<Option<Extraction>, Error> {
        let found = self.entries.iter().rposition(|entry| {
            entry.extractor.as_deref() == Some(extractor)
                && entry.revision.is_some_and(|number| {
                    self.revision(number).stored.reference.revision == revision
                })
        });
        Ok(found.and_then(|place| self.extraction(place as u64 + 1)))
    }

    fn decide(&mut self, decision: &Decision, recorded: Timestamp) -> Result<u64, Error> {
        Memory::decide(self, decision, recorded)
    }

    fn edit(
        &mut self,
        claim: u64,
        edited: &Claim,
        why: &Why,
        recorded: Timestamp,
    ) -> Result<(u64, u64), Error> {
        Memory::edit(self, claim, edited, why, recorded)
    }

    fn decided(&self) -> Result<Vec<Decided>, Error> {
        Ok(self.decided.clone())
    }

    fn decisions(&self, scope: Scope) -> Result<Arc<Decisions>, Error> {
        Ok(Arc::new(Decisions::replay(&self.decided, scope.entry)))
    }

    fn extent(&self, scope: Scope) -> Result<Extent, Error> {
        Memory::extent(self, scope)
    }

    fn entry_by(&self, time: Timestamp) -> Result<u64, Error> {
        let by = |entry: &Entry| entry.recorded.as_second() <= time.as_second();
        Ok(self.entries.iter().rposition(by).map_or(0, |place| place as u64 + 1))
    }

    fn entity(&self, id: &str) -> Result<Option<Entity>, Error> {
        Ok(self.entities.iter().find(|entity| entity.id == id).cloned())
    }

    fn entity_numbered(&self, number: u64) -> Result<Option<Entity>, Error> {
        Ok(self.entities.iter().find(|entity| entity.number == number).cloned())
    }

    fn entities_named(&self, name: &str) -> Result<Vec<Entity>, Error> {
        let key = fold(name);
        Ok(self.entities.iter().filter(|entity| fold(&entity.name) == key).cloned().collect())
    }

    fn namesakes(&self, numbers: &[u64]) -> Result<Vec<u64>, Error> {
        let of = |number: &u64| self.entities.iter().find(|entity| entity.number == *number);
        let keys: BTreeSet<String> =
            numbers.iter().filter_map(of).map(|entity| fold(&entity.name)).collect();
        let same = self.entities.iter().filter(|entity| keys.contains(&fold(&entity.name)));
        Ok(same.map(|entity| entity.number).collect())
    }

    fn entities_with(&self, wanted: &[String], limit: usize) -> Result<Vec<Entity>, Error> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let has = |entity: &&Entity| {
            let held = words(&entity.name);
            wanted.iter().all(|word| held.contains(word))
        };
        Ok(self.entities.iter().filter(has).take(limit).cloned().collect())
    }

    fn entities_beginning(&self, letters: &str, limit: usize) -> Result<Vec<Entity>, Error> {
        let has = |entity: &&Entity| {
            !letters.is_empty() && words(&entity.name).iter().any(|word| word.starts_with(letters))
        };
        Ok(self.entities.iter().filter(has).take(limit).cloned().collect())
    }

    fn mentions_of(&self, entity: u64, scope: Scope, limit: usize) -> Result<usize, Error> {
        Memory::mentions_of(self, entity, scope, limit)
    }

    fn predicates_of(&self, entity: u64) -> Result<Vec<PredicateRef>, Error> {
        Memory::predicates_of(self, entity)
    }

    fn told_slots(&self, predicates: &[&str], scope: Scope) -> Result<Vec<ToldSlot>, Error> {
        Memory::told_slots(self, predicates, scope)
    }

    fn reports(&self, sources: &[&str], scope: Scope, limit: usize) -> Result<Vec<Row>, Error> {
        Memory::reports(self, sources, scope, limit)
    }

    fn rows(&self, query: &RowQuery, scope: Scope) -> Result<Vec<Row>, Error> {
        Memory::rows(self, query, None, scope)
    }

    fn rows_between(
        &self,
        query: &RowQuery,
        others: &[u64],
        scope: Scope,
    ) -> Result<Vec<Row>, Error> {
        Memory::rows(self, query, Some(others), scope)
    }

    fn count(&self, query: &RowQuery, scope: Scope) -> Result<Option<Count>, Error> {
        let all = RowQuery { limit: usize::MAX, ..query.clone() };
        let rows = Memory::rows(self, &all, None, scope)?;
        Ok(counted(rows.iter().map(|row| row.published), query.limit))
    }

    fn chain(&self, number: u64) -> Result<Vec<Link>, Error> {
        let place = (number as usize).checked_sub(1);
        Ok(place.and_then(|place| self.chains.get(place)).cloned().unwrap_or_default())
    }

    fn qualifiers(&self, claim: u64) -> Result<Vec<(String, String)>, Error> {
        let kept = self.kept(claim);
        Ok(kept.map(|kept| kept.claim.qualifiers.clone().into_iter().collect()).unwrap_or_default())
    }

    fn provenance(&self, revision: u64) -> Result<Arc<Provenance>, Error> {
        Ok(self.revision(revision).provenance.clone())
    }

    fn claims(&self, numbers: &[u64]) -> Result<Vec<StoredClaim>, Error> {
        Ok(numbers.iter().filter_map(|&number| self.stored(number)).collect())
    }

    fn claim(&self, id: &str) -> Result<Option<StoredClaim>, Error> {
        Memory::claim(self, id)
    }

    fn extraction_of(&self, revision: u64, scope: Scope) -> Result<Option<Extraction>, Error> {
        let known = &self.entries[..self.last_entry(scope) as usize];
        let newest = known.iter().rposition(|entry| entry.reads(revision));
        Ok(newest.and_then(|place| self.extraction(place as u64 + 1)))
    }

    fn claims_of(&self, revision: u64, scope: Scope) -> Result<Vec<StoredClaim>, Error> {
        Memory::claims_of(self, revision, scope)
    }

    fn article(&self, id: &str) -> Result<Vec<StoredArticle>, Error> {
        Memory::article(self, id)
    }

    fn newest(&self, scope: Scope, limit: usize) -> Result<Vec<ArticleRef>, Error> {
        Memory::newest(self, scope, limit)
    }

    fn search(&self, search: &Search, scope: Scope) -> Result<Hits, Error> {
        Memory::search(self, search, scope)
    }

    fn unread(
        &self,
        extractor: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<StoredArticle>, Error> {
        let is_read = |number: u64| {
            let mut entries = self.entries.iter();
            entries.any(|e| e.reads(number) && e.extractor.as_deref() == Some(extractor))
        };
        let unread = (after + 1..=self.revisions.len() as u64).filter(|number| !is_read(*number));
        Ok(unread.take(limit).map(|number| self.revision(number).stored.clone()).collect())
    }

    fn extractions(&self, since: Since, scope: Scope) -> Result<Vec<Extraction>, Error> {
        Memory::extractions(self, since, scope)
    }

    fn touched(&self, entities: &[u64], since: Since, scope: Scope) -> Result<Touched, Error> {
        Memory::touched(self, entities, since, scope)
    }

    fn propositions(&self, extraction: &Extraction) -> Result<Vec<Proposition>, Error> {
        let numbers = extraction.first_claim..extraction.first_claim + extraction.claims;
        let about = |kept: &Kept| Proposition {
            subject: kept.subject,
            kind: kept.claim.kind,
            predicate: kept.claim.predicate.clone(),
            object: kept.object,
        };
        Ok(numbers.filter_map(|number| self.kept(number)).map(about).collect())
    }

    fn sources(&self, scope: Scope) -> Result<Vec<SourceCount>, Error> {
        Memory::sources(self, scope)
    }

    fn cursor(&self, name: &str) -> Result<Option<u64>, Error> {
        Ok(self.cursors.get(name).copied())
    }

    fn set_cursor(&mut self, name: &str, entry: u64) -> Result<(), Error> {
        self.cursors.insert(name.to_owned(), entry);
        Ok(())
    }
}

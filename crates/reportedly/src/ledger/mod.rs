//! The ledger: who reported what, when, in which words, known since when.
//!
//! Articles and claims go in by [`Ledger::record`] and are never changed or taken out. What the
//! ledger gives back is what was recorded; what stands is computed from it in
//! [`belief`](crate::belief).
//!
//! Two stores keep the same promises: [`Sqlite`], one file, and [`Memory`], for tests and for
//! reading without a file. They number things alike and give the same answers.
//!
//! ```
//! use reportedly::ledger::{Ledger, Memory, Scope};
//! let ledger = Memory::new();
//! assert_eq!(ledger.extent(Scope::ALL).unwrap().articles, 0);
//! ```
//!
//! **Invariants:** one article is recorded whole or not at all; recording it again changes nothing;
//! every span of a recorded claim covers, byte for byte, the words that the claim quotes.

mod carry;
mod check;
mod decision;
mod decisions;
mod drawer;
mod extractor;
mod held;
mod import;
mod memory;
mod sqlite;
mod words;

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::article::Article;
use crate::claim::{Claim, Link};
use crate::error::Error;

pub use decision::{Decided, Decision, Deed, Resolve, Resolved, Verdict, Why};
pub use decisions::Decisions;
pub use drawer::Drawer;
pub(crate) use drawer::kept;
pub use extractor::version;
pub use held::*;
pub use import::{Imported, import};
pub use memory::Memory;
pub use sqlite::{Size, Sqlite, Verified};
pub use words::words;
pub(crate) use words::{plain_words, share_a_word};

/// A store of articles and claims that only grows.
pub trait Ledger {
    /// Begins a batch: what is recorded until [`commit`](Ledger::commit) becomes durable together.
    ///
    /// A batch makes many small articles fast; a program that is killed loses at most its batch,
    /// and never half an article. Without a batch every article is its own.
    fn begin(&mut self) -> Result<(), Error>;

    /// Makes the batch durable.
    fn commit(&mut self) -> Result<(), Error>;

    /// Records one revision of an article with the claims that `extractor` took from it.
    ///
    /// `recorded` is the ledger's clock; it never runs backwards, so an earlier time counts as the
    /// last one. Where words and spans do not agree nothing is recorded. An error in writing, as
    /// from a full disk, undoes the whole batch.
    fn record(
        &mut self,
        article: &Article,
        claims: &[Claim],
        recorded: Timestamp,
        extractor: &str,
    ) -> Result<Recorded, Error>;

    /// Records what a person decides, and returns the entry.
    ///
    /// # Errors
    /// Where it speaks of an entity or a claim that the ledger does not have, or says nothing.
    fn decide(&mut self, decision: &Decision, recorded: Timestamp) -> Result<u64, Error>;

    /// Records what a person puts in the place of a claim of that number: another claim with the
    /// same evidence. Returns the entry and the number of the new claim.
    ///
    /// # Errors
    /// As for [`decide`](Ledger::decide), and where words and spans do not agree.
    fn edit(
        &mut self,
        claim: u64,
        edited: &Claim,
        why: &Why,
        recorded: Timestamp,
    ) -> Result<(u64, u64), Error>;

    /// Returns every decision, in the order of recording.
    fn decided(&self) -> Result<Vec<Decided>, Error>;

    /// Returns what the decisions in scope amount to. The day of publication bounds none of them:
    /// who is who, and whether an article was read rightly, is no news.
    fn decisions(&self, scope: Scope) -> Result<Arc<Decisions>, Error>;

    /// Returns whether recording the revision with that extractor would change nothing.
    fn is_known(&self, revision: &str, extractor: &str) -> Result<bool, Error>;

    /// Returns what that extractor took from a revision (`r_...`).
    fn reading(&self, revision: &str, extractor: &str) -> Result<Option<Extraction>, Error>;

    /// Returns how much the ledger holds.
    fn extent(&self, scope: Scope) -> Result<Extent, Error>;

    /// Returns the number of the last entry that was recorded by `time`; 0 when there is none.
    fn entry_by(&self, time: Timestamp) -> Result<u64, Error>;

    /// Returns the entity of an id (`e_...`).
    fn entity(&self, id: &str) -> Result<Option<Entity>, Error>;

    /// Returns the entity of a number.
    fn entity_numbered(&self, number: u64) -> Result<Option<Entity>, Error>;

    /// Returns the entities, of whatever kind, that are written just so (but for case and marks).
    fn entities_named(&self, name: &str) -> Result<Vec<Entity>, Error>;

    /// Returns the numbers of all entities that are written as one of these is (but for case and marks),
    /// these among them, in order.
    fn namesakes(&self, numbers: &[u64]) -> Result<Vec<u64>, Error>;

    /// Returns the first `limit` entities whose names hold all of these [`words`].
    fn entities_with(&self, words: &[String], limit: usize) -> Result<Vec<Entity>, Error>;

    /// Returns the first `limit` entities with a word in their names that begins so.
    fn entities_beginning(&self, letters: &str, limit: usize) -> Result<Vec<Entity>, Error>;

    /// Returns how many claims in scope name the entity; more than `limit` are not counted.
    fn mentions_of(&self, entity: u64, scope: Scope, limit: usize) -> Result<usize, Error>;

    /// Returns what is reported of an entity, as subject and as object, by name.
    fn predicates_of(&self, entity: u64) -> Result<Vec<PredicateRef>, Error>;

    /// Returns what is reported of whom by typed predicates of these names, by entity, side and
    /// place in `predicates`; what people left out is not among it.
    fn told_slots(&self, predicates: &[&str], scope: Scope) -> Result<Vec<ToldSlot>, Error>;

    /// Returns the claims in scope that `query` asks for, newest publication first, then last
    /// recorded first. Claims that a person rejected, or put another in the place of, are left out.
    fn rows(&self, query: &RowQuery, scope: Scope) -> Result<Vec<Row>, Error>;

    /// Returns as [`rows`](Ledger::rows) the claims that `query` asks for, but only those in which one of
    /// `others` stands on the other side.
    fn rows_between(
        &self,
        query: &RowQuery,
        others: &[u64],
        scope: Scope,
    ) -> Result<Vec<Row>, Error>;

    /// Returns how many claims in scope `query` asks for, up to its limit, and the days of the first
    /// and the last of all; `None` where there is none.
    fn count(&self, query: &RowQuery, scope: Scope) -> Result<Option<Count>, Error>;

    /// Returns the newest `limit` typed claims in scope that an outlet of one of these names
    /// published, or that cite a source of one of them, newest publication first; those that
    /// people left out are not among them.
    fn reports(&self, sources: &[&str], scope: Scope, limit: usize) -> Result<Vec<Row>, Error>;

    /// Returns the sources of a chain, from below the outlet inward, without their cues.
    fn chain(&self, number: u64) -> Result<Vec<Link>, Error>;

    /// Returns the qualifiers of a claim.
    fn qualifiers(&self, claim: u64) -> Result<Vec<(String, String)>, Error>;

    /// Returns what tells where a revision comes from.
    fn provenance(&self, revision: u64) -> Result<Arc<Provenance>, Error>;

    /// Returns the claims of these numbers, in that order; unknown numbers are left out.
    fn claims(&self, numbers: &[u64]) -> Result<Vec<StoredClaim>, Error>;

    /// Returns the claim of an id (`c_...`).
    fn claim(&self, id: &str) -> Result<Option<StoredClaim>, Error>;

    /// Returns the newest extraction of a revision that was recorded in scope.
    fn extraction_of(&self, revision: u64, scope: Scope) -> Result<Option<Extraction>, Error>;

    /// Returns the claims that the newest extractor in scope took from a revision, with those that a
    /// person put in the place of others, in text order; those that do not count are left out.
    fn claims_of(&self, revision: u64, scope: Scope) -> Result<Vec<StoredClaim>, Error>;

    /// Returns the revisions of an article, the first one first, by the id of the article
    /// (`a_...`), of one of its revisions (`r_...`), its URL, or the name it was read from.
    fn article(&self, id: &str) -> Result<Vec<StoredArticle>, Error>;

    /// Returns the newest articles in scope.
    fn newest(&self, scope: Scope, limit: usize) -> Result<Vec<ArticleRef>, Error>;

    /// Returns the articles and claims that hold the words of `search`.
    fn search(&self, search: &Search, scope: Scope) -> Result<Hits, Error>;

    /// Returns the revisions after the number `after` that were not read by `extractor`, the first
    /// `limit`: what is to be read again.
    fn unread(
        &self,
        extractor: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<StoredArticle>, Error>;

    /// Returns what was read in scope, in the order of recording.
    fn extractions(&self, since: Since, scope: Scope) -> Result<Vec<Extraction>, Error>;

    /// Returns what was read in scope of these entities.
    fn touched(&self, entities: &[u64], since: Since, scope: Scope) -> Result<Touched, Error>;

    /// Returns what the claims of an extraction are about, in their order.
    fn propositions(&self, extraction: &Extraction) -> Result<Vec<Proposition>, Error>;

    /// Returns who publishes and who is cited, by name.
    fn sources(&self, scope: Scope) -> Result<Vec<SourceCount>, Error>;

    /// Returns where answers are kept that were computed from the ledger as it is, and the number of its last
    /// entry; `None` where none are.
    fn drawer(&self) -> Result<Option<(&Drawer, u64)>, Error> {
        Ok(None)
    }

    /// Returns the entry up to which the reader of that name has asked for what is new.
    fn cursor(&self, name: &str) -> Result<Option<u64>, Error>;

    /// Notes up to which entry that reader has asked. It is no part of what the ledger reports.
    fn set_cursor(&mut self, name: &str, entry: u64) -> Result<(), Error>;
}

/// Which part of the ledger an answer may look at.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Scope {
    /// Only what was published by the end of that day.
    pub published_by: Option<Date>,
    /// Only what was recorded up to and with that entry.
    pub entry: Option<u64>,
}

impl Scope {
    /// Everything.
    pub const ALL: Scope = Scope { published_by: None, entry: None };
}

/// The name under which the claims are kept that a person put in the place of others.
pub const PERSON: &str = "a person";

/// Returns the id of a claim of a revision: the same in every ledger that read it so.
pub fn claim_id(revision: &str, ordinal: u64) -> String {
    format!("c_{}-{ordinal}", revision.strip_prefix("r_").unwrap_or(revision))
}

/// Returns how many claims were published on these days, `limit` at most, and the first and the last.
fn counted(days: impl Iterator<Item = Date>, limit: usize) -> Option<Count> {
    let count = |found: Option<Count>, day: Date| {
        let found = found.unwrap_or(Count { claims: 0, first: day, last: day });
        let (first, last) = (found.first.min(day), found.last.max(day));
        Some(Count { claims: found.claims + 1, first, last })
    };
    let count = days.fold(None, count)?;
    Some(Count { claims: count.claims.min(limit), ..count })
}

/// Returns what puts claims of one day in an order: see [`Row::tie`].
fn tie(revision: &str, ordinal: u64) -> (u64, u64) {
    let hash = revision.strip_prefix("r_").unwrap_or(revision);
    (u64::from_str_radix(hash, 16).unwrap_or_default(), ordinal)
}

/// Returns the revision and the place that the id of a claim names.
fn parse_claim_id(id: &str) -> Option<(String, u64)> {
    let (revision, ordinal) = id.strip_prefix("c_")?.split_once('-')?;
    Some((format!("r_{revision}"), ordinal.parse().ok()?))
}

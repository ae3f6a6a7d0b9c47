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

mod check;
mod memory;
mod sqlite;
mod words;

use jiff::Timestamp;
use jiff::civil::Date;
use reportedly_nlp::{Certainty, EntityKind, Interval, Polarity, SpeechAct};

use crate::article::Article;
use crate::claim::{Claim, ClaimKind, Firmness, Link};
use crate::error::Error;

pub use memory::Memory;
pub use sqlite::{Sqlite, Verified};
pub use words::words;

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

    /// Returns whether recording the revision with that extractor would change nothing.
    fn is_known(&self, revision: &str, extractor: &str) -> Result<bool, Error>;

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

    /// Returns the first `limit` entities whose names hold all of these [`words`].
    fn entities_with(&self, words: &[String], limit: usize) -> Result<Vec<Entity>, Error>;

    /// Returns how many claims in scope name the entity; more than `limit` are not counted.
    fn mentions_of(&self, entity: u64, scope: Scope, limit: usize) -> Result<usize, Error>;

    /// Returns what is reported of an entity, as subject and as object, by name.
    fn predicates_of(&self, entity: u64) -> Result<Vec<PredicateRef>, Error>;

    /// Returns what is reported of whom by typed predicates of these names, by entity, side and
    /// place in `predicates`.
    fn told_slots(&self, predicates: &[&str], scope: Scope) -> Result<Vec<ToldSlot>, Error>;

    /// Returns the claims in scope that `query` asks for, newest publication first, then last
    /// recorded first.
    fn rows(&self, query: &RowQuery, scope: Scope) -> Result<Vec<Row>, Error>;

    /// Returns the newest `limit` typed claims in scope that an outlet of one of these names
    /// published, or that cite a source of one of them, newest publication first.
    fn reports(&self, sources: &[&str], scope: Scope, limit: usize) -> Result<Vec<Row>, Error>;

    /// Returns the sources of a chain, from below the outlet inward, without their cues.
    fn chain(&self, number: u64) -> Result<Vec<Link>, Error>;

    /// Returns the qualifiers of a claim.
    fn qualifiers(&self, claim: u64) -> Result<Vec<(String, String)>, Error>;

    /// Returns what tells where a revision comes from.
    fn provenance(&self, revision: u64) -> Result<Provenance, Error>;

    /// Returns the claims of these numbers, in that order; unknown numbers are left out.
    fn claims(&self, numbers: &[u64]) -> Result<Vec<StoredClaim>, Error>;

    /// Returns the claim of an id (`c_...`).
    fn claim(&self, id: &str) -> Result<Option<StoredClaim>, Error>;

    /// Returns the newest extraction of a revision.
    fn extraction_of(&self, revision: u64) -> Result<Option<Extraction>, Error>;

    /// Returns the claims that the newest extractor took from a revision, in text order.
    fn claims_of(&self, revision: u64) -> Result<Vec<StoredClaim>, Error>;

    /// Returns the revisions of an article, the first one first, by the id of the article
    /// (`a_...`), of one of its revisions (`r_...`), its URL, or the name it was read from.
    fn article(&self, id: &str) -> Result<Vec<StoredArticle>, Error>;

    /// Returns the newest articles in scope.
    fn newest(&self, scope: Scope, limit: usize) -> Result<Vec<ArticleRef>, Error>;

    /// Returns the articles and claims that hold the words of `search`.
    fn search(&self, search: &Search, scope: Scope) -> Result<Hits, Error>;

    /// Returns what was read in scope, in the order of recording.
    fn extractions(&self, since: Since, scope: Scope) -> Result<Vec<Extraction>, Error>;

    /// Returns what the claims of an extraction are about, in their order.
    fn propositions(&self, extraction: &Extraction) -> Result<Vec<Proposition>, Error>;

    /// Returns who publishes and who is cited, by name.
    fn sources(&self, scope: Scope) -> Result<Vec<SourceCount>, Error>;

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

/// What recording an article did.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Recorded {
    /// Whether it was new.
    pub outcome: Outcome,
    /// The article (`a_...`).
    pub article: String,
    /// The revision (`r_...`).
    pub revision: String,
    /// The entry that holds it.
    pub entry: u64,
    /// When that entry was recorded.
    pub recorded: Timestamp,
    /// How many claims that entry holds.
    pub claims: usize,
}

/// Whether an article was new.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum Outcome {
    /// An article that the ledger did not have.
    New,
    /// Another text of an article that it had.
    Revised,
    /// A text that it had, read by another extractor.
    Reread,
    /// A text that it had: nothing changed.
    Known,
}

impl Outcome {
    /// Returns the word that the command line and the wire use.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::New => "new",
            Outcome::Revised => "revised",
            Outcome::Reread => "reread",
            Outcome::Known => "known",
        }
    }
}

/// How much a ledger holds.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Extent {
    /// The last entry.
    pub entry: u64,
    /// Articles.
    pub articles: u64,
    /// Revisions of articles.
    pub revisions: u64,
    /// Claims, of every extractor.
    pub claims: u64,
    /// The day of the first publication.
    pub first_published: Option<Date>,
    /// The day of the last publication.
    pub last_published: Option<Date>,
}

/// Somebody or something that claims are about.
#[derive(Clone, Debug, Eq, PartialEq, Ord, PartialOrd)]
pub struct Entity {
    /// Its number in this ledger, from 1.
    pub number: u64,
    /// Its id (`e_...`), the same in every ledger.
    pub id: String,
    /// Its name, as it was first written.
    pub name: String,
    /// What kind of thing it is, where known.
    pub kind: Option<EntityKind>,
}

/// What is reported of an entity.
#[derive(Clone, Debug, Eq, PartialEq, Ord, PartialOrd)]
pub struct PredicateRef {
    /// How the claims were found.
    pub kind: ClaimKind,
    /// The name of the predicate.
    pub name: String,
    /// Whether the entity is the subject of some of them.
    pub as_subject: bool,
    /// Whether the entity is the object of some of them.
    pub as_object: bool,
}

/// That something is reported of an entity by one predicate.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd)]
pub struct ToldSlot {
    /// The entity.
    pub entity: u64,
    /// Whether it is the subject or the other party.
    pub side: Side,
    /// The place of the predicate in the request.
    pub predicate: usize,
    /// Whether more than one value, or more than one subject, is told.
    pub several: bool,
    /// Whether a claim says that it is not so, or takes it back.
    pub denied: bool,
}

/// Which claims to fetch.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RowQuery {
    /// One of these is the subject (or the object).
    pub entities: Vec<u64>,
    /// Where the entities stand.
    pub side: Side,
    /// The predicate, by how it was found and its name.
    pub predicate: (ClaimKind, String),
    /// Only what was published after that day.
    pub published_after: Option<Date>,
    /// At most so many, the newest ones.
    pub limit: usize,
}

/// Where an entity stands in a claim.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum Side {
    /// The claim is about it.
    Subject,
    /// It is the other party.
    Object,
}

/// A claim, as little of it as beliefs need.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Row {
    /// The number of the claim.
    pub claim: u64,
    /// The entry that holds it.
    pub entry: u64,
    /// The number of the revision.
    pub revision: u64,
    /// The number of the article.
    pub article: u64,
    /// Whether a later revision, or a later reading of the same one, takes its place in scope.
    pub replaced: bool,
    /// How it was found.
    pub kind: ClaimKind,
    /// What is said.
    pub predicate: String,
    /// Of whom, by number.
    pub subject: u64,
    /// The other party, by number.
    pub object: Option<u64>,
    /// The value.
    pub value: Option<String>,
    /// When the article was published.
    pub published: Date,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who says so; `None` for the article's own voice.
    pub chain: Option<u64>,
    /// Whether it is so.
    pub polarity: Polarity,
    /// How certain.
    pub certainty: Certainty,
    /// What the innermost source does.
    pub act: SpeechAct,
    /// How firmly.
    pub firmness: Firmness,
    /// When it is said to hold.
    pub valid_time: Option<Interval>,
    /// A number of its revision and its place in it, the same in every ledger: where nothing else
    /// tells which of two claims comes first, the order of recording does not either.
    pub tie: (u64, u64),
}

/// What tells where a revision comes from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Provenance {
    /// Who published it.
    pub outlet: Option<String>,
    /// The agency that the text credits.
    pub credit: Option<String>,
    /// The MinHash sketch of its body.
    pub sketch: Vec<u8>,
}

/// A claim with everything that was recorded of it.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredClaim {
    /// Its number in this ledger, from 1.
    pub number: u64,
    /// Its id (`c_...`), the same in every ledger.
    pub id: String,
    /// The entry that holds it.
    pub entry: u64,
    /// When the ledger learned it.
    pub recorded: Timestamp,
    /// What took it from the text.
    pub extractor: String,
    /// Where it was published.
    pub article: ArticleRef,
    /// The claim.
    pub claim: Claim,
}

/// Where a claim was published.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ArticleRef {
    /// The id of the article (`a_...`).
    pub id: String,
    /// The id of the revision (`r_...`).
    pub revision: String,
    /// The number of the revision in this ledger.
    pub number: u64,
    /// Where it was read from.
    pub input: String,
    /// Its address.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// When it was published.
    pub published: Date,
}

/// A revision of an article with what the ledger knows of it.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredArticle {
    /// Its ids.
    pub reference: ArticleRef,
    /// 1 for the first revision that was read.
    pub number: u64,
    /// The entry that first held it.
    pub entry: u64,
    /// When the ledger learned it.
    pub recorded: Timestamp,
    /// The article.
    pub article: Article,
}

/// Words to look for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Search {
    /// The words, all of which must occur; "words in quotation marks" together, `-word` not at
    /// all, `word*` in any form that begins so.
    pub words: String,
    /// What comes first.
    pub order: Order,
    /// At most so many articles, and so many claims.
    pub limit: usize,
}

/// What comes first in a search.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Order {
    /// What was last recorded.
    #[default]
    Newest,
    /// What the words are rarest in (BM25).
    Best,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hits {
    /// Articles, each with the words around the first hit.
    pub articles: Vec<(ArticleRef, String)>,
    /// Claims.
    pub claims: Vec<StoredClaim>,
}

/// From where to look for what is new.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Since {
    /// What was published after that day.
    Day(Date),
    /// What was recorded after that entry.
    Entry(u64),
}

/// One revision as one extractor read it: an entry of the ledger with its claims.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Extraction {
    /// The number of the entry.
    pub entry: u64,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// What was read.
    pub article: ArticleRef,
    /// 1 for the first revision that was read.
    pub revision_number: u64,
    /// Whether the article, or the revision, was in the ledger before.
    pub outcome: Outcome,
    /// The number of its first claim.
    pub first_claim: u64,
    /// How many claims it holds.
    pub claims: u64,
}

/// What a claim is about.
#[derive(Clone, Debug, Eq, PartialEq, Ord, PartialOrd)]
pub struct Proposition {
    /// The number of the subject.
    pub subject: u64,
    /// How the claim was found.
    pub kind: ClaimKind,
    /// What is said.
    pub predicate: String,
    /// The number of the other party.
    pub object: Option<u64>,
}

/// How often a source publishes and is cited.
#[derive(Clone, Debug, Eq, PartialEq, Ord, PartialOrd)]
pub struct SourceCount {
    /// Its name.
    pub name: String,
    /// What kind of source it is: `outlet`, `person`, `anonymous` ...
    pub kind: String,
    /// Articles that it published.
    pub articles: u64,
    /// Claims in them.
    pub claims: u64,
    /// Claims of any outlet that cite it.
    pub cited: u64,
    /// First published or cited.
    pub first: Date,
    /// Last published or cited.
    pub last: Date,
}

/// Returns the id of a claim of a revision: the same in every ledger that read it so.
pub fn claim_id(revision: &str, ordinal: u64) -> String {
    format!("c_{}-{ordinal}", revision.strip_prefix("r_").unwrap_or(revision))
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

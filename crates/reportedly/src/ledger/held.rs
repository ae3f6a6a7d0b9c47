//! What the ledger is asked for, and what it gives back.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use reportedly_nlp::{Certainty, EntityKind, Interval, Polarity, SpeechAct};

use crate::article::Article;
use crate::claim::{Claim, ClaimKind, Firmness};

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
#[derive(Clone, Debug, Eq, Hash, PartialEq, Ord, PartialOrd)]
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

impl Side {
    /// Returns the side across from it.
    pub(crate) fn other(self) -> Side {
        match self {
            Side::Subject => Side::Object,
            Side::Object => Side::Subject,
        }
    }
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
    pub predicate: Arc<str>,
    /// Of whom, by number.
    pub subject: u64,
    /// The other party, by number.
    pub object: Option<u64>,
    /// The value.
    pub value: Option<Arc<str>>,
    /// When the article was published.
    pub published: Date,
    /// Who published it.
    pub outlet: Option<Arc<str>>,
    /// The agency that the article credits.
    pub credit: Option<Arc<str>>,
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

/// How many claims there are, and when they were published.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Count {
    /// How many; no more than were asked for.
    pub claims: usize,
    /// The day of the first.
    pub first: Date,
    /// The day of the last.
    pub last: Date,
}

/// What tells where a revision comes from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Provenance {
    /// Who published it.
    pub outlet: Option<String>,
    /// Whom it credits: an agency, or another outlet.
    pub credit: Option<String>,
    /// From whom a feed says that it was taken.
    pub taken_from: Option<String>,
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
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
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
    /// What took the claims from the text.
    pub extractor: String,
    /// The number of its first claim.
    pub first_claim: u64,
    /// How many claims it holds.
    pub claims: u64,
}

/// What was read of some entities since.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Touched {
    /// Articles that were new and tell of them.
    pub articles: usize,
    /// Statements of theirs, or about them, in these articles.
    pub statements: usize,
    /// What these articles tell of them by the beats, each slot once.
    pub slots: BTreeMap<TouchedSlot, Date>,
    /// What was read of articles that the ledger had before, in the order of recording: what tells of
    /// them, and every changed text, which may have left them out.
    pub changed: Vec<Extraction>,
}

/// That something is told of an entity, with the day on which it was last published.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct TouchedSlot {
    /// Of whom: the number that was asked for.
    pub entity: u64,
    /// The subject: the same, or whoever it is the other party of.
    pub subject: u64,
    /// The typed predicate.
    pub predicate: String,
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

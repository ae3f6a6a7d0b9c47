//! Answers: what a ledger says to a question, a name, or a day.
//!
//! [`ask`] reads a question by the example questions of the beats and answers with rows: whose
//! words, since when, how firmly, on how many outlets and origins, and what speaks against it.
//! [`show`], [`timeline`] and [`changes`] answer for a name or a day. Every answer says how it was
//! understood and by which [`Reading`] it looked; none says that something is true.
//!
//! **Invariants:** a name that may mean several is never settled silently; what was published
//! after the day asked about changes nothing but the count of later reports.

mod changes;
mod contradictions;
mod dossier;
mod identity;
mod name;
mod near;
mod question;
mod records;
mod reviewed;
mod revision;
mod search;
mod template;
mod timeline;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::beat::{Beats, PredicateKind};
use crate::belief::{Believer, Dispute, Later, Reading, Slot, Value};
use crate::error::Error;
use crate::ledger::{Decided, Entity, Hits, Ledger, Order, Search, StoredClaim};

pub use changes::{Change, ChangeKind, Changes, changes};
pub use contradictions::{Contradiction, Contradictions, contradictions};
pub use dossier::{Dossier, Recent, open_claims, show};
pub use identity::{Candidate, Evidence, Identity, identities, identity, merge, split};
pub use name::{How, Named, resolve};
pub use near::near;
pub(crate) use question::Templates;
pub use question::{Understood, Wants};
pub use records::{REPORTS, Record, RecordRow, has_record, record};
pub use reviewed::{Reviewed, reviewed};
pub use revision::{Edit, EditKind, Revised};
pub use search::search;
pub use timeline::{Timeline, timeline};

/// What a ledger says to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// How the question was understood; `None` where it could not be read, and its words were
    /// searched for.
    pub understood: Option<Understood>,
    /// From where the answer looks.
    pub reading: Reading,
    /// The day asked about.
    pub day: Date,
    /// What the names in the question stand for.
    pub names: Vec<Named>,
    /// What is reported, what stands first.
    pub rows: Vec<AnswerRow>,
    /// How many more values there are: of each slot the first hundred are given.
    pub more: usize,
    /// How often a date was moved, where that was asked.
    pub moves: Option<usize>,
    /// What was published later and is left out.
    pub later: Option<Later>,
    /// What a search for the words found, where nothing else did.
    pub found: Hits,
}

/// One value with the words that say it.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerRow {
    /// Whom or what it is about.
    pub subject: Entity,
    /// The name of the predicate.
    pub predicate: String,
    /// What a dossier calls it.
    pub label: String,
    /// How it lives in time.
    pub kind: PredicateKind,
    /// The qualifiers that tell its slot from others.
    pub facet: BTreeMap<String, String>,
    /// The value, its standing, support and disputes.
    pub value: Value,
    /// The claim whose words say it best.
    pub claim: StoredClaim,
    /// The claims that speak against it, in the order of the disputes.
    pub disputes: Vec<(Dispute, StoredClaim)>,
    /// The claim that ended it or took its place.
    pub ended_by: Option<StoredClaim>,
    /// The origin of the shown claim (`o_...`).
    pub origin: String,
    /// What a person says of the shown claim; for a claim that a person put in the place of
    /// another one, what was said of that one.
    pub review: Option<Decided>,
}

/// At most so many of the disputes of a row are shown with their words.
const DISPUTES: usize = 10;

/// Answers a question in English.
///
/// A question that cannot be read is not an error: its words are searched for, and
/// [`Answer::understood`] is `None`.
pub fn ask(
    ledger: &dyn Ledger,
    beats: &Beats,
    question: &str,
    reading: Reading,
) -> Result<Answer, Error> {
    let read = question::read(ledger, beats, question, reading)?;
    // A day in the question counts where none was given beside it.
    let reading = match read.as_ref().and_then(|(understood, _)| understood.day) {
        Some(day) if reading.as_of.is_none() => Reading { as_of: Some(day), ..reading },
        _ => reading,
    };
    let mut believer = Believer::new(ledger, beats, reading)?;
    let mut answer = Answer {
        understood: None,
        reading,
        day: believer.day(),
        names: Vec::new(),
        rows: Vec::new(),
        more: 0,
        moves: None,
        later: None,
        found: Hits::default(),
    };
    if let Some((understood, names)) = read {
        question::answer(ledger, &mut believer, &understood, &names, &mut answer)?;
        answer.names = names;
        answer.understood = Some(understood);
    }
    if answer.rows.is_empty() && answer.found.claims.is_empty() {
        let unknown = answer.names.iter().find(|name| name.parties.is_empty());
        let words = match (&answer.understood, unknown) {
            (None, _) => Some(question),
            (Some(_), Some(name)) => Some(name.asked.as_str()),
            (Some(_), None) => None,
        };
        if let Some(words) = words {
            answer.found = fallback(ledger, words, reading)?;
        }
    }
    Ok(answer)
}

/// Searches for the words of a question that are worth it: for all, else for the longest one that
/// is found.
fn fallback(ledger: &dyn Ledger, question: &str, reading: Reading) -> Result<Hits, Error> {
    let mut words = template::telling_words(question);
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for words in std::iter::once(words.join(" ")).chain(words.iter().cloned()) {
        let search = Search { words, order: Order::Newest, limit: 10 };
        let hits = self::search(ledger, &search, reading.scope())?;
        if !hits.articles.is_empty() || !hits.claims.is_empty() {
            return Ok(hits);
        }
    }
    Ok(Hits::default())
}

/// Returns a value of a slot with the words that say it.
fn row(believer: &mut Believer, slot: &Slot, value: Value) -> Result<Option<AnswerRow>, Error> {
    let Some(claim) = believer.stored(value.best)? else { return Ok(None) };
    let mut disputes = Vec::new();
    for dispute in value.disputes.iter().take(DISPUTES) {
        disputes.extend(believer.stored(dispute.claim)?.map(|stored| (dispute.clone(), stored)));
    }
    let ended_by = match value.ended_by {
        Some(number) => believer.stored(number)?,
        None => None,
    };
    let origin = believer.origin(&claim)?;
    let decisions = believer.decisions();
    let reviewed = decisions.edited(claim.number).unwrap_or(claim.number);
    let review = decisions.review(reviewed).cloned();
    Ok(Some(AnswerRow {
        subject: slot.subject.clone(),
        predicate: slot.predicate.clone(),
        label: slot.label.clone(),
        kind: slot.kind,
        facet: slot.facet.clone(),
        value,
        claim,
        disputes,
        ended_by,
        origin,
        review,
    }))
}

impl AnswerRow {
    /// Returns how many claims it holds with their words.
    fn parts(&self) -> usize {
        1 + self.disputes.len() + usize::from(self.ended_by.is_some())
    }
}

/// Adds up what slots leave out.
fn all_later<'s>(slots: impl IntoIterator<Item = &'s Arc<Slot>>) -> Option<Later> {
    slots.into_iter().filter_map(|slot| slot.later).reduce(|a, b| Later {
        claims: a.claims + b.claims,
        first: a.first.min(b.first),
        last: a.last.max(b.last),
    })
}

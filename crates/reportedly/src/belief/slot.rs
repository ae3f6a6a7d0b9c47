//! What is reported in a slot, value by value.

use std::collections::BTreeMap;

use jiff::civil::Date;
use reportedly_nlp::Interval;

use crate::beat::PredicateKind;
use crate::claim::Firmness;
use crate::ledger::{Decided, Entity};
use crate::origin::Support;

/// What is reported of one subject by one predicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// Whom or what it is about.
    pub subject: Entity,
    /// The name of the predicate.
    pub predicate: String,
    /// What a dossier calls it.
    pub label: String,
    /// How it lives in time.
    pub kind: PredicateKind,
    /// The qualifiers that tell this slot from others.
    pub facet: BTreeMap<String, String>,
    /// Its values: what stands first, then what no longer does, newest first.
    pub values: Vec<Value>,
    /// How many claims it was computed from.
    pub claims: usize,
    /// Whether older claims were left out, as there are more than
    /// [`LIMIT`](super::LIMIT).
    pub truncated: bool,
    /// What was published about it after the day asked about, where that is left out.
    pub later: Option<Later>,
}

/// Reports that an answer leaves out because they are younger than the day asked about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Later {
    /// How many claims; of one predicate no more than [`COUNTED`](super::COUNTED) are counted.
    pub claims: usize,
    /// The day of the first.
    pub first: Date,
    /// The day of the last.
    pub last: Date,
}

/// One value of a slot, with what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The other party.
    pub object: Option<Entity>,
    /// The value itself.
    pub value: Option<String>,
    /// Whether it stands.
    pub standing: Standing,
    /// The rule that decided so, as the module documentation names it.
    pub rule: &'static str,
    /// How firmly it is reported, where it is; `denied` where it is only denied.
    pub firmness: Firmness,
    /// When it is said to hold or to have happened, as far as told.
    pub valid_time: Option<Interval>,
    /// When it was first reported, since it last ended.
    pub first_published: Date,
    /// When it was last reported.
    pub last_published: Date,
    /// The number of the claim whose words say it best.
    pub best: u64,
    /// The claims that report it, newest first.
    pub claims: Vec<u64>,
    /// On how many legs it stands.
    pub support: Support,
    /// What speaks against it, newest first.
    pub disputes: Vec<Dispute>,
    /// What took its place: another date, another name, a predicate.
    pub replaced_by: Option<String>,
    /// The claim that ended it or took its place.
    pub ended_by: Option<u64>,
    /// How it came out, by the last word of a person.
    pub resolved: Option<Decided>,
    /// What became of a date that has passed; `None` of every other value.
    pub outcome: Option<Outcome>,
}

/// What became of a date that was told before it came.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum Outcome {
    /// A report that was published on the day or after it tells the same date, or that it happened
    /// then.
    Held,
    /// Another date took its place.
    Slipped,
    /// The day has passed, and no report says what became of it.
    Unknown,
}

impl Outcome {
    /// Returns the word that the command line and the wire use.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Held => "held",
            Outcome::Slipped => "slipped",
            Outcome::Unknown => "unknown",
        }
    }
}

/// A report that speaks against a value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Dispute {
    /// The number of the claim.
    pub claim: u64,
    /// Why it does: `denied`, `retracted`, `excluded`, `reported past`, `another`.
    pub rule: &'static str,
    /// When it was published.
    pub published: Date,
    /// What it says instead, where it says something else.
    pub instead: Option<String>,
}

/// Whether a value stands on the day asked about.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum Standing {
    /// It was reported, and nothing ends it.
    Stands,
    /// It is said to come.
    Expected,
    /// It was reported to hold, and others were reported since.
    LastReported,
    /// It is reported to have ended.
    Ended,
    /// Another date took its place.
    Replaced,
    /// Nobody reports it but those who deny it.
    Denied,
    /// Nobody says that it is so.
    Asked,
    /// Later reports do not tell whether it held.
    Unknown,
    /// Its article no longer says it.
    Withdrawn,
}

impl Standing {
    /// Returns the word that the command line and the wire use.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Stands => "stands",
            Standing::Expected => "expected",
            Standing::LastReported => "last reported",
            Standing::Ended => "ended",
            Standing::Replaced => "replaced",
            Standing::Denied => "denied",
            Standing::Asked => "asked",
            Standing::Unknown => "unknown",
            Standing::Withdrawn => "withdrawn",
        }
    }

    /// Returns the place in an answer: what stands, what stood, what was never more than said.
    pub(crate) fn rank(self) -> u8 {
        match self {
            Standing::Stands => 0,
            Standing::Expected => 1,
            Standing::LastReported | Standing::Ended | Standing::Replaced | Standing::Unknown => 2,
            Standing::Denied => 3,
            Standing::Asked | Standing::Withdrawn => 4,
        }
    }
}

impl Slot {
    /// Returns the slot with some of its values.
    pub(crate) fn of(&self, values: Vec<Value>) -> Slot {
        Slot {
            subject: self.subject.clone(),
            predicate: self.predicate.clone(),
            label: self.label.clone(),
            kind: self.kind,
            facet: self.facet.clone(),
            values,
            claims: self.claims,
            truncated: self.truncated,
            later: self.later,
        }
    }

    /// Returns the values that stand.
    pub fn standing(&self) -> impl Iterator<Item = &Value> {
        self.values.iter().filter(|value| value.standing == Standing::Stands)
    }
}

/// Sorts values as a reader wants them.
pub(super) fn rank(values: &mut [Value]) {
    values.sort_by(|a, b| {
        a.standing
            .rank()
            .cmp(&b.standing.rank())
            .then(b.last_published.cmp(&a.last_published))
            .then(b.firmness.cmp(&a.firmness))
            .then(b.support.origins.cmp(&a.support.origins))
            .then_with(|| a.words().cmp(&b.words()))
    });
}

impl Value {
    /// Returns the other party and the value, as a reader has them.
    pub fn words(&self) -> String {
        match (&self.object, &self.value) {
            (Some(object), Some(value)) => format!("{}, {value}", object.name),
            (Some(object), None) => object.name.clone(),
            (None, Some(value)) => value.clone(),
            (None, None) => String::new(),
        }
    }

    /// Whether another report tells the same date more precisely: that one took its place, and did not
    /// move it.
    pub fn is_told_more_precisely(&self) -> bool {
        self.rule == MORE_PRECISE
    }
}

/// The rule by which a more precise date takes the place of one.
pub(super) const MORE_PRECISE: &str = "more precise";

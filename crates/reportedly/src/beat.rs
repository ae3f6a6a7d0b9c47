//! Beats: predicates that a journalist can write, taught by example sentences.
//!
//! A beat is a TOML file. Each predicate says what it joins, how its values live side by side, and
//! which sentences say it.

use reportedly_nlp::EntityKind;

/// A set of predicates that belong to one kind of news.
#[derive(Clone, Debug, PartialEq)]
pub struct Beat {
    /// The name, as in `people`.
    pub name: String,
    /// Its predicates, in the order of the file.
    pub predicates: Vec<Predicate>,
}

/// Something that can be reported of a subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicate {
    /// The name, as in `dating`.
    pub name: String,
    /// What a dossier calls it, as in `dating` or `release date`.
    pub label: String,
    /// How it lives in time.
    pub kind: PredicateKind,
    /// What the subject may be; empty for anything.
    pub subject: Vec<EntityKind>,
    /// What the object may be; `None` where the predicate takes none, empty for anything.
    pub object: Option<Vec<EntityKind>>,
    /// What the value is, where the predicate takes one.
    pub value: Option<ValueKind>,
    /// Whether subject and object may change places.
    pub symmetric: bool,
    /// How many values may hold at once; `None` for any number.
    pub at_once: Option<u32>,
    /// Predicates that cannot hold of the same pair at the same time.
    pub excludes: Vec<String>,
    /// Predicates whose beginning ends this one.
    pub ended_by: Vec<String>,
    /// Qualifiers that tell slots apart, as `region` does for a release date.
    pub slot_qualifiers: Vec<String>,
    /// Sentences that say it, with `<subject>`, `<object>`, `<value>` and time slots.
    pub examples: Vec<String>,
    /// Sentences that look like it and do not say it.
    pub counter_examples: Vec<String>,
    /// Questions that ask for it, with `<subject>` and the rest.
    pub questions: Vec<String>,
}

/// How a predicate lives in time.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum PredicateKind {
    /// Holds over a time: dating, married.
    State,
    /// Happens at a time: premiered, died.
    Event,
    /// A date that can be moved: the date is the value.
    Schedule,
    /// Holds without a time worth telling: directed by, born.
    Attribute,
}

/// What the value of a predicate is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ValueKind {
    /// A date or interval in EDTF.
    Time,
    /// A number, as an age.
    Number,
    /// The name of a place.
    Place,
    /// One word of a closed list, each with the words that stand for it.
    OneOf(Vec<String>),
    /// Words of the text.
    Words,
}

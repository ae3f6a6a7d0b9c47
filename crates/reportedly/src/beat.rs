//! Beats: predicates that a journalist can write, taught by example sentences.
//!
//! A beat is a TOML file. Each predicate says what it joins, how its values live side by side, and
//! which sentences say it; the program parses the sentences and finds the same in other dress.
//!
//! ```
//! let beat = reportedly::beat::parse(
//!     "feuds",
//!     r#"
//! [[predicate]]
//! name = "feuding"
//! kind = "state"
//! subject = "person"
//! object = "person"
//! symmetric = true
//! examples = ["<subject> is feuding with <object>."]
//! "#,
//! )
//! .unwrap();
//! assert_eq!(beat.predicates[0].name, "feuding");
//! ```
//!
//! **Invariant:** every example of a parsed beat can be expanded, and names only the slots that
//! its predicate has.

mod builtin;
mod expand;
mod read;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use reportedly_nlp::{Certainty, EntityKind};

pub use builtin::BUILT_IN;
pub(crate) use expand::{Piece, expand};
pub use read::parse;

use crate::claims::Patterns;
use crate::error::{Error, ErrorKind};
use crate::query::Templates;

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
    /// Whether it can be said without an object, as a post without its organisation.
    pub object_optional: bool,
    /// What the value is, where the predicate takes one.
    pub value: Option<ValueKind>,
    /// Whether subject and object may change places.
    pub symmetric: bool,
    /// Whether its number grows by one each year, as an age does.
    pub yearly: bool,
    /// Whether a text that says it of somebody says so by name, once at least: what it tells by pronouns
    /// alone is less sure.
    pub by_name: bool,
    /// How many values may hold at once; `None` for any number.
    pub at_once: Option<u32>,
    /// Predicates that cannot hold of the same pair at the same time.
    pub excludes: Vec<String>,
    /// Predicates that show that a text does not say this of a pair, where it says them of the same:
    /// whoever has a "relationship" with a brother is not his girlfriend.
    pub barred_by: Vec<String>,
    /// Predicates whose beginning ends this one.
    pub ended_by: Vec<String>,
    /// Predicates that say that what was scheduled has happened, as `premiered` does of a release.
    pub kept_by: Vec<String>,
    /// Qualifiers that tell slots apart, as `region` does for a release date.
    pub slot_qualifiers: Vec<String>,
    /// Sentences that say it, with `<subject>`, `<object>`, `<value>` and qualifier slots.
    pub examples: Vec<Example>,
    /// Sentences that look like it and do not say it.
    pub counter_examples: Vec<String>,
    /// Questions that ask for it, with `<subject>` and the rest.
    pub questions: Vec<String>,
}

/// A sentence that says a predicate, and what it says beside its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The sentence, with slots in `<...>` and alternatives in `[a|b]`.
    pub text: String,
    /// The value, where the words themselves stand for it: `halted`.
    pub value: Option<String>,
    /// Whether it holds no longer: "ex-boyfriend", "former chairman".
    pub past: bool,
    /// Whether the words say it only as long as it goes on: who "is seeing" somebody may be a couple,
    /// and who "saw" somebody met.
    pub ongoing: bool,
    /// How certain the words leave it, where less than certain.
    pub certainty: Option<Certainty>,
    /// Words of which the name of the object must have one as its head, where there are any:
    /// "attended" a "University" says more than it says of a party.
    pub object_has: Vec<String>,
    /// What the object must be known for, where these words say less of what is only near to it: who
    /// "left" a company resigned, and who "left" a city did not. Empty where the predicate's kinds do.
    pub object_is: Vec<EntityKind>,
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
    /// One word of a closed list; the examples say which.
    OneOf(Vec<String>),
    /// A post or role: a noun of the list with the words that belong to it.
    Role(Vec<String>),
    /// Words of the text.
    Words,
}

/// The beats that a reader of articles works with, and what was compiled from their examples.
#[derive(Debug, Default)]
pub struct Beats {
    /// No two sets of beats of a process have the same.
    number: u64,
    beats: Vec<Beat>,
    patterns: OnceLock<Patterns>,
    templates: OnceLock<Templates>,
}

impl Beats {
    /// Returns the beats that come with the program.
    pub fn built_in() -> &'static Beats {
        static BUILT_IN: OnceLock<Beats> = OnceLock::new();
        BUILT_IN.get_or_init(|| Beats::new(builtin::beats()))
    }

    /// Returns the number of this set of beats in this process.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// Returns a set of beats; an earlier beat's predicate hides a later one of the same name.
    pub fn new(beats: Vec<Beat>) -> Beats {
        static MADE: AtomicU64 = AtomicU64::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        Beats { number, beats, patterns: OnceLock::new(), templates: OnceLock::new() }
    }

    /// Reads a beat from TOML.
    ///
    /// # Errors
    /// When the TOML or the beat has a mistake: the message says the line and column and, where
    /// one word looks like another that would do, which.
    pub fn parse(name: &str, toml: &str) -> Result<Beat, Error> {
        read::parse(name, toml)
    }

    /// Returns the beats, in order.
    pub fn beats(&self) -> &[Beat] {
        &self.beats
    }

    /// Returns every predicate with its beat, in order.
    pub fn predicates(&self) -> impl Iterator<Item = (&Beat, &Predicate)> {
        self.beats.iter().flat_map(|beat| beat.predicates.iter().map(move |p| (beat, p)))
    }

    /// Returns the predicate of that name.
    pub fn predicate(&self, name: &str) -> Option<&Predicate> {
        self.predicates().map(|(_, predicate)| predicate).find(|p| p.name == name)
    }

    /// Returns the forms of the questions that the beats answer; the first call makes them.
    pub(crate) fn templates(&self) -> &Templates {
        self.templates.get_or_init(|| Templates::of(self))
    }

    /// Returns what was compiled from the examples; the first call compiles.
    pub(crate) fn patterns(&self) -> &Patterns {
        self.patterns.get_or_init(|| Patterns::compile(self))
    }
}

impl Predicate {
    /// Returns the kinds that fill a slot of that name, if it is a slot for an entity.
    pub(crate) fn kinds(&self, slot: &str) -> Option<&[EntityKind]> {
        match slot {
            "subject" => Some(&self.subject),
            "object" => self.object.as_deref(),
            "place" => Some(&[EntityKind::Place]),
            "work" => Some(&[EntityKind::Work]),
            "event" => Some(&[EntityKind::Event]),
            _ => None,
        }
    }
}

/// Returns an error of a beat at a byte of its file.
fn mistake(name: &str, toml: &str, at: usize, message: &str) -> Error {
    let before = &toml[..toml.floor_char_boundary(at.min(toml.len()))];
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
    Error::new(ErrorKind::Beat, format!("{message} (beat '{name}', line {line}, column {column})"))
}

//! What people decide about what was recorded: who is who, which claims were read wrongly, and how
//! a slot came out.
//!
//! A decision is an entry like any other: nothing is taken out or written over, a later decision
//! only counts more. What holds by an entry is replayed from them, see
//! [`Decisions`](super::Decisions).

use std::collections::BTreeMap;

use jiff::Timestamp;

/// A decision, as a person makes it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Decision {
    /// Who decides, and why.
    pub why: Why,
    /// What is decided.
    pub deed: Deed,
}

/// Who decides, and why.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Why {
    /// Who, where told.
    pub by: Option<String>,
    /// Why, where told; the address of an article that settles it.
    pub because: Option<String>,
    /// When it was decided; `None` for the time of recording. A decision that comes from another
    /// ledger keeps its time: of two that contradict each other the later one counts.
    pub decided: Option<Timestamp>,
}

/// What is decided; entities and claims by their numbers in the ledger.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Deed {
    /// These entities are another one.
    Merge {
        /// Which one stands for all.
        into: u64,
        /// Those that are the same.
        others: Vec<u64>,
    },
    /// These entities are not what they were merged into, or not the one of the same name.
    Split {
        /// Those that stand for themselves again.
        entities: Vec<u64>,
    },
    /// An entity is shown under another name.
    Rename {
        /// Which one.
        entity: u64,
        /// Its name from now on.
        name: String,
    },
    /// A claim was read rightly or wrongly.
    Review {
        /// Which claim.
        claim: u64,
        /// What is said of it.
        verdict: Verdict,
    },
    /// What was reported of somebody came out so.
    Resolve(Resolve),
    /// What two articles say of one thing goes back to one origin, or does not.
    Origin {
        /// A claim of each.
        claims: [u64; 2],
        /// Whether they are apart, whatever links them; `false` takes that back.
        apart: bool,
    },
}

/// What a person says of a claim: whether the article makes it, never whether it is true.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Verdict {
    /// The article says so.
    Accepted,
    /// The article does not say so: the claim does not count.
    Rejected,
    /// The article says something else, which the claim of that number has.
    Edited(u64),
    /// Nothing, any more: an earlier verdict is taken back.
    Cleared,
}

impl Deed {
    /// Returns it as the ledger keeps it: entities and claims in the order of their numbers.
    pub(super) fn in_order(mut self) -> Deed {
        match &mut self {
            Deed::Merge { others: entities, .. } | Deed::Split { entities } => {
                entities.sort_unstable();
                entities.dedup();
            }
            Deed::Origin { claims, .. } => claims.sort_unstable(),
            _ => {}
        }
        self
    }
}

impl Verdict {
    /// Returns the word that the command line and the wire use.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Accepted => "accepted",
            Verdict::Rejected => "rejected",
            Verdict::Edited(_) => "edited",
            Verdict::Cleared => "cleared",
        }
    }
}

/// How something that was reported came out.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Resolve {
    /// Of whom or what.
    pub subject: u64,
    /// The name of a predicate of the beats.
    pub predicate: String,
    /// The other party.
    pub object: Option<u64>,
    /// The value.
    pub value: Option<String>,
    /// The qualifiers that tell the slot from others.
    pub facet: BTreeMap<String, String>,
    /// How it came out.
    pub outcome: Resolved,
}

/// How something that was reported came out, as far as a person could find out.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Resolved {
    /// As reported.
    True,
    /// Not as reported.
    False,
    /// Nobody can tell.
    Unknown,
}

impl Resolved {
    /// Every outcome.
    pub const ALL: [Resolved; 3] = [Resolved::True, Resolved::False, Resolved::Unknown];

    /// Returns the word that the command line and the wire use.
    pub fn as_str(self) -> &'static str {
        match self {
            Resolved::True => "true",
            Resolved::False => "false",
            Resolved::Unknown => "unknown",
        }
    }
}

/// A decision, as the ledger holds it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Decided {
    /// The entry that holds it.
    pub entry: u64,
    /// When the ledger learned it.
    pub recorded: Timestamp,
    /// When it was decided.
    pub decided: Timestamp,
    /// Who decided.
    pub by: Option<String>,
    /// Why.
    pub because: Option<String>,
    /// Whether it was only carried over to the same claim of a later reading.
    pub carried: bool,
    /// What was decided.
    pub deed: Deed,
}

impl Decided {
    /// Returns the word for what was decided.
    pub fn what(&self) -> &'static str {
        match &self.deed {
            Deed::Merge { .. } => "merged",
            Deed::Split { .. } => "split",
            Deed::Rename { .. } => "renamed",
            Deed::Review { verdict, .. } => verdict.as_str(),
            Deed::Resolve(_) => "resolved",
            Deed::Origin { apart: true, .. } => "cut",
            Deed::Origin { apart: false, .. } => "joined",
        }
    }
}

//! From where an answer looks at the ledger: which day it asks about, and what it may know.

use std::fmt;

use jiff::civil::Date;

use crate::ledger::Scope;

/// From where an answer looks at the ledger.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Reading {
    /// The day asked about; `None` for the last day that the ledger knows of.
    pub as_of: Option<Date>,
    /// Whether what was published after that day counts too.
    pub hindsight: bool,
    /// Only what was recorded up to and with that entry.
    pub recorded_by: Option<u64>,
}

impl Reading {
    /// Everything that the ledger holds.
    pub const NOW: Reading = Reading { as_of: None, hindsight: false, recorded_by: None };

    /// As a reader could know on that day.
    pub fn as_of(day: Date) -> Reading {
        Reading { as_of: Some(day), ..Reading::NOW }
    }

    /// Returns what of the ledger counts.
    pub fn scope(self) -> Scope {
        let published_by = if self.hindsight { None } else { self.as_of };
        Scope { published_by, entry: self.recorded_by }
    }

    /// Returns what of the ledger was published after the day asked about, where that is left out.
    pub(super) fn left_out(self) -> Option<(Date, Scope)> {
        let day = self.as_of.filter(|_| !self.hindsight)?;
        Some((day, Scope { published_by: None, entry: self.recorded_by }))
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.as_of, self.hindsight) {
            (None, _) => f.write_str("from everything published so far")?,
            (Some(day), false) => write!(f, "as of {day}, from what had been published by then")?,
            (Some(day), true) => write!(f, "about {day}, from everything published since")?,
        }
        match self.recorded_by {
            None => Ok(()),
            Some(entry) => write!(f, ", as recorded by entry {entry}"),
        }
    }
}

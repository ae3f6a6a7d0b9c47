//! What `add`, `extract` and `watch` have in common: what was passed over, and what failed and why.

use std::collections::BTreeMap;

use reportedly::Error;
use reportedly::read;

use serde::Serialize;

use crate::args::Kind;
use crate::progress::Progress;
use crate::style;

/// Returns how an input is to be read.
pub fn kind(kind: Kind) -> read::Kind {
    match kind {
        Kind::Text => read::Kind::Text,
        Kind::Jsonl => read::Kind::Jsonl,
        Kind::Html => read::Kind::Page,
        Kind::Feed => read::Kind::Feed,
        Kind::Warc => read::Kind::Warc,
    }
}

/// What was passed over as none of what was asked for, counted by why.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct Skipped(BTreeMap<String, u64>);

impl Skipped {
    /// Counts an error where it tells of such an input; returns it where it does not.
    pub fn count(&mut self, error: Error) -> Option<Error> {
        match error.skipped() {
            Some(why) => {
                *self.0.entry(why).or_default() += 1;
                None
            }
            None => Some(error),
        }
    }

    /// Returns whether nothing was passed over.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns how much was passed over.
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }

    /// Returns why: "3 without text, 1 without a web page".
    pub fn words(&self) -> String {
        let told: Vec<String> =
            self.0.iter().map(|(why, count)| format!("{count} {why}")).collect();
        told.join(", ")
    }
}

/// Says which article failed and why.
pub fn tell_failure(error: &Error, progress: &mut Progress) {
    progress.clear();
    style::tell_error(&error.to_string(), error.hint());
}

/// Says that an article could not be worked on, which is a mistake of this program.
pub fn tell_panic(progress: &mut Progress) {
    progress.clear();
    style::tell_error(
        "an article was left out: this program made a mistake (its report is above)",
        Some("please send the report and, if you may, the article to the issue tracker"),
    );
}

//! `add`: reads articles into the ledger.
//!
//! What is fetched is asked for again only where its server says that it has changed.

use jiff::Timestamp;
use reportedly::ledger::{self, ArticleRef, Recorded, Sqlite};
use serde::Serialize;

use super::incoming::{has_address, incoming};
use super::inputs::Skipped;
use super::record::record;
use super::{Outcome, answer};
use crate::args::{Add, Common};
use crate::out::Out;
use crate::reader::Reader;
use crate::subscriptions::{Receipt, Subscriptions};
use crate::{Failure, paths};

/// How many articles that are like others are shown.
const SHOWN: usize = 10;

/// What became of the articles.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Counts {
    pub new: u64,
    pub revised: u64,
    pub reread: u64,
    pub known: u64,
    pub failed: u64,
    /// Claims in what is new, revised or reread.
    pub claims: u64,
    /// What was no article, by why it was passed over.
    #[serde(skip_serializing_if = "Skipped::is_empty")]
    pub skipped: Skipped,
    /// New articles that are nearly the same as another.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reprints: Vec<Reprint>,
}

/// A new article that is nearly the same as another, word for word.
#[derive(Clone, Debug, Serialize)]
pub struct Reprint {
    pub input: String,
    /// The article that it is like.
    pub of: String,
    pub outlet: Option<String>,
    pub published: String,
}

impl Reprint {
    /// Returns that what was read from `input` is like `other`.
    pub fn new(input: String, other: ArticleRef) -> Reprint {
        let published = other.published.to_string();
        Reprint { input, of: other.id, outlet: other.outlet, published }
    }
}

impl Counts {
    /// Returns how many articles were read, new or not.
    pub fn read(&self) -> u64 {
        self.new + self.revised + self.reread + self.known
    }

    /// Counts what was recorded.
    pub fn count(&mut self, recorded: &Recorded) {
        let claims = recorded.claims as u64;
        match recorded.outcome {
            ledger::Outcome::New => self.new += 1,
            ledger::Outcome::Revised => self.revised += 1,
            ledger::Outcome::Reread => self.reread += 1,
            ledger::Outcome::Known => self.known += 1,
        }
        if recorded.outcome != ledger::Outcome::Known {
            self.claims += claims;
        }
    }

    /// Returns the counts in words: "3 new, 1 known, 1 failed · 12 claims".
    pub fn words(&self) -> String {
        let counts = [
            (self.new, "new"),
            (self.revised, "revised"),
            (self.reread, "reread"),
            (self.known, "known"),
            (self.skipped.total(), "skipped"),
            (self.failed, "failed"),
        ];
        let told: Vec<String> = counts
            .iter()
            .filter(|(count, word)| *count > 0 || *word == "new")
            .map(|(count, word)| format!("{} {word}", answer::grouped(count)))
            .collect();
        format!("{} · {}", told.join(", "), answer::counted(self.claims, "claim"))
    }

    /// Tells what became of the articles.
    pub fn tell(&self, out: &mut Out) -> std::io::Result<()> {
        if out.is_json() {
            return out.json(self);
        }
        out.line(self.words())?;
        self.remarks().iter().try_for_each(|remark| out.remark(remark))
    }

    /// Returns what is worth a line beside the counts: what was skipped and why, what is nearly the
    /// same as another.
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if !self.skipped.is_empty() {
            remarks.push(format!("skipped: {}", self.skipped.words()));
        }
        for reprint in self.reprints.iter().take(SHOWN) {
            let outlet = reprint.outlet.as_deref().unwrap_or("no outlet named");
            let Reprint { input, of, published, .. } = reprint;
            remarks.push(format!("nearly the same: {input} as {of} ({outlet}, {published})"));
        }
        match self.reprints.len().saturating_sub(SHOWN) {
            0 => {}
            more => remarks.push(format!("nearly the same: {more} more")),
        }
        remarks
    }
}

/// Reads the articles in, and says what became of them.
pub fn run(args: &Add, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let reader = Reader::new(&args.beats.files)?.and_unsure(args.beats.unsure);
    let recorded = recorded_time()?;
    let path = paths::ledger(common.db)?;
    paths::make_folder(&path)?;
    let mut ledger = Sqlite::open(&path)?;
    // What is known already is left out before the work, by a connection of its own.
    let known = Sqlite::read(&path)?;
    let noted = has_address(&args.inputs).then(|| Subscriptions::open(&path)).transpose()?;
    let incoming = incoming(&args.inputs, noted);
    let keep = |receipt: &Receipt| Subscriptions::open(&path)?.keep(receipt);
    let counts = record(incoming, &reader, &mut ledger, known, recorded, keep)?;
    counts.tell(out)?;
    Ok(match counts.failed {
        0 => Outcome::Found,
        _ if counts.read() == 0 => return Err(Failure::Told),
        _ => Outcome::SomeFailed,
    })
}

/// Returns the time to record, where the environment sets one.
pub fn recorded_time() -> Result<Option<Timestamp>, Failure> {
    let Some(epoch) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|epoch| !epoch.is_empty())
    else {
        return Ok(None);
    };
    let seconds = epoch.to_str().and_then(|epoch| epoch.parse().ok());
    match seconds.map(Timestamp::from_second) {
        Some(Ok(time)) => Ok(Some(time)),
        _ => Err(Failure::usage(
            format!("SOURCE_DATE_EPOCH is '{}'", epoch.to_string_lossy()),
            "give it as seconds since 1970, or unset it",
        )),
    }
}

//! Records: what became of what a source reported, by predicate and firmness.

use crate::beat::Beats;
use crate::belief::{Believer, Reading, Tally};
use crate::claim::{Firmness, SourceKind};
use crate::error::Error;
use crate::ledger::{Ledger, SourceCount};
use crate::origin;

/// A record is made from so many of the newest claims that a source published or is cited in.
pub const REPORTS: usize = 5_000;

/// The record of one source.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The name of the source.
    pub source: String,
    /// From where it looks.
    pub reading: Reading,
    /// What became of its reports, by predicate, the firmest first.
    pub rows: Vec<RecordRow>,
    /// How many claims it published that go back to others.
    pub passed_on: usize,
    /// Whether older claims were left out, as there are more than [`REPORTS`].
    pub truncated: bool,
}

/// What became of reports of one predicate and firmness.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordRow {
    /// The name of the predicate.
    pub predicate: String,
    /// What a dossier calls it.
    pub label: String,
    /// How firmly the source first reported it.
    pub firmness: Firmness,
    /// How much of it was reported, confirmed and contradicted.
    pub tally: Tally,
}

/// Whether a source is one that a record can be of: whoever is not named may be anybody.
pub fn has_record(source: &SourceCount) -> bool {
    let nobody = [SourceKind::Anonymous, SourceKind::Unattributed];
    !nobody.iter().any(|kind| kind.as_str() == source.kind)
}

/// Returns the record of a source, which is one of [`Ledger::sources`] by its name.
pub fn record(
    ledger: &dyn Ledger,
    beats: &Beats,
    source: &SourceCount,
    all: &[SourceCount],
    reading: Reading,
) -> Result<Record, Error> {
    // "The Sun" and "Sun", the outlet and who is cited, are one source.
    let key = origin::name_key(&source.name);
    let same = |other: &&SourceCount| has_record(other) && origin::name_key(&other.name) == key;
    let names: Vec<&str> = all.iter().filter(same).map(|source| source.name.as_str()).collect();
    let mut rows = ledger.reports(&names, reading.scope(), REPORTS + 1)?;
    let truncated = rows.len() > REPORTS;
    rows.truncate(REPORTS);
    rows.retain(|row| !row.replaced);
    let mut believer = Believer::new(ledger, beats, reading)?;
    let (tallies, passed_on) = believer.record(&source.name, &rows)?;
    let mut rows: Vec<RecordRow> = tallies
        .into_iter()
        .map(|((predicate, firmness), tally)| {
            let known = beats.predicate(&predicate);
            let label = known.map_or_else(|| predicate.clone(), |known| known.label.clone());
            RecordRow { predicate, label, firmness, tally }
        })
        .collect();
    rows.sort_by(|a, b| a.predicate.cmp(&b.predicate).then(b.firmness.cmp(&a.firmness)));
    Ok(Record { source: source.name.clone(), reading, rows, passed_on, truncated })
}

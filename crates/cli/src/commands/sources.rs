//! `sources`: who publishes and who is cited, counted; and what became of what one of them reported.

use reportedly::beat::Beats;
use reportedly::belief::{Reading, Tally};
use reportedly::ledger::{Ledger, SourceCount, words};
use reportedly::query::{self, REPORTS, Record, RecordRow};
use serde::Serialize;

use super::Outcome;
use super::answer::{self, ReadingJson};
use crate::Failure;
use crate::args::{Common, Sources};
use crate::out::{Form, Out};
use crate::reader::Reader;
use crate::style;
use crate::table::{Cell, Table};

/// A source as JSON.
#[derive(Serialize)]
pub struct SourceJson<'a> {
    name: &'a str,
    r#type: &'a str,
    articles: u64,
    claims: u64,
    cited: u64,
    first: String,
    last: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<RecordJson<'a>>,
}

/// What became of what a source reported, as JSON.
#[derive(Serialize)]
struct RecordJson<'a> {
    reading: ReadingJson,
    rows: Vec<RecordRowJson<'a>>,
    passed_on: usize,
    truncated: bool,
}

#[derive(Serialize)]
struct RecordRowJson<'a> {
    predicate: &'a str,
    firmness: &'static str,
    reported: usize,
    confirmed: usize,
    contradicted: usize,
    undecided: usize,
    /// From 0 to 1: the 95 % interval of the share of the confirmed among the decided.
    confirmed_share: Option<[f64; 2]>,
    /// In days.
    median_lead: Option<i64>,
    leads: usize,
}

/// The records of so many sources are shown where a name may mean several.
const RECORDS: usize = 3;

/// Lists the sources, and the record of those that were asked for.
pub fn run(args: &Sources, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let ledger = super::open(common)?;
    let reading = answer::reading(&args.reading, &ledger)?;
    let all = ledger.sources(reading.scope())?;
    let found = named(&all, args.source.as_deref().unwrap_or_default());
    let records = match &args.source {
        Some(_) => records(&ledger, Reader::new(&[])?.beats(), &found, &all, reading)?,
        None => Vec::new(),
    };
    if out.is_json() {
        for source in &found {
            let record = records.iter().find(|record| record.source == source.name);
            out.json(&json(source, record))?;
        }
    } else if !found.is_empty() {
        let mut table =
            Table::new(&["source", "type", "articles", "claims", "cited in", "first", "last"]);
        for source in &found {
            table.row([
                source.name.as_str().into(),
                source.kind.as_str().into(),
                source.articles.to_string().into(),
                source.claims.to_string().into(),
                source.cited.to_string().into(),
                source.first.to_string().into(),
                source.last.to_string().into(),
            ]);
        }
        table.write(out)?;
        records.iter().try_for_each(|record| write(record, out))?;
    }
    match found.is_empty() {
        true => super::nothing("no such source is in the ledger"),
        false => Ok(Outcome::Found),
    }
}

/// Returns what became of what sources reported: of the first few that have a record.
pub fn records(
    ledger: &dyn Ledger,
    beats: &Beats,
    found: &[&SourceCount],
    all: &[SourceCount],
    reading: Reading,
) -> Result<Vec<Record>, Failure> {
    let mut records: Vec<Record> = Vec::new();
    for source in found.iter().filter(|source| query::has_record(source)) {
        // The outlet and who is cited under its name are one.
        let known = |record: &Record| words(&record.source) == words(&source.name);
        if records.len() < RECORDS && !records.iter().any(known) {
            records.push(query::record(ledger, beats, source, all, reading)?);
        }
    }
    Ok(records)
}

/// Returns a source as JSON.
pub fn json<'a>(source: &'a SourceCount, record: Option<&'a Record>) -> SourceJson<'a> {
    SourceJson {
        name: &source.name,
        r#type: &source.kind,
        articles: source.articles,
        claims: source.claims,
        cited: source.cited,
        first: source.first.to_string(),
        last: source.last.to_string(),
        record: record.map(as_json),
    }
}

/// Returns the sources whose names hold the words; only those of just that name, where there are.
/// Without words all of them; what is no word, such as a sign, is only a name of its own.
pub fn named<'a>(all: &'a [SourceCount], wanted: &str) -> Vec<&'a SourceCount> {
    let parts = words(wanted);
    let is_just = |source: &&SourceCount| match parts.is_empty() {
        true => source.name == wanted,
        false => words(&source.name) == parts,
    };
    let just: Vec<&SourceCount> = all.iter().filter(is_just).collect();
    if !just.is_empty() || parts.is_empty() && !wanted.is_empty() {
        return just;
    }
    let holds = |source: &&SourceCount| {
        let name = words(&source.name);
        parts.iter().all(|word| name.contains(word))
    };
    all.iter().filter(holds).collect()
}

fn as_json(record: &Record) -> RecordJson<'_> {
    fn row<'a>(row: &'a RecordRow) -> RecordRowJson<'a> {
        let rounded = |share: f64| (share * 1000.0).round() / 1000.0;
        let tally = &row.tally;
        RecordRowJson {
            predicate: &row.predicate,
            firmness: row.firmness.as_str(),
            reported: tally.reported,
            confirmed: tally.confirmed,
            contradicted: tally.contradicted,
            undecided: tally.undecided(),
            confirmed_share: tally.confirmed_share().map(|(a, b)| [rounded(a), rounded(b)]),
            median_lead: tally.median_lead(),
            leads: tally.leads.len(),
        }
    }
    RecordJson {
        reading: ReadingJson::of(record.reading),
        rows: record.rows.iter().map(row).collect(),
        passed_on: record.passed_on,
        truncated: record.truncated,
    }
}

/// Writes what became of what a source reported.
fn write(record: &Record, out: &mut Out) -> Result<(), Failure> {
    let eyes = matches!(out.form(), Form::Terminal(_));
    if eyes {
        out.line("")?;
    }
    answer::heading(&format!("what became of the reports of {}", record.source), out)?;
    answer::aside(&record.reading.to_string(), out)?;
    if !record.rows.is_empty() {
        let mut table = Table::new(&[
            "predicate",
            "firmness",
            "reported",
            "confirmed",
            "contradicted",
            "undecided",
            "of decided",
            "lead in days",
        ]);
        for row in &record.rows {
            let tally = &row.tally;
            table.row([
                row.label.as_str().into(),
                Cell::styled(
                    row.firmness.as_str(),
                    style::firmness(row.firmness),
                    style::sign(row.firmness),
                ),
                tally.reported.to_string().into(),
                tally.confirmed.to_string().into(),
                tally.contradicted.to_string().into(),
                tally.undecided().to_string().into(),
                share(tally).into(),
                lead(tally).into(),
            ]);
        }
        table.write(out)?;
    }
    notes(record).into_iter().try_for_each(|note| Ok(out.remark(note)?))
}

/// Returns what else is to be known of a record.
pub fn notes(record: &Record) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(record.truncated.then(|| format!("of the newest {REPORTS} claims")));
    if record.passed_on > 0 {
        let claims = answer::counted(record.passed_on, "claim");
        notes.push(format!("{claims} more that it published go back to others"));
    }
    notes
}

/// Returns how many of the decided reports were confirmed, with the interval of their share; nothing
/// where none was decided.
pub fn share(tally: &Tally) -> String {
    let decided = tally.confirmed + tally.contradicted;
    let percent = |share: f64| (share * 100.0).round();
    let told = tally.confirmed_share().map(|(low, high)| {
        format!("{}/{decided} ({}-{} %)", tally.confirmed, percent(low), percent(high))
    });
    told.unwrap_or_default()
}

/// Returns how many days before others it reported in the median, and of how many reports.
pub fn lead(tally: &Tally) -> String {
    tally.median_lead().map(|lead| format!("{lead} ({})", tally.leads.len())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;

    #[test]
    fn a_name_finds_its_source_and_no_name_all() {
        let all = ["The Bell", "The Bell Tower", "►"].map(|name| SourceCount {
            name: name.to_owned(),
            kind: "outlet".to_owned(),
            articles: 0,
            claims: 0,
            cited: 1,
            first: Date::ZERO,
            last: Date::ZERO,
        });
        let found = |wanted: &str| -> Vec<&str> {
            named(&all, wanted).into_iter().map(|one| one.name.as_str()).collect()
        };
        assert_eq!(found(""), ["The Bell", "The Bell Tower", "►"]);
        assert_eq!(found("bell"), ["The Bell", "The Bell Tower"]);
        assert_eq!(found("the bell"), ["The Bell"]);
        assert_eq!(found("►"), ["►"]);
        assert!(found("—").is_empty() && found("Lamp").is_empty());
    }
}

//! `backup`, `compact` and `stats`: looks after the file.

use reportedly::ledger::{Ledger, Scope};
use serde::Serialize;

use super::{Outcome, answer};
use crate::Failure;
use crate::args::{Backup, Common};
use crate::out::Out;
use crate::table::Table;

/// What became of a file, as JSON.
#[derive(Serialize)]
struct FileJson {
    file: String,
    bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<u64>,
}

/// How much lies in a ledger, as JSON.
#[derive(Serialize)]
struct StatsJson {
    version: u64,
    entry: u64,
    articles: u64,
    revisions: u64,
    claims: u64,
    first_published: Option<String>,
    last_published: Option<String>,
    bytes: u64,
    free_bytes: u64,
    log_bytes: u64,
    bytes_per_claim: Option<u64>,
    extractors: Vec<ExtractorJson>,
    decisions: Vec<CountJson>,
    rows: Vec<CountJson>,
}

#[derive(Serialize)]
struct ExtractorJson {
    extractor: String,
    readings: u64,
    claims: u64,
}

#[derive(Serialize)]
struct CountJson {
    name: String,
    count: u64,
}

/// Copies the ledger.
pub fn backup(args: &Backup, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let ledger = super::open(common)?;
    let bytes = ledger.backup(&args.file)?;
    let file = args.file.display().to_string();
    match out.is_json() {
        true => out.json(&FileJson { file, bytes, before: None })?,
        false => out.line(format!("{file}: {}", size(bytes)))?,
    }
    Ok(Outcome::Found)
}

/// Makes the file small.
pub fn compact(common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let mut ledger = super::open_to_write(common)?;
    let (before, bytes) = ledger.compact()?;
    let file = ledger.path().display().to_string();
    match out.is_json() {
        true => out.json(&FileJson { file, bytes, before: Some(before) })?,
        false => out.line(format!("{file}: {}, before {}", size(bytes), size(before)))?,
    }
    Ok(Outcome::Found)
}

/// Says how much lies in the ledger.
pub fn stats(common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let ledger = super::open(common)?;
    let held = ledger.size()?;
    let extent = ledger.extent(Scope::ALL)?;
    let days = (extent.first_published, extent.last_published);
    if out.is_json() {
        let count = |(name, count)| CountJson { name, count };
        out.json(&StatsJson {
            version: held.version,
            entry: extent.entry,
            articles: extent.articles,
            revisions: extent.revisions,
            claims: extent.claims,
            first_published: days.0.map(|day| day.to_string()),
            last_published: days.1.map(|day| day.to_string()),
            bytes: held.bytes,
            free_bytes: held.free,
            log_bytes: held.log,
            bytes_per_claim: held.bytes.checked_div(extent.claims),
            extractors: held
                .extractors
                .into_iter()
                .map(|(extractor, readings, claims)| ExtractorJson { extractor, readings, claims })
                .collect(),
            decisions: held.decisions.into_iter().map(count).collect(),
            rows: held.rows.into_iter().map(count).collect(),
        })?;
        return Ok(Outcome::Found);
    }
    let mut table = Table::new(&["what", "how much"]);
    let mut row = |what: &str, much: String| table.row([what.to_owned().into(), much.into()]);
    row("articles", extent.articles.to_string());
    row("texts of them", extent.revisions.to_string());
    row("claims", extent.claims.to_string());
    if let (Some(first), Some(last)) = days {
        row("published", format!("{first} to {last}"));
    }
    row("entries", extent.entry.to_string());
    for (extractor, readings, claims) in &held.extractors {
        let told = format!(
            "{}, {}",
            answer::counted(*readings, "text"),
            answer::counted(*claims, "claim")
        );
        row(&format!("read by {extractor}"), told);
    }
    for (kind, count) in &held.decisions {
        row(&format!("decisions: {kind}"), count.to_string());
    }
    row("file", format!("{}, of which {} empty", size(held.bytes), size(held.free)));
    row("log", size(held.log));
    row("version of the file", held.version.to_string());
    table.write(out)?;
    Ok(Outcome::Found)
}

/// Returns a number of bytes in words.
fn size(bytes: u64) -> String {
    match bytes {
        0..10_000 => format!("{bytes} bytes"),
        10_000..10_000_000 => format!("{} kB", bytes / 1000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

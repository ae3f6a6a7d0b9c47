//! Who publishes and who is cited, counted.

use askama::Template;
use reportedly::ledger::{Ledger, SourceCount};
use reportedly::query::{Record, RecordRow};

use super::{Answer, Desk};
use crate::commands::sources;
use crate::server::asked::Asked;
use crate::server::frame::Frame;
use crate::server::problem::Problem;
use crate::server::told::Firm;

/// So many sources are on a page.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "sources.html")]
struct Page {
    frame: Frame,
    wanted: String,
    sources: Vec<(String, SourceCount)>,
    records: Vec<Kept>,
    count: usize,
    /// The ways to sort: name, address, whether it is this one.
    orders: Vec<(&'static str, String, bool)>,
    before: Option<String>,
    after: Option<String>,
}

/// What became of what a source reported.
struct Kept {
    source: String,
    reading: String,
    rows: Vec<KeptRow>,
    notes: Vec<String>,
}

/// The same of one predicate and firmness.
struct KeptRow {
    label: String,
    firm: Firm,
    reported: usize,
    confirmed: usize,
    contradicted: usize,
    undecided: usize,
    share: String,
    lead: String,
}

/// The ways to sort.
const ORDERS: &[(&str, &str)] = &[("claims", "claims"), ("cited", "cited in"), ("name", "name")];

/// Shows the sources.
pub fn page(desk: &Desk, asked: &Asked) -> Result<Answer, Problem> {
    let wanted = asked.get("source").unwrap_or_default();
    let all = desk.ledger.sources(desk.reading.scope())?;
    let mut found = sources::named(&all, wanted);
    let records = match wanted {
        "" => Vec::new(),
        _ => sources::records(desk.ledger, desk.beats, &found, &all, desk.reading)?,
    };
    if asked.json {
        let record = |name: &str| records.iter().find(|record| record.source == name);
        let all: Vec<_> =
            found.iter().map(|source| sources::json(source, record(&source.name))).collect();
        return Answer::json(&all);
    }
    let order = asked.get("order").unwrap_or(ORDERS[0].0);
    match order {
        "cited" => found.sort_by_key(|one| std::cmp::Reverse(one.cited)),
        "claims" => found.sort_by_key(|one| std::cmp::Reverse((one.claims, one.cited))),
        _ => {}
    }
    let skip: usize = asked.number("skip")?.unwrap_or(0);
    let place = |order: &str, skip: usize| {
        let skip = skip.to_string();
        let mut others = vec![("order", order)];
        others.extend((!wanted.is_empty()).then_some(("source", wanted)));
        others.extend((skip != "0").then_some(("skip", skip.as_str())));
        asked.to_with("/sources", &others)
    };
    let count = found.len();
    Answer::html(&Page {
        frame: desk.frame("Sources", asked),
        wanted: wanted.to_owned(),
        sources: found
            .into_iter()
            .skip(skip)
            .take(SHOWN)
            .map(|source| listed(source, asked))
            .collect(),
        records: records.iter().map(kept).collect(),
        count,
        orders: ORDERS
            .iter()
            .map(|&(name, words)| (words, place(name, 0), name == order))
            .collect(),
        before: (skip > 0).then(|| place(order, skip.saturating_sub(SHOWN))),
        after: (count > skip + SHOWN).then(|| place(order, skip + SHOWN)),
    })
}

/// Returns a source with the address of its record.
fn listed(source: &SourceCount, asked: &Asked) -> (String, SourceCount) {
    (asked.to_with("/sources", &[("source", &source.name)]), source.clone())
}

fn kept(record: &Record) -> Kept {
    let row = |row: &RecordRow| KeptRow {
        label: row.label.clone(),
        firm: Firm::of(row.firmness),
        reported: row.tally.reported,
        confirmed: row.tally.confirmed,
        contradicted: row.tally.contradicted,
        undecided: row.tally.undecided(),
        share: sources::share(&row.tally),
        lead: sources::lead(&row.tally),
    };
    Kept {
        source: record.source.clone(),
        reading: record.reading.to_string(),
        rows: record.rows.iter().map(row).collect(),
        notes: sources::notes(record),
    }
}

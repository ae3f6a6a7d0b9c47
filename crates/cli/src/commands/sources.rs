//! `sources`: who publishes and who is cited, counted.

use reportedly::ledger::{Ledger, Scope, SourceCount, words};
use serde::Serialize;

use super::Outcome;
use crate::Failure;
use crate::args::{Common, Sources};
use crate::out::Out;
use crate::table::Table;

/// A source as JSON.
#[derive(Debug, Serialize)]
pub struct SourceJson<'a> {
    name: &'a str,
    r#type: &'a str,
    articles: u64,
    claims: u64,
    cited: u64,
    first: String,
    last: String,
}

/// Lists the sources.
pub fn run(args: &Sources, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let ledger = super::open(common)?;
    let sources = named(ledger.sources(Scope::ALL)?, args.source.as_deref().unwrap_or_default());
    if out.is_json() {
        for source in &sources {
            out.json(&json(source))?;
        }
    } else if !sources.is_empty() {
        let mut table =
            Table::new(&["source", "type", "articles", "claims", "cited in", "first", "last"]);
        for source in &sources {
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
    }
    match sources.is_empty() {
        true => super::nothing("no such source is in the ledger"),
        false => Ok(Outcome::Found),
    }
}

/// Returns those of `sources` whose names hold all words of `wanted`.
pub fn named(mut sources: Vec<SourceCount>, wanted: &str) -> Vec<SourceCount> {
    let wanted = words(wanted);
    sources.retain(|source| {
        let name = words(&source.name);
        wanted.iter().all(|word| name.contains(word))
    });
    sources
}

/// Returns a source as JSON.
pub fn json(source: &SourceCount) -> SourceJson<'_> {
    SourceJson {
        name: &source.name,
        r#type: &source.kind,
        articles: source.articles,
        claims: source.claims,
        cited: source.cited,
        first: source.first.to_string(),
        last: source.last.to_string(),
    }
}

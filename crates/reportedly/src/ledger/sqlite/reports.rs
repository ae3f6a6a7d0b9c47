//! Reads what a source published, and what cites it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rusqlite::{Connection, params};

use super::super::*;
use super::common::{Common, Lookup};
use super::read::{ROW, ROW_COLUMNS, all, bounds, row_of};
use crate::claim::ClaimKind;

pub(super) fn reports(
    connection: &Connection,
    common: &mut Common,
    decisions: &Decisions,
    sources: &[&str],
    scope: Scope,
    limit: usize,
) -> rusqlite::Result<Vec<Row>> {
    let (day, entry) = bounds(scope);
    // What people left out makes room for as many others.
    let with_rest = limit.saturating_add(decisions.left_out());
    let asked = i64::try_from(with_rest).unwrap_or(i64::MAX);
    let mut numbers: BTreeSet<i64> = BTreeSet::new();
    let mut published: BTreeSet<(i64, i64)> = BTreeSet::new();
    let mut chains: BTreeSet<i64> = BTreeSet::new();
    for name in sources {
        let select = "SELECT id FROM source WHERE name = ?1";
        numbers.extend(all(connection, select, [name], |row| row.get::<_, i64>(0))?);
    }
    for &number in &numbers {
        let select = "SELECT c.published, c.id
           FROM revision r INDEXED BY revision_outlet
           CROSS JOIN entry e ON e.revision = r.id
           CROSS JOIN claim c ON c.id BETWEEN e.first_claim AND e.first_claim + e.claims - 1
           CROSS JOIN predicate p ON p.id = c.predicate
           WHERE r.outlet = ?3 AND r.published <= ?1 AND e.id <= ?2 AND p.kind = 'typed'
           ORDER BY r.published DESC LIMIT ?4";
        let found = all(connection, select, params![day, entry, number, asked], pair)?;
        published.extend(found);
        let select = "SELECT chain FROM link INDEXED BY link_source WHERE source = ?1";
        chains.extend(all(connection, select, [number], |row| row.get::<_, i64>(0))?);
    }
    for chain in chains {
        let select = "SELECT c.published, c.id
           FROM claim c INDEXED BY claim_chain CROSS JOIN predicate p ON p.id = c.predicate
           WHERE c.chain = ?3 AND c.published <= ?1 AND c.entry <= ?2 AND p.kind = 'typed'
           ORDER BY c.published DESC, c.id DESC LIMIT ?4";
        published.extend(all(connection, select, params![day, entry, chain, asked], pair)?);
    }
    let select = format!(
        "SELECT {ROW}, p.name FROM claim c CROSS JOIN predicate p ON p.id = c.predicate WHERE c.id = ?1"
    );
    let mut lookup = Lookup::new(connection, common)?;
    let mut select = connection.prepare_cached(&select)?;
    let mut names: HashMap<String, Arc<str>> = HashMap::new();
    let counted = published.into_iter().rev().filter(|(_, n)| decisions.counts(*n as u64));
    counted
        .take(limit)
        .map(|(_, number)| {
            select.query_row([number], |row| {
                let name: String = row.get(ROW_COLUMNS)?;
                let name = names.entry(name).or_insert_with_key(|name| name.as_str().into());
                row_of(row, &mut lookup, ClaimKind::Typed, name, (day, entry))
            })
        })
        .collect()
}

fn pair(row: &rusqlite::Row) -> rusqlite::Result<(i64, i64)> {
    Ok((row.get(0)?, row.get(1)?))
}

//! Reads as little of claims as beliefs need.

use std::sync::{Arc, OnceLock};

use rusqlite::{OptionalExtension, params, params_from_iter};

use super::super::common::{Common, Lookup};
use super::*;
use crate::claim::ClaimKind;

pub(in super::super) fn rows(
    connection: &Connection,
    common: &mut Common,
    decisions: &Decisions,
    query: &RowQuery,
    others: Option<&[u64]>,
    scope: Scope,
) -> rusqlite::Result<Vec<Row>> {
    let Some(predicate) = predicate_of(connection, query)? else { return Ok(Vec::new()) };
    let (day, entry) = bounds(scope);
    let after = query.published_after.map_or(i64::MIN, code::day);
    static SELECTS: [OnceLock<String>; 2] = [OnceLock::new(), OnceLock::new()];
    let asked = |also: &str| {
        let (side, index) = indexed(query.side);
        format!(
            "SELECT {ROW} FROM claim c INDEXED BY {index}
             WHERE c.{side} = ?3 AND c.predicate = ?4 AND c.published <= ?1 AND c.entry <= ?2
               AND c.published > ?5 {also}
             ORDER BY c.published DESC, c.id DESC LIMIT ?6",
        )
    };
    // SQLite walks along the index faster than rows can be read and left out.
    let others = others.map(|others| Among::new(others, 7));
    let mut select = match &others {
        None => {
            connection.prepare_cached(SELECTS[query.side as usize].get_or_init(|| asked("")))?
        }
        Some(others) => {
            let (side, _) = indexed(query.side.other());
            connection.prepare_cached(&asked(&format!("AND c.{side} IN ({})", others.places)))?
        }
    };
    // What people left out makes room for as many others.
    let limit = query.limit.saturating_add(decisions.left_out());
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let (kind, name) = &query.predicate;
    let name: Arc<str> = name.as_str().into();
    let mut lookup = Lookup::new(connection, common)?;
    let mut rows = Vec::new();
    for &entity in &query.entities {
        let mut values = vec![day, entry, entity as i64, predicate, after, limit];
        values.extend(others.iter().flat_map(|others| &others.values));
        let read = |found: &rusqlite::Row| row_of(found, &mut lookup, *kind, &name, (day, entry));
        let found = select.query_map(params_from_iter(values), read)?;
        rows.extend(found.collect::<rusqlite::Result<Vec<Row>>>()?);
    }
    if others.is_some_and(|others| others.asked_once) {
        select.discard();
    }
    if query.entities.len() > 1 {
        rows.sort_by_key(|row| std::cmp::Reverse((row.published, row.claim)));
        rows.dedup_by_key(|row| row.claim);
    }
    rows.retain(|row| decisions.counts(row.claim));
    rows.truncate(query.limit);
    Ok(rows)
}

/// Counts along the index, without looking at a claim.
pub(in super::super) fn count(
    connection: &Connection,
    decisions: &Decisions,
    query: &RowQuery,
    scope: Scope,
) -> rusqlite::Result<Option<Count>> {
    let Some(predicate) = predicate_of(connection, query)? else { return Ok(None) };
    let (day, entry) = bounds(scope);
    let after = query.published_after.map_or(i64::MIN, code::day);
    let (side, index) = indexed(query.side);
    let left_out = left_out(decisions);
    let days = |order: &str, limit: &str| {
        format!(
            "SELECT published FROM claim INDEXED BY {index}
             WHERE {side} = ?3 AND predicate = ?4 AND published <= ?1 AND published > ?5
               AND entry <= ?2
               AND id NOT IN ({left_out})
             ORDER BY published {order} LIMIT {limit}"
        )
    };
    let mut found: Option<Count> = None;
    for &entity in &query.entities {
        let limit = i64::try_from(query.limit).unwrap_or(i64::MAX);
        let values = params![day, entry, entity as i64, predicate, after, limit];
        let select = format!("SELECT count(*), min(published) FROM ({})", days("ASC", "?6"));
        let (claims, first): (i64, Option<i64>) =
            one(connection, &select, values, |row| Ok((row.get(0)?, row.get(1)?)))?;
        let Some(first) = first else { continue };
        let values = params![day, entry, entity as i64, predicate, after];
        let last = one(connection, &days("DESC", "1"), values, |row| row.get(0))?;
        let (first, last) = (code::date_of(first), code::date_of(last));
        let before = found.unwrap_or(Count { claims: 0, first, last });
        found = Some(Count {
            claims: (before.claims + claims as usize).min(query.limit),
            first: before.first.min(first),
            last: before.last.max(last),
        });
    }
    Ok(found)
}

/// Returns the number of the predicate that is asked for.
fn predicate_of(connection: &Connection, query: &RowQuery) -> rusqlite::Result<Option<i64>> {
    let (kind, name) = &query.predicate;
    let select = "SELECT id FROM predicate WHERE name = ?1 AND kind = ?2";
    one(connection, select, params![name, code::kind(*kind)], |row| row.get(0)).optional()
}

/// Returns the column of a side, and the index that begins with it.
fn indexed(side: Side) -> (&'static str, &'static str) {
    match side {
        Side::Subject => ("subject", "claim_belief"),
        Side::Object => ("object", "claim_object"),
    }
}

/// The columns of claim `c` from which [`row_of`] makes a [`Row`], in its order: the covering index has
/// them all.
pub(in super::super) const ROW: &str =
    "c.id, c.entry, c.subject, c.object, c.value, c.published, c.outlet, c.chain, c.polarity,
     c.certainty, c.act, c.firmness, c.valid";

/// How many columns that are.
pub(in super::super) const ROW_COLUMNS: usize = 13;

/// Reads a row by the places of its columns: to find them by name takes longer than the search.
pub(in super::super) fn row_of(
    row: &rusqlite::Row,
    lookup: &mut Lookup,
    kind: ClaimKind,
    name: &Arc<str>,
    (last_day, last_entry): (i64, i64),
) -> rusqlite::Result<Row> {
    let number_or_none = |place: usize| row.get::<_, Option<i64>>(place);
    let (claim, entry): (i64, i64) = (row.get(0)?, row.get(1)?);
    let value = number_or_none(4)?.map(|value| lookup.text(value)).transpose()?;
    let outlet = number_or_none(6)?.map(|outlet| lookup.outlet(outlet)).transpose()?;
    let valid_time = match number_or_none(12)? {
        Some(time) => lookup.time(time)?,
        None => None,
    };
    let reading = lookup.reading(entry)?;
    Ok(Row {
        claim: claim as u64,
        entry: entry as u64,
        revision: reading.revision as u64,
        article: reading.article as u64,
        replaced: reading.is_replaced(last_day, last_entry),
        kind,
        predicate: name.clone(),
        subject: row.get::<_, i64>(2)? as u64,
        object: number_or_none(3)?.map(|object| object as u64),
        value,
        published: code::date_of(row.get(5)?),
        outlet,
        credit: reading.credit.clone(),
        chain: number_or_none(7)?.map(|chain| chain as u64),
        polarity: code::polarity_of(row.get(8)?)?,
        certainty: code::certainty_of(row.get(9)?)?,
        act: code::act_of(row.get(10)?)?,
        firmness: code::firmness_of(row.get(11)?)?,
        valid_time,
        tie: reading.tie(claim),
    })
}

pub(in super::super) fn chain(connection: &Connection, number: u64) -> rusqlite::Result<Vec<Link>> {
    let select = "SELECT s.name, s.kind, l.record, l.several, l.relation, l.factuality
                  FROM link l JOIN source s ON s.id = l.source WHERE l.chain = ?1 ORDER BY l.depth";
    all(connection, select, [number as i64], |row| {
        Ok(Link {
            name: row.get(0)?,
            kind: code::source_of(&row.get::<_, String>(1)?)?,
            record: code::record_of(&row.get::<_, String>(2)?)?,
            several: row.get(3)?,
            relation: row.get(4)?,
            cue: None,
            factuality: code::factuality_of(&row.get::<_, String>(5)?)?,
        })
    })
}

pub(in super::super) fn qualifiers(
    connection: &Connection,
    claim: u64,
) -> rusqlite::Result<Vec<(String, String)>> {
    let select = "SELECT name, value FROM qualifier WHERE claim = ?1 ORDER BY name";
    all(connection, select, [claim as i64], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(in super::super) fn provenance(
    connection: &Connection,
    revision: u64,
) -> rusqlite::Result<Provenance> {
    let select = "SELECT s.name, r.credit, r.taken_from, r.sketch FROM revision r
                  LEFT JOIN source s ON s.id = r.outlet WHERE r.id = ?1";
    one(connection, select, [revision as i64], |row| {
        Ok(Provenance {
            outlet: row.get(0)?,
            credit: row.get(1)?,
            taken_from: row.get(2)?,
            sketch: row.get(3)?,
        })
    })
}

pub(in super::super) fn propositions(
    connection: &Connection,
    extraction: &Extraction,
) -> rusqlite::Result<Vec<Proposition>> {
    let select = "SELECT c.subject, p.kind, p.name, c.object
                  FROM claim c CROSS JOIN predicate p ON p.id = c.predicate
                  WHERE c.id >= ?1 AND c.id < ?1 + ?2 ORDER BY c.id";
    let values = [extraction.first_claim as i64, extraction.claims as i64];
    all(connection, select, values, |row| {
        Ok(Proposition {
            subject: number(row, "subject")?,
            kind: code::kind_of(&row.get::<_, String>("kind")?)?,
            predicate: row.get("name")?,
            object: row.get::<_, Option<i64>>("object")?.map(|object| object as u64),
        })
    })
}

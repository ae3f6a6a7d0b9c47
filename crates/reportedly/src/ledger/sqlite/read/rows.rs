//! Reads as little of claims as beliefs need.

use rusqlite::{OptionalExtension, params};

use super::*;
use crate::claim::ClaimKind;

pub(in super::super) fn rows(
    connection: &Connection,
    decisions: &Decisions,
    query: &RowQuery,
    scope: Scope,
) -> rusqlite::Result<Vec<Row>> {
    let (day, entry) = bounds(scope);
    let after = query.published_after.map_or(i64::MIN, code::day);
    let (kind, name) = &query.predicate;
    let predicate: Option<i64> = one(
        connection,
        "SELECT id FROM predicate WHERE name = ?1 AND kind = ?2",
        params![name, code::kind(*kind)],
        |row| row.get(0),
    )
    .optional()?;
    let Some(predicate) = predicate else { return Ok(Vec::new()) };
    let (side, index) = match query.side {
        Side::Subject => ("subject", "claim_belief"),
        Side::Object => ("object", "claim_object"),
    };
    let select = format!(
        "SELECT {ROW} FROM claim c INDEXED BY {index} {FROM_CLAIM}
         WHERE c.{side} = ?3 AND c.predicate = ?4 AND c.published <= ?1 AND c.entry <= ?2
           AND c.published > ?5
         ORDER BY c.published DESC, c.id DESC LIMIT ?6",
        ROW = row_columns(),
    );
    // What people left out makes room for as many others.
    let limit = query.limit.saturating_add(decisions.left_out());
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut rows = Vec::new();
    for &entity in &query.entities {
        let values = params![day, entry, entity as i64, predicate, after, limit];
        rows.extend(all(connection, &select, values, |found| row_of(found, *kind, name))?);
    }
    if query.entities.len() > 1 {
        rows.sort_by_key(|row| std::cmp::Reverse((row.published, row.claim)));
        rows.dedup_by_key(|row| row.claim);
    }
    rows.retain(|row| decisions.counts(row.claim));
    rows.truncate(query.limit);
    Ok(rows)
}

/// The columns of a [`Row`] of claim `c`; ?1 and ?2 are the bounds.
pub(in super::super) fn row_columns() -> String {
    format!(
        "c.id, c.entry, c.ordinal, e.revision, r.name, r.article, c.subject, c.object,
         v.text AS value, c.published, o.name AS outlet, c.chain, c.polarity, c.certainty, c.act,
         c.firmness, t.text AS valid, {REPLACED} AS replaced"
    )
}

/// What the columns of a row are joined from, after claim `c`.
pub(in super::super) const FROM_CLAIM: &str = "
  CROSS JOIN entry e ON e.id = c.entry CROSS JOIN revision r ON r.id = e.revision
  LEFT JOIN term v ON v.id = c.value LEFT JOIN term t ON t.id = c.valid
  LEFT JOIN source o ON o.id = c.outlet";

pub(in super::super) fn row_of(
    row: &rusqlite::Row,
    kind: ClaimKind,
    name: &str,
) -> rusqlite::Result<Row> {
    Ok(Row {
        claim: number(row, "id")?,
        entry: number(row, "entry")?,
        revision: number(row, "revision")?,
        article: number(row, "article")?,
        replaced: row.get("replaced")?,
        kind,
        predicate: name.to_owned(),
        subject: number(row, "subject")?,
        object: row.get::<_, Option<i64>>("object")?.map(|object| object as u64),
        value: row.get("value")?,
        published: code::date_of(row.get("published")?),
        outlet: row.get("outlet")?,
        chain: row.get::<_, Option<i64>>("chain")?.map(|chain| chain as u64),
        polarity: code::polarity_of(row.get("polarity")?)?,
        certainty: code::certainty_of(row.get("certainty")?)?,
        act: code::act_of(row.get("act")?)?,
        firmness: code::firmness_of(row.get("firmness")?)?,
        valid_time: interval(row.get("valid")?)?,
        tie: tie(&row.get::<_, String>("name")?, number(row, "ordinal")?),
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
    let select = "SELECT s.name, r.credit, r.sketch FROM revision r
                  LEFT JOIN source s ON s.id = r.outlet WHERE r.id = ?1";
    one(connection, select, [revision as i64], |row| {
        Ok(Provenance { outlet: row.get(0)?, credit: row.get(1)?, sketch: row.get(2)? })
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

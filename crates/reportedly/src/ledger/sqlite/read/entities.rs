//! Reads who claims are about.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, params_from_iter};

use super::*;
use crate::claim::{ClaimKind, fold};

/// Reads an entity from its number, id, name and kind, in this order.
pub(in super::super) fn entity_of(row: &rusqlite::Row) -> rusqlite::Result<Entity> {
    Ok(Entity {
        number: row.get::<_, i64>(0)? as u64,
        id: row.get(1)?,
        name: row.get(2)?,
        kind: code::entity_kind_of(row.get_ref(3)?.as_str_or_null()?)?,
    })
}

pub(in super::super) fn entity(
    connection: &Connection,
    id: &str,
) -> rusqlite::Result<Option<Entity>> {
    let select = "SELECT id, name, label, kind FROM entity WHERE name = ?1";
    one(connection, select, [id], entity_of).optional()
}

pub(in super::super) fn entity_numbered(
    connection: &Connection,
    number: u64,
) -> rusqlite::Result<Option<Entity>> {
    let select = "SELECT id, name, label, kind FROM entity WHERE id = ?1";
    one(connection, select, [number as i64], entity_of).optional()
}

pub(in super::super) fn entities_named(
    connection: &Connection,
    name: &str,
) -> rusqlite::Result<Vec<Entity>> {
    let select = "SELECT id, name, label, kind FROM entity WHERE key = ?1 ORDER BY id";
    all(connection, select, [fold(name)], entity_of)
}

pub(in super::super) fn namesakes(
    connection: &Connection,
    numbers: &[u64],
) -> rusqlite::Result<Vec<u64>> {
    let among = Among::new(numbers, 1);
    let mut select = connection.prepare_cached(&format!(
        "SELECT other.id FROM entity one CROSS JOIN entity other INDEXED BY entity_key
           ON other.key = one.key
         WHERE one.id IN ({})",
        among.places
    ))?;
    let read = |row: &rusqlite::Row| Ok(row.get::<_, i64>(0)? as u64);
    let mut found: Vec<u64> =
        select.query_map(params_from_iter(among.values), read)?.collect::<rusqlite::Result<_>>()?;
    if among.asked_once {
        select.discard();
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

pub(in super::super) fn mentions_of(
    connection: &Connection,
    entity: u64,
    scope: Scope,
    limit: usize,
) -> rusqlite::Result<usize> {
    let (day, entry) = bounds(scope);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut count = 0;
    for (side, index) in SIDES {
        // Within a predicate the claims lie in the order of their days.
        let select = format!(
            "{} SELECT count(*) FROM (
               SELECT 1 FROM p CROSS JOIN claim c INDEXED BY {index}
               WHERE c.{side} = ?3 AND c.predicate = p.id AND c.published <= ?1 AND c.entry <= ?2
               LIMIT ?4)",
            predicates(side, index, "?3")
        );
        let values = [day, entry, entity as i64, limit];
        count += one(connection, &select, values, |row| row.get::<_, i64>(0))?;
    }
    Ok(count.min(limit) as usize)
}

/// The sides of a claim, with the index that begins with each.
pub(super) const SIDES: [(&str, &str); 2] =
    [("subject", "claim_belief"), ("object", "claim_object")];

/// The predicates `p` that are told of the entity of parameter `entity` on a side. SQLite does not skip through an index by
/// itself: seek the next predicate, and the next.
pub(super) fn predicates(side: &str, index: &str, entity: &str) -> String {
    format!(
        "WITH RECURSIVE p(id) AS (
           SELECT min(predicate) FROM claim INDEXED BY {index} WHERE {side} = {entity}
           UNION ALL
           SELECT (SELECT min(predicate) FROM claim INDEXED BY {index}
                   WHERE {side} = {entity} AND predicate > p.id) FROM p WHERE p.id IS NOT NULL)"
    )
}

pub(in super::super) fn predicates_of(
    connection: &Connection,
    entity: u64,
) -> rusqlite::Result<Vec<PredicateRef>> {
    let mut found: BTreeMap<(ClaimKind, String), (bool, bool)> = BTreeMap::new();
    for (side, index) in SIDES {
        let select = format!(
            "{} SELECT d.kind, d.name FROM p JOIN predicate d ON d.id = p.id",
            predicates(side, index, "?1")
        );
        let named = all(connection, &select, [entity as i64], |row| {
            Ok((code::kind_of(&row.get::<_, String>(0)?)?, row.get::<_, String>(1)?))
        })?;
        for predicate in named {
            let sides = found.entry(predicate).or_default();
            sides.0 |= side == "subject";
            sides.1 |= side == "object";
        }
    }
    Ok(found
        .into_iter()
        .map(|((kind, name), (as_subject, as_object))| PredicateRef {
            kind,
            name,
            as_subject,
            as_object,
        })
        .collect())
}

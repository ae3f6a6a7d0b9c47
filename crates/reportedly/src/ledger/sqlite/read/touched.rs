//! Reads what was told of somebody since, along the indexes.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::params;

use super::super::common::{Common, Lookup};
use super::articles::{extracted, extraction};
use super::entities::{SIDES, predicates};
use super::*;
use crate::claim::ClaimKind;

pub(in super::super) fn touched(
    connection: &Connection,
    common: &mut Common,
    entities: &[u64],
    since: Since,
    scope: Scope,
) -> rusqlite::Result<Touched> {
    let (day, last) = bounds(scope);
    let (after, before) = match since {
        Since::Day(day) => (code::day(day), 0),
        Since::Entry(entry) => (i64::MIN, i64::try_from(entry).unwrap_or(i64::MAX)),
    };
    let mut lookup = Lookup::new(connection, common)?;
    let mut touched = Touched::default();
    let (mut articles, mut statements): (HashSet<i64>, HashSet<i64>) = Default::default();
    let revised = "SELECT e.id FROM revision r CROSS JOIN entry e ON e.revision = r.id
      WHERE r.number > 1 AND r.published > ?3 AND r.published <= ?1 AND e.id > ?4 AND e.id <= ?2
        AND e.kind = 'reading'";
    let bounds = params![day, last, after, before];
    let mut changed: BTreeSet<i64> =
        all(connection, revised, bounds, |row| row.get(0))?.into_iter().collect();
    for &entity in entities {
        for (side, index) in SIDES {
            let told = format!(
                "{} SELECT p.id, d.kind, d.name FROM p CROSS JOIN predicate d ON d.id = p.id",
                predicates(side, index, "?1")
            );
            let told = all(connection, &told, [entity as i64], |row| {
                let kind = code::kind_of(row.get_ref(1)?.as_str()?)?;
                Ok((row.get::<_, i64>(0)?, kind, row.get::<_, String>(2)?))
            })?;
            let select = format!(
                "SELECT id, entry, subject, published FROM claim INDEXED BY {index}
                 WHERE {side} = ?5 AND predicate = ?6 AND published > ?3 AND published <= ?1
                   AND entry > ?4 AND entry <= ?2"
            );
            let mut select = connection.prepare_cached(&select)?;
            for (predicate, kind, name) in told {
                let mut rows =
                    select.query(params![day, last, after, before, entity as i64, predicate])?;
                let mut last_told: HashMap<i64, i64> = HashMap::new();
                while let Some(row) = rows.next()? {
                    let entry = row.get(1)?;
                    if !articles.contains(&entry) {
                        if !lookup.reading(entry)?.is_first {
                            changed.insert(entry);
                            continue;
                        }
                        articles.insert(entry);
                    }
                    match kind {
                        ClaimKind::Statement => {
                            statements.insert(row.get(0)?);
                        }
                        ClaimKind::Typed => {
                            let published: i64 = row.get(3)?;
                            let known = last_told.entry(row.get(2)?).or_insert(published);
                            *known = published.max(*known);
                        }
                        ClaimKind::Open => {}
                    }
                }
                for (subject, published) in last_told {
                    let subject = subject as u64;
                    let slot = TouchedSlot { entity, subject, predicate: name.clone() };
                    let published = code::date_of(published);
                    let last = touched.slots.entry(slot).or_insert(published);
                    *last = published.max(*last);
                }
            }
        }
    }
    touched.articles = articles.len();
    touched.statements = statements.len();
    let select = format!("{} AND e.id = ?1", extraction());
    for entry in changed {
        // What a person put in the place of a claim is no reading.
        touched.changed.extend(one(connection, &select, [entry], extracted).optional()?);
    }
    Ok(touched)
}

//! Counts what sources publish and are cited by as it is recorded, so that nobody has to count it all.
//!
//! A reading counts from the day of its publication until the day of the first later revision of its
//! article, and only until the same revision is read again. It is counted once, under both days; what
//! comes later moves it.
//!
//! **Invariant:** the table holds what [`RECOUNT`] gives, and no row of nothing.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::read::{all, one};
use super::write::Writer;
use crate::claim::Claim;

/// The day on which a reading ends whose place no later revision takes: after every day of the calendar.
pub(super) const NEVER: i64 = i32::MAX as i64;

/// Counts everything anew.
pub(super) const RECOUNT: &str = include_str!("../recount.sql");

/// A reading, as far as it is counted.
struct Counted {
    outlet: Option<i64>,
    published: i64,
    until: i64,
    claims: i64,
    /// How many of its claims cite each source.
    cited: BTreeMap<i64, i64>,
}

/// Counts the first reading of a new article: nothing takes its place, and nothing has to be looked up.
pub(super) fn count_new(
    writer: &mut Writer,
    outlet: Option<i64>,
    published: i64,
    claims: &[Claim],
) -> rusqlite::Result<()> {
    let mut cited: BTreeMap<i64, i64> = BTreeMap::new();
    for claim in claims {
        // A chain may name a source twice, which cites it once.
        let mut sources = Vec::with_capacity(claim.chain.len());
        for link in &claim.chain {
            sources.push(writer.source(&link.name, link.kind)?);
        }
        sources.sort_unstable();
        sources.dedup();
        sources.into_iter().for_each(|source| *cited.entry(source).or_default() += 1);
    }
    let reading = Counted { outlet, published, until: NEVER, claims: claims.len() as i64, cited };
    add(writer.connection, &reading, 1)
}

/// Counts a reading that was just written, and takes out or moves those that it takes the place of.
pub(super) fn count(connection: &Connection, entry: i64) -> rusqlite::Result<()> {
    let select = "SELECT e.revision, r.article, r.number, r.published FROM entry e
                  JOIN revision r ON r.id = e.revision WHERE e.id = ?1";
    let (revision, article, number, published): (i64, i64, i64, i64) =
        one(connection, select, [entry], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
    let before = "SELECT id FROM entry WHERE revision = ?1 AND id < ?2 AND kind = 'reading'
                  ORDER BY id DESC LIMIT 1";
    let before: Option<i64> =
        one(connection, before, [revision, entry], |row| row.get(0)).optional()?;
    match before {
        // The same text was read before: that reading counts no more.
        Some(before) => {
            let until = until(connection, article, revision, NEVER)?;
            add(connection, &counted(connection, before, until)?, -1)?;
        }
        // Another text: those before it count until its day at the latest.
        None if number > 1 => shorten(connection, article, revision, published)?,
        None => {}
    }
    let until = until(connection, article, revision, NEVER)?;
    add(connection, &counted(connection, entry, until)?, 1)
}

/// Lets the earlier revisions of an article count until a day at the latest.
fn shorten(connection: &Connection, article: i64, by: i64, day: i64) -> rusqlite::Result<()> {
    let select = "SELECT r.id, (SELECT max(e.id) FROM entry e
                    WHERE e.revision = r.id AND e.kind = 'reading')
                  FROM revision r WHERE r.article = ?1 AND r.id < ?2";
    let earlier = all(connection, select, [article, by], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (revision, reading) in earlier {
        let before = until(connection, article, revision, by)?;
        if day < before {
            let mut reading = counted(connection, reading, before)?;
            add(connection, &reading, -1)?;
            reading.until = day;
            add(connection, &reading, 1)?;
        }
    }
    Ok(())
}

/// Returns the first day of the revisions of an article after `revision` and before `by`.
fn until(connection: &Connection, article: i64, revision: i64, by: i64) -> rusqlite::Result<i64> {
    let select = "SELECT ifnull(min(published), ?4) FROM revision INDEXED BY revision_revised
                  WHERE article = ?1 AND number > 1 AND id > ?2 AND id < ?3";
    one(connection, select, [article, revision, by, NEVER], |row| row.get(0))
}

fn counted(connection: &Connection, entry: i64, until: i64) -> rusqlite::Result<Counted> {
    let select = "SELECT r.outlet, r.published, e.first_claim, e.claims FROM entry e
                  JOIN revision r ON r.id = e.revision WHERE e.id = ?1";
    let (outlet, published, first, claims) = one(connection, select, [entry], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?, row.get::<_, i64>(3)?))
    })?;
    // A chain may name a source twice, which cites it once.
    let select = "SELECT source, sum(claims) FROM (
                    SELECT DISTINCT c.chain, c.claims, l.source FROM (
                      SELECT chain, count(*) AS claims FROM claim
                      WHERE id >= ?1 AND id < ?1 + ?2 AND chain IS NOT NULL GROUP BY chain) c
                    CROSS JOIN link l ON l.chain = c.chain)
                  GROUP BY source";
    let cited = all(connection, select, [first, claims], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Counted { outlet, published, until, claims, cited: cited.into_iter().collect() })
}

/// Adds a reading to the counts, or takes it away.
fn add(connection: &Connection, reading: &Counted, times: i64) -> rusqlite::Result<()> {
    let Counted { outlet, published, until, claims, cited } = reading;
    if published >= until {
        return Ok(());
    }
    let mut sources: BTreeMap<i64, [i64; 3]> = BTreeMap::new();
    if let Some(outlet) = outlet {
        sources.insert(*outlet, [1, *claims, 0]);
    }
    for (source, cited) in cited {
        sources.entry(*source).or_default()[2] = *cited;
    }
    let mut upsert = connection.prepare_cached(
        "INSERT INTO source_count (source, published, until, articles, claims, cited)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (source, published, until) DO UPDATE SET
           articles = articles + excluded.articles, claims = claims + excluded.claims,
           cited = cited + excluded.cited",
    )?;
    let mut clear = connection.prepare_cached(
        "DELETE FROM source_count WHERE source = ?1 AND published = ?2 AND until = ?3
           AND articles = 0 AND cited = 0",
    )?;
    for (source, [articles, claims, cited]) in sources {
        let counts = [articles * times, claims * times, cited * times];
        upsert.execute(params![source, published, until, counts[0], counts[1], counts[2]])?;
        if times < 0 {
            clear.execute(params![source, published, until])?;
        }
    }
    Ok(())
}

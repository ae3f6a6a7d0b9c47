//! Counts who publishes and who is cited.

use super::super::counts::NEVER;
use super::*;

pub(in super::super) fn sources(
    connection: &Connection,
    scope: Scope,
) -> rusqlite::Result<Vec<SourceCount>> {
    let (day, entry) = bounds(scope);
    if entry < last_entry(connection)? {
        return earlier(connection, day, entry);
    }
    let select = "SELECT s.name, s.kind, t.articles, t.claims, t.cited, t.first, t.last
         FROM (SELECT source, sum(articles) AS articles, sum(claims) AS claims, sum(cited) AS cited,
             min(published) AS first, max(published) AS last
           FROM source_count WHERE published <= ?1 AND until > ?1 GROUP BY source) t
         JOIN source s ON s.id = t.source ORDER BY s.name, s.kind";
    all(connection, select, [day.min(NEVER - 1)], count_of)
}

/// Counts what an earlier entry held, all of it.
fn earlier(connection: &Connection, day: i64, entry: i64) -> rusqlite::Result<Vec<SourceCount>> {
    let select = format!(
        "WITH
         current AS MATERIALIZED (
           SELECT e.id, r.outlet, r.article, r.published, e.first_claim, e.claims
           FROM entry e JOIN revision r ON r.id = e.revision
           WHERE r.published <= ?1 AND e.id <= ?2 AND e.kind = 'reading' AND NOT {REPLACED}),
         publishing AS (
           SELECT outlet AS source, count(DISTINCT article) AS articles, sum(claims) AS claims,
             min(published) AS first, max(published) AS last
           FROM current WHERE outlet IS NOT NULL GROUP BY outlet),
         chained AS (
           SELECT c.chain, count(*) AS claims, min(c.published) AS first, max(c.published) AS last
           FROM current k JOIN claim c ON c.id BETWEEN k.first_claim AND k.first_claim + k.claims - 1
           WHERE c.chain IS NOT NULL GROUP BY c.chain),
         cited AS (
           SELECT source, sum(claims) AS claims, min(first) AS first, max(last) AS last
           FROM (SELECT DISTINCT l.chain, l.source FROM link l) l JOIN chained n ON n.chain = l.chain
           GROUP BY source)
         SELECT s.name, s.kind, ifnull(p.articles, 0), ifnull(p.claims, 0), ifnull(q.claims, 0),
           min(ifnull(p.first, q.first), ifnull(q.first, p.first)),
           max(ifnull(p.last, q.last), ifnull(q.last, p.last))
         FROM source s LEFT JOIN publishing p ON p.source = s.id LEFT JOIN cited q ON q.source = s.id
         WHERE p.source IS NOT NULL OR q.source IS NOT NULL
         ORDER BY s.name, s.kind"
    );
    all(connection, &select, [day, entry], count_of)
}

fn count_of(row: &rusqlite::Row) -> rusqlite::Result<SourceCount> {
    Ok(SourceCount {
        name: row.get(0)?,
        kind: row.get(1)?,
        articles: row.get::<_, i64>(2)? as u64,
        claims: row.get::<_, i64>(3)? as u64,
        cited: row.get::<_, i64>(4)? as u64,
        first: code::date_of(row.get(5)?),
        last: code::date_of(row.get(6)?),
    })
}

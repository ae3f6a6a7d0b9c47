//! Searches articles, claims and names by their words.

use rusqlite::{Connection, OptionalExtension, params};

use super::super::words::{Term, Terms, snippet};
use super::super::*;
use super::read;

pub(super) fn entities_with(
    connection: &Connection,
    words: &[String],
    limit: usize,
) -> rusqlite::Result<Vec<Entity>> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{}\"", plain(word))).collect();
    entities(connection, &quoted.join(" AND "), limit)
}

pub(super) fn entities_beginning(
    connection: &Connection,
    letters: &str,
    limit: usize,
) -> rusqlite::Result<Vec<Entity>> {
    match letters.is_empty() {
        true => Ok(Vec::new()),
        false => entities(connection, &format!("\"{}\"*", plain(letters)), limit),
    }
}

/// Returns the first entities whose names are as FTS5 is asked for.
fn entities(
    connection: &Connection,
    expression: &str,
    limit: usize,
) -> rusqlite::Result<Vec<Entity>> {
    let mut select = connection.prepare_cached(
        "SELECT e.id, e.name, e.label, e.kind FROM entity_fts f JOIN entity e ON e.id = f.rowid
         WHERE entity_fts MATCH ?1 ORDER BY f.rowid LIMIT ?2",
    )?;
    select.query_map(params![expression, limit as i64], read::entity_of)?.collect()
}

/// Returns a word without what FTS5 would read as the end of a string.
fn plain(word: &str) -> String {
    word.replace('"', " ")
}

/// Returns the terms as FTS5 reads them; `None` when nothing is asked for.
///
/// The index of claims does not keep where words stand: there a phrase is all its words.
fn expression(terms: &Terms, phrases: bool) -> Option<String> {
    if terms.all.is_empty() {
        return None;
    }
    let spell = |term: &Term| {
        let star = if term.prefix { "*" } else { "" };
        if phrases {
            format!("\"{}\"{star}", plain(&term.words.join(" ")))
        } else {
            let quoted: Vec<String> =
                term.words.iter().map(|word| format!("\"{}\"", plain(word))).collect();
            format!("({}{star})", quoted.join(" AND "))
        }
    };
    let all: Vec<String> = terms.all.iter().map(spell).collect();
    let mut expression = format!("({})", all.join(" AND "));
    if phrases {
        for term in &terms.none {
            expression = format!("({expression} NOT {})", spell(term));
        }
    }
    Some(expression)
}

pub(super) fn search(
    connection: &Connection,
    decisions: &Decisions,
    search: &Search,
    scope: Scope,
) -> rusqlite::Result<Hits> {
    let terms = Terms::new(&search.words);
    let (day, entry) = read::bounds(scope);
    let mut hits = Hits::default();
    if let Some(expression) = expression(&terms, true) {
        let order = match search.order {
            Order::Newest => "f.rowid DESC",
            Order::Best => "f.rank, f.rowid DESC",
        };
        let mut select = connection.prepare_cached(&format!(
            "SELECT {}, r.body FROM revision_fts f JOIN revision r ON r.id = f.rowid
             JOIN article a ON a.id = r.article LEFT JOIN source o ON o.id = r.outlet
             WHERE revision_fts MATCH ?3 AND r.published <= ?1 AND r.entry <= ?2
             ORDER BY {order} LIMIT ?4",
            read::REFERENCE
        ))?;
        let values = params![day, entry, expression, search.limit as i64];
        let articles = select.query_map(values, |row| {
            let body: String = row.get("body")?;
            Ok((read::reference(row)?, snippet(&body, &terms)))
        })?;
        hits.articles = articles.collect::<rusqlite::Result<_>>()?;
    }
    if let Some(expression) = expression(&terms, false) {
        let counts = |claim| decisions.counts(claim);
        hits.claims = claims(connection, counts, &expression, &terms, search.limit, (day, entry))?;
    }
    Ok(hits)
}

/// Returns the newest claims that the terms mean; the index only narrows them down.
fn claims(
    connection: &Connection,
    counts: impl Fn(u64) -> bool,
    expression: &str,
    terms: &Terms,
    limit: usize,
    (day, entry): (i64, i64),
) -> rusqlite::Result<Vec<StoredClaim>> {
    let mut candidates = connection.prepare_cached(
        "SELECT rowid FROM claim_fts WHERE claim_fts MATCH ?1 ORDER BY rowid DESC",
    )?;
    let mut in_scope = connection
        .prepare_cached("SELECT 1 FROM claim WHERE id = ?3 AND published <= ?1 AND entry <= ?2")?;
    let mut found = Vec::new();
    let mut numbers = candidates.query([expression])?;
    while let Some(row) = numbers.next()?
        && found.len() < limit
    {
        let number: i64 = row.get(0)?;
        let known = in_scope.query_row([day, entry, number], |_| Ok(())).optional()?;
        if known.is_none() || !counts(number as u64) {
            continue;
        }
        for stored in read::claims(connection, &[number as u64])? {
            if terms.meet(&super::super::check::searched(&stored.claim)) {
                found.push(stored);
            }
        }
    }
    Ok(found)
}

//! Searches articles, claims and names by their words.

use rusqlite::{Connection, params};

use super::super::check::{TOGETHER, name_words};
use super::super::words::{Term, Terms, snippet};
use super::super::*;
use super::{code, read};
use crate::claim::Field;

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
            let reference = read::reference(row)?;
            let body = row.get_ref(read::REFERENCE_COLUMNS)?.as_str()?;
            Ok((reference, snippet(body, &terms)))
        })?;
        hits.articles = articles.collect::<rusqlite::Result<_>>()?;
    }
    if let Some(expression) = expression(&terms, false) {
        let counts = |claim| decisions.counts(claim);
        hits.claims = claims(connection, counts, &expression, &terms, search.limit, (day, entry))?;
    }
    Ok(hits)
}

/// Returns the newest claims that the terms mean; the index only narrows them down to groups.
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
    // As little of the claims of a group as tells which of them are meant.
    let mut group = connection.prepare_cached(
        "SELECT c.id, s.label, p.name, o.label, c.field, c.start, c.end, r.title, r.body
         FROM claim f CROSS JOIN entry e ON e.id = f.entry CROSS JOIN revision r ON r.id = e.revision
         CROSS JOIN claim c ON c.id >= f.id AND c.id < min(f.id + ?4, e.first_claim + e.claims)
         CROSS JOIN entity s ON s.id = c.subject CROSS JOIN predicate p ON p.id = c.predicate
         LEFT JOIN entity o ON o.id = c.object
         WHERE f.id = ?3 AND f.published <= ?1 AND f.entry <= ?2 ORDER BY c.id DESC",
    )?;
    let mut found: Vec<u64> = Vec::new();
    let mut firsts = candidates.query([expression])?;
    while let Some(first) = firsts.next()?
        && found.len() < limit
    {
        let first: i64 = first.get(0)?;
        let mut rows = group.query(params![day, entry, first, TOGETHER as i64])?;
        while let Some(row) = rows.next()?
            && found.len() < limit
        {
            let number = row.get::<_, i64>(0)? as u64;
            if counts(number) && terms.meet(&searched(row)?) {
                found.push(number);
            }
        }
    }
    read::claims(connection, &found)
}

/// Returns the words by which a claim is found, of a row of its group.
fn searched(row: &rusqlite::Row) -> rusqlite::Result<Vec<String>> {
    let field = code::field_of(row.get(4)?)?;
    let text = row.get_ref(if field == Field::Text { 8 } else { 7 })?.as_str_or_null()?;
    let (start, end): (i64, i64) = (row.get(5)?, row.get(6)?);
    let exact = text.and_then(|text| text.get(start as usize..end as usize)).unwrap_or_default();
    let mut found = name_words(row.get_ref(1)?.as_str()?);
    found.extend(words(row.get_ref(2)?.as_str()?));
    found.extend(row.get_ref(3)?.as_str_or_null()?.into_iter().flat_map(name_words));
    found.extend(words(exact));
    Ok(found)
}

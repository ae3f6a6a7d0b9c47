//! Reads entities, claims and articles.

mod articles;
mod claims;
mod entities;
mod rows;
mod slots;
mod sources;
mod touched;

use reportedly_nlp::Interval;
use rusqlite::{Connection, OptionalExtension, Params};

use super::super::*;
use super::code;
pub(super) use articles::*;
pub(super) use claims::*;
pub(super) use entities::*;
pub(super) use rows::*;
pub(super) use slots::*;
pub(super) use sources::*;
pub(super) use touched::*;

/// The last day and the last entry of a scope, as the file has them.
pub(super) fn bounds(scope: Scope) -> (i64, i64) {
    let day = scope.published_by.map_or(i64::MAX, code::day);
    let entry = scope.entry.and_then(|entry| i64::try_from(entry).ok()).unwrap_or(i64::MAX);
    (day, entry)
}

/// The claims that do not count because of what people decided, as a list for `NOT IN`.
fn left_out(decisions: &Decisions) -> String {
    list(&decisions.not_counted())
}

/// Returns numbers as SQL lists them.
fn list<'n>(numbers: impl IntoIterator<Item = &'n u64>) -> String {
    let numbers: Vec<String> = numbers.into_iter().map(u64::to_string).collect();
    numbers.join(", ")
}

/// The condition that something in scope takes the place of reading `e` of revision `r`; ?1 and ?2
/// are the bounds. What a person put in the place of a claim outlasts later readings. Nothing takes
/// the place of a reading without claims, so that a small index of the others answers.
const REPLACED: &str = "(
  EXISTS (SELECT 1 FROM revision n INDEXED BY revision_revised
          WHERE n.article = r.article AND n.number > 1 AND n.id > r.id
          AND n.published <= ?1 AND n.entry <= ?2)
  OR e.kind = 'reading' AND EXISTS (SELECT 1 FROM entry n WHERE n.revision = e.revision
          AND n.id > e.id AND n.id <= ?2 AND n.kind = 'reading' AND n.first_ordinal > 0))";

/// Numbers in the parentheses of an `IN`.
struct Among {
    /// What stands there: parameters, or the numbers themselves.
    places: String,
    /// The values of the parameters.
    values: Vec<i64>,
    /// Whether no other question will be asked in the same words.
    asked_once: bool,
}

impl Among {
    /// Few numbers are parameters from the number `first` on, always as many, so that statements can be kept:
    /// to read one takes longer than to answer it for somebody of whom little is told.
    fn new(numbers: &[u64], first: usize) -> Among {
        let Some(size) = [4, 32].into_iter().find(|size| numbers.len() <= *size) else {
            return Among { places: list(numbers), values: Vec::new(), asked_once: true };
        };
        let places: Vec<String> = (first..first + size).map(|place| format!("?{place}")).collect();
        // Nothing has the number 0.
        let rest = std::iter::repeat(0);
        let values = numbers.iter().map(|&number| number as i64).chain(rest).take(size).collect();
        Among { places: places.join(", "), values, asked_once: false }
    }
}

pub(super) fn number<T: TryFrom<i64>>(row: &rusqlite::Row, column: &str) -> rusqlite::Result<T> {
    let value: i64 = row.get(column)?;
    T::try_from(value).map_err(|_| code::unknown(column, &value.to_string()))
}

pub(super) fn all<T>(
    connection: &Connection,
    select: &str,
    values: impl Params,
    read: impl FnMut(&rusqlite::Row) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    connection.prepare_cached(select)?.query_map(values, read)?.collect()
}

pub(super) fn one<T>(
    connection: &Connection,
    select: &str,
    values: impl Params,
    read: impl FnOnce(&rusqlite::Row) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    connection.prepare_cached(select)?.query_row(values, read)
}

pub(super) fn interval(text: Option<String>) -> rusqlite::Result<Option<Interval>> {
    text.map(|text| text.parse().map_err(|_| code::unknown("time", &text))).transpose()
}

/// Returns the last entry of all.
pub(super) fn last_entry(connection: &Connection) -> rusqlite::Result<i64> {
    one(connection, "SELECT ifnull(max(id), 0) FROM entry", [], |row| row.get(0))
}

pub(super) fn extent(connection: &Connection, scope: Scope) -> rusqlite::Result<Extent> {
    let (day, entry) = bounds(scope);
    let select = "SELECT (SELECT ifnull(max(id), 0) FROM entry WHERE id <= ?2),
                    count(DISTINCT r.article), count(DISTINCT r.id),
                    ifnull(sum(e.claims), 0), min(r.published), max(r.published)
                  FROM entry e JOIN revision r ON r.id = e.revision
                  WHERE r.published <= ?1 AND e.id <= ?2";
    one(connection, select, [day, entry], |row| {
        Ok(Extent {
            entry: row.get::<_, i64>(0)? as u64,
            articles: row.get::<_, i64>(1)? as u64,
            revisions: row.get::<_, i64>(2)? as u64,
            claims: row.get::<_, i64>(3)? as u64,
            first_published: row.get::<_, Option<i64>>(4)?.map(code::date_of),
            last_published: row.get::<_, Option<i64>>(5)?.map(code::date_of),
        })
    })
}

pub(super) fn entry_by(connection: &Connection, second: i64) -> rusqlite::Result<u64> {
    let select =
        "SELECT id FROM entry WHERE recorded <= ?1 ORDER BY recorded DESC, id DESC LIMIT 1";
    let last = one(connection, select, [second], |row| number(row, "id")).optional()?;
    Ok(last.unwrap_or(0))
}

pub(super) fn cursor(connection: &Connection, name: &str) -> rusqlite::Result<Option<u64>> {
    let select = "SELECT entry FROM cursor WHERE name = ?1";
    one(connection, select, [name], |row| number(row, "entry")).optional()
}

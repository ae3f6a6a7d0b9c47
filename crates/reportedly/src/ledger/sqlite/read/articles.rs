//! Reads articles, and what was read of them.

use reportedly_nlp::{Segment, Span};
use rusqlite::{OptionalExtension, params};

use super::*;
use crate::article::{Place, Told};

/// The columns of an [`ArticleRef`], of revision `r` of article `a` and outlet `o`.
pub(in super::super) const REFERENCE: &str =
    "r.id AS revision, r.name AS revision_name, a.name AS article,
  r.input, r.url, o.name AS outlet, r.title, r.published";

/// How many columns that are.
pub(in super::super) const REFERENCE_COLUMNS: usize = 8;

/// Reads the columns of [`REFERENCE`] where they come first.
pub(in super::super) fn reference(row: &rusqlite::Row) -> rusqlite::Result<ArticleRef> {
    reference_at(row, 0)
}

/// Reads the columns of [`REFERENCE`] where they begin at a place.
pub(super) fn reference_at(row: &rusqlite::Row, first: usize) -> rusqlite::Result<ArticleRef> {
    Ok(ArticleRef {
        number: row.get::<_, i64>(first)? as u64,
        revision: row.get(first + 1)?,
        id: row.get(first + 2)?,
        input: row.get(first + 3)?,
        url: row.get(first + 4)?,
        outlet: row.get(first + 5)?,
        title: row.get(first + 6)?,
        published: code::date_of(row.get(first + 7)?),
    })
}

const FROM_REVISION: &str = "FROM revision r JOIN article a ON a.id = r.article
  LEFT JOIN source o ON o.id = r.outlet";

pub(in super::super) fn article(
    connection: &Connection,
    id: &str,
) -> rusqlite::Result<Vec<StoredArticle>> {
    let condition = match id.get(..2) {
        Some("a_") => "a.name = ?1",
        Some("r_") => "r.article = (SELECT article FROM revision WHERE name = ?1)",
        _ => {
            "r.article IN (SELECT article FROM revision WHERE url = ?1
               UNION SELECT article FROM revision WHERE input = ?1)"
        }
    };
    stored(connection, &format!("{condition} ORDER BY a.id, r.id"), [id])
}

pub(in super::super) fn unread(
    connection: &Connection,
    extractor: &str,
    after: u64,
    limit: usize,
) -> rusqlite::Result<Vec<StoredArticle>> {
    let condition = "r.id > ?2 AND NOT EXISTS (
        SELECT 1 FROM entry n WHERE n.revision = r.id AND n.extractor = ?1) ORDER BY r.id LIMIT ?3";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    stored(connection, condition, params![extractor, after as i64, limit])
}

/// Returns the revisions that meet a condition, with all that was recorded of them.
fn stored(
    connection: &Connection,
    condition: &str,
    values: impl Params,
) -> rusqlite::Result<Vec<StoredArticle>> {
    let select = format!(
        "SELECT {REFERENCE}, r.number, r.entry, r.body, r.taken_from, r.modified, e.recorded
         {FROM_REVISION}
         JOIN entry e ON e.id = r.entry WHERE {condition}"
    );
    let revisions = all(connection, &select, values, |row| {
        Ok((
            reference(row)?,
            number::<u64>(row, "number")?,
            number::<u64>(row, "entry")?,
            row.get::<_, i64>("recorded")?,
            row.get::<_, String>("body")?,
            row.get::<_, Option<String>>("taken_from")?,
            row.get::<_, Option<i64>>("modified")?.map(code::date_of),
        ))
    })?;
    let mut found = Vec::with_capacity(revisions.len());
    for (reference, revision_number, entry, recorded, text, taken_from, modified) in revisions {
        let revision = [reference.number as i64];
        let authors = "SELECT name FROM author WHERE revision = ?1 ORDER BY place";
        let authors = all(connection, authors, revision, |row| row.get(0))?;
        let segments = "SELECT start, end, kind FROM segment WHERE revision = ?1 ORDER BY place";
        let segments = all(connection, segments, revision, |row| {
            let (start, end) = (number(row, "start")?, number(row, "end")?);
            let kind = code::segment_of(&row.get::<_, String>("kind")?)?;
            Ok(Segment { span: Span { start, end }, kind })
        })?;
        let mut told = Told::default();
        let places = "SELECT fact, place FROM told WHERE revision = ?1";
        let read = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?));
        for (fact, words) in all::<(String, String)>(connection, places, revision, read)? {
            let place = Place::of(&words).ok_or_else(|| code::unknown("place", &words))?;
            told.set(&fact, place);
        }
        found.push(StoredArticle {
            number: revision_number,
            entry,
            recorded: code::instant(recorded),
            article: Article {
                input: reference.input.clone(),
                url: reference.url.clone(),
                outlet: reference.outlet.clone(),
                title: reference.title.clone(),
                authors,
                published: reference.published,
                modified,
                text,
                segments,
                taken_from,
                told,
            },
            reference,
        });
    }
    Ok(found)
}

pub(in super::super) fn text(
    connection: &Connection,
    revision: u64,
) -> rusqlite::Result<Option<String>> {
    let select = "SELECT body FROM revision WHERE id = ?1";
    one(connection, select, [revision as i64], |row| row.get(0)).optional()
}

pub(in super::super) fn newest(
    connection: &Connection,
    scope: Scope,
    limit: usize,
) -> rusqlite::Result<Vec<ArticleRef>> {
    let (day, entry) = bounds(scope);
    let select = format!(
        "SELECT {REFERENCE} {FROM_REVISION} WHERE r.published <= ?1 AND r.entry <= ?2
         ORDER BY r.published DESC, r.id DESC LIMIT ?3"
    );
    all(connection, &select, params![day, entry, limit as i64], reference)
}

pub(in super::super) fn extractions(
    connection: &Connection,
    since: Since,
    scope: Scope,
) -> rusqlite::Result<Vec<Extraction>> {
    let (day, entry) = bounds(scope);
    let (condition, bound) = match since {
        Since::Day(day) => ("r.published > ?3", code::day(day)),
        Since::Entry(entry) => ("e.id > ?3", i64::try_from(entry).unwrap_or(i64::MAX)),
    };
    let select = format!(
        "{EXTRACTION} AND r.published <= ?1 AND e.id <= ?2 AND {condition} ORDER BY e.id",
        EXTRACTION = extraction()
    );
    all(connection, &select, [day, entry, bound], extracted)
}

pub(in super::super) fn extraction_of(
    connection: &Connection,
    revision: u64,
    scope: Scope,
) -> rusqlite::Result<Option<Extraction>> {
    let (_, entry) = bounds(scope);
    let select =
        format!("{} AND e.revision = ?1 AND e.id <= ?2 ORDER BY e.id DESC LIMIT 1", extraction());
    one(connection, &select, [revision as i64, entry], extracted).optional()
}

pub(in super::super) fn reading(
    connection: &Connection,
    revision: &str,
    extractor: &str,
) -> rusqlite::Result<Option<Extraction>> {
    let select =
        format!("{} AND r.name = ?1 AND e.extractor = ?2 ORDER BY e.id DESC LIMIT 1", extraction());
    one(connection, &select, [revision, extractor], extracted).optional()
}

pub(super) fn extraction() -> String {
    format!(
        "SELECT {REFERENCE}, r.number, r.entry = e.id AS is_first, e.id AS entry, e.recorded,
           e.extractor, e.first_claim, e.claims
         {FROM_REVISION} JOIN entry e ON e.revision = r.id WHERE e.kind = 'reading'"
    )
}

pub(super) fn extracted(row: &rusqlite::Row) -> rusqlite::Result<Extraction> {
    Ok(Extraction {
        entry: number(row, "entry")?,
        recorded: code::instant(row.get("recorded")?),
        article: reference(row)?,
        revision_number: number(row, "number")?,
        outcome: match (row.get("is_first")?, row.get::<_, i64>("number")?) {
            (true, 1) => Outcome::New,
            (true, _) => Outcome::Revised,
            (false, _) => Outcome::Reread,
        },
        extractor: row.get("extractor")?,
        first_claim: number(row, "first_claim")?,
        claims: number(row, "claims")?,
    })
}

//! Writes articles and claims.
//!
//! **Invariant:** everything is inserted in the order in which it was given, numbered without gaps.

use std::collections::BTreeMap;

use rusqlite::{CachedStatement, Connection, OptionalExtension, params};

use super::super::{Outcome, Recorded};
use super::intern::Interned;
use super::{code, counts, decide, index, read};
use crate::article::Article;
use crate::claim::{Claim, SourceKind};
use crate::origin;

/// Returns the entry in which that extractor read the revision: number, time, claims.
pub(super) fn reading(
    connection: &Connection,
    revision: &str,
    extractor: &str,
) -> rusqlite::Result<Option<(i64, i64, i64)>> {
    connection
        .prepare_cached(
            "SELECT e.id, e.recorded, e.claims FROM revision r JOIN entry e ON e.revision = r.id
             WHERE r.name = ?1 AND e.extractor = ?2 ORDER BY e.id DESC LIMIT 1",
        )?
        .query_row(params![revision, extractor], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()
}

/// Records the article; the caller has checked it and opened a transaction.
pub(super) fn record(
    writer: &mut Writer,
    article: &Article,
    claims: &[Claim],
    recorded: i64,
    extractor: &str,
) -> rusqlite::Result<Recorded> {
    writer.interned.trim();
    let connection = writer.connection;
    let (article_name, revision_name) = (article.id(), article.revision());
    if let Some((entry, recorded, claims)) = reading(connection, &revision_name, extractor)? {
        return Ok(Recorded {
            outcome: Outcome::Known,
            article: article_name,
            revision: revision_name,
            entry: entry as u64,
            recorded: code::instant(recorded),
            claims: claims as usize,
        });
    }
    let (entry, recorded) = next_entry(connection, recorded)?;

    let known = writer.number("SELECT id FROM revision WHERE name = ?1", &revision_name)?;
    let (revision, outcome) = match known {
        Some(revision) => (revision, Outcome::Reread),
        None => writer.revision(article, &article_name, &revision_name, entry)?,
    };
    let outlet = writer.outlet(article)?;
    let first_claim = writer.next_claim()?;
    let (first_ordinal, before) = match outcome {
        Outcome::Reread => (
            writer.next_ordinal(revision)?,
            read::extraction_of(connection, revision as u64, crate::ledger::Scope::ALL)?,
        ),
        _ => (0, None),
    };
    connection
        .prepare_cached(
            "INSERT INTO entry (id, recorded, kind, revision, extractor, first_claim, claims,
               first_ordinal)
             VALUES (?1, ?2, 'reading', ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            entry,
            recorded,
            revision,
            extractor,
            first_claim,
            claims.len() as i64,
            first_ordinal
        ])?;
    let published = code::day(article.published);
    for (place, claim) in (0_i64..).zip(claims) {
        let at = Place { number: first_claim + place, entry, published, outlet };
        writer.claim(claim, at)?;
    }
    index::add(connection, claims, first_claim)?;
    match outcome {
        Outcome::New => counts::count_new(writer, outlet, published, claims)?,
        _ => counts::count(connection, entry)?,
    }
    if let Some(before) = before {
        let numbers = before.first_claim..before.first_claim + before.claims;
        decide::carry(writer, numbers, claims, entry, first_claim)?;
    }
    Ok(Recorded {
        outcome,
        article: article_name,
        revision: revision_name,
        entry: entry as u64,
        recorded: code::instant(recorded),
        claims: claims.len(),
    })
}

/// Returns the number and the time of the next entry: the clock never runs backwards.
pub(super) fn next_entry(connection: &Connection, recorded: i64) -> rusqlite::Result<(i64, i64)> {
    let (last, last_recorded): (i64, i64) = connection
        .prepare_cached("SELECT id, recorded FROM entry ORDER BY id DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .unwrap_or((0, i64::MIN));
    Ok((last + 1, recorded.max(last_recorded)))
}

pub(super) fn set_cursor(connection: &Connection, name: &str, entry: u64) -> rusqlite::Result<()> {
    let insert = "INSERT INTO cursor (name, entry) VALUES (?1, ?2)
                  ON CONFLICT (name) DO UPDATE SET entry = excluded.entry";
    let entry = i64::try_from(entry).unwrap_or(i64::MAX);
    connection.prepare_cached(insert)?.execute(params![name, entry]).map(drop)
}

/// Where a claim goes.
pub(super) struct Place {
    pub number: i64,
    pub entry: i64,
    pub published: i64,
    pub outlet: Option<i64>,
}

pub(super) struct Writer<'a> {
    pub connection: &'a Connection,
    pub interned: &'a mut Interned,
    /// Looked up once for all claims.
    claim: CachedStatement<'a>,
    /// How many rows were written to tables of which `row_count` tells.
    rows: BTreeMap<&'static str, i64>,
}

impl<'a> Writer<'a> {
    pub fn new(
        connection: &'a Connection,
        interned: &'a mut Interned,
    ) -> rusqlite::Result<Writer<'a>> {
        let claim = connection.prepare_cached(
            "INSERT INTO claim (id, entry, subject, predicate, published, object, value, outlet,
               chain, polarity, certainty, act, firmness, valid, said, field, start, end, rule,
               confidence)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
               ?18, ?19, ?20)",
        )?;
        Ok(Writer { connection, interned, claim, rows: BTreeMap::new() })
    }

    /// Writes down how many rows were written.
    pub fn count_rows(&self) -> rusqlite::Result<()> {
        let add = "INSERT INTO row_count (name, rows) VALUES (?1, ?2)
                   ON CONFLICT (name) DO UPDATE SET rows = rows + excluded.rows";
        for (table, rows) in &self.rows {
            self.connection.prepare_cached(add)?.execute(params![table, rows])?;
        }
        Ok(())
    }

    /// Inserts a row of a table of which `row_count` tells.
    fn insert_counted(
        &mut self,
        table: &'static str,
        insert: &str,
        values: impl rusqlite::Params,
    ) -> rusqlite::Result<()> {
        *self.rows.entry(table).or_default() += 1;
        self.connection.prepare_cached(insert)?.execute(values).map(drop)
    }

    pub fn number(&self, select: &str, name: &str) -> rusqlite::Result<Option<i64>> {
        self.connection.prepare_cached(select)?.query_row([name], |row| row.get(0)).optional()
    }

    pub fn insert(&self, insert: &str, values: impl rusqlite::Params) -> rusqlite::Result<i64> {
        self.connection.prepare_cached(insert)?.insert(values)
    }

    /// Returns the number of the next claim.
    pub fn next_claim(&self) -> rusqlite::Result<i64> {
        let select = "SELECT ifnull(max(id), 0) + 1 FROM claim";
        self.connection.prepare_cached(select)?.query_row([], |row| row.get(0))
    }

    /// Returns the place of the next claim in a revision: readings and people number them on.
    pub fn next_ordinal(&self, revision: i64) -> rusqlite::Result<i64> {
        let select = "SELECT ifnull(sum(claims), 0) FROM entry WHERE revision = ?1";
        self.connection.prepare_cached(select)?.query_row([revision], |row| row.get(0))
    }

    fn revision(
        &mut self,
        article: &Article,
        article_name: &str,
        revision_name: &str,
        entry: i64,
    ) -> rusqlite::Result<(i64, Outcome)> {
        let known = self.number("SELECT id FROM article WHERE name = ?1", article_name)?;
        let number = match known {
            Some(number) => number,
            None => self.insert("INSERT INTO article (name) VALUES (?1)", [article_name])?,
        };
        let earlier: i64 = match known {
            None => 0,
            Some(_) => {
                let later = self
                    .connection
                    .prepare_cached(
                        "SELECT max(number) FROM revision WHERE article = ?1 AND number > 1",
                    )?
                    .query_row([number], |row| row.get::<_, Option<i64>>(0))?;
                later.unwrap_or(1)
            }
        };
        let outlet = self.outlet(article)?;
        let revision = self.insert(
            "INSERT INTO revision (name, article, number, entry, published, outlet, credit, taken_from,
               url, title, input, sketch, body, modified)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            params![
                revision_name,
                number,
                earlier + 1,
                entry,
                code::day(article.published),
                outlet,
                origin::credit(article),
                article.taken_from,
                article.url,
                article.title,
                article.input,
                origin::sketch(article),
                article.text,
                article.modified.map(code::day),
            ],
        )?;
        for (place, name) in (0_i64..).zip(&article.authors) {
            self.insert_counted(
                "author",
                "INSERT INTO author (revision, place, name) VALUES (?1, ?2, ?3)",
                params![revision, place, name],
            )?;
        }
        for (fact, place) in article.told.all() {
            self.insert_counted(
                "told",
                "INSERT INTO told (revision, fact, place) VALUES (?1, ?2, ?3)",
                params![revision, fact, place.as_str()],
            )?;
        }
        for (place, segment) in (0_i64..).zip(&article.segments) {
            self.insert_counted(
                "segment",
                "INSERT INTO segment (revision, place, start, end, kind)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![
                    revision,
                    place,
                    segment.span.start as i64,
                    segment.span.end as i64,
                    code::segment(segment.kind)
                ],
            )?;
        }
        self.insert(
            "INSERT INTO revision_fts (rowid, title, body) VALUES (?1, ?2, ?3)",
            params![revision, article.title, article.text],
        )?;
        let outcome = if earlier == 0 { Outcome::New } else { Outcome::Revised };
        Ok((revision, outcome))
    }

    fn outlet(&mut self, article: &Article) -> rusqlite::Result<Option<i64>> {
        article.outlet.as_deref().map(|name| self.source(name, SourceKind::Outlet)).transpose()
    }

    pub fn claim(&mut self, claim: &Claim, at: Place) -> rusqlite::Result<()> {
        let subject = self.entity(&claim.subject)?;
        let object = claim.object.as_ref().map(|object| self.entity(object)).transpose()?;
        let predicate = self.predicate(&claim.predicate, code::kind(claim.kind))?;
        let value = claim.value.as_deref().map(|value| self.term(value)).transpose()?;
        let chain = self.chain(&claim.chain)?;
        let valid = claim.valid_time.map(|time| self.term(&time.to_string())).transpose()?;
        let said = claim.said.map(|time| self.term(&time.to_string())).transpose()?;
        let rule = self.term(&claim.rule)?;
        self.claim.execute(params![
            at.number,
            at.entry,
            subject,
            predicate,
            at.published,
            object,
            value,
            at.outlet,
            chain,
            code::polarity(claim.polarity),
            code::certainty(claim.certainty),
            code::act(claim.act),
            code::firmness(claim.firmness),
            valid,
            said,
            code::field(claim.evidence.field),
            claim.evidence.span.start as i64,
            claim.evidence.span.end as i64,
            rule,
            super::super::check::thousandths(claim.confidence),
        ])?;
        for (name, value) in &claim.qualifiers {
            self.insert_counted(
                "qualifier",
                "INSERT INTO qualifier (claim, name, value) VALUES (?1, ?2, ?3)",
                params![at.number, name, value],
            )?;
        }
        let links = (0_i64..).zip(&claim.chain).filter_map(|(depth, link)| {
            link.cue.as_ref().map(|(span, _)| ("link", Some(depth), *span))
        });
        let cues = claim.cues.iter().map(|cue| (code::cue(cue.role), None, cue.span));
        for (place, (role, depth, span)) in (0_i64..).zip(links.chain(cues)) {
            self.insert_counted(
                "cue",
                "INSERT INTO cue (claim, place, role, depth, start, end)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![at.number, place, role, depth, span.start as i64, span.end as i64],
            )?;
        }
        Ok(())
    }
}

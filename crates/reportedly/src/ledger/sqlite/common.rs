//! What many claims have in common, as it was last looked up: the reading that holds them, their
//! values, times and outlets.
//!
//! Tables only grow, so that what was found stays; only another entry may take the place of a reading.

use std::sync::Arc;

use reportedly_nlp::Interval;
use rusqlite::{CachedStatement, Connection};
use rustc_hash::FxHashMap as HashMap;

use super::super::{Entity, Provenance, tie};
use super::read::{self, all, interval, one};
use crate::claim::Link;

/// So many readings, terms and names are kept of each.
const KEPT: usize = 200_000;
/// So many provenances are: they hold the sketches of bodies.
const SKETCHES: usize = 20_000;

/// What was looked up.
#[derive(Default)]
pub(super) struct Common {
    /// The last entry that was there.
    last: i64,
    readings: HashMap<i64, Reading>,
    terms: HashMap<i64, Term>,
    outlets: HashMap<i64, Arc<str>>,
    entities: HashMap<u64, Entity>,
    chains: HashMap<u64, Vec<Link>>,
    provenances: HashMap<u64, Arc<Provenance>>,
}

impl Common {
    /// Returns the entity of a number.
    pub fn entity(
        &mut self,
        connection: &Connection,
        number: u64,
    ) -> rusqlite::Result<Option<Entity>> {
        if let Some(known) = self.entities.get(&number) {
            return Ok(Some(known.clone()));
        }
        let found = read::entity_numbered(connection, number)?;
        if self.entities.len() >= KEPT {
            self.entities.clear();
        }
        // One that is not there yet may come with another entry.
        self.entities.extend(found.iter().map(|found| (number, found.clone())));
        Ok(found)
    }

    /// Returns the sources of a chain.
    pub fn chain(&mut self, connection: &Connection, number: u64) -> rusqlite::Result<Vec<Link>> {
        kept(&mut self.chains, KEPT, number, || read::chain(connection, number))
    }

    /// Returns where a revision comes from.
    pub fn provenance(
        &mut self,
        connection: &Connection,
        revision: u64,
    ) -> rusqlite::Result<Arc<Provenance>> {
        let look_up = || read::provenance(connection, revision).map(Arc::new);
        kept(&mut self.provenances, SKETCHES, revision, look_up)
    }
}

/// Returns what is kept under a number, or what is looked up now.
fn kept<T: Clone>(
    known: &mut HashMap<u64, T>,
    most: usize,
    number: u64,
    look_up: impl FnOnce() -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    if let Some(known) = known.get(&number) {
        return Ok(known.clone());
    }
    if known.len() >= most {
        known.clear();
    }
    let found = look_up()?;
    known.insert(number, found.clone());
    Ok(found)
}

/// An entry that holds claims, and the revision that it read.
pub(super) struct Reading {
    pub revision: i64,
    pub article: i64,
    pub credit: Option<Arc<str>>,
    /// Whether it is the first of its revision, and that the first of its article.
    pub is_first: bool,
    /// The [`Row::tie`](super::super::Row::tie) of its first claim.
    tie: (u64, u64),
    first_claim: i64,
    /// The day and the entry of each later revision of the article.
    revised: Vec<(i64, i64)>,
    /// The entries that read the same revision again. What a person put in the place of a claim
    /// outlasts them, and has none.
    reread: Vec<i64>,
}

/// A value or a time.
struct Term {
    text: Arc<str>,
    time: Option<Interval>,
}

impl Reading {
    /// Whether something published by that day and recorded by that entry takes its place.
    pub fn is_replaced(&self, day: i64, entry: i64) -> bool {
        let revised = |&(published, held): &(i64, i64)| published <= day && held <= entry;
        self.revised.iter().any(revised) || self.reread.iter().any(|&again| again <= entry)
    }

    /// Returns the [`Row::tie`](super::super::Row::tie) of a claim.
    pub fn tie(&self, claim: i64) -> (u64, u64) {
        let (revision, first) = self.tie;
        (revision, first + (claim - self.first_claim) as u64)
    }
}

/// Looks up what it does not know yet.
pub(super) struct Lookup<'a> {
    common: &'a mut Common,
    connection: &'a Connection,
    reading: CachedStatement<'a>,
}

/// Whether an entry after that one takes the place of a reading: of another revision, or of the same one.
fn replaces(connection: &Connection, last: i64) -> rusqlite::Result<bool> {
    let select = "SELECT EXISTS (SELECT 1 FROM entry e CROSS JOIN revision r ON r.id = e.revision
                  WHERE e.id > ?1 AND (r.number > 1 OR e.first_ordinal > 0))";
    one(connection, select, [last], |row| row.get(0))
}

impl<'a> Lookup<'a> {
    /// Returns one that knows what `common` holds, as far as that still holds.
    pub fn new(connection: &'a Connection, common: &'a mut Common) -> rusqlite::Result<Lookup<'a>> {
        let last = read::last_entry(connection)?;
        let is_new = last != common.last && !common.readings.is_empty();
        if common.readings.len() > KEPT || is_new && replaces(connection, common.last)? {
            common.readings.clear();
        }
        if common.terms.len() + common.outlets.len() > KEPT {
            common.terms.clear();
            common.outlets.clear();
        }
        common.last = last;
        // Nothing takes the place of a reading without claims, so that a small index of the others
        // answers.
        let reading = connection.prepare_cached(
            "SELECT e.revision, r.article, r.credit, r.name, e.first_claim, e.first_ordinal,
               r.number = 1 AND r.entry = e.id,
               EXISTS (SELECT 1 FROM revision n INDEXED BY revision_revised
                 WHERE n.article = r.article AND n.number > 1 AND n.id > r.id),
               e.kind = 'reading' AND EXISTS (SELECT 1 FROM entry n INDEXED BY entry_reread
                 WHERE n.revision = e.revision AND n.id > e.id AND n.kind = 'reading'
                   AND n.first_ordinal > 0)
             FROM entry e CROSS JOIN revision r ON r.id = e.revision WHERE e.id = ?1",
        )?;
        Ok(Lookup { common, connection, reading })
    }

    /// Returns the reading of an entry that holds claims.
    pub fn reading(&mut self, entry: i64) -> rusqlite::Result<&Reading> {
        // Twice looked up, as a reference that is returned early would bind the rest.
        if !self.common.readings.contains_key(&entry) {
            let (mut reading, is_revised, is_reread) = self.reading.query_row([entry], |row| {
                let reading = Reading {
                    revision: row.get(0)?,
                    article: row.get(1)?,
                    credit: row.get(2)?,
                    tie: tie(row.get_ref(3)?.as_str()?, row.get::<_, i64>(5)? as u64),
                    first_claim: row.get(4)?,
                    is_first: row.get(6)?,
                    revised: Vec::new(),
                    reread: Vec::new(),
                };
                Ok((reading, row.get::<_, bool>(7)?, row.get::<_, bool>(8)?))
            })?;
            if is_revised {
                let later = "SELECT published, entry FROM revision INDEXED BY revision_revised
                             WHERE article = ?1 AND number > 1 AND id > ?2";
                let values = [reading.article, reading.revision];
                let read = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?));
                reading.revised = all(self.connection, later, values, read)?;
            }
            if is_reread {
                let again = "SELECT id FROM entry WHERE revision = ?1 AND id > ?2
                               AND kind = 'reading' AND first_ordinal > 0";
                let values = [reading.revision, entry];
                reading.reread = all(self.connection, again, values, |row| row.get(0))?;
            }
            self.common.readings.insert(entry, reading);
        }
        Ok(&self.common.readings[&entry])
    }

    /// Returns a value.
    pub fn text(&mut self, term: i64) -> rusqlite::Result<Arc<str>> {
        Ok(self.term(term)?.text.clone())
    }

    /// Returns a time.
    pub fn time(&mut self, term: i64) -> rusqlite::Result<Option<Interval>> {
        let Term { text, time } = self.term(term)?;
        match time {
            Some(time) => Ok(Some(*time)),
            // Says what is wrong with it.
            None => interval(Some(text.to_string())),
        }
    }

    fn term(&mut self, term: i64) -> rusqlite::Result<&Term> {
        if !self.common.terms.contains_key(&term) {
            let select = "SELECT text FROM term WHERE id = ?1";
            let text: Arc<str> = one(self.connection, select, [term], |row| row.get(0))?;
            let time = text.parse().ok();
            self.common.terms.insert(term, Term { text, time });
        }
        Ok(&self.common.terms[&term])
    }

    /// Returns the name of an outlet.
    pub fn outlet(&mut self, source: i64) -> rusqlite::Result<Arc<str>> {
        if !self.common.outlets.contains_key(&source) {
            let select = "SELECT name FROM source WHERE id = ?1";
            let name = one(self.connection, select, [source], |row| row.get(0))?;
            self.common.outlets.insert(source, name);
        }
        Ok(self.common.outlets[&source].clone())
    }
}

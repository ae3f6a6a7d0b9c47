//! The ledger as one SQLite file.
//!
//! The file is in WAL mode: any number of programs read while one writes. Tables only grow
//! (triggers see to it), names and chains are stored once, and one covering index answers what
//! stands; `docs/design` says why. Other programs read the `v1_` views.
//!
//! **Invariant:** the same articles in the same batches give the same file, byte for byte: nothing
//! in it is random, and its only clock is the one that [`record`](super::Ledger::record) is given.

mod code;
mod common;
mod counts;
mod decide;
mod error;
mod index;
mod intern;
mod maintain;
mod near;
mod open;
mod read;
mod reports;
mod search;
mod verify;
mod write;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::Connection;

use super::*;
use common::Common;
use intern::Interned;
pub use maintain::Size;
pub use verify::Verified;
use write::Writer;

/// A ledger in a file.
pub struct Sqlite {
    path: PathBuf,
    connection: Connection,
    /// Whether a batch is open.
    batch: bool,
    interned: Interned,
    decided: RefCell<Replayed>,
    common: RefCell<Common>,
    drawer: Drawer,
}

/// Decisions that were replayed, by the last one of all and the last one of each.
#[derive(Default)]
struct Replayed {
    last: u64,
    held: Vec<(Option<u64>, Arc<Decisions>)>,
}

impl Sqlite {
    /// Opens the ledger at `path` to read and write it, and makes it where there is none.
    pub fn open(path: impl AsRef<Path>) -> Result<Sqlite, Error> {
        open::open(path.as_ref())
    }

    /// Opens the ledger at `path` to read it; there must be one.
    pub fn read(path: impl AsRef<Path>) -> Result<Sqlite, Error> {
        open::read(path.as_ref())
    }

    /// Returns where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Checks every span, hash and reference, and that the file is whole.
    ///
    /// What is found wrong is in the result; an error only says that nothing could be read.
    pub fn verify(&self) -> Result<Verified, Error> {
        self.ask(|connection| verify::verify(connection, &self.path))
    }

    /// Runs `task` on the ledger as it is at one moment: what others record meanwhile is not seen.
    ///
    /// Nobody who writes waits for it, but the file keeps what it may still look at: a task should
    /// be short.
    pub fn at_once<T>(&self, task: impl FnOnce(&Sqlite) -> T) -> Result<T, Error> {
        self.ask(|connection| connection.execute_batch("BEGIN DEFERRED"))?;
        let done = task(self);
        self.ask(|connection| connection.execute_batch("COMMIT"))?;
        Ok(done)
    }

    /// Returns the text of a revision, by its number in this ledger, without anything else of it.
    pub fn text(&self, revision: u64) -> Result<Option<String>, Error> {
        self.ask(|connection| read::text(connection, revision))
    }

    /// Returns the days on which claims of these numbers were published, without anything else of
    /// them; unknown numbers are left out.
    pub fn days(&self, claims: &[u64]) -> Result<Vec<Date>, Error> {
        self.ask(|connection| read::days(connection, claims))
    }

    /// Returns at most `limit` ids of entities, articles or revisions that begin as `id` does, which is
    /// none of them: it was cut off, or mistyped.
    pub fn ids_near(&self, id: &str, limit: usize) -> Result<Vec<String>, Error> {
        self.ask(|connection| near::ids_near(connection, id, limit))
    }

    /// Says in the ledger's words what went wrong in SQLite.
    fn wrong(&self, error: rusqlite::Error) -> Error {
        error::explain(&self.path, error)
    }

    /// Runs `task`, with what goes wrong in SQLite said in the ledger's words.
    fn ask<T>(&self, task: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Error> {
        task(&self.connection).map_err(|error| self.wrong(error))
    }
}

impl Ledger for Sqlite {
    fn begin(&mut self) -> Result<(), Error> {
        if !self.batch {
            self.ask(|connection| connection.execute_batch("BEGIN IMMEDIATE"))?;
            self.batch = true;
        }
        Ok(())
    }

    fn commit(&mut self) -> Result<(), Error> {
        if !self.batch {
            return Ok(());
        }
        let done = self.ask(|connection| connection.execute_batch("COMMIT"));
        if done.is_err() {
            self.undo();
        }
        self.batch = false;
        done
    }

    fn record(
        &mut self,
        article: &Article,
        claims: &[Claim],
        recorded: Timestamp,
        extractor: &str,
    ) -> Result<Recorded, Error> {
        super::check::check(article, claims)?;
        self.write(|writer| write::record(writer, article, claims, recorded.as_second(), extractor))
    }

    fn decide(&mut self, decision: &Decision, recorded: Timestamp) -> Result<u64, Error> {
        super::check::check_decision(self, &decision.deed)?;
        let deed = decision.deed.clone().in_order();
        self.write(|writer| decide::decide(writer, &decision.why, &deed, recorded.as_second()))
    }

    fn edit(
        &mut self,
        claim: u64,
        edited: &Claim,
        why: &Why,
        recorded: Timestamp,
    ) -> Result<(u64, u64), Error> {
        super::check::check_edit(self, claim, edited)?;
        self.write(|writer| decide::edit(writer, claim, edited, why, recorded.as_second()))
    }

    fn decided(&self) -> Result<Vec<Decided>, Error> {
        self.ask(decide::decided)
    }

    fn decisions(&self, scope: Scope) -> Result<Arc<Decisions>, Error> {
        let last = self.ask(decide::last)?;
        let bound = scope.entry.filter(|entry| *entry < last);
        let mut replayed = self.decided.borrow_mut();
        if replayed.last != last {
            *replayed = Replayed { last, held: Vec::new() };
        }
        if let Some((_, held)) = replayed.held.iter().find(|(by, _)| *by == bound) {
            return Ok(held.clone());
        }
        let held = match last {
            0 => Arc::default(),
            _ => Arc::new(Decisions::replay(&self.ask(decide::decided)?, bound)),
        };
        // A question looks from two entries at most.
        replayed.held.truncate(3);
        replayed.held.insert(0, (bound, held.clone()));
        Ok(held)
    }

    fn is_known(&self, revision: &str, extractor: &str) -> Result<bool, Error> {
        self.ask(|connection| Ok(write::reading(connection, revision, extractor)?.is_some()))
    }

    fn reading(&self, revision: &str, extractor: &str) -> Result<Option<Extraction>, Error> {
        self.ask(|connection| read::reading(connection, revision, extractor))
    }

    fn extent(&self, scope: Scope) -> Result<Extent, Error> {
        self.ask(|connection| read::extent(connection, scope))
    }

    fn entry_by(&self, time: Timestamp) -> Result<u64, Error> {
        self.ask(|connection| read::entry_by(connection, time.as_second()))
    }

    fn entity(&self, id: &str) -> Result<Option<Entity>, Error> {
        self.ask(|connection| read::entity(connection, id))
    }

    fn entity_numbered(&self, number: u64) -> Result<Option<Entity>, Error> {
        let mut common = self.common.borrow_mut();
        self.ask(|connection| common.entity(connection, number))
    }

    fn entities_named(&self, name: &str) -> Result<Vec<Entity>, Error> {
        self.ask(|connection| read::entities_named(connection, name))
    }

    fn namesakes(&self, numbers: &[u64]) -> Result<Vec<u64>, Error> {
        self.ask(|connection| read::namesakes(connection, numbers))
    }

    fn entities_with(&self, words: &[String], limit: usize) -> Result<Vec<Entity>, Error> {
        self.ask(|connection| search::entities_with(connection, words, limit))
    }

    fn entities_beginning(&self, letters: &str, limit: usize) -> Result<Vec<Entity>, Error> {
        self.ask(|connection| search::entities_beginning(connection, letters, limit))
    }

    fn mentions_of(&self, entity: u64, scope: Scope, limit: usize) -> Result<usize, Error> {
        self.ask(|connection| read::mentions_of(connection, entity, scope, limit))
    }

    fn predicates_of(&self, entity: u64) -> Result<Vec<PredicateRef>, Error> {
        self.ask(|connection| read::predicates_of(connection, entity))
    }

    fn told_slots(&self, predicates: &[&str], scope: Scope) -> Result<Vec<ToldSlot>, Error> {
        let decisions = self.decisions(scope)?;
        self.ask(|connection| read::told_slots(connection, &decisions, predicates, scope))
    }

    fn rows(&self, query: &RowQuery, scope: Scope) -> Result<Vec<Row>, Error> {
        let decisions = self.decisions(scope)?;
        let mut common = self.common.borrow_mut();
        self.ask(|connection| read::rows(connection, &mut common, &decisions, query, None, scope))
    }

    fn rows_between(
        &self,
        query: &RowQuery,
        others: &[u64],
        scope: Scope,
    ) -> Result<Vec<Row>, Error> {
        let decisions = self.decisions(scope)?;
        let mut common = self.common.borrow_mut();
        let others = Some(others);
        self.ask(|connection| read::rows(connection, &mut common, &decisions, query, others, scope))
    }

    fn count(&self, query: &RowQuery, scope: Scope) -> Result<Option<Count>, Error> {
        let decisions = self.decisions(scope)?;
        self.ask(|connection| read::count(connection, &decisions, query, scope))
    }

    fn reports(&self, sources: &[&str], scope: Scope, limit: usize) -> Result<Vec<Row>, Error> {
        let decisions = self.decisions(scope)?;
        let mut common = self.common.borrow_mut();
        self.ask(|connection| {
            reports::reports(connection, &mut common, &decisions, sources, scope, limit)
        })
    }

    fn chain(&self, number: u64) -> Result<Vec<Link>, Error> {
        let mut common = self.common.borrow_mut();
        self.ask(|connection| common.chain(connection, number))
    }

    fn qualifiers(&self, claim: u64) -> Result<Vec<(String, String)>, Error> {
        self.ask(|connection| read::qualifiers(connection, claim))
    }

    fn provenance(&self, revision: u64) -> Result<Arc<Provenance>, Error> {
        let mut common = self.common.borrow_mut();
        self.ask(|connection| common.provenance(connection, revision))
    }

    fn claims(&self, numbers: &[u64]) -> Result<Vec<StoredClaim>, Error> {
        self.ask(|connection| read::claims(connection, numbers))
    }

    fn claim(&self, id: &str) -> Result<Option<StoredClaim>, Error> {
        self.ask(|connection| read::claim(connection, id))
    }

    fn extraction_of(&self, revision: u64, scope: Scope) -> Result<Option<Extraction>, Error> {
        self.ask(|connection| read::extraction_of(connection, revision, scope))
    }

    fn claims_of(&self, revision: u64, scope: Scope) -> Result<Vec<StoredClaim>, Error> {
        let decisions = self.decisions(scope)?;
        self.ask(|connection| read::claims_of(connection, &decisions, revision, scope))
    }

    fn article(&self, id: &str) -> Result<Vec<StoredArticle>, Error> {
        self.ask(|connection| read::article(connection, id))
    }

    fn newest(&self, scope: Scope, limit: usize) -> Result<Vec<ArticleRef>, Error> {
        self.ask(|connection| read::newest(connection, scope, limit))
    }

    fn search(&self, search: &Search, scope: Scope) -> Result<Hits, Error> {
        let decisions = self.decisions(scope)?;
        self.ask(|connection| search::search(connection, &decisions, search, scope))
    }

    fn unread(
        &self,
        extractor: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<StoredArticle>, Error> {
        self.ask(|connection| read::unread(connection, extractor, after, limit))
    }

    fn extractions(&self, since: Since, scope: Scope) -> Result<Vec<Extraction>, Error> {
        self.ask(|connection| read::extractions(connection, since, scope))
    }

    fn touched(&self, entities: &[u64], since: Since, scope: Scope) -> Result<Touched, Error> {
        let mut common = self.common.borrow_mut();
        self.ask(|connection| read::touched(connection, &mut common, entities, since, scope))
    }

    fn propositions(&self, extraction: &Extraction) -> Result<Vec<Proposition>, Error> {
        self.ask(|connection| read::propositions(connection, extraction))
    }

    fn sources(&self, scope: Scope) -> Result<Vec<SourceCount>, Error> {
        self.ask(|connection| read::sources(connection, scope))
    }

    fn drawer(&self) -> Result<Option<(&Drawer, u64)>, Error> {
        let last = self.ask(read::last_entry)?;
        Ok(Some((&self.drawer, last as u64)))
    }

    fn cursor(&self, name: &str) -> Result<Option<u64>, Error> {
        self.ask(|connection| read::cursor(connection, name))
    }

    fn set_cursor(&mut self, name: &str, entry: u64) -> Result<(), Error> {
        self.ask(|connection| write::set_cursor(connection, name, entry))
    }
}

impl Sqlite {
    /// Writes in the open batch, or in one of its own; what fails takes the whole batch back.
    fn write<T>(
        &mut self,
        task: impl FnOnce(&mut Writer) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        let alone = !self.batch;
        self.begin()?;
        let writer = Writer::new(&self.connection, &mut self.interned);
        let written = writer.and_then(|mut writer| {
            let done = task(&mut writer)?;
            writer.count_rows()?;
            Ok(done)
        });
        match written {
            Ok(done) => {
                if alone {
                    self.commit()?;
                }
                Ok(done)
            }
            Err(error) => {
                self.undo();
                Err(self.wrong(error))
            }
        }
    }

    /// Takes back the open batch.
    fn undo(&mut self) {
        // Where SQLite has already rolled back by itself there is nothing to undo.
        let _ = self.connection.execute_batch("ROLLBACK");
        self.batch = false;
        self.interned = Interned::default();
        self.decided = RefCell::default();
        self.common = RefCell::default();
        // The next entry will have the number of the one that was taken back.
        self.drawer = Drawer::default();
    }
}

//! Looks after the file: copies it, makes it small, and says what lies in it.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::super::Ledger;
use super::Sqlite;
use super::read::all;
use crate::error::{Error, ErrorKind};

/// What lies in a ledger's file.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Size {
    /// Bytes of the file.
    pub bytes: u64,
    /// Bytes in it that hold nothing.
    pub free: u64,
    /// Bytes of the log beside it.
    pub log: u64,
    /// The version of the file.
    pub version: u64,
    /// Rows of the tables, by name.
    pub rows: Vec<(String, u64)>,
    /// How many readings each extractor made, and how many claims they hold.
    pub extractors: Vec<(String, u64, u64)>,
    /// How many decisions of each kind there are.
    pub decisions: Vec<(String, u64)>,
}

impl Sqlite {
    /// Copies the ledger, as it is at this moment, to `to`, which must not be there. Others may
    /// read and write meanwhile; a copy that is not finished is not left behind under that name.
    pub fn backup(&self, to: &Path) -> Result<u64, Error> {
        let refused = |why: String| Error::new(ErrorKind::Ledger, why);
        if to.exists() {
            return Err(refused(format!("'{}' is there already", to.display()))
                .with_hint("give a name that is free; a backup writes over nothing"));
        }
        let part = beside(to, ".part");
        let _ = fs::remove_file(&part);
        let name = part.to_string_lossy().into_owned();
        let copy = || -> rusqlite::Result<()> {
            self.connection.execute("VACUUM INTO ?1", [&name])?;
            let copied = Connection::open(&part)?;
            copied.execute_batch("PRAGMA journal_mode = WAL;")
        };
        let copied = copy().map_err(|error| super::error::explain(&part, error));
        let moved = copied.and_then(|()| {
            let cannot = |error: std::io::Error| {
                refused(format!("the backup '{}' cannot be written: {error}", to.display()))
            };
            fs::File::open(&part).and_then(|file| file.sync_all()).map_err(cannot)?;
            fs::rename(&part, to).map_err(cannot)?;
            fs::metadata(to).map(|file| file.len()).map_err(cannot)
        });
        if moved.is_err() {
            let _ = fs::remove_file(&part);
        }
        for end in ["-wal", "-shm"] {
            let _ = fs::remove_file(beside(&part, end));
        }
        moved
    }

    /// Puts the indexes of words together and takes out of the file what holds nothing. Returns
    /// the bytes of the file before and after.
    pub fn compact(&mut self) -> Result<(u64, u64), Error> {
        self.commit()?;
        let before = self.size()?.bytes;
        self.ask(|connection| {
            connection.execute_batch(
                "INSERT INTO revision_fts (revision_fts) VALUES ('optimize');
                 INSERT INTO claim_fts (claim_fts) VALUES ('optimize');
                 INSERT INTO entity_fts (entity_fts) VALUES ('optimize');
                 VACUUM;",
            )?;
            // Where others read, the log is emptied by the last one of them.
            let empty = "PRAGMA wal_checkpoint(TRUNCATE)";
            connection.query_row(empty, [], |_| Ok(()))
        })?;
        Ok((before, self.size()?.bytes))
    }

    /// Says what lies in the file.
    pub fn size(&self) -> Result<Size, Error> {
        let log = fs::metadata(beside(&self.path, "-wal")).map_or(0, |file| file.len());
        self.ask(|connection| {
            let number = |pragma: &str| -> rusqlite::Result<u64> {
                connection
                    .pragma_query_value(None, pragma, |row| row.get::<_, i64>(0))
                    .map(|n| n as u64)
            };
            let page = number("page_size")?;
            let mut size = Size {
                bytes: page * number("page_count")?,
                free: page * number("freelist_count")?,
                log,
                version: number("user_version")?,
                ..Size::default()
            };
            let tables = "SELECT name FROM sqlite_schema WHERE type = 'table'
                          AND name NOT LIKE '%\\_fts%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'
                          ORDER BY name";
            for table in all(connection, tables, [], |row| row.get::<_, String>(0))? {
                let rows: i64 = connection.query_row(&rows_of(&table), [], |row| row.get(0))?;
                size.rows.push((table, rows as u64));
            }
            let readings = "SELECT extractor, count(*), sum(claims) FROM entry
                            WHERE kind = 'reading' GROUP BY extractor ORDER BY min(id)";
            size.extractors = all(connection, readings, [], |row| {
                Ok((row.get(0)?, row.get::<_, i64>(1)? as u64, row.get::<_, i64>(2)? as u64))
            })?;
            let decisions = "SELECT kind, count(*) FROM entry WHERE kind <> 'reading'
                             GROUP BY kind ORDER BY kind";
            size.decisions = all(connection, decisions, [], |row| {
                Ok((row.get(0)?, row.get::<_, i64>(1)? as u64))
            })?;
            Ok(size)
        })
    }
}

/// The tables whose rows are numbered without gaps.
pub(super) const NUMBERED: [&str; 9] =
    ["article", "chain", "claim", "entity", "entry", "predicate", "revision", "source", "term"];
/// The tables of which `row_count` tells.
pub(super) const COUNTED: [&str; 5] = ["author", "cue", "qualifier", "segment", "told"];

/// Returns how to ask for the number of rows of a table without looking at all of them, where they may be
/// many.
pub(super) fn rows_of(table: &str) -> String {
    if NUMBERED.contains(&table) {
        format!("SELECT ifnull(max(id), 0) FROM \"{table}\"")
    } else if COUNTED.contains(&table) {
        format!("SELECT ifnull(sum(rows), 0) FROM row_count WHERE name = '{table}'")
    } else {
        format!("SELECT count(*) FROM \"{table}\"")
    }
}

/// Returns the path of a file beside another one.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

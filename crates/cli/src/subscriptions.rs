//! The feeds that are watched, and what their servers gave to ask again with.
//!
//! They lie in the ledger's file, in tables of their own that are made when the first feed or page is
//! noted. They are no part of what the ledger reports: nothing in an answer comes from them, and
//! losing them costs a few requests.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::Failure;
use crate::fetch::Validators;

const TABLES: &str = "
CREATE TABLE IF NOT EXISTS feed (
  url TEXT PRIMARY KEY,
  title TEXT,                            -- what the feed calls itself
  outlet TEXT,                           -- whom the user names as its outlet
  etag TEXT,
  last_modified TEXT,
  read INTEGER,                          -- when it was last read to its end
  not_before INTEGER,                    -- when its server wants to be asked again
  failure TEXT                           -- why it could not be read the last time
) STRICT;
CREATE TABLE IF NOT EXISTS page (
  url TEXT PRIMARY KEY,
  mark TEXT NOT NULL,                    -- a hash of what the feed said of it when it was read
  etag TEXT,
  last_modified TEXT
) STRICT, WITHOUT ROWID;";

/// How long to wait for another program that writes.
const PATIENCE: Duration = Duration::from_secs(5);

/// The feeds and pages that are noted in one ledger's file.
pub struct Subscriptions {
    connection: Connection,
    path: String,
}

/// A feed that is watched.
#[derive(Clone, Debug)]
pub struct Feed {
    pub url: String,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub validators: Validators,
    pub read: Option<Timestamp>,
    pub not_before: Option<Timestamp>,
    pub failure: Option<String>,
}

/// What is noted of a page when its article is recorded.
#[derive(Clone, Debug)]
pub struct Receipt {
    pub url: String,
    pub mark: String,
    pub validators: Validators,
}

impl Subscriptions {
    /// Opens the tables in a ledger's file, which must be there.
    pub fn open(path: &Path) -> Result<Subscriptions, Failure> {
        let name = path.display().to_string();
        let open = || -> rusqlite::Result<Connection> {
            let connection = Connection::open(path)?;
            connection.busy_timeout(PATIENCE)?;
            connection.execute_batch(TABLES)?;
            Ok(connection)
        };
        let connection = open().map_err(|error| wrong(&name, &error))?;
        Ok(Subscriptions { connection, path: name })
    }

    fn told<T>(&self, result: rusqlite::Result<T>) -> Result<T, Failure> {
        result.map_err(|error| wrong(&self.path, &error))
    }

    /// Returns the feeds by their addresses.
    pub fn feeds(&self) -> Result<Vec<Feed>, Failure> {
        let select = "SELECT url, title, outlet, etag, last_modified, read, not_before, failure
                      FROM feed ORDER BY url";
        let all = || self.connection.prepare(select)?.query_map([], feed)?.collect();
        self.told(all())
    }

    /// Adds a feed; returns whether it is new. What is told of it takes the place of what was.
    pub fn add(
        &self,
        url: &str,
        title: Option<&str>,
        outlet: Option<&str>,
    ) -> Result<bool, Failure> {
        let known = "SELECT 1 FROM feed WHERE url = ?1";
        let known = self.connection.query_row(known, [url], |_| Ok(())).optional();
        let insert = "INSERT INTO feed (url, title, outlet) VALUES (?1, ?2, ?3)
                      ON CONFLICT (url) DO UPDATE SET
                        title = coalesce(excluded.title, title),
                        outlet = coalesce(excluded.outlet, outlet)";
        self.told(self.connection.execute(insert, params![url, title, outlet]))?;
        Ok(self.told(known)?.is_none())
    }

    /// Takes a feed out; returns whether it was there. What was read from it stays in the ledger.
    pub fn remove(&self, url: &str) -> Result<bool, Failure> {
        let removed = self.connection.execute("DELETE FROM feed WHERE url = ?1", [url]);
        Ok(self.told(removed)? > 0)
    }

    /// Notes that a feed was read to its end; without validators, that some of it is still missing.
    pub fn was_read(
        &self,
        url: &str,
        title: Option<&str>,
        validators: Option<&Validators>,
    ) -> Result<(), Failure> {
        let none = Validators::default();
        let validators = validators.unwrap_or(&none);
        let update = "UPDATE feed SET title = coalesce(?2, title), etag = ?3, last_modified = ?4,
                        read = ?5, not_before = NULL, failure = NULL WHERE url = ?1";
        let values = params![
            url,
            title,
            validators.etag,
            validators.last_modified,
            Timestamp::now().as_second()
        ];
        self.told(self.connection.execute(update, values)).map(drop)
    }

    /// Notes that a feed had nothing new.
    pub fn was_unchanged(&self, url: &str) -> Result<(), Failure> {
        let update = "UPDATE feed SET read = ?2, not_before = NULL, failure = NULL WHERE url = ?1";
        let now = Timestamp::now().as_second();
        self.told(self.connection.execute(update, params![url, now])).map(drop)
    }

    /// Notes that a feed could not be read, and when to try again at the earliest.
    pub fn has_failed(
        &self,
        url: &str,
        why: &str,
        not_before: Option<Timestamp>,
    ) -> Result<(), Failure> {
        let update = "UPDATE feed SET failure = ?2, not_before = ?3 WHERE url = ?1";
        let not_before = not_before.map(Timestamp::as_second);
        self.told(self.connection.execute(update, params![url, why, not_before])).map(drop)
    }

    /// Returns what is noted of a page.
    pub fn page(&self, url: &str) -> Result<Option<Receipt>, Failure> {
        let select = "SELECT url, mark, etag, last_modified FROM page WHERE url = ?1";
        let read = |row: &Row| {
            let validators = Validators { etag: row.get(2)?, last_modified: row.get(3)? };
            Ok(Receipt { url: row.get(0)?, mark: row.get(1)?, validators })
        };
        self.told(self.connection.query_row(select, [url], read).optional())
    }

    /// Notes what a page was when its article was recorded.
    pub fn keep(&self, page: &Receipt) -> Result<(), Failure> {
        let insert = "INSERT OR REPLACE INTO page (url, mark, etag, last_modified)
                      VALUES (?1, ?2, ?3, ?4)";
        let Receipt { url, mark, validators } = page;
        let values = params![url, mark, validators.etag, validators.last_modified];
        self.told(self.connection.execute(insert, values)).map(drop)
    }
}

fn feed(row: &Row) -> rusqlite::Result<Feed> {
    let time = |at: Option<i64>| at.and_then(|second| Timestamp::from_second(second).ok());
    Ok(Feed {
        url: row.get(0)?,
        title: row.get(1)?,
        outlet: row.get(2)?,
        validators: Validators { etag: row.get(3)?, last_modified: row.get(4)? },
        read: time(row.get(5)?),
        not_before: time(row.get(6)?),
        failure: row.get(7)?,
    })
}

fn wrong(path: &str, error: &rusqlite::Error) -> Failure {
    Failure::usage(
        format!("the feeds in '{path}' cannot be read or written: {error}"),
        "see whether the file may be written and the disk is full",
    )
}

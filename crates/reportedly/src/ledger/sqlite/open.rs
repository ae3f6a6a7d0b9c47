//! Opens the file, makes it where there is none, and brings an older one up to date.
//!
//! **Invariant:** a file that is not a ledger, or is one of a newer program, is left as it is.

use std::cell::RefCell;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::explain;
use super::{Interned, Sqlite, index};
use crate::error::{Error, ErrorKind};
use crate::ledger::Drawer;

/// What the file says that it is: "REPT".
const APPLICATION: i64 = 0x5245_5054;

/// The steps from an empty file to the newest ledger; `user_version` counts those that were taken.
/// A step that was once released is never changed.
const MIGRATIONS: &[&str] = &[
    include_str!("../schema.sql"),
    include_str!("../schema-sources.sql"),
    include_str!("../schema-feeds.sql"),
    include_str!("../schema-decisions.sql"),
    include_str!("../schema-modified.sql"),
    concat!(
        include_str!("../schema-counts.sql"),
        "INSERT INTO source_count ",
        include_str!("../recount.sql")
    ),
    include_str!("../schema-rows.sql"),
    include_str!("../schema-indexes.sql"),
];

/// The version from which on several claims share a row of the index of words.
const GROUPED: usize = 7;

/// How long to wait for another program that writes.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) fn open(path: &Path) -> Result<Sqlite, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    connect(path, path, flags, |connection| {
        let version = version(connection, path)?;
        if version < MIGRATIONS.len() {
            migrate(connection, path)?;
        }
        Ok(())
    })
}

pub(super) fn read(path: &Path) -> Result<Sqlite, Error> {
    if !path.exists() {
        return Err(Error::new(
            ErrorKind::NotFound,
            format!("there is no ledger at '{}'", path.display()),
        )
        .with_hint("read articles into one with `reportedly add`"));
    }
    bring_up_to_date(path);
    let check = |connection: &Connection| match version(connection, path)? {
        0 => Err(Error::new(
            ErrorKind::NotFound,
            format!("the ledger '{}' is empty", path.display()),
        )
        .with_hint("read articles into it with `reportedly add`")),
        old if old < MIGRATIONS.len() => Err(Error::new(
            ErrorKind::Ledger,
            format!(
                "the ledger '{}' is of version {old}, and cannot be brought up to date where it is",
                path.display()
            ),
        )
        .with_hint("copy it to where it can be written, and ask there")),
        _ => Ok(()),
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    connect(path, path, flags, check).or_else(|error| {
        // On a medium that cannot be written SQLite has nowhere to note that it reads: without a
        // log beside it nobody can be writing, and the file can be read as it is.
        let log = path.with_file_name(match path.file_name() {
            Some(name) => format!("{}-wal", name.to_string_lossy()),
            None => return Err(error),
        });
        let code = std::error::Error::source(&error)
            .and_then(|source| source.downcast_ref::<rusqlite::Error>())
            .and_then(rusqlite::Error::sqlite_error_code);
        // A program that was killed may have left something half written, which SQLite takes back
        // only with the right to write.
        if code == Some(rusqlite::ErrorCode::ReadOnly) {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
            return connect(path, path, flags, check);
        }
        if code != Some(rusqlite::ErrorCode::CannotOpen) || log.exists() {
            return Err(error);
        }
        let uri = format!("file:{}?immutable=1", escape(&path.to_string_lossy()));
        connect(path, Path::new(&uri), flags | OpenFlags::SQLITE_OPEN_URI, check)
    })
}

/// Adds to an older ledger what was added since, where it can be written; what goes wrong is told
/// by whatever reads it next.
fn bring_up_to_date(path: &Path) {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let old = Connection::open_with_flags(path, flags)
        .is_ok_and(|held| version(&held, path).is_ok_and(|v| (1..MIGRATIONS.len()).contains(&v)));
    if old {
        let _ = open(path);
    }
}

/// Returns a path as a URI has it.
fn escape(path: &str) -> String {
    path.replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

fn connect(
    path: &Path,
    target: &Path,
    flags: OpenFlags,
    check: impl Fn(&Connection) -> Result<(), Error>,
) -> Result<Sqlite, Error> {
    let wrong = |error| explain(path, error);
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(target, flags).map_err(wrong)?;
    connection.busy_timeout(PATIENCE).map_err(wrong)?;
    check(&connection)?;
    // A cut or overwritten file is noticed here rather than in the middle of an answer. References
    // are numbers that the writer has just looked up: looking each up again would cost a fifth of
    // recording, and `verify` does it.
    connection
        .execute_batch(
            "PRAGMA synchronous = NORMAL;
             PRAGMA temp_store = MEMORY;
             PRAGMA foreign_keys = OFF;
             PRAGMA trusted_schema = OFF;
             PRAGMA journal_size_limit = 67108864;
             PRAGMA wal_autocheckpoint = 4096;",
        )
        .map_err(wrong)?;
    // Who reads sees the file mapped, and holds only what is still in the log. A batch touches most pages of
    // the indexes, and writes those twice that do not fit: with a quarter as much, a ledger of millions of claims
    // takes half as long again. What is not touched takes no memory.
    let writes = flags.contains(OpenFlags::SQLITE_OPEN_READ_WRITE);
    let kibibytes = if writes { 262_144 } else { 8192 };
    connection.pragma_update(None, "cache_size", -kibibytes).map_err(wrong)?;
    if cfg!(target_pointer_width = "64") {
        connection.pragma_update(None, "mmap_size", 8_589_934_592_i64).map_err(wrong)?;
    }
    connection.set_prepared_statement_cache_capacity(128);
    // A plan is made once. Otherwise SQLite makes it anew for every value that could choose another
    // one, which takes ten times as long as the search itself.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(wrong)?;
    Ok(Sqlite {
        path: path.to_owned(),
        connection,
        batch: false,
        interned: Interned::default(),
        decided: RefCell::default(),
        common: RefCell::default(),
        drawer: Drawer::default(),
    })
}

/// Returns how many steps the ledger has taken; 0 for an empty file.
fn version(connection: &Connection, path: &Path) -> Result<usize, Error> {
    let number = |pragma| -> rusqlite::Result<i64> {
        connection.pragma_query_value(None, pragma, |row| row.get(0))
    };
    let ask = || -> rusqlite::Result<(i64, i64, i64)> {
        let tables = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0));
        Ok((number("application_id")?, number("user_version")?, tables?))
    };
    let (application, version, tables) = ask().map_err(|error| explain(path, error))?;
    if application == 0 && version == 0 && tables == 0 {
        return Ok(0);
    }
    if application != APPLICATION || version < 1 {
        return Err(Error::new(
            ErrorKind::Ledger,
            format!("'{}' is a database, but not a ledger", path.display()),
        ));
    }
    let version = version as usize;
    if version > MIGRATIONS.len() {
        return Err(Error::new(
            ErrorKind::Ledger,
            format!(
                "the ledger '{}' is of version {version}; this program knows versions up to {}",
                path.display(),
                MIGRATIONS.len()
            ),
        )
        .with_hint("read it with a newer `reportedly`"));
    }
    Ok(version)
}

/// Takes the steps that are missing, all of them or none.
fn migrate(connection: &Connection, path: &Path) -> Result<(), Error> {
    let wrong = |error| explain(path, error);
    // Only an empty file takes a page size, and only before its first table.
    connection.execute_batch("PRAGMA page_size = 8192;").map_err(wrong)?;
    write_ahead(connection).map_err(wrong)?;
    connection.execute_batch("BEGIN IMMEDIATE;").map_err(wrong)?;
    // Another program may have been faster.
    let taken = version(connection, path)?;
    let steps = || -> rusqlite::Result<()> {
        for step in &MIGRATIONS[taken..] {
            connection.execute_batch(step)?;
        }
        replace_views(connection)?;
        if (1..GROUPED).contains(&taken) {
            index::rewrite(connection)?;
        }
        connection.pragma_update(None, "application_id", APPLICATION)?;
        connection.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
        connection.execute_batch("COMMIT")
    };
    steps().map_err(|error| {
        let _ = connection.execute_batch("ROLLBACK");
        wrong(error)
    })
}

/// Turns on the write-ahead log. SQLite does not wait for another program that does so at the same
/// moment, so the waiting is done here.
fn write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    let begun = Instant::now();
    loop {
        let done = connection.execute_batch("PRAGMA journal_mode = WAL;");
        let busy = done.as_ref().is_err_and(|error| {
            error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy)
        });
        if !busy || begun.elapsed() > PATIENCE {
            return done;
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Writes the views anew: they hold nothing, so that they can follow every change below them.
fn replace_views(connection: &Connection) -> rusqlite::Result<()> {
    let mut names = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'view'")?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for name in names {
        connection.execute_batch(&format!("DROP VIEW \"{name}\""))?;
    }
    connection.execute_batch(include_str!("../views.sql"))
}

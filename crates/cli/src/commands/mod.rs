//! One module for each command.

pub mod add;
pub mod answer;
pub mod ask;
pub mod beat;
pub mod changes;
pub mod contradictions;
pub mod decided;
pub mod demo;
pub mod entity;
pub mod export;
pub mod extract;
pub mod feeds;
pub mod import;
mod incoming;
pub mod inputs;
pub mod maintain;
pub mod manual;
pub mod origin;
pub mod read;
mod recent;
mod record;
pub mod reread;
pub mod resolve;
pub mod review;
pub mod search;
pub mod serve;
pub mod show;
pub mod sources;
pub mod timeline;
pub mod verify;
pub mod watch;

use reportedly::ledger::Sqlite;
use reportedly::query::{self, Named};

use crate::args::Common;
use crate::{Failure, paths, style};

/// How a command ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// It found something, or did what was asked.
    Found,
    /// It found nothing.
    Nothing,
    /// Some inputs could not be read; the rest were.
    SomeFailed,
}

/// Opens the ledger to read it.
pub fn open(common: Common) -> Result<Sqlite, Failure> {
    Ok(Sqlite::read(paths::ledger(common.db)?)?)
}

/// Opens the ledger to write in it; there must be one.
pub fn open_to_write(common: Common) -> Result<Sqlite, Failure> {
    let path = paths::ledger(common.db)?;
    // What is not there is not made, and what is no ledger is told.
    drop(Sqlite::read(&path)?);
    Ok(Sqlite::open(path)?)
}

/// Says on standard error that there is nothing, and what was looked for.
pub fn nothing(what: &str) -> Result<Outcome, Failure> {
    style::tell_nothing(what);
    Ok(Outcome::Nothing)
}

/// Says that nobody of a name is in the ledger, and who is called alike.
pub fn unknown(named: &Named, ledger: &Sqlite) -> Result<Outcome, Failure> {
    let error = named.unknown();
    let near = match named.asked.starts_with("e_") {
        true => Vec::new(),
        false => query::near(ledger, &named.asked, CALLED_ALIKE)?,
    };
    let near: Vec<String> =
        near.into_iter().map(|entity| format!("{} ({})", entity.name, entity.id)).collect();
    let hint = match near.is_empty() {
        true => error.hint().map(str::to_owned),
        false => Some(format!("called alike: {}", near.join(", "))),
    };
    let hint = hint.map(|hint| format!("; {hint}")).unwrap_or_default();
    nothing(&format!("{error}{hint}"))
}

/// So many who are called alike are told in a line.
const CALLED_ALIKE: usize = 3;

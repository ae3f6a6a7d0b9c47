//! Says in the ledger's words what went wrong in SQLite.

use std::path::Path;

use rusqlite::ErrorCode;

use crate::error::{Error, ErrorKind};

/// Returns the error for a person who reads or writes the ledger at `path`.
pub(super) fn explain(path: &Path, error: rusqlite::Error) -> Error {
    let name = path.display();
    let (message, hint) = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
            format!("the ledger '{name}' is being written by another program"),
            Some("try again when it has finished; reading is possible meanwhile"),
        ),
        Some(ErrorCode::DiskFull) => (
            format!("no space is left for the ledger '{name}'"),
            Some("what was recorded before is kept; make space and repeat the command"),
        ),
        Some(ErrorCode::ReadOnly) => {
            (format!("the ledger '{name}' cannot be written: it is read-only"), None)
        }
        Some(ErrorCode::PermissionDenied) => {
            (format!("the ledger '{name}' cannot be opened: permission denied"), None)
        }
        Some(ErrorCode::CannotOpen) => (
            format!("the ledger '{name}' cannot be opened"),
            Some("is its folder there, and may you read and write in it?"),
        ),
        Some(ErrorCode::NotADatabase) => (format!("'{name}' is not a ledger"), None),
        Some(ErrorCode::DatabaseCorrupt) => damaged(path, "the file is malformed"),
        Some(ErrorCode::SystemIoFailure) => {
            (format!("the ledger '{name}' cannot be read or written: {error}"), None)
        }
        None => damaged(path, &error.to_string()),
        Some(_) => (format!("the ledger '{name}' failed: {error}"), None),
    };
    let explained = Error::new(ErrorKind::Ledger, message).with_source(error);
    match hint {
        Some(hint) => explained.with_hint(hint),
        None => explained,
    }
}

fn damaged(path: &Path, how: &str) -> (String, Option<&'static str>) {
    (
        format!("the ledger '{}' is damaged: {how}", path.display()),
        Some("restore a backup, or read the articles into a new ledger"),
    )
}

//! Finds the files behind the inputs: folders are walked in the order of their names.
//!
//! **Invariant:** hidden files are left out, as are ledgers that lie among the articles, and a link
//! to a folder is not followed inside a folder, so that no walk is endless.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::Input;
use crate::error::{Error, ErrorKind};

/// The files of some inputs, one by one.
pub(super) struct Walk {
    /// What is still to be visited, the next one last.
    waiting: Vec<Waiting>,
}

/// Something to visit.
enum Waiting {
    /// Named by the user: it must exist.
    Given(Input),
    /// Found in a folder.
    Found(PathBuf),
}

impl Walk {
    pub(super) fn new(inputs: impl IntoIterator<Item = Input>) -> Walk {
        let mut waiting: Vec<Waiting> = inputs.into_iter().map(Waiting::Given).collect();
        waiting.reverse();
        Walk { waiting }
    }

    /// Puts the contents of a folder before everything that waits.
    fn enter(&mut self, folder: &Path) -> Result<(), Error> {
        let unreadable = |error| unreadable(folder, error);
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            if !entry.file_name().as_encoded_bytes().starts_with(b".") {
                paths.push(entry.path());
            }
        }
        paths.sort_unstable();
        self.waiting.extend(paths.into_iter().rev().map(Waiting::Found));
        Ok(())
    }
}

impl Iterator for Walk {
    type Item = Result<Input, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (path, given) = match self.waiting.pop()? {
                Waiting::Given(Input::Path(path)) => (path, true),
                Waiting::Found(path) => (path, false),
                Waiting::Given(input) => return Some(Ok(input)),
            };
            let looked = match given {
                true => fs::metadata(&path),
                false => fs::symlink_metadata(&path),
            };
            let folder = match looked {
                Ok(metadata) => metadata.is_dir(),
                Err(error) => return Some(Err(unreadable(&path, error))),
            };
            if folder {
                match self.enter(&path) {
                    Ok(()) => continue,
                    Err(error) => return Some(Err(error)),
                }
            }
            // In a folder, sockets and the like and links to folders are passed over.
            let file = || fs::metadata(&path).is_ok_and(|metadata| metadata.is_file());
            if given || file() && !is_database(&path) {
                return Some(Ok(Input::Path(path)));
            }
        }
    }
}

/// Returns whether a file is an SQLite database, such as a ledger, or belongs to one beside it.
fn is_database(path: &Path) -> bool {
    const MAGIC: &[u8; 16] = b"SQLite format 3\0";
    let name = path.as_os_str().as_encoded_bytes();
    let beside = [&b"-wal"[..], b"-shm", b"-journal"].iter().find_map(|end| {
        let main = std::str::from_utf8(name.strip_suffix(*end)?).ok()?;
        Some(PathBuf::from(main))
    });
    let mut start = [0; MAGIC.len()];
    let read =
        File::open(beside.as_deref().unwrap_or(path)).and_then(|mut f| f.read_exact(&mut start));
    read.is_ok() && start == *MAGIC
}

/// Returns the error for something that cannot be opened or listed.
pub(super) fn unreadable(path: &Path, error: std::io::Error) -> Error {
    let name = path.display();
    let address = path.to_str().is_some_and(|s| s.starts_with("http:") || s.starts_with("https:"));
    match error.kind() {
        _ if address => {
            Error::new(ErrorKind::Input, format!("'{name}' is an address; expected a file"))
                .with_hint("save the page's text to a file, with `date 2020-12-18` above it")
        }
        std::io::ErrorKind::NotFound => {
            Error::new(ErrorKind::Input, format!("'{name}' does not exist"))
        }
        std::io::ErrorKind::PermissionDenied => {
            Error::new(ErrorKind::Input, format!("'{name}' may not be read (permission denied)"))
                .with_hint(format!("allow it with `chmod u+r '{name}'`"))
        }
        _ => {
            let message = format!("'{name}' cannot be read: {error}");
            Error::new(ErrorKind::Input, message).with_source(error)
        }
    }
}

//! Where the ledger lies when nobody says.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::Failure;

/// Returns the ledger that was asked for, or the one in the user's data folder.
pub fn ledger(given: Option<PathBuf>) -> Result<PathBuf, Failure> {
    if let Some(path) = given {
        return Ok(path);
    }
    let absolute = |name: &str| env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
    let data = absolute("XDG_DATA_HOME")
        .or_else(|| absolute("LOCALAPPDATA"))
        .or_else(|| env::home_dir().map(|home| home.join(".local/share")));
    match data {
        Some(data) => Ok(data.join("reportedly").join("ledger.db")),
        None => Err(Failure::usage(
            "there is no data folder for the ledger (neither XDG_DATA_HOME nor HOME is set)",
            "say where the ledger lies with `--db FILE`",
        )),
    }
}

/// Makes the folder that `file` lies in.
pub fn make_folder(file: &Path) -> Result<(), Failure> {
    let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) else {
        return Ok(());
    };
    fs::create_dir_all(folder).map_err(|error| {
        Failure::usage(
            format!("the folder '{}' cannot be made: {error}", folder.display()),
            "say where the ledger lies with `--db FILE`",
        )
    })
}

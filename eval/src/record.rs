//! Keeps the scores of every run, one file a day, so that a change shows in the history.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Prints `lines` and appends them under the command to today's file in `eval/record`.
pub fn record(command: &str, lines: &[String], keep: bool) -> io::Result<()> {
    for line in lines {
        println!("{line}");
    }
    if !keep {
        return Ok(());
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("record");
    fs::create_dir_all(&folder)?;
    let now = Timestamp::now().to_zoned(TimeZone::UTC);
    let path = folder.join(format!("{}.md", now.date()));
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    writeln!(file, "## {command}\n")?;
    for line in lines {
        writeln!(file, "    {line}")?;
    }
    writeln!(file)
}

//! How fast SQLite takes in rows of a claim's width with nothing around them: one table, one index,
//! no words, no checks.

use std::io;
use std::path::Path;

use rusqlite::{Connection, params_from_iter};

use super::make::Numbers;

const ROWS: u64 = 1_000_000;
/// So many rows are committed together, as those of a batch of articles.
const BATCH: u64 = 300_000;
const COLUMNS: usize = 17;

/// Returns how many rows a second of CPU time takes in.
pub fn measure(path: &Path) -> io::Result<f64> {
    let rate = insert(path).map_err(io::Error::other);
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", path.display()));
    }
    rate
}

fn insert(path: &Path) -> rusqlite::Result<f64> {
    let file = Connection::open(path)?;
    let columns: Vec<String> = (0..COLUMNS).map(|at| format!("c{at} INTEGER")).collect();
    file.execute_batch(&format!(
        "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
         PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4096;
         CREATE TABLE claim (id INTEGER PRIMARY KEY, {});
         CREATE INDEX claim_belief ON claim(c0, c1, c2, c3)",
        columns.join(", ")
    ))?;
    let places = vec!["?"; COLUMNS + 1].join(", ");
    let mut insert = file.prepare(&format!("INSERT INTO claim VALUES ({places})"))?;
    let mut numbers = Numbers(1);
    let begun = crate::clock::process();
    for row in 0..ROWS {
        if row % BATCH == 0 {
            file.execute_batch(if row == 0 { "BEGIN" } else { "COMMIT; BEGIN" })?;
        }
        let mut values = [row as i64; COLUMNS + 1];
        for (place, bound) in [(1, 600_000), (2, 120), (5, 600_000), (6, 800)] {
            values[place] = numbers.often(bound) as i64;
        }
        values[3] = (row / 2_700) as i64;
        insert.execute(params_from_iter(values))?;
    }
    file.execute_batch("COMMIT")?;
    Ok(ROWS as f64 / crate::clock::process().saturating_sub(begun).as_secs_f64())
}

//! Counts again what the ledger counts on as it is written.

use rusqlite::Connection;

use super::super::counts::RECOUNT;
use super::super::maintain::{COUNTED, NUMBERED, rows_of};
use super::super::read::{all, one};
use super::Verified;

/// Counts the rows again of which the ledger knows how many they are.
pub(super) fn rows(connection: &Connection, found: &mut Verified) -> rusqlite::Result<()> {
    for table in NUMBERED.iter().chain(&COUNTED) {
        let told: i64 = one(connection, &rows_of(table), [], |row| row.get(0))?;
        let count = format!("SELECT count(*) FROM \"{table}\"");
        let held: i64 = one(connection, &count, [], |row| row.get(0))?;
        found.expect(told == held, || {
            format!("{held} rows of {table} are there, and the ledger counts {told}")
        });
    }
    Ok(())
}

/// Counts what sources publish and are cited by again.
pub(super) fn counts(connection: &Connection, found: &mut Verified) -> rusqlite::Result<()> {
    let held = "SELECT source, published, until, articles, claims, cited FROM source_count";
    let select = format!(
        "WITH again AS MATERIALIZED ({RECOUNT})
         SELECT DISTINCT s.name FROM (
           SELECT * FROM (SELECT * FROM again EXCEPT {held})
           UNION ALL SELECT * FROM ({held} EXCEPT SELECT * FROM again)) d
         LEFT JOIN source s ON s.id = d.source ORDER BY s.name"
    );
    for name in all(connection, &select, [], |row| row.get::<_, Option<String>>(0))? {
        found.problem(format!("the counts of {} are wrong", name.unwrap_or_default()));
    }
    Ok(())
}

//! Writes the index of the words by which claims are found.

use rusqlite::{Connection, params};

use super::super::check::{TOGETHER, searched_together};
use super::read::{self, all, number};
use crate::claim::Claim;

/// Adds the words of the claims of an entry, which are numbered from `first` on.
pub(super) fn add(connection: &Connection, claims: &[Claim], first: i64) -> rusqlite::Result<()> {
    let mut insert =
        connection.prepare_cached("INSERT INTO claim_fts (rowid, words) VALUES (?1, ?2)")?;
    for (group, claims) in (0_i64..).zip(claims.chunks(TOGETHER)) {
        let number = first + group * TOGETHER as i64;
        insert.execute(params![number, searched_together(claims)])?;
    }
    Ok(())
}

/// Writes the whole index anew, for a ledger in which it was another one.
pub(super) fn rewrite(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute("INSERT INTO claim_fts (claim_fts) VALUES ('delete-all')", [])?;
    let select = "SELECT first_claim, claims FROM entry WHERE claims > 0 ORDER BY id";
    let entries = all(connection, select, [], |row| {
        Ok((number::<u64>(row, "first_claim")?, number::<u64>(row, "claims")?))
    })?;
    for (first, claims) in entries {
        let numbers: Vec<u64> = (first..first + claims).collect();
        let stored = read::claims(connection, &numbers)?;
        let claims: Vec<Claim> = stored.into_iter().map(|stored| stored.claim).collect();
        add(connection, &claims, first as i64)?;
    }
    Ok(())
}

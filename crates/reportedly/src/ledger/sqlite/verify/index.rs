//! Makes the indexes of words again.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::super::super::check::{TOGETHER, searched};
use super::super::super::words;
use super::super::read::{self, all, number};
use super::Verified;

/// Compares the words of the indexes of names and claims with the words that they should hold.
pub(super) fn index(connection: &Connection, found: &mut Verified) -> rusqlite::Result<()> {
    compare(connection, "entity_fts", "names", found, |expect| {
        let mut select = connection.prepare("SELECT label FROM entity")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            expect(words(&row.get::<_, String>(0)?))?;
        }
        Ok(())
    })?;
    compare(connection, "claim_fts", "claims", found, |expect| {
        let entries = all(
            connection,
            "SELECT first_claim, claims FROM entry WHERE claims > 0 ORDER BY id",
            [],
            |row| Ok((number::<u64>(row, "first_claim")?, number::<u64>(row, "claims")?)),
        )?;
        for (first, claims) in entries {
            let numbers: Vec<u64> = (first..first + claims).collect();
            for group in numbers.chunks(TOGETHER) {
                let stored = read::claims(connection, group)?;
                expect(stored.iter().flat_map(|stored| searched(&stored.claim)).collect())?;
            }
        }
        Ok(())
    })
}

/// Makes the index `table` again beside it, so that SQLite itself splits the words of both, and
/// counts the words that differ.
fn compare(
    connection: &Connection,
    table: &str,
    what: &str,
    found: &mut Verified,
    rows: impl FnOnce(&mut dyn FnMut(Vec<String>) -> rusqlite::Result<()>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    connection.execute_batch(&format!(
        "CREATE VIRTUAL TABLE temp.again USING fts5(words, content='', detail=none, columnsize=0);
         CREATE VIRTUAL TABLE temp.again_words USING fts5vocab(temp, again, row);
         CREATE VIRTUAL TABLE temp.held_words USING fts5vocab(main, {table}, row)"
    ))?;
    let mut insert = connection.prepare("INSERT INTO temp.again (rowid, words) VALUES (?1, ?2)")?;
    let mut row = 0_i64;
    let made = rows(&mut |words| {
        row += 1;
        insert.execute((row, words.join(" "))).map(drop)
    });
    drop(insert);
    let wrong = made.and_then(|()| {
        let [again, held] = ["again_words", "held_words"].map(|of| {
            connection.prepare(&format!("SELECT term, doc FROM temp.{of}")).and_then(
                |mut select| {
                    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
                    rows.collect::<rusqlite::Result<BTreeSet<(String, i64)>>>()
                },
            )
        });
        let differ: BTreeSet<String> =
            again?.symmetric_difference(&held?).map(|(word, _)| word.clone()).collect();
        Ok(differ.len())
    });
    connection.execute_batch(
        "DROP TABLE temp.held_words; DROP TABLE temp.again_words; DROP TABLE temp.again",
    )?;
    let wrong = wrong?;
    found.expect(wrong == 0, || format!("the index of {what} holds {wrong} words wrongly"));
    Ok(())
}

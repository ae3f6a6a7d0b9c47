//! Checks what the schema cannot: every span, hash and reference of a ledger.
//!
//! **Invariant:** a ledger that only this program wrote has no problems.

mod counts;
mod decisions;
mod index;

use std::path::Path;
use std::time::Duration;

use reportedly_nlp::{EntityKind, Interval, Span};
use rusqlite::{Connection, OpenFlags};

use super::super::check::{chain_name, slice};
use super::read::{self, all, number, one};
use crate::article::Article;
use crate::claim::{Argument, fold};

/// At most so many problems are told.
const TOLD: usize = 100;

/// What was checked, and what is wrong.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Verified {
    /// Revisions whose ids were computed again.
    pub revisions: u64,
    /// Claims that were read.
    pub claims: u64,
    /// Spans that were cut from their texts.
    pub spans: u64,
    /// Decisions that were read.
    pub decisions: u64,
    /// What is wrong, in words; the first hundred.
    pub problems: Vec<String>,
    /// How many more problems there are.
    pub more: u64,
    /// What could not be checked, and why.
    pub unchecked: Vec<String>,
}

impl Verified {
    fn problem(&mut self, words: String) {
        if self.problems.len() < TOLD {
            self.problems.push(words);
        } else {
            self.more += 1;
        }
    }

    fn expect(&mut self, holds: bool, words: impl FnOnce() -> String) {
        if !holds {
            self.problem(words());
        }
    }
}

pub(super) fn verify(connection: &Connection, path: &Path) -> rusqlite::Result<Verified> {
    let mut found = look(connection)?;
    // SQLite compares this index with the texts by a command that it takes for writing.
    let check = || -> rusqlite::Result<()> {
        let writable = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        writable.busy_timeout(Duration::from_secs(5))?;
        let check = "INSERT INTO revision_fts (revision_fts, rank) VALUES ('integrity-check', 1)";
        writable.execute(check, []).map(drop)
    };
    if let Err(error) = check() {
        use rusqlite::ErrorCode::*;
        match error.sqlite_error_code() {
            Some(ReadOnly | CannotOpen | PermissionDenied | DatabaseBusy | DatabaseLocked) => {
                found.unchecked.push(format!("the index of articles: {error}"));
            }
            _ => found.problem(format!("the index of articles does not hold their words: {error}")),
        }
    }
    Ok(found)
}

fn look(connection: &Connection) -> rusqlite::Result<Verified> {
    // One look at one state of the file, whatever others write meanwhile.
    let transaction = connection.unchecked_transaction()?;
    let mut found = Verified::default();
    type Check = fn(&Connection, &mut Verified) -> rusqlite::Result<()>;
    let checks: [(&str, Check); 10] = [
        ("the pages", pages),
        ("the entries", entries),
        ("the decisions", decisions::decisions),
        ("the entities", entities),
        ("the chains", chains),
        ("the revisions", revisions),
        ("the claims", claims),
        ("the index of words", index::index),
        ("the counts", counts::counts),
        ("the numbers of rows", counts::rows),
    ];
    for (what, check) in checks {
        if let Err(error) = check(&transaction, &mut found) {
            found.problem(format!("{what} cannot be read: {error}"));
        }
    }
    Ok(found)
}

fn pages(connection: &Connection, found: &mut Verified) -> rusqlite::Result<()> {
    let mut check = connection.prepare("PRAGMA quick_check(20)")?;
    for line in check.query_map([], |row| row.get::<_, String>(0))? {
        let line = line?;
        found.expect(line == "ok", || format!("the file: {line}"));
    }
    let mut check = connection.prepare("PRAGMA foreign_key_check")?;
    let broken = check.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?, row.get::<_, String>(2)?))
    })?;
    for broken in broken {
        let (table, row, parent) = broken?;
        let row = row.map_or("a row".to_owned(), |row| format!("row {row}"));
        found.problem(format!("{row} of {table} refers to a {parent} that is not there"));
    }
    Ok(())
}

fn entries(connection: &Connection, found: &mut Verified) -> rusqlite::Result<()> {
    let select =
        "SELECT e.id, e.recorded, e.kind, e.first_claim, e.claims, e.revision IS NULL AS bare,
                    e.first_ordinal = (SELECT ifnull(sum(b.claims), 0) FROM entry b
                       WHERE b.revision = e.revision AND b.id < e.id) AS in_order,
                    (SELECT count(*) FROM claim c WHERE c.id >= e.first_claim
                       AND c.id < e.first_claim + e.claims AND c.entry = e.id) AS held
                  FROM entry e ORDER BY e.id";
    let rows = all(connection, select, [], |row| {
        Ok((
            (row.get::<_, i64>("id")?, row.get::<_, String>("kind")?),
            row.get::<_, i64>("recorded")?,
            row.get::<_, Option<i64>>("first_claim")?,
            row.get::<_, i64>("claims")?,
            row.get::<_, bool>("bare")?,
            (row.get::<_, i64>("held")?, row.get::<_, bool>("in_order")?),
        ))
    })?;
    let (mut last, mut last_recorded, mut next_claim) = (0, i64::MIN, 1);
    for ((entry, kind), recorded, first, claims, bare, (held, in_order)) in rows {
        found.expect(entry == last + 1, || format!("entry {} is missing", last + 1));
        found.expect(recorded >= last_recorded, || {
            format!("entry {entry} was recorded before the one above it")
        });
        // A decision holds no claim, but for an edit, which holds one.
        let holds = match kind.as_str() {
            "reading" => !bare && first == Some(next_claim),
            "edit" => !bare && first == Some(next_claim) && claims == 1,
            _ => bare && first.is_none() && claims == 0,
        };
        found.expect(holds && held == claims, || {
            format!(
                "entry {entry} ({kind}) should hold claims {next_claim} to {}, and holds {held}",
                next_claim + claims - 1
            )
        });
        found.expect(in_order, || {
            format!("entry {entry} does not number its claims on from the reading before")
        });
        (last, last_recorded, next_claim) = (entry, recorded, next_claim + claims);
    }
    let count: i64 = one(connection, "SELECT count(*) FROM claim", [], |row| row.get(0))?;
    found.expect(count == next_claim - 1, || {
        format!("{count} claims are there, and the entries hold {}", next_claim - 1)
    });
    Ok(())
}

fn entities(connection: &Connection, found: &mut Verified) -> rusqlite::Result<()> {
    let mut select = connection.prepare("SELECT id, name, label, key, kind FROM entity")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (name, label): (String, String) = (row.get("name")?, row.get("label")?);
        let key: String = row.get("key")?;
        let kind: Option<String> = row.get("kind")?;
        let known = kind.as_deref().map(EntityKind::from_label);
        found.expect(known != Some(None), || {
            format!("entity {name} is of no known kind: '{}'", kind.unwrap_or_default())
        });
        let argument = Argument { name: label, kind: known.flatten() };
        found.expect(argument.id() == name && fold(&argument.name) == key, || {
            format!("entity {name} is not named by '{}'", argument.name)
        });
    }
    Ok(())
}

fn chains(connection: &Connection, found: &mut Verified) -> rusqlite::Result<()> {
    let chains = all(connection, "SELECT id, name FROM chain ORDER BY id", [], |row| {
        Ok((number::<u64>(row, "id")?, row.get::<_, String>("name")?))
    })?;
    for (chain, name) in chains {
        let links = read::chain(connection, chain)?;
        found.expect(chain_name(&links) == name, || {
            format!("chain {chain} has other sources than its name")
        });
    }
    Ok(())
}

fn revisions(connection: &Connection, found: &mut Verified) -> rusqlite::Result<()> {
    let names =
        all(connection, "SELECT name FROM article ORDER BY id", [], |row| row.get::<_, String>(0))?;
    for name in names {
        for (expected, stored) in (1..).zip(read::article(connection, &name)?) {
            found.revisions += 1;
            let article: &Article = &stored.article;
            let revision = &stored.reference.revision;
            found.expect(article.id() == name && article.revision() == *revision, || {
                format!("revision {revision} of article {name} is not the text that it is named by")
            });
            found.expect(stored.number == expected, || {
                format!("revision {revision} of article {name} is not number {expected}")
            });
            for segment in &article.segments {
                found.spans += 1;
                found.expect(slice(&article.text, segment.span).is_some(), || {
                    format!(
                        "segment {}..{} of revision {revision} does not lie in its text",
                        segment.span.start, segment.span.end
                    )
                });
            }
            let first = "SELECT ifnull(min(id), 0) FROM entry WHERE revision = ?1";
            let first: i64 =
                one(connection, first, [stored.reference.number as i64], |row| row.get(0))?;
            found.expect(first as u64 == stored.entry, || {
                format!("revision {revision} was not first held by entry {}", stored.entry)
            });
        }
    }
    Ok(())
}

fn claims(connection: &Connection, found: &mut Verified) -> rusqlite::Result<()> {
    let mut select = connection.prepare(
        "SELECT c.id, c.id - e.first_claim + e.first_ordinal AS ordinal, r.name, c.published = r.published AND c.outlet IS r.outlet AS of_it,
           t.text AS valid, d.text AS said, CASE c.field WHEN 0 THEN r.body ELSE r.title END AS text,
           c.start, c.end, r.id AS revision
         FROM claim c JOIN entry e ON e.id = c.entry JOIN revision r ON r.id = e.revision
         LEFT JOIN term t ON t.id = c.valid LEFT JOIN term d ON d.id = c.said ORDER BY c.id",
    )?;
    let mut cues =
        connection.prepare("SELECT role, start, end FROM cue WHERE claim = ?1 ORDER BY place")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        found.claims += 1;
        let claim: i64 = row.get("id")?;
        let id = super::super::claim_id(
            &row.get::<_, String>("name")?,
            row.get::<_, i64>("ordinal")? as u64,
        );
        found.expect(row.get("of_it")?, || {
            format!("claim {id} has another day or outlet than its article")
        });
        let text = row.get_ref("text")?.as_str_or_null()?.unwrap_or_default();
        let mut covers = |what: &str, start: i64, end: i64| {
            found.spans += 1;
            let span = usize::try_from(start).ok().zip(usize::try_from(end).ok());
            let words = span
                .filter(|(start, end)| start <= end)
                .and_then(|(start, end)| slice(text, Span { start, end }));
            found.expect(words.is_some_and(|words| !words.is_empty() || what != "claim"), || {
                format!("bytes {start}..{end} of the {what} of {id} are no words of its text")
            });
        };
        covers("claim", row.get("start")?, row.get("end")?);
        let mut spans = cues.query([claim])?;
        while let Some(cue) = spans.next()? {
            covers(&cue.get::<_, String>("role")?, cue.get("start")?, cue.get("end")?);
        }
        for time in ["valid", "said"] {
            let told: Option<String> = row.get(time)?;
            let parses = told.as_deref().is_none_or(|told| told.parse::<Interval>().is_ok());
            found.expect(parses, || format!("'{}' of {id} is no time", told.unwrap_or_default()));
        }
    }
    Ok(())
}

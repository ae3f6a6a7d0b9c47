//! The page of the tables is made from the schema of a new ledger. `UPDATE_EXPECT=1` writes it.

mod script;

use std::collections::BTreeMap;
use std::fmt::Write;

use reportedly::ledger::Sqlite;
use rusqlite::Connection;
use script::Folder;

const HEAD: &str = "# The tables of a ledger

Made from the schema; a test keeps it so. Programs should rely on the
[views](ledger-file.md), which stay as they are; the tables are the program's own affair and may
gain columns. Days count from 1970-01-01, instants are seconds from then, offsets are bytes of the
UTF-8 text. Every table but `cursor`, `row_count` and `source_count` only grows: triggers refuse to change or delete
a row.
";

/// The steps that make a ledger, whose comments say what is meant.
const STEPS: [&str; 8] = [
    include_str!("../src/ledger/schema.sql"),
    include_str!("../src/ledger/schema-sources.sql"),
    include_str!("../src/ledger/schema-feeds.sql"),
    include_str!("../src/ledger/schema-decisions.sql"),
    include_str!("../src/ledger/schema-modified.sql"),
    include_str!("../src/ledger/schema-counts.sql"),
    include_str!("../src/ledger/schema-rows.sql"),
    include_str!("../src/ledger/schema-indexes.sql"),
];

#[test]
fn the_page_of_the_tables_is_the_schema() {
    let folder = Folder::new("schema");
    let path = folder.file("ledger.db");
    drop(Sqlite::open(&path).unwrap());
    let page = page(&Connection::open(&path).unwrap());
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/schema.md");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(file, &page).unwrap();
    }
    let written = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        written == page,
        "docs/reference/schema.md is not the schema: UPDATE_EXPECT=1 writes it"
    );
}

fn page(file: &Connection) -> String {
    let (tables, columns) = comments();
    let mut page = HEAD.to_owned();
    let names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'
                 AND name NOT LIKE '%\\_fts\\__%' ESCAPE '\\' ORDER BY rowid";
    for table in column(file, names) {
        let _ = write!(page, "\n## {table}\n");
        if let Some(words) = tables.get(&table) {
            let _ = write!(page, "\n{words}\n");
        }
        if table.ends_with("_fts") {
            let _ = write!(page, "\nAn index of words (FTS5).\n");
            continue;
        }
        page.push_str("\n| column | type | |\n| --- | --- | --- |\n");
        let keys: BTreeMap<String, String> = pairs(
            file,
            &format!("SELECT \"from\", \"table\" FROM pragma_foreign_key_list('{table}')"),
        );
        let select = format!(
            "SELECT name, lower(type) || CASE WHEN \"notnull\" OR pk THEN '' ELSE ' or null' END
             FROM pragma_table_info('{table}') ORDER BY cid"
        );
        let mut held = file.prepare(&select).unwrap();
        let rows = held.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        for row in rows {
            let (name, kind): (String, String) = row.unwrap();
            let of = keys.get(&name).map(|key| format!("a row of [{key}](#{key})"));
            let meaning = columns.get(&(table.clone(), name.clone())).cloned();
            let told: Vec<String> = of.into_iter().chain(meaning).collect();
            let _ = writeln!(page, "| `{name}` | {kind} | {} |", told.join("; "));
        }
        let indexes = format!(
            "SELECT group_concat('`' || c.name || '`', ', ') FROM pragma_index_list('{table}') l
             JOIN pragma_index_info(l.name) c GROUP BY l.name ORDER BY l.name"
        );
        let indexes = column(file, &indexes);
        if !indexes.is_empty() {
            let _ = write!(page, "\nFound by {}.\n", indexes.join("; "));
        }
    }
    page
}

/// What the schema says above its tables and behind its columns.
type Comments = (BTreeMap<String, String>, BTreeMap<(String, String), String>);

fn comments() -> Comments {
    let (mut tables, mut columns) = (BTreeMap::new(), BTreeMap::new());
    for step in STEPS {
        let (mut above, mut table) = (Vec::new(), String::new());
        for line in step.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let behind = line.split_once("-- ").map(|(_, words)| words.trim().to_owned());
            match words[..] {
                ["--", ..] => above.extend(behind),
                ["CREATE", "TABLE", name, ..] => {
                    table = name.trim_end_matches(['(', ',']).to_owned();
                    let table = table.split('(').next().unwrap_or_default().to_owned();
                    if !above.is_empty() {
                        tables.insert(table, above.join(" "));
                    }
                    above.clear();
                }
                ["ALTER", "TABLE", of, "ADD", "COLUMN", name, ..] => {
                    columns.extend(behind.map(|told| ((of.to_owned(), name.to_owned()), told)));
                    above.clear();
                }
                [] | [")", ..] | ["CREATE", ..] => above.clear(),
                [name, ..] => {
                    let key = (table.clone(), name.to_owned());
                    columns.extend(behind.map(|told| (key, told)));
                }
            }
        }
    }
    (tables, columns)
}

fn column(file: &Connection, select: &str) -> Vec<String> {
    let mut held = file.prepare(select).unwrap();
    held.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

fn pairs(file: &Connection, select: &str) -> BTreeMap<String, String> {
    let mut held = file.prepare(select).unwrap();
    let rows = held.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

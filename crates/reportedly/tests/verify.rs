//! `verify` finds whatever is wrong with a ledger that somebody else wrote in.

mod script;

use reportedly::ledger::{Ledger, Sqlite};
use script::Folder;

fn ledger(folder: &Folder) -> std::path::PathBuf {
    let path = folder.file("ledger.db");
    let mut ledger = Sqlite::open(&path).unwrap();
    let text = include_str!("ledger/record.txt");
    for block in script::Block::all(text) {
        script::answer(&block, &mut ledger);
    }
    path
}

#[test]
fn a_ledger_of_ours_has_no_problems() {
    let folder = Folder::new("verify");
    let path = ledger(&folder);
    for ledger in [Sqlite::open(&path).unwrap(), Sqlite::read(&path).unwrap()] {
        let found = ledger.verify().unwrap();
        assert_eq!(found.problems, Vec::<String>::new());
        assert_eq!((found.revisions, found.claims, found.more), (3, 6, 0));
        assert!(found.spans > 10);
    }
}

#[test]
fn a_name_has_the_same_words_however_it_is_written() {
    let folder = Folder::new("names");
    let mut ledger = Sqlite::open(folder.file("ledger.db")).unwrap();
    let told = |day: &str, name: &str| {
        format!(
            "record! {day} Evening Kite @2021-01-05T00:00:00Z\n\
             | The Tin Larks met there.\n\
             - attended: {name}/organisation -> Skyline Gala/event; “The Tin Larks met there”\n"
        )
    };
    let text = [told("2019-05-05", "Tin Larks"), told("2019-05-06", "Tin Larks’s")].join("\n");
    for block in script::Block::all(&text) {
        script::answer(&block, &mut ledger);
    }
    let found = ledger.verify().unwrap();
    assert_eq!((found.problems, found.claims), (Vec::new(), 2));
}

#[test]
fn what_was_written_over_is_found() {
    let changes = [
        (
            "UPDATE revision SET body = replace(body, 'Theo', 'Otto') WHERE id = 1",
            "is not the text that it is named by",
        ),
        ("UPDATE claim SET end = 4000 WHERE id = 2", "are no words of its text"),
        ("UPDATE claim SET published = published + 1 WHERE id = 2", "has another day or outlet"),
        ("UPDATE cue SET start = 55, end = 54", "are no words of its text"),
        ("UPDATE entity SET label = 'Mara Quilt' WHERE id = 1", "is not named by 'Mara Quilt'"),
        ("UPDATE entry SET recorded = 0 WHERE id = 3", "was recorded before the one above it"),
        ("UPDATE entry SET claims = claims + 1 WHERE id = 2", "should hold claims"),
        ("DELETE FROM claim WHERE id = 6", "claims are there"),
        ("UPDATE claim SET object = 99 WHERE id = 1", "refers to a entity that is not there"),
        ("UPDATE link SET record = 'anonymous'", "has other sources than its name"),
        ("UPDATE source_count SET claims = claims + 1", "the counts of "),
        (
            "UPDATE row_count SET rows = rows + 1 WHERE name = 'segment'",
            "rows of segment are there",
        ),
        ("UPDATE row_count SET name = 'lamp' WHERE name = 'cue'", "rows of cue are there"),
        (
            "UPDATE term SET text = '2020-13' WHERE text = '2021-07'; UPDATE claim SET valid = (SELECT id FROM term WHERE text = '2020-13') WHERE id = 1",
            "is no time",
        ),
        ("UPDATE segment SET end = 9999", "does not lie in its text"),
        (
            "INSERT INTO claim_fts (rowid, words) VALUES (77, 'nothing at all')",
            "the index of claims",
        ),
        (
            "INSERT INTO revision_fts (revision_fts, rowid, title, body) SELECT 'delete', id, title, body FROM revision WHERE id = 2",
            "the index of articles does not hold",
        ),
        ("UPDATE claim SET firmness = 9 WHERE id = 1", "'9' is no Firmness"),
    ];
    for (change, words) in changes {
        let folder = Folder::new("broken");
        broken(&ledger(&folder), change, words);
    }
}

#[test]
fn decisions_that_were_written_over_are_found() {
    let changes = [
        ("UPDATE identity SET part_of = entity", "tells of an entity what it does not decide"),
        ("UPDATE identity SET label = 'Otto'", "tells of an entity what it does not decide"),
        ("DELETE FROM identity", "decides nothing"),
        ("DELETE FROM decision WHERE entry = 3", "is a decision of which nothing is told"),
        ("INSERT INTO decision VALUES (1, 0, NULL, NULL)", "is no decision"),
        ("UPDATE review SET verdict = 'doubted'", "'doubted' is no verdict"),
        ("UPDATE review SET decision = 4 WHERE entry = 3", "the verdict of another decision"),
        ("UPDATE review SET edited = 1 WHERE edited IS NOT NULL", "a claim of another text"),
        ("UPDATE resolution SET outcome = 'likely'", "'likely' is no outcome"),
        ("UPDATE entry SET claims = 1 WHERE id = 3", "entry 3 (review) should hold claims"),
        ("UPDATE review SET claim = 99 WHERE entry = 3", "refers to a claim that is not there"),
    ];
    for (change, words) in changes {
        let folder = Folder::new("decided");
        let path = folder.file("ledger.db");
        let mut ledger = Sqlite::open(&path).unwrap();
        for text in [include_str!("ledger/verdicts.txt"), include_str!("ledger/entities.txt")] {
            for block in script::Block::all(text) {
                script::answer(&block, &mut ledger);
            }
        }
        let found = ledger.verify().unwrap();
        assert_eq!(found.problems, Vec::<String>::new());
        assert!(found.decisions > 10);
        drop(ledger);
        broken(&path, change, words);
    }
}

/// Changes a file behind the ledger's back, and sees it found.
fn broken(path: &std::path::Path, change: &str, words: &str) {
    let file = rusqlite::Connection::open(path).unwrap();
    let triggers: Vec<String> = file
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let dropped: String = triggers.iter().map(|t| format!("DROP TRIGGER {t};")).collect();
    file.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    file.execute_batch(&format!("BEGIN; {dropped} {change}; COMMIT")).unwrap();
    drop(file);
    let found = Sqlite::read(path).unwrap().verify().unwrap();
    assert!(
        found.problems.iter().any(|problem| problem.contains(words)),
        "{change}: {:?}",
        found.problems
    );
}

#[test]
fn a_cursor_is_kept_and_written_over() {
    let folder = Folder::new("cursor");
    let mut ledger = Sqlite::open(ledger(&folder)).unwrap();
    assert_eq!(ledger.cursor("desk").unwrap(), None);
    ledger.set_cursor("desk", 2).unwrap();
    ledger.set_cursor("desk", 3).unwrap();
    assert_eq!(ledger.cursor("desk").unwrap(), Some(3));
    assert!(ledger.verify().unwrap().problems.is_empty());
}

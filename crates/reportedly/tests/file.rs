//! The ledger as a file: the same bytes each time, one writer at a time, and clear words where a
//! file is not what it should be.

mod script;

use reportedly::ledger::{Ledger, Scope, Sqlite};
use reportedly::{Article, Claim, Error};
use script::Folder;

const NOW: &str = "2021-01-01T00:00:00Z";

fn article(number: u32) -> (Article, Vec<Claim>) {
    let lines = [
        format!("url: https://lamp.example/{number}"),
        format!("| Mara Quill was seen with Friend {number} at the pier, a source said."),
        format!(
            "- seen_with: Mara Quill/person -> Friend {number}/person; reported CT+; chain a source/anonymous; place the pier; “Mara Quill was seen with Friend {number}”"
        ),
    ];
    let (article, claims, _) = script::article("2020-12-18 The Daily Lamp", &lines);
    (article, claims)
}

fn record(ledger: &mut Sqlite, numbers: std::ops::Range<u32>) -> Result<(), Error> {
    ledger.begin()?;
    for number in numbers {
        let (article, claims) = article(number);
        ledger.record(&article, &claims, NOW.parse().unwrap(), "1")?;
    }
    ledger.commit()
}

fn refused(result: Result<Sqlite, Error>) -> Error {
    match result {
        Ok(_) => panic!("the ledger opened"),
        Err(error) => error,
    }
}

#[test]
fn the_same_articles_give_the_same_bytes() {
    let folder = Folder::new("bytes");
    let bytes = |name: &str| {
        let path = folder.file(name);
        let mut ledger = Sqlite::open(&path).unwrap();
        for batch in 0..8 {
            record(&mut ledger, batch * 50..batch * 50 + 50).unwrap();
        }
        drop(ledger);
        // Opening it again, to read or to write, changes nothing either.
        record(&mut Sqlite::open(&path).unwrap(), 0..50).unwrap();
        Sqlite::read(&path).unwrap().extent(Scope::ALL).unwrap();
        std::fs::read(&path).unwrap()
    };
    let first = bytes("first.db");
    assert!(first == bytes("second.db"), "the files differ");
}

#[test]
fn what_is_not_committed_is_gone() {
    let folder = Folder::new("batch");
    let path = folder.file("ledger.db");
    let mut ledger = Sqlite::open(&path).unwrap();
    record(&mut ledger, 0..3).unwrap();
    ledger.begin().unwrap();
    let (article, claims) = article(3);
    ledger.record(&article, &claims, NOW.parse().unwrap(), "1").unwrap();
    drop(ledger);
    let ledger = Sqlite::read(&path).unwrap();
    assert_eq!(ledger.extent(Scope::ALL).unwrap().articles, 3);
}

#[test]
fn words_that_are_not_in_the_text_are_refused() {
    let folder = Folder::new("words");
    let mut ledger = Sqlite::open(folder.file("ledger.db")).unwrap();
    let (article, mut claims) = article(1);
    claims[0].evidence.exact.push('!');
    let error = ledger.record(&article, &claims, NOW.parse().unwrap(), "1").unwrap_err();
    assert!(error.is_ledger());
    assert_eq!(
        error.to_string(),
        "bytes 0..33 of the text of '2020-12-18 The Daily Lamp' are not 'Mara Quill was seen with \
         Friend 1!', as a claim of rule 'test/seen_with#1' says"
    );
    claims[0].evidence.span = reportedly_nlp::Span::new(5, 9000);
    assert!(ledger.record(&article, &claims, NOW.parse().unwrap(), "1").is_err());
    assert_eq!(ledger.extent(Scope::ALL).unwrap().articles, 0);
}

#[test]
fn a_second_writer_waits_and_is_told() {
    let folder = Folder::new("writers");
    let path = folder.file("ledger.db");
    let mut first = Sqlite::open(&path).unwrap();
    let mut second = Sqlite::open(&path).unwrap();
    record(&mut first, 0..3).unwrap();
    first.begin().unwrap();
    let error = second.begin().unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("the ledger '{}' is being written by another program", path.display())
    );
    assert_eq!(second.extent(Scope::ALL).unwrap().articles, 3, "reading goes on");
    first.commit().unwrap();
    record(&mut second, 3..4).unwrap();
    assert_eq!(first.extent(Scope::ALL).unwrap().articles, 4);
}

#[test]
fn a_file_that_is_no_ledger_is_left_alone() {
    let folder = Folder::new("other");
    let path = folder.file("notes.txt");
    std::fs::write(&path, "Some notes that are not a ledger. ".repeat(1000)).unwrap();
    let before = std::fs::read(&path).unwrap();
    let words = format!("'{}' is not a ledger", path.display());
    assert_eq!(refused(Sqlite::open(&path)).to_string(), words);
    assert_eq!(refused(Sqlite::read(&path)).to_string(), words);
    assert!(std::fs::read(&path).unwrap() == before);

    let path = folder.file("other.db");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE song (title TEXT)").unwrap();
    drop(other);
    let error = refused(Sqlite::open(&path));
    assert_eq!(error.to_string(), format!("'{}' is a database, but not a ledger", path.display()));
}

#[test]
fn a_newer_ledger_is_left_alone() {
    let folder = Folder::new("newer");
    let path = folder.file("ledger.db");
    record(&mut Sqlite::open(&path).unwrap(), 0..1).unwrap();
    let file = rusqlite::Connection::open(&path).unwrap();
    file.pragma_update(None, "user_version", 99).unwrap();
    drop(file);
    let error = refused(Sqlite::open(&path));
    let newer = format!(
        "the ledger '{}' is of version 99; this program knows versions up to ",
        path.display()
    );
    assert!(error.to_string().starts_with(&newer), "{error}");
    assert!(error.hint().unwrap().contains("newer"));
}

#[test]
fn a_missing_ledger_is_not_made_by_reading() {
    let folder = Folder::new("missing");
    let path = folder.file("ledger.db");
    let error = refused(Sqlite::read(&path));
    assert!(error.is_not_found());
    assert!(!path.exists());
    assert!(Sqlite::open(folder.file("no/such/folder.db")).is_err());
}

#[test]
fn a_damaged_ledger_is_an_error_and_no_panic() {
    let folder = Folder::new("damaged");
    let path = folder.file("ledger.db");
    for batch in 0..4 {
        record(&mut Sqlite::open(&path).unwrap(), batch * 100..batch * 100 + 100).unwrap();
    }
    let whole = std::fs::read(&path).unwrap();
    for page in 0..whole.len() / 8192 {
        let mut broken = whole.clone();
        broken[page * 8192..][..8192].iter_mut().step_by(7).for_each(|byte| *byte ^= 0xA5);
        std::fs::write(&path, &broken).unwrap();
        let Ok(mut ledger) = Sqlite::open(&path) else { continue };
        // Whatever is asked, the answer is an answer or an error.
        let _ = ledger.article("https://lamp.example/7");
        let _ = ledger.sources(Scope::ALL);
        let _ = record(&mut ledger, 400..402);
    }
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    if let Ok(ledger) = Sqlite::read(&path) {
        assert!((0..400).any(|n| ledger.article(&format!("https://lamp.example/{n}")).is_err()));
    }
}

#[test]
fn what_was_recorded_is_never_changed_or_deleted() {
    let folder = Folder::new("grows");
    let path = folder.file("ledger.db");
    record(&mut Sqlite::open(&path).unwrap(), 0..1).unwrap();
    let file = rusqlite::Connection::open(&path).unwrap();
    for change in ["UPDATE claim SET firmness = 4", "DELETE FROM revision", "DELETE FROM cue"] {
        let done = file.execute(change, []);
        let rows = change.contains("cue");
        assert!(
            rows || done.unwrap_err().to_string().contains("the ledger only grows"),
            "{change}"
        );
    }
}

#[test]
fn the_views_answer() {
    let folder = Folder::new("views");
    let path = folder.file("ledger.db");
    record(&mut Sqlite::open(&path).unwrap(), 0..2).unwrap();
    let file = rusqlite::Connection::open(&path).unwrap();
    let row: (String, String, String, String, String) = file
        .query_row(
            "SELECT published, predicate, exact, chain, firmness FROM v1_claims ORDER BY claim_id LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)),
        )
        .unwrap();
    assert_eq!((row.0.as_str(), row.1.as_str()), ("2020-12-18", "seen_with"));
    assert!(row.2.starts_with("Mara Quill was seen with Friend"));
    assert_eq!((row.3.as_str(), row.4.as_str()), ("a source", "reported"));
    for (view, rows) in [
        ("v1_articles", 2),
        ("v1_revisions", 2),
        ("v1_claims", 2),
        ("v1_evidence", 2),
        ("v1_slots", 1),
        ("v1_entities", 3),
        ("v1_sources", 2),
    ] {
        let count: i64 =
            file.query_row(&format!("SELECT count(*) FROM {view}"), [], |row| row.get(0)).unwrap();
        assert_eq!(count, rows, "{view}");
        let mut all = file.prepare(&format!("SELECT * FROM {view}")).unwrap();
        let mut rows = all.query([]).unwrap();
        while rows.next().unwrap().is_some() {}
    }
}

#[test]
fn every_column_of_the_views_is_documented() {
    let folder = Folder::new("columns");
    let path = folder.file("ledger.db");
    drop(Sqlite::open(&path).unwrap());
    let file = rusqlite::Connection::open(&path).unwrap();
    let page = include_str!("../../../docs/reference/ledger-file.md");
    let views: Vec<String> = file
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(views.len(), page.matches("\n## v1_").count());
    for view in views {
        let heading = format!("\n## {view}\n");
        let section = page.split(&heading).nth(1).unwrap_or_else(|| panic!("{view} is missing"));
        let section = section.split("\n## ").next().unwrap();
        for column in file.prepare(&format!("SELECT * FROM {view}")).unwrap().column_names() {
            assert!(section.contains(&format!("`{column}`")), "{view}.{column} is missing");
        }
    }
}

#[test]
fn a_ledger_of_the_first_version_is_brought_up_to_date() {
    let folder = Folder::new("older");
    let path = folder.file("ledger.db");
    let mut ledger = Sqlite::open(&path).unwrap();
    for block in script::Block::all(include_str!("ledger/record.txt")) {
        script::answer(&block, &mut ledger);
    }
    drop(ledger);
    // What came after the first version is taken away.
    let file = rusqlite::Connection::open(&path).unwrap();
    file.execute_batch(
        "DROP VIEW v1_claims; DROP VIEW v1_entities; DROP VIEW v1_decisions; DROP VIEW v1_revisions;
         DROP INDEX revision_outlet; DROP INDEX link_source; DROP INDEX claim_chain;
         DROP INDEX revision_article; DROP TABLE row_count; DROP TABLE source_count; DROP TABLE told; ALTER TABLE revision DROP COLUMN taken_from; ALTER TABLE revision DROP COLUMN modified; DROP TABLE origin; DROP TABLE resolution_facet; DROP TABLE resolution; DROP TABLE review;
         DROP TABLE identity; DROP TABLE decision; PRAGMA user_version = 1;",
    )
    .unwrap();
    drop(file);
    let question = "show Mara Quill".to_owned();
    let show = script::Block { command: question, lines: Vec::new() };
    let mut old = Sqlite::read(&path).unwrap();
    let answer = script::answer(&show, &mut old).unwrap();
    assert!(answer.contains("denied"), "{answer}");
    assert_eq!(old.verify().unwrap().problems, Vec::<String>::new());
    drop(old);
    let mut new = Sqlite::open(&path).unwrap();
    assert_eq!(script::answer(&show, &mut new).unwrap(), answer);
    assert_eq!(script::decide("reject", "1", &mut new).unwrap(), 4);
    assert_eq!(new.verify().unwrap().problems, Vec::<String>::new());
}

#[test]
fn a_backup_is_the_ledger_of_that_moment_and_writes_over_nothing() {
    let folder = Folder::new("backup");
    let (path, copy) = (folder.file("ledger.db"), folder.file("copy.db"));
    let mut ledger = Sqlite::open(&path).unwrap();
    let blocks = script::Block::all(include_str!("ledger/record.txt"));
    script::answer(&blocks[1], &mut ledger);
    let reader = Sqlite::read(&path).unwrap();
    // Another one is in the middle of writing.
    ledger.begin().unwrap();
    script::answer(&blocks[3], &mut ledger);
    assert!(reader.backup(&copy).unwrap() > 0);
    ledger.commit().unwrap();
    let copied = Sqlite::read(&copy).unwrap();
    assert_eq!(copied.extent(Scope::ALL).unwrap().entry, 1);
    assert_eq!(copied.verify().unwrap().problems, Vec::<String>::new());
    assert_eq!(ledger.extent(Scope::ALL).unwrap().entry, 2);
    let again = reader.backup(&copy).unwrap_err();
    assert!(again.to_string().ends_with("is there already"), "{again}");
    let (before, after) = ledger.compact().unwrap();
    // A ledger of two articles may be a page larger: pages are no longer shared out as they came.
    assert!(after <= before + 8_192, "{before} bytes, then {after}");
    assert_eq!(ledger.verify().unwrap().problems, Vec::<String>::new());
}

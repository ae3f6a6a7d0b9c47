//! What happens to a ledger when things go wrong: kills, two writers, files that are no ledgers.

#![cfg(unix)]

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;
use std::{env, fs, thread};

/// A folder of its own for one test, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = env::temp_dir().join(format!("reportedly-robust-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reportedly"));
        command
            .args(words)
            .current_dir(&self.0)
            .env_remove("REPORTEDLY_TERMINAL")
            .env("SOURCE_DATE_EPOCH", "1646092800");
        command
    }

    fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    fn start(&self, words: &[&str]) -> Child {
        self.command(words).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// Writes `count` articles as JSON lines.
    fn articles(&self, name: &str, count: usize) {
        let rows: String = (0..count)
            .map(|n| {
                let text = format!(
                    "Mara Quill said on Tuesday that chapter {n} was done. “It is chapter {n},” she \
                     said. Theo Lang, {}, is reportedly dating Ida Falk.",
                    n % 60 + 20
                );
                format!(
                    "{{\"id\": \"{n}\", \"url\": \"https://bell.example/{name}/{n}\", \"outlet\": \
                     \"The Bell\", \"published\": \"2021-01-{:02}\", \"text\": \"{text}\"}}\n",
                    n % 28 + 1
                )
            })
            .collect();
        fs::write(self.0.join(name), rows).unwrap();
    }

    /// Writes a feed of `items` and a folder of `pages` saved pages.
    fn newsroom(&self, items: usize, pages: usize) {
        let text = |n: usize| {
            format!(
                "Mara Quill said on Tuesday that chapter {n} was done, and that nobody at the harbour \
                 had seen it. Theo Lang, {}, is reportedly dating Ida Falk.",
                n % 60 + 20
            )
        };
        let item = |n: usize| {
            format!(
                "<item><title>Chapter {n}</title><link>https://bell.example/feed/{n}</link>\
                 <pubDate>2021-01-{:02}</pubDate><source url=\"https://lamp.example/rss\">The Lamp\
                 </source><description>{}</description></item>",
                n % 28 + 1,
                text(n)
            )
        };
        let items: String = (0..items).map(item).collect();
        let feed = format!("<rss><channel><title>The Bell</title>{items}</channel></rss>");
        fs::write(self.0.join("feed.xml"), feed).unwrap();
        fs::create_dir_all(self.0.join("pages")).unwrap();
        for n in 0..pages {
            let page = format!(
                "<!doctype html><html><head><title>Page {n} | The Kite</title>\
                 <link rel=canonical href=https://kite.example/{n}><meta name=date content=2021-02-{:02}>\
                 <meta property=og:site_name content='The Kite'></head><body><nav><a href=/>Home</a></nav>\
                 <main><h1>Page {n}</h1><p>{}</p></main></body></html>",
                n % 28 + 1,
                text(n)
            );
            fs::write(self.0.join(format!("pages/{n}.html")), page).unwrap();
        }
    }

    /// Starts a command on t.db and kills it after each of these milliseconds, which must leave the
    /// ledger well.
    fn killed_after(&self, waits: [u64; 3], arguments: &[&str]) {
        for wait in waits {
            let mut running = self.start(arguments);
            thread::sleep(Duration::from_millis(wait));
            let _ = running.kill();
            running.wait().unwrap();
            if self.0.join("t.db").exists() {
                // Before the first article there may be a file without a ledger in it.
                let verified = self.run(&["--db", "t.db", "verify"]);
                let told = text(&verified.stderr);
                assert!(verified.status.success() || told.contains("is empty"), "{told}");
            }
        }
    }

    fn verified(&self, db: &str) {
        let verified = self.run(&["--db", db, "verify"]);
        assert!(verified.status.success(), "{}", text(&verified.stderr));
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn what_was_finished_is_kept_when_the_program_is_killed() {
    let folder = Folder::new("kill");
    folder.articles("rows.jsonl", 400);
    // Killed earlier and later, over one ledger.
    folder.killed_after([30, 80, 150], &["--db", "t.db", "add", "rows.jsonl"]);
    let added = folder.run(&["--db", "t.db", "add", "rows.jsonl", "--json"]);
    assert!(added.status.success(), "{}", text(&added.stderr));
    folder.verified("t.db");
    let again = folder.run(&["--db", "t.db", "add", "rows.jsonl"]);
    assert_eq!(text(&again.stdout), "0 new, 400 known · 0 claims\n");
}

#[test]
fn feeds_and_saved_pages_are_read_in_one_go_however_often_it_is_killed() {
    let folder = Folder::new("newsroom");
    folder.newsroom(200, 500);
    let all = ["--db", "t.db", "add", "feed.xml", "pages"];
    folder.killed_after([100, 400, 900], &all);
    assert!(folder.run(&all).status.success());
    folder.verified("t.db");
    let again = folder.run(&all);
    assert_eq!(text(&again.stdout), "0 new, 700 known · 0 claims\n");
    // What was never interrupted says the same.
    assert!(folder.run(&["--db", "whole.db", "add", "feed.xml", "pages"]).status.success());
    let told = |db| text(&folder.run(&["--db", db, "show", "Ida Falk", "--json"]).stdout);
    let (killed, whole) = (told("t.db"), told("whole.db"));
    assert!(killed.contains("The Lamp") && killed == whole, "{killed}\n{whole}");
}

#[test]
fn two_programs_may_write_at_once() {
    let folder = Folder::new("two");
    folder.articles("one.jsonl", 150);
    folder.articles("two.jsonl", 150);
    let mut children =
        ["one.jsonl", "two.jsonl"].map(|rows| folder.start(&["--db", "t.db", "add", rows]));
    for child in &mut children {
        let status = child.wait().unwrap();
        let mut told = String::new();
        child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        assert!(status.success(), "{told}");
    }
    folder.verified("t.db");
    let known = folder.run(&["--db", "t.db", "add", "one.jsonl", "two.jsonl"]);
    assert_eq!(text(&known.stdout), "0 new, 300 known · 0 claims\n");
}

#[test]
fn whoever_has_read_enough_may_leave() {
    let folder = Folder::new("pipe");
    folder.articles("rows.jsonl", 300);
    let mut child = folder
        .command(&["extract", "rows.jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let mut told = String::new();
    let status = child.wait().unwrap();
    child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    assert!(status.success() && told.is_empty(), "{status} {told}");
}

#[test]
fn a_damaged_or_foreign_file_is_told_and_left_alone() {
    let folder = Folder::new("damaged");
    folder.articles("rows.jsonl", 50);
    folder.run(&["--db", "t.db", "add", "rows.jsonl"]);
    let whole = fs::read(folder.0.join("t.db")).unwrap();
    let check = |name: &str, bytes: &[u8], expected: &str| {
        let path: &Path = &folder.0.join(name);
        fs::write(path, bytes).unwrap();
        for words in [&["--db", name, "verify"][..], &["--db", name, "add", "rows.jsonl"]] {
            let done = folder.run(words);
            let told = text(&done.stderr);
            assert_eq!(done.status.code(), Some(2), "{name}: {told}");
            assert!(told.contains(expected), "{name}: {told}");
        }
    };
    check(
        "text.db",
        &b"a text that is long enough to be looked at as a ledger ".repeat(20),
        "is not a ledger",
    );
    // The version lies at byte 60 of the file.
    let mut newer = whole.clone();
    newer[60..64].copy_from_slice(&99u32.to_be_bytes());
    check("newer.db", &newer, "newer");
    check("cut.db", &whole[..whole.len() / 2], "");
}

//! Kills the program while it writes, again and again, and looks at what is left.
//!
//! A round starts `add`, `reread` or `entity merge` on a ledger, kills it (`kill -9`) at a moment
//! between its start and its usual end, cuts the write-ahead log in every other round as a loss of
//! power would, verifies the ledger, and repeats the command: it must complete, and the ledger
//! must then hold what one that was never killed holds.
//!
//! Beside that: what a full disk, and another program that writes, do to a command.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::simulate::Dice;

/// How many articles are read.
const ARTICLES: u64 = 40;

/// Runs so many rounds, and returns what was seen, in lines.
pub fn crash(program: Option<PathBuf>, rounds: u64, seed: u64) -> io::Result<Vec<String>> {
    let begun = Instant::now();
    let program = match program {
        Some(program) => program,
        None => std::env::current_exe()?.with_file_name("reportedly"),
    };
    let folder = std::env::temp_dir().join(format!("reportedly-crash-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("news"))?;
    let mut bench = Bench { program, folder, dice: Dice::new(seed), rounds: 0, killed: 0, cut: 0 };
    let told = bench.all(rounds);
    let _ = fs::remove_dir_all(&bench.folder);
    told?;
    Ok(vec![
        format!(
            "{} rounds in {:.0} s: {} killed at work, {} logs cut",
            bench.rounds,
            begun.elapsed().as_secs_f64(),
            bench.killed,
            bench.cut
        ),
        "every ledger verified, every repeated command completed, and held the same".to_owned(),
        "a full disk and a second writer are told, and change nothing".to_owned(),
    ])
}

struct Bench {
    program: PathBuf,
    folder: PathBuf,
    dice: Dice,
    rounds: u64,
    killed: u64,
    cut: u64,
}

/// One kind of round.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Add,
    Reread,
    Merge,
}

impl Bench {
    fn all(&mut self, rounds: u64) -> io::Result<()> {
        self.write_news()?;
        fs::write(self.folder.join("feud.toml"), FEUD)?;
        // What each command leaves behind when nobody kills it, and how long it takes.
        let base = self.folder.join("base.db");
        let started = Instant::now();
        self.expect(&base, &["add", "news"], 0)?;
        let mut usual = vec![started.elapsed()];
        let after_add = self.held(&base)?;
        let done = self.folder.join("done.db");
        self.copy(&base, &done)?;
        let started = Instant::now();
        self.expect(&done, &["reread", "--beat", "feud.toml"], 0)?;
        usual.push(started.elapsed());
        let after_reread = self.held(&done)?;
        self.copy(&base, &done)?;
        let started = Instant::now();
        self.expect(&done, &["entity", "merge", "Theo Lang", "Theodore Lang"], 0)?;
        usual.push(started.elapsed());
        let after_merge = self.held(&done)?;
        let mut round = 0;
        // A command that was faster than the moment of its death is no round.
        while self.killed < rounds && round < 4 * rounds {
            let at = (round % 3) as usize;
            let (kind, expected) = [
                (Kind::Add, &after_add),
                (Kind::Reread, &after_reread),
                (Kind::Merge, &after_merge),
            ][at];
            let killed = self.killed;
            let held = self.round(kind, usual[at], &base)?;
            if held != *expected {
                return Err(wrong(format!(
                    "round {round}, {kind:?}: the ledger holds something else"
                )));
            }
            // The machine may be busier, or less busy, than it was.
            usual[at] = match self.killed > killed {
                true => usual[at] * 21 / 20,
                false => usual[at] * 4 / 5,
            };
            self.rounds += 1;
            round += 1;
        }
        self.full_disk(&after_add)?;
        self.second_writer(&base)
    }

    fn round(&mut self, kind: Kind, usual: Duration, base: &Path) -> io::Result<String> {
        let path = self.folder.join("round.db");
        for end in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{end}", path.display()));
        }
        if !matches!(kind, Kind::Add) {
            self.copy(base, &path)?;
        }
        let words: &[&str] = match kind {
            Kind::Add => &["add", "news"],
            Kind::Reread => &["reread", "--beat", "feud.toml"],
            Kind::Merge => &["entity", "merge", "Theo Lang", "Theodore Lang"],
        };
        let mut child =
            self.command(&path, words).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let moment = usual.as_micros() as u64 * self.dice.below(1000) / 1000;
        std::thread::sleep(Duration::from_micros(moment));
        if child.try_wait()?.is_none() {
            self.killed += 1;
        }
        child.kill()?;
        child.wait()?;
        let log = PathBuf::from(format!("{}-wal", path.display()));
        if let Ok(length) = fs::metadata(&log).map(|log| log.len())
            && self.dice.below(2) == 0
        {
            self.cut += 1;
            let file = fs::OpenOptions::new().write(true).open(&log)?;
            file.set_len(self.dice.below(length + 1))?;
        }
        if path.exists() {
            self.verified(&path, &format!("{kind:?}"))?;
        }
        let again = self.command(&path, words).output()?;
        let merged = String::from_utf8_lossy(&again.stderr).contains("are one already");
        if !again.status.success() && !merged {
            return Err(wrong(format!("{kind:?} does not complete: {}", told(&again))));
        }
        self.expect(&path, &["verify"], 0)?;
        self.held(&path)
    }

    /// Verifies what something left behind; a file into which nothing came is no harm.
    fn verified(&self, path: &Path, what: &str) -> io::Result<()> {
        let verified = self.command(path, &["verify"]).output()?;
        let empty = String::from_utf8_lossy(&verified.stderr).contains("is empty");
        match verified.status.success() || empty {
            true => Ok(()),
            false => Err(wrong(format!("{what} left what does not verify: {}", told(&verified)))),
        }
    }

    /// Adds with room for some articles alone.
    fn full_disk(&mut self, expected: &str) -> io::Result<()> {
        let path = self.folder.join("full.db");
        let line = format!(
            "trap '' XFSZ; ulimit -f 1400; exec '{}' --db '{}' add news",
            self.program.display(),
            path.display()
        );
        let output = Command::new("sh")
            .args(["-c", &line])
            .current_dir(&self.folder)
            .env("SOURCE_DATE_EPOCH", "1600000000")
            .output()?;
        if output.status.code() != Some(2) {
            return Err(wrong(format!("a full disk is not told: {}", told(&output))));
        }
        self.verified(&path, "a full disk")?;
        self.expect(&path, &["add", "news"], 0)?;
        match self.held(&path)? == expected {
            true => Ok(()),
            false => Err(wrong("after a full disk the ledger holds something else")),
        }
    }

    /// Decides while another program writes.
    fn second_writer(&mut self, base: &Path) -> io::Result<()> {
        let path = self.folder.join("busy.db");
        self.copy(base, &path)?;
        let other = Connection::open(&path).map_err(io::Error::other)?;
        other.execute_batch("BEGIN IMMEDIATE").map_err(io::Error::other)?;
        let started = Instant::now();
        let words = ["entity", "merge", "Theo Lang", "Theodore Lang"];
        let output = self.command(&path, &words).output()?;
        let is_told =
            String::from_utf8_lossy(&output.stderr).contains("is being written by another program");
        if output.status.code() != Some(2) || !is_told || started.elapsed() < Duration::from_secs(4)
        {
            return Err(wrong(format!("a second writer is not told: {}", told(&output))));
        }
        self.expect(&path, &["ask", "Who is Mara Quill dating?"], 0)?;
        other.execute_batch("COMMIT").map_err(io::Error::other)?;
        self.expect(&path, &words, 0)?;
        self.expect(&path, &["verify"], 0)
    }

    /// Returns what a ledger holds, but for when it was recorded.
    fn held(&self, path: &Path) -> io::Result<String> {
        let mut held = String::new();
        for what in ["articles", "claims", "decisions"] {
            let output = self.command(path, &["export", what]).output()?;
            held.push_str(&String::from_utf8_lossy(&output.stdout));
        }
        Ok(held)
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        for end in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{end}", to.display()));
        }
        self.expect(from, &["backup", &to.to_string_lossy()], 0)
    }

    fn command(&self, path: &Path, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("--db").arg(path).args(words).current_dir(&self.folder);
        command.env("SOURCE_DATE_EPOCH", "1600000000").env_remove("REPORTEDLY_BY");
        command
    }

    fn expect(&self, path: &Path, words: &[&str], code: i32) -> io::Result<()> {
        let output = self.command(path, words).output()?;
        match output.status.code() == Some(code) {
            true => Ok(()),
            false => Err(wrong(format!("`{}` fails: {}", words.join(" "), told(&output)))),
        }
    }

    fn write_news(&mut self) -> io::Result<()> {
        let people = ["Theo Lang", "Theodore Lang", "Otto Vane", "Ines Barr", "Una Rook"];
        for number in 0..ARTICLES {
            let who = people[self.dice.below(people.len() as u64) as usize];
            let whom = people[(number % 2) as usize];
            let day = 1 + number % 28;
            let text = format!(
                "title: Story {number}\noutlet: The Daily Lamp\nurl: https://lamp.example/{number}\ndate: 2020-05-{day:02}\n\n\
                 Mara Quill is dating {whom}. {who} is feuding with Mara Quill, a friend said.\n\n\
                 The film “Harbour Lights {number}” will be released in July 2021. “We are friends,” {who} said.\n"
            );
            fs::write(self.folder.join(format!("news/{number:03}.txt")), text)?;
        }
        Ok(())
    }
}

/// A beat that reads the stored articles otherwise.
const FEUD: &str = r#"
[[predicate]]
name = "feuding"
kind = "state"
subject = "person"
object = "person"
symmetric = true
examples = ["<subject> is feuding with <object>."]
"#;

fn told(output: &Output) -> String {
    format!("{:?} {}", output.status.code(), String::from_utf8_lossy(&output.stderr))
}

fn wrong(what: impl Into<String>) -> io::Error {
    io::Error::other(what.into())
}

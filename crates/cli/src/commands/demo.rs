//! `demo`: thirty articles about invented people, and three answers that no search engine gives.

use std::path::{Path, PathBuf};
use std::{env, fs, process};

use jiff::civil::{Date, date};
use jiff::{Timestamp, tz};
use reportedly::belief::Reading;
use reportedly::ledger::{Ledger, Scope, Sqlite};
use reportedly::query;
use reportedly::read::{self, Input, Options};

use super::incoming::Incoming;
use super::record::record;
use super::{Outcome, ask, timeline};
use crate::args::Demo;
use crate::out::Out;
use crate::reader::Reader;
use crate::server::Access;
use crate::style::BOLD;
use crate::{Failure, paths};

/// Makes a list of the files of a folder with their texts.
macro_rules! articles {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../demo/", $name, ".txt")))),*]
    };
}

/// The articles, in the order in which they were published.
const ARTICLES: &[(&str, &str)] = articles! {
    "2019-11-12-harbour-lights-announced"
    "2020-01-20-quill-brandt"
    "2020-04-02-mp-harbour-lights-moves"
    "2020-04-02-courier-harbour-lights-december"
    "2020-04-03-gazette-harbour-lights-december"
    "2020-04-03-kestrel-harbour-lights-december"
    "2020-08-17-quill-brandt-split"
    "2020-09-21-quill-lang-rumour"
    "2020-09-23-courier-quill-lang"
    "2020-09-24-gazette-quill-lang"
    "2020-09-26-gazette-quill-lang-edited"
    "2020-10-05-mp-harbour-lights-july"
    "2020-10-06-reel-harbour-lights-july"
    "2020-11-30-quill-denial"
    "2021-02-08-salt-road-begins"
    "2021-02-15-quill-lang-valentine"
    "2021-03-11-salt-road-halted"
    "2021-03-22-quill-lang-confirmed"
    "2021-03-23-courier-quill-kestrel"
    "2021-04-19-salt-road-resumes"
    "2021-05-10-northlight-calder"
    "2021-05-11-northlight-denies"
    "2021-06-14-quill-lang-engaged"
    "2021-07-26-harbour-lights-premiere"
    "2021-08-30-salt-road-wraps"
    "2021-10-04-northlight-calder-deal"
    "2021-12-06-northern-film-awards"
    "2022-01-23-northern-film-awards-won"
    "2022-01-25-quill-wedding-denied"
    "2022-02-14-salt-road-moves"
};

/// When the ledger of the demo says that it was made.
const RECORDED: Date = date(2022, 3, 1);

/// Reads the articles and asks.
pub fn run(args: &Demo, out: &mut Out) -> Result<Outcome, Failure> {
    let (path, keep) = match &args.keep {
        Some(path) => (path.clone(), true),
        None => (env::temp_dir().join(format!("reportedly-demo-{}.db", process::id())), false),
    };
    paths::make_folder(&path)?;
    // Whether it may be served there is said before anything else.
    let access = args.serve.then(|| Access::new(None, args.addr)).transpose()?;
    let shown = match (show(&path, keep, out), access) {
        (Ok(_), Some(access)) => super::serve::pages(path.clone(), args.addr, access, out),
        (shown, _) => shown,
    };
    if !keep {
        for end in ["", "-wal", "-shm"] {
            let mut file = path.clone().into_os_string();
            file.push(end);
            // What cannot be removed lies in the folder that the system empties.
            let _ = fs::remove_file(PathBuf::from(file));
        }
    }
    shown
}

fn show(path: &Path, keep: bool, out: &mut Out) -> Result<Outcome, Failure> {
    let reader = Reader::new(&[])?;
    let inputs = ARTICLES.iter().map(|(name, text)| Input::Bytes {
        name: format!("demo/{name}.txt"),
        bytes: text.as_bytes().into(),
    });
    let recorded =
        RECORDED.to_zoned(tz::TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |z| z.timestamp());
    let mut ledger = Sqlite::open(path)?;
    let known = Sqlite::read(path)?;
    let articles = read::articles(inputs.collect::<Vec<_>>(), Options::default());
    let counts =
        record(articles.map(Incoming::from), &reader, &mut ledger, known, Some(recorded), |_| {
            Ok(())
        })?;
    let extent = ledger.extent(Scope::ALL)?;
    out.remark(format!(
        "{} articles about invented people were read: {}",
        ARTICLES.len(),
        counts.words()
    ))?;
    if let (Some(first), Some(last)) = (extent.first_published, extent.last_published) {
        out.remark(format!("published from {first} to {last}"))?;
    }

    let dating = "Who is Mara Quill dating?";
    chapter("What was known on a day, on whose word, and who denied it", out)?;
    for day in [date(2020, 12, 1), date(2021, 4, 1)] {
        prompt(&format!("ask \"{dating}\" --as-of {day}"), out)?;
        let answer = query::ask(&ledger, reader.beats(), dating, Reading::as_of(day))?;
        ask::write(dating, &answer, out)?;
    }

    chapter("Every date that was ever given, and how many really said so", out)?;
    prompt("timeline \"Harbour Lights\" release_date", out)?;
    let named = query::resolve(&ledger, "Harbour Lights", Reading::NOW)?;
    let found =
        query::timeline(&ledger, reader.beats(), &named, Some("release_date"), Reading::NOW)?;
    timeline::write(&found, out)?;

    let married = "Who is Mara Quill married to?";
    chapter("What was reported, and what became of it two days later", out)?;
    for day in [date(2022, 1, 24), date(2022, 1, 26)] {
        prompt(&format!("ask \"{married}\" --as-of {day}"), out)?;
        let answer = query::ask(&ledger, reader.beats(), married, Reading::as_of(day))?;
        ask::write(married, &answer, out)?;
    }

    chapter("Go on with", out)?;
    let place = match keep {
        true => path.display().to_string(),
        false => {
            out.line("reportedly demo --keep demo.db")?;
            "demo.db".to_owned()
        }
    };
    for command in [
        "show \"Mara Quill\"",
        "changes --since 2022-01-01",
        "read https://brightwatergazette.example/2020/09/love-on-the-rocks",
        "search lighthouse",
    ] {
        out.line(format!("reportedly --db {place} {command}"))?;
    }
    out.line("and with articles of your own: reportedly add FILE...")?;
    Ok(Outcome::Found)
}

/// Writes a heading.
fn chapter(words: &str, out: &mut Out) -> Result<(), Failure> {
    out.line("")?;
    let line = out.styled(BOLD, words);
    Ok(out.remark(line)?)
}

/// Writes the command that gives what follows.
fn prompt(command: &str, out: &mut Out) -> Result<(), Failure> {
    Ok(out.remark(format!("    reportedly {command}"))?)
}

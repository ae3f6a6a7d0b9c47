//! `import`: takes in what another ledger holds.

use jiff::Timestamp;
use reportedly::ledger::{self, Imported, Sqlite};
use serde::Serialize;

use super::{Outcome, add};
use crate::args::{Common, Import};
use crate::out::Out;
use crate::progress::Progress;
use crate::{Failure, paths};

/// What came in, as JSON.
#[derive(Serialize)]
struct ImportedJson {
    new: u64,
    revised: u64,
    reread: u64,
    known: u64,
    older: u64,
    claims: u64,
    decisions: u64,
    without: u64,
}

/// Takes the other ledger in.
pub fn run(args: &Import, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let from = Sqlite::read(&args.ledger)?;
    let path = paths::ledger(common.db)?;
    if path.exists() && path.canonicalize().ok() == args.ledger.canonicalize().ok() {
        return Err(Failure::usage(
            format!("'{}' is the ledger itself", args.ledger.display()),
            "give another ledger to take in",
        ));
    }
    paths::make_folder(&path)?;
    let time = add::recorded_time()?;
    let mut ledger = Sqlite::open(&path)?;
    let mut progress = Progress::new();
    let recorded = || time.unwrap_or_else(Timestamp::now);
    let done = ledger::import(&from, &mut ledger, recorded, |done| {
        progress.tell(|_| words(done));
    })?;
    progress.clear();
    match out.is_json() {
        true => out.json(&ImportedJson {
            new: done.new,
            revised: done.revised,
            reread: done.reread,
            known: done.known,
            older: done.older,
            claims: done.claims,
            decisions: done.decisions,
            without: done.without,
        })?,
        false => out.line(words(&done))?,
    }
    Ok(Outcome::Found)
}

fn words(done: &Imported) -> String {
    let counts = [
        (done.new, "new"),
        (done.revised, "revised"),
        (done.reread, "reread"),
        (done.known, "known"),
        (done.older, "of an older version left out"),
    ];
    let told: Vec<String> = counts
        .iter()
        .filter(|(count, word)| *count > 0 || *word == "new")
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let plural = |count: u64, word: &str| match count {
        1 => format!("1 {word}"),
        many => format!("{many} {word}s"),
    };
    let mut told =
        vec![told.join(", "), plural(done.claims, "claim"), plural(done.decisions, "decision")];
    if done.without > 0 {
        told.push(format!("{} about what is not here", plural(done.without, "decision")));
    }
    told.join(" · ")
}

//! How a ledger of millions of claims records and answers.
//!
//! The ledger is made by the seeded generator of [`make`] through the recording path that the
//! program uses. Everything is measured in CPU time, so that another program on the machine shows
//! little: recording in that of the process, answers in that of the thread, each as it is asked for the first
//! time and, by the faster of two runs, when it is asked for again. How fast a bare table with one index takes in rows of the same width is measured in
//! the same run: what a machine, and its load, make of one they make of the other.

mod bare;
mod make;
mod reprints;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use jiff::{Timestamp, ToSpan};
use reportedly::beat::Beats;
use reportedly::belief::{Believer, Party, Reading};
use reportedly::ledger::{Ledger, Order, Scope, Search, Since, Sqlite};
use reportedly::query;

use crate::clock;
use make::Maker;

/// What to make, and of what size.
#[derive(Args, Clone)]
pub struct Scale {
    /// How many claims.
    #[arg(long, default_value_t = 1_000_000)]
    claims: u64,
    /// Another seed makes another ledger.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Keep the ledger in this file, and measure it again where it is there.
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Measure how reprints are found instead, of this many articles.
    #[arg(long, num_args = 0..=1, default_missing_value = "100000")]
    origins: Option<u64>,
}

/// So many articles are recorded together, as by `add`.
const BATCH: u64 = 10_000;
/// Each answer is asked for so many times, of others each time.
const ASKED: usize = 400;
/// No more than a hundred times, where that takes longer than this.
const PATIENCE: Duration = Duration::from_secs(30);

/// Makes a ledger, measures, and returns the lines.
pub fn scale(args: &Scale) -> io::Result<Vec<String>> {
    if let Some(articles) = args.origins {
        return reprints::measure(articles, args.seed);
    }
    let path = args.keep.clone().unwrap_or_else(|| {
        std::env::temp_dir().join(format!("reportedly-scale-{}.db", std::process::id()))
    });
    let mut lines = Vec::new();
    let mut maker = Maker::new(args.seed);
    if !path.exists() {
        let bare = bare::measure(&path.with_extension("bare"))?;
        let line = format!("a bare table takes in {bare:.0} rows/CPU-s at the same time");
        eprintln!("{line}");
        lines.push(line);
        record(args, &path, &mut maker, &mut lines)?;
    }
    let wrong = |error: reportedly::Error| io::Error::other(error.to_string());
    let ledger = Sqlite::read(&path).map_err(wrong)?;
    answers(&ledger, &mut maker, &mut lines).map_err(wrong)?;
    readers(&path, &mut maker, &mut lines).map_err(wrong)?;
    drop(ledger);
    if args.keep.is_none() {
        for end in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{end}", path.display()));
        }
    }
    Ok(lines)
}

/// Records the claims, and tells what each million of them cost.
fn record(args: &Scale, path: &Path, maker: &mut Maker, lines: &mut Vec<String>) -> io::Result<()> {
    let wrong = |error: reportedly::Error| io::Error::other(error.to_string());
    let mut ledger = Sqlite::open(path).map_err(wrong)?;
    let (mut claims, mut text, mut spent, mut million) = (0, 0, Duration::ZERO, Duration::ZERO);
    let mut told = 0;
    while claims < args.claims {
        let batch: Vec<_> = (0..BATCH.min((args.claims - claims).div_ceil(make::CLAIMS)))
            .map(|_| maker.article())
            .collect();
        let before = clock::process();
        ledger.begin().map_err(wrong)?;
        for (article, found) in &batch {
            ledger.record(article, found, Timestamp::UNIX_EPOCH, "1").map_err(wrong)?;
            claims += found.len() as u64;
            text += article.text.len() as u64;
        }
        ledger.commit().map_err(wrong)?;
        let took = clock::process().saturating_sub(before);
        spent += took;
        million += took;
        if claims / 1_000_000 > told {
            let rate = (claims - told * 1_000_000) as f64 / million.as_secs_f64();
            eprintln!("{claims} claims, {rate:.0} per CPU second");
            lines.push(format!("recorded million {}: {rate:.0} claims/CPU-s", claims / 1_000_000));
            (told, million) = (claims / 1_000_000, Duration::ZERO);
        }
    }
    drop(ledger);
    let size = fs::metadata(path)?.len();
    let rate = claims as f64 / spent.as_secs_f64();
    lines.push(format!("recorded {claims} claims: {rate:.0} claims/CPU-s (at least 150000)"));
    let beside = size.saturating_sub(text) as f64 / claims as f64;
    lines.push(format!("file {size} bytes, texts {text}: {beside:.0} bytes a claim beside (160)"));
    Ok(())
}

type Asked<T> = Result<T, reportedly::Error>;

fn answers(ledger: &Sqlite, maker: &mut Maker, lines: &mut Vec<String>) -> Asked<()> {
    let beats = Beats::built_in();
    let mut parties: Vec<Party> = Vec::new();
    while parties.len() < ASKED {
        let name = maker.subject().name;
        parties.extend(query::resolve(ledger, &name, Reading::NOW)?.parties.into_iter().next());
    }
    let days: Vec<_> = (0..ASKED).map(|_| maker.day()).collect();
    let predicates: Vec<_> = (0..ASKED).map(|_| maker.predicate()).collect();
    // As a page does: one look at one moment of the ledger.
    let measure = |what: &str, lines: &mut Vec<String>, ask: &dyn Fn(usize) -> Asked<()>| {
        measure(what, lines, |at| ledger.at_once(|_| ask(at))?)
    };
    measure("one slot as of a day (0.1 ms)", lines, &|at| {
        let mut believer = Believer::new(ledger, beats, Reading::as_of(days[at]))?;
        believer.slots(&parties[at], predicates[at]).map(drop)
    })?;
    measure("dossier of a popular subject (2 ms)", lines, &|at| {
        let named = query::resolve(ledger, &parties[at].entity.id, Reading::as_of(days[at]))?;
        query::show(ledger, beats, &named, Reading::as_of(days[at])).map(drop)
    })?;
    measure("changes of 90 days of one subject (2 ms)", lines, &|at| {
        let named = query::resolve(ledger, &parties[at].entity.id, Reading::NOW)?;
        let since = Since::Day(days[at].saturating_sub(90.days()));
        query::changes(ledger, beats, since, Some(&named), Reading::as_of(days[at])).map(drop)
    })?;
    let words: Vec<String> = (0..ASKED).map(|_| maker.word()).collect();
    measure("search, newest first (1 ms)", lines, &|at| {
        let search = Search { words: words[at].clone(), order: Order::Newest, limit: 20 };
        ledger.search(&search, Scope::ALL).map(drop)
    })?;
    once("sources (1 s)", lines, || ledger.sources(Scope::ALL))?;
    let by = Scope { published_by: Some(days[0]), entry: None };
    once("sources as of a day (1 s)", lines, || ledger.sources(by))?;
    once("extent (1 s)", lines, || ledger.extent(Scope::ALL))?;
    let all = ledger.sources(Scope::ALL)?;
    if let Some(source) = all.iter().max_by_key(|source| source.claims) {
        once("record of the largest source (1 s)", lines, || {
            query::record(ledger, beats, source, &all, Reading::NOW)
        })?;
    }
    once("contradictions of everybody", lines, || {
        query::contradictions(ledger, beats, None, Reading::as_of(days[0]), 20)
    })
}

/// Asks while another thread records.
fn readers(path: &Path, maker: &mut Maker, lines: &mut Vec<String>) -> Asked<()> {
    let batches: Vec<Vec<_>> =
        (0..20).map(|_| (0..500).map(|_| maker.article()).collect()).collect();
    let ledger = Sqlite::read(path)?;
    let parties: Vec<_> = (0..ASKED).map(|_| maker.subject()).collect();
    let days: Vec<_> = (0..ASKED).map(|_| maker.day()).collect();
    let predicates: Vec<_> = (0..ASKED).map(|_| maker.predicate()).collect();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| -> Asked<()> {
            let mut ledger = Sqlite::open(path)?;
            for batch in &batches {
                ledger.begin()?;
                for (article, claims) in batch {
                    ledger.record(article, claims, Timestamp::UNIX_EPOCH, "1")?;
                }
                ledger.commit()?;
            }
            Ok(())
        });
        measure("one slot while a writer records (5 ms)", lines, |at| {
            let named = query::resolve(&ledger, &parties[at].id(), Reading::NOW)?;
            let Some(party) = named.parties.first() else { return Ok(()) };
            let mut believer = Believer::new(&ledger, Beats::built_in(), Reading::as_of(days[at]))?;
            believer.slots(party, predicates[at]).map(drop)
        })?;
        writer.join().unwrap_or(Ok(()))
    })
}

/// Asks [`ASKED`] times, or for [`PATIENCE`], and tells the middle and the slow end: of what was asked before,
/// and of what is asked for the first time.
fn measure(what: &str, lines: &mut Vec<String>, ask: impl Fn(usize) -> Asked<()>) -> Asked<()> {
    let (mut first, mut again) = (Vec::with_capacity(ASKED), Vec::with_capacity(ASKED));
    let all = Instant::now();
    let run = |at: usize| -> Asked<Duration> {
        let begun = clock::thread();
        ask(at)?;
        Ok(clock::thread().saturating_sub(begun))
    };
    for at in 0..ASKED {
        if at >= 100 && all.elapsed() > PATIENCE {
            break;
        }
        first.push(run(at)?);
        again.push(run(at)?.min(run(at)?));
    }
    let asked = first.len();
    for (when, mut took) in [("", again), (", asked for the first time", first)] {
        took.sort();
        let ms = |share: usize| took[(asked * share / 100).min(asked - 1)].as_secs_f64() * 1e3;
        let (p50, p90, p99) = (ms(50), ms(90), ms(99));
        let line = format!("{what}{when}: p50 {p50:.3} p90 {p90:.3} p99 {p99:.3} ms of {asked}");
        eprintln!("{line}");
        lines.push(line);
    }
    Ok(())
}

fn once<T>(what: &str, lines: &mut Vec<String>, ask: impl Fn() -> Asked<T>) -> Asked<()> {
    let begun = clock::process();
    ask()?;
    let line = format!("{what}: {:.3} s", clock::process().saturating_sub(begun).as_secs_f64());
    eprintln!("{line}");
    lines.push(line);
    Ok(())
}

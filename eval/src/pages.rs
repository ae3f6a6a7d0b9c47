//! Scores the articles that are found on web pages, as the Article Extraction Benchmark does
//! (Zyte, <https://github.com/zytedata/article-extraction-benchmark>): by shingles of four words of
//! what is read as body and headings.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use jiff::Timestamp;
use reportedly::claim::Claim;
use reportedly::claims::claims;
use reportedly::ledger::{Ledger, Sqlite};
use reportedly::read::{self, Input, Options};
use reportedly::{Article, Beats, Error};
use reportedly_nlp::{Segment, SegmentKind};
use serde_json::Value;

use crate::clock;

/// Words that are compared together.
const SHINGLE: usize = 4;

/// How often all pages are read for their rate, of which the middle one counts.
const PASSES: usize = 5;

/// Scores every page of the folder; prints the worst ones where `errors` says so.
pub fn pages(data: &Path, errors: bool) -> io::Result<Vec<String>> {
    let folder = data.join("pages");
    let gold: BTreeMap<String, Value> =
        serde_json::from_slice(&std::fs::read(folder.join("ground-truth.json"))?)?;
    let (mut precision, mut recall, mut f1) = (0.0, 0.0, 0.0);
    let mut bytes = 0;
    let (mut inputs, mut articles) = (Vec::new(), Vec::new());
    let (mut dated, mut titled, mut failed) = (0, 0, Vec::new());
    for (id, truth) in &gold {
        let path = folder.join(format!("{id}.html.gz"));
        // Unpacked before, so that the time is that of the page alone.
        let mut page = Vec::new();
        MultiGzDecoder::new(File::open(&path)?).read_to_end(&mut page)?;
        bytes += page.len();
        let input = Input::Bytes { name: id.clone(), bytes: page.into() };
        let first = |options: Options| read::articles([input.clone()], options).next();
        let mut read = first(Options::default());
        if matches!(read, Some(Ok(_))) {
            dated += 1;
        } else {
            // The text is scored whether or not the page tells its day.
            let any_day = Some(jiff::civil::date(2019, 1, 1));
            read = first(Options { published: any_day, ..Options::default() });
        }
        inputs.push(input);
        let text = match read {
            Some(Ok(article)) => {
                titled += usize::from(article.title.is_some());
                articles.push(article.clone());
                let is_read = |segment: &&Segment| {
                    matches!(segment.kind, SegmentKind::Body | SegmentKind::Heading)
                };
                let parts = article.segments.iter().filter(is_read);
                parts.map(|part| part.span.of(&article.text)).collect::<Vec<_>>().join("\n")
            }
            Some(Err(error)) => {
                failed.push(format!("  {id}: {error}"));
                String::new()
            }
            None => String::new(),
        };
        let wanted = shingles(truth["articleBody"].as_str().unwrap_or_default());
        let got = shingles(&text);
        let common: usize =
            wanted.iter().map(|(words, n)| (*n).min(got.get(words).copied().unwrap_or(0))).sum();
        let share = |of: &BTreeMap<Vec<String>, usize>| match of.values().sum::<usize>() {
            0 => 0.0,
            all => common as f64 / all as f64,
        };
        let (p, r) = (share(&got), share(&wanted));
        let f = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        precision += p;
        recall += r;
        f1 += f;
        if errors && f < 0.9 {
            let url = truth["url"].as_str().unwrap_or_default();
            println!("{f:.3} (P {p:.3} R {r:.3}) {id} {url}");
        }
    }
    let mean = |sum: f64| sum / gold.len() as f64;
    let mut lines = vec![
        format!(
            "pages {}  P {:.3}  R {:.3}  F1 {:.3} (means over pages)",
            gold.len(),
            mean(precision),
            mean(recall),
            mean(f1)
        ),
        format!("with a day {dated}, with a title {titled}, without an article {}", failed.len()),
    ];
    let took = reading(&inputs);
    let speed = |count: f64| count / took.as_secs_f64();
    lines.push(format!(
        "read on one core: {:.0} pages/CPU-s, {:.1} MB/CPU-s",
        speed(gold.len() as f64),
        speed(bytes as f64 / 1e6)
    ));
    lines.append(&mut stages(&articles, took)?);
    lines.append(&mut failed);
    Ok(lines)
}

/// Returns the CPU time that reading all pages takes, from bytes to articles.
fn reading(inputs: &[Input]) -> Duration {
    let mut passes = [Duration::ZERO; PASSES];
    for pass in &mut passes {
        let begun = clock::thread();
        let read = read::articles(inputs.iter().cloned(), Options::default());
        // What could not be read took its time too.
        read.for_each(drop);
        *pass = clock::thread().saturating_sub(begun);
    }
    passes.sort_unstable();
    passes[PASSES / 2]
}

/// Takes the articles on to claims and into a ledger, on one core; says what each stage took.
fn stages(articles: &[Article], reading: Duration) -> io::Result<Vec<String>> {
    let beats = Beats::built_in();
    let folder = std::env::temp_dir().join(format!("reportedly-pages-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    // The models are read once, before the clock starts.
    let warm = articles.first().map(|article| claims(article, beats));
    drop(warm);
    let begun = clock::thread();
    let taken: Vec<_> = articles.iter().map(|article| claims(article, beats)).collect();
    let claiming = clock::thread().saturating_sub(begun);
    let begun = clock::thread();
    let recorded = record(&folder.join("pages.db"), articles, &taken);
    let recording = clock::thread().saturating_sub(begun);
    std::fs::remove_dir_all(&folder)?;
    recorded.map_err(io::Error::other)?;
    let count: usize = taken.iter().map(Vec::len).sum();
    let stage = |name: &str, took: Duration| {
        let each = took.as_secs_f64() / articles.len().max(1) as f64;
        format!("  {name:8} {:7.2} CPU-ms a page, {:5.0} pages/CPU-s", each * 1e3, 1.0 / each)
    };
    Ok(vec![
        format!("stages on one core, {count} claims of {} pages:", articles.len()),
        stage("read", reading),
        stage("claims", claiming),
        stage("record", recording),
    ])
}

/// Records articles in one go, as `add` does.
fn record(file: &Path, articles: &[Article], taken: &[Vec<Claim>]) -> Result<(), Error> {
    let mut ledger = Sqlite::open(file)?;
    ledger.begin()?;
    for (article, claims) in articles.iter().zip(taken) {
        ledger.record(article, claims, Timestamp::UNIX_EPOCH, "eval")?;
    }
    ledger.commit()
}

fn shingles(text: &str) -> BTreeMap<Vec<String>, usize> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let mut counts = BTreeMap::new();
    for window in words.windows(SHINGLE.min(words.len()).max(1)) {
        *counts.entry(window.to_vec()).or_default() += 1;
    }
    counts
}

//! Scores the articles that are found on web pages, as the Article Extraction Benchmark does
//! (Zyte, <https://github.com/zytedata/article-extraction-benchmark>): by shingles of four words of
//! what is read as body and headings.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, Instant};

use flate2::read::MultiGzDecoder;
use reportedly::read::{self, Input, Options};
use reportedly_nlp::{Segment, SegmentKind};
use serde_json::Value;

/// Words that are compared together.
const SHINGLE: usize = 4;

/// Scores every page of the folder; prints the worst ones where `errors` says so.
pub fn pages(data: &Path, errors: bool) -> io::Result<Vec<String>> {
    let folder = data.join("pages");
    let gold: BTreeMap<String, Value> =
        serde_json::from_slice(&std::fs::read(folder.join("ground-truth.json"))?)?;
    let (mut precision, mut recall, mut f1) = (0.0, 0.0, 0.0);
    let (mut bytes, mut took) = (0, Duration::ZERO);
    let (mut dated, mut titled, mut failed) = (0, 0, Vec::new());
    for (id, truth) in &gold {
        let path = folder.join(format!("{id}.html.gz"));
        // Unpacked before, so that the time is that of the page alone.
        let mut page = Vec::new();
        MultiGzDecoder::new(File::open(&path)?).read_to_end(&mut page)?;
        bytes += page.len();
        let input = Input::Bytes { name: id.clone(), bytes: page.into() };
        let first = |options: Options| read::articles([input.clone()], options).next();
        let begun = Instant::now();
        let mut read = first(Options::default());
        took += begun.elapsed();
        if matches!(read, Some(Ok(_))) {
            dated += 1;
        } else {
            // The text is scored whether or not the page tells its day.
            let any_day = Some(jiff::civil::date(2019, 1, 1));
            read = first(Options { published: any_day, ..Options::default() });
        }
        let text = match read {
            Some(Ok(article)) => {
                titled += usize::from(article.title.is_some());
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
    let speed = |count: f64| count / took.as_secs_f64();
    lines.push(format!(
        "read on one core: {:.0} pages/s, {:.1} MB/s",
        speed(gold.len() as f64),
        speed(bytes as f64 / 1e6)
    ));
    lines.append(&mut failed);
    Ok(lines)
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

//! How fast a ledger takes articles in, and answers: `cargo bench -p reportedly --bench ledger`.

use divan::{Bencher, black_box};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use reportedly::Article;
use reportedly::beat::Beats;
use reportedly::belief::{Believer, Reading};
use reportedly::claim::{Argument, Claim, ClaimKind, Evidence, Field, Firmness, Link, SourceKind};
use reportedly::ledger::{Ledger, Order, Scope, Search, Since, Sqlite};
use reportedly::query;
use reportedly_nlp::{
    Certainty, EntityKind, Factuality, Polarity, Record, Segment, SegmentKind, Span, SpeechAct,
};

const NOW: jiff::Timestamp = jiff::Timestamp::UNIX_EPOCH;
const CLAIMS: u64 = 30;

/// The same numbers every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    /// A number below `bound` of which the first ones are drawn most (Zipf).
    fn often(&mut self, bound: u64) -> u64 {
        let unit = (self.below(1 << 30) + 1) as f64 / (1u64 << 30) as f64;
        (((bound as f64 + 1.0).powf(unit) - 1.0) as u64).min(bound - 1)
    }
}

fn person(number: u64) -> Argument {
    Argument { name: format!("Person {number}"), kind: Some(EntityKind::Person) }
}

fn day(number: u64) -> Date {
    date(2015, 1, 1).saturating_add((number as i64).days())
}

fn article(number: u64, numbers: &mut Numbers) -> (Article, Vec<Claim>) {
    let mut text = String::new();
    let mut claims = Vec::new();
    for _ in 0..CLAIMS {
        let (a, b) = (numbers.often(20_000), numbers.often(20_000));
        let kind = numbers.below(10);
        let start = text.len();
        let (predicate, object, value) = match kind {
            0 | 1 => ("dating", Some(person(b)), None),
            2 => ("married", Some(person(b)), None),
            3 => ("seen_with", Some(person(b)), None),
            4 => ("age", None, Some((20 + b % 60).to_string())),
            5 => ("release_date", None, Some(format!("{}-{:02}", 2015 + b % 12, 1 + b % 12))),
            _ => ("said", None, None),
        };
        text.push_str(&format!(
            "Person {a} was told of {predicate} and word{} with Person {b} there.",
            numbers.often(50_000)
        ));
        let span = Span::new(start, text.len());
        text.push(' ');
        let rumour = numbers.below(3) == 0;
        let chain = match numbers.below(4) {
            0 => vec![Link {
                name: format!("Outlet {}", numbers.often(200)),
                kind: SourceKind::Outlet,
                record: Record::Named,
                several: false,
                relation: None,
                cue: None,
                factuality: Factuality::CERTAIN,
            }],
            _ => Vec::new(),
        };
        claims.push(Claim {
            kind: if predicate == "said" { ClaimKind::Statement } else { ClaimKind::Typed },
            predicate: predicate.to_owned(),
            subject: person(a),
            object,
            value,
            qualifiers: Default::default(),
            valid_time: None,
            said: None,
            polarity: if numbers.below(20) == 0 { Polarity::Negative } else { Polarity::Positive },
            certainty: if rumour { Certainty::Pr } else { Certainty::Ct },
            act: SpeechAct::Assert,
            firmness: if rumour { Firmness::Reported } else { Firmness::Stated },
            chain,
            evidence: Evidence { field: Field::Text, span, exact: span.of(&text).to_owned() },
            cues: Vec::new(),
            mentions: Default::default(),
            rule: format!("bench/{predicate}#1"),
            confidence: 0.8,
        });
    }
    let outlet = format!("Outlet {}", numbers.often(200));
    let mut article = Article::new(number.to_string(), day(numbers.below(3000)), text);
    article.url = Some(format!("https://lamp.example/{number}"));
    article.outlet = Some(outlet);
    let span = Span::new(0, article.text.len());
    article.segments = vec![Segment { span, kind: SegmentKind::Body }];
    (article, claims)
}

fn path(name: &str) -> std::path::PathBuf {
    let path =
        std::env::temp_dir().join(format!("reportedly-bench-{name}-{}.db", std::process::id()));
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", path.display()));
    }
    path
}

fn fill(ledger: &mut Sqlite, articles: u64, batch: u64, numbers: &mut Numbers) {
    let first = ledger.extent(Scope::ALL).unwrap().articles;
    for start in (first..first + articles).step_by(batch as usize) {
        ledger.begin().unwrap();
        for number in start..(start + batch).min(first + articles) {
            let (article, claims) = article(number, numbers);
            ledger.record(&article, &claims, NOW, "1").unwrap();
        }
        ledger.commit().unwrap();
    }
}

/// A ledger of `REPORTEDLY_BENCH_ARTICLES` articles (2,000), made once.
fn ledger() -> &'static std::path::Path {
    static LEDGER: std::sync::OnceLock<std::path::PathBuf> = std::sync::OnceLock::new();
    LEDGER.get_or_init(|| {
        let articles = std::env::var("REPORTEDLY_BENCH_ARTICLES").ok();
        let articles = articles.and_then(|number| number.parse().ok()).unwrap_or(2_000);
        let path = path("full");
        let mut ledger = Sqlite::open(&path).unwrap();
        fill(&mut ledger, articles, 2_000, &mut Numbers(7));
        drop(ledger);
        let size = std::fs::metadata(&path).unwrap().len();
        println!("{articles} articles, {} claims, {size} bytes", articles * CLAIMS);
        path
    })
}

fn main() {
    divan::main();
    if std::env::args().any(|arg| arg == "--bench") {
        let _ = std::fs::remove_file(ledger());
    }
}

#[divan::bench(args = [1, 500], sample_count = 5)]
fn record_500_articles(bencher: Bencher, batch: u64) {
    bencher
        .with_inputs(|| {
            let mut numbers = Numbers(3);
            let articles: Vec<_> = (0..500).map(|number| article(number, &mut numbers)).collect();
            (Sqlite::open(path("record")).unwrap(), articles)
        })
        .bench_local_refs(|(ledger, articles)| {
            for batch in articles.chunks(batch as usize) {
                ledger.begin().unwrap();
                for (article, claims) in batch {
                    ledger.record(article, claims, NOW, "1").unwrap();
                }
                ledger.commit().unwrap();
            }
            assert_eq!(ledger.extent(Scope::ALL).unwrap().claims, 500 * CLAIMS);
        });
}

#[divan::bench(args = ["Person 0", "Person 40", "Person 12000"])]
fn ask_who_somebody_is_dating(bencher: Bencher, name: &str) {
    let ledger = Sqlite::read(ledger()).unwrap();
    let question = format!("Who is {name} dating?");
    let reading = Reading::as_of(day(2000));
    bencher.bench_local(|| {
        let answer = query::ask(&ledger, Beats::built_in(), &question, reading).unwrap();
        assert!(answer.understood.is_some());
        answer
    });
}

#[divan::bench(args = ["Person 0", "Person 40", "Person 12000"])]
fn belief_of_one_slot(bencher: Bencher, name: &str) {
    let ledger = Sqlite::read(ledger()).unwrap();
    let reading = Reading::as_of(day(2000));
    let named = query::resolve(&ledger, name, reading).unwrap();
    bencher.bench_local(|| {
        let mut believer = Believer::new(&ledger, Beats::built_in(), reading).unwrap();
        named.parties.first().map(|party| believer.slots(party, "age").unwrap())
    });
}

#[divan::bench(args = ["Person 0", "Person 40", "Person 12000"])]
fn show_a_dossier(bencher: Bencher, name: &str) {
    let ledger = Sqlite::read(ledger()).unwrap();
    let reading = Reading::as_of(day(2000));
    let named = query::resolve(&ledger, name, reading).unwrap();
    bencher.bench_local(|| {
        query::show(&ledger, Beats::built_in(), black_box(&named), reading).unwrap()
    });
}

#[divan::bench(args = ["word3", "word2000", "person"])]
fn search_newest_20(bencher: Bencher, words: &str) {
    let ledger = Sqlite::read(ledger()).unwrap();
    let search = Search { words: words.to_owned(), order: Order::Newest, limit: 20 };
    bencher.bench_local(|| ledger.search(&search, Scope::ALL).unwrap());
}

#[divan::bench]
fn changes_of_the_last_20_entries(bencher: Bencher) {
    let ledger = Sqlite::read(ledger()).unwrap();
    let last = ledger.extent(Scope::ALL).unwrap().entry;
    bencher.bench_local(|| {
        let since = Since::Entry(last - 20);
        query::changes(&ledger, Beats::built_in(), since, None, Reading::NOW).unwrap()
    });
}

#[divan::bench]
fn sources(bencher: Bencher) {
    let ledger = Sqlite::read(ledger()).unwrap();
    bencher.bench_local(|| ledger.sources(Scope::ALL).unwrap());
}

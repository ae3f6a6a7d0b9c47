//! `add`: reads articles into the ledger.
//!
//! Articles are worked on by all cores and recorded in their own order, so that the same inputs
//! give the same ledger.

use jiff::Timestamp;
use reportedly::ledger::{self, Ledger, Recorded, Sqlite};
use reportedly::origin::Alike;
use reportedly::{Article, Claim, Error};
use serde::Serialize;

use super::Outcome;
use super::inputs::{self, Skipped};
use crate::args::{Add, Common};
use crate::out::Out;
use crate::progress::Progress;
use crate::reader::Reader;
use crate::workers::in_order;
use crate::{Failure, paths};

/// How many articles that are like others are shown.
const SHOWN: usize = 10;

/// What became of the articles.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Counts {
    pub new: u64,
    pub revised: u64,
    pub reread: u64,
    pub known: u64,
    pub failed: u64,
    /// Claims in what is new, revised or reread.
    pub claims: u64,
    /// What was no article, by why it was passed over.
    #[serde(skip_serializing_if = "Skipped::is_empty")]
    pub skipped: Skipped,
    /// New articles that are nearly the same as another.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reprints: Vec<Reprint>,
}

/// A new article that is nearly the same as another, word for word.
#[derive(Clone, Debug, Serialize)]
pub struct Reprint {
    pub input: String,
    /// The article that it is like.
    pub of: String,
    pub outlet: Option<String>,
    pub published: String,
}

impl Counts {
    fn read(&self) -> u64 {
        self.new + self.revised + self.reread + self.known
    }

    fn count(&mut self, recorded: &Recorded) {
        let claims = recorded.claims as u64;
        match recorded.outcome {
            ledger::Outcome::New => self.new += 1,
            ledger::Outcome::Revised => self.revised += 1,
            ledger::Outcome::Reread => self.reread += 1,
            ledger::Outcome::Known => self.known += 1,
        }
        if recorded.outcome != ledger::Outcome::Known {
            self.claims += claims;
        }
    }

    /// Returns the counts in words: "3 new, 1 known, 1 failed · 12 claims".
    pub fn words(&self) -> String {
        let counts = [
            (self.new, "new"),
            (self.revised, "revised"),
            (self.reread, "reread"),
            (self.known, "known"),
            (self.skipped.total(), "skipped"),
            (self.failed, "failed"),
        ];
        let told: Vec<String> = counts
            .iter()
            .filter(|(count, word)| *count > 0 || *word == "new")
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        let claims = if self.claims == 1 { "claim" } else { "claims" };
        format!("{} · {} {claims}", told.join(", "), self.claims)
    }

    /// Tells what became of the articles.
    pub fn tell(&self, out: &mut Out) -> std::io::Result<()> {
        if out.is_json() {
            return out.json(self);
        }
        out.line(self.words())?;
        if !self.skipped.is_empty() {
            out.remark(format!("skipped: {}", self.skipped.words()))?;
        }
        for reprint in self.reprints.iter().take(SHOWN) {
            let outlet = reprint.outlet.as_deref().unwrap_or("no outlet named");
            let Reprint { input, of, published, .. } = reprint;
            out.remark(format!("nearly the same: {input} as {of} ({outlet}, {published})"))?;
        }
        match self.reprints.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => out.remark(format!("nearly the same: {more} more")),
        }
    }
}

/// Reads the articles in, and says what became of them.
pub fn run(args: &Add, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let reader = Reader::new(&args.beats.files)?;
    let recorded = recorded_time()?;
    let path = paths::ledger(common.db)?;
    paths::make_folder(&path)?;
    let mut ledger = Sqlite::open(&path)?;
    // What is known already is left out before the work, by a connection of its own.
    let known = Sqlite::read(&path)?;
    let articles = inputs::articles(&args.inputs);
    let counts = add(articles, &reader, &mut ledger, known, recorded)?;
    counts.tell(out)?;
    Ok(match counts.failed {
        0 => Outcome::Found,
        _ if counts.read() == 0 => return Err(Failure::Told),
        _ => Outcome::SomeFailed,
    })
}

/// An article on its way.
enum Job {
    Known,
    Read(Box<Article>, Vec<Claim>),
}

/// Records `articles` in `ledger`; `known` is the same ledger, opened once more.
///
/// Every article is durable by itself as soon as it is recorded: a program that is stopped keeps
/// what it finished, and another one may write between two articles.
pub fn add(
    articles: impl Iterator<Item = Result<Article, Error>> + Send,
    reader: &Reader,
    ledger: &mut Sqlite,
    known: Sqlite,
    recorded: Option<Timestamp>,
) -> Result<Counts, Failure> {
    let mut counts = Counts::default();
    let mut progress = Progress::new();
    let mut alike = Alike::new();
    let jobs = articles.map(move |article| {
        let article = article?;
        Ok(match known.is_known(&article.revision(), reader.extractor())? {
            true => None,
            false => Some(article),
        })
    });
    let work = |article: Result<Option<Article>, Error>| {
        Ok(match article? {
            None => Job::Known,
            Some(article) => {
                let claims = reader.claims(&article);
                Job::Read(Box::new(article), claims)
            }
        })
    };
    in_order(jobs, work, |done: Option<Result<Job, Error>>| {
        let result = match done {
            Some(Ok(Job::Known)) => {
                counts.known += 1;
                Ok(())
            }
            Some(Ok(Job::Read(article, claims))) => {
                let time = recorded.unwrap_or_else(Timestamp::now);
                ledger.record(&article, &claims, time, reader.extractor()).and_then(|recorded| {
                    counts.count(&recorded);
                    if recorded.outcome == ledger::Outcome::New {
                        let other = alike.note(ledger, &article, recorded.entry)?;
                        counts.reprints.extend(other.map(|other| Reprint {
                            input: article.input,
                            of: other.id,
                            outlet: other.outlet,
                            published: other.published.to_string(),
                        }));
                    }
                    Ok(())
                })
            }
            Some(Err(error)) => Err(error),
            None => {
                counts.failed += 1;
                inputs::tell_panic(&mut progress);
                Ok(())
            }
        };
        match result {
            Err(error) if error.is_ledger() => {
                progress.clear();
                return Err(Failure::from(error));
            }
            Err(error) => {
                if let Some(error) = counts.skipped.count(error) {
                    counts.failed += 1;
                    inputs::tell_failure(&error, &mut progress);
                }
            }
            Ok(()) => {}
        }
        let read = counts.read();
        progress.tell(|seconds| {
            format!("{read} articles, {:.0}/s: {}", read as f64 / seconds, counts.words())
        });
        Ok(())
    })?;
    progress.clear();
    Ok(counts)
}

/// Returns the time to record, where the environment sets one.
pub fn recorded_time() -> Result<Option<Timestamp>, Failure> {
    let Some(epoch) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|epoch| !epoch.is_empty())
    else {
        return Ok(None);
    };
    let seconds = epoch.to_str().and_then(|epoch| epoch.parse().ok());
    match seconds.map(Timestamp::from_second) {
        Some(Ok(time)) => Ok(Some(time)),
        _ => Err(Failure::usage(
            format!("SOURCE_DATE_EPOCH is '{}'", epoch.to_string_lossy()),
            "give it as seconds since 1970, or unset it",
        )),
    }
}

//! Records what comes in: articles are worked on by all cores and recorded in their own order, so
//! that the same inputs give the same ledger.

use jiff::Timestamp;
use reportedly::ledger::{self, Ledger, Sqlite};
use reportedly::origin::Alike;
use reportedly::{Article, Claim, Error};

use super::add::{Counts, Reprint};
use super::incoming::Incoming;
use super::inputs;
use crate::Failure;
use crate::progress::Progress;
use crate::reader::Reader;
use crate::subscriptions::Receipt;
use crate::workers::in_order;

/// How far an article has come.
enum Job {
    Known,
    New(Box<Article>),
    Read(Box<Article>, Vec<Claim>),
}

/// Records what is `incoming` in `ledger`; `known` is the same ledger, opened once more. What is to
/// be noted of an article is given to `keep` when it is recorded, and no earlier.
///
/// Every article is durable by itself as soon as it is recorded: a program that is stopped keeps
/// what it finished, and another one may write between two articles.
pub fn record(
    incoming: impl Iterator<Item = Incoming> + Send,
    reader: &Reader,
    ledger: &mut Sqlite,
    known: Sqlite,
    recorded: Option<Timestamp>,
    mut keep: impl FnMut(&Receipt) -> Result<(), Failure>,
) -> Result<Counts, Failure> {
    let mut counts = Counts::default();
    let mut progress = Progress::new();
    let mut alike = Alike::new();
    let jobs = incoming.map(move |incoming| {
        let job = incoming.what.and_then(|article| match article {
            None => Ok(Job::Known),
            Some(article) => job(article, incoming.by_text, reader, &known),
        });
        (job, incoming.receipt)
    });
    let work = |(job, receipt): (Result<Job, Error>, Option<Receipt>)| {
        let job = job.map(|job| match job {
            Job::New(article) => {
                let claims = reader.claims(&article);
                Job::Read(article, claims)
            }
            other => other,
        });
        (job, receipt)
    };
    in_order(jobs, work, |done: Option<(Result<Job, Error>, Option<Receipt>)>| {
        let (result, receipt) = match done {
            Some((Ok(Job::Read(article, claims)), receipt)) => {
                let time = recorded.unwrap_or_else(Timestamp::now);
                let result = ledger.record(&article, &claims, time, reader.extractor());
                let result = result.and_then(|recorded| {
                    counts.count(&recorded);
                    if recorded.outcome == ledger::Outcome::New {
                        let other = alike.note(ledger, &article, recorded.entry)?;
                        counts.reprints.extend(other.map(|of| Reprint::new(article.input, of)));
                    }
                    Ok(())
                });
                (result, receipt)
            }
            Some((Ok(_), receipt)) => {
                counts.known += 1;
                (Ok(()), receipt)
            }
            Some((Err(error), receipt)) => (Err(error), receipt),
            None => {
                counts.failed += 1;
                inputs::tell_panic(&mut progress);
                (Ok(()), None)
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
        receipt.as_ref().map_or(Ok(()), &mut keep)?;
        let read = counts.read();
        progress.tell(|seconds| {
            format!("{read} articles, {:.0}/s: {}", read as f64 / seconds, counts.words())
        });
        Ok(())
    })?;
    progress.clear();
    Ok(counts)
}

/// Returns what is left to be done with an article.
fn job(
    article: Box<Article>,
    by_text: bool,
    reader: &Reader,
    known: &Sqlite,
) -> Result<Job, Error> {
    let mut article = article;
    if by_text && let Some(last) = known.article(&article.id())?.pop() {
        let recorded = last.article;
        if (&recorded.title, &recorded.text) == (&article.title, &article.text) {
            // What is recorded may still have to be read again, by a newer program.
            *article = recorded;
        }
    }
    Ok(match known.is_known(&article.revision(), reader.extractor())? {
        true => Job::Known,
        false => Job::New(article),
    })
}

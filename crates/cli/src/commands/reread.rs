//! `reread`: reads the stored articles again with this version, and adds its claims.

use jiff::Timestamp;
use reportedly::ledger::{Ledger, Outcome as Done, Scope, Sqlite, StoredArticle, version};
use reportedly::{Claim, Error};
use serde::Serialize;

use super::{Outcome, add, inputs};
use crate::args::{Common, Reread};
use crate::out::Out;
use crate::progress::Progress;
use crate::reader::Reader;
use crate::workers::in_order;
use crate::{Failure, paths};

/// So many articles are fetched together, and become durable together.
const BATCH: usize = 64;

/// What became of the articles.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Counts {
    reread: u64,
    /// Read by a version after the one that was asked for.
    newer: u64,
    failed: u64,
    claims: u64,
}

/// Reads again what this version has not read.
pub fn run(args: &Reread, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let reader = Reader::new(&args.beats.files)?.and_unsure(args.beats.unsure);
    let since = match &args.since {
        Some(told) => Some(version(told).ok_or_else(|| {
            Failure::usage(
                format!("'{told}' is no version"),
                "give one such as 0.1.0; `stats` tells them",
            )
        })?),
        None => None,
    };
    let path = paths::ledger(common.db.clone())?;
    let mut ledger = super::open_to_write(common)?;
    let stored = Sqlite::read(&path)?;
    let recorded = add::recorded_time()?;
    let unread = Unread {
        ledger: stored,
        extractor: reader.extractor().to_owned(),
        after: 0,
        page: Vec::new(),
    };
    let mut counts = Counts::default();
    let mut progress = Progress::new();
    // A reading that comes after the version that was asked for is left as it is.
    let newest = Sqlite::read(&path)?;
    let wanted = unread.map(move |article| -> Result<Option<StoredArticle>, Error> {
        let article = article?;
        let read = newest.extraction_of(article.reference.number, Scope::ALL)?;
        let by = read.and_then(|read| version(&read.extractor));
        let newer = since.as_ref().is_some_and(|since| by.is_some_and(|by| by > *since));
        Ok((!newer).then_some(article))
    });
    let work = |article: Result<Option<StoredArticle>, Error>| -> Result<Option<(StoredArticle, Vec<Claim>)>, Error> {
        Ok(article?.map(|stored| {
            let claims = reader.claims(&stored.article);
            (stored, claims)
        }))
    };
    let mut open = 0;
    in_order(wanted, work, |done| {
        match done {
            Some(Ok(Some((stored, claims)))) => {
                let time = recorded.unwrap_or_else(Timestamp::now);
                if open == 0 {
                    ledger.begin()?;
                }
                open += 1;
                let done = ledger.record(&stored.article, &claims, time, reader.extractor())?;
                if done.outcome != Done::Known {
                    counts.reread += 1;
                    counts.claims += done.claims as u64;
                }
                if open == BATCH {
                    ledger.commit()?;
                    open = 0;
                }
            }
            Some(Ok(None)) => counts.newer += 1,
            Some(Err(error)) => return Err(Failure::from(error)),
            None => {
                counts.failed += 1;
                inputs::tell_panic(&mut progress);
            }
        }
        progress.tell(|_| format!("{} articles reread", counts.reread));
        Ok(())
    })?;
    ledger.commit()?;
    progress.clear();
    match out.is_json() {
        true => out.json(&counts)?,
        false => out.line(words(&counts))?,
    }
    Ok(if counts.failed > 0 { Outcome::SomeFailed } else { Outcome::Found })
}

fn words(counts: &Counts) -> String {
    let mut told = vec![format!("{} reread", counts.reread)];
    if counts.newer > 0 {
        told.push(format!("{} read by a later version", counts.newer));
    }
    if counts.failed > 0 {
        told.push(format!("{} failed", counts.failed));
    }
    let claims = if counts.claims == 1 { "claim" } else { "claims" };
    format!("{} · {} {claims}", told.join(", "), counts.claims)
}

/// The texts that an extractor has not read, a page at a time.
struct Unread {
    ledger: Sqlite,
    extractor: String,
    after: u64,
    page: Vec<StoredArticle>,
}

impl Iterator for Unread {
    type Item = Result<StoredArticle, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.page.is_empty() {
            match self.ledger.unread(&self.extractor, self.after, BATCH) {
                Ok(page) => self.page = page,
                Err(error) => {
                    // Once is enough.
                    self.after = u64::from(u32::MAX);
                    return Some(Err(error));
                }
            }
            self.after = self.page.last().map_or(self.after, |last| last.reference.number);
            self.page.reverse();
        }
        self.page.pop().map(Ok)
    }
}

//! `watch`: reads what is new or changed in the feeds.
//!
//! **Invariant:** a feed counts as read, and a page as fetched, only when what it gave is recorded: a
//! program that is stopped anywhere reads the rest the next time.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use reportedly::ledger::Sqlite;
use reportedly::read::Options;
use reportedly::read::feed::{self, From, Item, Markup};
use serde::Serialize;

use super::Outcome;
use super::add::{Counts, recorded_time};
use super::incoming::{Incoming, articles};
use super::record::record;
use crate::args::{Common, Watch};
use crate::fetch::{Answer, Client, Page, Validators};
use crate::out::Out;
use crate::reader::{Reader, hash};
use crate::subscriptions::{Feed, Receipt, Subscriptions};
use crate::{Failure, paths, style};

/// How often feeds are read where nobody says.
const EVERY: Duration = Duration::from_secs(15 * 60);

/// What became of one feed, as JSON.
#[derive(Serialize)]
struct FeedJson<'a> {
    feed: &'a str,
    title: Option<&'a str>,
    /// `read`, `unchanged`, `failed` or `waiting`.
    outcome: &'static str,
    #[serde(flatten)]
    counts: &'a Counts,
}

/// What is needed to read feeds.
struct Watcher<'a> {
    path: &'a Path,
    reader: Reader,
    ledger: Sqlite,
    noted: Subscriptions,
    client: Client,
    recorded: Option<Timestamp>,
}

/// Reads the feeds once, or again and again.
pub fn run(args: &Watch, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let path = paths::ledger(common.db)?;
    Sqlite::read(&path)?;
    let mut watcher = Watcher {
        path: &path,
        reader: Reader::new(&args.beats.files)?.and_unsure(args.beats.unsure),
        ledger: Sqlite::open(&path)?,
        noted: Subscriptions::open(&path)?,
        client: Client::new(args.network.into()),
        recorded: recorded_time()?,
    };
    loop {
        let feeds = watcher.noted.feeds()?;
        if feeds.is_empty() {
            return Err(Failure::usage(
                "no feed is watched",
                "choose some with `reportedly feeds add URL` or `reportedly feeds import FILE`",
            ));
        }
        let mut outcomes = Vec::with_capacity(feeds.len());
        for feed in feeds {
            outcomes.push(watcher.read(&feed, args.once, out)?);
            out.flush()?;
        }
        if args.once {
            let all = |wanted| outcomes.iter().all(|outcome| *outcome == wanted);
            return match () {
                () if all(Outcome::Found) => Ok(Outcome::Found),
                () if all(Outcome::Nothing) => Err(Failure::Told),
                () => Ok(Outcome::SomeFailed),
            };
        }
        thread::sleep(args.every.unwrap_or(EVERY));
    }
}

impl Watcher<'_> {
    /// Reads one feed, and tells what it gave; returns whether it, all of it or nothing of it could
    /// be read.
    fn read(&mut self, feed: &Feed, once: bool, out: &mut Out) -> Result<Outcome, Failure> {
        let mut counts = Counts::default();
        if let Some(time) = feed.not_before.filter(|time| *time > Timestamp::now()) {
            tell(feed, "waiting", &format!("asks to wait until {time}"), &counts, once, out)?;
            return Ok(Outcome::Found);
        }
        let page = match self.client.fetch(&feed.url, &feed.validators) {
            Ok(Answer::Page(page)) => page,
            Ok(Answer::Unchanged) => {
                self.noted.was_unchanged(&feed.url)?;
                tell(feed, "unchanged", "unchanged", &counts, once, out)?;
                return Ok(Outcome::Found);
            }
            Err(refused) => {
                self.noted.has_failed(&feed.url, &refused.message, refused.not_before)?;
                style::tell_error(&refused.message, refused.hint);
                counts.failed += 1;
                tell(feed, "failed", "failed", &counts, false, out)?;
                return Ok(Outcome::Nothing);
            }
        };
        let from = From { address: Some(&page.url), media_type: page.media_type.as_deref() };
        let mut parsed = match feed::parse(&feed.url, &page.bytes, from) {
            Ok(parsed) => parsed,
            Err(error) => {
                self.noted.has_failed(&feed.url, &error.to_string(), None)?;
                style::tell_error(&error.to_string(), error.hint());
                counts.failed += 1;
                tell(feed, "failed", "failed", &counts, false, out)?;
                return Ok(Outcome::Nothing);
            }
        };
        let broken = parsed.broken.take();
        let missing = AtomicBool::new(broken.is_some());
        let items = Items {
            feed: &parsed,
            options: Options { outlet: feed.outlet.clone(), ..Options::default() },
            next: 0,
            client: &mut self.client,
            noted: Subscriptions::open(self.path)?,
            missing: &missing,
        };
        let known = Sqlite::read(self.path)?;
        let keep = |receipt: &Receipt| self.noted.keep(receipt);
        let ending = broken.map(|error| Incoming::from(Err(error)));
        let incoming = items.chain(ending);
        counts = record(incoming, &self.reader, &mut self.ledger, known, self.recorded, keep)?;
        // What is missing is asked for again: the server must not say that nothing has changed.
        let whole = !missing.load(Ordering::Relaxed);
        let validators = Some(&page.validators).filter(|_| whole);
        self.noted.was_read(&feed.url, parsed.title.as_deref(), validators)?;
        let named = Feed { title: parsed.title.clone().or(feed.title.clone()), ..feed.clone() };
        tell(&named, "read", &counts.words(), &counts, once, out)?;
        Ok(if counts.failed == 0 { Outcome::Found } else { Outcome::SomeFailed })
    }
}

/// Tells what became of a feed; where `all` is not asked for, only what is worth a line.
fn tell(
    feed: &Feed,
    outcome: &'static str,
    words: &str,
    counts: &Counts,
    all: bool,
    out: &mut Out,
) -> Result<(), Failure> {
    if out.is_json() {
        let title = feed.title.as_deref();
        out.json(&FeedJson { feed: &feed.url, title, outcome, counts })?;
    } else if all || counts.new + counts.revised + counts.reread + counts.failed > 0 {
        let name = feed.outlet.as_ref().or(feed.title.as_ref()).unwrap_or(&feed.url);
        out.line(format!("{name}: {words}"))?;
        counts.remarks().iter().try_for_each(|remark| out.remark(remark))?;
    }
    Ok(())
}

/// The items of a feed as articles: from the feed where it holds them whole, else from their pages.
struct Items<'a> {
    feed: &'a feed::Feed,
    options: Options,
    next: usize,
    client: &'a mut Client,
    noted: Subscriptions,
    /// Set when something could not be had that may be there the next time.
    missing: &'a AtomicBool,
}

impl Iterator for Items<'_> {
    type Item = Incoming;

    fn next(&mut self) -> Option<Incoming> {
        let item = self.feed.items.get(self.next)?;
        self.next += 1;
        Some(match &item.url {
            Some(url) if !item.is_whole() => self.page(item, url),
            _ => {
                let read = self.feed.article(item, &self.options);
                Incoming { by_text: true, ..Incoming::from(read) }
            }
        })
    }
}

impl Items<'_> {
    /// Fetches the page behind an item, where the feed says other things of it than the last time.
    fn page(&mut self, item: &Item, url: &str) -> Incoming {
        let mark = mark(item);
        // What is not known of a page costs a request, and nothing else.
        let known = self.noted.page(url).ok().flatten();
        let unchanged = |receipt| Incoming { what: Ok(None), receipt, by_text: true };
        if known.as_ref().is_some_and(|known| known.mark == mark) {
            return unchanged(None);
        }
        let validators = known.map(|known| known.validators).unwrap_or_default();
        let receipt = |validators: Validators| {
            Some(Receipt { url: url.to_owned(), mark: mark.clone(), validators })
        };
        match self.client.fetch(url, &validators) {
            Ok(Answer::Unchanged) => unchanged(receipt(validators)),
            Ok(Answer::Page(page)) => {
                let receipt = receipt(page.validators.clone());
                Incoming { receipt, ..self.article(item, page) }
            }
            Err(refused) => {
                if refused.passing {
                    self.missing.store(true, Ordering::Relaxed);
                }
                // What will be the same the next time is told once.
                let receipt = receipt(Validators::default()).filter(|_| !refused.passing);
                Incoming { receipt, ..Incoming::from(Err(refused.into())) }
            }
        }
    }

    /// Returns the article of a page, with what the feed says of it where the page does not.
    fn article(&self, item: &Item, page: Page) -> Incoming {
        let options = Options { published: item.day(), ..self.options.clone() };
        let outlet = options.outlet.clone().or_else(|| self.feed.title.clone());
        let options = Options { outlet, ..options };
        let read = articles(page, options).next();
        let read = read.unwrap_or_else(|| {
            let message =
                format!("the page of '{}' is empty", item.url.as_deref().unwrap_or_default());
            Err(reportedly::Error::input(message, None))
        });
        let read = read.map_err(reportedly::Error::into_skipped).map(|mut article| {
            article.taken_from = item.taken_from.clone();
            article.title = article.title.or_else(|| item.title.clone());
            article
        });
        Incoming { by_text: true, ..Incoming::from(read) }
    }
}

/// Returns a mark of what a feed says of an item: another mark, another look at its page.
fn mark(item: &Item) -> String {
    let summary = item.summary.as_ref().map(|summary| match summary {
        Markup::Html(words) | Markup::Text(words) => words.as_str(),
    });
    let told = [item.title.as_deref(), item.updated.as_deref(), summary];
    let told: Vec<&str> = told.into_iter().map(Option::unwrap_or_default).collect();
    format!("{:08x}", hash(&told.join("\n")))
}

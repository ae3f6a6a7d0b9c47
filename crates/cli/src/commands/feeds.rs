//! `feeds`: which feeds `watch` reads.

use std::path::Path;
use std::{fs, io};

use reportedly::ledger::Sqlite;
use reportedly::read::opml::{self, Outline};
use reportedly::read::web_address;
use serde::Serialize;

use super::Outcome;
use crate::args::{Common, Feeds};
use crate::out::Out;
use crate::subscriptions::{Feed, Subscriptions};
use crate::table::Table;
use crate::{Failure, paths, style};

/// A feed, as JSON.
#[derive(Serialize)]
struct FeedJson {
    url: String,
    title: Option<String>,
    outlet: Option<String>,
    read: Option<String>,
    failure: Option<String>,
}

/// Adds, lists or takes out feeds.
pub fn run(args: &Feeds, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let path = paths::ledger(common.db)?;
    if matches!(args, Feeds::List | Feeds::Export | Feeds::Rm { .. }) {
        // Whoever only looks makes no ledger.
        Sqlite::read(&path)?;
    } else {
        paths::make_folder(&path)?;
        Sqlite::open(&path)?;
    }
    let noted = Subscriptions::open(&path)?;
    match args {
        Feeds::Add { urls, outlet } => {
            let urls: Vec<String> =
                urls.iter().map(|url| address(url)).collect::<Result<_, _>>()?;
            let mut new = 0;
            for url in &urls {
                new += u32::from(noted.add(url, None, outlet.as_deref())?);
            }
            told(out, new, urls.len())
        }
        Feeds::Import { file } => {
            let feeds = opml::parse(&file.display().to_string(), &bytes(file)?)?;
            let mut new = 0;
            for feed in &feeds {
                new += u32::from(noted.add(&feed.url, feed.title.as_deref(), None)?);
            }
            told(out, new, feeds.len())
        }
        Feeds::Rm { urls } => {
            let mut gone = 0;
            for url in urls {
                let known = noted.remove(&address(url)?)?;
                gone += u32::from(known);
                if !known {
                    style::tell_nothing(&format!("'{url}' is not watched"));
                }
            }
            Ok(if gone == 0 { Outcome::Nothing } else { Outcome::Found })
        }
        Feeds::List => list(noted.feeds()?, out),
        Feeds::Export => {
            let feeds = noted.feeds()?.into_iter();
            let feeds =
                feeds.map(|feed| Outline { url: feed.url, title: feed.outlet.or(feed.title) });
            out.bytes(opml::write(&feeds.collect::<Vec<_>>()).as_bytes())?;
            Ok(Outcome::Found)
        }
    }
}

fn address(url: &str) -> Result<String, Failure> {
    web_address(url, None).ok_or_else(|| {
        Failure::usage(
            format!("'{url}' is no address of the web"),
            "give the feed's address, such as https://bell.example/rss",
        )
    })
}

fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    let read = match file.as_os_str() == "-" {
        true => {
            let mut bytes = Vec::new();
            io::copy(&mut io::stdin().lock(), &mut bytes).map(|_| bytes)
        }
        false => fs::read(file),
    };
    read.map_err(|error| {
        let message = format!("the list '{}' cannot be read: {error}", file.display());
        Failure::usage(message, "give a file in OPML, or `-` for standard input")
    })
}

/// Tells how many feeds were added.
fn told(out: &mut Out, new: u32, all: usize) -> Result<Outcome, Failure> {
    let known = all as u32 - new;
    match (out.is_json(), known) {
        (true, _) => out.json(&serde_json::json!({ "new": new, "known": known }))?,
        (false, 0) => out.line(format!("{new} new"))?,
        (false, _) => out.line(format!("{new} new, {known} known"))?,
    }
    Ok(if all == 0 { Outcome::Nothing } else { Outcome::Found })
}

fn list(feeds: Vec<Feed>, out: &mut Out) -> Result<Outcome, Failure> {
    if feeds.is_empty() {
        return super::nothing("no feed is watched; `reportedly feeds add URL` adds one");
    }
    let mut table = Table::new(&["feed", "outlet", "title", "read", "failure"]);
    for feed in feeds {
        let read = feed.read.map(|time| time.to_string());
        if out.is_json() {
            let Feed { url, title, outlet, failure, .. } = feed;
            out.json(&FeedJson { url, title, outlet, read, failure })?;
            continue;
        }
        table.row([
            feed.url.into(),
            feed.outlet.unwrap_or_default().into(),
            feed.title.unwrap_or_default().into(),
            read.unwrap_or_else(|| "never".to_owned()).into(),
            feed.failure.unwrap_or_default().into(),
        ]);
    }
    if !out.is_json() {
        table.write(out)?;
    }
    Ok(Outcome::Found)
}

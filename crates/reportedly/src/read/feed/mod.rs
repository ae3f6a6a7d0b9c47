//! Feeds: lists of what an outlet has published, as RSS, Atom or JSON Feed.
//!
//! Needs the bytes of a feed. Gives its items, in its order, with the name that the feed gives
//! itself and from whom an item says that it was taken (`source` in RSS and Atom).
//!
//! ```
//! use reportedly::read::{Options, feed};
//!
//! let bytes = br#"<rss><channel><title>The Bell</title><item>
//!   <title>Quill moves</title><link>https://bell.example/1?utm_source=rss</link>
//!   <pubDate>Fri, 18 Dec 2020 09:30:00 GMT</pubDate>
//!   <description>&lt;p&gt;Mara Quill said she was moving.&lt;/p&gt;</description>
//! </item></channel></rss>"#;
//! let feed = feed::parse("bell.xml", bytes, feed::From::default()).unwrap();
//! let article = feed.article(&feed.items[0], &Options::default()).unwrap();
//! assert_eq!(article.url.as_deref(), Some("https://bell.example/1"));
//! assert_eq!(article.outlet.as_deref(), Some("The Bell"));
//! assert_eq!(article.text, "Mara Quill said she was moving.");
//! ```
//!
//! **Invariants:** an item comes whole or not at all; what breaks off gives what came before;
//! entities that a feed defines itself are not expanded.

mod json;
mod xml;

pub(super) use json::is_feed as is_json;

use super::address::{host, web_address};
use super::byline;
use super::day::EXPECTED;
use super::decode::decode;
use super::open::Opened;
use super::page::{body, facts, parse as parse_page};
use super::segment::segments;
use super::{LARGEST, Options};
use crate::article::{Article, Place, Told};
use crate::error::{Error, ErrorKind};

/// The longest text of an item that is read, in bytes.
const LONGEST: usize = LARGEST;

/// A feed.
#[derive(Debug, Default)]
pub struct Feed {
    /// What errors call it.
    pub name: String,
    /// What it calls itself.
    pub title: Option<String>,
    /// The site that it belongs to.
    pub site: Option<String>,
    /// What it lists, in its order.
    pub items: Vec<Item>,
    /// Why there are no more items, where the feed breaks off.
    pub broken: Option<Error>,
}

/// What a feed says of one article.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Item {
    /// What the feed calls it, for ever.
    pub id: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// When it was published, as the feed tells it.
    pub published: Option<String>,
    /// When it was last changed, as the feed tells it.
    pub updated: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The whole of its text, where the feed holds it.
    pub content: Option<Markup>,
    /// What it is about, or the beginning of its text.
    pub summary: Option<Markup>,
    /// From whom it was taken.
    pub taken_from: Option<String>,
}

/// Words with or without marks between them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Markup {
    /// A part of a web page.
    Html(String),
    /// Words alone.
    Text(String),
}

/// From where a feed came.
#[derive(Clone, Copy, Debug, Default)]
pub struct From<'f> {
    /// The address that it was read from.
    pub address: Option<&'f str>,
    /// What the server called it, such as `application/rss+xml; charset=utf-8`.
    pub media_type: Option<&'f str>,
}

/// Reads a feed; an error where it is none at all.
pub fn parse(name: &str, bytes: &[u8], from: From<'_>) -> Result<Feed, Error> {
    let text = decode(bytes, from.media_type);
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let mut feed = match start.starts_with('{') {
        true => json::feed(name, start, from.address)?,
        false => xml::feed(name, &text, from.address).ok_or_else(|| no_feed(name, text, from))?,
    };
    feed.name = name.to_owned();
    match feed.broken.take_if(|_| feed.items.is_empty()) {
        Some(error) => Err(error),
        None => Ok(feed),
    }
}

/// Returns the error for what is no feed, with the feed that it names where it is a page.
fn no_feed(name: &str, text: String, from: From<'_>) -> Error {
    let error = Error::new(
        ErrorKind::Input,
        format!("'{name}' is no feed; expected RSS, Atom or JSON Feed"),
    );
    let Ok(page) = parse_page(text, name) else { return error };
    let links =
        "link[rel~=\"alternate\"][type$=\"rss+xml\"], link[rel~=\"alternate\"][type$=\"atom+xml\"]";
    let link = page.select_single(links).attr("href");
    match link.and_then(|href| web_address(&href, from.address)) {
        Some(feed) => error.with_hint(format!("the page names a feed: {feed}")),
        None => error,
    }
}

/// Reads the whole of `opened` as a feed, as far as it goes.
pub(super) fn read(opened: Opened) -> Result<Feed, Error> {
    let (address, media_type) = (opened.address.clone(), opened.media_type.clone());
    let (name, bytes, broken) = opened.until_broken()?;
    let from = From { address: address.as_deref(), media_type: media_type.as_deref() };
    let mut feed = parse(&name, &bytes, from)?;
    feed.broken = broken.or(feed.broken);
    Ok(feed)
}

impl Feed {
    /// Returns the article that an item of this feed holds.
    pub fn article(&self, item: &Item, options: &Options) -> Result<Article, Error> {
        let name = self.name_of(item);
        let lacking = |message: String, what| Error::new(ErrorKind::Input, message).missing(what);
        let (published, by_item) = item.told_day(options, &name)?;
        let (text, parts) = match item.content.as_ref().or(item.summary.as_ref()) {
            Some(Markup::Html(html)) if html.len() <= LONGEST => {
                let whole = body::whole(&parse_page(html.clone(), &name)?);
                (whole.text.clone(), Some(whole))
            }
            Some(Markup::Text(text)) if text.len() <= LONGEST => (text.clone(), None),
            Some(_) => return Err(super::text::too_large(&format!("'{name}'"))),
            None => (String::new(), None),
        };
        if text.trim().is_empty() {
            let message = format!("the item '{name}' has no text; expected some, or its page");
            return Err(lacking(message, "text").into_skipped());
        }
        let by_shape = segments(&text, 0, item.title.as_deref());
        let outlet = self.outlet(options);
        let modified = item.updated.as_deref().and_then(facts::day).filter(|day| *day >= published);
        let told = Told {
            published: Some(if by_item { Place::Item } else { Place::Given }),
            modified: modified.map(|_| Place::Item),
            title: item.title.as_ref().map(|_| Place::Item),
            outlet: outlet.as_ref().map(|(_, place)| *place),
            authors: (!item.authors.is_empty()).then_some(Place::Item),
            url: item.url.as_ref().map(|_| Place::Item),
        };
        let mut article = Article {
            url: item.url.clone(),
            outlet: outlet.map(|(outlet, _)| outlet),
            title: item.title.clone(),
            authors: item.authors.clone(),
            published,
            modified,
            segments: match parts {
                Some(parts) => parts.segments(by_shape),
                None => by_shape,
            },
            text,
            input: name,
            taken_from: item.taken_from.clone(),
            told,
        };
        byline::complete(&mut article);
        Ok(article)
    }

    /// Returns who publishes what the feed lists: whom the user names, for a feed is often called
    /// after a part of its site; else the feed, else its host.
    fn outlet(&self, options: &Options) -> Option<(String, Place)> {
        let given = options.outlet.clone().map(|outlet| (outlet, Place::Given));
        given
            .or_else(|| Some((self.title.clone()?, Place::Feed)))
            .or_else(|| Some((host(self.site.as_deref()?)?, Place::Feed)))
    }

    /// Returns what errors and the ledger call an item.
    fn name_of(&self, item: &Item) -> String {
        let number =
            self.items.iter().position(|one| std::ptr::eq(one, item)).map_or(0, |at| at + 1);
        let id = item.id.as_ref().or(item.url.as_ref());
        id.cloned().unwrap_or_else(|| format!("{}:{number}", self.name))
    }
}

impl Item {
    /// Returns whether the feed holds the whole text, and not only what it is about.
    pub fn is_whole(&self) -> bool {
        self.content.is_some()
    }

    /// Returns the day of publication; where none is told, that of the last change.
    pub fn day(&self) -> Option<jiff::civil::Date> {
        self.published.as_deref().or(self.updated.as_deref()).and_then(facts::day)
    }

    /// Returns the day of publication, and whether the item tells it.
    fn told_day(&self, options: &Options, name: &str) -> Result<(jiff::civil::Date, bool), Error> {
        let told = self.published.as_deref().or(self.updated.as_deref());
        if let Some(day) = self.day() {
            return Ok((day, true));
        }
        if let Some(given) = options.published {
            return Ok((given, false));
        }
        let hint = "give the day with `--published 2020-12-18`";
        let message = match told {
            Some(told) => {
                let words: String = told.chars().take(40).collect();
                format!("the item '{name}': '{words}' is not a day; {EXPECTED}")
            }
            None => format!("the item '{name}' does not say when it was published; {EXPECTED}"),
        };
        let error = Error::new(ErrorKind::Input, message).with_hint(hint);
        Err(error.missing("a day of publication"))
    }
}

impl Markup {
    /// Returns the words on one line; `None` where there are none.
    pub(super) fn line(&self) -> Option<String> {
        match self {
            Markup::Text(text) => {
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                (!words.is_empty()).then_some(words)
            }
            Markup::Html(html) if html.contains('<') => {
                let page = parse_page(html.clone(), "a title").ok()?;
                Markup::Text(body::whole(&page).text).line()
            }
            Markup::Html(html) => facts::clean(html),
        }
    }
}

/// The items of one feed as articles, one by one.
pub(super) struct Items {
    feed: Feed,
    next: usize,
}

impl Items {
    pub(super) fn new(feed: Feed) -> Items {
        Items { feed, next: 0 }
    }

    /// Returns the next article; `None` at the end.
    pub(super) fn next(&mut self, options: &Options) -> Option<Result<Article, Error>> {
        match self.feed.items.get(self.next) {
            Some(item) => {
                self.next += 1;
                Some(self.feed.article(item, options))
            }
            None => self.feed.broken.take().map(Err),
        }
    }
}

#[cfg(test)]
mod tests;

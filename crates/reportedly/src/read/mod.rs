//! Reads articles in: files, folders and standard input become [`Article`]s.
//!
//! Needs the places to read and what to assume where they do not say it. Gives one result for each
//! article, in the order of the inputs; files of a folder come in the order of their names. What
//! cannot be read is one error, and reading goes on behind it.
//!
//! ```no_run
//! use reportedly::read::{self, Input, Options};
//!
//! for article in read::articles([Input::new("articles/")], Options::default()) {
//!     match article {
//!         Ok(article) => println!("{} {}", article.published, article.input),
//!         Err(error) => eprintln!("error: {error}"),
//!     }
//! }
//! ```
//!
//! **Invariant:** never more than one article is held in memory, or one feed, and none above
//! [`LARGEST`]; an article comes whole or not at all.

use std::borrow::Cow;
use std::ffi::OsString;
use std::path::PathBuf;

use jiff::civil::Date;

use crate::article::Article;
use crate::error::Error;

mod address;
pub(crate) mod byline;
mod day;
mod decode;
pub mod feed;
mod head;
mod open;
pub mod opml;
mod page;
mod rows;
pub mod segment;
mod text;
mod unpack;
mod walk;
mod warc;
mod xml;

pub use address::web_address;
pub use unpack::unpack;

/// The largest article, in bytes: what is larger is no article, and memory stays bounded.
pub const LARGEST: usize = 32 << 20;

/// A place to read articles from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file, or a folder with everything below it but hidden files.
    Path(PathBuf),
    /// What a server answered.
    Answer {
        /// The address that answered, behind all redirections.
        url: String,
        /// What the server calls it, such as `text/html; charset=utf-8`.
        media_type: Option<String>,
        /// The body.
        bytes: Vec<u8>,
    },
    /// Bytes that are at hand, under the name that messages and articles call them.
    Bytes {
        /// The name.
        name: String,
        /// What a file of that name would hold.
        bytes: Cow<'static, [u8]>,
    },
}

impl Input {
    /// Returns the place that a command line names: `-` is standard input.
    pub fn new(name: impl Into<OsString>) -> Input {
        let name = name.into();
        if name == "-" { Input::Stdin } else { Input::Path(name.into()) }
    }
}

/// How an input holds its articles.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// One article as plain text, with its date in the head.
    Text,
    /// One article on each line, as a JSON object.
    Jsonl,
    /// One article as a web page (HTML).
    Page,
    /// The articles that a feed holds (RSS, Atom, JSON Feed).
    Feed,
    /// The pages of a web archive (WARC).
    Warc,
}

/// What to assume where an input does not tell.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How the inputs hold their articles; `None` to look at their first bytes.
    pub kind: Option<Kind>,
    /// The day of publication of articles that tell none.
    pub published: Option<Date>,
    /// The outlet of articles that name none.
    pub outlet: Option<String>,
}

/// Returns the articles of `inputs`, one by one.
pub fn articles(inputs: impl IntoIterator<Item = Input>, options: Options) -> Articles {
    Articles { files: walk::Walk::new(inputs), options, many: None }
}

/// The articles of some inputs; made by [`articles`].
pub struct Articles {
    files: walk::Walk,
    options: Options,
    /// The file of many articles that is being read.
    many: Option<Many>,
}

/// A file of many articles.
enum Many {
    Rows(rows::Rows),
    Items(feed::Items),
    Records(warc::Records),
}

impl Many {
    /// Returns the next article; `None` at the end.
    fn next(&mut self, options: &Options) -> Option<Result<Article, Error>> {
        match self {
            Many::Rows(rows) => rows.next(options),
            Many::Items(items) => items.next(options),
            Many::Records(records) => records.next(options),
        }
    }
}

impl Articles {
    /// Begins to read an input: one article, or many.
    fn begin(&self, input: Input) -> Result<Result<Article, Many>, Error> {
        let opened = open::open(input, self.options.kind)?;
        Ok(match opened.kind {
            Kind::Text => Ok(text::article(opened, &self.options)?),
            Kind::Page => Ok(page::article(opened, &self.options)?),
            Kind::Jsonl => Err(Many::Rows(rows::Rows::new(opened))),
            Kind::Feed => Err(Many::Items(feed::Items::new(feed::read(opened)?))),
            Kind::Warc => Err(Many::Records(warc::Records::new(opened))),
        })
    }
}

impl Iterator for Articles {
    type Item = Result<Article, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(many) = &mut self.many {
                match many.next(&self.options) {
                    Some(article) => return Some(article),
                    None => self.many = None,
                }
            }
            let begun = match self.files.next()? {
                Ok(input) => self.begin(input),
                Err(error) => Err(error),
            };
            match begun {
                Ok(Ok(article)) => return Some(Ok(article)),
                Ok(Err(many)) => self.many = Some(many),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

#[cfg(test)]
mod tests;

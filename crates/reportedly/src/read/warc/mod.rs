//! Reads web archives (WARC, ISO 28500), such as Common Crawl News: the pages among their records.
//!
//! When a page was fetched is no day of publication: the page has to tell that itself. What an
//! archive holds beside pages, and pages that are no dated article, are passed over and counted.
//!
//! **Invariants:** one record is held in memory at a time, and no more than [`LARGEST`] bytes of it;
//! a record that cannot be read costs itself alone.

mod response;

use std::io::{self, BufRead, Read};

use super::open::{Opened, broken};
use super::page::Page;
use super::text::too_large;
use super::{LARGEST, Options};
use crate::article::Article;
use crate::error::{Error, ErrorKind};
use response::{Body, body};

/// The longest head of a record, in bytes.
const LONGEST_HEAD: u64 = 64 << 10;

/// The records of one archive.
pub(super) struct Records {
    opened: Opened,
    /// How many records were begun.
    number: usize,
    /// Set when the archive cannot be read any further.
    ended: bool,
}

/// What the head of a record tells.
#[derive(Debug, Default)]
struct Head {
    kind: String,
    address: Option<String>,
    media_type: String,
    length: u64,
}

impl Records {
    pub(super) fn new(opened: Opened) -> Records {
        Records { opened, number: 0, ended: false }
    }

    /// Returns the next article, or why a record is none; `None` at the end.
    pub(super) fn next(&mut self, options: &Options) -> Option<Result<Article, Error>> {
        while !self.ended {
            match self.record(options) {
                Ok(Some(result)) => return Some(result),
                Ok(None) => {}
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }

    /// Reads one record; an error ends the archive.
    fn record(&mut self, options: &Options) -> Result<Option<Result<Article, Error>>, Error> {
        let Some(head) = self.head()? else {
            self.ended = true;
            return Ok(None);
        };
        let wanted = matches!(&*head.kind, "response" | "resource");
        if !wanted {
            self.skip(head.length)?;
            return Ok(None);
        }
        let kept = head.length.min(LARGEST as u64 + 1);
        let mut bytes = Vec::new();
        let read = self.opened.bytes.by_ref().take(kept).read_to_end(&mut bytes);
        read.map_err(|error| self.cut(&error))?;
        if (bytes.len() as u64) < kept {
            return Err(self.cut(&io::ErrorKind::UnexpectedEof.into()));
        }
        self.skip(head.length - kept)?;
        Ok(Some(self.article(&head, bytes, options)))
    }

    /// Returns what errors call this record.
    fn place(&self) -> String {
        format!("{}:{}", self.opened.name, self.number)
    }

    fn article(&self, head: &Head, bytes: Vec<u8>, options: &Options) -> Result<Article, Error> {
        let place = self.place();
        let skipped = |what: String, missing| {
            let message = format!("the record '{place}' {what}");
            Error::new(ErrorKind::Input, message).missing(missing).into_skipped()
        };
        if bytes.len() > LARGEST {
            return Err(too_large(&format!("'{place}'")).into_skipped());
        }
        let response = match head.kind == "response" && head.media_type.contains("http") {
            true => body(&bytes).map_err(|what| skipped(what.words, what.missing))?,
            false => Body { media_type: Some(head.media_type.clone()), bytes: bytes.into() },
        };
        let media_type = response.media_type.as_deref();
        let page = media_type.is_none_or(|kind| {
            let kind = kind.to_ascii_lowercase();
            kind.contains("html") || kind.trim().is_empty()
        });
        if !page {
            let kind = media_type.unwrap_or_default();
            return Err(skipped(format!("is no web page ({kind})"), "a web page"));
        }
        let address = head.address.as_deref();
        let page = Page { name: place.clone(), address, media_type, bytes: &response.bytes };
        page.article(options).map_err(Error::into_skipped)
    }

    /// Reads the head of the next record; `None` at the end of the archive.
    fn head(&mut self) -> Result<Option<Head>, Error> {
        let mut left = LONGEST_HEAD;
        // Empty lines stand between records.
        let version = loop {
            match self.line(&mut left)? {
                None => return Ok(None),
                Some(line) if line.is_empty() => {}
                Some(line) => break line,
            }
        };
        self.number += 1;
        if !version.starts_with("WARC/") {
            let words: String = version.chars().take(40).collect();
            return Err(self.damaged(&format!("begins with '{words}'; expected 'WARC/1.0'")));
        }
        let mut head = Head::default();
        let mut length = None;
        loop {
            let line = self.line(&mut left)?;
            let line = line.ok_or_else(|| self.cut(&io::ErrorKind::UnexpectedEof.into()))?;
            if line.is_empty() {
                break;
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => head.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => {
                    let url = value.trim_start_matches('<').trim_end_matches('>');
                    head.address = Some(url.to_owned());
                }
                "content-type" => head.media_type = value.to_owned(),
                "content-length" => length = value.parse().ok(),
                _ => {}
            }
        }
        head.length = length.ok_or_else(|| self.damaged("does not tell its length"))?;
        Ok(Some(head))
    }

    /// Reads one line of a head without its end; `None` at the end of the archive.
    fn line(&mut self, left: &mut u64) -> Result<Option<String>, Error> {
        let mut line = Vec::new();
        let read = self.opened.bytes.by_ref().take(*left).read_until(b'\n', &mut line);
        let read = read.map_err(|error| self.cut(&error))?;
        if read == 0 && *left > 0 {
            return Ok(None);
        }
        *left -= read as u64;
        if *left == 0 {
            return Err(self.damaged("has a head without an end"));
        }
        Ok(Some(String::from_utf8_lossy(line.trim_ascii_end()).into_owned()))
    }

    /// Passes over so many bytes.
    fn skip(&mut self, count: u64) -> Result<(), Error> {
        let copied = io::copy(&mut self.opened.bytes.by_ref().take(count), &mut io::sink());
        match copied.map_err(|error| self.cut(&error))? == count {
            true => Ok(()),
            false => Err(self.cut(&io::ErrorKind::UnexpectedEof.into())),
        }
    }

    fn cut(&self, error: &io::Error) -> Error {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => {
                let message = format!("'{}' ends in the middle of a record", self.place());
                Error::new(ErrorKind::Input, message)
                    .with_hint("fetch the archive again: it was cut off; what came before was read")
            }
            _ => broken(&self.opened.name, error),
        }
    }

    fn damaged(&self, what: &str) -> Error {
        Error::new(ErrorKind::Input, format!("the record '{}' {what}", self.place()))
            .with_hint("the archive is damaged; the records before that one were read")
    }
}

#[cfg(test)]
mod tests;

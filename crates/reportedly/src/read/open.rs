//! Opens one input: unpacks gzip, and tells from the first bytes how it holds its articles.
//!
//! **Invariant:** no more than [`PEEKED`] bytes are read before somebody asks for them.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;

use super::decode::decode;
use super::text::too_large;
use super::walk::unreadable;
use super::{Input, Kind, LARGEST};
use crate::error::{Error, ErrorKind};

/// How many bytes are looked at to tell what an input is.
const PEEKED: usize = 4096;

/// An input that is ready to be read.
pub(super) struct Opened {
    /// What errors and articles call it.
    pub(super) name: String,
    /// How it holds its articles.
    pub(super) kind: Kind,
    /// The address that it was read from, where it was.
    pub(super) address: Option<String>,
    /// What the server called it.
    pub(super) media_type: Option<String>,
    /// Its bytes, unpacked.
    pub(super) bytes: Box<dyn BufRead + Send>,
}

impl Opened {
    /// Returns its name and all of its bytes, where they are no more than one article may have.
    pub(super) fn whole(self) -> Result<(String, Vec<u8>), Error> {
        match self.until_broken()? {
            (name, bytes, None) => Ok((name, bytes)),
            (_, _, Some(error)) => Err(error),
        }
    }

    /// Returns its name and its bytes, with the error that ended them, where one did; an error
    /// where they are more than one article may have.
    pub(super) fn until_broken(self) -> Result<(String, Vec<u8>, Option<Error>), Error> {
        let name = self.name;
        let mut bytes = Vec::new();
        let read = self.bytes.take(LARGEST as u64 + 1).read_to_end(&mut bytes);
        let cut = read.err().map(|error| broken(&name, &error));
        match bytes.len() > LARGEST {
            true => Err(too_large(&format!("'{name}'"))),
            false => Ok((name, bytes, cut)),
        }
    }
}

/// Opens `input`; `kind` forces how it is read.
pub(super) fn open(input: Input, kind: Option<Kind>) -> Result<Opened, Error> {
    let (mut address, mut media_type) = (None, None);
    let (name, raw): (String, Box<dyn Read + Send>) = match input {
        Input::Stdin => ("-".to_owned(), Box::new(io::stdin())),
        Input::Bytes { name, bytes } => (name, Box::new(Cursor::new(bytes))),
        Input::Answer { url, media_type: told, bytes } => {
            (address, media_type) = (Some(url.clone()), told);
            (url, Box::new(Cursor::new(bytes)))
        }
        Input::Path(path) => {
            let file = File::open(&path).map_err(|error| unreadable(&path, error))?;
            (path.display().to_string(), Box::new(file))
        }
    };
    let broken = |error| broken(&name, &error);
    let (first, raw) = peek(raw).map_err(broken)?;
    let (first, bytes) = if first.starts_with(&[0x1f, 0x8b]) {
        let (first, unpacked) = peek(MultiGzDecoder::new(BufReader::new(raw))).map_err(broken)?;
        (first, Box::new(unpacked) as Box<dyn Read + Send>)
    } else {
        (first, Box::new(raw) as Box<dyn Read + Send>)
    };
    let kind = match kind {
        Some(kind) => kind,
        None => sniff(&name, &first)?,
    };
    let bytes = Box::new(BufReader::with_capacity(1 << 16, bytes));
    Ok(Opened { name, kind, address, media_type, bytes })
}

/// Returns the first bytes of `reader`, and a reader that still begins with them.
fn peek<R: Read>(mut reader: R) -> io::Result<(Vec<u8>, impl Read)> {
    let mut first = Vec::new();
    // A packed file that breaks off later still has its beginning to tell what it is.
    let read = reader.by_ref().take(PEEKED as u64).read_to_end(&mut first);
    if first.is_empty() {
        read?;
    }
    Ok((first.clone(), Cursor::new(first).chain(reader)))
}

/// Returns the error for an input that breaks off or fails while it is read.
pub(super) fn broken(name: &str, error: &io::Error) -> Error {
    let (message, hint) = match error.kind() {
        io::ErrorKind::UnexpectedEof => (
            format!("'{name}' ends in the middle of its gzip data"),
            "fetch the file again: it was cut off; what came whole before the cut is kept",
        ),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => (
            format!("'{name}' is damaged gzip data: {error}"),
            "fetch the file again; `gzip --test FILE` says whether it is whole",
        ),
        _ => (format!("'{name}' cannot be read: {error}"), ""),
    };
    let error = Error::new(ErrorKind::Input, message);
    if hint.is_empty() { error } else { error.with_hint(hint) }
}

/// Tells from its first bytes how an input holds its articles.
fn sniff(name: &str, first: &[u8]) -> Result<Kind, Error> {
    let wrong = |what: &str, hint: &str| {
        let message = format!(
            "'{name}' is {what}; expected an article as text or as a web page, articles as JSON lines, a feed or a web archive"
        );
        Err(Error::new(ErrorKind::Input, message).with_hint(hint))
    };
    // In UTF-16 every other byte of what is looked for is zero.
    let utf16 = first.starts_with(b"\xff\xfe") || first.starts_with(b"\xfe\xff");
    let narrow = if utf16 { decode(first, None).into_bytes() } else { Vec::new() };
    let start = if utf16 { &narrow[..] } else { first };
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    if first.starts_with(b"WARC/") {
        return Ok(Kind::Warc);
    }
    if super::feed::is_json(start) {
        return Ok(Kind::Feed);
    }
    if start.starts_with(b"{") || start.starts_with(b"[{") || start.starts_with(b"[\n") {
        return Ok(Kind::Jsonl);
    }
    let page = start.to_ascii_lowercase();
    match root(&page) {
        Some(b"rss" | b"feed" | b"rdf:rdf" | b"atom:feed") => return Ok(Kind::Feed),
        Some(b"opml") => {
            return wrong("a list of feeds", "read what they list with `reportedly feeds import`");
        }
        Some(b"urlset" | b"sitemapindex") => {
            return wrong("a site map", "save the pages that it lists and add those");
        }
        _ => {}
    }
    let begins = |mark: &[u8]| page.starts_with(mark);
    let holds = |tag: &[u8]| page.windows(tag.len()).any(|window| window == tag);
    let element = holds(b"<html") || holds(b"<head") || holds(b"<body") || holds(b"<meta");
    if begins(b"<!doctype") || start.starts_with(b"<") && element {
        return Ok(Kind::Page);
    }
    if utf16 {
        return wrong("UTF-16 text", "convert it with `iconv -f UTF-16 -t UTF-8`");
    }
    let magic: [(&[u8], &str); 6] = [
        (b"%PDF", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"SQLite format 3\0", "a SQLite database"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
    ];
    if let Some((_, what)) = magic.iter().find(|(mark, _)| first.starts_with(mark)) {
        return wrong(what, "save the article's text and add that");
    }
    if let Some(at) = first.iter().position(|&byte| byte == 0) {
        return wrong(
            &format!("not text (byte {at} is zero)"),
            "save the article's text as UTF-8 and add that",
        );
    }
    Ok(Kind::Text)
}

/// Returns the name of the first element of an XML or HTML document, in small letters.
fn root(mut text: &[u8]) -> Option<&[u8]> {
    let find =
        |text: &[u8], mark: &[u8]| text.windows(mark.len()).position(|window| window == mark);
    loop {
        text = text.trim_ascii_start().strip_prefix(b"<")?;
        let end: &[u8] = match text {
            [b'?', ..] => b"?>",
            [b'!', b'-', b'-', ..] => b"-->",
            // A document type may define entities of its own.
            [b'!', ..] if find(text, b"[") < find(text, b">") && find(text, b"[").is_some() => {
                b"]>"
            }
            [b'!', ..] => b">",
            _ => break,
        };
        text = &text[find(text, end)? + end.len()..];
    }
    let name = |byte: &u8| byte.is_ascii_alphanumeric() || b":_-".contains(byte);
    Some(&text[..text.iter().take_while(|byte| name(byte)).count()])
}

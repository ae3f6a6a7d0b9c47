//! Makes an article of a text file with a head.
//!
//! **Invariant:** the article's text is the whole file, head included; the head lies outside the
//! segments, so that offsets count the file's own bytes.

use super::byline;
use super::day::EXPECTED;
use super::head::head;
use super::open::Opened;
use super::segment::segments;
use super::{LARGEST, Options};
use crate::article::{Article, Place, Told};
use crate::error::{Error, ErrorKind};

/// Reads the whole of `opened` as one article.
pub(super) fn article(opened: Opened, options: &Options) -> Result<Article, Error> {
    let (name, bytes) = opened.whole()?;
    let text = utf8(bytes, &format!("'{name}'"))?;
    if text.trim().is_empty() {
        return Err(Error::new(
            ErrorKind::Input,
            format!("'{name}' is empty; expected an article"),
        ));
    }
    if let Some(at) = text.find('\0') {
        let message = format!("'{name}' is not text (byte {at} is zero)");
        return Err(Error::new(ErrorKind::Input, message)
            .with_hint("save the article's text as UTF-8 and add that"));
    }
    let head = head(&text);
    let by_head = head.published.is_some_and(|(told, _)| told.day.is_some());
    let published = match (head.published, options.published) {
        (Some((told, _)), given) if told.day.or(given).is_some() => told.day.or(given),
        (Some((told, line)), _) => {
            let words: String = told.words.chars().take(40).collect();
            let message = format!("'{name}' line {line}: '{words}' is not a day; {EXPECTED}");
            return Err(Error::new(ErrorKind::Input, message)
                .with_hint("correct that line, or give the day with `--published 2020-12-18`"));
        }
        (None, given) => given,
    };
    let Some(published) = published else {
        let message = format!("'{name}' has no publication date in its first lines; {EXPECTED}");
        return Err(Error::new(ErrorKind::Input, message).with_hint(
            "write `date 2020-12-18` above the text, or give the day with `--published 2020-12-18`",
        ));
    };
    if text[head.body..].trim().is_empty() {
        let message = format!("'{name}' has no text below its head");
        return Err(Error::new(ErrorKind::Input, message));
    }
    let told = Told {
        published: Some(if by_head { Place::Head } else { Place::Given }),
        title: head.title.map(|_| Place::Head),
        outlet: match head.outlet {
            Some(_) => Some(Place::Head),
            None => options.outlet.as_ref().map(|_| Place::Given),
        },
        authors: (!head.authors.is_empty()).then_some(Place::Head),
        url: head.url.map(|_| Place::Head),
        ..Told::default()
    };
    let mut article = Article {
        url: head.url.map(str::to_owned),
        outlet: head.outlet.map(str::to_owned).or_else(|| options.outlet.clone()),
        title: head.title.map(str::to_owned),
        authors: head.authors,
        published,
        segments: segments(&text, head.body, head.title),
        input: name,
        text,
        modified: None,
        taken_from: None,
        told,
    };
    byline::complete(&mut article);
    Ok(article)
}

/// Returns the error for an article above [`LARGEST`].
pub(super) fn too_large(place: &str) -> Error {
    let message = format!("{place} is larger than {} MiB; expected one article", LARGEST >> 20);
    Error::new(ErrorKind::Input, message).with_hint("split it into one file for each article")
}

/// Returns `bytes` as text.
pub(super) fn utf8(bytes: Vec<u8>, place: &str) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
        let byte = error.as_bytes()[at];
        let message =
            format!("{place} is not UTF-8 text (byte {at}, 0x{byte:02x}, in line {line})");
        Error::new(ErrorKind::Input, message)
            .with_hint("convert it, for example with `iconv -f WINDOWS-1252 -t UTF-8`")
    })
}

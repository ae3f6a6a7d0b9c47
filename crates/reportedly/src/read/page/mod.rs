//! Makes an article of a web page: its body without the navigation around it, and what the page
//! says of itself.
//!
//! **Invariant:** the day of publication is one that the page tells; it is never made up.

pub(super) mod body;
pub(super) mod facts;

use dom_query::Document;

use super::Options;
use super::byline;
use super::day::EXPECTED;
use super::decode::decode;
use super::open::Opened;
use super::segment::segments;
use crate::article::{Article, Place};
use crate::error::{Error, ErrorKind};
use facts::facts;

/// Elements inside one another beyond which a page is no page.
const DEEPEST: usize = 512;

/// So many elements may wait to be closed before the page is parsed at all: parsing takes time that
/// grows with the square of their number.
const UNCLOSED: usize = 8192;

/// A page, and from where it came.
pub(super) struct Page<'p> {
    /// What errors and the article call it.
    pub(super) name: String,
    /// The address that it was read from, where it was.
    pub(super) address: Option<&'p str>,
    /// What the server called it.
    pub(super) media_type: Option<&'p str>,
    pub(super) bytes: &'p [u8],
}

/// Reads the whole of `opened` as one page.
pub(super) fn article(opened: Opened, options: &Options) -> Result<Article, Error> {
    let (address, media_type) = (opened.address.clone(), opened.media_type.clone());
    let (name, bytes) = opened.whole()?;
    let (address, media_type) = (address.as_deref(), media_type.as_deref());
    Page { name, address, media_type, bytes: &bytes }.article(options)
}

impl Page<'_> {
    /// Returns the article of the page.
    pub(super) fn article(self, options: &Options) -> Result<Article, Error> {
        let name = self.name;
        let document = parse(decode(self.bytes, self.media_type), &name)?;
        let facts = facts(&document, self.address);
        let published = facts.published.or(options.published).ok_or_else(|| {
            let message =
                format!("the page '{name}' does not say when it was published; {EXPECTED}");
            Error::new(ErrorKind::Input, message)
                .with_hint("give the day with `--published 2020-12-18`")
                .missing("a day of publication")
        })?;
        let body = body::body(document).filter(|body| !body.text.is_empty()).ok_or_else(|| {
            let message = format!("the page '{name}' holds no article that could be found");
            Error::new(ErrorKind::Input, message)
                .with_hint("save the article's text, with `date 2020-12-18` above it, and add that")
                .missing("an article")
        })?;
        let segments = body.segments(segments(&body.text, 0, facts.title.as_deref()));
        let mut told = facts.told;
        told.published = told.published.or(Some(Place::Given));
        // A name that only the address gives is a guess beside one that the user gives.
        let guessed = told.outlet == Some(Place::Address);
        let outlet = match &options.outlet {
            Some(given) if guessed || facts.outlet.is_none() => {
                told.outlet = Some(Place::Given);
                Some(given.clone())
            }
            _ => facts.outlet,
        };
        let mut article = Article {
            input: name,
            url: facts.url,
            outlet,
            title: facts.title,
            authors: facts.authors,
            published,
            modified: facts.modified,
            text: body.text,
            segments,
            taken_from: None,
            told,
        };
        byline::complete(&mut article);
        Ok(article)
    }
}

/// Parses a page, or a part of one, that is not nested without end.
pub(super) fn parse(html: String, name: &str) -> Result<Document, Error> {
    let too_deep = || {
        let message = format!("'{name}' holds elements more than {DEEPEST} deep; expected a page");
        Error::new(ErrorKind::Input, message)
            .with_hint("save the article's text alone and add that")
    };
    // What is nested without end would keep the parser busy for long.
    if unclosed(&html) > UNCLOSED {
        return Err(too_deep());
    }
    let document = Document::from(html);
    match depth(&document) > DEEPEST {
        true => Err(too_deep()),
        false => Ok(document),
    }
}

/// Returns how deep elements lie inside one another, up to one more than [`DEEPEST`]: the parser
/// takes any depth, but what walks the tree does not.
fn depth(page: &Document) -> usize {
    let mut deepest = 0;
    let mut waiting = vec![(page.root(), 0)];
    while let Some((node, depth)) = waiting.pop() {
        deepest = deepest.max(depth);
        if depth > DEEPEST {
            return deepest;
        }
        waiting.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    deepest
}

/// Returns how many elements wait to be closed at most, by their tags alone, those left out whose
/// end may be left out.
fn unclosed(html: &str) -> usize {
    const EMPTY: &[&str] = &[
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "td", "tr", "th", "dt", "dd", "option", "path",
    ];
    let (mut open, mut most) = (0_usize, 0);
    for piece in html.split('<').skip(1) {
        let name = piece.trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = &name[..end];
        if name.is_empty() || EMPTY.iter().any(|empty| name.eq_ignore_ascii_case(empty)) {
            continue;
        }
        open = if piece.starts_with('/') { open.saturating_sub(1) } else { open + 1 };
        most = most.max(open);
    }
    most
}

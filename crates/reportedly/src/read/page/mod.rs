//! Makes an article of a web page: its body without the navigation around it, and what the page
//! says of itself.
//!
//! **Invariant:** the day of publication is one that the page tells; it is never made up.

mod body;
mod decode;
mod facts;

use std::io::Read;

use dom_query::Document;

use super::day::EXPECTED;
use super::open::{Opened, broken};
use super::segment::segments;
use super::text::too_large;
use super::{LARGEST, Options};
use crate::article::Article;
use crate::error::{Error, ErrorKind};
use facts::facts;

/// Elements inside one another beyond which a page is no page.
const DEEPEST: usize = 512;

/// So many elements may wait to be closed before the page is parsed at all: parsing takes time that
/// grows with the square of their number.
const UNCLOSED: usize = 8192;

/// Reads the whole of `opened` as one page.
pub(super) fn article(opened: Opened, options: &Options) -> Result<Article, Error> {
    let name = opened.name;
    let mut bytes = Vec::new();
    let read = opened.bytes.take(LARGEST as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| broken(&name, &error))?;
    if bytes.len() > LARGEST {
        return Err(too_large(&format!("'{name}'")));
    }
    let html = decode::decode(&bytes);
    // What is nested without end would keep the parser busy for long.
    let endless = unclosed(&html) > UNCLOSED;
    let document = Document::from(if endless { String::new() } else { html });
    if endless || depth(&document) > DEEPEST {
        let message = format!("'{name}' holds elements more than {DEEPEST} deep; expected a page");
        return Err(Error::new(ErrorKind::Input, message)
            .with_hint("save the article's text alone and add that"));
    }
    let facts = facts(&document);
    let published = facts.published.or(options.published).ok_or_else(|| {
        let message = format!("the page '{name}' does not say when it was published; {EXPECTED}");
        Error::new(ErrorKind::Input, message)
            .with_hint("give the day with `--published 2020-12-18`")
    })?;
    let body = body::body(document).filter(|body| !body.text.is_empty()).ok_or_else(|| {
        let message = format!("the page '{name}' holds no article that could be found");
        Error::new(ErrorKind::Input, message)
            .with_hint("save the article's text, with `date 2020-12-18` above it, and add that")
    })?;
    let segments = body.segments(segments(&body.text, 0, facts.title.as_deref()));
    Ok(Article {
        input: name,
        url: facts.url,
        outlet: facts.outlet.or_else(|| options.outlet.clone()),
        title: facts.title,
        authors: facts.authors,
        published,
        text: body.text,
        segments,
    })
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

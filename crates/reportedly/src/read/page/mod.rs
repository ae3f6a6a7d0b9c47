//! Makes an article of a web page: its body without the navigation around it, and what the page
//! says of itself.
//!
//! **Invariant:** the day of publication is one that the page tells; it is never made up.

mod body;
mod decode;
mod facts;

use dom_query::Document;

use super::Options;
use super::day::EXPECTED;
use super::open::Opened;
use super::segment::segments;
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
    let (name, bytes) = opened.whole()?;
    let html = decode::decode(&bytes);
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
    if depth(&document) > DEEPEST {
        return Err(too_deep());
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

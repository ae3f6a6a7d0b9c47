//! Reads RSS (0.9 to 2.0, RDF among them) and Atom, as outlets write them: elements that are closed
//! in the wrong order or not at all, HTML entities, marks that should have been escaped.

use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::super::address::address;
use super::super::xml::{attribute, lenient};
use super::{Feed, Item, Markup};
use crate::error::{Error, ErrorKind};

/// Elements inside one another beyond which a feed is no feed.
const DEEPEST: usize = 512;

/// Reads a feed as far as it goes; `None` where it is none.
pub(super) fn feed(name: &str, text: &str, from: Option<&str>) -> Option<Feed> {
    let mut reader = lenient(text);
    let mut state =
        State { text, from, feed: Feed::default(), open: Vec::new(), item: None, field: None };
    let mut is_feed = false;
    loop {
        let before = reader.buffer_position() as usize;
        let event = reader.read_event();
        let after = reader.buffer_position() as usize;
        let wrong = match event {
            Ok(Event::Start(start)) => {
                state.start(&start, after);
                is_feed |= state.open.last().is_some_and(|name| is_root(name));
                state.open.len() > DEEPEST
            }
            Ok(Event::Empty(start)) => {
                state.start(&start, after);
                state.end(&name_of(start.name().as_ref()), after);
                false
            }
            Ok(Event::End(end)) => {
                state.end(&name_of(end.name().as_ref()), before);
                false
            }
            Ok(Event::Text(words)) => {
                state.words(&words);
                false
            }
            Ok(Event::CData(words)) => {
                state.words(&words);
                false
            }
            Ok(Event::GeneralRef(reference)) => {
                state.words(&resolved(&reference));
                false
            }
            Ok(Event::Eof) => {
                if state.open.is_empty() && state.item.is_none() {
                    return is_feed.then_some(state.feed);
                }
                true
            }
            Ok(_) => false,
            Err(_) => true,
        };
        if wrong {
            let count = state.feed.items.len();
            let message = format!(
                "the feed '{name}' breaks off or is damaged at byte {before}, behind item {count}"
            );
            let error = Error::new(ErrorKind::Input, message);
            state.feed.broken = Some(
                error.with_hint("fetch the feed again; the items before that place were read"),
            );
            return is_feed.then_some(state.feed);
        }
    }
}

/// Returns whether an element holds a feed.
fn is_root(name: &str) -> bool {
    matches!(name, "rss" | "channel" | "feed" | "rdf:rdf")
}

/// Returns the character that a reference stands for, or the reference itself: what a feed defines
/// is not expanded.
fn resolved(reference: &BytesRef) -> String {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => character.to_string(),
        _ => resolve_html5_entity(reference)
            .map_or_else(|| format!("&{};", &**reference), str::to_owned),
    }
}

/// Returns an element's name in small letters, without the prefixes that some feeds give to RSS and
/// Atom themselves.
fn name_of(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    ["atom:", "a10:", "rss:"]
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix))
        .unwrap_or(&name)
        .to_owned()
}

/// A feed that is being read.
struct State<'t> {
    text: &'t str,
    from: Option<&'t str>,
    feed: Feed,
    /// The elements that are open, the innermost last.
    open: Vec<String>,
    /// The item that is being read, with how many elements are open around its parts.
    item: Option<(Item, usize)>,
    field: Option<Field>,
}

/// A part of a feed or of an item that is being read.
struct Field {
    name: String,
    /// How many elements are open around it.
    depth: usize,
    /// Where what it holds begins.
    start: usize,
    /// The words in it, marks left out.
    words: String,
    /// The words of the element in it that was opened last.
    inner: String,
    /// Elements in it, with their words.
    parts: Vec<(String, String)>,
    /// Its attributes that count: `type`, `isPermaLink`.
    kind: String,
}

impl State<'_> {
    fn start(&mut self, start: &BytesStart, after: usize) {
        let name = name_of(start.name().as_ref());
        let parent = self.open.last().map(String::as_str).unwrap_or_default();
        let depth = self.open.len();
        let in_feed = is_root(parent) && !is_root(&name);
        let starts_item = matches!(&*name, "item" | "entry") && in_feed;
        let in_item = self.item.as_ref().is_some_and(|(_, inside)| *inside == depth);
        if starts_item {
            self.item = Some((Item::default(), depth + 1));
            self.field = None;
        } else if let Some(field) = &mut self.field {
            field.inner.clear();
        } else if in_item || self.item.is_none() && in_feed {
            self.link(&name, start, in_item);
            let told = |name| attribute(start, name).unwrap_or_default().to_ascii_lowercase();
            let kind = if name == "guid" { told("isPermaLink") } else { told("type") };
            let (words, inner, parts) = Default::default();
            self.field =
                Some(Field { name: name.clone(), depth, start: after, words, inner, parts, kind });
        }
        self.open.push(name);
    }

    /// Takes a link that is told by an attribute, as Atom does.
    fn link(&mut self, name: &str, start: &BytesStart, in_item: bool) {
        if name != "link" {
            return;
        }
        let Some(href) = attribute(start, "href") else { return };
        let relation = attribute(start, "rel").unwrap_or_else(|| "alternate".to_owned());
        if relation != "alternate" {
            return;
        }
        let told = address(&href, self.feed.site.as_deref().or(self.from));
        let target = match &mut self.item {
            Some((item, _)) if in_item => &mut item.url,
            _ => &mut self.feed.site,
        };
        *target = target.take().or(told);
    }

    fn words(&mut self, words: &str) {
        if let Some(field) = &mut self.field {
            field.words.push_str(words);
            field.inner.push_str(words);
        }
    }

    fn end(&mut self, name: &str, before: usize) {
        // What was never closed ends with what it lies in; an end without a beginning is nothing.
        let Some(at) = self.open.iter().rposition(|open| open == name) else { return };
        if let Some(field) = &mut self.field
            && at > field.depth
        {
            let words = std::mem::take(&mut field.inner);
            field.parts.push((name.to_owned(), words));
        }
        self.open.truncate(at);
        if let Some(field) = self.field.take_if(|field| at <= field.depth) {
            let held = self.text.get(field.start..before.max(field.start)).unwrap_or_default();
            self.take(field, held);
        }
        if let Some((item, _)) = self.item.take_if(|(_, inside)| at < *inside) {
            self.feed.items.push(finished(item));
        }
    }

    /// Takes a part that has ended; `held` is what it holds, marks and all.
    fn take(&mut self, field: Field, held: &str) {
        // Marks that should have been escaped are marks all the same.
        let words = match field.parts.is_empty() {
            true => field.words.clone(),
            false => held.to_owned(),
        };
        let told = || Markup::Text(field.words.clone()).line();
        let markup = || {
            let plain = matches!(&*field.kind, "text" | "text/plain") && field.parts.is_empty();
            let markup =
                if plain { Markup::Text(words.clone()) } else { Markup::Html(words.clone()) };
            (!words.trim().is_empty()).then_some(markup)
        };
        let base = self.feed.site.as_deref().or(self.from);
        let Some((item, _)) = &mut self.item else {
            match &*field.name {
                "title" if self.feed.title.is_none() => {
                    self.feed.title = markup().and_then(|m| m.line())
                }
                "link" if self.feed.site.is_none() => {
                    self.feed.site = told().and_then(|link| address(&link, self.from));
                }
                _ => {}
            }
            return;
        };
        match &*field.name {
            "title" if item.title.is_none() => item.title = markup().and_then(|m| m.line()),
            "link" if item.url.is_none() => item.url = told().and_then(|link| address(&link, base)),
            // The address behind a counting service.
            "feedburner:origlink" => {
                item.url = told().and_then(|link| address(&link, base)).or(item.url.take());
            }
            "guid" | "id" => {
                item.id = told();
                if item.url.is_none() && field.name == "guid" && field.kind != "false" {
                    item.url = told().and_then(|link| address(&link, None));
                }
            }
            "pubdate" | "published" | "issued" => item.published = told().or(item.published.take()),
            "dc:date" | "dcterms:issued" if item.published.is_none() => item.published = told(),
            "updated" | "modified" | "dcterms:modified" => item.updated = told(),
            "author" | "dc:creator" => item.authors.extend(author(&field)),
            "content:encoded" => item.content = markup(),
            "content" => item.content = markup().or(item.content.take()),
            "description" | "summary" => item.summary = markup().or(item.summary.take()),
            "source" => {
                let part = field.parts.iter().find(|(name, _)| name == "title");
                let title = match part {
                    Some((_, title)) => Markup::Text(title.clone()).line(),
                    None if field.parts.is_empty() => told(),
                    None => None,
                };
                item.taken_from = title.filter(|title| Some(title) != self.feed.title.as_ref());
            }
            _ => {}
        }
    }
}

/// Returns the name of an author: `Ida Falk`, `desk@bell.example (Ida Falk)`, or a `name` inside.
fn author(field: &Field) -> Option<String> {
    let named = field.parts.iter().find(|(name, _)| name == "name").map(|(_, words)| words);
    let words = named.unwrap_or(&field.words);
    let name = match words.split_once('(') {
        Some((before, after)) if before.contains('@') => after.trim_end().trim_end_matches(')'),
        _ => words,
    };
    let name = Markup::Text(name.to_owned()).line()?;
    let name = name.strip_prefix("By ").or_else(|| name.strip_prefix("by ")).unwrap_or(&name);
    (!name.contains('@') && !name.starts_with("http")).then(|| name.to_owned())
}

fn finished(mut item: Item) -> Item {
    let mut seen = Vec::new();
    item.authors.retain(|name| {
        let new = !seen.contains(name);
        seen.push(name.clone());
        new
    });
    item
}

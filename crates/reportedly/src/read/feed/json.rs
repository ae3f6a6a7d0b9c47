//! Reads JSON Feed (<https://www.jsonfeed.org/version/1.1/>).

use serde::Deserialize;
use serde_json::Value;

use super::super::address::address;
use super::{Feed, Item, Markup};
use crate::error::{Error, ErrorKind};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Whole {
    title: Value,
    home_page_url: Value,
    items: Vec<Value>,
}

/// Returns whether the first bytes are those of a JSON Feed.
pub(in super::super) fn is_feed(first: &[u8]) -> bool {
    let mark = b"jsonfeed.org/version/";
    let escaped = br"jsonfeed.org\/version\/";
    first.starts_with(b"{")
        && (first.windows(mark.len()).any(|window| window == mark)
            || first.windows(escaped.len()).any(|window| window == escaped))
}

/// Reads a feed; fields of another kind than expected count as not told.
pub(super) fn feed(name: &str, text: &str, from: Option<&str>) -> Result<Feed, Error> {
    let whole: Whole = serde_json::from_str(text).map_err(|error| {
        let what = if error.is_eof() { "breaks off" } else { "is no JSON Feed" };
        let message = format!("the feed '{name}' {what}: {error}");
        Error::new(ErrorKind::Input, message).with_hint("fetch the feed again")
    })?;
    let site = words(&whole.home_page_url).and_then(|url| address(&url, from));
    let base = site.as_deref().or(from);
    Ok(Feed {
        name: String::new(),
        title: words(&whole.title),
        items: whole.items.iter().map(|value| item(value, base)).collect(),
        site: site.clone(),
        broken: None,
    })
}

fn item(value: &Value, base: Option<&str>) -> Item {
    let told = |name: &str| words(value.get(name)?);
    let markup = |name: &str| value.get(name)?.as_str().map(str::to_owned);
    let authors = value.get("authors").and_then(Value::as_array).cloned().unwrap_or_default();
    let id = match value.get("id") {
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => told("id"),
    };
    Item {
        url: told("url").or_else(|| id.clone()).and_then(|url| address(&url, base)),
        id,
        title: told("title"),
        published: told("date_published"),
        updated: told("date_modified"),
        authors: authors
            .iter()
            .chain(value.get("author"))
            .filter_map(|a| words(a.get("name")?))
            .collect(),
        content: markup("content_html")
            .map(Markup::Html)
            .or_else(|| markup("content_text").map(Markup::Text)),
        summary: markup("summary").map(Markup::Text),
        taken_from: None,
    }
}

/// Returns the words of a value, on one line.
fn words(value: &Value) -> Option<String> {
    Markup::Text(value.as_str()?.to_owned()).line()
}

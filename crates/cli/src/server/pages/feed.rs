//! What is new as an Atom feed (RFC 4287), for whoever reads feeds: one entry for each change, under
//! an id that it keeps.

use std::cmp::Reverse;

use askama::Template;
use reportedly::query::{Change, Changes};

use super::{Answer, Desk};
use crate::args;
use crate::commands::{answer, changes};
use crate::server::asked::Asked;
use crate::server::problem::Problem;
use crate::server::told;
use crate::words;

/// So many changes are in a feed, those recorded last.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "new.atom.xml")]
struct Feed {
    id: String,
    title: String,
    updated: String,
    /// The feed itself, and the page.
    here: String,
    page: String,
    entries: Vec<Entry>,
}

/// One change.
struct Entry {
    id: String,
    title: String,
    /// When the ledger learned it, and the day on which it was published.
    updated: String,
    published: String,
    /// The words in their article, as the ledger is now, for ever.
    href: String,
    /// Where the article was published.
    via: Option<String>,
    /// What kind of change, and how firmly.
    marks: [&'static str; 2],
    words: String,
}

/// Returns changes as a feed, what was recorded last first.
pub fn feed(desk: &Desk, asked: &Asked, found: &Changes) -> Result<Answer, Problem> {
    let mut news: Vec<&Change> = found.changes.iter().collect();
    news.sort_by_key(|change| Reverse((change.row.claim.entry, change.row.claim.number)));
    news.truncate(SHOWN);
    let view = args::Reading { recorded_by: Some(desk.entry().to_string()), ..asked.view.clone() };
    let mut frozen = asked.clone();
    frozen.view = view;
    let entries: Vec<Entry> = news.iter().map(|change| entry(change, &frozen)).collect();
    let of = asked.get("of").map(|name| format!(": {name}")).unwrap_or_default();
    let page = asked.seen_from(&asked.view, false);
    Answer::atom(&Feed {
        id: format!("urn:reportedly:changes{}", of.replace([':', ' '], "-")),
        title: format!("What’s new{of} · Reportedly"),
        // Of a feed without news, when nothing was recorded yet.
        updated: entries
            .first()
            .map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |entry| entry.updated.clone()),
        here: asked.feed(),
        page,
        entries,
    })
}

fn entry(change: &Change, asked: &Asked) -> Entry {
    let claim = &change.row.claim;
    let kind = change.kind.as_str();
    let firmness = change.row.value.firmness.as_str();
    let legs = answer::support(&change.row);
    let link = claim.article.url.clone().filter(|url| url.starts_with("http"));
    Entry {
        id: format!("urn:reportedly:{}:{}", claim.id, kind.replace(' ', "-")),
        title: format!("{} ({firmness}, {legs})", changes::lead(change)),
        updated: claim.recorded.to_string(),
        published: format!("{}T00:00:00Z", claim.article.published),
        href: asked.to(&told::evidence(claim)),
        via: link,
        marks: [kind, firmness],
        words: words::told(claim),
    }
}

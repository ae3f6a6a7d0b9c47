//! The first page: what the ledger holds, what is newest, and what can be asked.

use std::collections::BTreeSet;

use askama::Template;
use reportedly::claim::ClaimKind;
use reportedly::ledger::{ArticleRef, Ledger};
use serde::Serialize;

use super::{Answer, Desk};
use crate::commands::answer::counted;
use crate::server::asked::Asked;
use crate::server::frame::Frame;
use crate::server::problem::Problem;
use crate::server::told::Item;
use crate::wire::ArticleJson;

/// So many of the newest articles are shown.
const NEWEST: usize = 12;
/// And so many of those of whom they report.
const NAMES: usize = 16;

#[derive(Template)]
#[template(path = "home.html")]
struct Page {
    frame: Frame,
    extent: String,
    newest: Vec<Item>,
    /// Those of whom the newest articles report.
    named: Vec<(String, String)>,
}

/// What the ledger holds, as JSON.
#[derive(Serialize)]
struct HomeJson<'a> {
    entry: u64,
    articles: u64,
    revisions: u64,
    claims: u64,
    first_published: Option<String>,
    last_published: Option<String>,
    newest: Vec<ArticleJson<'a>>,
}

/// Shows what the ledger holds.
pub fn page(desk: &Desk, asked: &Asked) -> Result<Answer, Problem> {
    let scope = desk.reading.scope();
    let extent = desk.ledger.extent(scope)?;
    let newest = desk.ledger.newest(scope, NEWEST)?;
    if asked.json {
        return Answer::json(&HomeJson {
            entry: extent.entry,
            articles: extent.articles,
            revisions: extent.revisions,
            claims: extent.claims,
            first_published: extent.first_published.map(|day| day.to_string()),
            last_published: extent.last_published.map(|day| day.to_string()),
            newest: newest.iter().map(ArticleJson::at).collect(),
        });
    }
    let mut told = vec![counted(extent.articles, "article"), counted(extent.claims, "claim")];
    if let (Some(first), Some(last)) = (extent.first_published, extent.last_published) {
        told.push(format!("published from {first} to {last}"));
    }
    Answer::html(&Page {
        frame: desk.frame("What was reported?", asked),
        extent: told.join(" · "),
        newest: newest.iter().map(|article| Item::of(article, asked)).collect(),
        named: named(desk, &newest, asked)?,
    })
}

/// Returns the dossiers of those of whom articles report by a beat, in their order.
fn named(
    desk: &Desk,
    articles: &[ArticleRef],
    asked: &Asked,
) -> Result<Vec<(String, String)>, Problem> {
    let mut seen = BTreeSet::new();
    let mut named = Vec::new();
    for article in articles {
        for stored in desk.ledger.claims_of(article.number, desk.reading.scope())? {
            let subject = &stored.claim.subject;
            let id = subject.id();
            if stored.claim.kind == ClaimKind::Typed && seen.insert(id.clone()) {
                named.push((asked.to(&format!("/e/{id}")), subject.name.clone()));
            }
            if named.len() == NAMES {
                return Ok(named);
            }
        }
    }
    Ok(named)
}

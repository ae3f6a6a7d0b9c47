//! The words of articles and claims.

use askama::Template;
use reportedly::ledger::{Order, Search};
use reportedly::query;

use super::{Answer, Desk};
use crate::commands::search;
use crate::server::asked::Asked;
use crate::server::frame::Frame;
use crate::server::problem::Problem;
use crate::server::told::{Item, Quote};

/// So many articles, and so many claims, are shown where nobody says.
const SHOWN: usize = 20;
/// And at most so many.
const MOST: usize = 200;

#[derive(Template)]
#[template(path = "search.html")]
struct Page {
    frame: Frame,
    articles: Vec<Item>,
    claims: Vec<Quote>,
    ask: String,
    best: Option<String>,
    newest: Option<String>,
    more: Option<String>,
}

/// Shows what holds the words.
pub fn page(desk: &Desk, asked: &Asked) -> Result<Answer, Problem> {
    let Some(words) = asked.get("q") else {
        return match asked.json {
            true => Err(Problem::bad_request("no words are asked for").with_hint("ask with `?q=`")),
            false => Ok(Answer::Moved(asked.to("/"))),
        };
    };
    let limit = asked.number("limit")?.unwrap_or(SHOWN).clamp(1, MOST);
    let best = asked.get("order") == Some("best");
    let order = if best { Order::Best } else { Order::Newest };
    let search = Search { words: words.to_owned(), order, limit };
    let hits = query::search(desk.ledger, &search, desk.reading.scope())?;
    if asked.json {
        return Answer::json(&search::hits_json(&hits));
    }
    let full = hits.articles.len() >= limit || hits.claims.len() >= limit;
    let more = (limit * 4).min(MOST).to_string();
    let order = if best { "best" } else { "newest" };
    let here = |order, limit| {
        asked.to_with("/search", &[("q", words), ("order", order), ("limit", limit)])
    };
    Answer::html(&Page {
        frame: desk.frame(words, asked),
        articles: hits
            .articles
            .iter()
            .map(|(a, some)| Item::found(a, some, words, asked))
            .collect(),
        claims: hits.claims.iter().map(|claim| Quote::of(claim, asked)).collect(),
        ask: asked.to_with("/ask", &[("q", words)]),
        best: (!best).then(|| here("best", "20")),
        newest: best.then(|| here("newest", "20")),
        more: (full && limit < MOST).then(|| here(order, &more)),
    })
}

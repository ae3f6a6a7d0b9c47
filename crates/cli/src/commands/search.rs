//! `search`: the words of articles and claims.

use reportedly::ledger::{Hits, Order, Scope};
use reportedly::query;
use serde::Serialize;

use super::Outcome;
use crate::Failure;
use crate::args::{Common, Search};
use crate::out::Out;
use crate::table::{Cell, Table};
use crate::wire::{ArticleJson, ClaimJson};
use crate::words;

/// What was found, as JSON.
#[derive(Serialize)]
#[serde(tag = "hit", rename_all = "lowercase")]
pub enum HitJson<'a> {
    Article { article: ArticleJson<'a>, snippet: &'a str },
    Claim(Box<ClaimJson<'a>>),
}

/// Shows what holds the words.
pub fn run(args: &Search, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let ledger = super::open(common)?;
    let search = reportedly::ledger::Search {
        words: args.words.join(" "),
        order: Order::Newest,
        limit: args.limit,
    };
    let hits = query::search(&ledger, &search, Scope::ALL)?;
    if out.is_json() {
        for hit in hits_json(&hits) {
            out.json(&hit)?;
        }
    } else {
        write(&hits, out)?;
    }
    if hits.articles.is_empty() && hits.claims.is_empty() {
        return super::nothing(&format!("no article and no claim holds '{}'", search.words));
    }
    Ok(Outcome::Found)
}

/// Returns what was found as JSON.
pub fn hits_json(hits: &Hits) -> Vec<HitJson<'_>> {
    let articles = hits
        .articles
        .iter()
        .map(|(article, snippet)| HitJson::Article { article: ArticleJson::at(article), snippet });
    let claims = hits.claims.iter().map(|c| HitJson::Claim(Box::new(ClaimJson::stored(c, None))));
    articles.chain(claims).collect()
}

/// Writes what was found as tables.
pub fn write(hits: &Hits, out: &mut Out) -> Result<(), Failure> {
    if !hits.articles.is_empty() {
        let mut table = Table::new(&["published", "outlet", "title", "words", "id"]);
        for (article, snippet) in &hits.articles {
            table.row([
                Cell::from(article.published.to_string()),
                words::outlet(article).into(),
                article.title.clone().unwrap_or_default().into(),
                snippet.clone().into(),
                article.id.clone().into(),
            ]);
        }
        table.write(out)?;
    }
    if !hits.claims.is_empty() {
        if !hits.articles.is_empty() {
            out.line("")?;
        }
        words::claims_table(&hits.claims).write(out)?;
    }
    Ok(())
}

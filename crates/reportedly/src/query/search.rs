//! Searches by words; a name that stands for others is searched for under each of them.

use std::collections::BTreeSet;
use std::iter::once;

use super::name::{How, resolve};
use crate::belief::Reading;
use crate::error::Error;
use crate::ledger::{Hits, Ledger, Order, Scope, Search, words};

/// Returns the articles and claims that hold the words of `search`, or another name of whom they
/// name.
pub fn search(ledger: &dyn Ledger, search: &Search, scope: Scope) -> Result<Hits, Error> {
    let mut hits = ledger.search(search, scope)?;
    let names = other_names(ledger, &search.words, scope)?;
    if names.is_empty() {
        return Ok(hits);
    }
    for name in names {
        let words = format!("\"{}\"", name.replace(['"', '“', '”'], " "));
        let more = ledger.search(&Search { words, ..search.clone() }, scope)?;
        for found in more.articles {
            if hits.articles.iter().all(|(known, _)| known.number != found.0.number) {
                hits.articles.push(found);
            }
        }
        for found in more.claims {
            if hits.claims.iter().all(|known| known.number != found.number) {
                hits.claims.push(found);
            }
        }
    }
    if search.order == Order::Newest {
        hits.articles.sort_by_key(|(article, _)| std::cmp::Reverse(article.number));
        hits.claims.sort_by_key(|claim| std::cmp::Reverse(claim.number));
    }
    hits.articles.truncate(search.limit);
    hits.claims.truncate(search.limit);
    Ok(hits)
}

/// Returns the other names of whoever people merged or renamed, and the words name.
fn other_names(ledger: &dyn Ledger, asked: &str, scope: Scope) -> Result<BTreeSet<String>, Error> {
    let mut names = BTreeSet::new();
    if ledger.decisions(scope)?.leave_names() {
        return Ok(names);
    }
    let reading = Reading { as_of: scope.published_by, hindsight: false, recorded_by: scope.entry };
    let named = resolve(ledger, asked, reading)?;
    if named.how != How::Exact || named.parties.len() != 1 {
        return Ok(names);
    }
    let mut known: BTreeSet<Vec<String>> = once(words(asked)).collect();
    for number in &named.parties[0].numbers {
        let recorded = ledger.entity_numbered(*number)?;
        names.extend(recorded.map(|entity| entity.name).filter(|name| known.insert(words(name))));
    }
    Ok(names)
}

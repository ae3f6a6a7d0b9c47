//! Who publishes and who is cited, counted.

use askama::Template;
use reportedly::ledger::{Ledger, SourceCount};

use super::{Answer, Desk};
use crate::commands::sources;
use crate::server::asked::Asked;
use crate::server::frame::Frame;
use crate::server::problem::Problem;

/// So many sources are on a page.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "sources.html")]
struct Page {
    frame: Frame,
    wanted: String,
    sources: Vec<SourceCount>,
    count: usize,
    /// The ways to sort: name, address, whether it is this one.
    orders: Vec<(&'static str, String, bool)>,
    before: Option<String>,
    after: Option<String>,
}

/// The ways to sort.
const ORDERS: &[(&str, &str)] = &[("claims", "claims"), ("cited", "cited in"), ("name", "name")];

/// Shows the sources.
pub fn page(desk: &Desk, asked: &Asked) -> Result<Answer, Problem> {
    let wanted = asked.get("source").unwrap_or_default();
    let mut found = sources::named(desk.ledger.sources(desk.reading.scope())?, wanted);
    if asked.json {
        let all: Vec<_> = found.iter().map(sources::json).collect();
        return Answer::json(&all);
    }
    let order = asked.get("order").unwrap_or(ORDERS[0].0);
    match order {
        "cited" => found.sort_by_key(|one| std::cmp::Reverse(one.cited)),
        "claims" => found.sort_by_key(|one| std::cmp::Reverse((one.claims, one.cited))),
        _ => {}
    }
    let skip: usize = asked.number("skip")?.unwrap_or(0);
    let place = |order: &str, skip: usize| {
        let skip = skip.to_string();
        let mut others = vec![("order", order)];
        others.extend((!wanted.is_empty()).then_some(("source", wanted)));
        others.extend((skip != "0").then_some(("skip", skip.as_str())));
        asked.to_with("/sources", &others)
    };
    let count = found.len();
    Answer::html(&Page {
        frame: desk.frame("Sources", asked),
        wanted: wanted.to_owned(),
        sources: found.into_iter().skip(skip).take(SHOWN).collect(),
        count,
        orders: ORDERS
            .iter()
            .map(|&(name, words)| (words, place(name, 0), name == order))
            .collect(),
        before: (skip > 0).then(|| place(order, skip.saturating_sub(SHOWN))),
        after: (count > skip + SHOWN).then(|| place(order, skip + SHOWN)),
    })
}

//! One claim with everything that is recorded of it, and how to cite it.

use askama::Template;
use reportedly::claim::Argument;
use reportedly::ledger::{Ledger, Scope};

use super::{Answer, Desk, article};
use crate::commands::{decided, show};
use crate::server::asked::Asked;
use crate::server::frame::Frame;
use crate::server::problem::Problem;
use crate::server::told::Quote;
use crate::words;

#[derive(Template)]
#[template(path = "claim.html")]
struct Page {
    frame: Frame,
    proposition: String,
    quote: Quote,
    facts: Vec<(String, String)>,
    parties: Vec<(String, String)>,
    citation: String,
    /// What people said of it.
    decided: Vec<String>,
}

/// Shows a claim.
pub fn page(desk: &Desk, asked: &Asked) -> Result<Answer, Problem> {
    let id = asked.names.first().map(String::as_str).unwrap_or_default();
    let stored = desk.ledger.claim(id)?.filter(|stored| stored.entry <= desk.entry());
    let Some(stored) = stored else {
        // An id of a claim names the revision that makes it.
        return Err(Problem::not_found(format!("no claim '{id}' is in the ledger"))
            .with_hint("an article lists its claims; search for its words")
            .with_candidates(article::near(desk, asked, id)));
    };
    let scope = Scope { published_by: None, entry: Some(desk.entry()) };
    if asked.json {
        return Answer::json(&show::claim_json(&stored, scope, desk.ledger)?);
    }
    let reviews = show::reviews(&stored, scope, desk.ledger)?;
    let mut decided: Vec<String> =
        reviews.iter().map(|one| decided::sentence(one, desk.ledger)).collect::<Result<_, _>>()?;
    if !desk.ledger.decisions(scope)?.counts(stored.number) {
        decided.push("it counts no more".to_owned());
    }
    let claim = &stored.claim;
    let party =
        |argument: &Argument| (asked.to(&format!("/e/{}", argument.id())), argument.name.clone());
    let mut frame = desk.frame(words::proposition(claim), asked);
    // A claim is never changed: it is the same from everywhere.
    frame.bar = None;
    Answer::html(&Page {
        frame,
        proposition: words::proposition(claim),
        quote: Quote::of(&stored, asked),
        facts: show::facts(&stored)
            .into_iter()
            .map(|(name, value)| (name.replace('_', " "), value))
            .collect(),
        parties: std::iter::once(&claim.subject).chain(&claim.object).map(party).collect(),
        citation: words::citation(&stored),
        decided,
    })
}

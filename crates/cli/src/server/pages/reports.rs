//! Every report of somebody by one predicate, one by one: as many pages as it takes.
//!
//! A page goes on from the claim that ended the one before, so that the thousandth costs what the
//! first does, and nothing is shown twice when more is recorded meanwhile.

use askama::Template;
use jiff::civil::Date;
use reportedly::belief::Party;
use reportedly::claim::ClaimKind;
use reportedly::ledger::{Ledger, Row, RowQuery, Scope, Side};
use serde::Serialize;

use super::dossier::{self, Found};
use super::{Answer, Desk};
use crate::commands::timeline;
use crate::server::around;
use crate::server::asked::Asked;
use crate::server::frame::Frame;
use crate::server::problem::Problem;
use crate::server::told::{self, Quote};
use crate::wire::ClaimJson;

/// So many claims are on a page where nobody says.
const SHOWN: usize = 50;
/// And at most so many.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "reports.html")]
struct Page {
    frame: Frame,
    name: String,
    what: String,
    dossier: String,
    claims: Vec<Quote>,
    next: Option<String>,
    first: Option<String>,
}

/// A page of claims as JSON.
#[derive(Serialize)]
struct ReportsJson<'a> {
    claims: Vec<ClaimJson<'a>>,
    next: Option<String>,
}

/// Shows reports, the newest first.
pub fn page(desk: &Desk, asked: &Asked) -> Result<Answer, Problem> {
    let named = match dossier::find(desk, asked)? {
        Found::One(named) => named,
        Found::Elsewhere(answer) => return Ok(answer),
    };
    let Some(party) = named.parties.first() else {
        return Err(dossier::unknown(desk, asked, &named));
    };
    let limit = asked.number("limit")?.unwrap_or(SHOWN).clamp(1, MOST);
    let after = asked.get("after").map(Place::read).transpose()?;
    let kind = match (asked.get("predicate"), asked.get("kind")) {
        (Some(name), _) => (ClaimKind::Typed, vec![timeline::predicate(name, desk.beats)?]),
        (None, Some("open")) => (ClaimKind::Open, open_predicates(desk, party)?),
        (None, None | Some("statement")) => (ClaimKind::Statement, vec!["said".to_owned()]),
        (None, Some(other)) => {
            return Err(Problem::bad_request(format!("'{other}' is no kind of claim"))
                .with_hint("use `kind=statement`, `kind=open`, or `predicate=` and its name"));
        }
    };
    let mut rows = Vec::new();
    for predicate in &kind.1 {
        rows.extend(newest(desk, party, (kind.0, predicate), after, limit + 1)?);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(Place::of(row)));
    rows.dedup_by_key(|row| row.claim);
    let last = (rows.len() > limit).then(|| Place::of(&rows[limit - 1]));
    rows.truncate(limit);
    // What a later revision no longer says keeps its place, so that a page never ends the list.
    let shown: Vec<u64> = rows.iter().filter(|row| !row.replaced).map(|row| row.claim).collect();
    let claims = desk.ledger.claims(&shown)?;
    let next = last.map(|place| {
        let place = place.to_string();
        let mut others: Vec<(&str, &str)> = asked
            .others()
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(|(name, _)| *name != "after")
            .collect();
        others.push(("after", &place));
        let path = if asked.json { format!("{}.json", asked.path) } else { asked.path.clone() };
        asked.to_with(&path, &others)
    });
    if asked.json {
        let claims = claims.iter().map(|claim| ClaimJson::stored(claim, None)).collect();
        return Answer::json(&ReportsJson { claims, next });
    }
    let what = match kind.0 {
        ClaimKind::Typed => desk.beats.predicate(&kind.1[0]).map_or("", |found| &found.label),
        ClaimKind::Statement => "said",
        ClaimKind::Open => "told outside the beats",
    };
    let entity = &party.entity;
    let mut page = Page {
        frame: desk.frame(format!("{} · {what}", entity.name), asked),
        name: entity.name.clone(),
        what: what.to_owned(),
        dossier: asked.to(&told::dossier(entity)),
        claims: claims.iter().map(|claim| Quote::of(claim, asked)).collect(),
        next,
        first: after.map(|_| {
            let others = asked.others().iter().filter(|(name, _)| name != "after");
            let others: Vec<(&str, &str)> =
                others.map(|(name, value)| (name.as_str(), value.as_str())).collect();
            asked.to_with(&asked.path, &others)
        }),
    };
    around::add(desk.ledger, &mut page.claims)?;
    Answer::html(&page)
}

fn open_predicates(desk: &Desk, party: &Party) -> Result<Vec<String>, Problem> {
    let mut names = std::collections::BTreeSet::new();
    for &number in &party.numbers {
        let found = desk.ledger.predicates_of(number)?;
        let open = found.into_iter().filter(|one| one.kind == ClaimKind::Open && one.as_subject);
        names.extend(open.map(|one| one.name));
    }
    Ok(names.into_iter().collect())
}

/// Returns the newest `limit` claims of a predicate after a place.
fn newest(
    desk: &Desk,
    party: &Party,
    (kind, predicate): (ClaimKind, &str),
    after: Option<Place>,
    limit: usize,
) -> Result<Vec<Row>, Problem> {
    let scope = desk.reading.scope();
    let by = [scope.published_by, after.map(|place| place.day)].into_iter().flatten().min();
    let scope = Scope { published_by: by, ..scope };
    let symmetric = desk.beats.predicate(predicate).is_some_and(|found| found.symmetric);
    let sides: &[Side] = match kind == ClaimKind::Typed && symmetric {
        true => &[Side::Subject, Side::Object],
        false => &[Side::Subject],
    };
    let mut found = Vec::new();
    for &side in sides {
        let mut asked_for = limit;
        loop {
            let query = RowQuery {
                entities: party.numbers.clone(),
                side,
                predicate: (kind, predicate.to_owned()),
                published_after: None,
                limit: asked_for,
            };
            let rows = desk.ledger.rows(&query, scope)?;
            let all = rows.len() < asked_for;
            // Of the day on which the page before ended, some were on it.
            let new = |row: &Row| after.is_none_or(|place| Place::of(row) < place);
            let kept: Vec<Row> = rows.into_iter().filter(new).collect();
            if all || kept.len() >= limit {
                found.extend(kept.into_iter().take(limit));
                break;
            }
            asked_for *= 2;
        }
    }
    Ok(found)
}

/// The place of a claim among all: the order in which they are shown, backwards.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Place {
    day: Date,
    claim: u64,
}

impl Place {
    fn of(row: &Row) -> Place {
        Place { day: row.published, claim: row.claim }
    }

    fn read(text: &str) -> Result<Place, Problem> {
        let parts = text.split_once('_').and_then(|(day, claim)| {
            Some(Place { day: day.parse().ok()?, claim: claim.parse().ok()? })
        });
        parts.ok_or_else(|| {
            Problem::bad_request(format!("'{text}' is no place in the list"))
                .with_hint("follow the links from the first page")
        })
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.day, self.claim)
    }
}

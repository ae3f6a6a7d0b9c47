//! A dossier: everything that is reported of somebody or something.

use askama::Template;
use reportedly::belief::Party;
use reportedly::ledger::{Entity, Ledger};
use reportedly::query::{self, AnswerRow, Named, Recent};

use super::{Answer, Desk};
use crate::commands::{review, show};
use crate::server::around;
use crate::server::asked::Asked;
use crate::server::frame::Frame;
use crate::server::judged::Judged;
use crate::server::problem::{Candidate, Problem};
use crate::server::told::{self, Later, Quote, Row};

/// So many open claims are shown.
const OPEN: usize = 20;
/// So many values of a predicate are shown, those that stand first.
const VALUES: usize = 15;

#[derive(Template)]
#[template(path = "dossier.html")]
struct Page {
    frame: Frame,
    name: String,
    kind: &'static str,
    id: String,
    reading: String,
    groups: Vec<Group>,
    others: Vec<Row>,
    more: usize,
    said: Vec<Quote>,
    all_said: Option<String>,
    open: Vec<Quote>,
    all_open: Option<String>,
    judged: Vec<Judged>,
    /// The page with open claims, where they are not shown.
    show_open: Option<String>,
    timeline: String,
    contradictions: String,
    later: Option<Later>,
}

/// The values of one predicate.
struct Group {
    label: String,
    anchor: String,
    rows: Vec<Row>,
    /// How many values there are, and where they are, where not all are shown.
    all: Option<(usize, String)>,
    /// Every report, one by one.
    reports: String,
}

/// Somebody or something that several are called.
#[derive(Template)]
#[template(path = "several.html")]
struct Several {
    frame: Frame,
    asked: String,
    parties: Vec<Candidate>,
    others: Vec<Candidate>,
}

/// Shows a dossier.
pub fn page(desk: &Desk, asked: &Asked) -> Result<Answer, Problem> {
    let named = match find(desk, asked)? {
        Found::One(named) => named,
        Found::Elsewhere(answer) => return Ok(answer),
    };
    let mut dossiers = query::show(desk.ledger, desk.beats, &named, desk.reading)?;
    let (Some(dossier), Some(party)) = (dossiers.pop(), named.parties.first()) else {
        return Err(unknown(desk, asked, &named));
    };
    let wants_open = asked.get("open").is_some();
    let open = match wants_open {
        true => Some(query::open_claims(desk.ledger, party, desk.reading, OPEN)?),
        false => None,
    };
    let judged = query::reviewed(desk.ledger, Some(party), desk.reading)?;
    if asked.json {
        let judged = review::json(&judged, desk.ledger)?;
        return Answer::json(&show::json(&dossier, open.as_ref(), judged));
    }
    let entity = &dossier.entity;
    let here = told::dossier(entity);
    let quotes = |recent: &Recent| -> Vec<Quote> {
        recent.claims.iter().map(|claim| Quote::of(claim, asked)).collect()
    };
    let all = |kind: &str| asked.to_with(&format!("{here}/claims"), &[("kind", kind)]);
    let mut page = Page {
        frame: desk.frame(&entity.name, asked),
        name: entity.name.clone(),
        kind: entity.kind.map_or("", |kind| kind.as_str()),
        id: entity.id.clone(),
        reading: dossier.reading.to_string(),
        groups: groups(&dossier.rows, &here, asked),
        others: dossier
            .others
            .iter()
            .map(|row| Row {
                href: Some(asked.to(&told::dossier(&row.subject))),
                ..Row::of(row, format!("{} · {}", row.subject.name, row.label), asked)
            })
            .collect(),
        more: dossier.more,
        said: quotes(&dossier.said),
        all_said: dossier.said.more.then(|| all("statement")),
        open: open.as_ref().map(quotes).unwrap_or_default(),
        all_open: open.filter(|open| open.more).map(|_| all("open")),
        judged: Judged::all(&judged, asked),
        show_open: (!wants_open)
            .then(|| format!("{}#open", asked.to_with(&here, &[("open", "1")]))),
        timeline: asked.to(&format!("{here}/timeline")),
        contradictions: asked.to_with("/contradictions", &[("of", &entity.id)]),
        later: dossier.later.and_then(|later| Later::of(later, asked)),
    };
    let rows = page.groups.iter_mut().flat_map(|group| &mut group.rows).chain(&mut page.others);
    around::add(desk.ledger, rows.flat_map(|row| &mut row.quotes).chain(&mut page.said))?;
    Answer::html(&page)
}

/// Puts the values of each predicate under its heading.
fn groups(rows: &[AnswerRow], here: &str, asked: &Asked) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for of_one in rows.chunk_by(|a, b| a.label == b.label) {
        let lead = |row: &AnswerRow| match row.value.words() {
            words if words.is_empty() => row.label.clone(),
            words => words,
        };
        let Some(first) = of_one.first() else { continue };
        let predicate = [("predicate", first.predicate.as_str())];
        let all = || asked.to_with(&format!("{here}/timeline"), &predicate);
        groups.push(Group {
            label: first.label.clone(),
            anchor: first.predicate.clone(),
            rows: of_one.iter().take(VALUES).map(|row| Row::of(row, lead(row), asked)).collect(),
            all: (of_one.len() > VALUES).then(|| (of_one.len(), all())),
            reports: asked.to_with(&format!("{here}/claims"), &predicate),
        });
    }
    groups
}

/// What an address of a dossier stands for.
pub enum Found {
    /// One, under its id.
    One(Named),
    /// Another page: of its id, or of several.
    Elsewhere(Answer),
}

/// Finds whom an address names. Somebody's name leads to the address of the id.
pub fn find(desk: &Desk, asked: &Asked) -> Result<Found, Problem> {
    let name = asked.names.first().map(String::as_str).unwrap_or_default();
    let named = query::resolve(desk.ledger, name, desk.reading)?;
    match &named.parties[..] {
        [] => Err(unknown(desk, asked, &named)),
        [_] if name.starts_with("e_") => Ok(Found::One(named)),
        [one] if !asked.json => {
            let rest = asked.path.strip_prefix("/e/").and_then(|path| path.split_once('/'));
            let rest = rest.map(|(_, rest)| format!("/{rest}")).unwrap_or_default();
            let others: Vec<(&str, &str)> = asked
                .others()
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            let to = format!("{}{rest}", told::dossier(&one.entity));
            Ok(Found::Elsewhere(Answer::Moved(asked.to_with(&to, &others))))
        }
        [_] => Ok(Found::One(named)),
        several if asked.json => {
            let names = several.iter().map(|party| candidate(desk, &party.entity, asked)).collect();
            Err(Problem::not_found(format!("'{name}' may mean several"))
                .with_hint("ask with the id")
                .with_candidates(names))
        }
        several => {
            let entity = |party: &Party| candidate(desk, &party.entity, asked);
            let page = Several {
                frame: desk.frame(name, asked),
                asked: name.to_owned(),
                parties: several.iter().map(entity).collect(),
                others: named.others.iter().map(|other| candidate(desk, other, asked)).collect(),
            };
            Ok(Found::Elsewhere(Answer::html(&page)?))
        }
    }
}

/// Says that nobody of a name or id is there, and who is called alike.
pub fn unknown(desk: &Desk, asked: &Asked, named: &Named) -> Problem {
    let name = &named.asked;
    let near = match name.starts_with("e_") {
        true => desk.ledger.ids_near(name, CALLED_ALIKE).and_then(|ids| {
            ids.iter().filter_map(|id| desk.ledger.entity(id).transpose()).collect()
        }),
        false => query::near(desk.ledger, name, CALLED_ALIKE),
    };
    // Who is near is a help, and no part of the answer: without it the answer is the same.
    let near: Vec<Entity> = near.unwrap_or_default();
    Problem::not_found(format!("nothing is recorded of '{name}'"))
        .with_hint("search for words of the name")
        .with_candidates(near.iter().map(|entity| candidate(desk, entity, asked)).collect())
}

/// So many who are called alike are told.
const CALLED_ALIKE: usize = 8;

/// More claims than this are not counted.
const COUNTED: usize = 1000;

fn candidate(desk: &Desk, entity: &Entity, asked: &Asked) -> Candidate {
    let claims = desk.ledger.mentions_of(entity.number, desk.reading.scope(), COUNTED);
    Candidate {
        id: entity.id.clone(),
        name: entity.name.clone(),
        kind: entity.kind.map(|kind| kind.as_str()),
        claims: claims.ok(),
        href: asked.to(&told::dossier(entity)),
    }
}

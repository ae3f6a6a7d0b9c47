//! `timeline`: what was reported of somebody or something, in the order in which it happened.

use reportedly::beat::{Beats, PredicateKind};
use reportedly::query::{self, AnswerRow};
use serde::Serialize;

use super::answer::{self, EntityJson, LaterJson, ReadingJson, RowJson};
use super::review::{self, ReviewedJson};
use super::{Outcome, recent};
use crate::Failure;
use crate::args::{Common, Timeline};
use crate::out::{Form, Out};
use crate::reader::Reader;
use crate::wire::ClaimJson;
use crate::words;

/// A timeline as JSON.
#[derive(Serialize)]
pub struct TimelineJson<'a> {
    entity: EntityJson<'a>,
    reading: ReadingJson,
    rows: Vec<RowJson<'a>>,
    /// What people said of claims about it, where they did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    judged: Vec<ReviewedJson<'a>>,
    later: Option<LaterJson>,
}

/// Open claims as JSON.
#[derive(Serialize)]
struct OpenJson<'a> {
    entity: EntityJson<'a>,
    open: Vec<ClaimJson<'a>>,
}

/// Shows a timeline.
pub fn run(args: &Timeline, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let ledger = super::open(common)?;
    let reading = answer::reading(&args.reading, &ledger)?;
    let reader = Reader::new(&[])?;
    let predicate = match &args.predicate {
        Some(name) => Some(predicate(name, reader.beats())?),
        None => None,
    };
    let named = query::resolve(&ledger, &args.entity, reading)?;
    if named.parties.is_empty() {
        return super::unknown(&named, &ledger);
    }
    let timelines =
        query::timeline(&ledger, reader.beats(), &named, predicate.as_deref(), reading)?;
    if out.is_json() {
        for timeline in &timelines {
            // Parties without a timeline are left out, so that their places tell nothing.
            let entity = timeline.entity.number;
            let party = named.parties.iter().find(|party| party.entity.number == entity);
            let mut judged = query::reviewed(&ledger, party, reading)?;
            review::only(&mut judged, predicate.as_deref());
            out.json(&json(timeline, review::json(&judged, &ledger)?))?;
        }
    } else {
        answer::tell_name(&named, out)?;
        write(&timelines, out)?;
    }
    let mut nothing = timelines.iter().all(|timeline| timeline.rows.is_empty());
    for party in named.parties.iter().filter(|_| args.open) {
        let mut told = query::open_claims(&ledger, party, reading, recent::SHOWN)?;
        told.claims.sort_by_key(|stored| stored.article.published);
        nothing &= told.claims.is_empty();
        if out.is_json() {
            let open = told.claims.iter().map(|claim| ClaimJson::stored(claim, None)).collect();
            out.json(&OpenJson { entity: EntityJson::of(&party.entity), open })?;
        } else {
            recent::write(&told, recent::OPEN, out)?;
        }
    }
    match nothing {
        true => super::nothing(&format!("nothing was reported of '{}' by then", args.entity)),
        false => Ok(Outcome::Found),
    }
}

/// Returns a timeline as JSON, with claims that people judged.
pub fn json<'a>(timeline: &'a query::Timeline, judged: Vec<ReviewedJson<'a>>) -> TimelineJson<'a> {
    TimelineJson {
        entity: EntityJson::of(&timeline.entity),
        reading: ReadingJson::of(timeline.reading),
        rows: timeline.rows.iter().map(RowJson::of).collect(),
        judged,
        later: timeline.later.map(LaterJson::of),
    }
}

/// Writes timelines, each under its heading.
pub fn write(timelines: &[query::Timeline], out: &mut Out) -> Result<(), Failure> {
    for timeline in timelines {
        let entity = &timeline.entity;
        let kind = entity.kind.map_or(String::new(), |kind| format!(" ({})", kind.as_str()));
        answer::heading(&format!("{}{kind}", entity.name), out)?;
        answer::aside(&format!("{} · {}", entity.id, timeline.reading), out)?;
        let eyes = matches!(out.form(), Form::Terminal(_));
        if eyes && !timeline.rows.is_empty() {
            out.line("")?;
        }
        answer::write(&timeline.rows, |row| lead(row, &entity.name), out)?;
        if eyes && timeline.later.is_some() {
            out.line("")?;
        }
        answer::tell_later(timeline.later, out)?;
    }
    Ok(())
}

/// Returns what a line begins with: when, and what is said of whom.
pub fn lead(row: &AnswerRow, entity: &str) -> String {
    let when = match row.value.valid_time {
        Some(time) if row.kind != PredicateKind::Schedule => words::when(time),
        _ => row.value.first_published.to_string(),
    };
    let value = row.value.words();
    let whom = if row.subject.name == entity { "" } else { &row.subject.name };
    let parts = [when.as_str(), whom, &row.label, &value];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Returns the predicate that a word names: its name, or what a dossier calls it.
pub fn predicate(name: &str, beats: &Beats) -> Result<String, Failure> {
    let plain = |name: &str| name.to_lowercase().replace([' ', '-'], "_");
    let wanted = plain(name);
    let all = || beats.predicates().map(|(_, predicate)| predicate);
    match all().find(|p| plain(&p.name) == wanted || plain(&p.label) == wanted) {
        Some(predicate) => Ok(predicate.name.clone()),
        None => {
            let names: Vec<&str> = all().map(|predicate| predicate.name.as_str()).collect();
            Err(Failure::usage(
                format!("'{name}' is not a predicate"),
                format!("use one of {}", names.join(", ")),
            ))
        }
    }
}

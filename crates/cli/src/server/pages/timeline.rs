//! A timeline: a picture in lanes, and below it the same in words.

use std::collections::{BTreeSet, HashMap};

use askama::Template;
use jiff::civil::Date;
use reportedly::beat::PredicateKind;
use reportedly::belief::Standing;
use reportedly::query::{self, AnswerRow};
use reportedly_nlp::{Bound, Interval};

use super::dossier::{self, Found};
use super::{Answer, Desk};
use crate::commands::{review, timeline};
use crate::server::around;
use crate::server::asked::Asked;
use crate::server::frame::Frame;
use crate::server::judged::Judged;
use crate::server::lanes::{Axis, Bar, Tick};
use crate::server::problem::Problem;
use crate::server::told::{self, Firm, Later, Row};

/// So many lanes are drawn; the rest is told in words.
const LANES: usize = 60;
/// Where all predicates are shown, so many values of each, the last ones.
const EACH: usize = 12;
/// So many reports of a lane are drawn, and of all lanes together.
const REPORTS: usize = 24;
const ALL_REPORTS: usize = 400;

#[derive(Template)]
#[template(path = "timeline.html")]
struct Page {
    frame: Frame,
    name: String,
    reading: String,
    dossier: String,
    /// Its predicates, with where each is shown alone.
    predicates: Vec<(String, String, bool)>,
    all: String,
    /// Whether only one predicate is shown.
    only: bool,
    /// Whether the world's time is drawn rather than that of publication.
    by_world: bool,
    other_axis: String,
    ticks: Vec<Tick>,
    /// Whether the marks of the axis are days or months.
    long: bool,
    lanes: Vec<Lane>,
    undrawn: usize,
    more: usize,
    /// What is told in words, with its place among all.
    rows: Vec<(usize, Row)>,
    /// The predicates of which only the last values are shown: label, how many there are, and where
    /// all of them are.
    shortened: Vec<(String, usize, String)>,
    judged: Vec<Judged>,
    later: Option<Later>,
}

/// A lane of the picture.
struct Lane {
    /// The predicate, above its first lane.
    heading: Option<String>,
    /// The place of the same value in words.
    row: usize,
    words: String,
    firm: Firm,
    /// How it ended, or that it stands.
    end: &'static str,
    bar: Bar,
    /// From the last report on, where nothing ended it since.
    on: Option<Bar>,
    reports: Vec<String>,
    /// The picture in words.
    label: String,
}

/// From when to when, as far as told.
type Bounds = (Option<Date>, Option<Date>);

/// Shows a timeline.
pub fn page(desk: &Desk, asked: &Asked) -> Result<Answer, Problem> {
    let named = match dossier::find(desk, asked)? {
        Found::One(named) => named,
        Found::Elsewhere(answer) => return Ok(answer),
    };
    let Some(party) = named.parties.first() else {
        return Err(dossier::unknown(desk, asked, &named));
    };
    let only =
        asked.get("predicate").map(|name| timeline::predicate(name, desk.beats)).transpose()?;
    let mut found =
        query::timeline(desk.ledger, desk.beats, &named, only.as_deref(), desk.reading)?;
    let found = found.pop().unwrap_or_else(|| query::Timeline {
        entity: party.entity.clone(),
        reading: desk.reading,
        rows: Vec::new(),
        more: 0,
        later: None,
    });
    let mut judged = query::reviewed(desk.ledger, Some(party), desk.reading)?;
    review::only(&mut judged, only.as_deref());
    if asked.json {
        return Answer::json(&timeline::json(&found, review::json(&judged, desk.ledger)?));
    }
    let entity = &found.entity;
    let here = format!("{}/timeline", told::dossier(entity));
    let by_world = asked.get("axis") == Some("world");
    let mut again: Vec<(&str, &str)> = Vec::new();
    again.extend(asked.get("predicate").map(|name| ("predicate", name)));
    again.extend((!by_world).then_some(("axis", "world")));
    let shown = shown(&found.rows, only.is_some());
    let (ticks, lanes) = drawn(desk, &shown, &entity.name, by_world)?;
    let mut page = Page {
        frame: desk.frame(format!("{} · timeline", entity.name), asked),
        name: entity.name.clone(),
        reading: found.reading.to_string(),
        dossier: asked.to(&told::dossier(entity)),
        predicates: predicates(&found.rows, &here, only.as_deref(), asked),
        all: asked.to(&here),
        only: only.is_some(),
        by_world,
        other_axis: asked.to_with(&here, &again),
        undrawn: shown.len() - lanes.len(),
        long: ticks.iter().any(|tick| tick.label.len() > 4),
        ticks,
        lanes,
        more: found.more,
        rows: shown
            .iter()
            .map(|(at, row)| (at + 1, Row::of(row, timeline::lead(row, &entity.name), asked)))
            .collect(),
        shortened: shortened(&found.rows, shown.len(), &here, asked),
        judged: Judged::all(&judged, asked),
        later: found.later.and_then(|later| Later::of(later, asked)),
    };
    around::add(desk.ledger, page.rows.iter_mut().flat_map(|(_, row)| &mut row.quotes))?;
    Answer::html(&page)
}

/// Returns the rows that are shown, with their places: all of one predicate, or the last of each.
fn shown(rows: &[AnswerRow], only_one: bool) -> Vec<(usize, &AnswerRow)> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut shown = Vec::new();
    for (at, row) in rows.iter().enumerate().rev() {
        let count = counts.entry(row.predicate.as_str()).or_default();
        *count += 1;
        if only_one || *count <= EACH {
            shown.push((at, row));
        }
    }
    shown.reverse();
    shown
}

/// Returns the predicates of which not all values are shown.
fn shortened(
    rows: &[AnswerRow],
    shown: usize,
    here: &str,
    asked: &Asked,
) -> Vec<(String, usize, String)> {
    if shown == rows.len() {
        return Vec::new();
    }
    let count = |name: &str| rows.iter().filter(|row| row.predicate == name).count();
    let mut seen = BTreeSet::new();
    rows.iter()
        .filter(|row| seen.insert(row.predicate.as_str()))
        .map(|row| (row, count(&row.predicate)))
        .filter(|(_, count)| *count > EACH)
        .map(|(row, count)| {
            let href = asked.to_with(here, &[("predicate", &row.predicate)]);
            (row.label.clone(), count, href)
        })
        .collect()
}

/// Returns the predicates of the rows: label, address, whether it is the only one shown.
fn predicates(
    rows: &[AnswerRow],
    here: &str,
    only: Option<&str>,
    asked: &Asked,
) -> Vec<(String, String, bool)> {
    let mut seen = BTreeSet::new();
    rows.iter()
        .filter(|row| seen.insert(row.predicate.as_str()))
        .map(|row| {
            let href = asked.to_with(here, &[("predicate", &row.predicate)]);
            (row.label.clone(), href, only == Some(row.predicate.as_str()))
        })
        .collect()
}

/// Returns the picture: its axis and its lanes, those of one predicate together.
fn drawn(
    desk: &Desk,
    rows: &[(usize, &AnswerRow)],
    entity: &str,
    by_world: bool,
) -> Result<(Vec<Tick>, Vec<Lane>), Problem> {
    let today = desk.today()?;
    let times = |row: &AnswerRow| match by_world {
        true => in_world(row),
        false => Some((Some(row.value.first_published), Some(held_until(row, today)))),
    };
    // Predicates in the order in which they first come up, values in the order of the rows.
    let mut order: Vec<&str> = Vec::new();
    for (_, row) in rows {
        if !order.contains(&row.predicate.as_str()) {
            order.push(&row.predicate);
        }
    }
    let mut shown: Vec<(usize, &AnswerRow, Bounds)> =
        rows.iter().filter_map(|(at, row)| Some((*at, *row, times(row)?))).collect();
    let place = |row: &AnswerRow| order.iter().position(|&name| name == row.predicate);
    shown.sort_by_key(|(at, row, _)| (place(row), *at));
    shown.truncate(LANES);
    let days = shown.iter().flat_map(|(.., (from, to))| [*from, *to]).flatten();
    let open = (!by_world).then_some(today);
    let Some(axis) = Axis::around(days.chain(open)) else { return Ok((Vec::new(), Vec::new())) };
    let mut lanes: Vec<Lane> = Vec::new();
    let (mut last, mut left) = ("", ALL_REPORTS);
    for (at, row, (from, to)) in shown {
        let reports: Vec<u64> = row.value.claims.iter().copied().take(REPORTS.min(left)).collect();
        left -= reports.len();
        let reports = match by_world {
            true => Vec::new(),
            false => desk.ledger.days(&reports)?,
        };
        let days: BTreeSet<Date> = reports.into_iter().collect();
        let value = match row.value.words() {
            words if words.is_empty() => row.label.clone(),
            words => words,
        };
        let words = match row.subject.name == entity {
            true => value,
            false => format!("{} · {value}", row.subject.name),
        };
        let firm = Firm::of(row.value.firmness);
        let told = |day: Option<Date>| day.map_or("?".to_owned(), |day| day.to_string());
        lanes.push(Lane {
            heading: (last != row.predicate).then(|| row.label.clone()),
            row: at + 1,
            label: format!("{words}, {}: from {} to {}", firm.word, told(from), told(to)),
            on: (!by_world && goes_on(row)).then(|| axis.bar(to, Some(today))),
            words,
            firm,
            end: end(row),
            bar: axis.bar(from, to),
            reports: days.into_iter().map(|day| axis.at(day)).collect(),
        });
        last = &row.predicate;
    }
    Ok((axis.ticks(), lanes))
}

/// Returns until when a value was reported to hold: to the report that ended it, or the last one.
fn held_until(row: &AnswerRow, today: Date) -> Date {
    let last = row.value.last_published;
    let ended = row.ended_by.as_ref().map(|claim| claim.article.published);
    let ended = ended.filter(|_| row.kind != PredicateKind::Event);
    ended.unwrap_or(last).max(last).min(today)
}

/// Whether a value is taken to hold beyond its last report: silence does not end it.
fn goes_on(row: &AnswerRow) -> bool {
    row.kind != PredicateKind::Event
        && matches!(row.value.standing, Standing::Stands | Standing::Expected)
}

/// Returns when a value is said to hold in the world: of a schedule, the day that it names.
fn in_world(row: &AnswerRow) -> Option<Bounds> {
    let time: Interval = match row.kind {
        PredicateKind::Schedule => row.value.value.as_deref()?.parse().ok()?,
        _ => row.value.valid_time?,
    };
    let end = match time.end {
        Bound::At(end) => Some(end.last_day()),
        _ => None,
    };
    let start = time.first_day();
    (start.is_some() || end.is_some()).then_some((start, end))
}

/// Returns how a lane ends, as a class of marks.
fn end(row: &AnswerRow) -> &'static str {
    match row.value.standing {
        Standing::Stands => "stands",
        Standing::Expected => "expected",
        // A date that is only told more precisely did not come to an end.
        Standing::Replaced if row.value.is_told_more_precisely() => "precise",
        Standing::Replaced => "moved",
        Standing::Denied => "denied",
        Standing::Withdrawn => "withdrawn",
        Standing::Ended => "ended",
        Standing::LastReported | Standing::Asked | Standing::Unknown => "silent",
    }
}

//! A timeline: what was reported of somebody or something, in the order in which it happened.

use jiff::civil::Date;

use super::name::Named;
use super::{AnswerRow, all_later, dossier};
use crate::beat::{Beats, PredicateKind};
use crate::belief::{Believer, Later, Reading};
use crate::error::Error;
use crate::ledger::{Entity, Ledger};

/// What was reported, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// Of whom or what.
    pub entity: Entity,
    /// From where it looks.
    pub reading: Reading,
    /// Each value that was ever reported: what has a time by its time, the dates of a schedule in
    /// the order in which they took each other's place, everything else by its first report.
    pub rows: Vec<AnswerRow>,
    /// How many more values there are: of each slot the last hundred are given.
    pub more: usize,
    /// What was published later and is left out.
    pub later: Option<Later>,
}

/// Returns the timelines of everything that a name stands for, those that hold nothing left out.
pub fn timeline(
    ledger: &dyn Ledger,
    beats: &Beats,
    named: &Named,
    predicate: Option<&str>,
    reading: Reading,
) -> Result<Vec<Timeline>, Error> {
    let mut believer = Believer::new(ledger, beats, reading)?;
    let mut timelines = Vec::new();
    for party in &named.parties {
        let (mut own, mut others) = dossier::slots(&mut believer, party)?;
        for slots in [&mut own, &mut others] {
            slots.retain(|slot| predicate.is_none_or(|name| slot.predicate == name));
        }
        let later = all_later(own.iter().chain(&others));
        own.append(&mut others);
        let (rows, more) = dossier::rows(&mut believer, &own)?;
        let mut keyed: Vec<(Key, AnswerRow)> =
            rows.into_iter().enumerate().map(|(at, row)| (key(&row, at), row)).collect();
        keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
        let rows: Vec<AnswerRow> = keyed.into_iter().map(|(_, row)| row).collect();
        if !rows.is_empty() || later.is_some() {
            let reading = believer.reading();
            timelines.push(Timeline { entity: party.entity.clone(), reading, rows, more, later });
        }
    }
    Ok(timelines)
}

/// When, whether a schedule, the article, the place in it or in the schedule.
type Key = (Date, bool, Date, String, usize);

fn key(row: &AnswerRow, at: usize) -> Key {
    let value = &row.value;
    let schedule = row.kind == PredicateKind::Schedule;
    let time = value.valid_time.filter(|_| !schedule);
    let when = time.and_then(|time| time.first_day().or(time.day_after()));
    // The dates of a schedule come the last one first.
    let place = if schedule { usize::MAX - at } else { row.claim.claim.evidence.span.start };
    let article = if schedule { row.predicate.clone() } else { row.claim.article.revision.clone() };
    (when.unwrap_or(value.first_published), schedule, value.first_published, article, place)
}

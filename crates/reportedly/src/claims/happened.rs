//! When the events of an article took place: what is told of one of them in passing happened then.
//!
//! "On Thursday the gala takes place ... Quill, who will be honoured with the Icon Award": the day is told
//! once. An event that the text gives two days keeps none.

use std::collections::HashMap;

use reportedly_nlp::{Bound, EntityKind, Interval, PartialDate, Span, TimexKind, Upos};

use super::graph::Rel;
use super::view::View;
use crate::beat::{Beats, PredicateKind};
use crate::claim::{Claim, ClaimKind, Cue, CueRole, Field};

/// Verbs with which an event is said to take place.
const TAKES_PLACE: &[&str] = &[
    "take",
    "be",
    "hold",
    "kick",
    "begin",
    "start",
    "open",
    "return",
    "happen",
    "occur",
    "air",
    "broadcast",
    "schedule",
    "set",
];

/// A time and the words that tell it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Told {
    interval: Interval,
    words: Span,
}

/// What is known of the times of events: none where the text tells more than one.
type Days = HashMap<String, Option<Told>>;

/// Gives the claims of what happened at an event, and that tell no time, that of the event.
pub(super) fn complete(view: &View<'_>, claims: &mut [Claim], beats: &Beats, field: Field) {
    let days = days(view);
    for claim in claims.iter_mut().filter(|claim| claim.kind == ClaimKind::Typed) {
        let event =
            beats.predicate(&claim.predicate).is_some_and(|p| p.kind == PredicateKind::Event);
        let kind = claim.object.as_ref().and_then(|object| object.kind);
        if !event || claim.valid_time.is_some() {
            continue;
        }
        let told = match (&claim.object, kind) {
            (Some(object), Some(EntityKind::Event)) => match days.get(&object.name) {
                Some(told) => *told,
                None => {
                    claim.valid_time = edition(&object.name).map(Interval::at);
                    None
                }
            },
            // Where a prize was won is the event that the text is about there.
            (Some(_), Some(EntityKind::Award)) => {
                let token = view.document.tokens_in(claim.evidence.span).next();
                let topic = token.and_then(|token| view.topic(token, &[EntityKind::Event]));
                let name = topic.map(|topic| &view.parties.list[topic.party].name);
                name.and_then(|name| days.get(name).copied().flatten())
            }
            _ => None,
        };
        let Some(told) = told else { continue };
        claim.valid_time = Some(told.interval);
        if claim.evidence.field == field {
            let text = told.words.of(&view.document.text).to_owned();
            claim.cues.push(Cue { role: CueRole::Time, span: told.words, text });
        }
    }
}

/// Returns when each event took place, by its name.
fn days(view: &View<'_>) -> Days {
    let document = view.document;
    let mut days = Days::new();
    for timex in &document.timexes {
        let Some(interval) = timex.interval.filter(|interval| interval.start == interval.end)
        else {
            continue;
        };
        let whole = matches!(interval.start, Bound::At(_)) && timex.kind != TimexKind::Set;
        let Some(first) = document.tokens_in(timex.span).next().filter(|_| whole) else { continue };
        for party in events(view, first, timex.span) {
            let told = Told { interval, words: timex.span };
            days.entry(view.parties.list[party].name.clone())
                .and_modify(|known| *known = known.and_then(|known| closer(known, told)))
                .or_insert(Some(told));
        }
    }
    days
}

/// Returns the more precise of two times of one event; none where they are two.
fn closer(known: Told, told: Told) -> Option<Told> {
    if told.interval.is_inside(known.interval) {
        return Some(told);
    }
    known.interval.is_inside(told.interval).then_some(known)
}

/// Returns the events that the time at a token is the time of.
fn events(view: &View<'_>, token: usize, words: Span) -> Vec<usize> {
    let document = view.document;
    let at = |token: usize| -> Vec<usize> {
        let fillers = view.fillers_at(token).into_iter();
        let event = |party: &usize| view.parties.list[*party].kind == Some(EntityKind::Event);
        fillers.filter(|f| !f.span.overlaps(words)).map(|f| f.party).filter(event).collect()
    };
    let mut here = token;
    for _ in 0..4 {
        let Some(head) = document.tokens[here].head else { break };
        here = head;
        let found = at(here);
        if !found.is_empty() {
            return found;
        }
        let word = &document.tokens[here];
        if word.upos == Upos::Verb {
            let takes = TAKES_PLACE.contains(&word.lemma.as_str());
            let subjects = view.graph.out(here).iter().filter(|e| takes && e.rel == Rel::Subject);
            return subjects.flat_map(|e| at(e.to)).collect();
        }
    }
    Vec::new()
}

/// Returns the year that the name of an event begins with: "2021 Lund Gala".
fn edition(name: &str) -> Option<PartialDate> {
    let year = name.split(' ').next().filter(|word| word.len() == 4)?;
    year.parse().ok().filter(|year| (1890..2100).contains(year)).and_then(PartialDate::year)
}

//! Release dates that were moved: "postponed from June to December, and now to July 2021" is three
//! values of one slot, each with what took its place.

use reportedly_nlp::{Deprel, EntityKind, Timex, Upos};

use super::graph::{Rel, prep};
use super::matching::Found;
use super::value::{ValueFiller, time};
use super::view::View;

/// Verbs that move a date.
const MOVES: &[&str] =
    &["postpone", "delay", "push", "move", "bump", "shift", "reschedule", "slip", "defer", "slide"];

/// A date that was moved, with the date that replaced it and the one that it replaced.
#[derive(Clone, Debug)]
pub(super) struct Moved {
    /// The date.
    pub value: ValueFiller,
    /// The date before.
    pub replaces: Option<String>,
    /// The date after.
    pub superseded_by: Option<String>,
}

/// Returns the dates between which the words of `found` move something, in the order of the
/// telling; empty where they move nothing from one date to another.
pub(super) fn moved(view: &View<'_>, found: &Found) -> Vec<Moved> {
    let document = view.document;
    let Some(verb) = found.words.iter().copied().find(|&t| is_move(view, t)) else {
        return Vec::new();
    };
    let sentence = &document.sentences[document.sentence_of(verb)];
    let mut dates: Vec<(bool, ValueFiller)> = Vec::new();
    let from = document.tokens[verb].span.end;
    let first = document.timexes.partition_point(|timex| timex.span.start < from);
    let here = document.timexes[first..].iter();
    for timex in here.take_while(|timex| timex.span.end <= sentence.span.end) {
        let Some(origin) = direction(view, timex) else { continue };
        if let Some(value) = time(timex) {
            dates.push((origin, value));
        }
    }
    // The first is where it was only if the words say "from".
    let values: Vec<ValueFiller> = dates.into_iter().map(|(_, value)| value).collect();
    let text = |i: Option<usize>| i.and_then(|i| values.get(i)).map(|v| v.text.clone());
    (0..values.len())
        .map(|i| Moved {
            value: values[i].clone(),
            replaces: text(i.checked_sub(1)),
            superseded_by: text(Some(i + 1)),
        })
        .collect()
}

/// Whether the words of `found` say that something was moved.
pub(super) fn moves(view: &View<'_>, found: &Found) -> bool {
    found.words.iter().any(|&t| is_move(view, t))
}

fn is_move(view: &View<'_>, token: usize) -> bool {
    MOVES.contains(&view.document.tokens[token].lemma.as_str())
}

/// Whether the time stands after "from" (`true`) or after "to", "until" (`false`).
fn direction(view: &View<'_>, timex: &Timex) -> Option<bool> {
    let first = view.document.tokens_in(timex.span).next()?;
    let mut at = first;
    for _ in 0..4 {
        at = at.checked_sub(1)?;
        match view.lower[at].as_str() {
            "from" => return Some(true),
            "to" | "until" | "till" | "into" => return Some(false),
            _ if matches!(view.document.tokens[at].upos, Upos::Det | Upos::Adv | Upos::Adj) => {}
            _ => return None,
        }
    }
    None
}

/// Prepositions that tell why, whatever they hang on.
const CAUSES: &[&str] = &["due", "because", "amid"];

/// Prepositions that tell why behind the verb, and other things elsewhere.
const PERHAPS: &[&str] = &["over", "after", "as"];

/// Returns why, where the clause says so: "due to the pandemic", "after positive tests".
pub(super) fn cause(view: &View<'_>, found: &Found) -> Option<ValueFiller> {
    let document = view.document;
    let heads = [found.key, view.governor(found.key)];
    // "to July due to the storm": what tells why hangs on the date as often as on the verb.
    let sentence = document.sentences[document.sentence_of(found.key)].span;
    let first =
        document.timexes.partition_point(|t| t.span.end <= document.tokens[found.key].span.start);
    let times = document.timexes[first..].iter().take_while(|t| t.span.start < sentence.end);
    let dates = times.clone().flat_map(|timex| document.tokens_in(timex.span));
    let heads = heads.into_iter().map(|head| (head, true));
    let others = found.words.iter().copied().chain(dates).map(|head| (head, false));
    for (head, verb) in heads.chain(others) {
        for token in document.children(head).filter(|&token| token > found.key) {
            let marked = document.children(token).any(|c| {
                let word = view.lower[c].as_str();
                matches!(document.tokens[c].deprel, Deprel::Case | Deprel::Mark)
                    && (CAUSES.contains(&word) || verb && PERHAPS.contains(&word))
            });
            let noun = matches!(document.tokens[token].upos, Upos::Noun | Upos::Propn);
            let a_place = view.fillers_at(token).iter().any(|f| view.fits(f, &[EntityKind::Place]));
            let a_time = times.clone().any(|t| t.span.overlaps(document.tokens[token].span));
            if marked && noun && !a_time && !a_place {
                return phrase(view, token);
            }
        }
    }
    None
}

/// Returns where, as the clause says: "in Italy".
pub(super) fn place(view: &View<'_>, found: &Found) -> Option<ValueFiller> {
    let document = view.document;
    let heads = [found.key, view.governor(found.key)];
    // "on July 3, 2023 in Lund": the place hangs on the time as often as on the verb.
    let time = super::valid::timex(view, found).map(|timex| timex.span);
    let time = time.into_iter().flat_map(|span| document.tokens_in(span));
    let mut all: Vec<ValueFiller> = Vec::new();
    for head in heads.into_iter().chain(found.words.iter().copied()).chain(time) {
        for edge in view.graph.out(head) {
            if edge.rel == prep("in") || edge.rel == prep("at") || edge.rel == Rel::Object {
                all.extend(super::value::values(view, &crate::beat::ValueKind::Place, edge.to));
            }
        }
    }
    let taken = |v: &ValueFiller| {
        found.object.is_some_and(|o| o.span == v.span) || found.subject.span == v.span
    };
    all.into_iter().find(|v| !taken(v))
}

fn phrase(view: &View<'_>, token: usize) -> Option<ValueFiller> {
    super::value::values(view, &crate::beat::ValueKind::Words, token).pop()
}

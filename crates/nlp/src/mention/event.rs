//! Types and widens names of events and awards by their words: "the 95th Annual Academy Awards",
//! "Golden Globe for Best Actress".

mod known;

use std::ops::Range;

use super::feature::Case;
use super::gazetteer::List;
use super::name::Found;
use super::view::View;
use super::words;
use crate::document::EntityKind;
use crate::tags::Upos;
use known::Before;

/// Types the names of events and awards among `names`, and adds those that were overlooked.
pub fn events(view: &View, names: &mut Vec<Found>) {
    let mut taken = vec![0u32; view.len()];
    for (number, name) in names.iter().enumerate() {
        taken[name.tokens.clone()].fill(number as u32 + 1);
    }
    let mut at = 0;
    let mut added: Vec<Found> = Vec::new();
    let mut dropped = vec![false; names.len()];
    while at < view.len() {
        if !view.is_capital(at) && view.word(at).case != Case::Digit {
            at += 1;
            continue;
        }
        let limit = view.sentence_end(at);
        let mut end = at + 1;
        let mut last_capital = at;
        while end < limit && end < at + 12 {
            if view.is_capital(end) || view.lower(end) == "d'or" {
                last_capital = end;
            } else if !matches!(
                view.lower(end),
                "of" | "the" | "'s" | "'" | "-" | "&" | "for" | "and" | "in"
            ) {
                break;
            }
            end += 1;
        }
        let run = at..last_capital + 1;
        at = last_capital + 1;
        for (tokens, kind) in typed(view, run.clone()) {
            behind_prize(view, &tokens, &taken, names);
            for at in tokens.clone() {
                if taken[at] != 0 && names[taken[at] as usize - 1].tokens.contains(&at) {
                    let name = &names[taken[at] as usize - 1];
                    let inside = tokens.start <= name.tokens.start && name.tokens.end <= tokens.end;
                    // "the U.S. Open and the Masters" is no title, "State Fair Grandstand" no name.
                    let may_be =
                        matches!(name.kind, Some(EntityKind::Work | EntityKind::Place) | None);
                    if inside || may_be {
                        dropped[taken[at] as usize - 1] = true;
                    }
                }
            }
            let crosses = tokens.clone().any(|at| {
                taken[at] != 0
                    && names[taken[at] as usize - 1].tokens.contains(&at)
                    && !dropped[taken[at] as usize - 1]
            });
            if !crosses {
                added.push(Found { tokens, kind: Some(kind) });
            }
        }
    }
    let mut number = 0;
    names.retain(|_| {
        number += 1;
        !dropped[number - 1]
    });
    names.extend(added);
    names.sort_by_key(|name| (name.tokens.start, std::cmp::Reverse(name.tokens.end)));
}

/// Cuts the prize off a person's name that was taken to begin with it: "Tony winner Odile Marsh".
fn behind_prize(view: &View, prize: &Range<usize>, taken: &[u32], names: &mut [Found]) {
    let Some(number) = (taken[prize.start] as usize).checked_sub(1) else { return };
    let name = &mut names[number].tokens;
    let told = ["nominee", "winner"].contains(&view.lower(prize.end));
    if told && name.start == prize.start && name.end > prize.end + 1 {
        name.start = prize.end + 1;
    }
}

/// Returns the events and awards in a run of capitals, as far as its words tell them, in no order.
fn typed(view: &View, run: Range<usize>) -> Vec<(Range<usize>, EntityKind)> {
    let mut all = Vec::new();
    let mut end = run.end;
    // From the last telling word backward: what stands before a name may hold another.
    while end > run.start {
        match last(view, run.start..end, run.clone()) {
            Some((tokens, kind)) => {
                end = tokens.start.max(run.start);
                all.push((tokens, kind));
            }
            None => end -= 1,
        }
    }
    all
}

/// Returns the event or award that ends where `rest` ends, within `run`.
fn last(view: &View, rest: Range<usize>, run: Range<usize>) -> Option<(Range<usize>, EntityKind)> {
    let Range { start, end } = rest;
    if !view.is_capital(end - 1) && view.lower(end - 1) != "d'or" {
        return None;
    }
    // "his fourth Tony nomination", "the Tony winner", "a Tony for"
    if view.form(end - 1) == "Tony" && !is_person(view, end - 1) {
        return Some((trim(view, start, end)..end, EntityKind::Award));
    }
    if let Some(told) = known::told(|at| view.lower(at), start, end) {
        let own = end - told.words;
        let first = match told.before {
            Before::Any => trim(view, start, end).min(own),
            Before::Only(words) => {
                let known = |at: &usize| words.contains(&view.lower(*at));
                (start..own).rev().take_while(known).last().unwrap_or(own)
            }
        };
        // "directed by Joe Ball": a family name.
        let family = matches!(view.lower(end - 1), "ball" | "bowl" | "cup" | "derby")
            && end - first == 2
            && view.word(first).lists & List::FirstName.bit() != 0
            && first.checked_sub(1).is_none_or(|before| view.lower(before) != "the");
        if family {
            return None;
        }
        let numbered = is_numeral(view.form(end)) && told.kind == EntityKind::Event;
        let end = end + usize::from(numbered && end < view.sentence_end(end - 1));
        let first = if told.kind == EntityKind::Event { widen(view, first) } else { first };
        // "has won three Emmys": so many prizes, and no ceremony.
        let prizes = told.kind == EntityKind::Event && told.words == 1 && end == own + 1;
        let counted = first.checked_sub(1).is_some_and(|before| {
            view.document.tokens[before].upos == Upos::Num
                && before >= view.sentence_start(first)
                && !view.form(first).starts_with(|c: char| c.is_ascii_digit())
        });
        let kind = if prizes && counted { EntityKind::Award } else { told.kind };
        return Some((first..end, kind));
    }
    let best = view.form(run.start) == "Best" && end == run.end && end - run.start > 1;
    (best && start == run.start).then_some((run, EntityKind::Award))
}

/// Whether "Tony" is somebody and no prize.
fn is_person(view: &View, at: usize) -> bool {
    let prize = ["nominat", "nomine", "nod", "win", "award"];
    if prize.iter().any(|word| view.lower(at + 1).starts_with(word)) {
        return false;
    }
    let counted = at.checked_sub(1).is_some_and(|before| {
        matches!(
            view.lower(before),
            "a" | "first" | "second" | "third" | "fourth" | "fifth" | "sixth"
        )
    });
    !counted || view.is_capital(at + 1)
}

/// Whether the word is a number in Roman letters: "Super Bowl LVIII".
fn is_numeral(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
}

/// Leaves out what stands at the head of a run without being part of the name.
fn trim(view: &View, start: usize, end: usize) -> usize {
    // "Cruise's Oscar", "Time and the Nobel Prize": what stands before is its own name.
    let cuts = |at: &usize| match view.lower(*at) {
        "'s" | "for" => true,
        // "the Rock and Roll Hall of Fame"
        "and" => view.lower(at + 1) != "roll",
        _ => false,
    };
    let cut = (start..end.saturating_sub(1)).rev().find(cuts);
    let mut start = cut.map_or(start, |at| at + 1);
    while start + 1 < end
        && (matches!(
            view.lower(start),
            "the" | "a" | "an" | "at" | "in" | "for" | "and" | "his" | "her" | "'s" | "of"
        ) || start == view.sentence_start(start) && words::is_opener(view.lower(start)))
    {
        start += 1;
    }
    start
}

/// Takes in "95th Annual" before a name.
fn widen(view: &View, start: usize) -> usize {
    let mut start = start;
    let first = view.sentence_start(start);
    while start > first {
        let before = view.lower(start - 1);
        let ordinal = before.len() > 2
            && before.as_bytes()[0].is_ascii_digit()
            && ["st", "nd", "rd", "th"].iter().any(|tail| before.ends_with(tail));
        let year = before.len() == 4 && before.bytes().all(|b| b.is_ascii_digit());
        // "the annual Grammy Awards" are the Grammy Awards; "the 67th annual" says which.
        let counted = before == "annual"
            && start > first + 1
            && view.lower(start - 2).starts_with(|c: char| c.is_ascii_digit());
        if counted || ordinal || year {
            start -= 1;
        } else {
            break;
        }
    }
    start
}

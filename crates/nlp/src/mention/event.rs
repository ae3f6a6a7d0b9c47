//! Types and widens names of events and awards by their words: "the 95th Annual Academy Awards",
//! "Golden Globe for Best Actress".

use super::feature::Case;
use super::gazetteer::List;
use super::name::Found;
use super::view::View;
use super::words;
use crate::document::EntityKind;

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
            if view.is_capital(end) {
                last_capital = end;
            } else if !matches!(
                view.lower(end),
                "of" | "the" | "'s" | "-" | "&" | "for" | "and" | "in"
            ) {
                break;
            }
            end += 1;
        }
        let run = at..last_capital + 1;
        at = last_capital + 1;
        if let Some((tokens, kind)) = typed(view, run.clone()) {
            for at in tokens.clone() {
                if taken[at] != 0 {
                    let name = &names[taken[at] as usize - 1];
                    let inside = tokens.start <= name.tokens.start && name.tokens.end <= tokens.end;
                    if inside {
                        dropped[taken[at] as usize - 1] = true;
                    }
                }
            }
            let crosses =
                tokens.clone().any(|at| taken[at] != 0 && !dropped[taken[at] as usize - 1]);
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

/// Returns the event or award in a run of capitals, if its words tell one.
fn typed(view: &View, run: std::ops::Range<usize>) -> Option<(std::ops::Range<usize>, EntityKind)> {
    // The part of the run up to its last telling word.
    for end in (run.start + 1..=run.end).rev() {
        let last = view.form(end - 1);
        let award = matches!(
            last,
            "Award"
                | "Prize"
                | "Medal"
                | "Oscar"
                | "Emmy"
                | "Grammy"
                | "BAFTA"
                | "Pulitzer"
                | "Trophy"
        ) || last == "Globe" && view.form(end.wrapping_sub(2)) == "Golden";
        // "his fourth Tony nomination", "the Tony winner"
        let told = last == "Tony"
            && ["nominat", "nomine", "nod", "win", "award"]
                .iter()
                .any(|word| view.lower(end).starts_with(word));
        if award || told {
            let start = trim(view, run.start, end);
            return Some((start..end, EntityKind::Award));
        }
        let plural_award = matches!(
            last,
            "Oscars" | "Emmys" | "Grammys" | "Tonys" | "Baftas" | "BAFTAs" | "Globes"
        );
        let war =
            view.form(end.wrapping_sub(2)) == "War" && matches!(last, "I" | "II" | "One" | "Two");
        let telling = war
            || matches!(
                last,
                "Awards"
                    | "Festival"
                    | "Cup"
                    | "Olympics"
                    | "Games"
                    | "Championship"
                    | "Championships"
                    | "Bowl"
                    | "Gala"
                    | "Prix"
                    | "Marathon"
                    | "Tournament"
                    | "Summit"
                    | "Fest"
                    | "Derby"
                    | "Comic-Con"
                    | "Conference"
                    | "Convention"
                    | "Expo"
                    | "War"
                    | "Finals"
                    | "Paralympics"
                    | "Playoffs"
                    | "Ball"
                    | "Parade"
                    | "Carnival"
                    | "Fair"
                    | "Rodeo"
                    | "Regatta"
                    | "Invitational"
                    | "Biennale"
                    | "Telethon"
            );
        if plural_award || telling && end - run.start > 1 {
            let start = trim(view, run.start, end);
            // "directed by Joe Ball": a family name.
            let person = end - start == 2
                && matches!(last, "Ball" | "Bowl" | "Cup" | "Derby")
                && view.word(start).lists & List::FirstName.bit() != 0
                && (start == 0 || view.lower(start - 1) != "the");
            if telling && end - start < 2 || person {
                return None;
            }
            return Some((widen(view, start)..end, EntityKind::Event));
        }
        if view.form(run.start) == "Best" && run.len() > 1 {
            return Some((run, EntityKind::Award));
        }
    }
    None
}

/// Leaves out what stands at the head of a run without being part of the name.
fn trim(view: &View, start: usize, end: usize) -> usize {
    let mut start = start;
    while start + 1 < end
        && (matches!(
            view.lower(start),
            "the" | "a" | "an" | "at" | "in" | "for" | "and" | "his" | "her" | "'s" | "of"
        ) || start == view.sentence_start(start) && words::is_opener(view.lower(start)))
    {
        start += 1;
    }
    // "Cruise's Oscar", "Time and the Nobel Prize": what stands before is its own name.
    for at in (start..end).rev() {
        if matches!(view.lower(at), "'s" | "and" | "for") && at + 1 < end {
            return at + 1;
        }
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
        if before == "annual" || ordinal || year {
            start -= 1;
        } else {
            break;
        }
    }
    start
}

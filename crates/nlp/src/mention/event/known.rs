//! What events and awards are called: the words that their names end in.
//!
//! A name is told by its last words. Marks between words are words of their own, as the tokens are:
//! "comic - con".

use crate::document::EntityKind::{self, Award, Event};

/// Last words that make an award or event of any capitals before them, in small letters.
const LAST: &[(&str, EntityKind)] = &[
    ("all-star game", Event),
    ("award", Award),
    ("awards", Event),
    ("ball", Event),
    ("bash", Event),
    ("biennale", Event),
    ("bowl", Event),
    ("carnival", Event),
    ("celebration", Event),
    ("championship", Event),
    ("championships", Event),
    ("comic - con", Event),
    ("comic con", Event),
    ("comic-con", Event),
    ("conference", Event),
    ("convention", Event),
    ("cup", Event),
    ("correspondents' dinner", Event),
    ("correspondents ' dinner", Event),
    ("d'or", Award),
    ("derby", Event),
    ("economic forum", Event),
    ("expo", Event),
    ("art fair", Event),
    ("book fair", Event),
    ("county fair", Event),
    ("state fair", Event),
    ("fashion week", Event),
    ("fellowship", Award),
    ("fest", Event),
    ("festival", Event),
    ("finals", Event),
    ("gala", Event),
    ("games", Event),
    ("grand jury prize", Award),
    ("halftime show", Event),
    ("hall of fame", Award),
    ("marathon", Event),
    ("masters tournament", Event),
    ("medal", Award),
    ("mvp", Award),
    ("of the month", Award),
    ("of the week", Award),
    ("of the year", Award),
    ("olympics", Event),
    ("parade", Event),
    ("oscar party", Event),
    ("oscars party", Event),
    ("paralympics", Event),
    ("playoffs", Event),
    ("prix", Event),
    ("prize", Award),
    ("summit", Event),
    ("tournament", Event),
    ("trophy", Award),
    ("viewing party", Event),
    ("walk of fame", Award),
    ("war", Event),
    ("war i", Event),
    ("war ii", Event),
    ("war one", Event),
    ("war two", Event),
    ("world series", Event),
];

/// Names that are known whole, in small letters.
#[rustfmt::skip]
const WHOLE: &[(&str, EntityKind)] = &[
    ("australian open", Event), ("ballon d'or", Award), ("bonnaroo", Event),
    ("british open", Event), ("bronze star", Award), ("burning man", Event),
    ("camera d'or", Award), ("caméra d'or", Award), ("cinemacon", Event),
    ("coachella", Event), ("congressional gold medal", Award), ("cy young", Award),
    ("eurovision", Event), ("egot", Award), ("french open", Event), ("glastonbury", Event),
    ("gold glove", Award), ("golden bear", Award), ("golden boot", Award),
    ("golden glove", Award), ("golden leopard", Award), ("golden lion", Award),
    ("golden raspberry", Award), ("grand slam", Event), ("heisman", Award),
    ("legion of honor", Award), ("legion of honour", Award), ("kennedy center honors", Event), ("lollapalooza", Event),
    ("met gala", Event), ("miss america", Award), ("miss universe", Award),
    ("miss world", Award), ("obie", Award), ("palme d'or", Award), ("peabody", Award),
    ("purple heart", Award), ("razzie", Award), ("silver bear", Award), ("silver lion", Award),
    ("silver slugger", Award), ("south by southwest", Event), ("stagecoach", Event), ("sundance", Event), ("super bowl", Event), ("sxsw", Event), ("u.s. open", Event),
    ("us open", Event), ("webby", Award), ("wimbledon", Event), ("world cup", Event),
    ("wrestlemania", Event),
];

/// Prizes that go by one word, and by its plural the ceremony where they are given.
#[rustfmt::skip]
const PRIZES: &[&str] = &[
    "bafta", "emmy", "espy", "grammy", "logie", "obie", "oscar", "pulitzer", "razzie", "webby",
];

/// What may stand before such a prize: "Daytime Emmy", "Latin Grammys".
#[rustfmt::skip]
const PRIZE_OF: &[&str] = &[
    "academy", "children's", "daytime", "documentary", "international", "latin", "news", "primetime",
    "sports", "student",
];

/// Words before "of" that make an order or medal of what follows: "Presidential Medal of Freedom".
const OF: &[&str] = &["legion", "medal", "order"];

/// What is told of some capitals by their last words.
pub(super) struct Told {
    /// What they name.
    pub kind: EntityKind,
    /// How many of the last words tell it.
    pub words: usize,
    /// Which words before them belong to the name.
    pub before: Before,
}

/// Which words belong to a name before those that tell it.
pub(super) enum Before {
    /// Whatever begins with a capital.
    Any,
    /// These alone, in small letters.
    Only(&'static [&'static str]),
}

/// Returns what the words that end before `end` tell, where `word` gives a word in small letters.
pub(super) fn told<'w>(word: impl Fn(usize) -> &'w str, start: usize, end: usize) -> Option<Told> {
    let ends = |phrase: &str| -> Option<usize> {
        let mut at = end;
        for piece in phrase.split(' ').rev() {
            at = at.checked_sub(1).filter(|&at| at >= start)?;
            if word(at) != piece {
                return None;
            }
        }
        Some(end - at)
    };
    for &(phrase, kind) in WHOLE {
        if let Some(words) = ends(phrase) {
            return Some(Told { kind, words, before: Before::Only(&[]) });
        }
    }
    let last = word(end - 1);
    if PRIZES.contains(&last) {
        return Some(Told { kind: Award, words: 1, before: Before::Only(PRIZE_OF) });
    }
    let one = last.strip_suffix('s').unwrap_or_default();
    if PRIZES.contains(&one) || last == "tonys" {
        return Some(Told { kind: Event, words: 1, before: Before::Only(PRIZE_OF) });
    }
    if matches!(last, "globe" | "globes") && ends(&format!("golden {last}")).is_some() {
        let kind = if last == "globe" { Award } else { Event };
        return Some(Told { kind, words: 2, before: Before::Only(&[]) });
    }
    for &(phrase, kind) in LAST {
        if let Some(words) = ends(phrase) {
            // "the Festival" is any festival.
            let lone = phrase != "mvp" && end - start < 2;
            return (!lone).then_some(Told { kind, words, before: Before::Any });
        }
    }
    // "Order of Canada", "Medal of Freedom"
    let of = (start + 1..end.saturating_sub(1)).rev().take(4).find(|&at| word(at) == "of");
    of.filter(|&of| OF.contains(&word(of - 1))).map(|of| Told {
        kind: Award,
        words: end - of + 1,
        before: Before::Any,
    })
}

//! Finds names by statistics, and makes one document call one thing one way.
//!
//! Needs the words of a document. Gives names in text order, never overlapping.

use std::collections::{HashMap, HashSet};

use super::body;
use super::feature::{Case, Style};
use super::gazetteer::{LONGEST, List};
use super::hash::{self, Hasher};
use super::tagger::{Class, Tagger};
use super::view::View;
use super::{nominal, words};
use crate::document::EntityKind;
use crate::tags::{Deprel, Upos, Xpos};
use std::ops::Range;

/// A name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Found {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names, where known.
    pub kind: Option<EntityKind>,
}

/// Returns the names in a document.
pub fn names(view: &View, tagger: &Tagger) -> Vec<Found> {
    let mut names = Vec::new();
    let dated = view.dated();
    let tagged = tagger.tag(&view.sentences, &view.habits);
    for (sentence, found) in view.document.sentences.iter().zip(tagged) {
        for name in found {
            let first = sentence.tokens.start;
            let tokens = first + name.start..first + name.end;
            // A pronoun with a capital heads its sentence.
            if tokens
                .clone()
                .all(|at| matches!(view.document.tokens[at].xpos, Xpos::Prp | Xpos::PrpPoss))
            {
                continue;
            }
            // "Quill shares twins": one word in small letters that the parser took for a verb or noun.
            let small = |at: usize| {
                view.form(at).chars().all(char::is_lowercase)
                    && matches!(view.document.tokens[at].upos, Upos::Verb | Upos::Noun | Upos::Aux)
            };
            if tokens.len() == 1 && small(tokens.start) {
                continue;
            }
            let tokens = trimmed(view, tokens);
            // "on Founder's Day": a time of several words is no name.
            if tokens.len() > 1 && dated[tokens.clone()].iter().all(|&dated| dated) {
                continue;
            }
            let kind = kind(view, &tokens, name.class);
            names.push(Found { tokens, kind });
        }
    }
    full(view, &mut names);
    listed(view, &mut names);
    of_the(view, &mut names);
    possessed(view, &mut names);
    join(view, &mut names);
    agree(view, &mut names);
    body::bodies(view, &mut names);
    storms(view, &mut names);
    add_repeated(view, &mut names);
    names
}

/// Leaves out what only describes: "the" in small letters, "Singer" before the singer's name.
fn trimmed(view: &View, tokens: Range<usize>) -> Range<usize> {
    let Range { mut start, end } = tokens;
    if end - start > 1 && view.lower(start) == "the" && !view.is_capital(start) {
        start += 1;
    }
    let role = start == view.sentence_start(start)
        && nominal::kind(view.lower(start), view.gazetteer()) == Some(EntityKind::Person)
        && view.word(start).lists & List::FirstName.bit() == 0;
    if end - start > 2 && role {
        start += 1;
    }
    // "the Lena Moor Instagram page"
    let mut end = end;
    let platform = List::Company.bit();
    let last = view.word(end - 1).lists;
    if end - start > 2
        && view.word(start).lists & List::FirstName.bit() != 0
        && last & platform != 0
        && last & List::LastName.bit() == 0
    {
        end -= 1;
    }
    // "Florida Gov. Ada Vell": the title goes with who bears it.
    if end - start > 1 && bears(view, end - 1) {
        end -= 1;
    }
    start..end
}

/// Whether a word is the title of the name right after it.
fn bears(view: &View, at: usize) -> bool {
    let token = &view.document.tokens[at];
    let title = view.word(at).lists & List::Honorific.bit() != 0
        || nominal::kind(view.lower(at), view.gazetteer()) == Some(EntityKind::Person);
    title && token.deprel == Deprel::NmodDesc && token.head == Some(at + 1)
}

/// Adds the newspapers and companies of several words that the lists know, in the place of names
/// that they hold.
fn listed(view: &View, names: &mut Vec<Found>) {
    let lists = List::Newspaper.bit() | List::Company.bit();
    let mut taken = vec![false; view.len()];
    let mut edges = vec![false; view.len() + 1];
    for name in names.iter() {
        edges[name.tokens.start] = true;
        edges[name.tokens.end] = true;
        taken[name.tokens.clone()].fill(true);
    }
    // A border inside a name: neither side of it is free, and no name begins or ends there.
    let crosses =
        |at: usize| at > 0 && at < taken.len() && taken[at] && taken[at - 1] && !edges[at];
    let mut added: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < view.len() {
        let limit = view.sentence_end(at).min(at + LONGEST);
        let known = |end: &usize| {
            view.is_capital(at)
                && view.is_capital(end - 1)
                && view.lists(at..*end) & lists != 0
                && !crosses(at)
                && !crosses(*end)
        };
        match (at + 2..=limit).rev().find(known) {
            Some(end) => {
                added.push(Found { tokens: at..end, kind: Some(EntityKind::Organisation) });
                at = end;
            }
            None => at += 1,
        }
    }
    let mut inside = vec![false; view.len()];
    for name in &added {
        inside[name.tokens.clone()].fill(true);
    }
    names.retain(|name| !inside[name.tokens.start]);
    names.extend(added);
    names.sort_by_key(|name| name.tokens.start);
}

/// Joins the halves of names at hyphens ("Santana-Acuña", "Jay-Z"), and takes in the rest of a
/// byline in capitals.
fn join(view: &View, names: &mut Vec<Found>) {
    for at in 0..names.len() {
        let Range { start, end } = names[at].tokens;
        if start == end || names[at].kind != Some(EntityKind::Person) {
            continue;
        }
        let sentence = view.sentence_start(start)..view.sentence_end(start);
        let hyphen = view.lower(end) == "-" && view.joins_before(end) && view.joins_before(end + 1);
        let mut new_end = end;
        if hyphen && end + 1 < sentence.end && view.is_capital(end + 1) {
            match names.get(at + 1).filter(|next| next.tokens.start == end + 1) {
                None => new_end = end + 2,
                Some(next) if next.kind == Some(EntityKind::Person) => new_end = next.tokens.end,
                Some(_) => (),
            }
        }
        new_end = nicknamed(view, names, at).unwrap_or(new_end);
        let capitals =
            sentence.len() <= 4 && sentence.clone().all(|at| view.word(at).case == Case::Upper);
        let given = view.word(start).lists & List::FirstName.bit() != 0;
        if capitals && start == sentence.start && given {
            new_end = sentence.end;
        }
        names[at].tokens.end = new_end;
        for later in names[at + 1..].iter_mut().take_while(|n| n.tokens.start < new_end) {
            later.tokens.start = later.tokens.end;
        }
    }
    names.retain(|name| !name.tokens.is_empty());
}

/// Returns where a name ends that holds another in quotation marks: `Roy "The Hammer" Castellan`.
fn nicknamed(view: &View, names: &[Found], at: usize) -> Option<usize> {
    let Range { start, end } = names[at].tokens;
    let limit = view.sentence_end(start);
    let mark = |at: usize| matches!(view.lower(at), "\"" | "“" | "”" | "``" | "''" | "‘" | "’");
    if end + 2 >= limit || !mark(end) || mark(end + 1) {
        return None;
    }
    let close = (end + 2..limit.min(end + 5)).find(|&at| mark(at))?;
    let family = close + 1;
    let next = names[at + 1..].iter().take(3).find(|next| next.tokens.contains(&family));
    let person = next.is_none_or(|next| next.kind == Some(EntityKind::Person));
    let capitals = (end + 1..close).all(|at| view.is_capital(at) || view.lower(at) == "the");
    (person && capitals && family < limit && view.is_capital(family) && !view.joins_before(family))
        .then(|| next.map_or(family + 1, |next| next.tokens.end))
}

/// Makes whole what the tagger cut in two: the given name before a surname that is a town's too, and
/// a body's name before its last word ("Harbour" + "Cinemas").
fn full(view: &View, names: &mut Vec<Found>) {
    let known = |at: usize, list: List| view.word(at).lists & list.bit() != 0;
    for at in 0..names.len() {
        let Range { start, end } = names[at].tokens;
        let free = start.checked_sub(1).filter(|&before| {
            before >= view.sentence_start(start)
                && (at == 0 || names[at - 1].tokens.end <= before)
                && view.is_capital(before)
                && view.document.tokens[before].upos == Upos::Propn
        });
        if let Some(given) = free
            && end - start == 1
            && matches!(names[at].kind, Some(EntityKind::Place))
            && known(given, List::FirstName)
            && known(start, List::LastName)
            && !known(given, List::Town)
            && !view.habits.is_small_too(view.word(given))
        {
            names[at] = Found { tokens: given..end, kind: Some(EntityKind::Person) };
            continue;
        }
        let next = names.get(at + 1).map(|next| next.tokens.clone());
        let tail = next.filter(|next| {
            next.start == end
                && next.len() == 1
                && words::ORGANISATION_TAIL.contains(&view.form(next.start))
                && view.sentence_end(start) > next.start
        });
        if let Some(tail) = tail
            && view.style(start) == Style::Plain
        {
            names[at] = Found { tokens: start..tail.end, kind: Some(EntityKind::Organisation) };
            names[at + 1].tokens = tail.end..tail.end;
        }
    }
    names.retain(|name| !name.tokens.is_empty());
}

/// Takes in what stands before "of the" with a capital: "Keepers of the Salt", "Court of the Lakes".
fn of_the(view: &View, names: &mut [Found]) {
    let mut taken = vec![false; view.len()];
    for name in names.iter() {
        taken[name.tokens.clone()].fill(true);
    }
    for name in names.iter_mut() {
        let start = name.tokens.start;
        let first = view.sentence_start(start);
        if start < first + 4 || view.lower(start - 1) != "the" || view.lower(start - 2) != "of" {
            continue;
        }
        let head = start - 3;
        let noun = matches!(view.document.tokens[head].upos, Upos::Propn | Upos::Noun)
            && view.is_capital(head)
            && view.word(head).case != Case::Upper
            && !taken[head]
            && !view.is_capital(head - 1)
            && nominal::kind(view.lower(head), view.gazetteer()) != Some(EntityKind::Person);
        if noun && view.style(start) == Style::Plain {
            name.tokens.start = head;
            if name.kind != Some(EntityKind::Organisation) {
                name.kind = None;
            }
        }
    }
}

/// Adds names that begin with a possessive: inside a sentence its capital is that of a name, as in
/// "the band My Winter Coat".
fn possessed(view: &View, names: &mut Vec<Found>) {
    let mut taken = vec![false; view.len()];
    for name in names.iter() {
        taken[name.tokens.clone()].fill(true);
    }
    let mut added = Vec::new();
    for (at, &taken) in taken.iter().enumerate().skip(1) {
        let plain = view.style(at) == Style::Plain && at > view.sentence_start(at);
        let named = view.document.tokens[at].xpos == Xpos::PrpPoss
            && view.word(at).is_capital()
            && view.is_capital(at + 1)
            && !view.is_capital(at - 1)
            && view.form(at - 1).ends_with(char::is_alphanumeric);
        if !plain || !named || taken {
            continue;
        }
        let limit = view.sentence_end(at);
        let end = (at + 1..limit).find(|&at| !view.is_capital(at)).unwrap_or(limit);
        added.push(Found { tokens: at..end, kind: None });
    }
    for name in added {
        names.retain(|other| {
            other.tokens.end <= name.tokens.start || other.tokens.start >= name.tokens.end
        });
        names.push(name);
    }
    names.sort_by_key(|name| name.tokens.start);
}

/// Returns what a name of that class names, by its words.
fn kind(view: &View, tokens: &Range<usize>, class: Class) -> Option<EntityKind> {
    let last = view.form(tokens.end - 1);
    let lists = view.word(tokens.start).lists;
    let lists = lists | view.lists(tokens.clone());
    let group = lists & List::Nationality.bit() != 0 && lists & List::Country.bit() == 0;
    let whole = tokens.len() == 1 || view.lists(tokens.clone()) & List::Nationality.bit() != 0;
    if whole && group && class != Class::Person {
        return Some(EntityKind::Group);
    }
    // "Sonoran hot dogs", "North American charts": a describing word before a noun.
    let tags = |at: usize| view.document.tokens.get(at).map(|token| (token.xpos, token.upos));
    let describes = tags(tokens.end - 1).is_some_and(|(xpos, _)| xpos == Xpos::Jj)
        && tags(tokens.end).is_some_and(|(_, upos)| upos == Upos::Noun);
    let national = view.word(tokens.end - 1).lists & List::Nationality.bit() != 0;
    let given = view.word(tokens.start).lists & List::FirstName.bit() != 0;
    if describes && (national || tokens.len() == 1 && !given) {
        return Some(EntityKind::Group);
    }
    if tokens.len() == 1 && words::INDUSTRY.contains(&view.lower(tokens.start)) {
        return Some(EntityKind::Place);
    }
    let body = tokens.len() > 1 && words::ORGANISATION_TAIL.contains(&last);
    match class {
        // "Ada Vell Productions", but "Ada Church"
        Class::Person if body && (!given || last.ends_with('s') && last.len() > 5) => {
            Some(EntityKind::Organisation)
        }
        Class::Person => Some(EntityKind::Person),
        Class::Organisation => Some(EntityKind::Organisation),
        Class::Place => Some(EntityKind::Place),
        Class::Work => Some(EntityKind::Work),
        Class::Other if body => Some(EntityKind::Organisation),
        Class::Other if view.lists(tokens.clone()) & List::Country.bit() != 0 => {
            Some(EntityKind::Place)
        }
        Class::Other if view.word(tokens.start).case == Case::Mixed => Some(EntityKind::Product),
        Class::Other => None,
    }
}

/// Returns the key under which a stretch of words is compared with others.
pub fn key(view: &View, tokens: Range<usize>) -> u32 {
    tokens.fold(Hasher::new(3), |hasher, at| hasher.with(view.word(at).lower)).finish()
}

/// Gives every occurrence of a name the kind that most of them have; a part of a person's name is
/// that person.
fn agree(view: &View, names: &mut [Found]) {
    let mut votes: HashMap<u32, [u16; 9]> = HashMap::new();
    let mut people: HashMap<u32, bool> = HashMap::new();
    // What a body's name of several words begins with, and no full name of a person ends with.
    let mut bodies: HashSet<u32> = HashSet::new();
    let slot = |kind: Option<EntityKind>| kind.map_or(8, |kind| kind as usize);
    for name in &*names {
        votes.entry(key(view, name.tokens.clone())).or_default()[slot(name.kind)] += 1;
        let tail = words::ORGANISATION_TAIL.contains(&view.form(name.tokens.end - 1));
        if name.kind == Some(EntityKind::Organisation) && name.tokens.len() == 2 && tail {
            bodies.insert(view.word(name.tokens.start).lower);
        }
        if name.kind == Some(EntityKind::Person) && name.tokens.len() > 1 {
            people.insert(view.word(name.tokens.end - 1).lower, true);
            people.entry(view.word(name.tokens.start).lower).or_insert(false);
        }
    }
    for name in names {
        let counts = votes[&key(view, name.tokens.clone())];
        let own = slot(name.kind);
        let best = (0..9).max_by_key(|&kind| (counts[kind], kind == own)).unwrap_or(own);
        name.kind = EntityKind::ALL.get(best).copied();
        if name.tokens.len() == 1 {
            let family = people.get(&view.word(name.tokens.start).lower);
            let group = matches!(name.kind, Some(EntityKind::Group));
            let given = view.word(name.tokens.start).lists & List::FirstName.bit() != 0;
            if family == Some(&true) && !group
                || family == Some(&false) && (name.kind.is_none() || given)
            {
                name.kind = Some(EntityKind::Person);
            } else if name.kind == Some(EntityKind::Person)
                && family.is_none()
                && bodies.contains(&view.word(name.tokens.start).lower)
            {
                name.kind = Some(EntityKind::Organisation);
            }
        }
    }
}

/// Takes the names of storms for events, wherever they stand again: "Hurricane Ines ... Ines".
fn storms(view: &View, names: &mut [Found]) {
    let storm = |at: usize| words::STORM.contains(&view.lower(at));
    let mut known: HashSet<u32> = HashSet::new();
    for name in names.iter_mut().filter(|name| name.kind != Some(EntityKind::Work)) {
        let Range { start, end } = name.tokens;
        let before = start.checked_sub(1).filter(|&at| at >= view.sentence_start(start));
        let inside = end - start == 2 && storm(start) && view.is_capital(end - 1);
        if inside || end - start == 1 && before.is_some_and(|at| storm(at) && view.is_capital(at)) {
            known.insert(view.word(end - 1).lower);
            name.tokens.start = if inside { start } else { start - 1 };
            name.kind = Some(EntityKind::Event);
        }
    }
    for name in names.iter_mut().filter(|name| name.tokens.len() == 1) {
        if known.contains(&view.word(name.tokens.start).lower) {
            name.kind = Some(EntityKind::Event);
        }
    }
}

/// A name's words, and what it names.
type Known = (Vec<u32>, Option<EntityKind>);

/// Adds what was named elsewhere in the document and overlooked here: a surname at the head of a
/// sentence, a whole name in a headline.
fn add_repeated(view: &View, names: &mut Vec<Found>) {
    let mut known: HashMap<u32, Vec<Known>> = HashMap::new();
    let mut learn = |tokens: Range<usize>, kind: Option<EntityKind>| {
        let lowers: Vec<u32> = tokens.map(|at| view.word(at).lower).collect();
        let alternatives = known.entry(lowers[0]).or_default();
        if alternatives.iter().all(|(other, _)| *other != lowers) {
            alternatives.push((lowers, kind));
        }
    };
    for name in names.iter() {
        let Range { start, end } = name.tokens;
        if name.tokens.len() > 1 {
            learn(start..end, name.kind);
            if name.kind == Some(EntityKind::Person) {
                learn(end - 1..end, name.kind);
            }
        } else if view.word(start).case != Case::Letter && view.form(start).len() > 2 {
            learn(start..end, name.kind);
        }
    }
    for alternatives in known.values_mut() {
        alternatives.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    let mut taken = vec![false; view.len()];
    for name in names.iter() {
        taken[name.tokens.clone()].fill(true);
    }
    let the = hash::of_lower("the");
    let mut added = Vec::new();
    for sentence in &view.document.sentences {
        let style = view.style(sentence.tokens.start);
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let word = view.word(at);
            let candidates =
                known.get(&word.lower).filter(|_| word.is_capital() && word.lower != the);
            let fits = |(words, _): &&Known| {
                let end = at + words.len();
                end <= sentence.tokens.end
                    && (at..end).zip(words).all(|(at, lower)| {
                        !taken[at] && view.word(at).lower == *lower
                    })
                    && view.is_capital(end - 1)
                    // One word with a capital may be another word where all words have capitals.
                    && (words.len() > 1
                        || style == Style::Plain && at > sentence.tokens.start
                        || !view.habits.is_small_too(view.word(at)))
            };
            match candidates.and_then(|candidates| candidates.iter().find(fits)) {
                Some((words, kind)) => {
                    let inside = words.len() == 1
                        && (view.is_capital(at + 1)
                            && at + 1 < sentence.tokens.end
                            && !taken[at + 1]
                            || at > sentence.tokens.start
                                && view.is_capital(at - 1)
                                && !taken[at - 1]);
                    if !(inside && style == Style::Plain) {
                        added.push(Found { tokens: at..at + words.len(), kind: *kind });
                    }
                    at += words.len();
                }
                None => at += 1,
            }
        }
    }
    names.extend(added);
    names.sort_by_key(|name| name.tokens.start);
}

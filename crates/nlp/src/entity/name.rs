//! Brings the names of one thing together: "Tom Ortiz", "Ortiz", "Mr. Ortiz"; "Kent Film Fund",
//! "KFF".
//!
//! Needs the candidates. Gives the candidates that are names as groups, over the whole text and
//! without regard to order. Two full names that differ stay apart; a surname that two people bear
//! joins neither, unless a title or the story so far tells which.

use std::collections::{BTreeMap, HashMap};

use super::candidate::Candidate;
use super::given;
use super::lexicon::{self, ANY, Gender, HUMAN, MAN, WOMAN};
use super::tree::Tree;
use crate::document::{EntityKind, MentionForm};
use crate::mention::is_storm;
use crate::tags::Upos;

/// At most so many full names are compared with a part of them.
const RIVALS: usize = 16;

/// Where a name goes that several people bear.
const NOBODY: usize = usize::MAX;

/// A name as written, with all candidates that are written so.
#[derive(Debug)]
struct Variant {
    /// Its words in small letters, without titles, articles and punctuation.
    words: Vec<String>,
    /// Where a word follows a colon or a dash.
    subtitle: Option<usize>,
    candidates: Vec<usize>,
    kind: Option<EntityKind>,
    gender: Gender,
}

/// Returns the groups of candidates that bear one name, each in text order.
pub fn groups(tree: &Tree, candidates: &[Candidate]) -> Vec<Vec<usize>> {
    let variants = variants(tree, candidates);
    let mut joined: Vec<usize> = (0..variants.len()).collect();
    let mut moved: BTreeMap<usize, usize> = BTreeMap::new();
    join_people(&variants, candidates, &mut joined, &mut moved);
    join_others(&variants, &mut joined);
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, variant) in variants.iter().enumerate() {
        for &candidate in &variant.candidates {
            match moved.get(&candidate) {
                Some(&NOBODY) => {}
                Some(&home) => groups.entry(root(&joined, home)).or_default().push(candidate),
                None => groups.entry(root(&joined, index)).or_default().push(candidate),
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups
}

/// Returns the words of a name in small letters, without titles, articles and punctuation, and
/// where its subtitle begins.
pub fn words(tree: &Tree, candidate: &Candidate) -> (Vec<String>, Option<usize>) {
    let mut words = Vec::new();
    let mut subtitle = None;
    let person = matches!(candidate.kind, None | Some(EntityKind::Person));
    for token in candidate.core.clone() {
        let form = tree.document.form(token);
        if !form.chars().any(char::is_alphanumeric) {
            if matches!(form, ":" | "-" | "–" | "—") && !words.is_empty() {
                subtitle.get_or_insert(words.len());
            }
            continue;
        }
        let lower = tree.lower(token);
        // "Hurricane Ines" is Ines again.
        let storm = candidate.kind == Some(EntityKind::Event)
            && words.is_empty()
            && token + 1 < candidate.core.end
            && is_storm(&lower);
        let skipped = lower == "'s"
            || storm
            || (words.is_empty() && lower == "the")
            || (person
                && words.is_empty()
                && token + 1 < candidate.core.end
                && lexicon::title(form).is_some());
        // "Knowles-Lawson" is one surname, and not that of a Lawson.
        let hyphened = person
            && token > candidate.core.start + 1
            && tree.document.form(token - 1) == "-"
            && tree.document.tokens[token - 2].span.end + 1
                == tree.document.tokens[token].span.start;
        if hyphened && let Some(last) = words.last_mut() {
            *last = format!("{last}-{}", lower.trim_end_matches("'s"));
        } else if !skipped {
            words.push(lower.trim_end_matches("'s").trim_end_matches('.').replace('.', ""));
        }
    }
    while words.len() > 2
        && matches!(words.last().map(String::as_str), Some("jr" | "sr" | "ii" | "iii"))
    {
        words.pop();
    }
    (words, subtitle)
}

fn variants(tree: &Tree, candidates: &[Candidate]) -> Vec<Variant> {
    let mut index: HashMap<(Vec<String>, bool), usize> = HashMap::new();
    let mut variants: Vec<Variant> = Vec::new();
    for (id, candidate) in candidates.iter().enumerate() {
        if candidate.form != MentionForm::Name || !candidate.members.is_empty() {
            continue;
        }
        if tree.document.tokens[candidate.head].upos == Upos::Num {
            continue;
        }
        let (words, subtitle) = words(tree, candidate);
        if words.is_empty() {
            continue;
        }
        // "The Sharmas" are several people of that name, "Lady Ortiz" and "Mr. Ortiz" are two.
        let gender = candidate.gender & HUMAN;
        let key = (words.clone(), candidate.gender == WOMAN);
        let found = *index.entry(key).or_insert_with(|| {
            variants.push(Variant {
                words,
                subtitle,
                candidates: Vec::new(),
                kind: None,
                gender: ANY,
            });
            variants.len() - 1
        });
        variants[found].candidates.push(id);
        if matches!(gender, MAN | WOMAN) {
            variants[found].gender = gender;
        }
    }
    for variant in &mut variants {
        let mut votes: BTreeMap<EntityKind, usize> = BTreeMap::new();
        for kind in variant.candidates.iter().filter_map(|&id| candidates[id].kind) {
            *votes.entry(kind).or_default() += 1;
        }
        variant.kind =
            votes.iter().max_by_key(|&(kind, votes)| (votes, kind)).map(|(&kind, _)| kind);
    }
    variants
}

fn root(joined: &[usize], mut index: usize) -> usize {
    while joined[index] != index {
        index = joined[index];
    }
    index
}

fn join(joined: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(joined, a), root(joined, b));
    joined[a.max(b)] = a.min(b);
}

/// Whether a name may be a person's.
fn may_be_person(variant: &Variant) -> bool {
    match variant.kind {
        Some(EntityKind::Person) => true,
        None => variant.words.len() > 1 && given::is_given_name(&variant.words[0]),
        _ => false,
    }
}

fn genders_agree(a: &Variant, b: &Variant) -> bool {
    let known = |variant: &Variant| match variant.gender {
        MAN | WOMAN => variant.gender,
        _ if variant.words.len() > 1 && !is_particle(&variant.words[0]) => {
            match given::score(&variant.words[0]) {
                score if score >= given::KNOWN => MAN,
                score if score <= -given::KNOWN => WOMAN,
                _ => HUMAN,
            }
        }
        _ => HUMAN,
    };
    known(a) & known(b) != 0
}

/// Whether a word begins a surname and is no given name: "de Armas" of "Ana de Armas".
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "al" | "bin"
            | "da"
            | "de"
            | "del"
            | "della"
            | "den"
            | "der"
            | "di"
            | "dos"
            | "du"
            | "el"
            | "la"
            | "le"
            | "los"
            | "st"
            | "ten"
            | "ter"
            | "van"
            | "von"
    )
}

/// Whether `part` may stand for the full name `full`: its first word, its last words, or first and
/// last without what stands between.
fn shortens(part: &[String], full: &[String]) -> bool {
    if part.len() >= full.len() {
        return false;
    }
    let same = |a: &str, b: &str| {
        a == b
            || (a.chars().count() == 1 && b.starts_with(a))
            || (b.chars().count() == 1 && a.starts_with(b))
    };
    let ends = full.ends_with(part);
    if part.len() == 1 {
        return ends || (full[0] == part[0]);
    }
    ends || full.starts_with(part)
        || (same(&part[0], &full[0])
            && part[part.len() - 1] == full[full.len() - 1]
            && part.len() == 2)
}

/// Joins the names of people. A part of a name that several people bear goes, mention by mention,
/// to the only one of them that the text spoke of before.
fn join_people(
    variants: &[Variant],
    candidates: &[Candidate],
    joined: &mut [usize],
    moved: &mut BTreeMap<usize, usize>,
) {
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, variant) in variants.iter().enumerate() {
        if variant.words.len() > 1 && may_be_person(variant) {
            let mut ends: Vec<&str> = variant.words.iter().map(String::as_str).collect();
            ends.sort_unstable();
            ends.dedup();
            for word in ends {
                let list = by_word.entry(word).or_default();
                if list.len() < RIVALS {
                    list.push(index);
                }
            }
        }
    }
    let mut order: Vec<usize> = (0..variants.len()).collect();
    order.sort_by_key(|&index| (std::cmp::Reverse(variants[index].words.len()), index));
    for index in order {
        let part = &variants[index];
        // A given name alone is often taken for something else.
        let given = part.words.len() == 1 && given::is_given_name(&part.words[0]);
        let person = given
            || matches!(
                part.kind,
                None | Some(EntityKind::Person | EntityKind::Organisation | EntityKind::Group)
            );
        if !person {
            continue;
        }
        let Some(rivals) = by_word.get(part.words[part.words.len() - 1].as_str()) else { continue };
        let mut full: Vec<usize> = rivals
            .iter()
            .copied()
            .filter(|&other| {
                other != index
                    && shortens(&part.words, &variants[other].words)
                    && genders_agree(part, &variants[other])
            })
            .collect();
        full.sort_by_key(|&other| root(joined, other));
        full.dedup_by_key(|&mut other| root(joined, other));
        match full.as_slice() {
            [] => {}
            [one] => join(joined, index, *one),
            several => {
                let homes: Vec<(usize, usize, usize)> = several
                    .iter()
                    .map(|&other| home(joined, variants, candidates, other))
                    .collect();
                // One of whom the text speaks all the time is meant rather than one named once.
                let most = homes.iter().max_by_key(|home| home.1).copied().unwrap_or((0, 0, 0));
                let rare = homes.iter().all(|home| home.0 == most.0 || home.1 * 4 <= most.1);
                for &candidate in &part.candidates {
                    let head = candidates[candidate].head;
                    let mut before = homes.iter().filter(|home| home.2 < head);
                    match (before.next(), before.next()) {
                        (Some(one), None) => drop(moved.insert(candidate, one.0)),
                        (Some(_), Some(_)) if rare => drop(moved.insert(candidate, most.0)),
                        _ => drop(moved.insert(candidate, NOBODY)),
                    }
                }
            }
        }
    }
}

/// Returns a full name's group, how often it occurs, and where first.
fn home(
    joined: &[usize],
    variants: &[Variant],
    candidates: &[Candidate],
    full: usize,
) -> (usize, usize, usize) {
    let root_of_full = root(joined, full);
    let group = (0..variants.len()).filter(|&variant| root(joined, variant) == root_of_full);
    let heads = group.flat_map(|variant| &variants[variant].candidates);
    let heads = heads.map(|&candidate| candidates[candidate].head);
    let (count, first) = heads.fold((0, usize::MAX), |(n, first), head| (n + 1, first.min(head)));
    (root_of_full, count, first)
}

/// Words that an organisation's name may do without.
fn is_generic(word: &str) -> bool {
    matches!(
        word,
        "inc"
            | "corp"
            | "corporation"
            | "co"
            | "company"
            | "ltd"
            | "plc"
            | "llc"
            | "group"
            | "holdings"
            | "films"
            | "pictures"
            | "studios"
            | "studio"
            | "entertainment"
            | "records"
            | "motors"
            | "motor"
            | "airlines"
            | "airways"
            | "bank"
            | "magazine"
            | "newspaper"
            | "news"
            | "university"
            | "college"
            | "festival"
            | "awards"
            | "party"
            | "fc"
            | "city"
            | "county"
            | "state"
            | "online"
            | "international"
    )
}

/// The names that a country goes by.
fn alias(words: &[String]) -> Option<&'static str> {
    match words.join(" ").as_str() {
        "us" | "usa" | "united states" | "united states of america" | "america" => Some("us"),
        "uk" | "united kingdom" | "britain" | "great britain" => Some("uk"),
        "eu" | "european union" => Some("eu"),
        "un" | "united nations" => Some("un"),
        "uae" | "united arab emirates" => Some("uae"),
        _ => None,
    }
}

/// Joins the names of organisations, places and works: without generic words, by acronym, by
/// subtitle.
fn join_others(variants: &[Variant], joined: &mut [usize]) {
    let mut by_acronym: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_first: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_subtitle: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_words: HashMap<String, usize> = HashMap::new();
    let mut by_alias: HashMap<&str, usize> = HashMap::new();
    let other = |variant: &Variant| variant.kind != Some(EntityKind::Person);
    for (index, variant) in variants.iter().enumerate() {
        // The same words twice, once with a woman's title: one thing, if no person.
        if let Some(&first) = by_words.get(&variant.words.join(" ")) {
            if other(variant) || other(&variants[first]) {
                join(joined, first, index);
            }
        } else {
            by_words.insert(variant.words.join(" "), index);
        }
        if !other(variant) {
            continue;
        }
        if let Some(alias) = alias(&variant.words) {
            let first = *by_alias.entry(alias).or_insert(index);
            join(joined, first, index);
        }
        if variant.words.len() > 1 {
            by_first.entry(&variant.words[0]).or_default().push(index);
            for acronym in acronyms(&variant.words) {
                by_acronym.entry(acronym).or_default().push(index);
            }
            if let Some(at) = variant.subtitle.filter(|&at| at < variant.words.len()) {
                let subtitle = variant.words[at..].join(" ");
                let bare = subtitle.strip_prefix("the ").unwrap_or(&subtitle).to_owned();
                by_subtitle.entry(bare).or_default().push(index);
            }
        }
    }
    for (index, variant) in variants.iter().enumerate().filter(|(_, variant)| other(variant)) {
        let written = variant.words.join(" ");
        let mut full: Vec<usize> = Vec::new();
        if let [word] = variant.words.as_slice() {
            full.extend(by_acronym.get(word).into_iter().flatten());
            let longer = by_first.get(word.as_str()).into_iter().flatten().copied();
            full.extend(longer.filter(|&long| {
                variants[long].words[1..].iter().all(|word| is_generic(word))
                    && (variants[long].kind == variant.kind || variant.kind.is_none())
            }));
        }
        if variant.words.len() > 1 || variant.kind == Some(EntityKind::Work) {
            full.extend(by_subtitle.get(&written).into_iter().flatten());
        }
        full.retain(|&long| long != index);
        full.sort_by_key(|&long| root(joined, long));
        full.dedup_by_key(|&mut long| root(joined, long));
        if let [one] = full.as_slice() {
            join(joined, index, *one);
        }
    }
}

/// Returns what a name of several words may be shortened to: its first letters, with and without
/// those of small words.
fn acronyms(words: &[String]) -> Vec<String> {
    let letters = |all: bool| -> String {
        let kept = words.iter().filter(|word| {
            all || !matches!(word.as_str(), "of" | "the" | "and" | "for" | "in" | "on" | "at" | "&")
        });
        kept.filter_map(|word| word.chars().next()).collect()
    };
    let (all, some) = (letters(true), letters(false));
    let mut acronyms = vec![all];
    if some != acronyms[0] {
        acronyms.push(some);
    }
    acronyms.retain(|acronym| (2..=7).contains(&acronym.len()));
    acronyms
}

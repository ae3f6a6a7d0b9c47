//! Who is meant by a name, a pronoun or "the pair".
//!
//! Coreference is the language stage's work and arrives as [`Document::entities`]. Where it gave
//! none, names are joined by their words, pronouns go to the last person that stood as a subject,
//! and "the pair" to the last two that stood together.

use std::collections::HashMap;

use reportedly_nlp::{Deprel, Document, EntityKind, MentionForm, Upos};

use crate::claim::fold;

/// Somebody or something that the text speaks of.
#[derive(Clone, Debug)]
pub(super) struct Party {
    /// The fullest name.
    pub name: String,
    /// What kind of thing it is.
    pub kind: Option<EntityKind>,
    /// For a pair or group, who is in it.
    pub members: Vec<usize>,
}

/// The parties of a document.
#[derive(Debug, Default)]
pub(super) struct Parties {
    /// All of them.
    pub list: Vec<Party>,
    /// For each mention, its party.
    pub of_mention: Vec<Option<usize>>,
}

/// Returns the parties of `document`.
pub(super) fn parties(document: &Document) -> Parties {
    if document.entities.is_empty() {
        return by_name(document);
    }
    let list = document.entities.iter().map(|entity| Party {
        name: entity.name.clone(),
        kind: entity.kind,
        members: entity.members.clone(),
    });
    let mut parties = Parties {
        list: list.collect(),
        of_mention: document.mentions.iter().map(|mention| mention.entity).collect(),
    };
    aged(document, &mut parties);
    unlike(document, &mut parties);
    quoted(document, &mut parties);
    complete(document, &mut parties);
    announced(document, &mut parties);
    surnames(document, &mut parties);
    super::owner::settle(document, &mut parties);
    super::headed::settle(document, &mut parties);
    parties
}

/// Returns the parties of a passage, with one for each pronoun of somebody who is not named in it.
pub(super) fn with_strangers(document: &Document) -> Parties {
    let mut parties = parties(document);
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut named: Vec<usize> = Vec::new();
    for (index, mention) in document.mentions.iter().enumerate() {
        // "He is the son of Anna Porter": he was named before the passage begins.
        let subject = document.tokens[mention.head].deprel.is_subject();
        match (mention.form, parties.of_mention[index]) {
            (MentionForm::Name, Some(party)) => named.push(party),
            (MentionForm::Pronoun, Some(party)) if subject && !named.contains(&party) => {
                parties.of_mention[index] = None;
            }
            _ => {}
        }
        if parties.of_mention[index].is_some() {
            continue;
        }
        let name = mention.span.of(&document.text);
        let (who, kind) = match name.to_lowercase().as_str() {
            "he" | "him" | "his" | "himself" => ("He", Some(EntityKind::Person)),
            "she" | "her" | "hers" | "herself" => ("She", Some(EntityKind::Person)),
            "i" | "me" | "my" | "mine" | "myself" => ("I", Some(EntityKind::Person)),
            "they" | "them" | "their" | "theirs" => ("They", mention.kind),
            "we" | "us" | "our" | "ours" => ("We", Some(EntityKind::Organisation)),
            "it" | "its" => ("It", Some(EntityKind::Organisation)),
            _ => continue,
        };
        let party = *known.entry(who).or_insert_with(|| {
            parties.list.push(Party { name: who.to_owned(), kind, members: Vec::new() });
            parties.list.len() - 1
        });
        parties.of_mention[index] = Some(party);
    }
    parties
}

/// Takes the names of organisations and places from parties that they have nothing in common with:
/// "the House" is no Newt Gingrich, though "AP" may be the Associated Press.
fn unlike(document: &Document, parties: &mut Parties) {
    for (index, mention) in document.mentions.iter().enumerate() {
        let Some(party) = parties.of_mention[index] else { continue };
        let party = &parties.list[party];
        let kinds = [Some(EntityKind::Organisation), Some(EntityKind::Place)];
        let checked = mention.form == MentionForm::Name && kinds.contains(&party.kind);
        if checked && !may_name(mention.span.of(&document.text), &party.name) {
            parties.of_mention[index] = None;
        }
    }
}

/// Takes what an age stands behind for a person, where another person's stands beside it: "Violet, 16,
/// and Sera, 13".
fn aged(document: &Document, parties: &mut Parties) {
    let mut last: Option<usize> = None;
    for (index, mention) in document.mentions.iter().enumerate() {
        if !super::rows::is_aged(document, mention) {
            continue;
        }
        let sentence = document.sentence_of(mention.head);
        let Some(party) = parties.of_mention[index] else { continue };
        let one_word = !parties.list[party].name.contains(' ');
        if parties.list[party].kind == Some(EntityKind::Person) {
            last = Some(sentence);
        } else if one_word && last == Some(sentence) {
            parties.list[party].kind = Some(EntityKind::Person);
        }
    }
}

/// Takes titles in quotation marks from the people they are named after: "Porter" is not Anna Porter.
fn quoted(document: &Document, parties: &mut Parties) {
    for (index, mention) in document.mentions.iter().enumerate() {
        let marked = document.text[..mention.span.start].ends_with(['"', '“', '‘', '\'']);
        let Some(party) = parties.of_mention[index].filter(|_| marked) else { continue };
        let person = parties.list[party].kind == Some(EntityKind::Person);
        if mention.form == MentionForm::Name && mention.kind == Some(EntityKind::Work) && person {
            parties.of_mention[index] = None;
        }
    }
}

/// Whether one name may stand for another: they share a word or its beginning, or one is made of the
/// other's letters.
fn may_name(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (first, second) = (words(a), words(b));
    let alike = |x: &String, y: &String| {
        let start: String = y.chars().take(3).collect();
        x == y || start.chars().count() == 3 && x.starts_with(&start)
    };
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let capitals: Vec<char> = short.chars().filter(|c| c.is_uppercase()).collect();
    let mut letters = long.chars();
    first.iter().any(|x| second.iter().any(|y| alike(x, y)))
        || capitals.len() >= 2
            && capitals.iter().all(|c| letters.any(|l| l.eq_ignore_ascii_case(c)))
}

/// What was taken for a work, and is the last name of somebody in the text, is that person, unless
/// it stands in quotation marks.
fn surnames(document: &Document, parties: &mut Parties) {
    let people: Vec<(String, usize)> = parties
        .list
        .iter()
        .enumerate()
        .filter(|(_, party)| party.kind == Some(EntityKind::Person) && party.members.is_empty())
        .filter_map(|(index, party)| Some((party.name.rsplit_once(' ')?.1.to_owned(), index)))
        .collect();
    for (index, mention) in document.mentions.iter().enumerate() {
        let Some(party) = parties.of_mention[index] else { continue };
        let quoted = document.text[..mention.span.start].ends_with(['"', '“', '‘', '\'']);
        if parties.list[party].kind != Some(EntityKind::Work) || quoted {
            continue;
        }
        let name = mention.span.of(&document.text);
        if let Some((_, person)) = people.iter().find(|(last, _)| last == name) {
            parties.of_mention[index] = Some(*person);
        }
    }
}

/// The most sentences after which somebody announced is named.
const SOON: usize = 2;

/// "She is seeing an even bigger star. ... none other than Omar Finch": who was announced without a
/// name is who is named so.
fn announced(document: &Document, parties: &mut Parties) {
    for (index, mention) in document.mentions.iter().enumerate() {
        let Some(token) = mention.tokens.start.checked_sub(3) else { continue };
        let word = |offset: usize| document.form(token + offset).to_lowercase();
        let named = mention.form == MentionForm::Name
            && [word(0), word(1), word(2)].join(" ") == "none other than";
        let here = document.sentence_of(token);
        let Some(party) = parties.of_mention[index].filter(|_| named) else { continue };
        let unnamed = (0..index).rev().find(|&earlier| {
            let earlier = &document.mentions[earlier];
            let article = document.form(earlier.tokens.start).to_lowercase();
            earlier.form == MentionForm::Nominal
                && earlier.kind == mention.kind
                && matches!(article.as_str(), "a" | "an" | "another" | "someone" | "somebody")
        });
        let Some(unnamed) = unnamed else { continue };
        if here - document.sentence_of(document.mentions[unnamed].head) <= SOON {
            parties.of_mention[unnamed] = Some(party);
        }
    }
}

/// Gives everybody who is named once, or described with a name, a party of his own.
fn complete(document: &Document, parties: &mut Parties) {
    let mut known: HashMap<String, usize> = HashMap::new();
    for (index, mention) in document.mentions.iter().enumerate() {
        let proper = |t: usize| document.tokens[t].upos == Upos::Propn;
        let named = match mention.form {
            MentionForm::Name => true,
            MentionForm::Nominal => mention.tokens.clone().any(proper),
            MentionForm::Pronoun => false,
        };
        if parties.of_mention[index].is_some() || !named {
            continue;
        }
        // "the next Skyline film" goes by the name in it; "Skyline's director" does not.
        let inner = document.mentions.iter().enumerate().skip(index + 1).take(6).find(|(_, m)| {
            m.form == MentionForm::Name
                && m.kind == Some(EntityKind::Work)
                && m.kind == mention.kind
                && mention.span.contains(m.span)
        });
        if let Some(party) = inner.and_then(|(inner, _)| parties.of_mention[inner])
            && mention.form == MentionForm::Nominal
        {
            parties.of_mention[index] = Some(party);
            continue;
        }
        let name = mention.span.of(&document.text);
        let party = *known.entry(fold(name)).or_insert_with(|| {
            let party = Party { name: name.to_owned(), kind: mention.kind, members: Vec::new() };
            parties.list.push(party);
            parties.list.len() - 1
        });
        parties.of_mention[index] = Some(party);
    }
}

fn by_name(document: &Document) -> Parties {
    let mut parties = Parties { list: Vec::new(), of_mention: vec![None; document.mentions.len()] };
    let mut by_words: HashMap<String, Vec<usize>> = HashMap::new();
    // Longer names first: "Ortiz" is whoever's full name ends or begins with it.
    let mut order: Vec<usize> = (0..document.mentions.len())
        .filter(|&m| document.mentions[m].form == MentionForm::Name)
        .collect();
    order.sort_by_key(|&m| std::cmp::Reverse(document.mentions[m].tokens.len()));
    for index in order {
        let mention = &document.mentions[index];
        let name = mention.span.of(&document.text);
        let words: Vec<String> = fold(name).split(' ').map(str::to_owned).collect();
        let known = words.first().and_then(|first| {
            let candidates = by_words.get(first)?;
            candidates.iter().copied().find(|&p| {
                let party = &parties.list[p];
                let full = fold(&party.name);
                full == words.join(" ")
                    || (party.kind == Some(EntityKind::Person)
                        && mention.kind == party.kind
                        && words.iter().all(|w| full.split(' ').any(|f| f == w)))
            })
        });
        let party = known.unwrap_or_else(|| {
            let kind = mention.kind;
            parties.list.push(Party { name: name.to_owned(), kind, members: Vec::new() });
            let party = parties.list.len() - 1;
            for word in words {
                by_words.entry(word).or_default().push(party);
            }
            party
        });
        parties.of_mention[index] = Some(party);
    }
    pronouns(document, &mut parties);
    complete(document, &mut parties);
    parties
}

/// The words for two people.
const PAIR: &[&str] =
    &["they", "them", "their", "pair", "couple", "duo", "two", "both", "stars", "actors"];

fn pronouns(document: &Document, parties: &mut Parties) {
    let (mut last, mut pair): (Option<usize>, Option<usize>) = (None, None);
    let mut people: Vec<usize> = Vec::new();
    for (index, mention) in document.mentions.iter().enumerate() {
        let word = document.form(mention.head).to_lowercase();
        match mention.form {
            MentionForm::Name => {
                let Some(party) = parties.of_mention[index] else { continue };
                if parties.list[party].kind != Some(EntityKind::Person) {
                    continue;
                }
                let deprel = document.tokens[mention.head].deprel;
                if last.is_none() || deprel.is_subject() {
                    last = Some(party);
                }
                if deprel == Deprel::Conj || people.last().is_some_and(|&p| p != party) {
                    let other = people.iter().rev().find(|&&p| p != party).copied();
                    if let Some(other) = other {
                        let members = vec![other, party];
                        let name = format!(
                            "{} and {}",
                            parties.list[other].name, parties.list[party].name
                        );
                        parties.list.push(Party { name, kind: Some(EntityKind::Person), members });
                        pair = Some(parties.list.len() - 1);
                    }
                }
                people.push(party);
            }
            _ if PAIR.contains(&word.as_str()) => parties.of_mention[index] = pair,
            MentionForm::Pronoun
                if matches!(word.as_str(), "he" | "him" | "his" | "she" | "her") =>
            {
                parties.of_mention[index] = last;
            }
            _ => {}
        }
    }
}

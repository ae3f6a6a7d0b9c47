//! Whose wife "his wife" is, where the sentence itself says so.
//!
//! Coreference weighs the whole text. Two places leave nothing to weigh: "Finch and his wife" is the wife
//! of Finch, and what stands in "Finch, who lives here with his wife" is said of Finch. And nobody whom a
//! title makes a man is "she".

use std::collections::HashMap;

use reportedly_nlp::{Deprel, Document, EntityKind, MentionForm, Upos, Xpos};

use super::resolve::Parties;

/// Titles that tell a man.
const MEN: &[&str] = &["prince", "king", "duke", "mr", "mr.", "sir", "lord", "emperor"];
/// Titles that tell a woman.
const WOMEN: &[&str] = &[
    "princess", "queen", "duchess", "mrs", "mrs.", "ms", "ms.", "miss", "lady", "dame", "empress",
];

/// A clause is left upwards over at most so many words.
const DEEP: usize = 16;

/// Gives "his" and "her" to whom the sentence gives them, and takes every pronoun from those of another
/// title.
pub(super) fn settle(document: &Document, parties: &mut Parties) {
    let places = Places::of(document);
    for (index, mention) in document.mentions.iter().enumerate() {
        if mention.form != MentionForm::Pronoun {
            continue;
        }
        let Some(man) = is_man(&document.form(mention.head).to_lowercase()) else { continue };
        let fits = |name: &str| titled(name).is_none_or(|titled| titled == man);
        if let Some(party) = parties.of_mention[index]
            && parties.list[party].members.is_empty()
            && !fits(&parties.list[party].name)
        {
            parties.of_mention[index] = None;
        }
        if document.tokens[mention.head].xpos != Xpos::PrpPoss {
            continue;
        }
        let owner = joined(document, &places, mention.head)
            .or_else(|| told_of(document, &places, mention.head));
        let party = owner.and_then(|owner| parties.of_mention[owner]);
        let person = |party: &usize| {
            let party = &parties.list[*party];
            party.kind == Some(EntityKind::Person) && party.members.is_empty() && fits(&party.name)
        };
        if let Some(party) = party.filter(person) {
            parties.of_mention[index] = Some(party);
        }
    }
}

/// Returns whether the pronoun is a man's; `None` where it tells nothing.
fn is_man(word: &str) -> Option<bool> {
    match word {
        "he" | "him" | "his" => Some(true),
        "she" | "her" | "hers" => Some(false),
        _ => None,
    }
}

/// Returns whether a name is that of a man, where it begins with a title that says so, and with no other.
fn titled(name: &str) -> Option<bool> {
    let mut words = name.split(' ').map(str::to_lowercase);
    let first = words.next()?;
    let (man, woman) = (MEN.contains(&first.as_str()), WOMEN.contains(&first.as_str()));
    let both = words.any(|word| (if man { WOMEN } else { MEN }).contains(&word.as_str()));
    ((man || woman) && !both).then_some(man)
}

/// Where mentions stand: the first of each place.
struct Places {
    /// Mentions of people by name, by the token behind them.
    before: HashMap<usize, usize>,
    /// Mentions by name, by their heads.
    named: HashMap<usize, usize>,
    /// Mentions of any form, by their heads.
    headed: HashMap<usize, usize>,
}

impl Places {
    fn of(document: &Document) -> Places {
        let mut places =
            Places { before: HashMap::new(), named: HashMap::new(), headed: HashMap::new() };
        for (index, mention) in document.mentions.iter().enumerate() {
            places.headed.entry(mention.head).or_insert(index);
            if mention.form != MentionForm::Name {
                continue;
            }
            places.named.entry(mention.head).or_insert(index);
            if mention.kind == Some(EntityKind::Person) {
                places.before.entry(mention.tokens.end).or_insert(index);
            }
        }
        places
    }

    /// Returns the mention of a person by name that ends right before the token.
    fn named_before(&self, token: usize) -> Option<usize> {
        self.before.get(&token).copied()
    }

    /// Returns the mention with that head, rather one by name.
    fn at(&self, head: usize) -> Option<usize> {
        self.named.get(&head).or_else(|| self.headed.get(&head)).copied()
    }
}

/// "Finch and his wife", "Finch, the son of Lund, and his wife": who stands beside.
fn joined(document: &Document, places: &Places, pronoun: usize) -> Option<usize> {
    let and = pronoun.checked_sub(1).filter(|&t| matches!(document.form(t), "and" | "&"))?;
    let before = and.checked_sub(1)?;
    let sentence = &document.sentences[document.sentence_of(pronoun)].tokens;
    if !sentence.contains(&before) {
        return None;
    }
    if document.form(before) != "," {
        return places.named_before(and);
    }
    match before_aside(document, before, sentence.start) {
        Some(name_end) => places.named_before(name_end + 1),
        None => places.named_before(before),
    }
}

/// Returns the last word before the aside that the comma at `comma` closes: ", the son of Lund,",
/// ", Lund's son,".
pub(super) fn before_aside(document: &Document, comma: usize, start: usize) -> Option<usize> {
    let open = (start..comma).rev().find(|&t| document.form(t) == ",")?;
    let inside = open + 1..comma;
    let verb = |t: usize| matches!(document.tokens[t].upos, Upos::Verb | Upos::Aux);
    let noun = |t: usize| document.tokens[t].upos == Upos::Noun;
    let is = |t: usize, word: &str| document.form(t) == word;
    let of = inside.clone().any(|t| is(t, "of") && t > open + 1 && noun(t - 1));
    let owned = inside.clone().any(|t| matches!(document.form(t), "'s" | "’s")) && noun(comma - 1);
    let alone = !inside.clone().any(|t| verb(t) || is(t, "and"));
    let name = open.checked_sub(1)?;
    (alone && (of || owned) && document.tokens[name].upos == Upos::Propn).then_some(name)
}

/// "Finch, who lives here with his wife": whom the clause around is told of.
fn told_of(document: &Document, places: &Places, pronoun: usize) -> Option<usize> {
    let mut at = pronoun;
    for _ in 0..DEEP {
        let head = document.tokens[at].head?;
        if document.tokens[at].deprel == Deprel::AclRelcl {
            let subject =
                document.children(at).find(|&c| document.tokens[c].deprel.is_subject())?;
            if document.form(subject) != "who" || subject > pronoun {
                return None;
            }
            return places.at(head);
        }
        // Another clause has somebody else to tell of.
        let own = |c: usize| document.tokens[c].deprel.is_subject() && document.form(c) != "who";
        if at != pronoun && document.children(at).any(own) {
            return None;
        }
        at = head;
    }
    None
}

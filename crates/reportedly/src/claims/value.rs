//! Reads values from the text: dates, ages, places, posts, plain words.

use std::ops::Range;

use reportedly_nlp::{Bound, Deprel, EntityKind, Span, Timex, TimexKind, Upos};

use super::view::View;
use crate::beat::ValueKind;

/// A value with the words that say it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct ValueFiller {
    /// The value as the claim has it.
    pub text: String,
    /// The words.
    pub span: Span,
}

/// Returns the values of that kind at the token.
pub(super) fn values(view: &View<'_>, kind: &ValueKind, token: usize) -> Vec<ValueFiller> {
    let document = view.document;
    match kind {
        ValueKind::Time => timex_at(view, token).and_then(time).into_iter().collect(),
        ValueKind::Number => {
            let span = document.tokens[token].span;
            let text = span.of(&document.text).to_owned();
            let number = text.bytes().all(|b| b.is_ascii_digit());
            number.then_some(ValueFiller { text, span }).into_iter().collect()
        }
        // "British-born": the place is in the adjective.
        ValueKind::Place if born(view, token) => words(view, token).into_iter().collect(),
        ValueKind::Place => {
            let fillers = view.fillers(token).into_iter();
            let places = fillers.filter(|f| view.fits(f, &[EntityKind::Place]));
            places
                .map(|f| ValueFiller {
                    text: view.parties.list[f.party].name.clone(),
                    span: f.span,
                })
                .collect()
        }
        ValueKind::Role(_) => vec![role(view, token)],
        ValueKind::OneOf(_) | ValueKind::Words => words(view, token).into_iter().collect(),
    }
}

/// Whether "-born" follows the token.
fn born(view: &View<'_>, token: usize) -> bool {
    let word = |at: usize| view.lower.get(at).map_or("", String::as_str);
    word(token + 1) == "-" && word(token + 2) == "born"
}

/// Returns the value of an expression of time.
pub(super) fn time(timex: &Timex) -> Option<ValueFiller> {
    let mut interval = timex.interval?;
    // "from June to December": the first is a date as well as a beginning.
    if interval.end == Bound::Unknown {
        interval.end = interval.start;
    }
    matches!(timex.kind, TimexKind::Date | TimexKind::Time | TimexKind::Duration)
        .then(|| ValueFiller { text: interval.to_string(), span: timex.span })
}

/// Returns the expression of time that holds the token.
pub(super) fn timex_at<'v>(view: &'v View<'_>, token: usize) -> Option<&'v Timex> {
    let span = view.document.tokens[token].span;
    let near = view.document.timexes.partition_point(|timex| timex.span.end <= span.start);
    view.document.timexes.get(near).filter(|timex| timex.span.overlaps(span))
}

/// Returns whether the token ends one of the roles: "officer" for "chief executive officer".
pub(super) fn role_head(view: &View<'_>, token: usize, roles: &[String]) -> bool {
    // "They partner with Orbex" and "made it official" tell of no post.
    let noun = matches!(view.document.tokens[token].upos, Upos::Noun | Upos::Propn)
        || matches!(&*view.lower[token], "executive" | "general" | "chief");
    if !noun {
        return false;
    }
    // "chief executive" is no chief, "coach driver" no coach.
    let next = view.document.tokens.get(token + 1).is_some_and(|next| next.upos == Upos::Noun);
    if next && view.name_at(token + 1).is_none() {
        return false;
    }
    let (lemma, form) = (view.document.tokens[token].lemma.to_lowercase(), &view.lower[token]);
    roles.iter().any(|role| {
        let mut words = role.rsplit(' ');
        let Some(last) = words.next() else { return false };
        let mut at = token;
        (last == lemma || last == form)
            && words.all(|word| {
                at = at.saturating_sub(1);
                view.lower[at] == word
            })
    })
}

/// Words before a role that are no part of it.
const BEFORE: &[&str] =
    &["former", "then", "ex", "new", "current", "late", "longtime", "now", "first", "own"];

/// Capitalised words that belong to a role: "Chief Economist", but "Orbex Economist".
const OF_ROLES: &[&str] = &[
    "chief",
    "secretary",
    "homeland",
    "security",
    "labor",
    "agriculture",
    "transportation",
    "commerce",
    "executive",
    "vice",
    "senior",
    "deputy",
    "assistant",
    "managing",
    "general",
    "prime",
    "foreign",
    "finance",
    "financial",
    "defense",
    "defence",
    "interior",
    "national",
    "head",
    "lead",
    "associate",
    "co",
    "attorney",
    "operating",
    "technology",
    "police",
    "fire",
    "school",
    "first",
    "interim",
    "acting",
    "majority",
    "minority",
    "press",
    "supreme",
    "creative",
    "artistic",
    "marketing",
    "climate",
    "special",
    "economic",
    "trade",
    "budget",
    "energy",
    "social",
    "pastry",
    "regional",
    "communications",
    "health",
    "education",
    "treasury",
    "state",
    "justice",
    "board",
    "founding",
    "baseball",
    "football",
    "sports",
    "film",
    "music",
    "television",
    "opinion",
    "news",
];

/// Whether "first" is part of the role: "first lady", but not "the first member".
fn is_first(view: &View<'_>, token: usize) -> bool {
    let next = view.lower.get(token + 1).map(String::as_str);
    view.lower[token] == "first" && matches!(next, Some("lady" | "gentleman" | "minister"))
}

/// Returns the words of a post: "executive vice president of sales".
pub(super) fn role_range(view: &View<'_>, head: usize) -> Range<usize> {
    let document = view.document;
    let sentence = &document.sentences[document.sentence_of(head)];
    let (mut start, mut end) = (head, head + 1);
    while start > sentence.tokens.start {
        let before = start - 1;
        let token = &document.tokens[before];
        let word = view.lower[before].as_str();
        let belongs = match token.upos {
            // "French President": whose president he is belongs to no post.
            Upos::Adj => {
                !document.form(before).starts_with(char::is_uppercase) || OF_ROLES.contains(&word)
            }
            Upos::Noun => true,
            Upos::Propn => OF_ROLES.contains(&word),
            _ => false,
        } && view.name_at(before).is_none()
            && (!BEFORE.contains(&word) || is_first(view, before));
        let joins = matches!(word, "-" | "/")
            && before.checked_sub(1).is_some_and(|t| !BEFORE.contains(&&*view.lower[t]));
        if !belongs && !joins {
            break;
        }
        start = before;
    }
    // "of worldwide programming", but not "of Acme": that is where the post is.
    if sentence.tokens.contains(&(end + 1)) && matches!(&*view.lower[end], "of" | "for") {
        // "Secretary of State"
        if view.lower[end + 1] == "state" && view.lower[head] == "secretary" {
            return start..end + 2;
        }
        let mut last = end + 1;
        while sentence.tokens.contains(&last)
            && matches!(document.tokens[last].upos, Upos::Noun | Upos::Adj)
            && view.name_at(last).is_none()
        {
            last += 1;
        }
        // "of utility-scale solar company Orbex" tells where, not what; so does "of software company Orbex".
        let compound = sentence.tokens.contains(&last)
            && (view.lower[last] == "-"
                || view.name_at(last).is_some()
                || document.tokens[last].upos == Upos::Propn);
        if last > end + 1 && !compound && document.tokens[last - 1].upos == Upos::Noun {
            end = last;
        }
    }
    start..end
}

fn role(view: &View<'_>, head: usize) -> ValueFiller {
    let document = view.document;
    let range = role_range(view, head);
    let span = document.tokens[range.start].span.cover(document.tokens[range.end - 1].span);
    let text = span.of(&document.text);
    let text = TITLES.iter().find(|(short, _)| *short == text).map_or(text, |(_, long)| long);
    ValueFiller { text: text.to_owned(), span }
}

/// Titles before names, and what they are short for.
const TITLES: &[(&str, &str)] = &[
    ("Sen.", "Senator"),
    ("Rep.", "Representative"),
    ("Gov.", "Governor"),
    ("Sgt.", "Sergeant"),
    ("Lt.", "Lieutenant"),
    ("Gen.", "General"),
    ("Capt.", "Captain"),
    ("Col.", "Colonel"),
];

/// Returns the noun phrase at the token, without clauses and appositions.
fn words(view: &View<'_>, head: usize) -> Option<ValueFiller> {
    let document = view.document;
    if born(view, head) {
        let span = document.tokens[head].span;
        let text = span.of(&document.text);
        let country = super::demonym::country(text).unwrap_or(text);
        return Some(ValueFiller { text: country.to_owned(), span });
    }
    if let Some(name) = view.name_at(head) {
        let span = document.mentions[name].span;
        return Some(ValueFiller { text: span.of(&document.text).to_owned(), span });
    }
    let sentence = &document.sentences[document.sentence_of(head)];
    let inside = |token: usize| {
        let mut at = token;
        for _ in 0..32 {
            if at == head {
                return true;
            }
            let deprel = document.tokens[at].deprel;
            let outside = matches!(
                deprel,
                Deprel::AclRelcl
                    | Deprel::Appos
                    | Deprel::Parataxis
                    | Deprel::Advcl
                    | Deprel::Conj
                    | Deprel::Nsubj
                    | Deprel::NsubjPass
                    | Deprel::Cop
                    | Deprel::Aux
                    | Deprel::Punct
                    | Deprel::Case
                    | Deprel::Mark
                    | Deprel::Cc
            ) && document.tokens[at].head == Some(head);
            match document.tokens[at].head {
                Some(up) if !outside => at = up,
                _ => return false,
            }
        }
        false
    };
    let mut start = head;
    while start > sentence.tokens.start && inside(start - 1) {
        start -= 1;
    }
    let mut end = head + 1;
    while end < sentence.tokens.end && inside(end) {
        end += 1;
    }
    while start < head && matches!(document.tokens[start].upos, Upos::Det | Upos::Punct) {
        start += 1;
    }
    let span = document.tokens[start].span.cover(document.tokens[end - 1].span);
    Some(ValueFiller { text: span.of(&document.text).to_owned(), span })
}

//! Ages: "Cruise, 58,", "the 71-year-old Washington", "her 52nd birthday".
//!
//! They are told by punctuation rather than by words, so that no example sentence teaches them.

use std::collections::HashMap;

use reportedly_nlp::timex::times_of;
use reportedly_nlp::{EntityKind, Interval, MentionForm, Span, Upos, Xpos};

use super::view::{Filler, View};

/// An age that was found.
#[derive(Clone, Debug)]
pub(super) struct Age {
    /// Whose.
    pub subject: Filler,
    /// How many years.
    pub years: u32,
    /// The words.
    pub span: Span,
    /// The number.
    pub token: usize,
    /// When the birthday was, where it is one and the text says so.
    pub time: Option<Interval>,
}

/// Returns the ages in a document, in text order.
pub(super) fn ages(view: &View<'_>) -> Vec<Age> {
    let mut all = Vec::new();
    for token in 0..view.document.tokens.len() {
        let Some((years, ordinal)) = number(view, token) else { continue };
        let found = if ordinal { birthday(view, token) } else { beside(view, token) };
        let time = ordinal.then(|| birthday_time(view, token)).flatten();
        for (subject, span) in found {
            all.push(Age { subject, years, span, token, time });
        }
    }
    all
}

const WORDS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// Returns the number at the token, and whether it is an ordinal.
fn number(view: &View<'_>, token: usize) -> Option<(u32, bool)> {
    let form = view.lower[token].as_str();
    if let Some(years) = WORDS.iter().position(|word| *word == form) {
        return Some((years as u32, false));
    }
    if !form.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = form.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ordinal = matches!(&form[digits.len()..], "th" | "st" | "nd" | "rd");
    let whole = digits.len() == form.len() || ordinal;
    let years = digits.parse().ok().filter(|years| (1..=119).contains(years))?;
    whole.then_some((years, ordinal))
}

fn word<'v>(view: &'v View<'_>, token: Option<usize>) -> &'v str {
    token.and_then(|t| view.lower.get(t)).map_or("", String::as_str)
}

/// "Porter, 47," and "47-year-old Porter" and "Porter is 47 years old".
fn beside(view: &View<'_>, token: usize) -> Vec<(Filler, Span)> {
    let document = view.document;
    let span = document.tokens[token].span;
    let sentence = &document.sentences[document.sentence_of(token)];
    let at =
        |offset: isize| token.checked_add_signed(offset).filter(|t| sentence.tokens.contains(t));
    let (before, after) = (word(view, at(-1)), word(view, at(1)));
    // 47-year-old, as one word or several.
    let mut next = token + 1;
    while sentence.tokens.contains(&next)
        && matches!(word(view, Some(next)), "-" | "year" | "years" | "‑" | "–")
    {
        next += 1;
    }
    if next > token + 1
        && sentence.tokens.contains(&next)
        && matches!(word(view, Some(next)), "old" | "olds")
    {
        let whole = span.cover(document.tokens[next].span);
        return year_old(view, next, whole);
    }
    let closes = matches!(after, "," | ")" | "." | ";" | "and" | "—" | "–" | "with" | "")
        || at(1).is_some_and(|t| document.tokens[t].upos == Upos::Verb);
    // "Bruce Porter of Lund and Brian Weston of Malmö, both 68".
    if before == "both" && closes {
        let people = (sentence.tokens.start..token).rev().filter_map(|t| {
            let name = view.name_at(t).filter(|&m| document.mentions[m].head == t)?;
            view.fillers_of(name).into_iter().find(|f| is_person(view, f))
        });
        return people.take(2).map(|p| (p, p.span.cover(span))).collect();
    }
    let opens = matches!(before, "," | "(" | "aged" | "age" | "now");
    if opens && closes {
        let told = matches!(before, "aged" | "age" | "now");
        let name = at(if told && word(view, at(-2)) == "," { -3 } else { -2 });
        let name = name.and_then(|t| before_marks(view, t, sentence.tokens.start));
        if let Some(name) = name
            && let Some(person) = person(view, name)
        {
            // "Lund, 3, ..." after a list of numbers is a score; a unit makes it a measure.
            return vec![(person, person.span.cover(span))];
        }
    }
    // "Porter: cellist dies at 47"
    let dead =
        at(-2).filter(|_| matches!(before, "at")).and_then(|t| super::bio::obituary(view, t));
    if let Some(dead) = dead {
        return vec![(dead, dead.span.cover(span))];
    }
    // "At 47, Porter is": how old she is while that goes on.
    if before == "at" && after == "," && at(-2).is_none_or(|t| view.lower[t] == ",") {
        let now = |&t: &usize| matches!(document.tokens[t].xpos, Xpos::Vbz | Xpos::Vbp);
        let goes_on = (token + 2..sentence.tokens.end.min(token + 8))
            .find(|&t| matches!(document.tokens[t].upos, Upos::Verb | Upos::Aux))
            .filter(now);
        let next = at(2).filter(|_| goes_on.is_some());
        return next
            .and_then(|t| person(view, t))
            .map(|p| (p, p.span.cover(span)))
            .into_iter()
            .collect();
    }
    let only = isize::from(matches!(before, "just" | "only" | "now"));
    let be = word(view, at(-1 - only));
    let verb = at(-1 - only)
        .filter(|_| matches!(be, "turned" | "turns" | "turning" | "is" | "was" | "'s" | "’s"));
    let at_death = be == "was" && matches!(after, "when" | "at") && {
        let words = token + 2..sentence.tokens.end.min(token + 8);
        words.clone().any(|t| matches!(&*document.tokens[t].lemma, "die" | "pass" | "death"))
    };
    if let Some(verb) = verb
        && (at_death
            || matches!(after, "." | "," | "on" | "in" | "and" | "" | "today" | "this" | "years"))
    {
        let before = be;
        let holder = verb.checked_sub(1).filter(|t| sentence.tokens.contains(t));
        let holder = holder.map(|t| view.graph.antecedent(t));
        let holder = holder.and_then(|t| before_marks(view, t, sentence.tokens.start));
        // "when he was ten" is not how old he is.
        let then = holder.and_then(|t| t.checked_sub(1));
        if before == "was" && matches!(word(view, then), "when" | "until" | "since" | "before") {
            return Vec::new();
        }
        let mourned = holder.filter(|_| before == "was").and_then(|t| mourned(view, t));
        if let Some(person) = mourned.or_else(|| holder.and_then(|t| person(view, t))) {
            return vec![(person, person.span.cover(span))];
        }
    }
    Vec::new()
}

/// Returns the last word before what a closing mark at the token closes: "Porter (née Lund), 47,",
/// "Porter — a painter — was 47".
fn before_marks(view: &View<'_>, token: usize, start: usize) -> Option<usize> {
    let open = match view.lower[token].as_str() {
        ")" => "(",
        "—" => "—",
        _ => return Some(token),
    };
    let open = (start..token).rev().find(|&t| view.lower[t] == open)?;
    open.checked_sub(1).filter(|&t| t >= start)
}

/// Returns who died, where the sentence before says so and this one begins with "He was" or "The actor
/// was": an obituary gives the age so, whoever else it names between.
fn mourned(view: &View<'_>, holder: usize) -> Option<Filler> {
    let document = view.document;
    let here = document.sentence_of(holder);
    let first = document.sentences[here].tokens.start;
    let short = holder <= first + 2 && view.name_at(holder).is_none();
    let before = here.checked_sub(1).filter(|_| short)?;
    let mut verbs = document.sentences[before]
        .tokens
        .clone()
        .filter(|&t| document.tokens[t].lemma == "die" && document.tokens[t].upos == Upos::Verb);
    let verb = verbs.next()?;
    let subjects = view.graph.out(verb).iter().filter(|e| e.rel == super::graph::Rel::Subject);
    let mut people = subjects.flat_map(|e| view.fillers_at(view.graph.antecedent(e.to)));
    let span = document.tokens[holder].span;
    people.find(|f| is_person(view, f)).map(|f| Filler { span, ..f })
}

/// Whom "47-year-old" is said of: the name that follows, or whoever the noun that follows is.
fn year_old(view: &View<'_>, old: usize, whole: Span) -> Vec<(Filler, Span)> {
    let document = view.document;
    let sentence = &document.sentences[document.sentence_of(old)];
    let mut at = old + 1;
    while sentence.tokens.contains(&at) {
        let fillers: Vec<Filler> =
            people(view, at).into_iter().filter(|f| is_person(view, f)).collect();
        // "his 13-year-old cousin, Anna Porter": the name says who, whoever else was a cousin.
        let beside = view.name_at(at).is_none()
            && view.lower.get(at + 1).is_some_and(|word| word == ",")
            && at + 2 < view.lower.len()
            && view.name_at(at + 2).is_some();
        if !fillers.is_empty() && !beside {
            return fillers.into_iter().map(|f| (f, whole.cover(f.span))).collect();
        }
        // "the 51-year-old singer and his bandmates, Porter and Lund" tells of the singer alone.
        let alone = |to: usize| {
            let (start, end) = (at.min(to), at.max(to));
            (start..end).all(|t| document.tokens[t].upos != Upos::Cconj)
        };
        let described = view.graph.out(at).iter().filter(|e| e.rel == super::graph::Rel::Subject);
        let said_of: Vec<Filler> = described
            .filter(|e| alone(e.to))
            .flat_map(|e| view.fillers_at(e.to))
            .filter(|f| is_person(view, f))
            .collect();
        if document.tokens[at].upos == Upos::Noun && !said_of.is_empty() {
            return said_of.into_iter().map(|f| (f, whole.cover(f.span))).collect();
        }
        if !matches!(document.tokens[at].upos, Upos::Noun | Upos::Adj | Upos::Propn) {
            break;
        }
        at += 1;
    }
    let noun = at.checked_sub(1).filter(|&t| t > old && document.tokens[t].xpos == Xpos::Nn);
    let whom = noun.and_then(|_| main_person(view, whole));
    whom.map(|person| (Filler { span: whole, named: false, ..person }, whole)).into_iter().collect()
}

/// The most mentions back that tell whom a text is about.
const MENTIONS: usize = 300;

/// Returns whom the text before is about, where "the 47-year-old singer" tells of somebody whom nothing
/// else names: the person named most, twice at least, who is named last too.
fn main_person(view: &View<'_>, whole: Span) -> Option<Filler> {
    let document = view.document;
    let first = document.tokens_in(whole).start;
    let definite = first.checked_sub(1).is_some_and(|t| view.lower[t] == "the");
    let before = document.mentions.partition_point(|m| m.span.start < whole.start);
    let people = document.mentions[..before].iter().enumerate().rev();
    let mut people = people
        .take(MENTIONS)
        .filter(|(_, m)| m.form == MentionForm::Name && m.kind == Some(EntityKind::Person));
    let last = people.next().filter(|_| definite)?;
    let last = view.fillers_of(last.0).pop()?;
    let mut counts: HashMap<usize, usize> = HashMap::new();
    counts.insert(last.party, 1);
    for (index, _) in people {
        for filler in view.fillers_of(index) {
            *counts.entry(filler.party).or_default() += 1;
        }
    }
    let mine = counts.remove(&last.party).unwrap_or_default();
    let most = counts.into_values().max().unwrap_or_default();
    (mine >= 2 && mine > most).then_some(last)
}

/// Returns who stands at the token: everybody listed there for a plural alone.
fn people(view: &View<'_>, token: usize) -> Vec<Filler> {
    let named = view.name_at(token).is_some();
    match view.document.tokens[token].xpos {
        Xpos::Nns | Xpos::Nnps => view.fillers(token),
        _ if named => view.fillers(token),
        _ => view.fillers_at(token),
    }
}

/// "celebrated her 52nd birthday".
fn birthday(view: &View<'_>, token: usize) -> Vec<(Filler, Span)> {
    let document = view.document;
    if word(view, Some(token + 1)) != "birthday" {
        return Vec::new();
    }
    let whole = document.tokens[token].span.cover(document.tokens[token + 1].span);
    let holder = token
        .checked_sub(1)
        .map(|t| if matches!(&*view.lower[t], "'s" | "’s") { t.saturating_sub(1) } else { t });
    let person = holder.and_then(|t| person(view, t));
    person.map(|p| (p, p.span.cover(whole))).into_iter().collect()
}

/// Returns when the birthday after the token was: "on her 52nd birthday in July".
fn birthday_time(view: &View<'_>, token: usize) -> Option<Interval> {
    let birthday = token + 1;
    if word(view, Some(birthday)) != "birthday" {
        return None;
    }
    let times = [birthday, view.governor(birthday)].into_iter();
    let mut times = times.flat_map(|event| times_of(view.document, event));
    times.find_map(|time| view.document.timexes[time].interval)
}

/// Returns the person whose mention holds the token.
fn person(view: &View<'_>, token: usize) -> Option<Filler> {
    let mention = view.name_at(token).or_else(|| view.mention_at(token))?;
    view.fillers_of(mention).into_iter().find(|f| is_person(view, f))
}

fn is_person(view: &View<'_>, filler: &Filler) -> bool {
    view.parties.list[filler.party].kind == Some(EntityKind::Person)
}

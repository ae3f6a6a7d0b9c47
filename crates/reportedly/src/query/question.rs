//! Reads a question by the beats' example questions and sentences, and answers it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use reportedly_nlp::PartialDate;

use super::name::{How, Named, resolve};
use super::template::{Fit, Template, split};
use super::{Answer, AnswerRow, all_later};
use crate::beat::{Beats, Predicate, PredicateKind, ValueKind};
use crate::belief::schedule::times_moved;
use crate::belief::{Believer, Party, Reading, Slot, Standing, Value};
use crate::claim::fold;
use crate::error::Error;
use crate::ledger::Ledger;

/// How a question was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood {
    /// What it asks for.
    pub wants: Wants,
    /// The predicate that it asks about; `None` for everything about a name.
    pub predicate: Option<String>,
    /// What a dossier calls the predicate.
    pub label: Option<String>,
    /// The name in the place of the subject.
    pub subject: Option<String>,
    /// The name in the place of the object.
    pub object: Option<String>,
    /// The day that the question itself names.
    pub day: Option<Date>,
}

/// What a question asks for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum Wants {
    /// Who or what the other party is.
    Object,
    /// Who or what it is reported of.
    Subject,
    /// The value.
    Value,
    /// When.
    When,
    /// Where.
    Where,
    /// Whether it is reported.
    Whether,
    /// How many times it was moved or happened.
    HowMany,
    /// What somebody said.
    Said,
    /// Everything.
    Everything,
}

impl Wants {
    /// Returns the words that say it.
    pub fn as_str(self) -> &'static str {
        match self {
            Wants::Object | Wants::Subject => "who or what",
            Wants::Value => "what",
            Wants::When => "when",
            Wants::Where => "where",
            Wants::Whether => "whether",
            Wants::HowMany => "how many times",
            Wants::Said => "what was said",
            Wants::Everything => "everything",
        }
    }
}

/// Openings that ask for everything about a name, whatever follows.
const ABOUT: &[&str] = &[
    "what happened to",
    "what has happened to",
    "what became of",
    "what has become of",
    "what is new with",
    "what's new with",
    "what is new about",
    "is there news of",
    "is there any news on",
    "any news on",
    "any news of",
    "show me",
    "what about",
];

/// Openings that ask for everything where what follows is only a name.
const IS: &[&str] = &["who is", "who was", "what is", "who are", "who's", "what's"];

/// Words before "about" that ask for everything.
const KNOWN: &[&str] = &[
    "what",
    "do",
    "does",
    "did",
    "you",
    "we",
    "know",
    "is",
    "was",
    "known",
    "tell",
    "me",
    "anything",
    "everything",
    "all",
    "reported",
    "said",
    "has",
    "have",
    "been",
    "there",
    "any",
    "news",
    "show",
    "reports",
    "papers",
    "they",
    "say",
    "the",
    "write",
    "written",
];

/// At most so many subjects of one object are looked at.
const SUBJECTS: usize = 200;

/// Reads a question; `None` where it cannot be read.
pub(super) fn read(
    ledger: &dyn Ledger,
    beats: &Beats,
    question: &str,
    reading: Reading,
) -> Result<Option<(Understood, Vec<Named>)>, Error> {
    let (question, day) = without_day(question.trim().trim_end_matches(['?', '.', '!', ' ']));
    // A day in the question counts where none was given beside it.
    let reading = Reading { as_of: reading.as_of.or(day), ..reading };
    let names = Names { ledger, reading, known: Default::default() };
    let stated = ["is it true that ", "is it reported that ", "did you know that "];
    let question = stated.iter().find_map(|opening| strip(question, opening)).unwrap_or(question);
    if let Some(read) = said(&names, question, day)? {
        return Ok(Some(read));
    }
    let about = ABOUT.iter().find_map(|opening| strip(question, &format!("{opening} ")));
    if let Some(name) = about.or_else(|| all_about(question))
        && let Some(read) = everything(&names, name, true, day)?
    {
        return Ok(Some(read));
    }
    let mut best: Option<(f32, Understood, Vec<Named>)> = None;
    let words = split(question);
    for (name, template) in &beats.templates().0 {
        let Some(fit) = template.fit(question, &words) else { continue };
        let Some(predicate) = beats.predicate(name).filter(|_| fit.score >= 1.5) else { continue };
        let (understood, named, score) =
            understand(&names, predicate, template, &fit, question, day)?;
        if !named.is_empty() && best.as_ref().is_none_or(|(other, ..)| score > *other) {
            best = Some((score, understood, named));
        }
    }
    // A question whose names are unknown is read only where its words leave no doubt.
    let known = |names: &[Named]| names.iter().any(|name| name.how != How::Nothing);
    let best = best.filter(|(score, _, names)| known(names) || *score > 2.0);
    if let Some((_, understood, names)) = best.filter(|(score, ..)| *score > 1.0) {
        return Ok(Some((understood, names)));
    }
    let name = IS.iter().find_map(|opening| strip(question, &format!("{opening} ")));
    everything(&names, name.unwrap_or(question), name.is_some(), day)
}

/// Names that were looked up.
struct Names<'a> {
    ledger: &'a dyn Ledger,
    reading: Reading,
    known: RefCell<BTreeMap<String, Named>>,
}

impl Names<'_> {
    fn resolve(&self, name: &str) -> Result<Named, Error> {
        if let Some(known) = self.known.borrow().get(name) {
            return Ok(known.clone());
        }
        let named = resolve(self.ledger, name, self.reading)?;
        self.known.borrow_mut().insert(name.to_owned(), named.clone());
        Ok(named)
    }
}

/// The forms of the questions that beats answer, each with its predicate.
#[derive(Debug)]
pub(crate) struct Templates(Vec<(String, Template)>);

impl Templates {
    /// Makes them from the example questions and sentences.
    pub fn of(beats: &Beats) -> Templates {
        let mut all = Vec::new();
        for (_, predicate) in beats.predicates() {
            let mut add = |templates: Vec<Template>| {
                all.extend(templates.into_iter().map(|t| (predicate.name.clone(), t)));
            };
            predicate.questions.iter().for_each(|text| add(Template::of_question(text)));
            predicate.examples.iter().for_each(|e| add(Template::of_sentence(&e.text)));
            if predicate.kind == PredicateKind::Schedule {
                let moved =
                    "<subject> was [moved|postponed|delayed|pushed back|rescheduled|changed].";
                add(Template::of_sentence(moved));
            }
        }
        Templates(all)
    }
}

/// Says what a question asks for that fits a template, and how well its names are known.
fn understand(
    all_names: &Names,
    predicate: &Predicate,
    template: &Template,
    fit: &Fit,
    question: &str,
    day: Option<Date>,
) -> Result<(Understood, Vec<Named>, f32), Error> {
    let asking = split(question).first().map(|word| word.text.to_lowercase()).unwrap_or_default();
    let is_wh = |text: &str| {
        let word = text.to_lowercase();
        ["who", "whom", "what", "which", "someone", "how", "when", "where", "why"]
            .contains(&word.as_str())
    };
    let slot = |name: &str| {
        let found = fit.slots.iter().find(|(slot, _)| slot == name);
        found.map(|(_, text)| *text).filter(|text| !is_wh(text))
    };
    let (subject, object) = (slot("subject"), slot("object"));
    let many = strip(question, "how many").is_some() || strip(question, "how often").is_some();
    let wants = match asking.as_str() {
        "how" if many => Wants::HowMany,
        "when" if predicate.value != Some(ValueKind::Time) => Wants::When,
        "where" => Wants::Where,
        "who" | "whom" | "what" | "which" | "when" | "how" | "why" | "whose" => {
            let asked = template.asks.as_deref().or_else(|| {
                let captured = fit.slots.iter().find(|(_, text)| is_wh(text));
                captured.map(|(slot, _)| slot.as_str())
            });
            match (asked, subject, object) {
                (Some("subject"), ..) | (None, None, Some(_)) => Wants::Subject,
                (Some("value"), ..) => Wants::Value,
                (Some(_), ..) => Wants::Object,
                _ if predicate.object.is_some() && object.is_none() => Wants::Object,
                _ => Wants::Value,
            }
        }
        _ => Wants::Whether,
    };
    let mut score = fit.score + if template.question { 0.5 } else { 0.0 };
    // A template that asks by one word and a question that asks by another are not one question.
    if template.question && template.asking.is_none() && wants != Wants::Whether {
        score -= 1.0;
    }
    if let Some(value) = slot("value")
        && !may_be(predicate, value)
    {
        score -= 3.0;
    }
    let mut names: Vec<Named> = Vec::new();
    let kinds = [(subject, Some(&predicate.subject)), (object, predicate.object.as_ref())];
    for (text, kinds) in kinds {
        let (Some(text), Some(kinds)) = (text, kinds) else { continue };
        let mut named = all_names.resolve(text)?;
        let fits = |party: &Party| {
            kinds.is_empty() || party.entity.kind.is_none_or(|kind| kinds.contains(&kind))
        };
        let right = named.parties.iter().any(fits);
        // "Lion" the film is no answer to whom somebody is dating.
        if right {
            named.parties.retain(fits);
        }
        score += match (named.how, right) {
            (How::Exact | How::Id, true) => 2.0,
            (How::Part, true) => 1.0,
            (How::Exact | How::Id | How::Part, false) => -1.0,
            (How::Nothing, _) => -1.5,
        };
        // One name is not two parties.
        if names.iter().any(|other| !other.parties.is_empty() && other.parties == named.parties) {
            score -= 5.0;
        }
        names.push(named);
    }
    let understood = Understood {
        wants,
        predicate: Some(predicate.name.clone()),
        label: Some(predicate.label.clone()),
        subject: subject.map(str::to_owned),
        object: object.map(str::to_owned),
        day,
    };
    Ok((understood, names, score))
}

/// Whether words can be a value of the predicate.
fn may_be(predicate: &Predicate, words: &str) -> bool {
    let words = words.to_lowercase();
    let has = |list: &[String]| {
        list.iter().any(|known| words.split_whitespace().any(|word| word == known.to_lowercase()))
    };
    match &predicate.value {
        Some(ValueKind::Role(list)) => has(list),
        Some(ValueKind::OneOf(list)) => list.contains(&words),
        Some(ValueKind::Number) => words.bytes().any(|byte| byte.is_ascii_digit()),
        Some(ValueKind::Time) => words.bytes().any(|byte| byte.is_ascii_digit()),
        Some(ValueKind::Place | ValueKind::Words) => true,
        None => false,
    }
}

/// Reads "What did X say (about Y)?".
fn said(
    names: &Names,
    question: &str,
    day: Option<Date>,
) -> Result<Option<(Understood, Vec<Named>)>, Error> {
    let rest = ["what did ", "what has ", "what does "].iter().find_map(|o| strip(question, o));
    let Some(rest) = rest else { return Ok(None) };
    let lower = rest.to_lowercase();
    let verbs = [" say", " said", " tell", " told"];
    let Some(at) = verbs.iter().filter_map(|verb| lower.find(verb)).min() else { return Ok(None) };
    // Small letters may be longer than capitals; then the place is not one of the original.
    let Some(name) = rest.get(..at).filter(|_| lower.len() == rest.len()) else { return Ok(None) };
    let named = names.resolve(name)?;
    let after = rest[at..].split_once(" about ").map(|(_, about)| about.to_owned());
    let understood = Understood {
        wants: Wants::Said,
        predicate: Some("said".to_owned()),
        label: Some("said".to_owned()),
        subject: Some(name.to_owned()),
        object: after,
        day,
    };
    Ok((named.how != How::Nothing).then(|| (understood, vec![named])))
}

/// Asks for everything about a name, or about what it is a part of.
fn everything(
    names: &Names,
    name: &str,
    part: bool,
    day: Option<Date>,
) -> Result<Option<(Understood, Vec<Named>)>, Error> {
    let named = names.resolve(name)?;
    let known = match named.how {
        How::Nothing => false,
        // A single word of a name is no question.
        How::Part => part,
        How::Id | How::Exact => true,
    };
    let understood = Understood {
        wants: Wants::Everything,
        predicate: None,
        label: None,
        subject: Some(named.asked.clone()),
        object: None,
        day,
    };
    Ok(known.then(|| (understood, vec![named])))
}

/// Returns the name in "What do you know about X?".
fn all_about(question: &str) -> Option<&str> {
    let at = question.to_ascii_lowercase().find(" about ")?;
    let known = split(&question[..at])
        .iter()
        .all(|word| KNOWN.contains(&word.text.to_lowercase().as_str()));
    known.then(|| question[at + " about ".len()..].trim())
}

/// Returns what follows an opening, whatever its capitals.
fn strip<'q>(question: &'q str, opening: &str) -> Option<&'q str> {
    let head = question.get(..opening.len())?;
    head.eq_ignore_ascii_case(opening).then(|| question[opening.len()..].trim_start())
}

/// Takes a day off the end of a question: "in 2020", "as of 2021-01-01", "in December 2020".
fn without_day(question: &str) -> (&str, Option<Date>) {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = question.to_ascii_lowercase();
    for preposition in [" as of ", " in ", " on ", " by ", " during ", " at the end of "] {
        let Some(at) = lower.rfind(preposition) else { continue };
        let told = lower[at + preposition.len()..].trim().trim_matches(',');
        let date: Option<PartialDate> = told.parse().ok().or_else(|| {
            let (month, year) = told.split_once(' ')?;
            let month = MONTHS.iter().position(|name| *name == month)? as i8 + 1;
            PartialDate::month(year.trim().parse().ok()?, month)
        });
        if let Some(date) = date {
            return (&question[..at], Some(date.last_day()));
        }
    }
    (question, None)
}

/// Answers what was understood.
pub(super) fn answer(
    ledger: &dyn Ledger,
    believer: &mut Believer,
    understood: &Understood,
    names: &[Named],
    answer: &mut Answer,
) -> Result<(), Error> {
    let mut slots: Vec<Arc<Slot>> = Vec::new();
    let name = |text: &Option<String>| {
        text.as_ref().and_then(|text| names.iter().find(|named| named.asked == text.trim()))
    };
    let (subject, object) = (name(&understood.subject), name(&understood.object));
    match (&understood.predicate, understood.wants) {
        (_, Wants::Said) => return spoken(ledger, understood, subject, answer),
        (None, _) => {
            for party in subject.iter().flat_map(|named| &named.parties) {
                let (own, others) = super::dossier::slots(believer, party)?;
                slots.extend(own.into_iter().chain(others));
            }
        }
        (Some(predicate), _) => {
            for party in subject.iter().flat_map(|named| &named.parties) {
                slots.extend(believer.slots(party, predicate)?.iter().cloned());
            }
            match (subject, object) {
                (None, Some(object)) => {
                    for party in &object.parties {
                        for subject in believer.subjects(party, predicate, SUBJECTS)? {
                            slots.extend(believer.slots(&subject, predicate)?.iter().cloned());
                        }
                    }
                    only(&mut slots, object);
                }
                (Some(_), Some(object)) => only(&mut slots, object),
                _ => {}
            }
        }
    }
    answer.later = all_later(&slots);
    if understood.wants == Wants::HowMany {
        answer.moves = Some(slots.iter().map(|slot| moves(slot)).sum());
    }
    (answer.rows, answer.more) = super::dossier::rows(believer, &slots)?;
    let rank =
        |row: &AnswerRow| (row.value.standing.rank(), std::cmp::Reverse(row.value.last_published));
    // One subject's slot is ranked already; those of several are put together.
    if slots.len() > 1 {
        answer.rows.sort_by(|a, b| {
            rank(a).cmp(&rank(b)).then_with(|| a.subject.name.cmp(&b.subject.name))
        });
    }
    Ok(())
}

/// Keeps the values whose other party is the one that was named.
fn only(slots: &mut [Arc<Slot>], object: &Named) {
    let meant: Vec<String> = object.parties.iter().map(|party| fold(&party.entity.name)).collect();
    for all in slots.iter_mut() {
        let is_meant = |value: &&Value| {
            value.object.as_ref().is_some_and(|object| meant.contains(&fold(&object.name)))
        };
        let mut slot = all.of(all.values.iter().filter(is_meant).cloned().collect());
        // Later reports may be about somebody else.
        if slot.values.is_empty() {
            slot.later = None;
        }
        *all = Arc::new(slot);
    }
}

/// Returns how often a schedule was moved, or how often something happened.
fn moves(slot: &Slot) -> usize {
    match slot.kind {
        PredicateKind::Schedule => times_moved(&slot.values),
        _ => slot.values.iter().filter(|value| value.standing == Standing::Stands).count(),
    }
}

/// Answers what somebody said.
fn spoken(
    ledger: &dyn Ledger,
    understood: &Understood,
    subject: Option<&Named>,
    answer: &mut Answer,
) -> Result<(), Error> {
    let scope = answer.reading.scope();
    let about = understood.object.as_deref().map(crate::ledger::words);
    for party in subject.iter().flat_map(|named| &named.parties) {
        let statements = super::dossier::statements(ledger, party, scope, 200)?;
        answer.found.claims.extend(statements.claims.into_iter().filter(|stored| {
            about.as_ref().is_none_or(|about| {
                let said = crate::ledger::words(&stored.claim.evidence.exact);
                about.iter().all(|word| said.contains(word))
            })
        }));
    }
    Ok(())
}

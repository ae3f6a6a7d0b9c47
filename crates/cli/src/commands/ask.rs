//! `ask`: who reported what, as a reader could know on a day.

use reportedly::ledger::{Hits, Scope};
use reportedly::query::{self, Answer, AnswerRow};
use serde::Serialize;

use super::answer::{self, LaterJson, ReadingJson, RowJson};
use super::{Outcome, search};
use crate::Failure;
use crate::args::{Ask, Common};
use crate::out::{Form, Out};
use crate::reader::Reader;

/// An answer as JSON.
#[derive(Serialize)]
pub struct AnswerJson<'a> {
    question: &'a str,
    read_as: Option<UnderstoodJson<'a>>,
    reading: ReadingJson,
    rows: Vec<RowJson<'a>>,
    moves: Option<usize>,
    later: Option<LaterJson>,
    found: Vec<search::HitJson<'a>>,
}

#[derive(Serialize)]
struct UnderstoodJson<'a> {
    wants: &'static str,
    predicate: Option<&'a str>,
    subject: Option<&'a str>,
    object: Option<&'a str>,
}

/// Answers a question.
pub fn run(args: &Ask, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let question = args.question.join(" ");
    let ledger = super::open(common)?;
    let reading = answer::reading(&args.reading, &ledger)?;
    let reader = Reader::new(&[])?;
    let found = query::ask(&ledger, reader.beats(), &question, reading)?;
    if out.is_json() {
        out.json(&json(&question, &found))?;
    } else {
        write(&question, &found, out)?;
    }
    let nothing = found.rows.is_empty() && found.found == Hits::default();
    match nothing {
        true if found.reading.scope() == Scope::ALL => {
            super::nothing("nothing in the ledger answers this")
        }
        true => super::nothing("nothing that was known by then answers this"),
        false => Ok(Outcome::Found),
    }
}

/// Returns an answer as JSON.
pub fn json<'a>(question: &'a str, found: &'a Answer) -> AnswerJson<'a> {
    AnswerJson {
        question,
        read_as: found.understood.as_ref().map(|read| UnderstoodJson {
            wants: read.wants.as_str(),
            predicate: read.predicate.as_deref(),
            subject: read.subject.as_deref(),
            object: read.object.as_deref(),
        }),
        reading: ReadingJson::of(found.reading),
        rows: found.rows.iter().map(RowJson::of).collect(),
        moves: found.moves,
        later: found.later.map(LaterJson::of),
        found: search::hits_json(&found.found),
    }
}

/// Writes an answer: how the question was read, what is reported, what is left out.
pub fn write(question: &str, found: &Answer, out: &mut Out) -> Result<(), Failure> {
    answer::aside(&format!("read as: {} · {}", read_as(question, found), found.reading), out)?;
    for named in &found.names {
        answer::tell_name(named, out)?;
    }
    if let Some(words) = moved(found) {
        out.remark(words)?;
    }
    let eyes = matches!(out.form(), Form::Terminal(_));
    if eyes && !found.rows.is_empty() {
        out.line("")?;
    }
    answer::write(&found.rows, |row| lead(found, row), out)?;
    if eyes && !found.rows.is_empty() && found.later.is_some() {
        out.line("")?;
    }
    answer::tell_later(found.later, out)?;
    if found.found != Hits::default() {
        search::write(&found.found, out)?;
    }
    Ok(())
}

/// Returns what a row of an answer begins with: what was asked for, and of whom where that is not
/// plain from the question.
pub fn lead(found: &Answer, row: &AnswerRow) -> String {
    let one = found.rows.iter().all(|row| row.subject.name == found.rows[0].subject.name);
    let read = found.understood.as_ref();
    let about = one && read.is_some_and(|read| read.subject.is_some());
    let plain = read.is_some_and(|read| read.predicate.is_some());
    let value = row.value.words();
    match (about, plain, value.is_empty()) {
        (true, true, false) => value,
        (true, false, false) => format!("{} · {value}", row.label),
        (_, _, true) => format!("{} · {}", row.subject.name, row.label),
        (false, _, false) => format!("{} · {} · {value}", row.subject.name, row.label),
    }
}

/// Returns how often a date was moved; nothing where no date was reported at all.
pub fn moved(found: &Answer) -> Option<String> {
    let moves = found.moves.filter(|_| !found.rows.is_empty())?;
    let times = if moves == 1 { "once".to_owned() } else { format!("{moves} times") };
    Some(format!("reported to have been moved {times}"))
}

/// Returns how a question was read.
pub fn read_as(question: &str, found: &Answer) -> String {
    let Some(understood) = &found.understood else {
        return format!("the words of '{question}', as no beat has such a question");
    };
    let mut told = vec![understood.wants.as_str().to_owned()];
    told.extend(understood.subject.clone());
    told.extend(understood.label.clone());
    told.extend(understood.object.clone());
    told.join(" · ")
}

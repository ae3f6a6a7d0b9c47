//! `ask`: who reported what, as a reader could know on a day.

use reportedly::ledger::{Hits, Scope};
use reportedly::query::{self, Answer, Understood};
use serde::Serialize;

use super::answer::{self, LaterJson, ReadingJson, RowJson};
use super::{Outcome, search};
use crate::Failure;
use crate::args::{Ask, Common};
use crate::out::{Form, Out};
use crate::reader::Reader;

/// An answer as JSON.
#[derive(Serialize)]
struct AnswerJson<'a> {
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
        out.json(&AnswerJson {
            question: &question,
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
        })?;
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

/// Writes an answer: how the question was read, what is reported, what is left out.
pub fn write(question: &str, found: &Answer, out: &mut Out) -> Result<(), Failure> {
    let read = match &found.understood {
        Some(understood) => read_as(understood),
        None => format!("the words of '{question}', as no beat has such a question"),
    };
    answer::aside(&format!("read as: {read} · {}", found.reading), out)?;
    for named in &found.names {
        answer::tell_name(named, out)?;
    }
    if let Some(moves) = found.moves {
        let times = if moves == 1 { "once".to_owned() } else { format!("{moves} times") };
        out.remark(format!("reported to have been moved {times}"))?;
    }
    let eyes = matches!(out.form(), Form::Terminal(_));
    if eyes && !found.rows.is_empty() {
        out.line("")?;
    }
    let one = found.rows.iter().all(|row| row.subject.name == found.rows[0].subject.name);
    let about = found.understood.as_ref().and_then(|read| read.subject.clone()).is_some();
    answer::write(
        &found.rows,
        |row| {
            let value = row.value.words();
            match (one && about, value.is_empty()) {
                (_, true) => format!("{} · {}", row.subject.name, row.label),
                (true, false) => value,
                (false, false) => format!("{} · {} · {value}", row.subject.name, row.label),
            }
        },
        out,
    )?;
    if eyes && !found.rows.is_empty() && found.later.is_some() {
        out.line("")?;
    }
    answer::tell_later(found.later, out)?;
    if found.found != Hits::default() {
        search::write(&found.found, out)?;
    }
    Ok(())
}

/// Returns how a question was read.
fn read_as(understood: &Understood) -> String {
    let mut told = vec![understood.wants.as_str().to_owned()];
    told.extend(understood.subject.clone());
    told.extend(understood.label.clone());
    told.extend(understood.object.clone());
    told.join(" · ")
}

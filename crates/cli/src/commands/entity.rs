//! `entity`: who is who.

use reportedly::belief::{Party, Reading};
use reportedly::ledger::{Deed, Sqlite};
use reportedly::query::{self, Candidate, Evidence, Identity};
use serde::Serialize;

use super::Outcome;
use super::answer::{self, EntityJson};
use super::decided::{self, DecidedJson, decide};
use crate::Failure;
use crate::args::{Common, Entity};
use crate::out::{Form, Out};
use crate::reader::Reader;
use crate::style::DIM;
use crate::table::Table;

/// Somebody with the names that it is recorded under, as JSON.
#[derive(Serialize)]
struct IdentityJson<'a> {
    entity: EntityJson<'a>,
    names: Vec<NameJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decided: Vec<DecidedJson>,
    candidates: Vec<CandidateJson<'a>>,
}

#[derive(Serialize)]
struct NameJson<'a> {
    entity: EntityJson<'a>,
    claims: usize,
}

#[derive(Serialize)]
struct CandidateJson<'a> {
    entity: EntityJson<'a>,
    claims: usize,
    evidence: Vec<String>,
}

#[derive(Serialize)]
struct PartyJson<'a> {
    entity: EntityJson<'a>,
    claims: usize,
    names: usize,
}

/// Lists, shows, merges, splits or renames.
pub fn run(args: &Entity, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    match args {
        Entity::List { name, reading } => {
            let ledger = super::open(common)?;
            let reading = answer::reading(reading, &ledger)?;
            list(name.as_deref(), reading, &ledger, out)
        }
        Entity::Show { name, reading } => {
            let ledger = super::open(common)?;
            let reading = answer::reading(reading, &ledger)?;
            show(name, reading, &ledger, out)
        }
        Entity::Merge { into, other, why } => decide(common, why, out, |ledger| {
            let into = party(into, ledger)?;
            Ok(query::merge(ledger, &into, &party(other, ledger)?)?)
        }),
        Entity::Split { name, why } => decide(common, why, out, |ledger| {
            let named = query::resolve(ledger, name, Reading::NOW)?;
            Ok(query::split(ledger, name, &named)?)
        }),
        Entity::Rename { name, new, why } => decide(common, why, out, |ledger| {
            let entity = party(name, ledger)?.entity.number;
            Ok(Deed::Rename { entity, name: new.trim().to_owned() })
        }),
    }
}

/// Returns the one that a name stands for.
fn party(name: &str, ledger: &Sqlite) -> Result<Party, Failure> {
    Ok(query::resolve(ledger, name, Reading::NOW)?.one()?.clone())
}

fn list(
    name: Option<&str>,
    reading: Reading,
    ledger: &Sqlite,
    out: &mut Out,
) -> Result<Outcome, Failure> {
    let named = name.map(|name| query::resolve(ledger, name, reading)).transpose()?;
    if let Some(named) = named.as_ref().filter(|named| named.parties.is_empty()) {
        return super::unknown(named, ledger);
    }
    let found = query::identities(ledger, named.as_ref(), reading)?;
    if found.is_empty() {
        return super::nothing(
            "nobody was merged or renamed; `reportedly entity list NAME` looks for a name",
        );
    }
    if out.is_json() {
        for (party, claims) in &found {
            let names = party.numbers.len();
            out.json(&PartyJson { entity: EntityJson::of(&party.entity), claims: *claims, names })?;
        }
        return Ok(Outcome::Found);
    }
    let mut table = Table::new(&["name", "type", "claims", "names", "id"]);
    for (party, claims) in &found {
        let kind = party.entity.kind.map_or("", |kind| kind.as_str());
        table.row([
            party.entity.name.clone().into(),
            kind.into(),
            claims.to_string().into(),
            party.numbers.len().to_string().into(),
            party.entity.id.clone().into(),
        ]);
    }
    table.write(out)?;
    Ok(Outcome::Found)
}

fn show(name: &str, reading: Reading, ledger: &Sqlite, out: &mut Out) -> Result<Outcome, Failure> {
    let reader = Reader::new(&[])?;
    let named = query::resolve(ledger, name, reading)?;
    if named.parties.is_empty() {
        return super::unknown(&named, ledger);
    }
    if !out.is_json() {
        answer::tell_name(&named, out)?;
    }
    for party in &named.parties {
        let who = query::identity(ledger, reader.beats(), party, reading)?;
        match out.is_json() {
            true => json(&who, ledger, out)?,
            false => write(&who, reading, ledger, out)?,
        }
    }
    Ok(Outcome::Found)
}

fn json(who: &Identity, ledger: &Sqlite, out: &mut Out) -> Result<(), Failure> {
    let decided: Result<Vec<DecidedJson>, reportedly::Error> =
        who.decided.iter().map(|one| DecidedJson::of(one, ledger)).collect();
    let candidate = |one: &Candidate| one.evidence.iter().map(evidence).collect();
    out.json(&IdentityJson {
        entity: EntityJson::of(&who.entity),
        names: who
            .names
            .iter()
            .map(|(entity, claims)| NameJson { entity: EntityJson::of(entity), claims: *claims })
            .collect(),
        decided: decided?,
        candidates: who
            .candidates
            .iter()
            .map(|one| CandidateJson {
                entity: EntityJson::of(&one.entity),
                claims: one.claims,
                evidence: candidate(one),
            })
            .collect(),
    })?;
    Ok(())
}

fn write(who: &Identity, reading: Reading, ledger: &Sqlite, out: &mut Out) -> Result<(), Failure> {
    let kind = who.entity.kind.map_or(String::new(), |kind| format!(" ({})", kind.as_str()));
    answer::heading(&format!("{}{kind}", who.entity.name), out)?;
    answer::aside(&format!("{} · {reading}", who.entity.id), out)?;
    let mut names = Table::new(&["recorded as", "type", "claims", "id"]);
    for (entity, claims) in &who.names {
        names.row([
            entity.name.clone().into(),
            entity.kind.map_or("", |kind| kind.as_str()).into(),
            claims.to_string().into(),
            entity.id.clone().into(),
        ]);
    }
    blank(out)?;
    names.write(out)?;
    if !who.decided.is_empty() {
        blank(out)?;
        for one in &who.decided {
            out.remark(decided::sentence(one, ledger)?)?;
        }
    }
    if !who.candidates.is_empty() {
        blank(out)?;
        let mut table = Table::new(&["may be the same", "type", "claims", "evidence", "id"]);
        for one in &who.candidates {
            let told: Vec<String> = one.evidence.iter().map(evidence).collect();
            table.row([
                one.entity.name.clone().into(),
                one.entity.kind.map_or("", |kind| kind.as_str()).into(),
                one.claims.to_string().into(),
                told.join("; ").into(),
                one.entity.id.clone().into(),
            ]);
        }
        table.write(out)?;
        let hint = "`reportedly entity merge NAME NAME` says that two are one; nothing is merged by likeness";
        let hint = out.styled(DIM, hint);
        out.remark(hint)?;
    }
    Ok(())
}

fn blank(out: &mut Out) -> Result<(), Failure> {
    match out.form() {
        Form::Terminal(_) => Ok(out.line("")?),
        _ => Ok(()),
    }
}

/// Returns in words what speaks for two names being one, or against it.
fn evidence(one: &Evidence) -> String {
    match one {
        Evidence::SameWords => "the same words in another order".to_owned(),
        Evidence::PartOfName => "one name is a part of the other".to_owned(),
        Evidence::Spelling => "spelt alike".to_owned(),
        Evidence::ShortForm => "a word is short for the other's".to_owned(),
        Evidence::Shared(shared) => {
            let shown: Vec<&str> = shared.iter().take(3).map(String::as_str).collect();
            let more = match shared.len().saturating_sub(3) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!("of both is reported: {}{more}", shown.join(", "))
        }
        Evidence::Kinds => "against it: another kind".to_owned(),
        Evidence::Together(1) => "against it: 1 article tells of both".to_owned(),
        Evidence::Together(many) => format!("against it: {many} articles tell of both"),
    }
}

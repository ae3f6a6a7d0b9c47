//! `resolve`: how something that was reported came out, and what settles it.

use std::collections::BTreeMap;

use reportedly::beat::{Beats, Predicate};
use reportedly::belief::Reading;
use reportedly::claim::ClaimKind;
use reportedly::ledger::{Deed, Ledger, Resolve, Resolved, Sqlite};
use reportedly::query;

use super::{Outcome, decided, review};
use crate::Failure;
use crate::args::{self, Common};
use crate::out::Out;
use crate::reader::Reader;

/// Records how it came out.
pub fn run(args: &args::Resolve, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let outcome = match args.outcome {
        args::Outcome::True => Resolved::True,
        args::Outcome::False => Resolved::False,
        args::Outcome::Unknown => Resolved::Unknown,
    };
    let why = args::Why { because: Some(args.because.clone()), by: args.by.clone() };
    decided::decide(common, &why, out, |ledger| {
        let reader = Reader::new(&[])?;
        let read = if args.slot.starts_with("c_") { of_claim } else { of_words };
        Ok(Deed::Resolve(read(&args.slot, outcome, ledger, reader.beats())?))
    })
}

/// Returns the slot and the value of a claim.
fn of_claim(
    id: &str,
    outcome: Resolved,
    ledger: &Sqlite,
    beats: &Beats,
) -> Result<Resolve, Failure> {
    let claim = review::find(id, ledger)?.claim;
    let predicate = beats.predicate(&claim.predicate).filter(|_| claim.kind == ClaimKind::Typed);
    let Some(predicate) = predicate else {
        return Err(Failure::usage(
            format!("'{id}' is a claim outside the beats, which has no slot to come out"),
            "give a claim of a predicate, as answers tell it",
        ));
    };
    let number = |argument: &reportedly::claim::Argument| -> Result<u64, Failure> {
        let entity = ledger.entity(&argument.id())?;
        entity.map(|entity| entity.number).ok_or_else(|| {
            Failure::usage(
                format!("'{}' is not in the ledger", argument.name),
                "look it up with `search`",
            )
        })
    };
    let facet: BTreeMap<String, String> = claim
        .qualifiers
        .iter()
        .filter(|(name, _)| predicate.slot_qualifiers.contains(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    Ok(Resolve {
        subject: number(&claim.subject)?,
        predicate: predicate.name.clone(),
        object: claim.object.as_ref().map(number).transpose()?,
        value: claim.value,
        facet,
        outcome,
    })
}

/// Reads `NAME / PREDICATE / WHAT`.
fn of_words(
    words: &str,
    outcome: Resolved,
    ledger: &Sqlite,
    beats: &Beats,
) -> Result<Resolve, Failure> {
    let parts: Vec<&str> = words.split(" / ").map(str::trim).collect();
    let (subject, name, what) = match parts[..] {
        [subject, predicate] => (subject, predicate, None),
        [subject, predicate, what] => (subject, predicate, Some(what)),
        _ => {
            return Err(Failure::usage(
                format!("'{words}' names no slot"),
                "give a claim (c_...), or 'NAME / PREDICATE / WHAT' such as 'Harbour Lights / release_date / 2021-07'",
            ));
        }
    };
    let plain = |name: &str| name.to_lowercase().replace([' ', '-'], "_");
    let is_meant = |predicate: &&Predicate| {
        plain(&predicate.name) == plain(name) || plain(&predicate.label) == plain(name)
    };
    let Some(predicate) = beats.predicates().map(|(_, p)| p).find(is_meant) else {
        let names: Vec<&str> = beats.predicates().map(|(_, p)| p.name.as_str()).collect();
        return Err(Failure::usage(
            format!("'{name}' is not a predicate"),
            format!("use one of {}", names.join(", ")),
        ));
    };
    let number = |name: &str| -> Result<u64, Failure> {
        Ok(query::resolve(ledger, name, Reading::NOW)?.one()?.entity.number)
    };
    let (mut object, mut value) = (None, None);
    match what {
        Some(what) if predicate.object.is_some() => object = Some(number(what)?),
        Some(what) => value = Some(what.to_owned()),
        None if predicate.object.is_some() || predicate.value.is_some() => {
            return Err(Failure::usage(
                format!("'{words}' does not say what came out"),
                "add the other party or the value: 'NAME / PREDICATE / WHAT'",
            ));
        }
        None => {}
    }
    Ok(Resolve {
        subject: number(subject)?,
        predicate: predicate.name.clone(),
        object,
        value,
        facet: BTreeMap::new(),
        outcome,
    })
}

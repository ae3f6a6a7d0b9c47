//! Decisions in words and as JSON: who decided what, when and why.

use jiff::Timestamp;
use reportedly::Error;
use reportedly::ledger::{Decided, Decision, Deed, Ledger, Resolve, Sqlite, Verdict};
use serde::Serialize;

use super::{Outcome, add};
use crate::Failure;
use crate::args::{self, Common};
use crate::out::Out;
use crate::style::DIM;
use crate::words;

/// A decision, as JSON.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DecidedJson {
    entry: u64,
    what: &'static str,
    decided: String,
    recorded: String,
    by: Option<String>,
    because: Option<String>,
    carried_over: bool,
    entities: Vec<NamedJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    into: Option<NamedJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edited: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    other_claim: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    predicate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    object: Option<NamedJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
struct NamedJson {
    id: String,
    name: String,
}

impl DecidedJson {
    /// Returns a decision with the names and ids of what it speaks of.
    pub fn of(one: &Decided, ledger: &dyn Ledger) -> Result<DecidedJson, Error> {
        let mut json = DecidedJson {
            entry: one.entry,
            what: one.what(),
            decided: one.decided.to_string(),
            recorded: one.recorded.to_string(),
            by: one.by.clone(),
            because: one.because.clone(),
            carried_over: one.carried,
            ..DecidedJson::default()
        };
        let named = |number: u64| -> Result<Option<NamedJson>, Error> {
            let entity = ledger.entity_numbered(number)?;
            Ok(entity.map(|entity| NamedJson { id: entity.id, name: entity.name }))
        };
        let mut entities = Vec::new();
        match &one.deed {
            Deed::Merge { into, others } => {
                json.into = named(*into)?;
                entities.extend(others);
            }
            Deed::Split { entities: apart } => entities.extend(apart),
            Deed::Rename { entity, name } => {
                json.name = Some(name.clone());
                entities.push(entity);
            }
            Deed::Review { claim, verdict } => {
                json.claim = ledger.claims(&[*claim])?.pop().map(|stored| stored.id);
                if let Verdict::Edited(edited) = verdict {
                    json.edited = ledger.claims(&[*edited])?.pop().map(|stored| stored.id);
                }
            }
            Deed::Origin { claims: [claim, other], .. } => {
                json.claim = ledger.claims(&[*claim])?.pop().map(|stored| stored.id);
                json.other_claim = ledger.claims(&[*other])?.pop().map(|stored| stored.id);
            }
            Deed::Resolve(resolve) => {
                entities.push(&resolve.subject);
                json.predicate = Some(resolve.predicate.clone());
                json.object = resolve.object.map(named).transpose()?.flatten();
                json.value = resolve.value.clone();
                json.outcome = Some(resolve.outcome.as_str());
            }
        }
        for number in entities {
            json.entities.extend(named(*number)?);
        }
        Ok(json)
    }
}

/// Returns who decided, when and why: `by Ada on 2025-03-17: the same person`.
pub fn why(one: &Decided) -> String {
    let by = one.by.as_deref().unwrap_or("a person");
    let day = one.decided.to_string();
    let day = day.split('T').next().unwrap_or_default();
    match &one.because {
        Some(because) => format!("by {by} on {day}: {because}"),
        None => format!("by {by} on {day}"),
    }
}

/// Returns a decision in a sentence.
pub fn sentence(one: &Decided, ledger: &dyn Ledger) -> Result<String, Error> {
    let named = |number: u64| -> Result<String, Error> {
        Ok(match ledger.entity_numbered(number)? {
            Some(entity) => format!("{} ({})", entity.name, entity.id),
            None => format!("entity {number}"),
        })
    };
    let all = |numbers: &[u64]| -> Result<String, Error> {
        let names: Result<Vec<String>, Error> = numbers.iter().map(|n| named(*n)).collect();
        Ok(names?.join(", "))
    };
    let what = match &one.deed {
        Deed::Merge { into, others } => format!("{} merged into {}", all(others)?, named(*into)?),
        Deed::Split { entities } => format!("{} split off", all(entities)?),
        Deed::Rename { entity, name } => format!("{} renamed to '{name}'", named(*entity)?),
        Deed::Review { claim, verdict } => {
            let claim = ledger.claims(&[*claim])?.pop();
            let told = claim.map_or_else(String::new, |stored| {
                format!("{} ({})", words::proposition(&stored.claim), stored.id)
            });
            match verdict {
                Verdict::Edited(edited) => {
                    let edited = ledger.claims(&[*edited])?.pop();
                    let now = edited.map_or_else(String::new, |stored| {
                        format!("{} ({})", words::proposition(&stored.claim), stored.id)
                    });
                    format!("{told} edited to {now}")
                }
                verdict => format!("{told} {}", verdict.as_str()),
            }
        }
        Deed::Origin { claims, apart } => {
            let told = ledger.claims(claims)?.into_iter().map(|stored| {
                let outlet = stored.article.outlet.as_deref().unwrap_or("an article");
                let told = words::proposition(&stored.claim);
                format!("{outlet}, {}: {told} ({})", stored.article.published, stored.id)
            });
            let told = told.collect::<Vec<_>>().join(" and ");
            match apart {
                true => format!("the origins of {told} cut apart"),
                false => format!("the origins of {told} joined again, as far as they are linked"),
            }
        }
        Deed::Resolve(resolve) => {
            format!("{} came out {}", slot(resolve, ledger)?, resolve.outcome.as_str())
        }
    };
    Ok(format!("{what}, {}", why(one)))
}

/// Returns what came out in some way.
fn slot(resolve: &Resolve, ledger: &dyn Ledger) -> Result<String, Error> {
    let name = |number: u64| -> Result<String, Error> {
        let entity = ledger.entity_numbered(number)?;
        Ok(entity.map_or_else(|| format!("entity {number}"), |entity| entity.name))
    };
    let mut parts = vec![name(resolve.subject)?, resolve.predicate.replace('_', " ")];
    if let Some(object) = resolve.object {
        parts.push(name(object)?);
    }
    parts.extend(resolve.value.clone());
    Ok(parts.join(" · "))
}

/// Records what a person decides, and says so.
pub fn decide(
    common: Common,
    why: &args::Why,
    out: &mut Out,
    deed: impl FnOnce(&Sqlite) -> Result<Deed, Failure>,
) -> Result<Outcome, Failure> {
    let mut ledger = super::open_to_write(common)?;
    let deed = deed(&ledger)?;
    let recorded = add::recorded_time()?.unwrap_or_else(Timestamp::now);
    let entry = ledger.decide(&Decision { why: why.told(), deed }, recorded)?;
    tell(entry, &ledger, out)?;
    Ok(Outcome::Found)
}

/// Says what was decided just now, in the entry of that number.
pub fn tell(entry: u64, ledger: &dyn Ledger, out: &mut Out) -> Result<(), Failure> {
    let decided = ledger.decided()?;
    let Some(one) = decided.iter().find(|one| one.entry == entry) else { return Ok(()) };
    match out.is_json() {
        true => out.json(&DecidedJson::of(one, ledger)?)?,
        false => {
            out.line(sentence(one, ledger)?)?;
            let entry = out.styled(DIM, format!("entry {entry}"));
            out.remark(entry)?;
        }
    }
    Ok(())
}

impl args::Why {
    /// Returns who decides and why, as the ledger keeps it.
    pub fn told(&self) -> reportedly::ledger::Why {
        let told = |words: &Option<String>| words.clone().filter(|words| !words.trim().is_empty());
        reportedly::ledger::Why { by: told(&self.by), because: told(&self.because), decided: None }
    }
}

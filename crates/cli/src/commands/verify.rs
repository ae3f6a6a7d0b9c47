//! `verify`: checks every span, hash and reference of the ledger.

use serde::Serialize;

use super::Outcome;
use crate::Failure;
use crate::args::Common;
use crate::out::Out;
use crate::style;

/// What was checked, as JSON.
#[derive(Serialize)]
struct VerifiedJson<'a> {
    revisions: u64,
    claims: u64,
    spans: u64,
    decisions: u64,
    problems: &'a [String],
    more: u64,
}

/// Checks the ledger.
pub fn run(common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let ledger = super::open(common)?;
    let found = ledger.verify()?;
    let problems = found.problems.len() as u64 + found.more;
    if out.is_json() {
        out.json(&VerifiedJson {
            revisions: found.revisions,
            claims: found.claims,
            spans: found.spans,
            decisions: found.decisions,
            problems: &found.problems,
            more: found.more,
        })?;
    } else {
        out.line(format!(
            "{} revisions, {} claims, {} spans{} checked: {}",
            found.revisions,
            found.claims,
            found.spans,
            match found.decisions {
                0 => String::new(),
                1 => ", 1 decision".to_owned(),
                many => format!(", {many} decisions"),
            },
            match problems {
                0 => "all is well".to_owned(),
                1 => "1 problem".to_owned(),
                many => format!("{many} problems"),
            }
        ))?;
        for problem in &found.problems {
            out.line(format!("  {problem}"))?;
        }
    }
    out.flush()?;
    if problems > 0 {
        style::tell_error(
            &format!("the ledger '{}' is not what was recorded", ledger.path().display()),
            Some("restore a backup, or read the articles into a new ledger"),
        );
        return Err(Failure::Told);
    }
    Ok(Outcome::Found)
}

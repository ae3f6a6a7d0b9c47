//! What `show` and `timeline` have in common: claims one by one, below the values.

use reportedly::query::Recent;

use super::answer;
use crate::Failure;
use crate::out::{Form, Out};
use crate::style::BOLD;
use crate::words;

/// So many open claims are told.
pub const SHOWN: usize = 20;

/// The heading of open claims.
pub const OPEN: &str = "told outside the beats";

/// Writes claims under a heading; nothing where there are none.
pub fn write(recent: &Recent, heading: &str, out: &mut Out) -> Result<(), Failure> {
    if recent.claims.is_empty() {
        return Ok(());
    }
    if !matches!(out.form(), Form::Terminal(_)) {
        out.remark(heading)?;
        words::claims_table(&recent.claims).write(out)?;
        return Ok(());
    }
    let line = out.styled(BOLD, heading);
    out.line(format!("\n{line}"))?;
    for claim in &recent.claims {
        for line in answer::wrapped(&words::told(claim), out) {
            out.line(&line[11..])?;
        }
    }
    if recent.more {
        out.line("  … and more: `--json` and `search` find them")?;
    }
    Ok(())
}

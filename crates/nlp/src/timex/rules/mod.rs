//! The rules of the grammar, by what they read.
//!
//! Each is a line: what it reads in words, the form, and what it means. Where two rules read the
//! same words the earlier one wins; a longer expression always wins over a shorter one.

mod dates;
mod lengths;
mod relative;
mod sets;
mod times;
mod vague;

use super::grammar::{Found, Rule};
use super::meaning::{Meaning, What};

pub(super) use lengths::{ABOUT, LENGTHS};

/// Dates, written out or relative.
pub(super) const DATES: &[&[Rule]] = &[dates::DATES, relative::RELATIVE];

/// Times on the clock.
pub(super) const TIMES: &[&[Rule]] = &[times::TIMES];

/// Everything.
pub(super) const ANY: &[&[Rule]] = &[sets::SETS, times::ANY, vague::VAGUE];

/// Makes a rule.
const fn rule(
    name: &'static str,
    form: &'static str,
    means: fn(&Found<'_>) -> Option<Meaning>,
) -> Rule {
    Rule { name, form, means }
}

/// Returns the meaning of a date.
fn on(what: What) -> Option<Meaning> {
    Some(what.into())
}

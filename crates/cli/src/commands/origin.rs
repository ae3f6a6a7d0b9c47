//! `origin`: whether two reports go back to one origin.

use jiff::Timestamp;
use reportedly::ledger::{Decision, Deed, Ledger};

use super::{Outcome, add, decided, review};
use crate::Failure;
use crate::args::{self, Common};
use crate::out::Out;

/// Records that the origins of two reports are apart, or takes it back.
pub fn run(args: &args::Origin, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let (claim, other, why, apart) = match args {
        args::Origin::Cut { claim, other, why } => (claim, other, why, true),
        args::Origin::Join { claim, other, why } => (claim, other, why, false),
    };
    let mut ledger = super::open_to_write(common)?;
    let claims = [review::find(claim, &ledger)?.number, review::find(other, &ledger)?.number];
    let recorded = add::recorded_time()?.unwrap_or_else(Timestamp::now);
    let deed = Deed::Origin { claims, apart };
    let entry = ledger.decide(&Decision { why: why.told(), deed }, recorded)?;
    decided::tell(entry, &ledger, out)?;
    Ok(Outcome::Found)
}

//! `origin`: whether two reports go back to one origin.

use reportedly::ledger::Deed;

use super::{Outcome, decided, review};
use crate::Failure;
use crate::args::{self, Common};
use crate::out::Out;

/// Records that the origins of two reports are apart, or takes it back.
pub fn run(args: &args::Origin, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let (claim, other, why, apart) = match args {
        args::Origin::Cut { claim, other, why } => (claim, other, why, true),
        args::Origin::Join { claim, other, why } => (claim, other, why, false),
    };
    decided::decide(common, why, out, |ledger| {
        let claims = [review::find(claim, ledger)?.number, review::find(other, ledger)?.number];
        Ok(Deed::Origin { claims, apart })
    })
}

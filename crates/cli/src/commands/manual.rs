//! `completions` and `man`: what shells and `man` want to know of the command line.

use clap::CommandFactory;
use clap_complete::Shell;

use super::Outcome;
use crate::Failure;
use crate::args::Cli;
use crate::out::Out;

/// Prints the completions for a shell.
pub fn completions(shell: Shell, out: &mut Out) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "reportedly", &mut script);
    out.bytes(&script)?;
    Ok(Outcome::Found)
}

/// Prints the manual page.
pub fn page(out: &mut Out) -> Result<Outcome, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    out.bytes(&page)?;
    Ok(Outcome::Found)
}

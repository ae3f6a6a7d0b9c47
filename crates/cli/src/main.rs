//! The program `reportedly`: the only crate that knows about terminals, HTTP and JSON.
//!
//! Exit codes: 0 found, 1 nothing found, 2 error, 4 some inputs failed.

mod args;
mod commands;
mod fetch;
mod out;
mod paths;
mod progress;
mod reader;
mod safe;
mod server;
mod style;
mod subscriptions;
mod table;
mod wire;
mod words;
mod workers;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, Command};
use crate::commands::Outcome;
use crate::out::Out;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = Out::stdout(cli.common.json);
    let result = run(cli, &mut out).and_then(|outcome| Ok(out.flush().map(|()| outcome)?));
    match result {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Ok(Outcome::SomeFailed) => ExitCode::from(4),
        // Whoever reads the answer has read enough of it.
        Err(Failure::Write(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            failure.tell();
            ExitCode::from(2)
        }
    }
}

fn run(cli: Cli, out: &mut Out) -> Result<Outcome, Failure> {
    let common = cli.common;
    match cli.command {
        Command::Add(args) => commands::add::run(&args, common, out),
        Command::Ask(args) => commands::ask::run(&args, common, out),
        Command::Show(args) => commands::show::run(&args, common, out),
        Command::Timeline(args) => commands::timeline::run(&args, common, out),
        Command::Changes(args) => commands::changes::run(&args, common, out),
        Command::Contradictions(args) => commands::contradictions::run(&args, common, out),
        Command::Demo(args) => commands::demo::run(&args, out),
        Command::Beat(args) => commands::beat::run(&args, out),
        Command::Feeds(args) => commands::feeds::run(&args, common, out),
        Command::Watch(args) => commands::watch::run(&args, common, out),
        Command::Search(args) => commands::search::run(&args, common, out),
        Command::Sources(args) => commands::sources::run(&args, common, out),
        Command::Read(args) => commands::read::run(&args, common, out),
        Command::Extract(args) => commands::extract::run(&args, out),
        Command::Completions { shell } => commands::manual::completions(shell, out),
        Command::Man => commands::manual::page(out),
        Command::Verify => commands::verify::run(common, out),
        Command::Serve(args) => commands::serve::run(&args, common, out),
        Command::Entity(args) => commands::entity::run(&args, common, out),
        Command::Review(args) => commands::review::run(&args, common, out),
        Command::Origin(args) => commands::origin::run(&args, common, out),
        Command::Resolve(args) => commands::resolve::run(&args, common, out),
        Command::Reread(args) => commands::reread::run(&args, common, out),
        Command::Backup(args) => commands::maintain::backup(&args, common, out),
        Command::Compact => commands::maintain::compact(common, out),
        Command::Stats => commands::maintain::stats(common, out),
        Command::Import(args) => commands::import::run(&args, common, out),
        Command::Export(args) => commands::export::run(&args, common, out),
    }
}

/// Why a command could not be carried out.
#[derive(Debug)]
pub enum Failure {
    /// The library says why.
    Library(reportedly::Error),
    /// The answer could not be written.
    Write(std::io::Error),
    /// What went wrong was told already.
    Told,
    /// The command line asks for what is not there.
    Usage { message: String, hint: Option<String> },
}

impl Failure {
    fn usage(message: impl Into<String>, hint: impl Into<String>) -> Failure {
        Failure::Usage { message: message.into(), hint: Some(hint.into()) }
    }

    /// Says on standard error what went wrong and what to do next.
    fn tell(&self) {
        let (message, hint) = match self {
            Failure::Told => return,
            Failure::Library(error) => (error.to_string(), error.hint().map(str::to_owned)),
            Failure::Write(error) => (format!("the answer cannot be written: {error}"), None),
            Failure::Usage { message, hint } => (message.clone(), hint.clone()),
        };
        style::tell_error(&message, hint.as_deref());
    }
}

impl From<reportedly::Error> for Failure {
    fn from(error: reportedly::Error) -> Failure {
        Failure::Library(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        Failure::Write(error)
    }
}

//! `beat`: checks a beat, and tries it on text.

use jiff::civil::Date;
use reportedly::beat::{self, Beats};
use reportedly::claims::{self, Attempt};
use reportedly::{Article, read};

use super::Outcome;
use crate::args;
use crate::out::Out;
use crate::reader::{beat_file, beat_name};
use crate::table::{Cell, Table};
use crate::{Failure, words};

/// Checks or tries a beat.
pub fn run(args: &args::Beat, out: &mut Out) -> Result<Outcome, Failure> {
    match args {
        args::Beat::New { name } => new(name, out),
        args::Beat::Check { file } => check(file, out),
        args::Beat::Try { file, text, published } => {
            attempt(file, text.as_deref(), *published, out)
        }
    }
}

/// What a new beat begins with.
const STARTER: &str = include_str!("starter.toml");

/// Prints a beat to begin with.
fn new(name: &str, out: &mut Out) -> Result<Outcome, Failure> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.is_empty() || !name.chars().all(plain) {
        return Err(Failure::usage(
            format!("'{name}' is no name of a predicate"),
            "write it in small letters and underscores, such as `transferred_to`",
        ));
    }
    out.line(STARTER.trim_end().replace("NAME", name))?;
    Ok(Outcome::Found)
}

fn check(file: &std::path::Path, out: &mut Out) -> Result<Outcome, Failure> {
    let beat = beat::parse(&beat_name(file), &beat_file(file)?)?;
    let mut table = Table::new(&["predicate", "kind", "examples", "questions"]);
    for predicate in &beat.predicates {
        table.row([
            Cell::from(predicate.name.clone()),
            format!("{:?}", predicate.kind).to_lowercase().into(),
            predicate.examples.len().to_string().into(),
            predicate.questions.len().to_string().into(),
        ]);
    }
    table.write(out)?;
    Ok(Outcome::Found)
}

/// Prints what the beat alone finds.
fn attempt(
    file: &std::path::Path,
    text: Option<&str>,
    published: Option<Date>,
    out: &mut Out,
) -> Result<Outcome, Failure> {
    let beat = beat::parse(&beat_name(file), &beat_file(file)?)?;
    let beats = Beats::new(vec![beat]);
    let text = match text {
        Some(text) => text.to_owned(),
        None => std::io::read_to_string(std::io::stdin())?,
    };
    let published = published.unwrap_or_else(|| jiff::Zoned::now().date());
    let mut article = Article::new("-", published, text);
    article.segments = read::segment::segments(&article.text, 0, Some(""));
    let mut found = claims::claims(&article, &beats);
    found.retain(|claim| claim.kind == reportedly::claim::ClaimKind::Typed);
    let attempts = claims::explain(&article, &beats);
    if found.is_empty() {
        tell(&attempts, out)?;
        return super::nothing("the beat finds nothing in this text");
    }
    let mut table = Table::new(&["claim", "firmness", "about", "on the word of", "words", "rule"]);
    for claim in &found {
        table.row([
            words::proposition(claim).into(),
            words::firmness(claim),
            claim.valid_time.map(|time| time.to_string()).unwrap_or_default().into(),
            words::chain(&claim.chain).into(),
            claim.evidence.exact.clone().into(),
            claim.rule.clone().into(),
        ]);
    }
    table.write(out)?;
    tell(&attempts, out)?;
    Ok(Outcome::Found)
}

/// Says of every example whose words begin in the text what became of it.
fn tell(attempts: &[Attempt], out: &mut Out) -> Result<(), Failure> {
    if attempts.is_empty() {
        return Ok(());
    }
    out.remark("examples that were tried")?;
    let mut table = Table::new(&["at", "outcome", "example", "looks for"]);
    for attempt in attempts {
        let outcome = match (&attempt.missing, attempt.counter) {
            (None, false) => "found".to_owned(),
            (None, true) => "found, so that others are dropped".to_owned(),
            (Some(missing), _) => format!("{missing} is missing"),
        };
        table.row([
            attempt.at.clone().into(),
            outcome.into(),
            attempt.text.clone().into(),
            attempt.compiled.clone().into(),
        ]);
    }
    table.write(out)?;
    Ok(())
}

//! What `ask`, `show`, `timeline` and `changes` have in common: values with the words that say them.
//!
//! **Invariant:** a value is never told without the outlet, the day and the words that report it.

use std::fmt::Display;

use reportedly::beat::PredicateKind;
use reportedly::belief::{COUNTED, Later, Outcome, Reading, Standing};
use reportedly::claim::Firmness;
use reportedly::ledger::{Decided, Deed, Entity, Ledger, Sqlite, StoredClaim};
use reportedly::query::{AnswerRow, How, Named};
use reportedly_nlp::{Bound, Interval};
use serde::Serialize;

use super::decided;
use crate::Failure;
use crate::args;
use crate::out::{Form, Out};
use crate::style::{self, BOLD, DIM};
use crate::table::{Cell, Table, one_line, wrap};
use crate::wire::ClaimJson;
use crate::words;

/// Returns from where the command line asks to look at the ledger.
pub fn reading(args: &args::Reading, ledger: &Sqlite) -> Result<Reading, Failure> {
    let recorded_by = match &args.recorded_by {
        Some(told) => Some(entry(told, ledger)?),
        None => None,
    };
    Ok(Reading { as_of: args.as_of, hindsight: args.with_hindsight, recorded_by })
}

/// Returns the entry that a number, a time or a day names: the last one recorded by then.
fn entry(told: &str, ledger: &Sqlite) -> Result<u64, Failure> {
    if let Some(number) = told.parse().ok().filter(|_| told.len() != 4) {
        return Ok(number);
    }
    let end_of_day = || {
        let day: reportedly_nlp::PartialDate = told.parse().ok()?;
        let end = day.last_day().at(23, 59, 59, 0).to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        Some(end.timestamp())
    };
    match told.parse().ok().or_else(end_of_day) {
        Some(time) => Ok(ledger.entry_by(time)?),
        None => Err(Failure::usage(
            format!("'{told}' is no time at which something was recorded"),
            "give a day (2024-03-05), a time (2024-03-05T09:14:05Z) or the number of an entry (412)",
        )),
    }
}

/// A value with its words, as JSON.
#[derive(Serialize)]
pub struct RowJson<'a> {
    subject: EntityJson<'a>,
    predicate: &'a str,
    label: &'a str,
    slot: &'a std::collections::BTreeMap<String, String>,
    object: Option<EntityJson<'a>>,
    value: Option<&'a str>,
    standing: &'static str,
    rule: &'static str,
    firmness: &'static str,
    valid: Option<String>,
    first_published: String,
    last_published: String,
    outlets: &'a [String],
    outlet_count: usize,
    origins: usize,
    independent_origins: usize,
    claims: usize,
    claim: ClaimJson<'a>,
    disputes: Vec<DisputeJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'static str>,
    replaced_by: Option<&'a str>,
    ended_by: Option<ClaimJson<'a>>,
    /// What a person says of the claim that is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<VerdictJson<'a>>,
    /// How it came out, by the word of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    resolved: Option<VerdictJson<'a>>,
}

/// What a person says, as JSON.
#[derive(Serialize)]
struct VerdictJson<'a> {
    verdict: &'static str,
    by: Option<&'a str>,
    because: Option<&'a str>,
    decided: String,
    entry: u64,
}

impl<'a> VerdictJson<'a> {
    fn of(one: &'a Decided) -> VerdictJson<'a> {
        let verdict = match &one.deed {
            Deed::Resolve(resolve) => resolve.outcome.as_str(),
            _ => one.what(),
        };
        VerdictJson {
            verdict,
            by: one.by.as_deref(),
            because: one.because.as_deref(),
            decided: one.decided.to_string(),
            entry: one.entry,
        }
    }
}

/// Somebody or something, as JSON.
#[derive(Serialize)]
pub struct EntityJson<'a> {
    id: &'a str,
    name: &'a str,
    r#type: Option<&'static str>,
}

#[derive(Serialize)]
struct DisputeJson<'a> {
    rule: &'static str,
    instead: Option<&'a str>,
    claim: ClaimJson<'a>,
}

/// From where an answer looks, as JSON.
#[derive(Serialize)]
pub struct ReadingJson {
    as_of: Option<String>,
    with_hindsight: bool,
    recorded_by: Option<u64>,
    words: String,
}

/// What an answer leaves out, as JSON.
#[derive(Serialize)]
pub struct LaterJson {
    claims: usize,
    first: String,
    last: String,
}

impl<'a> EntityJson<'a> {
    /// Returns an entity.
    pub fn of(entity: &'a Entity) -> EntityJson<'a> {
        let r#type = entity.kind.map(|kind| kind.as_str());
        EntityJson { id: &entity.id, name: &entity.name, r#type }
    }
}

impl ReadingJson {
    /// Returns a reading.
    pub fn of(reading: Reading) -> ReadingJson {
        ReadingJson {
            as_of: reading.as_of.map(|day| day.to_string()),
            with_hindsight: reading.hindsight,
            recorded_by: reading.recorded_by,
            words: reading.to_string(),
        }
    }
}

impl LaterJson {
    /// Returns what is left out.
    pub fn of(later: Later) -> LaterJson {
        LaterJson {
            claims: later.claims,
            first: later.first.to_string(),
            last: later.last.to_string(),
        }
    }
}

impl<'a> RowJson<'a> {
    /// Returns a value with its words.
    pub fn of(row: &'a AnswerRow) -> RowJson<'a> {
        let value = &row.value;
        RowJson {
            subject: EntityJson::of(&row.subject),
            predicate: &row.predicate,
            label: &row.label,
            slot: &row.facet,
            object: value.object.as_ref().map(EntityJson::of),
            value: value.value.as_deref(),
            standing: value.standing.as_str(),
            rule: value.rule,
            firmness: value.firmness.as_str(),
            valid: value.valid_time.map(|time| time.to_string()),
            first_published: value.first_published.to_string(),
            last_published: value.last_published.to_string(),
            outlets: &value.support.outlets,
            outlet_count: value.support.outlet_count,
            origins: value.support.origins,
            independent_origins: value.support.independent,
            claims: value.claims.len(),
            claim: ClaimJson::stored(&row.claim, Some(row.origin.clone())),
            disputes: row
                .disputes
                .iter()
                .map(|(dispute, claim)| DisputeJson {
                    rule: dispute.rule,
                    instead: dispute.instead.as_deref(),
                    claim: ClaimJson::stored(claim, None),
                })
                .collect(),
            outcome: value.outcome.map(Outcome::as_str),
            replaced_by: value.replaced_by.as_deref(),
            ended_by: row.ended_by.as_ref().map(|claim| ClaimJson::stored(claim, None)),
            review: row.review.as_ref().map(VerdictJson::of),
            resolved: row.value.resolved.as_ref().map(VerdictJson::of),
        }
    }
}

/// Says what a name stands for, where that is not plain.
pub fn tell_name(named: &Named, out: &mut Out) -> Result<(), Failure> {
    meant(named).into_iter().try_for_each(|words| Ok(out.remark(words)?))
}

/// Returns what a name stands for, where that is not plain, and whom it does not mean.
fn meant(named: &Named) -> Vec<String> {
    let described = |entity: &&Entity| match entity.kind {
        Some(kind) => format!("{} ({}, {})", entity.name, kind.as_str(), entity.id),
        None => format!("{} ({})", entity.name, entity.id),
    };
    let told = |(words, entities): (String, Vec<&Entity>)| {
        let all: Vec<String> = entities.iter().map(described).collect();
        format!("{words} {}", all.join("; "))
    };
    senses(named).into_iter().map(told).collect()
}

/// Returns whom a name may mean, where that is not plain, and whom it does not mean, each with the
/// words before them.
pub fn senses(named: &Named) -> Vec<(String, Vec<&Entity>)> {
    let mut told = Vec::new();
    if named.parties.len() > 1 || named.how == How::Part {
        let all = named.parties.iter().map(|party| &party.entity).collect();
        told.push((format!("'{}' may mean", named.asked), all));
    }
    if !named.others.is_empty() {
        told.push((format!("not meant by '{}':", named.asked), named.others.iter().collect()));
    }
    told
}

/// Says that later reports are left out, and how to see them.
pub fn tell_later(later: Option<Later>, out: &mut Out) -> Result<(), Failure> {
    let Some(words) = later.and_then(left_out) else { return Ok(()) };
    out.remark(format!("{words}: `--with-hindsight` counts them in"))?;
    Ok(())
}

/// Returns what is left out: `2 later reports (2021-03-22 to 2021-03-23) are left out`.
pub fn left_out(later: Later) -> Option<String> {
    let verb = if later.claims == 1 { "is" } else { "are" };
    let when = match later.first == later.last {
        true => later.first.to_string(),
        false => format!("{} to {}", later.first, later.last),
    };
    // More of one predicate are not counted.
    let least = if later.claims >= COUNTED { "at least " } else { "" };
    let count = format!("{least}{}", counted(later.claims, "later report"));
    (later.claims > 0).then(|| format!("{count} ({when}) {verb} left out"))
}

/// Writes values for eyes: one block each, with the words that say it.
pub fn blocks<'r>(
    rows: impl IntoIterator<Item = &'r AnswerRow>,
    lead: impl Fn(&AnswerRow) -> String,
    out: &mut Out,
) -> Result<(), Failure> {
    for row in rows {
        let value = &row.value;
        let firm = value.firmness;
        let sign = format!("{} {:<9}  ", style::sign(firm), firm.as_str());
        let lead = lead(row);
        let mut told = vec![lead.clone()];
        told.extend(standing(row).into_iter().filter(|told| !lead.contains(told.as_str())));
        for (at, line) in wrapped(&told.join(" · "), out).iter().enumerate() {
            if at > 0 {
                out.line(line)?;
                continue;
            }
            let words = line.trim_start();
            let words = match words.strip_prefix(&lead) {
                Some(rest) => format!("{}{rest}", out.styled(BOLD, &lead)),
                None => words.to_owned(),
            };
            let sign = out.styled(style::firmness(firm), &sign);
            out.line(format!("{sign}{words}"))?;
        }
        for told in evidence(row) {
            for line in wrapped(&told, out) {
                out.line(line)?;
            }
        }
    }
    Ok(())
}

/// Returns a line of a block in lines that fit, below the sign.
pub fn wrapped(line: &str, out: &Out) -> Vec<String> {
    const INDENT: usize = 13;
    let width = match out.form() {
        Form::Terminal(width) => width.saturating_sub(INDENT + 2).max(30),
        _ => usize::MAX,
    };
    let indented = |(at, line): (usize, &String)| {
        let more = if at == 0 { "" } else { "  " };
        format!("{:INDENT$}{more}{line}", "")
    };
    wrap(line, width).iter().enumerate().map(indented).collect()
}

/// Returns how a value stands, on how much, and since when.
pub fn standing(row: &AnswerRow) -> Vec<String> {
    let value = &row.value;
    let mut told = Vec::new();
    told.extend(match value.standing {
        Standing::Denied if value.rule == "resolved" => Some("came out false".to_owned()),
        Standing::Stands | Standing::Denied => None,
        Standing::LastReported => Some("reported before".to_owned()),
        Standing::Replaced => Some(match &value.replaced_by {
            Some(by) if value.is_told_more_precisely() => format!("made more precise: {by}"),
            Some(by) => format!("moved to {by}"),
            None => "moved".to_owned(),
        }),
        Standing::Ended if value.rule == "reported past" => Some("reported as past".to_owned()),
        Standing::Ended => Some("reported to have ended".to_owned()),
        Standing::Expected => Some("said to come".to_owned()),
        Standing::Asked => Some("asked, not said".to_owned()),
        Standing::Unknown => Some("later reports do not tell".to_owned()),
        Standing::Withdrawn => Some("taken out of its article".to_owned()),
    });
    told.extend(value.outcome.filter(|outcome| *outcome != Outcome::Slipped).map(|outcome| {
        match outcome {
            Outcome::Held => "the date held".to_owned(),
            _ => "the date has passed".to_owned(),
        }
    }));
    if row.kind != PredicateKind::Schedule {
        // Of what was told in the past tense, the day of the telling says no more than that.
        let only_past = |time: &Interval| {
            time.start == Bound::Unknown
                && matches!(time.end, Bound::At(end) if end.last_day() >= value.last_published)
        };
        let time = value.valid_time.filter(|time| !only_past(time));
        told.extend(time.and_then(|time| words::when_beside(value.value.as_deref(), time)));
    }
    told.extend((value.support.outlet_count > 0).then(|| support(row)));
    let (first, last) = (value.first_published, value.last_published);
    told.push(match first == last {
        true => format!("reported {first}"),
        false => format!("first reported {first}, last {last}"),
    });
    told
}

/// Returns a number with its word: `1 outlet`, `2 outlets`.
pub fn counted<N: PartialEq + From<u8> + Display>(count: N, word: &str) -> String {
    let plural = if count == N::from(1) { "" } else { "s" };
    format!("{} {word}{plural}", grouped(count))
}

/// Returns a number as people read it: `113,308`.
pub fn grouped(number: impl Display) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Returns how many outlets and origins report a value.
pub fn support(row: &AnswerRow) -> String {
    let support = &row.value.support;
    let mut told = format!(
        "{}, {}",
        counted(support.outlet_count, "outlet"),
        counted(support.origins, "origin")
    );
    if support.independent < support.origins && row.value.firmness > Firmness::Denied {
        told.push_str(match support.independent {
            0 => " (a party speaking of itself)",
            _ => " (one a party speaking of itself)",
        });
    }
    told
}

/// One claim of a value: what it does to it, and the claim.
pub struct Told<'r> {
    /// What it does where it does not report the value: `✖ denied`, `but 2021-07`, `then`.
    pub lead: Option<String>,
    /// The claim.
    pub claim: &'r StoredClaim,
}

/// Returns what people say of a value: of the claim that says it, and of how it came out.
pub fn verdicts(row: &AnswerRow) -> Vec<String> {
    let mut told: Vec<String> =
        row.review.iter().map(|one| format!("{} {}", one.what(), decided::why(one))).collect();
    if let Some(one) = &row.value.resolved
        && let Deed::Resolve(resolve) = &one.deed
    {
        told.push(format!("came out {}, {}", resolve.outcome.as_str(), decided::why(one)));
    }
    told
}

/// Returns the claim that says a value, those that dispute it, and the one that ended it.
pub fn told(row: &AnswerRow) -> Vec<Told<'_>> {
    let mut told = vec![Told { lead: None, claim: &row.claim }];
    for (dispute, claim) in row.disputes.iter().filter(|(_, claim)| claim.id != row.claim.id) {
        let lead = match (&dispute.instead, dispute.rule) {
            (Some(instead), _) => format!("but {instead}"),
            (None, "denied" | "retracted") => {
                format!("{} {}", style::sign(Firmness::Denied), dispute.rule)
            }
            (None, rule) => format!("but {rule}"),
        };
        told.push(Told { lead: Some(lead), claim });
    }
    if let Some(claim) = row.ended_by.as_ref().filter(|claim| claim.id != row.claim.id) {
        let more_precisely = row.value.is_told_more_precisely();
        let lead = if more_precisely { "more precisely" } else { "then" };
        told.push(Told { lead: Some(lead.to_owned()), claim });
    }
    told
}

/// Returns the words that say a value, those that dispute it, and those that ended it.
fn evidence(row: &AnswerRow) -> Vec<String> {
    let line = |told: Told| match told.lead {
        None => with_qualifiers(told.claim),
        Some(lead) if lead.ends_with(char::is_alphanumeric) => {
            format!("{lead}: {}", words::told(told.claim))
        }
        Some(lead) => format!("{lead} {}", words::told(told.claim)),
    };
    told(row).into_iter().map(line).chain(verdicts(row)).collect()
}

/// Returns who told a claim in which words, and what explains it.
fn with_qualifiers(stored: &StoredClaim) -> String {
    let mut told = vec![words::told(stored)];
    told.extend(words::qualifiers(&stored.claim));
    told.push(stored.id.clone());
    told.join(" · ")
}

/// What programs are told of a value: the headings of [`cells`].
pub const COLUMNS: &[&str] = &[
    "subject",
    "predicate",
    "value",
    "standing",
    "firmness",
    "about",
    "first reported",
    "last reported",
    "outlets",
    "origins",
    "outlet",
    "published",
    "on the word of",
    "words",
    "qualifiers",
    "disputed by",
    "claim",
    "verdict",
];

/// Returns values as a table for programs.
pub fn table<'r>(rows: impl IntoIterator<Item = &'r AnswerRow>) -> Table {
    let mut table = Table::new(COLUMNS);
    for row in rows {
        table.row(cells(row));
    }
    table
}

/// Returns a value as the cells under [`COLUMNS`].
pub fn cells(row: &AnswerRow) -> Vec<Cell> {
    let (value, stored) = (&row.value, &row.claim);
    let qualifiers: Vec<String> =
        stored.claim.qualifiers.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let disputes: Vec<String> = row.disputes.iter().map(|(_, claim)| words::told(claim)).collect();
    let mut verdicts: Vec<String> = row.review.iter().map(|one| one.what().to_owned()).collect();
    if let Some(Decided { deed: Deed::Resolve(resolve), .. }) = &value.resolved {
        verdicts.push(format!("came out {}", resolve.outcome.as_str()));
    }
    let standing = match &value.replaced_by {
        Some(by) if value.is_told_more_precisely() => format!("made more precise by {by}"),
        Some(by) => format!("{} by {by}", value.standing.as_str()),
        None => value.standing.as_str().to_owned(),
    };
    vec![
        row.subject.name.clone().into(),
        row.predicate.clone().into(),
        value.words().into(),
        standing.into(),
        value.firmness.as_str().into(),
        value.valid_time.map(|time| time.to_string()).unwrap_or_default().into(),
        value.first_published.to_string().into(),
        value.last_published.to_string().into(),
        value.support.outlet_count.to_string().into(),
        value.support.origins.to_string().into(),
        words::outlet(&stored.article).into(),
        stored.article.published.to_string().into(),
        words::chain(&stored.claim.chain).into(),
        one_line(&stored.claim.evidence.exact).into(),
        qualifiers.join("; ").into(),
        disputes.join(" | ").into(),
        stored.id.clone().into(),
        verdicts.join("; ").into(),
    ]
}

/// Writes values in the form that `out` has; not for JSON.
pub fn write(
    rows: &[AnswerRow],
    lead: impl Fn(&AnswerRow) -> String,
    out: &mut Out,
) -> Result<(), Failure> {
    match out.form() {
        Form::Terminal(_) => blocks(rows, lead, out),
        _ if rows.is_empty() => Ok(()),
        _ => Ok(table(rows).write(out)?),
    }
}

/// Writes a heading for eyes.
pub fn heading(words: &str, out: &mut Out) -> Result<(), Failure> {
    let line = out.styled(BOLD, words);
    Ok(out.remark(line)?)
}

/// Writes what matters less, for eyes.
pub fn aside(words: &str, out: &mut Out) -> Result<(), Failure> {
    let line = out.styled(DIM, words);
    Ok(out.remark(line)?)
}

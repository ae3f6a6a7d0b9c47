//! `contradictions`: what cannot both be so, in the words of both sides.

use reportedly::belief::{Account, Conflict};
use reportedly::ledger::StoredClaim;
use reportedly::query::{self, Contradiction};
use serde::Serialize;

use super::Outcome;
use super::answer::{self, EntityJson, ReadingJson, counted};
use crate::Failure;
use crate::args::{Common, Contradictions};
use crate::out::{Form, Out};
use crate::reader::Reader;
use crate::style::{self, BOLD};
use crate::table::{Table, one_line};
use crate::wire::ClaimJson;
use crate::words;

/// Contradictions as JSON.
#[derive(Serialize)]
pub struct ContradictionsJson<'a> {
    reading: ReadingJson,
    contradictions: Vec<ContradictionJson<'a>>,
    more: usize,
}

#[derive(Serialize)]
struct ContradictionJson<'a> {
    subject: EntityJson<'a>,
    predicate: &'a str,
    label: &'a str,
    slot: &'a std::collections::BTreeMap<String, String>,
    rule: &'static str,
    accounts: [AccountJson<'a>; 2],
}

#[derive(Serialize)]
struct AccountJson<'a> {
    label: &'a str,
    denies: bool,
    object: Option<EntityJson<'a>>,
    value: Option<&'a str>,
    valid: Option<String>,
    firmness: &'static str,
    first_published: String,
    last_published: String,
    outlets: &'a [String],
    outlet_count: usize,
    origins: usize,
    independent_origins: usize,
    claims: usize,
    claim: ClaimJson<'a>,
}

/// Shows what contradicts each other.
pub fn run(args: &Contradictions, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let ledger = super::open(common)?;
    let reading = answer::reading(&args.reading, &ledger)?;
    let reader = Reader::new(&[])?;
    let named = args.entity.as_ref().map(|name| query::resolve(&ledger, name, reading));
    let named = named.transpose()?;
    if let Some(unknown) = named.as_ref().filter(|named| named.parties.is_empty()) {
        return super::unknown(unknown, &ledger);
    }
    let beats = reader.beats();
    let told = query::contradictions(&ledger, beats, named.as_ref(), reading, args.limit)?;
    if out.is_json() {
        out.json(&json(&told))?;
    } else {
        if let Some(named) = &named {
            answer::tell_name(named, out)?;
        }
        answer::aside(&reading.to_string(), out)?;
        match out.form() {
            Form::Terminal(_) => blocks(&told.found, out)?,
            _ => table(&told.found).write(out)?,
        }
        if told.more > 0 {
            out.remark(format!("{} more: `--limit` shows them", told.more))?;
        }
    }
    match told.found.is_empty() {
        true => super::nothing("nothing that was reported contradicts anything else"),
        false => Ok(Outcome::Found),
    }
}

/// Returns contradictions as JSON.
pub fn json(told: &query::Contradictions) -> ContradictionsJson<'_> {
    ContradictionsJson {
        reading: ReadingJson::of(told.reading),
        contradictions: told.found.iter().map(as_json).collect(),
        more: told.more,
    }
}

fn as_json(one: &Contradiction) -> ContradictionJson<'_> {
    let Contradiction { conflict, claims: [first, second] } = one;
    let [one, other] = &conflict.accounts;
    ContradictionJson {
        subject: EntityJson::of(&conflict.subject),
        predicate: &conflict.predicate,
        label: &conflict.label,
        slot: &conflict.facet,
        rule: conflict.rule,
        accounts: [account_json(one, first), account_json(other, second)],
    }
}

fn account_json<'a>(account: &'a Account, claim: &'a StoredClaim) -> AccountJson<'a> {
    AccountJson {
        label: &account.label,
        denies: account.denies,
        object: account.object.as_ref().map(EntityJson::of),
        value: account.value.as_deref(),
        valid: account.valid_time.map(|time| time.to_string()),
        firmness: account.firmness.as_str(),
        first_published: account.first_published.to_string(),
        last_published: account.last_published.to_string(),
        outlets: &account.support.outlets,
        outlet_count: account.support.outlet_count,
        origins: account.support.origins,
        independent_origins: account.support.independent,
        claims: account.claims.len(),
        claim: ClaimJson::stored(claim, None),
    }
}

/// Writes contradictions for eyes: a heading, then a block for each side.
fn blocks(found: &[Contradiction], out: &mut Out) -> Result<(), Failure> {
    for one in found {
        let conflict = &one.conflict;
        let heading = format!("{} · {}", conflict.subject.name, heading(conflict));
        let heading = out.styled(BOLD, heading);
        out.line(format!("\n{heading}"))?;
        for (account, claim) in conflict.accounts.iter().zip(&one.claims) {
            let firm = account.firmness;
            // A denial has no firmness of its own in what a reader sees: it denies.
            let (sign, word) = match account.denies {
                true => ("✖", "denied"),
                false => (style::sign(firm), firm.as_str()),
            };
            let told = [words_of(account, &conflict.label), legs(account)];
            let style = match account.denies {
                true => style::firmness(reportedly::claim::Firmness::Denied),
                false => style::firmness(firm),
            };
            for (at, line) in
                answer::wrapped(told.join(" · ").trim_start_matches(" · "), out).iter().enumerate()
            {
                match at {
                    0 => {
                        let sign = out.styled(style, format!("{sign} {word:<9}  "));
                        out.line(format!("{sign}{}", line.trim_start()))?;
                    }
                    _ => out.line(line)?,
                }
            }
            let told = format!("{} · {}", words::told(claim), claim.id);
            for line in answer::wrapped(&told, out) {
                out.line(line)?;
            }
        }
    }
    Ok(())
}

/// Returns what both accounts are about: the predicate, and what tells its slot apart.
pub fn heading(conflict: &Conflict) -> String {
    let facet = conflict.facet.iter().map(|(name, value)| format!("{name}: {value}"));
    std::iter::once(conflict.label.clone()).chain(facet).collect::<Vec<_>>().join(" · ")
}

/// Returns why two accounts cannot both be so.
pub fn why(conflict: &Conflict) -> &'static str {
    match conflict.rule {
        "denied" => "one says that it is not so",
        "retracted" => "one takes back that it is so",
        "another" => "only one of them can be so at a time",
        "excluded" => "the two cannot hold together",
        other => other,
    }
}

/// Returns what an account says: another predicate than that of the heading, the value, the time.
pub fn words_of(account: &Account, heading: &str) -> String {
    let label = (account.label != heading).then(|| account.label.clone());
    let words = Some(account.words()).filter(|words| !words.is_empty());
    let when =
        account.valid_time.and_then(|time| words::when_beside(account.value.as_deref(), time));
    label.into_iter().chain(words).chain(when).collect::<Vec<_>>().join(" · ")
}

/// Returns on how much an account stands, and when it was published.
pub fn legs(account: &Account) -> String {
    let support = &account.support;
    let (first, last) = (account.first_published, account.last_published);
    let when = match first == last {
        true => first.to_string(),
        false => format!("{first} to {last}"),
    };
    let outlets = counted(support.outlet_count, "outlet");
    format!("{outlets}, {} · {when}", counted(support.origins, "origin"))
}

/// Returns contradictions for programs: two lines for each, one for each side.
fn table(found: &[Contradiction]) -> Table {
    let mut table = Table::new(&[
        "contradiction",
        "subject",
        "predicate",
        "rule",
        "account",
        "value",
        "about",
        "firmness",
        "first reported",
        "last reported",
        "outlets",
        "origins",
        "outlet",
        "published",
        "on the word of",
        "words",
        "claim",
    ]);
    for (number, one) in found.iter().enumerate() {
        let conflict = &one.conflict;
        for (account, claim) in conflict.accounts.iter().zip(&one.claims) {
            let what = match account.denies {
                true => format!("not {}", account.label),
                false => account.label.clone(),
            };
            table.row([
                (number + 1).to_string().into(),
                conflict.subject.name.clone().into(),
                conflict.predicate.clone().into(),
                conflict.rule.into(),
                what.into(),
                account.words().into(),
                account.valid_time.map(|time| time.to_string()).unwrap_or_default().into(),
                account.firmness.as_str().into(),
                account.first_published.to_string().into(),
                account.last_published.to_string().into(),
                account.support.outlet_count.to_string().into(),
                account.support.origins.to_string().into(),
                words::outlet(&claim.article).into(),
                claim.article.published.to_string().into(),
                words::chain(&claim.claim.chain).into(),
                one_line(&claim.claim.evidence.exact).into(),
                claim.id.clone().into(),
            ]);
        }
    }
    table
}

//! `review`: whether an article makes a claim that was read in it.

use jiff::Timestamp;
use reportedly::Error;
use reportedly::beat::Beats;
use reportedly::belief::Reading;
use reportedly::claim::{Argument, Claim, ClaimKind, Firmness};
use reportedly::ledger::{Deed, Ledger, Sqlite, StoredClaim, Verdict};
use reportedly::query::{self, Reviewed};
use reportedly_nlp::{EntityKind, Polarity};
use serde::Serialize;

use super::decided::{self, DecidedJson};
use super::{Outcome, add, answer};
use crate::Failure;
use crate::args::{Common, Edit, Review, Why};
use crate::out::{Form, Out};
use crate::reader::Reader;
use crate::style::BOLD;
use crate::table::Table;
use crate::wire::ClaimJson;
use crate::words;

/// A claim with what was said of it, as JSON.
#[derive(Serialize)]
pub struct ReviewedJson<'a> {
    claim: ClaimJson<'a>,
    review: DecidedJson,
    counts: bool,
    edited: Option<ClaimJson<'a>>,
}

/// Judges a claim, or lists those that were judged.
pub fn run(args: &Review, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    match args {
        Review::Accept { claim, why } => judge(claim, Verdict::Accepted, why, common, out),
        Review::Reject { claim, why } => judge(claim, Verdict::Rejected, why, common, out),
        Review::Clear { claim, why } => judge(claim, Verdict::Cleared, why, common, out),
        Review::Edit(args) => edit(args, common, out),
        Review::List { name, reading } => {
            let ledger = super::open(common)?;
            let reading = answer::reading(reading, &ledger)?;
            let named = name.as_ref().map(|name| query::resolve(&ledger, name, reading));
            let named = named.transpose()?;
            if let Some(named) = named.as_ref().filter(|named| named.parties.is_empty()) {
                return super::unknown(named, &ledger);
            }
            let party = named.as_ref().map(|named| named.one()).transpose()?;
            let found = query::reviewed(&ledger, party, reading)?;
            write(&found, &ledger, out)?;
            match found.is_empty() {
                true => super::nothing("nobody judged a claim by then"),
                false => Ok(Outcome::Found),
            }
        }
    }
}

fn judge(
    id: &str,
    verdict: Verdict,
    why: &Why,
    common: Common,
    out: &mut Out,
) -> Result<Outcome, Failure> {
    decided::decide(common, why, out, |ledger| {
        Ok(Deed::Review { claim: find(id, ledger)?.number, verdict })
    })
}

/// Returns the claim of an id.
pub fn find(id: &str, ledger: &Sqlite) -> Result<StoredClaim, Failure> {
    ledger.claim(id)?.ok_or_else(|| {
        Failure::usage(
            format!("no claim '{id}' is in the ledger"),
            "give its id (c_...); answers, `read` and `search` tell it",
        )
    })
}

fn edit(args: &Edit, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let mut ledger = super::open_to_write(common)?;
    let reader = Reader::new(&[])?;
    let stored = find(&args.claim, &ledger)?;
    let edited = edited(args, &stored.claim, &ledger, reader.beats())?;
    let recorded = add::recorded_time()?.unwrap_or_else(Timestamp::now);
    let (entry, _) = ledger.edit(stored.number, &edited, &args.why.told(), recorded)?;
    decided::tell(entry, &ledger, out)?;
    Ok(Outcome::Found)
}

/// Returns the claim that a person puts in the place of `old`.
fn edited(args: &Edit, old: &Claim, ledger: &Sqlite, beats: &Beats) -> Result<Claim, Failure> {
    let mut claim = Claim { rule: "a person".to_owned(), confidence: 1.0, ..old.clone() };
    let (mut subjects, mut objects) = (Vec::new(), Vec::new());
    if let Some(name) = &args.predicate {
        let Some(predicate) = beats.predicate(name) else {
            let names: Vec<&str> = beats.predicates().map(|(_, p)| p.name.as_str()).collect();
            return Err(Failure::usage(
                format!("'{name}' is not a predicate"),
                format!("use one of {}", names.join(", ")),
            ));
        };
        (claim.kind, claim.predicate) = (ClaimKind::Typed, predicate.name.clone());
    }
    if let Some(predicate) = beats.predicate(&claim.predicate) {
        subjects = predicate.subject.clone();
        objects = predicate.object.clone().unwrap_or_default();
    }
    if let Some(name) = &args.subject {
        claim.subject = argument(name, &subjects, ledger)?;
    }
    match args.object.as_deref().map(str::trim) {
        Some("") => claim.object = None,
        Some(name) => claim.object = Some(argument(name, &objects, ledger)?),
        None => {}
    }
    match args.value.as_deref().map(str::trim) {
        Some("") => claim.value = None,
        Some(value) => claim.value = Some(value.to_owned()),
        None => {}
    }
    match args.valid.as_deref().map(str::trim) {
        Some("") => claim.valid_time = None,
        Some(time) => {
            let time = time.parse().map_err(|error| {
                Failure::usage(format!("{error}"), "give a time such as 2020-05 or 2020-05/..")
            })?;
            claim.valid_time = Some(time);
        }
        None => {}
    }
    match args.denied {
        Some(true) => (claim.polarity, claim.firmness) = (Polarity::Negative, Firmness::Denied),
        Some(false) => {
            claim.polarity = Polarity::Positive;
            claim.firmness = claim.firmness.max(Firmness::Reported);
        }
        None => {}
    }
    let same = Claim { rule: claim.rule.clone(), confidence: claim.confidence, ..old.clone() };
    if claim == same {
        return Err(Failure::usage(
            "the edited claim says the same as the old one",
            "`reportedly review accept` says that a claim was read rightly",
        ));
    }
    Ok(claim)
}

/// Returns somebody as the ledger knows the name; of the kind that the predicate takes, where it
/// is new.
fn argument(name: &str, kinds: &[EntityKind], ledger: &Sqlite) -> Result<Argument, Failure> {
    let named = query::resolve(ledger, name, Reading::NOW)?;
    let exact = matches!(named.how, query::How::Exact | query::How::Id);
    if exact {
        let entity = &named.one()?.entity;
        // Under the name that it is recorded by.
        let recorded = ledger.entity_numbered(entity.number)?;
        if let Some(recorded) = recorded {
            return Ok(Argument { name: recorded.name, kind: recorded.kind });
        }
    }
    let kind = match kinds {
        [kind] => Some(*kind),
        _ => None,
    };
    Ok(Argument { name: name.trim().to_owned(), kind })
}

/// Returns claims with what was said of them as JSON.
pub fn json<'a>(found: &'a [Reviewed], ledger: &Sqlite) -> Result<Vec<ReviewedJson<'a>>, Error> {
    let one = |one: &'a Reviewed| {
        Ok(ReviewedJson {
            claim: ClaimJson::stored(&one.claim, None),
            review: DecidedJson::of(&one.review, ledger)?,
            counts: one.counts,
            edited: one.edited.as_ref().map(|edited| ClaimJson::stored(edited, None)),
        })
    };
    found.iter().map(one).collect()
}

/// Leaves the claims of one predicate, where one is asked for; an edit may have changed it.
pub fn only(found: &mut Vec<Reviewed>, predicate: Option<&str>) {
    let Some(name) = predicate else { return };
    let is = |stored: &StoredClaim| stored.claim.predicate == name;
    found.retain(|one| is(&one.claim) || one.edited.as_ref().is_some_and(is));
}

/// Writes claims with what was said of them.
pub fn write(found: &[Reviewed], ledger: &Sqlite, out: &mut Out) -> Result<(), Failure> {
    if out.is_json() {
        for one in json(found, ledger)? {
            out.json(&one)?;
        }
        return Ok(());
    }
    if let Form::Terminal(_) = out.form() {
        for one in found {
            let head = out.styled(BOLD, words::proposition(&one.claim.claim));
            out.line(format!("{} · {head}", one.review.what()))?;
            for line in answer::wrapped(&decided::why(&one.review), out) {
                out.line(&line[11..])?;
            }
            if let Some(edited) = &one.edited {
                let told = format!("now {} · {}", words::proposition(&edited.claim), edited.id);
                for line in answer::wrapped(&told, out) {
                    out.line(&line[11..])?;
                }
            }
            let told = format!("{} · {}", words::told(&one.claim), one.claim.id);
            for line in answer::wrapped(&told, out) {
                out.line(&line[11..])?;
            }
        }
        return Ok(());
    }
    if found.is_empty() {
        return Ok(());
    }
    let columns = [
        "verdict",
        "by",
        "decided",
        "because",
        "claim",
        "now",
        "outlet",
        "published",
        "words",
        "id",
    ];
    let mut table = Table::new(&columns);
    for one in found {
        let (review, stored) = (&one.review, &one.claim);
        table.row([
            review.what().into(),
            review.by.clone().unwrap_or_default().into(),
            review.decided.to_string().into(),
            review.because.clone().unwrap_or_default().into(),
            words::proposition(&stored.claim).into(),
            one.edited.as_ref().map(|e| words::proposition(&e.claim)).unwrap_or_default().into(),
            words::outlet(&stored.article).into(),
            stored.article.published.to_string().into(),
            stored.claim.evidence.exact.clone().into(),
            stored.id.clone().into(),
        ]);
    }
    table.write(out)?;
    Ok(())
}

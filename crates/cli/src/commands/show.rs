//! `show`: everything that is reported of somebody or something; or one claim or article.

use std::sync::Arc;

use reportedly::Error;
use reportedly::ledger::{Decided, Deed, Ledger, Scope, Sqlite, StoredClaim, Verdict};
use reportedly::query::{self, Dossier, Recent};
use serde::Serialize;

use super::answer::{self, EntityJson, LaterJson, ReadingJson, RowJson};
use super::decided::DecidedJson;
use super::review::ReviewedJson;
use super::{Outcome, decided, read, recent, review};
use crate::Failure;
use crate::args::{Common, Show};
use crate::out::{Form, Out};
use crate::reader::Reader;
use crate::style::{self, BOLD, DIM};
use crate::wire::ClaimJson;
use crate::words;

/// A dossier as JSON.
#[derive(Serialize)]
pub struct DossierJson<'a> {
    entity: EntityJson<'a>,
    reading: ReadingJson,
    rows: Vec<RowJson<'a>>,
    others: Vec<RowJson<'a>>,
    /// How many values are left out: of each predicate the first hundred are given.
    more: usize,
    said: Vec<ClaimJson<'a>>,
    more_said: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    open: Option<Vec<ClaimJson<'a>>>,
    /// What people said of claims about it, where they did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    judged: Vec<ReviewedJson<'a>>,
    later: Option<LaterJson>,
}

/// A claim with what people said of it, as JSON.
#[derive(Serialize)]
pub struct ClaimShownJson<'a> {
    #[serde(flatten)]
    claim: ClaimJson<'a>,
    /// Whether it counts: nobody rejected it or put another one in its place.
    counts: bool,
    /// What people said of it, the first one first.
    reviews: Vec<DecidedJson>,
}

/// Shows what is asked for.
pub fn run(args: &Show, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let what = args.what.join(" ");
    let ledger = super::open(common)?;
    if what.starts_with("c_") {
        return claim(&what, &ledger, out);
    }
    if what.starts_with("a_") || what.starts_with("r_") || what.contains("://") {
        return read::show(&what, args.open, &ledger, out);
    }
    let reading = answer::reading(&args.reading, &ledger)?;
    let reader = Reader::new(&[])?;
    let named = query::resolve(&ledger, &what, reading)?;
    if named.parties.is_empty() {
        return super::unknown(&named, &ledger);
    }
    let dossiers = query::show(&ledger, reader.beats(), &named, reading)?;
    let mut open = Vec::new();
    for party in named.parties.iter().filter(|_| args.open) {
        open.push(query::open_claims(&ledger, party, reading, recent::SHOWN)?);
    }
    if out.is_json() {
        for (at, dossier) in dossiers.iter().enumerate() {
            let judged = query::reviewed(&ledger, named.parties.get(at), reading)?;
            out.json(&json(dossier, open.get(at), review::json(&judged, &ledger)?))?;
        }
    } else {
        answer::tell_name(&named, out)?;
        for (at, dossier) in dossiers.iter().enumerate() {
            write(dossier, open.get(at), out)?;
        }
    }
    let mut told = false;
    for party in named.parties.iter().filter(|_| args.rejected) {
        let mut judged = query::reviewed(&ledger, Some(party), reading)?;
        judged.retain(|one| !one.counts);
        told |= !judged.is_empty();
        if !out.is_json() && !judged.is_empty() {
            answer::heading("judged by people", out)?;
        }
        review::write(&judged, &ledger, out)?;
    }
    let empty = |dossier: &Arc<Dossier>| {
        dossier.rows.is_empty() && dossier.others.is_empty() && dossier.said.claims.is_empty()
    };
    let no_open = open.iter().all(|open| open.claims.is_empty());
    match !told && no_open && dossiers.iter().all(empty) {
        true => super::nothing(&format!("nothing was reported of '{what}' by then")),
        false => Ok(Outcome::Found),
    }
}

/// Returns a dossier as JSON, with open claims where they were asked for, and claims that people
/// judged.
pub fn json<'a>(
    dossier: &'a Dossier,
    open: Option<&'a Recent>,
    judged: Vec<ReviewedJson<'a>>,
) -> DossierJson<'a> {
    DossierJson {
        entity: EntityJson::of(&dossier.entity),
        reading: ReadingJson::of(dossier.reading),
        rows: dossier.rows.iter().map(RowJson::of).collect(),
        others: dossier.others.iter().map(RowJson::of).collect(),
        more: dossier.more,
        said: as_json(&dossier.said),
        more_said: dossier.said.more,
        open: open.map(as_json),
        judged,
        later: dossier.later.map(LaterJson::of),
    }
}

fn as_json(recent: &Recent) -> Vec<ClaimJson<'_>> {
    recent.claims.iter().map(|claim| ClaimJson::stored(claim, None)).collect()
}

/// Writes a dossier: a heading for each predicate, then what it said, and what else is told.
fn write(dossier: &Dossier, open: Option<&Recent>, out: &mut Out) -> Result<(), Failure> {
    let entity = &dossier.entity;
    let kind = entity.kind.map_or(String::new(), |kind| format!(" ({})", kind.as_str()));
    answer::heading(&format!("{}{kind}", entity.name), out)?;
    answer::aside(&format!("{} · {}", entity.id, dossier.reading), out)?;
    match out.form() {
        Form::Terminal(_) => {
            let mut last = "";
            for row in &dossier.rows {
                if row.label != last {
                    last = &row.label;
                    let line = out.styled(BOLD, &row.label);
                    out.line(format!("\n{line}"))?;
                }
                let lead = |row: &query::AnswerRow| match row.value.words() {
                    words if words.is_empty() => row.label.clone(),
                    words => words,
                };
                answer::blocks([row], lead, out)?;
            }
            if !dossier.others.is_empty() {
                let line = out.styled(BOLD, "reported of others");
                out.line(format!("\n{line}"))?;
            }
            let lead = |row: &query::AnswerRow| format!("{} · {}", row.subject.name, row.label);
            answer::blocks(&dossier.others, lead, out)?;
            left_out(dossier, out)?;
            recent::write(&dossier.said, "said", out)?;
            if let Some(open) = open {
                recent::write(open, recent::OPEN, out)?;
            }
            out.line("")?;
        }
        _ => {
            let rows: Vec<_> = dossier.rows.iter().chain(&dossier.others).collect();
            if !rows.is_empty() {
                answer::table(rows).write(out)?;
            }
            left_out(dossier, out)?;
            recent::write(&dossier.said, "said", out)?;
            if let Some(open) = open {
                recent::write(open, recent::OPEN, out)?;
            }
        }
    }
    answer::tell_later(dossier.later, out)
}

/// Says how many values are left out, and what tells them.
fn left_out(dossier: &Dossier, out: &mut Out) -> Result<(), Failure> {
    let told = match dossier.more {
        0 => return Ok(()),
        1 => "1 more value is left out".to_owned(),
        more => format!("{more} more values are left out"),
    };
    answer::aside(
        &format!("{told}: `reportedly timeline {} PREDICATE` has all", dossier.entity.id),
        out,
    )
}

/// Shows one claim with everything that is recorded of it.
fn claim(id: &str, ledger: &Sqlite, out: &mut Out) -> Result<Outcome, Failure> {
    let Some(stored) = ledger.claim(id)? else {
        return super::nothing(&format!("no claim '{id}' is in the ledger"));
    };
    if out.is_json() {
        out.json(&claim_json(&stored, Scope::ALL, ledger)?)?;
        return Ok(Outcome::Found);
    }
    let claim = &stored.claim;
    let firm = match out.form() {
        Form::Terminal(_) => format!("{} {}", style::sign(claim.firmness), claim.firmness.as_str()),
        _ => claim.firmness.as_str().to_owned(),
    };
    let firm = out.styled(style::firmness(claim.firmness), firm);
    let head = out.styled(BOLD, words::proposition(claim));
    out.line(format!("{firm}  {head}"))?;
    out.line(words::told(&stored))?;
    let mut told = facts(&stored);
    for one in reviews(&stored, Scope::ALL, ledger)? {
        told.push(("review", decided::sentence(&one, ledger)?));
    }
    if !ledger.decisions(Scope::ALL)?.counts(stored.number) {
        told.push(("counts", "no more".to_owned()));
    }
    for (name, value) in told {
        let name = out.styled(DIM, format!("{name:>12}"));
        out.line(format!("{name}  {value}"))?;
    }
    Ok(Outcome::Found)
}

/// Returns a claim as JSON, with what people said of it.
pub fn claim_json<'a>(
    stored: &'a StoredClaim,
    scope: Scope,
    ledger: &Sqlite,
) -> Result<ClaimShownJson<'a>, Error> {
    let reviews = reviews(stored, scope, ledger)?;
    Ok(ClaimShownJson {
        claim: ClaimJson::stored(stored, None),
        counts: ledger.decisions(scope)?.counts(stored.number),
        reviews: reviews
            .iter()
            .map(|one| DecidedJson::of(one, ledger))
            .collect::<Result<_, _>>()?,
    })
}

/// Returns what people said of a claim, or by what they made it, the first one first.
pub fn reviews(stored: &StoredClaim, scope: Scope, ledger: &Sqlite) -> Result<Vec<Decided>, Error> {
    let of_it = |deed: &Deed| match deed {
        Deed::Review { claim, verdict } => {
            *claim == stored.number || *verdict == Verdict::Edited(stored.number)
        }
        _ => false,
    };
    let mut decided = ledger.decided()?;
    decided.retain(|one| of_it(&one.deed) && scope.entry.is_none_or(|entry| one.entry <= entry));
    Ok(decided)
}

/// Returns everything else that is recorded of a claim, by name.
pub fn facts(stored: &StoredClaim) -> Vec<(&str, String)> {
    let claim = &stored.claim;
    let mut told = vec![
        ("act", claim.act.as_str().to_owned()),
        ("certainty", format!("{}{}", claim.certainty.as_str(), claim.polarity.as_str())),
    ];
    told.extend(claim.valid_time.map(|time| ("about", time.to_string())));
    told.extend(claim.said.map(|time| ("said", time.to_string())));
    for (name, value) in &claim.qualifiers {
        told.push((name, value.clone()));
    }
    for cue in &claim.cues {
        let place = format!("“{}” ({}..{})", cue.text, cue.span.start, cue.span.end);
        told.push((cue.role.as_str(), place));
    }
    let (field, span) = (claim.evidence.field.as_str(), claim.evidence.span);
    told.push(("evidence", format!("bytes {}..{} of the {field}", span.start, span.end)));
    told.push(("article", stored.article.id.clone()));
    told.push(("revision", stored.article.revision.clone()));
    told.extend(stored.article.url.clone().map(|url| ("url", url)));
    told.push(("read from", stored.article.input.clone()));
    told.push(("recorded", format!("{} (entry {})", stored.recorded, stored.entry)));
    told.push(("found by", format!("{} of {}", claim.rule, stored.extractor)));
    told.push((
        "confidence",
        format!("{:.2} that it was said, not that it is so", claim.confidence),
    ));
    told
}

//! What was reported and cannot both be so, both sides beside each other.

use askama::Template;
use reportedly::belief::Account;
use reportedly::claim::Firmness;
use reportedly::ledger::StoredClaim;
use reportedly::query::{self, Contradiction};

use super::dossier;
use super::{Answer, Desk};
use crate::commands::contradictions;
use crate::server::asked::Asked;
use crate::server::frame::Frame;
use crate::server::problem::Problem;
use crate::server::told::{self, Firm, Quote};

/// So many contradictions are shown where nobody says.
const SHOWN: usize = 30;
/// And at most so many.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "contradictions.html")]
struct Page {
    frame: Frame,
    of: String,
    reading: String,
    found: Vec<Pair>,
    more: Option<(usize, String)>,
}

/// Two accounts that cannot both be so.
struct Pair {
    subject: String,
    href: String,
    label: String,
    why: &'static str,
    sides: Vec<Side>,
}

/// One account.
struct Side {
    firm: Firm,
    words: String,
    legs: String,
    quote: Quote,
}

/// Shows contradictions.
pub fn page(desk: &Desk, asked: &Asked) -> Result<Answer, Problem> {
    let named = match asked.get("of") {
        None => None,
        Some(name) => Some(query::resolve(desk.ledger, name, desk.reading)?),
    };
    if let Some(named) = named.as_ref().filter(|named| named.parties.is_empty()) {
        return Err(dossier::unknown(desk, asked, named));
    }
    let limit = asked.number("limit")?.unwrap_or(SHOWN).clamp(1, MOST);
    let found =
        query::contradictions(desk.ledger, desk.beats, named.as_ref(), desk.reading, limit)?;
    if asked.json {
        return Answer::json(&contradictions::json(&found));
    }
    let of = asked.get("of").unwrap_or_default();
    let next = (limit * 4).min(MOST).to_string();
    let mut again = vec![("limit", next.as_str())];
    again.extend((!of.is_empty()).then_some(("of", of)));
    let name = named.as_ref().and_then(|named| named.parties.first());
    Answer::html(&Page {
        frame: desk.frame("Contradictions", asked),
        of: name.map(|party| party.entity.name.clone()).unwrap_or_default(),
        reading: desk.reading.to_string(),
        found: found.found.iter().map(|one| pair(one, asked)).collect(),
        more: (found.more > 0 && limit < MOST)
            .then(|| (found.more, asked.to_with("/contradictions", &again))),
    })
}

fn pair(one: &Contradiction, asked: &Asked) -> Pair {
    let conflict = &one.conflict;
    let sides = conflict.accounts.iter().zip(&one.claims);
    Pair {
        subject: conflict.subject.name.clone(),
        href: asked.to(&told::dossier(&conflict.subject)),
        label: contradictions::heading(conflict),
        why: contradictions::why(conflict),
        sides: sides.map(|(account, claim)| side(account, claim, &conflict.label, asked)).collect(),
    }
}

fn side(account: &Account, claim: &StoredClaim, label: &str, asked: &Asked) -> Side {
    let firmness = if account.denies { Firmness::Denied } else { account.firmness };
    Side {
        firm: Firm::of(firmness),
        words: contradictions::words_of(account, label),
        legs: contradictions::legs(account),
        quote: Quote::of(claim, asked),
    }
}

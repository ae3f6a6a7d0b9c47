//! What people said of claims, as pages show it: whether an article says so, never whether it is so.

use reportedly::query::Reviewed;

use super::asked::Asked;
use super::told::Quote;
use crate::commands::decided;
use crate::words;

/// A claim that somebody judged.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What was said of it: `accepted`, `rejected`, `edited`.
    pub verdict: &'static str,
    /// The sign of that.
    pub sign: &'static str,
    /// Who said so, when and why.
    pub why: String,
    /// What the claim says.
    pub proposition: String,
    /// The claim.
    pub quote: Quote,
    /// Whether it counts.
    pub counts: bool,
    /// What a person put in its place, and where that is.
    pub instead: Option<(String, String)>,
}

impl Judged {
    /// Returns what was said of claims.
    pub fn all(found: &[Reviewed], asked: &Asked) -> Vec<Judged> {
        found.iter().map(|one| Judged::of(one, asked)).collect()
    }

    fn of(one: &Reviewed, asked: &Asked) -> Judged {
        let verdict = one.review.what();
        let instead = one.edited.as_ref();
        Judged {
            verdict,
            sign: match verdict {
                "accepted" => "✓",
                "rejected" => "✗",
                _ => "✎",
            },
            why: decided::why(&one.review),
            proposition: words::proposition(&one.claim.claim),
            quote: Quote::of(&one.claim, asked),
            counts: one.counts,
            instead: instead.map(|edited| {
                let href = asked.to(&format!("/c/{}", edited.id));
                (words::proposition(&edited.claim), href)
            }),
        }
    }
}

/// Returns what was said of the claim of that id, or of the one in whose place it was put.
pub fn verdict(found: &[Reviewed], id: &str) -> Option<String> {
    let told = |one: &Reviewed| format!("{} {}", one.review.what(), decided::why(&one.review));
    let of_it = |one: &&Reviewed| {
        one.claim.id == id || one.edited.as_ref().is_some_and(|edited| edited.id == id)
    };
    found.iter().find(of_it).map(told)
}

//! Facts labelled by hand, and when a claim tells one.

use std::collections::BTreeSet;

use reportedly::claim::{Claim, ClaimKind, Field};
use serde_json::Value;

/// Predicates whose parties may change places.
const SYMMETRIC: &[&str] = &[
    "dating",
    "engaged",
    "married",
    "separated",
    "divorced",
    "friends",
    "sibling_of",
    "seen_with",
    "sued",
];

/// Predicates that happen at one time.
const EVENTS: &[&str] = &[
    "separated",
    "divorced",
    "premiered",
    "production_status",
    "filmed_in",
    "seen_with",
    "attended",
    "nominated_for",
    "won",
    "born",
    "died",
    "appointed",
    "resigned",
    "fired",
    "acquired",
    "sued",
    "charged",
    "engaged",
    "release_date",
];

/// Predicates that last or that just are.
const STATES: &[&str] = &[
    "dating",
    "married",
    "friends",
    "parent_of",
    "sibling_of",
    "cast_in",
    "directed_by",
    "written_by",
    "produced_by",
    "created_by",
    "age",
    "position_held",
    "located_in",
    "said",
];

/// Words that come before names.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "dame",
    "lord",
    "lady",
    "the",
    "a",
    "an",
    "president",
    "sen",
    "rep",
    "gov",
];

/// One labelled fact.
pub struct Fact {
    pub predicate: String,
    subject: String,
    object: Option<String>,
    value: Option<String>,
    from: Option<String>,
    to: Option<String>,
    positive: bool,
    pub certainty: String,
    chain: Vec<String>,
    start: usize,
    end: usize,
}

/// Returns the predicate as facts name it.
pub fn predicate(claim: &Claim) -> &str {
    if claim.kind == ClaimKind::Statement { "said" } else { &claim.predicate }
}

/// Whether facts of the claim's predicate are labelled at all.
pub fn is_scored(claim: &Claim) -> bool {
    let predicate = predicate(claim);
    claim.kind != ClaimKind::Open && (EVENTS.contains(&predicate) || STATES.contains(&predicate))
}

impl Fact {
    /// Reads a fact.
    pub fn read(told: &Value) -> Fact {
        let words = |value: &Value| match value {
            Value::String(words) => Some(words.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let number = |value: &Value| value.as_u64().unwrap_or_default() as usize;
        Fact {
            predicate: words(&told["predicate"]).unwrap_or_default(),
            subject: words(&told["subject"]).unwrap_or_default(),
            object: words(&told["object"]),
            value: words(&told["value"]),
            from: words(&told["valid"]["from"]),
            to: words(&told["valid"]["to"]),
            positive: told["polarity"] == "+",
            certainty: words(&told["certainty"]).unwrap_or_default(),
            chain: told["chain"].as_array().into_iter().flatten().filter_map(words).collect(),
            start: number(&told["start"]),
            end: number(&told["end"]),
        }
    }

    /// Returns how many bytes the evidence of both shares.
    pub fn overlap(&self, claim: &Claim) -> usize {
        let span = claim.evidence.span;
        span.end.min(self.end).saturating_sub(span.start.max(self.start))
    }

    /// Returns whether the claim tells the fact.
    pub fn is_told_by(&self, claim: &Claim) -> bool {
        let shared = self.overlap(claim);
        if predicate(claim) != self.predicate || claim.evidence.field != Field::Text || shared == 0
        {
            return false;
        }
        if self.predicate == "said" {
            let all = claim.evidence.span.len() + (self.end - self.start) - shared;
            return 2 * shared >= all && same_name(&self.subject, &claim.subject.name);
        }
        let positive = claim.polarity.as_str() != "-";
        let object = claim.object.as_ref().map(|object| object.name.as_str());
        let parties = |subject: Option<&str>, object: Option<&str>| {
            subject.is_some_and(|name| same_name(&self.subject, name))
                && self.object.as_ref().is_none_or(|own| object.is_some_and(|o| same_name(own, o)))
        };
        let subject = Some(claim.subject.name.as_str());
        let symmetric = SYMMETRIC.contains(&self.predicate.as_str());
        positive == self.positive
            && (parties(subject, object) || symmetric && parties(object, subject))
            && (self.object.is_some() || same_value(self.value.as_deref(), claim.value.as_deref()))
    }

    /// Returns whether the claim has the fact's chain; a statement's ends with its speaker.
    pub fn has_chain(&self, claim: &Claim) -> bool {
        let speaker = (self.predicate == "said").then_some(&self.subject);
        let wanted: Vec<&String> = self.chain.iter().chain(speaker).collect();
        wanted.len() == claim.chain.len()
            && wanted.iter().zip(&claim.chain).all(|(name, link)| same_name(name, &link.name))
    }

    /// Returns whether the claim has the fact's time; `None` where the fact has none.
    pub fn has_time(&self, claim: &Claim) -> Option<bool> {
        if self.predicate == "said" || self.from.is_none() && self.to.is_none() {
            return None;
        }
        let Some(told) = claim.valid_time.map(|time| time.to_string()) else { return Some(false) };
        if let (Some(from), true) = (&self.from, EVENTS.contains(&self.predicate.as_str())) {
            return Some(told.split('/').next() == Some(from));
        }
        let [from, to] = [&self.from, &self.to].map(|bound| bound.as_deref().unwrap_or_default());
        let open = |bound: &str| if bound.is_empty() { ".." } else { bound }.to_owned();
        let mut right = vec![
            format!("{from}/{to}"),
            format!("{from}/{}", open(to)),
            format!("{}/{to}", open(from)),
        ];
        if from == to {
            right = vec![from.to_owned(), format!("{from}/{to}")];
        }
        Some(right.contains(&told))
    }
}

/// Returns the words that a name is compared by.
fn words(name: &str) -> Vec<String> {
    let plain = reportedly::ledger::words(&name.replace('’', "'").replace("'s", ""));
    plain.into_iter().filter(|word| !TITLES.contains(&word.as_str())).collect()
}

fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    if a.is_empty() || b.is_empty() || a == b {
        return a == b;
    }
    let (a, b): (BTreeSet<&String>, BTreeSet<&String>) = (a.iter().collect(), b.iter().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let common = a.intersection(&b).count();
    short.is_subset(long) || 5 * common >= 3 * a.union(&b).count()
}

fn same_value(gold: Option<&str>, told: Option<&str>) -> bool {
    let Some(gold) = gold else { return true };
    let Some(told) = told else { return false };
    let (gold, told) = (gold.trim(), told.trim());
    let dated = |value: &str| value.len() >= 4 && value.bytes().take(4).all(|b| b.is_ascii_digit());
    if dated(gold) && dated(told) {
        return gold == told;
    }
    let (gold, told) = (words(gold), words(told));
    let (gold, told): (BTreeSet<&String>, BTreeSet<&String>) =
        (gold.iter().collect(), told.iter().collect());
    let common = gold.intersection(&told).count();
    common > 0
        && (gold.is_subset(&told)
            || told.is_subset(&gold)
            || 2 * common >= gold.union(&told).count())
}

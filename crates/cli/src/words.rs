//! The sentences in which claims are told to people.
//!
//! **Invariant:** no line says that something is so. It names the outlet, the day, whose word it
//! is and the words themselves.

use std::path::Path;

use reportedly::claim::{Claim, ClaimKind, Firmness, Link};
use reportedly::ledger::{ArticleRef, StoredClaim};
use reportedly_nlp::{Bound, Interval, PartialDate, Record, SpeechAct};

use crate::style;
use crate::table::{Cell, Table, one_line};

/// Returns who published an article; the file that it was read from where nobody is named.
pub fn outlet(article: &ArticleRef) -> String {
    article.outlet.clone().unwrap_or_else(|| {
        let file = Path::new(&article.input).file_name().map(|name| name.to_string_lossy());
        file.map_or_else(|| article.input.clone(), |name| name.into_owned())
    })
}

/// Returns on whose word a claim is told: `People <- "a source close" (anonymous)`.
pub fn chain(links: &[Link]) -> String {
    let told = links.iter().map(|link| match link.record {
        Record::Named => link.name.clone(),
        Record::Anonymous => format!("\"{}\" (anonymous)", link.name),
        Record::Unattributed => match link.name.split_once('(') {
            Some((_, words)) => format!("nobody named (\"{}\")", words.trim_end_matches(')')),
            None => "nobody named".to_owned(),
        },
    });
    told.collect::<Vec<_>>().join(" <- ")
}

/// Returns what a claim says, without saying that it is so: `Mara Quill · dating · Theo Lang`.
pub fn proposition(claim: &Claim) -> String {
    let mut parts = vec![claim.subject.name.clone()];
    if claim.kind != ClaimKind::Statement {
        parts.push(claim.predicate.replace('_', " "));
        // The value of an open claim holds the words of its object.
        let object = claim.object.as_ref().filter(|_| claim.kind != ClaimKind::Open);
        parts.extend(object.map(|object| object.name.clone()));
        parts.extend(claim.value.clone());
    }
    parts.join(" · ")
}

/// Returns the firmness of a claim as a cell of a table.
pub fn firmness(claim: &Claim) -> Cell {
    Cell::styled(
        claim.firmness.as_str(),
        style::firmness(claim.firmness),
        style::sign(claim.firmness),
    )
}

/// Returns claims as a table: who told what, on whose word, in which words.
pub fn claims_table(claims: &[StoredClaim]) -> Table {
    let mut table =
        Table::new(&["published", "outlet", "firmness", "claim", "on the word of", "words", "id"]);
    for stored in claims {
        let claim = &stored.claim;
        table.row([
            stored.article.published.to_string().into(),
            outlet(&stored.article).into(),
            firmness(claim),
            proposition(claim).into(),
            chain(&claim.chain).into(),
            claim.evidence.exact.clone().into(),
            stored.id.clone().into(),
        ]);
    }
    table
}

/// Returns who told a claim, when, in which words and on whose word:
/// `The Evening Bell, 2020-11-30: "Mara and Theo are just friends", on the word of Nora Eide`.
pub fn told(stored: &StoredClaim) -> String {
    let exact = quoted(&stored.claim.evidence.exact);
    let said = format!("{}: {exact}", place(&stored.article));
    match voice(&stored.claim) {
        Some(voice) => format!("{said}, {voice}"),
        None => said,
    }
}

/// Returns a claim as others can cite it: its words, where they were published, and its id, under
/// which every ledger that holds the article has it.
pub fn citation(stored: &StoredClaim) -> String {
    let url = stored.article.url.as_deref().map(|url| format!(" <{url}>")).unwrap_or_default();
    format!("{}.{url} [{}]", told(stored), stored.id)
}

/// Returns where and when something was published: `The Evening Bell, 2020-11-30`.
pub fn place(article: &ArticleRef) -> String {
    format!("{}, {}", outlet(article), article.published)
}

/// Returns on whose word a claim is told, `denied by Nora Eide`; nothing where the article speaks
/// in its own voice.
pub fn voice(claim: &Claim) -> Option<String> {
    let how = match (claim.firmness, claim.act) {
        (Firmness::Denied, _) | (_, SpeechAct::Deny | SpeechAct::Retract) => "denied by",
        (_, SpeechAct::Confirm) => "confirmed by",
        (_, SpeechAct::Ask) => "asked by",
        _ => "on the word of",
    };
    match claim.chain.is_empty() {
        true => (how == "denied by").then(|| "denied there".to_owned()),
        false => Some(format!("{how} {}", chain(&claim.chain))),
    }
}

/// Returns what explains or tells apart a claim, as it is told to people: `place: Bergen`.
pub fn qualifiers(claim: &Claim) -> impl Iterator<Item = String> + '_ {
    let shown = |name: &str| !matches!(name, "replaces" | "superseded_by");
    let told = claim.qualifiers.iter().filter(move |(name, _)| shown(name));
    told.map(|(name, value)| format!("{}: {value}", name.replace('_', " ")))
}

/// Returns when something is said to hold or to have happened: `in 2020-02`, `until 2025-03-17`.
pub fn when(time: Interval) -> String {
    let date = |date: PartialDate| date.to_string().trim_end_matches('~').to_owned();
    let one = |at: PartialDate| match (at.is_approximate(), at.first_day() == at.last_day()) {
        (true, _) => format!("about {}", date(at)),
        (false, true) => format!("on {at}"),
        (false, false) => format!("in {at}"),
    };
    match (time.start, time.end) {
        (Bound::At(start), Bound::At(end)) if start == end => one(start),
        (Bound::At(start), Bound::At(end)) => format!("from {} to {}", date(start), date(end)),
        (Bound::At(start), _) => format!("since {}", date(start)),
        (_, Bound::At(end)) => format!("until {}", date(end)),
        _ => time.to_string(),
    }
}

/// Returns when something is said of a value; nothing where the value is that time itself, which is not
/// told twice.
pub fn when_beside(value: Option<&str>, time: Interval) -> Option<String> {
    (value != Some(&*time.to_string())).then(|| when(time))
}

/// Returns words in quotation marks that they do not hold themselves, where there are such.
pub fn quoted(words: &str) -> String {
    let words = one_line(words);
    match words.contains('"') {
        false => format!("\"{words}\""),
        true => format!("“{words}”"),
    }
}

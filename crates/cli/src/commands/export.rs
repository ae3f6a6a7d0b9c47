//! `export`: articles, claims or decisions, one on each line.
//!
//! Articles as JSON lines are what `add` reads: they round-trip, text and ids. Claims and decisions
//! are for other programs; the ledger itself round-trips by `backup` and `import`.

use reportedly::ledger::{Ledger, Scope, Sqlite, StoredClaim};
use serde::Serialize;

use super::Outcome;
use super::decided::{self, DecidedJson};
use crate::Failure;
use crate::args::{Common, Export, What};
use crate::out::Out;
use crate::wire::ClaimJson;
use crate::words;

/// So many entries are looked at together.
const WINDOW: u64 = 1000;

/// An article in the shape that `add` reads.
#[derive(Serialize)]
struct RowJson<'a> {
    url: Option<&'a str>,
    outlet: Option<&'a str>,
    title: Option<&'a str>,
    published: String,
    authors: &'a [String],
    text: &'a str,
    id: &'a str,
    revision: &'a str,
    recorded: String,
}

/// A claim with the verdict on it.
#[derive(Serialize)]
struct JudgedJson<'a> {
    #[serde(flatten)]
    claim: ClaimJson<'a>,
    extractor: &'a str,
    entry: u64,
    recorded: String,
    verdict: Option<&'static str>,
    counts: bool,
}

/// Prints everything of one kind.
pub fn run(args: &Export, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let ledger = super::open(common)?;
    let count = match args.what {
        What::Articles => articles(args.csv, &ledger, out)?,
        What::Claims => claims(args.csv, &ledger, out)?,
        What::Decisions => decisions(args.csv, &ledger, out)?,
    };
    match count {
        0 => super::nothing("the ledger holds none"),
        _ => Ok(Outcome::Found),
    }
}

/// Writes a row of comma-separated values.
fn csv<'a>(out: &mut Out, row: impl IntoIterator<Item = &'a str>) -> Result<(), Failure> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let written = writer.write_record(row).map_err(std::io::Error::from);
    written?;
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(out.bytes(&bytes)?)
}

fn articles(as_csv: bool, ledger: &Sqlite, out: &mut Out) -> Result<u64, Failure> {
    let columns =
        ["url", "outlet", "title", "published", "authors", "text", "id", "revision", "recorded"];
    if as_csv {
        csv(out, columns)?;
    }
    let (mut count, mut after) = (0, 0);
    loop {
        // Nobody of this name has read anything: every text comes.
        let page = ledger.unread("", after, 256)?;
        let Some(last) = page.last() else { return Ok(count) };
        after = last.reference.number;
        for stored in &page {
            count += 1;
            let article = &stored.article;
            let (published, recorded) =
                (article.published.to_string(), stored.recorded.to_string());
            if as_csv {
                let told = |text: &'_ Option<String>| text.clone().unwrap_or_default();
                let (url, outlet, title) =
                    (told(&article.url), told(&article.outlet), told(&article.title));
                let authors = article.authors.join("; ");
                let row = [
                    &url,
                    &outlet,
                    &title,
                    &published,
                    &authors,
                    &article.text,
                    &stored.reference.id,
                    &stored.reference.revision,
                    &recorded,
                ];
                csv(out, row.map(String::as_str))?;
                continue;
            }
            out.json(&RowJson {
                url: article.url.as_deref(),
                outlet: article.outlet.as_deref(),
                title: article.title.as_deref(),
                published,
                authors: &article.authors,
                text: &article.text,
                id: &stored.reference.id,
                revision: &stored.reference.revision,
                recorded,
            })?;
        }
    }
}

fn claims(as_csv: bool, ledger: &Sqlite, out: &mut Out) -> Result<u64, Failure> {
    const COLUMNS: [&str; 27] = [
        "id",
        "article",
        "revision",
        "outlet",
        "title",
        "url",
        "published",
        "kind",
        "predicate",
        "subject",
        "subject_type",
        "object",
        "object_type",
        "value",
        "qualifiers",
        "valid",
        "said",
        "polarity",
        "certainty",
        "firmness",
        "chain",
        "exact",
        "rule",
        "extractor",
        "recorded",
        "verdict",
        "counts",
    ];
    if as_csv {
        csv(out, COLUMNS)?;
    }
    let decisions = ledger.decisions(Scope::ALL)?;
    let verdict = |stored: &StoredClaim| decisions.verdict(stored.number).map(|v| v.as_str());
    let write = |stored: &StoredClaim, out: &mut Out| -> Result<(), Failure> {
        let counts = decisions.counts(stored.number);
        if as_csv {
            let row = row(stored, verdict(stored), counts);
            return csv(out, row.iter().map(String::as_str));
        }
        Ok(out.json(&JudgedJson {
            claim: ClaimJson::stored(stored, None),
            extractor: &stored.extractor,
            entry: stored.entry,
            recorded: stored.recorded.to_string(),
            verdict: verdict(stored),
            counts,
        })?)
    };
    let total = ledger.extent(Scope::ALL)?.claims;
    let mut first = 1;
    while first <= total {
        let numbers: Vec<u64> = (first..first + WINDOW).collect();
        for stored in ledger.claims(&numbers)? {
            write(&stored, out)?;
        }
        first += WINDOW;
    }
    Ok(total)
}

/// Returns a claim as a row of comma-separated values.
fn row(stored: &StoredClaim, verdict: Option<&str>, counts: bool) -> Vec<String> {
    let claim = &stored.claim;
    let kind = |kind: Option<reportedly_nlp::EntityKind>| {
        kind.map_or(String::new(), |kind| kind.as_str().to_owned())
    };
    let qualifiers: Vec<String> =
        claim.qualifiers.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let object = claim.object.as_ref();
    vec![
        stored.id.clone(),
        stored.article.id.clone(),
        stored.article.revision.clone(),
        stored.article.outlet.clone().unwrap_or_default(),
        stored.article.title.clone().unwrap_or_default(),
        stored.article.url.clone().unwrap_or_default(),
        stored.article.published.to_string(),
        claim.kind.as_str().to_owned(),
        claim.predicate.clone(),
        claim.subject.name.clone(),
        kind(claim.subject.kind),
        object.map(|object| object.name.clone()).unwrap_or_default(),
        object.map(|object| kind(object.kind)).unwrap_or_default(),
        claim.value.clone().unwrap_or_default(),
        qualifiers.join("; "),
        claim.valid_time.map(|time| time.to_string()).unwrap_or_default(),
        claim.said.map(|time| time.to_string()).unwrap_or_default(),
        claim.polarity.as_str().to_owned(),
        claim.certainty.as_str().to_owned(),
        claim.firmness.as_str().to_owned(),
        words::chain(&claim.chain),
        claim.evidence.exact.clone(),
        claim.rule.clone(),
        stored.extractor.clone(),
        stored.recorded.to_string(),
        verdict.unwrap_or_default().to_owned(),
        counts.to_string(),
    ]
}

fn decisions(as_csv: bool, ledger: &Sqlite, out: &mut Out) -> Result<u64, Failure> {
    if as_csv {
        csv(out, ["entry", "what", "decided", "by", "because", "words"])?;
    }
    let decided = ledger.decided()?;
    for one in &decided {
        if as_csv {
            let (entry, day) = (one.entry.to_string(), one.decided.to_string());
            let words = decided::sentence(one, ledger)?;
            let told = |text: &Option<String>| text.clone().unwrap_or_default();
            let (by, because) = (told(&one.by), told(&one.because));
            csv(out, [&*entry, one.what(), &*day, &*by, &*because, &*words])?;
        } else {
            out.json(&DecidedJson::of(one, ledger)?)?;
        }
    }
    Ok(decided.len() as u64)
}

//! Claims and articles as JSON: the shapes that outside programs rely on.
//!
//! **Invariant:** a field is added, never renamed or taken away. Offsets are bytes of the UTF-8
//! text of the revision.

use std::collections::BTreeMap;

use reportedly::Article;
use reportedly::claim::{Argument, Claim, Link};
use reportedly::ledger::{ArticleRef, StoredClaim};
use reportedly_nlp::{Polarity, Record, Span};
use serde::Serialize;

/// A claim.
#[derive(Debug, Serialize)]
pub struct ClaimJson<'a> {
    id: String,
    article: ArticleJson<'a>,
    kind: &'static str,
    predicate: &'a str,
    subject: ArgumentJson<'a>,
    object: Option<ArgumentJson<'a>>,
    value: Option<&'a str>,
    qualifiers: &'a BTreeMap<String, String>,
    valid: Option<String>,
    said: Option<String>,
    polarity: &'static str,
    certainty: &'static str,
    speech_act: &'static str,
    firmness: &'static str,
    chain: Vec<LinkJson<'a>>,
    evidence: EvidenceJson<'a>,
    cues: Vec<CueJson<'a>>,
    origin: Option<String>,
    rule: &'a str,
    confidence: f64,
}

/// Where a claim was published.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleJson<'a> {
    id: String,
    revision: String,
    input: &'a str,
    url: Option<&'a str>,
    outlet: Option<&'a str>,
    title: Option<&'a str>,
    published: String,
}

#[derive(Debug, Serialize)]
struct ArgumentJson<'a> {
    id: String,
    name: &'a str,
    r#type: Option<&'static str>,
    /// Where the words lie that stand for it, in the text of the evidence; left out where a ledger
    /// answers, which does not keep them.
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
}

#[derive(Debug, Serialize)]
struct LinkJson<'a> {
    name: &'a str,
    r#type: &'static str,
    record: &'static str,
    several: bool,
    relation: Option<&'a str>,
    cue: Option<CueSpanJson<'a>>,
    factuality: String,
}

#[derive(Debug, Serialize)]
struct CueSpanJson<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct EvidenceJson<'a> {
    field: &'static str,
    start: usize,
    end: usize,
    exact: &'a str,
}

#[derive(Debug, Serialize)]
struct CueJson<'a> {
    role: &'static str,
    start: usize,
    end: usize,
    text: &'a str,
}

impl<'a> ArticleJson<'a> {
    /// Returns an article that was read just now.
    pub fn of(article: &'a Article) -> ArticleJson<'a> {
        ArticleJson {
            id: article.id(),
            revision: article.revision(),
            input: &article.input,
            url: article.url.as_deref(),
            outlet: article.outlet.as_deref(),
            title: article.title.as_deref(),
            published: article.published.to_string(),
        }
    }
}

impl<'a> ArticleJson<'a> {
    /// Returns an article that a ledger holds.
    pub fn at(article: &'a ArticleRef) -> ArticleJson<'a> {
        ArticleJson {
            id: article.id.clone(),
            revision: article.revision.clone(),
            input: &article.input,
            url: article.url.as_deref(),
            outlet: article.outlet.as_deref(),
            title: article.title.as_deref(),
            published: article.published.to_string(),
        }
    }
}

impl<'a> ClaimJson<'a> {
    /// Returns a claim that a ledger holds, with its origin where it was asked for.
    pub fn stored(stored: &'a StoredClaim, origin: Option<String>) -> ClaimJson<'a> {
        ClaimJson::of(stored.id.clone(), ArticleJson::at(&stored.article), &stored.claim, origin)
    }

    /// Returns a claim of an article, under its id and origin.
    pub fn of(
        id: String,
        article: ArticleJson<'a>,
        claim: &'a Claim,
        origin: Option<String>,
    ) -> ClaimJson<'a> {
        ClaimJson {
            id,
            article,
            kind: claim.kind.as_str(),
            predicate: &claim.predicate,
            subject: argument(&claim.subject, claim.mentions.subject),
            object: claim.object.as_ref().map(|object| argument(object, claim.mentions.object)),
            value: claim.value.as_deref(),
            qualifiers: &claim.qualifiers,
            valid: claim.valid_time.map(|time| time.to_string()),
            said: claim.said.map(|time| time.to_string()),
            // A question names what it asks about without a sign of its own.
            polarity: if claim.polarity == Polarity::Negative { "-" } else { "+" },
            certainty: claim.certainty.as_str(),
            speech_act: claim.act.as_str(),
            firmness: claim.firmness.as_str(),
            chain: claim.chain.iter().map(link).collect(),
            evidence: EvidenceJson {
                field: claim.evidence.field.as_str(),
                start: claim.evidence.span.start,
                end: claim.evidence.span.end,
                exact: &claim.evidence.exact,
            },
            cues: claim
                .cues
                .iter()
                .map(|cue| CueJson {
                    role: cue.role.as_str(),
                    start: cue.span.start,
                    end: cue.span.end,
                    text: &cue.text,
                })
                .collect(),
            origin,
            rule: &claim.rule,
            confidence: (f64::from(claim.confidence) * 1000.0).round() / 1000.0,
        }
    }
}

fn argument(argument: &Argument, mention: Option<Span>) -> ArgumentJson<'_> {
    ArgumentJson {
        id: argument.id(),
        name: &argument.name,
        r#type: argument.kind.map(|kind| kind.as_str()),
        start: mention.map(|span| span.start),
        end: mention.map(|span| span.end),
    }
}

fn link(link: &Link) -> LinkJson<'_> {
    LinkJson {
        name: &link.name,
        r#type: link.kind.as_str(),
        record: record(link.record),
        several: link.several,
        relation: link.relation.as_deref(),
        cue: link.cue.as_ref().map(|(span, text)| CueSpanJson {
            start: span.start,
            end: span.end,
            text,
        }),
        factuality: link.factuality.to_string(),
    }
}

/// Returns the word for how a source stands by its words.
pub fn record(record: Record) -> &'static str {
    match record {
        Record::Named => "named",
        Record::Anonymous => "anonymous",
        Record::Unattributed => "unattributed",
    }
}

/// An expression of time.
#[derive(Debug, Serialize)]
pub struct TimexJson<'a> {
    /// The article.
    pub doc: &'a str,
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Its kind in TIMEX3.
    pub r#type: &'static str,
    /// Its normal form in TIMEX3.
    pub value: &'a str,
}

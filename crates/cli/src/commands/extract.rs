//! `extract`: claims or expressions of time as JSON lines, without a ledger.

use std::io;

use reportedly::ledger::claim_id;
use reportedly::{Article, Claim, Error};
use reportedly_nlp::{Context, Segment, SegmentKind, Timex, annotate};

use super::incoming::{Incoming, incoming};
use super::{Outcome, inputs};
use crate::Failure;
use crate::args::{Extract, Mode};
use crate::out::Out;
use crate::progress::Progress;
use crate::reader::Reader;
use crate::wire::{ArticleJson, ClaimJson, TimexJson};
use crate::workers::in_order;

/// What was found in one article.
enum Found {
    Claims(Article, Vec<Claim>),
    Times(Article, Vec<Timex>),
}

/// Prints what the articles hold.
pub fn run(args: &Extract, out: &mut Out) -> Result<Outcome, Failure> {
    let reader = Reader::new(&args.beats.files)?.and_unsure(args.beats.unsure);
    let mode = match args.mode {
        Mode::News => reportedly_nlp::Mode::News,
        Mode::Narrative => reportedly_nlp::Mode::Narrative,
    };
    let work = |incoming: Incoming| {
        let article = incoming.what?;
        let Some(article) = article.map(|article| *article) else { return Ok(None) };
        Ok(Some(if args.timex {
            let times = times(&article, mode);
            Found::Times(article, times)
        } else {
            let claims = reader.claims(&article);
            Found::Claims(article, claims)
        }))
    };
    let mut progress = Progress::new();
    let (mut articles, mut found, mut failed) = (0, 0, 0);
    let mut skipped = inputs::Skipped::default();
    let incoming = incoming(&args.inputs, None);
    in_order(incoming, work, |done: Option<Result<Option<Found>, Error>>| {
        match done {
            None => {
                failed += 1;
                inputs::tell_panic(&mut progress);
            }
            Some(Err(error)) => {
                if let Some(error) = skipped.count(error) {
                    failed += 1;
                    inputs::tell_failure(&error, &mut progress);
                }
            }
            Some(Ok(None)) => {}
            Some(Ok(Some(of_article))) => {
                articles += 1;
                found += write(&of_article, out)?;
            }
        }
        progress.tell(|_| format!("{articles} articles, {found} found"));
        Ok::<(), io::Error>(())
    })?;
    progress.clear();
    Ok(match (failed, found) {
        (0, 0) => Outcome::Nothing,
        (0, _) => Outcome::Found,
        _ if articles == 0 => return Err(Failure::Told),
        _ => Outcome::SomeFailed,
    })
}

/// Returns the expressions of time of an article; notices and bylines are text here as any other.
fn times(article: &Article, mode: reportedly_nlp::Mode) -> Vec<Timex> {
    let context = Context { document_creation_time: article.published, mode };
    let body = |segment: &Segment| Segment { span: segment.span, kind: SegmentKind::Body };
    let segments: Vec<Segment> = article.segments.iter().map(body).collect();
    annotate(&article.text, &segments, &context).timexes
}

/// Writes what was found in an article, and returns how much.
fn write(found: &Found, out: &mut Out) -> io::Result<usize> {
    match found {
        Found::Claims(article, claims) => {
            let place = ArticleJson::of(article);
            let revision = article.revision();
            for (ordinal, claim) in claims.iter().enumerate() {
                let id = claim_id(&revision, ordinal as u64);
                out.json(&ClaimJson::of(id, place.clone(), claim, None))?;
            }
            Ok(claims.len())
        }
        Found::Times(article, times) => {
            for time in times {
                out.json(&TimexJson {
                    doc: &article.input,
                    start: time.span.start,
                    end: time.span.end,
                    r#type: time.kind.as_str(),
                    value: &time.value,
                })?;
            }
            Ok(times.len())
        }
    }
}

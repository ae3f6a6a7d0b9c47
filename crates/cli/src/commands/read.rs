//! `read`: an article with its evidence marked, and for each claim on whose word it is told.

use std::collections::BTreeMap;

use jiff::civil::Date;
use reportedly::article::Place;
use reportedly::belief::Reading;
use reportedly::claim::{ClaimKind, Field, Firmness};
use reportedly::ledger::{Ledger, Scope, Sqlite, StoredArticle, StoredClaim};
use reportedly::query::{self, Reviewed};
use reportedly::{Article, Error};
use reportedly_nlp::SegmentKind;
use serde::Serialize;

use super::Outcome;
use super::review::{self, ReviewedJson};
use crate::Failure;
use crate::args::{Common, Read};
use crate::out::{Form, Out};
use crate::style::{self, BOLD, DIM};
use crate::table::wrap;
use crate::wire::{ArticleJson, ClaimJson};
use crate::words;

/// An article with its claims, as JSON.
#[derive(Serialize)]
pub struct ReadJson<'a> {
    article: ArticleJson<'a>,
    revision_number: u64,
    recorded: String,
    /// Which place of the input told what.
    told: BTreeMap<&'static str, &'static str>,
    /// The day on which it says that it was last changed.
    modified: Option<String>,
    taken_from: Option<&'a str>,
    text: &'a str,
    claims: Vec<ClaimJson<'a>>,
    /// What people said of claims of this text, where they did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    judged: Vec<ReviewedJson<'a>>,
}

/// Shows the article that the command line names.
pub fn run(args: &Read, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let ledger = super::open(common)?;
    show(&args.article, args.open, &ledger, out)
}

/// Shows the article of an id, an address or a file, with its open claims where they are wanted.
pub fn show(what: &str, open: bool, ledger: &Sqlite, out: &mut Out) -> Result<Outcome, Failure> {
    let revisions = ledger.article(what)?;
    let Some(last) = revisions.last() else {
        return super::nothing(&format!("no article '{what}' is in the ledger"));
    };
    // An id of one revision shows that one, everything else the last one.
    let shown =
        revisions.iter().find(|revision| revision.reference.revision == what).unwrap_or(last);
    let mut claims = ledger.claims_of(shown.reference.number, Scope::ALL)?;
    claims.retain(|stored| open || stored.claim.kind != ClaimKind::Open);
    if out.is_json() {
        let judged = judged(shown, Reading::NOW, ledger)?;
        out.json(&json(shown, &claims, review::json(&judged, ledger)?))?;
        return Ok(Outcome::Found);
    }
    head(shown, revisions.len(), out)?;
    text(shown, &claims, out)?;
    list(&claims, out)?;
    Ok(Outcome::Found)
}

/// Returns a revision of an article with its claims as JSON.
pub fn json<'a>(
    shown: &'a StoredArticle,
    claims: &'a [StoredClaim],
    judged: Vec<ReviewedJson<'a>>,
) -> ReadJson<'a> {
    ReadJson {
        article: ArticleJson::at(&shown.reference),
        revision_number: shown.number,
        recorded: shown.recorded.to_string(),
        told: shown.article.told.all().map(|(what, place)| (what, place.as_str())).collect(),
        modified: shown.article.modified.map(|day| day.to_string()),
        taken_from: shown.article.taken_from.as_deref(),
        text: &shown.article.text,
        claims: claims.iter().map(|claim| ClaimJson::stored(claim, None)).collect(),
        judged,
    }
}

/// Returns the claims of a revision that people judged: what was rejected is beside its text no
/// more.
pub fn judged(
    shown: &StoredArticle,
    reading: Reading,
    ledger: &Sqlite,
) -> Result<Vec<Reviewed>, Error> {
    let mut judged = query::reviewed(ledger, None, reading)?;
    judged.retain(|one| one.claim.article.revision == shown.reference.revision);
    Ok(judged)
}

/// Returns the day on which an article says that it was changed, where that is a later one.
pub fn changed(article: &Article) -> Option<Date> {
    article.modified.filter(|day| *day > article.published)
}

/// Says what the article is.
fn head(shown: &StoredArticle, revisions: usize, out: &mut Out) -> Result<(), Failure> {
    let place = &shown.reference;
    if let Some(title) = &place.title {
        out.line(out.styled(BOLD, title))?;
    }
    let mut told = vec![words::outlet(place), place.published.to_string()];
    if let Some(day) = changed(&shown.article) {
        told.push(format!("changed {day}, it says"));
    }
    if revisions > 1 {
        told.push(format!("revision {} of {revisions}", shown.number));
    }
    told.push(place.revision.clone());
    let line = out.styled(DIM, told.join(" · "));
    out.line(line)?;
    if let Some(source) = &shown.article.taken_from {
        out.line(out.styled(DIM, format!("taken from {source}, says the feed")))?;
    }
    // Heads and rows tell everything in one place that the reader can see.
    let apart = |place| !matches!(place, Place::Head | Place::Row);
    if shown.article.told.all().any(|(_, place)| apart(place)) {
        let told: Vec<String> = shown
            .article
            .told
            .all()
            .map(|(what, place)| format!("{what}: {}", place.as_str()))
            .collect();
        out.line(out.styled(DIM, format!("told by · {}", told.join(" · "))))?;
    }
    out.line("")?;
    Ok(())
}

/// Writes the text with a number behind the words of each claim.
fn text(shown: &StoredArticle, claims: &[StoredClaim], out: &mut Out) -> Result<(), Failure> {
    let article = &shown.article;
    let width = match out.form() {
        Form::Terminal(width) => width.min(100),
        _ => usize::MAX,
    };
    for segment in &article.segments {
        let marked = marked(&article.text, segment.span.start, segment.span.end, claims);
        let lead = match segment.kind {
            SegmentKind::Body => "",
            SegmentKind::Title | SegmentKind::Heading => "## ",
            SegmentKind::Caption => "[picture] ",
            SegmentKind::Credit => "[credit] ",
            SegmentKind::Byline => "[byline] ",
            SegmentKind::Related => "[link] ",
            SegmentKind::Boilerplate => "[notice] ",
        };
        let quiet =
            !matches!(segment.kind, SegmentKind::Body | SegmentKind::Title | SegmentKind::Heading);
        for line in wrap(&format!("{lead}{marked}"), width) {
            let line = match quiet {
                true => out.styled(DIM, &line),
                false => styled_marks(&line, claims, out),
            };
            out.line(line)?;
        }
        out.line("")?;
    }
    Ok(())
}

/// Returns `text[start..end]` with marks: `⟦the words⟧2` are the evidence of claim 2.
///
/// Evidence that overlaps is marked by where each of it begins and ends.
fn marked(text: &str, start: usize, end: usize, claims: &[StoredClaim]) -> String {
    // At each byte, what ends there comes before what begins there.
    let mut marks: BTreeMap<usize, (Vec<usize>, usize)> = BTreeMap::new();
    for (index, stored) in claims.iter().enumerate() {
        let evidence = &stored.claim.evidence;
        let inside = evidence.field == Field::Text
            && start <= evidence.span.start
            && evidence.span.start < end;
        if inside {
            marks.entry(evidence.span.start).or_default().1 += 1;
            marks.entry(evidence.span.end.min(end)).or_default().0.push(index + 1);
        }
    }
    let mut drawn = String::new();
    let mut at = start;
    for (place, (ends, begins)) in marks {
        drawn.push_str(&text[at..place]);
        at = place;
        for number in ends {
            drawn.push_str(&format!("⟧{number}"));
        }
        drawn.push_str(&"⟦".repeat(begins));
    }
    drawn.push_str(&text[at..end]);
    drawn
}

/// Colours the numbers behind the marks by the firmness of their claims.
fn styled_marks(line: &str, claims: &[StoredClaim], out: &Out) -> String {
    let mut drawn = String::new();
    let mut pieces = line.split('⟧');
    drawn.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
        let claim = piece[..digits].parse().ok().and_then(|n: usize| claims.get(n.wrapping_sub(1)));
        let style = claim.map_or(DIM, |stored| style::firmness(stored.claim.firmness));
        drawn.push_str(&out.styled(style, format!("⟧{}", &piece[..digits])));
        drawn.push_str(&piece[digits..]);
    }
    drawn
}

/// Lists the claims: on whose word, how firmly, in which words.
fn list(claims: &[StoredClaim], out: &mut Out) -> Result<(), Failure> {
    for (index, stored) in claims.iter().enumerate() {
        let claim = &stored.claim;
        let firm = match out.form() {
            Form::Terminal(_) => {
                let words = format!("{} {}", style::sign(claim.firmness), claim.firmness.as_str());
                out.styled(style::firmness(claim.firmness), words)
            }
            _ => claim.firmness.as_str().to_owned(),
        };
        out.line(format!("{:>3}  {firm}  {}", index + 1, words::proposition(claim)))?;
        out.line(format!("     {}: {}", voice(stored), words::quoted(&claim.evidence.exact)))?;
        let mut told = Vec::new();
        told.extend(claim.valid_time.map(words::when));
        told.extend(claim.qualifiers.iter().map(|(name, value)| format!("{name}: {value}")));
        told.push(stored.id.clone());
        let line = out.styled(DIM, format!("     {}", told.join(" · ")));
        out.line(line)?;
    }
    Ok(())
}

/// Returns on whose word a claim is told: `USA Today <- People <- "a source close" (anonymous)`,
/// with what the last of them does.
fn voice(stored: &StoredClaim) -> String {
    let claim = &stored.claim;
    let mut told = words::outlet(&stored.article);
    if !claim.chain.is_empty() {
        told.push_str(" <- ");
        told.push_str(&words::chain(&claim.chain));
    }
    match claim.firmness {
        Firmness::Denied => format!("{told} (denied)"),
        _ => told,
    }
}

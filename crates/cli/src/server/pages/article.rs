//! An article with its evidence marked, and for each claim on whose word it is told.

use askama::Template;
use reportedly::claim::{Claim, ClaimKind, Field, Link};
use reportedly::ledger::{Ledger, StoredArticle, StoredClaim};
use reportedly_nlp::{Certainty, Polarity, SegmentKind, Span};

use super::{Answer, Desk};
use crate::commands::{read, review};
use crate::server::asked::Asked;
use crate::server::frame::Frame;
use crate::server::judged::{self, Judged};
use crate::server::marks::{self, Marked, Piece};
use crate::server::problem::{Candidate, Problem};
use crate::server::told::{Firm, Quote};
use crate::words;

#[derive(Template)]
#[template(path = "article.html")]
struct Page {
    frame: Frame,
    title: Vec<Piece>,
    /// Whether that is a title; else it is where the article was published.
    has_title: bool,
    place: String,
    authors: String,
    recorded: String,
    input: String,
    /// When it says that it was changed.
    changed: Option<String>,
    /// From whom the outlet took it, says the feed.
    taken_from: Option<String>,
    /// Which place of the input told what.
    told: Vec<String>,
    /// The address at which it was published, where that is one of the web.
    original: Option<String>,
    revision: String,
    /// The revisions: number, address, whether it is shown.
    revisions: Vec<(u64, String, bool)>,
    history: String,
    parts: Vec<Part>,
    claims: Vec<Listed>,
    /// What people said of claims, those among it that count no more.
    judged: Vec<Judged>,
    /// The page with the other claims, and whether these are shown.
    open: String,
    shows_open: bool,
}

/// A part of the text.
struct Part {
    /// What it is: `body`, `caption` ...
    kind: &'static str,
    /// What is said of it where it is no part of the story.
    label: &'static str,
    pieces: Vec<Piece>,
}

/// A claim beside the text.
struct Listed {
    number: usize,
    quote: Quote,
    kind: &'static str,
    proposition: String,
    subject: String,
    outlet: String,
    chain: Vec<Linked>,
    details: Vec<String>,
    citation: String,
    /// Whether its words are marked in the text.
    is_marked: bool,
    /// What a person said of it.
    decided: Option<String>,
}

/// A source in a chain.
struct Linked {
    words: String,
    relation: String,
    stands: &'static str,
}

/// Shows an article.
pub fn page(desk: &Desk, asked: &Asked) -> Result<Answer, Problem> {
    let id = asked.names.first().map(String::as_str).unwrap_or_default();
    let (revisions, at) = find(desk, asked, id)?;
    let shown = &revisions[at];
    let wants_open = asked.get("open").is_some();
    let mut claims = desk.ledger.claims_of(shown.reference.number, desk.reading.scope())?;
    claims.retain(|stored| wants_open || stored.claim.kind != ClaimKind::Open);
    let judged = read::judged(shown, desk.reading, desk.ledger)?;
    if asked.json {
        return Answer::json(&read::json(shown, &claims, review::json(&judged, desk.ledger)?));
    }
    let article = &shown.article;
    let evidence = |field: Field| -> Vec<Marked> {
        let of = |(at, stored): (usize, &StoredClaim)| {
            (stored.claim.evidence.field == field).then(|| Marked {
                number: at + 1,
                id: stored.id.clone(),
                firm: Firm::of(stored.claim.firmness),
                span: stored.claim.evidence.span,
            })
        };
        claims.iter().enumerate().filter_map(of).collect()
    };
    let (in_text, in_title) = (evidence(Field::Text), evidence(Field::Title));
    let mut parts: Vec<Part> = article
        .segments
        .iter()
        .map(|segment| Part {
            kind: kind(segment.kind),
            label: label(segment.kind),
            pieces: marks::pieces(&article.text, segment.span, &in_text),
        })
        .collect();
    let titled = article.segments.first().is_some_and(|one| one.kind == SegmentKind::Title);
    let has_title = titled || shown.reference.title.is_some();
    let title = match &shown.reference.title {
        Some(title) => marks::pieces(title, Span::new(0, title.len()), &in_title),
        // Where the text itself begins with its title, that is the heading.
        None if titled => parts.remove(0).pieces,
        None => {
            let place = words::place(&shown.reference);
            marks::pieces(&place, Span::new(0, place.len()), &[])
        }
    };
    let marked = |claim: &StoredClaim| {
        let span = claim.claim.evidence.span;
        let inside = |part: &reportedly_nlp::Segment| {
            part.span.start < span.end && span.start < part.span.end
        };
        claim.claim.evidence.field == Field::Title || article.segments.iter().any(inside)
    };
    let here = format!("/a/{}", shown.reference.id);
    let name = shown.reference.title.clone().unwrap_or_else(|| words::place(&shown.reference));
    let exact = format!("/a/{}", shown.reference.revision);
    let open = if wants_open { asked.to(&exact) } else { asked.to_with(&exact, &[("open", "1")]) };
    Answer::html(&Page {
        frame: desk.frame(name, asked),
        title,
        has_title,
        place: words::place(&shown.reference),
        authors: article.authors.join(", "),
        recorded: format!("{} (entry {})", shown.recorded, shown.entry),
        input: shown.reference.input.clone(),
        changed: read::changed(article).map(|day| day.to_string()),
        taken_from: article.taken_from.clone(),
        told: article
            .told
            .all()
            .map(|(what, place)| format!("{what}: {}", place.as_str()))
            .collect(),
        original: shown.reference.url.clone().filter(|url| is_web(url)),
        revision: shown.reference.revision.clone(),
        revisions: revisions
            .iter()
            .enumerate()
            .map(|(place, one)| {
                (one.number, asked.to(&format!("/a/{}", one.reference.revision)), place == at)
            })
            .collect(),
        history: asked.to(&format!("{here}/revisions")),
        parts,
        claims: claims
            .iter()
            .enumerate()
            .map(|(at, stored)| Listed {
                decided: judged::verdict(&judged, &stored.id),
                ..listed(at + 1, stored, marked(stored), asked)
            })
            .collect(),
        judged: Judged::all(&judged, asked),
        open,
        shows_open: wants_open,
    })
}

/// Finds the article of an id: its revisions in scope, and which of them is meant.
pub fn find(desk: &Desk, asked: &Asked, id: &str) -> Result<(Vec<StoredArticle>, usize), Problem> {
    let mut revisions = desk.ledger.article(id)?;
    if revisions.is_empty() {
        return Err(Problem::not_found(format!("no article '{id}' is in the ledger"))
            .with_hint("search for its words")
            .with_candidates(near(desk, asked, id)));
    }
    let scope = desk.reading.scope();
    let known = |one: &StoredArticle| {
        one.entry <= desk.entry()
            && scope.published_by.is_none_or(|day| one.reference.published <= day)
    };
    let all = revisions.clone();
    revisions.retain(known);
    let Some(last) = revisions.len().checked_sub(1) else {
        let first = &all[0];
        let told = format!(
            "the article was published on {} and recorded as entry {}, after what is asked about",
            first.reference.published, first.entry
        );
        let now = asked.seen_from(&crate::args::Reading::default(), false);
        return Err(Problem::not_found(told).with_hint(format!("look from now: {now}")));
    };
    // An id of one revision means that one, everything else the last one; or a number.
    let number: Option<u64> = asked.number("rev")?;
    let meant = match number {
        Some(number) => revisions.iter().position(|one| one.number == number),
        None if id.starts_with("r_") => {
            revisions.iter().position(|one| one.reference.revision == id)
        }
        None => Some(last),
    };
    match meant {
        Some(at) => Ok((revisions, at)),
        None => Err(Problem::not_found(format!("that revision of '{id}' is not known by then"))),
    }
}

/// Returns the articles whose ids are nearest to one that is not there.
pub fn near(desk: &Desk, asked: &Asked, id: &str) -> Vec<Candidate> {
    // Who is near is a help, and no part of the answer: without it the answer is the same.
    let ids = desk.ledger.ids_near(id, NEAR).unwrap_or_default();
    let article = |id: &String| {
        let last = desk.ledger.article(id).ok()?.pop()?;
        let place = words::place(&last.reference);
        Some(Candidate {
            id: id.clone(),
            name: last.reference.title.map_or(place.clone(), |title| format!("{title} ({place})")),
            kind: Some("article"),
            claims: None,
            href: asked.to(&format!("/a/{id}")),
        })
    };
    ids.iter().filter_map(article).collect()
}

/// So many are told.
const NEAR: usize = 4;

/// Whether an address may be followed: anything but a page of the web might be a script.
fn is_web(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
}

/// Returns the name of how a part looks.
fn kind(kind: SegmentKind) -> &'static str {
    match kind {
        SegmentKind::Body => "body",
        SegmentKind::Title | SegmentKind::Heading => "heading",
        _ => "beside",
    }
}

fn label(kind: SegmentKind) -> &'static str {
    match kind {
        SegmentKind::Body | SegmentKind::Title | SegmentKind::Heading => "",
        SegmentKind::Caption => "picture",
        SegmentKind::Credit => "credit",
        SegmentKind::Byline => "byline",
        SegmentKind::Related => "link",
        SegmentKind::Boilerplate => "notice",
    }
}

fn listed(number: usize, stored: &StoredClaim, is_marked: bool, asked: &Asked) -> Listed {
    let claim = &stored.claim;
    let mut details: Vec<String> = claim.valid_time.map(words::when).into_iter().collect();
    details.extend(words::qualifiers(claim));
    details.extend(claim.cues.iter().map(|cue| format!("{}: “{}”", cue.role.as_str(), cue.text)));
    Listed {
        number,
        quote: Quote::of(stored, asked),
        kind: claim.kind.as_str(),
        proposition: words::proposition(claim),
        subject: asked.to(&format!("/e/{}", claim.subject.id())),
        outlet: words::outlet(&stored.article),
        chain: chain(claim),
        details,
        citation: words::citation(stored),
        is_marked,
        decided: None,
    }
}

/// Returns the chain of a claim; what the innermost source says is what the claim says.
fn chain(claim: &Claim) -> Vec<Linked> {
    let last = claim.chain.len().saturating_sub(1);
    let linked = |(at, link): (usize, &Link)| {
        let (certainty, polarity) = match at == last {
            true => (claim.certainty, claim.polarity),
            false => (link.factuality.certainty, link.factuality.polarity),
        };
        Linked {
            words: words::chain(std::slice::from_ref(link)),
            relation: link.relation.clone().unwrap_or_default(),
            stands: stands(certainty, polarity),
        }
    };
    claim.chain.iter().enumerate().map(linked).collect()
}

/// Returns how a source stands to what it tells, where that is not plainly that it is so.
fn stands(certainty: Certainty, polarity: Polarity) -> &'static str {
    match (certainty, polarity) {
        (Certainty::U, _) | (Certainty::Ct, Polarity::Positive | Polarity::Unknown) => "",
        (Certainty::Ct, Polarity::Negative) => "says that it is not so",
        (_, Polarity::Negative) => "holds it for unlikely",
        (Certainty::Pr, _) => "holds it for likely",
        (Certainty::Ps, _) => "holds it for possible",
    }
}

//! Takes claims from an article: typed claims by the examples of the beats, and statements.
//!
//! ```
//! use reportedly::{Article, beat::Beats, claims::claims};
//!
//! let text = "Anna Porter is reportedly dating Mark Weston.";
//! let mut article = Article::new("a.txt", "2024-05-01".parse().unwrap(), text);
//! article.segments = reportedly::read::segment::segments(text, 0, None);
//! for claim in claims(&article, Beats::built_in()) {
//!     assert_eq!(claim.evidence.span.of(text), claim.evidence.exact);
//! }
//! ```
//!
//! **Invariant:** evidence and cues are, byte for byte, what the article says at their spans; the
//! same article and beats always give the same claims, in text order.

mod age;
mod beside;
mod bio;
mod character;
mod confidence;
mod credits;
mod demonym;
mod describe;
mod draft;
mod explain;
mod family;
mod graph;
mod happened;
mod headed;
mod lists;
mod matching;
mod nameless;
mod nobody;
mod omitted;
mod once;
mod open;
mod owner;
mod partner;
mod pattern;
mod place;
mod post;
mod presence;
mod proposition;
mod relation;
mod resolve;
mod rows;
mod schedule;
mod series;
mod source;
mod stance;
mod statement;
mod survivors;
mod topic;
mod typed;
mod valid;
mod value;
mod view;
mod whose;
mod works;

use std::collections::HashSet;

use reportedly_nlp::{Context, Document, EntityKind, Mode, Segment, SegmentKind, Span, annotate};

use crate::article::Article;
use crate::beat::{Beats, ValueKind};
use crate::claim::{Argument, Claim, ClaimKind, Field, fold};
pub use explain::{Attempt, explain};
use once::{once, proposition};
pub(crate) use pattern::Patterns;
pub use proposition::{Proposition, propositions};
pub use relation::{Relation, relations};
use view::View;

/// How sure it must be that a claim was made to show it unasked: of those below, most are misread.
pub const SURE_ENOUGH: f32 = 0.5;

/// Returns the claims of an article, in text order, and behind them its open claims; those of a
/// title told beside the text follow, where the text does not carry the same.
pub fn claims(article: &Article, beats: &Beats) -> Vec<Claim> {
    let context = Context { document_creation_time: article.published, mode: Mode::News };
    let document = annotate(&article.text, &article.segments, &context);
    let title = article.title.as_deref().unwrap_or_default();
    let mut all = of_document(&document, title, &context, beats, Field::Text);
    if !title.is_empty() {
        let segment = Segment { span: Span::new(0, title.len()), kind: SegmentKind::Title };
        let people = families(&document);
        let document = annotate(title, &[segment], &context);
        let told: HashSet<String> = all.iter().map(|claim| proposition(claim, beats)).collect();
        let of_title = of_document(&document, title, &context, beats, Field::Title);
        // "Quill film delayed": the text says who that is.
        let mistaken = |party: &Argument| {
            party.kind == Some(EntityKind::Work) && people.contains(&fold(&party.name))
        };
        let new = |claim: &Claim| {
            !mistaken(&claim.subject)
                && !claim.object.as_ref().is_some_and(mistaken)
                && !told.contains(&proposition(claim, beats))
                && !all.iter().any(|other| once::says_less(claim, other, beats))
        };
        let of_title: Vec<Claim> = of_title.into_iter().filter(new).collect();
        all.extend(of_title);
    }
    let own = article.outlet.as_deref();
    let other = article.taken_from.as_deref();
    let other = other.filter(|other| !own.is_some_and(|own| source::is_same(own, other)));
    for claim in &mut all {
        if let Some(outlet) = own {
            source::leave_out(&mut claim.chain, outlet);
        }
        if let Some(outlet) = other {
            source::put_above(claim, outlet);
        }
    }
    all
}

/// Returns the family names of the people of a text, as they are compared.
fn families(document: &Document) -> HashSet<String> {
    let people = document.entities.iter().filter(|e| e.kind == Some(EntityKind::Person));
    people.filter_map(|e| Some(fold(e.name.rsplit_once(' ')?.1))).collect()
}

/// Returns the claims of an annotated text.
fn of_document(
    document: &Document,
    title: &str,
    context: &Context,
    beats: &Beats,
    field: Field,
) -> Vec<Claim> {
    let view = View::new(document, title);
    let mut claims = found(&view, context, beats, field);
    partner::complete(&mut claims, beats);
    character::leave_out(&view, &mut claims, beats);
    barred(&mut claims, beats);
    nameless::doubt(&mut claims, beats);
    happened::complete(&view, &mut claims, beats, field);
    // Getting and losing a post is often told without saying where.
    for (beat, post) in beats.predicates() {
        if matches!(post.value, Some(ValueKind::Role(_))) {
            let moves = beat.predicates.iter().filter(|p| p.object_optional && p.name != post.name);
            let moves: Vec<&str> = moves.map(|p| p.name.as_str()).collect();
            omitted::complete(&mut claims, &post.name, &moves);
        }
    }
    claims.extend(statement::statements(&view, field));
    claims.sort_by(|a, b| {
        let key = |c: &Claim| (c.evidence.span.start, c.kind, c.predicate.clone());
        key(a).cmp(&key(b)).then(b.confidence.total_cmp(&a.confidence))
    });
    let mut claims = once(claims, beats);
    claims.extend(open::claims(&view, field, &claims));
    claims
}

/// Leaves out what other claims about the same pair show to be misread.
fn barred(claims: &mut Vec<Claim>, beats: &Beats) {
    let pair = |claim: &Claim| {
        let object = claim.object.as_ref().filter(|_| claim.kind == ClaimKind::Typed)?;
        let mut names = [claim.subject.name.clone(), object.name.clone()];
        names.sort();
        Some(names)
    };
    let told: HashSet<([String; 2], String)> =
        claims.iter().filter_map(|c| Some((pair(c)?, c.predicate.clone()))).collect();
    claims.retain(|claim| {
        let Some((names, predicate)) = pair(claim).zip(beats.predicate(&claim.predicate)) else {
            return true;
        };
        !predicate.barred_by.iter().any(|other| told.contains(&(names.clone(), other.clone())))
    });
}

/// Returns what the patterns and the words beside names say, as it is found.
fn found(view: &View<'_>, context: &Context, beats: &Beats, field: Field) -> Vec<Claim> {
    let patterns = beats.patterns();
    let mut found = matching::matches(view, beats, patterns);
    typed::dated(view, beats, patterns, &mut found);
    let typed = found.iter().flat_map(|f| typed::typed(view, context, beats, patterns, f, field));
    let mut claims: Vec<Claim> = typed.collect();
    claims.extend(beside::ages(view, context, beats, field));
    claims.extend(beside::posts(view, context, beats, field));
    claims.extend(beside::places(view, beats, field));
    claims.extend(beside::lives(view, beats, field));
    claims.extend(presence::claims(view, context.document_creation_time, beats, field));
    let listed = lists::claims(view, context.document_creation_time, beats, field);
    family::settle(&mut claims, &listed);
    claims.extend(listed);
    let credits = credits::claims(view, beats, field, &claims);
    claims.extend(credits);
    claims
}

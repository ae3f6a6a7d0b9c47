//! Claims that words beside a name make, without a pattern: ages, posts, places.

use std::collections::BTreeMap;

use reportedly_nlp::{Context, EntityKind, Interval, PartialDate};

use super::confidence::{How, Signs};
use super::draft::{Draft, argument, claim, mentions};
use super::place::Where;
use super::view::View;
use super::{age, bio, place, post};
use crate::beat::{Beats, ValueKind};
use crate::claim::{Argument, Claim, Field, Mentions};

/// Returns the claims of ages.
pub(super) fn ages(view: &View<'_>, context: &Context, beats: &Beats, field: Field) -> Vec<Claim> {
    let Some((beat, predicate)) = beats.predicates().find(|(_, p)| p.name == "age") else {
        return Vec::new();
    };
    let today = PartialDate::day(context.document_creation_time);
    let claims = age::ages(view).into_iter().filter_map(|age| {
        let draft = Draft {
            predicate,
            rule: format!("{}/age", beat.name),
            key: age.token,
            subject: argument(view, age.subject.party),
            object: None,
            value: Some(age.years.to_string()),
            valid_time: Some(age.time.unwrap_or(Interval::at(today))),
            time: None,
            span: age.span,
            mentions: mentions(&age.subject, None),
            qualifiers: BTreeMap::new(),
            certainty: None,
            describing: true,
            signs: Signs::plain(How::Beside),
        };
        claim(view, draft, field)
    });
    claims.collect()
}

/// Returns the claims of posts that stand beside a name.
pub(super) fn posts(view: &View<'_>, context: &Context, beats: &Beats, field: Field) -> Vec<Claim> {
    let published = PartialDate::day(context.document_creation_time);
    let mut all = Vec::new();
    for (beat, predicate) in beats.predicates() {
        let Some(ValueKind::Role(roles)) = &predicate.value else { continue };
        let kinds = predicate.object.as_deref().unwrap_or_default();
        for post in post::posts(view, roles, kinds) {
            let draft = Draft {
                predicate,
                rule: format!("{}/{}:beside", beat.name, predicate.name),
                key: post.head,
                subject: argument(view, post.subject.party),
                object: post.object.map(|object| argument(view, object.party)),
                value: post.value.as_ref().map(|value| value.text.clone()),
                valid_time: post.past.then(|| Interval::until(published)),
                time: None,
                span: post::span(view, &post),
                mentions: mentions(&post.subject, post.object.as_ref()),
                qualifiers: BTreeMap::new(),
                certainty: None,
                describing: post::describing(view, post.head),
                signs: post.signs,
            };
            all.extend(claim(view, draft, field));
        }
    }
    all
}

/// Returns the claims of where something is that stand beside its name.
pub(super) fn places(view: &View<'_>, beats: &Beats, field: Field) -> Vec<Claim> {
    let Some((beat, predicate)) = beats.predicates().find(|(_, p)| p.name == "located_in") else {
        return Vec::new();
    };
    let text = &view.document.text;
    let claims = place::places(view).into_iter().filter_map(|place| {
        // An address is a place of its own where no city is told.
        let (object, value, span) = match &place.place {
            Where::Named(object) => (argument(view, object.party), None, object.span),
            Where::Address { words, city } => {
                let address = words.of(text).to_owned();
                let nameless = || Argument { name: address.clone(), kind: Some(EntityKind::Place) };
                let object = city.map_or_else(nameless, |city| argument(view, city.party));
                (object, Some(address), *words)
            }
        };
        let draft = Draft {
            predicate,
            rule: format!("{}/{}:beside", beat.name, predicate.name),
            key: place.head,
            subject: argument(view, place.subject.party),
            object: Some(object),
            value,
            valid_time: None,
            time: None,
            span: place.subject.span.cover(span),
            mentions: Mentions { object: Some(span), ..mentions(&place.subject, None) },
            qualifiers: BTreeMap::new(),
            certainty: None,
            describing: true,
            signs: Signs::plain(How::Near),
        };
        claim(view, draft, field)
    });
    claims.collect()
}

/// Returns the claims of births and deaths in parentheses.
pub(super) fn lives(view: &View<'_>, beats: &Beats, field: Field) -> Vec<Claim> {
    let mut all = Vec::new();
    for life in bio::lives(view) {
        let name = if life.death { "died" } else { "born" };
        let Some((beat, predicate)) = beats.predicates().find(|(_, p)| p.name == name) else {
            continue;
        };
        let place = life.place.map(|place| view.parties.list[place.party].name.clone());
        let time = life.time.map(|time| time.to_string());
        let mut qualifiers = BTreeMap::new();
        if let Some(place) = &place {
            qualifiers.insert("place".to_owned(), place.clone());
        }
        let draft = Draft {
            predicate,
            rule: format!("{}/{name}:beside", beat.name),
            key: life.head,
            subject: argument(view, life.subject.party),
            object: None,
            value: if life.death { time } else { place.or(time) },
            valid_time: life.time,
            time: life.time_span,
            span: life.span,
            mentions: Mentions {
                value: life.place.map(|place| place.span),
                ..mentions(&life.subject, None)
            },
            qualifiers,
            certainty: None,
            describing: true,
            signs: Signs::plain(How::Beside),
        };
        all.extend(claim(view, draft, field));
    }
    all
}

//! The organisation that a sentence leaves out because the article has told it: "the coach was
//! fired", "lead singer Jane Roe", "festival director Jane Roe".
//!
//! Who was fired was fired from the post that the article gave him last. A word of a post may name
//! its organisation ("festival director": the festival); else it is the one that the article is
//! about, where it is about one.

use std::collections::HashSet;

use reportedly_nlp::{EntityKind, MentionForm, Upos};

use super::view::{Filler, View};
use crate::claim::{Claim, ClaimKind};

/// Sentences within which an article names what it is about.
const LEAD: usize = 4;

/// Gives whoever lost or got a post the organisation that the article puts that post in.
pub(super) fn complete(claims: &mut Vec<Claim>, post: &str, moves: &[&str]) {
    let mut posts: Vec<(usize, usize)> = Vec::new();
    let told = |c: &Claim| {
        c.kind == ClaimKind::Typed
            && (c.predicate == post || moves.contains(&c.predicate.as_str()))
            && c.object.is_some()
    };
    posts.extend(
        claims.iter().enumerate().filter(|(_, c)| told(c)).map(|(i, c)| (c.evidence.span.start, i)),
    );
    posts.sort_unstable();
    for index in 0..claims.len() {
        let claim = &claims[index];
        if claim.object.is_some() || !moves.contains(&claim.predicate.as_str()) {
            continue;
        }
        let start = claim.evidence.span.start;
        let same = |&&(_, i): &&(usize, usize)| {
            claims[i].subject == claim.subject && claims[i].evidence.field == claim.evidence.field
        };
        let before = posts.iter().rev().filter(|(at, _)| *at <= start).find(same);
        let after = posts.iter().find(same).filter(|_| {
            let mut all = posts.iter().filter(same).map(|&(_, i)| &claims[i].object);
            let first = all.next();
            all.all(|object| Some(object) == first)
        });
        let known = before.or(after).map(|&(_, i)| i);
        if let Some(known) = known {
            claims[index].object = claims[known].object.clone();
            claims[index].confidence = super::confidence::filled(claims[index].confidence);
        }
    }
    // "She stepped down" says something of whoever is told to have a post.
    let holders: HashSet<String> =
        claims.iter().filter(|c| c.predicate == post).map(|c| c.subject.name.clone()).collect();
    claims.retain(|claim| {
        let bare = claim.kind == ClaimKind::Typed
            && claim.object.is_none()
            && claim.value.is_none()
            && claim.valid_time.is_none();
        !bare || !moves.contains(&&*claim.predicate) || holders.contains(&claim.subject.name)
    });
}

/// Returns the organisation of the post whose word is at `token`.
pub(super) fn organisation(view: &View<'_>, token: usize) -> Option<Filler> {
    let document = view.document;
    let named = document.mentions.iter().enumerate().filter(|(_, m)| m.form == MentionForm::Name);
    let mut counts: Vec<(usize, usize)> = Vec::new();
    let mut of_kind: Option<Filler> = None;
    let mut last: Vec<(usize, Filler)> = Vec::new();
    let kind = modifier(view, token);
    let lead = document.sentences.get(LEAD).map_or(usize::MAX, |s| s.tokens.start);
    for (index, mention) in named {
        let Some(filler) = view.fillers_of(index).pop() else { continue };
        let party = &view.parties.list[filler.party];
        let is_kind =
            kind.is_some_and(|kind| party.name.split(' ').any(|w| w.eq_ignore_ascii_case(kind)));
        if is_kind && of_kind.is_none() {
            of_kind = Some(filler);
        }
        if party.kind != Some(EntityKind::Organisation) || tells(view, &filler) {
            continue;
        }
        match counts.iter_mut().find(|(p, _)| *p == filler.party) {
            Some((_, count)) => *count += 1,
            None if mention.head >= lead => {}
            None => {
                counts.push((filler.party, 1));
                last.push((filler.party, filler));
            }
        }
    }
    if of_kind.is_some() {
        return of_kind;
    }
    // What the article is about is named several times, and twice as often as anything else.
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let (party, most) = *counts.first()?;
    let second = counts.get(1).map_or(0, |&(_, count)| count);
    let topic = most >= 3 && most >= 2 * second;
    last.into_iter().find(|(p, _)| topic && *p == party).map(|(_, filler)| filler)
}

/// Returns the one organisation of the text whose name has that word, whatever its case.
pub(super) fn only_named(view: &View<'_>, word: &str) -> Option<Filler> {
    let names =
        view.document.mentions.iter().enumerate().filter(|(_, m)| {
            m.form == MentionForm::Name && m.kind == Some(EntityKind::Organisation)
        });
    let mut found: Option<Filler> = None;
    for (index, mention) in names {
        let mut tokens = mention.tokens.clone();
        if mention.tokens.len() < 2 || !tokens.any(|t| view.lower[t] == word) {
            continue;
        }
        let filler = view.fillers_of(index).pop()?;
        if found.is_some_and(|found| found.party != filler.party) {
            return None;
        }
        found = found.or(Some(filler));
    }
    found.map(|filler| Filler { named: false, ..filler })
}

/// Returns the kind of organisation that the words of the post name: "festival director".
fn modifier<'v>(view: &'v View<'_>, token: usize) -> Option<&'v str> {
    let before = token.checked_sub(1)?;
    let noun = view.document.tokens[before].upos == Upos::Noun;
    let word = view.lower[before].as_str();
    (noun && word.len() > 3 && !matches!(word, "head" | "team" | "lead" | "chief")).then_some(word)
}

/// Whether somebody is named for what he tells: an outlet is seldom what an article is about.
fn tells(view: &View<'_>, filler: &Filler) -> bool {
    view.document.tokens_in(filler.span).any(|token| !view.sources_at(token).is_empty())
}

//! Finds what the mentions refer to: one entity per person, work or organisation over the whole
//! text.
//!
//! Needs tokens, trees, mentions and quotations. Gives [`Document::entities`] and fills
//! [`crate::Mention::entity`]. A thing is an entity when the text names it, or speaks of it more
//! than once; a mention for which nothing fits stays unresolved.
//!
//! In order: names of one thing are brought together (`name`), apposition and "is" are followed,
//! "the singer" and "the company" go to whom the text is about (`epithet`), and what is left is ranked ([`rank`]): pronouns and descriptions against the chains that came
//! before (`resolve`).
//!
//! **Invariant:** two full names that differ never share an entity; every mention stands in the
//! entity that it points at, and mentions of an entity are in text order.

pub mod candidate;
mod epithet;
mod given;
pub mod lexicon;
mod name;
pub mod rank;
pub mod resolve;
mod speaker;
pub mod tree;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::{Document, Entity, Mention, MentionForm};
use crate::span::Span;

use self::rank::Model;
use self::resolve::Resolver;

/// Returns all chains of a document, those of phrases that are no mentions included.
pub fn resolve<'a>(document: &'a Document, model: &Model) -> Resolver<'a> {
    Resolver::run(document, |_, choice| rank::best(model, choice))
}

/// Fills [`Document::entities`] and [`crate::Mention::entity`].
///
/// A phrase that turns out to be one of several words for a thing becomes a mention where it was
/// none.
pub fn entities(document: &mut Document) {
    let (entities, mentions) = {
        let resolver = resolve(document, Model::embedded());
        let chains = kept(&resolver);
        let (mentions, of_candidate) = mentions(document, &resolver, &chains);
        made(document, &resolver, &chains, mentions, &of_candidate)
    };
    document.entities = entities;
    document.mentions = mentions;
}

/// Returns the chains that are entities: what is named, a group of known members, or what is
/// spoken of more than once.
fn kept(resolver: &Resolver) -> Vec<usize> {
    let mut chains = resolver.chains();
    chains.retain(|&chain| {
        let known = resolver.get(chain);
        known.named || !known.members.is_empty() || known.mentions.len() > 1
    });
    chains
}

/// Returns all mentions, with those that were missing, and the mention of each candidate.
fn mentions(
    document: &Document,
    resolver: &Resolver,
    chains: &[usize],
) -> (Vec<Mention>, Vec<Option<usize>>) {
    let mut all: Vec<(Mention, Option<usize>)> = Vec::new();
    let mut known: Vec<Option<usize>> = vec![None; document.mentions.len()];
    for (index, candidate) in resolver.candidates.iter().enumerate() {
        if let Some(mention) = candidate.mention {
            known[mention] = Some(index);
        }
    }
    all.extend(document.mentions.iter().cloned().zip(known));
    let mut named = vec![false; document.tokens.len()];
    for mention in document.mentions.iter().filter(|m| m.form == MentionForm::Name) {
        named[mention.tokens.clone()].fill(true);
    }
    let times: Vec<Range<usize>> =
        document.timexes.iter().map(|timex| document.tokens_in(timex.span)).collect();
    let is_time = |tokens: &Range<usize>| {
        let at = times.partition_point(|time| time.end <= tokens.start);
        times.get(at).is_some_and(|time| time.start <= tokens.start && tokens.end <= time.end)
    };
    for &chain in chains {
        let known = &resolver.get(chain).mentions;
        // A single word in capitals that no earlier stage took for a name is none now.
        let sure = known.iter().any(|&index| {
            let candidate = &resolver.candidates[index];
            candidate.mention.is_some() || candidate.core.len() > 1
        });
        if known.len() < 2 || !sure {
            continue;
        }
        for &index in &resolver.get(chain).mentions {
            let candidate = &resolver.candidates[index];
            let tokens = match candidate.form {
                MentionForm::Nominal => candidate.tokens.start..candidate.head + 1,
                _ => candidate.core.clone(),
            };
            let new = candidate.mention.is_none()
                && candidate.members.is_empty()
                && !named[candidate.head]
                && !tokens.is_empty()
                && !is_time(&tokens);
            if new {
                let (first, last) =
                    (document.tokens[tokens.start].span, document.tokens[tokens.end - 1].span);
                let mention = Mention {
                    span: Span::new(first.start, last.end),
                    tokens,
                    head: candidate.head,
                    form: candidate.form,
                    kind: candidate.kind,
                    entity: None,
                };
                all.push((mention, Some(index)));
            }
        }
    }
    all.sort_by_key(|(mention, _)| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    let mut of_candidate = vec![None; resolver.candidates.len()];
    for (place, (_, candidate)) in all.iter().enumerate() {
        if let Some(candidate) = candidate {
            of_candidate[*candidate] = Some(place);
        }
    }
    let mentions = all.into_iter().map(|(mention, _)| Mention { entity: None, ..mention });
    (mentions.collect(), of_candidate)
}

/// Returns the entities, and the mentions with their entities.
fn made(
    document: &Document,
    resolver: &Resolver,
    chains: &[usize],
    mut mentions: Vec<Mention>,
    of_candidate: &[Option<usize>],
) -> (Vec<Entity>, Vec<Mention>) {
    let mut entity_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut entities = Vec::new();
    for &chain in chains {
        let known = resolver.get(chain);
        let mut own: Vec<usize> =
            known.mentions.iter().filter_map(|&index| of_candidate[index]).collect();
        own.sort_unstable();
        own.dedup();
        if own.is_empty() {
            continue;
        }
        for &mention in &own {
            mentions[mention].entity = Some(entities.len());
        }
        entity_of.insert(chain, entities.len());
        let name = name(document, &mentions, &own);
        entities.push(Entity { name, kind: known.kind, mentions: own, members: Vec::new() });
    }
    for (&chain, &entity) in &entity_of {
        let members = &resolver.get(chain).members;
        let known: Option<Vec<usize>> =
            members.iter().map(|&member| entity_of.get(&resolver.root(member)).copied()).collect();
        if let Some(members) = known.filter(|members| members.len() > 1) {
            let names: Vec<&str> =
                members.iter().map(|&member| entities[member].name.as_str()).collect();
            entities[entity].name = names.join(" and ");
            entities[entity].members = members;
        }
    }
    (entities, mentions)
}

/// Returns the fullest name among mentions, or else the fullest description.
fn name(document: &Document, mentions: &[Mention], own: &[usize]) -> String {
    let fullest = |form: MentionForm| {
        let words = own.iter().filter(|&&mention| mentions[mention].form == form).map(|&mention| {
            let words = mentions[mention].span.of(&document.text);
            words.split_whitespace().collect::<Vec<_>>()
        });
        // The first of those that are equally full.
        words.rev().max_by_key(Vec::len)
    };
    [MentionForm::Name, MentionForm::Nominal, MentionForm::Pronoun]
        .into_iter()
        .find_map(fullest)
        .map_or_else(String::new, |words| words.join(" "))
}

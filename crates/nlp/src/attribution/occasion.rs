//! Carries the publication that somebody spoke to over to what else they said on that occasion: an
//! interview is named once and quoted from throughout.
//!
//! Needs the drafts of a document with the publications found right beside them. Gives for each
//! draft the publication behind it.
//!
//! **Invariant:** whoever wrote, posted or said something in a statement did so on an occasion of
//! its own; a saying that is given its own time or its own publication too.

use std::collections::HashMap;

use super::dependents::Dependents;
use super::draft::{Draft, Who};
use super::lexicon::Class;
use super::outlet;
use crate::document::{MentionForm, Quote, QuoteKind, TimexKind};
use crate::tags::{Deprel, Upos};

/// How many paragraphs may lie between two sayings of one occasion.
const PARAGRAPHS: usize = 6;

/// How many paragraphs lie at most between two occasions that cannot be told apart later.
const AT_ONCE: usize = 2;

/// Returns the publication behind each draft.
pub(crate) fn behind(tree: &Dependents, drafts: &[Draft]) -> Vec<Option<Who>> {
    let mut links: Vec<Option<Who>> =
        drafts.iter().map(|draft| outlet::behind(tree, draft)).collect();
    let mut order: Vec<usize> =
        (0..drafts.len()).filter(|&at| !drafts[at].content.is_empty()).collect();
    order.sort_by_key(|&at| drafts[at].content[0].start);
    let mut running: HashMap<usize, (Option<Who>, usize)> = HashMap::new();
    for at in order {
        let draft = &drafts[at];
        let Some(speaker) = speaker(tree, draft) else { continue };
        let paragraph = paragraph(tree, draft);
        if let Some(link) = &links[at] {
            // Whoever speaks to two publications at once may say the rest to either.
            let other = running.get(&speaker).is_some_and(|(last, at)| {
                paragraph.saturating_sub(*at) <= AT_ONCE
                    && last.as_ref().is_none_or(|last| name(tree, last) != name(tree, link))
            });
            running.insert(speaker, ((!other).then(|| link.clone()), paragraph));
            continue;
        }
        if !is_open(tree, draft) {
            continue;
        }
        if let Some((link, last)) = running.get_mut(&speaker)
            && paragraph.saturating_sub(*last) <= PARAGRAPHS
        {
            *last = paragraph;
            links[at] = link.clone();
        }
    }
    links
}

fn name(tree: &Dependents, who: &Who) -> String {
    who.span(tree).of(&tree.document.text).to_lowercase()
}

/// Returns who speaks, as an index of the entities.
fn speaker(tree: &Dependents, draft: &Draft) -> Option<usize> {
    let head = draft.source.as_ref()?.head;
    let mentions = &tree.document.mentions;
    let after = mentions.partition_point(|mention| mention.tokens.start <= head);
    let mut near = mentions[..after].iter().rev().take(8);
    near.find(|mention| {
        mention.head == head || mention.form == MentionForm::Name && mention.tokens.contains(&head)
    })?
    .entity
}

fn paragraph(tree: &Dependents, draft: &Draft) -> usize {
    let token = tree.document.tokens_in(draft.content[0]).start;
    tree.document.sentences[tree.sentence(token)].segment
}

/// Returns whether a saying has no occasion of its own: words spoken, at no other time or place.
fn is_open(tree: &Dependents, draft: &Draft) -> bool {
    if draft.class != Class::Say || !draft.quoted && draft.topic {
        return false;
    }
    let Some(&verb) = draft.cue.last() else { return true };
    if matches!(tree.lemma(verb), "announce" | "confirm" | "post" | "caption" | "tweet" | "share") {
        return false;
    }
    let document = tree.document;
    // What somebody quotes was said elsewhere.
    let span = document.tokens[verb].span;
    let after = document.quotes.partition_point(|quote| quote.content.start <= span.start);
    let inside = |quote: &Quote| quote.kind == QuoteKind::Speech && quote.content.contains(span);
    if document.quotes[..after].iter().rev().take(4).any(inside) {
        return false;
    }
    let held = tree.of(verb).any(|child| {
        matches!(tree.deprel(child), Deprel::Obl | Deprel::OblUnmarked)
            && (matches!(tree.upos(child), Upos::Noun | Upos::Propn)
                && tree.of(child).any(|case| {
                    tree.deprel(case) == Deprel::Case
                        && matches!(
                            tree.small(case).as_str(),
                            "in" | "on" | "to" | "at" | "during" | "via"
                        )
                }))
            && !matches!(
                tree.lemma(child),
                "interview" | "article" | "piece" | "story" | "chat" | "conversation"
            )
    });
    let dated = tree.of(verb).any(|child| {
        let span = document.tokens[child].span;
        let first = document.timexes.partition_point(|timex| timex.span.end <= span.start);
        document.timexes.get(first).is_some_and(|timex| {
            timex.span.overlaps(span) && matches!(timex.kind, TimexKind::Date | TimexKind::Time)
        })
    });
    !held && !dated
}

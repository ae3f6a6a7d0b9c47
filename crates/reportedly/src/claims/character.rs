//! Who is only played: "her mother Mitzi (Nora Quill)", "Sully, played by Nora Quill".
//!
//! A name with another person's name in parentheses behind it, in a text about a film or show, is that
//! of a character and of who plays it. What such a text tells of characters is the story of the film:
//! no claim of theirs is reported of anybody. Who is somebody's in the story is a character too.

use std::collections::HashSet;

use reportedly_nlp::{EntityKind, MentionForm};

use super::draft::argument;
use super::lists::Maker;
use super::view::{Filler, View};
use crate::beat::Beats;
use crate::claim::{Claim, ClaimKind};

/// A character and who plays it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// The one that is played.
    pub character: Filler,
    /// Who plays.
    pub player: Filler,
    /// The work, which the text is about there.
    pub work: Filler,
}

/// Returns the parts that a text tells of in parentheses, in text order.
pub(super) fn parts(view: &View<'_>) -> Vec<Part> {
    let document = view.document;
    let person = |m: &reportedly_nlp::Mention| {
        m.form == MentionForm::Name && matches!(m.kind, Some(EntityKind::Person) | None)
    };
    let mut all = Vec::new();
    for (index, mention) in document.mentions.iter().enumerate().filter(|(_, m)| person(m)) {
        let open = mention.tokens.end;
        let sentence = &document.sentences[document.sentence_of(mention.head)].tokens;
        if !sentence.contains(&open) || view.lower[open] != "(" {
            continue;
        }
        let mut first = open + 1;
        if view.lower.get(first + 1).is_some_and(|word| word == "by") {
            first += 2;
        }
        let Some(name) = (first < sentence.end).then(|| view.name_at(first)).flatten() else {
            continue;
        };
        let inside = &document.mentions[name];
        let closed = view.lower.get(inside.tokens.end).is_some_and(|word| word == ")");
        if inside.tokens.start != first || !closed || inside.kind != Some(EntityKind::Person) {
            continue;
        }
        let Some(work) = view.topic(mention.head, &[EntityKind::Work]) else { continue };
        let pair = (view.fillers_of(index).pop(), view.fillers_of(name).pop());
        let (Some(character), Some(player)) = pair else { continue };
        // Whoever plays goes by a full name somewhere.
        let full = view.parties.list[player.party].name.contains(' ');
        if full && character.party != player.party {
            all.push(Part { character, player, work });
        }
    }
    all
}

impl Maker<'_, '_> {
    /// Who plays whom, in parentheses.
    pub(super) fn played(&mut self) {
        for Part { character, player, work } in parts(self.view) {
            let work = argument(self.view, work.party);
            self.add("cast_in", player.party, work, character.span.cover(player.span));
        }
    }
}

/// Leaves out what is told of characters.
pub(super) fn leave_out(view: &View<'_>, claims: &mut Vec<Claim>, beats: &Beats) {
    let name = |party: usize| view.parties.list[party].name.clone();
    let parts = parts(view);
    if parts.is_empty() {
        return;
    }
    let mut characters: HashSet<String> =
        parts.iter().map(|part| name(part.character.party)).collect();
    let private = |claim: &Claim| {
        let predicate = beats.predicate(&claim.predicate);
        claim.kind == ClaimKind::Typed
            && predicate.is_some_and(|p| p.subject == [EntityKind::Person])
            && claim.object.as_ref().is_none_or(|o| o.kind == Some(EntityKind::Person))
    };
    let players: HashSet<String> = parts.iter().map(|part| name(part.player.party)).collect();
    // The family of a character is made up with it.
    for _ in 0..3 {
        let before = characters.len();
        for claim in claims.iter().filter(|claim| private(claim)) {
            let Some(object) = &claim.object else { continue };
            for (a, b) in [(&claim.subject, object), (object, &claim.subject)] {
                if characters.contains(&a.name) && !players.contains(&b.name) {
                    characters.insert(b.name.clone());
                }
            }
        }
        if characters.len() == before {
            break;
        }
    }
    let told_of = |claim: &Claim| {
        characters.contains(&claim.subject.name)
            || claim.object.as_ref().is_some_and(|o| characters.contains(&o.name))
    };
    claims.retain(|claim| claim.kind != ClaimKind::Typed || !told_of(claim));
}

//! Who is only played: "her mother Mitzi (Nora Quill)", "Sully, played by Nora Quill".
//!
//! A name with another person's name in parentheses behind it, in a text about a film or show, is that
//! of a character and of who plays it. What such a text tells of characters is the story of the film:
//! no claim of theirs is reported of anybody. Who is somebody's in the story is a character too.

use std::collections::HashSet;

use reportedly_nlp::{EntityKind, MentionForm, Span, Upos};

use super::draft::argument;
use super::lists::Maker;
use super::view::{Filler, View};
use super::whose::is_shown;
use crate::beat::Beats;
use crate::claim::{Claim, ClaimKind};

/// A character and who plays it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// The one that is played, where it has a name.
    pub character: Option<Filler>,
    /// The words that tell of both.
    pub span: Span,
    /// Who plays.
    pub player: Filler,
    /// The work, which the text is about there.
    pub work: Filler,
}

/// Returns the parts that a text tells of in parentheses, in text order.
pub(super) fn parts(view: &View<'_>) -> Vec<Part> {
    let document = view.document;
    let mut all = Vec::new();
    for (index, mention) in document.mentions.iter().enumerate() {
        if mention.form != MentionForm::Name || mention.kind != Some(EntityKind::Person) {
            continue;
        }
        let sentence = &document.sentences[document.sentence_of(mention.head)].tokens;
        let word = |t: usize| if sentence.contains(&t) { view.lower[t].as_str() } else { "" };
        // "(Nora Quill)", "(played by Nora Quill)"
        let mut open = mention.tokens.start.wrapping_sub(1);
        if word(open) == "by" {
            open = open.wrapping_sub(2);
        }
        // "a crew (Nora Quill, Jonas Lindt)"
        while matches!(word(open), "," | "and")
            && let Some(name) = open.checked_sub(1).and_then(|t| view.name_at(t))
            && document.mentions[name].kind == Some(EntityKind::Person)
        {
            open = document.mentions[name].tokens.start.wrapping_sub(1);
        }
        let Some(before) = open.checked_sub(1).filter(|t| sentence.contains(t)) else { continue };
        if word(open) != "(" || !matches!(word(mention.tokens.end), ")" | "," | "and") {
            continue;
        }
        let named = view.name_at(before);
        let kind = named.and_then(|name| document.mentions[name].kind);
        let fits = match named {
            Some(_) => matches!(kind, Some(EntityKind::Person | EntityKind::Product) | None),
            None => matches!(document.tokens[before].upos, Upos::Noun | Upos::Propn),
        };
        let kinds = [EntityKind::Work];
        // Of what the paragraph and the whole text are about, what has a cast.
        let near = view.topic(mention.head, &kinds);
        let works = [near, view.main(mention.head, &kinds)];
        let shown = works.into_iter().flatten().find(|work| is_shown(view, work.party));
        let work = shown.or(near.filter(|_| named.is_some()));
        let Some(work) = work.filter(|_| fits) else { continue };
        let Some(player) = view.fillers_of(index).pop() else { continue };
        let alone = open + 1 == mention.tokens.start || view.lower[open + 2] == "by";
        let character = named.filter(|_| alone).and_then(|name| view.fillers_of(name).pop());
        // Whoever plays goes by a full name somewhere.
        let full = view.parties.list[player.party].name.contains(' ');
        if full && character.is_none_or(|character| character.party != player.party) {
            let first = document.tokens[before].span;
            let span = character.map_or(first, |c| c.span).cover(player.span);
            all.push(Part { character, player, work, span });
        }
    }
    all
}

impl Maker<'_, '_> {
    /// Who plays whom, in parentheses.
    pub(super) fn played(&mut self) {
        for Part { player, work, span, .. } in parts(self.view) {
            let work = argument(self.view, work.party);
            self.add("cast_in", player.party, work, span);
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
        parts.iter().filter_map(|part| Some(name(part.character?.party))).collect();
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

//! What a passage says of whom, with every word in it that stands for them.
//!
//! An article names whom it speaks of; a passage cut out of one may only say "he". Claims are kept of
//! the named alone; relations are for whoever looks at a passage by itself, as measures do.

use reportedly_nlp::{Context, Document, EntityKind, MentionForm, Span};

use super::bio::wider;
use super::view::View;
use crate::beat::Beats;
use crate::claim::{Claim, Field};

/// A typed claim with the words of its parties.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// The claim; whoever is not named in the passage goes by a pronoun.
    pub claim: Claim,
    /// Every name and pronoun that stands for the subject, in text order.
    pub subject: Vec<Span>,
    /// Every name and pronoun that stands for the object, in text order.
    pub object: Vec<Span>,
}

/// Returns the relations that an annotated text tells, the same again where it says them again.
pub fn relations(document: &Document, context: &Context, beats: &Beats) -> Vec<Relation> {
    let view = View::with_strangers(document);
    let claims = super::found(&view, context, beats, Field::Text);
    let relations = claims.into_iter().map(|claim| Relation {
        subject: claim.mentions.subject.map(|span| mentions(&view, span)).unwrap_or_default(),
        object: claim.mentions.object.map(|span| mentions(&view, span)).unwrap_or_default(),
        claim,
    });
    relations.collect()
}

/// Returns every name and pronoun of whoever the words at `span` stand for.
fn mentions(view: &View<'_>, span: Span) -> Vec<Span> {
    let document = view.document;
    let parties = &view.parties;
    let here = document.mentions.iter().position(|mention| mention.span == span);
    let Some(party) = here.and_then(|mention| parties.of_mention[mention]) else {
        return vec![span];
    };
    let mut all: Vec<Span> = Vec::new();
    for (index, mention) in document.mentions.iter().enumerate() {
        let same = parties.of_mention[index] == Some(party);
        if same && (mention.form != MentionForm::Nominal || mention.span == span) {
            all.push(mention.span);
        }
    }
    for (token, word) in document.tokens.iter().enumerate() {
        let stands = view.graph.is_relative(token)
            && view
                .mention_at(view.graph.antecedent(token))
                .is_some_and(|mention| parties.of_mention[mention] == Some(party));
        if stands && !all.contains(&word.span) {
            all.push(word.span);
        }
    }
    let place = parties.list[party].kind == Some(EntityKind::Place);
    if let Some(here) = here.filter(|_| place) {
        all.iter_mut().filter(|s| **s == span).for_each(|s| *s = wider(view, here));
    }
    all.sort_unstable();
    all
}

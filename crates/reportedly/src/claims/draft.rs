//! A claim in the making: what it says, before it is known who says so and how firmly.

use std::collections::BTreeMap;

use reportedly_nlp::{Certainty, EntityKind, Interval, Polarity, SegmentKind, Span, SpeechAct};

use super::confidence::{Around, How, Signs};
use super::nobody::{is_anybody, is_pronoun};
use super::stance;
use super::view::{Filler, View};
use crate::beat::{Predicate, ValueKind};
use crate::claim::{Argument, Claim, ClaimKind, Cue, CueRole, Evidence, Field, Mentions};

/// What a typed claim is made of, before it is known who says so.
pub(super) struct Draft<'b> {
    pub predicate: &'b Predicate,
    pub rule: String,
    /// The word that says it.
    pub key: usize,
    pub subject: Argument,
    pub object: Option<Argument>,
    pub value: Option<String>,
    pub valid_time: Option<Interval>,
    /// The words of the time.
    pub time: Option<Span>,
    pub span: Span,
    pub mentions: Mentions,
    pub qualifiers: BTreeMap<String, String>,
    pub certainty: Option<Certainty>,
    /// Whether it is said by describing somebody rather than by a clause.
    pub describing: bool,
    pub signs: Signs,
}

/// Makes the claim: finds out who says so, how certainly, and how firm that is.
pub(super) fn claim(view: &View<'_>, draft: Draft<'_>, field: Field) -> Option<Claim> {
    let document = view.document;
    let sentence = &document.sentences[document.sentence_of(draft.key)];
    let segment = document.segments[sentence.segment].kind;
    // Whose reporter somebody is stands where the article speaks of itself.
    let post = matches!(draft.predicate.value, Some(ValueKind::Role(_)));
    let aside = matches!(segment, SegmentKind::Boilerplate | SegmentKind::Byline) && !post;
    if aside || segment == SegmentKind::Credit {
        return None;
    }
    let beside = !matches!(draft.signs.how, How::Tree | How::Sequence);
    let in_passing = beside && draft.describing && !stance::is_quoted(document, draft.key);
    let mut stance = match in_passing {
        true => stance::in_passing(view, draft.key),
        false => stance::stance(view, draft.key, draft.describing),
    };
    if let Some(certainty) = draft.certainty {
        // Said outright to be certain: "you might know her from Skyline" does not doubt that she is in it.
        stance.certainty = match certainty {
            Certainty::Ct => Certainty::Ct,
            _ => stance.certainty.max(certainty),
        };
    }
    // What can be done is not said to have been done, and what could have been was not.
    let helps = |word: &str| document.children(draft.key).any(|c| view.lower[c] == word);
    let can = document.children(draft.key).any(|c| document.tokens[c].lemma == "can");
    if can || helps("could") && helps("have") {
        return None;
    }
    // "He nearly drowned at five" denies no other death of his.
    if helps("nearly") || helps("almost") {
        return None;
    }
    // What is only wanted, planned or supposed is not reported; what is asked is asked about.
    if stance.certainty == Certainty::U {
        if document.form(sentence.tokens.end - 1) != "?" {
            return None;
        }
        stance.act = SpeechAct::Ask;
    }
    if stance.polarity == Polarity::Unknown {
        stance.polarity = Polarity::Positive;
    }
    let (subject, object) = (draft.subject, draft.object);
    let unnamed = |party: &Argument| is_anybody(party) && !(view.strangers && is_pronoun(party));
    if unnamed(&subject) || object.as_ref().is_some_and(unnamed) {
        return None;
    }
    let mut span = draft.span;
    if let Some(time) = draft.time {
        span = span.cover(time);
        let text = time.of(&document.text).to_owned();
        stance.cues.push(Cue { role: CueRole::Time, span: time, text });
    }
    let mut qualifiers = draft.qualifiers;
    if segment == SegmentKind::Caption {
        qualifiers.insert("segment".to_owned(), "caption".to_owned());
    }
    let mut parties = vec![subject.name.as_str()];
    parties.extend(object.as_ref().map(|object| object.name.as_str()));
    for link in &mut stance.chain {
        if parties.contains(&link.name.as_str()) {
            link.relation = Some("self".to_owned());
        }
    }
    let title = segment == SegmentKind::Title;
    let exact = span.of(&document.text);
    let around = Around {
        title,
        told: !stance.chain.is_empty(),
        cut: exact.contains([':', ';']),
        short: std::iter::once(&subject)
            .chain(&object)
            .any(|party| party.kind == Some(EntityKind::Person) && !party.name.contains(' ')),
    };
    let confidence = draft.signs.confidence(draft.predicate, around);
    Some(Claim {
        kind: ClaimKind::Typed,
        predicate: draft.predicate.name.clone(),
        value: draft.value,
        qualifiers,
        valid_time: draft.valid_time,
        said: stance.said.and_then(|timex| document.timexes[timex].interval),
        polarity: stance.polarity,
        certainty: stance.certainty,
        act: stance.act,
        firmness: stance::firmness(&stance, &parties),
        chain: stance.chain,
        evidence: evidence(&document.text, field, span),
        mentions: draft.mentions,
        cues: stance.cues,
        rule: draft.rule,
        confidence,
        subject,
        object,
    })
}

/// Returns the words that carry a claim, with the quotation mark that belongs to one inside them:
/// `“Title” opens`, not `Title” opens`.
fn evidence(text: &str, field: Field, span: Span) -> Evidence {
    let mut span = span;
    let mut open = 0_i32;
    let mut closes_first = false;
    for c in span.of(text).chars() {
        open += i32::from(c == '“') - i32::from(c == '”');
        closes_first |= open < 0;
    }
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    if closes_first && before == Some('“') {
        span.start -= '“'.len_utf8();
    } else if open > 0 && after == Some('”') {
        span.end += '”'.len_utf8();
    }
    Evidence::cut(text, field, span)
}

/// Returns a party as a claim has it.
pub(super) fn argument(view: &View<'_>, party: usize) -> Argument {
    let party = &view.parties.list[party];
    Argument { name: party.name.clone(), kind: party.kind }
}

/// Returns the words that stand for the parties.
pub(super) fn mentions(subject: &Filler, object: Option<&Filler>) -> Mentions {
    Mentions { subject: Some(subject.span), object: object.map(|o| o.span), value: None }
}

//! Open claims: what the article says of somebody outside the beats, in its clauses' own words.
//!
//! **Invariant:** an open claim is about somebody or something known by name, and no typed claim or
//! statement says the same.

use reportedly_nlp::{MentionForm, SegmentKind, TimexKind, Xpos};

use super::proposition::{Proposition, propositions};
use super::stance::{cue_of, firmness, stance};
use super::view::{Filler, View};
use crate::claim::{Argument, Claim, ClaimKind, CueRole, Evidence, Field};

/// So sure it is that a clause is read rightly.
const CONFIDENCE: f32 = 0.6;

/// Returns the open claims of a document, those left out that `told` has.
pub(super) fn claims(view: &View<'_>, field: Field, told: &[Claim]) -> Vec<Claim> {
    let document = view.document;
    // For each token, whether it only attributes ("said", "told the paper"), and what is told of it.
    let mut cue = vec![false; document.tokens.len()];
    for span in document.attributions.iter().flat_map(|a| &a.cue) {
        document.tokens_in(*span).for_each(|token| cue[token] = true);
    }
    let mut told_by = vec![Vec::new(); document.tokens.len()];
    for claim in told {
        document.tokens_in(claim.evidence.span).for_each(|token| told_by[token].push(claim));
    }
    let mut claims = Vec::new();
    for found in propositions(document) {
        if !is_finite(view, &found) || !is_running_text(view, &found) || cue[found.key] {
            continue;
        }
        for filler in view.fillers(found.subject_head) {
            if !is_known(view, &filler, found.subject_head) {
                continue;
            }
            let claim = claim(view, field, &found, &filler);
            let same = |other: &&Claim| {
                [Some(&other.subject), other.object.as_ref()].contains(&Some(&claim.subject))
            };
            if !told_by[found.key].iter().any(same) {
                claims.push(claim);
            }
        }
    }
    claims
}

/// Whether the clause tells something of a time: it is neither an infinitive nor a participle.
fn is_finite(view: &View<'_>, found: &Proposition) -> bool {
    found.relation.iter().any(|&word| {
        matches!(view.document.tokens[word].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
    })
}

/// Whether the clause is told, and not a headline, a credit or a link.
fn is_running_text(view: &View<'_>, found: &Proposition) -> bool {
    let sentence = &view.document.sentences[view.document.sentence_of(found.key)];
    let segment = view.document.segments.get(sentence.segment);
    segment.is_some_and(|s| matches!(s.kind, SegmentKind::Body | SegmentKind::Caption))
}

/// Whether who fills the place is known by name, here or elsewhere in the article.
fn is_known(view: &View<'_>, filler: &Filler, head: usize) -> bool {
    let document = view.document;
    let mention = view.mention_at(head).map(|mention| &document.mentions[mention]);
    let is_name = |&mention: &usize| document.mentions[mention].form == MentionForm::Name;
    let entity = mention.and_then(|mention| mention.entity);
    let by_name = entity.is_some_and(|e| document.entities[e].mentions.iter().any(is_name));
    let kind = view.parties.list[filler.party].kind;
    kind.is_some() && (filler.named || by_name)
}

fn claim(view: &View<'_>, field: Field, found: &Proposition, subject: &Filler) -> Claim {
    let document = view.document;
    let argument = |filler: &Filler| {
        let party = &view.parties.list[filler.party];
        Argument { name: party.name.clone(), kind: party.kind }
    };
    let object = found.object_head.and_then(|head| {
        let known = |filler: &Filler| is_known(view, filler, head) && filler.party != subject.party;
        view.fillers(head).into_iter().find(known)
    });
    let mut stance = stance(view, found.key, false);
    let time = found.rest.iter().find_map(|&word| {
        let place = document.tokens[word].span;
        let next = document.timexes.partition_point(|timex| timex.span.end <= place.start);
        let timex = document.timexes.get(next)?;
        let told = timex.kind != TimexKind::Set && timex.interval.is_some();
        (told && timex.span.contains(place)).then_some(timex)
    });
    stance.cues.extend(time.map(|timex| cue_of(document, CueRole::Time, timex.span)));
    let (subject, object) = (argument(subject), object.as_ref().map(argument));
    let parties: Vec<&str> =
        [Some(&subject), object.as_ref()].into_iter().flatten().map(|a| a.name.as_str()).collect();
    let tokens = found.tokens();
    let span =
        document.tokens[tokens[0]].span.cover(document.tokens[tokens[tokens.len() - 1]].span);
    let rest = Proposition::words(document, &found.rest);
    Claim {
        kind: ClaimKind::Open,
        predicate: predicate(view, found),
        firmness: firmness(&stance, &parties),
        value: (!rest.is_empty()).then_some(rest),
        qualifiers: Default::default(),
        valid_time: time.and_then(|timex| timex.interval),
        said: stance.said.and_then(|timex| document.timexes[timex].interval),
        polarity: stance.polarity,
        certainty: stance.certainty,
        act: stance.act,
        chain: stance.chain,
        evidence: Evidence::cut(&document.text, field, span),
        cues: stance.cues,
        mentions: Default::default(),
        rule: "open".to_owned(),
        confidence: CONFIDENCE,
        subject,
        object,
    }
}

/// Returns the dictionary forms of the relation without auxiliaries and negations: `serve as`.
fn predicate(view: &View<'_>, found: &Proposition) -> String {
    let document = view.document;
    let from = found.relation.iter().position(|&word| word == found.key).unwrap_or_else(|| {
        // Of "is not yet", the copula.
        found.relation.len() - 1
    });
    let lemmas: Vec<String> = found.relation[from..]
        .iter()
        .map(|&word| document.tokens[word].lemma.to_lowercase())
        .collect();
    lemmas.join(" ")
}

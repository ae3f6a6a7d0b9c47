//! Scores relations on KnowledgeNet (Mesquita et al. 2019) by the overlap of their arguments' words.
//!
//! As its scorer does: a gold fact is found when a predicted one of the same property overlaps it in
//! subject and object; a predicted one that overlaps none is wrong where the passage was labelled for
//! the property. Every word that stands for a party makes a fact of its own, as in the gold.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use reportedly::beat::Beats;
use reportedly::claim::{Claim, CueRole};
use reportedly::claims::{Relation, relations};
use reportedly_nlp::{Context, Mode, Polarity, Segment, SegmentKind, Span, annotate};
use serde::Deserialize;

use crate::score::Score;

/// The properties that the built-in beats have predicates for.
const PROPERTIES: &[&str] = &[
    "SPOUSE",
    "CHILD_OF",
    "CEO",
    "EMPLOYEE_OR_MEMBER_OF",
    "FOUNDED_BY",
    "DATE_OF_BIRTH",
    "PLACE_OF_BIRTH",
    "DATE_OF_DEATH",
    "PLACE_OF_RESIDENCE",
    "EDUCATED_AT",
];

#[derive(Deserialize)]
struct Passage {
    fold: u8,
    text: String,
    facts: Vec<Gold>,
    annotated: Vec<String>,
}

#[derive(Deserialize)]
struct Gold {
    property: String,
    subject: (usize, usize),
    object: (usize, usize),
}

/// A fact with the words of its parties.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Fact {
    property: &'static str,
    subject: Span,
    object: Span,
}

/// Scores the passages of some folds; `errors` prints what was missed and what is wrong.
pub fn knowledgenet(data: &Path, folds: &[u8], errors: bool) -> io::Result<Vec<String>> {
    let text = fs::read_to_string(data.join("knowledgenet/folds1-3.jsonl"))?;
    let mut scores: BTreeMap<&'static str, Score> = BTreeMap::new();
    for line in text.lines() {
        let passage: Passage = serde_json::from_str(line)?;
        if folds.contains(&passage.fold) {
            score(&passage, &mut scores, errors);
        }
    }
    let mut all = Score::default();
    scores.values().for_each(|score| all.add(*score));
    let mut lines = vec![format!("folds {folds:?}  all {all}")];
    lines.extend(scores.iter().map(|(property, score)| format!("  {property:24}{score}")));
    Ok(lines)
}

fn score(passage: &Passage, scores: &mut BTreeMap<&'static str, Score>, errors: bool) {
    let told = facts(&passage.text);
    let bytes = bytes(&passage.text);
    let span = |(start, end): (usize, usize)| Span::new(bytes[start], bytes[end]);
    for &property in PROPERTIES.iter().filter(|p| passage.annotated.iter().any(|a| a == *p)) {
        let score = scores.entry(property).or_default();
        let before = score.correct;
        let told: Vec<&Fact> = told.iter().filter(|fact| fact.property == property).collect();
        let mut right = vec![false; told.len()];
        for gold in passage.facts.iter().filter(|gold| gold.property == property) {
            let (subject, object) = (span(gold.subject), span(gold.object));
            let mut found = false;
            for (fact, right) in told.iter().zip(&mut right) {
                if fact.subject.overlaps(subject) && fact.object.overlaps(object) {
                    (found, *right) = (true, true);
                }
            }
            score.gold += 1;
            score.correct += usize::from(found);
            if errors && !found {
                let words = [subject, object].map(|span| span.of(&passage.text));
                println!("missed {property} {words:?}: {}", passage.text);
            }
        }
        // What is right is counted by the gold, as the scorer does.
        let wrong = right.iter().filter(|right| !**right).count();
        score.predicted += wrong + (score.correct - before);
        if errors {
            for (fact, _) in told.iter().zip(&right).filter(|(_, right)| !**right) {
                let words = [fact.subject, fact.object].map(|span| span.of(&passage.text));
                println!("wrong {property} {words:?}: {}", passage.text);
            }
        }
    }
}

/// Returns where each character begins, in bytes, and where the last one ends.
fn bytes(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

/// Returns the facts that the program finds in a passage.
fn facts(text: &str) -> Vec<Fact> {
    let segment = Segment { span: Span::new(0, text.len()), kind: SegmentKind::Body };
    let context =
        Context { document_creation_time: jiff::civil::date(2019, 1, 1), mode: Mode::News };
    let document = annotate(text, &[segment], &context);
    let mut all = Vec::new();
    for relation in relations(&document, &context, Beats::built_in()) {
        if relation.claim.polarity != Polarity::Negative {
            for fact in of_relation(&relation) {
                if !all.contains(&fact) {
                    all.push(fact);
                }
            }
        }
    }
    all
}

/// Returns the facts of a relation: one for each pair of words that stand for its parties.
fn of_relation(relation: &Relation) -> Vec<Fact> {
    let claim = &relation.claim;
    let (subject, object) = (&relation.subject[..], &relation.object[..]);
    let value: Vec<Span> = claim.mentions.value.into_iter().collect();
    let time: Vec<Span> = time(claim).into_iter().collect();
    let mut all = Vec::new();
    match claim.predicate.as_str() {
        "married" | "divorced" | "separated" => {
            all.extend(pairs("SPOUSE", subject, object));
            all.extend(pairs("SPOUSE", object, subject));
        }
        "parent_of" => all.extend(pairs("CHILD_OF", object, subject)),
        "founded_by" => all.extend(pairs("FOUNDED_BY", subject, object)),
        "lives_in" => all.extend(pairs("PLACE_OF_RESIDENCE", subject, object)),
        "educated_at" => all.extend(pairs("EDUCATED_AT", subject, object)),
        "born" => {
            all.extend(pairs("DATE_OF_BIRTH", subject, &time));
            // Where the value is the date itself, it is no place.
            let place: Vec<Span> = value.into_iter().filter(|v| !time.contains(v)).collect();
            all.extend(pairs("PLACE_OF_BIRTH", subject, &place));
        }
        "died" => all.extend(pairs("DATE_OF_DEATH", subject, &time)),
        "position_held" | "appointed" | "resigned" | "fired" => {
            all.extend(pairs("EMPLOYEE_OR_MEMBER_OF", subject, object));
            if claim.value.as_deref().is_some_and(is_chief_executive) {
                all.extend(pairs("CEO", object, subject));
            }
        }
        _ => {}
    }
    all
}

fn is_chief_executive(role: &str) -> bool {
    let role = role.to_lowercase();
    role.contains("ceo") || role.contains("chief executive")
}

/// Returns the words of the time of a claim.
fn time(claim: &Claim) -> Option<Span> {
    claim.cues.iter().find(|cue| cue.role == CueRole::Time).map(|cue| cue.span)
}

fn pairs(property: &'static str, subjects: &[Span], objects: &[Span]) -> Vec<Fact> {
    let pair = |&subject| objects.iter().map(move |&object| Fact { property, subject, object });
    subjects.iter().flat_map(pair).collect()
}

//! Every question of the built-in beats is read as it is meant, over tense and wording; what cannot be
//! read is said to be so, and searched for.

use reportedly::Article;
use reportedly::beat::{Beats, Predicate, ValueKind};
use reportedly::belief::Reading;
use reportedly::claim::{Argument, Claim, ClaimKind, Evidence, Field, Firmness, Mentions};
use reportedly::ledger::{Ledger, Memory};
use reportedly::query::{self, Wants};
use reportedly_nlp::{Certainty, EntityKind, Polarity, Segment, SegmentKind, Span, SpeechAct};

const TEXT: &str = "It was told.";

fn name(kind: Option<&EntityKind>, second: bool) -> &'static str {
    match (kind, second) {
        (Some(EntityKind::Organisation), false) => "Orbex Group",
        (Some(EntityKind::Organisation), true) => "Globex Labs",
        (Some(EntityKind::Place), _) => "Bergen",
        (Some(EntityKind::Work), _) => "Night Ferry",
        (Some(EntityKind::Event), _) => "Lantern Ball",
        (Some(EntityKind::Award), _) => "Northern Film Award",
        (Some(EntityKind::Product), _) => "Model Nine",
        (_, false) => "Mara Quill",
        (_, true) => "Theo Lang",
    }
}

fn subject(predicate: &Predicate) -> &'static str {
    name(predicate.subject.first(), false)
}

fn object(predicate: &Predicate) -> Option<&'static str> {
    predicate.object.as_ref().map(|kinds| name(kinds.first(), true))
}

fn value(predicate: &Predicate) -> Option<&'static str> {
    Some(match predicate.value.as_ref()? {
        ValueKind::Time => "2021-07",
        ValueKind::Number => "47",
        ValueKind::Place => "Bergen",
        ValueKind::OneOf(_) => "filming",
        ValueKind::Role(_) => "president",
        ValueKind::Words => "fraud",
    })
}

fn claim(predicate: &Predicate) -> Claim {
    let argument = |name: &str, kind: Option<&EntityKind>| Argument {
        name: name.to_owned(),
        kind: kind.copied().or(Some(EntityKind::Person)),
    };
    let objects = predicate.object.as_deref().unwrap_or_default();
    Claim {
        kind: ClaimKind::Typed,
        predicate: predicate.name.clone(),
        subject: argument(subject(predicate), predicate.subject.first()),
        object: object(predicate).map(|name| argument(name, objects.first())),
        value: value(predicate).map(str::to_owned),
        qualifiers: Default::default(),
        valid_time: None,
        said: None,
        polarity: Polarity::Positive,
        certainty: Certainty::Ct,
        act: SpeechAct::Assert,
        firmness: Firmness::Stated,
        chain: Vec::new(),
        evidence: Evidence {
            field: Field::Text,
            span: Span::new(0, TEXT.len()),
            exact: TEXT.to_owned(),
        },
        cues: Vec::new(),
        mentions: Mentions::default(),
        rule: format!("test/{}#1", predicate.name),
        confidence: 0.9,
    }
}

/// A ledger with one claim of each predicate.
fn ledger() -> Memory {
    let article = Article {
        input: "test".into(),
        url: None,
        outlet: Some("The Daily Lamp".into()),
        title: None,
        authors: Vec::new(),
        published: "2024-05-01".parse().unwrap(),
        text: TEXT.into(),
        segments: vec![Segment { span: Span::new(0, TEXT.len()), kind: SegmentKind::Body }],
        modified: None,
        taken_from: None,
        told: Default::default(),
    };
    let claims: Vec<Claim> = Beats::built_in().predicates().map(|(_, p)| claim(p)).collect();
    let mut ledger = Memory::new();
    ledger.record(&article, &claims, "2024-05-02T00:00:00Z".parse().unwrap(), "1").unwrap();
    ledger
}

/// Returns what the alternatives of a question stand for.
fn variants(text: &str) -> Vec<String> {
    let Some((before, rest)) = text.split_once('[') else { return vec![text.to_owned()] };
    let (inside, after) = rest.split_once(']').expect("a bracket is closed");
    let all = inside.split('|').flat_map(|word| variants(&format!("{before}{word}{after}")));
    all.collect()
}

fn filled(text: &str, predicate: &Predicate) -> String {
    text.replace("<subject>", subject(predicate))
        .replace("<object>", object(predicate).unwrap_or_default())
        .replace("<value>", value(predicate).unwrap_or_default())
}

/// Returns a question as people put it: in other tenses, in small letters, without its mark.
fn forms(question: &str) -> Vec<String> {
    let mut all = vec![question.to_owned(), question.trim_end_matches('?').to_lowercase()];
    for (one, other) in [(" is ", " was "), (" are ", " were "), (" does ", " did ")] {
        all.push(question.replacen(one, other, 1));
    }
    let verb = ["Is ", "Are ", "Does "].into_iter().find(|verb| question.starts_with(verb));
    if let Some(verb) = verb {
        let past = match verb {
            "Is " => "Was ",
            "Are " => "Were ",
            _ => "Did ",
        };
        all.push(question.replacen(verb, past, 1));
    }
    all
}

#[test]
fn every_question_of_every_beat_is_read_as_it_is_meant() {
    let ledger = ledger();
    let beats = Beats::built_in();
    let mut wrong = Vec::new();
    for (_, predicate) in beats.predicates() {
        for question in predicate.questions.iter().flat_map(|text| variants(text)) {
            for form in forms(&filled(&question, predicate)) {
                let answer = query::ask(&ledger, beats, &form, Reading::default()).unwrap();
                let read = answer.understood.and_then(|understood| understood.predicate);
                if read.as_deref() != Some(&predicate.name) {
                    wrong.push(format!("{form} ({}): read as {read:?}", predicate.name));
                } else if answer.rows.is_empty() {
                    wrong.push(format!("{form} ({}): no answer", predicate.name));
                }
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_told_can_be_asked_for() {
    let ledger = ledger();
    let beats = Beats::built_in();
    let mut wrong = Vec::new();
    for (_, predicate) in beats.predicates() {
        // Its own sentences, asked about; what two predicates are taught by may be read as either.
        let shared = |text: &str| {
            let mut others = beats.predicates().filter(|(_, p)| p.name != predicate.name);
            let words = |text: &str| text.replace("<object>", "").replace("<subject>", "");
            others.any(|(_, p)| p.examples.iter().any(|e| words(&e.text) == words(text)))
        };
        let sentence = predicate.examples.iter().find(|e| {
            let has = |slot: &str| e.text.contains(slot);
            has("<subject>")
                && (predicate.object.is_none() || has("<object>"))
                && !e.text.contains(['(', '['])
                && !shared(&e.text)
        });
        let Some(sentence) = sentence else { continue };
        let told = filled(&sentence.text, predicate);
        let question = format!("Is it true that {}?", told.trim_end_matches('.'));
        let answer = query::ask(&ledger, beats, &question, Reading::default()).unwrap();
        let read = answer.understood.as_ref().and_then(|u| u.predicate.clone());
        let wants = answer.understood.as_ref().map(|u| u.wants);
        if read.as_deref() != Some(&predicate.name) || wants != Some(Wants::Whether) {
            wrong.push(format!("{question} ({}): read as {read:?}, {wants:?}", predicate.name));
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn moves_are_counted_in_any_wording() {
    let ledger = ledger();
    for verb in ["moved", "postponed", "delayed", "pushed back", "rescheduled"] {
        for question in [
            format!("How many times was Night Ferry {verb}?"),
            format!("How often has Night Ferry been {verb}?"),
            format!("how many times has Night Ferry been {verb}"),
            format!("How many times has the release of Night Ferry been {verb}?"),
            format!("How often was the release date of Night Ferry {verb}?"),
        ] {
            let answer =
                query::ask(&ledger, Beats::built_in(), &question, Reading::default()).unwrap();
            let understood = answer.understood.unwrap_or_else(|| panic!("{question}"));
            assert_eq!(understood.wants, Wants::HowMany, "{question}");
            assert_eq!(understood.predicate.as_deref(), Some("release_date"), "{question}");
            assert_eq!(answer.moves, Some(0), "{question}");
        }
    }
}

#[test]
fn what_cannot_be_read_is_searched_for_and_never_guessed() {
    let ledger = ledger();
    for question in [
        "Why does the moon shine?",
        "How tall is the tower of Pisa?",
        "told",
        "Who painted the ceiling?",
        "How many times was it moved?",
    ] {
        let answer = query::ask(&ledger, Beats::built_in(), question, Reading::default()).unwrap();
        assert_eq!(answer.understood, None, "{question}");
        assert!(answer.rows.is_empty(), "{question}");
    }
}

//! Who was at an event, told by what was done there: "At the gala, Quill thanked her mother", and
//! under a picture "Mara Quill at the gala".
//!
//! Whoever does anything at an event is at it; only what can be done from afar, and what is said of
//! prizes and films rather than of people, tells nothing of the kind.

use std::ops::Range;

use jiff::civil::Date;
use reportedly_nlp::{Deprel, EntityKind, Upos, Xpos};

use super::confidence::{How, Signs};
use super::draft::{Draft, argument, claim, mentions};
use super::graph::{Rel, prep};
use super::matching::{self, Found};
use super::nobody::is_nothing;
use super::valid;
use super::view::{Filler, View};
use crate::beat::{Beats, PredicateKind};
use crate::claim::{Claim, Field};

/// What is done by being somewhere else, or is no deed: "won at the Oscars" tells of the prize.
#[rustfmt::skip]
const AFAR: &[&str] = &[
    "aim", "announce", "balk", "be", "beat", "blame", "boycott", "call", "cancel", "capture", "claim", "clinch", "collect", "compete", "consider", "debut", "decide",
    "decline", "defeat", "earn", "expect", "fail", "feature", "finish", "get", "grab", "have", "hint", "honor",
    "honour", "hope", "intend", "jab", "know", "land", "laugh", "lead", "like", "look", "lose", "marvel", "mean", "miss", "nab", "need", "nominate",
    "occur", "open", "plan", "point", "premiere", "prepare", "recall", "receive", "remember", "refuse", "release", "say",
    "schedule", "scoop", "screen", "see", "seem", "set", "show", "skip", "snag", "snub", "star", "stream", "succeed", "sweep", "take", "target", "tell", "think",
    "try", "unveil", "vote", "want", "win", "work", "write",
];

/// What somebody tells there, tells that he is.
const TELLING: &[&str] = &["say", "tell", "announce", "recall", "remember", "call"];

/// What is done on the way: "wore a gown to the gala".
#[rustfmt::skip]
const GOING: &[&str] = &[
    "accompany", "arrive", "bring", "come", "escort", "fly", "go", "head", "return", "rush", "travel", "wear",
];

/// What is done with whoever comes along.
const BRINGING: &[&str] = &["accompany", "bring", "escort", "take"];

/// What is done together with whoever is "with" somebody.
#[rustfmt::skip]
const TOGETHER: &[&str] = &[
    "appear", "arrive", "attend", "celebrate", "chat", "dance", "hit", "host", "mingle", "perform", "pose", "reunite", "sing",
    "sit", "stand", "step", "walk",
];

/// The most words between the last name under a picture and the event.
const DRESS: usize = 5;

/// Returns the claims of who was at an event.
pub(super) fn claims(view: &View<'_>, published: Date, beats: &Beats, field: Field) -> Vec<Claim> {
    let Some((beat, predicate)) = beats.predicates().find(|(_, p)| p.name == "attended") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for token in 0..view.document.tokens.len() {
        let event = |f: &Filler| view.parties.list[f.party].kind == Some(EntityKind::Event);
        let Some(event) = view.fillers_at(token).into_iter().find(event) else { continue };
        if !view.document.tokens_in(event.span).contains(&token) || is_nothing(view, &event) {
            continue;
        }
        acts(view, token, event, &mut found);
        fronted(view, event, &mut found);
        captioned(view, event, &mut found);
    }
    let told = found.into_iter().filter_map(|found: Found| {
        let (valid_time, timex) =
            valid::valid_time(view, &found, PredicateKind::Event, false, published);
        let draft = Draft {
            predicate,
            rule: format!("{}/{}:there", beat.name, predicate.name),
            key: found.key,
            subject: argument(view, found.subject.party),
            object: found.object.map(|object| argument(view, object.party)),
            value: None,
            valid_time,
            time: timex.map(|timex| timex.span),
            span: matching::span(view, &found),
            mentions: mentions(&found.subject, found.object.as_ref()),
            qualifiers: Default::default(),
            certainty: None,
            describing: false,
            signs: Signs { unnamed: u8::from(!found.subject.named), ..Signs::plain(How::Near) },
        };
        claim(view, draft, field)
    });
    told.collect()
}

/// Whoever does something at the event whose name the token heads.
fn acts(view: &View<'_>, token: usize, event: Filler, found: &mut Vec<Found>) {
    let document = view.document;
    let (at, to) = (prep("at"), prep("to"));
    let mut verbs = Vec::new();
    for edge in view.graph.reaching(token) {
        let verb = edge.to;
        let lemma = document.tokens[verb].lemma.as_str();
        let goes = edge.rel == to && GOING.contains(&lemma);
        if (edge.rel == at || goes)
            && document.tokens[verb].upos == Upos::Verb
            && !verbs.contains(&verb)
        {
            verbs.push(verb);
        }
    }
    for verb in verbs {
        let word = &document.tokens[verb];
        let lemma = word.lemma.as_str();
        let tells = TELLING.contains(&lemma);
        if AFAR.contains(&lemma) && !tells || !is_done(view, verb) {
            continue;
        }
        // Somebody's words of an event are not said at it: "said he would be at the gala".
        let clause = document.children(verb).any(|c| {
            matches!(document.tokens[c].deprel, Deprel::Ccomp | Deprel::Xcomp)
                && document.tokens[c].span.start < document.tokens[token].span.start
        });
        if tells && clause {
            continue;
        }
        for edge in view.graph.out(verb) {
            let with = edge.rel == prep("with") && TOGETHER.contains(&lemma);
            // "brought her mother to the gala"
            let brought = edge.rel == Rel::Object && BRINGING.contains(&lemma);
            if edge.rel != Rel::Subject && !with && !brought {
                continue;
            }
            // What is done to somebody, he need not be there for.
            let passive = document.child(verb, Deprel::AuxPass).is_some();
            for subject in view.fillers(edge.to) {
                if is_person(view, &subject) && !passive && !is_nothing(view, &subject) {
                    found.push(of(verb, subject, event));
                }
            }
        }
    }
}

/// Whoever a sentence is about that begins with the event, wherever the parser hung it: "Backstage at
/// the gala on Sunday, Quill wept".
fn fronted(view: &View<'_>, event: Filler, found: &mut Vec<Found>) {
    let document = view.document;
    let tokens = document.tokens_in(event.span);
    let sentence = document.sentences[document.sentence_of(tokens.start)].tokens.clone();
    let Some(at) = at(view, sentence.start..tokens.start) else { return };
    let first = at.saturating_sub(1).max(sentence.start);
    if first != sentence.start {
        return;
    }
    let comma = (tokens.end..sentence.end.min(tokens.end + DRESS)).find(|&t| view.lower[t] == ",");
    let Some(next) = comma.map(|comma| comma + 1).filter(|&t| sentence.contains(&t)) else {
        return;
    };
    let name = view.name_at(next).map_or(next, |name| document.mentions[name].head);
    let verb = view.governor(name);
    let word = &document.tokens[verb];
    let does = word.upos == Upos::Verb
        && document.tokens[name].deprel.is_subject()
        && (!AFAR.contains(&word.lemma.as_str()) || TELLING.contains(&word.lemma.as_str()));
    if !does || !is_done(view, verb) {
        return;
    }
    for subject in view.fillers(name) {
        if is_person(view, &subject) && !is_nothing(view, &subject) {
            found.push(of(verb, subject, event));
        }
    }
}

/// Returns the "at" that ends the words before a name.
fn at(view: &View<'_>, before: Range<usize>) -> Option<usize> {
    let last = before.rev().find(|&t| view.lower[t] != "the")?;
    (view.lower[last] == "at").then_some(last)
}

fn is_person(view: &View<'_>, filler: &Filler) -> bool {
    view.parties.list[filler.party].kind == Some(EntityKind::Person)
}

/// Whether the verb tells what somebody did, and not what he might or is to do.
fn is_done(view: &View<'_>, verb: usize) -> bool {
    let document = view.document;
    let word = &document.tokens[verb];
    let helped = |words: &[&str]| {
        document
            .children(verb)
            .any(|c| document.tokens[c].deprel == Deprel::Aux && words.contains(&&*view.lower[c]))
    };
    let to = document.children(verb).any(|c| view.lower[c] == "to");
    !to && word.xpos != Xpos::Vb
        && !helped(&["will", "would", "could", "might", "may", "should", "can"])
        || helped(&["did"])
}

/// Under a picture: "Mara Quill and Jonas Lindt at the gala".
fn captioned(view: &View<'_>, event: Filler, found: &mut Vec<Found>) {
    let document = view.document;
    let tokens = document.tokens_in(event.span);
    let sentence = &document.sentences[document.sentence_of(tokens.start)].tokens;
    let finite = |t: usize| {
        matches!(document.tokens[t].upos, Upos::Verb | Upos::Aux)
            && matches!(document.tokens[t].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
    };
    let Some(at) = at(view, sentence.start..tokens.start) else { return };
    let named = |t: usize| view.name_at(t).map(|name| &document.mentions[name]);
    let person = |t: usize| named(t).is_some_and(|m| m.kind == Some(EntityKind::Person));
    // "Mara Quill, left, at the gala", "Mara Quill in Orbex at the gala"
    let mut before = (sentence.start..at).rev().filter(|&t| view.lower[t] != "the").take(DRESS);
    let Some(last) = before.find(|&t| person(t)) else { return };
    if !person(sentence.start) || sentence.clone().any(finite) {
        return;
    }
    let mut people = Vec::new();
    for t in sentence.start..=last {
        for subject in view.fillers_at(t) {
            if is_person(view, &subject) && subject.named && !people.contains(&subject.party) {
                people.push(subject.party);
                found.push(of(at, subject, event));
            }
        }
    }
}

fn of(key: usize, subject: Filler, event: Filler) -> Found {
    Found {
        pattern: 0,
        by_tree: false,
        doubtful: 0,
        key,
        words: vec![key],
        subject,
        object: Some(event),
        value: None,
        qualifiers: Vec::new(),
    }
}

//! Makes typed claims of what the patterns found.

use std::collections::{BTreeMap, HashSet};

use reportedly_nlp::{Attribution, Context, Deprel, EntityKind, Span, Upos, Xpos};

use super::confidence::{How, Signs};
use super::draft::{Draft, argument, claim, mentions};
use super::matching::{self, Found};
use super::nobody::is_nothing;
use super::pattern::{Pattern, Patterns};
use super::view::{Filler, View};
use super::{partner, post, schedule, valid, value};
use crate::beat::{Beats, Example, Predicate, PredicateKind, ValueKind};
use crate::claim::{Claim, Field, Mentions};

/// Leaves out that something was moved where the sentence gives its new date: the date tells it.
pub(super) fn dated(view: &View<'_>, beats: &Beats, patterns: &Patterns, found: &mut Vec<Found>) {
    let place = |f: &Found| (view.document.sentence_of(f.key), f.subject.party);
    let kind = |f: &Found| {
        let pattern = &patterns.list[f.pattern];
        beats.beats()[pattern.beat].predicates[pattern.predicate].kind
    };
    // What "premiered in May" has come out: what came of a date tells it, by the same word.
    let named = |f: &Found| {
        let pattern = &patterns.list[f.pattern];
        &beats.beats()[pattern.beat].predicates[pattern.predicate]
    };
    let past = |&&word: &&usize| matches!(view.document.tokens[word].xpos, Xpos::Vbd | Xpos::Vbn);
    let words: HashSet<(&str, usize, usize)> = found
        .iter()
        .flat_map(|f| {
            let words = f.words.iter().filter(past);
            words.map(|&word| (named(f).name.as_str(), word, f.subject.party))
        })
        .collect();
    found.retain(|f| {
        let by = |by: &String| {
            f.words.iter().any(|&word| words.contains(&(by.as_str(), word, f.subject.party)))
        };
        !named(f).kept_by.iter().any(by)
    });
    let due: HashSet<(&str, usize, usize)> = found
        .iter()
        .flat_map(|f| named(f).kept_by.iter().map(move |by| (f, by)))
        .flat_map(|(f, by)| f.words.iter().map(|&w| (by.as_str(), w, f.subject.party)))
        .collect();
    found.retain(|f| {
        let told = |&word: &usize| due.contains(&(named(f).name.as_str(), word, f.subject.party));
        f.object.is_some() || !f.words.iter().any(told)
    });
    let dates = found.iter().filter(|f| kind(f) == PredicateKind::Schedule);
    let dates: HashSet<(usize, usize)> = dates.map(place).collect();
    found.retain(|f| {
        kind(f) != PredicateKind::Event || !schedule::moves(view, f) || !dates.contains(&place(f))
    });
}

/// Makes claims of what a pattern found: several where a date was moved more than once.
pub(super) fn typed(
    view: &View<'_>,
    context: &Context,
    beats: &Beats,
    patterns: &Patterns,
    found: &Found,
    field: Field,
) -> Vec<Claim> {
    let pattern = &patterns.list[found.pattern];
    let beat = &beats.beats()[pattern.beat];
    let predicate = &beat.predicates[pattern.predicate];
    let example = &predicate.examples[pattern.example];
    let may_lack = predicate.object_optional || (pattern.elliptic && partner::may_lack(predicate));
    if predicate.object.is_some() && found.object.is_none() && !may_lack {
        return Vec::new();
    }
    let parties = [Some(&found.subject), found.object.as_ref()];
    let unfit = |party: &Filler| only_tells(view, party, found) || is_nothing(view, party);
    if parties.into_iter().flatten().any(unfit) {
        return Vec::new();
    }
    // "his late sister Ida": who is late is whoever is named there, if anybody.
    if view.lower[found.key] == "late" && !found.subject.named {
        return Vec::new();
    }
    // "Mara Quill wins record": half a headline taken for a name.
    let name = |filler: &Filler| format!("{} ", view.parties.list[filler.party].name);
    if found.object.is_some_and(|object| name(&object).starts_with(&name(&found.subject))) {
        return Vec::new();
    }
    // "The Oscars, where she won": a ceremony has no prizes of its own.
    let kind = |filler: &Filler| view.parties.list[filler.party].kind;
    let prize = predicate.object.as_ref().is_some_and(|o| o.contains(&EntityKind::Award));
    if prize && kind(&found.subject) == Some(EntityKind::Event) {
        return Vec::new();
    }
    // "the Oscar-winning “Skyline” singer": who sings won it.
    let compound = found.key > 0 && view.lower[found.key - 1] == "-";
    if compound && (matching::tells_apart(view, found.subject.span) || is_further(view, found)) {
        return Vec::new();
    }
    // A country is nobody's guest.
    let guest = predicate.object.as_deref().and_then(<[_]>::first) == Some(&EntityKind::Event);
    if guest && kind(&found.subject) == Some(EntityKind::Place) {
        return Vec::new();
    }
    // "This saw Porter and Weston win": who sees is not seen.
    let sees = view.document.tokens[found.key].lemma == "see"
        && view.document.child(found.key, Deprel::Obj).is_some();
    if pattern.passive && sees {
        return Vec::new();
    }
    // "She was born Ida Kern": that is what she was called.
    let next = view.document.tokens.get(found.key + 1);
    let called = next.is_some_and(|t| t.span.start == found.subject.span.start)
        && found.key.checked_sub(1).is_none_or(|t| view.lower[t] != "-");
    if view.lower[found.key] == "born" && called {
        return Vec::new();
    }
    // "She saw him", where "is seeing" was meant
    let key = &view.document.tokens[found.key];
    let aside = matches!(key.deprel, Deprel::Advcl | Deprel::Acl);
    if example.ongoing && key.upos == Upos::Verb && (key.xpos != Xpos::Vbg || aside) {
        return Vec::new();
    }
    // "They were hanging out": nobody was hanged.
    if pattern.passive && key.xpos == Xpos::Vbg && found.subject.span.end <= key.span.start {
        return Vec::new();
    }
    let misread = among_themselves(view, predicate, found)
        || predicate.symmetric && each_alone(view, found)
        || predicate.yearly && of_the_next(view, found)
        || matches!(predicate.value, Some(ValueKind::Role(_))) && is_played(view, found);
    if misread || shares_former(view, found) {
        return Vec::new();
    }
    // What is said beside a name is told better by the words around the role.
    let role = matches!(predicate.value, Some(ValueKind::Role(_)));
    if role && found.value.is_some() && describing(view, found) {
        return Vec::new();
    }
    let published = context.document_creation_time;
    let (valid_time, timex) =
        valid::valid_time(view, found, predicate.kind, example.past, published);
    let mut qualifiers: BTreeMap<String, String> =
        found.qualifiers.iter().map(|(name, value)| (name.clone(), value.text.clone())).collect();
    let mut placed_by: Option<Span> = None;
    if matches!(predicate.kind, PredicateKind::Event | PredicateKind::Schedule) {
        let placed = predicate.object.as_ref().is_some_and(|o| o.contains(&EntityKind::Place));
        let placed = placed && found.object.is_some();
        if let Some(place) = schedule::place(view, found).filter(|_| !placed) {
            placed_by = Some(place.span);
            qualifiers.entry("place".to_owned()).or_insert(place.text);
        }
        if let Some(cause) = schedule::cause(view, found) {
            qualifiers.entry("cause".to_owned()).or_insert(cause.text);
        }
    }
    let draft = Draft {
        predicate,
        rule: format!("{}/{}#{}", beat.name, predicate.name, pattern.example + 1),
        key: top(view, found),
        subject: argument(view, found.subject.party),
        object: found.object.map(|object| argument(view, object.party)),
        value: None,
        valid_time,
        time: timex.map(|timex| timex.span),
        span: matching::span(view, found),
        mentions: Mentions {
            value: found.value.as_ref().map(|value| value.span).or(placed_by),
            ..mentions(&found.subject, found.object.as_ref())
        },
        qualifiers,
        certainty: example.certainty,
        describing: describing(view, found),
        signs: signs(found, pattern),
    };
    if predicate.kind == PredicateKind::Schedule {
        let moved = schedule::moved(view, found);
        if moved.len() > 1 {
            return moved
                .into_iter()
                .filter_map(|date| one_date(view, &draft, date, field))
                .collect();
        }
    }
    let Some((value, time)) = value(view, predicate, example, pattern.timed, found) else {
        return Vec::new();
    };
    let asks = predicate.examples.iter().any(|e| e.text.contains("<value>"));
    // A value that no slot gave: where it happened, else when.
    let place = || draft.qualifiers.get("place").cloned();
    let when =
        || valid_time.filter(|_| predicate.kind == PredicateKind::Event).map(|t| t.to_string());
    let value = value.or_else(|| match predicate.value {
        Some(ValueKind::Place) if predicate.object.is_none() => place().or_else(when),
        Some(ValueKind::Place) => place(),
        // "She resigned in May" does not tell as what: the examples ask for words of its own.
        Some(ValueKind::Words) if predicate.object.is_none() || !asks => place().or_else(when),
        Some(ValueKind::Time) => when(),
        _ => None,
    });
    // "Porter, born Anna Weston" tells neither where nor when.
    if predicate.value == Some(ValueKind::Place) && predicate.object.is_none() && value.is_none() {
        return Vec::new();
    }
    let said = value.is_some() || draft.object.is_some() || valid_time.is_some();
    // That something premiered says little; where or when it did is what is reported.
    // Of somebody who left a post more may be known from elsewhere in the article.
    let post = predicate.subject == [EntityKind::Person];
    if predicate.value == Some(ValueKind::Words) && predicate.object_optional && !said && !post {
        return Vec::new();
    }
    let time = time.or(draft.time);
    claim(view, Draft { value, time, ..draft }, field).into_iter().collect()
}

/// Whether the subject stands in a phrase of its own behind a compound: "the prize-winning star of films
/// like Skyline".
fn is_further(view: &View<'_>, found: &Found) -> bool {
    let mut tokens = view.document.tokens_in(found.subject.span);
    let first = tokens.next().unwrap_or(found.key);
    let between = found.key + 1..first;
    between
        .clone()
        .any(|t| view.document.tokens[t].upos == Upos::Adp || view.lower[t] == "including")
}

/// Whether two of a group are told to be what only somebody else can be to them: in "their first child"
/// neither is the child of the other.
fn among_themselves(view: &View<'_>, predicate: &Predicate, found: &Found) -> bool {
    let Some(object) = found.object.filter(|_| !predicate.symmetric) else { return false };
    let document = view.document;
    let first = |f: &Filler| document.tokens_in(f.span).next();
    let group = |f: &Filler| {
        let mention = view.mention_at(first(f)?)?;
        let party = view.parties.of_mention[mention]?;
        let members = &view.parties.list[party].members;
        (members.contains(&found.subject.party) && members.contains(&object.party)).then_some(())
    };
    group(&found.subject).or_else(|| group(&object)).is_some()
}

/// Whether what is told of a pair is told of each: "Quill and Lindt both got married".
fn each_alone(view: &View<'_>, found: &Found) -> bool {
    let Some(object) = found.object else { return false };
    let pair = found.subject.span.cover(object.span);
    let both = |&t: &usize| {
        view.lower[t] == "both" && view.document.tokens[t].span.start >= pair.end && t <= found.key
    };
    let words = found.words.iter().chain([&found.key]);
    words.flat_map(|&word| (word.saturating_sub(3)..=word).filter(both)).next().is_some()
}

/// Whether a role is one in a story: "Quill is a detective in the film Skyline".
fn is_played(view: &View<'_>, found: &Found) -> bool {
    found.value.as_ref().is_some_and(|value| {
        let last = view.document.tokens_in(value.span).last();
        last.is_some_and(|last| post::is_played(view, last) || post::is_praise(&view.lower[last]))
    })
}

/// Whether an age is that of the name behind it: "Quill, 74-year-old Lindt and Lang came".
fn of_the_next(view: &View<'_>, found: &Found) -> bool {
    let last = found.words.iter().copied().max().unwrap_or(found.key);
    let next = last + 1;
    let name = view.lower.get(next).and_then(|_| view.name_at(next));
    let begins = |name: usize| view.document.mentions[name].tokens.start == next;
    name.is_some_and(begins)
        && view.document.sentence_of(next) == view.document.sentence_of(last)
        && found.subject.span.end <= view.document.tokens[last].span.start
        && view.document.tokens[last].lemma == "old"
}

/// Words that tell that somebody is something no more.
const FORMER: &[&str] = &["former", "ex", "estranged", "late"];

/// Whether "former" stands with another noun than the one it was looked for with: "the former actress
/// and wife of Lindt".
fn shares_former(view: &View<'_>, found: &Found) -> bool {
    found.words.iter().any(|&word| {
        let head = view.document.tokens[word].head;
        FORMER.contains(&&*view.lower[word])
            && view.document.tokens[word].deprel == Deprel::Amod
            && head.is_some_and(|head| head != found.key && !found.words.contains(&head))
    })
}

/// Returns the word of what was found that the others hang on: what becomes of "hired to manage" is
/// said of the hiring. A word that tells whose word it is stands outside.
fn top(view: &View<'_>, found: &Found) -> usize {
    let document = view.document;
    let tells = |token: usize| view.cue[token];
    let (mut top, mut at) = (found.key, found.key);
    for _ in 0..8 {
        let Some(head) = document.tokens[at].head else { break };
        if tells(head) {
            break;
        }
        at = head;
        if found.words.contains(&at) {
            top = at;
        }
    }
    top
}

/// Makes a claim of one of several dates between which something was moved.
fn one_date(
    view: &View<'_>,
    draft: &Draft<'_>,
    date: schedule::Moved,
    field: Field,
) -> Option<Claim> {
    let mut qualifiers = draft.qualifiers.clone();
    let linked = [("replaces", date.replaces), ("superseded_by", date.superseded_by)];
    for (name, value) in linked {
        if let Some(value) = value {
            qualifiers.insert(name.to_owned(), value);
        }
    }
    let draft = Draft {
        predicate: draft.predicate,
        rule: draft.rule.clone(),
        subject: draft.subject.clone(),
        object: draft.object.clone(),
        value: Some(date.value.text),
        time: Some(date.value.span),
        qualifiers,
        ..*draft
    };
    claim(view, draft, field)
}

/// Whether somebody stands in the clause only as the one whose words it gives: "..., a guest said".
fn only_tells(view: &View<'_>, party: &Filler, found: &Found) -> bool {
    let document = view.document;
    let key = &document.tokens[found.key];
    // "She denied dating him": who tells is who does it.
    let unsaid = matches!(key.deprel, Deprel::Xcomp | Deprel::Ccomp | Deprel::Obj)
        && matches!(key.xpos, Xpos::Vbg | Xpos::Vb)
        && !document.children(found.key).any(|c| document.tokens[c].deprel.is_subject());
    // "She denied a romance with him": the telling is part of what is looked for.
    let told =
        |cue: &Span| found.words.iter().any(|&word| cue.overlaps(document.tokens[word].span));
    let span = key.span;
    let tells_it = |attribution: &Attribution| {
        let tells = attribution.source.as_ref().is_some_and(|s| s.span.contains(party.span));
        tells
            && !attribution.cue.iter().any(told)
            && attribution.content.iter().any(|content| content.contains(span))
    };
    !unsaid
        && document.tokens_in(party.span).next().is_some_and(|first| {
            view.sources_at(first).iter().map(|&index| &document.attributions[index]).any(tells_it)
        })
}

/// Returns the value of a claim and the words of its time; `None` where the value is missing.
fn value(
    view: &View<'_>,
    predicate: &Predicate,
    example: &Example,
    timed: bool,
    found: &Found,
) -> Option<(Option<String>, Option<Span>)> {
    if let Some(value) = &example.value {
        return Some((Some(value.clone()), None));
    }
    if timed && predicate.value == Some(ValueKind::Time) {
        let timex = valid::timex(view, found)?;
        // "opens two weeks prior": to what is not said here, so it is no date.
        let words = timex.span.of(&view.document.text).to_lowercase();
        if ["prior", "earlier", "later"].iter().any(|word| words.ends_with(word)) {
            return None;
        }
        let time = value::time(timex)?;
        return Some((Some(time.text), Some(time.span)));
    }
    // "was elected last year" tells when, and not as what.
    let is_time = |span: Span| {
        let times = &view.document.timexes;
        let near = times.partition_point(|timex| timex.span.end <= span.start);
        times.get(near).is_some_and(|timex| timex.span.contains(span))
    };
    let told = found
        .value
        .as_ref()
        .filter(|value| predicate.value != Some(ValueKind::Words) || !is_time(value.span));
    Some((told.map(|value| value.text.clone()), None))
}

/// Returns what speaks for and against what was found.
fn signs(found: &Found, pattern: &Pattern) -> Signs {
    let unnamed = u8::from(!found.subject.named) + u8::from(found.object.is_some_and(|o| !o.named));
    Signs {
        how: if found.by_tree { How::Tree } else { How::Sequence },
        unnamed,
        doubtful: found.doubtful,
        filled: pattern.elliptic,
    }
}

/// Whether what was found is a description ("A's wife B"): no verb says it.
pub(super) fn describing(view: &View<'_>, found: &Found) -> bool {
    let document = view.document;
    !found.words.iter().chain([&found.key]).any(|&word| {
        let token = &document.tokens[word];
        token.upos == Upos::Verb
            || document.child(word, Deprel::Cop).is_some()
            || document.children(word).any(|c| document.tokens[c].deprel.is_subject())
    })
}

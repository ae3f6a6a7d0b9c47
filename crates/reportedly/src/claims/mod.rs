//! Takes claims from an article: typed claims by the examples of the beats, and statements.
//!
//! ```
//! use reportedly::{Article, beat::Beats, claims::claims};
//!
//! let text = "Anna Porter is reportedly dating Mark Weston.";
//! let mut article = Article::new("a.txt", "2024-05-01".parse().unwrap(), text);
//! article.segments = reportedly::read::segment::segments(text, 0, None);
//! for claim in claims(&article, Beats::built_in()) {
//!     assert_eq!(claim.evidence.span.of(text), claim.evidence.exact);
//! }
//! ```
//!
//! **Invariant:** evidence and cues are, byte for byte, what the article says at their spans; the
//! same article and beats always give the same claims, in text order.

mod age;
mod beside;
mod demonym;
mod describe;
mod explain;
mod graph;
mod lists;
mod matching;
mod omitted;
mod once;
mod open;
mod partner;
mod pattern;
mod place;
mod post;
mod proposition;
mod resolve;
mod rows;
mod schedule;
mod source;
mod stance;
mod statement;
mod topic;
mod valid;
mod value;
mod view;
mod works;

use std::collections::{BTreeMap, HashSet};

use reportedly_nlp::{
    Certainty, Context, Deprel, Document, EntityKind, Interval, Mode, Polarity, Segment,
    SegmentKind, Span, SpeechAct, Upos, Xpos, annotate,
};

use crate::article::Article;
use crate::beat::{Beats, Example, Predicate, PredicateKind, ValueKind};
use crate::claim::{Argument, Claim, ClaimKind, Cue, CueRole, Evidence, Field};
pub use explain::{Attempt, explain};
use matching::Found;
use once::{once, proposition};
pub(crate) use pattern::Patterns;
pub use proposition::{Proposition, propositions};
use view::{Filler, View};

/// Returns the claims of an article, in text order, and behind them its open claims; those of a
/// title told beside the text follow, where the text does not carry the same.
pub fn claims(article: &Article, beats: &Beats) -> Vec<Claim> {
    let context = Context { document_creation_time: article.published, mode: Mode::News };
    let document = annotate(&article.text, &article.segments, &context);
    let title = article.title.as_deref().unwrap_or_default();
    let mut all = of_document(&document, title, &context, beats, Field::Text);
    if !title.is_empty() {
        let segment = Segment { span: Span::new(0, title.len()), kind: SegmentKind::Title };
        let document = annotate(title, &[segment], &context);
        let told: HashSet<String> = all.iter().map(|claim| proposition(claim, beats)).collect();
        let of_title = of_document(&document, title, &context, beats, Field::Title);
        all.extend(of_title.into_iter().filter(|claim| !told.contains(&proposition(claim, beats))));
    }
    if let Some(outlet) = &article.outlet {
        for claim in &mut all {
            source::leave_out(&mut claim.chain, outlet);
        }
    }
    all
}

/// Returns the claims of an annotated text.
fn of_document(
    document: &Document,
    title: &str,
    context: &Context,
    beats: &Beats,
    field: Field,
) -> Vec<Claim> {
    let view = View::new(document, title);
    let patterns = beats.patterns();
    let mut found = matching::matches(&view, beats, patterns);
    dated(&view, beats, patterns, &mut found);
    let mut claims: Vec<Claim> = found
        .iter()
        .flat_map(|found| typed(&view, context, beats, patterns, found, field))
        .collect();
    claims.extend(beside::ages(&view, context, beats, field));
    claims.extend(beside::posts(&view, context, beats, field));
    claims.extend(beside::places(&view, beats, field));
    claims.extend(lists::claims(&view, beats, field));
    partner::complete(&mut claims, beats);
    // Getting and losing a post is often told without saying where.
    for (beat, post) in beats.predicates() {
        if matches!(post.value, Some(ValueKind::Role(_))) {
            let moves = beat.predicates.iter().filter(|p| p.object_optional && p.name != post.name);
            let moves: Vec<&str> = moves.map(|p| p.name.as_str()).collect();
            omitted::complete(&mut claims, &post.name, &moves);
        }
    }
    claims.extend(statement::statements(&view, field));
    claims.sort_by(|a, b| {
        let key = |c: &Claim| (c.evidence.span.start, c.kind, c.predicate.clone());
        key(a).cmp(&key(b)).then(b.confidence.total_cmp(&a.confidence))
    });
    let mut claims = once(claims, beats);
    claims.extend(open::claims(&view, field, &claims));
    claims
}

/// Leaves out that something was moved where the sentence gives its new date: the date tells it.
fn dated(view: &View<'_>, beats: &Beats, patterns: &Patterns, found: &mut Vec<Found>) {
    let place = |f: &Found| (view.document.sentence_of(f.key), f.subject.party);
    let kind = |f: &Found| {
        let pattern = &patterns.list[f.pattern];
        beats.beats()[pattern.beat].predicates[pattern.predicate].kind
    };
    let dates = found.iter().filter(|f| kind(f) == PredicateKind::Schedule);
    let dates: HashSet<(usize, usize)> = dates.map(place).collect();
    found.retain(|f| {
        kind(f) != PredicateKind::Event || !schedule::moves(view, f) || !dates.contains(&place(f))
    });
}

/// What a typed claim is made of, before it is known who says so.
struct Draft<'b> {
    predicate: &'b Predicate,
    rule: String,
    /// The word that says it.
    key: usize,
    subject: Argument,
    object: Option<Argument>,
    value: Option<String>,
    valid_time: Option<Interval>,
    /// The words of the time.
    time: Option<Span>,
    span: Span,
    qualifiers: BTreeMap<String, String>,
    certainty: Option<Certainty>,
    /// Whether it is said by describing somebody rather than by a clause.
    describing: bool,
    confidence: f32,
}

/// Makes claims of what a pattern found: several where a date was moved more than once.
fn typed(
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
    // "Mara Quill wins record": half a headline taken for a name.
    let name = |filler: &Filler| format!("{} ", view.parties.list[filler.party].name);
    if found.object.is_some_and(|object| name(&object).starts_with(&name(&found.subject))) {
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
    if matches!(predicate.kind, PredicateKind::Event | PredicateKind::Schedule) {
        let placed = predicate.object.as_ref().is_some_and(|o| o.contains(&EntityKind::Place));
        let placed = placed && found.object.is_some();
        if let Some(place) = schedule::place(view, found).filter(|_| !placed) {
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
        qualifiers,
        certainty: example.certainty,
        describing: describing(view, found),
        confidence: confidence(found),
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
        Some(ValueKind::Place) => place(),
        // "She resigned in May" does not tell as what: the examples ask for words of its own.
        Some(ValueKind::Words) if predicate.object.is_none() || !asks => place().or_else(when),
        Some(ValueKind::Time) => when(),
        _ => None,
    });
    let said = value.is_some() || draft.object.is_some() || valid_time.is_some();
    // That something premiered says little; where or when it did is what is reported.
    if predicate.value == Some(ValueKind::Words) && predicate.object_optional && !said {
        return Vec::new();
    }
    let time = time.or(draft.time);
    claim(view, Draft { value, time, ..draft }, field).into_iter().collect()
}

/// Returns the word of what was found that the others hang on: what becomes of "hired to manage" is
/// said of the hiring. A word that tells whose word it is stands outside.
fn top(view: &View<'_>, found: &Found) -> usize {
    let document = view.document;
    let tells = |token: usize| {
        let span = document.tokens[token].span;
        document.attributions.iter().any(|a| a.cue.iter().any(|cue| cue.overlaps(span)))
    };
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

/// Whether somebody is never named: a claim about "a guest" or "the actress" is about nobody that
/// can be asked for, and so is one about an "I" whose words nobody is known to have said.
fn is_anybody(party: &Argument) -> bool {
    let first = party.name.split(' ').next().unwrap_or_default().to_lowercase();
    let pronoun = !party.name.contains(' ') && PRONOUNS.contains(&first.as_str());
    let person = party.kind == Some(EntityKind::Person);
    let named = party.name.contains(char::is_uppercase);
    let described = (person || (!named && party.kind == Some(EntityKind::Organisation)))
        && ARTICLES.contains(&first.as_str());
    let unknown = matches!(first.as_str(), "a" | "an")
        && matches!(party.kind, Some(EntityKind::Person | EntityKind::Organisation));
    pronoun || described || unknown
}

const PRONOUNS: &[&str] =
    &["i", "we", "you", "he", "she", "they", "it", "me", "us", "them", "my", "our", "who"];

const ARTICLES: &[&str] =
    &["a", "an", "the", "my", "our", "your", "his", "her", "their", "its", "this", "that", "every"];

/// Whether the words name nothing that could be asked for: "the event", "film festivals", "a first
/// film", half of a quotation, a place in the charts, a category of prizes taken for a film.
fn is_nothing(view: &View<'_>, party: &Filler) -> bool {
    let named = view.is_named(party.party);
    let party = &view.parties.list[party.party];
    let name = party.name.as_str();
    let articles = ["The ", "the ", "A ", "a ", "An ", "an "];
    let bare = articles.iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name);
    let small = !bare.chars().any(|c| c.is_uppercase() || c.is_numeric());
    let whose = ["his ", "her ", "their ", "its ", "my ", "our "];
    let owned = whose.iter().any(|word| name.to_lowercase().starts_with(word));
    let halved = name.matches('"').count() % 2 == 1
        || name.matches('“').count() != name.matches('”').count()
        || name.split_once(':').is_some_and(|(_, rest)| rest.starts_with(char::is_alphabetic));
    let several = name.ends_with('s') && !name.ends_with("ss") && !name.ends_with("'s");
    let unsaid = match party.kind {
        Some(EntityKind::Event) => small && (several || !bare.contains(' ')),
        Some(EntityKind::Work) => {
            (!named && (small || owned))
                || ((name.contains("Actor") || name.contains("Actress"))
                    && ["Outstanding", "Best", "Worst", "Lead", "Supporting"]
                        .iter()
                        .any(|word| name.starts_with(word)))
        }
        Some(EntityKind::Person) | None => !named && small && party.members.is_empty(),
        _ => false,
    };
    halved || unsaid || name.starts_with("No. ")
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
    !unsaid
        && document.attributions.iter().any(|attribution| {
            let tells = attribution.source.as_ref().is_some_and(|s| s.span.contains(party.span));
            tells
                && !attribution.cue.iter().any(told)
                && attribution.content.iter().any(|content| content.contains(span))
        })
}

/// Makes the claim: finds out who says so, how certainly, and how firm that is.
fn claim(view: &View<'_>, draft: Draft<'_>, field: Field) -> Option<Claim> {
    let document = view.document;
    let sentence = &document.sentences[document.sentence_of(draft.key)];
    let segment = document.segments[sentence.segment].kind;
    if matches!(segment, SegmentKind::Boilerplate | SegmentKind::Credit | SegmentKind::Byline) {
        return None;
    }
    let mut stance = stance::stance(view, draft.key, draft.describing);
    if let Some(certainty) = draft.certainty {
        // Said outright to be certain: "you might know her from Skyline" does not doubt that she is in it.
        stance.certainty = match certainty {
            Certainty::Ct => Certainty::Ct,
            _ => stance.certainty.max(certainty),
        };
    }
    // What can be done is not said to have been done.
    if document.children(draft.key).any(|c| document.tokens[c].lemma == "can") {
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
    if is_anybody(&subject) || object.as_ref().is_some_and(is_anybody) {
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
        cues: stance.cues,
        rule: draft.rule,
        // A headline says short what the text says in full.
        confidence: draft.confidence - if segment == SegmentKind::Title { 0.02 } else { 0.0 },
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
fn argument(view: &View<'_>, party: usize) -> Argument {
    let party = &view.parties.list[party];
    Argument { name: party.name.clone(), kind: party.kind }
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
    Some((found.value.as_ref().map(|value| value.text.clone()), None))
}

/// Returns how sure it is that the claim was made, by how it was found.
fn confidence(found: &Found) -> f32 {
    let unnamed = |named: bool| if named { 0.0 } else { 0.12 };
    let sure = if found.by_tree { 0.85 } else { 0.7 };
    sure - found.doubt
        - unnamed(found.subject.named)
        - found.object.map_or(0.0, |object| unnamed(object.named))
}

/// Whether what was found is a description ("A's wife B"): no verb says it.
fn describing(view: &View<'_>, found: &Found) -> bool {
    let document = view.document;
    !found.words.iter().chain([&found.key]).any(|&word| {
        let token = &document.tokens[word];
        token.upos == Upos::Verb
            || document.child(word, Deprel::Cop).is_some()
            || document.children(word).any(|c| document.tokens[c].deprel.is_subject())
    })
}

//! When and where somebody was born and died, told in parentheses behind the name: "Anna Porter (born
//! 3 May 1950 in Lund)", "Mark Weston (1904–1982)".

use reportedly_nlp::{Bound, Deprel, EntityKind, Interval, MentionForm, Span, Upos, Xpos};

use super::view::{Filler, View};

/// A birth or a death.
#[derive(Clone, Debug)]
pub(super) struct Life {
    /// Whose.
    pub subject: Filler,
    /// Whether it is a death.
    pub death: bool,
    /// When.
    pub time: Option<Interval>,
    /// The words of the time.
    pub time_span: Option<Span>,
    /// Where.
    pub place: Option<Filler>,
    /// The words.
    pub span: Span,
    /// The name's head.
    pub head: usize,
}

/// The most words between the marks.
const REACH: usize = 48;

/// The fewest years of a life told as two years alone: fewer may be a term of office.
const YEARS: i16 = 25;

/// Returns the births and deaths in a document, in text order.
pub(super) fn lives(view: &View<'_>) -> Vec<Life> {
    let document = view.document;
    let mut all = Vec::new();
    for (index, mention) in document.mentions.iter().enumerate() {
        let person = mention.form == MentionForm::Name && mention.kind == Some(EntityKind::Person);
        let open = mention.tokens.end;
        let sentence = &document.sentences[document.sentence_of(mention.head)].tokens;
        if !person || !sentence.contains(&open) || view.lower[open] != "(" {
            continue;
        }
        let limit = sentence.end.min(open + REACH);
        let Some(close) = (open + 1..limit).find(|&t| view.lower[t] == ")") else { continue };
        for subject in view.fillers_of(index) {
            all.extend(between(view, subject, mention.head, open, close));
        }
    }
    all.extend(late(view));
    for token in 0..document.tokens.len() {
        let Some(subject) = obituary(view, token) else { continue };
        let head = document.tokens_in(subject.span).start;
        let span = subject.span.cover(document.tokens[token].span);
        let life =
            Life { subject, death: true, time: None, time_span: None, place: None, span, head };
        all.push(life);
    }
    all
}

/// Returns whose death a headline tells at the verb: "Anna Porter: cellist of the Lund Quartet dies at
/// 80", "Anna Porter, “Skyline” cellist, dies at 80".
pub(super) fn obituary(view: &View<'_>, verb: usize) -> Option<Filler> {
    let document = view.document;
    if view.lower[verb] != "dies" && !(view.lower[verb] == "dead" && verb > 0) {
        return None;
    }
    let first = document.sentences[document.sentence_of(verb)].tokens.start;
    let name = view.name_at(first)?;
    let mention = &document.mentions[name];
    let person = mention.kind == Some(EntityKind::Person) && mention.tokens.start == first;
    let mut next = mention.tokens.end;
    next += usize::from(view.lower.get(next).is_some_and(|w| w == "obituary"));
    let mark = view.lower.get(next).map(String::as_str);
    let told = match mark {
        Some(":") => true,
        Some(",") => next < verb - 1 && view.lower[verb - 1] == ",",
        _ => false,
    };
    let at = view.lower.get(verb + 1).is_some_and(|w| w == "at");
    (person && told && at && next < verb).then(|| view.fillers_of(name).pop()).flatten()
}

/// The most words between "late" and the name: "the late Lund Quartet cellist and teacher Anna Porter".
const LATE: usize = 7;

/// "The late actor Mark Weston", "her late husband, Mark Weston,": whoever is called late has died.
fn late(view: &View<'_>) -> Vec<Life> {
    let document = view.document;
    let mut all = Vec::new();
    for token in 0..document.tokens.len() {
        if view.lower[token] != "late" {
            continue;
        }
        let sentence = &document.sentences[document.sentence_of(token)].tokens;
        let before = token.checked_sub(1).filter(|t| sentence.contains(t));
        // "the late 1990s" and "late-night" are told apart by what follows.
        let whose = before.is_none_or(|t| {
            matches!(document.tokens[t].upos, Upos::Det | Upos::Punct | Upos::Cconj | Upos::Part)
                || document.tokens[t].xpos == Xpos::PrpPoss
                || view.lower[t] == "whose"
        });
        let after = token + 1..sentence.end.min(token + LATE);
        let mut kin = false;
        for at in after {
            let word = &document.tokens[at];
            let name = view.name_at(at).map(|name| &document.mentions[name]);
            if let Some(name) = name
                && name.kind == Some(EntityKind::Person)
                && name.tokens.start == at
            {
                let subject = view.name_at(at).map(|name| view.fillers_of(name));
                for subject in subject.into_iter().flatten().filter(|_| whose) {
                    all.push(Life {
                        subject,
                        death: true,
                        time: None,
                        time_span: None,
                        place: None,
                        span: word.span.cover(document.tokens[token].span).cover(subject.span),
                        head: name.head,
                    });
                }
                break;
            }
            let part = match word.upos {
                Upos::Noun | Upos::Adj => !matches!(word.xpos, Xpos::Nns),
                // "the late Sen. Anna Porter"
                Upos::Propn => name.is_some() || view.lower[at].ends_with('.'),
                Upos::Punct => {
                    kin && view.lower[at] == "," || at > token + 1 && view.lower[at] == "-"
                }
                Upos::Cconj => true,
                Upos::Verb => word.deprel == Deprel::Amod,
                _ => false,
            };
            if !part || times(view, at) {
                break;
            }
            kin = word.upos == Upos::Noun;
        }
    }
    all
}

/// Whether the token belongs to an expression of time: "the late June evening".
fn times(view: &View<'_>, token: usize) -> bool {
    let span = view.document.tokens[token].span;
    let near = view.document.timexes.partition_point(|t| t.span.end <= span.start);
    view.document.timexes.get(near).is_some_and(|t| t.span.overlaps(span))
}

/// Reads what stands between the marks.
fn between(view: &View<'_>, subject: Filler, head: usize, open: usize, close: usize) -> Vec<Life> {
    let document = view.document;
    let inside = Span::new(document.tokens[open].span.end, document.tokens[close].span.start);
    let first = document.timexes.partition_point(|t| t.span.end <= inside.start);
    let times: Vec<(Span, Interval)> = document.timexes[first..]
        .iter()
        .take_while(|t| t.span.start < inside.end)
        .filter_map(|t| Some((t.span, t.interval?)))
        .collect();
    let word = |from: usize, words: &[&str]| {
        (from..close).find(|&t| words.contains(&view.lower[t].as_str()))
    };
    let born = word(open + 1, &["born", "b.", "né", "née"]);
    let died = word(open + 1, &["died", "d."]);
    let life = |death: bool, from: usize, to: usize, time: Option<(Span, Interval)>| {
        let place = place(view, from, to);
        let place_span = place.map(|p| p.span);
        let time_span = time.map(|(span, _)| span);
        let told = [time_span, place_span].into_iter().flatten().reduce(Span::cover)?;
        Some(Life {
            subject,
            death,
            time: time.map(|(_, interval)| interval),
            time_span,
            place,
            span: subject.span.cover(told),
            head,
        })
    };
    let at = |from: usize, to: usize| {
        let (start, end) = (document.tokens[from].span.start, document.tokens[to - 1].span.end);
        times.iter().copied().find(|(span, _)| start <= span.start && span.end <= end)
    };
    let mut all = Vec::new();
    if born.is_some() || died.is_some() {
        if let Some(born) = born {
            let end = died.filter(|&d| d > born).unwrap_or(close);
            all.extend(life(false, born, end, at(born, end)));
        }
        if let Some(died) = died {
            all.extend(life(true, died, close, at(died, close)));
        }
        return all;
    }
    // "(3 May 1904 – 1 June 1982)", "(1904–1982)"
    let year = |bound: Bound| match bound {
        Bound::At(date) => Some(date.first_day().year()),
        _ => None,
    };
    let alone = |bound: Bound| Interval { start: bound, end: bound };
    match times[..] {
        // Each end of "1904–1982" may stand for the whole.
        [(start, from), (end, to)] | [(start, from), _, (end, to)] => {
            let between = document.text.get(start.end..end.start).unwrap_or_default();
            let (Some(a), Some(b)) = (year(from.start), year(to.end)) else { return all };
            let (from, to) = (alone(from.start), alone(to.end));
            let dash = between.contains(['–', '—', '-', '−']);
            let precise = !matches!(from.start, Bound::At(date) if date.is_year());
            if dash && (b - a >= YEARS || precise && b > a) {
                let middle = document.tokens_in(Span::new(start.end, end.start)).end.max(open + 2);
                all.extend(life(false, open + 1, middle.min(close), Some((start, from))));
                all.extend(life(true, middle.min(close - 1), close, Some((end, to))));
            }
        }
        [(span, whole)] => {
            let (Some(a), Some(b)) = (year(whole.start), year(whole.end)) else { return all };
            if b - a >= YEARS {
                all.extend(life(false, open + 1, open + 1, Some((span, alone(whole.start)))));
                all.extend(life(true, open + 1, open + 1, Some((span, alone(whole.end)))));
            }
        }
        _ => {}
    }
    all
}

/// Returns the first place between two words, with the words of those that it lies in: a name that is
/// known for a place, or what is named after "in".
fn place(view: &View<'_>, from: usize, to: usize) -> Option<Filler> {
    let name = (from..to).find_map(|t| {
        let name = view.name_at(t)?;
        let after = |word: &str| t > 0 && view.lower[t - 1] == word;
        let kind = view.document.mentions[name].kind;
        let person = kind == Some(EntityKind::Person);
        let placed = (after("in") || after("at")) && !person;
        (kind == Some(EntityKind::Place) || placed).then_some(name)
    })?;
    let place = view.fillers_of(name).pop()?;
    Some(Filler { span: place.span.cover(wider(view, name)), ..place })
}

/// Returns the words of a place with those of the places that it is said to lie in: "Lund, Sweden".
pub(super) fn wider(view: &View<'_>, name: usize) -> Span {
    let document = view.document;
    let mut span = document.mentions[name].span;
    let mut at = document.mentions[name].tokens.end;
    while document.tokens.get(at).is_some_and(|_| matches!(&*view.lower[at], "," | "in")) {
        let the = usize::from(view.lower.get(at + 1).is_some_and(|word| word == "the"));
        let Some(next) = (at + 1 + the < view.lower.len())
            .then(|| view.name_at(at + 1 + the))
            .flatten()
            .map(|next| &document.mentions[next])
        else {
            break;
        };
        if next.kind != Some(EntityKind::Place) {
            break;
        }
        span = span.cover(next.span);
        at = next.tokens.end;
    }
    span
}

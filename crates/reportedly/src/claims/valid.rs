//! When a claim is said to hold or to have happened.
//!
//! A state in the present tense gets no start: that it holds on the day of the report does not say
//! since when. A state that is over gets the day of the report as its end, unless the text says
//! when it ended. An event gets the time that its clause gives it, and none otherwise.

use jiff::civil::Date;
use reportedly_nlp::timex::times_of;
use reportedly_nlp::{
    Bound, Deprel, Interval, PartialDate, SegmentKind, Span, Timex, TimexKind, Upos, Xpos,
};

use super::matching::Found;
use super::view::View;
use crate::beat::PredicateKind;

/// Verbs with which a state begins.
const BEGINNINGS: &[&str] = &[
    "begin",
    "start",
    "become",
    "wed",
    "marry",
    "tie",
    "propose",
    "engage",
    "elope",
    "appoint",
    "hire",
    "join",
    "elect",
    "name",
    "take",
    "found",
    "launch",
    "exchange",
    "say",
    "get",
    "move",
    "relocate",
    "settle",
    "emigrate",
    "immigrate",
    "flee",
];

/// Verbs with which a state ends.
const ENDINGS: &[&str] = &[
    "end", "finish", "dissolve", "cancel", "divorce", "separate", "split", "resign", "retire",
    "leave", "quit", "depart",
];

/// Words that say that a state is over.
const OVER: &[&str] = &[
    "former",
    "formerly",
    "previously",
    "previous",
    "past",
    "prior",
    "once",
    "ex",
    "then",
    "onetime",
    "late",
];

/// Returns the time, and the words that say it.
pub(super) fn valid_time<'v>(
    view: &'v View<'_>,
    found: &Found,
    kind: PredicateKind,
    past: bool,
    published: Date,
) -> (Option<Interval>, Option<&'v Timex>) {
    let published = PartialDate::day(published);
    let timex = timex(view, found);
    let interval = timex.and_then(|timex| timex.interval);
    match kind {
        // How old somebody was who "died in April at age 99", and will be who "will turn 80 in May"
        PredicateKind::Attribute if ages_then(view, found) => match interval {
            Some(at) => (Some(at), timex),
            None if dies(view, found) && view.document.tokens[found.key].xpos == Xpos::Vbd => {
                (Some(Interval::until(published)), None)
            }
            None => (None, None),
        },
        PredicateKind::Attribute | PredicateKind::Schedule => (None, None),
        // What happened has not yet to happen: the tree gave the verb another's time, or a month its year.
        PredicateKind::Event
            if view.document.tokens[found.key].xpos == Xpos::Vbd
                && interval.is_some_and(|at| is_after(at, published)) =>
        {
            (None, None)
        }
        PredicateKind::Event => (interval, timex),
        PredicateKind::State => match interval {
            Some(at) if at.start == at.end && begins(view, found) => {
                let end = ended(view, found).map_or(Bound::Unknown, |end| end.end);
                (Some(Interval { start: at.start, end }), timex)
            }
            Some(at) if at.start == at.end && is_ending(view, view.governor(found.key)) => {
                (Some(Interval { start: Bound::Unknown, end: at.end }), timex)
            }
            // "They married a month later", than nobody says what: before the report, and not over.
            Some(at) if at == Interval::until(published) && begins(view, found) => (None, None),
            Some(at) => (Some(at), timex),
            None if past || over(view, found) => (Some(Interval::until(published)), None),
            None => (None, None),
        },
    }
}

/// Whether a time begins after a day.
fn is_after(time: Interval, day: PartialDate) -> bool {
    matches!(time.start, Bound::At(start) if start.first_day() > day.last_day())
}

/// Whether an age is told with the time at which somebody was, or will be, so old.
fn ages_then(view: &View<'_>, found: &Found) -> bool {
    let future = |&word: &usize| {
        let will = |c: usize| matches!(&*view.lower[c], "will" | "would" | "'ll" | "’ll");
        view.document.tokens[word].lemma == "turn" && view.document.children(word).any(will)
    };
    dies(view, found) || found.words.iter().any(future)
}

/// Whether it is told by a death.
fn dies(view: &View<'_>, found: &Found) -> bool {
    found.words.iter().any(|&word| view.document.tokens[word].lemma == "die")
}

/// Verbs of what is done about a death, on days of their own.
const AFTERWARDS: &[&str] = &[
    "announce",
    "confirm",
    "report",
    "reveal",
    "share",
    "mark",
    "mourn",
    "commemorate",
    "lament",
    "discuss",
    "address",
    "investigate",
    "note",
    "remember",
    "protest",
];

/// Whether the time beside what was found may be that of what is done about it: "announced her death
/// on Monday" does not say on which day she died.
fn is_told_of(view: &View<'_>, found: &Found) -> bool {
    let key = &view.document.tokens[found.key];
    let death = matches!(key.lemma.as_str(), "death" | "passing");
    let done = matches!(key.deprel, Deprel::Obj | Deprel::NsubjPass);
    let verb = key.head.filter(|_| death && done);
    verb.is_some_and(|verb| AFTERWARDS.contains(&view.document.tokens[verb].lemma.as_str()))
}

/// Returns the expression of time that belongs to what was found.
pub(super) fn timex<'v>(view: &'v View<'_>, found: &Found) -> Option<&'v Timex> {
    let document = view.document;
    if is_told_of(view, found) {
        return None;
    }
    let sentence = document.sentence_of(found.key);
    let place = &document.sentences[sentence];
    let caption =
        document.segments.get(place.segment).map(|s| s.kind) == Some(SegmentKind::Caption);
    let first = document.timexes.partition_point(|t| t.span.end <= place.span.start);
    let here = document.timexes[first..].iter().take_while(|t| t.span.start < place.span.end);
    let key = document.tokens[found.key].span;
    let events = events(view, found);
    let own = here.filter(|timex| fits(view, found, timex)).filter(|timex| {
        let Some(token) = document.tokens_in(timex.span).next() else { return false };
        let over = view.governor(token);
        !describes(view, token, found)
            && !is_joined(view, token, found)
            && (caption
                || hangs_on(view, token, found)
                || events.contains(&over)
                || follows(view, token, found))
    });
    // "She wed him in 1978 and divorced in 1989": what the last of the words says has its own time.
    let last = found.words.iter().copied().max().filter(|&last| {
        document.tokens[last].deprel == Deprel::Conj
            && document.tokens[last].upos == Upos::Verb
            && document.tokens[last].head.is_some_and(|head| found.words.contains(&head))
    });
    let own: Vec<&Timex> = own.collect();
    let after = last.map_or(0, |last| document.tokens[last].span.start);
    let nearest =
        own.iter().copied().filter(|timex| timex.span.start > after).chain(own.iter().copied());
    let nearest = match last {
        Some(_) => nearest.into_iter().next(),
        None => nearest.min_by_key(|timex| timex.span.start.abs_diff(key.start)),
    };
    let shared = || {
        let times = events.iter().flat_map(|&event| times_of(document, event));
        let own = |timex: &&Timex| {
            let token = document.tokens_in(timex.span).next();
            let others = |token| describes(view, token, found) || is_joined(view, token, found);
            fits(view, found, timex) && !token.is_some_and(others)
        };
        times.map(|at| &document.timexes[at]).filter(own)
    };
    let best = nearest.or_else(|| shared().next())?;
    // "One month later, with witnesses spotting them on March 16"
    Some(shared().find(|timex| is_within(timex, best)).unwrap_or(best))
}

/// Returns the verbs, and the words that stand for one, whose time is that of what was found.
///
/// A clause has a time of its own: what "said on Tuesday that they are dating" tells of Tuesday is
/// the saying. A noun has that of the verb it belongs to: "announced their engagement on Tuesday".
fn events(view: &View<'_>, found: &Found) -> Vec<usize> {
    let document = view.document;
    if super::typed::describing(view, found) {
        return std::iter::once(found.key).chain(phase(view, found.key)).collect();
    }
    let clause = |token: usize| {
        // "Announced a split", whatever it was tagged as
        let noun = document.children(token).any(|c| document.tokens[c].deprel == Deprel::Det);
        document.tokens[token].upos == Upos::Verb && !noun
            || document.children(token).any(|child| {
                let deprel = document.tokens[child].deprel;
                deprel.is_subject() || matches!(deprel, Deprel::Cop | Deprel::Aux)
            })
    };
    let mut all = vec![found.key];
    all.extend(found.words.iter().copied().filter(|&word| word != found.key));
    all.extend(phase(view, found.key));
    if !all.iter().any(|&word| clause(word)) {
        all.push(view.governor(found.key));
    }
    all
}

/// Verbs that tell of a stretch of what another word says.
const PHASES: &[&str] = &["begin", "start", "stop", "quit", "continue", "finish", "resume", "keep"];

/// Returns the verb that tells when the word began or ended: "began dating in 2011".
fn phase(view: &View<'_>, key: usize) -> Option<usize> {
    let token = &view.document.tokens[key];
    let head = token.head.filter(|&head| head < key)?;
    let inside = matches!(token.deprel, Deprel::Xcomp | Deprel::Obj | Deprel::Ccomp);
    let phase = PHASES.contains(&view.document.tokens[head].lemma.as_str());
    (inside && phase).then_some(head)
}

/// Whether another noun, joined by "and", stands between what a noun tells and the time: "the death of
/// Porter and the moment in 2010 when".
fn is_joined(view: &View<'_>, time: usize, found: &Found) -> bool {
    let document = view.document;
    if !super::typed::describing(view, found) {
        return false;
    }
    let end = super::matching::span(view, found).end;
    let mut between = (found.key + 1..time).filter(|&t| document.tokens[t].span.start >= end);
    let and = between.by_ref().find(|&t| document.tokens[t].upos == Upos::Cconj);
    and.is_some_and(|and| document.tokens[and].span.start >= end)
        && between.any(|t| document.tokens[t].upos == Upos::Noun)
}

/// Nouns for what happens at a time.
const HAPPENINGS: &[&str] = &[
    "death",
    "passing",
    "birth",
    "wedding",
    "divorce",
    "split",
    "separation",
    "breakup",
    "resignation",
    "departure",
    "appointment",
    "acquisition",
    "takeover",
    "ouster",
    "dismissal",
    "release",
    "premiere",
];

/// Whether the time stands right behind what a noun tells: "until the death of Porter in 2001", whatever
/// it hangs on.
fn follows(view: &View<'_>, time: usize, found: &Found) -> bool {
    let document = view.document;
    let preposition = time.checked_sub(1).filter(|&t| matches!(&*view.lower[t], "in" | "on"));
    let Some(before) = preposition.and_then(|t| t.checked_sub(1)) else { return false };
    let last = document.tokens[before].span;
    let noun = HAPPENINGS.contains(&document.tokens[found.key].lemma.as_str());
    let told = super::matching::span(view, found);
    noun && super::typed::describing(view, found) && told.end == last.end
}

/// Whether the expression names a time on the calendar that is no part of what was found.
fn fits(view: &View<'_>, found: &Found, timex: &Timex) -> bool {
    let Some(token) = view.document.tokens_in(timex.span).next() else { return false };
    let taken = |span: Span| span.overlaps(timex.span);
    // "The 95th Academy Awards", but not "Valentine's Day weekend".
    let in_a_name = view.name_at(token).is_some_and(|mention| {
        let name = view.document.mentions[mention].span;
        name.contains(timex.span) && name != timex.span
    });
    timex.interval.is_some()
        && timex.kind != TimexKind::Set
        && !in_a_name
        && !found.value.as_ref().is_some_and(|value| taken(value.span))
        && !found.object.is_some_and(|object| taken(object.span))
        && !taken(found.subject.span)
}

/// Whether one time lies inside another, and is the more precise.
fn is_within(inner: &Timex, outer: &Timex) -> bool {
    let both = inner.interval.zip(outer.interval);
    both.is_some_and(|(inner, outer)| inner.days() != outer.days() && inner.is_inside(outer))
}

/// Whether the time belongs to what describes the subject: "Porter, famous for her 1960s roles, died".
fn describes(view: &View<'_>, token: usize, found: &Found) -> bool {
    let document = view.document;
    let subject = |at: usize| {
        found.subject.span.contains(document.tokens[at].span) && !found.words.contains(&at)
    };
    // "the debut of Skyline in October": a noun tells it, and what hangs on the name is its time.
    if super::typed::describing(view, found) {
        return false;
    }
    let mut at = token;
    for _ in 0..16 {
        let Some(head) = document.tokens[at].head else { return false };
        // What hangs on the name of who it is said of, and comes behind it.
        if subject(head) && at > head {
            return document.tokens[at].deprel != Deprel::Flat;
        }
        if found.words.contains(&head) || document.tokens[head].upos == Upos::Verb {
            return false;
        }
        at = head;
    }
    false
}

/// Whether the token hangs on a word of the pattern without a clause between.
fn hangs_on(view: &View<'_>, token: usize, found: &Found) -> bool {
    let mut at = token;
    for _ in 0..16 {
        if found.words.contains(&at) || at == found.key {
            return true;
        }
        // "the death of Porter and the moment in 2010 when"
        let beside = view.document.tokens[at].deprel == Deprel::Conj
            && view.document.tokens[at].upos == Upos::Noun;
        if at != token && (beside || view.document.tokens[at].upos == Upos::Verb) {
            return false;
        }
        match view.document.tokens[at].head {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

fn begins(view: &View<'_>, found: &Found) -> bool {
    let beginning = |t: usize| {
        BEGINNINGS.contains(&view.document.tokens[t].lemma.as_str())
            || matches!(&*view.lower[t], "tied" | "wed")
    };
    found.words.iter().any(|&word| beginning(word)) || beginning(view.governor(found.key))
}

/// Whether the verb says that a state ends: "ended their engagement", "called it off".
fn is_ending(view: &View<'_>, verb: usize) -> bool {
    let token = &view.document.tokens[verb];
    let off = || view.document.children(verb).any(|c| matches!(&*view.lower[c], "off" | "up"));
    ENDINGS.contains(&token.lemma.as_str())
        || matches!(token.lemma.as_str(), "call" | "break") && off()
}

/// Returns when the state ended, where the verb beside the one it begins with says so: "wed in 1978
/// and divorced in 1989".
fn ended(view: &View<'_>, found: &Found) -> Option<Interval> {
    let document = view.document;
    let mut verbs = document.children(found.key).filter(|&child| {
        document.tokens[child].deprel == Deprel::Conj
            && is_ending(view, child)
            && !document.children(child).any(|c| document.tokens[c].deprel.is_subject())
    });
    let verb = verbs.next()?;
    let time = times_of(document, verb)
        .into_iter()
        .find(|&time| document.timexes[time].span.start > document.tokens[verb].span.start)?;
    document.timexes[time].interval.filter(|interval| interval.start == interval.end)
}

/// Whether the words say that it holds no longer: "previously dated", "was dating".
fn over(view: &View<'_>, found: &Found) -> bool {
    let document = view.document;
    let mut heads = found.words.clone();
    heads.push(found.key);
    let marked =
        heads.iter().any(|&head| document.children(head).any(|c| OVER.contains(&&*view.lower[c])));
    if marked {
        return true;
    }
    let verb = view.document.tokens[found.key].upos == Upos::Verb;
    let past_be = heads.iter().any(|&head| {
        document.children(head).any(|c| {
            matches!(document.tokens[c].deprel, Deprel::Aux | Deprel::Cop)
                && matches!(&*view.lower[c], "was" | "were")
        })
    });
    // "She said she was moving to Lund": it begins, and is not over.
    let beginning = begins(view, found) && document.tokens[found.key].xpos == Xpos::Vbg;
    (past_be && !beginning)
        || (verb
            && found.words.len() == 1
            && document.tokens[found.key].xpos == Xpos::Vbd
            && !begins(view, found))
}

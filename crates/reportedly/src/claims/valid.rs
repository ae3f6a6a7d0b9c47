//! When a claim is said to hold or to have happened.
//!
//! A state in the present tense gets no start: that it holds on the day of the report does not say
//! since when. A state that is over gets the day of the report as its end, unless the text says
//! when it ended. An event gets the time that its clause gives it, and none otherwise.

use jiff::civil::Date;
use reportedly_nlp::{
    Bound, Deprel, Interval, PartialDate, SegmentKind, Span, Timex, TimexKind, Upos, Xpos,
};

use super::matching::Found;
use super::view::View;
use crate::beat::PredicateKind;

/// Verbs with which a state begins.
const BEGINNINGS: &[&str] = &[
    "begin", "start", "become", "wed", "marry", "tie", "propose", "engage", "elope", "appoint",
    "hire", "join", "elect", "name", "take", "found", "launch", "found", "exchange", "say", "get",
];

/// Words that say that a state is over.
const OVER: &[&str] =
    &["former", "formerly", "previously", "once", "ex", "then", "onetime", "late"];

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
        PredicateKind::Attribute | PredicateKind::Schedule => (None, None),
        PredicateKind::Event => (interval, timex),
        PredicateKind::State => match interval {
            Some(at) if at.start == at.end && begins(view, found) => {
                let start = Interval { start: at.start, end: Bound::Unknown };
                (Some(start), timex)
            }
            Some(at) => (Some(at), timex),
            None if past || over(view, found) => (Some(Interval::until(published)), None),
            None => (None, None),
        },
    }
}

/// Returns the expression of time that belongs to what was found.
pub(super) fn timex<'v>(view: &'v View<'_>, found: &Found) -> Option<&'v Timex> {
    let document = view.document;
    let sentence = document.sentence_of(found.key);
    let place = &document.sentences[sentence];
    let caption =
        document.segments.get(place.segment).map(|s| s.kind) == Some(SegmentKind::Caption);
    let first = document.timexes.partition_point(|t| t.span.end <= place.span.start);
    let here = document.timexes[first..].iter().take_while(|t| t.span.start < place.span.end);
    let key = document.tokens[found.key].span;
    let describes = super::describing(view, found);
    let allowed = if describes { [found.key; 2] } else { [view.governor(found.key), found.key] };
    here.filter(|timex| {
        let Some(token) = document.tokens_in(timex.span).next() else { return false };
        if timex.interval.is_none() || timex.kind == TimexKind::Set || view.name_at(token).is_some()
        {
            return false;
        }
        let taken = |span: Span| span.overlaps(timex.span);
        if found.value.as_ref().is_some_and(|v| taken(v.span))
            || found.object.is_some_and(|o| taken(o.span))
            || taken(found.subject.span)
        {
            return false;
        }
        caption || {
            let head = view.governor(token);
            hangs_on(view, token, found)
                || (!describes && (allowed.contains(&head) || found.words.contains(&head)))
        }
    })
    .min_by_key(|timex| timex.span.start.abs_diff(key.start))
}

/// Whether the token hangs on a word of the pattern without a clause between.
fn hangs_on(view: &View<'_>, token: usize, found: &Found) -> bool {
    let mut at = token;
    for _ in 0..16 {
        if found.words.contains(&at) || at == found.key {
            return true;
        }
        if at != token && view.document.tokens[at].upos == Upos::Verb {
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
        BEGINNINGS.contains(&view.document.tokens[t].lemma.as_str()) || view.lower[t] == "tied"
    };
    found.words.iter().any(|&word| beginning(word)) || beginning(view.governor(found.key))
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
    past_be
        || (verb
            && found.words.len() == 1
            && document.tokens[found.key].xpos == Xpos::Vbd
            && !begins(view, found))
}

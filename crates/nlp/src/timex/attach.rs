//! Which time belongs to which event.
//!
//! In "she said on Tuesday that he would marry in May" the tree hangs Tuesday on *said* and May on
//! *marry*: the time of the saying and the time of what is said are never mixed. A verb that only
//! says how another goes on ("began dating in 2019") shares its time with it, and so do the verbs of
//! a row that the time stands before ("On Friday they met and talked") and a participle with the verb
//! that it goes along with ("They tied the knot, marrying on Sunday").

use super::tense::{head_of, is_infinitive_after};
use crate::document::{Document, TimexKind};
use crate::tags::{Deprel, Upos, Xpos};

/// Verbs that only say how the verb below them goes on.
const GOES_ON: &str = "begin start continue stop finish keep resume cease end be get come help quit remain \
    spend rumour rumor believe think see spot photograph reveal confirm report say";

/// Returns the time of the event at `token`, as an index of [`Document::timexes`].
///
/// The event is a verb, a noun ("the wedding on Saturday") or the head of a clause without a verb of
/// its own. Of several times a date comes before a length, and the nearer before the farther.
pub fn time_of(document: &Document, token: usize) -> Option<usize> {
    times_of(document, token).first().copied()
}

/// Returns the times of the event at `token`, as indices of [`Document::timexes`], the best first.
pub fn times_of(document: &Document, token: usize) -> Vec<usize> {
    let Some(sentence) = document.sentences.get(document.sentence_of(token)) else {
        return Vec::new();
    };
    let first = document.timexes.partition_point(|timex| timex.span.end <= sentence.span.start);
    let timexes = document.timexes[first..].iter().enumerate();
    let inside = timexes.take_while(|(_, timex)| timex.span.start < sentence.span.end);
    let mut times: Vec<_> = inside
        .filter_map(|(at, timex)| {
            let head = head_of(document, timex.span)?;
            let steps = steps_to(document, head, token)?;
            let kind = match timex.kind {
                TimexKind::Date | TimexKind::Time if timex.interval.is_some() => 0,
                TimexKind::Date | TimexKind::Time => 1,
                TimexKind::Duration => 2,
                TimexKind::Set => 3,
            };
            Some(((kind, steps, head.abs_diff(token)), first + at))
        })
        .collect();
    times.sort_unstable();
    times.into_iter().map(|(_, timex)| timex).collect()
}

/// Returns over how many events the time with the head `head` reaches the one at `token`; `None`
/// where it belongs to another.
fn steps_to(document: &Document, head: usize, token: usize) -> Option<usize> {
    let event = event_over(document, head, token)?;
    if event == token {
        return Some(0);
    }
    // The event shares the time of the verb that it hangs on, or the other way round.
    shares(document, token, event, head)
        .then_some(1)
        .or_else(|| shares(document, event, token, head).then_some(1))
}

/// Returns the event that the time with the head `head` hangs on.
fn event_over(document: &Document, head: usize, wanted: usize) -> Option<usize> {
    let mut at = head;
    for _ in 0..32 {
        let token = &document.tokens[at];
        let clause =
            document.children(at).any(|child| document.tokens[child].deprel == Deprel::Cop);
        let event = token.upos == Upos::Verb || clause || at == wanted;
        if event && at != head && !is_infinitive_after(document, head, at) {
            return Some(at);
        }
        match token.head {
            Some(above) => at = above,
            // A clause without a verb: its head is the event.
            None => return (at != head).then_some(at),
        }
    }
    None
}

/// Whether the event `lower` shares a time that hangs on `upper`, or `upper` one that hangs on `lower`.
fn shares(document: &Document, lower: usize, upper: usize, time: usize) -> bool {
    let token = &document.tokens[lower];
    if token.head != Some(upper) {
        return false;
    }
    match token.deprel {
        Deprel::Conj => time < lower && time < upper,
        Deprel::Xcomp => {
            GOES_ON.split_whitespace().any(|verb| verb == document.tokens[upper].lemma)
        }
        // "They tied the knot, marrying on Sunday"
        Deprel::Advcl => goes_along(document, lower),
        _ => false,
    }
}

/// Whether the clause tells what goes on at the same time: "marrying", "with friends looking on",
/// "while she was married", but not "having married", "before marrying".
fn goes_along(document: &Document, event: usize) -> bool {
    let is = |child: usize, words: &[&str]| {
        words.iter().any(|word| document.form(child).eq_ignore_ascii_case(word))
    };
    if document.children(event).any(|child| is(child, &["while", "when"])) {
        return true;
    }
    let earlier = document.children(event).any(|child| match document.tokens[child].deprel {
        Deprel::Aux | Deprel::AuxPass => true,
        Deprel::Mark | Deprel::Case => !is(child, &["with"]),
        _ => false,
    });
    document.tokens[event].xpos == Xpos::Vbg && !earlier
}

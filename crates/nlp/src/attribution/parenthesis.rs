//! "C, he said", "C, said Ortiz, D", "as Ortiz puts it, C": a saying beside what is said.
//!
//! Needs tags and commas; the tree only for the head of a phrase, since treebanks and parsers
//! disagree about what hangs on what here. Gives the source and the pieces of what is said.

use std::ops::Range;

use super::dependents::Dependents;
use super::draft::Who;
use super::lexicon::{self, HEAR};
use crate::tags::{Upos, Xpos};

/// How many tokens a source may have.
const SOURCE: usize = 40;

/// A saying that stands beside what is said.
pub(crate) struct Parenthesis {
    pub(crate) source: Who,
    /// The rest of the sentence, before and after.
    pub(crate) pieces: Vec<Range<usize>>,
}

/// Reads the verb at `token`, whose cue begins at `cue`, as a saying beside what is said.
pub(crate) fn parenthesis(tree: &Dependents, cue: usize, token: usize) -> Option<Parenthesis> {
    if !is_finite(tree, token) && !(cue..token).any(|at| is_finite(tree, at)) {
        return None;
    }
    let sentence = tree.sentence_tokens(token);
    inverted(tree, &sentence, cue, token).or_else(|| straight(tree, &sentence, cue, token))
}

/// "C, Ortiz said [on Friday]."
fn straight(
    tree: &Dependents,
    sentence: &Range<usize>,
    cue: usize,
    token: usize,
) -> Option<Parenthesis> {
    let mut after = skip_time(tree, token + 1, sentence.end);
    // "he told the tabloid"
    let tells = lexicon::verb(tree.lemma(token), None).is_some_and(|entry| entry.takes(HEAR));
    if tells && after == token + 1 {
        while after < sentence.end
            && !ends(tree, after)
            && !is_time(&tree.small(after))
            && matches!(
                tree.upos(after),
                Upos::Noun
                    | Upos::Propn
                    | Upos::Det
                    | Upos::Adj
                    | Upos::Pron
                    | Upos::Num
                    | Upos::Part
            )
        {
            after += 1;
        }
        after = skip_time(tree, after, sentence.end);
    }
    if after < sentence.end && !ends(tree, after) {
        return None;
    }
    let mut border = border_before(tree, sentence, cue)?;
    let mut start = border + 1;
    if start < cue && tree.small(start) == "as" {
        start += 1;
    }
    let source = phrase(tree, start..cue)?;
    let goes_on = after < sentence.end && goes_on(tree, after, sentence.end);
    // `Asked about it, Ortiz said, "No"`: what comes first only leads to the saying.
    if goes_on
        && !is_quote(tree, border)
        && is_quote(tree, after + 1)
        && after + 2 < sentence.end
        && tree.form(after + 2).starts_with(char::is_uppercase)
    {
        return None;
    }
    let says = |tokens: Range<usize>| tokens.into_iter().any(|at| is_finite(tree, at));
    let quoted = is_quote(tree, border);
    let beside =
        quoted || says(sentence.start..border) || (goes_on && says(after + 1..sentence.end));
    if !beside {
        return None;
    }
    if tree.small(border) == "as" {
        border -= 1;
    }
    let source = without_time(tree, source);
    Some(Parenthesis { source, pieces: pieces(tree, sentence, border, after, goes_on) })
}

/// "C, said Ortiz, the mayor."
fn inverted(
    tree: &Dependents,
    sentence: &Range<usize>,
    cue: usize,
    token: usize,
) -> Option<Parenthesis> {
    let border = cue.checked_sub(1).filter(|&before| before >= sentence.start)?;
    let marked = is_border(tree, border);
    // "so says Ortiz", "as noted by": not this.
    if !marked || cue != token {
        return None;
    }
    let next = token + 1;
    let small = tree.small(next.min(sentence.end - 1));
    if next >= sentence.end || !begins_phrase(tree, next) || small == "that" || is_time(&small) {
        return None;
    }
    let mut end = next;
    let mut depth = 0usize;
    while end < sentence.end && end - next < SOURCE {
        let form = tree.form(end);
        match form {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        let stops = depth == 0
            && (is_quote(tree, end)
                || matches!(form, ";" | ":" | "." | "!" | "?" | "--" | "—" | "–")
                || (is_finite(tree, end) && !in_relative(tree, next, end))
                || matches!(tree.document.tokens[end].xpos, Xpos::Wrb)
                || (matches!(
                    tree.small(end).as_str(),
                    "as" | "after"
                        | "before"
                        | "while"
                        | "that"
                        | "if"
                        | "because"
                        | "in"
                        | "on"
                        | "during"
                        | "at"
                ) && tree.upos(end) != Upos::Pron
                    && !inside_name(tree, end)));
        if stops {
            break;
        }
        // ", adding that" and ", to the newspaper": no part of the name.
        if form == ","
            && end + 1 < sentence.end
            && (tree.document.tokens[end + 1].xpos == Xpos::Vbg
                || matches!(
                    tree.small(end + 1).as_str(),
                    "for" | "through" | "to" | "via" | "with"
                ))
        {
            break;
        }
        end += 1;
    }
    // A finite verb right after the phrase makes it a subject of its own.
    if end < sentence.end && is_finite(tree, end) && !is_border(tree, end - 1) {
        return None;
    }
    let source = phrase(tree, next..end)?;
    let says = (sentence.start..border).any(|at| is_finite(tree, at)) || is_quote(tree, border);
    if says {
        let after = end.min(sentence.end);
        return Some(Parenthesis { source, pieces: pieces(tree, sentence, border, after, false) });
    }
    // "The plan, said Ortiz, is dead": the saying cuts a clause in two.
    let cuts = tree.form(border) == ","
        && tree.form(end - 1) == ","
        && end < sentence.end
        && is_finite(tree, end)
        && !(sentence.start..border).any(|at| tree.upos(at) == Upos::Verb)
        && phrase(tree, sentence.start..border).is_some();
    cuts.then(|| Parenthesis { source, pieces: pieces(tree, sentence, border, end - 1, true) })
}

/// Whether an "of" or "in" belongs to the name before it: "secretary of state in Ohio".
fn inside_name(tree: &Dependents, token: usize) -> bool {
    token > 0
        && matches!(tree.upos(token - 1), Upos::Noun | Upos::Propn)
        && tree.head(token).is_some_and(|head| {
            head > token
                && tree.head(head).is_some_and(|above| {
                    above < token && matches!(tree.upos(above), Upos::Noun | Upos::Propn)
                })
        })
}

/// Whether a verb stands in a relative clause that opened after `start`.
fn in_relative(tree: &Dependents, start: usize, verb: usize) -> bool {
    (start..verb)
        .rev()
        .take(12)
        .any(|at| matches!(tree.small(at).as_str(), "who" | "which" | "whose" | "whom"))
}

fn pieces(
    tree: &Dependents,
    sentence: &Range<usize>,
    border: usize,
    after: usize,
    goes_on: bool,
) -> Vec<Range<usize>> {
    // A closing mark belongs to what it closes.
    let end = if is_quote(tree, border) { border + 1 } else { border };
    let mut pieces: Vec<Range<usize>> = Vec::with_capacity(2);
    pieces.push(sentence.start..end);
    if goes_on {
        pieces.push(after + 1..sentence.end);
    }
    pieces
}

/// Whether what follows the comma goes on with what is said, and not with the saying.
fn goes_on(tree: &Dependents, comma: usize, end: usize) -> bool {
    let next = comma + 1;
    if tree.form(comma) == "." || next + 1 >= end {
        return false;
    }
    let xpos = tree.document.tokens[next].xpos;
    let small = tree.small(next);
    let saying = matches!(xpos, Xpos::Vbg | Xpos::Vbn | Xpos::Wp)
        || matches!(
            small.as_str(),
            "who"
                | "which"
                | "whose"
                | "as"
                | "while"
                | "when"
                | "after"
                | "before"
                | "during"
                | "according"
                | "though"
                | "although"
        )
        || (matches!(small.as_str(), "and" | "but")
            && (next + 1 < end && matches!(tree.upos(next + 1), Upos::Verb | Upos::Adv)));
    !saying
}

/// Returns the mark behind which the source begins: a comma, a dash, a closing quotation mark.
fn border_before(tree: &Dependents, sentence: &Range<usize>, cue: usize) -> Option<usize> {
    let mut border = None;
    let mut at = cue;
    let mut depth = 0usize;
    // The chunk between this mark and the one found before must be a phrase.
    while at > sentence.start && cue - at < SOURCE {
        at -= 1;
        let form = tree.form(at);
        match form {
            ")" | "]" => depth += 1,
            "(" | "[" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        if is_quote(tree, at) {
            return (at + 1 < cue).then_some(at);
        }
        if matches!(form, "--" | "—" | "–" | "?" | "!" | ";" | "―") {
            return (at + 1 < cue).then_some(at).or(border);
        }
        if form == "," && at + 1 < cue {
            // A name goes on over a comma where its next part only describes it.
            border = Some(at);
            let describes = matches!(
                tree.small(at + 1).as_str(),
                "who"
                    | "which"
                    | "a"
                    | "an"
                    | "the"
                    | "one"
                    | "now"
                    | "whose"
                    | "then"
                    | "jr"
                    | "jr."
                    | "sr."
            ) || (tree.upos(at + 1) == Upos::Propn
                && at + 2 < cue
                && cue - at <= 8)
                || matches!(tree.document.tokens[at + 1].xpos, Xpos::Vbn | Xpos::Vbg | Xpos::Cd)
                || tree.upos(at + 1) == Upos::Adp;
            let named = at > sentence.start
                && (matches!(tree.upos(at - 1), Upos::Propn | Upos::Num)
                    || matches!(tree.form(at - 1), ")"));
            let part_of_it = (describes && named) || begins_with_case(tree, at + 1, cue);
            if !part_of_it {
                return border;
            }
        } else if is_finite(tree, at) && border.is_some() {
            return border;
        } else if is_finite(tree, at) && border.is_none() {
            let relative = (sentence.start..at)
                .rev()
                .take(10)
                .any(|w| matches!(tree.small(w).as_str(), "who" | "which" | "whose"));
            if !relative {
                return None;
            }
        }
    }
    border
}

/// Whether the part before the verb is no source but goes on with one: "of Ohio", "R-Ky.".
fn begins_with_case(tree: &Dependents, from: usize, to: usize) -> bool {
    to - from <= 4 && tree.form(from).len() <= 2 && tree.upos(from) == Upos::Propn
}

/// Returns the subject that stands directly before a cue, where the tree has none.
pub(crate) fn before(tree: &Dependents, cue: usize) -> Option<Who> {
    let sentence = tree.sentence_tokens(cue);
    let mut start = cue;
    while start > sentence.start && cue - start < SOURCE {
        let at = start - 1;
        let stops = is_finite(tree, at)
            || is_quote(tree, at)
            || matches!(tree.upos(at), Upos::Cconj | Upos::Sconj | Upos::Verb | Upos::Part)
                && tree.form(at) != "'s"
                && tree.form(at) != "’s"
            || matches!(tree.form(at), "," | ";" | ":" | "—" | "–" | "--");
        if stops {
            break;
        }
        start = at;
    }
    // "On Friday the council": a leading phrase of time or place is none of it.
    while start < cue && matches!(tree.upos(start), Upos::Adv | Upos::Punct) {
        start += 1;
    }
    if start < cue && tree.upos(start) == Upos::Adp {
        return None;
    }
    phrase(tree, start..cue).map(|who| without_time(tree, who))
}

/// Completes the subject of a verb whose cue begins at `cue` with what a parser often leaves out:
/// the name after a title, and what describes it between commas.
pub(crate) fn fill(tree: &Dependents, mut who: Who, cue: usize) -> Who {
    let sentence = tree.sentence_tokens(cue);
    // "A coach for forty years, Ortiz said": the name is the subject.
    if who.head < cue && tree.upos(who.head) != Upos::Propn {
        let start = (sentence.start..cue)
            .rev()
            .find(|&at| tree.upos(at) != Upos::Propn)
            .map_or(sentence.start, |at| at + 1);
        if start < cue
            && start > who.tokens.start
            && tree.form(start - 1) == ","
            && let Some(name) = phrase(tree, start..cue)
        {
            return name;
        }
    }
    if who.tokens.end <= cue && sentence.contains(&who.head) {
        let gap = who.tokens.end..cue;
        let opens = gap.start;
        let clause = gap.clone().any(|at| is_finite(tree, at) && !in_relative(tree, opens, at));
        let closed = gap.is_empty()
            || !matches!(tree.form(opens), ",")
            || matches!(tree.form(cue - 1), "," | ")" | "—" | "–" | "--");
        let mixed = gap.clone().any(|at| {
            is_quote(tree, at)
                || matches!(tree.upos(at), Upos::Sconj)
                || matches!(tree.form(at), ":" | ";")
        });
        let begins = !gap.is_empty()
            && (matches!(tree.form(opens), "," | "(" | "-")
                || matches!(tree.upos(opens), Upos::Noun | Upos::Propn | Upos::Adp)
                || matches!(tree.small(opens).as_str(), "close" | "near" | "familiar"));
        if begins && closed && !clause && !mixed && gap.len() < SOURCE {
            who.tokens.end = cue;
            while tree.upos(who.tokens.end - 1) == Upos::Punct
                && tree.form(who.tokens.end - 1) != ")"
                || tree.upos(who.tokens.end - 1) == Upos::Adv
                    && !matches!(tree.small(who.tokens.end - 1).as_str(), "close" | "near")
            {
                who.tokens.end -= 1;
            }
        }
    }
    // "both candidates", "White House spokesman Ortiz".
    while who.tokens.start > sentence.start {
        let at = who.tokens.start - 1;
        let joins = tree.upos(at) == Upos::Propn && tree.upos(who.tokens.start) == Upos::Propn
            || tree.head(at).is_some_and(|head| who.tokens.contains(&head))
                && matches!(
                    tree.upos(at),
                    Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn
                );
        if !joins || is_time(&tree.small(at)) {
            break;
        }
        who.tokens.start = at;
    }
    // Nothing before a quotation mark belongs to a subject after it.
    if let Some(mark) = (who.tokens.start..who.head).rev().find(|&at| is_quote(tree, at))
        && who.tokens.clone().filter(|&at| is_quote(tree, at)).count() % 2 == 1
    {
        who.tokens.start = mark + 1;
    }
    // "in which companies"
    while who.tokens.start < who.head
        && matches!(tree.document.tokens[who.tokens.start].xpos, Xpos::In | Xpos::Wdt)
        && who.tokens.len() > 1
    {
        who.tokens.start += 1;
    }
    without_time(tree, who)
}

/// Cuts "on Friday" off the end of a source.
fn without_time(tree: &Dependents, mut who: Who) -> Who {
    let tokens = who.tokens.clone();
    let on = tokens.clone().rev().take(5).find(|&at| {
        at > who.head
            && at + 1 < tokens.end
            && matches!(tree.small(at).as_str(), "on" | "in" | "last" | "this" | "late" | "early")
            && (at + 1..tokens.end).any(|next| is_time(&tree.small(next)))
    });
    if let Some(on) = on {
        who.tokens.end = on;
    } else if tokens.len() > 1
        && tokens.end - 1 > who.head
        && is_time(&tree.small(tokens.end - 1))
        && tree.upos(tokens.end - 1) == Upos::Propn
    {
        who.tokens.end -= 1;
    }
    who
}

/// Returns the phrase that fills `tokens`.
pub(crate) fn phrase(tree: &Dependents, tokens: Range<usize>) -> Option<Who> {
    let (mut start, mut end) = (tokens.start, tokens.end);
    let loose = |at: usize| {
        tree.upos(at) == Upos::Cconj
            || (tree.upos(at) == Upos::Punct
                && !matches!(tree.form(at), "(" | ")" | "[" | "]" | "@" | "#"))
    };
    while start < end && loose(start) {
        start += 1;
    }
    let close = |at: usize| matches!(tree.small(at).as_str(), "close" | "near");
    while start < end && (loose(end - 1) || tree.upos(end - 1) == Upos::Adv && !close(end - 1)) {
        end -= 1;
    }
    if start >= end || !begins_phrase(tree, start) {
        return None;
    }
    let nominal = |at: &usize| {
        matches!(
            tree.upos(*at),
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Det | Upos::Sym | Upos::X
        )
    };
    // The head of the phrase hangs on something outside; before a comma or preposition.
    let first_part = (start..end)
        .find(|&at| {
            at > start
                && (tree.form(at) == ","
                    || tree.form(at) == "("
                    || tree.upos(at) == Upos::Adp
                    || matches!(tree.small(at).as_str(), "who" | "which"))
        })
        .unwrap_or(end);
    let head = (start..first_part)
        .filter(nominal)
        .find(|&at| tree.head(at).is_none_or(|head| !(start..first_part).contains(&head)))
        .or_else(|| (start..first_part).rev().find(nominal))?;
    Some(Who { tokens: start..end, head })
}

fn begins_phrase(tree: &Dependents, token: usize) -> bool {
    matches!(
        tree.upos(token),
        Upos::Noun
            | Upos::Propn
            | Upos::Pron
            | Upos::Det
            | Upos::Num
            | Upos::Adj
            | Upos::Sym
            | Upos::X
    ) && !matches!(tree.document.tokens[token].xpos, Xpos::Wrb | Xpos::Wdt | Xpos::Ex)
        || tree.form(token) == "@"
}

/// Returns the first token after words that tell when and where something was said.
pub(crate) fn skip_time(tree: &Dependents, from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end {
        let small = tree.small(at);
        if is_time(&small) || tree.upos(at) == Upos::Adv && !ends(tree, at) && small != "so" {
            at += 1;
        } else if matches!(
            small.as_str(),
            "in" | "on"
                | "at"
                | "during"
                | "to"
                | "of"
                | "from"
                | "through"
                | "via"
                | "with"
                | "about"
                | "by"
                | "after"
                | "before"
        ) {
            // A phrase runs to the next mark, unless a clause begins in it.
            let mut to = at + 1;
            while to < end && !ends(tree, to) && !is_finite(tree, to) && tree.small(to) != "that" {
                to += 1;
            }
            if to < end && !ends(tree, to) {
                return at;
            }
            at = to;
        } else if matches!(small.as_str(), "me" | "us" | "him" | "her" | "them" | "reporters") {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// Whether a word names a time of day, a day or a month.
pub(crate) fn is_time(small: &str) -> bool {
    matches!(
        small,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "today"
            | "yesterday"
            | "tonight"
            | "earlier"
            | "later"
            | "recently"
            | "morning"
            | "afternoon"
            | "evening"
            | "night"
            | "last"
            | "this"
            | "week"
            | "month"
            | "year"
            | "jan."
            | "feb."
            | "aug."
            | "sept."
            | "oct."
            | "nov."
            | "dec."
            | "january"
            | "february"
            | "march"
            | "april"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
    )
}

/// Whether a token ends the saying.
fn ends(tree: &Dependents, token: usize) -> bool {
    tree.upos(token) == Upos::Punct && !matches!(tree.form(token), "(" | ")" | "-" | "'" | "’")
}

fn is_border(tree: &Dependents, token: usize) -> bool {
    is_quote(tree, token)
        || matches!(tree.form(token), "," | "--" | "—" | "–" | "?" | "!" | "-" | "―")
}

/// Whether a token is a quotation mark.
pub(crate) fn is_quote(tree: &Dependents, token: usize) -> bool {
    matches!(tree.form(token), "\"" | "”" | "''" | "»" | "’" | "'" | "“")
}

/// Whether a verb is finite by its tag.
pub(crate) fn is_finite(tree: &Dependents, token: usize) -> bool {
    matches!(tree.document.tokens[token].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
        && matches!(tree.upos(token), Upos::Verb | Upos::Aux)
}

//! Finds the words of an example in their order, where the tree is unsure.

use reportedly_nlp::{Deprel, SegmentKind, Span, Upos, Xpos};

use super::tree::node_fits;
use crate::beat::{Predicate, ValueKind};
use crate::claims::pattern::{Item, Node, Pattern};
use crate::claims::view::View;
use crate::claims::{describe, owner};

/// The most words that may stand between two items of a sequence.
const GAP: usize = 4;

/// The most words of an aside in brackets.
const BRACKETS: usize = 12;

/// Finds the pattern's items in their order around the key.
pub(super) fn sequence(
    view: &View<'_>,
    pattern: &Pattern,
    predicate: &Predicate,
    token: usize,
) -> Option<Vec<usize>> {
    let place = pattern.sequence.iter().position(|item| *item == Item::Node(pattern.key))?;
    if pattern.passive && !is_done_to(view, token) {
        return None;
    }
    let sentence = &view.document.sentences[view.document.sentence_of(token)];
    let mut nodes = vec![usize::MAX; pattern.nodes.len()];
    nodes[pattern.key] = token;
    let mut at = token;
    for item in pattern.sequence[..place].iter().rev() {
        at = step(view, pattern, predicate, item, at, sentence.tokens.start, false, &mut nodes)?;
    }
    let mut at = token;
    for item in &pattern.sequence[place + 1..] {
        at = step(view, pattern, predicate, item, at, sentence.tokens.end, true, &mut nodes)?;
    }
    let slots = (0..nodes.len()).filter(|&n| matches!(pattern.nodes[n], Node::Slot(_)));
    let mut inner =
        slots.filter(|&n| modifies(view, nodes[n], &nodes) || owns(view, pattern, n, nodes[n]));
    inner.next().is_none().then_some(nodes)
}

/// Whether the slot is filled by a word that owns what follows, where the example has no owner: in
/// "shares a home with his wife" he is shared with nobody, and "Porter's dog dies" is no death of Porter.
fn owns(view: &View<'_>, pattern: &Pattern, node: usize, token: usize) -> bool {
    let poss = |t: &reportedly_nlp::Token| t.xpos == Xpos::PrpPoss;
    let owner = pattern
        .sequence
        .windows(2)
        .any(|pair| pair[0] == Item::Node(node) && pair[1] == Item::Small("'s".to_owned()));
    let owns = || {
        let name = view.name_at(token).map(|name| view.document.mentions[name].tokens.end);
        let next = name.unwrap_or(token + 1);
        view.lower.get(next).is_some_and(|word| matches!(&**word, "'s" | "’s"))
            && view.document.tokens[next].xpos == Xpos::Pos
    };
    !owner && view.document.tokens.get(token).is_some_and(|t| poss(t) || owns())
}

/// Whether the name at the token only tells which noun is meant: in "received an Oscar nomination"
/// no Oscar is received.
fn modifies(view: &View<'_>, token: usize, nodes: &[usize]) -> bool {
    if token == usize::MAX {
        return false;
    }
    let Some(name) = view.name_at(token) else { return false };
    let next = view.document.mentions[name].tokens.end;
    let Some(noun) = view.document.tokens.get(next) else { return false };
    // "Oscar-nominated", where nothing is looked for that is nominated
    if view.lower[next] == "-" && noun.span.start == view.document.mentions[name].span.end {
        return !nodes.contains(&(next + 1));
    }
    described(view, name).is_some_and(|noun| !nodes.contains(&noun))
}

/// Whether a noun follows the name that the name only tells apart: "the “Skyline” singer".
pub(in crate::claims) fn tells_apart(view: &View<'_>, filler: Span) -> bool {
    let first = view.document.tokens_in(filler).next();
    first.and_then(|first| view.name_at(first)).is_some_and(|name| described(view, name).is_some())
}

/// Returns the noun behind the name, and behind its quotation mark, that is no part of it.
fn described(view: &View<'_>, name: usize) -> Option<usize> {
    let mention = &view.document.mentions[name];
    let marks = |t: &usize| {
        matches!(&*view.lower[*t], "”" | "\"" | "’" | "'")
            && view.document.tokens[*t].xpos != Xpos::Pos
    };
    let end = view.document.sentences[view.document.sentence_of(mention.head)].tokens.end;
    let next = (mention.tokens.end..end).find(|t| !marks(t))?;
    let noun = &view.document.tokens[next];
    let stands = noun.upos == Upos::Noun
        && !view.lower[next].starts_with('-')
        // "the Golden Lion award" is the Golden Lion.
        && (mention.kind.is_none() || describe::kind(&noun.lemma) != mention.kind)
        && view.name_at(next).is_none();
    stands.then_some(next)
}

/// Whether something is done to the subject of the verb: "was fired", "fired in May,".
fn is_done_to(view: &View<'_>, verb: usize) -> bool {
    let first = verb.saturating_sub(3);
    let helps = |t: usize| {
        matches!(view.document.tokens[t].lemma.as_str(), "be" | "get")
            || matches!(&*view.lower[t], "'s" | "’s" | "'re" | "’re")
    };
    // "Porter fired after scandal": headlines leave the auxiliary out.
    let sentence = &view.document.sentences[view.document.sentence_of(verb)];
    let kind = view.document.segments.get(sentence.segment).map(|segment| segment.kind);
    let headline = kind != Some(SegmentKind::Body);
    let bare = headline
        && view.document.tokens[verb].xpos == Xpos::Vbd
        && view.document.child(verb, Deprel::Obj).is_none();
    // "has appointed" does it itself.
    let perfect = (first..verb).any(|t| view.document.tokens[t].lemma == "have");
    let helped = (first..verb).any(helps);
    bare || helped || (view.document.tokens[verb].xpos == Xpos::Vbn && !perfect)
}

/// Finds one item beyond the token at `from`; returns the last token that it takes.
#[allow(clippy::too_many_arguments, reason = "one step of one loop, split for reading")]
fn step(
    view: &View<'_>,
    pattern: &Pattern,
    predicate: &Predicate,
    item: &Item,
    from: usize,
    limit: usize,
    right: bool,
    nodes: &mut [usize],
) -> Option<usize> {
    let mut at = from;
    let mut between = 0;
    while between <= GAP {
        at = if right { at + 1 } else { at.checked_sub(1)? };
        if (right && at >= limit) || (!right && at < limit) {
            return None;
        }
        match item {
            Item::Small(word) if view.lower[at].replace('’', "'") == *word => return Some(at),
            Item::Small(_) => {}
            Item::Node(node) => {
                let slot = match &pattern.nodes[*node] {
                    Node::Slot(slot) => slot,
                    Node::Word { .. } => {
                        if node_fits(view, pattern, predicate, *node, at) {
                            nodes[*node] = at;
                            return Some(at);
                        }
                        ""
                    }
                };
                let kinds = predicate.kinds(slot);
                if let Some(kinds) = kinds {
                    let fillers = view.fillers_at(at);
                    if let Some(filler) = fillers.iter().find(|f| view.fits(f, kinds)) {
                        nodes[*node] = at;
                        let tokens = view.document.tokens_in(filler.span);
                        return Some(if right {
                            tokens.end.max(at + 1) - 1
                        } else {
                            tokens.start.min(at)
                        });
                    }
                } else if !slot.is_empty() && slot != "value" {
                    if matches!(view.document.tokens[at].upos, Upos::Noun | Upos::Propn) {
                        nodes[*node] = at;
                        return Some(at);
                    }
                } else if slot == "value" && !matches!(predicate.value, Some(ValueKind::Place)) {
                    let fits = match predicate.value {
                        Some(ValueKind::Number) => view.document.tokens[at].upos == Upos::Num,
                        Some(ValueKind::Role(_)) => node_fits(view, pattern, predicate, *node, at),
                        _ => matches!(view.document.tokens[at].upos, Upos::Noun | Upos::Propn),
                    };
                    if fits {
                        nodes[*node] = at;
                        return Some(at);
                    }
                }
            }
        }
        // "the winner (for “Skyline”) Porter": so is one in brackets.
        if right
            && view.lower[at] == "("
            && let Some(close) = (at..limit.min(at + BRACKETS)).find(|&t| view.lower[t] == ")")
        {
            at = close;
            continue;
        }
        // "Porter, who knows Weston, stars": an aside is passed over whole.
        if !right
            && view.lower[at] == ","
            && let Some(before) = before_aside(view, at, limit)
        {
            at = before + 1;
            continue;
        }
        if !may_skip(view, at) {
            return None;
        }
        // "Porter, 47, is now": an aside between marks takes no place of its own.
        between += usize::from(!matches!(view.document.tokens[at].upos, Upos::Punct | Upos::Num));
        // A name of another kind is stepped over as one word.
        if let Some(name) = view.name_at(at) {
            let tokens = &view.document.mentions[name].tokens;
            at = if right { tokens.end - 1 } else { tokens.start };
        }
    }
    None
}

/// Returns the last word before what the comma at `comma` closes: ", who knows Weston,", ", the son of
/// Weston,".
fn before_aside(view: &View<'_>, comma: usize, start: usize) -> Option<usize> {
    let open = (start..comma).rev().find(|&t| view.lower[t] == ",")?;
    let relative = matches!(&*view.lower[open + 1], "who" | "which" | "whose");
    let relative = open.checked_sub(1).filter(|_| relative);
    relative.or_else(|| owner::before_aside(view.document, comma, start))
}

/// Whether the word may stand between two items of a sequence.
fn may_skip(view: &View<'_>, at: usize) -> bool {
    let token = &view.document.tokens[at];
    match token.upos {
        Upos::Det | Upos::Adj | Upos::Adv | Upos::Aux | Upos::Num => true,
        Upos::Part => token.deprel == Deprel::Case,
        // "British-born Porter".
        Upos::Verb => token.deprel == Deprel::Amod,
        Upos::Pron => token.xpos == Xpos::PrpPoss,
        Upos::Punct => {
            matches!(&*view.lower[at], "," | "\"" | "“" | "”" | "'" | "‘" | "’" | "(" | ")" | "-")
        }
        Upos::Noun => matches!(token.deprel, Deprel::Compound | Deprel::NmodDesc | Deprel::Appos),
        Upos::Propn => view.name_at(at).is_some(),
        _ => false,
    }
}

//! Puts drafts in order and says which lies within which: outlet, cited outlet, speaker.
//!
//! Needs finished drafts. Gives the attributions of a document. Where somebody speaks to a
//! publication ("a source tells the outlet"), the publication is a link of its own, outside.

use std::collections::HashMap;

use super::dependents::Dependents;
use super::draft::Draft;
use super::lexicon::Class;
use super::occasion;
use crate::document::{
    Attribution, AttributionKind, Document, Factuality, SpeechAct, Style, TimexKind,
};
use crate::span::Span;

/// Returns the drafts as attributions, in order of their first content byte.
pub(crate) fn finish(tree: &Dependents, drafts: Vec<Draft>) -> Vec<Attribution> {
    let document = tree.document;
    let mut found: Vec<Attribution> = Vec::with_capacity(drafts.len());
    let mut drafts = drafts;
    for draft in &mut drafts {
        draft.content.retain(|piece| !piece.is_empty());
        draft.content.sort();
        draft.content.dedup();
    }
    drop_bare(tree, &mut drafts);
    let links = occasion::behind(tree, &drafts);
    for (draft, link) in drafts.into_iter().zip(links) {
        if draft.content.is_empty() {
            continue;
        }
        let cue = cue(tree, &draft.cue);
        let style = style(document, &draft.content);
        let said = said(tree, &draft);
        if let Some(link) = &link {
            found.push(Attribution {
                source: Some(link.source(tree)),
                cue: cue.clone(),
                content: draft.content.clone(),
                style,
                kind: AttributionKind::Statement,
                act: SpeechAct::Assert,
                author: Factuality::UNCOMMITTED,
                stance: Factuality::CERTAIN,
                within: None,
                said,
            });
        }
        found.push(Attribution {
            source: draft.source.as_ref().map(|who| who.source(tree)),
            cue,
            content: draft.content,
            style,
            kind: kind(draft.class, draft.topic),
            act: draft.act,
            author: draft.author,
            stance: draft.stance,
            within: None,
            said,
        });
    }
    found.sort_by_key(|attribution| {
        let first = attribution.content[0];
        (first.start, std::cmp::Reverse(last(attribution)))
    });
    nest(&mut found);
    found
}

/// Empties drafts whose content is nothing but another's source and cue: ", police say".
fn drop_bare(tree: &Dependents, drafts: &mut [Draft]) {
    let by_word: HashMap<usize, usize> =
        drafts.iter().enumerate().map(|(index, draft)| (draft.word, index)).collect();
    for index in 0..drafts.len() {
        let [piece] = drafts[index].content.as_slice() else { continue };
        let tokens = tree.document.tokens_in(*piece);
        let bare = tokens.clone().take(LONGEST_SAYING).any(|token| {
            let Some(other) = by_word.get(&token).map(|&other| &drafts[other]) else {
                return false;
            };
            let said = |token: &usize| {
                other.cue.contains(token)
                    || other.source.as_ref().is_some_and(|who| who.tokens.contains(token))
            };
            other.word != drafts[index].word
                && tokens.len() <= LONGEST_SAYING
                && tokens.clone().all(|t| said(&t))
        });
        if bare {
            drafts[index].content.clear();
        }
    }
}

/// How many words a source and its cue have at most, for [`drop_bare`].
const LONGEST_SAYING: usize = 12;

/// Returns the time that a saying itself is given: "said on Friday", not what was said of it.
fn said(tree: &Dependents, draft: &Draft) -> Option<usize> {
    let document = tree.document;
    let verb = *draft.cue.last()?;
    let sentence = document.sentences[tree.sentence(verb)].span;
    let first = document.timexes.partition_point(|timex| timex.span.end <= sentence.start);
    let times =
        document.timexes[first..].iter().take_while(|timex| timex.span.start < sentence.end);
    let within = |span: Span, place: Span| place.contains(span);
    times.enumerate().map(|(offset, timex)| (first + offset, timex.span)).find_map(
        |(index, span)| {
            let source = draft.source.as_ref().is_some_and(|who| within(span, who.span(tree)));
            let content = draft.content.iter().any(|piece| within(span, *piece));
            let dated = matches!(document.timexes[index].kind, TimexKind::Date | TimexKind::Time);
            if source || content || !dated {
                return None;
            }
            // It hangs on the verb, by itself or with its preposition.
            let mut at = document.tokens_in(span).next()?;
            for _ in 0..4 {
                let head = tree.head(at)?;
                if draft.cue.contains(&head) {
                    return Some(index);
                }
                at = head;
            }
            None
        },
    )
}

fn kind(class: Class, topic: bool) -> AttributionKind {
    match class {
        Class::Judge | Class::Feel | Class::Want | Class::Do if topic => AttributionKind::Attitude,
        _ if topic => AttributionKind::Topic,
        Class::Say | Class::Write | Class::Ask | Class::Show | Class::Judge => {
            AttributionKind::Statement
        }
        Class::Think | Class::Know => AttributionKind::Belief,
        Class::Feel | Class::Want | Class::Do => AttributionKind::Attitude,
    }
}

fn last(attribution: &Attribution) -> usize {
    attribution.content.last().map_or(0, |piece| piece.end)
}

/// Returns the words of a cue as pieces of text, neighbours joined.
fn cue(tree: &Dependents, tokens: &[usize]) -> Vec<Span> {
    let mut tokens = tokens.to_vec();
    tokens.sort_unstable();
    tokens.dedup();
    let mut spans: Vec<Span> = Vec::new();
    let mut before = None;
    for token in tokens {
        let span = tree.document.tokens[token].span;
        match spans.last_mut() {
            Some(last) if before == Some(token.wrapping_sub(1)) => *last = last.cover(span),
            _ => spans.push(span),
        }
        before = Some(token);
    }
    spans
}

/// Says whether the words are the source's own: whether they stand in quotation marks.
fn style(document: &Document, content: &[Span]) -> Style {
    let (mut quoted, mut words) = (0, 0);
    for piece in content {
        for token in document.tokens_in(*piece) {
            let span = document.tokens[token].span;
            if !span.of(&document.text).contains(char::is_alphanumeric) {
                continue;
            }
            words += 1;
            quoted += usize::from(in_quotes(document, span));
        }
    }
    match quoted {
        0 => Style::Indirect,
        _ if quoted == words => Style::Direct,
        _ => Style::Mixed,
    }
}

/// Whether a stretch of text stands in quotation marks.
fn in_quotes(document: &Document, span: Span) -> bool {
    // The quote that begins last before the span, or one that holds that one.
    let after = document.quotes.partition_point(|quote| quote.marked.start <= span.start);
    document.quotes[..after].iter().rev().take(8).any(|quote| quote.marked.contains(span))
}

/// Links each attribution to the smallest other one whose content holds its cue, or all of its
/// content where it has none.
fn nest(found: &mut [Attribution]) {
    let mut pieces: Vec<(Span, usize)> = Vec::new();
    for (index, attribution) in found.iter().enumerate() {
        pieces.extend(attribution.content.iter().map(|piece| (*piece, index)));
    }
    pieces.sort_by_key(|(piece, index)| (piece.start, std::cmp::Reverse(piece.end), *index));
    let anchors: Vec<Span> = found
        .iter()
        .map(|attribution| attribution.cue.first().copied().unwrap_or(attribution.content[0]))
        .collect();
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&index| (anchors[index].start, index));
    let mut open: Vec<(Span, usize)> = Vec::new();
    let mut next = 0;
    let mut within = vec![None; found.len()];
    for index in order {
        let anchor = anchors[index];
        while let Some(&(piece, owner)) =
            pieces.get(next).filter(|(piece, _)| piece.start <= anchor.start)
        {
            open.push((piece, owner));
            next += 1;
        }
        open.retain(|(piece, _)| piece.end > anchor.start);
        let holds = |&&(piece, owner): &&(Span, usize)| {
            owner != index && piece.contains(anchor) && !same_cue(&found[owner], &found[index])
        };
        within[index] = open
            .iter()
            .filter(holds)
            .min_by_key(|(piece, owner)| (piece.len(), *owner))
            .map(|(_, owner)| *owner);
    }
    // A publication that is spoken to lies directly around what is said to it, with the same cue.
    for index in 1..found.len() {
        if same_cue(&found[index - 1], &found[index])
            && found[index - 1].content == found[index].content
        {
            within[index] = Some(index - 1);
        }
    }
    for (index, outer) in within.iter().enumerate() {
        found[index].within = outer.filter(|&outer| !leads_to(&within, outer, index));
    }
}

fn same_cue(one: &Attribution, other: &Attribution) -> bool {
    one.cue == other.cue && (!one.cue.is_empty() || one.content == other.content)
}

/// Whether following the links outward from `from` comes to `to`.
fn leads_to(within: &[Option<usize>], from: usize, to: usize) -> bool {
    let mut at = Some(from);
    let mut steps = 0;
    while let Some(index) = at {
        if index == to {
            return true;
        }
        steps += 1;
        if steps > 64 {
            return true;
        }
        at = within[index];
    }
    false
}

//! Finds where sentences end.
//!
//! Needs the tokens of one segment. An empty line always ends a sentence; so does the end of a line
//! that does not go on in small letters or was not broken for its length.
//!
//! **Invariant:** the sentences follow each other without a gap, and none is empty or longer than
//! [`LONGEST`] tokens.

use std::ops::Range;

use crate::span::Span;
use crate::words;

/// No sentence has more tokens: what the tree costs grows faster than a sentence.
pub const LONGEST: usize = 200;

/// Returns the sentences of `tokens`, which all lie in one segment of `text`.
pub(crate) fn sentences(text: &str, tokens: &[Span]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for next in 1..=tokens.len() {
        let ends =
            next == tokens.len() || next - start >= LONGEST || is_end(text, tokens, start, next);
        if ends {
            sentences.push(start..next);
            start = next;
        }
    }
    sentences
}

/// Returns whether a sentence that began at `start` ends before the token `next`.
fn is_end(text: &str, tokens: &[Span], start: usize, next: usize) -> bool {
    let gap = &text[tokens[next - 1].end..tokens[next].start];
    match gap.bytes().filter(|&b| b == b'\n').count() {
        0 => {}
        1 => {
            let wrapped = tokens[next].of(text).starts_with(char::is_lowercase)
                || (line_length(text, tokens[next - 1].end) >= 60
                    && !closes(text, tokens, start, next));
            if !wrapped {
                return true;
            }
        }
        _ => return true,
    }
    !gap.is_empty() && closes(text, tokens, start, next) && opens(text, tokens, start, next)
}

/// Returns the length of the line before `end`, in bytes.
fn line_length(text: &str, end: usize) -> usize {
    // Only whether it is longer than 60 matters: no need to look further back.
    let from = end.saturating_sub(200);
    text.as_bytes()[from..end].iter().rev().take_while(|&&b| b != b'\n').count()
}

/// Returns whether the tokens before `next` may close a sentence.
fn closes(text: &str, tokens: &[Span], start: usize, next: usize) -> bool {
    last_words(text, tokens, start, next).is_some()
}

/// Returns the token that ends the sentence, which closing marks may follow, if there is one.
fn last_words(text: &str, tokens: &[Span], start: usize, next: usize) -> Option<usize> {
    let mut at = next;
    while at > start {
        at -= 1;
        let form = tokens[at].of(text);
        let glued = at + 1 == next || tokens[at].end == tokens[at + 1].start;
        if !glued {
            return None;
        }
        match form {
            "\"" | "”" | "’" | "'" | "''" | ")" | "]" | "’’" => {}
            _ if form.ends_with(['.', '!', '?', '…', '。']) => return Some(at),
            _ => return None,
        }
    }
    None
}

/// Returns whether the token `next` may open a sentence after what stands before it.
fn opens(text: &str, tokens: &[Span], start: usize, next: usize) -> bool {
    let Some(last) = last_words(text, tokens, start, next) else { return false };
    let form = tokens[last].of(text);
    let marks = |form: &str| {
        matches!(
            form,
            "\"" | "“" | "‘" | "'" | "``" | "(" | "[" | "«" | "—" | "--" | "-" | "*" | "•" | "..."
        )
    };
    let mut first = next;
    while first + 1 < tokens.len() && first < next + 3 && marks(tokens[first].of(text)) {
        first += 1;
    }
    let word = tokens[first].of(text);
    let lower = word.to_lowercase();
    let begins = word.starts_with(|c: char| {
        c.is_uppercase() || c.is_numeric() || c == '@' || c == '#' || c == '$' || c == '£'
    }) || !word.starts_with(|c: char| {
        c.is_alphanumeric()
            || matches!(c, ',' | ';' | ':' | ')' | '-' | '–' | '—' | '.' | '&' | '/' | '%')
    });
    if !begins {
        return false;
    }
    let quoted = last + 1 < next;
    let asks = form.ends_with(['!', '?']);
    if asks && quoted {
        // “Why?” Ortiz asked.
        let speech = |at: usize| {
            tokens
                .get(at)
                .is_some_and(|t| words::SPEECH.contains(&t.of(text).to_lowercase().as_str()))
        };
        return first != next || !(speech(first) || speech(first + 1) || speech(first + 2));
    }
    if form.len() > 1 && form.ends_with('.') && !form.starts_with('.') {
        // An abbreviation.
        let short = form.to_lowercase();
        let opener = words::OPENERS.contains(&lower.as_str());
        let initial = form.chars().count() == 2;
        return if initial {
            opener && last > start + 1 && !is_capitalised(tokens[last - 1].of(text))
        } else if words::FINAL_ABBREVIATIONS.contains(&short.as_str())
            || form.matches('.').count() > 1
        {
            opener || first > next
        } else {
            false
        };
    }
    true
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

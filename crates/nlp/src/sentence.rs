//! Finds where sentences end.
//!
//! Needs the tokens of one segment. An empty line always ends a sentence; so does the end of a line
//! that does not go on in small letters or was not broken for its length. Inside a line a learned
//! weighing of the words on both sides decides.
//!
//! **Invariant:** the sentences follow each other without a gap, and none is empty or longer than
//! [`LONGEST`] tokens.

use std::hash::Hasher;
use std::ops::Range;

use crate::document::{Quote, QuoteKind, Sentence};
use crate::model::{Sections, models};
use crate::span::Span;
use crate::vectors::{Fnv, normal};
use crate::words;

/// No sentence has more tokens: what the tree costs grows faster than a sentence.
pub const LONGEST: usize = 200;

/// How many weights there are.
pub const WEIGHTS: usize = 1 << 14;

/// The length of a row of weights.
pub const ROW: usize = 64;

/// The learned weights.
#[derive(Debug)]
pub struct Ends {
    weights: Vec<f32>,
}

impl Ends {
    pub(crate) fn load(sections: &Sections<'static>) -> Ends {
        Ends { weights: sections.table("weights").to_vec() }
    }

    fn score(&self, features: &[u32]) -> f32 {
        features.iter().filter_map(|&f| self.weights.get(f as usize)).sum()
    }
}

/// Joins the sentences of a segment between which a title in quotation marks goes on: no title is
/// cut, whatever marks it holds ("That Lil' Boat From Hull").
pub fn mend(sentences: &mut Vec<Sentence>, quotes: &[Quote]) {
    let mut titles =
        quotes.iter().filter(|quote| quote.closed && quote.kind == QuoteKind::Title).peekable();
    sentences.dedup_by(|next, before| {
        while titles.next_if(|title| title.content.end <= next.span.start).is_some() {}
        let inside = titles.peek().is_some_and(|title| {
            title.content.start < before.span.end && next.span.start < title.content.end
        });
        let joined = inside
            && before.segment == next.segment
            && next.tokens.end - before.tokens.start <= LONGEST;
        if joined {
            before.span = before.span.cover(next.span);
            before.tokens.end = next.tokens.end;
        }
        joined
    });
}

/// How a whole text writes: what sets a mail without capitals apart from an article.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style(usize);

/// Returns how a text writes, from the tokens of all its segments.
pub fn style(text: &str, tokens: &[Span]) -> Style {
    let (mut small, mut all) = (0, 0);
    for pair in tokens.windows(2) {
        if matches!(class(text, pair[0]), Class::Stop | Class::Asks)
            && let Some(first) = pair[1].of(text).chars().next().filter(|c| c.is_alphabetic())
        {
            all += 1;
            small += usize::from(first.is_lowercase());
        }
    }
    Style(match (small * 10).checked_div(all) {
        None => 0,
        Some(0) => 1 + usize::from(small > 0),
        Some(share) if share < 5 => 3,
        Some(_) => 4,
    })
}

/// Returns the sentences of `tokens`, which all lie in one segment of `text`.
pub(crate) fn sentences(text: &str, tokens: &[Span], style: Style) -> Vec<Range<usize>> {
    let ends = &models().ends;
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut features = Vec::new();
    for next in 1..=tokens.len() {
        let is_end = next == tokens.len()
            || next - start >= LONGEST
            || match gap(text, tokens, start, next) {
                Gap::Ends => true,
                Gap::GoesOn => false,
                Gap::Open => {
                    gap_features(text, tokens, start, next, style, &mut features);
                    ends.score(&features) > 0.0
                }
            };
        if is_end {
            sentences.push(start..next);
            start = next;
        }
    }
    sentences
}

/// What rules alone tell of a place between two tokens.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Gap {
    /// A sentence ends here.
    Ends,
    /// None does.
    GoesOn,
    /// The words must tell.
    Open,
}

/// Returns what rules tell of the place before the token `next`.
pub fn gap(text: &str, tokens: &[Span], start: usize, next: usize) -> Gap {
    let between = &text[tokens[next - 1].end..tokens[next].start];
    let (last, first) = (class(text, tokens[next - 1]), class(text, tokens[next]));
    match between.bytes().filter(|&b| b == b'\n').count() {
        0 => {}
        1 => {
            let wrapped = first == Class::Small
                || (line_length(text, tokens[next - 1].end) >= 60
                    && terminal(text, tokens, start, next).is_none());
            if !wrapped {
                return Gap::Ends;
            }
        }
        _ => return Gap::Ends,
    }
    match (last, first) {
        // "LONDON (AP) — The mayor": such a dash joins.
        (Class::Dash, _) if is_dateline(text, &tokens[start..next]) => Gap::GoesOn,
        (Class::Stop | Class::Closing, Class::Opening)
            if tokens.get(next + 1).is_some_and(|t| words::CREDITS.contains(&t.of(text))) =>
        {
            Gap::Ends
        }
        (Class::Stop | Class::Asks, Class::Opening | Class::Quote)
            if opens_speech(text, tokens, next) && !between.is_empty() =>
        {
            Gap::Ends
        }
        (Class::Short, Class::Capital) if is_opener(text, tokens[next]) => Gap::Ends,
        (Class::Closing | Class::Quote, Class::Capital) if speaks(text, tokens, start, next) => {
            Gap::GoesOn
        }
        // "Yahoo! News": the mark is part of a name.
        (Class::Asks, Class::Capital | Class::Capitals)
            if next - start > 1 && is_shouted(text, tokens[next - 2], tokens[next - 1]) =>
        {
            Gap::GoesOn
        }
        (Class::Stop | Class::Asks, Class::Capital) => Gap::Open,
        // “Skyline,” “Harbor” and “Lights”: a comma in marks ends nothing.
        (Class::Closing | Class::Quote, Class::Opening | Class::Quote)
            if next - start > 1 && class(text, tokens[next - 2]) == Class::Comma =>
        {
            Gap::GoesOn
        }
        // “..., ” RBC Sports commentator Lund said”: two capitals with a space between are one name.
        (Class::Capitals, Class::Capital | Class::Capitals) if between == " " => Gap::GoesOn,
        _ if between.is_empty() => Gap::GoesOn,
        // "Florida Gov. Obi": no sentence ends between two words before a title.
        (Class::Small | Class::Capital | Class::Capitals, Class::Title) => Gap::GoesOn,
        (Class::Small | Class::Comma | Class::Title | Class::Opening, Class::Small)
        | (Class::Title | Class::Opening | Class::Comma, _)
        | (_, Class::Comma | Class::Stop | Class::Asks) => Gap::GoesOn,
        _ => Gap::Open,
    }
}

/// Returns whether tokens up to a dash tell where and by whom a story was written.
fn is_dateline(text: &str, tokens: &[Span]) -> bool {
    tokens.len() <= 10
        && class(text, tokens[0]) == Class::Capitals
        && tokens.iter().all(|&token| class(text, token) != Class::Small)
}

/// Returns whether the token `next` is a quotation mark with a capital right after it.
fn opens_speech(text: &str, tokens: &[Span], next: usize) -> bool {
    matches!(tokens[next].of(text), "\"" | "“" | "``")
        && tokens.get(next + 1).is_some_and(|&word| {
            word.start == tokens[next].end
                && matches!(class(text, word), Class::Capital | Class::Capitals)
        })
}

/// Returns whether a word and the mark after it are a name that is written with one.
fn is_shouted(text: &str, word: Span, mark: Span) -> bool {
    mark.of(text) == "!" && word.end == mark.start && words::SHOUTED.contains(&word.of(text))
}

/// Returns whether a word with a capital is one that hardly has it inside a sentence.
fn is_opener(text: &str, token: Span) -> bool {
    words::OPENERS.contains(&token.of(text).to_lowercase().as_str())
}

/// Returns whether a question or a shout in quotation marks is followed by who utters it:
/// “Why?” Ortiz asked.
fn speaks(text: &str, tokens: &[Span], start: usize, next: usize) -> bool {
    terminal(text, tokens, start, next).is_some_and(|end| class(text, tokens[end]) == Class::Asks)
        && tokens[next..]
            .iter()
            .take(5)
            .find(|&&token| {
                !matches!(class(text, token), Class::Capital | Class::Capitals | Class::Initial)
            })
            .is_some_and(|token| words::SPEECH.contains(&token.of(text)))
}

/// Returns the length of the line before `end`, in bytes.
fn line_length(text: &str, end: usize) -> usize {
    // Only whether it is longer than 60 matters: no need to look further back.
    let from = end.saturating_sub(200);
    text.as_bytes()[from..end].iter().rev().take_while(|&&b| b != b'\n').count()
}

/// Returns the token before `next` that may end a sentence, closing marks after it passed over.
fn terminal(text: &str, tokens: &[Span], start: usize, next: usize) -> Option<usize> {
    for at in (start..next).rev() {
        if at + 1 < next && tokens[at].end != tokens[at + 1].start {
            return None;
        }
        match class(text, tokens[at]) {
            Class::Stop | Class::Asks | Class::Dots | Class::Short => return Some(at),
            Class::Closing => {}
            _ => return None,
        }
    }
    None
}

/// What a token is, as far as sentences care.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Class {
    Stop,
    Asks,
    Dots,
    /// An abbreviation that a sentence may end with.
    Short,
    /// An abbreviation that a name or a number follows.
    Title,
    /// A capital with a full stop.
    Initial,
    Comma,
    Colon,
    Dash,
    Closing,
    Quote,
    Opening,
    Small,
    Capital,
    Capitals,
    Number,
    Address,
    Other,
}

fn class(text: &str, token: Span) -> Class {
    let form = token.of(text);
    let mut chars = form.chars();
    let Some(first) = chars.next() else { return Class::Other };
    match form {
        "." | "。" => Class::Stop,
        "," | ";" => Class::Comma,
        ":" => Class::Colon,
        "\"" | "'" => Class::Quote,
        _ if matches!(first, '#' | '@') && form.len() > 1 => Class::Capital,
        "”" | "’" | "''" | ")" | "]" | "}" | "»" => Class::Closing,
        "“" | "‘" | "``" | "(" | "[" | "{" | "«" => Class::Opening,
        _ if first == '.' || first == '…' => Class::Dots,
        _ if matches!(first, '!' | '?') => Class::Asks,
        _ if matches!(first, '-' | '–' | '—' | '―' | '*' | '•' | '·' | '=' | '|') => {
            Class::Dash
        }
        _ if form.ends_with('.') => abbreviation(form),
        _ if form.contains("://") || form.contains('@') => Class::Address,
        _ if first.is_lowercase() || matches!(first, '\'' | '’') => Class::Small,
        _ if first.is_uppercase() => match chars.next() {
            Some(c) if c.is_uppercase() => Class::Capitals,
            _ => Class::Capital,
        },
        _ if first.is_numeric() => Class::Number,
        _ => Class::Other,
    }
}

fn abbreviation(form: &str) -> Class {
    let lower = form.to_lowercase();
    if words::FINAL_ABBREVIATIONS.contains(&lower.as_str()) {
        Class::Short
    } else if form.chars().count() == 2 {
        Class::Initial
    } else if words::ABBREVIATIONS.contains(&lower.trim_end_matches('.')) {
        Class::Title
    } else {
        Class::Short
    }
}

/// Sets `features` to the numbers of what is seen around the place before the token `next`.
pub fn gap_features(
    text: &str,
    tokens: &[Span],
    start: usize,
    next: usize,
    style: Style,
    features: &mut Vec<u32>,
) {
    features.clear();
    let form = |at: usize| tokens.get(at).map_or_else(String::new, |t| normal(t.of(text)));
    let class_at = |at: usize| tokens.get(at).map_or(99, |&t| class(text, t) as u32);
    let back = |n: usize| (next >= start + n).then(|| next - n);
    let last = class_at(next - 1);
    let end = terminal(text, tokens, start, next);
    let before = end.map_or(98, class_at) * 100 + last;
    let before_end = end.unwrap_or(next - 1);
    let mut first = next;
    while first + 1 < tokens.len()
        && first < next + 2
        && matches!(class(text, tokens[first]), Class::Opening | Class::Quote | Class::Dash)
    {
        first += 1;
    }
    let glued = u32::from(tokens[next - 1].end == tokens[next].start);
    let after = class_at(next) * 100 + class_at(first) + 10_000 * glued;
    let length = match next - start {
        0..=1 => 1,
        2..=3 => 2,
        4..=6 => 3,
        7..=12 => 4,
        13..=25 => 5,
        26..=45 => 6,
        _ => 7,
    };
    let opened = open_marks(text, &tokens[start..next]);
    let (first_form, last_form) = (form(first), form(next - 1));
    let mut add = |kind: u8, numbers: &[u32], words: &[&str]| {
        let mut hash = Fnv::default();
        hash.write(&[kind]);
        numbers.iter().for_each(|n| hash.write(&n.to_le_bytes()));
        for word in words {
            hash.write(word.as_bytes());
            hash.write(&[0]);
        }
        features.push((hash.finish() % WEIGHTS as u64) as u32);
    };
    let style = style.0 as u32;
    add(1, &[before, after], &[]);
    add(2, &[before, after, style], &[]);
    add(3, &[before], &[&first_form]);
    add(4, &[before, style], &[&first_form]);
    add(5, &[after], &[&last_form]);
    add(6, &[after, length], &[]);
    add(7, &[before, after, length], &[]);
    add(8, &[before, after, opened], &[]);
    add(9, &[class_at(before_end.wrapping_sub(1)), before, after], &[]);
    add(10, &[after], &[&form(before_end.wrapping_sub(1))]);
    add(11, &[before, class_at(first + 1)], &[&first_form]);
    add(12, &[before, after], &[&form(first + 1)]);
    add(13, &[before, after, class_at(first + 1), class_at(first + 2)], &[]);
    add(14, &[before, after, back(2).map_or(97, class_at), back(3).map_or(97, class_at)], &[]);
    add(15, &[before, class_at(first)], &[&form(start)]);
    add(16, &[before, after, style, length], &[]);
    let rest = (tokens.len() - next).min(6) as u32;
    add(17, &[before, after, rest], &[]);
    let speech = (first..first + 4).any(|at| words::SPEECH.contains(&form(at).as_str()));
    add(18, &[before, after, u32::from(speech)], &[]);
    add(19, &[before], &[&last_form, &first_form]);
    let opener = u32::from(words::OPENERS.contains(&first_form.as_str()));
    add(20, &[before, after, opener], &[]);
}

/// Returns whether brackets and quotation marks are open at the end of `tokens`.
fn open_marks(text: &str, tokens: &[Span]) -> u32 {
    let (mut brackets, mut marks, mut plain) = (0i32, 0i32, 0u32);
    for token in tokens {
        match token.of(text) {
            "(" | "[" => brackets += 1,
            ")" | "]" => brackets -= 1,
            "“" => marks += 1,
            "”" => marks -= 1,
            "\"" => plain ^= 1,
            _ => {}
        }
    }
    u32::from(brackets > 0) + 2 * u32::from(marks > 0) + 4 * plain
}

//! Splits a text into sentences and syntactic words.
//!
//! Needs the text and its segments; reads nothing outside the segments. Gives tokens as the English
//! UD treebanks split them ("do" and "n't", "co-star", "search" "-" "engine") and sentences of
//! them ([`crate::sentence`]).
//!
//! ```
//! use reportedly_nlp::{Segment, SegmentKind, Span, token};
//!
//! let text = "He didn't pay $5.";
//! let body = Segment { span: Span::new(0, text.len()), kind: SegmentKind::Body };
//! let (tokens, _) = token::tokens(text, &[body]);
//! let forms: Vec<&str> = tokens.iter().map(|t| t.span.of(text)).collect();
//! assert_eq!(forms, ["He", "did", "n't", "pay", "$", "5", "."]);
//! ```
//!
//! **Invariant:** the tokens of a segment cover everything in it but white space, each byte once.

use crate::document::{Segment, Sentence, Token};
use crate::sentence;
use crate::span::Span;
use crate::tags::{Deprel, Upos, Xpos};
use crate::words as lists;

/// No stretch without white space is looked at beyond this many bytes at once.
const LONGEST_CHUNK: usize = 2048;

/// Returns tokens, without their annotation yet, and the sentences that hold them.
pub fn tokens(text: &str, segments: &[Segment]) -> (Vec<Token>, Vec<Sentence>) {
    let spans = words(text, segments);
    let mut sentences = Vec::new();
    let all: Vec<Span> = spans.iter().flatten().copied().collect();
    let style = sentence::style(text, &all);
    let mut first = 0;
    for (number, spans) in spans.iter().enumerate() {
        for range in sentence::sentences(text, spans, style) {
            let span = spans[range.start].cover(spans[range.end - 1]);
            let tokens = first + range.start..first + range.end;
            sentences.push(Sentence { span, tokens, segment: number });
        }
        first += spans.len();
    }
    (all.into_iter().map(token).collect(), sentences)
}

/// Returns the spans of the tokens of each segment.
pub fn words(text: &str, segments: &[Segment]) -> Vec<Vec<Span>> {
    let mut all = Vec::with_capacity(segments.len());
    for segment in segments {
        let mut spans = Vec::new();
        for chunk in chunks(text, segment.span) {
            split(text, chunk, &mut spans);
        }
        all.push(spans);
    }
    all
}

/// Returns a token that nothing is known of yet.
fn token(span: Span) -> Token {
    Token {
        span,
        lemma: String::new(),
        upos: Upos::X,
        xpos: Xpos::Nfp,
        head: None,
        deprel: Deprel::Dep,
    }
}

/// Returns whether a character separates words and is no word itself.
fn is_space(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{ad}')
        || (c.is_control())
}

/// Returns the stretches between white space.
fn chunks(text: &str, within: Span) -> Vec<Span> {
    let mut chunks = Vec::new();
    let mut start = None;
    for (at, c) in within.of(text).char_indices().map(|(at, c)| (within.start + at, c)) {
        match (is_space(c), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                chunks.push(Span::new(from, at));
                start = None;
            }
            (false, Some(from)) if at - from >= LONGEST_CHUNK => {
                chunks.push(Span::new(from, at));
                start = Some(at);
            }
            _ => {}
        }
    }
    chunks.extend(start.map(|from| Span::new(from, within.end)));
    chunks
}

/// Splits one stretch without white space.
fn split(text: &str, chunk: Span, out: &mut Vec<Span>) {
    let all = chunk.of(text);
    if all.bytes().all(|b| b.is_ascii_alphabetic()) {
        split_word(text, chunk, out);
        return;
    }
    // "No. 1" is a number, "No." an answer.
    if matches!(all, "No." | "Nos." | "no." | "nos.") {
        let after = text[chunk.end..].trim_start_matches(is_space);
        if after.starts_with(|c: char| c.is_ascii_digit()) {
            out.push(chunk);
            return;
        }
    }
    // What such marks separate is read apart: "Mara"<mara@velmora.example>.
    let mut rest = chunk;
    while let Some(at) = rest.of(text).find(['"', '<', '>']) {
        let mark = rest.start + at;
        let first = text[mark..].chars().next().unwrap_or('"');
        let run = text[mark..rest.end].find(|c| c != first || c == '"').unwrap_or(rest.end - mark);
        let end = mark + run.max(1);
        split_piece(text, Span::new(rest.start, mark), out);
        out.push(Span::new(mark, end));
        rest = Span::new(end, rest.end);
    }
    split_piece(text, rest, out);
}

/// Splits a stretch without white space, plain quotation marks or angle brackets.
fn split_piece(text: &str, piece: Span, out: &mut Vec<Span>) {
    let all = piece.of(text);
    // Marks at both ends are tokens of their own whatever stands between them.
    let inner = trimmed(all);
    if is_smiley(all) {
        out.push(piece);
    } else if is_address(&all[inner.clone()]) {
        let address = Span::new(piece.start + inner.start, piece.start + inner.end);
        scan(text, Span::new(piece.start, address.start), out);
        out.push(address);
        scan(text, Span::new(address.end, piece.end), out);
    } else {
        scan(text, piece, out);
    }
}

/// Returns `text` without the marks that may enclose or follow an address.
fn trimmed(text: &str) -> std::ops::Range<usize> {
    let opens = |c: char| "\"'“‘([{<«".contains(c);
    let closes = |c: char| "\"'”’)]}>».,;:!?…".contains(c);
    let start = text.len() - text.trim_start_matches(opens).len();
    let end = text.trim_end_matches(closes).len();
    if start < end { start..end } else { 0..text.len() }
}

/// Returns whether a stretch is an address of the web or of mail, a handle, a hashtag or a file.
fn is_address(text: &str) -> bool {
    if let Some(rest) = text.strip_prefix(['#', '@']) {
        return rest.starts_with(char::is_alphabetic)
            && rest.chars().all(|c| c.is_alphanumeric() || c == '_');
    }
    let lower = text.to_ascii_lowercase();
    if lower.contains("://") || lower.starts_with("www.") {
        return !lower.contains("...");
    }
    if let Some((name, host)) = lower.split_once('@') {
        return !name.is_empty() && host.starts_with(|c: char| c.is_alphanumeric());
    }
    let host = lower.split(['/', '?']).next().unwrap_or_default();
    let Some((name, end)) = host.rsplit_once('.') else { return false };
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    // Newsgroups: three words or more with full stops between them.
    let parts: Vec<&str> = text.split('.').collect();
    if parts.len() > 2
        && parts.iter().all(|p| p.len() > 1 && p.chars().all(|c| c.is_lowercase() || c == '-'))
    {
        return true;
    }
    name.len() > 1
        && name.starts_with(char::is_alphanumeric)
        && name.chars().all(plain)
        && lists::ADDRESS_ENDINGS.contains(&end)
        // "night.It" is two sentences without a space, "Example.org" is none.
        && text[name.len() + 1..].starts_with(|c: char| c.is_lowercase() || text.to_ascii_uppercase() == text)
}

/// Returns whether a stretch is a face such as ":-)".
fn is_smiley(text: &str) -> bool {
    let Some(rest) = text.strip_prefix([':', ';', '=']) else {
        return matches!(text, "<3" | "^_^" | "(:" | "xD");
    };
    let rest = rest.strip_prefix(['-', '\'', 'o']).unwrap_or(rest);
    !rest.is_empty()
        && rest.len() < 4
        && (rest.chars().all(|c| c == ')')
            || rest.chars().all(|c| c == '(')
            || matches!(rest, "D" | "P" | "p" | "O" | "/" | "|" | "*" | "]" | "["))
}

/// Returns the length of the face that `rest` begins with, if nothing but marks follows.
fn smiley_length(rest: &str) -> usize {
    let face = rest.trim_end_matches(['.', ',', '!', '?']);
    if face.len() < rest.len() && is_smiley(face) { face.len() } else { 0 }
}

/// Splits a stretch by what its characters are.
fn scan(text: &str, span: Span, out: &mut Vec<Span>) {
    let mut at = span.start;
    while at < span.end {
        let rest = &text[at..span.end];
        let length = token_length(text, rest, at, span);
        let piece = Span::new(at, at + length);
        if rest.starts_with(char::is_alphabetic) {
            split_word(text, piece, out);
        } else if rest.starts_with(|c: char| c.is_ascii_digit()) {
            split_number(text, piece, out);
        } else {
            out.push(piece);
        }
        at += length;
    }
}

/// Returns the length of the token that `rest` begins with; words still hold their clitics.
fn token_length(text: &str, rest: &str, at: usize, span: Span) -> usize {
    let mut chars = rest.chars();
    let Some(first) = chars.next() else { return 0 };
    let run = |same: fn(char) -> bool| {
        rest.char_indices().find(|&(_, c)| !same(c)).map_or(rest.len(), |(at, _)| at)
    };
    let before = text[span.start..at].chars().next_back();
    match first {
        '.' if rest[1..].starts_with(['!', '?']) => run(|c| matches!(c, '.' | '!' | '?')),
        '.' => run(|c| c == '.'),
        '!' | '?' => {
            let asked = run(|c| matches!(c, '!' | '?'));
            // "!." is one mark, "?..." two.
            asked + usize::from(rest[asked..].starts_with('.') && !rest[asked..].starts_with(".."))
        }
        ':' | ';' if before.is_none() && smiley_length(rest) > 0 => smiley_length(rest),
        '-' | '–' | '—' | '―' => match run(|c| c == '-') {
            0 => run(|c| matches!(c, '–' | '—' | '―')),
            length => length,
        },
        '*' | '=' | '_' | '~' | '#' | '+' | '$' => {
            let length = rest.len() - rest.trim_start_matches(first).len();
            match first {
                '+' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) && before.is_none() => {
                    1 + number_length(&rest[1..])
                }
                _ => length,
            }
        }
        '`' if rest.starts_with("``") => 2,
        '\'' if rest.starts_with("''") => 2,
        '\'' | '’' | '‘' | '`' => apostrophe_length(rest, first, before),
        '.'..='/' => 1,
        _ if first.is_ascii_digit() => number_length(rest),
        _ if is_letter(first) => word_length(rest),
        _ => {
            // A sign with what is joined to it: flags, skin tones, combining marks.
            let joined = |c: char| {
                matches!(c, '\u{fe0f}' | '\u{200d}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{20e3}')
                    || ('\u{300}'..='\u{36f}').contains(&c)
            };
            let mut length = first.len_utf8();
            let mut glued = false;
            for c in chars {
                if joined(c) || glued {
                    glued = c == '\u{200d}';
                    length += c.len_utf8();
                } else {
                    break;
                }
            }
            length
        }
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`')
}

/// Returns the length of the token that an apostrophe begins: "'s" after a word, "'90s", "'em".
fn apostrophe_length(rest: &str, first: char, before: Option<char>) -> usize {
    let mark = first.len_utf8();
    let word = &rest[mark..];
    let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
    let lower = word[..end].to_lowercase();
    let after_word = before.is_some_and(char::is_alphanumeric);
    let clitic = after_word && matches!(lower.as_str(), "s" | "m" | "d" | "re" | "ve" | "ll");
    let elided = !after_word
        && (matches!(lower.as_str(), "em" | "til" | "cause" | "bout" | "n" | "twas" | "tis")
            || (lower.len() == 3 && lower.ends_with("0s") && lower.as_bytes()[0].is_ascii_digit()));
    if clitic || elided { mark + end } else { mark }
}

/// Returns the length of the number that `rest` begins with, its unit or ending among it.
fn number_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    loop {
        while digit(at) {
            at += 1;
        }
        match bytes.get(at) {
            Some(b'.' | b',' | b':') if digit(at + 1) => at += 1,
            _ => break,
        }
    }
    // Dates and telephone numbers hold together: 9/11, 2020-12-18, 555-0142; ranges do not.
    let joined = |mark: u8| {
        let groups: Vec<&[u8]> = bytes
            .split(|&b| !b.is_ascii_digit() && b != mark)
            .next()
            .unwrap_or_default()
            .split(|&b| b == mark)
            .collect();
        let length = groups.iter().map(|g| g.len() + 1).sum::<usize>() - 1;
        let whole = groups.iter().all(|g| !g.is_empty())
            && !bytes.get(length).is_some_and(|b| b.is_ascii_alphabetic());
        let holds = match (mark, groups.as_slice()) {
            (b'/', [a, b]) => a.len() <= 2 && b.len() <= 2,
            (b'/', [a, b, c]) => a.len().max(b.len()).max(c.len()) <= 4,
            (b'-', [a, b]) => matches!(a.len(), 1 | 3) && b.len() == 4,
            (b'-', [_, _, _] | [_, _, _, _]) => true,
            _ => false,
        };
        (whole && holds).then_some(length)
    };
    if let Some(b'/' | b'-') = bytes.get(at)
        && let Some(length) = joined(bytes[at])
    {
        return length;
    }
    at + rest[at..].find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len() - at)
}

/// Splits a number from its unit: "35mm", "7pm"; but not "23rd", "1990s" or "3D".
fn split_number(text: &str, span: Span, out: &mut Vec<Span>) {
    let all = span.of(text);
    let unit = all.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':'));
    let at = span.end - unit.len();
    if at > span.start && lists::UNITS.contains(&unit) {
        out.extend([Span::new(span.start, at), Span::new(at, span.end)]);
    } else {
        out.push(span);
    }
}

/// Returns the length of the word that `rest` begins with: letters and digits, with the full stops
/// of abbreviations, the hyphens of prefixes, and apostrophes inside.
fn word_length(rest: &str) -> usize {
    let mut at = 0;
    let mut start = 0;
    loop {
        let end = rest[at..]
            .find(|c: char| !is_letter(c) && !c.is_ascii_digit() && c != '_')
            .map_or(rest.len(), |e| at + e);
        let (part, after) = (&rest[start..end], &rest[end..]);
        let next = after.chars().nth(1);
        let mark = after.chars().next().unwrap_or(' ');
        let letter_follows = next.is_some_and(char::is_alphabetic);
        at = match mark {
            '.' if is_abbreviation(&rest[start..], end - start, next) => end + 1,
            '-' | '‑' | '‐'
                if next.is_some_and(char::is_alphanumeric)
                    && lists::PREFIXES.contains(&part.to_lowercase().as_str()) =>
            {
                start = end + mark.len_utf8();
                start
            }
            '&' if letter_follows
                && part.chars().all(char::is_uppercase)
                && part.len() <= 3
                && next.is_some_and(char::is_uppercase) =>
            {
                end + 1
            }
            '/' if letter_follows && part.chars().count() == 1 && single_letter(&after[1..]) => {
                end + 1
            }
            c if is_apostrophe(c) && letter_follows => end + c.len_utf8(),
            _ => return end,
        };
        if at >= rest.len() {
            return rest.len();
        }
        if mark == '.' && !rest[at..].starts_with(is_letter) {
            return at;
        }
    }
}

/// Returns whether one letter stands alone: the "o" of "w/o".
fn single_letter(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_alphabetic)
        && !chars.next().is_some_and(char::is_alphanumeric)
}

/// Returns whether the full stop after the first `length` bytes of `word` belongs to them.
fn is_abbreviation(word: &str, length: usize, next: Option<char>) -> bool {
    let part = &word[..length];
    let last = part.rsplit('.').next().unwrap_or(part);
    let one_letter = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
    let dotted = part.contains('.');
    let lower = part.to_lowercase();
    if next.is_some_and(char::is_alphabetic) {
        // Inside "U.S." or "p.m.", or "Ph.D.": not in "night.He".
        let pair = one_letter || (dotted && last.chars().count() <= 2) || lower == "ph";
        return pair && word[length + 1..].chars().nth(1).is_none_or(|c| !c.is_lowercase())
            || (one_letter && last.chars().all(char::is_lowercase))
            || lower == "ph";
    }
    if one_letter {
        return dotted || (last.chars().all(char::is_uppercase) && last != "I");
    }
    lists::ABBREVIATIONS.contains(&lower.as_str()) || (dotted && lists::is_dotted_title(&lower))
}

/// Splits clitics off a word: "don't", "Tom's", "cannot", "gonna".
fn split_word(text: &str, span: Span, out: &mut Vec<Span>) {
    let word = span.of(text);
    let lower = word.to_lowercase();
    let mut push = |cuts: &[usize]| {
        let mut start = span.start;
        for &cut in cuts.iter().chain([&word.len()]) {
            out.push(Span::new(start, span.start + cut));
            start = span.start + cut;
        }
    };
    // Small letters may be longer than capitals in a few alphabets: then offsets do not agree.
    if lower.len() != word.len() {
        return push(&[]);
    }
    if let Some(&(_, cut)) = lists::CONTRACTIONS.iter().find(|(form, _)| *form == lower) {
        return push(&[cut]);
    }
    let Some((mark, c)) = word.char_indices().rfind(|&(_, c)| is_apostrophe(c)) else {
        return push(&[]);
    };
    let (before, after) = (&lower[..mark], &lower[mark + c.len_utf8()..]);
    match after {
        "t" if before.ends_with('n') && before.len() > 1 => {
            let negation = mark - 1;
            push(&[negation]);
        }
        "s" | "m" | "d" | "re" | "ve" | "ll" => match before.rfind(is_apostrophe) {
            // "wouldn't've", "he'd've"
            Some(other) if before.ends_with("n't") || before.ends_with("n’t") => {
                push(&[other - 1, mark])
            }
            Some(other) if before[other..].chars().count() == 2 => push(&[other, mark]),
            _ => push(&[mark]),
        },
        _ => push(&[]),
    }
}

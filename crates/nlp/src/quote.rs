//! Finds words in quotation marks, and says what the marks are for.
//!
//! Needs the text and its segments. Gives [`Quote`]s in text order; one lies inside another or
//! beside it, never across its border. Straight, curly, single and double marks, guillemets and
//! the marks of old wire text (``` ``so'' ```) are read; an apostrophe is none.
//!
//! ```
//! let text = "“We will close,” Ortiz said.";
//! let quotes = reportedly_nlp::quote::quotes(text, &[]);
//! assert_eq!(quotes[0].content.of(text), "We will close,");
//! ```
//!
//! **Invariant:** no text is an error. A quotation that is never closed ends with its paragraph,
//! which is how news style carries one into the next: that one opens with a mark again.

use crate::attribution::lexicon;
use crate::document::{Quote, QuoteKind, Segment};
use crate::span::Span;

/// How far a quotation may run over paragraphs that do not open with a mark again, in bytes.
const RUN_ON: usize = 3000;
/// How many marks of a paragraph are looked at to find out whether a single mark is ever closed.
const LOOK_AHEAD: usize = 200;
/// How deep quotations may lie in each other.
const DEPTH: usize = 4;

/// Returns the words in quotation marks in `text`, read segment by segment.
///
/// Without segments the whole text is read as one.
pub fn quotes(text: &str, segments: &[Segment]) -> Vec<Quote> {
    let paragraphs = paragraphs(text, segments);
    let mut finder = Finder { text, open: Vec::new(), quotes: Vec::new() };
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let marks = marks(text, *paragraph);
        for at in 0..marks.len() {
            finder.mark(&marks, at, *paragraph);
        }
        finder.end_of_paragraph(*paragraph, &paragraphs[index + 1..]);
    }
    let mut quotes = finder.quotes;
    quotes.retain(|quote| quote.content.of(text).contains(char::is_alphanumeric));
    quotes.sort_by_key(|quote| (quote.marked.start, std::cmp::Reverse(quote.marked.end)));
    for quote in &mut quotes {
        let paragraph = paragraphs.partition_point(|p| p.end < quote.marked.end);
        quote.kind = kind(text, paragraphs.get(paragraph).copied().unwrap_or_default(), quote);
    }
    quotes
}

/// Returns the lines of the segments that hold anything: in news text a line is a paragraph.
pub(crate) fn paragraphs(text: &str, segments: &[Segment]) -> Vec<Span> {
    let whole = [Span::new(0, text.len())];
    let spans: Vec<Span> = match segments {
        [] => whole.to_vec(),
        _ => segments.iter().map(|segment| segment.span).collect(),
    };
    let mut paragraphs = Vec::new();
    for span in spans {
        let mut start = span.start;
        for line in span.of(text).split_inclusive(['\n', '\u{2029}']) {
            let end = start + line.trim_end().len();
            let first = start + (line.len() - line.trim_start().len());
            if first < end {
                paragraphs.push(Span::new(first, end));
            }
            start += line.len();
        }
    }
    paragraphs
}

/// What a mark may be by its shape.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Shape {
    Opening,
    Closing,
    Straight,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Family {
    Double,
    Single,
    Guillemet,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    family: Family,
    shape: Shape,
    before: Option<char>,
    after: Option<char>,
    /// Whether the letter after the following space is small: "the players' union".
    small_follows: bool,
    /// Whether a letter was dropped from the end of the word before: "Walkin' Boots".
    dropped: bool,
}

impl Mark {
    /// Whether the neighbours allow a quotation to begin here.
    fn may_open(&self) -> bool {
        let room = self.before.is_none_or(|c| {
            c.is_whitespace()
                || matches!(c, '(' | '[' | '-' | '–' | '—' | '/' | '…' | '―')
                || is_mark(c)
        });
        room && self.after.is_some_and(|c| !c.is_whitespace() && !matches!(c, ',' | ';' | ')'))
    }

    /// Whether the neighbours allow a quotation to end here.
    fn may_close(&self) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '['))
            && self.after.is_none_or(|c| !c.is_alphanumeric())
    }

    /// Whether this is an apostrophe if anything later may close the quotation.
    fn may_be_apostrophe(&self) -> bool {
        self.dropped
            || self.small_follows && matches!(self.before, Some('s' | 'S' | 'n' | 'z' | 'x'))
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '\'' | '‘' | '’' | '«' | '»' | '`')
}

/// Returns what may be quotation marks in a paragraph; apostrophes inside words are left out.
fn marks(text: &str, paragraph: Span) -> Vec<Mark> {
    let words = paragraph.of(text);
    let mut marks = Vec::new();
    let mut before: Option<char> = None;
    let mut rest = words.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let mut len = c.len_utf8();
        let doubled = (c == '`' || c == '\'') && rest.peek().is_some_and(|&(_, next)| next == c);
        let found = match c {
            '"' | '＂' => Some((Family::Double, Shape::Straight)),
            '“' | '„' | '‟' => Some((Family::Double, Shape::Opening)),
            '”' => Some((Family::Double, Shape::Closing)),
            '«' => Some((Family::Guillemet, Shape::Opening)),
            '»' => Some((Family::Guillemet, Shape::Closing)),
            '`' if doubled => Some((Family::Double, Shape::Opening)),
            '\'' if doubled => Some((Family::Double, Shape::Straight)),
            '‘' | '‛' => Some((Family::Single, Shape::Opening)),
            '’' => Some((Family::Single, Shape::Closing)),
            '\'' => Some((Family::Single, Shape::Straight)),
            _ => None,
        };
        if doubled && found.is_some() {
            rest.next();
            len *= 2;
        }
        let after = words[at + len..].chars().next();
        if let Some((family, shape)) = found {
            let inside_a_word = family == Family::Single
                && before.is_some_and(char::is_alphanumeric)
                && after.is_some_and(char::is_alphanumeric);
            // Feet and inches: 6'2".
            let measure = shape == Shape::Straight
                && before.is_some_and(|c| c.is_ascii_digit())
                && (after.is_some_and(|c| c.is_ascii_digit()) || feet(&words[..at]));
            let elision = family == Family::Single
                && !before.is_some_and(char::is_alphanumeric)
                && elided(&words[at + len..]);
            if !inside_a_word && !measure && !elision {
                let small_follows = after == Some(' ')
                    && words[at + len..].trim_start().starts_with(|c: char| c.is_lowercase());
                let dropped = after == Some(' ')
                    && family == Family::Single
                    && ["in", "ol", "Ol"].iter().any(|end| words[..at].ends_with(end));
                let span = Span::new(paragraph.start + at, paragraph.start + at + len);
                marks.push(Mark { span, family, shape, before, after, small_follows, dropped });
            }
        }
        before = Some(c);
    }
    marks
}

/// Whether the words end in a number of feet and the digits of inches: `6'2`.
fn feet(before: &str) -> bool {
    let feet = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '½');
    feet.len() < before.len()
        && (feet.ends_with('\'') || feet.ends_with('’'))
        && feet.trim_end_matches(['\'', '’']).ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a word begins here that is written with an apostrophe in front: 'em, 'til, '90s.
fn elided(after: &str) -> bool {
    let word: &str = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let decade = word.len() >= 2
        && word.as_bytes()[..2].iter().all(u8::is_ascii_digit)
        && matches!(&word[2..], "" | "s");
    decade
        || matches!(
            word.to_ascii_lowercase().as_str(),
            "em" | "til" | "tis" | "twas" | "cause" | "bout" | "n" | "round" | "cuz" | "coz" | "ol"
        ) && !after[word.len()..].starts_with(',')
}

/// A quotation that waits for its closing mark.
struct Open {
    family: Family,
    /// The opening mark.
    mark: Span,
}

struct Finder<'a> {
    text: &'a str,
    open: Vec<Open>,
    quotes: Vec<Quote>,
}

impl Finder<'_> {
    fn mark(&mut self, marks: &[Mark], at: usize, paragraph: Span) {
        let mark = &marks[at];
        let opened = self.open.iter().rposition(|open| open.family == mark.family);
        match mark.family {
            Family::Double => match (opened, mark.shape) {
                (Some(opened), Shape::Opening) if mark.may_close() && !mark.may_open() => {
                    self.close(opened, mark);
                }
                (Some(opened), Shape::Closing) => self.close(opened, mark),
                (Some(opened), Shape::Straight) if mark.may_close() || !mark.may_open() => {
                    self.close(opened, mark);
                }
                // A mark opens although one is open: either it is nested, or the first one was
                // never closed.
                (Some(opened), _) => {
                    let mut later = marks[at + 1..].iter().filter(|m| m.family == Family::Double);
                    let closes = |m: Option<&Mark>| {
                        m.is_some_and(|m| m.shape != Shape::Opening && m.may_close())
                    };
                    let nested = mark.shape == Shape::Opening
                        && closes(later.next())
                        && closes(later.next());
                    if !nested {
                        self.abandon(opened, mark.span.start, paragraph);
                    }
                    self.begin(mark);
                }
                (None, Shape::Closing | Shape::Straight) if !mark.may_open() => {}
                (None, _) => self.begin(mark),
            },
            Family::Guillemet => match (opened, mark.shape) {
                (Some(opened), Shape::Closing) => self.close(opened, mark),
                (None, Shape::Opening) if mark.may_open() => self.begin(mark),
                _ => {}
            },
            Family::Single => {
                let later = marks[at + 1..].iter().take(LOOK_AHEAD);
                let mut later = later.filter(|m| m.family == Family::Single);
                match opened {
                    Some(opened) if mark.may_close() && mark.shape != Shape::Opening => {
                        let mut closed_later = || {
                            later
                                .find(|m| m.may_close() || m.may_open())
                                .is_some_and(|m| m.shape != Shape::Opening && m.may_close())
                        };
                        if !(mark.may_be_apostrophe() && closed_later()) {
                            self.close(opened, mark);
                        }
                    }
                    Some(_) => {}
                    None if mark.may_open() && mark.shape != Shape::Closing => {
                        let starts = mark.span.start == paragraph.start;
                        let curly = mark.shape == Shape::Opening;
                        if later.any(|m| m.shape != Shape::Opening && m.may_close())
                            || (curly && starts)
                        {
                            self.begin(mark);
                        }
                    }
                    None => {}
                }
            }
        }
    }

    fn begin(&mut self, mark: &Mark) {
        if self.open.len() < DEPTH {
            self.open.push(Open { family: mark.family, mark: mark.span });
        }
    }

    fn close(&mut self, opened: usize, mark: &Mark) {
        // Whatever opened inside and was not closed was no quotation.
        self.open.truncate(opened + 1);
        if let Some(open) = self.open.pop() {
            self.push(open.mark, Span::new(open.mark.end, mark.span.start), mark.span.end, true);
        }
    }

    /// Ends a quotation that was not closed before another opened, with its last whole sentence.
    fn abandon(&mut self, opened: usize, before: usize, paragraph: Span) {
        self.open.truncate(opened + 1);
        let Some(open) = self.open.pop() else { return };
        let start = open.mark.end.max(paragraph.start);
        let words = &self.text[start..before.max(start)];
        let end = words.rfind(['.', '!', '?', ',']).map_or(words.trim_end().len(), |at| at + 1);
        self.push(
            open.mark,
            Span::new(open.mark.end.min(start + end), start + end),
            start + end,
            false,
        );
    }

    fn end_of_paragraph(&mut self, paragraph: Span, following: &[Span]) {
        // A quotation that began in an earlier paragraph, or is double, may run on.
        let Some(first) = self.open.first() else { return };
        if first.family != Family::Single && self.runs_on(following) {
            self.open.truncate(1);
            return;
        }
        let family = first.family;
        let mark = first.mark;
        self.open.clear();
        if family != Family::Single || mark.start == paragraph.start {
            self.push(mark, Span::new(mark.end, paragraph.end), paragraph.end, false);
        }
    }

    /// Whether the first mark after the paragraph closes what is open.
    fn runs_on(&self, following: &[Span]) -> bool {
        let Some(from) = following.first().map(|next| next.start) else { return false };
        for paragraph in following.iter().take_while(|p| p.start - from < RUN_ON) {
            let first = marks_of_doubles(self.text, *paragraph);
            if let Some(mark) = first {
                return mark.shape != Shape::Opening && mark.may_close();
            }
        }
        false
    }

    fn push(&mut self, mark: Span, content: Span, end: usize, closed: bool) {
        let words = content.of(self.text);
        let lead = words.len() - words.trim_start().len();
        let content = Span::new(content.start + lead, content.start + lead + words.trim().len());
        let marked = Span::new(mark.start, end.max(content.end));
        self.quotes.push(Quote { content, marked, closed, kind: QuoteKind::Speech });
    }
}

/// Returns the first double mark of a paragraph.
fn marks_of_doubles(text: &str, paragraph: Span) -> Option<Mark> {
    let words = paragraph.of(text);
    let at = words.find(['"', '“', '”', '«', '»'])?;
    // Its neighbours decide what it is; a few bytes on either side hold them.
    let from = words[..at].char_indices().next_back().map_or(at, |(at, _)| at);
    let mut to = (at + 12).min(words.len());
    while !words.is_char_boundary(to) {
        to += 1;
    }
    let near = Span::new(paragraph.start + from, paragraph.start + to);
    marks(text, near).into_iter().find(|mark| mark.family != Family::Single)
}

/// Returns what the marks of `quote` are for, by its words and its neighbours.
fn kind(text: &str, paragraph: Span, quote: &Quote) -> QuoteKind {
    let words = quote.content.of(text);
    let start = paragraph.start.min(quote.marked.start);
    let before = text[start..quote.marked.start].trim_end();
    let after = &text[quote.marked.end..paragraph.end.max(quote.marked.end)];
    let count = words.split_whitespace().take(13).count();
    if !quote.closed || count > 12 {
        return QuoteKind::Speech;
    }
    let last_word = before.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    let named = last_word
        .is_some_and(|word| NAMED.binary_search(&word.to_lowercase().as_str()).is_ok())
        && !before.ends_with([':', ',']);
    let title_case = is_title_case(words);
    // `"Today" show host`
    let next = after.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let names = words.ends_with(char::is_alphanumeric)
        && NAMED.binary_search(&next.to_lowercase().as_str()).is_ok();
    if names && title_case {
        return QuoteKind::Title;
    }
    if named && words.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) {
        return QuoteKind::Title;
    }
    // A name of several words in the middle of a sentence.
    if title_case && count > 1 && before.ends_with(char::is_alphanumeric) && !follows_cue(before) {
        return QuoteKind::Title;
    }
    // A cue on either side makes it speech, whatever it looks like.
    if follows_cue(before) || precedes_cue(words, after) {
        return QuoteKind::Speech;
    }
    let starts = before.is_empty();
    let ends_a_sentence = words.ends_with(['.', '!', '?', '…']);
    if title_case && !(starts && ends_a_sentence) {
        return QuoteKind::Title;
    }
    let small = words.starts_with(|c: char| c.is_lowercase());
    if small && count <= 3 && !ends_a_sentence {
        return QuoteKind::Scare;
    }
    QuoteKind::Speech
}

/// Words after which a quoted name stands, in order.
const NAMED: &[&str] = &[
    "album",
    "anthem",
    "article",
    "ballad",
    "blockbuster",
    "book",
    "called",
    "column",
    "comedy",
    "documentary",
    "drama",
    "dubbed",
    "entitled",
    "episode",
    "essay",
    "exhibition",
    "film",
    "franchise",
    "game",
    "headlined",
    "hit",
    "hits",
    "magazine",
    "memoir",
    "miniseries",
    "movie",
    "musical",
    "named",
    "nicknamed",
    "novel",
    "opera",
    "painting",
    "play",
    "podcast",
    "poem",
    "program",
    "programme",
    "sequel",
    "series",
    "show",
    "single",
    "sitcom",
    "song",
    "spinoff",
    "thriller",
    "titled",
    "track",
    "trilogy",
    "tune",
    "video",
];

/// Whether every word but the small ones of titles begins with a capital or a digit.
fn is_title_case(words: &str) -> bool {
    const SMALL: &[&str] = &[
        "a", "an", "and", "as", "at", "by", "de", "for", "from", "in", "into", "la", "of", "on",
        "or", "the", "to", "vs", "vs.", "with",
    ];
    let mut any = false;
    for (index, word) in words.split_whitespace().enumerate() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let Some(first) = word.chars().next() else { continue };
        if first.is_uppercase() || first.is_numeric() {
            any = true;
        } else if index == 0 || SMALL.binary_search(&word).is_err() {
            return false;
        }
    }
    any
}

/// Whether the words before an opening mark introduce speech: `she said, "`, `he wrote: "`.
fn follows_cue(before: &str) -> bool {
    let Some(before) = before.strip_suffix([',', ':']) else {
        return before.rsplit(char::is_whitespace).next().is_some_and(lexicon::is_speech_form);
    };
    before.rsplit(char::is_whitespace).take(8).any(lexicon::is_speech_form)
}

/// Whether the words after a closing mark attribute it: `," she said`, `?" asked Ortiz`.
fn precedes_cue(words: &str, after: &str) -> bool {
    words.ends_with([',', '!', '?', '—', '-', '…'])
        && after
            .split([',', '.', ';', '"', '“'])
            .next()
            .unwrap_or("")
            .split_whitespace()
            .take(10)
            .any(lexicon::is_speech_form)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the contents of the quotations, in order, each with the first letter of its kind.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = quotes(text, &[])
            .iter()
            .map(|quote| {
                let kind = match quote.kind {
                    QuoteKind::Speech => "",
                    QuoteKind::Title => "title: ",
                    QuoteKind::Scare => "scare: ",
                };
                let open = if quote.closed { "" } else { " ..." };
                format!("{kind}{}{open}", quote.content.of(text))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_source_may_interrupt_its_own_words() {
        check("“We will close,” Ortiz said, “in May.”", &["We will close,", "in May."]);
        check("\"We will close,\" Ortiz said, \"in May.\"", &["We will close,", "in May."]);
    }

    #[test]
    fn an_apostrophe_is_no_quotation_mark() {
        check("It's the players' union's idea, Ortiz said in the '90s.", &[]);
        check("It’s the players’ union’s idea, Ortiz said in the ’90s.", &[]);
        check(
            "'It's the players' union's idea,' Ortiz said.",
            &["It's the players' union's idea,"],
        );
        check(
            "‘It’s the players’ union’s idea,’ Ortiz said.",
            &["It’s the players’ union’s idea,"],
        );
        check("Give 'em the rock 'n' roll.", &[]);
        check("Vell sang 'Boot Walkin' Tune' in May.", &["title: Boot Walkin' Tune"]);
    }

    #[test]
    fn quotations_lie_in_each_other() {
        check(
            "“She told me, ‘We’re done here,’ and left,” Ortiz said.",
            &["She told me, ‘We’re done here,’ and left,", "We’re done here,"],
        );
        check(
            "'She told me, \"We're done here,\" and left,' Ortiz said.",
            &["She told me, \"We're done here,\" and left,", "We're done here,"],
        );
    }

    #[test]
    fn a_quotation_may_run_over_paragraphs() {
        check(
            "“We will close.\n\n“We will not open again,” Ortiz said.\n\nNobody came.",
            &["We will close. ...", "We will not open again,"],
        );
        check(
            "“We will close.\n\nWe will not open again,” Ortiz said.",
            &["We will close.\n\nWe will not open again,"],
        );
        check(
            "“We will close.\n\nNobody came.\n\n“So it is.”",
            &["We will close. ...", "So it is."],
        );
    }

    #[test]
    fn what_opens_again_ends_what_was_never_closed() {
        check("“We will close, Ortiz said. “Soon.”", &["We will close, Ortiz said. ...", "Soon."]);
    }

    #[test]
    fn a_wrong_mark_closes_where_it_stands() {
        check("“We will close.“", &["We will close."]);
        check("“We will close,\" Ortiz said.", &["We will close,"]);
        check("``We will close,'' Ortiz said.", &["We will close,"]);
    }

    #[test]
    fn feet_and_inches_are_none() {
        check("Ortiz is 6'2\" tall and \"very proud\" of it.", &["scare: very proud"]);
    }

    #[test]
    fn titles_and_scare_marks_are_told_from_speech() {
        check("Ortiz stars in “The Last Harbor” this fall.", &["title: The Last Harbor"]);
        check("The song “Harbor” came out.", &["title: Harbor"]);
        check("“Absolutely,” Ortiz said.", &["Absolutely,"]);
        check("The “quick fix” took years.", &["scare: quick fix"]);
        check(
            "Ortiz called it “the saddest day of my whole life.”",
            &["the saddest day of my whole life."],
        );
    }

    #[test]
    fn any_text_is_read() {
        for text in ["", "\"", "“", "'", "‘‘‘", "\"\"\"", "“”", "\n\n“\n\n”", "`", "''", "«»“«"]
        {
            quotes(text, &[]);
        }
    }
}

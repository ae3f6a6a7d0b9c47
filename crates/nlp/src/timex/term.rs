//! Cuts a text into the terms that the grammar reads.
//!
//! A term is a word, a figure with what belongs to it ("21st", "10:30", "2020-12-18") or a mark. It
//! knows the word's number in the [`Lexicon`] and what the word may mean. Words that no rule knows
//! fall together into one opaque term. This cut is finer than that of the treebanks and does not
//! depend on it.
//!
//! **Invariant:** terms are in text order, do not overlap, and end on character boundaries.

use std::collections::HashMap;

use super::number::{self, Joiners};
use super::vocabulary::{self as words, Facet, Number};

/// The number of a word that some rule knows; [`UNKNOWN`] for every other word.
pub(super) type Word = u16;

/// A word that no rule knows.
pub(super) const UNKNOWN: Word = 0;

/// One word, figure or mark of the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Term {
    pub start: usize,
    pub end: usize,
    pub word: Word,
    pub facet: Facet,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// What stands before it.
    pub gap: Gap,
}

/// What separates a term from the one before.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// White space.
    Space,
    /// A line break.
    Line,
    /// An empty line, or more.
    Paragraph,
}

impl Term {
    pub fn is_opaque(&self) -> bool {
        self.word == UNKNOWN && self.facet == Facet::None
    }
}

/// The words that the grammar knows.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: HashMap<String, (Word, Facet)>,
    joiners: Joiners,
}

impl Lexicon {
    /// Returns the lexicon of the vocabulary; forms add the words that they name with [`Lexicon::word`].
    pub fn new() -> Lexicon {
        let mut lexicon = Lexicon::default();
        let mut add = |names: &str, facet: Facet| {
            for name in names.split_whitespace() {
                let word = lexicon.words.len() as Word + 1;
                lexicon.words.entry(name.to_owned()).or_insert((word, facet));
            }
        };
        for &(names, month) in words::MONTHS {
            add(names, Facet::Month(month));
        }
        for &(names, weekday) in words::WEEKDAYS {
            add(names, Facet::Weekday(weekday));
            let plural = format!("{}s", names.split(' ').next().unwrap_or_default());
            add(&plural, Facet::Weekdays(weekday));
        }
        for &(names, season) in words::SEASONS {
            add(names, Facet::Season(season));
        }
        for (i, name) in words::ORDINALS.split_whitespace().enumerate() {
            add(name, Facet::Ordinal(i as i32 + 1));
        }
        for &(one, many, unit) in words::UNITS {
            add(one, Facet::Unit(unit, false));
            add(many, Facet::Unit(unit, true));
        }
        for &(one, many, part) in words::PARTS {
            add(one, Facet::Part(part, false));
            add(many, Facet::Part(part, true));
        }
        for &(names, unit) in words::EVERY {
            add(names, Facet::Every(unit));
        }
        add("noon midday", Facet::Clock(12, Some(0), None, true));
        add("midnight", Facet::Clock(24, Some(0), None, true));
        add("am", Facet::Meridiem(false));
        add("pm", Facet::Meridiem(true));
        add(words::ZONES, Facet::Zone);
        for (i, name) in words::DECADES.split_whitespace().enumerate() {
            add(name, Facet::Decade(i as i16 + 2));
        }
        for (i, name) in words::NUMBERS.split_whitespace().enumerate() {
            add(name, in_words(Some(i as f64)));
        }
        for (i, name) in words::TENS.split_whitespace().enumerate() {
            add(name, in_words(Some(i as f64 * 10.0 + 20.0)));
        }
        add(words::VAGUE_NUMBERS, in_words(None));
        lexicon.joiners = Joiners::new(&mut lexicon);
        lexicon
    }

    /// Returns the number of a word that a form names, giving it one where it has none.
    pub fn word(&mut self, name: &str) -> Word {
        let word = self.words.len() as Word + 1;
        self.words.entry(name.to_owned()).or_insert((word, Facet::None)).0
    }

    /// Returns the number of a word, [`UNKNOWN`] where no form names it.
    pub fn known(&self, name: &str) -> Word {
        self.words.get(name).map_or(UNKNOWN, |&(word, _)| word)
    }

    fn look_up(&self, form: &str) -> (Word, Facet) {
        let mut buffer = [0; 16];
        let Some(lower) = buffer.get_mut(..form.len()) else { return (UNKNOWN, Facet::None) };
        lower.copy_from_slice(form.as_bytes());
        lower.make_ascii_lowercase();
        let lower = std::str::from_utf8(lower).unwrap_or_default();
        self.words.get(lower).copied().unwrap_or((UNKNOWN, Facet::None))
    }
}

fn in_words(value: Option<f64>) -> Facet {
    Facet::Number(Number { value, figures: 0, year: false })
}

/// Returns the terms of `text`, which begins at `offset` of the document.
pub(super) fn terms(text: &str, offset: usize, lexicon: &Lexicon) -> Vec<Term> {
    let mut cutter = Cutter { text, lexicon, at: 0, gap: Gap::Paragraph, terms: Vec::new() };
    while cutter.at < text.len() {
        cutter.next();
    }
    let mut terms = number::join(cutter.terms, &lexicon.joiners);
    for term in &mut terms {
        term.start += offset;
        term.end += offset;
    }
    terms
}

struct Cutter<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    at: usize,
    gap: Gap,
    terms: Vec<Term>,
}

impl Cutter<'_> {
    fn next(&mut self) {
        let bytes = self.text.as_bytes();
        match bytes[self.at] {
            b'\n' => {
                self.gap = if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line };
                self.at += 1;
            }
            b' ' | b'\t' | b'\r' => {
                self.gap = self.gap.max(Gap::Space);
                self.at += 1;
            }
            b'0'..=b'9' => self.figures(),
            b'a'..=b'z' | b'A'..=b'Z' => self.word(),
            _ => self.mark(),
        }
    }

    fn push(&mut self, end: usize, word: Word, facet: Facet) {
        let start = self.at;
        let opaque = word == UNKNOWN && facet == Facet::None;
        self.at = end;
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if opaque
            && gap < Gap::Paragraph
            && let Some(last) = self.terms.last_mut()
            && last.is_opaque()
        {
            last.end = end;
            return;
        }
        let capital = self.text.as_bytes()[start].is_ascii_uppercase();
        self.terms.push(Term { start, end, word, facet, capital, gap });
    }

    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// Returns the end of the run of `wanted` bytes from `at`.
    fn run(&self, at: usize, wanted: fn(&u8) -> bool) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        at + rest.iter().take_while(|byte| wanted(byte)).count()
    }

    /// Returns the length of an apostrophe at `at`: straight or curly.
    fn apostrophe(&self, at: usize) -> usize {
        match self.text.as_bytes().get(at..) {
            Some([b'\'', ..]) => 1,
            Some([0xe2, 0x80, 0x99 | 0x98, ..]) => 3,
            _ => 0,
        }
    }

    fn word(&mut self) {
        let end = self.run(self.at, u8::is_ascii_alphabetic);
        let form = &self.text[self.at..end];
        // A letter outside ASCII makes it a word that no rule knows.
        if self.byte(end) >= 0x80 && self.apostrophe(end) == 0 {
            let rest = &self.text[end..];
            let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            if letters > 0 {
                return self.push(end + letters, UNKNOWN, Facet::None);
            }
        }
        // "a.m." and "p.m."
        if matches!(form, "a" | "p" | "A" | "P")
            && self.byte(end) == b'.'
            && matches!(self.byte(end + 1), b'm' | b'M')
            && !self.byte(end + 2).is_ascii_alphanumeric()
        {
            let stop = usize::from(self.byte(end + 2) == b'.');
            let afternoon = matches!(form, "p" | "P");
            return self.push(end + 2 + stop, UNKNOWN, Facet::Meridiem(afternoon));
        }
        // "o'clock"
        if form.eq_ignore_ascii_case("o") {
            let after = end + self.apostrophe(end);
            if after > end && self.text[after..].starts_with("clock") {
                let word = self.lexicon.known("o'clock");
                return self.push(after + "clock".len(), word, Facet::None);
            }
        }
        // "B.C.", "A.D.", "B.C.E.", "U.S." and other letters with full stops
        if form.len() == 1 && self.byte(end) == b'.' && self.byte(end + 1).is_ascii_alphabetic() {
            let mut end = end;
            let mut letters = form.to_ascii_lowercase();
            while self.byte(end) == b'.'
                && self.byte(end + 1).is_ascii_alphabetic()
                && !self.byte(end + 2).is_ascii_alphanumeric()
            {
                letters.push(self.byte(end + 1).to_ascii_lowercase() as char);
                end += 2;
            }
            if letters.len() > 1 {
                let stop = usize::from(self.byte(end) == b'.');
                let (word, facet) = self.lexicon.look_up(&letters);
                let facet = if letters == "am" { Facet::None } else { facet };
                return self.push(end + stop, word, facet);
            }
        }
        // "Q3", "H1", "FY2020"
        if self.byte(end).is_ascii_digit() {
            let figures = self.run(end, u8::is_ascii_digit);
            let number = self.text[end..figures].parse::<i16>().ok();
            let ends = !self.byte(figures).is_ascii_alphanumeric();
            let facet = match (form, number) {
                ("Q" | "q", Some(quarter @ 1..=4)) if ends => Facet::Quarter(quarter as i8),
                ("H", Some(half @ 1..=2)) if ends => Facet::Half(half as i8),
                _ => Facet::None,
            };
            let (word, month) = self.lexicon.look_up(form);
            if facet != Facet::None {
                return self.push(figures, UNKNOWN, facet);
            } else if matches!(month, Facet::Month(_)) || form == "FY" {
                return self.push(end, word, month);
            }
            let rest = self.run(figures, u8::is_ascii_alphanumeric);
            return self.push(rest, UNKNOWN, Facet::None);
        }
        let (word, facet) = self.lexicon.look_up(form);
        let stop = self.byte(end) == b'.'
            && (facet != Facet::None || word != UNKNOWN)
            && words::ABBREVIATIONS.split_whitespace().any(|it| form.eq_ignore_ascii_case(it));
        self.push(end + usize::from(stop), word, facet);
    }

    fn mark(&mut self) {
        let bytes = self.text.as_bytes();
        let apostrophe = self.apostrophe(self.at);
        if apostrophe > 0 {
            let next = self.at + apostrophe;
            let word_before = self.at > 0
                && (bytes[self.at - 1].is_ascii_alphanumeric() || bytes[self.at - 1] == b'\'');
            // "'s"
            if word_before
                && matches!(self.byte(next), b's' | b'S')
                && !self.byte(next + 1).is_ascii_alphanumeric()
            {
                return self.push(next + 1, self.lexicon.known("'s"), Facet::None);
            }
            // "'98", "'80s"
            let end = self.run(next, u8::is_ascii_digit);
            if !word_before
                && end == next + 2
                && let Ok(short) = self.text[next..end].parse::<i16>()
            {
                let plural = self.byte(end) == b's';
                let end = end + usize::from(plural);
                if !self.byte(end).is_ascii_alphanumeric() {
                    return match plural {
                        true if short % 10 == 0 => {
                            self.push(end, UNKNOWN, Facet::Decade(short / 10))
                        }
                        true => self.push(end, UNKNOWN, Facet::None),
                        false => {
                            let century = if short < 30 { 2000 } else { 1900 };
                            self.push(end, UNKNOWN, Facet::Year(century + short))
                        }
                    };
                }
            }
            return self.push(next, self.lexicon.known("'"), Facet::None);
        }
        let Some(mark) = self.text[self.at..].chars().next() else { return };
        let end = self.at + mark.len_utf8();
        if mark.is_whitespace() {
            self.gap = self.gap.max(Gap::Space);
            self.at = end;
            return;
        }
        if mark.is_alphabetic() {
            let rest = &self.text[end..];
            let letters = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            return self.push(end + letters, UNKNOWN, Facet::None);
        }
        if let Some(part) = fraction(mark) {
            let number = Number { value: Some(part), figures: 255, year: false };
            return self.push(end, UNKNOWN, Facet::Number(number));
        }
        let word = match mark {
            '–' | '‑' | '‐' => self.lexicon.known("-"),
            _ => self.lexicon.look_up(&self.text[self.at..end]).0,
        };
        self.push(end, word, Facet::None);
    }

    fn figures(&mut self) {
        let (end, facet) = self.figure();
        self.push(end, UNKNOWN, facet);
    }

    /// Returns the end of the figure that begins here, and what it may mean.
    fn figure(&self) -> (usize, Facet) {
        let start = self.at;
        let digits = self.run(start, u8::is_ascii_digit);
        let int = |range: std::ops::Range<usize>| self.text.get(range)?.parse::<i16>().ok();
        // A whole date without marks: 20201218.
        if digits == start + 8
            && !self.byte(digits).is_ascii_alphanumeric()
            && let (Some(year @ 1990..=2100), Some(month), Some(day)) =
                (int(start..start + 4), int(start + 4..start + 6), int(start + 6..digits))
            && month <= 12
            && let Some((month, day)) = month_and_day(month, day)
        {
            return (digits, Facet::Date(year, month, day));
        }
        // Whole dates: 2020-12-18, 18/12/2020, 18.12.2020.
        let mark = self.byte(digits);
        if matches!(mark, b'-' | b'/' | b'.') && digits - start <= 4 {
            let second = self.run(digits + 1, u8::is_ascii_digit);
            let third = self.run((second + 1).min(self.text.len()), u8::is_ascii_digit);
            let lengths = (digits - start, second - digits - 1, third.saturating_sub(second + 1));
            let whole = self.byte(second) == mark && !self.byte(third).is_ascii_alphanumeric();
            if whole
                && let (Some(a), Some(b), Some(c)) =
                    (int(start..digits), int(digits + 1..second), int(second + 1..third))
            {
                let date = match lengths {
                    (4, 1 | 2, 1 | 2) => month_and_day(b, c).map(|(m, d)| (a, m, d)),
                    (1 | 2, 1 | 2, 4) if mark == b'.' => {
                        month_and_day(b, a).map(|(m, d)| (c, m, d))
                    }
                    (1 | 2, 1 | 2, 4) => month_and_day(a, b).map(|(m, d)| (c, m, d)),
                    (1 | 2, 1 | 2, 2) if mark == b'/' => {
                        month_and_day(a, b).map(|(m, d)| (full_year(c), m, d))
                    }
                    _ => None,
                };
                if let Some((year, month, day)) = date {
                    return (third, Facet::Date(year, month, day));
                }
            }
            // "T10:30" after a date is read as a clock of its own.
            if whole && lengths.0 <= 4 && lengths.1 > 0 && lengths.2 > 0 {
                return (third, Facet::None);
            }
            let stroke = mark == b'/' && matches!(lengths, (1 | 2, 1 | 2, _)) && !whole;
            if stroke
                && !self.byte(second).is_ascii_alphanumeric()
                && let (Some(a), Some(b)) = (int(start..digits), int(digits + 1..second))
            {
                return (second, Facet::Stroke(a, b));
            }
        }
        // Times on the clock: 10:30, 10:30:15, 10.30pm.
        if digits - start <= 2 && matches!(mark, b':' | b'.') {
            let minutes = self.run(digits + 1, u8::is_ascii_digit);
            if minutes == digits + 3
                && let (Some(hour @ 0..=24), Some(minute @ 0..=59)) =
                    (int(start..digits), int(digits + 1..minutes))
            {
                let seconds = self.run((minutes + 1).min(self.text.len()), u8::is_ascii_digit);
                let (end, second) = match int(minutes + 1..seconds.max(minutes + 1)) {
                    Some(second @ 0..=59)
                        if self.byte(minutes) == b':' && seconds == minutes + 3 =>
                    {
                        (seconds, Some(second as i8))
                    }
                    _ => (minutes, None),
                };
                let told = hour > 12 || self.byte(start) == b'0';
                if let Some((after, afternoon)) = self.meridiem_after(end) {
                    return match on_clock(hour, afternoon) {
                        Some(hour) => (after, Facet::Clock(hour, Some(minute as i8), second, true)),
                        None => (after, Facet::None),
                    };
                }
                if mark == b':' {
                    return (end, Facet::Clock(hour as i8, Some(minute as i8), second, told));
                }
            }
        }
        // "10pm", "7 p.m." is two terms.
        if digits - start <= 2
            && let Some((after, afternoon)) = self.meridiem_after(digits)
            && let Some(hour) = int(start..digits).and_then(|hour| on_clock(hour, afternoon))
        {
            return (after, Facet::Clock(hour, None, None, true));
        }
        self.plain_number(start, digits)
    }

    /// Returns the end of "am" or "pm" written right after a figure, and whether it is "pm".
    fn meridiem_after(&self, at: usize) -> Option<(usize, bool)> {
        let afternoon = match self.byte(at) {
            b'a' | b'A' => false,
            b'p' | b'P' => true,
            _ => return None,
        };
        let dotted = usize::from(self.byte(at + 1) == b'.');
        let m = at + 1 + dotted;
        if !matches!(self.byte(m), b'm' | b'M') || self.byte(m + 1).is_ascii_alphanumeric() {
            return None;
        }
        let stop = if self.byte(m + 1) == b'.' { dotted } else { 0 };
        Some((m + 1 + stop, afternoon))
    }

    fn plain_number(&self, start: usize, digits: usize) -> (usize, Facet) {
        let mut end = digits;
        let mut plain = true;
        // Thousands: 1,200,000.
        while self.byte(end) == b','
            && self.run(end + 1, u8::is_ascii_digit) == end + 4
            && digits - start <= 3
        {
            end += 4;
            plain = false;
        }
        if self.byte(end) == b'.' && self.byte(end + 1).is_ascii_digit() {
            end = self.run(end + 1, u8::is_ascii_digit);
            plain = false;
        }
        // "5½"
        let part = self.text[end..].chars().next().and_then(fraction);
        if let Some(part) = part {
            let value = self.text[start..end].replace(',', "").parse::<f64>().ok();
            let value = value.map(|value| value + part);
            return (
                end + '½'.len_utf8(),
                Facet::Number(Number { value, figures: 255, year: false }),
            );
        }
        let figures = if plain { (digits - start).min(255) as u8 } else { 255 };
        let value = self.text[start..end].replace(',', "").parse::<f64>().ok();
        let number = Facet::Number(Number { value, figures, year: false });
        let letters = self.run(end, u8::is_ascii_alphabetic);
        let ends = !self.byte(letters).is_ascii_alphanumeric();
        let whole = value.filter(|_| plain && ends).map(|value| value as i64);
        // "The 1930's", as some still write it
        let plural = end + self.apostrophe(end);
        if plural > end
            && self.byte(plural) == b's'
            && !self.byte(plural + 1).is_ascii_alphanumeric()
            && let Some(year @ 1000..=2190) = whole
            && year % 10 == 0
            && self.text[..start].ends_with("the ")
        {
            return (plural + 1, Facet::Decade((year / 10) as i16));
        }
        match (&self.text[end..letters], whole) {
            ("", _) if self.byte(end) == b'%' => (end + 1, Facet::None),
            ("", _) => (end, number),
            ("st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH", Some(nth @ 0..=999)) => {
                (letters, Facet::Ordinal(nth as i32))
            }
            ("s", Some(year @ 1000..=2190)) if year % 10 == 0 && digits - start == 4 => {
                (letters, Facet::Decade((year / 10) as i16))
            }
            ("s", Some(short @ 10..=90)) if short % 10 == 0 => {
                (letters, Facet::Decade((short / 10) as i16))
            }
            // "3.5years"
            (letters, _)
                if letters.len() > 1
                    && ends
                    && matches!(self.lexicon.look_up(letters).1, Facet::Unit(..)) =>
            {
                (end, number)
            }
            ("bc" | "BC" | "AD" | "BCE" | "CE", Some(_)) => (end, number),
            _ => {
                let rest = self.run(letters, u8::is_ascii_alphanumeric);
                (rest, Facet::None)
            }
        }
    }
}

/// Returns the part of one that a single mark stands for: "½".
fn fraction(mark: char) -> Option<f64> {
    match mark {
        '½' => Some(0.5),
        '¼' => Some(0.25),
        '¾' => Some(0.75),
        _ => None,
    }
}

/// Returns month and day where the figures can be read so, the other way round where only that fits.
pub(super) fn month_and_day(a: i16, b: i16) -> Option<(i8, i8)> {
    match (a, b) {
        (1..=12, 1..=31) => Some((a as i8, b as i8)),
        (13..=31, 1..=12) => Some((b as i8, a as i8)),
        _ => None,
    }
}

/// Returns the year that two figures stand for.
pub(super) fn full_year(short: i16) -> i16 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

/// Returns the hour of the day of a twelve-hour clock.
pub(super) fn on_clock(hour: i16, afternoon: bool) -> Option<i8> {
    match (hour, afternoon) {
        (12, false) => Some(0),
        (12, true) => Some(12),
        (1..=11, _) => Some(hour as i8 + if afternoon { 12 } else { 0 }),
        (13..=24, true) => Some(hour as i8),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(&str, Facet)> {
        let lexicon = Lexicon::new();
        let known = terms(text, 0, &lexicon);
        known.iter().map(|term| (&text[term.start..term.end], term.facet)).collect()
    }

    #[test]
    fn figures_keep_what_belongs_to_them() {
        assert_eq!(cut("10:30 p.m.")[0].1, Facet::Clock(10, Some(30), None, false));
        assert_eq!(cut("10:30 p.m.")[1], ("p.m.", Facet::Meridiem(true)));
        assert_eq!(cut("7.45pm"), [("7.45pm", Facet::Clock(19, Some(45), None, true))]);
        assert_eq!(cut("2020-12-18"), [("2020-12-18", Facet::Date(2020, 12, 18))]);
        assert_eq!(cut("18/12/2020"), [("18/12/2020", Facet::Date(2020, 12, 18))]);
        assert_eq!(cut("9/11"), [("9/11", Facet::Stroke(9, 11))]);
        assert_eq!(cut("’98"), [("’98", Facet::Year(1998))]);
        assert_eq!(cut("1980s"), [("1980s", Facet::Decade(198))]);
        assert_eq!(cut("21st"), [("21st", Facet::Ordinal(21))]);
        assert_eq!(cut("24%"), [("24%", Facet::None)]);
    }

    #[test]
    fn words_that_no_rule_knows_fall_together() {
        let cut = cut("The élan of Sept. 30 was gone");
        assert_eq!(
            cut.iter().map(|it| it.0).collect::<Vec<_>>(),
            ["The élan", "of", "Sept.", "30", "was gone"]
        );
    }

    #[test]
    fn any_text_is_cut_on_character_boundaries() {
        for text in
            ["’", "1’", "9.", "2020-", "ß12/", "12:3é", "a.m", "Q", "1,", "\u{a0}5\u{2028}'7"]
        {
            for term in terms(text, 0, &Lexicon::new()) {
                assert!(text.get(term.start..term.end).is_some(), "{text:?}");
            }
        }
    }
}

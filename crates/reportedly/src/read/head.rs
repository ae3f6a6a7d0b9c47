//! Reads the head of a text file: the lines above the article that say where and when it appeared.
//!
//! A head is any of: a prefix `date 2020-12-18` before the first words, the same or a bare day as
//! a first line, lines such as `title: ...`, `outlet: ...`, `url: ...`, `date: ...`, `author: ...`,
//! with or without a line `---` above and below them.
//!
//! Blank lines may part them. Other lines may stand between them, too, so that what is told below is
//! not taken for words of the article: the title, as it is printed; "By Ida Falk"; and what a key
//! names that is not known (`section: ...`). A key line stands there alone and is told for the first
//! time; else it is text.
//!
//! **Invariant:** `body` is a character boundary of the text, and nothing before it is read as the
//! article.

use super::byline;
use super::day::{Told, day_at_start};

/// What the head of a text tells.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Head<'t> {
    pub(super) title: Option<&'t str>,
    pub(super) outlet: Option<&'t str>,
    pub(super) url: Option<&'t str>,
    pub(super) authors: Vec<String>,
    /// The day of publication, with the number of its line, counted from 1.
    pub(super) published: Option<(Told<'t>, usize)>,
    /// Where the article begins.
    pub(super) body: usize,
}

/// How many lines a head between `---` may have.
const LONGEST: usize = 100;

/// So many lines are looked at below one that does not tell by itself that it belongs to a head.
const AHEAD: usize = 8;

/// A line of a head below others is at most so many bytes long: what is longer is a paragraph.
const LINE: usize = 200;

/// What a line of a head tells.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Key {
    Title,
    Outlet,
    Url,
    Date,
    Authors,
}

impl Key {
    /// Returns what stands behind a word and a colon.
    fn of(word: &str) -> Option<Key> {
        Some(match word.trim().to_ascii_lowercase().as_str() {
            "title" | "headline" => Key::Title,
            "outlet" | "publisher" | "publication" | "source" => Key::Outlet,
            "url" | "link" => Key::Url,
            "date" | "published" => Key::Date,
            "author" | "authors" | "by" | "byline" => Key::Authors,
            _ => return None,
        })
    }
}

/// Returns the head of `text`; one that tells nothing where there is none.
pub(super) fn head(text: &str) -> Head<'_> {
    let mut reader = Reader { text, at: 0, line: 1, head: Head::default() };
    if text.starts_with('\u{feff}') {
        reader.at = '\u{feff}'.len_utf8();
    }
    reader.blank_lines();
    if !reader.fenced() {
        reader.open();
    }
    reader.blank_lines();
    reader.head.body = reader.at;
    reader.head
}

/// A place in the head.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    head: Head<'t>,
}

impl<'t> Reader<'t> {
    /// Returns the line here, without its end.
    fn peek(&self) -> &'t str {
        self.text[self.at..].split('\n').next().unwrap_or_default()
    }

    /// Goes to the next line.
    fn skip_line(&mut self) {
        self.at = (self.at + self.peek().len() + 1).min(self.text.len());
        self.line += 1;
    }

    fn blank_lines(&mut self) {
        while self.at < self.text.len() && self.peek().trim().is_empty() {
            self.skip_line();
        }
    }

    /// Reads lines between two `---`; returns false, and stays, where there are none.
    fn fenced(&mut self) -> bool {
        if self.peek().trim_end() != "---" {
            return false;
        }
        let closed = self.text[self.at..]
            .split('\n')
            .skip(1)
            .take(LONGEST)
            .position(|line| matches!(line.trim_end(), "---" | "..."));
        let Some(lines) = closed else { return false };
        self.skip_line();
        for _ in 0..lines {
            let line = self.peek();
            if let Some((key, value)) = line.split_once(':') {
                self.take(key.trim(), value);
            }
            self.skip_line();
        }
        self.skip_line();
        true
    }

    /// Reads lines without a fence, up to the first that does not belong to a head.
    fn open(&mut self) {
        let first = self.at;
        while self.at < self.text.len() {
            let line = self.peek();
            let trimmed = line.trim_start();
            if let Some(after) = after_word(trimmed, "date")
                && let Some(told) = day_at_start(after)
            {
                // "date 2020-12-18 The film is ...": the article begins behind the day.
                let start = self.at + line.len() - after.len();
                self.head.published.get_or_insert((told, self.line));
                if !self.text[start + told.words.len()..self.at + line.len()].trim().is_empty() {
                    self.at = start + told.words.len();
                    let rest = &self.text[self.at..];
                    self.at += rest.len() - rest.trim_start().len();
                    return;
                }
                self.skip_line();
            } else if let Some((key, value)) = line.split_once(':')
                && self.take(key.trim(), value)
            {
                self.skip_line();
            } else if self.at == first
                && let Some(told) = day_at_start(trimmed)
                && told.words.len() == trimmed.trim_end().len()
            {
                self.head.published = Some((told, self.line));
                self.skip_line();
            } else if self.at == first || !self.passes(line) {
                return;
            }
        }
    }

    /// Goes on over a line that belongs to the head only because of what stands below it; returns
    /// false, and stays, where it does not.
    fn passes(&mut self, line: &'t str) -> bool {
        let (here, number) = (self.at, self.line);
        if line.trim().is_empty() {
            self.blank_lines();
            if self.is_new(self.peek()) {
                return true;
            }
            (self.at, self.line) = (here, number);
            return false;
        }
        let below = self.text[self.at..].split('\n').skip(1).take(AHEAD);
        if !below.take_while(|line| !line.trim().is_empty()).any(|line| self.is_new(line)) {
            return false;
        }
        let words = line.trim();
        if let Some(byline) = byline::byline(words) {
            if self.head.authors.is_empty() {
                self.head.authors = byline.writers;
            }
        } else if !is_keyed(words) {
            // Two lines without a key are words of the article, and so is a sentence.
            if self.head.title.is_some() || words.len() > LINE || words.ends_with('.') {
                return false;
            }
            self.head.title = Some(words);
        }
        self.skip_line();
        true
    }

    /// Whether a line alone tells what was not told above it.
    fn is_new(&self, line: &str) -> bool {
        let line = line.trim();
        if self.head.published.is_none()
            && after_word(line, "date").and_then(day_at_start).is_some()
        {
            return true;
        }
        let Some((word, value)) = line.split_once(':') else { return false };
        let told = match Key::of(word) {
            None => return false,
            Some(Key::Title) => self.head.title.is_some(),
            Some(Key::Outlet) => self.head.outlet.is_some(),
            Some(Key::Url) => self.head.url.is_some(),
            Some(Key::Date) => self.head.published.is_some(),
            Some(Key::Authors) => !self.head.authors.is_empty(),
        };
        !told && !value.trim().is_empty() && line.len() <= LINE && !line.ends_with('.')
    }

    /// Takes one `key: value`; returns false where the key is none of a head.
    fn take(&mut self, key: &str, value: &'t str) -> bool {
        let Some(key) = Key::of(key) else { return false };
        let value = unquoted(value.trim());
        let told = (!value.is_empty()).then_some(value);
        match key {
            Key::Title => self.head.title = told,
            Key::Outlet => self.head.outlet = told,
            Key::Url => self.head.url = told,
            Key::Date => {
                // What does not begin with a day is kept as told, to be named in the error.
                let day = day_at_start(value).unwrap_or(Told { words: value, day: None });
                if told.is_some() {
                    self.head.published = Some((day, self.line));
                }
            }
            Key::Authors => {
                let inner = value.trim_start_matches('[').trim_end_matches(']');
                let names = inner.split([',', ';']).flat_map(|name| name.split(" and "));
                self.head.authors = names
                    .map(|name| unquoted(name.trim()).to_owned())
                    .filter(|name| !name.is_empty())
                    .collect();
            }
        }
        true
    }
}

/// Whether a line begins with a word and a colon: "section: Film".
fn is_keyed(line: &str) -> bool {
    line.split_once(':').is_some_and(|(word, value)| {
        !word.contains(char::is_whitespace) && value.starts_with(char::is_whitespace)
    })
}

/// Returns what follows `word` (in any case, with or without a colon) and a space.
fn after_word<'t>(line: &'t str, word: &str) -> Option<&'t str> {
    let start = line.get(..word.len())?;
    start.eq_ignore_ascii_case(word).then_some(())?;
    let rest = &line[word.len()..];
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let trimmed = rest.trim_start();
    (trimmed.len() < rest.len()).then_some(trimmed)
}

/// Returns `value` without one pair of quotation marks around it.
fn unquoted(value: &str) -> &str {
    ['"', '\'']
        .iter()
        .find_map(|&mark| value.strip_prefix(mark)?.strip_suffix(mark))
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> &str {
        &text[head(text).body..]
    }

    fn day(text: &str) -> Option<String> {
        head(text).published?.0.day.map(|day| day.to_string())
    }

    #[test]
    fn a_date_before_the_first_words() {
        let text = " date 2020-12-18 Mara Quill is reportedly leaving.\n\nMore.\n";
        assert_eq!(day(text).as_deref(), Some("2020-12-18"));
        assert_eq!(body(text), "Mara Quill is reportedly leaving.\n\nMore.\n");
        assert_eq!(head(text).body, 17);
    }

    #[test]
    fn a_date_as_the_first_line() {
        for first in
            ["date 2020-12-18", "Date: 18 December 2020", "2020-12-18", "\u{feff}December 18, 2020"]
        {
            let text = format!("{first}\r\n\r\nThe words.");
            assert_eq!(day(&text).as_deref(), Some("2020-12-18"), "{first}");
            assert_eq!(body(&text), "The words.", "{first}");
        }
    }

    #[test]
    fn lines_with_keys() {
        let text = "title: \"Harbour Lights\" moves\nOutlet: The Bell\nurl: https://bell.example/a\n\
                    author: Ida Falk and Jo Marsh\ndate: 2020-12-18T10:00Z\n\nThe film: late.\n";
        let head = head(text);
        assert_eq!(head.title, Some("\"Harbour Lights\" moves"));
        assert_eq!(head.outlet, Some("The Bell"));
        assert_eq!(head.url, Some("https://bell.example/a"));
        assert_eq!(head.authors, ["Ida Falk", "Jo Marsh"]);
        assert_eq!(head.published.unwrap().1, 5);
        assert_eq!(&text[head.body..], "The film: late.\n");
    }

    #[test]
    fn lines_between_fences_may_hold_what_is_not_known() {
        let text = "---\ntitle: 'A day'\ntags: [film]\ndate: 2020-12-18\n---\nThe words.";
        assert_eq!(head(text).title, Some("A day"));
        assert_eq!(body(text), "The words.");
    }

    #[test]
    fn a_head_goes_on_below_a_blank_line_a_title_and_what_is_not_known() {
        let texts = [
            "date 2020-12-18\n\noutlet: The Bell\nauthor: Ida Falk\ntitle: Quill moves\n\n",
            "2020-12-18\r\nQuill moves\r\nBy Ida Falk\r\nOutlet: The Bell\r\n\r\n",
            "DATE: 2020-12-18\nsection: Film\nQuill moves\nby: Ida Falk\n\n\noutlet: The Bell\n",
        ];
        for text in texts {
            let text = format!("{text}Cast: Mara Quill.\n");
            let head = head(&text);
            let told = (head.title, head.outlet, &head.authors[..]);
            let expected = (Some("Quill moves"), Some("The Bell"), &["Ida Falk".to_owned()][..]);
            assert_eq!(told, expected, "{text}");
            assert_eq!(&text[head.body..], "Cast: Mara Quill.\n");
        }
    }

    #[test]
    fn what_stands_below_a_head_is_text() {
        for text in [
            "Quill moves\nIda Falk said so.\nsource: The Bell\n\nMore.",
            "Ida Falk said so.\nsource: The Bell\n",
            "Quill moves\n\nIda Falk said so.\n\nsource: The Bell\n",
            "Source: the harbour, where she had lived, she said.\n",
            "section: Film\n\nIda Falk said so.",
            "outlet:\n",
        ] {
            let whole = format!("date: 2020-12-18\n\n{text}");
            assert_eq!(body(&whole), text);
        }
        let again = "date: 2020-12-18\noutlet: The Bell\n\nOutlet: a word for a shop";
        assert_eq!(head(again).outlet, Some("The Bell"));
        assert_eq!(body(again), "Outlet: a word for a shop");
    }

    #[test]
    fn what_only_looks_like_a_head_is_text() {
        for text in [
            "Date nights are back, The Bell reports.",
            "--- not a fence\ndate",
            "---\nnever closed",
            "2020-12-18 was a long day.",
            "Cast: Mara Quill.",
        ] {
            assert_eq!(body(text), text);
            assert_eq!(head(text).published, None, "{text}");
        }
    }

    #[test]
    fn a_day_that_is_none_is_told_with_its_line() {
        let text = "title: A\ndate: 2020-13-45\n\nWords.";
        let (told, line) = head(text).published.unwrap();
        assert_eq!((told.words, told.day, line), ("2020-13-45", None, 2));
    }
}

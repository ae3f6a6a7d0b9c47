//! Reads the head of a text file: the lines above the article that say where and when it appeared.
//!
//! A head is any of: a prefix `date 2020-12-18` before the first words, the same or a bare day as
//! a first line, lines such as `title: ...`, `outlet: ...`, `url: ...`, `date: ...`, `author: ...`,
//! with or without a line `---` above and below them.
//!
//! **Invariant:** `body` is a character boundary of the text, and nothing before it is read as the
//! article.

use super::day::{Told, day_at_start};

/// What the head of a text tells.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Head<'t> {
    pub(super) title: Option<&'t str>,
    pub(super) outlet: Option<&'t str>,
    pub(super) url: Option<&'t str>,
    pub(super) authors: Vec<&'t str>,
    /// The day of publication, with the number of its line, counted from 1.
    pub(super) published: Option<(Told<'t>, usize)>,
    /// Where the article begins.
    pub(super) body: usize,
}

/// How many lines a head between `---` may have.
const LONGEST: usize = 100;

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
            } else {
                return;
            }
        }
    }

    /// Takes one `key: value`; returns false where the key is none of a head.
    fn take(&mut self, key: &str, value: &'t str) -> bool {
        let value = unquoted(value.trim());
        let told = (!value.is_empty()).then_some(value);
        match key.to_ascii_lowercase().as_str() {
            "title" | "headline" => self.head.title = told,
            "outlet" | "publisher" | "publication" | "source" => self.head.outlet = told,
            "url" | "link" => self.head.url = told,
            "date" | "published" => {
                // What does not begin with a day is kept as told, to be named in the error.
                let day = day_at_start(value).unwrap_or(Told { words: value, day: None });
                if told.is_some() {
                    self.head.published = Some((day, self.line));
                }
            }
            "author" | "authors" | "by" | "byline" => {
                let inner = value.trim_start_matches('[').trim_end_matches(']');
                let names = inner.split([',', ';']).flat_map(|name| name.split(" and "));
                self.head.authors = names
                    .map(|name| unquoted(name.trim()))
                    .filter(|name| !name.is_empty())
                    .collect();
            }
            _ => return false,
        }
        true
    }
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

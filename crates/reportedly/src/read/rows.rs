//! Reads JSON lines: one article on each line.
//!
//! **Invariant:** a line that cannot be read costs that line alone.

use std::io::{BufRead, Read};

use jiff::civil::Date;
use serde::Deserialize;

use super::byline;
use super::day::{EXPECTED, day_at_start};
use super::open::{Opened, broken};
use super::segment::segments;
use super::text::{too_large, utf8};
use super::{LARGEST, Options};
use crate::article::{Article, Place, Told};
use crate::error::{Error, ErrorKind};

/// The longest line: escapes may make a line longer than the article that it holds.
const LONGEST: usize = 2 * LARGEST;

/// One line of JSON, as an article.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default)]
struct Row {
    /// What the row is called; the name of the file and its line where the row has no id.
    #[serde(deserialize_with = "name")]
    id: String,
    /// Where it was published.
    url: Option<String>,
    /// Who published it.
    outlet: Option<String>,
    /// Its title.
    title: Option<String>,
    /// When it was published, as the row tells it.
    published: Option<String>,
    /// Who wrote it.
    #[serde(deserialize_with = "names")]
    authors: Vec<String>,
    /// Its text.
    text: Option<String>,
    /// Where the row was read, for messages.
    #[serde(skip)]
    place: String,
}

impl Row {
    /// Returns the day of publication, where the row tells one.
    fn day(&self) -> Result<Option<Date>, Error> {
        let Some(told) = self.published.as_deref().map(str::trim).filter(|told| !told.is_empty())
        else {
            return Ok(None);
        };
        match day_at_start(told).and_then(|told| told.day) {
            Some(day) => Ok(Some(day)),
            None => {
                let words: String = told.chars().take(40).collect();
                let message = format!("{}: '{words}' is not a day; {EXPECTED}", self.place);
                Err(Error::new(ErrorKind::Input, message).with_hint(
                    "correct its `published`, or give the day with `--published 2020-12-18`",
                ))
            }
        }
    }

    /// Returns the article that the row holds.
    fn into_article(self, options: &Options) -> Result<Article, Error> {
        let day = self.day();
        let by_row = matches!(day, Ok(Some(_)));
        let published = match (day, options.published) {
            (Ok(Some(day)), _) | (Ok(None) | Err(_), Some(day)) => day,
            (Ok(None), None) => {
                let message = format!("{} has no publication date; {EXPECTED}", self.place);
                return Err(Error::new(ErrorKind::Input, message).with_hint(
                    "give it as `published`, or give the day with `--published 2020-12-18`",
                ));
            }
            (Err(error), None) => return Err(error),
        };
        let Some(text) = self.text.filter(|text| !text.trim().is_empty()) else {
            let message = format!("{} has no text; expected it as `text`", self.place);
            return Err(Error::new(ErrorKind::Input, message));
        };
        if text.len() > LARGEST {
            return Err(too_large(&self.place));
        }
        let told = |field: Option<String>| field.filter(|field| !field.trim().is_empty());
        let (title, url, outlet) = (told(self.title), told(self.url), told(self.outlet));
        let places = Told {
            published: Some(if by_row { Place::Row } else { Place::Given }),
            title: title.as_ref().map(|_| Place::Row),
            outlet: match outlet {
                Some(_) => Some(Place::Row),
                None => options.outlet.as_ref().map(|_| Place::Given),
            },
            authors: (!self.authors.is_empty()).then_some(Place::Row),
            url: url.as_ref().map(|_| Place::Row),
            ..Told::default()
        };
        let mut article = Article {
            input: self.id,
            url,
            outlet: outlet.or_else(|| options.outlet.clone()),
            authors: self.authors,
            published,
            segments: segments(&text, 0, title.as_deref()),
            title,
            text,
            modified: None,
            taken_from: None,
            told: places,
        };
        byline::complete(&mut article);
        Ok(article)
    }
}

/// Reads an id that is a word or a number.
fn name<'de, D: serde::Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Name {
        Word(String),
        Number(i64),
        None(()),
    }
    Ok(match Name::deserialize(value)? {
        Name::Word(word) => word,
        Name::Number(number) => number.to_string(),
        Name::None(()) => String::new(),
    })
}

/// Reads names as a list or as one.
fn names<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Names {
        Many(Vec<String>),
        One(String),
        None(()),
    }
    Ok(match Names::deserialize(value)? {
        Names::Many(names) => names,
        Names::One(name) => vec![name],
        Names::None(()) => Vec::new(),
    })
}

/// The rows of one file.
pub(super) struct Rows {
    opened: Opened,
    line: usize,
    /// Set when the file cannot be read any further.
    ended: bool,
    /// Set when something was returned: a file without anything is an error.
    told: bool,
}

impl Rows {
    pub(super) fn new(opened: Opened) -> Rows {
        Rows { opened, line: 0, ended: false, told: false }
    }

    /// Returns the next article; `None` at the end.
    pub(super) fn next(&mut self, options: &Options) -> Option<Result<Article, Error>> {
        Some(self.next_row()?.and_then(|row| row.into_article(options)))
    }

    /// Returns the next row; `None` at the end.
    fn next_row(&mut self) -> Option<Result<Row, Error>> {
        while !self.ended {
            self.line += 1;
            match self.next_line() {
                Ok(None) => self.ended = true,
                Ok(Some(line)) if line.trim_ascii().is_empty() => {}
                Ok(Some(line)) => {
                    self.told = true;
                    return Some(self.row(line));
                }
                Err(error) => {
                    self.told = true;
                    return Some(Err(error));
                }
            }
        }
        if !std::mem::replace(&mut self.told, true) {
            let name = &self.opened.name;
            let message = format!("'{name}' is empty; expected articles as JSON lines");
            return Some(Err(Error::new(ErrorKind::Input, message)));
        }
        None
    }

    /// Reads one line; one that is too long is passed over.
    fn next_line(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let mut line = Vec::new();
        let limited = self.opened.bytes.by_ref().take(LONGEST as u64 + 1);
        let read = { limited }.read_until(b'\n', &mut line);
        if let Err(error) = read {
            // What came before the break on this line is no whole row.
            self.ended = true;
            return Err(broken(&self.opened.name, &error));
        }
        if line.len() > LONGEST {
            if let Err(error) = self.opened.bytes.skip_until(b'\n') {
                self.ended = true;
                return Err(broken(&self.opened.name, &error));
            }
            return Err(too_large(&self.place()));
        }
        Ok((!line.is_empty()).then_some(line))
    }

    fn place(&self) -> String {
        format!("'{}' line {}", self.opened.name, self.line)
    }

    fn row(&mut self, line: Vec<u8>) -> Result<Row, Error> {
        let place = self.place();
        let text = utf8(line, &place)?;
        let text = text.trim_start_matches('\u{feff}').trim();
        if self.line == 1 && matches!(text, "{" | "[" | "[{") || text.starts_with("[{") {
            self.ended = true;
            let message = format!(
                "'{}' is JSON over several lines or in a list; expected one object on each line",
                self.opened.name
            );
            return Err(Error::new(ErrorKind::Input, message).with_hint(
                "convert it with `jq -c 'if type == \"array\" then .[] else . end' FILE`",
            ));
        }
        let mut row: Row = serde_json::from_str(text).map_err(|error| {
            let (what, hint) = if error.is_eof() {
                ("is cut off", "write that line again; the others are read")
            } else if error.is_data() {
                ("does not hold an article", "correct that line; the others are read")
            } else {
                ("is not JSON", "correct that line; the others are read")
            };
            // The reader counts lines within what it was given: here that is always one.
            let told = error.to_string();
            let told = told.rsplit_once(" at line ").map_or(&*told, |(told, _)| told);
            let message = format!("{place} {what} at byte {}: {told}", error.column());
            Error::new(ErrorKind::Input, message).with_hint(hint)
        })?;
        if row.id.is_empty() {
            row.id = format!("{}:{}", self.opened.name, self.line);
        }
        row.place = place;
        Ok(row)
    }
}

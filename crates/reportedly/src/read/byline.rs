//! Reads who wrote an article from the line that says so: "By Ida Falk, The Norda Bell".
//!
//! **Invariant:** only what stands behind a word such as "By" is a byline, and only what is written
//! like a name is one: who is only described ("Staff Writer") is nobody.

use reportedly_nlp::{SegmentKind, attribution};

use crate::article::{Article, Place};

/// The longest line that is read, in bytes.
const LONGEST: usize = 200;

/// How a byline begins.
const LEADS: &[&str] =
    &["by ", "story by ", "written by ", "reporting by ", "report by ", "posted by ", "words by "];

/// What divides names from what else the line says.
const DIVIDERS: &[char] = &['|', '•', '·', '—', '–', ';', '(', ')', '[', '/', '\n'];

/// Words that begin what is no name any more.
const BEHIND: &[&str] =
    &["published", "updated", "posted", "last", "on", "at", "in", "with", "contributing", "edited"];

/// Words of those who are only described.
const ROLES: &[&str] = &[
    "staff",
    "writer",
    "reporter",
    "reporters",
    "correspondent",
    "editor",
    "editors",
    "contributor",
    "contributors",
    "columnist",
    "critic",
    "desk",
    "team",
    "newsroom",
    "bureau",
    "producer",
    "agencies",
    "freelance",
    "admin",
];

/// Words that stand small inside a name.
const SMALL: &[&str] =
    &["de", "da", "del", "der", "den", "di", "du", "la", "le", "van", "von", "al", "bin", "el"];

/// What a byline tells.
#[derive(Debug, Default, Eq, PartialEq)]
pub(crate) struct Byline {
    /// Who wrote it.
    pub writers: Vec<String>,
    /// Whom they wrote it for, where that is an outlet.
    pub outlet: Option<String>,
}

/// Reads a line that says who wrote; `None` where it does not.
pub(crate) fn byline(line: &str) -> Option<Byline> {
    let begins =
        |lead: &&&str| line.get(..lead.len()).is_some_and(|begun| begun.eq_ignore_ascii_case(lead));
    let lead = LEADS.iter().find(begins)?;
    writers(&line[lead.len()..])
}

/// Reads the names behind the "By", or those that a page or feed gives as an author's; `None`
/// where there are none.
pub(crate) fn writers(names: &str) -> Option<Byline> {
    if names.len() > LONGEST {
        return None;
    }
    let mut found = Byline::default();
    let parts: Vec<&str> = names.split(DIVIDERS).flat_map(|part| part.split(", ")).collect();
    for (at, part) in parts.iter().map(|part| part.trim()).enumerate() {
        let first_word = part.split_whitespace().next().unwrap_or_default().to_lowercase();
        if first_word.starts_with(|c: char| c.is_ascii_digit())
            || BEHIND.contains(&first_word.as_str())
        {
            break;
        }
        // "Ann Post" may stand first; nobody's name begins with "The".
        let outlet = part.strip_prefix("Special to ").unwrap_or(part);
        let called = outlet != part || attribution::is_outlet(part) && !part.contains(" and ");
        if part.starts_with("The ") || at > 0 && called {
            found.outlet.get_or_insert_with(|| outlet.to_owned());
            continue;
        }
        let names = part.split(" and ").flat_map(|part| part.split(" AND "));
        for name in names.flat_map(|part| part.split(" & ")).map(str::trim) {
            let (name, outlet) = match name.split_once(" for ").or(name.split_once(" of ")) {
                Some((name, outlet))
                    if outlet.starts_with("The ") || attribution::is_outlet(outlet) =>
                {
                    (name, Some(outlet))
                }
                _ => (name, None),
            };
            if is_name(name) {
                found.writers.push(name.to_owned());
                found.outlet = found.outlet.or(outlet.map(str::to_owned));
            }
        }
    }
    (found != Byline::default()).then_some(found)
}

/// Tells what the bylines in the text tell and nothing else did: who wrote the article, and how an
/// outlet is called of which only the address is known.
pub(super) fn complete(article: &mut Article) {
    let lines = article.segments.iter().filter(|part| part.kind == SegmentKind::Byline);
    let told: Vec<Byline> = lines.filter_map(|part| byline(part.span.of(&article.text))).collect();
    if article.authors.is_empty() {
        for writer in told.iter().flat_map(|byline| &byline.writers) {
            let own = article.outlet.as_ref().is_some_and(|outlet| is_called(outlet, writer));
            if !own && !article.authors.contains(writer) {
                article.authors.push(writer.clone());
            }
        }
        article.told.authors = (!article.authors.is_empty()).then_some(Place::Byline);
    }
    let host = article.outlet.as_deref().filter(|_| article.told.outlet == Some(Place::Address));
    if let Some(host) = host {
        let named = told.iter().filter_map(|byline| byline.outlet.as_ref());
        if let Some(name) = named.into_iter().find(|name| is_called(host, name)) {
            article.outlet = Some(name.clone());
            article.told.outlet = Some(Place::Byline);
        }
    }
}

/// Returns whether one of two names of outlets holds the other: "nordabell.example" and "The Norda
/// Bell".
pub(crate) fn is_called(one: &str, other: &str) -> bool {
    let letters = |name: &str| -> String {
        let name = name.to_lowercase();
        let name = name.strip_prefix("the ").unwrap_or(&name);
        name.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let (one, other) = (letters(one), letters(other));
    !one.is_empty() && !other.is_empty() && (one.contains(&other) || other.contains(&one))
}

/// Returns whether words are written as the name of somebody.
fn is_name(words: &str) -> bool {
    let count = words.split_whitespace().count();
    (2..=5).contains(&count)
        && words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’'))
        && words.split_whitespace().all(|word| {
            let role = ROLES.contains(&word.to_lowercase().as_str());
            !role && (word.starts_with(char::is_uppercase) || SMALL.contains(&word))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(line: &str) -> String {
        let Some(byline) = byline(line) else { return "nobody".to_owned() };
        format!("{} | {}", byline.writers.join(" + "), byline.outlet.unwrap_or_default())
    }

    #[test]
    fn a_byline_tells_who_wrote_and_for_whom() {
        let lines = [
            ("By Ida Falk, The Norda Bell", "Ida Falk | The Norda Bell"),
            ("BY IDA FALK AND JO MARSH", "IDA FALK + JO MARSH | "),
            ("By Ida Falk and Jo van der Marsh, Staff Writers", "Ida Falk + Jo van der Marsh | "),
            (
                "By Ida Falk, Jo Marsh and Ann Post | May 3, 2024",
                "Ida Falk + Jo Marsh + Ann Post | ",
            ),
            ("By Ida Falk • Published 3 May 2024", "Ida Falk | "),
            ("By Ida Falk for The Norda Bell", "Ida Falk | The Norda Bell"),
            ("By Ida Falk, Special to The Norda Bell", "Ida Falk | The Norda Bell"),
            ("By Ann Post", "Ann Post | "),
            ("By The Norda Bell", " | The Norda Bell"),
            ("By staff and agencies", "nobody"),
            ("By Friday the pier was closed", "nobody"),
            ("Ida Falk, The Norda Bell", "nobody"),
        ];
        for (line, told) in lines {
            assert_eq!(draw(line), told, "{line}");
        }
    }

    #[test]
    fn an_outlet_is_called_as_its_address_is() {
        assert!(is_called("norda-bell.example", "The Norda Bell"));
        assert!(!is_called("norda-bell.example", "The Harbour Post"));
        assert!(!is_called("", "The Harbour Post"));
    }
}

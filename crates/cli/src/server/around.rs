//! The words around short evidence: "his wife" tells nobody whose.
//!
//! **Invariant:** what stands around is never part of the evidence itself.

use std::collections::HashMap;

use reportedly::Error;
use reportedly::claim::Field;
use reportedly::ledger::Sqlite;
use reportedly_nlp::Span;

use super::told::Quote;
use crate::table::one_line;

/// Evidence that is longer than this, in bytes, speaks for itself.
const SHORT: usize = 48;
/// So many bytes are shown on either side.
const REACH: usize = 80;

/// Adds to each quote with short evidence the words around it.
pub fn add<'q>(
    ledger: &Sqlite,
    quotes: impl IntoIterator<Item = &'q mut Quote>,
) -> Result<(), Error> {
    let mut texts: HashMap<u64, String> = HashMap::new();
    for quote in quotes {
        if quote.span.len() > SHORT || quote.field != Field::Text {
            continue;
        }
        let text = match texts.get(&quote.revision) {
            Some(text) => text,
            None => {
                let text = ledger.text(quote.revision)?.unwrap_or_default();
                texts.entry(quote.revision).or_insert(text)
            }
        };
        (quote.before, quote.after) = unquoted(around(text, quote.span));
    }
    Ok(())
}

/// Takes off the quotation marks that stand right around: the page sets some of its own there.
fn unquoted((before, after): (String, String)) -> (String, String) {
    let marks = [('“', '”'), ('"', '"'), ('‘', '’'), ('«', '»')];
    let inner = |(open, close)| {
        Some((before.strip_suffix(open)?.to_owned(), after.strip_prefix(close)?.to_owned()))
    };
    marks.into_iter().find_map(inner).unwrap_or((before, after))
}

/// Returns what stands before and behind a span in its paragraph, whole words alone.
fn around(text: &str, span: Span) -> (String, String) {
    let (Some(before), Some(after)) = (text.get(..span.start), text.get(span.end..)) else {
        return Default::default();
    };
    let before = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let after = after.split(['\n', '\r']).next().unwrap_or_default();
    let mut start = before.len().saturating_sub(REACH);
    start = before[before.ceil_char_boundary(start)..]
        .find(char::is_whitespace)
        .filter(|_| start > 0)
        .map_or(0, |space| before.ceil_char_boundary(start) + space);
    let mut end = after.len().min(REACH);
    end = after[..after.floor_char_boundary(end)]
        .rfind(char::is_whitespace)
        .filter(|_| end < after.len())
        .unwrap_or(after.len());
    let cut = |cut: bool| if cut { "…" } else { "" };
    let space = |is_one: bool| if is_one { " " } else { "" };
    let (left, right) = (one_line(&before[start..]), one_line(&after[..end]));
    let apart = !left.is_empty() && before.ends_with(char::is_whitespace);
    let before = format!("{}{left}{}", cut(start > 0), space(apart));
    let apart = !right.is_empty() && after.starts_with(char::is_whitespace);
    (before, format!("{}{right}{}", space(apart), cut(end < after.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(text: &str, words: &str) -> String {
        let start = text.find(words).unwrap();
        let (before, after) = around(text, Span::new(start, start + words.len()));
        format!("{before}[{words}]{after}")
    }

    #[test]
    fn the_words_around_stay_in_their_paragraph() {
        let text = "First.\n\nAda Vell and his wife came.\n\nLast.";
        assert_eq!(draw(text, "his wife"), "Ada Vell and [his wife] came.");
        assert_eq!(draw(text, "First."), "[First.]");
    }

    #[test]
    fn quotation_marks_around_the_words_are_not_set_twice() {
        let draw = |before: &str, after: &str| {
            let (before, after) = unquoted((before.to_owned(), after.to_owned()));
            format!("{before}[]{after}")
        };
        assert_eq!(draw("She said “", "” and left."), "She said [] and left.");
        assert_eq!(draw("\"", "\", she said."), "[], she said.");
        assert_eq!(draw("She said “", " and more.”"), "She said “[] and more.”");
        assert_eq!(draw("", "” she said."), "[]” she said.");
    }

    #[test]
    fn what_is_cut_off_is_cut_between_words() {
        let long = "wörd ".repeat(40);
        let drawn = draw(&format!("{long}his wife {long}"), "his wife");
        assert!(drawn.starts_with("…wörd wörd") && drawn.ends_with("wörd…"), "{drawn}");
        assert!(drawn.len() < 2 * REACH + 30, "{drawn}");
        let one = "é".repeat(100);
        assert_eq!(
            draw(&format!("{one}his wife{one}"), "his wife"),
            format!("{one}[his wife]{one}")
        );
    }
}

//! Makes visible what a text holds that a terminal would obey or hide: control characters, marks
//! that turn the direction of writing, and letters without width.
//!
//! The ledger keeps them as they were read; only what is shown is changed.

use std::borrow::Cow;

/// Returns `line` with such characters written as `<U+202E>`; styles of this program stay where
/// `styled` says that there are some.
pub fn shown(line: &str, styled: bool) -> Cow<'_, str> {
    named(line, styled, ['<', '>'])
}

/// Returns a page with such characters written as `‹U+202E›`, which no page has a meaning for.
pub fn in_page(page: &str) -> Cow<'_, str> {
    named(page, false, ['‹', '›'])
}

fn named(line: &str, styled: bool, [open, close]: [char; 2]) -> Cow<'_, str> {
    if !line.chars().any(is_hidden) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len() + 16);
    let mut rest = line;
    let mut before = None;
    while let Some(character) = rest.chars().next() {
        let after = &rest[character.len_utf8()..];
        if let Some(style) = style(rest).filter(|_| styled) {
            out.push_str(style);
            rest = &rest[style.len()..];
            continue;
        }
        // Letters of some scripts, and signs made of several, are joined by a letter without width.
        let joins = matches!(character, '\u{200c}' | '\u{200d}')
            && before.is_some_and(|c: char| !c.is_ascii())
            && after.chars().next().is_some_and(|c| !c.is_ascii());
        match is_hidden(character) && !joins {
            true => out.push_str(&format!("{open}U+{:04X}{close}", u32::from(character))),
            false => out.push(character),
        }
        before = Some(character);
        rest = after;
    }
    Cow::Owned(out)
}

/// Returns the change of style that `text` begins with: colours and weights, and nothing else.
fn style(text: &str) -> Option<&str> {
    let parameters = text.strip_prefix("\x1b[")?;
    let end = parameters.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    (end <= 8 && parameters[end..].starts_with('m')).then(|| &text[..2 + end + 1])
}

fn is_hidden(character: char) -> bool {
    match character {
        // Nearly all of a page is one of these.
        ' '..='~' | '\t' | '\n' => false,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        // No XML may hold the last two.
        '\u{fffe}' | '\u{ffff}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        _ => character.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        let check = |text: &str, expected: &str| assert_eq!(shown(text, false), expected);
        check("Quill \u{202e}gniyl si", "Quill <U+202E>gniyl si");
        check("qu\u{200b}ill\u{feff}", "qu<U+200B>ill<U+FEFF>");
        check("\x1b]52;c;aGk=\x07\x1b[2J", "<U+001B>]52;c;aGk=<U+0007><U+001B>[2J");
        check("a\tb\r\u{85}", "a\tb<U+000D><U+0085>");
        check("Bjørn “Ås” 東京", "Bjørn “Ås” 東京");
        check("👩\u{200d}🚀 a\u{200d}b", "👩\u{200d}🚀 a<U+200D>b");
    }

    #[test]
    fn styles_stay_where_there_are_some() {
        let bold = "\x1b[1mQuill\x1b[0m \x1b[2J";
        assert_eq!(shown(bold, true), "\x1b[1mQuill\x1b[0m <U+001B>[2J");
        assert_eq!(shown(bold, false), "<U+001B>[1mQuill<U+001B>[0m <U+001B>[2J");
    }
}

//! Reads one entry of a list of prizes: who or what is up, and with which work.
//!
//! ```text
//! Anna Porter, "Harbor Lights"      "Harbor Lights" (Orbex)      Anna Porter & Jo Lind – Skyline
//! ```

use reportedly_nlp::Span;

use super::category::For;

/// A stretch of an entry, with its place in the text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Part<'t> {
    pub span: Span,
    pub text: &'t str,
    /// Whether it stands in quotation marks.
    pub quoted: bool,
}

/// What an entry says.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Entry<'t> {
    /// The people or groups who are up.
    pub people: Vec<Part<'t>>,
    /// The work that is up, or those with which they are.
    pub works: Vec<Part<'t>>,
}

/// The longest title or name, in words.
const LONGEST: usize = 12;

/// Reads an entry that begins at `start` in the text.
pub(super) fn entry(text: &str, start: usize, purpose: For) -> Entry<'_> {
    let parts = parts(text, start);
    let Some(first) = parts.first() else { return Entry::default() };
    let quoted: Vec<Part<'_>> = parts.iter().filter(|part| part.quoted).copied().collect();
    let split = |part: &Part<'_>| split(text, start, part);
    let people = |part: &Part<'_>| -> Vec<Part<'_>> {
        split(part).into_iter().filter(|name| is_name(name.text)).collect()
    };
    match purpose {
        For::Work => Entry { people: Vec::new(), works: vec![*quoted.first().unwrap_or(first)] },
        // "“Slow Burn,” Anna Porter"
        _ if first.quoted => {
            let makes = matches!(purpose, For::Making(_) | For::Person);
            let by = parts.get(1).filter(|_| makes).map(people).unwrap_or_default();
            Entry { people: by, works: vec![*first] }
        }
        For::Making(_) if quoted.is_empty() => {
            Entry { people: people(first), works: parts.get(1).map(split).unwrap_or_default() }
        }
        For::Making(_) => Entry { people: people(first), works: quoted },
        For::Person | For::Any => Entry { people: people(first), works: Vec::new() },
    }
}

/// Whether the words are a name: "Tin Larks", but not "any two characters".
fn is_name(text: &str) -> bool {
    let small = |word: &str| {
        word.starts_with(char::is_lowercase)
            && !matches!(word, "the" | "of" | "de" | "van" | "von" | "la")
    };
    text.starts_with(char::is_uppercase) && !text.split_whitespace().any(small)
}

/// Cuts an entry at commas, dashes, brackets, colons and prepositions outside quotation marks.
fn parts(text: &str, start: usize) -> Vec<Part<'_>> {
    // "Winner: Anna Porter"
    let lower = text.to_ascii_lowercase();
    let lead = text.len() - text.trim_start_matches(is_edge).len();
    let marked = lower[lead..].strip_prefix("winner").map_or(lead, |rest| text.len() - rest.len());
    let (text, start) = (&text[marked..], start + marked);
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut push = |from: usize, to: usize, quoted: bool| {
        let piece = &text[from..to];
        let lead = piece.len() - piece.trim_start_matches(is_edge).len();
        let piece = piece.trim_matches(is_edge);
        let at = start + from + lead;
        let words = piece.split_whitespace().count();
        if piece.contains(char::is_alphanumeric)
            && (1..=LONGEST).contains(&words)
            && !is_mark(piece)
        {
            parts.push(Part { span: Span::new(at, at + piece.len()), text: piece, quoted });
        }
    };
    let mut from = 0;
    let mut open: Option<usize> = None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let next = at + c.len_utf8();
        let inside = open.is_some();
        match c {
            '“' if !inside => {
                push(from, at, false);
                open = Some(next);
            }
            '"' if !inside => {
                push(from, at, false);
                open = Some(next);
            }
            '”' | '"' if inside => {
                push(open.unwrap_or(at), at, true);
                (open, from) = (None, next);
            }
            ',' | '(' | ')' | '–' | '—' | ';' if !inside => {
                push(from, at, false);
                from = next;
            }
            ' ' if !inside => {
                let word = [" - ", " for ", " in ", " from ", " with ", " by "];
                if let Some(word) = word.into_iter().find(|word| text[at..].starts_with(word)) {
                    push(from, at, false);
                    from = at + word.len() - 1;
                }
            }
            _ => {}
        }
        at = next.max(from.min(text.len()));
    }
    push(open.unwrap_or(from).min(text.len()), text.len(), false);
    parts
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '•' | '·' | '-' | ',' | '.' | ':' | '‘')
}

/// Whether the words only mark an entry: "WINNER".
fn is_mark(text: &str) -> bool {
    text.to_lowercase()
        .trim_matches(|c: char| !c.is_alphabetic())
        .trim_start_matches("winner")
        .is_empty()
}

/// Returns what "and" joins in a part: "Anna Porter & Mark Weston".
fn split<'t>(text: &'t str, start: usize, part: &Part<'_>) -> Vec<Part<'t>> {
    let mut all = Vec::new();
    let (mut from, end) = (part.span.start - start, part.span.end - start);
    while from < end {
        let rest = &text[from..end];
        let joins = [" & ", " and ", " feat. ", " featuring "];
        let next = joins.iter().filter_map(|join| Some((rest.find(join)?, join.len()))).min();
        let (length, gap) = next.unwrap_or((rest.len(), 0));
        let name = rest[..length].trim_matches(is_edge);
        let lead = rest[..length].len() - rest[..length].trim_start_matches(is_edge).len();
        if name.starts_with(char::is_alphanumeric) {
            let at = start + from + lead;
            all.push(Part { span: Span::new(at, at + name.len()), text: name, quoted: false });
        }
        from += length + gap;
        if gap == 0 {
            break;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &'static str, purpose: For) -> (Vec<&'static str>, Vec<&'static str>) {
        let Entry { people, works } = entry(text, 0, purpose);
        let texts = |parts: Vec<Part<'static>>| parts.iter().map(|part| part.text).collect();
        (texts(people), texts(works))
    }

    #[test]
    fn entries_are_read_in_every_dress() {
        let cast = For::Making("cast_in");
        assert_eq!(
            read("Ada Vell, \"The Long Road\"", cast),
            (vec!["Ada Vell"], vec!["The Long Road"])
        );
        assert_eq!(read("*Ada Vell (“Grief”)", cast), (vec!["Ada Vell"], vec!["Grief"]));
        assert_eq!(
            read("Ada Vell – The Long Road (Orbex)", cast),
            (vec!["Ada Vell"], vec!["The Long Road"])
        );
        assert_eq!(
            read("Winner: Ada Vell & Jo Lind in “Grief”", cast),
            (vec!["Ada Vell", "Jo Lind"], vec!["Grief"])
        );
        assert_eq!(read("\"Grief\" (Orbex) – WINNER", For::Work), (vec![], vec!["Grief"]));
        assert_eq!(read("Grief", For::Work), (vec![], vec!["Grief"]));
        assert_eq!(
            read("“Grief” — Ada Vell and Jo Lind", For::Making("written_by")),
            (vec!["Ada Vell", "Jo Lind"], vec!["Grief"])
        );
        assert_eq!(read("Tim Lowe – WINNER", For::Person), (vec!["Tim Lowe"], vec![]));
        assert_eq!(read("", For::Any), (vec![], vec![]));
        assert_eq!(
            read("Jo Lind (Grief and Skyline)", cast),
            (vec!["Jo Lind"], vec!["Grief", "Skyline"])
        );
        assert_eq!(read("Winner: The Long Road", For::Work), (vec![], vec!["The Long Road"]));
    }
}

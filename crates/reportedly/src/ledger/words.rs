//! Words as names and searches compare them.
//!
//! Runs of letters and digits, in small letters, without accents: "Mission: Impossible – Dead
//! Reckoning" and "mission impossible dead reckoning" are the same words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns the words of a name or text, in order.
///
/// ```
/// use reportedly::ledger::words;
/// assert_eq!(words("Penélope Cruz’s “Volver”"), ["penelope", "cruz", "s", "volver"]);
/// ```
pub fn words(text: &str) -> Vec<String> {
    if let Some(plain) = plain_words(text) {
        return plain.map(str::to_ascii_lowercase).collect();
    }
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            _ if c.is_alphanumeric() => word.extend(plain(c).to_lowercase()),
            _ if !word.is_empty() => words.push(std::mem::take(&mut word)),
            _ => {}
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Returns the words of a text that is ASCII, as they are written: nothing is to be taken apart, as in most
/// texts.
pub(crate) fn plain_words(text: &str) -> Option<impl Iterator<Item = &str>> {
    let parts = || text.split(|c: char| !c.is_ascii_alphanumeric());
    text.is_ascii().then(|| parts().filter(|part| !part.is_empty()))
}

/// Whether two texts have a word of more than one letter in common.
pub(crate) fn share_a_word(one: &str, other: &str) -> bool {
    let other = words(other);
    words(one).iter().any(|word| word.chars().count() > 1 && other.contains(word))
}

/// Returns the letter under a stroke or without its dot, which Unicode does not take apart.
fn plain(c: char) -> char {
    match c {
        'Ð' | 'Đ' => 'D',
        'đ' | 'ð' => 'd',
        'Ħ' => 'H',
        'ħ' => 'h',
        'ı' => 'i',
        'Ł' => 'L',
        'ł' => 'l',
        'Ø' => 'O',
        'ø' => 'o',
        'Ŧ' => 'T',
        'ŧ' => 't',
        'ſ' => 's',
        _ => c,
    }
}

/// What a person typed into a search.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    /// Each of these occurs.
    pub all: Vec<Term>,
    /// None of these occurs.
    pub none: Vec<Term>,
}

/// Words that stand together.
#[derive(Debug)]
pub(crate) struct Term {
    pub words: Vec<String>,
    /// Whether the last word is only the beginning of one.
    pub prefix: bool,
}

impl Terms {
    /// Reads a search; no words are an error.
    pub fn new(search: &str) -> Terms {
        let plain = search.replace(['“', '”'], "\"");
        let mut terms = Terms::default();
        let mut rest = plain.as_str();
        while let Some(first) = rest.chars().next() {
            if first.is_whitespace() {
                rest = &rest[first.len_utf8()..];
                continue;
            }
            let without = rest.starts_with('-');
            rest = if without { &rest[1..] } else { rest };
            let piece = if let Some(quoted) = rest.strip_prefix('"') {
                let (piece, after) = quoted.split_once('"').unwrap_or((quoted, ""));
                rest = after;
                piece
            } else {
                let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
                let (piece, after) = rest.split_at(end);
                rest = after;
                piece
            };
            let term = Term { words: words(piece), prefix: piece.ends_with('*') };
            if !term.words.is_empty() {
                if without { &mut terms.none } else { &mut terms.all }.push(term);
            }
        }
        terms
    }

    /// Returns whether a text of these words is meant.
    pub fn meet(&self, text: &[String]) -> bool {
        self.all.iter().all(|term| term.occurs(text))
            && !self.none.iter().any(|term| term.occurs(text))
    }
}

impl Term {
    fn occurs(&self, text: &[String]) -> bool {
        let (last, rest) = self.words.split_last().expect("a term has words");
        text.windows(self.words.len()).any(|window| {
            let (found, before) = window.split_last().expect("as long as the term");
            before == rest && (found == last || self.prefix && found.starts_with(last.as_str()))
        })
    }
}

/// Returns some 160 bytes of `text` from the sentence that holds most of the words of `terms`, the first
/// of them; a line that is no sentence, as those of a head, only where no sentence holds as many.
pub(crate) fn snippet(text: &str, terms: &Terms) -> String {
    let wanted: Vec<(&str, bool)> = terms
        .all
        .iter()
        .flat_map(|term| {
            let last = term.words.len() - 1;
            term.words
                .iter()
                .enumerate()
                .map(move |(at, word)| (word.as_str(), term.prefix && at == last))
        })
        .collect();
    // How many of the words, and whether in a sentence; then where it begins and the first of them.
    let mut best = ((0, false), 0, 0);
    for sentence in sentences(text) {
        let (mut held, mut hit) = (vec![false; wanted.len()], None);
        let mut at = sentence.start;
        for piece in text[sentence.clone()].split(|c: char| !c.is_alphanumeric()) {
            // Most pieces are one plain word as it stands: nothing is to be taken apart.
            let found = if piece.is_ascii() { Vec::new() } else { words(piece) };
            for (held, (word, prefix)) in held.iter_mut().zip(&wanted) {
                let is_plain = match prefix {
                    true => begins_with(piece, word),
                    false => piece.eq_ignore_ascii_case(word),
                };
                let meets = |found: &String| found == word || *prefix && found.starts_with(word);
                if is_plain || found.iter().any(meets) {
                    *held = true;
                    hit = hit.or(Some(at));
                }
            }
            at += piece.len();
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
        let ended = text[sentence.clone()].trim_end().ends_with(['.', '!', '?', '"', '”', '’']);
        let count = held.into_iter().filter(|held| *held).count();
        if let Some(hit) = hit.filter(|_| (count, ended) > best.0) {
            best = ((count, ended), sentence.start, hit);
        }
        // No later one can hold more.
        if best.0 == (wanted.len(), true) {
            break;
        }
    }
    let (_, begins, hit) = best;
    let start = if hit - begins <= 60 { begins } else { boundary(text, hit - 60) };
    let end = boundary(text, (start + 160).min(text.len()));
    let words: Vec<&str> = text[start..end].split_whitespace().collect();
    let before = if start > 0 { "…" } else { "" };
    let after = if end < text.len() { "…" } else { "" };
    format!("{before}{}{after}", words.join(" "))
}

/// Whether a text begins with letters, be they capitals or not, without accents.
fn begins_with(text: &str, letters: &str) -> bool {
    text.get(..letters.len()).is_some_and(|start| start.eq_ignore_ascii_case(letters))
}

/// Cuts a text after each line and each mark that may end a sentence.
fn sentences(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let mut marked = false;
        let end = rest.char_indices().find(|&(_, c)| {
            let ends = c == '\n' || marked && c.is_whitespace();
            marked = matches!(c, '.' | '!' | '?') || marked && matches!(c, '"' | '”' | '’');
            ends
        });
        let end = end.map_or(text.len(), |(at, c)| start + at + c.len_utf8());
        Some(std::mem::replace(&mut start, end)..end)
    })
}

/// Returns the last place at or before `at` where a character begins and no word is cut, or where
/// only a word would not fit.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    if at == text.len() {
        return at;
    }
    let near = boundary_start(text, at.saturating_sub(30));
    text[near..at].rfind(char::is_whitespace).map_or(at, |space| near + space)
}

fn boundary_start(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn plain_and_accented_texts_are_taken_apart_alike() {
        let plain = super::words("Dr. O'Hara-Quill, 32, said: \"No (not I)\"");
        let mut accented = super::words("Dr. O'Hara-Quill, 32, said: \"No (not I)\" é");
        assert_eq!(accented.pop().unwrap(), "e");
        assert_eq!(plain, accented);
    }

    use super::*;

    #[test]
    fn letters_lose_their_accents_in_either_spelling() {
        assert_eq!(
            words("Čapek Łukasz Øystein Zoë nai\u{308}ve Žižek Ÿ ſ Gavrilița"),
            ["capek", "lukasz", "oystein", "zoe", "naive", "zizek", "y", "s", "gavrilita"]
        );
    }

    #[test]
    fn a_search_is_never_an_error() {
        let terms = Terms::new("  “dead reckon*” -\"held back\" 'quote - \" ( AND");
        assert_eq!(terms.all.len(), 3, "{terms:?}");
        assert_eq!(terms.none.len(), 1);
        assert!(terms.meet(&words("a dead reckoning; quote and all")));
        assert!(!terms.meet(&words("a dead reckoning, held back; quote and all")));
    }

    #[test]
    fn a_snippet_shows_the_words_around_the_hit() {
        let text = format!("{} The date moved again. {}", "word ".repeat(40), "more ".repeat(60));
        let snippet = snippet(&text, &Terms::new("moved"));
        assert!(snippet.starts_with('…') && snippet.ends_with('…'), "{snippet}");
        assert!(snippet.contains("The date moved again."), "{snippet}");
        assert_eq!(super::snippet("", &Terms::new("x")), "");
    }

    #[test]
    fn a_snippet_is_of_the_sentence_that_holds_most_of_the_words() {
        let text = "title: Quill moves\ndate: 2024-05-01\n\nMara Quill left. It rained. “Quill moves \
                    to Lund!” said a friend.";
        let shown = |words: &str| snippet(text, &Terms::new(words));
        assert_eq!(shown("quill lund"), "…“Quill moves to Lund!” said a friend.");
        assert!(shown("rained").starts_with("…It rained. “Quill"), "{}", shown("rained"));
        assert!(shown("quill").starts_with("…Mara Quill left."), "{}", shown("quill"));
        assert!(shown("title").starts_with("title: Quill moves date"), "{}", shown("title"));
    }
}

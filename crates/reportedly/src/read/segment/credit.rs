//! Finds who made or owns a picture at the end of the words under it.

use super::shape::strip_prefix_any_case;

/// Words that open a credit.
const OPENERS: [&str; 16] = [
    "photo by",
    "photos by",
    "photograph by",
    "photo credit",
    "image credit",
    "picture credit",
    "photo courtesy",
    "image courtesy",
    "photo illustration by",
    "courtesy of",
    "photo:",
    "photos:",
    "image:",
    "credit:",
    "picture:",
    "screenshot:",
];

/// The longest credit in bytes.
const LONGEST: usize = 160;

/// The longest caption in bytes: what is longer is a paragraph.
const CAPTION: usize = 700;

/// Returns where the credit in `words` lies, where they are a caption or a credit.
pub(super) fn find(words: &str) -> Option<(usize, usize)> {
    if words.len() > CAPTION || words.contains("://") {
        return None;
    }
    bracketed(words).or_else(|| opened(words)).or_else(|| tail(words)).or_else(|| owner(words))
}

/// Returns whether `words` are a caption that names nobody: "Image: ...", "![...](...)".
pub(super) fn is_caption(words: &str) -> bool {
    words.len() <= CAPTION
        && (words.starts_with("![")
            || [
                "Pictured:",
                "Caption:",
                "Image description:",
                "Alt text:",
                "[Image:",
                "In this image",
                "In this photo",
                "(L-R)",
                "(From left)",
                "From left:",
                "Pictured from left",
            ]
            .iter()
            .any(|lead| strip_prefix_any_case(words, lead).is_some()))
}

/// "(Photo by Jo Marsh/Harbour Pictures)", at the end or before a repeated credit.
fn bracketed(words: &str) -> Option<(usize, usize)> {
    let open = words.rfind('(').filter(|&at| words[at..].len() <= LONGEST)?;
    let inner = words[open + 1..].trim_start();
    let credit = OPENERS.iter().any(|opener| strip_prefix_any_case(inner, opener).is_some())
        || ["AP Photo", "AP", "Reuters", "Getty", "File photo", "File"].iter().any(|owner| {
            inner.strip_prefix(owner).is_some_and(|rest| rest.starts_with(['/', ')', ':']))
                && words.len() > open + 1
                && words.ends_with(')')
        });
    let agency_in_text = inner.starts_with("AP)") || inner.starts_with("Reuters)");
    let close = words[open..].find(')').map(|at| open + at + 1)?;
    let after = words[close..].trim();
    // A second credit may follow the bracket; more words make it a paragraph.
    let ends = after.is_empty() || after.len() < 60 && after.contains('/') || after == ".";
    (credit && !agency_in_text && ends).then_some((open, words.len()))
}

/// "Photo: Jo Marsh", at the beginning of a line that holds nothing else, or "... Courtesy of X".
fn opened(words: &str) -> Option<(usize, usize)> {
    let short = words.len() <= LONGEST && !words.ends_with(['?', '!', '”', '"']);
    if short
        && let Some(rest) = OPENERS.iter().find_map(|opener| strip_prefix_any_case(words, opener))
        && rest.trim_start().starts_with(|c: char| c.is_uppercase() || matches!(c, ':' | 'o'))
        && rest.split_whitespace().count() <= 8
        && !rest.trim_end().ends_with('.')
    {
        return Some((0, words.len()));
    }
    for owner in ["Courtesy of ", "Courtesy ", "courtesy of ", "From "] {
        if let Some(at) = words.rfind(owner)
            && (at == 0 || words[..at].trim_end().ends_with(['.', '"', '”', ')']))
        {
            let name = &words[at + owner.len()..];
            let names = name.split_whitespace().all(|word| {
                word.starts_with(|c: char| c.is_uppercase() || matches!(c, '@' | '&' | '/'))
                    || word == "and"
                    || word == "of"
                    || word == "the"
            });
            let few = name.split_whitespace().count() <= 6 && !name.ends_with(['.', '?', '!']);
            if names && few && !(owner == "From " && (at == 0 || !name.contains('/'))) {
                return Some((at, words.len()));
            }
        }
    }
    None
}

/// "... at the pier. Jo Marsh/Harbour Pictures/Norda": names with a stroke behind the last sentence.
fn tail(words: &str) -> Option<(usize, usize)> {
    if words.ends_with(['.', '?', '!', '”', '"', ':']) {
        return None;
    }
    let stroke = words.rfind('/')?;
    let owner = &words[stroke + 1..];
    if owner.len() > 40
        || owner.trim().is_empty()
        || !owner.trim_start().starts_with(|c: char| c.is_uppercase())
    {
        return None;
    }
    // From the stroke back over names, up to the end of the sentence before them.
    let mut start = words.len();
    let mut names = 0;
    for (at, word) in word_starts(words).into_iter().rev() {
        let name = word
            .starts_with(|c: char| c.is_uppercase() || matches!(c, '@' | '/' | '-' | '–' | '&'))
            || ["and", "via", "of", "for", "The", "the", "de", "van", "von", "da", "bin", "al"]
                .contains(&word)
            || word.contains('/');
        let initial = word.ends_with('.') && word.chars().count() <= 3
            || matches!(word, "Jr." | "Sr." | "St.");
        if word.ends_with(['.', '”', '"', ')', '?', '!']) && !initial || !name {
            break;
        }
        start = at;
        names += 1;
    }
    let before = words[..start].trim_end();
    let credit = &words[start..];
    // "Favorite Song - Rap/Hip-Hop" and "LIMITED SERIES/TV MOVIE" divide words, not owners.
    let divides = credit.starts_with('/')
        || credit.split_whitespace().any(|word| matches!(word, "-" | "–" | "—"))
        || names > 1 && credit.chars().all(|c| !c.is_lowercase());
    let ended = before.is_empty() || before.ends_with(['.', '"', '”', ')', '?', '!', '’', '\'']);
    let has_stroke = words[start..].contains('/');
    let address = words[start..].contains(".com") || words[start..].contains(".org");
    ((1..=14).contains(&names) && ended && has_stroke && !address && !divides)
        .then_some((start, words.len()))
}

/// "... at the end of the film. Harbour Pictures": one owner behind the last sentence.
fn owner(words: &str) -> Option<(usize, usize)> {
    let starts = word_starts(words);
    for (names, &(at, word)) in starts.iter().rev().enumerate() {
        let bare = word.trim_end_matches(['”', '"', '’', '\'']);
        let ends = bare.ends_with(['.', '?', '!'])
            && (bare.len() < word.len() || word.chars().filter(|c| c.is_lowercase()).count() > 3);
        if ends {
            let after = at + word.len();
            let start = after + words[after..].len() - words[after..].trim_start().len();
            let sentence = starts.len() - names >= 6;
            return (sentence && (1..=3).contains(&names)).then_some((start, words.len()));
        }
        let name = word.starts_with(|c: char| c.is_uppercase())
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '+' | '&'));
        if !name || names == 3 {
            return None;
        }
    }
    None
}

/// Returns the words with their places.
fn word_starts(words: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in words.split(char::is_whitespace) {
        if !word.is_empty() {
            found.push((at, word));
        }
        // The white space between two words is one character; its length is not always one byte.
        at += word.len();
        at += words[at..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

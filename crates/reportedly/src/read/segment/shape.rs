//! Tells by the shape of a line what it is: a headline, names, a place with a dash.

/// The most bytes that a line without a full stop may have, to be no paragraph.
const LINE: usize = 120;

/// Words that stay small in a headline or a name.
const SMALL: [&str; 24] = [
    "a", "an", "the", "and", "or", "of", "in", "on", "at", "to", "for", "with", "by", "from", "as",
    "is", "vs", "vs.", "de", "van", "von", "la", "del", "&",
];

/// Returns whether `words` stand as a line of their own: short, and not a sentence that ends.
pub(super) fn is_line(words: &str) -> bool {
    if words.len() > LINE || words.contains('\n') || has_sentence_end(words) {
        return false;
    }
    let count = words.split_whitespace().count();
    let bare = words.trim_end_matches(['”', '"', '’', '\'', ')']);
    match bare.chars().next_back() {
        Some('.' | '…' | ',' | ';' | '—' | '–') => false,
        // "Is This Actually Happening?" is a heading, "But is it?" goes with the text.
        Some('?' | '!') => (3..=16).contains(&count) && is_title_case(words),
        _ if bare.len() < words.len() && words.starts_with(['“', '"']) => {
            // A list of titles, or words that somebody said.
            !bare.contains([',', '.']) && count <= 8
        }
        _ => count <= 16,
    }
}

/// Returns whether a sentence ends before the last word.
fn has_sentence_end(words: &str) -> bool {
    let mut words = words.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let lower = word.chars().filter(|c| c.is_lowercase()).count();
        if lower > 3
            && word.ends_with('.')
            && words.peek().is_some_and(|next| next.starts_with(|c: char| c.is_uppercase()))
        {
            return true;
        }
    }
    false
}

/// Returns whether the longer words begin with capitals.
pub(super) fn is_title_case(words: &str) -> bool {
    let mut all = 0;
    let mut capital = 0;
    for word in
        words.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
    {
        if word.is_empty() || SMALL.contains(&word) {
            continue;
        }
        all += 1;
        capital += usize::from(!word.starts_with(|c: char| c.is_lowercase()));
    }
    all > 0 && capital * 4 >= all * 3
}

/// Returns whether `words` are names alone: "Ida Falk", "Jo Marsh, The Bell", "Special to The Bell".
pub(super) fn is_names(words: &str) -> bool {
    let bare = words.trim_start_matches(['-', '—', '–', ' ']);
    let count = bare.split_whitespace().count();
    (1..=9).contains(&count)
        && !bare.contains(['?', '!', ':', '“', '"'])
        && bare.split_whitespace().all(|word| {
            let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
            SMALL.contains(&letters) || letters.starts_with(|c: char| c.is_uppercase())
        })
}

/// Returns whether `words` say who wrote: "By Ida Falk, The Bell".
pub(super) fn is_by_line(words: &str) -> bool {
    let lower = words.get(..words.len().min(60)).map(str::to_lowercase).unwrap_or_default();
    let leads = [
        "by ",
        "story by ",
        "written by ",
        "reporting by ",
        "report by ",
        "posted by ",
        "words by ",
    ];
    let Some(lead) = leads.iter().find(|lead| lower.starts_with(**lead)) else { return false };
    let rest = &words[lead.len()..];
    !rest.trim_end().ends_with(['.', '?', '!']) && rest.starts_with(|c: char| c.is_uppercase()) && {
        let count = rest.split_whitespace().count();
        count <= 12 && is_names(rest)
    }
}

/// Returns whether `words` only say when: "Updated May 17, 2013, 6:30 p.m. ET".
pub(super) fn is_dated_line(words: &str) -> bool {
    if words.len() > 80 {
        return false;
    }
    let mut rest = words;
    for lead in ["Updated", "Published", "Posted", "Last updated", "First published"] {
        if let Some(after) = strip_prefix_any_case(rest, lead) {
            rest = after.trim_start_matches([':', ' ']);
        }
    }
    let Some(told) = super::super::day::day_at_start(rest) else { return false };
    let after = rest[told.words.len()..].trim_start_matches([' ', ',', '|', '•']);
    after.is_empty() || is_dated_line(after)
}

/// Returns whether `words` are a place or an outlet that the text is led by: "Oslo The Bell —".
pub(super) fn is_marker(words: &str) -> bool {
    words.len() <= 50 && words.ends_with(['—', '–', '-']) && is_title_case(words)
}

/// Returns whether `words` are one address of mail or of a social platform.
pub(super) fn is_address(words: &str) -> bool {
    words.len() <= 60
        && !words.contains(' ')
        && words.find('@').is_some_and(|at| at == 0 || words[at..].contains('.'))
}

/// Returns where the text begins behind a place: "OSLO, Norway (AP) — The film ...".
pub(super) fn dateline(words: &str) -> Option<usize> {
    let head: usize = words.char_indices().nth(70).map_or(words.len(), |(at, _)| at);
    let (at, dash) = [" — ", " – ", " -- ", " - ", "— ", "– "]
        .iter()
        .filter_map(|dash| words[..head].find(dash).map(|at| (at, dash.len())))
        .min()?;
    let place = &words[..at];
    let first: String = place.chars().take_while(|c| c.is_alphabetic()).collect();
    let capitals = first.chars().count() >= 2 && first.chars().all(char::is_uppercase);
    let agency = place.ends_with(')');
    let proper = place.split_whitespace().all(|word| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '(' | '/'))
    });
    let stops = place.contains(['.', '!', '?']) && !capitals;
    ((capitals || agency) && proper && !stops).then_some(at + dash)
}

/// Returns what follows `prefix`, whatever its case.
pub(super) fn strip_prefix_any_case<'t>(words: &'t str, prefix: &str) -> Option<&'t str> {
    let start = words.get(..prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then(|| &words[prefix.len()..])
}

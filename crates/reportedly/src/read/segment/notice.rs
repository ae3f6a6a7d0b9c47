//! Finds what is no part of the article: advertising, reading times, letters to subscribe to, and
//! links to other stories.

use std::ops::Range;

use super::shape::{is_line, strip_prefix_any_case};

/// The longest notice in bytes.
const LONGEST: usize = 320;

/// Returns where advertisements and reading times stand inside a paragraph, in order.
pub(super) fn within(words: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if let Some(end) = reading_time(words) {
        found.push(0..end);
    }
    let mut from = found.first().map_or(0, |range: &Range<usize>| range.end);
    for at in places(words, "advertisement") {
        let word = &words[at..at + "advertisement".len()];
        if at < from {
            continue;
        }
        let mut end = at + word.len();
        let before = words[from..at].trim_end_matches([' ', '-', '–', '—', '[', '*', '_', '(']);
        let start = from + before.len();
        let left = &words[start..at];
        let right_marks = words[end..].len()
            - words[end..].trim_start_matches([' ', '-', '–', '—', ']', '*', '_', ')']).len();
        let right = &words[end..end + right_marks];
        let marked = |side: &str| side.contains(['-', '–', '—', '[', ']', '*', '_']);
        let ends = before.is_empty() || before.ends_with(['.', '!', '?', '”', '"', '’']);
        let alone = before.is_empty() && words[end..].trim().is_empty();
        let shouted =
            word == "ADVERTISEMENT" && ends && (words[end..].trim().is_empty() || marked(right));
        if alone || marked(left) && marked(right) || shouted {
            end += right_marks;
            found.push(start + (left.len() - left.trim_start().len())..end.max(at + word.len()));
        }
        from = end.max(at + word.len());
    }
    found
}

/// Returns where `word` stands in `words`, whatever its case.
fn places<'t>(words: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let is = |part: &[u8]| part.eq_ignore_ascii_case(word.as_bytes());
    words
        .as_bytes()
        .windows(word.len())
        .enumerate()
        .filter(move |(_, part)| is(part))
        .map(|(at, _)| at)
}

/// "Reading Time: 3 minutes", "4 min read": returns where it ends.
fn reading_time(words: &str) -> Option<usize> {
    let mut rest = words;
    let mut told = false;
    for lead in ["Estimated ", "Average "] {
        rest = strip_prefix_any_case(rest, lead).unwrap_or(rest);
    }
    for lead in ["reading time", "read time", "time to read"] {
        if let Some(after) = strip_prefix_any_case(rest, lead) {
            rest = after.trim_start_matches([':', ' ', '-']);
            told = true;
        }
    }
    rest = rest.trim_start_matches(['<', '~', ' ']);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    rest = rest[digits..].trim_start_matches([' ', '-', '+']);
    let unit = ["minutes", "minute", "mins", "min"]
        .iter()
        .find_map(|unit| strip_prefix_any_case(rest, unit))?;
    rest = unit.strip_prefix('.').unwrap_or(unit);
    if let Some(after) = strip_prefix_any_case(rest.trim_start_matches([' ', '-']), "read")
        && !after.starts_with(|c: char| c.is_alphanumeric())
    {
        rest = after;
        told = true;
    }
    // "3 minutes later" is text.
    (told && !rest.starts_with(|c: char| c.is_alphanumeric())).then_some(words.len() - rest.len())
}

/// Beginnings that make a line a notice whatever follows.
const NOTICES: [&str; 36] = [
    "story continues below",
    "article continues below",
    "story continues after",
    "continue reading",
    "article continues after",
    "all rights reserved",
    "copyright ©",
    "copyright (c)",
    "©",
    "sign up for our",
    "sign up here",
    "sign up to",
    "subscribe to our",
    "subscribe now",
    "subscribe today",
    "support local journalism",
    "support independent journalism",
    "thank you for supporting our journalism",
    "this article originally appeared",
    "this story originally appeared",
    "this article was originally published",
    "this story was originally published",
    "this material may not be published",
    "video ad feedback",
    "contributing:",
    "would you like to receive",
    "click here to subscribe",
    "share this",
    "this story has been updated with",
    "need a break?",
    "need a news break?",
    "sponsored content",
    "paid content",
    "prices were accurate at the time",
    "skip advertisement",
    "log in to comment",
];

/// What a request to the reader begins with.
const ASKS: [&str; 19] = [
    "sign up",
    "subscribe",
    "follow",
    "contact",
    "reach",
    "email",
    "e-mail",
    "download",
    "join",
    "like us",
    "get our",
    "click",
    "looking for",
    "write to",
    "send tips",
    "for more",
    "listen to",
    "to subscribe",
    "get the",
];

/// What a request to the reader speaks of.
const ASKED: [&str; 18] = [
    "newsletter",
    "twitter",
    "facebook",
    "instagram",
    "tiktok",
    "on x ",
    "on x:",
    "@",
    "app ",
    "podcast",
    "inbox",
    "subscri",
    "click here",
    "to read more",
    "apple podcasts",
    "crossword",
    "threads",
    "sign up",
];

/// Returns whether the whole paragraph is no part of the article.
pub(super) fn is_notice(words: &str) -> bool {
    if words.len() > LONGEST {
        return false;
    }
    if !words.contains(char::is_alphanumeric) {
        return true;
    }
    let lower = words.to_lowercase();
    let begins = |lead: &&str| lower.starts_with(*lead);
    let asks = ASKS.iter().any(begins)
        && ASKED.iter().any(|word| lower.contains(word))
        && !lower.contains(['“', '"']);
    let reads = matches!(
        lower.as_str(),
        "read more"
            | "show more"
            | "see more"
            | "ad"
            | "advertisement"
            | "share"
            | "comments"
            | "print"
            | "close"
            | "menu"
    );
    let helped = lower.ends_with(" contributed to this report.")
        || lower.ends_with(" contributed to this story.")
        || lower.ends_with(" contributed reporting.");
    // Where to find the writer, or what to subscribe to, said of nobody's words.
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let plain = !lower.contains(['“', '"']);
    let offers = has(&["sign up", "signing up", "subscribe"]) && has(&["newsletter", "inbox"]);
    let finds = has(&["follow him on", "follow her on", "follow them on", "follow me on"])
        || has(&["twitter", "facebook", "instagram"]) && has(&[" @", ": @"]) && has(&["follow "])
        || has(&[" reach ", " contact "]) && has(&["@"]) && has(&[".com", ".org"]);
    NOTICES.iter().any(begins)
        || asks
        || reads
        || helped && words.len() < 160
        || plain && (offers || finds)
}

/// First words of a label before a link.
const LABELS: [&str; 30] = [
    "more",
    "read",
    "related",
    "watch",
    "see",
    "listen",
    "also",
    "recommended",
    "trending",
    "don't",
    "don’t",
    "most",
    "you",
    "photos",
    "photo",
    "video",
    "videos",
    "gallery",
    "review",
    "up",
    "coming",
    "opinion",
    "exclusive",
    "previously",
    "earlier",
    "check",
    "in",
    "background",
    "explainer",
    "analysis",
];

/// Labels as they stand before a link, without the colon.
const WHOLE: [&str; 38] = [
    "more",
    "read more",
    "read also",
    "also read",
    "see also",
    "related",
    "related story",
    "related stories",
    "related article",
    "related articles",
    "related content",
    "more stories",
    "watch",
    "read next",
    "up next",
    "most read",
    "recommended",
    "trending",
    "you may also like",
    "you might also like",
    "don't miss",
    "don’t miss",
    "photos",
    "photo gallery",
    "gallery",
    "video",
    "watch more",
    "read this",
    "see more",
    "for more",
    "check out",
    "check it out",
    "listen",
    "read the story",
    "read the full story",
    "more on this story",
    "in case you missed it",
    "see photos",
];

/// Returns whether `words` are a label alone, which a list of links follows.
pub(super) fn is_bare_label(words: &str) -> bool {
    let lower = words.trim_end_matches([':', ' ']).to_lowercase();
    words.len() < 60
        && (WHOLE.contains(&lower.as_str())
            || ["more from ", "more about ", "more on "].iter().any(|lead| lower.starts_with(lead))
                && is_line(words))
}

/// Returns whether `words` link to another story.
pub(super) fn is_related(words: &str) -> bool {
    if words.len() > LONGEST || words.contains('\n') {
        return false;
    }
    if is_bare_label(words) {
        return true;
    }
    let Some((label, rest)) = words.split_once([':', '|', '»']) else {
        return strip_prefix_any_case(words, "Read more about ").is_some()
            || strip_prefix_any_case(words, "Read more on ").is_some();
    };
    if label.len() > 80 || rest.trim().is_empty() {
        return false;
    }
    let lower = label.trim().trim_start_matches(['>', '→', '•', ' ']).to_lowercase();
    let first = lower.split_whitespace().next().unwrap_or_default();
    let sentence = rest.trim_end().ends_with('.') && !is_title(rest);
    // "Quill:The film is late": a link whose text was glued to its label.
    let glued = words[label.len()..].starts_with(':')
        && rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '\'' | '"' | '‘' | '“'))
        && label.chars().any(char::is_alphabetic)
        && !label.ends_with(|c: char| c.is_ascii_digit());
    let labelled = WHOLE.contains(&lower.as_str())
        || LABELS.contains(&first) && lower.split_whitespace().count() <= 6 && glued
        || lower.starts_with("more on ")
        || lower.starts_with("more from ");
    labelled && !lower.starts_with("more information")
        || glued && !sentence && label.split_whitespace().count() <= 10
}

/// Whether most of the words begin with capitals, as in a headline that ends with "etc.".
fn is_title(words: &str) -> bool {
    super::shape::is_title_case(words)
}

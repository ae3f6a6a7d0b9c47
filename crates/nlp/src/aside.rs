//! Finds the ages that newspapers put between commas after a name: "Mara Vell, 41, said".
//!
//! Needs the forms of one sentence. Commas make lists as well, so a reader of trees that sees such
//! an age takes the names on both sides for each other's company: what follows is parsed as if the
//! age were not there, and the age then hangs on the name before it.

use std::cmp::Ordering;
use std::ops::Range;

use crate::document::Token;
use crate::tags::{Deprel, Upos, Xpos};

/// Nobody is older.
const OLDEST: u32 = 115;

/// Words that open a phrase which a comma closes.
const OPENERS: &[&str] = &[
    "after",
    "along",
    "alongside",
    "although",
    "as",
    "at",
    "because",
    "before",
    "besides",
    "by",
    "despite",
    "during",
    "following",
    "for",
    "from",
    "if",
    "in",
    "like",
    "on",
    "since",
    "though",
    "to",
    "unlike",
    "when",
    "while",
    "with",
];

/// Words that a new clause begins with after such a comma.
const SUBJECTS: &[&str] = &[
    "a", "an", "he", "her", "his", "i", "it", "its", "my", "our", "she", "the", "their", "there",
    "they", "this", "we", "you",
];

/// Returns the ages between commas, in order: each time a comma, the age, and the closing comma
/// where it belongs to nothing else.
pub(crate) fn ages(forms: &[&str]) -> Vec<Range<usize>> {
    let mut ages = Vec::new();
    for at in 1..forms.len().saturating_sub(1) {
        let is_age = forms[at + 1].len() <= 3
            && forms[at + 1].parse().is_ok_and(|age: u32| (1..=OLDEST).contains(&age));
        if forms[at] != "," || !is_age || !is_name(forms[at - 1]) {
            continue;
        }
        let after = forms.get(at + 3).copied().unwrap_or_default();
        let end = match forms.get(at + 2) {
            Some(&",") if after.starts_with(|c: char| c.is_ascii_digit()) => continue,
            Some(&",") if closes_opening(&forms[..at], after) => at + 2,
            Some(&",") => at + 3,
            Some(&("." | "!" | "?" | ";" | ")" | "”" | "\"")) | None => at + 2,
            Some(_) => continue,
        };
        ages.push(at..end);
    }
    ages
}

/// Hangs the age at `range` of the tokens on the name before it.
pub(crate) fn hang(text: &str, tokens: &mut [Token], range: Range<usize>) {
    let (name, age) = (range.start - 1, range.start + 1);
    // The head of the name, not the last of its words.
    let mut head = name;
    while let Some(above) = tokens[head].head.filter(|&above| above < name)
        && tokens[head].deprel == Deprel::Flat
    {
        head = above;
    }
    for at in range {
        let token = &mut tokens[at];
        token.lemma = token.span.of(text).to_owned();
        // As the treebanks mostly have it: the first comma is the age's, the second the name's.
        (token.upos, token.xpos, token.head, token.deprel) = match at.cmp(&age) {
            Ordering::Less => (Upos::Punct, Xpos::Comma, Some(age), Deprel::Punct),
            Ordering::Equal => (Upos::Num, Xpos::Cd, Some(head), Deprel::Amod),
            Ordering::Greater => (Upos::Punct, Xpos::Comma, Some(head), Deprel::Punct),
        };
    }
}

/// Returns whether a word could be a person's name.
fn is_name(form: &str) -> bool {
    let mut chars = form.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.clone().next().is_some()
        && chars
            .all(|c| c.is_lowercase() || matches!(c, '\'' | '’' | '-' | '.') || c.is_uppercase())
}

/// Returns whether the comma after an age closes the phrase that `before` opened: "After Vell, 41,
/// she sang".
fn closes_opening(before: &[&str], after: &str) -> bool {
    let opens = |form: &&str| OPENERS.contains(&form.to_lowercase().as_str());
    let begins =
        SUBJECTS.contains(&after.to_lowercase().as_str()) || after.starts_with(char::is_uppercase);
    begins && before.first().is_some_and(opens) && !before.contains(&",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(usize, usize)]) {
        let forms: Vec<&str> = text.split(' ').collect();
        let found: Vec<_> = ages(&forms).into_iter().map(|age| (age.start, age.end)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn ages_stand_between_commas_after_names() {
        check("Mara Vell , 41 , said so .", &[(2, 5)]);
        check("Vell , 41 , and Ada Harrow , 38 , have split .", &[(1, 4), (7, 10)]);
        check("He married Ada Harrow , 38 .", &[(4, 6)]);
        check("According to The Lantern , Vell , 58 , is well .", &[(6, 9)]);
        check("After meeting Vell , 58 , she left .", &[(3, 5)]);
    }

    #[test]
    fn other_numbers_are_no_ages() {
        check("On March 3 , 41 , or 42 .", &[]);
        check("In Room , 12 , 13 and 14 .", &[]);
        check("Vell , 2019 , oil on canvas", &[]);
        check("Vell , 41 people said", &[]);
    }
}

//! Finds whose words a thing carries: "the company's website says", "the statement read".
//!
//! Needs the tree and the source of an attribution. Gives the token that stands for who speaks: the
//! owner of a statement, post or letter, or else whoever issued the one that was last spoken of.

use super::cue;
use super::dependents::Dependents;
use super::lexicon::{self, Entry};
use crate::document::{EntityKind, MentionForm};
use crate::tags::{Deprel, Upos};

/// Things that carry the words of whom they belong to, in order.
const THINGS: &[&str] = &[
    "account",
    "caption",
    "email",
    "letter",
    "memo",
    "message",
    "newsletter",
    "note",
    "page",
    "post",
    "release",
    "site",
    "statement",
    "summary",
    "tweet",
    "video",
    "website",
];

/// Verbs whose subject speaks by their object, in order.
const ISSUES: &[&str] = &[
    "circulate",
    "deliver",
    "issue",
    "pen",
    "post",
    "publish",
    "put",
    "release",
    "send",
    "share",
    "sign",
    "submit",
    "tweet",
    "upload",
    "write",
];

/// How many sentences and words back a thing is looked for.
const SENTENCES: usize = 3;
const WORDS: usize = 200;

/// How many phrases may stand between a thing and the verb that it goes with.
const CLIMB: usize = 3;

/// Returns the token that stands for who speaks: the owner or issuer of a thing that carries words,
/// else the head of the source itself.
pub(crate) fn speaker(tree: &Dependents, head: usize) -> usize {
    let lemma = tree.lemma(head);
    if tree.upos(head) != Upos::Noun || THINGS.binary_search(&lemma).is_err() {
        return head;
    }
    let sentence = tree.sentence(head).saturating_sub(SENTENCES);
    let first = tree.document.sentences[sentence].tokens.start;
    let same = (first..head)
        .rev()
        .take(WORDS)
        .filter(|&at| tree.lemma(at) == lemma && tree.upos(at) == Upos::Noun);
    std::iter::once(head).chain(same).find_map(|thing| owner(tree, thing)).unwrap_or(head)
}

/// Returns whom a thing belongs to: "her post", "a letter from the mayor", "the mayor said in a
/// statement", "the mayor released a letter".
fn owner(tree: &Dependents, thing: usize) -> Option<usize> {
    if let Some(owner) = tree.with(thing, &[Deprel::NmodPoss]) {
        return Some(owner);
    }
    // "the official Lena Moor account"
    let named = tree.of(thing).find(|&child| {
        child < thing && tree.deprel(child) == Deprel::Compound && is_person(tree, child)
    });
    if named.is_some() {
        return named;
    }
    let from = tree.of(thing).filter(|&child| tree.deprel(child) == Deprel::Nmod).find(|&child| {
        tree.of(child).any(|case| {
            tree.deprel(case) == Deprel::Case && matches!(tree.small(case).as_str(), "from" | "by")
        })
    });
    if from.is_some() {
        return from;
    }
    let (mut by, mut verb) = (tree.deprel(thing), tree.head(thing)?);
    // "announced it on the show with a joint statement": the tree hangs phrases on the one before.
    for _ in 0..CLIMB {
        if by != Deprel::Nmod || tree.upos(verb) == Upos::Verb {
            break;
        }
        by = tree.deprel(verb);
        verb = tree.head(verb)?;
        if by == Deprel::Obj {
            return None;
        }
    }
    let issued = match by {
        Deprel::Obj => ISSUES.binary_search(&tree.lemma(verb)).is_ok(),
        Deprel::Obl => lexicon::verb(tree.lemma(verb), None).is_some_and(Entry::is_speech),
        _ => false,
    };
    let subject = cue::subject(tree, verb).filter(|_| issued)?;
    (subject != thing).then_some(subject)
}

fn is_person(tree: &Dependents, token: usize) -> bool {
    let mentions = &tree.document.mentions;
    let after = mentions.partition_point(|mention| mention.tokens.start <= token);
    mentions[after.saturating_sub(4)..after].iter().any(|mention| {
        mention.kind == Some(EntityKind::Person)
            && mention.form == MentionForm::Name
            && mention.tokens.contains(&token)
    })
}

#[cfg(test)]
mod tests {
    use crate::{Context, Mode, Segment, SegmentKind, Span, annotate};

    #[test]
    fn the_lists_are_in_order() {
        assert!(super::THINGS.is_sorted() && super::ISSUES.is_sorted());
    }

    /// Returns the words that stand for who speaks, by attribution.
    fn speakers(text: &str) -> Vec<&str> {
        let body = Segment { span: Span::new(0, text.len()), kind: SegmentKind::Body };
        let day = jiff::civil::date(2024, 3, 5);
        let document =
            annotate(text, &[body], &Context { document_creation_time: day, mode: Mode::News });
        let sources = document.attributions.iter().filter_map(|a| a.source.as_ref());
        sources.map(|source| document.tokens[source.speaker].span.of(text)).collect()
    }

    #[test]
    fn things_speak_for_whom_they_belong_to() {
        assert_eq!(speakers("The mayor's website says the harbor is closed."), ["mayor"]);
        let text =
            "Ortiz said in a statement that she was leaving. “It is time,” the statement read.";
        assert_eq!(speakers(text), ["Ortiz", "Ortiz"]);
    }
}

//! What attributes without a verb of its own: "according to X", "the claim that", "rumours of",
//! "reportedly", and the colon of a headline ("Ortiz: harbor to close").
//!
//! Needs the tree. Gives drafts.

use super::cue::subject;
use super::dependents::Dependents;
use super::draft::{Draft, Who, piece};
use super::lexicon::{self, Class, THAT, TO};
use super::outlet;
use crate::document::{Factuality, SegmentKind, SpeechAct};
use crate::span::Span;
use crate::tags::{Deprel, Upos, Xpos};

/// Returns the drafts of all that attributes without a verb, in text order.
pub(crate) fn nominals(tree: &Dependents) -> Vec<Draft> {
    (0..tree.document.tokens.len())
        .filter_map(|token| {
            according(tree, token)
                .or_else(|| noun(tree, token))
                .or_else(|| adverb(tree, token))
                .or_else(|| headline(tree, token))
        })
        .collect()
}

fn plain(word: usize, cue: Vec<usize>, source: Option<Who>, content: Vec<Span>) -> Draft {
    Draft {
        word,
        cue,
        source,
        hearer: None,
        content,
        class: Class::Say,
        topic: false,
        author: Factuality::UNCOMMITTED,
        stance: Factuality::CERTAIN,
        act: SpeechAct::Assert,
        quoted: false,
    }
}

/// Reads "according to X", "per X" at the head of a phrase of its own.
fn according(tree: &Dependents, token: usize) -> Option<Draft> {
    let sentence = tree.sentence_tokens(token);
    let next = token + 1;
    if tree.small(token) != "according" || !sentence.contains(&next) || tree.small(next) != "to" {
        return None;
    }
    // The source: the noun whose case it is, or that hangs on it.
    let head = tree
        .head(token)
        .filter(|&head| head > next && tree.deprel(token) == Deprel::Case)
        .or_else(|| {
            tree.of(token).filter(|&child| child > next).find(|&child| {
                matches!(tree.upos(child), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
            })
        })
        .or_else(|| {
            (next + 1..sentence.end).take(12).find(|&at| {
                matches!(tree.upos(at), Upos::Noun | Upos::Propn | Upos::Pron)
                    && tree.head(at).is_none_or(|head| {
                        !(next + 1..sentence.end.min(next + 13)).contains(&head)
                            || tree.upos(head) == Upos::Verb
                    })
            })
        })?;
    let head = reporter(tree, head).unwrap_or(head);
    let mut who = Who::new(tree, head, token)?;
    if who.tokens.start <= next {
        who.tokens.start = (next + 1).min(head);
    }
    // "E! News": the tree cuts names at their marks.
    if let Some((name, _)) = outlet::name(tree, who.tokens.end - 1) {
        who.tokens.end = name.end;
    }
    // "According to The Sun, Ortiz, 58, is": the phrase ends at its first comma, unless what follows
    // only describes the source.
    if let Some(comma) = who.tokens.clone().find(|&at| at > head && tree.form(at) == ",") {
        let next = comma + 1;
        let describes = next < who.tokens.end
            && (tree.upos(next) == Upos::Det
                || matches!(tree.small(next).as_str(), "who" | "which" | "whose"));
        if !describes {
            who.tokens.end = comma;
        }
    }
    let mut content = Vec::new();
    let before = (token > sentence.start).then_some(sentence.start..token);
    content.extend(before.and_then(|tokens| piece(tree, tokens)));
    let mut end = sentence.end;
    while end > who.tokens.end
        && tree.upos(end - 1) == Upos::Punct
        && !matches!(tree.form(end - 1), "\"" | "”")
    {
        end -= 1;
    }
    if end > who.tokens.end {
        content.extend(piece(tree, who.tokens.end..end));
    }
    (!content.is_empty()).then(|| plain(token, vec![token, next], Some(who), content))
}

/// Returns whose report it is: the name in "reports by Harbour Week", "a story in The Lantern".
fn reporter(tree: &Dependents, report: usize) -> Option<usize> {
    if !matches!(tree.lemma(report), "account" | "article" | "report" | "story") {
        return None;
    }
    tree.of(report).find(|&child| {
        tree.deprel(child) == Deprel::Nmod
            && tree.upos(child) == Upos::Propn
            && tree.of(child).any(|case| {
                tree.deprel(case) == Deprel::Case
                    && matches!(tree.small(case).as_str(), "by" | "from" | "in")
            })
    })
}

/// Verbs that carry a noun of saying: "made the claim", "voiced fears".
const LIGHT: &[&str] = &[
    "air",
    "express",
    "float",
    "give",
    "have",
    "issue",
    "make",
    "offer",
    "put",
    "raise",
    "reiterate",
    "release",
    "repeat",
    "share",
    "spread",
    "voice",
];

/// Marks of clauses that tell when or why something was told.
const WHEN: &[&str] =
    &["after", "as", "because", "before", "once", "since", "though", "until", "when", "while"];

/// Reads "the claim that C", "a promise to C", "rumours of C".
fn noun(tree: &Dependents, token: usize) -> Option<Draft> {
    if tree.upos(token) != Upos::Noun {
        return None;
    }
    let entry = lexicon::noun(tree.lemma(token))?;
    let mut draft = Draft::new(token, entry);
    let marked = |clause: usize, xpos: &[Xpos]| {
        tree.of(clause)
            .any(|c| tree.deprel(c) == Deprel::Mark && xpos.contains(&tree.document.tokens[c].xpos))
    };
    // "sparked rumors after they were seen": when it was told is not what was told.
    let timed = |clause: usize| {
        tree.of(clause)
            .any(|c| tree.deprel(c) == Deprel::Mark && WHEN.contains(&tree.small(c).as_str()))
    };
    let clause = tree.of(token).filter(|&child| child > token).find(|&child| {
        matches!(tree.deprel(child), Deprel::Acl | Deprel::Ccomp)
            && !timed(child)
            && ((entry.takes(THAT)
                && marked(child, &[Xpos::In])
                && tree
                    .with(child, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl, Deprel::Csubj])
                    .is_some())
                || (entry.takes(TO) && marked(child, &[Xpos::To])))
    });
    if let Some(clause) = clause {
        draft.content.extend(piece(tree, tree.first(clause)..tree.last(clause) + 1));
    } else {
        let phrase = tree.of(token).filter(|&child| child > token).find_map(|child| {
            if !matches!(tree.deprel(child), Deprel::Nmod | Deprel::Acl) {
                return None;
            }
            let case = tree.of(child).find(|&c| {
                matches!(tree.deprel(c), Deprel::Case | Deprel::Mark)
                    && entry.prepositions.contains(&tree.small(c).as_str())
            })?;
            Some((case, child))
        });
        let (case, phrase) = phrase?;
        if case == token + 1 {
            draft.cue.push(case);
        }
        draft.topic = true;
        draft.content.extend(piece(tree, (case + 1).min(phrase)..tree.last(phrase) + 1));
    }
    let possessor = tree.with(token, &[Deprel::NmodPoss]).and_then(|p| Who::new(tree, p, token));
    draft.source = possessor.or_else(|| {
        let governor = tree.head(token)?;
        let light =
            tree.deprel(token) == Deprel::Obj && LIGHT.binary_search(&tree.lemma(governor)).is_ok();
        if !light {
            return None;
        }
        draft.cue.insert(0, governor);
        Who::new(tree, subject(tree, governor)?, governor)
    });
    (!draft.content.is_empty()).then_some(draft)
}

/// Reads "reportedly" and its like: a source that nobody names.
fn adverb(tree: &Dependents, token: usize) -> Option<Draft> {
    if tree.upos(token) != Upos::Adv {
        return None;
    }
    let stance = lexicon::adverb(tree.form(token))?;
    let mut head = tree.head(token)?;
    // The clause that the adverb stands in.
    while !matches!(tree.upos(head), Upos::Verb | Upos::Aux)
        && tree.with(head, &[Deprel::Cop, Deprel::Nsubj]).is_none()
        && matches!(tree.deprel(head), Deprel::Amod | Deprel::Nummod | Deprel::Advmod)
    {
        head = tree.head(head)?;
    }
    let (mut first, last) = (tree.first(head), tree.last(head) + 1);
    // The subject may be lost to the clause; it stands before the adverb, back to the last comma.
    let sentence = tree.sentence_tokens(token);
    let subject = tree.of(head).any(|child| tree.deprel(child).is_subject());
    let finite = head > token
        || tree
            .of(head)
            .any(|child| matches!(tree.deprel(child), Deprel::Aux | Deprel::AuxPass | Deprel::Cop));
    if !subject && finite && first > sentence.start {
        while first > sentence.start && !matches!(tree.form(first - 1), "," | ";" | ":" | "—" | "–")
        {
            first -= 1;
        }
    }
    let mut content = Vec::new();
    content.extend(piece(tree, first..token.max(first)));
    content.extend(piece(tree, (token + 1).min(last)..last));
    let mut draft = plain(token, vec![token], None, content);
    draft.stance = stance;
    (!draft.content.is_empty()).then_some(draft)
}

/// Reads the colon of a title: "Ortiz: harbor to close" and "harbor to close: report".
fn headline(tree: &Dependents, token: usize) -> Option<Draft> {
    let document = tree.document;
    let sentence = &document.sentences[tree.sentence(token)];
    if tree.form(token) != ":"
        || document.segments.get(sentence.segment)?.kind != SegmentKind::Title
    {
        return None;
    }
    let tokens = sentence.tokens.clone();
    let named = |from: usize, to: usize| {
        to > from
            && to - from <= 3
            && (from..to).all(|at| matches!(tree.upos(at), Upos::Propn | Upos::Noun | Upos::Adj))
            && tree.upos(to - 1) != Upos::Adj
    };
    let before = tokens.start..token;
    let mut end = tokens.end;
    while end > token + 1 && tree.upos(end - 1) == Upos::Punct {
        end -= 1;
    }
    let speaks = |at: usize| {
        lexicon::noun(tree.lemma(at)).is_some()
            || matches!(
                tree.small(at).as_str(),
                "source"
                    | "sources"
                    | "poll"
                    | "study"
                    | "survey"
                    | "police"
                    | "officials"
                    | "experts"
            )
    };
    let clause = |from: usize, to: usize| {
        (from..to).any(|at| matches!(tree.upos(at), Upos::Verb | Upos::Aux))
    };
    if named(before.start, before.end) && clause(token + 1, end) {
        let who = Who { tokens: before.clone(), head: before.end - 1 };
        let content = piece(tree, token + 1..tokens.end)?;
        Some(plain(token, vec![token], Some(who), vec![content]))
    } else if end > token + 1
        && end - token <= 3
        && speaks(end - 1)
        && clause(before.start, before.end)
    {
        let who = Who { tokens: token + 1..end, head: end - 1 };
        Some(plain(token, vec![token], Some(who), vec![piece(tree, before)?]))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_in_order() {
        assert!(super::LIGHT.is_sorted());
    }
}

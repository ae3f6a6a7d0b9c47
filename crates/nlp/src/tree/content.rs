//! Hangs what is told on the verb that tells it.
//!
//! "She told the head of the council that it was over", "he said on Friday that it was over": the
//! clause follows a noun, and the treebanks teach that a clause with "that" after a noun is mostly
//! the noun's. A verb of saying that has no content yet, and a clause that lacks nothing, tell
//! better.

use crate::document::Token;
use crate::tags::{Deprel, Upos, Xpos};

/// Verbs that take a hearer and what is told: "tell somebody that".
const TELLING: &[&str] = &[
    "advise", "assure", "convince", "inform", "notify", "persuade", "promise", "reassure",
    "remind", "tell", "warn",
];

/// Verbs that take what is said: "say that".
const SAYING: &[&str] = &[
    "acknowledge",
    "add",
    "admit",
    "allege",
    "announce",
    "argue",
    "assert",
    "boast",
    "claim",
    "complain",
    "concede",
    "confirm",
    "contend",
    "declare",
    "disclose",
    "explain",
    "insist",
    "joke",
    "maintain",
    "note",
    "post",
    "predict",
    "recall",
    "reiterate",
    "remark",
    "reply",
    "report",
    "reveal",
    "say",
    "state",
    "stress",
    "suggest",
    "testify",
    "tweet",
    "warn",
    "write",
];

/// Nouns that have a content themselves: "the claim that".
const CONTENT: &[&str] = &[
    "accusation",
    "admission",
    "allegation",
    "announcement",
    "argument",
    "assertion",
    "assumption",
    "belief",
    "chance",
    "charge",
    "claim",
    "conclusion",
    "concern",
    "condition",
    "confirmation",
    "evidence",
    "fact",
    "fear",
    "finding",
    "gossip",
    "ground",
    "hint",
    "hope",
    "idea",
    "impression",
    "indication",
    "knowledge",
    "news",
    "notion",
    "possibility",
    "proof",
    "prospect",
    "report",
    "revelation",
    "rumor",
    "rumour",
    "sign",
    "speculation",
    "statement",
    "suggestion",
    "suspicion",
    "theory",
    "view",
    "warning",
    "whisper",
    "word",
];

/// Prepositions that tell where, when or how something was said.
const PLACE: &[&str] =
    &["after", "at", "before", "during", "in", "on", "outside", "over", "through", "via"];

/// Moves the clauses of one sentence, whose tokens begin at `first` in their document.
pub(crate) fn hang(tokens: &mut [Token], first: usize, forms: &[&str]) {
    for clause in 0..tokens.len() {
        if let Some((that, verb)) = told(tokens, first, forms, clause) {
            tokens[clause].head = Some(first + verb);
            tokens[clause].deprel = Deprel::Ccomp;
            let mark = &mut tokens[that];
            (mark.upos, mark.xpos, mark.deprel) = (Upos::Sconj, Xpos::In, Deprel::Mark);
            mark.head = Some(first + clause);
            // What follows the clause may no longer hang on anything between it and the verb.
            for later in clause + 1..tokens.len() {
                let head = local(tokens, first, later);
                if head.is_some_and(|head| verb < head && head < clause) {
                    tokens[later].head = Some(first + verb);
                }
            }
        }
    }
}

/// Returns the head of a word, counted in the sentence.
fn local(tokens: &[Token], first: usize, word: usize) -> Option<usize> {
    tokens[word].head.map(|head| head - first)
}

/// Returns the "that" of a clause and the verb that tells it, where the clause hangs on a noun.
fn told(tokens: &[Token], first: usize, forms: &[&str], clause: usize) -> Option<(usize, usize)> {
    let head = |word: usize| local(tokens, first, word);
    let noun = head(clause).filter(|&noun| noun < clause)?;
    let own = |word: &usize| head(*word) == Some(clause);
    if tokens[clause].deprel.universal() != Deprel::Acl {
        return None;
    }
    let that = (noun + 1..clause).find(own).filter(|&w| forms[w].eq_ignore_ascii_case("that"))?;
    let is_subject = |w: &usize| {
        matches!(tokens[*w].deprel.universal(), Deprel::Nsubj | Deprel::Csubj | Deprel::Expl)
    };
    (that + 1..clause).filter(own).find(is_subject)?;
    // From the noun up to its verb, and how that takes it.
    let mut link = noun;
    let verb = loop {
        let above = head(link)?;
        if tokens[above].upos == Upos::Verb {
            break above;
        }
        link = above;
    };
    let has = |label: Deprel| {
        (0..tokens.len()).any(|w| head(w) == Some(verb) && tokens[w].deprel.universal() == label)
    };
    if verb > noun || has(Deprel::Ccomp) || forms[verb + 1..that].contains(&",") {
        return None;
    }
    let verb_is = |list: &[&str]| list.contains(&tokens[verb].lemma.as_str());
    let is_content = CONTENT.contains(&tokens[noun].lemma.as_str());
    let told = match tokens[link].deprel.universal() {
        Deprel::Obj | Deprel::Iobj => {
            verb_is(TELLING) && !is_content && lacks_nothing(tokens, first, that, clause, noun)
        }
        Deprel::Obl => {
            let case = (0..link)
                .find(|&w| head(w) == Some(link) && tokens[w].deprel.universal() == Deprel::Case);
            let place = case.is_none_or(|w| PLACE.contains(&forms[w].to_lowercase().as_str()));
            (verb_is(SAYING) && !has(Deprel::Obj) || verb_is(TELLING)) && (place || !is_content)
        }
        _ => false,
    };
    told.then_some((that, verb))
}

/// Returns whether a clause is whole without its "that", which would else stand for the noun.
fn lacks_nothing(tokens: &[Token], first: usize, that: usize, clause: usize, noun: usize) -> bool {
    let objects = (clause + 1..tokens.len()).filter(|&w| {
        local(tokens, first, w) == Some(clause)
            && matches!(tokens[w].deprel.universal(), Deprel::Obj | Deprel::Ccomp | Deprel::Xcomp)
    });
    tokens[that].deprel != Deprel::Obj
        || objects.count() > 0
        || matches!(tokens[noun].upos, Upos::Propn | Upos::Pron)
}

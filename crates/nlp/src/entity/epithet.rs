//! Finds whom news calls by what they are: "the singer", "the 39-year-old actress", "the company".
//!
//! Writers of news name somebody once and then vary the name by a profession or a kind of body. What
//! such a phrase refers to is no matter of words that match but of who the text is about just then:
//! the named one that was last and most often the subject.
//!
//! Needs a resolver that has gone through what stands before the phrase. Gives a chain with a name,
//! or nothing where two are equally near.

use super::candidate::{self, Candidate, Determiner};
use super::given;
use super::lexicon::{self, MAN, ONE, WOMAN};
use super::resolve::Resolver;
use crate::document::{EntityKind, MentionForm};
use crate::tags::{Deprel, Upos, Xpos};

/// How many candidates and how many sentences back a name may stand.
const REACH: usize = 160;
const SENTENCES: usize = 8;

/// Returns the chain of the person or body that a phrase calls by what it is.
pub(super) fn epithet(resolver: &Resolver, index: usize) -> Option<usize> {
    let phrase = &resolver.candidates[index];
    if phrase.form != MentionForm::Nominal || !phrase.members.is_empty() {
        return None;
    }
    match phrase.determiner {
        Determiner::Definite => {
            let kind = kind(resolver, phrase)?;
            near(resolver, phrase, kind)
        }
        Determiner::Possessive => relative(resolver, phrase),
        _ => None,
    }
}

/// Returns what kind of thing a phrase may be another name for.
fn kind(resolver: &Resolver, phrase: &Candidate) -> Option<EntityKind> {
    let tree = &resolver.tree;
    let noun = candidate::noun(tree, phrase.head);
    let singular = !matches!(tree.document.tokens[phrase.head].xpos, Xpos::Nns | Xpos::Nnps);
    if !singular || phrase.number & ONE == 0 || phrase.quote.is_some() || phrase.same_as.is_some() {
        return None;
    }
    // "the dancer Lena Moor"
    let named = tree.document.tokens.get(phrase.head + 1).is_some_and(|next| {
        next.upos == Upos::Propn && tree.sentence(phrase.head + 1) == phrase.sentence
    });
    if named {
        return None;
    }
    // "the star of the show", "the company that made it", "the second actor": somebody told apart.
    let apart = tree.children(phrase.head).iter().any(|&child| match tree.relation(child) {
        Deprel::Nmod | Deprel::Acl | Deprel::Nummod => true,
        Deprel::AclRelcl => {
            child.checked_sub(1).is_some_and(|_| !commas(resolver, phrase.head, child))
        }
        Deprel::Amod | Deprel::Det | Deprel::Advmod => matches!(
            tree.lower(child).as_str(),
            "first"
                | "second"
                | "third"
                | "other"
                | "another"
                | "new"
                | "next"
                | "same"
                | "only"
                | "late"
                | "rival"
                | "parent"
                | "older"
                | "younger"
                | "best"
        ),
        _ => false,
    });
    if apart {
        return None;
    }
    if candidate::is_former_titleholder(tree, phrase.head)
        || lexicon::is_profession(&noun)
        || is_honoured(resolver, phrase.head, &noun)
    {
        return Some(EntityKind::Person);
    }
    lexicon::is_body(&noun).then_some(EntityKind::Organisation)
}

/// Returns whether a phrase tells somebody by a prize with a name: "the Harbor Prize winner". "The
/// winner" may be anybody.
fn is_honoured(resolver: &Resolver, head: usize, noun: &str) -> bool {
    let document = resolver.tree.document;
    let prize = head.checked_sub(1).is_some_and(|before| {
        document.tokens[before].upos == Upos::Propn
            && document.form(before).starts_with(char::is_uppercase)
    });
    prize
        && matches!(
            noun,
            "winner" | "nominee" | "medalist" | "medallist" | "laureate" | "recipient"
        )
}

/// Returns whether a comma stands between a noun and the clause that hangs on it.
fn commas(resolver: &Resolver, noun: usize, clause: usize) -> bool {
    (noun + 1..clause).take(4).any(|at| resolver.tree.document.form(at) == ",")
}

/// Returns the named chain of that kind that the text is about where a phrase stands.
fn near(resolver: &Resolver, phrase: &Candidate, kind: EntityKind) -> Option<usize> {
    let tree = &resolver.tree;
    let noun = candidate::noun(tree, phrase.head);
    let mut weights: Vec<(usize, u32)> = Vec::new();
    for &past in resolver.past.iter().rev().take(REACH) {
        let other = &resolver.candidates[past];
        let distance = phrase.sentence.saturating_sub(other.sentence);
        if distance > SENTENCES {
            break;
        }
        let Some(chain) = resolver.chain(past) else { continue };
        let known = resolver.get(chain);
        let own = known.nouns.contains(&noun);
        // "an actor ... the actor": somebody without a name was introduced so.
        if !known.named && own && distance <= 4 && known.members.is_empty() {
            return None;
        }
        if !known.named || !fits(resolver, phrase, past, chain, kind) {
            continue;
        }
        let role = match other.role {
            role if role.is_subject() => 12,
            Deprel::NmodPoss => 7,
            _ => 4,
        };
        // "designer Lena Moor ... the designer": what she was called with her name counts; what
        // others were called before ("the company") only where the text still speaks of them.
        let called = own && resolver.nouns(other).contains(&noun);
        let bonus = match other.form {
            MentionForm::Name if called => 12,
            _ if called && resolver.segment(other) == resolver.segment(phrase) => 6,
            _ => 0,
        };
        let weight = role / (1 + distance as u32) + bonus;
        match weights.iter_mut().find(|(known, _)| *known == chain) {
            Some((_, sum)) => *sum += weight,
            None => weights.push((chain, weight)),
        }
    }
    weights.sort_by_key(|&(chain, weight)| (std::cmp::Reverse(weight), chain));
    match weights.as_slice() {
        [] => None,
        [(one, weight)] => (*weight > 1).then_some(*one),
        [(one, most), (_, next), ..] => (*most > 1 && most * 4 > next * 5).then_some(*one),
    }
}

/// Returns whether a phrase may be another name of a chain.
fn fits(
    resolver: &Resolver,
    phrase: &Candidate,
    past: usize,
    chain: usize,
    kind: EntityKind,
) -> bool {
    let tree = &resolver.tree;
    let (known, other) = (resolver.get(chain), &resolver.candidates[past]);
    if resolver.is_aside(other) && resolver.segment(other) != resolver.segment(phrase) {
        return false;
    }
    if known.gender & phrase.gender == 0 || known.number & ONE == 0 {
        return false;
    }
    let clash = match phrase.gender {
        MAN => -known.given,
        WOMAN => known.given,
        _ => 0,
    };
    if clash >= given::KNOWN {
        return false;
    }
    let kinds = match kind {
        EntityKind::Person => known.kind == Some(EntityKind::Person),
        // What is named by several words and is nothing else may be a band.
        _ => match known.kind {
            Some(EntityKind::Organisation) => !is_place_of_words(resolver, other),
            None => known.mentions.len() > 1 && other.core.len() > 1,
            _ => false,
        },
    };
    let joined =
        tree.head(phrase.head) == Some(other.head) || tree.head(other.head) == Some(phrase.head);
    let inside = phrase.tokens.contains(&other.head) || other.tokens.contains(&phrase.head);
    let both = other.clause.is_some()
        && other.clause == phrase.clause
        && tree.document.tokens[phrase.head].deprel != Deprel::NmodPoss;
    kinds && !joined && !inside && !both && !is_conjunct(resolver, phrase, other)
}

/// Returns whether a name is where words appear, or whom they were told to, and no party: "on
/// Instagram", "told People".
fn is_place_of_words(resolver: &Resolver, candidate: &Candidate) -> bool {
    let tree = &resolver.tree;
    let by = tree.child(candidate.head, &[Deprel::Case]).map(|case| tree.lower(case));
    let governor = tree.head(candidate.head);
    let told = matches!(candidate.role, Deprel::Obj | Deprel::Iobj)
        && governor.is_some_and(|verb| tree.lemma(verb) == "tell");
    told || matches!(by.as_deref(), Some("on" | "via" | "to" | "according"))
        && matches!(candidate.role, Deprel::Obl | Deprel::Nmod)
}

fn is_conjunct(resolver: &Resolver, phrase: &Candidate, other: &Candidate) -> bool {
    let tree = &resolver.tree;
    let first = |head: usize| match tree.relation(head) {
        Deprel::Conj => tree.head(head),
        _ => Some(head),
    };
    first(phrase.head) == first(other.head)
}

/// Returns the only named person described by what modifies a relation: "her musician husband" where
/// "musician Nick Ortiz" was spoken of.
fn relative(resolver: &Resolver, phrase: &Candidate) -> Option<usize> {
    let tree = &resolver.tree;
    lexicon::person_noun(&candidate::noun(tree, phrase.head))?;
    let described: Vec<String> = tree
        .children(phrase.head)
        .iter()
        .filter(|&&child| {
            tree.relation(child) == Deprel::Compound
                && tree.document.tokens[child].upos == Upos::Noun
        })
        .map(|&child| candidate::noun(tree, child))
        .filter(|noun| lexicon::is_profession(noun))
        .collect();
    if described.is_empty() {
        return None;
    }
    let mut found: Vec<usize> = Vec::new();
    for &past in resolver.past.iter().rev().take(REACH * 2) {
        let Some(chain) = resolver.chain(past) else { continue };
        let known = resolver.get(chain);
        let other = &resolver.candidates[past];
        let same = known.named
            && known.kind == Some(EntityKind::Person)
            && known.gender & phrase.gender != 0
            && described.iter().any(|noun| known.nouns.contains(noun));
        if same && !phrase.tokens.contains(&other.head) && !found.contains(&chain) {
            found.push(chain);
        }
    }
    match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

//! Gives a verb the subject that its tree denies it.
//!
//! "Elmsworth honours this famous daughter": the tagger saw the verb, and the tree took it for a
//! noun with the subject as part of its name. "Vell, a columnist, says it is late": the tree took
//! whoever speaks for what is said. A finite verb that has no subject, and a noun to its left that
//! hangs on it as nothing that a noun could be there, belong together. After words in quotation
//! marks the subject may follow its verb: “It is late,” explains Ada Vell.

use crate::document::Token;
use crate::tags::{Deprel, Upos, Xpos};

/// Nouns that tell when, without a preposition: "last year".
const TIMES: &[&str] = &[
    "afternoon",
    "day",
    "decade",
    "evening",
    "hour",
    "minute",
    "moment",
    "month",
    "morning",
    "night",
    "season",
    "second",
    "summer",
    "time",
    "today",
    "tomorrow",
    "tonight",
    "week",
    "weekend",
    "winter",
    "year",
    "yesterday",
];

/// Mends the tree of one sentence, whose tokens begin at `first` in their document.
pub(crate) fn give(tokens: &mut [Token], first: usize, forms: &[&str]) {
    for verb in 1..tokens.len() {
        if let Some(speaker) = inverted(tokens, first, forms, verb) {
            tokens[speaker].deprel = Deprel::Nsubj;
            continue;
        }
        let Some(subject) = lost(tokens, first, verb) else { continue };
        tokens[subject].deprel = Deprel::Nsubj;
        // What stood right before it as if it belonged to the verb was the subject's own.
        for at in (0..subject).rev() {
            if tokens[at].head != Some(first + verb) {
                continue;
            }
            let label = tokens[at].deprel.universal();
            if !matches!(
                label,
                Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::Nummod | Deprel::Nmod
            ) {
                break;
            }
            tokens[at].head = Some(first + subject);
        }
    }
}

/// Returns who says what stands in quotation marks right before the verb, where the tree took them
/// for what is said.
fn inverted(tokens: &[Token], first: usize, forms: &[&str], verb: usize) -> Option<usize> {
    let after_quote = matches!(forms[verb - 1], "\"" | "”" | "''" | "’" | "'");
    if !after_quote || !matches!(tokens[verb].xpos, Xpos::Vbd | Xpos::Vbz) {
        return None;
    }
    let children = || tokens.iter().enumerate().filter(|(_, t)| t.head == Some(first + verb));
    let label = |t: &Token| t.deprel.universal();
    // Or the verb hangs on them as an aside.
    let aside = label(&tokens[verb]) == Deprel::Parataxis
        && tokens[verb].head.is_some_and(|head| head < first + verb);
    let said = aside || children().any(|(at, t)| at < verb && label(t) == Deprel::Ccomp);
    let taken = children().any(|(at, t)| {
        matches!(label(t), Deprel::Nsubj | Deprel::Csubj | Deprel::Expl)
            || at > verb && matches!(label(t), Deprel::Ccomp)
    });
    let mut objects = children().filter(|(at, t)| {
        let somebody = matches!(t.upos, Upos::Noun | Upos::Propn);
        *at > verb && somebody && matches!(label(t), Deprel::Obj | Deprel::Iobj)
    });
    let (speaker, _) = objects.next()?;
    (said && !taken && objects.next().is_none()).then_some(speaker)
}

/// Returns the subject of a finite verb that seems to have none.
fn lost(tokens: &[Token], first: usize, verb: usize) -> Option<usize> {
    let token = &tokens[verb];
    let finite = token.upos == Upos::Verb && matches!(token.xpos, Xpos::Vbd | Xpos::Vbz);
    let clause =
        matches!(token.deprel.universal(), Deprel::Root | Deprel::Ccomp | Deprel::Parataxis);
    if !finite || !clause {
        return None;
    }
    let children =
        |of: usize| tokens.iter().enumerate().filter(move |(_, t)| t.head == Some(first + of));
    let has = |of: usize, labels: &[Deprel]| {
        children(of).any(|(_, t)| labels.contains(&t.deprel.universal()))
    };
    let governs = children(verb).any(|(at, t)| {
        let label = t.deprel.universal();
        at > verb
            && matches!(
                label,
                Deprel::Obj | Deprel::Ccomp | Deprel::Xcomp | Deprel::Obl | Deprel::Advmod
            )
    });
    if !governs || has(verb, &[Deprel::Nsubj, Deprel::Csubj, Deprel::Expl, Deprel::Mark]) {
        return None;
    }
    let mut nouns = children(verb).filter(|(at, t)| {
        let noun = matches!(t.upos, Upos::Noun | Upos::Propn);
        let wrong = match t.deprel {
            Deprel::OblUnmarked | Deprel::NmodUnmarked => !TIMES.contains(&t.lemma.as_str()),
            label => matches!(
                label.universal(),
                Deprel::Compound
                    | Deprel::Ccomp
                    | Deprel::Appos
                    | Deprel::Nmod
                    | Deprel::Dislocated
            ),
        };
        let bare = !has(
            *at,
            &[
                Deprel::Case,
                Deprel::Cop,
                Deprel::Mark,
                Deprel::Aux,
                Deprel::Nsubj,
                Deprel::Csubj,
                Deprel::Expl,
            ],
        );
        *at < verb && noun && wrong && bare
    });
    let (subject, _) = nouns.next_back()?;
    // Words in quotation marks are what is said.
    let quoted =
        children(subject).any(|(_, t)| matches!(t.xpos, Xpos::OpenQuote | Xpos::CloseQuote));
    (!quoted).then_some(subject)
}

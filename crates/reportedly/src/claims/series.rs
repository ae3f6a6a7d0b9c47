//! Works named one after the other: "“Skyline,” “Red Barn” (2004) and the comedy “Grief”".
//!
//! A tree often loses such a list at its first comma, and the marks between the titles do not.

use std::collections::HashMap;

use reportedly_nlp::{Deprel, Document, EntityKind, MentionForm, Upos};

/// The most words between two titles of a list, without what stands in parentheses.
const REACH: usize = 6;
/// The most words in parentheses behind a title.
const ASIDE: usize = 14;

/// Returns for each mention of a work by name in a list those that stand beside it there.
pub(super) fn works(document: &Document) -> HashMap<usize, Vec<usize>> {
    let named = |index: &usize| {
        let mention = &document.mentions[*index];
        mention.form == MentionForm::Name && mention.kind == Some(EntityKind::Work)
    };
    let works: Vec<usize> = (0..document.mentions.len()).filter(named).collect();
    let pairs = works.windows(2).filter(|pair| goes_on(document, pair[0], pair[1]));
    let mut beside: HashMap<usize, Vec<usize>> = HashMap::new();
    for pair in pairs {
        beside.entry(pair[0]).or_default().push(pair[1]);
        beside.entry(pair[1]).or_default().push(pair[0]);
    }
    beside
}

fn goes_on(document: &Document, one: usize, next: usize) -> bool {
    let (one, next) = (&document.mentions[one], &document.mentions[next]);
    let (mut at, end) = (one.tokens.end, next.tokens.start);
    if document.sentence_of(one.head) != document.sentence_of(next.head) || at >= end {
        return false;
    }
    // "He left “Grief” and “Skyline” opened": the second begins a clause of its own.
    if document.tokens[next.head].deprel.is_subject()
        && document.tokens[one.head].deprel != document.tokens[next.head].deprel
    {
        return false;
    }
    // "Grief, and Skyline star Anna Porter": the second tells only whose star she is.
    let mark = |t: &usize| matches!(document.form(*t), "\"" | "”" | "’" | "'");
    let behind = (next.tokens.end..document.tokens.len()).find(|t| !mark(t));
    let epithet = behind.is_some_and(|t| {
        document.tokens[t].upos == Upos::Noun
            && document.tokens.get(t + 1).is_some_and(|token| token.upos == Upos::Propn)
    });
    if epithet && (at..end).any(|t| document.form(t) == ",") {
        return false;
    }
    let (mut joined, mut words) = (false, 0);
    while at < end {
        match document.form(at) {
            "(" => {
                let close = (at..end.min(at + ASIDE)).find(|&t| document.form(t) == ")");
                let Some(close) = close else { return false };
                at = close;
            }
            // "“Grief” in 1997 and “Skyline” in 2002"
            "in" if !joined && is_year(document, at + 1) => at += 1,
            "," | "and" | "&" | "or" | ";" => joined = true,
            "\"" | "“" | "”" | "‘" | "’" | "'" | "``" | "''" => {}
            _ => {
                let token = &document.tokens[at];
                let describes =
                    matches!(token.upos, Upos::Noun | Upos::Adj | Upos::Det | Upos::Num)
                        || token.deprel == Deprel::Compound;
                words += 1;
                if !describes || !joined || words > REACH {
                    return false;
                }
            }
        }
        at += 1;
    }
    joined
}

fn is_year(document: &Document, token: usize) -> bool {
    document.tokens.get(token).is_some_and(|t| {
        let form = t.span.of(&document.text);
        form.len() == 4 && form.starts_with(['1', '2']) && form.bytes().all(|b| b.is_ascii_digit())
    })
}

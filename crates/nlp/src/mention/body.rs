//! Names of bodies by the posts that people have there: "Orbex spokesperson Mara Quill", "the Tin
//! Larks guitarist", "Orbex's chief executive".
//!
//! Such a name may look like a person's, or like no name at all; whoever has a drummer is a band.
//! A family name that the text gives in full elsewhere is left alone: "Quill spokesman".

use std::collections::HashSet;
use std::ops::Range;

use super::gazetteer::List;
use super::name::{Found, key};
use super::view::View;
use crate::document::EntityKind;
use crate::tags::Upos;

/// Posts that are had at bodies, and that people seldom have with one another.
const POSTS: &[&str] = &[
    "analyst",
    "anchor",
    "bassist",
    "boss",
    "cellist",
    "ceo",
    "cfo",
    "chair",
    "chairman",
    "chairwoman",
    "chief",
    "co-founder",
    "coach",
    "cofounder",
    "columnist",
    "commentator",
    "coo",
    "correspondent",
    "cto",
    "drummer",
    "economist",
    "executive",
    "founder",
    "frontman",
    "frontwoman",
    "goalkeeper",
    "guitarist",
    "keyboardist",
    "linebacker",
    "midfielder",
    "pitcher",
    "president",
    "principal",
    "quarterback",
    "reporter",
    "shortstop",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "striker",
    "superintendent",
    "treasurer",
    "vocalist",
];

/// What a post is called in more words: "chief executive officer", "third baseman".
const WITHIN: &[&str] = &[
    "assistant",
    "associate",
    "chief",
    "deputy",
    "executive",
    "general",
    "head",
    "interim",
    "lead",
    "managing",
    "news",
    "operating",
    "senior",
    "technology",
    "vice",
    "financial",
    "political",
];

/// Words that begin a sentence before a post and name no body.
#[rustfmt::skip]
const GENERIC: &[&str] = &[
    "agency", "army", "band", "board", "campaign", "city", "club", "college", "committee",
    "company", "council", "county", "department", "district", "ex", "federal", "fellow", "festival",
    "firm", "former", "founding", "government", "group", "hospital", "league", "longtime", "network",
    "new", "party", "police", "school", "show", "star", "state", "studio", "team", "then", "union",
    "university", "veteran",
];

/// Takes the names beside such posts for those of bodies, wherever they stand in the text.
pub fn bodies(view: &View, names: &mut Vec<Found>) {
    // "Orbex CEO Mara Quill": the word for the post is no name.
    names.retain(|name| {
        let post = POSTS.contains(&view.lower(name.tokens.start));
        name.tokens.len() > 1 || !post || name.kind == Some(EntityKind::Person)
    });
    let mut full: HashSet<u32> = HashSet::new();
    for name in names.iter() {
        if name.kind == Some(EntityKind::Person) && name.tokens.len() > 1 && given(view, name) {
            full.insert(view.word(name.tokens.end - 1).lower);
            full.insert(key(view, name.tokens.clone()));
        }
    }
    let at_end: Vec<Option<usize>> = places(view, names, |name| name.tokens.end);
    let at_start: Vec<Option<usize>> = places(view, names, |name| name.tokens.start);
    let mut told: HashSet<u32> = HashSet::new();
    let mut added: Vec<Found> = Vec::new();
    for post in 1..view.len() {
        if !POSTS.contains(&view.lower(post)) {
            continue;
        }
        let mut first = post;
        while first > view.sentence_start(post) && WITHIN.contains(&view.lower(first - 1)) {
            first -= 1;
        }
        // "Orbex's chief executive": the mark is a word of its own.
        let owned = first > 0 && matches!(view.lower(first - 1), "'s" | "'");
        let end = first - usize::from(owned && first > 1);
        if end <= view.sentence_start(post) {
            continue;
        }
        let person = at_start.get(post + 1).copied().flatten().is_some_and(|name| {
            names[name].kind == Some(EntityKind::Person) && names[name].tokens.len() > 1
        });
        // "Waters Principal Mara Quill": a capital only beside a name.
        if view.is_capital(post) && view.form(post).chars().any(char::is_lowercase) && !person {
            continue;
        }
        match at_end[end] {
            Some(name) if person || owned => {
                let name = &names[name];
                let one = key(view, name.tokens.clone());
                let family = name.tokens.len() == 1
                    && view.word(name.tokens.start).lists & List::LastName.bit() != 0;
                let person = full.contains(&one)
                    || family
                    || view.lists(name.tokens.clone()) & List::Person.bit() != 0
                    || name.kind == Some(EntityKind::Person) && given(view, name);
                let open = matches!(name.kind, None | Some(EntityKind::Person));
                if open && !person {
                    told.insert(one);
                }
            }
            None if person && !owned => added.extend(unseen(view, end, post)),
            _ => {}
        }
    }
    for name in names.iter_mut() {
        if told.contains(&key(view, name.tokens.clone())) {
            name.kind = Some(EntityKind::Organisation);
        }
    }
    names.extend(added);
    names.sort_by_key(|name| (name.tokens.start, std::cmp::Reverse(name.tokens.end)));
}

/// Returns the capitals before a post that no earlier stage took for a name.
fn unseen(view: &View, end: usize, post: usize) -> Option<Found> {
    let start = view.sentence_start(post);
    let noun = |at: usize| {
        matches!(view.document.tokens[at].upos, Upos::Noun | Upos::Propn | Upos::Adj)
            && view.is_capital(at)
    };
    let first = (start..end).rev().take_while(|&at| noun(at)).last()?;
    // What heads a sentence may have its capital from there.
    let common = GENERIC.contains(&view.lower(first))
        || WITHIN.contains(&view.lower(first))
        || POSTS.contains(&view.lower(first))
        || view.document.tokens[first].upos == Upos::Adj;
    let named = first > start || (!common && !view.habits.is_small_too(view.word(first)));
    named.then_some(Found { tokens: first..end, kind: Some(EntityKind::Organisation) })
}

/// Whether the name begins with one that people are given.
fn given(view: &View, name: &Found) -> bool {
    view.word(name.tokens.start).lists & List::FirstName.bit() != 0
}

/// Returns for each token the name of which it is the given end.
fn places(view: &View, names: &[Found], end: fn(&Found) -> usize) -> Vec<Option<usize>> {
    let mut all = vec![None; view.len() + 1];
    for (index, name) in names.iter().enumerate() {
        let Range { start, end: last } = name.tokens;
        if start < last {
            all[end(name)] = Some(index);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use crate::document::{Context, EntityKind, Mode, Segment, SegmentKind};
    use crate::{Span, annotate};

    fn kinds(text: &str) -> Vec<(String, Option<EntityKind>)> {
        let body = Segment { span: Span::new(0, text.len()), kind: SegmentKind::Body };
        let context =
            Context { document_creation_time: jiff::civil::date(2024, 3, 5), mode: Mode::News };
        let document = annotate(text, &[body], &context);
        let name = |m: &crate::Mention| m.form == crate::MentionForm::Name;
        let names = document.mentions.iter().filter(|m| name(m));
        names.map(|m| (m.span.of(text).to_owned(), m.kind)).collect()
    }

    #[test]
    fn whoever_has_a_guitarist_is_a_band() {
        let names = kinds("Tin Larks broke up in May. Tin Larks guitarist Joe Marsh wept.");
        let band = names.iter().filter(|(name, _)| name == "Tin Larks");
        let kinds: Vec<_> = band.map(|(_, kind)| *kind).collect();
        assert_eq!(kinds, [Some(EntityKind::Organisation); 2]);
    }

    #[test]
    fn a_common_word_before_a_post_is_a_name() {
        let names = kinds("“We are glad,” Orbit spokesperson Drew Lang said.");
        assert!(names.contains(&("Orbit".to_owned(), Some(EntityKind::Organisation))), "{names:?}");
    }

    #[test]
    fn somebody_named_in_full_stays_a_person() {
        let names = kinds("Anna Porter was out. Porter spokesman Joe Marsh said so.");
        assert!(names.contains(&("Porter".to_owned(), Some(EntityKind::Person))), "{names:?}");
    }
}

//! Posts told beside a name: "Orbex chief executive Jane Roe", "Jane Roe, 54, who …", "the
//! company's founder and chairman, Jane Roe", "former President Roe", "the “Sunrise” host".
//!
//! Two noun phrases side by side say it, in many orders and mostly where a tree is least sure; so
//! this is read off the words around the role. What a verb says ("she runs Orbex") is taught by
//! examples.
//!
//! **Invariant:** a post without an organisation is told only of titles that need none.
mod fit;
mod holder;
mod role;

use reportedly_nlp::{Deprel, EntityKind, Span, Upos};

use super::confidence::{How, Signs};
use super::graph::Rel;
use super::omitted;
use super::value::{ValueFiller, role_head, values};
use super::view::{Filler, View};
use crate::beat::ValueKind;
pub(super) use fit::is_praise;
use fit::{body, is_title, makes, of_place, of_show, topical};
use holder::{affiliated, holders_of};
use role::{Role, joined, joins, role_at};

/// A post that was found.
#[derive(Clone, Debug)]
pub(super) struct Post {
    /// Who holds it.
    pub subject: Filler,
    /// Where.
    pub object: Option<Filler>,
    /// The role, where it is told.
    pub value: Option<ValueFiller>,
    /// The word for the role.
    pub head: usize,
    /// Whether it is held no longer.
    pub past: bool,
    /// What speaks for its having been said.
    pub signs: Signs,
}

/// Returns the posts of `roles` in a document, in text order.
pub(super) fn posts(view: &View<'_>, roles: &[String], kinds: &[EntityKind]) -> Vec<Post> {
    let tokens = &view.document.tokens;
    let mut found: Vec<Role> = (0..tokens.len())
        .filter(|&t| view.name_at(t).is_none() && role_head(view, t, roles))
        .map(|t| role_at(view, t, roles, kinds))
        .map(|role| Role { object: role.object.or_else(|| joined(view, role.head, kinds)), ..role })
        .collect();
    // "the chief executive" is no chief.
    let whole: Vec<(usize, usize)> = found.iter().map(|r| (r.start, r.head)).collect();
    found.retain(|r| !whole.iter().any(|&(start, head)| start <= r.head && r.head < head));
    // "the founder and chairman of Orbex": both are at one place.
    for index in (1..found.len()).rev() {
        let nowhere = found[index - 1].object.is_none() && !found[index - 1].elsewhere;
        if nowhere && joins(view, &found[index - 1], &found[index]) {
            found[index - 1].object = found[index].object;
            found[index - 1].last = found[index].last;
        }
    }
    // "Orbex President Jane Roe and CEO John Poe": so do those whose names stand between.
    for index in 1..found.len() {
        let (before, after) = (&found[index - 1], &found[index]);
        if after.object.is_none() && !after.elsewhere && named_between(view, before, after) {
            found[index].object = before.object;
        }
    }
    let mut all: Vec<Post> = Vec::new();
    let mut holders: Vec<(Vec<Filler>, bool)> = Vec::new();
    for index in 0..found.len() {
        let joined = index > 0 && joins(view, &found[index - 1], &found[index]);
        let (mut held, mut sure) = holders_of(view, &found[index]);
        if held.is_empty() && joined && !holders[index - 1].0.is_empty() {
            (held, sure) = holders[index - 1].clone();
        }
        holders.push((held, sure));
        // "the founder and chairman of Orbex, Jane Roe": both are of one person.
        if joined && holders[index - 1].0.is_empty() {
            holders[index - 1] = holders[index].clone();
        }
    }
    let mut titled: Vec<usize> = Vec::new();
    for (role, (held, beside)) in found.iter().zip(holders) {
        let kind = ValueKind::Role(roles.to_vec());
        let Some(value) = values(view, &kind, role.head).pop() else { continue };
        if role.owned || is_played(view, role.head) {
            continue;
        }
        for subject in held {
            let sure = if beside { How::Beside } else { How::Near };
            let place = role.object.is_none() && beside && !role.elsewhere;
            let of = place.then(|| belongs(view, &subject, kinds)).flatten();
            if of.is_some() {
                titled.push(document_head(view, &subject));
            }
            let (object, how, filled) = match role.object.or(of) {
                Some(object) if object.party == subject.party => continue,
                Some(_) if !beside && is_praise(&view.lower[role.head]) => continue,
                Some(object) if makes(view, role, &object) => continue,
                Some(object) if !of_place(view, role, &object) => continue,
                Some(object) => (Some(object), sure, false),
                None if is_title(view, role, &value) => {
                    let object = body(&value).and_then(|word| omitted::only_named(view, word));
                    (object, sure, object.is_some())
                }
                None if of_show(view, role) && beside && !role.elsewhere => {
                    let show = view.topic(role.head, &[EntityKind::Work]);
                    let Some(object) = show else { continue };
                    (Some(object), How::Near, true)
                }
                None if beside && !role.elsewhere && employer(view, &subject, kinds).is_some() => {
                    (employer(view, &subject, kinds), How::Near, false)
                }
                None if topical(view, role) && beside && !role.elsewhere => {
                    let Some(object) = omitted::organisation(view, role.head) else { continue };
                    (Some(object), How::Near, true)
                }
                None => continue,
            };
            let doubtful = u8::from(object.and_then(|o| view.doubt(&o, kinds)) > Some(0.0));
            let unnamed = u8::from(!subject.named) + u8::from(object.is_some_and(|o| !o.named));
            all.push(Post {
                subject,
                object,
                value: Some(value.clone()),
                head: role.head,
                past: role.past,
                signs: Signs { how, unnamed, doubtful, filled },
            });
        }
    }
    all.extend(affiliated(view, kinds).into_iter().filter(|post| !titled.contains(&post.head)));
    all
}

/// Returns the token that a name's mention is filed under.
fn document_head(view: &View<'_>, filler: &Filler) -> usize {
    let first = view.document.tokens_in(filler.span).start;
    view.name_at(first).map_or(first, |name| view.document.mentions[name].head)
}

/// Returns where a title before a name is held that the words behind the name tell: "Sen. Jane Roe of
/// Ohio", "Lt. Jane Roe of the Lund Police Department".
fn belongs(view: &View<'_>, holder: &Filler, kinds: &[EntityKind]) -> Option<Filler> {
    let of = view.document.tokens_in(holder.span).end;
    let near = |t: usize| {
        t < view.lower.len() && view.document.sentence_of(t) == view.document.sentence_of(of)
    };
    if !near(of) || !matches!(&*view.lower[of], "of" | "with") {
        return None;
    }
    let at = of + 1 + usize::from(near(of + 1) && view.lower[of + 1] == "the");
    let known = |f: &Filler| {
        let kind = view.parties.list[f.party].kind;
        let known = matches!(kind, None | Some(EntityKind::Organisation | EntityKind::Place));
        known && view.fits(f, kinds)
    };
    near(at).then(|| view.fillers_at(at).into_iter().find(known)).flatten()
}

/// Posts of one body that are listed one after the other.
const OFFICES: &[&str] = &[
    "cfo",
    "coo",
    "cto",
    "president",
    "secretary",
    "treasurer",
    "captain",
    "commissioner",
    "dean",
];

/// What an organisation does to those who have a post with it.
const EMPLOYING: &[&str] = &[
    "fire", "sack", "oust", "dismiss", "suspend", "promote", "trade", "bench", "waive", "release",
    "part",
];

/// Returns the organisation whose dealing with somebody the clause tells: "Orbex fired head coach Jane
/// Roe".
fn employer(view: &View<'_>, holder: &Filler, kinds: &[EntityKind]) -> Option<Filler> {
    let head = document_head(view, holder);
    let verb = view.governor(head);
    let word = &view.document.tokens[verb];
    if word.upos != Upos::Verb || !EMPLOYING.contains(&word.lemma.as_str()) {
        return None;
    }
    let said = view.graph.out(verb).iter().filter(|e| e.rel == Rel::Subject && e.to < verb);
    let mut all = said.flat_map(|e| view.fillers_at(view.graph.antecedent(e.to)));
    let body = |f: &Filler| {
        view.parties.list[f.party].kind == Some(EntityKind::Organisation) && view.fits(f, kinds)
    };
    all.find(body).filter(|_| verb < head)
}

/// Whether only the name of who holds the first post, and "and", stand between two posts.
fn named_between(view: &View<'_>, before: &Role, after: &Role) -> bool {
    let Some(name) = view.name_at(before.end) else { return false };
    let mention = &view.document.mentions[name];
    mention.tokens.start == before.end
        && mention.kind == Some(EntityKind::Person)
        && follows(view, mention.tokens.end, after)
        && view.name_at(after.end).is_some()
}

/// Whether only "and" or a comma stands between a name and the next of several posts: "Orbex CEO Jane
/// Roe, CFO John Poe and chairman Ann Lee", "singer Jane Roe, drummer John Poe".
fn follows(view: &View<'_>, name_end: usize, after: &Role) -> bool {
    let word = |t: usize| view.lower.get(t).map_or("", String::as_str);
    let comma = word(name_end) == ",";
    let and = name_end + usize::from(comma && word(name_end + 1) == "and");
    // An occupation behind a comma begins something else.
    let office = OFFICES.contains(&&*view.lower[after.head]);
    let listed = office || topical(view, after) || after.start < after.head;
    (word(and) == "and" || comma && listed) && and + 1 == after.first
}

/// Kinds of stories in which roles are played.
const STORIES: &[&str] = &[
    "film",
    "movie",
    "series",
    "show",
    "drama",
    "comedy",
    "thriller",
    "sitcom",
    "musical",
    "remake",
    "sequel",
    "biopic",
    "miniseries",
    "adaptation",
];

/// Whether a role is one in a story that is named behind it: "a detective in the film Skyline".
pub(super) fn is_played(view: &View<'_>, role: usize) -> bool {
    let document = view.document;
    let end = document.sentences[document.sentence_of(role)].tokens.end;
    let inside = role + 1;
    inside < end
        && view.lower[inside] == "in"
        && (inside + 1..end.min(inside + 6))
            .take_while(|&t| !matches!(document.tokens[t].upos, Upos::Verb | Upos::Cconj))
            .any(|t| STORIES.contains(&document.tokens[t].lemma.as_str()))
}

/// Returns the words that say it.
pub(super) fn span(view: &View<'_>, post: &Post) -> Span {
    let head = view.document.tokens[post.head].span;
    let role = post.value.as_ref().map_or(head, |value| value.span);
    let span = role.cover(post.subject.span).cover(head);
    // An organisation that the text leaves out is no part of what is said.
    let near = |o: &Filler| {
        let sentence = view.document.sentence_of(post.head);
        view.document.sentences[sentence].span.contains(o.span)
    };
    post.object.filter(near).map_or(span, |o| span.cover(o.span))
}

/// Whether the role is told by a description: no verb says it.
pub(super) fn describing(view: &View<'_>, head: usize) -> bool {
    let document = view.document;
    document.child(head, Deprel::Cop).is_none()
        && !document.children(head).any(|c| document.tokens[c].deprel.is_subject())
        && document.tokens[head].deprel != Deprel::Obl
}

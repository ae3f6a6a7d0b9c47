//! Who and what fills the slots of a pattern that was found.

use reportedly_nlp::{Deprel, EntityKind, Upos, Xpos};

use super::{Found, words};
use crate::beat::{Predicate, ValueKind};
use crate::claims::graph::{Rel, prep};
use crate::claims::partner;
use crate::claims::pattern::{Class, Item, Node, Pattern, TreeEdge, shared};
use crate::claims::value::{ValueFiller, role_head, values};
use crate::claims::view::{Filler, View};

/// Turns tokens into fillers: one [`Found`] for each way to fill the slots.
pub(super) fn filled(
    view: &View<'_>,
    (index, pattern): (usize, &Pattern),
    predicate: &Predicate,
    key: usize,
    nodes: &[usize],
    by_tree: bool,
    here: &mut Vec<Found>,
) {
    let words = words(pattern, nodes);
    let (mut subjects, mut objects): (Vec<Filler>, Vec<Option<Filler>>) = (Vec::new(), vec![None]);
    let mut vals: Vec<Option<ValueFiller>> = vec![None];
    let mut qualifiers = Vec::new();
    for (node, &token) in nodes.iter().enumerate() {
        let Node::Slot(slot) = &pattern.nodes[node] else { continue };
        // "B and A, who won": who won is A, unless a pair is asked for.
        // "B and A, who starred together": both did.
        let together = (key..view.lower.len().min(key + 4)).any(|t| view.lower[t] == "together");
        let relative = view.graph.is_relative(token) && !pattern.plural && !together;
        let single = relative || singular(view, pattern, nodes, node);
        let own = |f: &Filler| described_apart(view, pattern, nodes, node, f);
        let people = |kinds| -> Vec<Filler> {
            let fits = |f: &Filler| view.fits(f, kinds) && !own(f);
            // Only people are told from those listed behind them: "her brother A, and B".
            let work = view.fillers_at(token).iter().any(|f| view.fits(f, &[EntityKind::Work]));
            let all = match relative || single && !work {
                true => view.fillers_at(view.graph.antecedent(token)),
                false => view.fillers(token),
            };
            all.into_iter().filter(fits).collect()
        };
        match slot.as_str() {
            "subject" => subjects = people(&predicate.subject),
            "object" => {
                let kinds = predicate.object.as_deref().unwrap_or_default();
                let named = |f: &Filler| is_called(view, f, pattern, predicate);
                objects = people(kinds).into_iter().filter(named).map(Some).collect();
                if let [Some(only)] = objects[..] {
                    let others = hyphened(view, &only).into_iter();
                    objects.extend(others.filter(|f| view.fits(f, kinds)).map(Some));
                }
            }
            "value" => {
                let Some(kind) = &predicate.value else { continue };
                vals = values(view, kind, token).into_iter().map(Some).collect();
            }
            _ => match values(view, &ValueKind::Words, token).pop() {
                Some(value) => qualifiers.push((slot.clone(), value)),
                None => return,
            },
        }
    }
    // Of a pair that one example leaves out half of, the other half is not told beside it.
    if pattern.elliptic && partner::may_lack(predicate) && subjects.len() != 1 {
        return;
    }
    // What the example leaves out is what the text is about.
    let has = |slot: &str| pattern.nodes.contains(&Node::Slot(slot.to_owned()));
    if pattern.elliptic && says_of_another(view, pattern, predicate, key) {
        return;
    }
    if !has("subject") {
        subjects = view.topic(key, &predicate.subject).into_iter().collect();
    }
    if !has("object") && !predicate.object_optional {
        let kinds = predicate.object.as_deref().unwrap_or_default();
        objects = match view.topic(key, kinds) {
            Some(topic) if predicate.object.is_some() => vec![Some(topic)],
            _ => objects,
        };
    }
    if matches!(&predicate.value, Some(ValueKind::Role(roles)) if role_head(view, key, roles))
        && !pattern.nodes.contains(&Node::Slot("value".to_owned()))
        && view.document.tokens[key].upos != Upos::Verb
    {
        let Some(kind) = &predicate.value else { return };
        vals = values(view, kind, key).into_iter().map(Some).collect();
    }
    if doubled(pattern, nodes) || apart(view, pattern, nodes) || another_does(view, pattern, nodes)
    {
        return;
    }
    if shared(&pattern.nodes, &pattern.edges)
        .is_some_and(|edge| !alone(view, edge, nodes, predicate, &subjects))
    {
        return;
    }
    for subject in &subjects {
        for object in &objects {
            // A pair is told once, in the order in which the text brings it up.
            let backward = |o: Filler| predicate.symmetric && o.party < subject.party;
            if objects.len() > 1 && subjects.len() > 1 && object.is_some_and(backward) {
                continue;
            }
            if object.is_some_and(|o| o.party == subject.party) {
                continue;
            }
            // Nobody is what somebody is named.
            let clash = |v: &ValueFiller| v.span.contains(subject.span);
            for value in vals.iter().filter(|v| !v.as_ref().is_some_and(clash)) {
                let kinds = predicate.object.as_deref().unwrap_or_default();
                let near = |f: &Filler, kinds| u8::from(view.doubt(f, kinds) > Some(0.0));
                let doubtful =
                    near(subject, &predicate.subject) + object.map_or(0, |o| near(&o, kinds));
                here.push(Found {
                    doubtful,
                    pattern: index,
                    by_tree,
                    key,
                    words: words.clone(),
                    subject: *subject,
                    object: *object,
                    value: value.clone(),
                    qualifiers: qualifiers.clone(),
                });
            }
        }
    }
}

/// Returns the names that share the hyphen behind a name: "Oscar and Emmy-winning", "Oscar-, Emmy- and
/// Tony-winning".
fn hyphened(view: &View<'_>, last: &Filler) -> Vec<Filler> {
    let tokens = view.document.tokens_in(last.span);
    let mut all = Vec::new();
    if view.lower.get(tokens.end).is_none_or(|word| word != "-") {
        return all;
    }
    let mut at = tokens.start;
    while let Some(before) = at.checked_sub(1) {
        if matches!(&*view.lower[before], "and" | "," | "-" | "/" | "&") {
            at = before;
            continue;
        }
        let kind = view.parties.list[last.party].kind;
        let name = view.name_at(before).filter(|_| at < tokens.start && kind.is_some());
        let Some(name) = name.filter(|&name| view.document.mentions[name].kind == kind) else {
            break;
        };
        at = view.document.mentions[name].tokens.start;
        all.extend(view.fillers_of(name));
    }
    all
}

/// Whether the object is what the example wants, and its name has one of the words that it wants.
fn is_called(view: &View<'_>, filler: &Filler, pattern: &Pattern, predicate: &Predicate) -> bool {
    let example = predicate.examples.get(pattern.example).filter(|_| !pattern.counter);
    let Some(example) = example else { return true };
    let kind = view.parties.list[filler.party].kind;
    if !example.object_is.is_empty() && !kind.is_some_and(|kind| example.object_is.contains(&kind))
    {
        return false;
    }
    if example.object_has.is_empty() {
        return true;
    }
    let name = &view.parties.list[filler.party].name;
    let mut words = name.split_whitespace().peekable();
    // Only what the name is a name of counts: "Academy Awards" are no academy.
    while let Some(word) = words.next() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_head = word.ends_with(',')
            || words.peek().is_none_or(|next| {
                matches!(*next, "&" | "and" | "at" | "for" | "in" | "of" | "on")
            });
        if is_head && example.object_has.iter().any(|wanted| wanted.eq_ignore_ascii_case(bare)) {
            return true;
        }
    }
    false
}

/// Whether the slot is described by a noun in the singular: in "A's brother B and C" C is no brother.
fn singular(view: &View<'_>, pattern: &Pattern, nodes: &[usize], node: usize) -> bool {
    let one = |noun: usize| {
        matches!(&pattern.nodes[noun], Node::Word { class: Class::Noun, .. })
            && nodes[noun] < view.document.tokens.len()
            && matches!(view.document.tokens[nodes[noun]].xpos, Xpos::Nn | Xpos::Nnp)
    };
    let beside = pattern.sequence.windows(2).any(|pair| match pair {
        [Item::Node(noun), Item::Node(slot)] => *slot == node && one(*noun),
        _ => false,
    });
    if beside && !pattern.plural {
        return true;
    }
    pattern.edges.iter().any(|e| {
        let token = &view.document.tokens[nodes[e.from]];
        let noun =
            !matches!(&pattern.nodes[e.from], Node::Word { class, .. } if *class != Class::Noun);
        e.to == node
            && noun
            && !pattern.plural
            && e.forward
            && e.rel == Rel::Subject
            && matches!(token.xpos, Xpos::Nn | Xpos::Nnp)
            && view.document.child(nodes[e.from], Deprel::Cop).is_none()
            && view.graph.standing_for(nodes[e.to]).first() == Some(&nodes[e.to])
    })
}

/// Whether the word says it of something in its own sentence that is no topic: "a 1935 version
/// starring Porter".
fn says_of_another(view: &View<'_>, pattern: &Pattern, predicate: &Predicate, key: usize) -> bool {
    let kinds = match pattern.nodes.contains(&Node::Slot("subject".to_owned())) {
        true => predicate.object.as_deref().unwrap_or_default(),
        false => &predicate.subject,
    };
    view.document.tokens[key].upos == Upos::Verb
        && view.graph.out(key).iter().any(|edge| {
            let noun = view.document.tokens[edge.to].upos == Upos::Noun;
            let before = edge.to < key && matches!(edge.rel, Rel::Subject | Rel::Object);
            let fits = view.fillers(edge.to).iter().any(|f| view.fits(f, kinds));
            let word = pattern.nodes.iter().any(
                |node| matches!(node, Node::Word { form, .. } if *form == view.lower[edge.to]),
            );
            let person = view.fillers(edge.to).iter().any(|f| view.fits(f, &[EntityKind::Person]));
            noun && before && !fits && !word && !person
        })
}

/// Whether somebody in a list is described by a noun of his own: in "the stars A and B, and director
/// C" C is no star.
fn described_apart(
    view: &View<'_>,
    pattern: &Pattern,
    nodes: &[usize],
    node: usize,
    filler: &Filler,
) -> bool {
    let is_noun = |n: usize| matches!(&pattern.nodes[n], Node::Word { class: Class::Noun, .. });
    let by_tree = |e: &&TreeEdge| e.to == node && e.forward && e.rel == Rel::Subject;
    let edge = pattern.edges.iter().find(by_tree).map(|e| e.from).filter(|&n| is_noun(n));
    let beside = pattern.sequence.windows(2).find_map(|pair| match pair {
        [Item::Node(noun), Item::Node(slot)] if *slot == node && is_noun(*noun) => Some(*noun),
        _ => None,
    });
    let mut tokens = view.document.tokens_in(filler.span);
    if tokens.contains(&view.graph.antecedent(nodes[node])) {
        return false;
    }
    let first = tokens.next();
    let Some(before) = first.and_then(|first| first.checked_sub(1)) else { return false };
    let token = &view.document.tokens[before];
    token.upos == Upos::Noun
        && view.name_at(before).is_none()
        && view.document.sentence_of(before) == view.document.sentence_of(nodes[node])
        && match edge.or(beside) {
            Some(noun) => before > nodes[noun],
            None => begins_anew(view, nodes[node], before),
        }
}

/// Whether a list that an "and" has ended goes on behind a comma: "stars A and B, and director C".
fn begins_anew(view: &View<'_>, first: usize, again: usize) -> bool {
    let word = |at: usize| view.lower[at].as_str();
    again >= first + 3
        && word(again - 1) == "and"
        && word(again - 2) == ","
        && (first..again - 2).any(|at| word(at) == "and")
}

/// Whether one word stands in two places that are not one: nobody sees himself in "they were seen".
fn doubled(pattern: &Pattern, nodes: &[usize]) -> bool {
    let slots = || pattern.edges.iter().filter(|e| matches!(pattern.nodes[e.to], Node::Slot(_)));
    slots().any(|a| {
        slots().any(|b| {
            a.to < b.to
                && nodes[a.to] == nodes[b.to]
                && (a.from, a.rel, a.forward) != (b.from, b.rel, b.forward)
        })
    })
}

/// Whether the verb of a clause about the subject has a subject of its own: "the film for which Porter
/// won", "Porter, whose film won".
fn another_does(view: &View<'_>, pattern: &Pattern, nodes: &[usize]) -> bool {
    pattern.edges.iter().filter(|e| e.rel == Rel::Verb).any(|e| {
        let (noun, verb) = if e.forward { (e.from, e.to) } else { (e.to, e.from) };
        let subject = pattern.nodes[noun] == Node::Slot("subject".to_owned());
        let own =
            |c: usize| view.document.tokens[c].deprel.is_subject() && !view.graph.is_relative(c);
        subject && view.document.children(nodes[verb]).any(own)
    })
}

/// Whether a pair is told of two places: the wedding of "her" and of another is no wedding of both.
fn apart(view: &View<'_>, pattern: &Pattern, nodes: &[usize]) -> bool {
    let Some(edge) = shared(&pattern.nodes, &pattern.edges).filter(|e| e.rel == Rel::Of) else {
        return false;
    };
    let pair: Vec<usize> = pattern
        .edges
        .iter()
        .filter(|e| (e.from, e.rel, e.forward) == (edge.from, edge.rel, edge.forward))
        .map(|e| nodes[e.to])
        .collect();
    pair.windows(2).any(|two| {
        let [a, b] = [two[0], two[1]];
        a != b
            && !view.graph.standing_for(a).contains(&b)
            && !view.graph.standing_for(b).contains(&a)
    })
}

/// Whether nobody else is joined: "A and B are dating C and D" does not say that A dates B.
fn alone(
    view: &View<'_>,
    edge: &TreeEdge,
    nodes: &[usize],
    predicate: &Predicate,
    subjects: &[Filler],
) -> bool {
    let others = [Rel::Object, prep("with"), prep("to"), prep("from")];
    let joined = view
        .graph
        .out(nodes[edge.from])
        .iter()
        .filter(|e| others.contains(&e.rel) && e.rel != edge.rel);
    let kinds = predicate.object.as_deref().unwrap_or_default();
    !joined
        .flat_map(|e| view.fillers(e.to))
        .any(|f| view.fits(&f, kinds) && subjects.iter().all(|s| s.party != f.party))
}

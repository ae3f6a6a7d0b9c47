//! Finds the patterns in a document.
//!
//! One pass over the words: each looks up the patterns that are filed under it; their trees are
//! tried outward from there, then their sequences.

use std::collections::HashMap;

use reportedly_nlp::{Deprel, EntityKind, SegmentKind, Span, Upos, Xpos};

use super::graph::{Rel, prep};
use super::pattern::{Class, Item, Node, Pattern, Patterns, TreeEdge, shared};
use super::value::{ValueFiller, role_head, values};
use super::view::{Filler, View};
use crate::beat::{Beats, Predicate, ValueKind};

/// A pattern that was found, with what fills its slots.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Which pattern, by its place.
    pub pattern: usize,
    /// Whether its tree was found, or else its sequence.
    pub by_tree: bool,
    /// How many parties are of a kind that is only near to what the slot wants.
    pub doubtful: u8,
    /// The word that it was found by.
    pub key: usize,
    /// The words of the pattern.
    pub words: Vec<usize>,
    /// Who or what fills the slot `subject`.
    pub subject: Filler,
    /// Who or what fills the slot `object`.
    pub object: Option<Filler>,
    /// What fills the slot `value`.
    pub value: Option<ValueFiller>,
    /// What fills the other slots.
    pub qualifiers: Vec<(String, ValueFiller)>,
}

/// The most ways in which one pattern is found at one word.
const MOST: usize = 48;

/// The most words that may stand between two items of a sequence.
const GAP: usize = 4;

/// Returns every pattern that is found, in text order.
pub(super) fn matches(view: &View<'_>, beats: &Beats, patterns: &Patterns) -> Vec<Found> {
    let mut found = Vec::new();
    let mut blocked = Blocked::default();
    for token in 0..view.document.tokens.len() {
        let (lemma, form) = (view.document.tokens[token].lemma.to_lowercase(), &view.lower[token]);
        let mut filed: Vec<usize> = patterns.under(form).to_vec();
        if lemma != *form {
            filed.extend(patterns.under(&lemma));
            filed.sort_unstable();
            filed.dedup();
        }
        if filed.is_empty() {
            continue;
        }
        let mut here: Vec<Found> = Vec::new();
        for index in filed {
            let pattern = &patterns.list[index];
            let predicate = &beats.beats()[pattern.beat].predicates[pattern.predicate];
            let before = here.len();
            let mut ways = at(view, pattern, predicate, token);
            let filled_at = |nodes: &[usize], by_tree: bool| {
                let mut found = Vec::new();
                filled(view, (index, pattern), predicate, token, nodes, by_tree, &mut found);
                !found.is_empty()
            };
            // A tree whose slots nobody fills may be wrong: the order of the words decides then.
            if !pattern.counter
                && !ways.is_empty()
                && !ways.iter().any(|(nodes, by_tree)| filled_at(nodes, *by_tree))
            {
                ways.clear();
                ways.extend(sequence(view, pattern, predicate, token).map(|nodes| (nodes, false)));
            }
            for (nodes, by_tree) in ways {
                if pattern.counter {
                    blocked.add(pattern, words(pattern, &nodes));
                } else {
                    filled(view, (index, pattern), predicate, token, &nodes, by_tree, &mut here);
                }
                if here.len() > before + MOST {
                    break;
                }
            }
        }
        // What leaves a party out gives way to what finds it.
        let place = |f: &Found| {
            let pattern = &patterns.list[f.pattern];
            (pattern.beat, pattern.predicate, pattern.elliptic)
        };
        let told: Vec<(usize, usize, bool)> = here.iter().map(place).collect();
        here.retain(|f| {
            let (beat, predicate, elliptic) = place(f);
            !elliptic || !told.contains(&(beat, predicate, false))
        });
        // Of a prize and where it was won, the prize was won.
        let wanted = |f: &Found| {
            let predicate = &beats.beats()[patterns.list[f.pattern].beat].predicates
                [patterns.list[f.pattern].predicate];
            let kinds = predicate.object.as_deref().unwrap_or_default();
            let kind = f.object.and_then(|o| view.parties.list[o.party].kind);
            kinds.len() > 1 && kind.is_some() && kind == kinds.first().copied()
        };
        let best: Vec<(usize, usize, usize)> = here
            .iter()
            .filter(|f| wanted(f))
            .map(|f| (place(f).0, place(f).1, f.subject.party))
            .collect();
        here.retain(|f| wanted(f) || !best.contains(&(place(f).0, place(f).1, f.subject.party)));
        found.append(&mut here);
    }
    found.retain(|f| !blocked.blocks(&patterns.list[f.pattern], &f.words));
    found
}

/// What counter-examples matched: each blocks what an example finds in fewer of the same words,
/// whichever of them either was found by.
#[derive(Debug, Default)]
struct Blocked {
    /// For a predicate and a word of the text, the words of the counter-examples found there.
    at: HashMap<(usize, usize, usize), Vec<Vec<usize>>>,
}

impl Blocked {
    fn add(&mut self, pattern: &Pattern, words: Vec<usize>) {
        for &word in &words {
            let place = (pattern.beat, pattern.predicate, word);
            self.at.entry(place).or_default().push(words.clone());
        }
    }

    fn blocks(&self, pattern: &Pattern, words: &[usize]) -> bool {
        let Some(&first) = words.first() else { return false };
        let place = (pattern.beat, pattern.predicate, first);
        self.at.get(&place).is_some_and(|all| {
            all.iter().any(|longer| {
                words.len() < longer.len() && words.iter().all(|word| longer.contains(word))
            })
        })
    }
}

fn words(pattern: &Pattern, nodes: &[usize]) -> Vec<usize> {
    let is_word = |n: &usize| matches!(pattern.nodes[*n], Node::Word { .. });
    (0..nodes.len()).filter(is_word).map(|n| nodes[n]).collect()
}

/// Returns the ways in which the pattern is found at its key, each with the tokens of its nodes and
/// whether its tree was found.
pub(super) fn at(
    view: &View<'_>,
    pattern: &Pattern,
    predicate: &Predicate,
    token: usize,
) -> Vec<(Vec<usize>, bool)> {
    if !node_fits(view, pattern, predicate, pattern.key, token) {
        return Vec::new();
    }
    let mut all = Vec::new();
    if pattern.connected {
        let mut nodes = vec![usize::MAX; pattern.nodes.len()];
        nodes[pattern.key] = token;
        grow(view, pattern, predicate, 0, &mut nodes, &mut all);
    }
    let mut all: Vec<(Vec<usize>, bool)> = all.into_iter().map(|nodes| (nodes, true)).collect();
    if all.is_empty()
        && let Some(nodes) = sequence(view, pattern, predicate, token)
    {
        all.push((nodes, false));
    }
    all
}

fn node_fits(
    view: &View<'_>,
    pattern: &Pattern,
    predicate: &Predicate,
    node: usize,
    token: usize,
) -> bool {
    match &pattern.nodes[node] {
        Node::Word { lemma, form, class } => {
            let word = &view.document.tokens[token];
            // "Filming began" is no "film": a noun made of a verb is told by its form alone.
            let made = *class == Class::Noun && form.ends_with("ing");
            // Where a party is left out, less is left to tell a film's shooting from another, and who
            // is directed from who directs.
            let alike = !pattern.elliptic || Class::of(word.upos) == *class || made;
            // "Later" is not late, nor is the "best" good.
            let compared = matches!(word.xpos, Xpos::Jjr | Xpos::Rbr | Xpos::Jjs | Xpos::Rbs);
            let same = (view.lower[token] == *form && alike)
                || (!made
                    && !compared
                    && !pattern.elliptic
                    && word.lemma.eq_ignore_ascii_case(lemma)
                    && Class::of(word.upos) == *class);
            let many = !pattern.plural
                || *class != Class::Noun
                || form == lemma
                || matches!(word.xpos, Xpos::Nns | Xpos::Nnps);
            same && many && view.name_at(token).is_none()
        }
        Node::Slot(slot) => match (slot.as_str(), &predicate.value) {
            ("value", Some(ValueKind::Role(roles))) => role_head(view, token, roles),
            _ => true,
        },
    }
}

fn grow(
    view: &View<'_>,
    pattern: &Pattern,
    predicate: &Predicate,
    next: usize,
    nodes: &mut Vec<usize>,
    all: &mut Vec<Vec<usize>>,
) {
    if all.len() >= MOST {
        return;
    }
    let Some(edge) = pattern.edges.get(next) else {
        all.push(nodes.clone());
        return;
    };
    for token in reached(view, pattern, edge, nodes) {
        let slot = matches!(pattern.nodes[edge.to], Node::Slot(_));
        let tokens = if slot { vec![token] } else { view.graph.standing_for(token) };
        for token in tokens {
            if node_fits(view, pattern, predicate, edge.to, token) {
                nodes[edge.to] = token;
                grow(view, pattern, predicate, next + 1, nodes, all);
                nodes[edge.to] = usize::MAX;
            }
        }
    }
}

/// Returns the node that the search from `token` never found, the deepest in the pattern.
pub(super) fn missing(
    view: &View<'_>,
    pattern: &Pattern,
    predicate: &Predicate,
    token: usize,
) -> usize {
    let mut nodes = vec![usize::MAX; pattern.nodes.len()];
    nodes[pattern.key] = token;
    for edge in &pattern.edges {
        let found = reached(view, pattern, edge, &nodes)
            .into_iter()
            .flat_map(|t| view.graph.standing_for(t))
            .find(|&t| node_fits(view, pattern, predicate, edge.to, t));
        match found {
            Some(token) => nodes[edge.to] = token,
            None => return edge.to,
        }
    }
    nodes.iter().position(|&t| t == usize::MAX).unwrap_or(pattern.key)
}

/// Returns the tokens that the edge leads to from what is found already.
fn reached(view: &View<'_>, pattern: &Pattern, edge: &TreeEdge, nodes: &[usize]) -> Vec<usize> {
    let from = nodes[edge.from];
    let mut all = Vec::new();
    let mut collect = |token: usize| {
        let edges = if edge.forward { view.graph.out(token) } else { view.graph.reaching(token) };
        for e in edges.iter().filter(|e| e.rel == edge.rel) {
            if !all.contains(&e.to) {
                all.push(e.to);
            }
        }
    };
    collect(from);
    // "Mark Weston as his brother Luis, Tom Lund as ...": one noun describes the name beside it.
    let one = matches!(view.document.tokens[from].xpos, Xpos::Nn | Xpos::Nnp)
        && view.document.tokens[from].upos == Upos::Noun
        && view.document.child(from, Deprel::Cop).is_none();
    if edge.forward && edge.rel == Rel::Subject && one && all.len() > 1 {
        let named = all.iter().copied().filter(|&t| view.name_at(t).is_some());
        if let Some(nearest) = named.min_by_key(|&t| t.abs_diff(from)) {
            all.retain(|&t| t == nearest || view.name_at(t).is_none());
        }
    }
    // "The Skyline star said": the noun stands for whoever the description is of.
    if edge.forward
        && edge.rel == Rel::Subject
        && all.is_empty()
        && let Some(described) = view.stands_for(from)
    {
        all.push(described);
        return all;
    }
    let mut collect = |token: usize| {
        let edges = if edge.forward { view.graph.out(token) } else { view.graph.reaching(token) };
        for e in edges.iter().filter(|e| e.rel == edge.rel) {
            if !all.contains(&e.to) {
                all.push(e.to);
            }
        }
    };
    // What a prepositional phrase hangs on is the parser's weakest point: any word of the pattern
    // may carry it.
    if edge.forward && matches!(edge.rel, Rel::Prep(_)) {
        for (node, &token) in pattern.nodes.iter().zip(nodes) {
            if token != usize::MAX && matches!(node, Node::Word { .. }) {
                collect(token);
            }
        }
        if let Some(head) =
            view.document.tokens[from].head.filter(|&h| view.document.tokens[h].upos == Upos::Verb)
        {
            collect(head);
        }
        // What hangs on the verb around a noun is the noun's only where it stands beside it.
        if view.document.tokens[from].upos == Upos::Noun {
            all.retain(|&t| t > from && t - from <= 8);
        }
    }
    all
}

/// Finds the pattern's items in their order around the key.
fn sequence(
    view: &View<'_>,
    pattern: &Pattern,
    predicate: &Predicate,
    token: usize,
) -> Option<Vec<usize>> {
    let place = pattern.sequence.iter().position(|item| *item == Item::Node(pattern.key))?;
    if pattern.passive && !is_done_to(view, token) {
        return None;
    }
    let sentence = &view.document.sentences[view.document.sentence_of(token)];
    let mut nodes = vec![usize::MAX; pattern.nodes.len()];
    nodes[pattern.key] = token;
    let mut at = token;
    for item in pattern.sequence[..place].iter().rev() {
        at = step(view, pattern, predicate, item, at, sentence.tokens.start, false, &mut nodes)?;
    }
    let mut at = token;
    for item in &pattern.sequence[place + 1..] {
        at = step(view, pattern, predicate, item, at, sentence.tokens.end, true, &mut nodes)?;
    }
    let slots = (0..nodes.len()).filter(|&n| matches!(pattern.nodes[n], Node::Slot(_)));
    let mut inner =
        slots.filter(|&n| modifies(view, nodes[n], &nodes) || owns(view, pattern, n, nodes[n]));
    inner.next().is_none().then_some(nodes)
}

/// Whether the slot is filled by a word that owns what follows, where the example has no owner: in
/// "shares a home with his wife" he is shared with nobody.
fn owns(view: &View<'_>, pattern: &Pattern, node: usize, token: usize) -> bool {
    let poss = |t: &reportedly_nlp::Token| t.xpos == Xpos::PrpPoss;
    let owner = pattern
        .sequence
        .windows(2)
        .any(|pair| pair[0] == Item::Node(node) && pair[1] == Item::Small("'s".to_owned()));
    !owner && view.document.tokens.get(token).is_some_and(poss)
}

/// Whether the name at the token only tells which noun is meant: in "received an Oscar nomination"
/// no Oscar is received.
fn modifies(view: &View<'_>, token: usize, nodes: &[usize]) -> bool {
    if token == usize::MAX {
        return false;
    }
    let Some(name) = view.name_at(token) else { return false };
    let next = view.document.mentions[name].tokens.end;
    let Some(noun) = view.document.tokens.get(next) else { return false };
    // "Oscar-nominated", where nothing is looked for that is nominated
    if view.lower[next] == "-" && noun.span.start == view.document.mentions[name].span.end {
        return !nodes.contains(&(next + 1));
    }
    let kind = view.document.mentions[name].kind;
    noun.upos == Upos::Noun
        && !view.lower[next].starts_with('-')
        // "the Golden Lion award" is the Golden Lion.
        && (kind.is_none() || super::describe::kind(&noun.lemma) != kind)
        && view.name_at(next).is_none()
        && !nodes.contains(&next)
        && view.document.sentence_of(next) == view.document.sentence_of(token)
}

/// Whether something is done to the subject of the verb: "was fired", "fired in May,".
fn is_done_to(view: &View<'_>, verb: usize) -> bool {
    let first = verb.saturating_sub(3);
    let helps = |t: usize| {
        matches!(view.document.tokens[t].lemma.as_str(), "be" | "get")
            || matches!(&*view.lower[t], "'s" | "’s" | "'re" | "’re")
    };
    // "Porter fired after scandal": headlines leave the auxiliary out.
    let sentence = &view.document.sentences[view.document.sentence_of(verb)];
    let kind = view.document.segments.get(sentence.segment).map(|segment| segment.kind);
    let headline = kind != Some(SegmentKind::Body);
    let bare = headline
        && view.document.tokens[verb].xpos == Xpos::Vbd
        && view.document.child(verb, Deprel::Obj).is_none();
    // "has appointed" does it itself.
    let perfect = (first..verb).any(|t| view.document.tokens[t].lemma == "have");
    let helped = (first..verb).any(helps);
    bare || helped || (view.document.tokens[verb].xpos == Xpos::Vbn && !perfect)
}

/// Finds one item beyond the token at `from`; returns the last token that it takes.
#[allow(clippy::too_many_arguments, reason = "one step of one loop, split for reading")]
fn step(
    view: &View<'_>,
    pattern: &Pattern,
    predicate: &Predicate,
    item: &Item,
    from: usize,
    limit: usize,
    right: bool,
    nodes: &mut [usize],
) -> Option<usize> {
    let mut at = from;
    let mut between = 0;
    while between <= GAP {
        at = if right { at + 1 } else { at.checked_sub(1)? };
        if (right && at >= limit) || (!right && at < limit) {
            return None;
        }
        match item {
            Item::Small(word) if view.lower[at].replace('’', "'") == *word => return Some(at),
            Item::Small(_) => {}
            Item::Node(node) => {
                let slot = match &pattern.nodes[*node] {
                    Node::Slot(slot) => slot,
                    Node::Word { .. } => {
                        if node_fits(view, pattern, predicate, *node, at) {
                            nodes[*node] = at;
                            return Some(at);
                        }
                        ""
                    }
                };
                let kinds = predicate.kinds(slot);
                if let Some(kinds) = kinds {
                    let fillers = view.fillers_at(at);
                    if let Some(filler) = fillers.iter().find(|f| view.fits(f, kinds)) {
                        nodes[*node] = at;
                        let tokens = view.document.tokens_in(filler.span);
                        return Some(if right {
                            tokens.end.max(at + 1) - 1
                        } else {
                            tokens.start.min(at)
                        });
                    }
                } else if !slot.is_empty() && slot != "value" {
                    if matches!(view.document.tokens[at].upos, Upos::Noun | Upos::Propn) {
                        nodes[*node] = at;
                        return Some(at);
                    }
                } else if slot == "value" && !matches!(predicate.value, Some(ValueKind::Place)) {
                    let fits = match predicate.value {
                        Some(ValueKind::Number) => view.document.tokens[at].upos == Upos::Num,
                        Some(ValueKind::Role(_)) => node_fits(view, pattern, predicate, *node, at),
                        _ => matches!(view.document.tokens[at].upos, Upos::Noun | Upos::Propn),
                    };
                    if fits {
                        nodes[*node] = at;
                        return Some(at);
                    }
                }
            }
        }
        // "Porter, who knows Weston, stars": an aside is passed over whole.
        if !right
            && view.lower[at] == ","
            && let Some(before) = before_aside(view, at, limit)
        {
            at = before + 1;
            continue;
        }
        if !may_skip(view, at) {
            return None;
        }
        // "Porter, 47, is now": an aside between marks takes no place of its own.
        between += usize::from(!matches!(view.document.tokens[at].upos, Upos::Punct | Upos::Num));
        // A name of another kind is stepped over as one word.
        if let Some(name) = view.name_at(at) {
            let tokens = &view.document.mentions[name].tokens;
            at = if right { tokens.end - 1 } else { tokens.start };
        }
    }
    None
}

/// Returns the last word before the relative clause that the comma at `comma` closes.
fn before_aside(view: &View<'_>, comma: usize, start: usize) -> Option<usize> {
    let open = (start..comma).rev().find(|&t| view.lower[t] == ",")?;
    let relative = matches!(&*view.lower[open + 1], "who" | "which" | "whose");
    open.checked_sub(1).filter(|_| relative)
}

/// Whether the word may stand between two items of a sequence.
fn may_skip(view: &View<'_>, at: usize) -> bool {
    let token = &view.document.tokens[at];
    match token.upos {
        Upos::Det | Upos::Adj | Upos::Adv | Upos::Aux | Upos::Num => true,
        Upos::Part => token.deprel == Deprel::Case,
        // "British-born Porter".
        Upos::Verb => token.deprel == Deprel::Amod,
        Upos::Pron => token.xpos == Xpos::PrpPoss,
        Upos::Punct => {
            matches!(&*view.lower[at], "," | "\"" | "“" | "”" | "'" | "‘" | "’" | "(" | ")" | "-")
        }
        Upos::Noun => matches!(token.deprel, Deprel::Compound | Deprel::NmodDesc | Deprel::Appos),
        Upos::Propn => view.name_at(at).is_some(),
        _ => false,
    }
}

/// Turns tokens into fillers: one [`Found`] for each way to fill the slots.
fn filled(
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
            let all = match single {
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
    if pattern.elliptic && super::partner::may_lack(predicate) && subjects.len() != 1 {
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
    if doubled(pattern, nodes) || apart(view, pattern, nodes) {
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
            for value in &vals {
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

/// Whether the object is what the example wants, and its name has one of the words that it wants.
fn is_called(view: &View<'_>, filler: &Filler, pattern: &Pattern, predicate: &Predicate) -> bool {
    let example = predicate.examples.get(pattern.example).filter(|_| !pattern.counter);
    let Some(example) = example else { return true };
    let kind = view.parties.list[filler.party].kind;
    if !example.object_is.is_empty() && !kind.is_some_and(|kind| example.object_is.contains(&kind)) {
        return false;
    }
    if example.object_has.is_empty() {
        return true;
    }
    let mut words = view.parties.list[filler.party].name.split(|c: char| !c.is_alphanumeric());
    words.any(|word| example.object_has.iter().any(|wanted| wanted.eq_ignore_ascii_case(word)))
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
    let Some(noun) = edge.or(beside) else { return false };
    let mut tokens = view.document.tokens_in(filler.span);
    if tokens.contains(&view.graph.antecedent(nodes[node])) {
        return false;
    }
    let first = tokens.next();
    let Some(before) = first.and_then(|first| first.checked_sub(1)) else { return false };
    let token = &view.document.tokens[before];
    before > nodes[noun]
        && token.upos == Upos::Noun
        && view.name_at(before).is_none()
        && view.document.sentence_of(before) == view.document.sentence_of(nodes[node])
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

/// Returns the span of everything that was found.
pub(super) fn span(view: &View<'_>, found: &Found) -> Span {
    let mut span = view.document.tokens[found.key].span;
    for word in &found.words {
        span = span.cover(view.document.tokens[*word].span);
    }
    span = span.cover(found.subject.span);
    let value = found.value.iter().map(|v| v.span);
    let object = found.object.iter().map(|o| o.span);
    value.chain(object).fold(span, Span::cover)
}

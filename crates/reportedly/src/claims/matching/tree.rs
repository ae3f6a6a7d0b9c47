//! Tries the tree of a pattern outward from the word that it is filed under.

use reportedly_nlp::{Deprel, Upos, Xpos};

use super::MOST;
use super::sequence::sequence;
use crate::beat::{Predicate, ValueKind};
use crate::claims::graph::Rel;
use crate::claims::pattern::{Class, Node, Pattern, TreeEdge};
use crate::claims::value::role_head;
use crate::claims::view::View;

/// Returns the ways in which the pattern is found at its key, each with the tokens of its nodes and
/// whether its tree was found.
pub(in crate::claims) fn at(
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

pub(super) fn node_fits(
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
        // "Earned a nomination and won a prize": no nomination was won.
        let verb = !edge.forward && view.document.tokens[token].upos == Upos::Verb;
        let tokens = if slot || verb { vec![token] } else { view.graph.standing_for(token) };
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
pub(in crate::claims) fn missing(
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

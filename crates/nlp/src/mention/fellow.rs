//! Names of publishers that are common words, by the company that they keep: "People and other
//! outlets".

use super::name::Found;
use super::view::View;
use crate::document::EntityKind;

/// Adds the names before "and other outlets" to `names`, which stay in order.
pub fn fellows(view: &View, names: &mut Vec<Found>) {
    let mut added = Vec::new();
    for and in 1..view.len().saturating_sub(2) {
        let other = view.lower(and) == "and" && view.lower(and + 1) == "other";
        if !other || view.sentence_end(and) < and + 3 || !is_publisher(view, and + 2) {
            continue;
        }
        let starts = |at: &usize| view.sentence_end(*at) == view.sentence_end(and);
        let run = (0..and).rev().take_while(|at| starts(at) && view.is_capital(*at)).last();
        let Some(start) = run else { continue };
        let known = |name: &Found| name.tokens.start < and && start < name.tokens.end;
        if !names.iter().any(known) {
            added.push(Found { tokens: start..and, kind: Some(EntityKind::Organisation) });
        }
    }
    names.extend(added);
    names.sort_by_key(|name| (name.tokens.start, std::cmp::Reverse(name.tokens.end)));
}

fn is_publisher(view: &View, noun: usize) -> bool {
    matches!(
        view.lower(noun),
        "broadcasters"
            | "magazines"
            | "newspapers"
            | "outlets"
            | "papers"
            | "publications"
            | "tabloids"
            | "websites"
    )
}

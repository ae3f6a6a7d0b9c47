//! Who is called nearly as somebody who is not in the ledger: "Mara Quil", "Mra Quill".

use std::collections::BTreeMap;

use crate::error::Error;
use crate::ledger::{Entity, Ledger, Scope, words};

/// So many names that begin alike are compared for each word.
const LOOKED_AT: usize = 2000;
/// Words are looked up by so many of their first letters.
const BEGINNING: usize = 3;
/// How alike two names are at least, from 0 to 1 (Jaro and Winkler 1990).
const ALIKE: f64 = 0.84;

/// Returns those whose names are nearest to one that nobody has, the nearest first, of equally near
/// ones whoever is reported of more: those who share a word with it, and those spelled much like it.
pub fn near(ledger: &dyn Ledger, name: &str, limit: usize) -> Result<Vec<Entity>, Error> {
    let wanted = words(name);
    let whole = wanted.join(" ");
    let mut candidates: BTreeMap<u64, Entity> = BTreeMap::new();
    for word in wanted.iter().filter(|word| word.chars().count() >= BEGINNING) {
        let beginning: String = word.chars().take(BEGINNING).collect();
        let mut found = ledger.entities_with(std::slice::from_ref(word), LOOKED_AT)?;
        found.extend(ledger.entities_beginning(&beginning, LOOKED_AT)?);
        candidates.extend(found.into_iter().map(|entity| (entity.number, entity)));
    }
    let mut ranked = Vec::new();
    for entity in candidates.into_values() {
        let own = words(&entity.name);
        let shares = own.iter().any(|word| word.len() > 2 && wanted.contains(word));
        let alike = strsim::jaro_winkler(&own.join(" "), &whole);
        if alike >= ALIKE || shares {
            ranked.push((alike, entity));
        }
    }
    // Only the best are counted, and each name once, whatever kinds it has.
    ranked.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(x.name.cmp(&y.name)));
    ranked.truncate(limit * 4);
    let mut told = Vec::new();
    for (alike, entity) in ranked {
        let mentions = ledger.mentions_of(entity.number, Scope::ALL, 1000)?;
        told.push(((alike * 20.0).round() as u32, mentions, entity));
    }
    told.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then_with(|| a.2.name.cmp(&b.2.name)));
    let mut named: Vec<Entity> = Vec::new();
    for (.., entity) in told {
        if !named.iter().any(|other| words(&other.name) == words(&entity.name)) {
            named.push(entity);
        }
    }
    named.truncate(limit);
    Ok(named)
}

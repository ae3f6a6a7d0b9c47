//! Who is who: one entity under all its numbers, by its name and by what people decided.
//!
//! By name: the same name without a kind is the one that has a kind, where only one has it. What
//! people merged is one; what they split is not, whatever its name.

use std::collections::BTreeSet;

use super::Party;
use crate::error::Error;
use crate::ledger::{Decisions, Entity, Ledger, Scope};

/// Returns an entity, as it was recorded, under all its numbers.
pub(crate) fn party(
    ledger: &dyn Ledger,
    decisions: &Decisions,
    scope: Scope,
    entity: &Entity,
) -> Result<Party, Error> {
    let party = by_name(ledger, decisions, scope, entity)?;
    Ok(settled(ledger, decisions, scope, vec![party])?.swap_remove(0))
}

/// Returns the entity that is named so under all the numbers of its name.
fn by_name(
    ledger: &dyn Ledger,
    decisions: &Decisions,
    scope: Scope,
    entity: &Entity,
) -> Result<Party, Error> {
    if decisions.is_apart(entity.number) {
        return Ok(Party { numbers: vec![entity.number], entity: entity.clone() });
    }
    let mut same = Vec::new();
    for other in ledger.entities_named(&entity.name)? {
        let known = || Ok::<_, Error>(ledger.mentions_of(other.number, scope, 1)? > 0);
        if other.number == entity.number || !decisions.is_apart(other.number) && known()? {
            same.push(other);
        }
    }
    let kinds: BTreeSet<_> = same.iter().filter_map(|other| other.kind).collect();
    // Without a kind it is the one that has a kind, if only one has it.
    let one = same.iter().find(|other| other.kind.is_some()).filter(|_| kinds.len() == 1);
    let entity = match entity.kind {
        None => one.unwrap_or(entity),
        Some(_) => entity,
    };
    let numbers = same
        .iter()
        .filter(|other| other.kind == entity.kind || other.kind.is_none() && kinds.len() == 1)
        .map(|other| other.number);
    Ok(Party { numbers: numbers.collect(), entity: entity.clone() })
}

/// Returns parties that were found by name, with what people decided: those that were merged are
/// one, and one whose names were merged with different ones is several.
pub(crate) fn settled(
    ledger: &dyn Ledger,
    decisions: &Decisions,
    scope: Scope,
    parties: Vec<Party>,
) -> Result<Vec<Party>, Error> {
    if decisions.leave_names() {
        return Ok(parties);
    }
    let mut found: Vec<Party> = Vec::new();
    let mut add =
        |party: Party| match found.iter_mut().find(|p| p.entity.number == party.entity.number) {
            Some(known) => {
                let more: Vec<u64> =
                    party.numbers.into_iter().filter(|n| !known.numbers.contains(n)).collect();
                known.numbers.extend(more);
            }
            None => found.push(party),
        };
    for party in parties {
        let own = std::iter::once(&party.entity.number);
        let decided = own.chain(&party.numbers).filter(|number| !decisions.is_undecided(**number));
        let mut roots: Vec<u64> = Vec::new();
        for root in decided.map(|number| decisions.root(*number)) {
            if !roots.contains(&root) {
                roots.push(root);
            }
        }
        let mut rest: Vec<u64> =
            party.numbers.iter().copied().filter(|n| decisions.is_undecided(*n)).collect();
        if roots.is_empty() {
            let entity = shown(decisions, party.entity);
            add(Party { entity, numbers: party.numbers });
            continue;
        }
        for root in roots {
            add(whole(ledger, decisions, scope, root, std::mem::take(&mut rest))?);
        }
    }
    Ok(found)
}

/// Returns the entity of the number `root` with all that was merged into it.
fn whole(
    ledger: &dyn Ledger,
    decisions: &Decisions,
    scope: Scope,
    root: u64,
    rest: Vec<u64>,
) -> Result<Party, Error> {
    let mut numbers: BTreeSet<u64> = rest.into_iter().collect();
    let mut entity = None;
    for &number in std::iter::once(&root).chain(decisions.members(root)) {
        numbers.insert(number);
        let Some(named) = ledger.entity_numbered(number)? else { continue };
        let same = by_name(ledger, decisions, scope, &named)?.numbers;
        numbers.extend(same.into_iter().filter(|number| decisions.is_undecided(*number)));
        if number == root {
            entity = Some(named);
        }
    }
    let entity = entity.unwrap_or_else(|| Entity {
        number: root,
        id: String::new(),
        name: format!("entity {root}"),
        kind: None,
    });
    Ok(Party { entity: shown(decisions, entity), numbers: numbers.into_iter().collect() })
}

/// Returns an entity under the name that a person gave it.
pub(crate) fn shown(decisions: &Decisions, mut entity: Entity) -> Entity {
    if let Some(name) = decisions.name(entity.number) {
        entity.name = name.to_owned();
    }
    entity
}

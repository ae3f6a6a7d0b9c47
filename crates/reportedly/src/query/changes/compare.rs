//! Tells what became of a value between two moments.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::ChangeKind;
use crate::beat::PredicateKind;
use crate::belief::{Slot, Standing, Value};

/// The values of a slot before, by what tells that one is the same after.
pub(super) struct Earlier<'s> {
    values: &'s [Value],
    /// The first that is reported by a claim.
    reported: FxHashMap<u64, usize>,
    /// Those of another party and a value.
    named: HashMap<(Option<u64>, Option<&'s str>), Vec<usize>>,
}

impl<'s> Earlier<'s> {
    /// Returns those of the slot as it was, where there was one.
    pub fn new(slot: Option<&'s Arc<Slot>>) -> Earlier<'s> {
        let values = slot.map_or(&[][..], |slot| &slot.values);
        let mut earlier = Earlier { values, reported: Default::default(), named: HashMap::new() };
        for (at, value) in values.iter().enumerate() {
            for claim in &value.claims {
                earlier.reported.entry(*claim).or_insert(at);
            }
            earlier.named.entry(name(value)).or_default().push(at);
        }
        earlier
    }

    /// Returns the first that shares a claim with `value`, or says the same of the same time.
    pub fn same(&self, value: &Value) -> Option<&'s Value> {
        let shared = value.claims.iter().filter_map(|claim| self.reported.get(claim)).min();
        let named = self.named.get(&name(value)).map_or(&[][..], Vec::as_slice);
        let of_its_time = |at: &&usize| self.values[**at].valid_time == value.valid_time;
        let first = shared.into_iter().chain(named.iter().find(of_its_time)).min();
        first.map(|&at| &self.values[at])
    }
}

fn name(value: &Value) -> (Option<u64>, Option<&str>) {
    (value.object.as_ref().map(|object| object.number), value.value.as_deref())
}

/// Returns what a dispute is that was not there before.
fn new_dispute(was: Option<&Value>, value: &Value) -> Option<ChangeKind> {
    let known = was.map_or(&[][..], |was| &was.disputes);
    let mut new = value.disputes.iter().filter(|dispute| {
        !known.iter().any(|other| other.claim == dispute.claim && other.rule == dispute.rule)
    });
    let denies = |rule: &str| matches!(rule, "denied" | "retracted");
    match (value.disputes.len() > known.len(), new.any(|dispute| denies(dispute.rule))) {
        (false, _) => None,
        (true, true) => Some(ChangeKind::Denied),
        (true, false) => Some(ChangeKind::Disputed),
    }
}

/// Returns what changed of a value, if anything did.
pub(super) fn compare(slot: &Slot, was: Option<&Value>, value: &Value) -> Option<ChangeKind> {
    let reported = |value: &&Value| !matches!(value.standing, Standing::Denied | Standing::Asked);
    let new = new_dispute(was, value);
    let Some(was) = was.filter(reported) else {
        return match (value.standing, was) {
            (Standing::Denied | Standing::Asked, Some(_)) => new,
            (Standing::Denied, None) => Some(ChangeKind::Denied),
            _ => Some(ChangeKind::New),
        };
    };
    if value.standing != was.standing {
        match value.standing {
            Standing::Stands => return Some(ChangeKind::Again),
            Standing::Replaced if value.is_told_more_precisely() => {
                return Some(ChangeKind::MorePrecise);
            }
            Standing::Replaced => return Some(ChangeKind::Moved),
            Standing::Ended | Standing::LastReported => return Some(ChangeKind::Ended),
            Standing::Withdrawn => return Some(ChangeKind::Withdrawn),
            Standing::Denied => return Some(ChangeKind::Denied),
            Standing::Expected | Standing::Asked | Standing::Unknown => {}
        }
    }
    if value.firmness != was.firmness {
        let firmer = value.firmness > was.firmness;
        return Some(if firmer { ChangeKind::Firmer } else { ChangeKind::Weaker });
    }
    if new.is_some() {
        return new;
    }
    if value.support.origins > was.support.origins {
        return Some(ChangeKind::NewOrigin);
    }
    let more = value.claims.len() > was.claims.len();
    (more && slot.kind != PredicateKind::Attribute).then_some(ChangeKind::Repeated)
}

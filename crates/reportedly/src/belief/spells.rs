//! Which values of a slot stand that holds only so many at once.

use jiff::civil::Date;

use super::conflict::later;
use super::{Dispute, Standing, Value};

/// A report of another value takes the place of one that was last reported so many days before,
/// even when it is less firm.
const LONG_AGO: i64 = 180;

/// So many of the last reported values of a state are held against all of them.
const RIVALS: usize = 100;
/// So many others are told beside a value that contradicts them.
const BESIDE: usize = 20;

/// A value, and when it was first reported in the present tense.
pub(super) struct Spell {
    pub value: Value,
    present: Option<Date>,
    /// From when on another value takes its place even when it is less firm.
    long_after: Date,
}

impl Spell {
    pub fn new(value: Value, present: Option<Date>) -> Spell {
        let long_after = later(value.last_published, LONG_AGO);
        Spell { value, present, long_after }
    }
}

/// Lets only `at_once` values stand: a value that another was reported after was last reported
/// then; values that are reported together contradict each other. Only the last reported
/// [`RIVALS`] can take the place of others, and of them the first few are told beside each.
pub(super) fn only_so_many(spells: &mut [Spell], at_once: usize) {
    let stands = |spell: &Spell| spell.value.standing == Standing::Stands;
    let overtakes = |new: &Spell, old: &Spell| {
        let last = old.value.last_published;
        let long_after = new.value.first_published >= old.long_after;
        match new.value.standing {
            // What was only ever told as past may have been before.
            Standing::Stands | Standing::Ended => {
                let began = new.present.is_some_and(|present| present > last);
                long_after || began && new.value.firmness >= old.value.firmness
            }
            _ => false,
        }
    };
    let mut newest: Vec<usize> = (0..spells.len()).collect();
    newest.sort_by_key(|&at| std::cmp::Reverse(spells[at].value.last_published));
    newest.truncate(RIVALS);
    let mut overtaken = Vec::new();
    for old in (0..spells.len()).filter(|&i| stands(&spells[i])) {
        let others = newest.iter().copied();
        let newer: Vec<usize> =
            others.filter(|&new| overtakes(&spells[new], &spells[old])).collect();
        let last = newer
            .iter()
            .max_by_key(|&&new| (stands(&spells[new]), spells[new].value.last_published));
        if newer.len() >= at_once
            && let Some(&last) = last
        {
            overtaken.push((old, spells[last].value.words(), spells[last].value.best));
        }
    }
    for (old, by, claim) in overtaken {
        let value = &mut spells[old].value;
        value.standing = Standing::LastReported;
        value.rule = "reported since";
        value.replaced_by = Some(by);
        value.ended_by = Some(claim);
    }
    let left: Vec<usize> = (0..spells.len()).filter(|&i| stands(&spells[i])).collect();
    if left.len() <= at_once {
        return;
    }
    let told: Vec<usize> = newest.into_iter().filter(|at| left.contains(at)).take(BESIDE).collect();
    let mut disputes = Vec::new();
    for &one in &left {
        for &other in told.iter().filter(|&&other| other != one) {
            let other = &spells[other].value;
            let (claim, published) = (other.best, other.last_published);
            let instead = Some(other.words());
            disputes.push((one, Dispute { claim, rule: "another", published, instead }));
        }
    }
    for (one, dispute) in disputes {
        spells[one].value.disputes.push(dispute);
    }
}

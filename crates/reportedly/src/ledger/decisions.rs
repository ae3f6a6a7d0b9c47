//! What people's decisions amount to, by an entry: who is who, what counts, how things came out.
//!
//! Both stores replay their decisions here, so that they cannot disagree. People decide thousands
//! of things where extractors make millions of claims: all of it is kept in memory.
//!
//! **Invariants:** what holds by an entry depends only on the decisions up to it; a merge and the
//! split that takes it back leave everything as it was.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::decision::{Decided, Deed, Resolve, Verdict};

/// Who is who, what counts, and how things came out, by an entry.
#[derive(Debug, Default)]
pub struct Decisions {
    /// What each merged entity was merged into.
    parents: HashMap<u64, u64>,
    /// What was merged into each entity that stands for others, itself left out.
    members: BTreeMap<u64, Vec<u64>>,
    /// Entities that stand for themselves alone.
    apart: BTreeSet<u64>,
    names: BTreeMap<u64, String>,
    reviews: BTreeMap<u64, Decided>,
    /// Claims that a person put in the place of others, with the last verdict on any of these.
    edits: BTreeMap<u64, (u64, Verdict)>,
    /// The last word on each proposition of a slot.
    resolved: BTreeMap<Resolve, Decided>,
    /// Pairs of claims whose origins are apart.
    apart_origins: BTreeSet<[u64; 2]>,
}

impl Decisions {
    /// Replays the decisions up to and with the entry `last`, in the order in which they were
    /// made.
    pub fn replay(all: &[Decided], last: Option<u64>) -> Decisions {
        let in_scope = |one: &&Decided| last.is_none_or(|last| one.entry <= last);
        let mut ordered: Vec<&Decided> = all.iter().filter(in_scope).collect();
        ordered.sort_by_key(|one| (one.decided, one.entry));
        let mut held = Decisions::default();
        for one in ordered {
            held.take(one);
        }
        for &entity in held.parents.keys() {
            held.members.entry(held.root(entity)).or_default().push(entity);
        }
        held.members.values_mut().for_each(|members| members.sort_unstable());
        held
    }

    fn take(&mut self, one: &Decided) {
        match &one.deed {
            Deed::Merge { into, others } => {
                let root = self.root(*into);
                for other in others {
                    let other = self.root(*other);
                    if other != root {
                        self.parents.insert(other, root);
                        self.apart.remove(&other);
                    }
                }
            }
            Deed::Split { entities } => {
                for entity in entities {
                    if self.parents.remove(entity).is_none() {
                        self.apart.insert(*entity);
                    }
                }
            }
            Deed::Rename { entity, name } => {
                self.names.insert(*entity, name.clone());
            }
            Deed::Review { claim, verdict } => {
                if let Verdict::Edited(edit) = verdict {
                    self.edits.insert(*edit, (*claim, *verdict));
                }
                if let Some(Verdict::Edited(before)) = self.verdict(*claim) {
                    self.edits.insert(before, (*claim, *verdict));
                }
                self.reviews.insert(*claim, one.clone());
            }
            Deed::Resolve(resolve) => {
                // One proposition, whatever was said of it before.
                let key = Resolve { outcome: super::Resolved::Unknown, ..resolve.clone() };
                self.resolved.insert(key, one.clone());
            }
            Deed::Origin { claims, apart: true } => {
                self.apart_origins.insert(*claims);
            }
            Deed::Origin { claims, apart: false } => {
                self.apart_origins.remove(claims);
            }
        }
    }

    /// Returns whether nobody decided who is who.
    pub fn leave_names(&self) -> bool {
        self.parents.is_empty() && self.apart.is_empty() && self.names.is_empty()
    }

    /// Returns the entity that stands for `entity`: itself where it was not merged.
    pub fn root(&self, entity: u64) -> u64 {
        let mut root = entity;
        // A merge joins two trees, so that there is an end.
        while let Some(&parent) = self.parents.get(&root) {
            root = parent;
        }
        root
    }

    /// Returns the entities for which `root` stands beside itself.
    pub fn members(&self, root: u64) -> &[u64] {
        self.members.get(&root).map_or(&[], Vec::as_slice)
    }

    /// Returns whether `entity` was merged into another one.
    pub fn is_merged(&self, entity: u64) -> bool {
        self.parents.contains_key(&entity)
    }

    /// Returns whether `entity` is not the one that has the same name and a kind.
    pub fn is_apart(&self, entity: u64) -> bool {
        self.apart.contains(&entity)
    }

    /// Returns whether the same name without a kind may still stand for whatever has it.
    pub fn is_undecided(&self, entity: u64) -> bool {
        !self.is_merged(entity) && !self.is_apart(entity) && !self.members.contains_key(&entity)
    }

    /// Returns the name that a person gave to an entity.
    pub fn name(&self, entity: u64) -> Option<&str> {
        self.names.get(&entity).map(String::as_str)
    }

    /// Returns the entities that a person named, by number.
    pub fn names(&self) -> impl Iterator<Item = (u64, &str)> {
        self.names.iter().map(|(entity, name)| (*entity, name.as_str()))
    }

    /// Returns every entity that stands for others, with these.
    pub fn merged(&self) -> impl Iterator<Item = (u64, &[u64])> {
        self.members.iter().map(|(root, members)| (*root, members.as_slice()))
    }

    /// Returns the last verdict on a claim, where it was not taken back.
    pub fn review(&self, claim: u64) -> Option<&Decided> {
        let cleared =
            |one: &&Decided| !matches!(one.deed, Deed::Review { verdict: Verdict::Cleared, .. });
        self.reviews.get(&claim).filter(cleared)
    }

    /// Returns what a person says of a claim.
    pub fn verdict(&self, claim: u64) -> Option<Verdict> {
        match self.review(claim)?.deed {
            Deed::Review { verdict, .. } => Some(verdict),
            _ => None,
        }
    }

    /// Returns the verdicts on the claims of these numbers.
    pub fn reviews(&self, claims: std::ops::Range<u64>) -> impl Iterator<Item = &Decided> {
        self.reviews.range(claims).filter_map(|(claim, _)| self.review(*claim))
    }

    /// Returns the claim in whose place a person put `claim`.
    pub fn edited(&self, claim: u64) -> Option<u64> {
        self.edits.get(&claim).map(|(old, _)| *old)
    }

    /// Returns whether a claim counts: nobody rejected it or put another in its place, and where a
    /// person made it, that person's edit still holds.
    pub fn counts(&self, claim: u64) -> bool {
        let rejected = matches!(self.verdict(claim), Some(Verdict::Rejected | Verdict::Edited(_)));
        !rejected && self.is_held(claim)
    }

    fn is_held(&self, claim: u64) -> bool {
        let mut claim = claim;
        // Whatever a file says, there is an end.
        for _ in 0..=self.edits.len() {
            let Some(&(old, verdict)) = self.edits.get(&claim) else { return true };
            if verdict != Verdict::Edited(claim) {
                return false;
            }
            claim = old;
        }
        false
    }

    /// Returns how many claims do not count, at most.
    pub fn left_out(&self) -> usize {
        self.reviews.len() + self.edits.len()
    }

    /// Returns the claims that do not count, by number.
    pub fn not_counted(&self) -> BTreeSet<u64> {
        let judged = self.reviews.keys().chain(self.edits.keys()).copied();
        judged.filter(|claim| !self.counts(*claim)).collect()
    }

    /// Returns pairs of claims of which a person says that they go back to different origins.
    pub fn apart_origins(&self) -> impl Iterator<Item = [u64; 2]> {
        self.apart_origins.iter().copied()
    }

    /// Returns the last word on every proposition of a predicate.
    pub fn resolutions(&self, predicate: &str) -> impl Iterator<Item = &Decided> {
        self.resolved
            .iter()
            .filter(move |(resolve, _)| resolve.predicate == predicate)
            .map(|(_, one)| one)
    }
}

//! Contradictions: reports of one slot that cannot both be so, whatever stands.
//!
//! Two accounts conflict by the predicate's own rule, and by no other:
//!
//! - *denied*, *retracted*: one says that it is so, the other that it is not, or takes it back;
//! - *another*: each names another value of a slot that holds only one at once;
//! - *excluded*: they tell of the same pair what the predicate says cannot hold together.
//!
//! An article that tells several values of a slot tells a history, or both sides, itself: only
//! articles that tell one are held against each other. Names that share a word may be the same, and a
//! first name alone may be anybody's.
//!
//! They conflict only where they speak of the same time. What holds is taken to hold for a while
//! after the report, until a report ends it: [`DENIAL`] days against a denial or what excludes it
//! ([`OCCASION`] days where it is an event that may happen again),
//! [`SUCCESSION`] days against another value, after which the other took its place. Attributes hold
//! at all times; one that grows each year conflicts where neither the years between explain it nor
//! another of that name. A date of a schedule conflicts with the one after it where it is told
//! again, or on the same day.
//!
//! **Invariant:** cost is linear in the claims of the slot, but for at most [`VALUES`] values that
//! are compared with each other.

mod times;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jiff::civil::Date;
use reportedly_nlp::{Certainty, EntityKind, Interval, Record};

use super::held::told_time;
use super::state::by_value;
use super::told::{FAR_BACK, MANY, Told};
use super::{Believer, Party, affirms, denies};
use crate::beat::{Predicate, PredicateKind, ValueKind};
use crate::claim::Firmness;
use crate::error::Error;
use crate::ledger::{Entity, Row, share_a_word};
use crate::origin::Support;
pub(super) use times::later;
use times::{
    Ends, Sides, Spoken, apart, by_beginning, by_time, days_of, interleaved, is_present,
    most_precise, overlapping, unexplained, unmoved,
};

/// Why two accounts conflict, and the claims of each.
type Clash<'t> = (&'static str, Vec<&'t Told>, Vec<&'t Told>);

/// A denial speaks against what was reported so many days before or after it.
pub(super) const DENIAL: i64 = 180;
/// A denial of what may happen again speaks of the occasion of which it was reported so many days before
/// or after.
const OCCASION: i64 = 30;
/// Another value that is reported later than this took the place of the one before.
const SUCCESSION: i64 = 60;
/// So many of the last reported values of a slot are compared with each other.
const VALUES: usize = 100;

/// Two accounts of one slot that cannot both be so.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Whom or what it is about.
    pub subject: Entity,
    /// The name of the predicate.
    pub predicate: String,
    /// What a dossier calls it.
    pub label: String,
    /// The qualifiers that tell the slot from others.
    pub facet: BTreeMap<String, String>,
    /// Why they conflict: `denied`, `retracted`, `another`, `excluded`.
    pub rule: &'static str,
    /// The two accounts; where one denies, it is the second.
    pub accounts: [Account; 2],
}

/// One side of a conflict: the claims that say the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// What a dossier calls what it tells: the conflict's own label, or what excludes it.
    pub label: String,
    /// Whether it says that it is not so, or takes it back.
    pub denies: bool,
    /// The other party.
    pub object: Option<Entity>,
    /// The value.
    pub value: Option<String>,
    /// When it is said to hold or to have happened, as far as told.
    pub valid_time: Option<Interval>,
    /// How firmly it is told; of a denial, how firmly it is denied.
    pub firmness: Firmness,
    /// On how many legs it stands.
    pub support: Support,
    /// When it was first published, of the claims that speak against the other account.
    pub first_published: Date,
    /// When it was last published.
    pub last_published: Date,
    /// The number of the claim whose words say it best.
    pub best: u64,
    /// The claims, newest first.
    pub claims: Vec<u64>,
}

impl Account {
    /// Returns the other party and the value, as a reader has them.
    pub fn words(&self) -> String {
        let object = self.object.as_ref().map(|object| object.name.clone());
        object.into_iter().chain(self.value.clone()).collect::<Vec<_>>().join(", ")
    }
}

/// Whether reports of a state can conflict with those of one that it excludes: not where the one
/// regularly leads to the other, as dating does to being married.
pub(super) fn can_conflict(predicate: &Predicate, rival: &Predicate) -> bool {
    predicate.ended_by.contains(&rival.name) || !rival.ended_by.contains(&predicate.name)
}

impl Believer<'_> {
    /// Returns the conflicts in the slots of a party, newest report first.
    pub fn conflicts(&mut self, party: &Party, predicate: &str) -> Result<Vec<Conflict>, Error> {
        let Some(predicate) = self.beats.predicate(predicate) else { return Ok(Vec::new()) };
        let all = self.told_back_to(party, predicate, FAR_BACK)?;
        let told = &all.told;
        let mut facets: BTreeMap<&BTreeMap<String, String>, Vec<&Told>> = BTreeMap::new();
        for one in told.iter().filter(|one| !one.row.replaced) {
            facets.entry(&one.facet).or_default().push(one);
        }
        let endings = self.endings(party, predicate, None, None)?;
        let endings = Ends::new(&endings);
        let mut pairs: Vec<Clash> = Vec::new();
        for told in facets.values() {
            let mut groups: Vec<Vec<&Told>> =
                by_value(told).into_iter().map(|group| group.told).collect();
            for group in &groups {
                pairs.extend(self.denials(predicate, group, &endings)?);
            }
            match predicate.kind {
                PredicateKind::Event => groups = groups.iter().flat_map(by_time).collect(),
                PredicateKind::Schedule => groups = most_precise(groups),
                PredicateKind::Attribute if predicate.yearly => groups = by_beginning(told),
                PredicateKind::State | PredicateKind::Attribute => {}
            }
            // Somebody may hold several posts: roles stand side by side.
            let is_role = matches!(predicate.value, Some(ValueKind::Role(_)));
            if let Some(at_once) = predicate.at_once.filter(|_| !is_role) {
                pairs.extend(self.rivals(predicate, &groups, &endings, at_once as usize)?);
            }
        }
        let mut conflicts = Vec::new();
        for (rule, one, other) in pairs {
            let first = self.account(party, predicate, &one)?;
            let second = self.account(party, predicate, &other)?;
            conflicts.push(self.conflict(party, predicate, rule, one[0], [first, second]));
        }
        for name in &predicate.excludes {
            let rival = self.beats.predicate(name).filter(|rival| can_conflict(predicate, rival));
            let Some(rival) = rival else { continue };
            let others = self.told_back_to(party, rival, FAR_BACK)?;
            for (one, other) in self.excluded(party, predicate, rival, told.iter(), &others.told)? {
                let first = self.account(party, predicate, &one)?;
                let second = self.account(party, rival, &other)?;
                conflicts.push(self.conflict(
                    party,
                    predicate,
                    "excluded",
                    one[0],
                    [first, second],
                ));
            }
        }
        Ok(conflicts)
    }

    fn conflict(
        &self,
        party: &Party,
        predicate: &Predicate,
        rule: &'static str,
        told: &Told,
        accounts: [Account; 2],
    ) -> Conflict {
        Conflict {
            subject: party.entity.clone(),
            predicate: predicate.name.clone(),
            label: predicate.label.clone(),
            facet: told.facet.clone(),
            rule,
            accounts,
        }
    }

    /// Returns those of a value's claims that say so against those that say not.
    fn denials<'t>(
        &mut self,
        predicate: &Predicate,
        group: &[&'t Told],
        endings: &Ends,
    ) -> Result<Option<Clash<'t>>, Error> {
        let against: Vec<&Told> =
            group.iter().copied().filter(|told| denies(&told.row).is_some()).collect();
        if against.is_empty() {
            return Ok(None);
        }
        // Who says both in one article tells of two times, or was misread.
        let voice = |told: &Told| (told.row.article, told.row.chain);
        let voices =
            |told: &[&Told]| -> BTreeSet<_> { told.iter().map(|told| voice(told)).collect() };
        let so: Vec<&Told> = group.iter().copied().filter(|told| affirms(&told.row)).collect();
        let both = &voices(&so) & &voices(&against);
        let single = |told: &&Told| !both.contains(&voice(told));
        let so = self.spoken(predicate, so.into_iter().filter(single));
        let not = self.spoken(predicate, against.into_iter().filter(single));
        let object = match group[0].object {
            Some(object) => Some(self.name(object)?),
            None => None,
        };
        // A denial of what has ended denies nothing.
        let again = predicate.kind == PredicateKind::Event && predicate.at_once.is_none();
        let reach = if again { OCCASION } else { DENIAL };
        let spans = |spoken: &Spoken| {
            let (from, until) = (later(spoken.first, -reach), later(spoken.last, reach));
            (from, endings.until(object.as_deref(), spoken.last, until))
        };
        let (so, not) = overlapping(&so, spans, &not, |spoken| (spoken.first, spoken.last));
        let retracts = |told: &&Told| denies(&told.row) == Some("retracted");
        let rule = if not.iter().all(retracts) { "retracted" } else { "denied" };
        Ok((!so.is_empty()).then_some((rule, so, not)))
    }

    /// Returns pairs of values that more than `at_once` accounts tell at the same time.
    fn rivals<'t>(
        &mut self,
        predicate: &Predicate,
        groups: &[Vec<&'t Told>],
        endings: &Ends,
        at_once: usize,
    ) -> Result<Vec<Clash<'t>>, Error> {
        // What one article tells beside each other, it does not hold against each other.
        let mut told_in: BTreeMap<u64, BTreeSet<usize>> = BTreeMap::new();
        let groups: Vec<&Vec<&Told>> = groups.iter().take(VALUES).collect();
        for (at, group) in groups.iter().enumerate() {
            for told in group.iter().filter(|told| affirms(&told.row)) {
                told_in.entry(told.row.article).or_default().insert(at);
            }
        }
        let mut values = Vec::new();
        for group in groups {
            let alone =
                |told: &&Told| told_in.get(&told.row.article).is_some_and(|at| at.len() < 2);
            let so = group.iter().copied().filter(|told| affirms(&told.row)).filter(alone);
            // A date that the claim itself says was moved is no rival of the one it was moved to.
            let so = self.spoken(predicate, so.filter(|told| told.superseded_by.is_none()));
            if let Some(one) = so.first() {
                let object = one.told.object.map(|object| self.name(object)).transpose()?;
                values.push((so, object));
            }
        }
        let mut pairs = Vec::new();
        for (at, (one, object)) in values.iter().enumerate() {
            let mut met = Vec::new();
            for (other, other_object) in &values[at + 1..] {
                let names = object.as_deref().zip(other_object.as_deref());
                if names.is_some_and(|(one, other)| may_be_one(predicate, one, other)) {
                    continue;
                }
                let reach = |name: Option<&str>, spoken: &Spoken| {
                    // A time that is told ends where it is told to end.
                    let told = spoken.told.row.valid_time.is_some_and(|t| t.day_after().is_some());
                    let until = if told { spoken.last } else { later(spoken.last, SUCCESSION) };
                    (spoken.first, endings.until(name, spoken.last, until))
                };
                let of_one = |spoken: &Spoken| match predicate.kind {
                    PredicateKind::State => reach(object.as_deref(), spoken),
                    PredicateKind::Attribute if !predicate.yearly => (Date::MIN, Date::MAX),
                    _ => (spoken.first, later(spoken.last, SUCCESSION)),
                };
                let of_other = |spoken: &Spoken| match predicate.kind {
                    PredicateKind::State => reach(other_object.as_deref(), spoken),
                    _ => of_one(spoken),
                };
                let (a, b) = match (predicate.kind, predicate.yearly) {
                    (PredicateKind::Event, _) => apart(one, other),
                    (PredicateKind::Attribute, true) => unexplained(one, other),
                    (PredicateKind::Schedule, _) => unmoved(interleaved(one, other)),
                    _ => overlapping(one, of_one, other, of_other),
                };
                if !a.is_empty() && !b.is_empty() {
                    met.push(("another", a, b));
                }
            }
            if met.len() >= at_once {
                pairs.append(&mut met);
            }
        }
        Ok(pairs)
    }

    /// Returns what is told of a pair though something that excludes it is told of the same pair,
    /// and was not ended in between.
    pub(super) fn excluded<'t>(
        &mut self,
        party: &Party,
        predicate: &Predicate,
        rival: &Predicate,
        told: impl Iterator<Item = &'t Told>,
        others: &'t [Told],
    ) -> Result<Vec<Sides<'t>>, Error> {
        // Where the one regularly follows the other, only what is told of the first afterwards, and
        // of the present, conflicts.
        let follows = predicate.ended_by.contains(&rival.name);
        let mut names: BTreeMap<Rc<str>, (Vec<&Told>, Vec<&Told>)> = BTreeMap::new();
        let current = |told: &&Told| affirms(&told.row) && !told.row.replaced;
        for one in told.filter(current).filter(|one| is_present(&one.row)) {
            let Some(object) = one.object else { continue };
            names.entry(self.name(object)?).or_default().0.push(one);
        }
        for other in others.iter().filter(current) {
            let Some(object) = other.object else { continue };
            if let Some((_, known)) = names.get_mut(&self.name(object)?) {
                known.push(other);
            }
        }
        names.retain(|_, (_, other)| !other.is_empty());
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let pairs = names.values().flat_map(|(one, other)| one.iter().chain(other));
        let among = match others.len() >= MANY {
            true => self.others(pairs.map(|told| told.row.object))?,
            false => None,
        };
        let endings = self.endings(party, rival, None, among.as_ref())?;
        let endings = Ends::new(&endings);
        let mut pairs = Vec::new();
        for (name, (one, other)) in names {
            let one = self.spoken(predicate, one.into_iter());
            let other = self.spoken(rival, other.into_iter());
            let back = if follows { 1 } else { -DENIAL };
            let reach = |spoken: &Spoken| {
                let reported = spoken.told.row.published;
                let until = later(spoken.last.max(reported), DENIAL);
                (later(reported, back), endings.until(Some(&name), spoken.last, until))
            };
            let (other, one) = overlapping(&other, reach, &one, |s| (s.first, s.last));
            if !one.is_empty() {
                pairs.push((one, other));
            }
        }
        Ok(pairs)
    }

    /// Returns the claims with the days that they speak of; those that tell none are left out.
    fn spoken<'t>(
        &self,
        predicate: &Predicate,
        told: impl Iterator<Item = &'t Told>,
    ) -> Vec<Spoken<'t>> {
        let spoken = told.filter_map(|told| {
            let (first, last) = match predicate.kind {
                PredicateKind::State => days_of(&told.row)?,
                _ => (told.row.published, told.row.published),
            };
            Some(Spoken { told, first, last })
        });
        // With hindsight only what speaks of about the day asked about is in question.
        let day = self.reading.as_of.filter(|_| self.reading.hindsight);
        let near = |spoken: &Spoken| {
            day.is_none_or(|day| {
                later(spoken.first, -DENIAL) <= day && day <= later(spoken.last, DENIAL)
            })
        };
        spoken.filter(near).collect()
    }

    /// Puts the claims of one side together; they are not empty, newest first.
    fn account(
        &mut self,
        party: &Party,
        predicate: &Predicate,
        told: &[&Told],
    ) -> Result<Account, Error> {
        let rows: Vec<&Row> = told.iter().map(|told| &told.row).collect();
        let object = told[0].object.map(|object| self.entity(object)).transpose()?;
        let parties = self.names(party, object.as_ref())?;
        let support = self.origins.support(self.ledger, &rows, &parties)?;
        let mut best = None;
        for row in &rows {
            let links = self.origins.chain(self.ledger, row)?;
            let named = links.iter().any(|link| link.record == Record::Named);
            let firmness = if denies(row).is_some() { denied(row, &links) } else { row.firmness };
            let key = (firmness, named, row.published, std::cmp::Reverse(row.tie));
            best = best.max(Some((key, row.claim)));
        }
        let (firmness, best) =
            best.map_or((Firmness::Denied, 0), |((firmness, ..), claim)| (firmness, claim));
        let dates = rows.iter().map(|row| row.published);
        Ok(Account {
            label: predicate.label.clone(),
            denies: denies(rows[0]).is_some(),
            object,
            value: rows.iter().find_map(|row| row.value.as_deref()).map(str::to_owned),
            valid_time: told_time(&rows),
            firmness,
            support,
            first_published: dates.clone().min().unwrap_or(self.day),
            last_published: dates.max().unwrap_or(self.day),
            best,
            claims: rows.iter().map(|row| row.claim).collect(),
        })
    }
}

/// Whether two names may be one and the same's: they share a word, or one is a first name alone.
fn may_be_one(predicate: &Predicate, one: &str, other: &str) -> bool {
    let people = predicate.object.as_deref() == Some(&[EntityKind::Person]);
    let short = |name: &str| people && !name.contains(' ');
    share_a_word(one, other) || short(one) || short(other)
}

/// Returns how firmly a claim denies: as firmly as it would be told.
fn denied(row: &Row, links: &[crate::claim::Link]) -> Firmness {
    let innermost = links.last();
    let of_a_party = innermost
        .and_then(|link| link.relation.as_deref())
        .is_some_and(|relation| matches!(relation, "self" | "spokesperson" | "official"));
    match (row.certainty, innermost.map(|link| link.record)) {
        (Certainty::Ps | Certainty::U, _) => Firmness::Rumoured,
        (Certainty::Pr, _) => Firmness::Reported,
        (Certainty::Ct, _) if of_a_party => Firmness::Confirmed,
        (Certainty::Ct, None | Some(Record::Named)) => Firmness::Stated,
        (Certainty::Ct, Some(_)) => Firmness::Reported,
    }
}

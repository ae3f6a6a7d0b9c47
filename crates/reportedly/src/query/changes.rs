//! What changed: beliefs before a day or an entry, and after it.

mod compare;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::name::Named;
use super::revision::{Edit, Revised, revised};
use super::{AnswerRow, row};
use crate::beat::Beats;
use crate::belief::{Believer, Party, Reading, Standing};
use crate::claim::{ClaimKind, Firmness};
use crate::error::Error;
use crate::ledger::{
    ArticleRef, Decided, Deed, Ledger, Outcome, Proposition, Resolve, Since, TouchedSlot, Verdict,
    kept,
};
use compare::{Earlier, compare};

/// Of so many slots of others is told what changed of somebody as the other party.
const OTHERS: usize = 50;

/// What changed since a day or an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Changes {
    /// The last entry that was looked at: a cursor for the next time.
    pub entry: u64,
    /// How many articles were read or published since.
    pub articles: usize,
    /// How many statements they hold.
    pub statements: usize,
    /// What changed, by subject.
    pub changes: Vec<Change>,
    /// How many slots of others, of which whoever was asked about is the other party, were not looked
    /// at: the last reported fifty are.
    pub more: usize,
    /// Articles that were in the ledger before: their text was revised, or read again.
    pub edited: Vec<(ArticleRef, Outcome)>,
    /// What people decided.
    pub decided: Vec<Decided>,
    /// What the revised ones say otherwise, claim by claim.
    pub revised: Vec<Revised>,
}

impl Changes {
    /// Leaves out what was only reported again.
    pub fn keep_material(&mut self) {
        self.changes.retain(|change| change.kind != ChangeKind::Repeated);
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What kind of change.
    pub kind: ChangeKind,
    /// How the value stood before, where it was reported.
    pub before: Option<(Standing, Firmness)>,
    /// The value now, with its words.
    pub row: AnswerRow,
}

/// What kind of change it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum ChangeKind {
    /// Nothing was reported of it before.
    New,
    /// It is reported more firmly.
    Firmer,
    /// It is reported less firmly.
    Weaker,
    /// It is denied.
    Denied,
    /// Another is reported beside it.
    Disputed,
    /// It is reported to be over.
    Ended,
    /// Another date took its place.
    Moved,
    /// The same date is told more precisely.
    MorePrecise,
    /// It stands again.
    Again,
    /// Its article no longer says it.
    Withdrawn,
    /// Another origin reports it.
    NewOrigin,
    /// It was reported again.
    Repeated,
}

impl ChangeKind {
    /// Returns the words that the command line and the wire use.
    pub fn as_str(self) -> &'static str {
        match self {
            ChangeKind::New => "new",
            ChangeKind::Firmer => "firmer",
            ChangeKind::Weaker => "weaker",
            ChangeKind::Denied => "denied",
            ChangeKind::Disputed => "disputed",
            ChangeKind::Ended => "ended",
            ChangeKind::Moved => "moved",
            ChangeKind::MorePrecise => "more precise",
            ChangeKind::Again => "stands again",
            ChangeKind::Withdrawn => "withdrawn",
            ChangeKind::NewOrigin => "new origin",
            ChangeKind::Repeated => "repeated",
        }
    }
}

/// What decides about changes, beside the ledger.
#[derive(Eq, Hash, PartialEq)]
struct Asked {
    beats: u64,
    reading: Reading,
    since: Since,
    parties: Option<Vec<Party>>,
}

/// Returns what changed since a day of publication or an entry of the ledger, of everybody or of
/// those whom a name stands for. A ledger that keeps answers gives the same one again until there is another
/// entry.
pub fn changes(
    ledger: &dyn Ledger,
    beats: &Beats,
    since: Since,
    named: Option<&Named>,
    reading: Reading,
) -> Result<Arc<Changes>, Error> {
    let parties = named.map(|named| named.parties.clone());
    let key = Asked { beats: beats.number(), reading, since, parties };
    let parts = |changes: &Changes| -> usize {
        let rows: usize = changes.changes.iter().map(|change| change.row.parts()).sum();
        let edits: usize = changes.revised.iter().map(|revised| 2 * revised.edits.len()).sum();
        rows + edits + changes.edited.len()
    };
    kept(ledger, key, parts, || look_up(ledger, beats, since, named, reading))
}

fn look_up(
    ledger: &dyn Ledger,
    beats: &Beats,
    since: Since,
    named: Option<&Named>,
    reading: Reading,
) -> Result<Changes, Error> {
    let scope = reading.scope();
    let mut changes = Changes {
        entry: match scope.entry {
            Some(entry) => entry,
            None => ledger.entry_by(Timestamp::MAX)?,
        },
        articles: 0,
        statements: 0,
        changes: Vec::new(),
        more: 0,
        edited: Vec::new(),
        decided: Vec::new(),
        revised: Vec::new(),
    };
    let only: Option<BTreeSet<u64>> =
        named.map(|named| named.parties.iter().flat_map(|p| p.numbers.iter().copied()).collect());
    let mut touched: BTreeSet<SlotName> = BTreeSet::new();
    let extractions = match &only {
        Some(only) => {
            let entities: Vec<u64> = only.iter().copied().collect();
            let read = ledger.touched(&entities, since, scope)?;
            (changes.articles, changes.statements) = (read.articles, read.statements);
            let (slots, more) = newest(ledger, beats, only, read.slots)?;
            touched.extend(slots);
            changes.more = more;
            read.changed
        }
        None => ledger.extractions(since, scope)?,
    };
    let ids = named.map(|named| ids(ledger, named)).transpose()?;
    for extraction in extractions {
        let own = ledger.propositions(&extraction)?;
        // What a revision leaves out changes too.
        let revisions = match extraction.revision_number {
            0 | 1 => Vec::new(),
            _ => ledger.article(&extraction.article.id)?,
        };
        let mut before = Vec::new();
        for stored in &revisions {
            if stored.number + 1 == extraction.revision_number
                && let Some(read) = ledger.extraction_of(stored.reference.number, scope)?
            {
                before = ledger.propositions(&read)?;
            }
        }
        let about = |one: &&Proposition| {
            only.as_ref().is_none_or(|only| {
                only.contains(&one.subject) || one.object.is_some_and(|o| only.contains(&o))
            })
        };
        let is_statement = |one: &&Proposition| one.kind == ClaimKind::Statement;
        changes.statements += own.iter().filter(about).filter(is_statement).count();
        if only.is_none() || own.iter().chain(&before).any(|one| about(&one)) {
            changes.articles += 1;
            if extraction.outcome == Outcome::Revised {
                let mut revised = revised(ledger, &revisions, extraction.revision_number, scope)?;
                if let Some(revised) = &mut revised {
                    revised.edits.retain(|edit| ids.as_ref().is_none_or(|ids| is_about(edit, ids)));
                }
                changes.revised.extend(revised.filter(|revised| !revised.edits.is_empty()));
            }
            if extraction.outcome != Outcome::New {
                changes.edited.push((extraction.article, extraction.outcome));
            }
        }
        let typed = own.into_iter().chain(before).filter(|one| one.kind == ClaimKind::Typed);
        touched.extend(typed.filter(|one| about(&one)).map(|one| (one.subject, one.predicate)));
    }
    for one in ledger.decided()? {
        let is_new = match since {
            Since::Day(day) => one.recorded.to_zoned(TimeZone::UTC).date() > day,
            Since::Entry(last) => one.entry > last,
        };
        if !is_new || one.carried || scope.entry.is_some_and(|last| one.entry > last) {
            continue;
        }
        let (entities, slots) = about(ledger, &one.deed)?;
        if only.as_ref().is_none_or(|only| entities.iter().any(|number| only.contains(number))) {
            touched.extend(slots);
            changes.decided.push(one);
        }
    }
    let before = match since {
        Since::Day(day) => Reading { as_of: Some(day), hindsight: false, ..reading },
        Since::Entry(entry) => Reading { recorded_by: Some(entry), ..reading },
    };
    let mut before = Believer::new(ledger, beats, before)?;
    let mut after = Believer::new(ledger, beats, reading)?;
    // The day is the same on both sides: time passing is no change.
    before.look_from(after.day());
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (subject, predicate) in touched {
        let Some(subject) = ledger.entity_numbered(subject)? else { continue };
        let party = after.party(&subject)?;
        if !seen.insert(format!("{} {predicate}", party.entity.id)) {
            continue;
        }
        // Most slots of whoever is asked about are among them, and need what the others do.
        let is_asked = |only: &BTreeSet<u64>| party.numbers.iter().any(|n| only.contains(n));
        let reads_all = only.as_ref().is_some_and(is_asked);
        before.read_all(reads_all);
        after.read_all(reads_all);
        let old = before.slots(&party, &predicate)?;
        for slot in after.slots(&party, &predicate)?.iter() {
            let earlier = Earlier::new(old.iter().find(|old| old.facet == slot.facet));
            for value in &slot.values {
                let was = earlier.same(value);
                let about = |numbers: &BTreeSet<u64>| {
                    party.numbers.iter().any(|number| numbers.contains(number))
                        || value.object.as_ref().is_some_and(|o| numbers.contains(&o.number))
                };
                if only.as_ref().is_some_and(|only| !about(only)) {
                    continue;
                }
                let Some(kind) = compare(slot, was, value) else { continue };
                let Some(row) = row(&mut after, slot, value.clone())? else { continue };
                let before = was.map(|was| (was.standing, was.firmness));
                changes.changes.push(Change { kind, before, row });
            }
        }
    }
    // A symmetric pair is told once, though both may be touched.
    let mut told: BTreeSet<(String, Vec<String>, String, u64)> = BTreeSet::new();
    changes.changes.retain(|change| {
        let row = &change.row;
        let mut parties = vec![row.subject.name.clone()];
        parties.extend(row.value.object.iter().map(|object| object.name.clone()));
        parties.sort();
        let value = row.value.value.clone().unwrap_or_default();
        told.insert((row.predicate.clone(), parties, value, row.value.best))
    });
    Ok(changes)
}

/// What a slot is known by: the number of a subject, and a predicate.
type SlotName = (u64, String);

/// Returns whom a decision is about, and the slots that it may change.
fn about(ledger: &dyn Ledger, deed: &Deed) -> Result<(Vec<u64>, Vec<SlotName>), Error> {
    let mut slots = Vec::new();
    let entities = match deed {
        Deed::Merge { into, others } => std::iter::once(*into).chain(others.clone()).collect(),
        Deed::Split { entities } => entities.clone(),
        Deed::Rename { entity, .. } => vec![*entity],
        Deed::Resolve(Resolve { subject, object, predicate, .. }) => {
            slots.push((*subject, predicate.clone()));
            std::iter::once(*subject).chain(*object).collect()
        }
        Deed::Review { .. } | Deed::Origin { .. } => {
            let numbers = match deed {
                Deed::Review { claim, verdict: Verdict::Edited(edited) } => vec![*claim, *edited],
                Deed::Review { claim, .. } => vec![*claim],
                Deed::Origin { claims, .. } => claims.to_vec(),
                _ => Vec::new(),
            };
            let mut entities = Vec::new();
            for stored in ledger.claims(&numbers)? {
                let typed = stored.claim.kind == ClaimKind::Typed;
                let parties = std::iter::once(&stored.claim.subject).chain(&stored.claim.object);
                for (at, party) in parties.enumerate() {
                    if let Some(entity) = ledger.entity(&party.id())? {
                        entities.push(entity.number);
                        if at == 0 && typed {
                            slots.push((entity.number, stored.claim.predicate.clone()));
                        }
                    }
                }
            }
            entities
        }
    };
    Ok((entities, slots))
}

/// Returns the slots that were told of, and how many of others are left out: all of those that are
/// asked about, and the last told [`OTHERS`] of others. Where the two parties may change places, both are
/// in the slot of the one that is asked about.
fn newest(
    ledger: &dyn Ledger,
    beats: &Beats,
    only: &BTreeSet<u64>,
    slots: BTreeMap<TouchedSlot, Date>,
) -> Result<(Vec<SlotName>, usize), Error> {
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for (slot, last) in slots {
        let is_symmetric = beats.predicate(&slot.predicate).is_some_and(|p| p.symmetric);
        match only.contains(&slot.subject) || is_symmetric {
            true => own.push((slot.entity, slot.predicate)),
            false => others.push((last, slot.subject, slot.predicate)),
        }
    }
    others.sort_by_key(|(last, ..)| Reverse(*last));
    let more = others.len().saturating_sub(OTHERS);
    if more > 0 {
        // Of the last day, the order of recording tells nothing.
        let day = others[OTHERS - 1].0;
        let from = others.partition_point(|(last, ..)| *last > day);
        let mut tied = Vec::new();
        for other in others.drain(from..).filter(|(last, ..)| *last == day) {
            let id = ledger.entity_numbered(other.1)?.map(|entity| entity.id);
            tied.push((id, other.2.clone(), other));
        }
        tied.sort();
        tied.truncate(OTHERS - from);
        others.extend(tied.into_iter().map(|(.., other)| other));
    }
    own.extend(others.into_iter().map(|(_, subject, predicate)| (subject, predicate)));
    Ok((own, more))
}

/// Returns the ids of those whom a name stands for, under each of their names.
fn ids(ledger: &dyn Ledger, named: &Named) -> Result<BTreeSet<String>, Error> {
    let mut ids = BTreeSet::new();
    for number in named.parties.iter().flat_map(|party| &party.numbers) {
        ids.extend(ledger.entity_numbered(*number)?.map(|entity| entity.id));
    }
    Ok(ids)
}

/// Whether an edit is of a claim about one of these.
fn is_about(edit: &Edit, ids: &BTreeSet<String>) -> bool {
    let parties = edit
        .before
        .iter()
        .chain(&edit.after)
        .flat_map(|stored| std::iter::once(&stored.claim.subject).chain(&stored.claim.object));
    parties.map(crate::claim::Argument::id).any(|id| ids.contains(&id))
}

//! What stands, as of a day: beliefs are computed from claims by named rules, and never stored.
//!
//! A [`Slot`] is the only place where claims can conflict: one subject, one predicate, and the
//! qualifiers that tell slots apart, as the region does for a release date. In it every value that
//! was reported has a [`Standing`], and the rule that gave it:
//!
//! - *reported*: it was reported, and no report ends it. Silence does not end it: the day of the
//!   last report is told.
//! - *reported past*: the last report speaks of it as over.
//! - *ended by*: a report of a predicate that ends it (`separated` ends `dating`).
//! - *reported since*: another value of a slot that holds only so many at once was reported later,
//!   at least as firmly or half a year after.
//! - *moved*: a report says that another date took its place.
//! - *later date*: a schedule was later reported with another date.
//! - *more precise*: a date inside this one was reported for the same schedule.
//! - *denied*, *asked*: nobody reports it but those who deny it, or ask.
//! - *not yet*: it is said to begin after the day asked about.
//! - *unknown then*: with hindsight, a later report does not tell whether it held on the day.
//! - *taken out*: a later revision of the article no longer says it.
//! - *resolved*: a person found out that it came out otherwise.
//!
//! A denial disputes; it does not delete. Answers as of a day come only from what was published by
//! then: articles published later never change them.

mod chronicle;
mod conflict;
mod held;
mod later;
mod parties;
mod reading;
mod record;
pub(crate) mod schedule;
mod slot;
mod spells;
mod state;
mod told;
mod verdict;
pub(crate) mod who;

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::Date;
use reportedly_nlp::{Bound, Interval, PartialDate};
use rustc_hash::FxHashMap;

use crate::beat::{Beats, Predicate, PredicateKind};
use crate::claim::{ClaimKind, Firmness, fold};
use crate::error::Error;
use crate::ledger::{Decisions, Entity, Ledger, Row, StoredClaim, kept};
use crate::origin::Origins;

pub use conflict::{Account, Conflict};
pub use reading::Reading;
pub use record::{Tally, wilson};
pub use slot::{Dispute, Later, Outcome, Slot, Standing, Value};
use slot::{MORE_PRECISE, rank};
use told::{AtHand, Told};
pub use told::{COUNTED, LIMIT};

/// One entity under all its numbers: the same name is recorded with and without its kind.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Party {
    /// The one that stands for all.
    pub entity: Entity,
    /// The numbers of all.
    pub numbers: Vec<u64>,
}

/// Computes beliefs; it remembers what it has looked up.
pub struct Believer<'a> {
    ledger: &'a dyn Ledger,
    beats: &'a Beats,
    reading: Reading,
    day: Date,
    origins: Origins,
    at_hand: AtHand,
    decisions: Arc<Decisions>,
    entities: FxHashMap<u64, Known>,
    /// Claims with their words: one speaks against many values of its slot.
    stored: FxHashMap<u64, StoredClaim>,
    /// Whether all slots of a party are asked for: what one needs of another is read whole and kept.
    reads_all: bool,
}

/// What decides about the slots that are answered with, beside the ledger.
#[derive(Eq, Hash, PartialEq)]
struct Asked {
    beats: u64,
    reading: Reading,
    day: Date,
    party: Party,
    predicate: String,
}

/// So many claims with their words are kept.
const STORED: usize = 2_000;

/// An entity that was looked up.
struct Known {
    /// As it was recorded.
    recorded: Rc<Entity>,
    /// The name that it is shown by, as it is compared.
    name: Rc<str>,
}

impl<'a> Believer<'a> {
    /// Returns one that looks at `ledger` by `reading`, with the rules of `beats`.
    pub fn new(
        ledger: &'a dyn Ledger,
        beats: &'a Beats,
        reading: Reading,
    ) -> Result<Believer<'a>, Error> {
        let day = match reading.as_of {
            Some(day) => day,
            None => ledger.newest(reading.scope(), 1)?.first().map_or(Date::ZERO, |a| a.published),
        };
        let decisions = ledger.decisions(reading.scope())?;
        let origins = Origins::new(ledger, &decisions)?;
        let (entities, stored, at_hand) = Default::default();
        Ok(Believer {
            ledger,
            beats,
            reading,
            day,
            origins,
            at_hand,
            decisions,
            entities,
            stored,
            reads_all: false,
        })
    }

    /// Returns the reading.
    pub fn reading(&self) -> Reading {
        self.reading
    }

    /// Returns the day that is asked about.
    pub fn day(&self) -> Date {
        self.day
    }

    /// Returns what people decided, as far as the reading knows it.
    pub fn decisions(&self) -> &Decisions {
        &self.decisions
    }

    /// Returns the slots of `party` as the subject of a predicate of the beats (either party,
    /// where they may change places), in the order of their facets.
    ///
    /// A ledger that keeps answers gives the same ones again until there is another entry.
    pub fn slots(&mut self, party: &Party, predicate: &str) -> Result<Arc<Vec<Arc<Slot>>>, Error> {
        let Some(predicate) = self.beats.predicate(predicate) else { return Ok(Arc::default()) };
        let key = Asked {
            beats: self.beats.number(),
            reading: self.reading,
            day: self.day,
            party: party.clone(),
            predicate: predicate.name.clone(),
        };
        let parts = |slots: &Vec<Arc<Slot>>| slots.iter().map(|slot| slot.values.len() + 1).sum();
        kept(self.ledger, key, parts, || self.look_up(party, predicate))
    }

    fn look_up(&mut self, party: &Party, predicate: &Predicate) -> Result<Vec<Arc<Slot>>, Error> {
        let told = self.told(party, predicate)?;
        let mut facets: BTreeMap<BTreeMap<String, String>, Vec<&Told>> = BTreeMap::new();
        for one in &told.told {
            facets.entry(one.facet.clone()).or_default().push(one);
        }
        let later = self.later(party, predicate)?;
        let mut slots = Vec::new();
        for (facet, told_here) in facets {
            let mut values = match predicate.kind {
                PredicateKind::State => self.states(party, predicate, &told_here)?,
                PredicateKind::Attribute => self.attributes(party, predicate, &told_here)?,
                PredicateKind::Event => self.events(party, &told_here)?,
                PredicateKind::Schedule => self.schedule(party, predicate, &told_here)?,
            };
            self.resolve(party, predicate, &facet, &mut values)?;
            slots.push(Arc::new(Slot {
                subject: party.entity.clone(),
                predicate: predicate.name.clone(),
                label: predicate.label.clone(),
                kind: predicate.kind,
                later: later.get(&facet).copied(),
                facet,
                values,
                claims: told_here.len(),
                truncated: told.truncated,
            }));
        }
        // What is only known from later on still has a slot to say so.
        for (facet, later) in later {
            if !slots.iter().any(|slot| slot.facet == facet) {
                slots.push(Arc::new(Slot {
                    subject: party.entity.clone(),
                    predicate: predicate.name.clone(),
                    label: predicate.label.clone(),
                    kind: predicate.kind,
                    facet,
                    values: Vec::new(),
                    claims: 0,
                    truncated: false,
                    later: Some(later),
                }));
            }
        }
        Ok(slots)
    }

    /// Reads from now on whatever it reads of a slot whole, or not: the next ones are of one party, and need
    /// what others did.
    pub(crate) fn read_all(&mut self, all: bool) {
        self.reads_all = all;
    }

    /// Looks from another day than the reading tells.
    pub(crate) fn look_from(&mut self, day: Date) {
        self.day = day;
    }

    /// Returns an entity under all its numbers.
    pub fn party(&mut self, entity: &Entity) -> Result<Party, Error> {
        let recorded = self.recorded(entity.number)?;
        who::party(self.ledger, &self.decisions, self.reading.scope(), &recorded)
    }

    /// Returns a claim with its words.
    pub(crate) fn stored(&mut self, number: u64) -> Result<Option<StoredClaim>, Error> {
        if let Some(known) = self.stored.get(&number) {
            return Ok(Some(known.clone()));
        }
        let found = self.ledger.claims(&[number])?.pop();
        if self.stored.len() >= STORED {
            self.stored.clear();
        }
        self.stored.extend(found.iter().map(|found| (number, found.clone())));
        Ok(found)
    }

    /// Returns the id of the origin of a claim by itself.
    pub fn origin(&mut self, stored: &StoredClaim) -> Result<String, Error> {
        self.origins.id(self.ledger, &stored.claim.chain, stored.article.number, &stored.article.id)
    }

    /// Returns the entity of a number, under the name that it is shown by.
    fn entity(&mut self, number: u64) -> Result<Entity, Error> {
        let recorded = self.recorded(number)?;
        Ok(who::shown(&self.decisions, Entity::clone(&recorded)))
    }

    /// Returns the entity of a number as it was recorded.
    fn recorded(&mut self, number: u64) -> Result<Rc<Entity>, Error> {
        Ok(self.known(number)?.recorded.clone())
    }

    /// Returns the name of an entity, as it is compared.
    fn name(&mut self, number: u64) -> Result<Rc<str>, Error> {
        Ok(self.known(number)?.name.clone())
    }

    /// Returns the names of a party and the other one, as they are compared.
    fn names(&mut self, party: &Party, object: Option<&Entity>) -> Result<Vec<Rc<str>>, Error> {
        let numbers = std::iter::once(party.entity.number).chain(object.map(|one| one.number));
        numbers.map(|number| self.name(number)).collect()
    }

    fn known(&mut self, number: u64) -> Result<&Known, Error> {
        Ok(match self.entities.entry(number) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let found = self.ledger.entity_numbered(number)?.unwrap_or_else(|| Entity {
                    number,
                    id: String::new(),
                    name: format!("entity {number}"),
                    kind: None,
                });
                let name = fold(self.decisions.name(number).unwrap_or(&found.name)).into();
                new.insert(Known { recorded: Rc::new(found), name })
            }
        })
    }
}

/// Returns the days from `a` to `b`.
fn days(a: Date, b: Date) -> i64 {
    b.duration_since(a).as_hours() / 24
}

/// Returns whether `inner` names a time inside `outer`, and not all of it.
fn refines(inner: &str, outer: &str) -> bool {
    match (span_of(inner), span_of(outer)) {
        (Some(inner), Some(outer)) => inner != outer && outer.0 <= inner.0 && inner.1 <= outer.1,
        _ => false,
    }
}

/// Returns the first and the last day of a date or of a time between two.
fn span_of(text: &str) -> Option<(Date, Date)> {
    if let Ok(date) = text.parse::<PartialDate>() {
        return Some((date.first_day(), date.last_day()));
    }
    match text.parse().ok()? {
        Interval { start: Bound::At(start), end: Bound::At(end) } => {
            Some((start.first_day(), end.last_day()))
        }
        _ => None,
    }
}

/// The query for claims of one predicate that was found by examples.
fn typed(predicate: &Predicate) -> (ClaimKind, String) {
    (ClaimKind::Typed, predicate.name.clone())
}

/// Whether a claim says that something is so, however weakly.
fn affirms(row: &Row) -> bool {
    use reportedly_nlp::{Polarity, SpeechAct};
    row.polarity == Polarity::Positive
        && !matches!(row.act, SpeechAct::Ask | SpeechAct::Decline | SpeechAct::Retract)
        && row.firmness != Firmness::Denied
}

/// Whether a claim says that something is not so, or takes it back.
fn denies(row: &Row) -> Option<&'static str> {
    use reportedly_nlp::{Polarity, SpeechAct};
    match (row.act, row.polarity) {
        (SpeechAct::Retract, _) => Some("retracted"),
        (SpeechAct::Ask | SpeechAct::Decline, _) => None,
        (_, Polarity::Negative) => Some("denied"),
        _ if row.firmness == Firmness::Denied => Some("denied"),
        _ => None,
    }
}

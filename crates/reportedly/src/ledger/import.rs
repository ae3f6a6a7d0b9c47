//! Takes what another ledger holds into this one: two desks become one.
//!
//! Readings come in as the other ledger's extractor made them, decisions as its people made them,
//! with their own times: what both decided about, the later decision settles, whichever ledger is
//! taken into which. Doing it again changes nothing.
//!
//! **Invariant:** the ledger that is taken in is only read.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;

use super::carry::carried;
use super::*;

/// What came in.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Imported {
    /// Articles that were not here.
    pub new: u64,
    /// Other texts of articles that were here.
    pub revised: u64,
    /// Texts that were here, read by another extractor.
    pub reread: u64,
    /// Readings that were here.
    pub known: u64,
    /// Readings by an older extractor than the one that read the text here: they are left out.
    pub older: u64,
    /// Claims that came in.
    pub claims: u64,
    /// Decisions that came in.
    pub decisions: u64,
    /// Decisions about what is not here, as the reading that they speak of was left out.
    pub without: u64,
}

/// So many entries are looked at together, and become durable together.
const WINDOW: u64 = 256;

/// Takes everything that `from` holds into `ledger`; `recorded` tells the time of each entry and
/// `told` is called after each batch.
pub fn import(
    from: &dyn Ledger,
    ledger: &mut dyn Ledger,
    mut recorded: impl FnMut() -> Timestamp,
    mut told: impl FnMut(&Imported),
) -> Result<Imported, Error> {
    let mut importer =
        Importer { from, done: Imported::default(), edits: HashMap::new(), here: HashMap::new() };
    for one in ledger.decided()? {
        importer.here.entry(made(&one)).or_default().push(one.deed);
    }
    let mut decided: BTreeMap<u64, Vec<Decided>> = BTreeMap::new();
    for one in from.decided()? {
        decided.entry(one.entry).or_default().push(one);
    }
    let end = from.extent(Scope::ALL)?.entry;
    let mut last = 0;
    while last < end {
        let upto = (last + WINDOW).min(end);
        let scope = Scope { published_by: None, entry: Some(upto) };
        let mut readings: BTreeMap<u64, Extraction> = BTreeMap::new();
        for reading in from.extractions(Since::Entry(last), scope)? {
            readings.insert(reading.entry, reading);
        }
        ledger.begin()?;
        for entry in last + 1..=upto {
            if let Some(reading) = readings.get(&entry) {
                importer.reading(ledger, reading, recorded())?;
            }
            for one in decided.remove(&entry).unwrap_or_default() {
                importer.decision(ledger, &one, recorded())?;
            }
        }
        ledger.commit()?;
        last = upto;
        told(&importer.done);
    }
    Ok(importer.done)
}

struct Importer<'a> {
    from: &'a dyn Ledger,
    done: Imported,
    /// The claims that people made there, by their numbers there and here.
    edits: HashMap<u64, u64>,
    /// What was decided here, and has not come from there so far.
    here: HashMap<Made, Vec<Deed>>,
}

/// When, by whom and why something was decided.
type Made = (Timestamp, Option<String>, Option<String>);

fn made(one: &Decided) -> Made {
    (one.decided, one.by.clone(), one.because.clone())
}

impl Importer<'_> {
    fn reading(
        &mut self,
        ledger: &mut dyn Ledger,
        reading: &Extraction,
        recorded: Timestamp,
    ) -> Result<(), Error> {
        let revision = &reading.article.revision;
        if ledger.is_known(revision, &reading.extractor)? {
            self.done.known += 1;
            return Ok(());
        }
        let here = ledger.article(revision)?;
        let same = here.iter().find(|stored| stored.reference.revision == *revision);
        if let Some(stored) = same
            && let Some(newest) = ledger.extraction_of(stored.reference.number, Scope::ALL)?
            && version(&newest.extractor) > version(&reading.extractor)
        {
            self.done.older += 1;
            return Ok(());
        }
        let there = self.from.article(revision)?;
        let Some(stored) = there.into_iter().find(|s| s.reference.revision == *revision) else {
            return Ok(());
        };
        let numbers: Vec<u64> =
            (reading.first_claim..reading.first_claim + reading.claims).collect();
        let claims: Vec<Claim> =
            self.from.claims(&numbers)?.into_iter().map(|stored| stored.claim).collect();
        let done = ledger.record(&stored.article, &claims, recorded, &reading.extractor)?;
        match done.outcome {
            Outcome::New => self.done.new += 1,
            Outcome::Revised => self.done.revised += 1,
            Outcome::Reread => self.done.reread += 1,
            Outcome::Known => self.done.known += 1,
        }
        self.done.claims += done.claims as u64;
        Ok(())
    }

    fn decision(
        &mut self,
        ledger: &mut dyn Ledger,
        one: &Decided,
        recorded: Timestamp,
    ) -> Result<(), Error> {
        let why =
            Why { by: one.by.clone(), because: one.because.clone(), decided: Some(one.decided) };
        if let Deed::Review { claim, verdict: Verdict::Edited(edited) } = one.deed
            && !self.edits.contains_key(&edited)
        {
            return self.edit(ledger, one, (claim, edited), &why, recorded);
        }
        let Some(deed) = self.translated(ledger, &one.deed)? else {
            self.done.without += 1;
            return Ok(());
        };
        // What a verdict was carried over to there was carried over to here, too.
        if let Deed::Review { claim, verdict } = deed
            && one.carried
            && ledger.decisions(Scope::ALL)?.verdict(claim) == Some(verdict)
        {
            return Ok(());
        }
        // Each decision that is here stands for one that comes, however often the same is decided.
        let here = self.here.entry(made(one)).or_default();
        match here.iter().position(|known| *known == deed) {
            Some(at) => drop(here.remove(at)),
            None => {
                ledger.decide(&Decision { why, deed }, recorded)?;
                self.done.decisions += 1;
            }
        }
        Ok(())
    }

    /// Takes in a claim that a person put in the place of another one.
    fn edit(
        &mut self,
        ledger: &mut dyn Ledger,
        one: &Decided,
        (claim, edited): (u64, u64),
        why: &Why,
        recorded: Timestamp,
    ) -> Result<(), Error> {
        let there = self.from.claims(&[edited])?.pop();
        let (Some(here), Some(there)) = (self.claim(ledger, claim)?, there) else {
            self.done.without += 1;
            return Ok(());
        };
        let held = self.here.entry(made(one)).or_default();
        let known = held.iter().position(|deed| match deed {
            Deed::Review { claim, verdict: Verdict::Edited(_) } => *claim == here,
            _ => false,
        });
        let number = match known.map(|at| held.remove(at)) {
            Some(Deed::Review { verdict: Verdict::Edited(number), .. }) => number,
            _ => {
                self.done.decisions += 1;
                self.done.claims += 1;
                ledger.edit(here, &there.claim, why, recorded)?.1
            }
        };
        self.edits.insert(edited, number);
        Ok(())
    }

    /// Returns a deed in the numbers of `ledger`; `None` where that lacks what it speaks of.
    fn translated(&self, ledger: &dyn Ledger, deed: &Deed) -> Result<Option<Deed>, Error> {
        let entity = |number: u64| -> Result<Option<u64>, Error> {
            let Some(there) = self.from.entity_numbered(number)? else { return Ok(None) };
            Ok(ledger.entity(&there.id)?.map(|here| here.number))
        };
        let entities = |numbers: &[u64]| -> Result<Vec<u64>, Error> {
            let mut here = Vec::new();
            for &number in numbers {
                here.extend(entity(number)?);
            }
            Ok(here)
        };
        Ok(match deed {
            Deed::Merge { into, others } => {
                let others = entities(others)?;
                let into = entity(*into)?.filter(|_| !others.is_empty());
                into.map(|into| Deed::Merge { into, others }.in_order())
            }
            Deed::Split { entities: numbers } => {
                let here = entities(numbers)?;
                (!here.is_empty()).then(|| Deed::Split { entities: here }.in_order())
            }
            Deed::Rename { entity: number, name } => {
                entity(*number)?.map(|entity| Deed::Rename { entity, name: name.clone() })
            }
            Deed::Review { claim, verdict } => {
                let verdict = match verdict {
                    Verdict::Edited(edited) => self.edits.get(edited).copied().map(Verdict::Edited),
                    other => Some(*other),
                };
                let claim = self.claim(ledger, *claim)?;
                claim.zip(verdict).map(|(claim, verdict)| Deed::Review { claim, verdict })
            }
            Deed::Origin { claims: [one, other], apart } => {
                let (one, other) = (self.claim(ledger, *one)?, self.claim(ledger, *other)?);
                let claims = one.zip(other).map(|(one, other)| [one, other]);
                claims.map(|claims| Deed::Origin { claims, apart: *apart }.in_order())
            }
            Deed::Resolve(resolve) => {
                let object = match resolve.object {
                    Some(number) => match entity(number)? {
                        Some(object) => Some(object),
                        None => return Ok(None),
                    },
                    None => None,
                };
                let subject = entity(resolve.subject)?;
                subject.map(|subject| Deed::Resolve(Resolve { subject, object, ..resolve.clone() }))
            }
        })
    }

    /// Returns the number of a claim in `ledger`: the same place of the same reading, or the same
    /// claim in the reading that is there.
    fn claim(&self, ledger: &dyn Ledger, number: u64) -> Result<Option<u64>, Error> {
        if let Some(&edited) = self.edits.get(&number) {
            return Ok(Some(edited));
        }
        let Some(there) = self.from.claims(&[number])?.pop() else { return Ok(None) };
        let revision = &there.article.revision;
        if let Some(reading) = self.from.reading(revision, &there.extractor)?
            && let Some(here) = ledger.reading(revision, &there.extractor)?
        {
            let place = number.checked_sub(reading.first_claim).filter(|p| *p < here.claims);
            return Ok(place.map(|place| here.first_claim + place));
        }
        let here = ledger.article(revision)?;
        let Some(stored) = here.iter().find(|s| s.reference.revision == *revision) else {
            return Ok(None);
        };
        let newest = ledger.extraction_of(stored.reference.number, Scope::ALL)?;
        let Some(newest) = newest else { return Ok(None) };
        let numbers: Vec<u64> = (newest.first_claim..newest.first_claim + newest.claims).collect();
        let claims: Vec<Claim> =
            ledger.claims(&numbers)?.into_iter().map(|stored| stored.claim).collect();
        let same = carried(&[(Verdict::Cleared, 0, there.claim)], &claims);
        Ok(same.first().map(|(place, ..)| numbers[*place]))
    }
}

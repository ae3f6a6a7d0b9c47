//! Puts a value together from the claims that speak of it.

use reportedly_nlp::{Bound, Interval, Record};

use super::told::Told;
use super::{Believer, Dispute, Party, Standing, Value, affirms, denies};
use crate::claim::{Firmness, fold};
use crate::error::Error;
use crate::ledger::Row;
use crate::origin::Support;

/// The claims that speak of one value, newest first.
#[derive(Default)]
pub(super) struct Group<'t> {
    pub told: Vec<&'t Told>,
}

impl<'t> Group<'t> {
    /// Returns the claims that say that it is so, in revisions that still stand.
    pub fn support(&self) -> impl Iterator<Item = &'t Told> + '_ {
        self.told.iter().copied().filter(|told| affirms(&told.row) && !told.row.replaced)
    }

    /// Returns what speaks against it.
    pub fn disputes(&self) -> Vec<Dispute> {
        let against = self.told.iter().filter(|told| !told.row.replaced);
        against
            .filter_map(|told| {
                let rule = denies(&told.row)?;
                let (claim, published) = (told.row.claim, told.row.published);
                Some(Dispute { claim, rule, published, instead: None })
            })
            .collect()
    }
}

impl Believer<'_> {
    /// Returns a value that is reported by `support` (newest first, not empty).
    pub(super) fn value(
        &mut self,
        party: &Party,
        group: &Group,
        support: &[&Told],
        standing: Standing,
        rule: &'static str,
    ) -> Result<Value, Error> {
        let rows: Vec<&Row> = support.iter().map(|told| &told.row).collect();
        let shown = support.first().or(group.told.first()).copied();
        let object = shown.and_then(|told| told.object);
        let object = object.map(|object| self.entity(object)).transpose()?;
        let mut parties = self.names(party, object.as_ref())?;
        if !self.decisions.leave_names() {
            // Whoever was merged speaks of itself under every name.
            let merged = object.iter().flat_map(|object| self.decisions.members(object.number));
            let numbers: Vec<u64> = party.numbers.iter().chain(merged).copied().collect();
            for number in numbers {
                parties.push(fold(&self.recorded(number)?.name).into());
            }
        }
        let legs = self.origins.support(self.ledger, &rows, &parties)?;
        let firmness = rows.iter().map(|row| row.firmness).max().unwrap_or(Firmness::Denied);
        let dates = rows.iter().map(|row| row.published);
        let mut best = None;
        for row in &rows {
            // The firmest words, then those that name their source, then the newest.
            let links = self.origins.chain(self.ledger, row)?;
            let named = links.iter().any(|link| link.record == Record::Named);
            let key = (row.firmness, named, row.published, std::cmp::Reverse(row.tie));
            best = best.max(Some((key, row.claim)));
        }
        Ok(Value {
            object,
            value: rows.iter().find_map(|row| row.value.as_deref()).map(str::to_owned),
            standing,
            rule,
            firmness,
            valid_time: told_time(&rows),
            first_published: dates.clone().min().unwrap_or(self.day),
            last_published: dates.max().unwrap_or(self.day),
            best: best.map_or(0, |(_, claim)| claim),
            claims: rows.iter().map(|row| row.claim).collect(),
            support: legs,
            disputes: group.disputes(),
            replaced_by: None,
            ended_by: None,
            resolved: None,
            outcome: None,
        })
    }

    /// Returns a value that nobody reports: it is denied, asked about, or was taken out.
    pub(super) fn unreported(&mut self, group: &Group) -> Result<Option<Value>, Error> {
        let current: Vec<&Told> =
            group.told.iter().copied().filter(|told| !told.row.replaced).collect();
        let (standing, rule, told) = if current.iter().any(|told| denies(&told.row).is_some()) {
            let denying: Vec<&Told> =
                current.into_iter().filter(|told| denies(&told.row).is_some()).collect();
            (Standing::Denied, "denied", denying)
        } else if !current.is_empty() {
            (Standing::Asked, "asked", current)
        } else if group.told.iter().any(|told| affirms(&told.row)) {
            let before: Vec<&Told> =
                group.told.iter().copied().filter(|told| affirms(&told.row)).collect();
            (Standing::Withdrawn, "taken out", before)
        } else {
            return Ok(None);
        };
        let rows: Vec<&Row> = told.iter().map(|told| &told.row).collect();
        let object = told[0].object.map(|object| self.entity(object)).transpose()?;
        let firmness = match standing {
            Standing::Denied => Firmness::Denied,
            _ => rows.iter().map(|row| row.firmness).max().unwrap_or(Firmness::Rumoured),
        };
        let dates = rows.iter().map(|row| row.published);
        Ok(Some(Value {
            object,
            value: rows.iter().find_map(|row| row.value.as_deref()).map(str::to_owned),
            standing,
            rule,
            firmness,
            valid_time: told_time(&rows),
            first_published: dates.clone().min().unwrap_or(self.day),
            last_published: dates.max().unwrap_or(self.day),
            best: rows[0].claim,
            claims: Vec::new(),
            support: Support::default(),
            disputes: group.disputes(),
            replaced_by: None,
            ended_by: None,
            resolved: None,
            outcome: None,
        }))
    }
}

/// Returns the time that claims tell together: the latest start and the latest end that are told,
/// of the claims that tell one; the newest wins.
pub(super) fn told_time(rows: &[&Row]) -> Option<Interval> {
    let times: Vec<Interval> = rows.iter().filter_map(|row| row.valid_time).collect();
    let known = |bound: &Bound| *bound != Bound::Unknown;
    let start = times.iter().map(|time| time.start).find(known);
    let end = times.iter().map(|time| time.end).find(known);
    let time =
        Interval { start: start.unwrap_or(Bound::Unknown), end: end.unwrap_or(Bound::Unknown) };
    match (time.start, time.end) {
        (Bound::Unknown, Bound::Unknown) => None,
        (Bound::At(start), Bound::At(end)) if start.first_day() > end.last_day() => {
            times.first().copied()
        }
        _ => Some(time),
    }
}

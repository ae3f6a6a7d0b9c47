//! How values came out, by the last word of a person.
//!
//! Such a word is news of the day on which it was given: an answer as of a day before does not know
//! it.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::{Believer, Party, Standing, Value, rank};
use crate::beat::Predicate;
use crate::error::Error;
use crate::ledger::{Decided, Deed, Resolve, Resolved};

impl Believer<'_> {
    /// Tells of the values of a slot how they came out.
    pub(super) fn resolve(
        &mut self,
        party: &Party,
        predicate: &Predicate,
        facet: &BTreeMap<String, String>,
        values: &mut [Value],
    ) -> Result<(), Error> {
        let decisions = self.decisions.clone();
        let known: Vec<&Decided> =
            decisions.resolutions(&predicate.name).filter(|one| self.is_known(one)).collect();
        let mut changed = false;
        for one in known {
            let Deed::Resolve(resolve) = &one.deed else { continue };
            if resolve.facet != *facet {
                continue;
            }
            let Some(object) = self.other(party, predicate, resolve)? else { continue };
            let meant = |value: &&mut Value| {
                let number = value.object.as_ref().map(|object| object.number);
                let same = match (number, &object) {
                    (Some(number), Some(object)) => object.numbers.contains(&number),
                    (None, None) => true,
                    _ => false,
                };
                same && (resolve.value.is_none() || value.value == resolve.value)
            };
            let later = |value: &&mut Value| {
                let before = value.resolved.as_ref();
                before.is_none_or(|b| (b.decided, b.entry) < (one.decided, one.entry))
            };
            for value in values.iter_mut().filter(meant).filter(later) {
                value.resolved = Some(one.clone());
                changed = true;
            }
        }
        for value in values.iter_mut() {
            let outcome = value.resolved.as_ref().map(|one| &one.deed);
            if let Some(Deed::Resolve(Resolve { outcome: Resolved::False, .. })) = outcome {
                (value.standing, value.rule) = (Standing::Denied, "resolved");
            }
        }
        if changed {
            rank(values);
        }
        Ok(())
    }

    /// Whether a word of a person was given by the day that the reading asks about.
    fn is_known(&self, one: &Decided) -> bool {
        let day = one.decided.to_zoned(TimeZone::UTC).date();
        self.reading.hindsight || self.reading.as_of.is_none_or(|asked| day <= asked)
    }

    /// Returns the other party of what came out, seen from `party`; `None` where it is about
    /// somebody else.
    fn other(
        &mut self,
        party: &Party,
        predicate: &Predicate,
        resolve: &Resolve,
    ) -> Result<Option<Option<Party>>, Error> {
        let here = |number: &u64| party.numbers.contains(number);
        let other = match resolve.object {
            _ if here(&resolve.subject) => resolve.object,
            Some(object) if predicate.symmetric && here(&object) => Some(resolve.subject),
            _ => return Ok(None),
        };
        let Some(number) = other else { return Ok(Some(None)) };
        let entity = self.recorded(number)?;
        Ok(Some(Some(self.party(&entity)?)))
    }
}

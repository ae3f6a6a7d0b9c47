//! What is reported of a party, and of whom it is reported with.

use std::cmp::Reverse;

use super::{Believer, Party};
use crate::beat::Predicate;
use crate::claim::ClaimKind;
use crate::error::Error;
use crate::ledger::{PredicateRef, RowQuery, Side};

impl Believer<'_> {
    /// Returns the predicates of the beats that are reported of a party, in the beats' order.
    pub fn predicates(&mut self, party: &Party) -> Result<Vec<String>, Error> {
        self.found_predicates(party, |predicate, found| {
            found.as_subject || predicate.symmetric && found.as_object
        })
    }

    /// Returns the predicates of the beats that are reported of others with the party as the other
    /// one, where the two may not change places.
    pub fn object_predicates(&mut self, party: &Party) -> Result<Vec<String>, Error> {
        self.found_predicates(party, |predicate, found| !predicate.symmetric && found.as_object)
    }

    fn found_predicates(
        &mut self,
        party: &Party,
        meant: impl Fn(&Predicate, &PredicateRef) -> bool,
    ) -> Result<Vec<String>, Error> {
        let mut found = Vec::new();
        for &number in &party.numbers {
            found.extend(self.ledger.predicates_of(number)?);
        }
        let is_found = |predicate: &&Predicate| {
            found.iter().any(|reference| {
                reference.kind == ClaimKind::Typed
                    && reference.name == predicate.name
                    && meant(predicate, reference)
            })
        };
        let predicates = self.beats.predicates().map(|(_, predicate)| predicate);
        Ok(predicates.filter(is_found).map(|predicate| predicate.name.clone()).collect())
    }

    /// Returns those of whom the predicate is reported with the party as the other one; those of
    /// the newest `limit` claims.
    pub fn subjects(
        &mut self,
        party: &Party,
        predicate: &str,
        limit: usize,
    ) -> Result<Vec<Party>, Error> {
        let predicates = [predicate.to_owned()];
        let found = self.subjects_of(party, &predicates, limit)?;
        Ok(found.into_iter().map(|(subject, _)| subject).collect())
    }

    /// Returns those of whom the predicates are reported with the party as the other one, with the
    /// predicate; the last reported `limit` of them, in the order of the predicates.
    pub fn subjects_of(
        &mut self,
        party: &Party,
        predicates: &[String],
        limit: usize,
    ) -> Result<Vec<(Party, String)>, Error> {
        let mut rows = Vec::new();
        for (place, predicate) in predicates.iter().enumerate() {
            let query = RowQuery {
                entities: party.numbers.clone(),
                side: Side::Object,
                predicate: (ClaimKind::Typed, predicate.clone()),
                published_after: None,
                limit,
            };
            let found = self.ledger.rows(&query, self.reading.scope())?;
            rows.extend(found.into_iter().map(|row| (place, row)));
        }
        // The order of recording shows in no answer.
        rows.sort_by_key(|(place, row)| (Reverse(row.published), *place, row.tie));
        let mut found: Vec<(usize, Party)> = Vec::new();
        for (place, row) in rows {
            if found.len() == limit {
                break;
            }
            let known =
                |(at, party): &(usize, Party)| *at == place && party.numbers.contains(&row.subject);
            if !found.iter().any(known) {
                let entity = self.entity(row.subject)?;
                found.push((place, self.party(&entity)?));
            }
        }
        found.sort_by_key(|(place, _)| *place);
        Ok(found.into_iter().map(|(place, party)| (party, predicates[place].clone())).collect())
    }
}

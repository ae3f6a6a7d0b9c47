//! What was published after the day asked about, and is left out.

use std::collections::BTreeMap;

use super::{Believer, COUNTED, Later, Party, typed};
use crate::beat::Predicate;
use crate::error::Error;
use crate::ledger::{Count, RowQuery, Side};

impl Believer<'_> {
    /// Returns what was published about the predicate after the day asked about, by facet.
    pub(super) fn later(
        &mut self,
        party: &Party,
        predicate: &Predicate,
    ) -> Result<BTreeMap<BTreeMap<String, String>, Later>, Error> {
        let mut later: BTreeMap<BTreeMap<String, String>, Later> = BTreeMap::new();
        let Some((day, scope)) = self.reading.left_out() else { return Ok(later) };
        if predicate.slot_qualifiers.is_empty() {
            let mut query = RowQuery {
                entities: party.numbers.clone(),
                side: Side::Subject,
                predicate: typed(predicate),
                published_after: Some(day),
                limit: COUNTED,
            };
            let mut count = self.ledger.count(&query, scope)?;
            if predicate.symmetric {
                query.side = Side::Object;
                let other = self.ledger.count(&query, scope)?;
                count = match (count, other) {
                    (Some(one), Some(other)) => Some(Count {
                        claims: (one.claims + other.claims).min(COUNTED),
                        first: one.first.min(other.first),
                        last: one.last.max(other.last),
                    }),
                    (one, other) => one.or(other),
                };
            }
            let all = |count: Count| {
                let Count { claims, first, last } = count;
                (BTreeMap::new(), Later { claims, first, last })
            };
            return Ok(count.map(all).into_iter().collect());
        }
        for told in self.fetch(party, predicate, Some(day), None, scope, COUNTED)?.told {
            let published = told.row.published;
            let later = later.entry(told.facet).or_insert(Later {
                claims: 0,
                first: published,
                last: published,
            });
            later.claims += 1;
            later.first = later.first.min(published);
            later.last = later.last.max(published);
        }
        Ok(later)
    }
}

//! Looks up entities, claims and what is reported of whom.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use reportedly_nlp::{Polarity, SpeechAct};

use super::*;
use crate::claim::{ClaimKind, Firmness};

impl Memory {
    pub(super) fn mentions_of(
        &self,
        entity: u64,
        scope: Scope,
        limit: usize,
    ) -> Result<usize, Error> {
        let times = |kept: &Kept| {
            usize::from(kept.subject == entity) + usize::from(kept.object == Some(entity))
        };
        let in_scope = self.claims.iter().filter(|kept| self.holds_entry(scope, kept.entry));
        Ok(in_scope.map(times).sum::<usize>().min(limit))
    }

    pub(super) fn predicates_of(&self, entity: u64) -> Result<Vec<PredicateRef>, Error> {
        let mut found: BTreeMap<(ClaimKind, String), (bool, bool)> = BTreeMap::new();
        for kept in &self.claims {
            let (as_subject, as_object) = (kept.subject == entity, kept.object == Some(entity));
            if as_subject || as_object {
                let key = (kept.claim.kind, kept.claim.predicate.clone());
                let sides = found.entry(key).or_default();
                sides.0 |= as_subject;
                sides.1 |= as_object;
            }
        }
        Ok(found
            .into_iter()
            .map(|((kind, name), (as_subject, as_object))| PredicateRef {
                kind,
                name,
                as_subject,
                as_object,
            })
            .collect())
    }

    pub(super) fn rows(
        &self,
        query: &RowQuery,
        others: Option<&[u64]>,
        scope: Scope,
    ) -> Result<Vec<Row>, Error> {
        let decisions = Ledger::decisions(self, scope)?;
        let mut rows = Vec::new();
        for (place, kept) in self.claims.iter().enumerate() {
            let claim = &kept.claim;
            let (side, other) = match query.side {
                Side::Subject => (Some(kept.subject), kept.object),
                Side::Object => (kept.object, Some(kept.subject)),
            };
            let is_other = |others: &[u64]| other.is_some_and(|other| others.contains(&other));
            let Some(published) = self.published(kept) else { continue };
            if side.is_none_or(|side| !query.entities.contains(&side))
                || others.is_some_and(|others| !is_other(others))
                || claim.kind != query.predicate.0
                || claim.predicate != query.predicate.1
                || query.published_after.is_some_and(|after| published <= after)
                || !self.holds_entry(scope, kept.entry)
                || !decisions.counts(place as u64 + 1)
            {
                continue;
            }
            rows.extend(self.row(place, scope));
        }
        rows.sort_by_key(|row| std::cmp::Reverse((row.published, row.claim)));
        rows.truncate(query.limit);
        Ok(rows)
    }

    pub(super) fn claim(&self, id: &str) -> Result<Option<StoredClaim>, Error> {
        let Some((revision, ordinal)) = parse_claim_id(id) else { return Ok(None) };
        let place = self.claims.iter().position(|kept| {
            kept.ordinal == ordinal
                && self.entry(kept.entry).revision.is_some_and(|number| {
                    self.revision(number).stored.reference.revision == revision
                })
        });
        Ok(place.and_then(|place| self.stored(place as u64 + 1)))
    }

    pub(super) fn claims_of(&self, revision: u64, scope: Scope) -> Result<Vec<StoredClaim>, Error> {
        let known = |entry: u64| scope.entry.is_none_or(|last| entry <= last);
        let reads =
            |(place, entry): &(usize, &Entry)| entry.reads(revision) && known(*place as u64 + 1);
        let newest = self.entries.iter().enumerate().rfind(reads);
        let newest = newest.and_then(|(place, _)| self.extraction(place as u64 + 1));
        let Some(newest) = newest else { return Ok(Vec::new()) };
        let decisions = Ledger::decisions(self, scope)?;
        let read = newest.first_claim..newest.first_claim + newest.claims;
        let edits = (1..=self.claims.len() as u64).filter(|number| {
            let entry = self.kept(*number).map(|kept| self.entry(kept.entry));
            let edits = |e: &Entry| e.extractor.is_none() && e.revision == Some(revision);
            self.kept(*number).is_some_and(|kept| known(kept.entry)) && entry.is_some_and(edits)
        });
        let numbers = read.chain(edits).filter(|number| decisions.counts(*number));
        let mut found: Vec<StoredClaim> =
            numbers.filter_map(|number| self.stored(number)).collect();
        found.sort_by_key(|stored| {
            let evidence = &stored.claim.evidence;
            (evidence.field, evidence.span, stored.number)
        });
        Ok(found)
    }

    pub(super) fn told_slots(
        &self,
        predicates: &[&str],
        scope: Scope,
    ) -> Result<Vec<ToldSlot>, Error> {
        type Told = (BTreeSet<(Option<u64>, Option<String>)>, bool);
        let mut found: BTreeMap<(u64, Side, usize), Told> = BTreeMap::new();
        let decisions = Ledger::decisions(self, scope)?;
        let counted = (1..).zip(&self.claims).filter(|(number, _)| decisions.counts(*number));
        let counted = counted.map(|(_, kept)| kept);
        for kept in counted.filter(|kept| self.holds_entry(scope, kept.entry)) {
            let claim = &kept.claim;
            let place = predicates.iter().position(|name| *name == claim.predicate);
            let Some(place) = place.filter(|_| claim.kind == ClaimKind::Typed) else { continue };
            let denied = claim.polarity == Polarity::Negative
                || claim.firmness == Firmness::Denied
                || claim.act == SpeechAct::Retract;
            let as_subject = (kept.subject, Side::Subject, (kept.object, claim.value.clone()));
            let as_object = kept.object.map(|o| (o, Side::Object, (Some(kept.subject), None)));
            for (entity, side, value) in [Some(as_subject), as_object].into_iter().flatten() {
                let told = found.entry((entity, side, place)).or_default();
                told.0.insert(value);
                told.1 |= denied;
            }
        }
        Ok(found
            .into_iter()
            .map(|((entity, side, predicate), (values, denied))| ToldSlot {
                entity,
                side,
                predicate,
                several: values.len() > 1,
                denied,
            })
            .collect())
    }

    pub(super) fn reports(
        &self,
        sources: &[&str],
        scope: Scope,
        limit: usize,
    ) -> Result<Vec<Row>, Error> {
        let named = |name: &str| sources.contains(&name);
        let decisions = Ledger::decisions(self, scope)?;
        let mut rows = Vec::new();
        for (place, kept) in self.claims.iter().enumerate() {
            let revision = self.entry(kept.entry).revision.map(|number| self.revision(number));
            let outlet = revision.and_then(|revision| revision.provenance.outlet.as_deref());
            let cites = kept.claim.chain.iter().any(|link| named(&link.name));
            if kept.claim.kind == ClaimKind::Typed
                && (outlet.is_some_and(named) || cites)
                && self.holds_entry(scope, kept.entry)
                && decisions.counts(place as u64 + 1)
            {
                rows.extend(self.row(place, scope));
            }
        }
        rows.sort_by_key(|row| std::cmp::Reverse((row.published, row.claim)));
        rows.truncate(limit);
        Ok(rows)
    }

    fn published(&self, kept: &Kept) -> Option<Date> {
        let number = self.entry(kept.entry).revision?;
        Some(self.revision(number).stored.reference.published)
    }

    fn row(&self, place: usize, scope: Scope) -> Option<Row> {
        let kept = self.claims.get(place)?;
        let claim = &kept.claim;
        let number = self.entry(kept.entry).revision?;
        let revision = self.revision(number);
        Some(Row {
            claim: place as u64 + 1,
            entry: kept.entry,
            revision: number,
            article: revision.article,
            replaced: self.replaced(scope, kept.entry),
            kind: claim.kind,
            predicate: claim.predicate.as_str().into(),
            subject: kept.subject,
            object: kept.object,
            value: claim.value.as_deref().map(Arc::from),
            published: revision.stored.reference.published,
            outlet: revision.provenance.outlet.as_deref().map(Arc::from),
            credit: revision.provenance.credit.as_deref().map(Arc::from),
            chain: kept.chain,
            polarity: claim.polarity,
            certainty: claim.certainty,
            act: claim.act,
            firmness: claim.firmness,
            valid_time: claim.valid_time,
            tie: tie(&revision.stored.reference.revision, kept.ordinal),
        })
    }
}

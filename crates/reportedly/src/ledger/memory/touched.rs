//! Looks up what was told of somebody since.

use std::collections::BTreeSet;

use super::*;
use crate::claim::ClaimKind;

impl Memory {
    pub(super) fn touched(
        &self,
        entities: &[u64],
        since: Since,
        scope: Scope,
    ) -> Result<Touched, Error> {
        let mut touched = Touched::default();
        for read in self.extractions(since, scope)? {
            let claims = read.first_claim..read.first_claim + read.claims;
            let about: Vec<(u64, &Kept)> = claims
                .filter_map(|number| self.kept(number))
                .flat_map(|kept| {
                    let is_party =
                        |entity: &&u64| kept.subject == **entity || kept.object == Some(**entity);
                    entities.iter().filter(is_party).map(move |&entity| (entity, kept))
                })
                .collect();
            if read.revision_number > 1 || !about.is_empty() && read.outcome != Outcome::New {
                touched.changed.push(read);
                continue;
            }
            touched.articles += usize::from(!about.is_empty());
            let statements =
                about.iter().filter(|(_, kept)| kept.claim.kind == ClaimKind::Statement);
            touched.statements += statements
                .map(|(_, kept)| std::ptr::from_ref(*kept))
                .collect::<BTreeSet<_>>()
                .len();
            for (entity, kept) in
                about.iter().filter(|(_, kept)| kept.claim.kind == ClaimKind::Typed)
            {
                let slot = TouchedSlot {
                    entity: *entity,
                    subject: kept.subject,
                    predicate: kept.claim.predicate.clone(),
                };
                let last = touched.slots.entry(slot).or_insert(read.article.published);
                *last = (*last).max(read.article.published);
            }
        }
        Ok(touched)
    }
}

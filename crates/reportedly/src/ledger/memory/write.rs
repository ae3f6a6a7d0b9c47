//! Records articles, claims and decisions.

use std::sync::Arc;

use jiff::Timestamp;

use super::super::carry::carried;
use super::super::check::{chain_name, check, check_decision, check_edit};
use super::*;
use crate::claim::Argument;
use crate::origin;

impl Memory {
    pub(super) fn record(
        &mut self,
        article: &Article,
        claims: &[Claim],
        recorded: Timestamp,
        extractor: &str,
    ) -> Result<Recorded, Error> {
        check(article, claims)?;
        let (article_id, revision_id) = (article.id(), article.revision());
        let known = self.revisions.iter().position(|r| r.stored.reference.revision == revision_id);
        let known = known.map(|place| place as u64 + 1);
        let read = self.entries.iter().rposition(|entry| {
            entry.extractor.as_deref() == Some(extractor) && entry.revision == known
        });
        if let Some(place) = read {
            let entry = &self.entries[place];
            return Ok(Recorded {
                outcome: Outcome::Known,
                article: article_id,
                revision: revision_id,
                entry: place as u64 + 1,
                recorded: entry.recorded,
                claims: entry.claims as usize,
            });
        }
        let recorded = self.clock(recorded);
        let entry = self.entries.len() as u64 + 1;
        let (revision, outcome) = match known {
            Some(revision) => (revision, Outcome::Reread),
            None => {
                let place = self.articles.iter().position(|id| *id == article_id);
                let place = place.unwrap_or_else(|| {
                    self.articles.push(article_id.clone());
                    self.articles.len() - 1
                });
                let of_article = place as u64 + 1;
                let earlier = self.revisions.iter().filter(|r| r.article == of_article).count();
                let number = self.revisions.len() as u64 + 1;
                self.revisions.push(Revision {
                    article: of_article,
                    provenance: Arc::new(Provenance {
                        outlet: article.outlet.clone(),
                        credit: origin::credit(article),
                        taken_from: article.taken_from.clone(),
                        sketch: origin::sketch(article),
                    }),
                    stored: StoredArticle {
                        reference: ArticleRef {
                            id: article_id.clone(),
                            revision: revision_id.clone(),
                            number,
                            input: article.input.clone(),
                            url: article.url.clone(),
                            outlet: article.outlet.clone(),
                            title: article.title.clone(),
                            published: article.published,
                        },
                        number: earlier as u64 + 1,
                        entry,
                        recorded,
                        article: article.clone(),
                    },
                });
                (number, if earlier == 0 { Outcome::New } else { Outcome::Revised })
            }
        };
        self.carry(revision, claims, entry, recorded)?;
        self.entries.push(Entry {
            recorded,
            extractor: Some(extractor.to_owned()),
            revision: Some(revision),
            first_claim: self.claims.len() as u64 + 1,
            claims: claims.len() as u64,
        });
        for claim in claims {
            self.keep(claim, revision, entry);
        }
        Ok(Recorded {
            outcome,
            article: article_id,
            revision: revision_id,
            entry,
            recorded,
            claims: claims.len(),
        })
    }

    pub(super) fn decide(
        &mut self,
        decision: &Decision,
        recorded: Timestamp,
    ) -> Result<u64, Error> {
        check_decision(self, &decision.deed)?;
        let recorded = self.clock(recorded);
        Ok(self.decision(decision.why.clone(), decision.deed.clone().in_order(), recorded, None))
    }

    pub(super) fn edit(
        &mut self,
        claim: u64,
        edited: &Claim,
        why: &Why,
        recorded: Timestamp,
    ) -> Result<(u64, u64), Error> {
        let number = self.claims.len() as u64 + 1;
        let deed = Deed::Review { claim, verdict: Verdict::Edited(number) };
        check_edit(self, claim, edited)?;
        let old = self.kept(claim).map(|kept| self.entry(kept.entry));
        let revision = old.and_then(|entry| entry.revision).unwrap_or_default();
        let recorded = self.clock(recorded);
        let entry = self.decision(why.clone(), deed, recorded, Some((revision, number)));
        self.keep(edited, revision, entry);
        Ok((entry, number))
    }

    /// Adds a decision with its entry.
    fn decision(
        &mut self,
        why: Why,
        deed: Deed,
        recorded: Timestamp,
        claim: Option<(u64, u64)>,
    ) -> u64 {
        let entry = self.entries.len() as u64 + 1;
        self.entries.push(Entry {
            recorded,
            extractor: None,
            revision: claim.map(|(revision, _)| revision),
            first_claim: claim.map_or(0, |(_, number)| number),
            claims: u64::from(claim.is_some()),
        });
        let decided = why.decided.map_or(recorded, whole_second);
        let Why { by, because, .. } = why;
        let carried = false;
        self.decided.push(Decided { entry, recorded, decided, by, because, carried, deed });
        entry
    }

    /// Carries the verdicts on the last reading of a revision over to the claims of the next one.
    fn carry(
        &mut self,
        revision: u64,
        claims: &[Claim],
        entry: u64,
        recorded: Timestamp,
    ) -> Result<(), Error> {
        let Some(last) = Ledger::extraction_of(self, revision, Scope::ALL)? else { return Ok(()) };
        let decisions = Ledger::decisions(self, Scope::ALL)?;
        let mut before = Vec::new();
        let numbers = last.first_claim..last.first_claim + last.claims;
        let reviews: Vec<&Decided> = decisions.reviews(numbers).collect();
        for (at, review) in reviews.iter().enumerate() {
            if let Deed::Review { claim, verdict } = review.deed
                && let Some(stored) = self.stored(claim)
            {
                before.push((verdict, at as u64, stored.claim));
            }
        }
        let first = self.claims.len() as u64 + 1;
        for (place, verdict, at) in carried(&before, claims) {
            self.decided.push(Decided {
                entry,
                recorded,
                carried: true,
                deed: Deed::Review { claim: first + place as u64, verdict },
                ..reviews[at as usize].clone()
            });
        }
        Ok(())
    }

    fn keep(&mut self, claim: &Claim, revision: u64, entry: u64) {
        let of_revision = |kept: &&Kept| self.entry(kept.entry).revision == Some(revision);
        let ordinal = self.claims.iter().filter(of_revision).count() as u64;
        let subject = self.entity_of(&claim.subject);
        let object = claim.object.as_ref().map(|object| self.entity_of(object));
        let chain = self.chain_of(&claim.chain);
        self.claims.push(Kept { entry, ordinal, subject, object, chain, claim: claim.clone() });
    }

    /// Returns the time of an entry: whole seconds, as the file keeps them, and never before the
    /// last one.
    fn clock(&self, recorded: Timestamp) -> Timestamp {
        let recorded = whole_second(recorded);
        self.entries.last().map_or(recorded, |last| recorded.max(last.recorded))
    }

    fn entity_of(&mut self, argument: &Argument) -> u64 {
        let id = argument.id();
        if let Some(known) = self.entities.iter().find(|entity| entity.id == id) {
            return known.number;
        }
        let number = self.entities.len() as u64 + 1;
        self.entities.push(Entity { number, id, name: argument.name.clone(), kind: argument.kind });
        number
    }

    fn chain_of(&mut self, links: &[Link]) -> Option<u64> {
        if links.is_empty() {
            return None;
        }
        let name = chain_name(links);
        if let Some(known) = self.chains.iter().position(|chain| chain_name(chain) == name) {
            return Some(known as u64 + 1);
        }
        let plain = links.iter().map(|link| Link { cue: None, ..link.clone() });
        self.chains.push(plain.collect());
        Some(self.chains.len() as u64)
    }
}

/// Returns an instant as the file keeps it.
fn whole_second(instant: Timestamp) -> Timestamp {
    Timestamp::from_second(instant.as_second()).unwrap_or(instant)
}

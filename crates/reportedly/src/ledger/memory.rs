//! The ledger in memory: the same promises as the file, kept in the plainest way.
//!
//! It is what the file is tested against, and serves where nothing is to be kept. Every question
//! walks over everything: it is not meant for many articles.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use super::check::{chain_name, check, searched, thousandths};
use super::words::{Terms, snippet};
use super::*;
use crate::claim::{Argument, fold};
use crate::origin;

/// A ledger in memory.
#[derive(Default)]
pub struct Memory {
    articles: Vec<String>,
    revisions: Vec<Revision>,
    entries: Vec<Entry>,
    entities: Vec<Entity>,
    chains: Vec<Vec<Link>>,
    claims: Vec<Kept>,
    cursors: BTreeMap<String, u64>,
}

struct Revision {
    stored: StoredArticle,
    article: u64,
    provenance: Provenance,
}

struct Entry {
    recorded: Timestamp,
    extractor: String,
    revision: u64,
    first_claim: u64,
    claims: u64,
}

struct Kept {
    entry: u64,
    ordinal: u64,
    subject: u64,
    object: Option<u64>,
    chain: Option<u64>,
    claim: Claim,
}

impl Memory {
    /// Returns an empty ledger.
    pub fn new() -> Memory {
        Memory::default()
    }

    fn revision(&self, number: u64) -> &Revision {
        &self.revisions[number as usize - 1]
    }

    fn entry(&self, number: u64) -> &Entry {
        &self.entries[number as usize - 1]
    }

    fn kept(&self, number: u64) -> Option<&Kept> {
        self.claims.get((number as usize).checked_sub(1)?)
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

    /// Whether a revision with its first entry lies in scope.
    fn holds(&self, scope: Scope, published: Date, entry: u64) -> bool {
        scope.published_by.is_none_or(|day| published <= day)
            && scope.entry.is_none_or(|last| entry <= last)
    }

    fn holds_entry(&self, scope: Scope, number: u64) -> bool {
        let published = self.revision(self.entry(number).revision).stored.reference.published;
        self.holds(scope, published, number)
    }

    /// Whether something in scope takes the place of that entry.
    fn replaced(&self, scope: Scope, number: u64) -> bool {
        let entry = self.entry(number);
        let article = self.revision(entry.revision).article;
        let revised = self.revisions.iter().any(|other| {
            let reference = &other.stored.reference;
            other.article == article
                && reference.number > entry.revision
                && self.holds(scope, reference.published, other.stored.entry)
        });
        let reread = (number + 1..=self.entries.len() as u64).any(|later| {
            self.entry(later).revision == entry.revision
                && scope.entry.is_none_or(|last| later <= last)
        });
        revised || reread
    }

    fn stored(&self, number: u64) -> Option<StoredClaim> {
        let kept = self.kept(number)?;
        let entry = self.entry(kept.entry);
        let article = self.revision(entry.revision).stored.reference.clone();
        let mut claim = kept.claim.clone();
        claim.confidence = thousandths(claim.confidence) as f32 / 1000.0;
        claim.mentions = Default::default();
        claim.subject = self.argument(kept.subject);
        claim.object = kept.object.map(|object| self.argument(object));
        Some(StoredClaim {
            number,
            id: claim_id(&article.revision, kept.ordinal),
            entry: kept.entry,
            recorded: entry.recorded,
            extractor: entry.extractor.clone(),
            article,
            claim,
        })
    }

    fn row(&self, place: usize, scope: Scope) -> Row {
        let kept = &self.claims[place];
        let claim = &kept.claim;
        let entry = self.entry(kept.entry);
        let revision = self.revision(entry.revision);
        let published = revision.stored.reference.published;
        Row {
            claim: place as u64 + 1,
            entry: kept.entry,
            revision: entry.revision,
            article: revision.article,
            replaced: self.replaced(scope, kept.entry),
            kind: claim.kind,
            predicate: claim.predicate.clone(),
            subject: kept.subject,
            object: kept.object,
            value: claim.value.clone(),
            published,
            outlet: revision.provenance.outlet.clone(),
            chain: kept.chain,
            polarity: claim.polarity,
            certainty: claim.certainty,
            act: claim.act,
            firmness: claim.firmness,
            valid_time: claim.valid_time,
            tie: tie(&revision.stored.reference.revision, kept.ordinal),
        }
    }

    fn extraction(&self, number: u64) -> Extraction {
        let entry = self.entry(number);
        let stored = &self.revision(entry.revision).stored;
        Extraction {
            entry: number,
            recorded: entry.recorded,
            article: stored.reference.clone(),
            revision_number: stored.number,
            outcome: match (stored.entry == number, stored.number) {
                (true, 1) => Outcome::New,
                (true, _) => Outcome::Revised,
                (false, _) => Outcome::Reread,
            },
            first_claim: entry.first_claim,
            claims: entry.claims,
        }
    }

    fn argument(&self, entity: u64) -> Argument {
        let entity = &self.entities[entity as usize - 1];
        Argument { name: entity.name.clone(), kind: entity.kind }
    }
}

impl Ledger for Memory {
    fn begin(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn commit(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn record(
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
        let read = self
            .entries
            .iter()
            .rposition(|entry| Some(entry.revision) == known && entry.extractor == extractor);
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
        // The file keeps whole seconds.
        let recorded = Timestamp::from_second(recorded.as_second()).unwrap_or(recorded);
        let recorded = self.entries.last().map_or(recorded, |last| recorded.max(last.recorded));
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
                    provenance: Provenance {
                        outlet: article.outlet.clone(),
                        credit: origin::credit(article),
                        sketch: origin::sketch(article),
                    },
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
        let before: u64 =
            self.entries.iter().filter(|e| e.revision == revision).map(|e| e.claims).sum();
        self.entries.push(Entry {
            recorded,
            extractor: extractor.to_owned(),
            revision,
            first_claim: self.claims.len() as u64 + 1,
            claims: claims.len() as u64,
        });
        for (place, claim) in claims.iter().enumerate() {
            let subject = self.entity_of(&claim.subject);
            let object = claim.object.as_ref().map(|object| self.entity_of(object));
            let chain = self.chain_of(&claim.chain);
            self.claims.push(Kept {
                entry,
                ordinal: before + place as u64,
                subject,
                object,
                chain,
                claim: claim.clone(),
            });
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

    fn is_known(&self, revision: &str, extractor: &str) -> Result<bool, Error> {
        Ok(self.entries.iter().any(|entry| {
            entry.extractor == extractor
                && self.revision(entry.revision).stored.reference.revision == revision
        }))
    }

    fn extent(&self, scope: Scope) -> Result<Extent, Error> {
        let mut extent = Extent::default();
        let mut articles = BTreeSet::new();
        let mut revisions = BTreeSet::new();
        for number in (1..=self.entries.len() as u64).filter(|n| self.holds_entry(scope, *n)) {
            let entry = self.entry(number);
            let revision = self.revision(entry.revision);
            let published = revision.stored.reference.published;
            articles.insert(revision.article);
            revisions.insert(entry.revision);
            extent.entry = number;
            extent.claims += entry.claims;
            extent.first_published =
                Some(extent.first_published.map_or(published, |first| first.min(published)));
            extent.last_published =
                Some(extent.last_published.map_or(published, |last| last.max(published)));
        }
        extent.articles = articles.len() as u64;
        extent.revisions = revisions.len() as u64;
        Ok(extent)
    }

    fn entry_by(&self, time: Timestamp) -> Result<u64, Error> {
        let by = |entry: &Entry| entry.recorded.as_second() <= time.as_second();
        Ok(self.entries.iter().rposition(by).map_or(0, |place| place as u64 + 1))
    }

    fn entity(&self, id: &str) -> Result<Option<Entity>, Error> {
        Ok(self.entities.iter().find(|entity| entity.id == id).cloned())
    }

    fn entity_numbered(&self, number: u64) -> Result<Option<Entity>, Error> {
        Ok(self.entities.iter().find(|entity| entity.number == number).cloned())
    }

    fn entities_named(&self, name: &str) -> Result<Vec<Entity>, Error> {
        let key = fold(name);
        Ok(self.entities.iter().filter(|entity| fold(&entity.name) == key).cloned().collect())
    }

    fn entities_with(&self, wanted: &[String], limit: usize) -> Result<Vec<Entity>, Error> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let has = |entity: &&Entity| {
            let held = words(&entity.name);
            wanted.iter().all(|word| held.contains(word))
        };
        Ok(self.entities.iter().filter(has).take(limit).cloned().collect())
    }

    fn mentions_of(&self, entity: u64, scope: Scope, limit: usize) -> Result<usize, Error> {
        let times = |kept: &Kept| {
            usize::from(kept.subject == entity) + usize::from(kept.object == Some(entity))
        };
        let in_scope = self.claims.iter().filter(|kept| self.holds_entry(scope, kept.entry));
        Ok(in_scope.map(times).sum::<usize>().min(limit))
    }

    fn predicates_of(&self, entity: u64) -> Result<Vec<PredicateRef>, Error> {
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

    fn told_slots(&self, predicates: &[&str], scope: Scope) -> Result<Vec<ToldSlot>, Error> {
        type Told = (BTreeSet<(Option<u64>, Option<String>)>, bool);
        let mut found: BTreeMap<(u64, Side, usize), Told> = BTreeMap::new();
        for kept in self.claims.iter().filter(|kept| self.holds_entry(scope, kept.entry)) {
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

    fn rows(&self, query: &RowQuery, scope: Scope) -> Result<Vec<Row>, Error> {
        let mut rows = Vec::new();
        for (place, kept) in self.claims.iter().enumerate() {
            let claim = &kept.claim;
            let side = match query.side {
                Side::Subject => Some(kept.subject),
                Side::Object => kept.object,
            };
            let revision = self.revision(self.entry(kept.entry).revision);
            let published = revision.stored.reference.published;
            if side.is_none_or(|side| !query.entities.contains(&side))
                || claim.kind != query.predicate.0
                || claim.predicate != query.predicate.1
                || query.published_after.is_some_and(|after| published <= after)
                || !self.holds_entry(scope, kept.entry)
            {
                continue;
            }
            rows.push(self.row(place, scope));
        }
        rows.sort_by_key(|row| std::cmp::Reverse((row.published, row.claim)));
        rows.truncate(query.limit);
        Ok(rows)
    }

    fn reports(&self, sources: &[&str], scope: Scope, limit: usize) -> Result<Vec<Row>, Error> {
        let named = |name: &str| sources.contains(&name);
        let mut rows = Vec::new();
        for (place, kept) in self.claims.iter().enumerate() {
            let revision = self.revision(self.entry(kept.entry).revision);
            let by_outlet = revision.provenance.outlet.as_deref().is_some_and(named);
            let cites = kept.claim.chain.iter().any(|link| named(&link.name));
            if kept.claim.kind == ClaimKind::Typed
                && (by_outlet || cites)
                && self.holds_entry(scope, kept.entry)
            {
                rows.push(self.row(place, scope));
            }
        }
        rows.sort_by_key(|row| std::cmp::Reverse((row.published, row.claim)));
        rows.truncate(limit);
        Ok(rows)
    }

    fn chain(&self, number: u64) -> Result<Vec<Link>, Error> {
        let place = (number as usize).checked_sub(1);
        Ok(place.and_then(|place| self.chains.get(place)).cloned().unwrap_or_default())
    }

    fn qualifiers(&self, claim: u64) -> Result<Vec<(String, String)>, Error> {
        let kept = self.kept(claim);
        Ok(kept.map(|kept| kept.claim.qualifiers.clone().into_iter().collect()).unwrap_or_default())
    }

    fn provenance(&self, revision: u64) -> Result<Provenance, Error> {
        Ok(self.revision(revision).provenance.clone())
    }

    fn claims(&self, numbers: &[u64]) -> Result<Vec<StoredClaim>, Error> {
        Ok(numbers.iter().filter_map(|&number| self.stored(number)).collect())
    }

    fn claim(&self, id: &str) -> Result<Option<StoredClaim>, Error> {
        let Some((revision, ordinal)) = parse_claim_id(id) else { return Ok(None) };
        let place = self.claims.iter().position(|kept| {
            let of = self.entry(kept.entry).revision;
            kept.ordinal == ordinal && self.revision(of).stored.reference.revision == revision
        });
        Ok(place.and_then(|place| self.stored(place as u64 + 1)))
    }

    fn extraction_of(&self, revision: u64) -> Result<Option<Extraction>, Error> {
        let newest = self.entries.iter().rposition(|entry| entry.revision == revision);
        Ok(newest.map(|place| self.extraction(place as u64 + 1)))
    }

    fn claims_of(&self, revision: u64) -> Result<Vec<StoredClaim>, Error> {
        let Some(newest) = self.extraction_of(revision)? else { return Ok(Vec::new()) };
        let numbers = newest.first_claim..newest.first_claim + newest.claims;
        let mut found: Vec<StoredClaim> =
            numbers.filter_map(|number| self.stored(number)).collect();
        found.sort_by_key(|stored| {
            let evidence = &stored.claim.evidence;
            (evidence.field, evidence.span, stored.number)
        });
        Ok(found)
    }

    fn article(&self, id: &str) -> Result<Vec<StoredArticle>, Error> {
        let meant = |stored: &StoredArticle| {
            let reference = &stored.reference;
            match id.get(..2) {
                Some("a_") => reference.id == id,
                Some("r_") => reference.revision == id,
                _ => reference.url.as_deref() == Some(id) || reference.input == id,
            }
        };
        let articles: BTreeSet<u64> =
            self.revisions.iter().filter(|r| meant(&r.stored)).map(|r| r.article).collect();
        let mut found: Vec<&Revision> =
            self.revisions.iter().filter(|r| articles.contains(&r.article)).collect();
        found.sort_by_key(|revision| (revision.article, revision.stored.reference.number));
        Ok(found.into_iter().map(|revision| revision.stored.clone()).collect())
    }

    fn newest(&self, scope: Scope, limit: usize) -> Result<Vec<ArticleRef>, Error> {
        let mut found: Vec<&ArticleRef> = self
            .revisions
            .iter()
            .map(|revision| &revision.stored)
            .filter(|stored| self.holds(scope, stored.reference.published, stored.entry))
            .map(|stored| &stored.reference)
            .collect();
        found.sort_by_key(|reference| std::cmp::Reverse((reference.published, reference.number)));
        Ok(found.into_iter().take(limit).cloned().collect())
    }

    fn search(&self, search: &Search, scope: Scope) -> Result<Hits, Error> {
        let terms = Terms::new(&search.words);
        let mut hits = Hits::default();
        if terms.all.is_empty() {
            return Ok(hits);
        }
        // Without statistics of words the newest come first in either order.
        for revision in self.revisions.iter().rev() {
            let stored = &revision.stored;
            let mut text = words(&stored.article.text);
            // A phrase does not reach from the title into the text.
            text.push(String::new());
            text.extend(words(stored.article.title.as_deref().unwrap_or_default()));
            if hits.articles.len() < search.limit
                && self.holds(scope, stored.reference.published, stored.entry)
                && terms.meet(&text)
            {
                let shown = snippet(&stored.article.text, &terms);
                hits.articles.push((stored.reference.clone(), shown));
            }
        }
        let found = (1..=self.claims.len() as u64)
            .rev()
            .filter_map(|number| self.stored(number))
            .filter(|stored| self.holds_entry(scope, stored.entry))
            .filter(|stored| terms.meet(&searched(&stored.claim)));
        hits.claims = found.take(search.limit).collect();
        Ok(hits)
    }

    fn extractions(&self, since: Since, scope: Scope) -> Result<Vec<Extraction>, Error> {
        let mut found = Vec::new();
        for number in 1..=self.entries.len() as u64 {
            let stored = &self.revision(self.entry(number).revision).stored;
            let is_new = match since {
                Since::Day(day) => stored.reference.published > day,
                Since::Entry(last) => number > last,
            };
            if is_new && self.holds_entry(scope, number) {
                found.push(self.extraction(number));
            }
        }
        Ok(found)
    }

    fn propositions(&self, extraction: &Extraction) -> Result<Vec<Proposition>, Error> {
        let numbers = extraction.first_claim..extraction.first_claim + extraction.claims;
        let about = |kept: &Kept| Proposition {
            subject: kept.subject,
            kind: kept.claim.kind,
            predicate: kept.claim.predicate.clone(),
            object: kept.object,
        };
        Ok(numbers.filter_map(|number| self.kept(number)).map(about).collect())
    }

    fn sources(&self, scope: Scope) -> Result<Vec<SourceCount>, Error> {
        let mut counts = Counts::new();
        let mut articles: BTreeSet<(String, u64)> = BTreeSet::new();
        for number in 1..=self.entries.len() as u64 {
            if !self.holds_entry(scope, number) || self.replaced(scope, number) {
                continue;
            }
            let entry = self.entry(number);
            let revision = self.revision(entry.revision);
            let published = revision.stored.reference.published;
            if let Some(outlet) = &revision.provenance.outlet {
                let count = count(&mut counts, outlet, "outlet", published);
                count.claims += entry.claims;
                if articles.insert((outlet.clone(), revision.article)) {
                    count.articles += 1;
                }
            }
            for number in entry.first_claim..entry.first_claim + entry.claims {
                let links = self.kept(number).map_or(&[][..], |kept| &kept.claim.chain);
                let cited: BTreeSet<(&str, &'static str)> =
                    links.iter().map(|link| (link.name.as_str(), link.kind.as_str())).collect();
                for (name, kind) in cited {
                    count(&mut counts, name, kind, published).cited += 1;
                }
            }
        }
        Ok(counts.into_values().collect())
    }

    fn cursor(&self, name: &str) -> Result<Option<u64>, Error> {
        Ok(self.cursors.get(name).copied())
    }

    fn set_cursor(&mut self, name: &str, entry: u64) -> Result<(), Error> {
        self.cursors.insert(name.to_owned(), entry);
        Ok(())
    }
}

type Counts = BTreeMap<(String, &'static str), SourceCount>;

/// Returns the count of a source, with a day on which it published or was cited.
fn count<'a>(
    counts: &'a mut Counts,
    name: &str,
    kind: &'static str,
    published: Date,
) -> &'a mut SourceCount {
    let count = counts.entry((name.to_owned(), kind)).or_insert_with(|| SourceCount {
        name: name.to_owned(),
        kind: kind.to_owned(),
        articles: 0,
        claims: 0,
        cited: 0,
        first: published,
        last: published,
    });
    count.first = count.first.min(published);
    count.last = count.last.max(published);
    count
}

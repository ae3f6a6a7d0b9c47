//! Who is who: one entity with its names, what people decided about it, and who may be the same.
//!
//! Names are never put together by likeness: what speaks for it, and against it, is told with each
//! candidate, and a person decides.

use std::collections::{BTreeMap, BTreeSet};

use super::name::Named;
use crate::beat::Beats;
use crate::belief::{Believer, Party, Reading};
use crate::claim::{ClaimKind, fold};
use crate::error::{Error, ErrorKind};
use crate::ledger::{Decided, Deed, Entity, Ledger, RowQuery, Scope, Side, words};

/// At most so many entities are compared with one, and so many are given.
const COMPARED: usize = 200;
const GIVEN: usize = 20;
/// At most so many claims of an entity are looked at.
const LOOKED_AT: usize = 500;

/// One entity, as far as the ledger tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Identity {
    /// The one that stands for all.
    pub entity: Entity,
    /// Every name under which it is recorded, with the number of claims that name it (a thousand
    /// at most).
    pub names: Vec<(Entity, usize)>,
    /// What people decided about it.
    pub decided: Vec<Decided>,
    /// Who may be the same, the likeliest first.
    pub candidates: Vec<Candidate>,
}

/// An entity that may be the same as another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Which one.
    pub entity: Entity,
    /// How many claims name it (a thousand at most).
    pub claims: usize,
    /// What speaks for it and against it.
    pub evidence: Vec<Evidence>,
}

/// What speaks for two entities being one, or against it.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Evidence {
    /// The names are the same words in another order.
    SameWords,
    /// One name is a part of the other.
    PartOfName,
    /// The names differ in a letter or two.
    Spelling,
    /// A word of one is an initial or a short form of a word of the other.
    ShortForm,
    /// The same is reported of both: a predicate with the other party or the value.
    Shared(Vec<String>),
    /// They are of different kinds; `None` where that of one is not known.
    Kinds,
    /// So many articles tell of both: an article seldom calls one by two names.
    Together(usize),
}

impl Evidence {
    /// Returns how much it speaks for being one, below zero against it.
    fn weight(&self) -> i64 {
        match self {
            Evidence::SameWords => 6,
            Evidence::PartOfName | Evidence::ShortForm => 3,
            Evidence::Spelling => 4,
            Evidence::Shared(shared) => 2 * shared.len().min(5) as i64,
            Evidence::Kinds => -6,
            Evidence::Together(articles) => -(2 * (*articles).min(5) as i64),
        }
    }
}

/// Returns everybody whose names hold these words, or everybody who stands for others: with how
/// much is reported of each.
pub fn identities(
    ledger: &dyn Ledger,
    asked: Option<&Named>,
    reading: Reading,
) -> Result<Vec<(Party, usize)>, Error> {
    let scope = reading.scope();
    let decisions = ledger.decisions(scope)?;
    let mut parties = Vec::new();
    match asked {
        Some(named) => parties.extend(named.parties.iter().cloned()),
        None => {
            let renamed = decisions.names().map(|(number, _)| decisions.root(number));
            let roots: BTreeSet<u64> =
                decisions.merged().map(|(root, _)| root).chain(renamed).collect();
            for root in roots {
                if let Some(entity) = ledger.entity_numbered(root)? {
                    parties.push(crate::belief::who::party(ledger, &decisions, scope, &entity)?);
                }
            }
        }
    }
    let mut counted = Vec::new();
    for party in parties {
        let mut count = 0;
        for &number in &party.numbers {
            count += ledger.mentions_of(number, scope, 1000)?;
        }
        counted.push((party, count));
    }
    Ok(counted)
}

/// Returns what the ledger tells of who somebody is.
pub fn identity(
    ledger: &dyn Ledger,
    beats: &Beats,
    party: &Party,
    reading: Reading,
) -> Result<Identity, Error> {
    let scope = reading.scope();
    let mut names = Vec::new();
    for &number in &party.numbers {
        if let Some(entity) = ledger.entity_numbered(number)? {
            names.push((entity, ledger.mentions_of(number, scope, 1000)?));
        }
    }
    let in_scope = |one: &Decided| scope.entry.is_none_or(|last| one.entry <= last);
    let about = |one: &Decided| match &one.deed {
        Deed::Merge { into, others } => {
            party.numbers.contains(into) || others.iter().any(|n| party.numbers.contains(n))
        }
        Deed::Split { entities } => entities.iter().any(|n| party.numbers.contains(n)),
        Deed::Rename { entity, .. } => party.numbers.contains(entity),
        Deed::Review { .. } | Deed::Resolve(_) | Deed::Origin { .. } => false,
    };
    let decided = ledger.decided()?;
    Ok(Identity {
        entity: party.entity.clone(),
        names,
        decided: decided.into_iter().filter(|one| in_scope(one) && about(one)).collect(),
        candidates: candidates(ledger, beats, party, reading)?,
    })
}

/// Returns who may be the same as a party, the likeliest first.
fn candidates(
    ledger: &dyn Ledger,
    beats: &Beats,
    party: &Party,
    reading: Reading,
) -> Result<Vec<Candidate>, Error> {
    let scope = reading.scope();
    let mut believer = Believer::new(ledger, beats, reading)?;
    let own = words(&party.entity.name);
    let mut seen: BTreeSet<u64> = party.numbers.iter().copied().collect();
    let mut found = Vec::new();
    let told = facts(ledger, &mut believer, party, scope)?;
    for word in own.iter().filter(|word| word.chars().count() > 1) {
        for entity in ledger.entities_with(std::slice::from_ref(word), COMPARED)? {
            if seen.contains(&entity.number) {
                continue;
            }
            let other = believer.party(&entity)?;
            seen.extend(other.numbers.iter().copied());
            let mut claims = 0;
            for &number in &other.numbers {
                claims += ledger.mentions_of(number, scope, 1000)?;
            }
            let mut evidence = likeness(&own, &words(&other.entity.name));
            // A first name, or a title, that two share by chance says nothing.
            if evidence.is_empty() || claims == 0 {
                continue;
            }
            let kinds = (party.entity.kind, other.entity.kind);
            if let (Some(a), Some(b)) = kinds
                && a != b
            {
                evidence.push(Evidence::Kinds);
            }
            let others = facts(ledger, &mut believer, &other, scope)?;
            let shared: Vec<String> =
                told.keys().filter(|k| others.contains_key(*k)).cloned().collect();
            if !shared.is_empty() {
                evidence.push(Evidence::Shared(shared));
            }
            let articles = |told: &BTreeMap<String, BTreeSet<u64>>| -> BTreeSet<u64> {
                told.values().flatten().copied().collect()
            };
            let together = articles(&told).intersection(&articles(&others)).count();
            if together > 0 {
                evidence.push(Evidence::Together(together));
            }
            found.push(Candidate { entity: other.entity, claims, evidence });
        }
    }
    let weight =
        |candidate: &Candidate| candidate.evidence.iter().map(Evidence::weight).sum::<i64>();
    found.sort_by(|a, b| {
        (weight(b), b.claims, &a.entity.name, a.entity.kind).cmp(&(
            weight(a),
            a.claims,
            &b.entity.name,
            b.entity.kind,
        ))
    });
    found.truncate(GIVEN);
    Ok(found)
}

/// Returns what is reported of a party by the beats, each with the articles that report it.
fn facts(
    ledger: &dyn Ledger,
    believer: &mut Believer,
    party: &Party,
    scope: Scope,
) -> Result<BTreeMap<String, BTreeSet<u64>>, Error> {
    let mut facts: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    let predicates = [
        (Side::Subject, believer.predicates(party)?),
        (Side::Object, believer.object_predicates(party)?),
    ];
    for (side, predicates) in predicates {
        for name in predicates {
            let query = RowQuery {
                entities: party.numbers.clone(),
                side,
                predicate: (ClaimKind::Typed, name.clone()),
                published_after: None,
                limit: LOOKED_AT,
            };
            for row in ledger.rows(&query, scope)? {
                let other = match side {
                    Side::Subject => row.object,
                    Side::Object => Some(row.subject),
                };
                let mut told = vec![name.replace('_', " ")];
                if let Some(other) = other {
                    told.extend(ledger.entity_numbered(other)?.map(|entity| entity.name));
                }
                told.extend(row.value.as_deref().map(str::to_owned));
                facts.entry(told.join(" ")).or_default().insert(row.article);
            }
        }
    }
    Ok(facts)
}

/// Returns how two names are alike, by their words.
fn likeness(a: &[String], b: &[String]) -> Vec<Evidence> {
    let sorted = |words: &[String]| {
        let mut words = words.to_vec();
        words.sort();
        words
    };
    if sorted(a) == sorted(b) {
        return vec![Evidence::SameWords];
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() < long.len() && long.windows(short.len()).any(|window| window == short) {
        return vec![Evidence::PartOfName];
    }
    if short.len() != long.len() {
        return Vec::new();
    }
    let differing: Vec<(&String, &String)> = a.iter().zip(b).filter(|(a, b)| a != b).collect();
    match differing[..] {
        [(a, b)] if a.len().min(b.len()) != 2 && (a.starts_with(&**b) || b.starts_with(&**a)) => {
            vec![Evidence::ShortForm]
        }
        [(a, b)] if is_misspelt(a, b) => vec![Evidence::Spelling],
        _ => Vec::new(),
    }
}

/// Whether two words differ in one letter, or are of the same letters but for two neighbours.
fn is_misspelt(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().min(b.len()) < 4 || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    match (a, b) {
        ([_], [_]) | ([_], []) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

/// Returns the deed by which two parties become one: `into` stands for both.
///
/// # Errors
/// Where they are one already.
pub fn merge(ledger: &dyn Ledger, into: &Party, other: &Party) -> Result<Deed, Error> {
    let decisions = ledger.decisions(Scope::ALL)?;
    if into.entity.number == other.entity.number {
        return Err(Error::new(
            ErrorKind::NotFound,
            format!("'{}' and '{}' are one already", into.entity.name, other.entity.name),
        )
        .with_hint("`reportedly entity show` tells its names"));
    }
    let root = decisions.root(into.entity.number);
    let numbers = std::iter::once(&other.entity.number).chain(&other.numbers);
    let others: BTreeSet<u64> =
        numbers.map(|number| decisions.root(*number)).filter(|number| *number != root).collect();
    Ok(Deed::Merge { into: root, others: others.into_iter().collect() })
}

/// Returns the deed that takes a name out of what it was merged into, with whatever was merged
/// together with it; of one that stands for others, these; else of one that is together with the
/// same name of another kind, itself.
///
/// # Errors
/// Where the name stands for itself alone, or for several.
pub fn split(ledger: &dyn Ledger, asked: &str, named: &Named) -> Result<Deed, Error> {
    let decisions = ledger.decisions(Scope::ALL)?;
    let party = named.one()?;
    let decided = ledger.decided()?;
    let mut own = Vec::new();
    for &number in &party.numbers {
        if let Some(entity) = ledger.entity_numbered(number)?
            && (entity.id == asked || fold(&entity.name) == fold(asked))
        {
            own.push(entity);
        }
    }
    // What was merged in one go comes out in one go, so that all is as it was.
    let merged_with = |number: u64| {
        decided.iter().rev().find_map(|one| match &one.deed {
            Deed::Merge { others, .. } if others.contains(&number) => Some(others.clone()),
            _ => None,
        })
    };
    let merged: Vec<u64> = own
        .iter()
        .map(|entity| entity.number)
        .filter(|number| decisions.is_merged(*number))
        .collect();
    let mut entities: BTreeSet<u64> = BTreeSet::new();
    for number in &merged {
        entities.extend(merged_with(*number).unwrap_or_else(|| vec![*number]));
    }
    if merged.is_empty() {
        entities.extend(decisions.members(party.entity.number));
    }
    entities.retain(|number| decisions.is_merged(*number));
    if entities.is_empty()
        && party.numbers.len() > 1
        && let [one] = &own[..]
    {
        entities.insert(one.number);
    }
    if entities.is_empty() {
        return Err(Error::new(
            ErrorKind::NotFound,
            format!("'{asked}' stands for nobody else, and nobody else for it"),
        )
        .with_hint("`reportedly entity list` tells who was merged"));
    }
    Ok(Deed::Split { entities: entities.into_iter().collect() })
}

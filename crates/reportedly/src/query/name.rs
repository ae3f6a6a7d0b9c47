//! What a name in a request stands for: never guessed silently.

use std::collections::BTreeMap;

use reportedly_nlp::EntityKind;

use crate::belief::{Party, Reading, who};
use crate::claim::fold;
use crate::error::{Error, ErrorKind};
use crate::ledger::{Decisions, Entity, Ledger, Scope, words};

/// At most so many candidates are looked at, and so many are given.
const LOOKED_AT: usize = 500;
const GIVEN: usize = 8;

/// What a name stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The name as it was asked.
    pub asked: String,
    /// How it was found.
    pub how: How,
    /// Whom or what it stands for: several where it may mean each of them.
    pub parties: Vec<Party>,
    /// Others whose names hold its words, and that it does not stand for.
    pub others: Vec<Entity>,
}

/// How a name was found.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum How {
    /// By its id.
    Id,
    /// Just so, but for capitals, accents and marks.
    Exact,
    /// As a part of a longer name.
    Part,
    /// Not at all.
    Nothing,
}

/// Finds what a name, or an id (`e_...`), stands for.
///
/// Somebody's exact name stands for nobody else; a title also stands for those that continue it
/// ("Harbour Lights" for "Harbour Lights 2"), as such titles name a series. What only a part of
/// names matches stands for all of them.
///
/// Only who is in scope of the reading is looked at; where that is nobody, everybody, so that an
/// answer can say that there are later reports.
pub fn resolve(ledger: &dyn Ledger, name: &str, reading: Reading) -> Result<Named, Error> {
    let decisions = ledger.decisions(reading.scope())?;
    let named = resolve_in(ledger, &decisions, name, reading.scope(), reading.scope())?;
    match named.how {
        // Who is known from later on alone is nobody whom the reading knows: that, too, is told later.
        How::Nothing if reading.scope() != Scope::ALL => {
            resolve_in(ledger, &decisions, name, Scope::ALL, reading.scope())
        }
        _ => Ok(named),
    }
}

/// Finds what a name stands for among who is told of in `known`, and who is one with whom by what
/// `scope` holds.
fn resolve_in(
    ledger: &dyn Ledger,
    decisions: &Decisions,
    name: &str,
    known: Scope,
    scope: Scope,
) -> Result<Named, Error> {
    let asked = name.trim().to_owned();
    if asked.starts_with("e_")
        && let Some(entity) = ledger.entity(&asked)?
    {
        let parties = vec![by_id(ledger, decisions, scope, entity)?];
        return Ok(Named { asked, how: How::Id, parties, others: Vec::new() });
    }
    let wanted = plain_words(&asked);
    if wanted.is_empty() {
        return Ok(Named { asked, how: How::Nothing, parties: Vec::new(), others: Vec::new() });
    }
    let mut candidates = ledger.entities_with(&wanted, LOOKED_AT)?;
    for entity in ledger.entities_named(&asked)? {
        if !candidates.contains(&entity) {
            candidates.push(entity);
        }
    }
    for (number, name) in decisions.names() {
        if holds(&plain_words(name), &wanted)
            && let Some(entity) = ledger.entity_numbered(number)?
            && !candidates.contains(&entity)
        {
            candidates.push(entity);
        }
    }
    if known != Scope::ALL {
        let mut told = Vec::new();
        for entity in candidates {
            // Whoever a person made one with others is known where one of them is.
            let root = decisions.root(entity.number);
            let mut numbers = std::iter::once(&root).chain(decisions.members(root));
            if numbers.try_fold(false, |is_told, number| {
                Ok::<_, Error>(is_told || ledger.mentions_of(*number, known, 1)? > 0)
            })? {
                told.push(entity);
            }
        }
        candidates = told;
    }
    let is_named = |entity: &Entity, meant: &dyn Fn(&str) -> bool| {
        meant(&entity.name) || decisions.name(entity.number).is_some_and(meant)
    };
    let exactly = |name: &str| plain_words(name) == wanted || fold(name) == fold(&asked);
    let partly = |name: &str| holds(&plain_words(name), &wanted);
    let (exact, longer): (Vec<Entity>, Vec<Entity>) =
        candidates.into_iter().partition(|entity| is_named(entity, &exactly));
    let longer: Vec<Entity> =
        longer.into_iter().filter(|entity| is_named(entity, &partly)).collect();
    let mut parties = who::settled(ledger, decisions, scope, parties(exact))?;
    rank(ledger, &mut parties, known)?;
    let mut longer = who::settled(ledger, decisions, scope, self::parties(longer))?;
    // Who has the name is not also somebody with a longer one.
    longer.retain(|party| parties.iter().all(|p| p.entity.number != party.entity.number));
    rank(ledger, &mut longer, known)?;
    let how = match (parties.is_empty(), longer.is_empty()) {
        (false, _) => How::Exact,
        (true, false) => How::Part,
        (true, true) => How::Nothing,
    };
    // A title stands for what continues it; and a part of names, for each of them.
    let series = |party: &Party| {
        party.entity.kind == Some(EntityKind::Work)
            && plain_words(&party.entity.name).starts_with(&wanted)
    };
    let is_title =
        parties.iter().all(|party| matches!(party.entity.kind, Some(EntityKind::Work) | None));
    let (meant, others): (Vec<Party>, Vec<Party>) =
        longer.into_iter().partition(|party| how == How::Part || is_title && series(party));
    parties.extend(meant);
    let mut others: Vec<Entity> = others.into_iter().map(|party| party.entity).collect();
    others.extend(parties.split_off(parties.len().min(GIVEN)).into_iter().map(|p| p.entity));
    others.truncate(GIVEN);
    Ok(Named { asked, how, parties, others })
}

impl Named {
    /// Returns the one that the name stands for.
    ///
    /// # Errors
    /// Where it stands for nobody, or for several.
    pub fn one(&self) -> Result<&Party, Error> {
        match &self.parties[..] {
            [one] => Ok(one),
            [] => Err(self.unknown()),
            several => {
                let names: Vec<String> =
                    several.iter().map(|party| described(&party.entity)).collect();
                Err(Error::new(
                    ErrorKind::NotFound,
                    format!("'{}' may mean {}", self.asked, names.join(", ")),
                )
                .with_hint("ask with the full name, or with the id"))
            }
        }
    }

    /// Returns the error that says that nobody of that name is in the ledger.
    pub fn unknown(&self) -> Error {
        Error::new(ErrorKind::NotFound, format!("nothing is recorded of '{}'", self.asked))
            .with_hint(format!("look for its words with `reportedly search '{}'`", self.asked))
    }
}

/// Returns the entity of an id with the same name without a kind, and what it was merged with.
fn by_id(
    ledger: &dyn Ledger,
    decisions: &Decisions,
    scope: Scope,
    entity: Entity,
) -> Result<Party, Error> {
    let same = ledger.entities_named(&entity.name)?;
    let alone = decisions.is_apart(entity.number);
    let numbers = same
        .iter()
        .filter(|other| match alone || decisions.is_apart(other.number) {
            true => other.number == entity.number,
            false => other.kind == entity.kind || other.kind.is_none(),
        })
        .map(|other| other.number);
    let number = entity.number;
    let party = Party { numbers: numbers.collect(), entity };
    let parties = who::settled(ledger, decisions, scope, vec![party])?;
    let of_it = parties.iter().position(|party| party.numbers.contains(&number));
    let mut parties = parties;
    Ok(parties.swap_remove(of_it.unwrap_or(0)))
}

fn described(entity: &Entity) -> String {
    let kind = entity.kind.map_or(String::new(), |kind| format!("{}, ", kind.as_str()));
    format!("{} ({kind}{})", entity.name, entity.id)
}

/// Puts the same name without a kind to the one that has a kind, if only one has it.
fn parties(entities: Vec<Entity>) -> Vec<Party> {
    let mut names: BTreeMap<Vec<String>, Vec<Entity>> = BTreeMap::new();
    for entity in entities {
        names.entry(plain_words(&entity.name)).or_default().push(entity);
    }
    let mut parties = Vec::new();
    for entities in names.into_values() {
        let mut kinds: BTreeMap<Option<EntityKind>, Vec<Entity>> = BTreeMap::new();
        for entity in entities {
            kinds.entry(entity.kind).or_default().push(entity);
        }
        let unknown = if kinds.len() == 2 { kinds.remove(&None) } else { None };
        for (at, mut same) in kinds.into_values().enumerate() {
            if at == 0 {
                same.extend(unknown.iter().flatten().cloned());
            }
            let numbers = same.iter().map(|entity| entity.number).collect();
            parties.push(Party { entity: same.swap_remove(0), numbers });
        }
    }
    parties
}

/// Sorts by how much is reported of them.
fn rank(ledger: &dyn Ledger, parties: &mut Vec<Party>, scope: Scope) -> Result<(), Error> {
    let mut counted = Vec::new();
    for party in parties.drain(..) {
        let mut count = 0;
        for &number in &party.numbers {
            count += ledger.mentions_of(number, scope, 1000)?;
        }
        counted.push((std::cmp::Reverse(count), party.entity.name.clone(), party));
    }
    counted.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    parties.extend(counted.into_iter().map(|(.., party)| party));
    Ok(())
}

/// Returns whether `wanted` stands together in `name`.
fn holds(name: &[String], wanted: &[String]) -> bool {
    name.windows(wanted.len()).any(|window| window == wanted)
}

/// Returns the words of a name without what only addresses its bearer.
fn plain_words(name: &str) -> Vec<String> {
    const ADDRESS: &[&str] =
        &["mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "the"];
    let mut words = words(name);
    if words.last().is_some_and(|word| word == "s") && words.len() > 1 && name.contains(['\'', '’'])
    {
        let possessive = fold(name);
        words = self::words(&possessive);
    }
    let address = words.iter().take_while(|word| ADDRESS.contains(&word.as_str())).count();
    if address < words.len() {
        words.drain(..address);
    }
    words
}

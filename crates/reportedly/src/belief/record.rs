//! Records of sources: what became of what they reported, as known on the day asked about.
//!
//! A report counts for the source that it **goes back to**: the outlet that says so in its own
//! voice or on the word of somebody unnamed, or whoever is cited by name. What an outlet passes on
//! from others counts for them. Of each proposition the first report counts, with its firmness,
//! and what other origins made of it since:
//!
//! - *confirmed*: a party or an authority confirmed it;
//! - *contradicted*: another origin denied it while it was told, or its own source took it back;
//! - where both happened, the last of the two; where neither did, it is *undecided*.
//!
//! The *lead* is how many days its first report came before the first of another origin; after it,
//! where it is negative. Nothing here is added up to one number: a source that is right about
//! release dates may be wrong about marriages.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::Date;

use super::conflict::DENIAL;
use super::told::FAR_BACK;
use super::{Believer, affirms, days, denies};
use crate::claim::Firmness;
use crate::error::Error;
use crate::ledger::Row;
use crate::origin;

/// What a claim of a slot says: the other party's name, as it is compared, and the value.
type Said = (Option<Rc<str>>, Option<Arc<str>>);

/// What became of reports of one predicate and firmness.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Tally {
    /// How many propositions were reported.
    pub reported: usize,
    /// How many a party or an authority confirmed later.
    pub confirmed: usize,
    /// How many another origin denied, or the source took back.
    pub contradicted: usize,
    /// The days by which the first report came before the first of another origin, of those that
    /// have one, in order.
    pub leads: Vec<i64>,
}

impl Tally {
    /// Returns how many were neither confirmed nor contradicted.
    pub fn undecided(&self) -> usize {
        self.reported - self.confirmed - self.contradicted
    }

    /// Returns the lead in the middle; of two, the smaller.
    pub fn median_lead(&self) -> Option<i64> {
        self.leads.get(self.leads.len().checked_sub(1)? / 2).copied()
    }

    /// Returns between which shares, from 0 to 1, that of the confirmed among the decided lies:
    /// the 95 % interval of Wilson (1927), which holds for small numbers too.
    pub fn confirmed_share(&self) -> Option<(f64, f64)> {
        wilson(self.confirmed, self.confirmed + self.contradicted)
    }
}

/// Returns the 95 % interval of Wilson for a share of `hits` among `all`; `None` of nothing.
pub fn wilson(hits: usize, all: usize) -> Option<(f64, f64)> {
    const Z: f64 = 1.959_963_984_540_054;
    if all == 0 {
        return None;
    }
    let (n, share) = (all as f64, hits as f64 / all as f64);
    let middle = share + Z * Z / (2.0 * n);
    let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let whole = 1.0 + Z * Z / n;
    Some((((middle - spread) / whole).max(0.0), ((middle + spread) / whole).min(1.0)))
}

/// What became of reports, by predicate and firmness.
type Tallies = BTreeMap<(String, Firmness), Tally>;

/// What a source reported first of one proposition.
struct First {
    published: Date,
    firmness: Firmness,
    last: Date,
}

/// Subject, predicate, other party, value.
type Key = (u64, Arc<str>, Option<u64>, Option<Arc<str>>);

impl Believer<'_> {
    /// Returns what became of the reports among `rows` that go back to a source of that name, by
    /// predicate and firmness, and how many of the rows do not.
    pub fn record(&mut self, source: &str, rows: &[Row]) -> Result<(Tallies, usize), Error> {
        let root = origin::name_key(source);
        let mut firsts: BTreeMap<Key, First> = BTreeMap::new();
        let mut passed_on = 0;
        for row in rows.iter().filter(|row| affirms(row)) {
            if *self.origins.root_of(self.ledger, row)? != *root {
                passed_on += 1;
                continue;
            }
            let first = firsts.entry(self.key(row)).or_insert(First {
                published: row.published,
                firmness: row.firmness,
                last: row.published,
            });
            if (row.published, std::cmp::Reverse(row.firmness))
                < (first.published, std::cmp::Reverse(first.firmness))
            {
                (first.published, first.firmness) = (row.published, row.firmness);
            }
            first.last = first.last.max(row.published);
        }
        type Reported = Vec<(Option<u64>, Option<Arc<str>>, First)>;
        let mut slots: BTreeMap<(u64, Arc<str>), Reported> = BTreeMap::new();
        for ((subject, name, object, value), first) in firsts {
            slots.entry((subject, name)).or_default().push((object, value, first));
        }
        let mut tallies = Tallies::new();
        for ((subject, name), reported) in slots {
            let Some(predicate) = self.beats.predicate(&name) else { continue };
            let entity = self.entity(subject)?;
            let party = self.party(&entity)?;
            let told = match self.others(reported.iter().map(|(object, ..)| *object))? {
                Some(others) => self.told_with(&party, predicate, &others, None, FAR_BACK)?,
                None => self.told_back_to(&party, predicate, FAR_BACK)?,
            };
            let mut same: HashMap<Said, Vec<&Row>> = HashMap::new();
            for told in &told.told {
                let object = told.object.map(|object| self.name(object)).transpose()?;
                same.entry((object, told.row.value.clone())).or_default().push(&told.row);
            }
            for (object, value, first) in reported {
                let said = (object.map(|object| self.name(object)).transpose()?, value);
                let same = same.get(&said).map_or(&[][..], Vec::as_slice);
                let tally = tallies.entry((name.to_string(), first.firmness)).or_default();
                self.tally(tally, &first, &root, same)?;
            }
        }
        tallies.values_mut().for_each(|tally| tally.leads.sort_unstable());
        Ok((tallies, passed_on))
    }

    /// Adds what became of one proposition; `same` are all claims that speak of it.
    fn tally(
        &mut self,
        tally: &mut Tally,
        first: &First,
        root: &str,
        same: &[&Row],
    ) -> Result<(), Error> {
        let (mut confirmed, mut contradicted, mut other_first) = (None, None, None::<Date>);
        // What an article repeats from the source is no other origin, though it may also say so
        // in its own voice.
        let mut roots = Vec::with_capacity(same.len());
        let mut repeats = HashSet::new();
        for row in same {
            let key = self.origins.root_of(self.ledger, row)?;
            if *key == *root {
                repeats.insert(row.article);
            }
            roots.push(key);
        }
        for (row, key) in same.iter().zip(&roots).filter(|(row, _)| !row.replaced) {
            let own = **key == *root;
            let after = row.published >= first.published;
            if denies(row).is_some() {
                let retracts = denies(row) == Some("retracted");
                let in_time = days(first.last, row.published) <= DENIAL;
                if after && in_time && (!own || retracts) {
                    contradicted = contradicted.max(Some(row.published));
                }
            } else if affirms(row) && !own {
                if after && row.firmness == Firmness::Confirmed {
                    confirmed = confirmed.max(Some(row.published));
                }
                if !repeats.contains(&row.article) {
                    let earliest = other_first.map_or(row.published, |day| day.min(row.published));
                    other_first = Some(earliest);
                }
            }
        }
        tally.reported += 1;
        match (confirmed, contradicted) {
            (None, None) => {}
            (confirmed, contradicted) if confirmed >= contradicted => tally.confirmed += 1,
            _ => tally.contradicted += 1,
        }
        tally.leads.extend(other_first.map(|other| days(first.published, other)));
        Ok(())
    }

    /// Returns what a claim says, the same for a pair that may change places.
    fn key(&self, row: &Row) -> Key {
        let symmetric = self.beats.predicate(&row.predicate).is_some_and(|p| p.symmetric);
        let (subject, object) = match row.object {
            Some(object) if symmetric && object < row.subject => (object, Some(row.subject)),
            object => (row.subject, object),
        };
        (subject, row.predicate.clone(), object, row.value.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_wide_where_there_is_little() {
        // The values of Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        let rounded = |hits, all| {
            let (low, high) = wilson(hits, all).unwrap();
            ((low * 1e4).round() / 1e4, (high * 1e4).round() / 1e4)
        };
        assert_eq!(rounded(81, 263), (0.2553, 0.3662));
        assert_eq!(rounded(15, 148), (0.0624, 0.1605));
        assert_eq!(rounded(0, 20), (0.0, 0.1611));
        assert_eq!(rounded(1, 29), (0.0061, 0.1718));
        assert_eq!(wilson(0, 0), None);
    }

    #[test]
    fn the_middle_lead_is_one_that_was() {
        let tally = |leads: &[i64]| Tally { leads: leads.to_vec(), ..Tally::default() };
        assert_eq!(tally(&[]).median_lead(), None);
        assert_eq!(tally(&[3]).median_lead(), Some(3));
        assert_eq!(tally(&[-1, 4]).median_lead(), Some(-1));
        assert_eq!(tally(&[-1, 4, 9]).median_lead(), Some(4));
    }
}

//! Where reports come from: what makes five outlets one origin.
//!
//! Claims go back to one origin by rules that have names:
//!
//! - *same source*: they cite the same outlet, person or organisation, or it reports itself;
//! - *same outlet*: one outlet says so in its own voice, or on the word of somebody unnamed;
//! - *wire credit*: their articles credit the same agency;
//! - *same publisher*: outlets of one house say so in their own voice, or on the word of somebody
//!   unnamed;
//! - *reprint*: one article holds much of the other word for word. The later one is none of its outlet's
//!   own reports.
//!
//! What a person cut apart is not one, whatever links it. A claim that names nobody ("reportedly") goes with those of its article that do. Every count
//! says outlets beside origins, and how many origins are left without the parties themselves.

mod alike;
mod credit;
mod publisher;
mod root;
mod stories;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::Date;
use reportedly_nlp::Record;
use rustc_hash::FxHashMap;

use crate::article::hash_id;
use crate::claim::Link;
use crate::error::Error;
use crate::ledger::{Decisions, Ledger, Provenance, Row};

pub use alike::Alike;
pub(crate) use credit::credit;
pub use publisher::publisher;
pub(crate) use root::name_key;
use root::{Keys, Published, Root, innermost_named, is_party, plain, root};
use stories::Groups;
pub use stories::Stories;
pub(crate) use stories::sketch;

/// On how many legs a report stands.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Support {
    /// Claims.
    pub claims: usize,
    /// Who published them, by name; articles that name no outlet are not in it.
    pub outlets: Vec<String>,
    /// How many outlets that is, with each article that names none.
    pub outlet_count: usize,
    /// Who is cited in them by name, by name.
    pub cited: Vec<String>,
    /// How many origins they go back to.
    pub origins: usize,
    /// How many of these are not a party speaking of itself.
    pub independent: usize,
    /// The rules that found two outlets to be one origin.
    pub rules: Vec<&'static str>,
}

/// What tells the origins of claims apart; it remembers what it has looked up.
#[derive(Default)]
pub(crate) struct Origins {
    /// What people cut apart: the revision of each side, and the predicate.
    cuts: Vec<([u64; 2], String)>,
    /// The sources of what an article says in its own voice: none.
    own_voice: Rc<[Link]>,
    chains: FxHashMap<u64, Rc<[Link]>>,
    provenances: FxHashMap<u64, Arc<Provenance>>,
    keys: Keys,
}

/// Groups of claims of one origin, but for those that a person cut apart.
struct Legs {
    groups: Groups,
    cuts: Vec<(usize, usize)>,
}

impl Legs {
    /// Makes two claims, with what goes with each, one origin; returns whether they were two, and
    /// nobody cut them apart.
    fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.groups.root(a), self.groups.root(b));
        let groups = &mut self.groups;
        let cut = self.cuts.iter().any(|&(one, other)| {
            let (one, other) = (groups.root(one), groups.root(other));
            (one, other) == (a, b) || (one, other) == (b, a)
        });
        if a == b || cut {
            return false;
        }
        self.groups.join(a, b);
        true
    }
}

impl Origins {
    /// Returns one that knows what people cut apart.
    pub fn new(ledger: &dyn Ledger, decisions: &Decisions) -> Result<Origins, Error> {
        let mut cuts = Vec::new();
        for claims in decisions.apart_origins() {
            if let [one, other] = &ledger.claims(&claims)?[..] {
                let revisions = [one.article.number, other.article.number];
                cuts.push((revisions, one.claim.predicate.clone()));
            }
        }
        Ok(Origins { cuts, ..Origins::default() })
    }

    /// Returns the pairs of claims that are of two reports which a person cut apart.
    fn cuts(&self, rows: &[&Row]) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for ([one, other], predicate) in &self.cuts {
            let of = |revision: u64| {
                let is_of = move |(_, row): &(usize, &&Row)| {
                    row.revision == revision && *row.predicate == **predicate
                };
                rows.iter().enumerate().filter(is_of).map(|(at, _)| at).collect::<Vec<_>>()
            };
            let others = of(*other);
            pairs.extend(of(*one).iter().flat_map(|&a| others.iter().map(move |&b| (a, b))));
        }
        pairs
    }

    /// Returns the sources of a claim, from below the outlet inward.
    pub fn chain(&mut self, ledger: &dyn Ledger, row: &Row) -> Result<Rc<[Link]>, Error> {
        let Some(number) = row.chain else { return Ok(self.own_voice.clone()) };
        Ok(match self.chains.entry(number) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(new) => new.insert(ledger.chain(number)?.into()).clone(),
        })
    }

    fn provenance(&mut self, ledger: &dyn Ledger, revision: u64) -> Result<Arc<Provenance>, Error> {
        Ok(match self.provenances.entry(revision) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(new) => new.insert(ledger.provenance(revision)?).clone(),
        })
    }

    /// Returns from whom a feed says that it took the article, where that decides what a claim goes
    /// back to: no source inside that one has a name, and the article credits somebody.
    fn passed_on(&mut self, ledger: &dyn Ledger, row: &Row) -> Result<Option<String>, Error> {
        let outermost = innermost_named(&self.chain(ledger, row)?) == Some(0);
        Ok(match &row.credit {
            Some(_) if outermost => self.provenance(ledger, row.revision)?.taken_from.clone(),
            _ => None,
        })
    }

    /// Returns what a claim by itself goes back to, as it is compared: see [`name_key`].
    pub fn root_of(&mut self, ledger: &dyn Ledger, row: &Row) -> Result<Rc<str>, Error> {
        Ok(self.root(ledger, row, &[])?.key)
    }

    fn root(&mut self, ledger: &dyn Ledger, row: &Row, parties: &[Rc<str>]) -> Result<Root, Error> {
        let passed_on = self.passed_on(ledger, row)?;
        let published = Published::of(row, passed_on.as_deref());
        let links = self.chain(ledger, row)?;
        Ok(root(&links, published, row.article, parties, &mut self.keys))
    }

    /// Returns the id of the origin that a claim by itself goes back to.
    pub fn id(
        &mut self,
        ledger: &dyn Ledger,
        links: &[Link],
        revision: u64,
        article: &str,
    ) -> Result<String, Error> {
        let provenance = self.provenance(ledger, revision)?;
        let Provenance { outlet, credit, taken_from, .. } = &*provenance;
        let published = Published {
            outlet: outlet.as_deref(),
            credit: credit.as_deref(),
            passed_on: taken_from.as_deref(),
        };
        let root = root(links, published, article, &[], &mut Keys::default());
        Ok(hash_id("o", &[&root.key]))
    }

    /// Counts the outlets and origins of claims that say the same; `parties` are the folded names
    /// of those whom they are about.
    pub fn support(
        &mut self,
        ledger: &dyn Ledger,
        rows: &[&Row],
        parties: &[Rc<str>],
    ) -> Result<Support, Error> {
        let cited_in = |links: &[Link]| -> Vec<String> {
            let named = links.iter().filter(|link| link.record == Record::Named);
            named.map(|link| link.name.clone()).collect()
        };
        if let [row] = rows {
            let links = self.chain(ledger, row)?;
            let mut cited = cited_in(&links);
            cited.sort();
            cited.dedup();
            return Ok(Support {
                claims: 1,
                outlets: row.outlet.iter().map(|outlet| outlet.to_string()).collect(),
                outlet_count: 1,
                cited,
                origins: 1,
                independent: usize::from(!is_party(&links, parties)),
                rules: Vec::new(),
            });
        }
        let mut outlets: BTreeSet<&str> = BTreeSet::new();
        let mut unnamed = BTreeSet::new();
        let mut chains = BTreeSet::new();
        let mut cited = BTreeSet::new();
        let mut roots = Vec::with_capacity(rows.len());
        for row in rows {
            match &row.outlet {
                Some(outlet) => outlets.insert(outlet),
                None => unnamed.insert(row.article),
            };
            if row.chain.is_some() && chains.insert(row.chain) {
                cited.extend(cited_in(&self.chain(ledger, row)?));
            }
            roots.push(self.root(ledger, row, parties)?);
        }
        let keys: BTreeSet<Rc<str>> = outlets.iter().map(|name| self.keys.of(name)).collect();
        let outlet_count = keys.len();
        let mut groups = Legs { groups: Groups::new(rows.len()), cuts: self.cuts(rows) };
        let mut rules = BTreeSet::new();
        let far = |a: usize, b: usize| rows[a].article != rows[b].article;
        let reprints = self.reprints(ledger, rows, &roots)?;
        // What an outlet prints of another's is none of its own reports.
        let taken = taken(rows, &roots, &reprints);
        let own = |at: &usize| !taken.contains(at);
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, root) in roots.iter().enumerate().filter(|(at, _)| own(at)) {
            let &mut other = first.entry(&root.key).or_insert(at);
            let joined = groups.join(at, other);
            if joined && far(at, other) && rows[at].outlet != rows[other].outlet {
                rules.insert(if root.rule == roots[other].rule {
                    root.rule
                } else {
                    "same source"
                });
            }
        }
        // Outlets of one house share what they say in their own voice.
        let mut houses: BTreeMap<&str, usize> = BTreeMap::new();
        let in_its_voice = |at: &usize| roots[*at].rule == "same outlet" && own(at);
        for (at, row) in rows.iter().enumerate().filter(|(at, _)| in_its_voice(at)) {
            let Some(house) = row.outlet.as_deref().and_then(publisher) else { continue };
            let &mut other = houses.entry(house).or_insert(at);
            if groups.join(at, other) {
                rules.insert("same publisher");
            }
        }
        // Who names nobody repeats, as far as one can know, the source that its article names.
        let mut naming: BTreeMap<u64, usize> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate().filter(|(at, _)| !roots[*at].vague) {
            naming.entry(row.article).or_insert(at);
        }
        for (at, root) in roots.iter().enumerate().filter(|(_, root)| root.vague) {
            if let Some(&named) = naming.get(&rows[at].article)
                && !root.party
            {
                groups.join(at, named);
            }
        }
        // Who cites an outlet goes back to what that outlet had reported by then.
        let mut published: BTreeMap<Rc<str>, Vec<(Date, &str, usize)>> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            if let Some(outlet) = &row.outlet {
                let reports = published.entry(self.keys.of(outlet)).or_default();
                reports.push((row.published, &roots[at].key, at));
            }
        }
        published.values_mut().for_each(|reports| reports.sort());
        for (at, row) in rows.iter().enumerate().filter(|(at, _)| own(at)) {
            let Some(reports) = published.get(&roots[at].key) else { continue };
            let by_then = reports.partition_point(|(day, ..)| *day <= row.published);
            let mut earlier = reports[..by_then].iter().rev().filter(|(.., i)| far(*i, at));
            let cited = match earlier.clone().find(|(.., i)| own(i)) {
                // Its own voice is no word on what it took from others.
                None if roots[at].rule != "same outlet" => earlier.next(),
                cited => cited,
            };
            if let Some(&(.., cited)) = cited
                && groups.join(at, cited)
            {
                rules.insert("same source");
            }
        }
        for (at, other) in reprints {
            if groups.join(at, other) {
                rules.insert("reprint");
            }
        }
        let all: BTreeSet<usize> = (0..rows.len()).map(|at| groups.groups.root(at)).collect();
        let others: BTreeSet<usize> = (0..rows.len())
            .filter(|&at| !roots[at].party)
            .map(|at| groups.groups.root(at))
            .collect();
        Ok(Support {
            claims: rows.len(),
            outlets: outlets.into_iter().map(str::to_owned).collect(),
            outlet_count: outlet_count + unnamed.len(),
            cited: cited.into_iter().collect(),
            origins: all.len(),
            independent: others.len(),
            rules: rules.into_iter().collect(),
        })
    }

    /// Returns pairs of claims whose articles are the same story and that name no source of their
    /// own; every such claim is in a pair with an earlier one.
    fn reprints(
        &mut self,
        ledger: &dyn Ledger,
        rows: &[&Row],
        roots: &[Root],
    ) -> Result<Vec<(usize, usize)>, Error> {
        let mut pairs = Vec::new();
        let mut without_source = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let named = |link: &Link| link.record == Record::Named;
            if !self.chain(ledger, row)?.iter().any(named) {
                without_source.push(at);
            }
        }
        // What is one already needs no likeness.
        let Some(&first) = without_source.first() else { return Ok(pairs) };
        if without_source.iter().all(|&at| roots[first].key == roots[at].key) {
            return Ok(pairs);
        }
        let mut own = Vec::with_capacity(without_source.len());
        for at in without_source {
            own.push((at, self.provenance(ledger, rows[at].revision)?));
        }
        // By content, so that the order of recording does not show.
        own.sort_by(|(_, a), (_, b)| a.sketch.cmp(&b.sketch));
        let mut stories = Stories::default();
        for (at, provenance) in &own {
            let (_, same) = stories.add_sketch(&provenance.sketch);
            pairs.extend(same.first().map(|&other| (*at, own[other].0)));
        }
        Ok(pairs)
    }
}

/// Returns the claims, of those that reprints put together, that are no report of their outlet's own:
/// another was the first to print them, or several were.
fn taken(rows: &[&Row], roots: &[Root], reprints: &[(usize, usize)]) -> BTreeSet<usize> {
    let mut stories = Groups::new(rows.len());
    for &(at, other) in reprints {
        stories.join(at, other);
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in reprints.iter().flat_map(|&(at, other)| [at, other]) {
        members.entry(stories.root(at)).or_default().push(at);
    }
    let mut taken = BTreeSet::new();
    for story in members.into_values() {
        let day = story.iter().map(|&at| rows[at].published).min();
        let on_it = story.iter().filter(|&&at| Some(rows[at].published) == day);
        let first: BTreeSet<Option<&str>> = on_it.map(|&at| rows[at].outlet.as_deref()).collect();
        // Of those who print it on one day nobody is known to be the first.
        let of_others = |at: &usize| {
            let is_first = first.len() == 1 && first.contains(&rows[*at].outlet.as_deref());
            roots[*at].rule == "same outlet" && !is_first
        };
        taken.extend(story.iter().copied().filter(of_others));
    }
    taken
}

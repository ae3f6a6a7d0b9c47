//! Where reports come from: what makes five outlets one origin.
//!
//! Claims go back to one origin by rules that have names:
//!
//! - *same source*: they cite the same outlet, person or organisation, or it reports itself;
//! - *same outlet*: one outlet says so in its own voice, or on the word of somebody unnamed;
//! - *wire credit*: their articles credit the same agency;
//! - *reprint*: their articles share most of their words in order.
//!
//! A claim that names nobody ("reportedly") goes with those of its article that do. Every count
//! says outlets beside origins, and how many origins are left without the parties themselves.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use reportedly_nlp::{Record, Segment, SegmentKind};

use crate::article::{Article, hash_id};
use crate::claim::{Link, fold};
use crate::error::Error;
use crate::ledger::{ArticleRef, Ledger, Provenance, Row, Scope, Since, words};

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

/// The agencies that outlets take stories from: the name that counts, and how it is credited.
const AGENCIES: &[(&str, &[&str])] = &[
    ("Associated Press", &["ap", "associated press", "the associated press"]),
    ("Reuters", &["reuters", "thomson reuters"]),
    ("Agence France-Presse", &["afp", "agence france-presse"]),
    ("PA Media", &["pa", "pa media", "press association", "the press association"]),
    ("United Press International", &["upi", "united press international"]),
    ("Deutsche Presse-Agentur", &["dpa", "deutsche presse-agentur"]),
    ("Canadian Press", &["cp", "canadian press", "the canadian press"]),
    ("Australian Associated Press", &["aap", "australian associated press"]),
    ("Press Trust of India", &["pti", "press trust of india"]),
    ("Asian News International", &["ani", "asian news international"]),
    ("Indo-Asian News Service", &["ians", "indo-asian news service"]),
    ("Xinhua", &["xinhua", "xinhua news agency"]),
    ("TASS", &["tass"]),
    ("Kyodo News", &["kyodo", "kyodo news"]),
    ("Yonhap", &["yonhap", "yonhap news agency"]),
    ("EFE", &["efe", "agencia efe"]),
    ("ANSA", &["ansa"]),
    ("Bang Showbiz", &["bang showbiz", "bangshowbiz"]),
    ("Cover Media", &["cover media", "covermedia"]),
];

/// Returns whom an article credits: the agency in its dateline, "LONDON (Reuters) —", or as its
/// author, else the outlet from which a feed says that it was taken.
pub(crate) fn credit(article: &Article) -> Option<String> {
    let byline = |segment: &&Segment| segment.kind == SegmentKind::Byline;
    let bylines = article.segments.iter().filter(byline).map(|s| s.span.of(&article.text));
    let authors = article.authors.iter().map(String::as_str);
    bylines
        .chain(authors)
        .find_map(author)
        .or_else(|| dateline(article))
        .or_else(|| article.taken_from.clone())
}

fn author(name: &str) -> Option<String> {
    let folded = fold(name);
    agency(folded.strip_prefix("by ").unwrap_or(&folded))
}

fn agency(folded: &str) -> Option<String> {
    let known = AGENCIES.iter().find(|(_, credits)| credits.contains(&folded));
    known.map(|(name, _)| (*name).to_owned())
}

fn dateline(article: &Article) -> Option<String> {
    let body = article.segments.iter().find(|segment| segment.kind == SegmentKind::Body);
    let text = body.map_or(article.text.as_str(), |segment| segment.span.of(&article.text));
    let text = text.trim_start();
    let (place, rest) = text.split_once('(')?;
    let (name, after) = rest.split_once(')')?;
    let dash = after.trim_start().starts_with(['-', '–', '—']);
    let short = place.len() < 60 && !place.contains(['.', '?', '!']) || place.is_empty();
    let named = name.split_whitespace().count() <= 4 && name.starts_with(char::is_uppercase);
    if !(dash && short && named) {
        return None;
    }
    Some(agency(&fold(name)).unwrap_or_else(|| name.to_owned()))
}

/// How many parts a sketch has, of two bytes each.
const PARTS: usize = 64;
/// How many words in order make a shingle.
const SHINGLE: usize = 4;
/// A text of fewer shingles shares them with others by chance.
const FEWEST: usize = 24;
/// Two bodies are the same story when they share this much of their shingles.
const SAME: f64 = 0.6;
/// Parts that are looked up together.
const BAND: usize = 4;

/// Returns the sketch of an article's body: bodies that share most of their words in order share
/// most of their sketch. A short body has none.
pub(crate) fn sketch(article: &Article) -> Vec<u8> {
    let read = |segment: &&Segment| {
        use SegmentKind::{Body, Heading};
        matches!(segment.kind, Body | Heading)
    };
    let mut hashes: Vec<u64> = Vec::new();
    let mut push = |text: &str| hashes.extend(words(text).iter().map(|word| hash(word.as_bytes())));
    if article.segments.is_empty() {
        push(&article.text);
    }
    article.segments.iter().filter(read).for_each(|segment| push(segment.span.of(&article.text)));
    if hashes.len() < SHINGLE + FEWEST {
        return Vec::new();
    }
    let mut lowest = [u64::MAX; PARTS];
    for shingle in hashes.windows(SHINGLE) {
        let together = shingle.iter().fold(0, |all: u64, &word| mix(all.rotate_left(17) ^ word));
        let part = &mut lowest[(together % PARTS as u64) as usize];
        *part = (*part).min(together / PARTS as u64);
    }
    // A part that no shingle fell into takes that of its neighbour.
    let found: Vec<u16> = (0..PARTS)
        .map(|at| {
            let full = (0..PARTS).map(|step| (at + step) % PARTS).find(|&i| lowest[i] != u64::MAX);
            full.map_or(0, |i| mix(lowest[i] ^ ((i as u64) << 48)) as u16)
        })
        .collect();
    found.into_iter().flat_map(u16::to_le_bytes).collect()
}

fn hash(bytes: &[u8]) -> u64 {
    let fnv = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    mix(bytes.iter().fold(0xcbf2_9ce4_8422_2325, fnv))
}

fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// Returns how much two sketches share, from 0 to 1.
fn likeness(a: &[u8], b: &[u8]) -> f64 {
    if a.is_empty() || a.len() != b.len() {
        return 0.0;
    }
    let same = a.chunks_exact(2).zip(b.chunks_exact(2)).filter(|(a, b)| a == b).count();
    same as f64 / (a.len() / 2) as f64
}

/// How many of the newest readings a new article is compared with.
const COMPARED: u64 = 5_000;

/// Articles that are nearly the same as others, found as they are recorded.
///
/// An article is compared with those of the last 5,000 readings of the ledger, and with those
/// noted since.
#[derive(Default)]
pub struct Alike {
    /// Sketches by their bands, and whose they are; filled when the first article is noted.
    seen: HashMap<(usize, Vec<u8>), Vec<usize>>,
    articles: Vec<(Vec<u8>, ArticleRef)>,
    filled: bool,
}

impl Alike {
    /// Returns one that has seen nothing.
    pub fn new() -> Alike {
        Alike::default()
    }

    /// Notes a new article, and returns an earlier one that is nearly the same: the one that shares
    /// most, the first of these.
    pub fn note(
        &mut self,
        ledger: &dyn Ledger,
        article: &Article,
        entry: u64,
    ) -> Result<Option<ArticleRef>, Error> {
        let since = match self.filled {
            false => Since::Entry(entry.saturating_sub(COMPARED)),
            true => Since::Entry(entry.saturating_sub(1)),
        };
        self.filled = true;
        let mut found = None;
        for extraction in ledger.extractions(since, Scope::ALL)? {
            let sketch = ledger.provenance(extraction.article.number)?.sketch;
            if extraction.entry == entry {
                found = self.like(&sketch, &article.id());
            }
            self.keep(sketch, extraction.article);
        }
        Ok(found)
    }

    fn like(&self, sketch: &[u8], id: &str) -> Option<ArticleRef> {
        let bands = sketch.chunks_exact(2 * BAND).enumerate();
        let others: BTreeSet<usize> = bands
            .filter_map(|(band, parts)| self.seen.get(&(band, parts.to_vec())))
            .flatten()
            .copied()
            .collect();
        let mut best: Option<(f64, usize)> = None;
        for other in others {
            let (of_other, article) = &self.articles[other];
            let share = likeness(sketch, of_other);
            if share >= SAME && article.id != id && best.is_none_or(|(most, _)| share > most) {
                best = Some((share, other));
            }
        }
        best.map(|(_, other)| self.articles[other].1.clone())
    }

    fn keep(&mut self, sketch: Vec<u8>, article: ArticleRef) {
        for (band, parts) in sketch.chunks_exact(2 * BAND).enumerate() {
            self.seen.entry((band, parts.to_vec())).or_default().push(self.articles.len());
        }
        if !sketch.is_empty() {
            self.articles.push((sketch, article));
        }
    }
}

/// What tells the origins of claims apart; it remembers what it has looked up.
#[derive(Default)]
pub(crate) struct Origins {
    chains: HashMap<u64, Vec<Link>>,
    provenances: HashMap<u64, Provenance>,
}

/// What a claim goes back to.
struct Root {
    /// Who, as it is compared.
    key: String,
    rule: &'static str,
    /// Whether it is a party speaking of itself.
    party: bool,
    /// Whether the claim names nobody.
    vague: bool,
}

impl Origins {
    /// Returns the sources of a claim, from below the outlet inward.
    pub fn chain(&mut self, ledger: &dyn Ledger, row: &Row) -> Result<&[Link], Error> {
        let Some(number) = row.chain else { return Ok(&[]) };
        Ok(match self.chains.entry(number) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(ledger.chain(number)?),
        })
    }

    fn provenance(&mut self, ledger: &dyn Ledger, revision: u64) -> Result<&Provenance, Error> {
        Ok(match self.provenances.entry(revision) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(ledger.provenance(revision)?),
        })
    }

    /// Returns what a claim of these sources goes back to; `article` tells those apart that name no
    /// outlet.
    fn root(
        &mut self,
        ledger: &dyn Ledger,
        links: &[Link],
        revision: u64,
        article: impl std::fmt::Display,
        parties: &[String],
    ) -> Result<Root, Error> {
        let vague = links.iter().all(|link| link.record == Record::Unattributed);
        let itself = |link: &Link| {
            matches!(link.relation.as_deref(), Some("self" | "spokesperson"))
                || parties.contains(&fold(&link.name))
        };
        let party = links.last().is_some_and(itself);
        if let Some(named) = links.iter().rev().find(|link| link.record == Record::Named) {
            let key = name_key(&named.name);
            return Ok(Root { key, rule: "same source", party, vague });
        }
        if party {
            return Ok(Root { key: "party".to_owned(), rule: "same source", party, vague });
        }
        let provenance = self.provenance(ledger, revision)?;
        let (key, rule) = match (&provenance.credit, &provenance.outlet) {
            (Some(agency), _) => (name_key(agency), "wire credit"),
            (None, Some(outlet)) => (name_key(outlet), "same outlet"),
            (None, None) => (format!("article {article}"), "same outlet"),
        };
        Ok(Root { key, rule, party, vague })
    }

    /// Returns what a claim by itself goes back to, as it is compared: see [`name_key`].
    pub fn root_of(&mut self, ledger: &dyn Ledger, row: &Row) -> Result<String, Error> {
        let links = self.chain(ledger, row)?.to_vec();
        Ok(self.root(ledger, &links, row.revision, row.article, &[])?.key)
    }

    /// Returns the id of the origin that a claim by itself goes back to.
    pub fn id(
        &mut self,
        ledger: &dyn Ledger,
        links: &[Link],
        revision: u64,
        article: &str,
    ) -> Result<String, Error> {
        Ok(hash_id("o", &[&self.root(ledger, links, revision, article, &[])?.key]))
    }

    /// Counts the outlets and origins of claims that say the same; `parties` are the folded names
    /// of those whom they are about.
    pub fn support(
        &mut self,
        ledger: &dyn Ledger,
        rows: &[&Row],
        parties: &[String],
    ) -> Result<Support, Error> {
        let mut outlets = BTreeSet::new();
        let mut unnamed = BTreeSet::new();
        let mut cited = BTreeSet::new();
        let mut roots = Vec::with_capacity(rows.len());
        for row in rows {
            match &row.outlet {
                Some(outlet) => outlets.insert(outlet.clone()),
                None => unnamed.insert(row.article),
            };
            let links = self.chain(ledger, row)?.to_vec();
            let named = links.iter().filter(|link| link.record == Record::Named);
            cited.extend(named.map(|link| link.name.clone()));
            roots.push(self.root(ledger, &links, row.revision, row.article, parties)?);
        }
        let outlet_count = outlets.iter().map(|name| plain(name)).collect::<BTreeSet<_>>().len();
        let mut groups = Groups::new(rows.len());
        let mut rules = BTreeSet::new();
        let far = |a: usize, b: usize| rows[a].article != rows[b].article;
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, root) in roots.iter().enumerate() {
            let &mut other = first.entry(&root.key).or_insert(at);
            if far(at, other) && rows[at].outlet != rows[other].outlet {
                rules.insert(if root.rule == roots[other].rule {
                    root.rule
                } else {
                    "same source"
                });
            }
            groups.join(at, other);
        }
        // Who names nobody repeats, as far as one can know, the source that its article names.
        for (at, root) in roots.iter().enumerate().filter(|(_, root)| root.vague) {
            let named = (0..roots.len()).find(|&i| !far(at, i) && !roots[i].vague);
            if let Some(named) = named
                && !groups.same(at, named)
                && !root.party
            {
                groups.join(at, named);
            }
        }
        // Who cites an outlet goes back to what that outlet had reported by then.
        let mut published: BTreeMap<String, Vec<(Date, &str, usize)>> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            if let Some(outlet) = &row.outlet {
                let reports = published.entry(name_key(outlet)).or_default();
                reports.push((row.published, &roots[at].key, at));
            }
        }
        published.values_mut().for_each(|reports| reports.sort());
        for (at, row) in rows.iter().enumerate() {
            let Some(reports) = published.get(&roots[at].key) else { continue };
            let by_then = reports.partition_point(|(day, ..)| *day <= row.published);
            let cited = reports[..by_then].iter().rev().find(|(.., i)| far(*i, at));
            if let Some(&(.., cited)) = cited
                && !groups.same(at, cited)
            {
                groups.join(at, cited);
                rules.insert("same source");
            }
        }
        for (at, other) in self.reprints(ledger, rows)? {
            if !groups.same(at, other) {
                groups.join(at, other);
                rules.insert("reprint");
            }
        }
        let all: BTreeSet<usize> = (0..rows.len()).map(|at| groups.root(at)).collect();
        let others: BTreeSet<usize> =
            (0..rows.len()).filter(|&at| !roots[at].party).map(|at| groups.root(at)).collect();
        Ok(Support {
            claims: rows.len(),
            outlets: outlets.into_iter().collect(),
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
    ) -> Result<Vec<(usize, usize)>, Error> {
        let mut pairs = Vec::new();
        let mut own = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let named = |link: &Link| link.record == Record::Named;
            if !self.chain(ledger, row)?.iter().any(named) {
                own.push((at, self.provenance(ledger, row.revision)?.sketch.clone()));
            }
        }
        // By content, so that the order of recording does not show.
        own.sort_by(|(_, a), (_, b)| a.cmp(b));
        let mut seen: BTreeMap<(usize, &[u8]), usize> = BTreeMap::new();
        for (place, (at, sketch)) in own.iter().enumerate() {
            for (band, parts) in sketch.chunks_exact(2 * BAND).enumerate() {
                let &mut other = seen.entry((band, parts)).or_insert(place);
                if other != place && likeness(sketch, &own[other].1) >= SAME {
                    pairs.push((*at, own[other].0));
                }
            }
        }
        Ok(pairs)
    }
}

/// Returns the key of the origin of what goes back to a source of that name.
pub(crate) fn name_key(name: &str) -> String {
    format!("name {}", plain(name))
}

/// Returns a source's name as it is compared: "The Sun" and "Sun" are one.
fn plain(name: &str) -> String {
    let words = words(name);
    match words.split_first() {
        Some((first, rest)) if first == "the" && !rest.is_empty() => rest.join(" "),
        _ => words.join(" "),
    }
}

/// Things that were found to be one.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Groups {
        Groups((0..count).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn same(&mut self, a: usize, b: usize) -> bool {
        self.root(a) == self.root(b)
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        // The lowest number stands for all: the order of joining does not show.
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str) -> Article {
        Article::new("a.txt", "2020-12-18".parse().unwrap(), text)
    }

    #[test]
    fn a_dateline_credits_its_agency() {
        let credit = |text| credit(&article(text));
        assert_eq!(credit("PORT ELLIS (AP) — The harbour closed.").unwrap(), "Associated Press");
        assert_eq!(credit("(Lantern News) - The harbour closed.").unwrap(), "Lantern News");
        assert_eq!(credit("The harbour (Pier 4) closed — again."), None);
        assert_eq!(credit("The mayor said no. Her deputy (Ortiz) — who left — agreed."), None);
        let mut by = article("The harbour closed.");
        by.authors = vec!["By The Associated Press".into()];
        assert_eq!(super::credit(&by).unwrap(), "Associated Press");
        let mut taken = article("The harbour closed.");
        taken.taken_from = Some("The Bell".into());
        assert_eq!(super::credit(&taken).unwrap(), "The Bell");
    }

    #[test]
    fn a_reprint_has_nearly_the_same_sketch() {
        let words: Vec<String> = (0..300).map(|i| format!("word{}", i * i % 211)).collect();
        let whole = sketch(&article(&words.join(" ")));
        let mut edited = words.clone();
        edited[40] = "other".into();
        edited.truncate(280);
        assert!(likeness(&whole, &sketch(&article(&edited.join(", ")))) > 0.75);
        let other: Vec<String> = (0..300).map(|i| format!("word{}", i * 7 % 211)).collect();
        assert!(likeness(&whole, &sketch(&article(&other.join(" ")))) < 0.3);
        assert!(sketch(&article("too short to tell")).is_empty());
    }
}

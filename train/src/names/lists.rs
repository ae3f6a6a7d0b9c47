//! Packs the open lists of names.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use reportedly_nlp::mention::gazetteer::{Entry, Gazetteer, LONGEST, List, Lists};
use reportedly_nlp::mention::hash;
use serde_json::Value;

use super::clusters::Clusters;

/// Reads the open lists in `data`.
pub fn read(data: &Path) -> io::Result<Entries> {
    let mut entries = Entries::default();
    let lines = |name: &str| -> io::Result<Vec<String>> {
        let bytes = std::fs::read(data.join(name))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
    };
    for name in lines("names/female.txt")?.iter().chain(&lines("names/male.txt")?) {
        entries.add(name, List::FirstName);
    }
    for name in lines("gazetteers/isocountries.txt")? {
        entries.add(&name, List::Country);
    }
    for name in lines("gazetteers/nationalities.txt")? {
        entries.add(&name, List::Nationality);
        entries.add(&format!("{name}s"), List::Nationality);
    }
    for name in lines("gazetteers/usstates.txt")?
        .iter()
        .chain(&lines("gazetteers/usstateabbrev.txt")?)
        .chain(&lines("gazetteers/caprovinces.txt")?)
    {
        entries.add(name, List::Country);
    }
    for (file, key, list) in [
        ("humans/firstNames", "firstNames", List::FirstName),
        ("humans/neutralNames", "neutralNames", List::FirstName),
        ("humans/lastNames", "lastNames", List::LastName),
        ("humans/authors", "authors", List::LastName),
        ("humans/prefixes", "prefixes", List::Honorific),
        ("humans/englishHonorifics", "englishHonorifics", List::Honorific),
        ("humans/occupations", "occupations", List::Occupation),
        ("humans/celebrities", "celebrities", List::Person),
        ("humans/britishActors", "britishActors", List::Person),
        ("geography/countries", "countries", List::Country),
        ("geography/nationalities", "nationalities", List::Nationality),
        ("geography/english_towns_cities", "towns", List::Town),
        ("geography/english_towns_cities", "cities", List::Town),
        ("corporations/newspapers", "newspapers", List::Newspaper),
        ("corporations/fortune500", "companies", List::Company),
        ("film-tv/tv_shows", "tv_shows", List::Show),
        ("film-tv/popular-movies", "popular-movies", List::Film),
    ] {
        for name in json(data, file)?[key].as_array().into_iter().flatten() {
            if let Some(name) = name.as_str() {
                let plain = name.split(" (").next().unwrap_or(name);
                entries.add(plain, list);
                if list == List::Nationality {
                    entries.add(&format!("{plain}s"), list);
                }
            }
        }
    }
    for (file, key, field, list) in [
        ("geography/us_cities", "cities", "city", List::Town),
        ("geography/countries_with_capitals", "countries", "name", List::Country),
        ("geography/countries_with_capitals", "countries", "capital", List::Town),
        ("corporations/nasdaq", "corporations", "name", List::Company),
    ] {
        for row in json(data, file)?[key].as_array().into_iter().flatten() {
            if let Some(name) = row[field].as_str() {
                entries.add(name, list);
            }
        }
    }
    films(data, &mut entries)?;
    Ok(entries)
}

/// Titles as they are; of the casts, the parts of names that several people share.
fn films(data: &Path, entries: &mut Entries) -> io::Result<()> {
    let mut first: BTreeMap<String, u32> = BTreeMap::new();
    let mut last: BTreeMap<String, u32> = BTreeMap::new();
    let mut people = std::collections::BTreeSet::new();
    for film in std::fs::read_to_string(data.join("films/us-films.jsonl"))?.lines() {
        let film: Value = serde_json::from_str(film)?;
        if let Some(title) = film["title"].as_str() {
            entries.add(title, List::Film);
        }
        people.extend(
            film["cast"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned),
        );
    }
    for person in people {
        let words: Vec<&str> = person.split_whitespace().collect();
        if let [given, .., family] = words[..] {
            *first.entry(given.to_owned()).or_default() += 1;
            *last.entry(family.to_owned()).or_default() += 1;
        }
    }
    for (name, count) in first {
        if count >= 3 && !name.ends_with('.') {
            entries.add(&name, List::FirstName);
        }
    }
    for (name, count) in last {
        if count >= 2 {
            entries.add(&name, List::LastName);
        }
    }
    Ok(())
}

fn json(data: &Path, name: &str) -> io::Result<Value> {
    let bytes = std::fs::read(data.join("corpora").join(name).with_extension("json"))?;
    Ok(serde_json::from_slice(&bytes)?)
}

/// Entries by their hash, and the lists that hold them.
#[derive(Default)]
pub struct Entries(BTreeMap<u32, Lists>);

impl Entries {
    /// Returns the lists as the program reads them, and the clusters with them.
    pub fn pack(&self, clusters: &Clusters) -> Vec<u8> {
        let sorted: Vec<(u32, Lists)> =
            self.0.iter().map(|(&hash, &lists)| (hash, lists)).collect();
        let mut packed = Vec::new();
        Gazetteer::encode(&sorted, &clusters.words, &clusters.coarse, &mut packed);
        packed
    }

    fn add(&mut self, name: &str, list: List) {
        let words = split(name);
        let capital = name.starts_with(|c: char| !c.is_lowercase());
        if words.is_empty()
            || words.len() > LONGEST
            || (!capital && list != List::Occupation)
            || name.chars().count() < 2
        {
            return;
        }
        let entry =
            words.iter().fold(Entry::start(), |entry, word| entry.with(hash::of_lower(word)));
        *self.0.entry(entry.hash()).or_default() |= list.bit();
    }
}

/// Splits a name into words as a tokeniser does.
fn split(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for part in name.split_whitespace() {
        let mut rest = part;
        let mut tail = Vec::new();
        if let Some(stem) = rest.strip_suffix("'s") {
            tail.push("'s".to_owned());
            rest = stem;
        }
        while let Some(stem) = rest.strip_suffix([',', ':', ';', '!', '?']) {
            tail.push(rest[stem.len()..].to_owned());
            rest = stem;
        }
        if rest.contains('-') && rest.len() > 1 {
            for (at, piece) in rest.split('-').enumerate() {
                if at > 0 {
                    words.push("-".to_owned());
                }
                if !piece.is_empty() {
                    words.push(piece.to_owned());
                }
            }
        } else if !rest.is_empty() {
            words.push(rest.to_owned());
        }
        words.extend(tail.into_iter().rev());
    }
    words
}

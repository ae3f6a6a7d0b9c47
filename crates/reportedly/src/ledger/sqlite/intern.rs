//! Names, sources, terms and chains that claims share: each is stored once.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, params};

use super::super::words;
use super::code;
use super::write::Writer;
use crate::claim::{Argument, Link, SourceKind, fold};

/// What this connection has found to be stored already, with its number.
#[derive(Default)]
pub(super) struct Interned {
    sources: HashMap<SourceKind, HashMap<String, i64>>,
    entities: HashMap<Argument, i64>,
    predicates: HashMap<&'static str, HashMap<String, i64>>,
    terms: HashMap<String, i64>,
    chains: HashMap<String, i64>,
}

impl Interned {
    /// Forgets everything when it has grown large: it only saves work.
    pub fn trim(&mut self) {
        let sources: usize = self.sources.values().map(HashMap::len).sum();
        if self.entities.len() + self.terms.len() + self.chains.len() + sources > 700_000 {
            *self = Interned::default();
        }
    }
}

impl Writer<'_> {
    pub fn source(&mut self, name: &str, kind: SourceKind) -> rusqlite::Result<i64> {
        if let Some(&number) = self.interned.sources.get(&kind).and_then(|known| known.get(name)) {
            return Ok(number);
        }
        let number = self.of_kind(
            name,
            code::source(kind),
            "SELECT id FROM source WHERE name = ?1 AND kind = ?2",
            "INSERT INTO source (name, kind) VALUES (?1, ?2)",
        )?;
        self.interned.sources.entry(kind).or_default().insert(name.to_owned(), number);
        Ok(number)
    }

    pub fn entity(&mut self, argument: &Argument) -> rusqlite::Result<i64> {
        if let Some(&number) = self.interned.entities.get(argument) {
            return Ok(number);
        }
        let name = argument.id();
        let number = match self.number("SELECT id FROM entity WHERE name = ?1", &name)? {
            Some(number) => number,
            None => {
                let kind = argument.kind.map(reportedly_nlp::EntityKind::as_str);
                let number = self.insert(
                    "INSERT INTO entity (name, label, key, kind) VALUES (?1, ?2, ?3, ?4)",
                    params![name, argument.name, fold(&argument.name), kind],
                )?;
                self.insert(
                    "INSERT INTO entity_fts (rowid, words) VALUES (?1, ?2)",
                    params![number, words(&argument.name).join(" ")],
                )?;
                number
            }
        };
        self.interned.entities.insert(argument.clone(), number);
        Ok(number)
    }

    /// Returns the number of a predicate of a kind of claims.
    pub fn predicate(&mut self, name: &str, kind: &'static str) -> rusqlite::Result<i64> {
        let known = self.interned.predicates.get(kind).and_then(|known| known.get(name));
        if let Some(&number) = known {
            return Ok(number);
        }
        let number = self.of_kind(
            name,
            kind,
            "SELECT id FROM predicate WHERE name = ?1 AND kind = ?2",
            "INSERT INTO predicate (name, kind) VALUES (?1, ?2)",
        )?;
        self.interned.predicates.entry(kind).or_default().insert(name.to_owned(), number);
        Ok(number)
    }

    /// Returns the number of a name of a kind in one table, which gets it where it has not.
    fn of_kind(&self, name: &str, kind: &str, select: &str, insert: &str) -> rusqlite::Result<i64> {
        let values = params![name, kind];
        let mut known = self.connection.prepare_cached(select)?;
        match known.query_row(values, |row| row.get(0)).optional()? {
            Some(number) => Ok(number),
            None => self.insert(insert, values),
        }
    }

    pub fn term(&mut self, text: &str) -> rusqlite::Result<i64> {
        if let Some(&number) = self.interned.terms.get(text) {
            return Ok(number);
        }
        let number = match self.number("SELECT id FROM term WHERE text = ?1", text)? {
            Some(number) => number,
            None => self.insert("INSERT INTO term (text) VALUES (?1)", [text])?,
        };
        self.interned.terms.insert(text.to_owned(), number);
        Ok(number)
    }

    pub fn chain(&mut self, links: &[Link]) -> rusqlite::Result<Option<i64>> {
        if links.is_empty() {
            return Ok(None);
        }
        let name = super::super::check::chain_name(links);
        if let Some(&number) = self.interned.chains.get(&name) {
            return Ok(Some(number));
        }
        let number = match self.number("SELECT id FROM chain WHERE name = ?1", &name)? {
            Some(number) => number,
            None => {
                let number = self.insert("INSERT INTO chain (name) VALUES (?1)", [&name])?;
                for (depth, link) in (0_i64..).zip(links) {
                    let source = self.source(&link.name, link.kind)?;
                    self.insert(
                        "INSERT INTO link (chain, depth, source, record, several, relation,
                           factuality)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                        params![
                            number,
                            depth,
                            source,
                            code::record(link.record),
                            link.several,
                            link.relation,
                            link.factuality.to_string()
                        ],
                    )?;
                }
                number
            }
        };
        self.interned.chains.insert(name, number);
        Ok(Some(number))
    }
}

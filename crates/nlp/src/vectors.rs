//! Word vectors: what a word is like, learned from where it stands in running text.
//!
//! Words that stand in like places have like vectors ("said" and "replied"). Every learned stage
//! may read them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::model::{Sections, Table};

/// The vectors of the known words.
#[derive(Debug)]
pub struct Vectors {
    rows: WordMap,
    table: Table<'static>,
}

impl Vectors {
    pub(crate) fn load(sections: &Sections<'static>) -> Vectors {
        Vectors { rows: word_map(sections.text("words")), table: sections.table("vectors") }
    }

    /// Returns the row of a form in its [`normal`] spelling.
    pub fn row(&self, normal: &str) -> Option<usize> {
        self.rows.get(normal).map(|&row| row as usize)
    }

    /// Returns the length of a vector.
    pub fn width(&self) -> usize {
        self.table.width
    }

    /// Adds the vector of a row to `sums`.
    pub fn add(&self, row: usize, sums: &mut [f32]) {
        self.table.add_row(row, sums);
    }
}

/// Returns the spelling under which a form is known: small letters, plain quotation marks, every
/// digit a zero.
pub fn normal(form: &str) -> String {
    let mut normal = String::with_capacity(form.len());
    for c in form.chars() {
        match c {
            'a'..='z' => normal.push(c),
            'A'..='Z' => normal.push(c.to_ascii_lowercase()),
            '0'..='9' => normal.push('0'),
            '’' | '‘' | '`' | '´' => normal.push('\''),
            '“' | '”' | '„' | '«' | '»' => normal.push('"'),
            '…' => normal.push_str("..."),
            '–' | '—' | '―' => normal.push_str("--"),
            '‐' | '‑' => normal.push('-'),
            _ => normal.extend(c.to_lowercase()),
        }
    }
    if normal.len() > 2 && normal.bytes().all(|b| b == b'-') {
        normal.truncate(2);
    }
    normal
}

/// The number of a word.
pub(crate) type WordMap = HashMap<&'static str, u32, BuildHasherDefault<Fnv>>;

/// Numbers the lines of `words` from 0.
pub(crate) fn word_map(words: &'static str) -> WordMap {
    words.lines().zip(0..).collect()
}

/// The hash of Fowler, Noll and Vo: fast on words, and the same everywhere.
#[derive(Clone, Copy, Debug)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

//! The format of the model files, and the models themselves, loaded once for all threads.
//!
//! A file is a list of named sections: text, or a table of numbers in bytes with one scale per row.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::encoder::Encoder;
use crate::factuality::realis::Realis;
use crate::lemma::Lemmas;
use crate::net::Matrix;
use crate::sentence::Ends;
use crate::tag::Tagger;
use crate::tree::Parser;
use crate::vectors::Vectors;

/// Word vectors, made from running text.
const VECTORS: &[u8] = include_bytes!("../models/en/vectors.bin");
/// The encoder, the tagger and the parser, made from the treebanks.
const SYNTAX: &[u8] = include_bytes!("../models/en/syntax.bin");
/// The dictionary forms, made from the treebanks.
const LEMMAS: &[u8] = include_bytes!("../models/en/lemmas.bin");

/// The weights of sentence ends, made from the treebanks.
const SENTENCES: &[u8] = include_bytes!("../models/en/sentences.bin");
/// The weights of events that happened, made from judgements of readers.
const FACTUALITY: &[u8] = include_bytes!("../models/en/factuality.bin");

/// Everything that was learned.
pub(crate) struct Models {
    pub(crate) vectors: Vectors,
    pub(crate) encoder: Encoder,
    pub(crate) tagger: Tagger,
    pub(crate) parser: Parser,
    pub(crate) lemmas: Lemmas,
    pub(crate) ends: Ends,
    pub(crate) realis: Realis,
}

/// Returns the models; the first call loads them.
///
/// # Panics
/// When a model file is broken, which a test would have told before it was published.
pub(crate) fn models() -> &'static Models {
    static MODELS: LazyLock<Models> = LazyLock::new(|| {
        let syntax = Sections::read(SYNTAX).expect("the syntax model is whole");
        let vectors = Sections::read(VECTORS).expect("the word vectors are whole");
        let sentences = Sections::read(SENTENCES).expect("the model of sentence ends is whole");
        let factuality = Sections::read(FACTUALITY).expect("the model of factuality is whole");
        let lemmas = Sections::read(LEMMAS).expect("the lemma model is whole");
        Models {
            vectors: Vectors::load(&vectors),
            encoder: Encoder::load(&syntax),
            tagger: Tagger::load(&syntax),
            parser: Parser::load(&syntax),
            lemmas: Lemmas::load(&lemmas),
            ends: Ends::load(&sentences),
            realis: Realis::load(&factuality),
        }
    });
    &MODELS
}

/// A table of numbers, each row with a scale of its own.
#[derive(Clone, Copy, Debug, Default)]
pub struct Table<'a> {
    /// The length of a row.
    pub width: usize,
    bytes: &'a [u8],
}

impl Table<'_> {
    /// Returns the number of rows.
    pub fn rows(&self) -> usize {
        self.bytes.len() / (self.width + 4)
    }

    /// Returns scale and numbers of a row; a row that is not there has none.
    #[inline]
    pub fn row(&self, row: usize) -> (f32, &[u8]) {
        let size = self.width + 4;
        match self.bytes.get(row * size..(row + 1) * size).and_then(<[u8]>::split_first_chunk) {
            Some((scale, numbers)) => (f32::from_le_bytes(*scale), numbers),
            None => (0.0, &[]),
        }
    }

    /// Adds a row to `sums`.
    #[inline]
    pub fn add_row(&self, row: usize, sums: &mut [f32]) {
        let (scale, numbers) = self.row(row);
        for (sum, &number) in sums.iter_mut().zip(numbers) {
            *sum += scale * f32::from(number as i8);
        }
    }

    /// Returns all numbers, row by row.
    pub fn to_vec(&self) -> Vec<f32> {
        let mut all = vec![0.0; self.rows() * self.width];
        for (row, sums) in all.chunks_exact_mut(self.width.max(1)).enumerate() {
            self.add_row(row, sums);
        }
        all
    }
}

/// The sections of a model file.
#[derive(Debug, Default)]
pub struct Sections<'a> {
    sections: BTreeMap<&'a str, (usize, &'a [u8])>,
}

impl<'a> Sections<'a> {
    /// Reads a model file; `None` where it is no such file.
    pub fn read(bytes: &'a [u8]) -> Option<Sections<'a>> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut sections = BTreeMap::new();
        while let Some((&length, after)) = rest.split_first() {
            let (name, after) = after.split_at_checked(usize::from(length))?;
            let (width, after) = after.split_first_chunk()?;
            let (size, after) = after.split_first_chunk()?;
            let (data, after) = after.split_at_checked(u32::from_le_bytes(*size) as usize)?;
            sections.insert(
                std::str::from_utf8(name).ok()?,
                (u32::from_le_bytes(*width) as usize, data),
            );
            rest = after;
        }
        Some(Sections { sections })
    }

    /// Returns a section as text; one that is not there is empty.
    pub fn text(&self, name: &str) -> &'a str {
        self.sections.get(name).and_then(|s| std::str::from_utf8(s.1).ok()).unwrap_or_default()
    }

    /// Returns a section as a table; one that is not there has no rows.
    pub fn table(&self, name: &str) -> Table<'a> {
        self.sections
            .get(name)
            .map_or_else(Table::default, |&(width, bytes)| Table { width, bytes })
    }

    /// Returns `NAME` and `NAME.bias` as a matrix.
    pub fn matrix(&self, name: &str) -> Matrix {
        let table = self.table(name);
        Matrix::new(table.rows(), &table.to_vec(), &self.table(&format!("{name}.bias")).to_vec())
    }
}

const MAGIC: &[u8] = b"reportedly model 1\n";

/// Writes a model file.
#[derive(Debug)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Default for Writer {
    fn default() -> Writer {
        Writer { bytes: MAGIC.to_vec() }
    }
}

impl Writer {
    fn section(&mut self, name: &str, width: usize, data: &[u8]) {
        self.bytes.push(u8::try_from(name.len()).expect("a section's name is short"));
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.extend_from_slice(&(width as u32).to_le_bytes());
        self.bytes.extend_from_slice(&(data.len() as u32).to_le_bytes());
        self.bytes.extend_from_slice(data);
    }

    /// Adds a section of text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.section(name, 0, text.as_bytes());
    }

    /// Adds a table, each row rounded to 127 steps on either side of zero.
    pub fn table(&mut self, name: &str, width: usize, numbers: &[f32]) {
        let mut data = Vec::new();
        for row in numbers.chunks_exact(width) {
            let largest = row.iter().fold(0.0f32, |largest, x| largest.max(x.abs()));
            let scale = largest / 127.0;
            data.extend_from_slice(&scale.to_le_bytes());
            data.extend(row.iter().map(|x| {
                let steps = if scale > 0.0 { (x / scale).round() } else { 0.0 };
                steps as i8 as u8
            }));
        }
        self.section(name, width, &data);
    }

    /// Returns the file.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let mut writer = Writer::default();
        writer.text("words", "a\nb");
        writer.table("numbers", 2, &[1.0, -0.5, 0.0, 0.0]);
        let bytes = writer.finish();
        let sections = Sections::read(&bytes).unwrap();
        assert_eq!(sections.text("words"), "a\nb");
        let numbers = sections.table("numbers").to_vec();
        assert_eq!((numbers.len(), numbers[0], numbers[2]), (4, 1.0, 0.0));
        assert!((numbers[1] + 0.5).abs() < 0.01);
        assert!(Sections::read(&bytes[..bytes.len() - 1]).is_none());
    }
}

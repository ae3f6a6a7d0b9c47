//! What the encoder sees of a word by itself: its spelling, its ends and its shape.

use std::hash::Hasher;

use crate::vectors::{Fnv, normal};

/// How many hashed parts a word has.
pub const PARTS: usize = 7;

/// What is seen of one word.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// The spelling under which the word is known.
    pub normal: String,
    /// Rows of the table of parts.
    pub parts: [u32; PARTS],
}

/// Returns what is seen of a form, its parts hashed to `rows` rows.
pub fn features(form: &str, rows: usize) -> Features {
    let normal = normal(form);
    let rows = rows.max(1) as u64;
    let hashed = |kind: u8, part: &str| {
        let mut hash = Fnv::default();
        hash.write(&[kind]);
        hash.write(part.as_bytes());
        (hash.finish() % rows) as u32
    };
    let parts = [
        hashed(1, head(&normal, 1)),
        hashed(2, head(&normal, 3)),
        hashed(3, tail(&normal, 1)),
        hashed(4, tail(&normal, 2)),
        hashed(5, tail(&normal, 3)),
        hashed(6, tail(&normal, 4)),
        hashed(7, &shape(form)),
    ];
    Features { normal, parts }
}

/// Returns the first `count` characters.
fn head(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}

/// Returns the last `count` characters.
fn tail(text: &str, count: usize) -> &str {
    text.char_indices().nth_back(count - 1).map_or(text, |(at, _)| &text[at..])
}

/// Returns the shape of a form: `Xxx` for "Tom", `dd-dd` for "2020-21"; no class repeats beyond
/// three.
fn shape(form: &str) -> String {
    let mut shape = String::new();
    let (mut last, mut run) = ('\0', 0);
    for c in form.chars() {
        let class = match c {
            _ if c.is_uppercase() => 'X',
            _ if c.is_alphabetic() => 'x',
            _ if c.is_numeric() => 'd',
            _ => c,
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run <= 3 && shape.len() < 16 {
            shape.push(class);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_forgets_letters_and_length() {
        assert_eq!(shape("Tom"), "Xxx");
        assert_eq!(shape("Hayleys"), "Xxxx");
        assert_eq!(shape("2020-21"), "ddd-dd");
    }

    #[test]
    fn parts_fall_on_characters() {
        assert_eq!((head("né", 1), tail("né", 1), tail("é", 4)), ("n", "é", "é"));
    }
}

//! What a given name says of gender.
//!
//! The table is counted from open lists of names and from how encyclopedias go on about people of
//! that name; a name that is not in it is judged, weakly, by its ending. A score is a log-odds in
//! halves, from -9 (women) to 9 (men).
//!
//! **Invariant:** whole numbers only, so every machine gives the same score.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A score of at least this much is taken as known.
pub const KNOWN: i32 = 3;

/// Scores of names, and of endings of two and three letters.
struct Table {
    names: HashMap<&'static str, i32>,
    endings: HashMap<&'static str, (i32, i32)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { names: HashMap::new(), endings: HashMap::new() };
    for line in include_str!("../../models/en/given-names.txt").lines() {
        let Some((score, names)) = line.split_once(':') else { continue };
        let Ok(score) = score.parse::<i32>() else { continue };
        for name in names.split_whitespace() {
            table.names.insert(name, score);
            for ending in endings(name) {
                let sum = table.endings.entry(ending).or_default();
                sum.0 += score.signum();
                sum.1 += 1;
            }
        }
    }
    table
});

/// Returns the last three and the last two letters.
fn endings(name: &str) -> impl Iterator<Item = &str> {
    [3, 2].into_iter().filter_map(|letters| {
        let (start, _) = name.char_indices().rev().nth(letters - 1)?;
        (start > 0).then(|| &name[start..])
    })
}

/// Returns what the given name `name` says: above 0 a man, below 0 a woman, 0 for nothing.
pub fn score(name: &str) -> i32 {
    let lower = name.to_lowercase();
    if let Some(score) = TABLE.names.get(lower.as_str()) {
        return *score;
    }
    for ending in endings(&lower) {
        if let Some(&(sum, count)) = TABLE.endings.get(ending)
            && count >= 8
        {
            return (2 * sum) / count;
        }
    }
    0
}

/// Returns whether the table itself holds `name`.
pub fn is_given_name(name: &str) -> bool {
    TABLE.names.contains_key(name.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_names_are_known() {
        assert!(score("Margaret") <= -KNOWN);
        assert!(score("Robert") >= KNOWN);
        assert_eq!(score("Xq"), 0);
    }

    #[test]
    fn an_unknown_name_is_judged_weakly() {
        assert!(!is_given_name("Zarbella"));
        assert!((-2..=0).contains(&score("Zarbella")));
    }
}

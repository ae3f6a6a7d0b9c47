//! The beats that come with the program.

use super::{Beat, read};

/// The built-in beats: each with its name and its TOML, which is also a model for one's own.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("people", include_str!("../../beats/people.toml")),
    ("screen", include_str!("../../beats/screen.toml")),
    ("sightings", include_str!("../../beats/sightings.toml")),
    ("honours", include_str!("../../beats/honours.toml")),
    ("posts", include_str!("../../beats/posts.toml")),
    ("business", include_str!("../../beats/business.toml")),
];

/// Returns them, read.
///
/// A mistake in one leaves that beat out; the tests see to it that there is none.
pub(super) fn beats() -> Vec<Beat> {
    BUILT_IN.iter().filter_map(|(name, toml)| read::parse(name, toml).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_beat_is_well_formed() {
        for (name, toml) in BUILT_IN {
            if let Err(error) = read::parse(name, toml) {
                panic!("{error}");
            }
        }
    }

    #[test]
    fn every_built_in_predicate_has_examples_and_counter_examples() {
        for predicate in beats().iter().flat_map(|beat| &beat.predicates) {
            assert!(predicate.examples.len() >= 6, "{}", predicate.name);
            assert!(!predicate.counter_examples.is_empty(), "{}", predicate.name);
            assert!(!predicate.questions.is_empty(), "{}", predicate.name);
        }
    }
}

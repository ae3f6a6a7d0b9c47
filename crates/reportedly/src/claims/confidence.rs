//! How sure it is that a claim was made: what the signs are that it was read rightly, and what each of
//! them is worth.
//!
//! A logistic model with few signs and fixed weights, fitted to articles labelled by hand (see
//! `docs/concepts/confidence.md`); `eval claims` prints how often claims of each confidence are right.

use reportedly_nlp::EntityKind;

use crate::beat::{Predicate, PredicateKind};

/// How a claim was found.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum How {
    /// By the tree of an example.
    Tree,
    /// By the order of an example's words alone.
    Sequence,
    /// By the words beside a name, in a form that says little else.
    Beside,
    /// By the words beside a name, in a form that may say other things.
    Near,
    /// By a list, a parenthesis or the year of a work.
    List,
}

/// What speaks for and against a claim's having been read rightly.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signs {
    /// How it was found.
    pub how: How,
    /// How many of its parties stand there by a pronoun or description.
    pub unnamed: u8,
    /// How many of its parties are of a kind that is only near to what is wanted.
    pub doubtful: u8,
    /// Whether a party was left out and taken from the text around.
    pub filled: bool,
}

/// What stands around the words of a claim.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// Whether it is told by a headline or a heading.
    pub title: bool,
    /// Whether somebody is named whose word it is.
    pub told: bool,
    /// Whether the words are cut by a colon or a semicolon.
    pub cut: bool,
    /// Whether a party is a person who goes by one word in the whole text.
    pub short: bool,
}

impl Signs {
    /// Returns the signs of what was found so, with every party named and of the right kind.
    pub fn plain(how: How) -> Signs {
        Signs { how, unnamed: 0, doubtful: 0, filled: false }
    }

    /// Returns the confidence, from 0 to 1.
    pub fn confidence(&self, predicate: &Predicate, around: Around) -> f32 {
        let worth = |sign: bool, weight: f32| if sign { weight } else { 0.0 };
        let base = match self.how {
            How::Tree => TREE,
            How::Sequence => SEQUENCE,
            How::Beside => BESIDE,
            How::Near => NEAR,
            How::List => LIST,
        };
        let sum = base
            + f32::from(self.unnamed) * UNNAMED
            + f32::from(self.doubtful) * DOUBTFUL
            + worth(self.filled, FILLED)
            + worth(around.title, TITLE)
            + worth(around.told, TOLD)
            + worth(around.cut, CUT)
            + worth(around.short, SHORT)
            + sort(predicate);
        1.0 / (1.0 + (-sum).exp())
    }
}

/// Returns a confidence that is less because a party was taken from elsewhere in the article.
pub(super) fn filled(confidence: f32) -> f32 {
    let odds = confidence / (1.0 - confidence).max(1e-3);
    let odds = odds * FILLED.exp();
    odds / (1.0 + odds)
}

/// Returns a confidence that is less because the text nowhere says by name whom it tells of.
pub(super) fn nameless(confidence: f32) -> f32 {
    let odds = confidence / (1.0 - confidence).max(1e-3);
    let odds = odds * NAMELESS.exp();
    odds / (1.0 + odds)
}

/// Returns what the sort of predicate is worth: who made a work is told in few ways, and who won what
/// in many.
fn sort(predicate: &Predicate) -> f32 {
    let object = predicate.object.as_deref().unwrap_or_default();
    let person = predicate.subject == [EntityKind::Person];
    let works = predicate.subject == [EntityKind::Work] || (person && object == [EntityKind::Work]);
    match () {
        () if object.contains(&EntityKind::Award) => PRIZE,
        () if works && predicate.kind == PredicateKind::Attribute => WORK,
        () => 0.0,
    }
}

// The weights, each the logarithm of how many times likelier a right reading becomes (see
// `docs/concepts/confidence.md` for what they were fitted to).
const TREE: f32 = 2.02;
const SEQUENCE: f32 = 1.97;
const BESIDE: f32 = 1.30;
const NEAR: f32 = 1.42;
const LIST: f32 = 3.00;
const UNNAMED: f32 = -0.35;
const DOUBTFUL: f32 = -0.90;
const TITLE: f32 = -0.97;
const TOLD: f32 = -0.58;
const CUT: f32 = -0.82;
const SHORT: f32 = -0.40;
const WORK: f32 = 0.64;
const PRIZE: f32 = -0.42;
// Of 30 deaths in news that were told by pronouns and descriptions alone, 14 were of whom they were taken for.
const NAMELESS: f32 = -1.6;
// Few articles that were labelled have it, and those say that it is worth nothing.
const FILLED: f32 = -0.10;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beat::Beats;

    #[test]
    fn each_sign_against_a_reading_lowers_it() {
        let dating = Beats::built_in().predicate("dating").unwrap();
        let plain = Signs::plain(How::Tree);
        let sure = plain.confidence(dating, Around::default());
        for doubted in [
            Signs { unnamed: 1, ..plain },
            Signs { doubtful: 1, ..plain },
            Signs { filled: true, ..plain },
            Signs { how: How::Sequence, ..plain },
        ] {
            assert!(doubted.confidence(dating, Around::default()) < sure);
        }
        for around in [
            Around { title: true, ..Around::default() },
            Around { told: true, ..Around::default() },
            Around { cut: true, ..Around::default() },
            Around { short: true, ..Around::default() },
        ] {
            assert!(plain.confidence(dating, around) < sure);
        }
        assert!(filled(sure) < sure && filled(0.0) >= 0.0 && filled(1.0) <= 1.0);
    }
}

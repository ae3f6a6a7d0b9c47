//! How sure it is that a claim was made: what the signs are that it was read rightly, and what each of
//! them is worth.
//!
//! A logistic model with few signs and fixed weights, fitted to articles labelled by hand (see
//! `docs/concepts/confidence.md`); `eval claims` prints how often claims of each confidence are right.

use reportedly_nlp::EntityKind;

use crate::beat::{Predicate, PredicateKind, ValueKind};

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

impl Signs {
    /// Returns the signs of what was found so, with every party named and of the right kind.
    pub fn plain(how: How) -> Signs {
        Signs { how, unnamed: 0, doubtful: 0, filled: false }
    }

    /// Returns the confidence, from 0 to 1: of a `title`, or of what somebody `told`.
    pub fn confidence(&self, predicate: &Predicate, title: bool, told: bool) -> f32 {
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
            + worth(title, TITLE)
            + worth(told, TOLD)
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

/// Returns what the sort of predicate is worth: some things are told in more ways than others.
fn sort(predicate: &Predicate) -> f32 {
    let person = |kinds: &[EntityKind]| kinds == [EntityKind::Person];
    let object = predicate.object.as_deref().unwrap_or_default();
    let about_works = predicate.subject.contains(&EntityKind::Work)
        || object == [EntityKind::Work]
        || object.contains(&EntityKind::Award);
    match () {
        () if matches!(predicate.value, Some(ValueKind::Role(_))) => POST,
        () if person(&predicate.subject) && person(object) => PAIR,
        () if about_works => WORK,
        () if predicate.kind == PredicateKind::Event => EVENT,
        () => 0.0,
    }
}

// The weights, each the logarithm of how many times likelier a right reading becomes. Fitted with a
// strong pull towards "all alike" (ridge, lambda 20), which predicted articles that were left out best.
const TREE: f32 = 1.45;
const SEQUENCE: f32 = 1.40;
const BESIDE: f32 = 1.76;
const NEAR: f32 = 1.49;
const LIST: f32 = 1.63;
const UNNAMED: f32 = -0.20;
const DOUBTFUL: f32 = -0.28;
const TITLE: f32 = -0.08;
const TOLD: f32 = -0.24;
const POST: f32 = -0.06;
const PAIR: f32 = -0.09;
const WORK: f32 = 0.19;
const EVENT: f32 = 0.08;
// Not fitted: few articles that were labelled have it.
const FILLED: f32 = -0.6;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beat::Beats;

    #[test]
    fn each_sign_against_a_reading_lowers_it() {
        let dating = Beats::built_in().predicate("dating").unwrap();
        let plain = Signs::plain(How::Tree);
        let sure = plain.confidence(dating, false, false);
        for doubted in [
            Signs { unnamed: 1, ..plain },
            Signs { doubtful: 1, ..plain },
            Signs { filled: true, ..plain },
            Signs { how: How::Sequence, ..plain },
        ] {
            assert!(doubted.confidence(dating, false, false) < sure);
        }
        assert!(plain.confidence(dating, true, false) < sure);
        assert!(plain.confidence(dating, false, true) < sure);
        assert!(filled(sure) < sure && filled(0.0) >= 0.0 && filled(1.0) <= 1.0);
    }
}

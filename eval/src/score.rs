//! The field's usual measures.

use std::fmt;

/// How many were found, how many there are, and how many of the found are right.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    /// How many the program gave.
    pub predicted: usize,
    /// How many the gold has.
    pub gold: usize,
    /// How many of them are the same.
    pub correct: usize,
}

impl Score {
    /// Returns the share of the predicted that is right, in percent.
    pub fn precision(self) -> f64 {
        percent(self.correct, self.predicted)
    }

    /// Returns the share of the gold that was found, in percent.
    pub fn recall(self) -> f64 {
        percent(self.correct, self.gold)
    }

    /// Returns the harmonic mean of both.
    pub fn f1(self) -> f64 {
        percent(2 * self.correct, self.predicted + self.gold)
    }

    /// Adds the counts of another score.
    pub fn add(&mut self, other: Score) {
        self.predicted += other.predicted;
        self.gold += other.gold;
        self.correct += other.correct;
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P {:6.2}  R {:6.2}  F1 {:6.2}", self.precision(), self.recall(), self.f1())?;
        write!(f, "  ({} of {} predicted, {} gold)", self.correct, self.predicted, self.gold)
    }
}

/// Returns `part` of `whole` in percent; of nothing it is 0.
pub fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f1_is_the_harmonic_mean() {
        let score = Score { predicted: 4, gold: 2, correct: 1 };
        assert_eq!((score.precision(), score.recall()), (25.0, 50.0));
        assert!((score.f1() - 100.0 / 3.0).abs() < 1e-9);
    }
}

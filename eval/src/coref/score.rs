//! The measures of coreference: MUC, B³ and CEAFe, and their mean, the CoNLL F1.
//!
//! Clusters are sets of keys (here: token ranges of a document); a key may stand in one cluster of
//! each side. Counts of several documents add up before they are divided, as in the reference
//! scorer.

use std::collections::BTreeMap;

/// A key of a mention: document, first token, last token.
pub type Key = (usize, usize, usize);

/// Numerators and denominators of recall and precision.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    recall: (f64, f64),
    precision: (f64, f64),
}

impl Counts {
    /// Adds the counts of another document.
    pub fn add(&mut self, other: Counts) {
        self.recall.0 += other.recall.0;
        self.recall.1 += other.recall.1;
        self.precision.0 += other.precision.0;
        self.precision.1 += other.precision.1;
    }

    /// Returns precision, recall and F1 in per cent.
    pub fn percent(self) -> (f64, f64, f64) {
        let ratio = |(part, whole): (f64, f64)| if whole > 0.0 { part / whole } else { 0.0 };
        let (precision, recall) = (ratio(self.precision), ratio(self.recall));
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        (100.0 * precision, 100.0 * recall, 100.0 * f1)
    }
}

/// All measures of one or more documents.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scores {
    /// Mentions found.
    pub mentions: Counts,
    /// Links (Vilain et al. 1995).
    pub muc: Counts,
    /// Overlap seen from each mention (Bagga and Baldwin 1998).
    pub b3: Counts,
    /// Overlap of entities aligned one to one (Luo 2005).
    pub ceafe: Counts,
}

impl Scores {
    /// Returns the scores of one document.
    pub fn of(gold: &[Vec<Key>], predicted: &[Vec<Key>]) -> Scores {
        Scores {
            mentions: mentions(gold, predicted),
            muc: muc(gold, predicted),
            b3: b3(gold, predicted),
            ceafe: ceafe(gold, predicted),
        }
    }

    /// Adds the scores of another document.
    pub fn add(&mut self, other: Scores) {
        self.mentions.add(other.mentions);
        self.muc.add(other.muc);
        self.b3.add(other.b3);
        self.ceafe.add(other.ceafe);
    }

    /// Returns the mean F1 of the three measures.
    pub fn conll(&self) -> f64 {
        (self.muc.percent().2 + self.b3.percent().2 + self.ceafe.percent().2) / 3.0
    }
}

/// Returns the cluster of each key.
fn index(clusters: &[Vec<Key>]) -> BTreeMap<Key, usize> {
    let keys = clusters.iter().enumerate();
    keys.flat_map(|(id, keys)| keys.iter().map(move |&key| (key, id))).collect()
}

fn mentions(gold: &[Vec<Key>], predicted: &[Vec<Key>]) -> Counts {
    let (gold, predicted) = (index(gold), index(predicted));
    let common = gold.keys().filter(|key| predicted.contains_key(key)).count() as f64;
    Counts { recall: (common, gold.len() as f64), precision: (common, predicted.len() as f64) }
}

fn muc(gold: &[Vec<Key>], predicted: &[Vec<Key>]) -> Counts {
    let side = |these: &[Vec<Key>], others: &BTreeMap<Key, usize>| {
        let mut found = 0.0;
        let mut links = 0.0;
        for cluster in these {
            let mut parts: Vec<usize> =
                cluster.iter().filter_map(|key| others.get(key)).copied().collect();
            let alone = cluster.len() - parts.len();
            parts.sort_unstable();
            parts.dedup();
            found += cluster.len() as f64 - (parts.len() + alone) as f64;
            links += cluster.len() as f64 - 1.0;
        }
        (found, links)
    };
    Counts { recall: side(gold, &index(predicted)), precision: side(predicted, &index(gold)) }
}

fn b3(gold: &[Vec<Key>], predicted: &[Vec<Key>]) -> Counts {
    let side = |these: &[Vec<Key>], others: &BTreeMap<Key, usize>| {
        let mut sum = 0.0;
        let mut count = 0.0;
        for cluster in these {
            let mut shared: BTreeMap<usize, f64> = BTreeMap::new();
            for id in cluster.iter().filter_map(|key| others.get(key)) {
                *shared.entry(*id).or_default() += 1.0;
            }
            sum += shared.values().map(|n| n * n).sum::<f64>() / cluster.len() as f64;
            count += cluster.len() as f64;
        }
        (sum, count)
    };
    Counts { recall: side(gold, &index(predicted)), precision: side(predicted, &index(gold)) }
}

fn ceafe(gold: &[Vec<Key>], predicted: &[Vec<Key>]) -> Counts {
    let ids = index(predicted);
    let weights: Vec<Vec<f64>> = gold
        .iter()
        .map(|cluster| {
            let mut row = vec![0.0; predicted.len()];
            for id in cluster.iter().filter_map(|key| ids.get(key)) {
                row[*id] += 2.0 / (cluster.len() + predicted[*id].len()) as f64;
            }
            row
        })
        .collect();
    let best = assignment(&weights, predicted.len());
    Counts { recall: (best, gold.len() as f64), precision: (best, predicted.len() as f64) }
}

/// Returns the greatest sum of weights with each row and each column used at most once
/// (Kuhn-Munkres with potentials).
fn assignment(weights: &[Vec<f64>], columns: usize) -> f64 {
    let n = weights.len().max(columns);
    let cost = |row: usize, column: usize| {
        weights.get(row).and_then(|row| row.get(column)).map_or(0.0, |weight| -weight)
    };
    let (mut rows, mut cols) = (vec![0.0; n + 1], vec![0.0; n + 1]);
    let mut matched = vec![0; n + 1];
    let mut way = vec![0; n + 1];
    for row in 1..=n {
        matched[0] = row;
        let mut column = 0;
        let mut slack = vec![f64::INFINITY; n + 1];
        let mut used = vec![false; n + 1];
        while matched[column] != 0 {
            used[column] = true;
            let (mut delta, mut next) = (f64::INFINITY, 0);
            for other in 1..=n {
                if used[other] {
                    continue;
                }
                let reduced =
                    cost(matched[column] - 1, other - 1) - rows[matched[column]] - cols[other];
                if reduced < slack[other] {
                    slack[other] = reduced;
                    way[other] = column;
                }
                if slack[other] < delta {
                    delta = slack[other];
                    next = other;
                }
            }
            for other in 0..=n {
                if used[other] {
                    rows[matched[other]] += delta;
                    cols[other] -= delta;
                } else {
                    slack[other] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            matched[column] = matched[way[column]];
            column = way[column];
        }
    }
    (1..=n).map(|column| -cost(matched[column] - 1, column - 1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(groups: &[&[usize]]) -> Vec<Vec<Key>> {
        groups.iter().map(|keys| keys.iter().map(|&key| (0, key, key)).collect()).collect()
    }

    fn rounded(counts: Counts) -> (f64, f64) {
        let (precision, recall, _) = counts.percent();
        ((precision * 10.0).round() / 10.0, (recall * 10.0).round() / 10.0)
    }

    #[test] // The example of Luo (2005), system response a.
    fn two_entities_taken_for_one_cost_precision() {
        let gold = clusters(&[&[1, 2, 3, 4, 5], &[6, 7], &[8, 9, 10, 11, 12]]);
        let predicted = clusters(&[&[1, 2, 3, 4, 5], &[6, 7, 8, 9, 10, 11, 12]]);
        let scores = Scores::of(&gold, &predicted);
        assert_eq!(rounded(scores.muc), (90.0, 100.0));
        // (5·1 + 2·2/7 + 5·5/7) / 12.
        assert_eq!(rounded(scores.b3), (76.2, 100.0));
        // (1 + 10/12) of 2 and of 3.
        assert_eq!(rounded(scores.ceafe), (91.7, 61.1));
    }

    #[test]
    fn a_missed_mention_costs_recall_alone() {
        let gold = clusters(&[&[1, 2, 3]]);
        let predicted = clusters(&[&[1, 2]]);
        let scores = Scores::of(&gold, &predicted);
        assert_eq!(rounded(scores.mentions), (100.0, 66.7));
        assert_eq!(rounded(scores.muc), (100.0, 50.0));
        assert_eq!(rounded(scores.b3), (100.0, 44.4));
        assert_eq!(rounded(scores.ceafe), (80.0, 80.0));
    }

    #[test]
    fn alignment_is_one_to_one() {
        assert_eq!(assignment(&[vec![0.9, 0.8], vec![0.8, 0.1]], 2), 1.6);
        assert_eq!(assignment(&[vec![0.5], vec![0.7]], 1), 0.7);
    }

    #[test]
    fn the_same_clusters_are_perfect() {
        let gold = clusters(&[&[1, 2], &[3, 4, 5]]);
        assert_eq!(Scores::of(&gold, &gold).conll(), 100.0);
    }
}

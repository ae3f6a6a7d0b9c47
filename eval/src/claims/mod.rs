//! Scores claims against facts labelled by hand, and how sure the program is of them.
//!
//! A folder holds articles and, for each, `NAME.facts.json`: `{"article": NAME, "facts": [...]}`. What
//! is the same as a fact is decided as `../shared/tools/score_claims.py` does.

mod fact;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use reportedly::beat::Beats;
use reportedly::claim::{Claim, ClaimKind};
use reportedly::read::{self, Input, Options};
use serde_json::Value;

use crate::score::{Score, percent};
use fact::Fact;

/// Scores the articles of each folder.
pub fn claims(folders: &[PathBuf]) -> io::Result<Vec<String>> {
    let mut lines = Vec::new();
    for folder in folders {
        lines.extend(folder_scores(folder)?);
    }
    Ok(lines)
}

/// What was counted over the articles of one folder.
#[derive(Default)]
struct Counts {
    predicates: BTreeMap<String, Score>,
    matched: usize,
    certainty: usize,
    chain: usize,
    timed: usize,
    valid: usize,
    /// For each tenth of confidence, of typed claims and of statements: how many claims, and how
    /// many of them are a fact.
    sure: BTreeMap<(&'static str, u32), (usize, usize)>,
}

fn folder_scores(folder: &Path) -> io::Result<Vec<String>> {
    let facts = facts(folder)?;
    let mut counts = Counts::default();
    let inputs = [Input::Path(folder.to_owned())];
    for article in read::articles(inputs, Options::default()).flatten() {
        let name = Path::new(&article.input).file_name().unwrap_or_default().to_string_lossy();
        if let Some(facts) = facts.get(&*name) {
            counts.article(facts, &reportedly::claims::claims(&article, Beats::built_in()));
        }
    }
    Ok(counts.lines(&folder.display().to_string()))
}

/// Reads the facts of a folder, by the name of their article.
fn facts(folder: &Path) -> io::Result<BTreeMap<String, Vec<Fact>>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if !path.to_string_lossy().ends_with(".facts.json") {
            continue;
        }
        let told: Value = serde_json::from_slice(&fs::read(&path)?)?;
        let name = told["article"].as_str().unwrap_or_default();
        let name = Path::new(name).file_name().unwrap_or_default().to_string_lossy();
        let facts = told["facts"].as_array().into_iter().flatten().map(Fact::read).collect();
        found.insert(name.into_owned(), facts);
    }
    Ok(found)
}

impl Counts {
    fn article(&mut self, facts: &[Fact], claims: &[Claim]) {
        let claims: Vec<&Claim> = claims.iter().filter(|claim| fact::is_scored(claim)).collect();
        let mut used = vec![false; claims.len()];
        for fact in facts {
            let score = self.predicates.entry(fact.predicate.clone()).or_default();
            score.gold += 1;
            let free = (0..claims.len()).filter(|&i| !used[i] && fact.is_told_by(claims[i]));
            // Of several, the first of those that share most words with the fact.
            let Some(best) = free.max_by_key(|&i| (fact.overlap(claims[i]), usize::MAX - i)) else {
                continue;
            };
            used[best] = true;
            score.correct += 1;
            let claim = claims[best];
            self.matched += 1;
            self.certainty += usize::from(fact.certainty == claim.certainty.as_str());
            self.chain += usize::from(fact.has_chain(claim));
            if let Some(right) = fact.has_time(claim) {
                self.timed += 1;
                self.valid += usize::from(right);
            }
        }
        for (claim, used) in claims.iter().zip(used) {
            let predicate = fact::predicate(claim).to_owned();
            self.predicates.entry(predicate).or_default().predicted += 1;
            let kind = if claim.kind == ClaimKind::Typed { "typed" } else { "said" };
            let tenth = (claim.confidence * 10.0) as u32;
            let sure = self.sure.entry((kind, tenth)).or_default();
            sure.0 += 1;
            sure.1 += usize::from(used);
        }
    }

    fn lines(&self, name: &str) -> Vec<String> {
        let mut typed = Score::default();
        let mut said = Score::default();
        for (predicate, score) in &self.predicates {
            if predicate == "said" { &mut said } else { &mut typed }.add(*score);
        }
        let mut lines = vec![format!("{name}  typed {typed}"), format!("{name}  said  {said}")];
        lines.push(format!(
            "{name}  of {} found: certainty {:.1}  chain {:.1}  valid time {:.1} of {}",
            self.matched,
            percent(self.certainty, self.matched),
            percent(self.chain, self.matched),
            percent(self.valid, self.timed),
            self.timed
        ));
        let mut predicates: Vec<_> = self.predicates.iter().collect();
        predicates.sort_by_key(|(_, score)| std::cmp::Reverse(score.gold));
        lines.extend(predicates.iter().map(|(name, score)| format!("  {name:18}{score}")));
        for ((kind, tenth), (claims, right)) in &self.sure {
            let (from, to) = (f64::from(*tenth) / 10.0, f64::from(*tenth + 1) / 10.0);
            let share = percent(*right, *claims);
            lines.push(format!(
                "  sure {from:.1}-{to:.1} {kind:5} {right} of {claims} right: {share:.0} %"
            ));
        }
        lines
    }
}

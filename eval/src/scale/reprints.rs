//! How reprints are found among many articles: how fast, and how rightly.
//!
//! One article in five is a reprint of an earlier one: cut at its end, with a few words changed and
//! an editor's sentence put before it. The generator knows which.

use std::collections::BTreeMap;
use std::io;
use std::time::Instant;

use jiff::civil::date;
use reportedly::Article;
use reportedly::origin::Stories;

use super::make::Numbers;

/// Clusters the articles, and returns the lines.
pub fn measure(articles: u64, seed: u64) -> io::Result<Vec<String>> {
    let mut numbers = Numbers(seed);
    let mut texts: Vec<(usize, Vec<u64>)> = Vec::new();
    let mut lines = Vec::new();
    let mut stories = Stories::default();
    let mut found: Vec<usize> = Vec::new();
    let (mut spent, mut part) = (std::time::Duration::ZERO, std::time::Duration::ZERO);
    for number in 0..articles as usize {
        let (story, words) = match numbers.below(5) {
            0 if number > 0 => {
                let of = numbers.below(number as u64) as usize;
                let (story, words): &(usize, Vec<u64>) = &texts[of];
                (*story, reprint(words, &mut numbers))
            }
            _ => {
                let length = 120 + numbers.below(600);
                (number, (0..length).map(|_| numbers.often(30_000)).collect())
            }
        };
        let article = article(number, &words);
        texts.push((story, words));
        let begun = Instant::now();
        found.push(stories.add(&article));
        let took = begun.elapsed();
        spent += took;
        part += took;
        if (number + 1) % 10_000 == 0 {
            let rate = 10_000.0 / part.as_secs_f64();
            lines.push(format!("articles up to {}: {rate:.0} a second", number + 1));
            part = std::time::Duration::ZERO;
        }
    }
    let rate = articles as f64 / spent.as_secs_f64();
    lines.push(format!("clustered {articles} articles: {rate:.0} a second (2000)"));
    let found: Vec<usize> = found.into_iter().map(|at| stories.story(at)).collect();
    let truth: Vec<usize> = texts.iter().map(|(story, _)| *story).collect();
    // Pairs that are together: in truth, as found, and in both.
    let pairs = |keys: &[(usize, usize)]| {
        let mut sizes: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        keys.iter().for_each(|key| *sizes.entry(*key).or_default() += 1);
        sizes.values().map(|size| size * (size - 1) / 2).sum::<u64>() as f64
    };
    let both: Vec<_> = truth.iter().copied().zip(found.iter().copied()).collect();
    let of_truth: Vec<_> = truth.iter().map(|&story| (story, 0)).collect();
    let of_found: Vec<_> = found.iter().map(|&story| (story, 0)).collect();
    let right = pairs(&both);
    lines.push(format!(
        "pairs of one story: recall {:.4} (0.95), precision {:.4} (0.99)",
        right / pairs(&of_truth).max(1.0),
        right / pairs(&of_found).max(1.0)
    ));
    Ok(lines)
}

/// Returns the words as another outlet prints them.
fn reprint(words: &[u64], numbers: &mut Numbers) -> Vec<u64> {
    let mut words = words.to_vec();
    let kept = words.len() as u64 * (60 + numbers.below(41)) / 100;
    words.truncate(kept.max(60) as usize);
    for _ in 0..numbers.below(words.len() as u64 / 40 + 1) {
        let at = numbers.below(words.len() as u64) as usize;
        words[at] = numbers.often(30_000);
    }
    let mut before: Vec<u64> = (0..numbers.below(30)).map(|_| numbers.often(30_000)).collect();
    before.append(&mut words);
    before
}

fn article(number: usize, words: &[u64]) -> Article {
    let text: Vec<String> = words.iter().map(|word| format!("w{word}")).collect();
    Article {
        input: number.to_string(),
        url: None,
        outlet: None,
        title: None,
        authors: Vec::new(),
        published: date(2020, 1, 1),
        text: text.join(" "),
        segments: Vec::new(),
        modified: None,
        taken_from: None,
        told: Default::default(),
    }
}

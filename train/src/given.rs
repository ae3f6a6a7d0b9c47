//! Counts what given names say of gender.
//!
//! From two lists of names, from encyclopedia articles on people (is the article about X more
//! often "he" or "she"?), and from the development part of GAP. Gives `given-names.txt`: a line
//! per score, the names after it.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use corpora::archive::gunzip;
use corpora::coreference;
use corpora::treebank::Split;

/// How much a list counts, in people of that name.
const LISTED: f64 = 6.0;

/// Returns `given-names.txt`.
pub fn train(data: &Path) -> io::Result<Vec<u8>> {
    let mut counts: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for (file, man) in [("male.txt", true), ("female.txt", false)] {
        for name in fs::read_to_string(data.join("names").join(file))?.lines() {
            let name = name.trim().to_lowercase();
            if !name.is_empty() && !name.contains(' ') {
                add(&mut counts, name, man, LISTED);
            }
        }
    }
    let text = gunzip(&data.join("text/wikipedia-timeqa.txt.gz"))?;
    let mut about: Option<(String, i32, i32)> = None;
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    while let Some(line) = lines.next() {
        // A title stands alone, and the paragraph after it begins with its first word.
        let first = line.split_whitespace().next().unwrap_or_default();
        let titled = !line.trim_end().ends_with('.')
            && (2..=4).contains(&line.split_whitespace().count())
            && lines.peek().is_some_and(|next| next.starts_with(&format!("{first} ")));
        if titled {
            settle(&mut counts, about.take());
            about = Some((first.to_lowercase(), 0, 0));
        } else if let Some((_, he, she)) = &mut about {
            for word in line.split_whitespace() {
                match word {
                    "he" | "He" | "his" | "His" | "him" => *he += 1,
                    "she" | "She" | "her" | "Her" => *she += 1,
                    _ => {}
                }
            }
        }
    }
    settle(&mut counts, about);
    for case in coreference::gap(data, Split::Train)? {
        for (span, _) in case.names.iter().filter(|(_, refers)| *refers) {
            let words: Vec<&str> = span.of(&case.text).split_whitespace().collect();
            if words.len() > 1 {
                add(&mut counts, words[0].to_lowercase(), case.masculine, 1.0);
            }
        }
    }
    let mut by_score: BTreeMap<i32, Vec<String>> = BTreeMap::new();
    for (name, (men, women)) in counts {
        let letters = name.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\'');
        let score = (2.0 * ((men + 0.5) / (women + 0.5)).ln()).round().clamp(-9.0, 9.0) as i32;
        if letters && name.chars().count() > 1 && score != 0 {
            by_score.entry(score).or_default().push(name);
        }
    }
    let mut lines = String::new();
    for (score, names) in by_score {
        lines.push_str(&format!("{score}: {}\n", names.join(" ")));
    }
    Ok(lines.into_bytes())
}

fn add(counts: &mut BTreeMap<String, (f64, f64)>, name: String, man: bool, weight: f64) {
    let count = counts.entry(name).or_default();
    if man {
        count.0 += weight;
    } else {
        count.1 += weight;
    }
}

/// Counts one article, where its pronouns are clear.
fn settle(counts: &mut BTreeMap<String, (f64, f64)>, about: Option<(String, i32, i32)>) {
    if let Some((name, he, she)) = about {
        if he >= 4 && he > 4 * she {
            add(counts, name, true, 1.0);
        } else if she >= 4 && she > 4 * he {
            add(counts, name, false, 1.0);
        }
    }
}

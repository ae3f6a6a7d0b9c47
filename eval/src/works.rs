//! Titles of works in articles labelled by hand: how many of those that the labelled facts speak
//! of are found where they stand, exactly.
//!
//! The facts do not name every title of an article, so there is no precision here: the page of
//! invented titles in `crates/nlp/tests/phenomena/works.md` measures that.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use reportedly_nlp::{Context, EntityKind, MentionForm, Mode, annotate};
use serde_json::Value;

use crate::gold::paragraphs;
use crate::score::percent;

/// Returns the share found, as lines, and prints the titles that were missed.
pub fn works(gold: &Path) -> io::Result<Vec<String>> {
    let mut titles: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in fs::read_dir(gold)? {
        let path = entry?.path();
        if !path.to_string_lossy().ends_with(".facts.json") {
            continue;
        }
        let facts: Value = serde_json::from_slice(&fs::read(path)?)?;
        let article = facts["article"].as_str().unwrap_or_default().to_owned();
        for fact in facts["facts"].as_array().into_iter().flatten() {
            let title = match fact["predicate"].as_str().unwrap_or_default() {
                "cast_in" => &fact["object"],
                "release_date" | "premiered" | "directed_by" | "written_by" | "produced_by"
                | "created_by" | "production_status" | "filmed_in" => &fact["subject"],
                _ => continue,
            };
            if let Some(title) = title.as_str() {
                titles.entry(article.clone()).or_default().insert(title.to_owned());
            }
        }
    }
    let (mut all, mut found, mut named, mut named_found) = (0, 0, 0, 0);
    for line in fs::read_to_string(gold.join("articles.jsonl"))?.lines() {
        let article: Value = serde_json::from_str(line)?;
        let text = article["text"].as_str().unwrap_or_default();
        let Some(titles) = article["id"].as_str().and_then(|id| titles.get(id)) else { continue };
        let context =
            Context { document_creation_time: jiff::civil::date(2020, 1, 1), mode: Mode::News };
        let document = annotate(text, &paragraphs(text), &context);
        let works: BTreeSet<(usize, usize)> = document
            .mentions
            .iter()
            .filter(|m| m.form == MentionForm::Name && m.kind == Some(EntityKind::Work))
            .map(|m| (m.span.start, m.span.end))
            .collect();
        for title in titles {
            let places: Vec<usize> = text
                .match_indices(title.as_str())
                .map(|(start, _)| start)
                .filter(|&start| stands_alone(text, start, start + title.len()))
                .collect();
            let right = places.iter().filter(|&&p| works.contains(&(p, p + title.len()))).count();
            all += places.len();
            found += right;
            named += usize::from(!places.is_empty());
            named_found += usize::from(right > 0);
            if right < places.len() {
                // For the eye alone: the articles are not ours to quote in the record.
                eprintln!("  {right} of {} found: {title}", places.len());
            }
        }
    }
    Ok(vec![
        format!("occurrences of titles found exactly: {:.1} % of {all}", percent(found, all)),
        format!("titles found at least once: {:.1} % of {named}", percent(named_found, named)),
    ])
}

/// Returns whether no letter or digit touches a stretch of text.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    !text[..start].ends_with(char::is_alphanumeric)
        && !text[end..].starts_with(char::is_alphanumeric)
}

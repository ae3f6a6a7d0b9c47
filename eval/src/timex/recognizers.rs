//! The cases of Recognizers-Text: a sentence, the day, and what the dates in it stand for.
//!
//! Scored are the dates, ranges of dates, durations and sets. Where a case gives a past and a future
//! reading either counts, as the sentences seldom tell; a range is given with its end outside.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use jiff::civil::Date;
use reportedly_nlp::{Bound, Timex, TimexKind};
use serde_json::Value;

/// Scores the cases.
pub fn recognizers(folder: &Path, errors: bool) -> io::Result<Vec<String>> {
    let raw = fs::read_to_string(folder.join("DateTimeModel.json"))?;
    let cases: Vec<Value> = serde_json::from_str(raw.trim_start_matches('\u{feff}'))?;
    let mut counts: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for case in &cases {
        let (Some(input), Some(results)) = (case["Input"].as_str(), case["Results"].as_array())
        else {
            continue;
        };
        let day = case["Context"]["ReferenceDateTime"].as_str().and_then(|it| it.get(..10));
        let Some(day) = day.and_then(|it| it.parse::<Date>().ok()) else { continue };
        let read = super::read(input, day);
        for result in results {
            let kind = match result["TypeName"].as_str() {
                Some("datetimeV2.date") => "date",
                Some("datetimeV2.daterange") => "range",
                Some("datetimeV2.duration") => "duration",
                Some("datetimeV2.set") => "set",
                _ => continue,
            };
            let (Some(words), Some(values)) =
                (result["Text"].as_str(), result["Resolution"]["values"].as_array())
            else {
                continue;
            };
            // "Not resolved" is no reading.
            if matches!(kind, "date" | "range")
                && values.iter().all(|it| it["value"].as_str() == Some("not resolved"))
            {
                continue;
            }
            let lower = input.to_lowercase();
            let Some(start) = lower.find(&words.to_lowercase()) else { continue };
            let end = start + words.len();
            let inside: Vec<&Timex> = read
                .timexes
                .iter()
                .filter(|timex| timex.span.start < end && start < timex.span.end)
                .collect();
            let right = values.iter().any(|value| agrees(kind, value, &inside));
            let count = counts.entry(kind).or_default();
            count.0 += 1;
            count.1 += usize::from(!inside.is_empty());
            count.2 += usize::from(right);
            if errors && !right {
                let got: Vec<_> = inside
                    .iter()
                    .map(|timex| {
                        let interval = timex.interval.map_or(String::new(), |it| it.to_string());
                        let words = input.get(timex.span.start..timex.span.end).unwrap_or_default();
                        format!("'{words}' {} {interval}", timex.value)
                    })
                    .collect();
                let wanted: Vec<_> = values.iter().map(|value| value.to_string()).collect();
                println!(
                    "{kind} {day} | {input} | '{words}' {} | {}",
                    wanted.join(" "),
                    got.join(", ")
                );
            }
        }
    }
    let (mut all, mut all_right, mut lines) = (0, 0, Vec::new());
    for (kind, (cases, found, right)) in &counts {
        let share = share(*right, *cases);
        lines.push(format!("{kind} found {found} of {cases}, right {right} ({share:.3})"));
        all += cases;
        all_right += right;
    }
    lines.push(format!("all right {all_right} of {all} ({:.3})", share(all_right, all)));
    Ok(lines)
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Whether one of the expressions says what `value` says, as precisely as it says it.
fn agrees(kind: &str, value: &Value, found: &[&Timex]) -> bool {
    let text = |name: &str| value[name].as_str();
    let day =
        |name: &str| text(name).and_then(|it| it.get(..10)).and_then(|it| it.parse::<Date>().ok());
    let intervals = || found.iter().filter_map(|timex| timex.interval);
    match kind {
        "date" => day("value").is_some_and(|wanted| {
            intervals().any(|it| holds(it.start, wanted) && holds(it.end, wanted))
        }),
        "range" => {
            let (start, end) = (day("start"), day("end"));
            intervals().any(|it| {
                let starts = start.map_or(it.start == Bound::Unknown, |day| holds(it.start, day));
                // Their end lies outside; of a range of named times the last one lies outside too.
                let ends = end.map_or(it.end == Bound::Unknown, |day| {
                    holds(it.end, day) || day.yesterday().is_ok_and(|day| ends_on(it.end, day))
                });
                starts && ends
            })
        }
        "duration" => text("timex").is_some_and(|wanted| {
            let wanted = plain(wanted);
            found.iter().any(|it| it.kind == TimexKind::Duration && plain(&it.value) == wanted)
        }),
        _ => text("timex").is_some_and(|wanted| {
            let wanted = plain(wanted);
            found.iter().any(|it| it.kind == TimexKind::Set && plain(&it.value) == wanted)
        }),
    }
}

/// Returns a value without what only the two ways of writing it differ in: `PT1.5H` is `PT1H30M`,
/// `TMO` is `XXXX-XX-XXTMO`, `T16` is `T16:00`, a weekend is `P2D`.
fn plain(value: &str) -> String {
    let value = value.strip_prefix("XXXX-XX-XX").filter(|it| it.starts_with('T')).unwrap_or(value);
    let value = value.strip_suffix(":00").unwrap_or(value);
    let same = [
        ("PT1.5H", "PT1H30M"),
        ("PT0.5H", "PT30M"),
        ("P1.5Y", "P1Y6M"),
        ("P0.5Y", "P6M"),
        ("P1WE", "XXXX-WXX-WE"),
        ("P2WE", "P4D"),
        ("P3WE", "P6D"),
    ];
    same.iter().find(|(theirs, _)| *theirs == value).map_or(value, |(_, ours)| ours).to_owned()
}

fn holds(bound: Bound, day: Date) -> bool {
    matches!(bound, Bound::At(date) if date.first_day() <= day && day <= date.last_day())
}

fn ends_on(bound: Bound, day: Date) -> bool {
    matches!(bound, Bound::At(date) if date.last_day() == day)
}

//! The dates of GUM, as its TEI marks them: spans, and the days from the first to the last.
//!
//! TEI gives `when`, or `from` and `to`, or `notBefore` and `notAfter`, of any precision; what is
//! compared are the first and the last day, an end that is not given agreeing with an unknown one.
//! Dates without a year ("every June") are left out of the intervals, and so are years before Christ,
//! which TEI and ISO 8601 count differently.

use std::collections::HashSet;
use std::path::Path;
use std::{fs, io};

use jiff::civil::Date;
use reportedly_nlp::{Bound, Interval, PartialDate, Span, Timex};

/// A date that people marked.
struct Gold {
    span: Span,
    interval: Option<(Option<Date>, Option<Date>)>,
    attributes: String,
}

/// Scores the dev and test documents, or the training documents.
pub fn gum(folder: &Path, train: bool, errors: bool) -> io::Result<Vec<String>> {
    let splits = fs::read_to_string(folder.join("splits.md"))?;
    let listed =
        splits.split("\n## ").filter(|part| part.starts_with("dev") || part.starts_with("test\n"));
    let names = listed.flat_map(str::lines).filter_map(|line| line.trim().strip_prefix("* "));
    let held_out: HashSet<&str> = names.collect();
    let mut paths: Vec<_> = fs::read_dir(folder.join("xml"))?
        .map(|entry| entry.map(|it| it.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let (mut gold, mut found, mut exact, mut dated, mut right, mut predicted) = (0, 0, 0, 0, 0, 0);
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if held_out.contains(name.as_str()) == train {
            continue;
        }
        let raw = fs::read_to_string(&path)?;
        let Some(created) = attribute(&raw, "dateCreated").and_then(|day| day.parse().ok()) else {
            continue;
        };
        let (text, dates) = document(&raw);
        let read = super::read(&text, created);
        predicted += read.timexes.len();
        for date in &dates {
            gold += 1;
            let best =
                read.timexes.iter().filter(|timex| timex.span.overlaps(date.span)).max_by_key(
                    |timex| {
                        timex.span.end.min(date.span.end) - timex.span.start.max(date.span.start)
                    },
                );
            found += usize::from(best.is_some());
            exact += usize::from(best.is_some_and(|timex| timex.span == date.span));
            let Some(wanted) = date.interval else { continue };
            dated += 1;
            let agrees = |got: (Option<Date>, Option<Date>)| {
                got == wanted
                    || (wanted.0.is_none() && got.1 == wanted.1)
                    || (wanted.1.is_none() && got.0 == wanted.0)
            };
            // "Between May and June" is one date to them, and two with one interval to us.
            let inside = read.timexes.iter().filter(|timex| date.span.contains(timex.span)).count();
            let whole = best.filter(|_| inside > 1).and_then(|timex| timex.interval);
            let agrees = best.and_then(named).is_some_and(agrees)
                || whole.is_some_and(|interval| agrees(days(interval)));
            right += usize::from(agrees);
            if errors && !agrees {
                println!(
                    "{name} ({created}): '{}' is {}, read as {} {}",
                    date.span.of(&text).replace('\n', " "),
                    date.attributes,
                    best.map_or("nothing", |timex| timex.span.of(&text)),
                    best.and_then(|it| it.interval).map_or(String::new(), |it| it.to_string()),
                );
            }
        }
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    Ok(vec![
        format!("gold dates {gold}, read {predicted} expressions of time of all kinds"),
        format!("spans recall {:.3}, exactly {:.3}", share(found, gold), share(exact, gold)),
        format!("intervals exact {:.3} ({right} of {dated})", share(right, dated)),
    ])
}

/// Returns the first and last day that an expression names, its preposition left out as in TEI.
fn named(timex: &Timex) -> Option<(Option<Date>, Option<Date>)> {
    let value = timex.value.split('T').next().unwrap_or_default();
    let year = |digits: usize| value.get(..digits).and_then(|it| it.parse::<i16>().ok());
    let months = |first: i8, last: i8| {
        let year = year(4)?;
        let next = if last < first { year + 1 } else { year };
        let (first, last) = (PartialDate::month(year, first)?, PartialDate::month(next, last)?);
        Some((Some(first.first_day()), Some(last.last_day())))
    };
    if let Ok(date) = value.parse::<PartialDate>() {
        return Some((Some(date.first_day()), Some(date.last_day())));
    }
    match (value.get(4..), value.len()) {
        (Some("-SP"), _) => months(3, 5),
        (Some("-SU"), _) => months(6, 8),
        (Some("-FA"), _) => months(9, 11),
        (Some("-WI"), _) => months(12, 2),
        (None, 2 | 3) if value.bytes().all(|byte| byte.is_ascii_digit()) => {
            let digits = value.len();
            let years = if digits == 3 { 10 } else { 100 };
            let first = year(digits)? * years;
            let (first, last) = (PartialDate::year(first)?, PartialDate::year(first + years - 1)?);
            Some((Some(first.first_day()), Some(last.last_day())))
        }
        _ => timex.interval.map(days),
    }
}

/// Returns the first and last day of an interval.
fn days(interval: Interval) -> (Option<Date>, Option<Date>) {
    let first = match interval.start {
        Bound::At(date) => Some(date.first_day()),
        _ => None,
    };
    let last = match interval.end {
        Bound::At(date) => Some(date.last_day()),
        _ => None,
    };
    (first, last)
}

fn attribute<'a>(raw: &'a str, name: &str) -> Option<&'a str> {
    let start = raw.find(&format!("{name}=\""))? + name.len() + 2;
    raw[start..].split('"').next()
}

/// Returns the text of a TEI document, its words between spaces, and its dates.
fn document(raw: &str) -> (String, Vec<Gold>) {
    let mut text = String::new();
    let mut dates = Vec::new();
    let mut open: Vec<(usize, String)> = Vec::new();
    for line in raw.lines() {
        if let Some(tag) = line.strip_prefix('<').filter(|_| !line.contains('\t')) {
            if let Some(attributes) = tag.strip_prefix("date") {
                open.push((text.len(), attributes.trim_end_matches('>').trim().to_owned()));
            } else if tag.starts_with("/date") {
                if let Some((start, attributes)) = open.pop() {
                    let start = start + text[start..].len() - text[start..].trim_start().len();
                    let end = start + text[start..].trim_end().len();
                    let span = Span::new(start, end);
                    dates.push(Gold { span, interval: interval(&attributes), attributes });
                }
            } else if tag.starts_with("/s>") || tag.starts_with("/p") || tag.starts_with("/head") {
                text.push('\n');
            }
            if tag.starts_with("/p") || tag.starts_with("/head") {
                text.push('\n');
            }
            continue;
        }
        let Some((word, _)) = line.split_once('\t') else { continue };
        let word = super::timeml::unmark(word);
        // Marks stand close to the word before, as in running text.
        let close =
            word.chars().all(|c| ",.;:!?)'’-–%".contains(c)) || word.starts_with(['\'', '’']);
        let after = text.ends_with(['-', '–', '(', '$', '\'', '’']) && !text.ends_with(" -");
        if !text.is_empty() && !text.ends_with('\n') && !close && !after {
            text.push(' ');
        }
        text.push_str(&word);
    }
    (text, dates)
}

fn interval(attributes: &str) -> Option<(Option<Date>, Option<Date>)> {
    let date = |name: &str| {
        let value = format!(" {attributes}");
        attribute(&value, &format!(" {name}")).map(|it| it.parse::<PartialDate>())
    };
    if let Some(when) = date("when") {
        let when = when.ok().filter(|when| when.first_day().year() > 0)?;
        return Some((Some(when.first_day()), Some(when.last_day())));
    }
    let from = date("from").or_else(|| date("notBefore")).transpose().ok()?;
    let to = date("to").or_else(|| date("notAfter")).transpose().ok()?;
    if from.is_none() && to.is_none() || from.is_some_and(|from| from.first_day().year() <= 0) {
        return None;
    }
    Some((from.map(PartialDate::first_day), to.map(PartialDate::last_day)))
}

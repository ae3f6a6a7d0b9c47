//! Scores attributions on PolNeAR with the shared scorer: source, cue and content.
//!
//! PolNeAR marks each word in one attribution at most, always with a cue, and takes the relative
//! pronoun for the source of "who said": what the program finds beyond that is left out here.

use std::path::Path;
use std::process::Command;
use std::{fs, io};

use reportedly_nlp::{Attribution, Context, Document, Mode, Segment, SegmentKind, Span, annotate};
use serde_json::{Value, json};

/// Returns the scores on PolNeAR's dev part in `data`.
pub fn attribution(data: &Path) -> io::Result<Vec<String>> {
    let gold = data.join("yardsticks/polnear-dev");
    let mut names: Vec<_> = fs::read_dir(gold.join("text"))?.collect::<Result<_, _>>()?;
    names.sort_by_key(|entry| entry.file_name());
    let mut lines = String::new();
    for entry in names {
        let text = fs::read_to_string(entry.path())?;
        let name = entry.file_name().to_string_lossy().trim_end_matches(".txt").to_owned();
        let document = annotate(&text, &segments(&text), &context(&name));
        for attribution in comparable(&document) {
            let line = json!({
                "doc": name,
                "source": pronoun(&document, attribution).into_iter().map(pair).collect::<Vec<_>>(),
                "cue": attribution.cue.iter().copied().map(pair).collect::<Vec<_>>(),
                "content": attribution.content.iter().copied().map(pair).collect::<Vec<_>>(),
            });
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
    }
    let predicted = std::env::temp_dir().join("reportedly-attribution.jsonl");
    fs::write(&predicted, lines)?;
    let scorer = data.join("../tools/attribution.py");
    let errors = predicted.with_extension("errors.jsonl");
    let output = Command::new("python3")
        .args([scorer.as_os_str(), "score".as_ref(), gold.as_os_str(), predicted.as_os_str()])
        .args(["--offsets", "byte", "--errors"])
        .arg(errors)
        .output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}

fn pair(span: Span) -> Value {
    json!([span.start, span.end])
}

/// The first paragraph is the title, every other one a part of the body.
fn segments(text: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        if end > start {
            let kind = if segments.is_empty() { SegmentKind::Title } else { SegmentKind::Body };
            segments.push(Segment { span: Span::new(start, end), kind });
        }
        start += line.len();
    }
    segments
}

/// The file name holds the day: `outlet_2016-09-12_title`.
fn context(name: &str) -> Context {
    let day = name.split('_').find_map(|part| part.parse().ok());
    Context {
        document_creation_time: day.unwrap_or(jiff::civil::date(2016, 10, 1)),
        mode: Mode::News,
    }
}

/// Returns the attributions that PolNeAR would mark: with a cue, and not within another.
fn comparable(document: &Document) -> Vec<&Attribution> {
    let outer = |attribution: &Attribution| {
        let mut within = attribution.within;
        while let Some(index) = within {
            let outer = &document.attributions[index];
            // A link that only says where it was said is no relation of its own.
            if outer.cue != attribution.cue {
                return false;
            }
            within = outer.within;
        }
        true
    };
    document
        .attributions
        .iter()
        .enumerate()
        .filter(|(index, attribution)| {
            let link = document
                .attributions
                .get(index + 1)
                .is_some_and(|inner| inner.within == Some(*index) && inner.cue == attribution.cue);
            !attribution.cue.is_empty() && !link && outer(attribution)
        })
        .map(|(_, attribution)| attribution)
        .collect()
}

/// Returns the source as PolNeAR marks it: "who" in "voters who said".
fn pronoun(document: &Document, attribution: &Attribution) -> Option<Span> {
    let source = attribution.source.as_ref()?;
    let cue = attribution.cue.first()?;
    let cue = document.tokens_in(*cue);
    let between = document.tokens_in(source.span).end..cue.start;
    let pronoun = between.clone().take(3).find(|&token| {
        matches!(document.form(token).to_lowercase().as_str(), "who" | "which" | "that")
            && document.tokens[token].deprel.is_subject()
    });
    Some(pronoun.map_or(source.span, |token| document.tokens[token].span))
}

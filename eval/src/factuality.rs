//! Scores how certain readers are of events (UDS) with the shared scorer.

use std::path::Path;
use std::process::Command;
use std::{fs, io};

use reportedly_nlp::factuality::Judge;
use reportedly_nlp::{Context, Mode, Segment, SegmentKind, Span, annotate};
use serde_json::{Value, json};

/// Returns the scores on a part of UDS in `data`: the learned value, and the rules alone.
pub fn factuality(data: &Path, part: &str) -> io::Result<Vec<String>> {
    let gold = data.join("uds").join(format!("{part}.jsonl"));
    let mut values = String::new();
    let mut labels = String::new();
    for (id, line) in fs::read_to_string(&gold)?.lines().enumerate() {
        let row: Value = serde_json::from_str(line).map_err(io::Error::other)?;
        let text = row["text"].as_str().unwrap_or_default();
        let segment = Segment { span: Span::new(0, text.len()), kind: SegmentKind::Body };
        let context =
            Context { document_creation_time: jiff::civil::date(2005, 1, 1), mode: Mode::News };
        let document = annotate(text, &[segment], &context);
        let judge = Judge::new(&document);
        for target in row["targets"].as_array().into_iter().flatten() {
            let word = target["span1"][0].as_u64().unwrap_or_default() as usize;
            let start = text.split(' ').take(word).map(|word| word.len() + 1).sum();
            let Some(token) = document.tokens_in(Span::new(start, start + 1)).next() else {
                continue;
            };
            let line = |value: Value| json!({"id": id, "span1": target["span1"], "value": value});
            values += &format!("{}\n", line(json!(judge.realis(token))));
            let label = judge.of(token).factuality.to_string();
            labels += &format!("{}\n", line(json!(if label == "Uu" { "U".into() } else { label })));
        }
    }
    let mut lines = Vec::new();
    for (name, predicted) in [("learned", values), ("rules", labels)] {
        let path = std::env::temp_dir().join(format!("reportedly-factuality-{name}.jsonl"));
        fs::write(&path, predicted)?;
        let output = Command::new("python3")
            .arg(data.join("../tools/factuality.py"))
            .arg("score")
            .args([&gold, &path])
            .output()?;
        if !output.status.success() {
            return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        lines.push(format!("# {name}"));
        lines.extend(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned));
    }
    Ok(lines)
}

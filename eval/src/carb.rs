//! Scores open propositions as CaRB does (Bhardwaj, Aggarwal and Mausam 2019).
//!
//! Prints `sentence, confidence, relation, subject, rest` for `../shared/tools/carb_score.py`.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use reportedly::claims::{Proposition, propositions};
use reportedly_nlp::{Context, Mode, Segment, SegmentKind, Span, annotate};

/// Prints the propositions of CaRB's dev sentences, one a line.
pub fn print(data: &Path) -> io::Result<()> {
    let text = fs::read_to_string(data.join("yardsticks/carb-dev/dev.txt"))?;
    let context =
        Context { document_creation_time: jiff::civil::date(2019, 1, 1), mode: Mode::News };
    let mut out = io::stdout().lock();
    for sentence in text.lines().filter(|line| !line.is_empty()) {
        let segment = Segment { span: Span::new(0, sentence.len()), kind: SegmentKind::Body };
        let document = annotate(sentence, &[segment], &context);
        for found in propositions(&document) {
            let [relation, subject, rest] = [&found.relation, &found.subject, &found.rest]
                .map(|words| Proposition::words(&document, words));
            writeln!(out, "{sentence}\t{:.2}\t{relation}\t{subject}\t{rest}", 0.9)?;
        }
    }
    Ok(())
}

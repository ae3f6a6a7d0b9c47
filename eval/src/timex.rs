//! Scores expressions of time.
//!
//! TimeBank with AQUAINT, and WikiWars, are printed as JSON lines `{doc, start, end, type, value}`
//! for `../shared/tools/te3_timex.py score GOLD LINES --offsets byte`, which counts as TempEval-3 does.

mod gum;
mod recognizers;
mod timeml;

use std::io::{self, Write};
use std::path::Path;

use clap::Subcommand;
use corpora::treebank::Split;
use reportedly_nlp::{Context, Document, Mode, Segment, SegmentKind, Span, annotate};

/// The corpora of expressions of time.
#[derive(Clone, Subcommand)]
pub enum Corpus {
    /// TimeBank and AQUAINT: prints the expressions found, one JSON object a line.
    Timebank,
    /// WikiWars, read as a narrative: prints the expressions found, one JSON object a line.
    Wikiwars,
    /// The dates of GUM: spans and intervals. The dev part stands for dev and test.
    Gum {
        /// Print what was missed or read otherwise.
        #[arg(long)]
        errors: bool,
    },
    /// The cases of Recognizers-Text: dates, ranges, durations and sets.
    Recognizers {
        /// Print what was missed or read otherwise.
        #[arg(long)]
        errors: bool,
    },
}

impl Corpus {
    /// Returns what its scores are kept under.
    pub fn name(&self) -> &'static str {
        match self {
            Corpus::Timebank => "timex timebank",
            Corpus::Wikiwars => "timex wikiwars",
            Corpus::Gum { .. } => "timex gum",
            Corpus::Recognizers { .. } => "timex recognizers",
        }
    }
}

/// Scores one corpus under `data`; `None` where what was printed is for another scorer.
pub fn timex(data: &Path, split: Split, corpus: &Corpus) -> io::Result<Option<Vec<String>>> {
    match *corpus {
        Corpus::Timebank => lines(&data.join("yardsticks/timebank"), Mode::News).map(|()| None),
        Corpus::Wikiwars => lines(&data.join("wikiwars/tml"), Mode::Narrative).map(|()| None),
        Corpus::Gum { errors } => {
            gum::gum(&data.join("gum"), split == Split::Train, errors).map(Some)
        }
        Corpus::Recognizers { errors } => {
            recognizers::recognizers(&data.join("recognizers/English"), errors).map(Some)
        }
    }
}

/// Prints the expressions of time in every TimeML document of a folder.
fn lines(folder: &Path, mode: Mode) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for document in timeml::documents(folder)? {
        let context = Context { document_creation_time: document.published, mode };
        let read = annotate(&document.text, &paragraphs(&document.text), &context);
        for timex in &read.timexes {
            let line = serde_json::json!({
                "doc": document.name,
                "start": timex.span.start,
                "end": timex.span.end,
                "type": timex.kind.as_str(),
                "value": timex.value,
                "text": timex.span.of(&document.text),
                "interval": timex.interval.map(|interval| interval.to_string()),
            });
            writeln!(out, "{line}")?;
        }
    }
    out.flush()
}

/// Returns the stretches of `text` between empty lines, as paragraphs.
fn paragraphs(text: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive("\n\n") {
        let words = piece.trim();
        if !words.is_empty() {
            let from = start + piece.len() - piece.trim_start().len();
            let span = Span::new(from, from + words.len());
            segments.push(Segment { span, kind: SegmentKind::Body });
        }
        start += piece.len();
    }
    segments
}

/// Returns `text` read on the day `published`.
fn read(text: &str, published: jiff::civil::Date) -> Document {
    let context = Context { document_creation_time: published, mode: Mode::News };
    annotate(text, &paragraphs(text), &context)
}

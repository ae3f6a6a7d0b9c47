//! What the program understands of quotations, attribution and factuality: the pages of
//! `phenomena/`, each with sentences and what is expected of them.
//!
//! The pages say what is right, not what comes out: a few lines may fail, and are printed.

use reportedly_nlp::factuality::Judge;
use reportedly_nlp::{
    Attribution, AttributionKind, Context, Document, Factuality, Mode, QuoteKind, Segment,
    SegmentKind, Span, SpeechAct, annotate,
};

/// Returns the text with each of its lines as a paragraph, read through.
fn read(text: &str) -> Document {
    let mut segments = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.trim_end().len());
        segments.push(Segment { span, kind: SegmentKind::Body });
        start += line.len();
    }
    let context =
        Context { document_creation_time: jiff::civil::date(2024, 3, 5), mode: Mode::News };
    annotate(text, &segments, &context)
}

/// Returns the texts of a page, each with the lines that are expected of it.
fn items(page: &str) -> Vec<(String, Vec<String>)> {
    let mut items: Vec<(String, Vec<String>)> = Vec::new();
    let mut in_text = false;
    for line in page.lines() {
        if let Some(text) = line.strip_prefix("> ") {
            if !in_text {
                items.push(Default::default());
            }
            let (item, _) = items.last_mut().unwrap();
            item.push_str(text);
            item.push('\n');
            in_text = true;
            continue;
        }
        in_text = false;
        if let (Some(expected), Some((_, lines))) = (line.strip_prefix("    "), items.last_mut()) {
            lines.push(expected.to_owned());
        }
    }
    items
}

/// Compares what each text of a page gives with what is expected.
fn check(page: &str, least: f64, show: impl Fn(&Document) -> Vec<String>) {
    let (mut right, mut all, mut report) = (0, 0, String::new());
    for (text, expected) in items(page) {
        let found = show(&read(&text));
        all += expected.len().max(found.len());
        right += expected.iter().filter(|line| found.contains(line)).count();
        if found != expected {
            report += &format!("> {text}");
            for line in expected.iter().filter(|line| !found.contains(line)) {
                report += &format!("  - {line}\n");
            }
            for line in found.iter().filter(|line| !expected.contains(line)) {
                report += &format!("  + {line}\n");
            }
        }
    }
    let share = f64::from(right as u32) / f64::from(all as u32);
    println!("{report}{right} of {all} lines are as expected");
    assert!(share >= least, "{report}only {right} of {all} lines are as expected");
}

#[test]
fn quotations_are_as_the_page_says() {
    check(include_str!("phenomena/quotations.md"), 1.0, |document| {
        let show = |quote: &reportedly_nlp::Quote| {
            let open = if quote.closed { "" } else { " ..." };
            let kind = match quote.kind {
                QuoteKind::Speech => "",
                QuoteKind::Title => " (title)",
                QuoteKind::Scare => " (scare)",
            };
            format!("{}{open}{kind}", quote.content.of(&document.text))
        };
        document.quotes.iter().map(show).collect()
    });
}

#[test]
fn attributions_are_as_the_page_says() {
    check(include_str!("phenomena/attribution.md"), 0.85, |document| {
        let found = document.attributions.iter().enumerate();
        // A publication that is told something shows in the chain of what it is told.
        let link = |index: usize| {
            document.attributions.get(index + 1).is_some_and(|inner| {
                inner.within == Some(index) && inner.cue == document.attributions[index].cue
            })
        };
        found.filter(|(index, _)| !link(*index)).map(|(_, a)| line(document, a)).collect()
    });
}

fn line(document: &Document, attribution: &Attribution) -> String {
    let text = &document.text;
    let mut chain = Vec::new();
    let mut at = Some(attribution);
    while let Some(link) = at {
        let source = link.source.as_ref();
        chain.push(source.map_or("(nobody)", |source| source.span.of(text)));
        at = link.within.map(|index| &document.attributions[index]);
    }
    chain.reverse();
    let join = |pieces: &[Span]| {
        let words: Vec<String> = pieces.iter().map(|p| p.of(text).replace('\n', " ")).collect();
        words.join(" + ")
    };
    let mut more = Vec::new();
    match attribution.kind {
        AttributionKind::Statement => {}
        AttributionKind::Belief => more.push("belief".to_owned()),
        AttributionKind::Attitude => more.push("attitude".to_owned()),
        AttributionKind::Topic => more.push("topic".to_owned()),
    }
    if attribution.act != SpeechAct::Assert {
        more.push(attribution.act.as_str().to_owned());
    }
    if attribution.stance != Factuality::CERTAIN {
        more.push(attribution.stance.to_string());
    }
    if attribution.author != Factuality::UNCOMMITTED {
        more.push(format!("author {}", attribution.author));
    }
    let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join(", ")) };
    let (cue, content) = (join(&attribution.cue), join(&attribution.content));
    format!("{} | {cue} | {content}{more}", chain.join(" > "))
}

#[test]
fn factuality_is_as_the_page_says() {
    let page = include_str!("phenomena/factuality.md");
    let (mut right, mut all, mut report) = (0, 0, String::new());
    for item in page.lines().filter_map(|line| line.strip_prefix("- ")) {
        let (text, expected) = item.trim_end_matches('`').rsplit_once(" `").unwrap();
        let (before, rest) = text.split_once('*').unwrap();
        let (event, after) = rest.split_once('*').unwrap();
        let plain = format!("{before}{event}{after}");
        let document = read(&plain);
        let span = Span::new(before.len(), before.len() + event.len());
        let token = document.tokens_in(span).start;
        let found = Judge::new(&document).of(token).factuality.to_string();
        all += 1;
        right += usize::from(found == expected);
        if found != expected {
            report += &format!("{text}\n    found {found}, expected {expected}\n");
        }
    }
    println!("{report}{right} of {all} are as expected");
    assert!(right * 100 >= all * 85, "{report}only {right} of {all} are as expected");
}

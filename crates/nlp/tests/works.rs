//! Titles of works on a page of invented ones: `phenomena/works.md`.

use reportedly_nlp::{Context, EntityKind, Mode, Segment, SegmentKind, Span, annotate};

/// Returns the text of an item without its stars, and the ranges that stood between them.
fn unmark(item: &str) -> (String, Vec<Span>) {
    let mut text = String::new();
    let mut titles = Vec::new();
    for (at, part) in item.split('*').enumerate() {
        let start = text.len();
        text.push_str(part);
        if at % 2 == 1 {
            titles.push(Span::new(start, text.len()));
        }
    }
    (text, titles)
}

fn found(text: &str) -> Vec<Span> {
    let body = Segment { span: Span::new(0, text.len()), kind: SegmentKind::Body };
    let context =
        Context { document_creation_time: jiff::civil::date(2024, 3, 5), mode: Mode::News };
    let document = annotate(text, &[body], &context);
    let works = document.mentions.iter().filter(|m| m.kind == Some(EntityKind::Work));
    works.filter(|m| m.form == reportedly_nlp::MentionForm::Name).map(|m| m.span).collect()
}

#[test]
fn titles_are_found_exactly() {
    let page = include_str!("phenomena/works.md");
    let (mut right, mut gold, mut predicted) = (0, 0, 0);
    let mut report = String::new();
    for item in page.lines().filter_map(|line| line.strip_prefix("- ")) {
        let (text, titles) = unmark(item);
        let found = found(&text);
        let same = found.iter().filter(|span| titles.contains(span)).count();
        right += same;
        gold += titles.len();
        predicted += found.len();
        if same < titles.len() || same < found.len() {
            let found: Vec<&str> = found.iter().map(|span| span.of(&text)).collect();
            report += &format!("{item}\n    found {found:?}\n");
        }
    }
    let (precision, recall) =
        (f64::from(right as u32) / predicted as f64, f64::from(right as u32) / gold as f64);
    println!("{report}precision {precision:.3}, recall {recall:.3} of {gold} titles");
    assert!(recall >= 0.85 && precision >= 0.9, "{report}\n{precision:.3} {recall:.3}");
}

//! Entities on a page of invented texts: `phenomena/coreference.md`. A `>` alone begins a paragraph.

use reportedly_nlp::{Context, Document, Mode, Segment, SegmentKind, Span, annotate};

/// Reads a text, each line of which is a paragraph.
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

fn words(document: &Document, mention: usize) -> &str {
    document.mentions[mention].span.of(&document.text)
}

/// Returns what is wrong with an item of the page, if anything.
fn check(document: &Document, item: &str) -> Option<String> {
    let (name, mentions) = item.split_once(": ")?;
    let expected: Vec<&str> = mentions.split(" | ").collect();
    if name == "nothing" {
        let open = |words_of: &&str| {
            !document.mentions.iter().enumerate().any(|(index, mention)| {
                words(document, index) == *words_of && mention.entity.is_none()
            })
        };
        let resolved: Vec<&str> = expected.iter().copied().filter(open).collect();
        return (!resolved.is_empty()).then(|| format!("resolved: {resolved:?}"));
    }
    let (name, members) = match name.split_once(" = ") {
        Some((name, members)) => (name, members.split(" + ").collect()),
        None => (name, Vec::new()),
    };
    let bare = |name: &str| name.trim_start_matches("The ").trim_start_matches("the ").to_owned();
    let entity = document.entities.iter().find(|entity| bare(&entity.name) == bare(name));
    let Some(entity) = entity else {
        let names: Vec<&str> = document.entities.iter().map(|e| e.name.as_str()).collect();
        return Some(format!("no such entity among {names:?}"));
    };
    let found: Vec<&str> = entity.mentions.iter().map(|&m| words(document, m)).collect();
    let mut group: Vec<&str> =
        entity.members.iter().map(|&m| document.entities[m].name.as_str()).collect();
    group.sort_unstable();
    let mut members: Vec<&str> = members;
    members.sort_unstable();
    let same = found.len() == expected.len()
        && found.iter().zip(&expected).all(|(a, b)| bare(a) == bare(b));
    (!same || group != members).then(|| format!("found {found:?} of {group:?}"))
}

#[test]
fn the_page_holds() {
    let page = include_str!("phenomena/coreference.md");
    let (mut document, mut quoted) = (Document::default(), String::new());
    let mut report = String::new();
    for line in page.lines().chain([""]) {
        if let Some(text) = line.strip_prefix("> ") {
            quoted.push_str(text);
            quoted.push(' ');
            continue;
        }
        if line == ">" {
            quoted.push('\n');
            continue;
        }
        if !quoted.is_empty() {
            document = read(quoted.trim());
            quoted.clear();
        }
        if let Some(item) = line.strip_prefix("- ")
            && let Some(wrong) = check(&document, item)
        {
            report += &format!("{}\n  {item}\n  {wrong}\n", document.text);
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn mentions_and_entities_point_at_each_other() {
    let document = read(
        "Joan Marsh and Tim Doyle met in Rome.\nThey were seen with his sister, the pair said. \
         \u{201c}I am fine,\u{201d} Marsh said, and she left it to him and his friends.",
    );
    for (index, entity) in document.entities.iter().enumerate() {
        assert!(entity.mentions.is_sorted());
        assert!(entity.members.iter().all(|&member| member < document.entities.len()));
        for &mention in &entity.mentions {
            assert_eq!(document.mentions[mention].entity, Some(index));
        }
    }
    for (index, mention) in document.mentions.iter().enumerate() {
        assert!(mention.entity.is_none_or(|e| document.entities[e].mentions.contains(&index)));
    }
}

#[test]
fn no_text_is_an_error() {
    for text in ["", " ", "he", "He he he. They.", "“I", "\u{201c}\u{201d}", "the the the\nthe"] {
        assert_eq!(read(text).text, text);
    }
}

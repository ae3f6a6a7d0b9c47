//! Reads `phenomena/times.md`, the description of what the program understands of time.

use reportedly_nlp::{Context, Mode, Segment, SegmentKind, Span, annotate};

const PAGE: &str = include_str!("phenomena/times.md");
const PUBLISHED: &str = "2020-12-18";

/// Returns the lines that the page should give for `sentence`.
fn lines(sentence: &str) -> Vec<String> {
    let segments = [Segment { span: Span::new(0, sentence.len()), kind: SegmentKind::Body }];
    let context = Context { document_creation_time: PUBLISHED.parse().unwrap(), mode: Mode::News };
    let document = annotate(sentence, &segments, &context);
    let line = |timex: &reportedly_nlp::Timex| {
        let words = timex.span.of(sentence);
        let modifier = timex.modifier.map_or(String::new(), |it| format!(" ({it})"));
        let interval = timex.interval.map_or("-".to_owned(), |it| it.to_string());
        format!("{words} | {} | {}{modifier} | {interval}", timex.kind.as_str(), timex.value)
    };
    document.timexes.iter().map(line).collect()
}

#[test]
fn the_page_says_what_is_understood() {
    let mut sentences = 0;
    let mut wrong = Vec::new();
    for block in PAGE.split("\n> ").skip(1) {
        let (sentence, rest) = block.split_once('\n').unwrap();
        let expected: Vec<&str> = match rest.split_once("```text\n") {
            Some((between, rest)) if !between.contains("nothing") => {
                rest.split("\n```").next().unwrap().lines().collect()
            }
            _ => Vec::new(),
        };
        sentences += 1;
        let found = lines(sentence);
        if found != expected {
            wrong.push(format!("{sentence}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(sentences >= 100, "only {sentences} sentences");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_text_is_an_error() {
    let odd = [
        "",
        "the end of the end of the end of the end of the end of the end of the end of May",
        "1/1/1/1/1/1/1 - - - 2020-02-30 99:99 0000-00-00 31 June 2021",
        "’98’98 ‘’ 1,,2 ½ 12½ am p.m.p.m. Q9 H3 FY",
        "99999999999999999999 years ago and 9999999 centuries later",
        "9999 BC to the 9999th century, 40th century BC, 9th millennium",
        "every every every each other two a a a a an an half a half a",
    ];
    for text in odd {
        lines(text);
    }
}

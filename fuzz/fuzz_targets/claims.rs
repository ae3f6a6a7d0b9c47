//! Any text: claims whose evidence and cues are what the text says at their spans.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reportedly::beat::Beats;
use reportedly::claim::Field;
use reportedly::{Article, claims, read};

// Reading the built-in beats takes longer than any text should.
fuzz_target!(init: { Beats::built_in(); }, |text: &str| {
    let mut article = Article::new("fuzz", jiff::civil::date(2024, 5, 1), text);
    article.segments = read::segment::segments(text, 0, None);
    for claim in claims::claims(&article, Beats::built_in()) {
        if claim.evidence.field == Field::Text {
            assert_eq!(claim.evidence.span.of(text), claim.evidence.exact);
            for cue in &claim.cues {
                assert_eq!(cue.span.of(text), cue.text);
            }
        }
    }
});

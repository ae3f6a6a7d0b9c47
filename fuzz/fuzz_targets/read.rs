//! Any bytes: articles or errors, never a panic; segments in order, apart and on boundaries.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reportedly::read::{self, Input, Options};

fuzz_target!(|bytes: &[u8]| {
    let input = Input::Bytes { name: "fuzz".to_owned(), bytes: bytes.to_vec().into() };
    for article in read::articles([input], Options::default()).flatten() {
        let mut end = 0;
        for segment in &article.segments {
            assert!(end <= segment.span.start);
            assert!(!segment.span.of(&article.text).trim().is_empty());
            end = segment.span.end;
        }
    }
});

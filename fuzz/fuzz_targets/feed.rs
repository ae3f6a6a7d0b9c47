//! Any bytes: a feed whose items are articles or errors, or none; never a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reportedly::read::{Options, feed};

fuzz_target!(|bytes: &[u8]| {
    let from = feed::From { address: Some("https://bell.example/rss"), media_type: None };
    let Ok(feed) = feed::parse("fuzz", bytes, from) else { return };
    for item in &feed.items {
        if let Ok(article) = feed.article(item, &Options::default()) {
            let mut end = 0;
            for segment in &article.segments {
                assert!(end <= segment.span.start);
                end = segment.span.end;
            }
            assert!(end <= article.text.len());
        }
    }
});

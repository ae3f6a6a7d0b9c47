//! Any bytes: a list of feeds that is read again as it was written, or none; never a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reportedly::read::opml;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(feeds) = opml::parse("fuzz", bytes) {
        let again = opml::parse("fuzz", opml::write(&feeds).as_bytes()).expect("what is written");
        assert!(feeds.iter().map(|feed| &feed.url).eq(again.iter().map(|feed| &feed.url)));
    }
});

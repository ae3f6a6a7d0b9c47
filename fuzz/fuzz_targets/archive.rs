//! Any bytes: a web archive whose records are articles or errors; never a panic, never more memory
//! than one article may have.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reportedly::read::{self, Input, Kind, Options};

fuzz_target!(|bytes: &[u8]| {
    let input = Input::Bytes { name: "fuzz".to_owned(), bytes: bytes.to_vec().into() };
    let options = Options { kind: Some(Kind::Warc), ..Options::default() };
    for article in read::articles([input], options).flatten() {
        assert!(article.text.len() <= read::LARGEST);
        assert!(article.url.is_none_or(|url| url.starts_with("http")));
    }
    if let [first, rest @ ..] = bytes {
        let encoding = ["gzip", "deflate", "br"][usize::from(first % 3)];
        if let Ok(unpacked) = read::unpack(rest.to_vec(), encoding) {
            assert!(unpacked.len() <= read::LARGEST.max(rest.len()));
        }
    }
});

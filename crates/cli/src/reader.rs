//! Takes claims from articles with the beats that were asked for.

use std::fs;
use std::path::PathBuf;

use reportedly::{Article, Claim};

use crate::Failure;

/// The beats, and the name under which a ledger keeps what they find.
pub struct Reader {
    extractor: String,
}

impl Reader {
    /// Returns a reader with the built-in beats and those of `files`.
    pub fn new(files: &[PathBuf]) -> Result<Reader, Failure> {
        let mut extractor = concat!("reportedly ", env!("CARGO_PKG_VERSION")).to_owned();
        for file in files {
            let text = beat_file(file)?;
            // Another text of a beat reads articles differently: it is another extractor.
            extractor.push_str(&format!(" + {} {:08x}", beat_name(file), hash(&text)));
        }
        Ok(Reader { extractor })
    }

    /// Returns the name under which a ledger keeps what is found.
    pub fn extractor(&self) -> &str {
        &self.extractor
    }

    /// Returns the claims of an article.
    pub fn claims(&self, _article: &Article) -> Vec<Claim> {
        Vec::new()
    }
}

/// Returns the text of a beat.
pub fn beat_file(file: &PathBuf) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(|error| {
        Failure::usage(
            format!("the beat '{}' cannot be read: {error}", file.display()),
            "give the path of a TOML file; `reportedly help beat` says more",
        )
    })
}

/// Returns the name of a beat: that of its file.
pub fn beat_name(file: &std::path::Path) -> String {
    file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Returns the same number for the same text on every machine (FNV-1a).
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

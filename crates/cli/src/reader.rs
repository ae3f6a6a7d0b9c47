//! Takes claims from articles with the beats that were asked for.

use std::fs;
use std::path::{Path, PathBuf};

use reportedly::beat::{self, Beats};
use reportedly::claims::{self, SURE_ENOUGH};
use reportedly::{Article, Claim};

use crate::Failure;

/// The beats, and the name under which a ledger keeps what they find.
pub struct Reader {
    /// `None` for the built-in beats alone.
    beats: Option<Beats>,
    /// Whether it takes what is more likely misread than not.
    unsure: bool,
    extractor: String,
}

impl Reader {
    /// Returns a reader with the built-in beats and those of `files`.
    pub fn new(files: &[PathBuf]) -> Result<Reader, Failure> {
        let mut extractor = concat!("reportedly ", env!("CARGO_PKG_VERSION")).to_owned();
        let mut beats = Beats::built_in().beats().to_vec();
        for file in files {
            let text = beat_file(file)?;
            beats.push(beat::parse(&beat_name(file), &text)?);
            // Another text of a beat reads articles differently: it is another extractor.
            extractor.push_str(&format!(" + {} {:08x}", beat_name(file), hash(&text)));
        }
        let beats = (!files.is_empty()).then(|| Beats::new(beats));
        Ok(Reader { beats, unsure: false, extractor })
    }

    /// Returns one that also takes the claims that are more likely misread than not, if asked to.
    pub fn and_unsure(mut self, unsure: bool) -> Reader {
        if unsure {
            self.unsure = true;
            self.extractor.push_str(" + unsure");
        }
        self
    }

    /// Returns the name under which a ledger keeps what is found.
    pub fn extractor(&self) -> &str {
        &self.extractor
    }

    /// Returns the claims of an article.
    pub fn claims(&self, article: &Article) -> Vec<Claim> {
        let mut claims = claims::claims(article, self.beats());
        claims.retain(|claim| self.unsure || claim.confidence >= SURE_ENOUGH);
        claims
    }

    /// Returns the beats.
    pub fn beats(&self) -> &Beats {
        self.beats.as_ref().unwrap_or_else(|| Beats::built_in())
    }
}

/// Returns the text of a beat.
pub fn beat_file(file: &Path) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(|error| {
        Failure::usage(
            format!("the beat '{}' cannot be read: {error}", file.display()),
            "give the path of a TOML file; `reportedly help beat` says more",
        )
    })
}

/// Returns the name of a beat: that of its file.
pub fn beat_name(file: &Path) -> String {
    file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Returns the same number for the same text on every machine (FNV-1a).
pub fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

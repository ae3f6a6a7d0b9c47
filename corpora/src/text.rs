//! Running text without labels, for word vectors.

use std::io;
use std::path::Path;

use crate::archive::{gunzip, unzip};

/// Returns the paragraphs of `text/`: Wikipedia, and speeches of American presidents.
pub fn paragraphs(data: &Path) -> io::Result<Vec<String>> {
    let folder = data.join("text");
    let mut paragraphs = Vec::new();
    for name in ["wikipedia-films.txt.gz", "wikipedia-timeqa.txt.gz"] {
        let text = gunzip(&folder.join(name))?;
        paragraphs.extend(text.split('\n').filter(|p| !p.trim().is_empty()).map(str::to_owned));
    }
    for name in ["inaugural.zip", "state_union.zip"] {
        for (_, text) in unzip(&folder.join(name))? {
            paragraphs.extend(
                text.split("\n\n").map(|p| p.replace('\n', " ")).filter(|p| !p.trim().is_empty()),
            );
        }
    }
    Ok(paragraphs)
}

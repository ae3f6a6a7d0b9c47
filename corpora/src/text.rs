//! Running text without labels, for word vectors.

use std::io;
use std::path::Path;

use crate::archive::{gunzip, unzip};

/// Returns the paragraphs of `text/`: Wikipedia, and speeches of American presidents; and those of
/// MASC, whose newspapers, letters and talks it leaves without their tags.
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
    for (name, text) in unzip(&data.join("masc/masc_tagged.zip"))? {
        if name.ends_with(".txt") && !name.ends_with("categories.txt") {
            paragraphs.extend(text.lines().map(without_tags).filter(|p| !p.is_empty()));
        }
    }
    Ok(paragraphs)
}

/// Returns `Filming began .` for `Filming_NN began_VBD ._.`.
fn without_tags(line: &str) -> String {
    let words = line.split_whitespace().filter_map(|word| word.rsplit_once('_'));
    words.map(|(form, _)| form).filter(|form| !form.is_empty()).collect::<Vec<_>>().join(" ")
}

//! Reads TimeML documents: their text without marks, and their day.

use std::path::Path;
use std::{fs, io};

use jiff::civil::Date;

/// A document.
pub struct Document {
    /// The name of its file, without the ending.
    pub name: String,
    /// The day of its creation.
    pub published: Date,
    /// Its text, without marks.
    pub text: String,
}

/// Returns the documents of a folder, by name.
pub fn documents(folder: &Path) -> io::Result<Vec<Document>> {
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| entry.map(|it| it.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|it| it == "tml"));
    paths.sort();
    paths.iter().map(|path| document(path)).collect()
}

fn document(path: &Path) -> io::Result<Document> {
    let raw = fs::read_to_string(path)?;
    let between = |open: &str, close: &str| {
        let start = raw.find(open)? + open.len();
        Some(&raw[start..start + raw[start..].find(close)?])
    };
    let wrong = |what| io::Error::other(format!("'{}' has no {what}", path.display()));
    let published = between("<DCT>", "</DCT>")
        .and_then(|dct| dct.split_once("value=\""))
        .and_then(|(_, rest)| rest.get(..10)?.parse().ok())
        .ok_or_else(|| wrong("creation time"))?;
    let body = between("<TEXT>", "</TEXT>").ok_or_else(|| wrong("text"))?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Document { name, published, text: unmark(body) })
}

/// Returns `body` without its tags, its entities written out.
pub fn unmark(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let tag = rest.starts_with('<')
            && rest[1..].trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic());
        let entities =
            [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&apos;", '\'')];
        if tag && let Some(end) = rest.find('>') {
            rest = &rest[end + 1..];
        } else if let Some((name, mark)) = entities.iter().find(|(name, _)| rest.starts_with(name))
        {
            text.push(*mark);
            rest = &rest[name.len()..];
        } else {
            text.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    text.push_str(rest);
    text
}

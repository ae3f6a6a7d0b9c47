//! Reads files packed with gzip or zip.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use flate2::read::{DeflateDecoder, GzDecoder};

/// Returns the text of a gzip file; bytes that are no UTF-8 are replaced.
pub fn gunzip(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    GzDecoder::new(fs::File::open(path)?).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Returns name and text of every file in a zip archive, in the order of their names.
pub fn unzip(path: &Path) -> io::Result<Vec<(String, String)>> {
    let bytes = fs::read(path)?;
    let mut files = entries(&bytes)
        .ok_or_else(|| io::Error::other(format!("'{}' is not a zip archive", path.display())))?;
    files.sort();
    Ok(files)
}

/// Follows the central directory, which is the only reliable list of a zip archive's files.
fn entries(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let u16_at = |at: usize| Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let u32_at = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let end = bytes.windows(4).rposition(|w| w == b"PK\x05\x06")?;
    let (count, mut at) = (u16_at(end + 10)?, u32_at(end + 16)? as usize);
    let mut files = Vec::new();
    for _ in 0..count {
        let method = u16_at(at + 10)?;
        let size = u32_at(at + 20)? as usize;
        let (name, extra, comment) = (u16_at(at + 28)?, u16_at(at + 30)?, u16_at(at + 32)?);
        let local = u32_at(at + 42)? as usize;
        let name_bytes = bytes.get(at + 46..at + 46 + usize::from(name))?;
        let start =
            local + 30 + usize::from(u16_at(local + 26)?) + usize::from(u16_at(local + 28)?);
        let packed = bytes.get(start..start + size)?;
        let mut data = Vec::new();
        match method {
            0 => data.extend_from_slice(packed),
            _ => {
                DeflateDecoder::new(packed).read_to_end(&mut data).ok()?;
            }
        }
        let name_text = String::from_utf8_lossy(name_bytes).into_owned();
        if !name_text.ends_with('/') {
            files.push((name_text, String::from_utf8_lossy(&data).into_owned()));
        }
        at += 46 + usize::from(name) + usize::from(extra) + usize::from(comment);
    }
    Some(files)
}

//! What a server answered, as archives keep it: status, headers, and a body that may be cut into
//! chunks and packed.
//!
//! **Invariant:** no body is unpacked beyond [`LARGEST`] bytes.

use std::borrow::Cow;
use std::io::Read;

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::LARGEST;

/// The body of an answer.
pub(super) struct Body<'b> {
    pub(super) media_type: Option<String>,
    pub(super) bytes: Cow<'b, [u8]>,
}

/// Why an answer holds no page.
pub(super) struct Not {
    /// In words, behind the name of the record.
    pub(super) words: String,
    /// What it lacks, as many others do.
    pub(super) missing: &'static str,
}

/// How many headers an answer may have.
const MOST: usize = 256;

/// Returns the body of an answer.
pub(super) fn body(answer: &[u8]) -> Result<Body<'_>, Not> {
    let mut headers = [httparse::EMPTY_HEADER; MOST];
    let mut response = httparse::Response::new(&mut headers);
    let not = |words: String| Not { words, missing: "an answer that can be read" };
    let start = match response.parse(answer) {
        Ok(httparse::Status::Complete(start)) => start,
        Ok(httparse::Status::Partial) => return Err(not("holds half an answer".to_owned())),
        Err(error) => return Err(not(format!("holds no answer of a server: {error}"))),
    };
    let header = |name: &str| {
        let found = response.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        found.map(|header| String::from_utf8_lossy(header.value).trim().to_ascii_lowercase())
    };
    match response.code {
        Some(200 | 203) => {}
        code => {
            let words = format!("holds no page (status {})", code.unwrap_or(0));
            return Err(Not { words, missing: "a page (another status than 200)" });
        }
    }
    let mut bytes = Cow::Borrowed(&answer[start..]);
    if header("transfer-encoding").is_some_and(|encoding| encoding.contains("chunked")) {
        // Some archives keep the header and put the chunks together.
        if let Some(whole) = unchunked(&bytes) {
            bytes = whole.into();
        }
    }
    if let Some(encoding) = header("content-encoding")
        && let Some(unpacked) = unpacked(&bytes, &encoding)
    {
        bytes = unpacked?.into();
    }
    Ok(Body { media_type: header("content-type"), bytes })
}

/// Returns a body that came in chunks; `None` where these are none.
fn unchunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(bytes.len());
    loop {
        match httparse::parse_chunk_size(bytes) {
            Ok(httparse::Status::Complete((_, 0))) => return Some(whole),
            Ok(httparse::Status::Complete((start, size))) => {
                let size = usize::try_from(size).ok()?;
                let rest = &bytes[start..];
                let chunk = &rest[..size.min(rest.len())];
                whole.extend_from_slice(chunk);
                bytes = rest[chunk.len()..].strip_prefix(b"\r\n").unwrap_or(&[]);
            }
            // What was cut off is kept as far as it goes.
            _ => return (!whole.is_empty()).then_some(whole),
        }
    }
}

/// Returns a body unpacked; `None` where it is not packed, whatever its header says.
fn unpacked(bytes: &[u8], encoding: &str) -> Option<Result<Vec<u8>, Not>> {
    let reader: Box<dyn Read + '_> = match encoding {
        "gzip" | "x-gzip" if bytes.starts_with(&[0x1f, 0x8b]) => {
            Box::new(MultiGzDecoder::new(bytes))
        }
        "deflate" if bytes.first().is_some_and(|first| first & 0x0f == 8) => {
            Box::new(ZlibDecoder::new(bytes))
        }
        "deflate" => Box::new(DeflateDecoder::new(bytes)),
        "br" => Box::new(Decompressor::new(bytes, 1 << 14)),
        _ => return None,
    };
    let mut unpacked = Vec::new();
    let read = reader.take(LARGEST as u64 + 1).read_to_end(&mut unpacked);
    let missing = "a body that can be unpacked";
    Some(match read {
        _ if unpacked.len() > LARGEST => {
            Err(Not { words: format!("unpacks to more than {} MiB", LARGEST >> 20), missing })
        }
        // Archives put unpacked bodies under the header of packed ones.
        Err(_) if unpacked.is_empty() => return None,
        // What breaks off is kept as far as it goes.
        _ => Ok(unpacked),
    })
}

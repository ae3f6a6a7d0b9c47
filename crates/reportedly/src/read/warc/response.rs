//! What a server answered, as archives keep it: status, headers, and a body that may be cut into
//! chunks and packed.

use std::borrow::Cow;

use super::super::unpack::unpack;

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
    if let Some(encoding) = header("content-encoding") {
        let missing = "a body that can be unpacked";
        let unpacked = unpack(bytes.into_owned(), &encoding);
        bytes = unpacked.map_err(|words| Not { words, missing })?.into();
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

//! Unpacks what a server has packed for the way.
//!
//! **Invariant:** nothing is unpacked beyond [`LARGEST`] bytes.

use std::io::Read;

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::LARGEST;

/// Returns the body of an answer whose `Content-Encoding` is `encoding`, unpacked.
///
/// Servers and archives put bodies that are not packed under the header of packed ones: these come
/// back as they are, and a body that breaks off as far as it goes. One that is larger unpacked than
/// [`LARGEST`] is an error, in words that follow the name of the answer.
pub fn unpack(bytes: Vec<u8>, encoding: &str) -> Result<Vec<u8>, String> {
    let packed = &bytes[..];
    let reader: Box<dyn Read + '_> = match encoding.trim().to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" if packed.starts_with(&[0x1f, 0x8b]) => {
            Box::new(MultiGzDecoder::new(packed))
        }
        "deflate" if packed.first().is_some_and(|first| first & 0x0f == 8) => {
            Box::new(ZlibDecoder::new(packed))
        }
        "deflate" => Box::new(DeflateDecoder::new(packed)),
        "br" => Box::new(Decompressor::new(packed, 1 << 14)),
        _ => return Ok(bytes),
    };
    let mut unpacked = Vec::new();
    let read = reader.take(LARGEST as u64 + 1).read_to_end(&mut unpacked);
    match read {
        _ if unpacked.len() > LARGEST => Err(format!("unpacks to more than {} MiB", LARGEST >> 20)),
        Err(_) if unpacked.is_empty() => Ok(bytes),
        _ => Ok(unpacked),
    }
}

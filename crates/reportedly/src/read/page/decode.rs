//! Turns the bytes of a page into text: by byte order mark, by what the page declares, else as
//! UTF-8, and where it is not that, as Windows-1252, which the web means by "Latin-1".

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How far into a page its encoding may be declared (HTML Standard: 1024 bytes).
const DECLARED_BY: usize = 1024;

/// Returns the page as text; bytes that mean nothing become U+FFFD.
pub(super) fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    let valid = std::str::from_utf8(bytes).is_ok();
    let encoding = match declared(bytes) {
        // Many pages are UTF-8 whatever they declare, and hardly any other text is by accident.
        _ if valid => UTF_8,
        Some(encoding) if encoding != UTF_8 => encoding,
        _ => WINDOWS_1252,
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Returns the encoding that a `meta` element declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARED_BY)]).to_lowercase();
    let (_, after) = head.split_once("charset")?;
    let label = after.trim_start().strip_prefix('=')?.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(['"', '\'', ' ', ';', '/', '>'])?;
    Encoding::for_label(&label.as_bytes()[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_in_the_encoding_that_it_is_in() {
        assert_eq!(decode("Bjørn “Bear” Ås".as_bytes()), "Bjørn “Bear” Ås");
        assert_eq!(
            decode(b"<meta charset=iso-8859-1>\x93Bj\xf8rn\x94"),
            "<meta charset=iso-8859-1>“Bjørn”"
        );
        assert_eq!(decode(b"Bj\xf8rn"), "Bjørn");
        assert_eq!(decode(b"\xff\xfeB\0j\0\xf8\0"), "Bjø");
        assert_eq!(decode(b"<meta charset=\"koi8-r\">\xc4\xc1"), "<meta charset=\"koi8-r\">да");
    }
}

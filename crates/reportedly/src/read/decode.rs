//! Turns bytes into text: by byte order mark, as UTF-8 where they are that, else by what the server
//! or the bytes themselves declare, at last as Windows-1252, which the web means by "Latin-1".

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How far into a page its encoding may be declared (HTML Standard: 1024 bytes).
const DECLARED_BY: usize = 1024;

/// Returns the text of `bytes`, that came as `media_type`, such as `text/html; charset=utf-8`;
/// bytes that mean nothing become U+FFFD.
pub(super) fn decode(bytes: &[u8], media_type: Option<&str>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    // Much is UTF-8 whatever it declares, and hardly any other text is by accident.
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let other = |encoding: &&'static Encoding| *encoding != UTF_8;
    let encoding = media_type
        .and_then(|media_type| charset(&media_type.to_lowercase(), "charset"))
        .filter(other)
        .or_else(|| declared(bytes).filter(other))
        .unwrap_or_else(|| match mostly_utf8(bytes) {
            true => UTF_8,
            false => WINDOWS_1252,
        });
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Returns the encoding that a `meta` element or an XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARED_BY)]).to_lowercase();
    let xml = head.trim_start().starts_with("<?xml");
    let declaration = head.split("?>").next().filter(|_| xml);
    declaration.and_then(|xml| charset(xml, "encoding")).or_else(|| charset(&head, "charset"))
}

/// Returns the encoding behind `name =` in small letters.
fn charset(text: &str, name: &str) -> Option<&'static Encoding> {
    let (_, after) = text.split_once(name)?;
    let label = after.trim_start().strip_prefix('=')?.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(['"', '\'', ' ', ';', '/', '>', '?']).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}

/// Returns whether the bytes are UTF-8 but for a few: text that was cut or damaged somewhere.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut several, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        several += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    several > 20 * broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_in_the_encoding_that_they_are_in() {
        let check = |bytes: &[u8], text: &str| assert_eq!(decode(bytes, None), text);
        check("Bjørn “Bear” Ås".as_bytes(), "Bjørn “Bear” Ås");
        check(b"<meta charset=iso-8859-1>\x93Bj\xf8rn\x94", "<meta charset=iso-8859-1>“Bjørn”");
        check(b"Bj\xf8rn", "Bjørn");
        check(b"\xff\xfeB\0j\0\xf8\0", "Bjø");
        check(b"<meta charset=\"koi8-r\">\xc4\xc1", "<meta charset=\"koi8-r\">да");
        check(
            b"<?xml version='1.0' encoding='windows-1251'?><a>\xe4\xe0</a>",
            "<?xml version='1.0' encoding='windows-1251'?><a>да</a>",
        );
    }

    #[test]
    fn the_server_is_asked_before_the_page_and_the_bytes_before_both() {
        let koi8 = Some("text/html; Charset=\"KOI8-R\"");
        assert_eq!(
            decode(b"<meta charset=iso-8859-1>\xc4\xc1", koi8),
            "<meta charset=iso-8859-1>да"
        );
        assert_eq!(decode("Ås".as_bytes(), koi8), "Ås");
        assert_eq!(decode(b"Bj\xf8rn", Some("text/html; charset=none-such")), "Bjørn");
        assert_eq!(decode(b"Bj\xf8rn", Some("text/html; charset=utf-8")), "Bjørn");
    }

    #[test]
    fn one_damaged_byte_does_not_change_the_rest() {
        let mut bytes = "“Ås” – ".repeat(20).into_bytes();
        bytes.push(0xff);
        assert_eq!(decode(&bytes, None), "“Ås” – ".repeat(20) + "\u{fffd}");
    }
}

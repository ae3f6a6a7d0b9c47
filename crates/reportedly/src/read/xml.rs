//! XML as it is written: what feeds and lists of feeds have in common.
//!
//! **Invariant:** entities that a document defines itself are not expanded.

use quick_xml::Reader;
use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::BytesStart;

/// Returns a reader that takes elements as they come, closed in the right order or not.
pub(super) fn lenient(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

/// Returns an attribute of that name, in whatever case, with its references resolved.
pub(super) fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let named = |key: &str| key.eq_ignore_ascii_case(name);
    let found = attributes.with_checks(false).flatten().find(|one| named(one.key.as_ref()))?;
    let value = unescape_with(&found.value, resolve_html5_entity)
        .map_or_else(|_| found.value.to_string(), String::from);
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

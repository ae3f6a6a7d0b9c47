//! Addresses of articles: relative ones made whole, without what only tells how a reader came.
//!
//! **Invariant:** two addresses that differ in a tracking mark or a fragment alone become one.

use oxiri::{Iri, IriRef};

/// Parameters that tell how a reader came, and nothing about the article.
const TRACKING: &[&str] = &["fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid"];

/// Returns `address`, read beside `base`, as an address of the web (`http` or `https`) in ASCII;
/// `None` where it is none.
pub fn web_address(address: &str, base: Option<&str>) -> Option<String> {
    let written = escaped(address.trim());
    let whole = match base {
        Some(base) => {
            Iri::parse(base).ok()?.resolve(&IriRef::parse(written).ok()?).ok()?.into_inner()
        }
        None => IriRef::parse(written).ok()?.into_inner(),
    };
    let (scheme, rest) = whole.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    host(&whole).filter(|_| web)?;
    Some(format!("{}://{rest}", scheme.to_ascii_lowercase()))
}

/// Returns the address of an article, as [`web_address`] does, tidied.
pub(super) fn address(address: &str, base: Option<&str>) -> Option<String> {
    web_address(address, base).map(|whole| tidy(&whole))
}

/// Returns the host of an address, in small letters, without `www.`.
pub(super) fn host(url: &str) -> Option<String> {
    let authority = url.split_once("://")?.1.split(['/', '?', '#']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.split(':').next()?.to_lowercase();
    Some(host.strip_prefix("www.").unwrap_or(&host).to_owned()).filter(|host| !host.is_empty())
}

/// Returns whether one site may speak for the address of the other: the same host, or one of them a
/// part of the other, as `m.bell.example` is of `bell.example`.
pub(super) fn same_site(a: &str, b: &str) -> bool {
    let (Some(a), Some(b)) = (host(a), host(b)) else { return false };
    let part = |a: &str, b: &str| {
        a.strip_suffix(b).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    part(&a, &b) || part(&b, &a)
}

/// Returns whether an address names the front page of its site.
pub(super) fn is_front_page(url: &str) -> bool {
    let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    path.is_none_or(|(_, path)| path.is_empty() || path.starts_with(['?', '#']))
}

/// Returns what is no ASCII, and spaces, as addresses write them.
fn escaped(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            0x21..0x7f if !b"\"<>\\^`{|}".contains(&byte) => out.push(char::from(byte)),
            b'\t' | b'\n' | b'\r' => {}
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Returns an address without its fragment and without tracking marks.
fn tidy(url: &str) -> String {
    let (url, fragment) = url.split_once('#').unwrap_or((url, ""));
    // Some sites name their pages behind `#!`.
    let fragment = if fragment.starts_with('!') { format!("#{fragment}") } else { String::new() };
    let Some((page, query)) = url.split_once('?') else { return format!("{url}{fragment}") };
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| {
            let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
            !name.is_empty() && !name.starts_with("utm_") && !TRACKING.contains(&&*name)
        })
        .collect();
    match kept.is_empty() {
        true => format!("{page}{fragment}"),
        false => format!("{page}?{}{fragment}", kept.join("&")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_made_whole_and_tidied() {
        let check = |written: &str, base: Option<&str>, expected: Option<&str>| {
            assert_eq!(address(written, base).as_deref(), expected, "{written}");
        };
        let base = Some("https://bell.example/news/");
        check("../a?id=7&utm_source=rss#top", base, Some("https://bell.example/a?id=7"));
        check("//lamp.example/x", base, Some("https://lamp.example/x"));
        check("HTTPS://bell.example/a?utm_medium=feed", None, Some("https://bell.example/a"));
        check("https://bell.example/#!/story/4", None, Some("https://bell.example/#!/story/4"));
        check("https://bell.example/år 1", None, Some("https://bell.example/%C3%A5r%201"));
        for none in
            ["a/b", "javascript:alert(1)", "mailto:a@bell.example", "https://", "", "http:///x"]
        {
            check(none, None, None);
        }
        check("javascript:alert(1)", base, None);
    }

    #[test]
    fn a_site_speaks_for_its_own_parts() {
        assert!(same_site("https://www.bell.example/a", "http://bell.example:80/"));
        assert!(same_site("https://m.bell.example/a", "https://bell.example/a"));
        assert!(!same_site("https://notbell.example/a", "https://bell.example/a"));
        assert!(!same_site("https://bell.example@lamp.example/a", "https://bell.example/a"));
        assert!(is_front_page("https://bell.example") && is_front_page("https://bell.example/?a"));
        assert!(!is_front_page("https://bell.example/a"));
    }
}

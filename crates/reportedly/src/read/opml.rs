//! Lists of feeds as OPML (<http://opml.org/spec2.opml>), which feed readers exchange.
//!
//! **Invariant:** what [`write()`] writes, [`parse`] reads.

use quick_xml::escape::escape;
use quick_xml::events::Event;

use super::address::address;
use super::decode::decode;
use super::xml::{attribute, lenient};
use crate::error::{Error, ErrorKind};

/// A feed as a list names it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Outline {
    /// The address of the feed.
    pub url: String,
    /// What the list calls it.
    pub title: Option<String>,
}

/// Returns the feeds of a list, however they are sorted into folders.
pub fn parse(name: &str, bytes: &[u8]) -> Result<Vec<Outline>, Error> {
    let text = decode(bytes, None);
    let mut reader = lenient(&text);
    let (mut found, mut is_list) = (Vec::new(), false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                is_list |= start.name().as_ref().eq_ignore_ascii_case("opml");
                if !start.name().as_ref().eq_ignore_ascii_case("outline") {
                    continue;
                }
                let url = attribute(&start, "xmlUrl").and_then(|url| address(&url, None));
                if let Some(url) = url {
                    let title = attribute(&start, "title").or_else(|| attribute(&start, "text"));
                    found.push(Outline { url, title });
                }
            }
            Ok(Event::Eof) if is_list => return Ok(found),
            Ok(Event::Eof) => {
                let message = format!("'{name}' is no list of feeds; expected OPML");
                return Err(Error::new(ErrorKind::Input, message));
            }
            Ok(_) => {}
            Err(error) => {
                let at = reader.buffer_position();
                let message =
                    format!("the list of feeds '{name}' is damaged at byte {at}: {error}");
                return Err(Error::new(ErrorKind::Input, message)
                    .with_hint("export it again from the program that it comes from"));
            }
        }
    }
}

/// Returns a list of feeds as OPML 2.0.
pub fn write(feeds: &[Outline]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  \
         <head><title>Feeds</title></head>\n  <body>\n",
    );
    for feed in feeds {
        let title = escape(feed.title.as_deref().unwrap_or(&feed.url));
        let url = escape(&feed.url);
        out.push_str(&format!(
            "    <outline type=\"rss\" text=\"{title}\" title=\"{title}\" xmlUrl=\"{url}\"/>\n"
        ));
    }
    out.push_str("  </body>\n</opml>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let feed = |url: &str, title: &str| Outline { url: url.into(), title: Some(title.into()) };
        let feeds = [
            feed("https://bell.example/rss?a=1&b=2", "The \"Bell\" <i>"),
            feed("http://lamp.example/atom", "Lamp & Light"),
        ];
        assert_eq!(parse("a", write(&feeds).as_bytes()).unwrap(), feeds);
    }

    #[test]
    fn folders_do_not_matter_and_what_is_no_address_is_left_out() {
        let list = "<opml version='1.1'><body><outline text='News'>\
            <outline TEXT='Bell' xmlURL='https://bell.example/rss'/>\
            <outline text='Bad' xmlUrl='javascript:alert(1)'/></outline></opml>";
        let found = parse("a", list.as_bytes()).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].title.as_deref(), Some("Bell"));
        let error = parse("a.xml", b"<rss></rss>").unwrap_err();
        assert_eq!(error.to_string(), "'a.xml' is no list of feeds; expected OPML");
    }

    #[test]
    fn what_a_list_defines_is_not_expanded() {
        let mut list = String::from("<!DOCTYPE opml [<!ENTITY a0 \"lol\">");
        for n in 1..20 {
            list.push_str(&format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10)));
        }
        list.push_str("]><opml><outline text='&a19;' xmlUrl='https://bell.example/rss'/></opml>");
        assert_eq!(parse("a", list.as_bytes()).unwrap()[0].title.as_deref(), Some("&a19;"));
    }
}

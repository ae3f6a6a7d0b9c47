use super::*;

fn parsed(text: &str) -> Feed {
    parse(
        "f.xml",
        text.as_bytes(),
        From { address: Some("https://bell.example/rss"), media_type: None },
    )
    .unwrap()
}

/// Draws what a feed holds: `url | title | day | authors | from | text`.
fn draw(feed: &Feed) -> Vec<String> {
    let mut drawn: Vec<String> = feed
        .items
        .iter()
        .map(|item| match feed.article(item, &Options::default()) {
            Ok(article) => format!(
                "{} | {} | {} | {} | {} | {}",
                article.url.unwrap_or_default(),
                article.title.unwrap_or_default(),
                article.published,
                article.authors.join(", "),
                article.taken_from.unwrap_or_default(),
                article.text.replace("\n\n", " / ")
            ),
            Err(error) => format!("error: {error}"),
        })
        .collect();
    drawn.extend(feed.broken.iter().map(|error| format!("error: {error}")));
    drawn
}

#[test]
fn rss_as_it_is_written() {
    let feed = parsed(
        r#"<?xml version="1.0" encoding="utf-8"?><!-- made by hand -->
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
        <atom:link href="https://bell.example/rss" rel="self"/>
        <title>The Bell &amp; Tower</title><link>https://bell.example/</link>
        <image><title>Logo</title><link>https://bell.example/logo</link></image>
        <item><title>Quill &amp;amp; Lang: it&#8217;s over&nbsp;now</title>
          <link>/2020/a?utm_source=rss&amp;id=7</link><guid isPermaLink="false">7</guid>
          <pubDate>Fri, 18 Dec 2020 09:30:00 GMT</pubDate><author>desk@bell.example (Ida Falk)</author>
          <source url="https://lamp.example/rss">The Lamp</source>
          <description>Short.</description>
          <content:encoded><![CDATA[<p>Mara Quill said &ldquo;no&rdquo;.</p><h2>Then</h2><p>It <b>rained</b>.</p><script>x()</script>]]></content:encoded>
        </item>
        <item><title><![CDATA[<i>Harbour</i> closes]]></title><guid>https://bell.example/b</guid>
          <dc:date>2020-12-19T08:00:00Z</dc:date><dc:creator>By Jo Marsh</dc:creator><dc:creator>Jo Marsh</dc:creator>
          <source url="https://bell.example/rss">The Bell &amp; Tower</source>
          <description>The <b>harbour</b> is closed.<br/>Nobody said why.</description></item>
        <item><title>No words</title><link>https://bell.example/c</link><pubDate>18 Dec 2020</pubDate></item>
        <item><title>No day</title><link>https://bell.example/d</link><pubDate>today</pubDate><description>a</description></item>
        </channel></rss>"#,
    );
    assert_eq!(feed.title.as_deref(), Some("The Bell & Tower"));
    assert_eq!(
        draw(&feed),
        [
            "https://bell.example/2020/a?id=7 | Quill & Lang: it’s over now | 2020-12-18 | Ida Falk | The Lamp | Mara Quill said “no”. / Then / It rained.",
            "https://bell.example/b | Harbour closes | 2020-12-19 | Jo Marsh |  | The harbour is closed. / Nobody said why.",
            "error: the item 'https://bell.example/c' has no text; expected some, or its page",
            "error: the item 'https://bell.example/d': 'today' is not a day; expected a day such as 2020-12-18",
        ]
    );
    let first = feed.article(&feed.items[0], &Options::default()).unwrap();
    assert!(feed.items[0].is_whole() && !feed.items[1].is_whole());
    assert_eq!(first.input, "7");
    assert_eq!(first.outlet.as_deref(), Some("The Bell & Tower"));
    let kinds: Vec<_> = first.segments.iter().map(|segment| segment.kind).collect();
    use reportedly_nlp::SegmentKind::{Body, Heading};
    assert_eq!(kinds, [Body, Heading, Body]);
    let given = Options { outlet: Some("The Bell".into()), ..Options::default() };
    assert_eq!(feed.article(&feed.items[0], &given).unwrap().outlet.as_deref(), Some("The Bell"));
}

#[test]
fn atom_as_it_is_written() {
    let feed = parsed(
        r#"<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Lamp &lt;b&gt;News&lt;/b&gt;</title>
        <link rel="self" href="https://lamp.example/atom"/><link href="https://lamp.example/"/>
        <author><name>Desk</name></author>
        <entry><id>urn:1</id><title type="text">1 &lt; 2</title>
          <link rel="enclosure" href="a.mp3"/><link rel="alternate" href="a"/>
          <updated>2020-12-20T00:00:00Z</updated><published>2020-12-18T00:00:00Z</published>
          <author><name>Ida Falk</name><email>i@lamp.example</email></author>
          <source><id>urn:x</id><title>The Bell</title><updated>2019-01-01T00:00:00Z</updated></source>
          <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It <em>rained</em> &amp; rained.</p><p>More.</p></div></content>
        </entry>
        <entry><id>urn:2</id><title>Two</title><link href="https://lamp.example/b"/><updated>2020-12-21</updated>
          <summary>Plain words.</summary></entry></feed>"#,
    );
    assert_eq!(feed.title.as_deref(), Some("Lamp News"));
    assert_eq!(
        draw(&feed),
        [
            "https://lamp.example/a | 1 < 2 | 2020-12-18 | Ida Falk | The Bell | It rained & rained. / More.",
            "https://lamp.example/b | Two | 2020-12-21 |  |  | Plain words.",
        ]
    );
}

#[test]
fn json_feed_and_rdf() {
    let feed = parsed(
        r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Bell", "home_page_url": "https://bell.example/",
        "items": [{"id": 1, "url": "x", "title": "A", "date_published": "2020-12-18T01:00:00Z",
          "authors": [{"name": "Ida Falk"}], "content_html": "<p>One.</p><p>Two.</p>"},
          {"id": "https://bell.example/y", "content_text": "Words.\n\nMore.", "date_modified": "2020-12-19"}, 7]}"#,
    );
    assert_eq!(
        draw(&feed),
        [
            "https://bell.example/x | A | 2020-12-18 | Ida Falk |  | One. / Two.",
            "https://bell.example/y |  | 2020-12-19 |  |  | Words. / More.",
            "error: the item 'f.xml:3' does not say when it was published; expected a day such as 2020-12-18",
        ]
    );
    let feed = parsed(
        r#"<rdf:RDF xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>Bell</title><link>https://bell.example/</link></channel>
        <item rdf:about="y"><title>A</title><link>https://bell.example/y</link><dc:date>2020-12-18</dc:date><description>Words.</description></item></rdf:RDF>"#,
    );
    assert_eq!(draw(&feed), ["https://bell.example/y | A | 2020-12-18 |  |  | Words."]);
    assert_eq!(feed.title.as_deref(), Some("Bell"));
}

#[test]
fn what_breaks_off_gives_what_came_before() {
    let item = |n: u32| {
        format!(
            "<item><title>T{n}</title><link>https://bell.example/{n}</link><pubDate>18 Dec 2020</pubDate><description>Words {n}.</description></item>"
        )
    };
    let whole = format!(
        "<rss><channel><title>Bell</title>{}{}{}</channel></rss>",
        item(1),
        item(2),
        item(3)
    );
    let cut = parsed(&whole[..whole.find("Words 3").unwrap()]);
    let drawn = draw(&cut);
    assert_eq!(drawn.len(), 3, "{drawn:?}");
    assert!(
        drawn[2].starts_with("error: the feed 'f.xml' breaks off or is damaged at byte"),
        "{drawn:?}"
    );
    // Wherever it is cut, it is never an item that is not whole.
    for end in 0..whole.len() {
        let feed = parse("f.xml", &whole.as_bytes()[..end], From::default());
        for item in feed.iter().flat_map(|feed| &feed.items) {
            assert!(item.summary.is_some() && item.url.is_some(), "{end}");
        }
    }
}

#[test]
fn elements_closed_in_the_wrong_order_cost_little() {
    let feed = parsed(
        "<rss><channel><title>Bell</title><item><title>A <b>bold</title></b><link>https://bell.example/1</link>\
         <pubDate>18 Dec 2020</pubDate><description>R&D at AT&T is done.</description></item>\
         </oops><item><title>B</title><link>https://bell.example/2</link><pubDate>18 Dec 2020</pubDate>\
         <description>Words.</description></item></channel></rss>",
    );
    let drawn = draw(&feed);
    assert_eq!(
        drawn[0],
        "https://bell.example/1 | A bold | 2020-12-18 |  |  | R&D at AT&T is done."
    );
    assert_eq!(drawn[1], "https://bell.example/2 | B | 2020-12-18 |  |  | Words.");
}

#[test]
fn a_page_is_no_feed_and_may_name_one() {
    let page = "<!doctype html><head><link rel='alternate' type='application/rss+xml' href='/rss.xml'></head><p>Hi";
    let from = From { address: Some("https://bell.example/a/b"), media_type: None };
    let error = parse("https://bell.example/a/b", page.as_bytes(), from).unwrap_err();
    assert_eq!(
        error.to_string(),
        "'https://bell.example/a/b' is no feed; expected RSS, Atom or JSON Feed"
    );
    assert_eq!(error.hint(), Some("the page names a feed: https://bell.example/rss.xml"));
}

#[test]
fn a_hostile_feed_stays_small_and_says_nothing_more() {
    let mut laughs = String::from("<!DOCTYPE rss [<!ENTITY a0 \"lol\">");
    for n in 1..20 {
        laughs.push_str(&format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10)));
    }
    laughs.push_str("]><rss><channel><title>Bell</title><item><title>&a19;</title><pubDate>18 Dec 2020</pubDate><description>&a19; x</description></item></channel></rss>");
    let feed = parsed(&laughs);
    assert_eq!(feed.items[0].title.as_deref(), Some("&a19;"));
    let nested = format!("<rss><channel><item><description>{}", "<b>".repeat(1_000_000));
    assert!(parse("f.xml", nested.as_bytes(), From::default()).is_err());
    let script = parsed(
        "<rss><channel><title>a</title><item><title>&lt;script&gt;alert(1)&lt;/script&gt;Quill moves</title><link>javascript:alert(1)</link><pubDate>18 Dec 2020</pubDate><description>W</description></item></channel></rss>",
    );
    assert_eq!(script.items[0].title.as_deref(), Some("Quill moves"));
    assert_eq!(script.items[0].url, None);
    let deep = format!(
        "<rss><channel><item><title>A</title><pubDate>18 Dec 2020</pubDate><description>&lt;p&gt;{}</description></item></channel></rss>",
        "&lt;div&gt;".repeat(100_000)
    );
    let deep = parsed(&deep);
    let error = deep.article(&deep.items[0], &Options::default()).unwrap_err();
    assert!(error.to_string().contains("more than 512 deep"), "{error}");
    let many = "</item>".repeat(200_000) + &"<item>".repeat(200_000);
    assert!(parse("f.xml", many.as_bytes(), From::default()).is_err());
}

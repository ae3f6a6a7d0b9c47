use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use reportedly_nlp::SegmentKind;

use super::*;
use crate::article::Place;

/// A folder of its own for one test, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("reportedly-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Draws what comes from `path`: `input published text`, or the error with its hint.
fn draw(path: &Path, options: Options) -> Vec<String> {
    let folder = format!("{}/", path.parent().unwrap().display());
    articles([Input::new(path)], options)
        .map(|result| match result {
            Ok(article) => {
                let input = article.input.replace(&folder, "");
                format!("{input} {} {:?}", article.published, article.text)
            }
            Err(error) => format!("error: {error} | {}", error.hint().unwrap_or_default())
                .replace(&folder, ""),
        })
        .collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_text_is_kept_as_it_is() {
    let folder = Folder::new("text");
    let path = folder.file("a.txt", " date 2020-12-18 The film is late.\r\n");
    let article = articles([Input::new(&path)], Options::default()).next().unwrap().unwrap();
    assert_eq!(article.text, " date 2020-12-18 The film is late.\r\n");
    assert_eq!(article.segments[0].span.of(&article.text), "The film is late.");
    assert_eq!(article.segments[0].span.start, 17);
    assert_eq!(article.input, path.display().to_string());
}

#[test]
fn a_folder_is_read_in_order_without_what_is_hidden_and_without_ledgers() {
    let folder = Folder::new("folder");
    for name in ["in/b.txt", "in/a/z.txt", "in/.hidden", "in/.git/c.txt", "in/c.txt"] {
        folder.file(name, format!("date 2020-12-18\n{name}"));
    }
    folder.file("in/ledger.db", "SQLite format 3\0...");
    folder.file("in/ledger.db-wal", "...");
    let drawn = draw(&folder.0.join("in"), Options::default());
    assert_eq!(
        drawn,
        [
            "in/a/z.txt 2020-12-18 \"date 2020-12-18\\nin/a/z.txt\"",
            "in/b.txt 2020-12-18 \"date 2020-12-18\\nin/b.txt\"",
            "in/c.txt 2020-12-18 \"date 2020-12-18\\nin/c.txt\"",
        ]
    );
}

#[test]
fn a_broken_line_costs_itself_alone() {
    let folder = Folder::new("rows");
    let rows = concat!(
        "{\"id\": \"one\", \"published\": \"2020-12-18\", \"text\": \"First.\"}\n",
        "{\"id\": \"two\", \"published\": \"2020-12-18\", \"te\n",
        "\n",
        "{\"id\": 3, \"published\": \"2020-12-18T10:00:00Z\", \"text\": \"Third.\", \"authors\": \"Ida Falk\"}\n",
        "{\"published\": \"2020-13-45\", \"text\": \"Fourth.\"}\n",
        "{\"published\": \"2020-12-18\"}\n",
        "{\"text\": \"No day.\", \"authors\": null}\n",
        "{\"text\": 7}\n",
        "not JSON\n",
        "{\"published\": \"2020-12-19\", \"text\": \"Last.\"}",
    );
    let expected = [
        "one 2020-12-18 \"First.\"",
        "error: 'a.jsonl' line 2 is cut off at byte 44: EOF while parsing a string | write that line again; the others are read",
        "3 2020-12-18 \"Third.\"",
        "error: 'a.jsonl' line 5: '2020-13-45' is not a day; expected a day such as 2020-12-18 | correct its `published`, or give the day with `--published 2020-12-18`",
        "error: 'a.jsonl' line 6 has no text; expected it as `text` | ",
        "error: 'a.jsonl' line 7 has no publication date; expected a day such as 2020-12-18 | give it as `published`, or give the day with `--published 2020-12-18`",
        "error: 'a.jsonl' line 8 does not hold an article at byte 10: invalid type: integer `7`, expected a string | correct that line; the others are read",
        "error: 'a.jsonl' line 9 is not JSON at byte 2: expected ident | correct that line; the others are read",
        "a.jsonl:10 2020-12-19 \"Last.\"",
    ];
    assert_eq!(draw(&folder.file("a.jsonl", rows), Options::default()), expected);
    let packed = draw(&folder.file("b/a.jsonl", gzip(rows.as_bytes())), Options::default());
    assert_eq!(packed, expected);
}

#[test]
fn what_breaks_off_gives_the_articles_before_the_break() {
    let folder = Folder::new("cut");
    // Rows that do not pack well, so that the cut falls among them.
    let mut state = 7u64;
    let rows: String = (0..200)
        .map(|n| {
            let words: String = (0..40)
                .map(|_| {
                    state =
                        state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                    format!("{:x} ", state >> 20)
                })
                .collect();
            format!("{{\"id\": {n}, \"published\": \"2020-12-18\", \"text\": \"{words}\"}}\n")
        })
        .collect();
    let packed = gzip(rows.as_bytes());
    let drawn = draw(&folder.file("a.gz", &packed[..packed.len() / 2]), Options::default());
    assert!(drawn.len() > 50, "{}", drawn.len());
    assert!(drawn[..drawn.len() - 1].iter().all(|row| !row.starts_with("error")));
    assert_eq!(
        drawn.last().unwrap(),
        "error: 'a.gz' ends in the middle of its gzip data | fetch the file again: it was cut off; what came whole before the cut is kept"
    );
    let text = gzip(b"date 2020-12-18\nThe film is late, the studio said.");
    let drawn = draw(&folder.file("b.gz", &text[..text.len() - 10]), Options::default());
    assert_eq!(drawn.len(), 1);
    assert!(drawn[0].starts_with("error: 'b.gz' ends in the middle"), "{}", drawn[0]);
}

#[test]
fn what_is_no_article_is_refused_with_a_way_out() {
    let folder = Folder::new("bad");
    let check = |name: &str, bytes: &[u8], expected: &str| {
        let drawn = draw(&folder.file(name, bytes), Options::default());
        assert_eq!(drawn, [expected], "{name}");
    };
    check("empty", b"", "error: 'empty' is empty; expected an article | ");
    check("blank", b" \n\n", "error: 'blank' is empty; expected an article | ");
    check(
        "binary",
        b"\x7fELF\0\x01",
        "error: 'binary' is not text (byte 4 is zero); expected an article as text or as a web page, articles as JSON lines, a feed or a web archive | save the article's text as UTF-8 and add that",
    );
    check(
        "latin",
        b"date 2020-12-18\nThe caf\xe9 is closed.",
        "error: 'latin' is not UTF-8 text (byte 23, 0xe9, in line 2) | convert it, for example with `iconv -f WINDOWS-1252 -t UTF-8`",
    );
    check(
        "day",
        b"date 2020-13-45\nThe film is late.",
        "error: 'day' line 1: '2020-13-45' is not a day; expected a day such as 2020-12-18 | correct that line, or give the day with `--published 2020-12-18`",
    );
    check(
        "none",
        b"The film is late.",
        "error: 'none' has no publication date in its first lines; expected a day such as 2020-12-18 | write `date 2020-12-18` above the text, or give the day with `--published 2020-12-18`",
    );
    check("head", b"date 2020-12-18\n", "error: 'head' has no text below its head | ");
    check(
        "page",
        b"<!DOCTYPE html><p>The film",
        "error: the page 'page' does not say when it was published; expected a day such as 2020-12-18 | give the day with `--published 2020-12-18`",
    );
    check(
        "bare",
        b"<html><meta name=date content=2020-12-18></html>",
        "error: the page 'bare' holds no article that could be found | save the article's text, with `date 2020-12-18` above it, and add that",
    );
    check(
        "nested",
        format!("<html>{}", "<div>".repeat(100_000)).as_bytes(),
        "error: 'nested' holds elements more than 512 deep; expected a page | save the article's text alone and add that",
    );
    check(
        "feeds",
        b"<?xml version=\"1.0\"?>\n<!-- mine --><opml version=\"2.0\"></opml>",
        "error: 'feeds' is a list of feeds; expected an article as text or as a web page, articles as JSON lines, a feed or a web archive | read what they list with `reportedly feeds import`",
    );
    check(
        "list",
        b"[\n{\"text\": \"a\"}]",
        "error: 'list' is JSON over several lines or in a list; expected one object on each line | convert it with `jq -c 'if type == \"array\" then .[] else . end' FILE`",
    );
    check(
        "long",
        format!("date 2020-12-18\n{}", "a".repeat(LARGEST)).as_bytes(),
        "error: 'long' is larger than 32 MiB; expected one article | split it into one file for each article",
    );
    let drawn = draw(&folder.0.join("gone"), Options::default());
    assert_eq!(drawn, ["error: 'gone' does not exist | "]);
}

#[test]
fn a_page_is_read_without_what_stands_around_its_article() {
    let folder = Folder::new("page");
    let paragraph =
        "The film is late again, and nobody at the studio wants to say why it is so late. ";
    let page = format!(
        r#"<!doctype html><html><head><title>Late again | The Bell</title>
        <link rel="canonical" href="https://bell.example/2021/late">
        <script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle",
          "headline": "Film is late &amp; nobody knows why", "datePublished": "2021-03-05T23:30:00-05:00",
          "author": [{{"name": "Ida Falk"}}], "publisher": {{"name": "The Evening Bell"}}}}]}}</script>
        <script>if (1 < 2) {{ document.write("<div>") }}</script></head>
        <body><nav><ul><li><a href="/">Home</a><li><a href="/sport">Sport</a></ul></nav>
        <article><h1>Film is late</h1><p>{}</p><figure><img src="a.jpg"><figcaption>Mara   Quill
        in Oslo.</figcaption></figure><h2>Who knew?</h2><p>{}</p></article>
        <footer><a href="/about">About us</a></footer></body></html>"#,
        paragraph.repeat(4),
        paragraph.repeat(5),
    );
    let path = folder.file("late.html", page);
    let article = articles([Input::new(&path)], Options::default()).next().unwrap().unwrap();
    assert_eq!(article.published, jiff::civil::date(2021, 3, 5));
    assert_eq!(article.title.as_deref(), Some("Film is late & nobody knows why"));
    assert_eq!(article.outlet.as_deref(), Some("The Evening Bell"));
    assert_eq!(article.authors, ["Ida Falk"]);
    assert_eq!(article.url.as_deref(), Some("https://bell.example/2021/late"));
    let parts: Vec<(SegmentKind, &str)> =
        article.segments.iter().map(|part| (part.kind, part.span.of(&article.text))).collect();
    assert!(parts.contains(&(SegmentKind::Heading, "Who knew?")), "{parts:?}");
    assert!(parts.contains(&(SegmentKind::Caption, "Mara Quill in Oslo.")), "{parts:?}");
    assert_eq!(parts.iter().filter(|(kind, _)| *kind == SegmentKind::Body).count(), 2, "{parts:?}");
    assert!(!article.text.contains("About") && !article.text.contains("Sport"), "{parts:?}");
}

#[test]
fn a_page_speaks_for_its_own_site_alone() {
    let text = "The film is late again, and nobody at the studio wants to say why. ".repeat(10);
    let url = |canonical: &str| {
        let page = format!(
            "<html><head><link rel=canonical href='{canonical}'><meta name=date content=2020-12-18>\
             </head><body><p>{text}</p></body></html>"
        );
        let input = Input::Answer {
            url: "https://bell.example/a?utm_source=x".to_owned(),
            media_type: Some("text/html".to_owned()),
            bytes: page.into_bytes(),
        };
        let article = articles([input], Options::default()).next().unwrap().unwrap();
        (article.url.unwrap(), article.told.url.unwrap().as_str())
    };
    let check = |canonical, expected: &str, told| {
        assert_eq!(url(canonical), (expected.to_owned(), told), "{canonical}");
    };
    check("https://www.bell.example/b", "https://www.bell.example/b", "canonical link");
    check("/c", "https://bell.example/c", "canonical link");
    // Not another outlet's article, nor the front page.
    check("https://lamp.example/b", "https://bell.example/a", "address");
    check("https://bell.example/", "https://bell.example/a", "address");
    check("javascript:alert(1)", "https://bell.example/a", "address");
}

#[test]
fn what_told_each_thing_is_kept() {
    let text = "The film is late again, and nobody at the studio wants to say why. ".repeat(10);
    let page = format!(
        "<html><head><title>T</title><meta property='og:site_name' content='The Bell'>\
         <script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"datePublished\": \
         \"2020-12-18\"}}</script><meta property='article:modified_time' content='2020-12-20T08:00Z'>\
         </head><body><span itemprop=author>Ida Falk</span><p>{text}</p></body></html>"
    );
    let input = Input::Bytes { name: "a".into(), bytes: page.into_bytes().into() };
    let article = articles([input], Options::default()).next().unwrap().unwrap();
    let told: Vec<String> =
        article.told.all().map(|(what, place)| format!("{what}: {}", place.as_str())).collect();
    assert_eq!(
        told,
        [
            "published: json-ld",
            "modified: open graph",
            "title: title element",
            "outlet: open graph",
            "authors: microdata"
        ]
    );
    assert_eq!(article.modified, Some(jiff::civil::date(2020, 12, 20)));
}

#[test]
fn a_page_is_signed_where_its_readers_see_it() {
    let text = "The film is late again, and nobody at the studio wants to say why. ".repeat(10);
    let read = |signed: &str| {
        let page = format!(
            "<html><head><title>Late</title><meta name=date content=2020-12-18>\
             <meta name=lastmod content=2020-12-17></head><body><main><h1>Late</h1>{signed}\
             <p>{text}</p><p>{text}</p></main></body></html>"
        );
        let input = Input::Answer {
            url: "https://norda-bell.example/late".into(),
            media_type: None,
            bytes: page.into_bytes(),
        };
        let article = articles([input], Options::default()).next().unwrap().unwrap();
        // A change before the day of publication is no change of the article.
        assert_eq!(article.modified, None);
        let told = article.told.authors.map(Place::as_str);
        (article.authors.join(" + "), told.unwrap_or_default(), article.outlet.unwrap())
    };
    let host = "norda-bell.example".to_owned();
    let by = |names: &str| (names.to_owned(), "byline", host.clone());
    assert_eq!(read("<a rel=author href=/falk>Ida Falk</a>"), by("Ida Falk"));
    assert_eq!(
        read("<div class='Post-Byline'>By Ida Falk and Jo Marsh</div>"),
        by("Ida Falk + Jo Marsh")
    );
    assert_eq!(read("<div class=byline>Three hours ago</div>"), (String::new(), "", host.clone()));
    let (names, told, outlet) = read("<p>By Ida Falk, The Norda Bell</p>");
    assert_eq!((names.as_str(), told, outlet.as_str()), ("Ida Falk", "byline", "The Norda Bell"));
}

#[test]
fn feeds_and_archives_are_known_by_their_first_bytes() {
    let kind = |bytes: &[u8]| {
        let input = Input::Bytes { name: "a".into(), bytes: bytes.to_vec().into() };
        open::open(input, None).ok().map(|opened| opened.kind)
    };
    assert_eq!(kind(b"<?xml version='1.0'?><!DOCTYPE rss><rss></rss>"), Some(Kind::Feed));
    let entities = b"<!DOCTYPE rss [<!ENTITY a \"<b>\"> <!ENTITY c 'd'>]><rss></rss>";
    assert_eq!(kind(entities), Some(Kind::Feed));
    assert_eq!(kind(b"<!DOCTYPE html [<!ENTITY a 'b'>]><p>Words"), Some(Kind::Page));
    assert_eq!(kind(b"<rdf:RDF xmlns='x'>"), Some(Kind::Feed));
    assert_eq!(kind(b"<feed xmlns='http://www.w3.org/2005/Atom'>"), Some(Kind::Feed));
    assert_eq!(
        kind(b"{\"version\": \"https:\\/\\/jsonfeed.org\\/version\\/1\"}"),
        Some(Kind::Feed)
    );
    assert_eq!(kind(b"{\"text\": \"jsonfeed.org is a site\"}"), Some(Kind::Jsonl));
    assert_eq!(kind(b"WARC/1.1\r\n"), Some(Kind::Warc));
    assert_eq!(kind(b"<?xml version='1.0'?><html><body>"), Some(Kind::Page));
    let wide: Vec<u8> =
        "\u{feff}<rss><channel>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(kind(&wide), Some(Kind::Feed));
    let wide: Vec<u8> = "\u{feff}date 2020".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(kind(&wide), None);
}

#[test]
fn a_page_tells_its_day_in_many_ways() {
    let folder = Folder::new("days");
    let text = "The film is late again, and nobody at the studio wants to say why. ".repeat(10);
    let day = |head: &str, body: &str| {
        let page = format!("<html><head>{head}</head><body>{body}<p>{text}</p></body></html>");
        let path = folder.file("a.html", page);
        let read = articles([Input::new(&path)], Options::default()).next().unwrap();
        read.ok().map(|article| article.published.to_string())
    };
    let told = Some("2020-12-18".to_owned());
    assert_eq!(
        day(r#"<meta property="article:published_time" content="2020-12-18T08:00Z">"#, ""),
        told
    );
    assert_eq!(day(r#"<meta name="pubdate" content="20201218">"#, ""), told);
    assert_eq!(day("", r#"<span itemprop="datePublished" content="2020-12-18"></span>"#), told);
    assert_eq!(day("", r#"<time datetime="2020-12-18">Friday</time>"#), told);
    assert_eq!(day(r#"<link rel="canonical" href="https://a.example/2020/12/18/late">"#, ""), told);
    assert_eq!(day(r#"<meta name="date" content="12/18/2020">"#, ""), None);
    assert_eq!(day(r#"<link rel="canonical" href="https://a.example/2020/13/45/late">"#, ""), None);
}

#[test]
fn options_fill_the_gaps_alone() {
    let folder = Folder::new("gaps");
    let given = || Options {
        kind: None,
        published: Some(jiff::civil::date(2021, 1, 2)),
        outlet: Some("The Bell".to_owned()),
    };
    let first = |path: PathBuf, options| articles([Input::new(path)], options).next().unwrap();
    let article = first(folder.file("a", "Words."), given()).unwrap();
    assert_eq!(article.published.to_string(), "2021-01-02");
    assert_eq!(article.outlet.as_deref(), Some("The Bell"));
    let told = "date: 2020-12-18\noutlet: Norda News\n\nWords.";
    let article = first(folder.file("b", told), given()).unwrap();
    assert_eq!(article.published.to_string(), "2020-12-18");
    assert_eq!(article.outlet.as_deref(), Some("Norda News"));
    let text = Options { kind: Some(Kind::Text), ..given() };
    assert_eq!(first(folder.file("c", "{\"a\": 1}"), text).unwrap().text, "{\"a\": 1}");
}

#[test]
fn a_long_line_is_read_as_any_other() {
    let folder = Folder::new("line");
    let line = "The film is late, the studio said on Friday. ".repeat(230_000);
    let path = folder.file("a", format!("date 2020-12-18 {line}"));
    let article = articles([Input::new(path)], Options::default()).next().unwrap().unwrap();
    assert_eq!(article.segments.len(), 1);
    assert_eq!(article.text.len(), line.len() + 16);
}

use std::io::Write;

use super::super::{Input, Options, articles};

fn page(title: &str, day: &str) -> String {
    let text = "The film is late again, and nobody at the studio wants to say why. ".repeat(8);
    format!(
        "<html><head><title>{title}</title><meta name=\"pubdate\" content=\"{day}\"></head>\
         <body><article><p>{text}</p><p>{text}</p></article></body></html>"
    )
}

fn record(kind: &str, url: &str, block: &[u8]) -> Vec<u8> {
    let media_type =
        if kind == "response" { "application/http; msgtype=response" } else { "text/html" };
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n\
         Content-Type: {media_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    record.extend_from_slice(block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn answer(headers: &str, body: &[u8]) -> Vec<u8> {
    let mut answer = format!("HTTP/1.1 {headers}\r\n\r\n").into_bytes();
    answer.extend_from_slice(body);
    answer
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Draws what comes from an archive: `input day title url`, or the error.
fn draw(bytes: Vec<u8>) -> Vec<String> {
    let input = Input::Bytes { name: "a.warc".to_owned(), bytes: bytes.into() };
    articles([input], Options::default())
        .map(|result| match result {
            Ok(article) => format!(
                "{} {} {} {}",
                article.input,
                article.published,
                article.title.unwrap_or_default(),
                article.url.unwrap_or_default()
            ),
            Err(error) => {
                let skipped = error.skipped().map(|why| format!(" (skipped: {why})"));
                format!("error: {error}{}", skipped.unwrap_or_default())
            }
        })
        .collect()
}

#[test]
fn pages_are_found_among_the_records() {
    let html = "200 OK\r\nContent-Type: text/html; charset=iso-8859-1";
    let latin = page("Caf\u{e9}", "2020-12-18").replace('\u{e9}', "\0").into_bytes();
    let latin: Vec<u8> = latin.into_iter().map(|b| if b == 0 { 0xe9 } else { b }).collect();
    let chunked = {
        let page = page("Chunks", "2020-12-20");
        let (a, b) = page.as_bytes().split_at(100);
        [
            format!("{:x}\r\n", a.len()).as_bytes(),
            a,
            format!("\r\n{:x};x=y\r\n", b.len()).as_bytes(),
            b,
            b"\r\n0\r\n\r\n",
        ]
        .concat()
    };
    let records = [
        record("warcinfo", "", b"software: test\r\n"),
        record("response", "https://bell.example/1", &answer(html, &latin)),
        record("request", "https://bell.example/1", b"GET / HTTP/1.1\r\n\r\n"),
        record(
            "response",
            "https://bell.example/2?utm_source=x",
            &answer(
                "200 OK\r\nContent-Encoding: gzip",
                &gzip(page("Packed", "2020-12-19").as_bytes()),
            ),
        ),
        record(
            "response",
            "https://bell.example/3",
            &answer("200 OK\r\nTransfer-Encoding: chunked", &chunked),
        ),
        record("resource", "https://bell.example/4", page("Plain", "2020-12-21").as_bytes()),
        // The header says that it is packed, and it is not.
        record(
            "response",
            "https://bell.example/5",
            &answer("200 OK\r\nContent-Encoding: gzip", page("Said", "2020-12-22").as_bytes()),
        ),
        record("response", "https://bell.example/6", &answer("404 Not Found", b"gone")),
        record(
            "response",
            "https://bell.example/a.png",
            &answer("200 OK\r\nContent-Type: image/png", b"x"),
        ),
        record("response", "https://bell.example/7", &answer(html, b"<html><p>No day.</p>")),
        record("response", "https://bell.example/8", b"nonsense"),
        // What is no address of the web gives the article none, and speaks for no site.
        record(
            "resource",
            "ht\u{30f}\u{302}//bell.example/9",
            page("Odd", "2020-12-23")
                .replace("<head>", "<head><link rel=canonical href=https://lamp.example/9>")
                .as_bytes(),
        ),
    ];
    let expected = [
        "a.warc:2 2020-12-18 Café https://bell.example/1",
        "a.warc:4 2020-12-19 Packed https://bell.example/2",
        "a.warc:5 2020-12-20 Chunks https://bell.example/3",
        "a.warc:6 2020-12-21 Plain https://bell.example/4",
        "a.warc:7 2020-12-22 Said https://bell.example/5",
        "error: the record 'a.warc:8' holds no page (status 404) (skipped: without a page (another status than 200))",
        "error: the record 'a.warc:9' is no web page (image/png) (skipped: without a web page)",
        "error: the page 'a.warc:10' does not say when it was published; expected a day such as 2020-12-18 (skipped: without a day of publication)",
        "error: the record 'a.warc:11' holds no answer of a server: invalid HTTP version (skipped: without an answer that can be read)",
        "a.warc:12 2020-12-23 Odd ",
    ];
    assert_eq!(draw(records.concat()), expected);
    // Every record packed by itself, as archives are.
    let packed: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    assert_eq!(draw(packed), expected);
}

#[test]
fn what_breaks_off_gives_what_came_before() {
    let whole = [
        record(
            "response",
            "https://bell.example/1",
            &answer("200 OK", page("One", "2020-12-18").as_bytes()),
        ),
        record(
            "response",
            "https://bell.example/2",
            &answer("200 OK", page("Two", "2020-12-18").as_bytes()),
        ),
    ]
    .concat();
    let drawn = draw(whole[..whole.len() - 50].to_vec());
    assert_eq!(drawn.len(), 2);
    assert_eq!(drawn[1], "error: 'a.warc:2' ends in the middle of a record");
    let packed = gzip(&whole);
    let drawn = draw(packed[..packed.len() - 20].to_vec());
    assert!(drawn.last().unwrap().starts_with("error: 'a.warc"), "{drawn:?}");
}

#[test]
fn a_hostile_archive_is_an_error_and_no_more() {
    let draw_text = |text: &str| draw(text.as_bytes().to_vec());
    let huge = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 18446744073709551615\r\n\r\nx";
    assert_eq!(draw_text(huge), ["error: 'a.warc:1' ends in the middle of a record"]);
    let none = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\nx";
    assert_eq!(draw_text(none), ["error: the record 'a.warc:1' does not tell its length"]);
    let endless = format!("WARC/1.0\r\n{}", "X: y\r\n".repeat(100_000));
    assert_eq!(draw_text(&endless), ["error: the record 'a.warc:1' has a head without an end"]);
    // A megabyte that unpacks to a gigabyte.
    let bomb = gzip(&vec![b' '; 1 << 20]).repeat(1024);
    let bomb = answer("200 OK\r\nContent-Encoding: gzip", &bomb);
    let drawn = draw(record("response", "https://bell.example/1", &bomb));
    assert_eq!(
        drawn,
        [
            "error: the record 'a.warc:1' unpacks to more than 32 MiB (skipped: without a body that can be unpacked)"
        ]
    );
}

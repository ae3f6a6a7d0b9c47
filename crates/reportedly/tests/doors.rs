//! Inputs that were changed at random, with fixed seeds: articles or errors, never a panic, and
//! segments in order, apart and on boundaries. `REPORTEDLY_CASES=20000` tries so many of each kind.

use std::io::Write;

use reportedly::claim::Field;
use reportedly::claims::claims;
use reportedly::read::{self, Input, Kind, Options, feed, opml};
use reportedly::{Article, Beats, Error};

/// Numbers that look random and are the same on every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// Returns how many cases are tried of a kind: as many as are asked for, or as is usual.
fn cases(usual: usize) -> usize {
    let asked = std::env::var("REPORTEDLY_CASES").ok().and_then(|cases| cases.parse().ok());
    asked.unwrap_or(usual)
}

/// What inputs are made of, and what breaks readers.
const PIECES: &[&[u8]] = &[
    b"<item>",
    b"</item>",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"&#0;",
    b"&#xD800;",
    b"&lt;",
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"<p>",
    b"</div>",
    b"<title>",
    b"\r\n\r\n",
    b"{",
    b"}",
    b"[",
    b"\"",
    b"Content-Length: 99999999999999999999\r\n",
    b"WARC/1.0\r\n",
    b"<?xml",
    b"<!DOCTYPE x [",
    b"2020-12-18",
    b"<script type=\"application/ld+json\">{\"@graph\": [[[",
    b"\x1f\x8b",
    b"\xe2\x80\xae",
    b"encoding=\"utf-16\"",
    b"<link rel=\"canonical\" href=\"//\">",
    b"ffffffffffffffff\r\n",
    b"<feed>",
    b"<entry>",
    b"&a;",
];

fn changed(seed: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(bytes.len() + 1);
        let end = (at + numbers.below(40)).min(bytes.len());
        match numbers.below(5) {
            0 => bytes.truncate(at.max(4)),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            3 if at < bytes.len() => bytes[at] = numbers.below(256) as u8,
            _ => {
                let piece = PIECES[numbers.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
    bytes
}

fn seeds() -> Vec<(Kind, Vec<u8>)> {
    let words = "Mara Quill said on Friday that the film was late, and nobody knew why. ".repeat(5);
    let page = format!(
        "<!doctype html><html><head><title>Late</title><link rel=\"canonical\" href=\"https://bell.example/a\">\
         <script type=\"application/ld+json\">{{\"@type\": \"NewsArticle\", \"datePublished\": \"2020-12-18\"}}</script>\
         <meta name=\"date\" content=\"2020-12-18\"></head><body><article><h1>Late</h1><p>{words}</p><figure>\
         <figcaption>Quill. Photo: Ida Falk</figcaption></figure><p>{words}</p></article></body></html>"
    );
    let rss = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Bell</title><item><title>A &amp; B</title>\
               <link>https://bell.example/a</link><pubDate>Fri, 18 Dec 2020 09:30:00 GMT</pubDate><source>Lamp</source>\
               <content:encoded><![CDATA[<p>One.</p><p>Two.</p>]]></content:encoded></item><item><guid>b</guid>\
               <dc:date>2020-12-18</dc:date><description>&lt;p&gt;Three.</description></item></channel></rss>";
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title type=\"html\">Lamp</title><entry><id>1</id>\
                <title>One</title><link href=\"a\"/><updated>2020-12-18T00:00:00Z</updated><content type=\"xhtml\"><div>\
                <p>It rained.</p></div></content><source><title>Bell</title></source></entry></feed>";
    let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Bell\", \"items\": [{\"id\": \"1\", \
                \"date_published\": \"2020-12-18\", \"content_html\": \"<p>One.</p>\"}]}";
    let answer = format!(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{page}\r\n0\r\n\r\n",
        page.len()
    );
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://bell.example/a\r\nContent-Type: application/http\
         \r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
        answer.len()
    );
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(record.as_bytes()).unwrap();
    let text = format!(
        "---\ntitle: Late\noutlet: The Bell\ndate: 2020-12-18\n---\n\n{words}\n\nBy Ida Falk\n"
    );
    let rows =
        format!("{{\"id\": 1, \"published\": \"2020-12-18\", \"text\": \"{words}\"}}\n").repeat(2);
    vec![
        (Kind::Page, page.into_bytes()),
        (Kind::Feed, rss.into()),
        (Kind::Feed, atom.into()),
        (Kind::Feed, json.into()),
        (Kind::Warc, record.repeat(2).into_bytes()),
        (Kind::Warc, packer.finish().unwrap().repeat(2)),
        (Kind::Text, text.into_bytes()),
        (Kind::Jsonl, rows.into_bytes()),
    ]
}

fn check(bytes: Vec<u8>, kind: Option<Kind>) -> usize {
    let input = Input::Bytes { name: "changed".to_owned(), bytes: bytes.into() };
    let mut read = 0;
    for article in read::articles([input], Options { kind, ..Options::default() }) {
        let Ok(article) = article else { continue };
        read += 1;
        let mut end = 0;
        for segment in &article.segments {
            assert!(end <= segment.span.start);
            assert!(!segment.span.of(&article.text).trim().is_empty());
            end = segment.span.end;
        }
    }
    read
}

#[test]
fn what_is_changed_at_random_is_an_article_or_an_error() {
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    for (kind, seed) in seeds() {
        assert!(check(seed.clone(), None) > 0, "{kind:?} is read as it is");
        let mut read = 0;
        for _ in 0..cases(150) {
            let bytes = changed(&seed, &mut numbers);
            read += check(bytes.clone(), None);
            check(bytes, Some(kind));
        }
        // Most changes leave something to be read: else nothing behind the door is tried.
        assert!(read > 3, "{kind:?}: {read}");
    }
}

#[test]
fn lists_and_packed_bodies_that_are_changed_at_random_are_read_or_refused() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let list = opml::write(&[
        opml::Outline { url: "https://bell.example/rss".into(), title: Some("A & B".into()) },
        opml::Outline { url: "https://lamp.example/atom".into(), title: None },
    ]);
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(list.as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    let mut told = 0;
    for _ in 0..cases(2_000) {
        let bytes = changed(list.as_bytes(), &mut numbers);
        told += opml::parse("list", &bytes).map_or(0, |feeds| feeds.len());
        let _: Result<feed::Feed, Error> = feed::parse("list", &bytes, feed::From::default());
        let bytes = changed(&packed, &mut numbers);
        for encoding in ["gzip", "deflate", "br"] {
            assert!(read::unpack(bytes.clone(), encoding).is_ok_and(|whole| whole.len() < 1 << 20));
        }
    }
    assert!(told > 500, "{told}");
}

/// Words that times, names, quotations and bylines are made of, and what breaks them.
const WORDS: &[&str] = &[
    "Mara Quill",
    "said",
    "on Tuesday",
    "“",
    "”",
    "'s",
    "February 30,",
    "31st",
    "2024-13-45",
    "the 1990s",
    "99999999999",
    "two weeks before",
    "last",
    "noon",
    "half past",
    "-5 years ago",
    "Q5 2021",
    "from",
    "to",
    "until",
    "By",
    "(AP) —",
    "is dating",
    "according to",
    "reportedly",
    ",",
    ".",
    "\n\n",
    "\u{202e}",
    "\u{0}",
    "𝟜 July",
    "é\u{301}",
    "👩\u{200d}🚀",
];

#[test]
fn words_put_together_at_random_make_claims_of_their_own_words_alone() {
    let mut numbers = Numbers(0x0123_4567_89ab_cdef);
    let mut made = 0;
    for _ in 0..cases(300) {
        let count = 1 + numbers.below(40);
        let words: Vec<&str> = (0..count).map(|_| WORDS[numbers.below(WORDS.len())]).collect();
        let text = words.join(if numbers.below(4) == 0 { "" } else { " " });
        let mut article = Article::new("words", jiff::civil::date(2024, 5, 1), text.as_str());
        article.segments = read::segment::segments(&text, 0, None);
        article.taken_from = (numbers.below(3) == 0).then(|| "The Lamp".to_owned());
        for claim in claims(&article, Beats::built_in()) {
            made += 1;
            if claim.evidence.field == Field::Text {
                assert_eq!(claim.evidence.span.of(&text), claim.evidence.exact);
                assert!(claim.cues.iter().all(|cue| cue.span.of(&text) == cue.text));
            }
        }
    }
    assert!(made > 50, "{made}");
}

//! Addresses and feeds, against a real server on this machine with slow, broken, huge, endless and
//! lying answers.

mod server;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use server::{Server, reply};

/// A folder of its own for one test, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path =
            std::env::temp_dir().join(format!("reportedly-web-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    /// Runs the program; what it fetches may lie on this machine.
    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reportedly"));
        command.args(["--db", "t.db"]).args(words).current_dir(&self.0);
        command.env_remove("REPORTEDLY_TERMINAL").env("SOURCE_DATE_EPOCH", "1646092800");
        if matches!(words[0], "add" | "watch" | "extract") {
            command.args(["--allow-private", "--pause", "0s"]);
            if !words.contains(&"--timeout") {
                command.args(["--timeout", "4s"]);
            }
        }
        command
    }

    fn run(&self, words: &[&str]) -> (Option<i32>, String, String) {
        let Output { status, stdout, stderr } = self.command(words).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code(), text(stdout), text(stderr))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn page(title: &str, words: &str) -> String {
    let text =
        "The film is late again, and nobody at the studio in Oslo wants to say why. ".repeat(4);
    format!(
        "<html><head><title>{title}</title><meta property=\"og:site_name\" content=\"The Bell\">\
         <meta property=\"article:published_time\" content=\"2021-03-05T10:00:00Z\"></head><body><article>\
         <p>{text}</p><p>{words} {text}</p></article></body></html>"
    )
}

#[test]
fn a_page_is_fetched_once_and_then_only_when_it_changes() {
    let server = Server::start(|request, stream| match &*request.path {
        "/a" if request.header("if-none-match") == Some("\"1\"") => {
            reply(stream, "304 Not Modified", "ETag: \"1\"\r\n", b"");
        }
        "/a" => {
            assert!(request.header("user-agent").unwrap().starts_with("reportedly/"));
            let latin: Vec<u8> = page("Caf\u{e9}", "Ida Falk said it rained.")
                .chars()
                .map(|c| u8::try_from(u32::from(c)).unwrap())
                .collect();
            let headers = "ETag: \"1\"\r\nContent-Type: text/html; charset=iso-8859-1\r\n";
            reply(stream, "200 OK", headers, &latin);
        }
        _ => reply(stream, "404 Not Found", "", b""),
    });
    let folder = Folder::new("once");
    let address = format!("{}/a", server.url);
    assert_eq!(folder.run(&["add", &address]).1, "1 new · 1 claim\n");
    assert_eq!(folder.run(&["add", &address]).1, "0 new, 1 known · 0 claims\n");
    assert_eq!(server.asked(), ["/a", "/a"]);
    let (_, shown, _) = folder.run(&["read", &address]);
    assert!(shown.contains("Café") && shown.contains("published: open graph"), "{shown}");
    let (code, shown, _) = folder.run(&["extract", &address]);
    assert!(code == Some(0) && shown.contains("\"outlet\":\"The Bell\""), "{shown}");
}

#[test]
fn private_addresses_are_not_asked_unless_they_may_be() {
    let server = Server::start(|request, stream| match &*request.path {
        "/robots.txt" => reply(stream, "404 Not Found", "", b""),
        _ => reply(stream, "200 OK", "", page("A", "B.").as_bytes()),
    });
    let folder = Folder::new("private");
    let port = server.url.rsplit(':').next().unwrap().to_owned();
    for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"] {
        let address = format!("http://{host}:{port}/a");
        let mut command = Command::new(env!("CARGO_BIN_EXE_reportedly"));
        let output =
            command.args(["--db", "t.db", "add", &address]).current_dir(&folder.0).output();
        let output = output.unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{address}: {told}");
        assert!(
            told.contains("is no public address") || told.contains("cannot be fetched"),
            "{told}"
        );
        // Named is what was asked for, not the rules of its site.
        assert!(told.contains(":{port}/a'".replace("{port}", &port).as_str()), "{told}");
    }
    assert!(server.asked().is_empty());
}

#[test]
fn wrong_answers_are_errors_and_never_half_an_article() {
    let bomb = {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(&vec![b' '; 1 << 20]).unwrap();
        packer.finish().unwrap().repeat(40)
    };
    let server = Server::start(move |request, stream| match &*request.path {
        "/silent" => thread::sleep(Duration::from_secs(20)),
        "/dripping" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<html>");
            while stream.write_all(b"<p>").is_ok() {
                thread::sleep(Duration::from_millis(100));
            }
        }
        "/cut" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            let _ = stream.write_all(page("Cut", "Half.").as_bytes());
        }
        "/huge" => {
            let _ =
                stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\n\r\n<html>");
            thread::sleep(Duration::from_secs(20));
        }
        "/endless" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n<html>");
            while stream.write_all(&[b'x'; 1 << 16]).is_ok() {}
        }
        "/headers" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
            while stream.write_all(b"X-Y: zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\r\n").is_ok() {
            }
        }
        "/bomb" => reply(stream, "200 OK", "Content-Encoding: gzip\r\n", &bomb),
        "/noise" => {
            let _ = stream.write_all(b"\x16\x03\x01 what is this\r\n\r\n");
        }
        "/loop" => reply(stream, "302 Found", "Location: /loop\r\n", b""),
        "/away" => reply(stream, "302 Found", "Location: file:///etc/passwd\r\n", b""),
        "/gone" => reply(stream, "410 Gone", "", b"gone"),
        "/broken" => reply(stream, "500 Oh No", "", b""),
        "/pdf" => reply(stream, "200 OK", "Content-Type: text/html\r\n", b"%PDF-1.7"),
        "/nul" => reply(stream, "200 OK", "", b"date 2020-12-18\nThe film\0 is late."),
        "/empty" => reply(stream, "200 OK", "", b""),
        _ => reply(stream, "404 Not Found", "", b""),
    });
    let folder = Folder::new("wrong");
    let check_within = |time: &str, path: &str, expected: &str| {
        let address = format!("{}{path}", server.url);
        let (code, _, told) = folder.run(&["add", &address, "--timeout", time]);
        assert_eq!(code, Some(2), "{path}: {told}");
        assert!(told.contains(expected), "{path}: {told}");
    };
    check_within("1s", "/silent", "takes too long to answer");
    check_within("1s", "/dripping", "takes too long to answer");
    // However long it may take, it is not taken in without end.
    let check = |path: &str, expected: &str| check_within("5m", path, expected);
    check("/cut", "breaks off in the middle");
    check("/huge", "gives more than 32 MiB");
    check("/endless", "gives more than 32 MiB");
    check("/headers", "cannot be fetched");
    check("/bomb", "unpacks to more than 32 MiB");
    check("/noise", "cannot be fetched");
    check("/loop", "leads on more than 5 times");
    check("/away", "no address of the web");
    check("/gone", "answers 410 (Gone)");
    check("/broken", "answers 500 (Internal Server Error)");
    check("/pdf", "is a PDF");
    check("/nul", "is not text");
    check("/empty", "is empty");
    let (_, shown, _) = folder.run(&["verify"]);
    assert!(shown.starts_with("0 revisions"), "{shown}");
}

#[test]
fn a_site_says_what_may_be_read_and_how_often() {
    let asked = AtomicUsize::new(0);
    let server = Server::start(move |request, stream| match &*request.path {
        "/robots.txt" => reply(stream, "200 OK", "", b"User-agent: *\nDisallow: /private\n"),
        "/busy" if asked.fetch_add(1, Ordering::Relaxed) == 0 => {
            reply(stream, "429 Too Many Requests", "Retry-After: 1\r\n", b"");
        }
        "/never" => reply(stream, "503 Later", "Retry-After: 86400\r\n", b""),
        "/moved" => reply(stream, "301 Moved", "Location: /private/a\r\n", b""),
        _ => reply(stream, "200 OK", "", page("Busy", "It rained.").as_bytes()),
    });
    let folder = Folder::new("robots");
    let add = |path: &str| folder.run(&["add", &format!("{}{path}", server.url)]);
    let (code, _, told) = add("/private/a");
    assert!(code == Some(2) && told.contains("(robots.txt)"), "{told}");
    // Neither by a detour.
    assert!(add("/moved").2.contains("(robots.txt)"));
    assert_eq!(server.asked(), ["/moved"]);
    let begun = Instant::now();
    assert_eq!(add("/busy").0, Some(0));
    assert!(begun.elapsed() >= Duration::from_secs(1));
    assert!(add("/never").2.contains("answers 503"));
    assert_eq!(server.asked(), ["/busy", "/busy", "/never"]);
    let closed = Server::start(|_, stream| reply(stream, "500 Oh", "", b""));
    let (_, _, told) = folder.run(&["add", &format!("{}/a", closed.url)]);
    assert!(told.contains("(robots.txt)"), "{told}");
    // Pages of one host come with a pause between them.
    let (one, two) = (format!("{}/1", server.url), format!("{}/2", server.url));
    let begun = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_reportedly"));
    command.args(["--db", "t.db", "add", "--allow-private", "--pause", "400ms", &one, &two]);
    assert!(command.current_dir(&folder.0).output().unwrap().status.success());
    assert!(begun.elapsed() >= Duration::from_millis(800));
}

/// An item as a feed holds it.
fn item(n: usize, day: &str, words: &str, whole: bool) -> String {
    let text = if whole { "content:encoded" } else { "description" };
    format!(
        "<item><title>Item {n}</title><link>/{n}</link><pubDate>{day} Mar 2021 10:00:00 GMT</pubDate>\
         <{text}>&lt;p&gt;Mara Quill said chapter {n} was {words}.&lt;/p&gt;</{text}></item>"
    )
}

fn feed(items: &str) -> String {
    format!("<rss><channel><title>The Bell</title>{items}</channel></rss>")
}

#[test]
fn what_is_new_or_changed_in_a_feed_is_read() {
    let now = Arc::new(Mutex::new((String::new(), "\"1\"".to_owned())));
    let shown = now.clone();
    let server = Server::start(move |request, stream| match &*request.path {
        "/rss" => {
            let (items, etag) = shown.lock().unwrap().clone();
            if request.header("if-none-match") == Some(&etag) {
                return reply(stream, "304 Not Modified", "", b"");
            }
            reply(stream, "200 OK", &format!("ETag: {etag}\r\n"), feed(&items).as_bytes());
        }
        "/900" => reply(stream, "200 OK", "", page("Nine hundred", "Ida Falk said no.").as_bytes()),
        _ => reply(stream, "404 Not Found", "", b""),
    });
    let show =
        |items: Vec<String>, etag: &str| *now.lock().unwrap() = (items.concat(), etag.to_owned());
    let many = |day: &str| (0..200).map(|n| item(n, day, "done", true)).collect::<Vec<_>>();
    let folder = Folder::new("feed");
    let address = format!("{}/rss", server.url);
    assert_eq!(folder.run(&["feeds", "add", &address]).1, "1 new\n");
    let watch = || folder.run(&["watch", "--once"]);

    show(many("05"), "\"1\"");
    assert_eq!(watch().1, "The Bell: 200 new · 200 claims\n");
    assert_eq!(watch().1, "The Bell: unchanged\n");
    // Another day is no other text.
    show(many("06"), "\"2\"");
    assert_eq!(watch().1, "The Bell: 0 new, 200 known · 0 claims\n");
    let mut items = many("06");
    items[7] = item(7, "06", "not done", true);
    // The page is fetched of what the feed does not hold whole, and that once.
    items.push(item(900, "07", "short", false));
    show(items.clone(), "\"3\"");
    server.asked();
    assert_eq!(watch().1, "The Bell: 1 new, 1 revised, 199 known · 2 claims\n");
    items.push(item(901, "07", "gone", false));
    show(items.clone(), "\"4\"");
    let (code, told, errors) = watch();
    assert_eq!(
        (code, told.as_str()),
        (Some(4), "The Bell: 0 new, 201 known, 1 failed · 0 claims\n")
    );
    assert!(errors.contains("answers 404"), "{errors}");
    // What is gone for good is told once.
    show(items, "\"5\"");
    assert_eq!(watch().0, Some(0));
    let asked = server.asked();
    assert_eq!(asked.iter().filter(|path| *path == "/900").count(), 1, "{asked:?}");
    assert_eq!(asked.iter().filter(|path| *path == "/901").count(), 1, "{asked:?}");
    let (_, verified, _) = folder.run(&["verify"]);
    assert!(verified.contains("202 revisions"), "{verified}");
}

#[test]
fn a_feed_that_breaks_off_is_asked_for_again() {
    let cut = Arc::new(Mutex::new(true));
    let is_cut = cut.clone();
    let server = Server::start(move |request, stream| match &*request.path {
        "/rss" if request.header("if-none-match").is_some() => reply(stream, "304 No", "", b""),
        "/rss" => {
            let whole = feed(&[item(1, "05", "done", true), item(2, "05", "done", true)].concat());
            let end = if *is_cut.lock().unwrap() { whole.len() - 60 } else { whole.len() };
            reply(stream, "200 OK", "ETag: \"1\"\r\n", &whole.as_bytes()[..end]);
        }
        "/away" => reply(stream, "200 OK", "", b"<html><p>No feed</p></html>"),
        _ => reply(stream, "404 Not Found", "", b""),
    });
    let folder = Folder::new("cut");
    folder.run(&["feeds", "add", &format!("{}/rss", server.url), &format!("{}/away", server.url)]);
    let (code, told, errors) = folder.run(&["watch", "--once"]);
    assert_eq!(code, Some(4), "{told} {errors}");
    assert!(told.contains("The Bell: 1 new, 1 failed"), "{told}");
    assert!(errors.contains("behind item 1") && errors.contains("/away"), "{errors}");
    *cut.lock().unwrap() = false;
    assert!(folder.run(&["watch", "--once"]).1.contains("The Bell: 1 new, 1 known"));
    let (_, listed, _) = folder.run(&["feeds", "list", "--json"]);
    assert_eq!(listed.lines().count(), 2);
    assert!(listed.contains("/away\",\"title\":null,\"outlet\":null,\"read\":null"), "{listed}");
}

#[test]
fn what_was_read_is_kept_when_the_program_is_killed() {
    let server = Server::start(|request, stream| match request.path.trim_start_matches('/') {
        "rss" => {
            let items: String = (0..200).map(|n| item(n, "05", "done", n % 4 > 0)).collect();
            reply(stream, "200 OK", "ETag: \"1\"\r\n", feed(&items).as_bytes());
        }
        "robots.txt" => reply(stream, "404 Not Found", "", b""),
        number => {
            let page =
                page(&format!("Page {number}"), &format!("Ida Falk said {number} times no."));
            reply(stream, "200 OK", "", page.as_bytes());
        }
    });
    let folder = Folder::new("kill");
    folder.run(&["feeds", "add", &format!("{}/rss", server.url)]);
    for wait in [150, 300, 450] {
        let mut command = folder.command(&["watch", "--once"]);
        let mut watching = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(wait));
        let _ = watching.kill();
        watching.wait().unwrap();
        let (code, _, told) = folder.run(&["verify"]);
        assert_eq!(code, Some(0), "{told}");
    }
    let (code, _, told) = folder.run(&["watch", "--once"]);
    assert_eq!(code, Some(0), "{told}");
    let (_, verified, _) = folder.run(&["verify"]);
    assert!(verified.contains("200 revisions"), "{verified}");
}

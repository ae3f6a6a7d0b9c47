//! Who is answered, and what nobody can do: hostile words, other names, slow and huge requests.

use std::fs;
use std::io::{Read, Write};
use std::time::{Duration, Instant};

use crate::site::{Reply, Site, demo, reportedly};

#[test]
fn every_answer_forbids_what_is_not_needed() {
    let site = Site::demo();
    let page = site.page("/");
    let asset = page.split("href=\"/assets/").nth(1).unwrap().split('"').next().unwrap();
    for path in ["/", "/e/nobody", "/x", "/index.json", &format!("/assets/{asset}")] {
        let reply = site.get(path);
        let policy = reply.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none';"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(reply.header("x-frame-options"), "DENY", "{path}");
    }
}

#[test]
fn hostile_words_are_only_words() {
    let title = r#"</title><script>alert(1)</script>"#;
    let outlet = r#""><img src=x onerror=alert(1)>"#;
    let site = Site::with(&[], |db| {
        let text = format!(
            "title: {title}\noutlet: {outlet}\nurl: javascript:alert(1)\ndate: 2021-05-04\n\n\
             Vera Blom is dating <b onclick=alert(1)>Otto Krag</b>, \u{202e}the magazine {{{{7*7}}}} \
             said on Tuesday. \"<script>alert(2)</script>\" Blom said.\n"
        );
        fs::write(db.with_extension("txt"), text).unwrap();
        let file = db.with_extension("txt");
        assert!(reportedly(db, &["add", file.to_str().unwrap()]).status.success());
    });
    let article = site.json("/index.json")["newest"][0]["id"].as_str().unwrap().to_owned();
    let read = site.json(&format!("/a/{article}.json?open=1"));
    let mut paths = vec![
        "/".to_owned(),
        format!("/a/{article}?open=1"),
        format!("/a/{article}/revisions"),
        "/sources".to_owned(),
        "/new?since=2021-01-01".to_owned(),
        "/search?q=alert".to_owned(),
        "/search?q=%3Cscript%3Ealert(3)%3C/script%3E".to_owned(),
        "/ask?q=%22%3E%3Cscript%3Ealert(3)%3C/script%3E".to_owned(),
        "/?recorded_by=%22%3E%3Cscript%3E".to_owned(),
    ];
    for claim in read["claims"].as_array().unwrap() {
        paths.push(format!("/c/{}", claim["id"].as_str().unwrap()));
        paths.push(format!("/e/{}", claim["subject"]["id"].as_str().unwrap()));
        paths.push(format!("/e/{}/timeline", claim["subject"]["id"].as_str().unwrap()));
    }
    paths.push("/e/%3Cscript%3Ealert(4)%3C%2Fscript%3E".to_owned());
    let mut told = 0;
    for path in paths {
        let page = site.get(&path).body;
        for hostile in ["<script>", "<img", "<b onclick", "href=\"javascript:"] {
            assert!(!page.contains(hostile), "{path}: {hostile}");
        }
        told += page.matches("alert(1)").count();
    }
    assert!(told > 3, "the words themselves are shown");
    let page = site.page(&format!("/a/{article}"));
    assert!(page.contains("{{7*7}}"), "and nothing is worked out");
    assert!(page.contains("‹U+202E›") && !page.contains('\u{202e}'));
}

#[test]
fn only_names_of_this_machine_are_answered() {
    let site = Site::demo();
    for host in ["localhost", "localhost:1", "127.0.0.1"] {
        assert_eq!(site.ask("GET", "/", &[("Host", host)]).status, 200, "{host}");
    }
    let reply = site.ask("GET", "/index.json", &[("Host", "ledger.attacker.example")]);
    assert_eq!(reply.status, 421);
    assert_eq!(reply.problem()["code"], "wrong-host");
}

#[test]
fn the_ledger_is_not_written() {
    let site = Site::demo();
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let reply = site.ask(method, "/e/x.json", &[("Content-Length", "0")]);
        assert_eq!(reply.status, 405, "{method}");
        assert_eq!(reply.problem()["code"], "read-only");
    }
    assert_eq!(site.ask("HEAD", "/", &[]).body, "");
}

#[test]
fn others_must_show_a_token() {
    let nobody = reportedly("none.db".as_ref(), &["serve", "--addr", "0.0.0.0:0"]);
    assert_eq!(nobody.status.code(), Some(2));
    let said = String::from_utf8(nobody.stderr).unwrap();
    assert!(said.contains("requires a token") && said.contains("REPORTEDLY_TOKEN"), "{said}");

    let token = "0123456789abcdef0123456789abcdef";
    let folder = std::env::temp_dir().join(format!("reportedly-token-{}", std::process::id()));
    fs::write(&folder, format!("{token}\n")).unwrap();
    let site = Site::with(&["--token-file", folder.to_str().unwrap()], demo);
    fs::remove_file(&folder).unwrap();
    assert_eq!(site.get("/index.json").problem()["code"], "token-required");
    assert_eq!(site.get("/").status, 401);
    // Without it nothing of the ledger is told, not even what there is.
    assert_eq!(site.get("/e/Mara%20Quill").status, 401);
    let wrong = [("Authorization", "Bearer 0123456789abcdef0123456789abcdeX")];
    assert_eq!(site.ask("GET", "/", &wrong).status, 401);
    let right = format!("Bearer {token}");
    assert_eq!(site.ask("GET", "/", &[("Authorization", &right), ("Host", "desk")]).status, 200);

    let enter = |typed: &str| {
        let body = format!("token={typed}");
        let mut stream = site.connect();
        write!(
            stream,
            "POST /enter HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        Reply::read(&mut stream)
    };
    assert_eq!(enter("guess").status, 401);
    assert_eq!(enter(&"x".repeat(10_000)).status, 413);
    let let_in = enter(token);
    assert_eq!(let_in.status, 303);
    let cookie = let_in.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap();
    assert_eq!(site.ask("GET", "/", &[("Cookie", cookie)]).status, 200);
}

#[test]
fn what_is_too_long_or_too_slow_is_turned_away() {
    let site = Site::demo();
    let long = format!("/search?q={}", "a".repeat(60_000));
    let mut stream = site.connect();
    // It may hang up before all was sent.
    let _ = write!(stream, "GET {long} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"), "{answer:?}");

    let begun = Instant::now();
    let mut slow = site.connect();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: local").unwrap();
    let mut rest = Vec::new();
    let _ = slow.read_to_end(&mut rest);
    assert!(begun.elapsed() < Duration::from_secs(30));
    // Nobody else noticed.
    assert_eq!(site.get("/").status, 200);
}

#[test]
fn bytes_that_are_no_request_are_no_matter() {
    let site = Site::demo();
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01"[..],
        b"GET /e/%FF%FE HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET /ask?q=%FF%00&as_of=%F0 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET /a/..%2F..%2Fetc%2Fpasswd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET //e// HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    ] {
        let mut stream = site.connect();
        stream.write_all(bytes).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"), "{bytes:?}");
    }
    assert_eq!(site.get("/").status, 200);
}

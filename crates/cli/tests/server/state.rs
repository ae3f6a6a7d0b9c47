//! A ledger that grows, or is not there yet, while it is served.

use std::fs;
use std::io::Write;
use std::time::{Duration, Instant};

use crate::site::{Site, reportedly, text};

const MORE: &str = "title: A long walk\noutlet: The Evening Bell\ndate: 2022-03-01\n\n\
                    Mara Quill is dating Ivo Brandt again, a friend of the actress said.\n";

#[test]
fn a_page_holds_until_the_ledger_grows() {
    let site = Site::demo();
    let first = site.get("/e/Mara%20Quill.json");
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"') && first.status == 200);
    let again = |tag: &str| site.ask("GET", "/e/Mara%20Quill.json", &[("If-None-Match", tag)]);
    let known = again(&tag);
    assert_eq!((known.status, known.body.as_str()), (304, ""));
    assert_eq!(again(&format!("\"other\", W/{tag}")).status, 304);
    site.add("more.txt", MORE);
    let new = again(&tag);
    assert_eq!(new.status, 200);
    assert_ne!(new.header("etag"), tag);
    assert!(new.body.contains("a friend of the actress"));
}

#[test]
fn a_frozen_page_never_changes() {
    let site = Site::demo();
    let mut frozen = Vec::new();
    let found = site.json("/search.json?q=rocks");
    let article = found[0]["article"]["id"].as_str().unwrap();
    let claim = &site.json(&format!("/a/{article}.json"))["claims"][0]["id"];
    for path in [
        "/",
        "/ask?q=Who+is+Mara+Quill+dating%3F",
        "/contradictions",
        "/sources",
        "/new",
        &format!("/a/{article}"),
        &format!("/a/{article}/revisions"),
    ] {
        let page = site.page(path);
        let link = page.split("href=\"").find(|part| part.contains("class=\"frozen\"")).unwrap();
        let link = link.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        assert!(link.contains("recorded_by=30"), "{link}");
        frozen.push((link.clone(), site.page(&link), site.get(&link).header("etag").to_owned()));
    }
    let shown = |site: &Site| site.page(&format!("/a/{article}")).matches("class=\"claim ").count();
    let before = shown(&site);
    site.add("more.txt", MORE);
    // What a person decides is recorded too.
    let rejected = site.run(&["review", "reject", claim.as_str().unwrap()]);
    assert!(rejected.status.success(), "{rejected:?}");
    assert_eq!(shown(&site), before - 1);
    for (link, page, tag) in frozen {
        assert_eq!(site.page(&link), page, "{link}");
        assert_eq!(site.ask("GET", &link, &[("If-None-Match", &tag)]).status, 304);
    }
}

#[test]
fn a_ledger_may_come_later() {
    let site = Site::with(&[], |_| {});
    let reply = site.get("/");
    assert_eq!(reply.status, 404);
    assert!(text(&reply.body).contains("No ledger yet"));
    assert!(
        reply.body.contains("reportedly add") && reply.body.contains("reportedly demo --serve")
    );
    assert_eq!(site.get("/index.json").problem()["code"], "no-ledger");
    site.add("more.txt", MORE);
    assert!(text(&site.page("/")).contains("1 article"));
}

#[test]
fn a_file_that_is_no_ledger_is_said_to_be_none() {
    let site = Site::with(&[], |db| fs::write(db, "not a ledger at all, but a letter").unwrap());
    let problem = site.get("/index.json").problem();
    assert_eq!(problem["status"], 503, "{problem}");
    assert_eq!(problem["code"], "ledger");
}

#[test]
fn what_cannot_be_read_is_said() {
    let site = Site::demo();
    for (path, code, says) in [
        ("/index.json?as_of=soon", 400, "'soon'"),
        ("/index.json?recorded_by=never", 400, "'never'"),
        ("/ask.json", 400, "no question"),
        ("/new.json?after=x", 400, "'x'"),
        ("/e/Mara%20Quill/claims.json?predicate=loves", 400, "'loves'"),
        ("/e/Mara%20Quill/claims.json?after=2020", 400, "'2020'"),
        ("/a/a_0.json", 404, "'a_0'"),
        ("/c/c_0.json", 404, "'c_0'"),
        ("/nowhere.json", 404, "'/nowhere.json'"),
    ] {
        let reply = site.get(path);
        let problem = reply.problem();
        assert_eq!((reply.status, &problem["status"]), (code, &code.into()), "{path}");
        assert!(problem["detail"].as_str().unwrap().contains(says), "{path}: {problem}");
        assert!(problem["type"].as_str().unwrap().starts_with("urn:reportedly:problem:"));
        assert_eq!(problem["instance"], path);
    }
    for name in ["Mara%20Quilt", "Mra%20Quil", "Maria%20Qvill"] {
        let near = site.get(&format!("/e/{name}.json")).problem();
        assert_eq!(near["candidates"][0]["name"], "Mara Quill", "{near}");
    }
    assert!(site.get("/e/Zzyzx.json").problem().get("candidates").is_none());
    assert!(text(&site.get("/e/Mara%20Quilt").body).contains("Called alike"));
    // An id that was cut off or mistyped leads to those that begin so.
    let claim = &site.json("/e/Mara%20Quill/claims.json?predicate=dating")["claims"][0];
    let near = |path: String| {
        let problem = site.get(&path).problem();
        problem["candidates"][0]["id"].as_str().unwrap_or_default().to_owned()
    };
    let told = |id: &serde_json::Value| id.as_str().unwrap().to_owned();
    let (entity, article) = (told(&claim["subject"]["id"]), told(&claim["article"]["id"]));
    let revision = told(&claim["article"]["revision"]);
    assert_eq!(near(format!("/e/{}.json", &entity[..12])), entity);
    assert_eq!(near(format!("/a/{}0.json", &article[..14])), article);
    assert_eq!(
        near(format!("/c/{}-999.json", told(&claim["id"]).split('-').next().unwrap())),
        revision
    );
    assert_eq!(near("/e/e_0000000000000000.json".to_owned()), "");
    // An article that was published later is said to be so.
    let article = site.json("/index.json")["newest"][0]["id"].as_str().unwrap().to_owned();
    let later = site.get(&format!("/a/{article}.json?as_of=2020-01-01")).problem();
    assert!(later["detail"].as_str().unwrap().contains("after what is asked about"), "{later}");
}

#[test]
fn who_reads_slowly_holds_back_nobody() {
    let site = Site::demo();
    // So many that wait with their answer as there are turns at the ledger, and some more.
    let waiting: Vec<_> = (0..12)
        .map(|_| {
            let mut stream = site.connect();
            let ask = "GET /e/Mara%20Quill.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
            stream.write_all(ask.repeat(20).as_bytes()).unwrap();
            stream
        })
        .collect();
    let begun = Instant::now();
    site.add("more.txt", MORE);
    assert!(text(&site.page("/")).contains("30 articles"));
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    drop(waiting);
}

#[test]
fn a_stop_is_a_good_end() {
    let mut site = Site::demo();
    let idle = site.connect();
    assert_eq!(site.get("/").status, 200);
    let begun = Instant::now();
    assert_eq!(site.stop(), Some(0));
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    drop(idle);
    let again = reportedly(&site.folder.join("ledger.db"), &["verify"]);
    assert!(again.status.success());
}

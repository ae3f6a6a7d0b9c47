//! What the pages show: the answers of the command line, their words marked, nothing from elsewhere.

use serde_json::Value;

use crate::site::{Site, text};

/// Returns the id that a name has in the demo.
fn id(site: &Site, name: &str) -> String {
    let reply = site.get(&format!("/e/{}", name.replace(' ', "%20")));
    assert_eq!(reply.status, 303, "{}", reply.body);
    reply.header("location").strip_prefix("/e/").unwrap().to_owned()
}

/// Returns the address of every page of the demo.
fn addresses(site: &Site) -> Vec<String> {
    let quill = id(site, "Mara Quill");
    let article = &site.json("/index.json")["newest"][1];
    let (article, revision) = (&article["id"], &article["revision"]);
    let (article, revision) = (article.as_str().unwrap(), revision.as_str().unwrap());
    let claim = &site.json(&format!("/a/{article}.json"))["claims"][0]["id"];
    vec![
        "/".to_owned(),
        "/ask?q=Who+is+Mara+Quill+dating%3F".to_owned(),
        "/ask?q=zebra+crossing".to_owned(),
        "/search?q=lighthouse".to_owned(),
        format!("/e/{quill}"),
        format!("/e/{quill}?open=1"),
        format!("/e/{quill}/timeline"),
        format!("/e/{quill}/timeline?axis=world"),
        format!("/e/{quill}/timeline?predicate=dating"),
        format!("/e/{quill}/claims"),
        format!("/e/{quill}/claims?predicate=dating"),
        format!("/e/{quill}/claims?kind=open"),
        format!("/a/{article}"),
        format!("/a/{revision}?open=1"),
        format!("/a/{article}/revisions"),
        format!("/c/{}", claim.as_str().unwrap()),
        "/new?since=2021-01-01".to_owned(),
        "/new?after=10".to_owned(),
        "/contradictions".to_owned(),
        "/sources".to_owned(),
    ]
}

#[test]
fn every_page_is_whole_and_asks_nobody_else() {
    let site = Site::demo();
    for address in addresses(&site) {
        let page = site.page(&address);
        assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
        assert!(page.contains("<h1"), "{address}");
        for forbidden in ["<script>", " style=", " onclick", "javascript:", "{{", "{%"] {
            assert!(!page.contains(forbidden), "{address}: {forbidden}");
        }
        // Only links lead elsewhere: whatever a browser loads is the server's own.
        for (at, _) in
            page.match_indices("src=\"").chain(page.match_indices("rel=\"stylesheet\" href=\""))
        {
            let loaded =
                page[at..].split('"').nth(if page[at..].starts_with("src") { 1 } else { 3 });
            assert!(loaded.unwrap().starts_with("/assets/"), "{address}: {loaded:?}");
        }
        assert_well_formed(&page, &address);
    }
}

/// Checks that every element that is opened is closed in its place, and that no id is there twice.
fn assert_well_formed(page: &str, address: &str) {
    const EMPTY: &[&str] = &["!doctype", "meta", "link", "input", "line", "rect", "br"];
    let mut open: Vec<&str> = Vec::new();
    let mut ids: Vec<&str> = Vec::new();
    for tag in page.split('<').skip(1) {
        let tag = tag.split_once('>').unwrap_or_else(|| panic!("{address}: <{tag}")).0;
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        if let Some(id) = tag.split(" id=\"").nth(1) {
            ids.push(id.split('"').next().unwrap());
        }
        match tag.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "{address}"),
            None if !EMPTY.contains(&name) => open.push(name),
            None => {}
        }
    }
    assert!(open.is_empty(), "{address}: {open:?}");
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{address}: an id is there twice");
}

#[test]
fn every_page_is_also_json() {
    let site = Site::demo();
    for address in addresses(&site) {
        let page = site.page(&address);
        let link = page.split("type=\"application/json\" href=\"").nth(1).unwrap();
        let link = link.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        assert!(!site.json(&link).is_null(), "{address}: {link}");
    }
}

#[test]
fn pages_answer_as_the_command_line_does() {
    let site = Site::demo();
    let quill = id(&site, "Mara Quill");
    let question = "Who is Mara Quill dating?";
    let article = "https://brightwatergazette.example/2020/09/love-on-the-rocks";
    let told = |arguments: &[&str]| site.printed(arguments).remove(0);
    let revision = told(&["read", article])["article"]["revision"].as_str().unwrap().to_owned();
    let claim = told(&["read", article])["claims"][0]["id"].as_str().unwrap().to_owned();
    for (path, arguments) in [
        ("/ask.json?q=Who+is+Mara+Quill+dating?", vec!["ask", question]),
        (
            "/ask.json?q=Who+is+Mara+Quill+dating?&as_of=2020-12-01&with_hindsight=1",
            vec!["ask", question, "--as-of", "2020-12-01", "--with-hindsight"],
        ),
        (
            "/ask.json?q=Who+is+Mara+Quill+dating?&recorded_by=8",
            vec!["ask", question, "--recorded-by", "8"],
        ),
        (&format!("/e/{quill}.json"), vec!["show", &quill]),
        (&format!("/e/{quill}.json?open=1"), vec!["show", &quill, "--open"]),
        (&format!("/e/{quill}/timeline.json"), vec!["timeline", &quill]),
        (
            &format!("/e/{quill}/timeline.json?predicate=dating&as_of=2021-01"),
            vec!["timeline", &quill, "dating", "--as-of", "2021-01"],
        ),
        (&format!("/a/{revision}.json"), vec!["read", &revision]),
        (&format!("/a/{revision}.json?open=1"), vec!["read", &revision, "--open"]),
        (&format!("/c/{claim}.json"), vec!["show", &claim]),
        ("/new.json?since=2022-01-01", vec!["changes", "--since", "2022-01-01"]),
        ("/contradictions.json?limit=20", vec!["contradictions"]),
    ] {
        assert_eq!(site.json(path), told(&arguments), "{path}");
    }
    assert_eq!(site.json("/sources.json"), Value::Array(site.printed(&["sources"])));
    let found = site.printed(&["search", "lighthouse"]);
    assert!(!found.is_empty());
    assert_eq!(site.json("/search.json?q=lighthouse"), Value::Array(found));
}

#[test]
fn the_evidence_of_every_claim_is_marked_whole() {
    let site = Site::demo();
    let mut claims = 0;
    for article in site.json("/index.json")["newest"].as_array().unwrap() {
        let revision = article["revision"].as_str().unwrap();
        let read = site.json(&format!("/a/{revision}.json?open=1"));
        let page = site.page(&format!("/a/{revision}?open=1"));
        let shown = page.split("<div class=\"body\">").nth(1).unwrap();
        let shown = shown.split("</div>").next().unwrap();
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(!text(shown).contains("claim "), "{revision}");
        for (number, claim) in read["claims"].as_array().unwrap().iter().enumerate() {
            let exact = claim["evidence"]["exact"].as_str().unwrap();
            // The stretches that name the claim, put together, are its words.
            let number = (number + 1).to_string();
            let marked: String = page
                .split("<mark data-claims=\"")
                .skip(1)
                .filter(|mark| mark.split('"').next().unwrap().split(' ').any(|n| n == number))
                .map(|mark| text(mark.split_once('>').unwrap().1.split("</mark>").next().unwrap()))
                .collect();
            assert_eq!(words(&marked), words(exact), "{revision}: claim {number}");
            assert!(page.contains(&format!("id=\"{}\"", claim["id"].as_str().unwrap())));
            claims += 1;
        }
    }
    assert!(claims > 30, "{claims}");
}

#[test]
fn an_answer_changes_with_the_day_asked_about() {
    let site = Site::demo();
    let question = "/ask?q=Who+is+Mara+Quill+dating%3F";
    let told = |path: &str| text(&site.page(path)).split_whitespace().collect::<Vec<_>>().join(" ");
    let then = told(&format!("{question}&as_of=2020-12-01"));
    assert!(then.contains("◐ reported") && !then.contains("✔ confirmed"));
    assert!(then.contains("2 later reports (2021-03-22 to 2021-03-23) are left out"));
    let now = told(question);
    assert!(now.contains("✔ confirmed"));
    // The bar leads on: every link of the page looks from the same day.
    let page = site.page(&format!("{question}&as_of=2020-12-01"));
    let main = page.split("<main").nth(1).unwrap();
    let links = main.split("href=\"/").skip(1).map(|link| link.split('"').next().unwrap());
    let elsewhere = |link: &&str| !link.contains("as_of=");
    assert_eq!(links.filter(elsewhere).collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn a_revision_tells_which_claims_it_changed() {
    let site = Site::demo();
    let article = "https://brightwatergazette.example/2020/09/love-on-the-rocks";
    let read = site.printed(&["read", article]).remove(0);
    let id = read["article"]["id"].as_str().unwrap();
    let page = site.page(&format!("/a/{id}/revisions"));
    assert!(page.contains("<del>is</del>"), "{page}");
    assert!(page.contains("might"), "{page}");
    let told = site.json(&format!("/a/{id}/revisions.json?from=1&to=2"));
    assert_eq!(told["revisions"].as_array().unwrap().len(), 2);
    assert_eq!(told["diff"]["gone"][0]["firmness"], "reported");
    assert_eq!(told["diff"]["new"][0]["firmness"], "rumoured");
    assert_eq!(site.get(&format!("/a/{id}/revisions?from=1&to=7")).status, 404);
    // A citation leads to the revision that it was taken from.
    let first = told["revisions"][0]["revision"].as_str().unwrap();
    assert!(text(&site.page(&format!("/a/{first}"))).contains("Mara Quill is dating her co-star"));
}

#[test]
fn what_is_new_is_also_a_feed() {
    let site = Site::demo();
    let reply = site.get("/new.atom?since=2021-01-01");
    assert_eq!(reply.header("content-type"), "application/atom+xml; charset=utf-8");
    // The program reads it as any other feed.
    let feed = reportedly::read::feed::parse("new", reply.body.as_bytes(), Default::default());
    let feed = feed.unwrap();
    assert!(feed.broken.is_none());
    assert!(feed.items.len() > 10, "{}", feed.items.len());
    let ids: std::collections::BTreeSet<_> = feed.items.iter().map(|item| &item.id).collect();
    assert_eq!(ids.len(), feed.items.len(), "every change has an id of its own");
    for item in &feed.items {
        let title = item.title.as_deref().unwrap();
        assert!(title.contains("origin"), "{title}");
        assert!(item.content.is_some() && item.published.is_some() && item.updated.is_some());
    }
    // What leads on from it is as the ledger was then, for ever.
    let entry = site.json("/index.json")["entry"].as_u64().unwrap();
    let links = reply.body.matches(&format!("?recorded_by={entry}#c_")).count();
    assert_eq!(links, feed.items.len(), "{}", reply.body);
    // What was read stays read: the same change has the same id after more was recorded.
    let text = "date: 2022-02-02\noutlet: The Lamp\n\nMara Quill is dating Otto <Vane> & Co.\n";
    site.add("new.txt", text);
    let again = site.page("/new.atom?since=2021-01-01");
    let again = reportedly::read::feed::parse("new", again.as_bytes(), Default::default()).unwrap();
    assert!(again.broken.is_none());
    let kept = feed.items.iter().filter(|item| again.items.iter().any(|one| one.id == item.id));
    assert!(kept.count() * 10 > feed.items.len() * 8);
    let of = site.page("/new.atom?since=2021-01-01&of=Harbour+Lights");
    assert!(of.contains("Harbour Lights") && !of.contains("Theo Lang"));
    assert!(site.page("/new?since=2021-01-01").contains("/new.atom?since=2021-01-01"));
}

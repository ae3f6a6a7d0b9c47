//! What people decided is on the pages, with who decided it and why, and not in what was before.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::openapi::described;
use crate::site::{Site, text};

/// Serves the demo after somebody rejected, accepted and edited three reports of Mara Quill's, and
/// told how a date came out; returns the three claims.
fn judged() -> (Site, Vec<Value>) {
    let site = Site::demo();
    let claims = site.json("/e/Mara%20Quill/claims.json?predicate=dating&limit=3");
    let claims = claims["claims"].as_array().unwrap().clone();
    let id = |at: usize| claims[at]["id"].as_str().unwrap();
    let why = ["--by", "Ada", "--because", "it says <b>friends</b>"];
    let decide = |what: &[&str]| {
        let done = site.run(&[what, &why].concat());
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    decide(&["review", "reject", id(0)]);
    decide(&["review", "accept", id(1)]);
    decide(&["review", "edit", id(2), "--object", "Otto Vane"]);
    decide(&["resolve", "Harbour Lights / release date / 2021-07-30", "true"]);
    (site, claims)
}

#[test]
fn a_dossier_and_a_timeline_tell_what_people_said_of_claims() {
    let (site, claims) = judged();
    for path in ["/e/Mara%20Quill", "/e/Mara%20Quill/timeline"] {
        let page = site.page(site.get(path).header("location"));
        assert!(page.contains("Judged by people"), "{path}");
        assert!(!page.contains("<b>friends"), "what people write is no part of the page");
        let words = text(&page);
        assert!(words.contains("counts no more"), "{path}");
        assert!(words.contains("by Ada on 20"), "{path}");
        assert!(words.contains("Mara Quill · dating · Otto Vane"), "{path}");
        let told = site.json(&format!("{path}.json"));
        let judged = told["judged"].as_array().unwrap();
        assert_eq!(judged.len(), 3, "{path}");
        let of = |at: usize| judged.iter().find(|one| one["claim"]["id"] == claims[at]["id"]);
        let (rejected, accepted, edited) = (of(0).unwrap(), of(1).unwrap(), of(2).unwrap());
        assert_eq!(
            (&rejected["review"]["what"], &rejected["counts"]),
            (&"rejected".into(), &false.into())
        );
        assert_eq!(
            (&accepted["review"]["what"], &accepted["counts"]),
            (&"accepted".into(), &true.into())
        );
        assert_eq!(edited["edited"]["object"]["name"], "Otto Vane");
    }
    let shown = &site.printed(&["show", "Mara Quill"])[0];
    assert_eq!(shown, &site.json("/e/Mara%20Quill.json"));
    let shown = &site.printed(&["timeline", "Mara Quill"])[0];
    assert_eq!(shown, &site.json("/e/Mara%20Quill/timeline.json"));
    // Of another predicate nobody judged anything.
    let other = site.json("/e/Mara%20Quill/timeline.json?predicate=married");
    assert!(other.get("judged").is_none());
    let film = site.page(site.get("/e/Harbour%20Lights").header("location"));
    assert!(text(&film).contains("came out true, by Ada on 20"));
}

#[test]
fn an_article_and_a_claim_tell_what_people_said() {
    let (site, claims) = judged();
    let address = |at: usize| {
        let revision = claims[at]["article"]["revision"].as_str().unwrap();
        (format!("/a/{revision}"), format!("/c/{}", claims[at]["id"].as_str().unwrap()))
    };
    let (article, claim) = address(0);
    let page = site.page(&article);
    assert!(text(&page).contains("counts no more"));
    let told = site.json(&format!("{article}.json"));
    assert_eq!(told["judged"][0]["claim"]["id"], claims[0]["id"]);
    let beside = told["claims"].as_array().unwrap();
    assert!(beside.iter().all(|one| one["id"] != claims[0]["id"]), "it counts no more");
    assert!(text(&site.page(&claim)).contains("rejected, by Ada on 20"));
    let told = site.json(&format!("{claim}.json"));
    assert_eq!((&told["counts"], &told["reviews"][0]["by"]), (&false.into(), &"Ada".into()));
    assert_eq!(told, site.printed(&["show", claims[0]["id"].as_str().unwrap()])[0]);
    // What was accepted is beside its words, with who says so.
    let (article, _) = address(1);
    assert!(text(&site.page(&article)).contains("accepted by Ada on 20"));
}

#[test]
fn what_was_before_a_decision_stays_as_it_was() {
    let (site, claims) = judged();
    let last = site.json("/index.json")["entry"].as_u64().unwrap();
    let before = last - 4;
    let page = |entry: u64| {
        let path = format!("/e/Mara%20Quill/timeline.json?recorded_by={entry}");
        site.json(&path)["judged"].as_array().map_or(0, Vec::len)
    };
    assert_eq!([page(before), page(before + 1), page(last)], [0, 1, 3]);
    let claim = claims[0]["id"].as_str().unwrap();
    let told = site.json(&format!("/c/{claim}.json?recorded_by={before}"));
    assert_eq!((&told["counts"], told["reviews"].as_array().unwrap().len()), (&true.into(), 0));
}

#[test]
fn decisions_are_described_to_programs() {
    let (site, claims) = judged();
    let doc = site.json("/openapi.json");
    let (claim, article) = (&claims[0]["id"], &claims[0]["article"]["revision"]);
    let (claim, article) = (claim.as_str().unwrap(), article.as_str().unwrap());
    let asked = [
        ("/e/{entity}.json", "/e/Mara%20Quill.json".to_owned()),
        ("/e/{entity}.json", "/e/Harbour%20Lights.json".to_owned()),
        ("/e/{entity}/timeline.json", "/e/Mara%20Quill/timeline.json".to_owned()),
        ("/a/{article}.json", format!("/a/{article}.json")),
        ("/c/{claim}.json", format!("/c/{claim}.json")),
    ];
    for (path, address) in asked {
        assert_eq!(described(&doc, path, &site.json(&address)), None, "{address}");
    }
}

#[test]
fn every_kind_of_decision_is_described_to_programs() {
    let (site, claims) = judged();
    let id = |at: usize| claims[at]["id"].as_str().unwrap();
    let decisions: &[&[&str]] = &[
        &["review", "clear", id(0)],
        &["origin", "cut", id(0), id(1)],
        &["origin", "join", id(0), id(1)],
        &["entity", "merge", "Theo Lang", "Otto Vane"],
        &["entity", "split", "Otto Vane"],
        &["entity", "rename", "Theo Lang", "Theo J. Lang"],
    ];
    for decision in decisions {
        let done = site.run(decision);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    let doc = site.json("/openapi.json");
    let new = site.json("/new.json?since=2000-01-01");
    assert_eq!(described(&doc, "/new.json", &new), None);
    let words = |told: &Value| told.as_str().unwrap().to_owned();
    let decided = new["decided"].as_array().unwrap().iter();
    let decided: BTreeSet<String> = decided.map(|one| words(&one["what"])).collect();
    let kinds = doc.pointer("/components/schemas/Decision/properties/what/enum").unwrap();
    let kinds: BTreeSet<String> = kinds.as_array().unwrap().iter().map(words).collect();
    assert_eq!(decided, kinds);
}

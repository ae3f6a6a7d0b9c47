//! An entity with more claims than a page holds.

use std::fs;

use crate::site::{Site, reportedly};

/// Writes so many articles, a few of each day, in which Vera Blom says something.
fn articles(first: usize, count: usize) -> String {
    let article = |at: usize| {
        let day = 1 + at % 3;
        format!(
            "{{\"url\":\"https://bell.example/{at}\",\"outlet\":\"The Evening Bell\",\"title\":\"Number {at}\",\
             \"published\":\"2021-05-0{day}\",\"text\":\"“The tide was {at} feet high,” Vera Blom said.\"}}\n"
        )
    };
    (first..first + count).map(article).collect()
}

#[test]
fn every_claim_is_on_one_page_and_only_one() {
    let add = |db: &std::path::Path, first, count| {
        let file = db.with_extension("jsonl");
        fs::write(&file, articles(first, count)).unwrap();
        assert!(reportedly(db, &["add", file.to_str().unwrap()]).status.success());
    };
    let site = Site::with(&[], |db| add(db, 0, 200));
    let mut next = Some("/e/Vera%20Blom/claims.json?limit=7".to_owned());
    let mut told: Vec<String> = Vec::new();
    let mut pages = 0;
    while let Some(path) = next {
        let page = site.json(&path);
        let claims = page["claims"].as_array().unwrap();
        assert!(claims.len() <= 7);
        told.extend(claims.iter().map(|claim| claim["id"].as_str().unwrap().to_owned()));
        next = page["next"].as_str().map(str::to_owned);
        pages += 1;
        // What is recorded meanwhile neither repeats nor hides what was there.
        if pages == 5 {
            add(&site.folder.join("ledger.db"), 200, 10);
        }
    }
    let all = told.len();
    told.sort();
    told.dedup();
    assert_eq!(told.len(), all, "none is told twice");
    assert!((200..=210).contains(&all), "{all}");
    assert!(pages >= 29);
    // The same by links, without a script.
    let mut next = Some(site.get("/e/Vera%20Blom/claims").header("location").to_owned());
    let mut pages = 0;
    while let Some(path) = next {
        let page = site.page(&path);
        assert_eq!(page.matches("<li class=\"told\">").count(), if pages < 4 { 50 } else { 10 });
        let link = page.split("<a href=\"").find(|part| part.contains("rel=\"next\""));
        let link = link.map(|part| part.split('"').next().unwrap());
        next = link.map(|link| link.replace("&#38;", "&"));
        pages += 1;
    }
    assert_eq!(pages, 5);
}

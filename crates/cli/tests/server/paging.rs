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

#[test]
fn what_a_dossier_leaves_out_is_said() {
    let colours =
        ["Red", "Blue", "Green", "Black", "White", "Silver", "Golden", "Grey", "Brown", "Pink"];
    let places =
        ["Harbour", "Tower", "Garden", "River", "Lantern", "Bridge", "Station", "Cellar", "Island"];
    let things = ["Key", "Door"];
    let mut text = String::new();
    for colour in colours {
        for place in places {
            for thing in things {
                text += &format!("Vera Blom stars in “The {colour} {place} {thing}.”\n\n");
            }
        }
    }
    let site = Site::with(&[], |db| {
        let file = db.with_extension("txt");
        fs::write(&file, format!("date 2021-05-01\noutlet: The Evening Bell\n\n{text}")).unwrap();
        assert!(reportedly(db, &["add", file.to_str().unwrap()]).status.success());
    });
    let dossier = site.json("/e/Vera%20Blom.json");
    let more = dossier["more"].as_u64().unwrap();
    assert!(more > 1, "{more}");
    let shown = reportedly(&site.folder.join("ledger.db"), &["show", "Vera Blom"]).stdout;
    let shown = String::from_utf8(shown).unwrap();
    assert!(shown.contains(&format!("{more} more values are left out: `reportedly timeline e_")));
}

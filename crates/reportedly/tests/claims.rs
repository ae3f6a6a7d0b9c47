//! Claims from articles of our own making: every page of `tests/claims/` holds sentences, each
//! followed by the claims that it makes.

use std::fmt::Write;
use std::path::Path;

use reportedly::Article;
use reportedly::beat::Beats;
use reportedly::claim::{Claim, ClaimKind};
use reportedly::claims::claims;
use reportedly_nlp::{Segment, SegmentKind, Span};

fn article(text: &str) -> Article {
    let mut article = Article::new("test", "2024-05-01".parse().unwrap(), text);
    article.segments = vec![Segment { span: Span::new(0, text.len()), kind: SegmentKind::Body }];
    article
}

fn show(claim: &Claim) -> String {
    let mut line = format!("{} {}", claim.predicate, claim.subject.name);
    for part in [claim.object.as_ref().map(|o| &o.name), claim.value.as_ref()].into_iter().flatten()
    {
        write!(line, " | {part}").unwrap();
    }
    if let Some(valid) = claim.valid_time {
        write!(line, " @ {valid}").unwrap();
    }
    write!(line, " {}{}", claim.certainty.as_str(), claim.polarity.as_str()).unwrap();
    for link in &claim.chain {
        write!(line, " < {}", link.name).unwrap();
    }
    line
}

/// Reads a page: sentences at the margin, the wanted claims of each indented below it.
fn check(page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims").join(page);
    let text = std::fs::read_to_string(&path).unwrap();
    let mut got = String::new();
    for line in text.lines() {
        if line.starts_with("    ") {
            continue;
        }
        got.push_str(line);
        got.push('\n');
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let all = claims(&article(line), Beats::built_in());
        // What is said outside the beats has a page of its own.
        for claim in all.iter().filter(|c| (c.kind == ClaimKind::Open) == (page == "open.md")) {
            assert_eq!(claim.evidence.span.of(line), claim.evidence.exact);
            writeln!(got, "    {}", show(claim)).unwrap();
        }
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, &got).unwrap();
    }
    assert_eq!(
        got,
        std::fs::read_to_string(&path).unwrap(),
        "{page}: set UPDATE_EXPECT=1 and review"
    );
}

macro_rules! pages {
    ($($name:ident)*) => { $(
        #[test]
        fn $name() {
            check(concat!(stringify!($name), ".md"));
        }
    )* };
}

pages! { people screen sightings honours posts business firmness denial kin life open }

#[test]
fn no_text_that_breaks_off_is_an_error() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims");
    for page in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(page.unwrap().path()).unwrap();
        for (number, line) in text.lines().enumerate() {
            // Each at other places, all places over the pages.
            for end in (number % 9..line.len()).step_by(9) {
                if line.is_char_boundary(end) {
                    claims(&article(&line[..end]), Beats::built_in());
                }
            }
        }
    }
}

#[test]
fn what_was_taken_from_another_outlet_hangs_on_it() {
    let chains = |text: &str, outlet: &str, from: &str| {
        let mut article = article(text);
        article.outlet = Some(outlet.to_owned());
        article.taken_from = Some(from.to_owned());
        let all = claims(&article, Beats::built_in());
        let typed = all.iter().find(|claim| claim.kind == ClaimKind::Typed).unwrap();
        format!("{} {}", typed.firmness.as_str(), show(typed))
    };
    let own = "Anna Porter is dating Mark Weston.";
    let told = "Anna Porter is dating Mark Weston, a friend of the couple told The Lamp.";
    let said = chains(own, "The Bell", "The Lamp");
    assert!(said.starts_with("reported dating Anna Porter | Mark Weston"), "{said}");
    assert!(said.ends_with(" CT+ < The Lamp"), "{said}");
    let said = chains(told, "The Bell", "The Lamp");
    assert!(said.ends_with(" < The Lamp < a friend of the couple"), "{said}");
    // An outlet takes nothing from itself.
    let said = chains(own, "The Lamp", "Lamp");
    assert!(said.starts_with("stated") && said.ends_with(" CT+"), "{said}");
}

#[test]
fn the_prizes_of_a_list_are_of_the_year_that_is_said_of_them() {
    let list = "Best actress\n\nLena Marsh, “Harbor Lights”\n\nIda Falk, “Skyline”\n";
    let times = |before: &str| {
        let mut article = article(&format!("{before}\n\n{list}"));
        article.segments = reportedly::read::segment::segments(&article.text, 0, None);
        let all = claims(&article, Beats::built_in());
        let found = all.iter().filter(|claim| claim.rule == "honours/nominated_for:list");
        let times: Vec<String> =
            found.map(|c| c.valid_time.map(|time| time.to_string()).unwrap_or_default()).collect();
        assert_eq!(times.len(), 2, "{before}: {all:?}");
        times[0].clone()
    };
    assert_eq!(times("Here are the 2019 Lund Film Prize nominees."), "2019");
    assert_eq!(times("Here are the nominees for 2019."), "2019");
    assert_eq!(times("Marsh was first nominated in 1974. Here is the list of nominees."), "");
    assert_eq!(times("Nobody else had won this prize since Julia Finch in 1999."), "");
}

#[test]
fn the_work_of_the_heading_above_is_what_a_part_of_a_list_is_about() {
    let text = "Here are the best films with Lena Marsh. “Harbor Lights” is the best known.\n\n\
        2. “Copper Island” (2004)\n\n\
        Critics compared it with “Skyline” at first. Two sisters, Ada (Ida Falk) and Jo, open \
        a hotel.\n\n\
        1. “Harbor Lights” (2011)\n\n\
        A captain (Tom Lindt) loses his ship.\n";
    let mut article = article(text);
    article.segments = reportedly::read::segment::segments(&article.text, 0, None);
    let all = claims(&article, Beats::built_in());
    let cast = all.iter().filter(|claim| claim.predicate == "cast_in");
    let name = |claim: &reportedly::Claim| {
        let work = claim.object.as_ref().map_or("", |work| &work.name);
        format!("{} in {work}", claim.subject.name)
    };
    let parts: Vec<String> = cast.map(name).collect();
    assert!(parts.iter().any(|part| part == "Ida Falk in Copper Island"), "{parts:?}");
}

#[test]
fn a_death_that_is_told_by_pronouns_alone_is_less_sure() {
    let died = |text: &str| {
        let all = claims(&article(text), Beats::built_in());
        let died = all.iter().filter(|claim| claim.predicate == "died");
        died.map(|claim| claim.confidence).fold(0.0, f32::max)
    };
    let alone = died("Lena Marsh sang here. Her death shocked the town.");
    let named = died("Lena Marsh sang here. Marsh died in May. Her death shocked the town.");
    assert!(0.0 < alone && alone < 0.6 && named > 0.8, "{alone} {named}");
}

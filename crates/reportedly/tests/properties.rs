//! What must hold for any articles: both stores agree, later articles change no earlier answer,
//! what was recorded stays as it was, and the order of adding does not show.

mod script;

use proptest::prelude::*;
use reportedly::belief::Reading;
use reportedly::ledger::{Decision, Deed, Ledger, Memory, Scope, Sqlite, Why};
use reportedly::{Article, Beats, Claim, query};
use script::{Block, Folder};

const PEOPLE: [&str; 5] = ["Mara Quill", "Theo Lang", "Ines Barr", "Otto Vane", "Una Rook"];
const WORKS: [&str; 3] = ["Harbour Lights", "Harbour Lights 2", "Night Ferry: Home"];
const OUTLETS: [&str; 4] = ["The Daily Lamp", "Evening Kite", "Pier News", ""];
const DATES: [&str; 5] = ["2020-06", "2020-12", "2021", "2021-07", "2021-07-02"];
const DAYS: [&str; 6] =
    ["2020-01-01", "2020-06-30", "2020-07-01", "2021-03-05", "2021-03-06", "2024-12-31"];

const QUESTIONS: [&str; 15] = [
    "ask Who is Mara Quill dating?",
    "ask Is Theo Lang married to Mara Quill?",
    "ask When does Harbour Lights come out?",
    "ask How many times was Night Ferry: Home postponed?",
    "ask Who directed Harbour Lights 2?",
    "ask Who stars in Harbour Lights?",
    "show Mara Quill",
    "show Otto Vane",
    "timeline Harbour Lights",
    "timeline Theo Lang",
    "show Night Ferry",
    "ask What did Una Rook say?",
    "contradictions",
    "record-of Evening Kite",
    "contradictions Mara Quill",
];

/// A claim line of a script, by numbers.
fn claim() -> impl Strategy<Value = String> {
    let person = (0..PEOPLE.len(), any::<bool>())
        .prop_map(|(i, typed)| format!("{}{}", PEOPLE[i], if typed { "/person" } else { "" }));
    let work = (0..WORKS.len()).prop_map(|i| format!("{}/work", WORKS[i]));
    let pair = (person.clone(), person.clone());
    let date = prop::sample::select(&DATES[..]);
    let state = (prop::sample::select(&["dating", "engaged", "married"][..]), pair.clone())
        .prop_map(|(name, (a, b))| format!("{name}: {a} -> {b}"));
    let event = (prop::sample::select(&["separated", "seen_with", "divorced"][..]), pair)
        .prop_map(|(name, (a, b))| format!("{name}: {a} -> {b}"));
    let release = (work.clone(), date.clone(), prop::option::of(date)).prop_map(
        |(work, to, from)| match from {
            Some(from) => format!("release_date: {work} = {to}; replaces {from}"),
            None => format!("release_date: {work} = {to}"),
        },
    );
    let made =
        (prop::sample::select(&["directed_by", "cast_in"][..]), work.clone(), person.clone())
            .prop_map(|(name, work, person)| match name {
                "cast_in" => format!("cast_in: {person} -> {work}"),
                _ => format!("directed_by: {work} -> {person}"),
            });
    let status = (work, prop::sample::select(&["filming", "halted", "resumed"][..]))
        .prop_map(|(work, value)| format!("production_status: {work} = {value}"));
    let age = (person.clone(), 30..33).prop_map(|(person, age)| format!("age: {person} = {age}"));
    let said = person.prop_map(|person| format!("said: {person}"));
    let what = prop_oneof![4 => state, 2 => event, 2 => release, 1 => made, 1 => status, 1 => age, 1 => said];
    let firmness = prop::sample::select(
        &[
            "stated CT+",
            "reported PR+",
            "rumoured PS+",
            "denied CT-",
            "confirmed CT+; confirm",
            "rumoured Uu; ask",
        ][..],
    );
    let valid = prop::option::of(prop::sample::select(
        &[
            "/2020-06-30",
            "2020-05",
            "2020-02/",
            "2020-01-01/2020-07-01",
            "2021-03-05",
            "2026",
            "/2024-12-31",
        ][..],
    ));
    let chain = prop::option::of(prop::sample::select(
        &[
            "Evening Kite/outlet",
            "a source/anonymous",
            "reportedly/unattributed",
            "Mara Quill/person/self",
            "Pier News/outlet > a friend/anonymous/friend",
        ][..],
    ));
    (what, firmness, valid, chain).prop_map(|(what, firmness, valid, chain)| {
        let valid = valid.map_or(String::new(), |valid| format!("; valid {valid}"));
        let chain = chain.map_or(String::new(), |chain| format!("; chain {chain}"));
        format!("- {what}; {firmness}{valid}{chain}; “It was told”")
    })
}

/// Articles, each with a text of its own, some of them revisions of another.
fn articles() -> impl Strategy<Value = Vec<(Article, Vec<Claim>)>> {
    let one =
        (0..DAYS.len(), 0..OUTLETS.len(), prop::collection::vec(claim(), 0..5), any::<bool>());
    prop::collection::vec(one, 1..10).prop_map(|all| {
        let parse = |(number, (day, outlet, claims, reprint)): (
            usize,
            (usize, usize, Vec<String>, bool),
        )| {
            let story = if reprint { 0 } else { number };
            let text: Vec<String> =
                (0..40).map(|word| format!("w{}", (word + 1) * (story + 3) % 89)).collect();
            let mut lines = vec![
                format!("input: {number}"),
                format!("| It was told in article {number}."),
                format!("| {}", text.join(" ")),
            ];
            lines.extend(claims);
            let (article, claims, _) =
                script::article(format!("{} {}", DAYS[day], OUTLETS[outlet]).trim(), &lines);
            (article, claims)
        };
        all.into_iter().enumerate().map(parse).collect()
    })
}

fn record(ledger: &mut dyn Ledger, articles: &[(Article, Vec<Claim>)]) {
    for (article, claims) in articles {
        let now = "2030-01-01T00:00:00Z".parse().unwrap();
        ledger.record(article, claims, now, "1").unwrap();
    }
}

/// Returns all answers, without what later reports add to them.
fn answers(ledger: &mut dyn Ledger, options: &str) -> String {
    let mut all = String::new();
    for question in QUESTIONS {
        let command = format!("{question}{options}");
        let answer =
            script::answer(&Block { command: command.clone(), lines: vec![] }, ledger).unwrap();
        let kept = answer.lines().filter(|line| !line.contains(" later reports, "));
        all.push_str(&format!("> {command}\n{}\n", kept.collect::<Vec<_>>().join("\n")));
    }
    all
}

/// Returns what became of the reports of every source.
fn records(ledger: &dyn Ledger) -> String {
    let sources = ledger.sources(Scope::ALL).unwrap();
    let mut all = String::new();
    for source in sources.iter().filter(|source| query::has_record(source)) {
        let record = query::record(ledger, Beats::built_in(), source, &sources, Reading::NOW);
        all.push_str(&format!("{:?}\n", record.unwrap()));
    }
    all
}

/// Somebody of whom hundreds of claims tell is answered for by reading of other slots no more than what is
/// told of the same people; where people decided about names, all is read.
#[test]
fn a_slot_of_many_is_the_same_however_much_is_read() {
    let folder = Folder::new("many");
    let predicates = ["dating", "engaged", "married", "separated", "divorced", "dating", "dating"];
    let people = |at: usize| format!("{} {}", PEOPLE[at % 4], ["Hall", "Moor", "Pike"][at % 3]);
    let mut articles = Vec::new();
    for at in 0..220usize {
        let day = format!("20{:02}-{:02}-{:02}", 10 + at / 24, 1 + at * 7 % 12, 1 + at % 28);
        let claims = (at * 5..at * 5 + 5).map(|turn| {
            let firmness = if turn.is_multiple_of(11) { "denied CT-" } else { "stated CT+" };
            let kind = if turn.is_multiple_of(7) { "" } else { "/person" };
            let (said, other) = (predicates[turn * 3 % 7], people(turn * 13 % 17));
            format!("- {said}: Una Rook/person -> {other}{kind}; {firmness}; “It was told”")
        });
        let head = [format!("input: {at}"), format!("| It was told in article {at}.")];
        let lines: Vec<String> = head.into_iter().chain(claims).collect();
        let (article, claims, _) = script::article(&format!("{day} {}", OUTLETS[at % 3]), &lines);
        articles.push((article, claims));
    }
    let mut memory = Memory::new();
    let mut sqlite = Sqlite::open(folder.file("ledger.db")).unwrap();
    record(&mut memory, &articles);
    record(&mut sqlite, &articles);
    let days = ["2012-03-04", "2015-11-30", "2030-01-01"];
    let told = |ledger: &dyn Ledger| -> Vec<String> {
        let show = |day: &str| {
            let reading = Reading::as_of(day.parse().unwrap());
            let named = query::resolve(ledger, "Una Rook", reading).unwrap();
            let shown = query::show(ledger, Beats::built_in(), &named, reading).unwrap();
            format!("{:?} {:?}", shown[0].rows, shown[0].others)
        };
        days.iter().copied().map(show).chain([records(ledger)]).collect()
    };
    let with_others = told(&memory);
    assert_eq!(with_others, told(&sqlite));
    let entity = memory.entities_named("Una Rook").unwrap()[0].number;
    let deed = Deed::Rename { entity, name: "Una Rook".to_owned() };
    let decision = Decision { why: Why::default(), deed };
    memory.decide(&decision, "2030-01-02T00:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(with_others, told(&memory));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn both_stores_agree(articles in articles(), revised in 0..10usize) {
        let folder = Folder::new("agree");
        let mut articles = articles;
        // One article is published again with another text.
        let revised = revised % articles.len();
        let mut again = articles[revised].clone();
        articles[revised].0.url = Some("https://lamp.example/1".into());
        again.0.url = Some("https://lamp.example/1".into());
        again.0.text.push_str(" It was changed.");
        again.1.pop();
        articles.push(again);
        let mut memory = Memory::new();
        let mut sqlite = Sqlite::open(folder.file("ledger.db")).unwrap();
        record(&mut memory, &articles);
        record(&mut sqlite, &articles);
        for options in ["", " --as-of 2020-07-01", " --as-of 2020-07-01 --with-hindsight", " --entry 3"] {
            prop_assert_eq!(answers(&mut memory, options), answers(&mut sqlite, options));
        }
        for question in ["changes 2020-06-30", "changes 2", "changes 2020-06-30 Mara Quill", "extent", "extent --as-of 2020-07-01",
            "search told article", "search w3 -w7 --as-of 2021-03-05", "search dating", "sources", "sources --as-of 2021-03-05",
            "extractions 0", "candidates harbour", "claims https://lamp.example/1"] {
            let block = Block { command: question.into(), lines: vec![] };
            let (a, b) = (script::answer(&block, &mut memory), script::answer(&block, &mut sqlite));
            prop_assert_eq!(a, b, "{}", question);
        }
        let told = records(&memory);
        prop_assert_eq!(&told, &records(&sqlite));
        // Where people decided about names, whole slots are read instead of single propositions.
        if let Some(entity) = memory.entities_named("Una Rook").unwrap().first() {
            let deed = Deed::Rename { entity: entity.number, name: "Una Rook".to_owned() };
            let decision = Decision { why: Why::default(), deed };
            memory.decide(&decision, "2030-01-02T00:00:00Z".parse().unwrap()).unwrap();
            prop_assert_eq!(told, records(&memory));
        }
        prop_assert_eq!(sqlite.verify().unwrap().problems, Vec::<String>::new());
    }

    #[test]
    fn what_is_published_later_changes_no_earlier_answer(articles in articles()) {
        for day in DAYS {
            let known: Vec<_> = articles.iter().filter(|(a, _)| a.published <= day.parse().unwrap()).cloned().collect();
            let (mut then, mut now) = (Memory::new(), Memory::new());
            record(&mut then, &known);
            record(&mut now, &articles);
            let options = format!(" --as-of {day}");
            prop_assert_eq!(told(&answers(&mut then, &options)), told(&answers(&mut now, &options)));
        }
    }

    #[test]
    fn what_was_recorded_stays_as_it_was(articles in articles(), cut in 0..10usize) {
        let mut ledger = Memory::new();
        record(&mut ledger, &articles[..cut.min(articles.len())]);
        let entry = ledger.extent(Scope::ALL).unwrap().entry;
        let options = format!(" --entry {entry}");
        let then = told(&answers(&mut ledger, &options));
        record(&mut ledger, &articles);
        prop_assert_eq!(then, told(&answers(&mut ledger, &options)));
    }

    #[test]
    fn the_order_of_adding_does_not_show((articles, other) in articles().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))) {
        let (mut first, mut second) = (Memory::new(), Memory::new());
        record(&mut first, &articles);
        record(&mut second, &other);
        for options in ["", " --as-of 2020-07-01"] {
            prop_assert_eq!(reported(&answers(&mut first, options)), reported(&answers(&mut second, options)));
        }
    }

    #[test]
    fn adding_twice_changes_nothing(articles in articles()) {
        let mut ledger = Memory::new();
        record(&mut ledger, &articles);
        let (extent, then) = (ledger.extent(Scope::ALL).unwrap(), answers(&mut ledger, ""));
        record(&mut ledger, &articles);
        prop_assert_eq!(extent, ledger.extent(Scope::ALL).unwrap());
        prop_assert_eq!(then, answers(&mut ledger, ""));
    }

    #[test]
    fn no_question_is_an_error(articles in articles(), question in ".{0,80}", words in prop::collection::vec(0..24usize, 0..12)) {
        let mut ledger = Memory::new();
        record(&mut ledger, &articles);
        let all = ["who", "When", "is", "dating", "Mara", "Quill", "?", "what", "did", "say", "about", "the", "in", "2020", "“",
            "Harbour", "Lights", "postponed", "how", "many", "times", "'s", "-", "é"];
        let typed: Vec<&str> = words.iter().map(|word| all[*word]).collect();
        for question in [question, typed.join(" ")] {
            // Options of the script are no part of the question.
            let question = question.replace(['-', '\n'], " ");
            for command in ["ask", "show", "timeline", "search", "candidates"] {
                let block = Block { command: format!("{command} {question}"), lines: vec![] };
                let answer = script::answer(&block, &mut ledger).unwrap();
                prop_assert!(!answer.starts_with("error"), "{} gave {}", block.command, answer);
            }
        }
    }
}

/// Returns the lines that tell something: a name that is known from later on alone is found, and
/// nothing is told of it.
fn told(answers: &str) -> String {
    let lines = answers.lines().filter(|line| {
        line.starts_with('>')
            || line.contains(" | ")
            || line.starts_with("  against")
            || line.contains("times")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the lines that tell something, without what was found by a search.
fn reported(answers: &str) -> String {
    told(answers).lines().filter(|line| !line.starts_with("found")).collect::<Vec<_>>().join("\n")
}

/// What people decide and what is read again, by lines of a script.
fn decisions() -> impl Strategy<Value = Vec<String>> {
    let name =
        || prop::sample::select(&["Mara Quill", "Theo Lang", "Otto Vane", "Harbour Lights"][..]);
    let claim = 1..12u32;
    let one = prop_oneof![
        3 => (name(), name()).prop_map(|(a, b)| format!("merge {a} | {b}")),
        2 => name().prop_map(|a| format!("split {a}")),
        1 => name().prop_map(|a| format!("rename {a} | {a} Known Otherwise")),
        3 => claim.clone().prop_map(|n| format!("reject {n}")),
        1 => claim.clone().prop_map(|n| format!("accept {n}")),
        1 => claim.clone().prop_map(|n| format!("clear {n}")),
        2 => (claim, self::claim()).prop_map(|(n, c)| {
            let said = c.trim_start_matches("- ").split("; “").next().unwrap_or_default().to_owned();
            format!("edit {n} {said}")
        }),
        1 => (name(), name()).prop_map(|(a, b)| format!("resolve false dating: {a} -> {b}")),
        2 => (0..9u32).prop_map(|n| format!("reread {n}")),
        2 => (1..12u32, 1..12u32).prop_map(|(a, b)| format!("cut {a} | {b}")),
        1 => (1..12u32, 1..12u32).prop_map(|(a, b)| format!("join {a} | {b}")),
    ];
    prop::collection::vec(one, 1..10)
}

/// Decides, or reads an article again without its last claim; refusals are told.
fn decide(ledger: &mut dyn Ledger, articles: &[(Article, Vec<Claim>)], line: &str) -> String {
    let (command, rest) = line.split_once(' ').unwrap();
    if command == "reread" {
        let number: usize = rest.parse().unwrap();
        let (article, mut claims) = articles[number % articles.len()].clone();
        claims.pop();
        let now = "2031-01-01T00:00:00Z".parse().unwrap();
        return format!("{:?}", ledger.record(&article, &claims, now, "2").unwrap());
    }
    format!("{:?}", script::decide(command, rest, ledger).map_err(|error| error.to_string()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn decisions_hold_in_both_stores_and_leave_what_was_recorded(articles in articles(), decisions in decisions()) {
        let folder = Folder::new("decide");
        let mut memory = Memory::new();
        let mut sqlite = Sqlite::open(folder.file("ledger.db")).unwrap();
        record(&mut memory, &articles);
        record(&mut sqlite, &articles);
        let entry = memory.extent(Scope::ALL).unwrap().entry;
        let by = format!(" --entry {entry}");
        let then = told(&answers(&mut memory, &by));
        for line in &decisions {
            prop_assert_eq!(decide(&mut memory, &articles, line), decide(&mut sqlite, &articles, line), "{}", line);
        }
        for options in ["", " --as-of 2020-07-01", &by] {
            prop_assert_eq!(answers(&mut memory, options), answers(&mut sqlite, options));
        }
        prop_assert_eq!(then, told(&answers(&mut sqlite, &by)));
        for question in ["changes 2", "changes 2020-06-30", "extent", "decided", "who Mara Quill", "search told", "sources", "contradictions"] {
            let block = Block { command: question.into(), lines: vec![] };
            let (a, b) = (script::answer(&block, &mut memory), script::answer(&block, &mut sqlite));
            prop_assert_eq!(a, b, "{}", question);
        }
        prop_assert_eq!(sqlite.verify().unwrap().problems, Vec::<String>::new());
        // Taken into another ledger it answers the same.
        let mut other = Memory::new();
        let now = "2032-01-01T00:00:00Z".parse().unwrap();
        reportedly::ledger::import(&sqlite, &mut other, || now, |_| ()).unwrap();
        prop_assert_eq!(reported(&answers(&mut memory, "")), reported(&answers(&mut other, "")));
    }

    #[test]
    fn a_merge_and_its_split_leave_every_answer(articles in articles(), before in decisions(), pair in (0..5usize, 0..5usize)) {
        let mut ledger = Memory::new();
        record(&mut ledger, &articles);
        for line in &before {
            decide(&mut ledger, &articles, line);
        }
        let then = answers(&mut ledger, "");
        let names = format!("{} | {}", PEOPLE[pair.0], PEOPLE[pair.1]);
        if script::decide("merge", &names, &mut ledger).is_ok() {
            let merged = ledger.decided().unwrap().pop().unwrap();
            let Deed::Merge { others, .. } = merged.deed else { panic!("{merged:?}") };
            let split = Decision { why: Why::default(), deed: Deed::Split { entities: others } };
            ledger.decide(&split, "2033-01-01T00:00:00Z".parse().unwrap()).unwrap();
            prop_assert_eq!(then, answers(&mut ledger, ""));
        }
    }
}

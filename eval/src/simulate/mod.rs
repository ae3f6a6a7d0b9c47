//! A long seeded life of a ledger: articles, changed texts, rereadings and decisions in any order,
//! in both stores at once, with what must hold checked along the way.
//!
//! - both stores give the same answers, to the last number;
//! - what was recorded by an entry is answered the same for ever;
//! - what is published later changes no answer as of a day;
//! - adding twice changes nothing, nor does the order of a batch;
//! - a merge and its split leave every answer as it was;
//! - who is not named in what is added keeps every answer;
//! - a ledger that takes another one in gives that one's answers, and doing so twice changes nothing;
//! - the file verifies.
//!
//! Every check compares whole answers, which takes far longer than a step: what one more article may
//! change is looked at after one in [`SAMPLED`], everything after one step in [`EVERY`], each by the seed.
//! A life has some [`LIFE`] steps, then another one begins: the store in memory walks over everything at
//! each question. The ledgers lie in the folder for temporary files; where that is a disk, most of the
//! time goes into waiting for it.

mod news;

use std::io;
use std::path::PathBuf;
use std::time::Instant;

use jiff::Timestamp;
use jiff::civil::Date;
use reportedly::beat::Beats;
use reportedly::belief::Reading;
use reportedly::ledger::{
    Decision, Deed, Ledger, Memory, Resolve, Resolved, Scope, Since, Sqlite, Verdict, Why, import,
};
use reportedly::query::{self, AnswerRow};

pub use news::Dice;
use news::{NAMES, News, WORKS};

/// Steps of one ledger.
const LIFE: u64 = 200;
/// A check of everything comes after so many steps, on average.
const EVERY: u64 = 24;
/// What an article may not change is looked at for one in so many, on average.
const SAMPLED: u64 = 4;

/// Lives so many steps, and returns what was done and checked, in lines.
pub fn simulate(seed: u64, steps: u64) -> io::Result<Vec<String>> {
    let begun = Instant::now();
    let folder = std::env::temp_dir().join(format!("reportedly-simulate-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let mut done = 0;
    let mut counts = Counts::default();
    let mut life = 0;
    while done < steps {
        let path = folder.join(format!("{life}.db"));
        let dice = Dice::new(seed.wrapping_mul(1_000_003).wrapping_add(life));
        let lived = Life::new(path.clone(), dice)
            .live(LIFE.min(steps - done), &mut counts)
            .map_err(|what| io::Error::other(format!("seed {seed}, life {life}: {what}")));
        for end in ["", "-wal", "-shm", ".other", ".other-wal", ".other-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", path.display()));
        }
        lived?;
        done += LIFE.min(steps - done);
        life += 1;
    }
    let _ = std::fs::remove_dir_all(&folder);
    Ok(vec![
        format!(
            "seed {seed}: {done} steps in {life} ledgers, {:.0} s",
            begun.elapsed().as_secs_f64()
        ),
        format!(
            "{} readings, {} decisions ({} refused), {} answers compared, {} ledgers taken in",
            counts.readings, counts.decisions, counts.refused, counts.answers, counts.imports
        ),
        "every answer was as it must be".to_owned(),
    ])
}

#[derive(Default)]
struct Counts {
    readings: u64,
    decisions: u64,
    refused: u64,
    answers: u64,
    imports: u64,
}

/// What is wrong, in words.
type Wrong = Box<dyn std::error::Error + Send + Sync>;

/// An answer: by which entry and day, about which names, and what it was.
struct Kept {
    entry: u64,
    day: Option<Date>,
    turn: u64,
    told: String,
}

struct Life {
    path: PathBuf,
    dice: Dice,
    news: News,
    memory: Memory,
    clock: i64,
    /// So many steps were taken.
    steps: u64,
    /// Which third of the names is asked about.
    turn: u64,
    /// What was answered by an entry.
    kept: Vec<Kept>,
}

impl Life {
    fn new(path: PathBuf, dice: Dice) -> Life {
        let (news, memory) = (News::default(), Memory::new());
        Life { path, dice, news, memory, clock: 1_600_000_000, steps: 0, turn: 0, kept: Vec::new() }
    }

    fn live(mut self, steps: u64, counts: &mut Counts) -> Result<(), Wrong> {
        let mut file = Sqlite::open(&self.path)?;
        self.batch(counts)?;
        for step in 0..steps {
            self.clock += self.dice.below(90_000) as i64;
            self.turn = self.dice.turn();
            self.steps = step;
            let told = |error: Wrong| format!("step {step}: {error}");
            self.step(&mut file, counts).map_err(told)?;
            if self.dice.below(EVERY) == 0 {
                self.check(&file, counts).map_err(told)?;
            }
        }
        self.check(&file, counts)?;
        self.take_in(&file, counts)?;
        let problems = file.verify()?.problems;
        same("what verify finds", "[]", &format!("{problems:?}"))
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.clock).unwrap_or(Timestamp::MAX)
    }

    /// Does one thing to both stores.
    fn step(&mut self, file: &mut Sqlite, counts: &mut Counts) -> Result<(), Wrong> {
        match self.dice.below(20) {
            0..9 => self.add(file, counts),
            9 | 10 => self.reread(file, counts),
            11 => self.add_again(file),
            12 => self.merge_and_split(file, counts),
            _ => self.decide(file, counts),
        }
    }

    /// Adds a new article, or another text of one.
    fn add(&mut self, file: &mut Sqlite, counts: &mut Counts) -> Result<(), Wrong> {
        let (article, claims, is_new) = self.news.next(&mut self.dice);
        let is_sampled = self.dice.chance(SAMPLED);
        let before = article.published.yesterday().ok().filter(|_| is_sampled);
        let as_of = before.map(Reading::as_of);
        let then = as_of.map(|reading| self.answers(&self.memory, reading)).transpose()?;
        // Another text of an article takes out what the one before said.
        let aside = if is_new && is_sampled { self.aside(&claims)? } else { None };
        let far = Reading { as_of: Some(Date::MAX), hindsight: true, recorded_by: None };
        let untouched = aside.map(|name| answer(&self.memory, name, far)).transpose()?;
        counts.readings += 1;
        let done = self.memory.record(&article, &claims, self.now(), "1")?;
        let also = file.record(&article, &claims, self.now(), "1")?;
        same("what recording says", &format!("{done:?}"), &format!("{also:?}"))?;
        if let (Some(reading), Some(then)) = (as_of, then) {
            counts.answers += 1;
            same("an answer as of the day before", &then, &self.answers(&self.memory, reading)?)?;
        }
        if let (Some(name), Some(untouched)) = (aside, untouched) {
            counts.answers += 1;
            same("an answer about somebody else", &untouched, &answer(&self.memory, name, far)?)?;
        }
        Ok(())
    }

    /// Returns somebody who is not named in claims, nor merged with anybody who is.
    fn aside(&self, claims: &[reportedly::Claim]) -> Result<Option<&'static str>, Wrong> {
        let decisions = self.memory.decisions(Scope::ALL)?;
        if !decisions.leave_names() {
            return Ok(None);
        }
        let named = |name: &str| {
            let parties = |c: &reportedly::Claim| {
                c.subject.name == name || c.object.as_ref().is_some_and(|o| o.name == name)
            };
            claims.iter().any(parties)
        };
        let aside = NAMES.iter().copied().find(|name| !named(name));
        let known = |name: &&str| -> Result<bool, Wrong> {
            let found = query::resolve(&self.memory, name, Reading::NOW)?;
            Ok(found.how == query::How::Exact)
        };
        match aside {
            Some(name) if known(&name)? => Ok(Some(name)),
            _ => Ok(None),
        }
    }

    /// Reads a stored text again: most claims again, some otherwise.
    fn reread(&mut self, file: &mut Sqlite, counts: &mut Counts) -> Result<(), Wrong> {
        let Some((article, claims)) = self.news.again(&mut self.dice) else { return Ok(()) };
        // Versions come one after the other.
        let extractor = (2 + self.steps / 70).to_string();
        counts.readings += 1;
        let done = self.memory.record(&article, &claims, self.now(), &extractor)?;
        let also = file.record(&article, &claims, self.now(), &extractor)?;
        same("what rereading says", &format!("{done:?}"), &format!("{also:?}"))
    }

    fn add_again(&mut self, file: &mut Sqlite) -> Result<(), Wrong> {
        let Some((article, claims)) = self.news.known(&mut self.dice) else { return Ok(()) };
        let before = (self.memory.extent(Scope::ALL)?, self.answers(&self.memory, Reading::NOW)?);
        self.memory.record(&article, &claims, self.now(), "1")?;
        file.record(&article, &claims, self.now(), "1")?;
        let after = (self.memory.extent(Scope::ALL)?, self.answers(&self.memory, Reading::NOW)?);
        same("the ledger after adding twice", &format!("{before:?}"), &format!("{after:?}"))
    }

    /// Merges two and takes it back.
    fn merge_and_split(&mut self, file: &mut Sqlite, counts: &mut Counts) -> Result<(), Wrong> {
        let names = (self.name(), self.name());
        let find = |name| query::resolve(&self.memory, name, Reading::NOW);
        let (into, other) = (find(names.0)?, find(names.1)?);
        let (Ok(into), Ok(other)) = (into.one(), other.one()) else { return Ok(()) };
        let Ok(deed) = query::merge(&self.memory, into, other) else { return Ok(()) };
        let Deed::Merge { others, .. } = &deed else { return Ok(()) };
        let before = self.answers(&self.memory, Reading::NOW)?;
        let split = Deed::Split { entities: others.clone() };
        for deed in [deed, split] {
            self.done(file, deed)?;
            counts.decisions += 1;
        }
        counts.answers += 1;
        same("an answer after merge and split", &before, &self.answers(&self.memory, Reading::NOW)?)
    }

    fn name(&mut self) -> &'static str {
        let all = NAMES.len() + WORKS.len();
        let at = self.dice.below(all as u64) as usize;
        NAMES.iter().chain(WORKS).nth(at).copied().unwrap_or(NAMES[0])
    }

    fn decide(&mut self, file: &mut Sqlite, counts: &mut Counts) -> Result<(), Wrong> {
        let claims = self.memory.extent(Scope::ALL)?.claims;
        if claims == 0 {
            return Ok(());
        }
        let claim = self.dice.below(claims) + 1;
        let (name, other) = (self.name(), self.name());
        let find = |name| query::resolve(&self.memory, name, Reading::NOW);
        let deed = match self.dice.below(9) {
            0 => match (find(name)?.one(), find(other)?.one()) {
                (Ok(into), Ok(other)) => query::merge(&self.memory, into, other).ok(),
                _ => None,
            },
            1 => query::split(&self.memory, name, &find(name)?).ok(),
            2 => {
                let to = format!(
                    "{} {}",
                    name,
                    ["Jr", "II", "Known Otherwise"][self.dice.below(3) as usize]
                );
                let found = find(name)?;
                found.one().ok().map(|party| Deed::Rename { entity: party.entity.number, name: to })
            }
            3 | 4 => Some(Deed::Review { claim, verdict: Verdict::Rejected }),
            5 => {
                let verdict = [Verdict::Accepted, Verdict::Cleared][self.dice.below(2) as usize];
                Some(Deed::Review { claim, verdict })
            }
            6 => return self.edit(claim, file, counts),
            7 => {
                let other = self.dice.below(claims) + 1;
                self.origin(claim, other)?
            }
            _ => self.resolve(claim)?,
        };
        match deed {
            Some(deed) => {
                self.done(file, deed)?;
                counts.decisions += 1;
            }
            None => counts.refused += 1,
        }
        Ok(())
    }

    /// Puts another claim in the place of one.
    fn edit(&mut self, claim: u64, file: &mut Sqlite, counts: &mut Counts) -> Result<(), Wrong> {
        let Some(old) = self.memory.claims(&[claim])?.pop() else { return Ok(()) };
        let edited = self.news.edited(&old.claim, &mut self.dice);
        let why = self.why();
        let done = self.memory.edit(claim, &edited, &why, self.now())?;
        let also = file.edit(claim, &edited, &why, self.now())?;
        counts.decisions += 1;
        same("what editing says", &format!("{done:?}"), &format!("{also:?}"))
    }

    /// Cuts the origins of two claims apart, or takes that back, where it may be said of them.
    fn origin(&mut self, one: u64, other: u64) -> Result<Option<Deed>, Wrong> {
        let claims = self.memory.claims(&[one, other])?;
        let [a, b] = &claims[..] else { return Ok(None) };
        let of_one_thing = a.claim.predicate == b.claim.predicate && a.claim.kind == b.claim.kind;
        let apart = self.dice.below(3) > 0;
        let deed = Deed::Origin { claims: [one, other], apart };
        Ok((of_one_thing && a.article.revision != b.article.revision).then_some(deed))
    }

    fn resolve(&mut self, claim: u64) -> Result<Option<Deed>, Wrong> {
        let Some(stored) = self.memory.claims(&[claim])?.pop() else { return Ok(None) };
        let claim = stored.claim;
        let number = |argument: &reportedly::claim::Argument| -> Result<u64, Wrong> {
            Ok(self.memory.entity(&argument.id())?.map_or(0, |entity| entity.number))
        };
        Ok(Some(Deed::Resolve(Resolve {
            subject: number(&claim.subject)?,
            object: claim.object.as_ref().map(number).transpose()?,
            predicate: claim.predicate,
            value: claim.value,
            facet: Default::default(),
            outcome: Resolved::ALL[self.dice.below(3) as usize],
        })))
    }

    fn why(&mut self) -> Why {
        let by = ["Ada", "Ben"][self.dice.below(2) as usize].to_owned();
        Why { by: Some(by), because: Some(format!("clock {}", self.clock)), decided: None }
    }

    fn done(&mut self, file: &mut Sqlite, deed: Deed) -> Result<(), Wrong> {
        let decision = Decision { why: self.why(), deed };
        let done = self.memory.decide(&decision, self.now())?;
        let also = file.decide(&decision, self.now())?;
        same("the entry of a decision", &done.to_string(), &also.to_string())
    }

    /// Compares the stores, and what was answered before.
    fn check(&mut self, file: &Sqlite, counts: &mut Counts) -> Result<(), Wrong> {
        let entry = self.memory.extent(Scope::ALL)?.entry;
        let day = self.dice.chance(2).then(|| self.news.day(&mut self.dice));
        let by = self.dice.chance(2).then(|| self.dice.below(entry + 1));
        let hindsight = day.is_some() && self.dice.chance(2);
        let reading = Reading { as_of: day, hindsight, recorded_by: by };
        let scope = reading.scope();
        same(
            "an answer of the file",
            &self.answers(&self.memory, reading)?,
            &self.answers(file, reading)?,
        )?;
        let also = |ledger: &dyn Ledger| -> Result<String, Wrong> {
            let since = match by {
                Some(entry) => Since::Entry(entry),
                None => Since::Day(self.news.first()),
            };
            let beats = Beats::built_in();
            Ok(format!(
                "{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
                ledger.extent(scope)?,
                ledger.decided()?,
                ledger.sources(scope)?,
                query::changes(ledger, beats, since, None, Reading::NOW)?,
                query::reviewed(ledger, None, reading)?,
            ))
        };
        same("what the file tells", &also(&self.memory)?, &also(file)?)?;
        counts.answers += 2;
        for Kept { entry, day, turn, told } in &self.kept {
            let reading = Reading { as_of: *day, hindsight: false, recorded_by: Some(*entry) };
            counts.answers += 1;
            same("an answer recorded by then", told, &answers(file, reading, *turn)?)?;
        }
        let reading = Reading { as_of: day, hindsight: false, recorded_by: Some(entry) };
        let told = self.answers(&self.memory, reading)?;
        if self.kept.len() == 4 {
            self.kept.remove(0);
        }
        self.kept.push(Kept { entry, day, turn: self.turn, told });
        Ok(())
    }

    /// Returns what is answered about some of all names.
    fn answers(&self, ledger: &dyn Ledger, reading: Reading) -> Result<String, Wrong> {
        answers(ledger, reading, self.turn)
    }

    /// Takes the ledger into another one, in both stores, twice.
    fn take_in(&mut self, file: &Sqlite, counts: &mut Counts) -> Result<(), Wrong> {
        let path = format!("{}.other", self.path.display());
        let mut other = Sqlite::open(&path)?;
        let mut memory = Memory::new();
        let now = self.now();
        import(file, &mut other, || now, |_| ())?;
        import(file, &mut memory, || now, |_| ())?;
        let reading = Reading { as_of: Some(Date::MAX), hindsight: true, recorded_by: None };
        let told = plain(file, reading)?;
        same("an answer of what was taken in", &told, &plain(&other, reading)?)?;
        same("an answer of what was taken in", &told, &plain(&memory, reading)?)?;
        let extent = other.extent(Scope::ALL)?;
        import(file, &mut other, || now, |_| ())?;
        same(
            "what is taken in twice",
            &format!("{extent:?}"),
            &format!("{:?}", other.extent(Scope::ALL)?),
        )?;
        let problems = other.verify()?.problems;
        counts.imports += 1;
        same("what verify finds in it", "[]", &format!("{problems:?}"))
    }

    /// Records a batch in two orders.
    fn batch(&mut self, counts: &mut Counts) -> Result<(), Wrong> {
        let mut news = News::default();
        let mut all: Vec<_> = (0..8).map(|_| news.plain(&mut self.dice)).collect();
        let (mut one, mut other) = (Memory::new(), Memory::new());
        for (article, claims) in &all {
            one.record(article, claims, self.now(), "1")?;
        }
        let turn = self.dice.below(8) as usize;
        all.rotate_left(turn);
        all.reverse();
        for (article, claims) in &all {
            other.record(article, claims, self.now(), "1")?;
        }
        counts.readings += 16;
        let reading = Reading { as_of: Some(Date::MAX), hindsight: true, recorded_by: None };
        same("an answer in another order", &plain(&one, reading)?, &plain(&other, reading)?)
    }
}

/// Returns what is answered about a third of all names.
fn answers(ledger: &dyn Ledger, reading: Reading, turn: u64) -> Result<String, Wrong> {
    let all = NAMES.iter().chain(WORKS).enumerate();
    let some = all.filter(|(at, _)| (*at as u64).wrapping_add(turn).is_multiple_of(3));
    let mut told = String::new();
    for (_, name) in some {
        told.push_str(&answer(ledger, name, reading)?);
    }
    Ok(told)
}

/// Returns everything that is answered about a name, with the numbers that a store gives.
fn answer(ledger: &dyn Ledger, name: &str, reading: Reading) -> Result<String, Wrong> {
    let named = query::resolve(ledger, name, reading)?;
    let mut told = String::new();
    for dossier in query::show(ledger, Beats::built_in(), &named, reading)? {
        // Whoever is known from later on alone is found, and nothing is told of them.
        if !(dossier.rows.is_empty() && dossier.others.is_empty() && dossier.said.claims.is_empty())
        {
            told.push_str(&format!(
                "{:?} {:?} {:?}\n",
                dossier.entity, dossier.rows, dossier.others
            ));
        }
    }
    Ok(told)
}

/// Returns what is answered about every name, without the numbers of one ledger.
fn plain(ledger: &dyn Ledger, reading: Reading) -> Result<String, Wrong> {
    let mut told = String::new();
    for name in NAMES.iter().chain(WORKS) {
        let named = query::resolve(ledger, name, reading)?;
        let mut all = Vec::new();
        for dossier in query::show(ledger, Beats::built_in(), &named, reading)? {
            all.extend(dossier.rows.iter().chain(&dossier.others).map(line));
        }
        // Who comes first of two who are alike is not told.
        all.sort();
        told.push_str(&format!("{name}: {}\n", all.join("\n  ")));
    }
    Ok(told)
}

fn line(row: &AnswerRow) -> String {
    let value = &row.value;
    let words = |claim: &reportedly::ledger::StoredClaim| {
        format!("{} “{}”", claim.article.revision, claim.claim.evidence.exact)
    };
    let disputes: Vec<String> = row
        .disputes
        .iter()
        .map(|(dispute, claim)| format!("{} {:?} {}", dispute.rule, dispute.instead, words(claim)))
        .collect();
    format!(
        "{} {} {:?} {} {:?} {} {:?} {:?} {} {} {} {} {:?} {:?} {:?} {:?}",
        row.subject.id,
        row.predicate,
        row.facet,
        value.words(),
        value.standing,
        value.rule,
        value.firmness,
        value.valid_time,
        value.first_published,
        value.last_published,
        value.support.origins,
        value.claims.len(),
        disputes,
        row.review.as_ref().map(|one| (one.what(), &one.by, &one.because)),
        value.resolved.as_ref().map(|one| (&one.by, &one.because)),
        words(&row.claim),
    )
}

/// Says where two answers differ.
fn same(what: &str, one: &str, other: &str) -> Result<(), Wrong> {
    if one == other {
        return Ok(());
    }
    let at = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let near = |text: &str| {
        let bytes = text.as_bytes();
        let (from, to) = (at.saturating_sub(200), (at + 300).min(bytes.len()));
        String::from_utf8_lossy(&bytes[from.min(to)..to]).into_owned()
    };
    Err(format!("{what} differs:\n{}\n---\n{}", near(one), near(other)).into())
}

//! Invented news, by a seed: few people, so that everything meets everything.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use reportedly::claim::{Argument, Claim, ClaimKind, Evidence, Field, Firmness, Link, SourceKind};
use reportedly::{Article, claim};
use reportedly_nlp::{
    Certainty, EntityKind, Factuality, Interval, Polarity, Record, Segment, SegmentKind, Span,
    SpeechAct,
};

/// People.
pub const NAMES: &[&str] =
    &["Mara Quill", "Theo Lang", "Theodore Lang", "Ines Barr", "Otto Vane", "Una Rook", "Lang"];
/// Films.
pub const WORKS: &[&str] = &["Harbour Lights", "Harbour Lights 2", "Night Ferry"];
const OUTLETS: &[&str] = &["The Daily Lamp", "Evening Kite", "Pier News"];
const STATES: &[&str] = &["dating", "engaged", "married"];
const EVENTS: &[&str] = &["separated", "seen_with", "divorced"];
const DATES: &[&str] = &["2020-06", "2020-12", "2021", "2021-07", "2021-07-02"];
const TIMES: &[&str] = &["2020-05", "2020-02/..", "/2020-06-30", "2021-03-05"];
const FIRST: Date = date(2020, 1, 1);
/// So many days of news.
const DAYS: u64 = 700;

/// Numbers that look random and are the same for the same seed (SplitMix64, Steele et al. 2014).
pub struct Dice(u64);

impl Dice {
    /// Returns dice of a seed.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.next() % end }
    }

    /// Returns whether one of `in_` happens.
    pub fn chance(&mut self, in_: u64) -> bool {
        self.below(in_) == 0
    }

    /// Returns a number that changes with each throw.
    pub fn turn(&self) -> u64 {
        self.0 >> 7
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }
}

/// What was published so far.
#[derive(Default)]
pub struct News {
    all: Vec<(Article, Vec<Claim>)>,
}

impl News {
    /// Returns the first day of news.
    pub fn first(&self) -> Date {
        FIRST
    }

    /// Returns some day of news.
    pub fn day(&self, dice: &mut Dice) -> Date {
        FIRST.saturating_add((dice.below(DAYS) as i64).days())
    }

    /// Returns the next article, and whether it is a new one: at times it is another text of one.
    pub fn next(&mut self, dice: &mut Dice) -> (Article, Vec<Claim>, bool) {
        if !dice.chance(8) || self.all.is_empty() {
            let (article, claims) = self.plain(dice);
            return (article, claims, true);
        }
        let (mut article, _) = self.all[dice.below(self.all.len() as u64) as usize].clone();
        article.text.push_str(" It was changed.");
        article.segments[0].span = Span::new(0, article.text.len());
        let claims = claims(&article, dice);
        self.all.push((article.clone(), claims.clone()));
        (article, claims, false)
    }

    /// Returns a new article.
    pub fn plain(&mut self, dice: &mut Dice) -> (Article, Vec<Claim>) {
        let number = self.all.len();
        // Reprints tell the same story.
        let story = if dice.chance(4) { 0 } else { number };
        let words: Vec<String> =
            (0..40).map(|word| format!("w{}", (word + 1) * (story + 3) % 89)).collect();
        let text = format!("It was told in article {number}. {}", words.join(" "));
        let mut article = Article::new(number.to_string(), self.day(dice), text);
        article.segments =
            vec![Segment { span: Span::new(0, article.text.len()), kind: SegmentKind::Body }];
        article.outlet = (!dice.chance(6)).then(|| dice.of(OUTLETS).to_owned());
        article.url = Some(format!("https://lamp.example/{number}"));
        let claims = claims(&article, dice);
        self.all.push((article.clone(), claims.clone()));
        (article, claims)
    }

    /// Returns a text that is known, with the claims of then.
    pub fn known(&self, dice: &mut Dice) -> Option<(Article, Vec<Claim>)> {
        let at = dice.below(self.all.len() as u64) as usize;
        self.all.get(at).cloned()
    }

    /// Returns a text that is known, with most claims of then and others.
    pub fn again(&self, dice: &mut Dice) -> Option<(Article, Vec<Claim>)> {
        let (article, mut known) = self.known(dice)?;
        known.retain(|_| !dice.chance(4));
        for claim in &mut known {
            if dice.chance(3) {
                claim.firmness = Firmness::Rumoured;
                claim.evidence.span = Span::new(0, 11);
                claim.evidence.exact = article.text[0..11].to_owned();
            }
        }
        known.extend(claims(&article, dice).into_iter().take(1));
        Some((article, known))
    }

    /// Returns another claim from the same words.
    pub fn edited(&self, old: &Claim, dice: &mut Dice) -> Claim {
        let mut claim = old.clone();
        match claim.object {
            Some(_) => claim.object = Some(person(dice)),
            None => claim.value = Some(dice.of(DATES).to_owned()),
        }
        claim.rule = "a person".to_owned();
        claim
    }
}

fn person(dice: &mut Dice) -> Argument {
    let kind = (!dice.chance(4)).then_some(EntityKind::Person);
    Argument { name: dice.of(NAMES).to_owned(), kind }
}

fn claims(article: &Article, dice: &mut Dice) -> Vec<Claim> {
    (0..dice.below(4)).map(|_| one(article, dice)).collect()
}

fn one(article: &Article, dice: &mut Dice) -> Claim {
    let work = Argument { name: dice.of(WORKS).to_owned(), kind: Some(EntityKind::Work) };
    let (predicate, subject, object, value) = match dice.below(8) {
        0..4 => (dice.of(STATES), person(dice), Some(person(dice)), None),
        4 => (dice.of(EVENTS), person(dice), Some(person(dice)), None),
        5 => ("release_date", work, None, Some(dice.of(DATES).to_owned())),
        6 => ("cast_in", person(dice), Some(work), None),
        _ => ("directed_by", work, Some(person(dice)), None),
    };
    let (firmness, certainty, polarity, act) = dice.of(&[
        (Firmness::Stated, Certainty::Ct, Polarity::Positive, SpeechAct::Assert),
        (Firmness::Reported, Certainty::Pr, Polarity::Positive, SpeechAct::Assert),
        (Firmness::Rumoured, Certainty::Ps, Polarity::Positive, SpeechAct::Speculate),
        (Firmness::Denied, Certainty::Ct, Polarity::Negative, SpeechAct::Deny),
        (Firmness::Confirmed, Certainty::Ct, Polarity::Positive, SpeechAct::Confirm),
    ]);
    let valid_time: Option<Interval> = match dice.chance(2) {
        true => dice.of(TIMES).parse().ok(),
        false => None,
    };
    let span = Span::new(0, 30.min(article.text.len()));
    Claim {
        kind: ClaimKind::Typed,
        predicate: predicate.to_owned(),
        subject,
        object,
        value,
        qualifiers: Default::default(),
        valid_time,
        said: None,
        polarity,
        certainty,
        act,
        firmness,
        chain: chain(dice),
        evidence: Evidence { field: Field::Text, span, exact: span.of(&article.text).to_owned() },
        cues: Vec::new(),
        mentions: Default::default(),
        rule: format!("simulated/{predicate}"),
        confidence: 0.9,
    }
}

fn chain(dice: &mut Dice) -> Vec<Link> {
    let link = |name: &str, kind, record, relation: Option<&str>| claim::Link {
        name: name.to_owned(),
        kind,
        record,
        several: false,
        relation: relation.map(str::to_owned),
        cue: None,
        factuality: Factuality::CERTAIN,
    };
    match dice.below(5) {
        0 => vec![link("Evening Kite", SourceKind::Outlet, Record::Named, None)],
        1 => vec![link("a source", SourceKind::Anonymous, Record::Anonymous, Some("friend"))],
        2 => vec![link(dice.of(NAMES), SourceKind::Person, Record::Named, Some("self"))],
        _ => Vec::new(),
    }
}

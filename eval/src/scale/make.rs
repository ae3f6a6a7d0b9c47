//! Makes articles with claims, the same ones for the same seed.
//!
//! Subjects, predicates and sources are drawn as often as news has them (Zipf); one article in ten
//! is recorded up to a year after it was published.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use reportedly::claim::{Argument, Claim, ClaimKind, Evidence, Field, Firmness, Link, SourceKind};
use reportedly::{Article, Beats};
use reportedly_nlp::{
    Certainty, EntityKind, Factuality, Polarity, Record, Segment, SegmentKind, Span, SpeechAct,
};

/// Claims of an article.
pub const CLAIMS: u64 = 30;
/// The days that the articles were published on.
const DAYS: u64 = 3_650;

const ENTITIES: u64 = 600_000;
const PREDICATES: u64 = 120;
const SOURCES: u64 = 800;
const WORDS: u64 = 50_000;

/// The same numbers for the same seed (PCG's multiplier, with the high bits taken).
pub struct Numbers(pub u64);

impl Numbers {
    /// Returns a number below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    /// Returns a number below `bound` of which the first ones are drawn most (Zipf).
    pub fn often(&mut self, bound: u64) -> u64 {
        let unit = (self.below(1 << 30) + 1) as f64 / (1_u64 << 30) as f64;
        (((bound as f64 + 1.0).powf(unit) - 1.0) as u64).min(bound - 1)
    }
}

/// Makes articles.
pub struct Maker {
    numbers: Numbers,
    made: u64,
    predicates: Vec<&'static str>,
}

impl Maker {
    /// Returns one that makes the articles of a seed.
    pub fn new(seed: u64) -> Maker {
        let predicates = Beats::built_in().predicates().map(|(_, p)| p.name.as_str()).collect();
        Maker { numbers: Numbers(seed), made: 0, predicates }
    }

    /// Returns somebody, as often as claims are about them.
    pub fn subject(&mut self) -> Argument {
        person(self.numbers.often(ENTITIES))
    }

    /// Returns a day.
    pub fn day(&mut self) -> Date {
        day(self.numbers.below(DAYS))
    }

    /// Returns a predicate of the beats, as often as claims have it.
    pub fn predicate(&mut self) -> &'static str {
        self.predicates[self.numbers.often(self.predicates.len() as u64) as usize]
    }

    /// Returns a word of the articles, the rare ones as often as the common.
    pub fn word(&mut self) -> String {
        format!("word{}", self.numbers.below(WORDS))
    }

    /// Returns the next article, and its claims.
    pub fn article(&mut self) -> (Article, Vec<Claim>) {
        let number = self.made;
        self.made += 1;
        // Days go on as articles come; what is back-filled is up to a year old.
        let today = number / 90 % DAYS;
        let late = if self.numbers.below(10) == 0 { self.numbers.below(365) } else { 0 };
        let mut text = String::with_capacity(CLAIMS as usize * 80);
        let claims = (0..CLAIMS).map(|_| self.claim(&mut text)).collect();
        let article = Article {
            input: number.to_string(),
            url: Some(format!("https://lamp.example/{number}")),
            outlet: Some(format!("Outlet {}", self.numbers.often(SOURCES))),
            title: None,
            authors: Vec::new(),
            published: day(today.saturating_sub(late)),
            segments: vec![Segment { span: Span::new(0, text.len()), kind: SegmentKind::Body }],
            modified: None,
            taken_from: None,
            told: Default::default(),
            text,
        };
        (article, claims)
    }

    fn claim(&mut self, text: &mut String) -> Claim {
        let subject = self.subject();
        let other = self.numbers.often(ENTITIES);
        let predicate = self.numbers.often(PREDICATES) as usize;
        let known = self.predicates.get(predicate).copied();
        let name = known.map_or_else(|| format!("verb{predicate}"), str::to_owned);
        let start = text.len();
        text.push_str(&format!(
            "{} was told of {name} by word{} and Person {other}.",
            subject.name,
            self.numbers.often(WORDS)
        ));
        let span = Span::new(start, text.len());
        text.push(' ');
        let takes = known.and_then(|name| Beats::built_in().predicate(name));
        let has_object = takes.is_none_or(|predicate| predicate.object.is_some());
        let rumour = self.numbers.below(3) == 0;
        let chain = match self.numbers.below(4) {
            0 => vec![Link {
                name: format!("Outlet {}", self.numbers.often(SOURCES)),
                kind: SourceKind::Outlet,
                record: Record::Named,
                several: false,
                relation: None,
                cue: None,
                factuality: Factuality::CERTAIN,
            }],
            _ => Vec::new(),
        };
        let denied = self.numbers.below(20) == 0;
        Claim {
            kind: if known.is_some() { ClaimKind::Typed } else { ClaimKind::Open },
            predicate: name.clone(),
            subject,
            object: has_object.then(|| person(other)),
            value: (!has_object).then(|| format!("{}-{:02}", 2015 + other % 12, 1 + other % 12)),
            qualifiers: BTreeMap::new(),
            valid_time: None,
            said: None,
            polarity: if denied { Polarity::Negative } else { Polarity::Positive },
            certainty: if rumour { Certainty::Pr } else { Certainty::Ct },
            act: SpeechAct::Assert,
            firmness: match (denied, rumour) {
                (true, _) => Firmness::Denied,
                (false, true) => Firmness::Reported,
                (false, false) => Firmness::Stated,
            },
            chain,
            evidence: Evidence { field: Field::Text, span, exact: span.of(text).to_owned() },
            cues: Vec::new(),
            mentions: Default::default(),
            rule: format!("scale/{name}#1"),
            confidence: 0.8,
        }
    }
}

fn person(number: u64) -> Argument {
    Argument { name: format!("Person {number}"), kind: Some(EntityKind::Person) }
}

fn day(number: u64) -> Date {
    date(2015, 1, 1).saturating_add((number as i64).days())
}

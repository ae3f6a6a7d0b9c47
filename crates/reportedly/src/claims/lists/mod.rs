//! Lists without sentences: "Anna Porter (Harbor Lights)", and nominees under the name of a prize.
//!
//! ```text
//! BEST ACTRESS
//! Anna Porter (Harbor Lights)
//! Winner: Julia Kern (Skyline)
//! ```
//!
//! says that both were nominated, that one won, and which film each is in.

mod category;
mod entry;
mod including;
mod section;

use std::collections::BTreeMap;

use jiff::civil::Date;
use reportedly_nlp::{Bound, EntityKind, Interval, MentionForm, SegmentKind, Span, Upos};

use super::confidence::{How, Signs};
use super::draft::{Draft, argument, claim};
use super::view::{Filler, View};
use crate::beat::Beats;
use crate::claim::{Argument, Claim, Field};
pub(super) use category::is_purpose;
use category::{For, purpose};
use entry::Part;
use section::{Line, Section, is_starred, is_winner, sections};

/// The most sentences that tell what the people of a list are.
const AROUND: usize = 8;

/// Returns the claims that lists make.
pub(super) fn claims(view: &View<'_>, published: Date, beats: &Beats, field: Field) -> Vec<Claim> {
    let mut all = Vec::new();
    let sections = sections(&view.document.text);
    let lines = || sections.iter().flat_map(|section| &section.lines);
    let marked = lines().any(|line| is_winner(line.text));
    let winners = !marked && told_as_winners(&view.document.text, &sections);
    // A star marks the winners where others have none.
    let starred = lines().any(|l| is_starred(l.text)) && lines().any(|l| !is_starred(l.text));
    let first = lines().next();
    let edition = first.and_then(|line| year_before(view, line.span.start));
    let mut maker = Maker { view, published, beats, field, edition, all: &mut all };
    for section in &sections {
        for line in &section.lines {
            let won = is_winner(line.text)
                || starred && is_starred(line.text)
                || winners && section.lines.len() == 1;
            maker.nominee(&section.prize, line, won);
        }
    }
    maker.edition = None;
    maker.parentheses(&sections);
    maker.played();
    maker.families();
    maker.survivors();
    maker.prizes();
    maker.including();
    maker.works();
    all
}

/// Whether the text calls the list one of winners before it begins.
fn told_as_winners(text: &str, sections: &[Section<'_>]) -> bool {
    let first = sections.iter().flat_map(|s| &s.lines).map(|line| line.span.start).min();
    let before = text[..first.unwrap_or_default()].to_lowercase();
    before.contains("winners") && !before.contains("nominees")
}

/// Words with which prizes are spoken of.
const PRIZES: &[&str] = &[
    "award",
    "prize",
    "nominate",
    "nominee",
    "nomination",
    "win",
    "winner",
    "honor",
    "honour",
    "honoree",
    "category",
    "ceremony",
    "shortlist",
];

/// A year stands at most so many words before the prizes of which it is.
const NEAR: usize = 5;

/// Words before a time at which something happened.
const BEFORE_TIMES: &[&str] = &["in", "In", "since", "Since", "until", "by"];

/// Returns the year that was named last before a list of prizes where they are spoken of, which is
/// that of the prizes: "the 2018 nominees", "this year's winners".
fn year_before(view: &View<'_>, at: usize) -> Option<Interval> {
    let document = view.document;
    let before = document.timexes.partition_point(|timex| timex.span.end <= at);
    document.timexes[..before].iter().rev().find_map(|timex| {
        let interval = timex.interval?;
        let year = matches!(interval.start, Bound::At(date) if date.is_year());
        let tokens = document.tokens_in(timex.span);
        let sentence = &document.sentences[document.sentence_of(tokens.start)].tokens;
        let prize = |t: usize| {
            let token = &document.tokens[t];
            PRIZES.contains(&token.lemma.as_str()) && token.upos != Upos::Verb
        };
        // "the 2018 nominees", "the prizes for 2018"; no "first nominated in 1974".
        let joined =
            tokens.start.checked_sub(1).filter(|&t| matches!(document.form(t), "of" | "for"));
        let before = joined.and_then(|t| t.checked_sub(1)).is_some_and(prize);
        let of_prizes = before
            || (tokens.end..sentence.end.min(tokens.end + NEAR)).any(prize)
                && !tokens
                    .start
                    .checked_sub(1)
                    .is_some_and(|t| BEFORE_TIMES.contains(&document.form(t)));
        (year && interval.start == interval.end && of_prizes).then_some(interval)
    })
}

pub(super) struct Maker<'v, 'd> {
    pub(super) view: &'v View<'d>,
    /// The day on which the text was published.
    pub(super) published: Date,
    beats: &'v Beats,
    field: Field,
    /// The year of the prizes that the list is of.
    edition: Option<Interval>,
    all: &'v mut Vec<Claim>,
}

impl Maker<'_, '_> {
    /// One entry under the name of a prize.
    fn nominee(&mut self, prize: &str, line: &Line<'_>, won: bool) {
        let purpose = purpose(prize);
        let entry = entry::entry(line.text, line.span.start, purpose);
        let predicate = if won { "won" } else { "nominated_for" };
        let award = Argument { name: prize.to_owned(), kind: Some(EntityKind::Award) };
        let works = entry.works.into_iter();
        let works: Vec<(Part<'_>, Argument)> =
            works.map(|part| (part, self.called(&part, Some(EntityKind::Work)))).collect();
        let person = match purpose {
            For::Making(_) => Some(EntityKind::Person),
            _ => None,
        };
        let people: Vec<(Part<'_>, Argument)> =
            entry.people.into_iter().map(|part| (part, self.called(&part, person))).collect();
        let up = if people.is_empty() { works.get(..1).unwrap_or_default() } else { &people };
        for (_, name) in up {
            let award = Some(award.clone());
            self.put(predicate, "list", name.clone(), award, None, line.span);
        }
        let For::Making(made) = purpose else { return };
        for (part, person) in &people {
            for (work, title) in &works {
                self.made(made, person.clone(), title.clone(), part.span.cover(work.span));
            }
        }
    }

    /// Returns what a part of an entry names: what the text calls so elsewhere too, or else what is
    /// written there.
    fn called(&self, part: &Part<'_>, kind: Option<EntityKind>) -> Argument {
        let words = part.text.split_whitespace().count();
        let same = |f: &Filler| {
            let party = &self.view.parties.list[f.party];
            let fits = kind.is_none() || party.kind == kind;
            let whole = f.span.of(&self.view.document.text).split_whitespace().count() >= words;
            f.named && fits && whole && f.span.overlaps(part.span)
        };
        let tokens = self.view.document.tokens_in(part.span);
        let known = tokens.flat_map(|t| self.view.fillers_at(t)).find(same);
        let written = Argument { name: part.text.to_owned(), kind };
        known.map_or(written, |filler| self.named(&filler))
    }

    /// Who is what to a work, under the name of the predicate that says so.
    fn made(&mut self, predicate: &str, person: Argument, work: Argument, span: Span) {
        let (subject, object) = match predicate {
            "cast_in" => (person, work),
            _ => (work, person),
        };
        self.put(predicate, "list", subject, Some(object), None, span);
    }

    fn named(&self, filler: &Filler) -> Argument {
        argument(self.view, filler.party)
    }

    /// A person with works in parentheses.
    fn parentheses(&mut self, sections: &[Section<'_>]) {
        let document = self.view.document;
        for (index, mention) in document.mentions.iter().enumerate() {
            let person =
                mention.form == MentionForm::Name && mention.kind == Some(EntityKind::Person);
            let next = mention.tokens.end;
            let sentence = &document.sentences[document.sentence_of(mention.head)];
            if !person || !sentence.tokens.contains(&next) || document.form(next) != "(" {
                continue;
            }
            let inside = (next + 1..sentence.tokens.end).take_while(|&t| document.form(t) != ")");
            let works: Vec<Filler> = inside
                .flat_map(|t| self.view.fillers_at(t))
                .filter(|f| {
                    let party = &self.view.parties.list[f.party];
                    // "PG-13" is no film.
                    party.kind == Some(EntityKind::Work) && party.name.contains(char::is_lowercase)
                })
                .collect();
            let segment = document.segments[sentence.segment].kind;
            if segment == SegmentKind::Credit {
                continue;
            }
            let prize = sections.iter().find_map(|section| {
                let here = section.lines.iter().any(|line| line.span.contains(mention.span));
                here.then_some(section.prize.as_str())
            });
            let before = mention.tokens.start.checked_sub(1);
            let title = before.map(|t| self.view.lower[t].as_str()).unwrap_or_default();
            let made = prize.map_or_else(|| made_as(title, &self.around(mention.head)), made_by);
            let Some(made) = made else { continue };
            for person in self.view.fillers_of(index) {
                for work in &works {
                    let span = mention.span.cover(work.span);
                    self.made(made, self.named(&person), self.named(work), span);
                }
            }
        }
    }

    /// Returns the words of the paragraph and of the one before.
    fn around(&self, token: usize) -> Vec<&str> {
        let document = self.view.document;
        let here = document.sentence_of(token);
        let paragraph = document.sentences[here].segment;
        let near = document.sentences[..=here].iter().rev();
        let near = near.take_while(|s| s.segment + 1 >= paragraph).take(AROUND);
        let words = near.flat_map(|s| s.tokens.clone());
        words.map(|t| document.tokens[t].lemma.as_str()).collect()
    }

    /// "Anna Porter with the Spotlight Award", in a list of those who are honoured.
    fn prizes(&mut self) {
        let document = self.view.document;
        for head in 0..document.tokens.len() {
            let fillers = self.view.fillers_at(head);
            let award =
                |f: &&Filler| self.view.parties.list[f.party].kind == Some(EntityKind::Award);
            let Some(prize) = fillers.iter().find(award) else { continue };
            let tokens = document.tokens_in(prize.span);
            if tokens.end != head + 1 {
                continue;
            }
            let start = document.sentences[document.sentence_of(head)].tokens.start;
            let mut before = (start..tokens.start)
                .rev()
                .filter(|&t| !matches!(&*self.view.lower[t], "\"" | "“" | "”" | "’" | "'" | "‘"));
            let the = before.next().filter(|&t| self.view.lower[t] == "the");
            let with = the.and_then(|_| before.next()).filter(|&t| self.view.lower[t] == "with");
            let Some(winner) = with.and_then(|_| before.next()) else { continue };
            for filler in self.view.fillers_at(winner).into_iter().filter(|f| f.named) {
                if self.view.fits(&filler, &[EntityKind::Person, EntityKind::Work]) {
                    let name = argument(self.view, prize.party);
                    self.add("won", filler.party, name, filler.span.cover(prize.span));
                }
            }
        }
    }

    /// Makes a claim of a list.
    pub(super) fn add(&mut self, name: &str, subject: usize, object: Argument, span: Span) {
        let subject = argument(self.view, subject);
        self.put(name, "list", subject, Some(object), None, span);
    }

    /// Makes a claim; `how` tells its rule.
    #[allow(
        clippy::too_many_arguments,
        reason = "the parts of one claim, each named where it is read"
    )]
    pub(super) fn put(
        &mut self,
        name: &str,
        how: &str,
        subject: Argument,
        object: Option<Argument>,
        value: Option<String>,
        span: Span,
    ) {
        let Some((beat, predicate)) = self.beats.predicates().find(|(_, p)| p.name == name) else {
            return;
        };
        let Some(key) = self.view.document.tokens_in(span).next() else { return };
        let draft = Draft {
            predicate,
            rule: format!("{}/{name}:{how}", beat.name),
            key,
            subject,
            object,
            value,
            valid_time: self.edition,
            time: None,
            span,
            mentions: Default::default(),
            qualifiers: BTreeMap::new(),
            certainty: None,
            describing: true,
            signs: Signs::plain(How::List),
        };
        self.all.extend(claim(self.view, draft, self.field));
    }
}

/// Returns what somebody is to a work who is up for a prize with it.
fn made_by(prize: &str) -> Option<&'static str> {
    match purpose(prize) {
        For::Making(made) => Some(made),
        _ => None,
    }
}

/// Returns what somebody is to a work by the word before his name, else by the words around.
fn made_as(title: &str, around: &[&str]) -> Option<&'static str> {
    let speaks = |words: &[&str]| around.iter().any(|word| words.contains(&&*word.to_lowercase()));
    match title {
        "director" | "filmmaker" => return Some("directed_by"),
        "writer" | "screenwriter" | "author" => return Some("written_by"),
        "producer" => return Some("produced_by"),
        "creator" | "showrunner" => return Some("created_by"),
        "composer" | "songwriter" | "editor" | "choreographer" | "designer" | "critic" => {
            return None;
        }
        "actor" | "actress" | "star" => return Some("cast_in"),
        _ => {}
    }
    if speaks(&["song", "single", "album", "songwriter", "music", "hit", "track", "band"]) {
        None
    } else if speaks(&["director", "filmmaker", "directing"])
        && !speaks(&["actor", "actress", "star", "cast"])
    {
        Some("directed_by")
    } else {
        Some("cast_in")
    }
}

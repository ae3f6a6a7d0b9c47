//! Lists without sentences: "Anna Porter (Harbor Lights)", and nominees under the name of a prize.
//!
//! ```text
//! BEST ACTRESS
//! Anna Porter (Harbor Lights)
//! Winner: Julia Kern (Skyline)
//! ```
//!
//! says that both were nominated, that one won, and which film each is in.

use std::collections::BTreeMap;

use reportedly_nlp::{EntityKind, MentionForm, SegmentKind, Span, Upos};

use super::view::{Filler, View};
use super::{Draft, argument, claim};
use crate::beat::Beats;
use crate::claim::{Argument, Claim, Field};

/// A line of the text that says no sentence.
struct Line<'t> {
    span: Span,
    text: &'t str,
}

/// Returns the claims that lists make.
pub(super) fn claims(view: &View<'_>, beats: &Beats, field: Field) -> Vec<Claim> {
    let mut all = Vec::new();
    let text = &view.document.text;
    let mut prize: Option<(String, usize)> = None;
    let mut start = 0;
    for raw in text.split_inclusive('\n') {
        let line =
            Line { span: Span::new(start, start + raw.trim_end().len()), text: raw.trim_end() };
        start += raw.len();
        if line.text.is_empty() {
            continue;
        }
        if let Some(name) = category(line.text) {
            prize = Some((name, 0));
            continue;
        }
        let mut maker = Maker { view, beats, field, all: &mut all };
        match &mut prize {
            Some((name, members)) if line.text.len() < 120 && !ends_sentence(line.text) => {
                *members += 1;
                maker.nominee(name, &line);
            }
            _ => prize = None,
        }
    }
    let mut maker = Maker { view, beats, field, all: &mut all };
    maker.parentheses();
    maker.prizes();
    maker.works();
    all
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with('.') && text.split(' ').count() > 8
}

/// Returns the prize that a line names: "WORST ACTRESS", "Best Original Song:".
fn category(line: &str) -> Option<String> {
    let words: Vec<&str> = line.trim_end_matches(':').split_whitespace().collect();
    let first = words.first()?.to_lowercase();
    let titled = words.iter().all(|w| {
        w.starts_with(char::is_uppercase) || w.len() <= 3 || !w.starts_with(char::is_alphabetic)
    });
    let superlative = matches!(first.as_str(), "best" | "worst" | "outstanding" | "favorite");
    (superlative && titled && (2..=10).contains(&words.len()))
        .then(|| line.trim_end_matches(':').to_lowercase())
}

struct Maker<'v, 'd> {
    view: &'v View<'d>,
    beats: &'v Beats,
    field: Field,
    all: &'v mut Vec<Claim>,
}

impl Maker<'_, '_> {
    /// One line under the name of a prize.
    fn nominee(&mut self, prize: &str, line: &Line<'_>) {
        let winner = line.text.to_lowercase().starts_with("winner");
        let starts = line.text.find(':').filter(|_| winner).map_or(0, |colon| colon + 1);
        let place = Span::new(line.span.start + starts, line.span.end);
        let Some(filler) = self.first_name(place) else { return };
        let predicate = if winner { "won" } else { "nominated_for" };
        let prize = Argument { name: prize.to_owned(), kind: Some(EntityKind::Award) };
        self.add(predicate, filler.party, prize, line.span, 0.8);
    }

    /// Returns the first name in a stretch of text.
    fn first_name(&self, place: Span) -> Option<Filler> {
        let tokens = self.view.document.tokens_in(place);
        tokens.take(3).find_map(|t| self.view.fillers_at(t).into_iter().next())
    }

    /// A person with works in parentheses.
    fn parentheses(&mut self) {
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
                .filter(|f| self.view.parties.list[f.party].kind == Some(EntityKind::Work))
                .collect();
            let segment = document.segments[sentence.segment].kind;
            if segment == SegmentKind::Credit {
                continue;
            }
            for person in self.view.fillers_of(index) {
                for work in &works {
                    let span = mention.span.cover(work.span);
                    self.add("cast_in", person.party, argument(self.view, work.party), span, 0.7);
                }
            }
        }
    }

    /// "Anna Porter with the Spotlight Award", in a list of those who are honoured.
    fn prizes(&mut self) {
        let document = self.view.document;
        for mention in &document.mentions {
            let prize =
                mention.form == MentionForm::Name && mention.kind == Some(EntityKind::Award);
            if !prize {
                continue;
            }
            let mut at = mention.tokens.start;
            let start = document.sentences[document.sentence_of(mention.head)].tokens.start;
            let mut word = || {
                at = at.checked_sub(1).filter(|t| *t >= start)?;
                Some(at)
            };
            let the = word().filter(|&t| self.view.lower[t] == "the");
            let with = the.and_then(|_| word()).filter(|&t| self.view.lower[t] == "with");
            let Some(person) = with.and_then(|_| word()) else { continue };
            for filler in self.view.fillers_at(person) {
                if self.view.fits(&filler, &[EntityKind::Person]) {
                    let name = mention.span.of(&document.text).to_owned();
                    let prize = Argument { name, kind: mention.kind };
                    self.add("won", filler.party, prize, filler.span.cover(mention.span), 0.7);
                }
            }
        }
    }

    /// "the 2011 film Skyline", "2003's Skyline", "Marsh's novel Skyline": when it came out, and
    /// whose it is.
    fn works(&mut self) {
        let document = self.view.document;
        for (index, mention) in document.mentions.iter().enumerate() {
            if mention.form != MentionForm::Name || mention.kind != Some(EntityKind::Work) {
                continue;
            }
            let Some(work) = self.view.fillers_of(index).pop() else { continue };
            let sentence = &document.sentences[document.sentence_of(mention.head)].tokens;
            let mut noun = None;
            let mut at = mention.tokens.start;
            while at > sentence.start && mention.tokens.start - at < 6 {
                at -= 1;
                let token = &document.tokens[at];
                let form = self.view.lower[at].as_str();
                let year = form.len() == 4 && form.bytes().all(|b| b.is_ascii_digit());
                let plausible = year && ("1890".."2100").contains(&form);
                if plausible {
                    let span = token.span.cover(mention.span);
                    self.dated(work.party, form, span);
                    break;
                }
                match token.upos {
                    Upos::Noun if self.view.name_at(at).is_none() => {
                        noun.get_or_insert(form);
                    }
                    Upos::Adj | Upos::Punct | Upos::Propn if form != "," && form != ")" => {}
                    Upos::Part => {
                        if let Some(owner) = at.checked_sub(1).filter(|t| *t >= sentence.start) {
                            self.owned(owner, noun, &work, mention.span);
                        }
                        if !self.view.lower[at.saturating_sub(1)].starts_with(['1', '2']) {
                            break;
                        }
                    }
                    _ => break,
                }
            }
        }
    }

    fn dated(&mut self, work: usize, year: &str, span: Span) {
        let Some((beat, predicate)) =
            self.beats.predicates().find(|(_, p)| p.name == "release_date")
        else {
            return;
        };
        let Some(key) = self.view.document.tokens_in(span).next() else { return };
        let draft = Draft {
            predicate,
            rule: format!("{}/release_date:year", beat.name),
            key,
            subject: argument(self.view, work),
            object: None,
            value: Some(year.to_owned()),
            valid_time: None,
            time: None,
            span,
            qualifiers: BTreeMap::new(),
            certainty: None,
            describing: true,
            confidence: 0.75,
        };
        self.all.extend(claim(self.view, draft, self.field));
    }

    /// A work that is somebody's: a book is its author's, a film its director's.
    fn owned(&mut self, owner: usize, noun: Option<&str>, work: &Filler, span: Span) {
        let fillers = self.view.fillers_at(owner);
        let people = fillers.iter().filter(|f| {
            f.named && self.view.parties.list[f.party].kind == Some(EntityKind::Person)
        });
        for person in people {
            let (predicate, sure) = match noun {
                Some("novel" | "book" | "memoir" | "play" | "poem" | "essay" | "autobiography") => {
                    ("written_by", 0.8)
                }
                Some("film" | "movie" | "drama" | "comedy" | "thriller" | "epic") => {
                    ("directed_by", 0.7)
                }
                // "Anna Porter's Skyline" may be a song, or a film that she is only in.
                None if self.directs(person.party) && self.is_film(work.party) => {
                    ("directed_by", 0.6)
                }
                _ => continue,
            };
            let person_name = argument(self.view, person.party);
            self.add(predicate, work.party, person_name, person.span.cover(span), sure);
        }
    }

    /// Whether the text calls somebody a director: "director Anna Porter", "Porter, the filmmaker".
    fn directs(&self, party: usize) -> bool {
        let document = self.view.document;
        document.mentions.iter().enumerate().any(|(index, mention)| {
            self.view.parties.of_mention[index] == Some(party)
                && self.view.graph.reaching(mention.head).iter().any(|edge| {
                    matches!(&*self.view.lower[edge.to], "director" | "filmmaker" | "direct")
                        || document.tokens[edge.to].lemma == "direct"
                })
        })
    }

    /// Whether the text calls the work a film.
    fn is_film(&self, party: usize) -> bool {
        const FILM: &[&str] = &["film", "movie", "biopic", "drama", "thriller", "documentary"];
        let document = self.view.document;
        document.mentions.iter().enumerate().any(|(index, mention)| {
            let near = mention.tokens.start.checked_sub(2).unwrap_or(mention.tokens.start);
            let words = near..mention.tokens.end;
            self.view.parties.of_mention[index] == Some(party)
                && words.into_iter().any(|t| FILM.contains(&document.tokens[t].lemma.as_str()))
        })
    }

    fn add(&mut self, name: &str, subject: usize, object: Argument, span: Span, confidence: f32) {
        let Some((beat, predicate)) = self.beats.predicates().find(|(_, p)| p.name == name) else {
            return;
        };
        let Some(key) = self.view.document.tokens_in(span).next() else { return };
        let draft = Draft {
            predicate,
            rule: format!("{}/{name}:list", beat.name),
            key,
            subject: argument(self.view, subject),
            object: Some(object),
            value: None,
            valid_time: None,
            time: None,
            span,
            qualifiers: BTreeMap::new(),
            certainty: None,
            describing: true,
            confidence,
        };
        self.all.extend(claim(self.view, draft, self.field));
    }
}

//! Expressions of time: when things happened, happen or will happen, for how long and how often.
//!
//! Needs text, sentences, tokens and their tags and tree (for the tense, and to tell May the month
//! from May the name), and the [`Context`]. Gives [`Timex`]es in text order, never overlapping, each
//! with the normal form of TIMEX3 and, where it stands for a time on the calendar, with an EDTF
//! interval.
//!
//! ```
//! use reportedly_nlp::{Context, Document, Mode, timex::timexes};
//!
//! let text = "It was postponed from June to December, and now to July 2021.";
//! let document = Document { text: text.to_owned(), ..Document::default() };
//! let context = Context {
//!     document_creation_time: "2020-12-18".parse().unwrap(),
//!     mode: Mode::News,
//! };
//! let values: Vec<_> = timexes(&document, &context).into_iter().map(|it| it.value).collect();
//! assert_eq!(values, ["2020-06", "2020-12", "PRESENT_REF", "2021-07"]);
//! ```
//!
//! The words are cut into terms (`term`), read by a grammar of rules written as tables (`rules`,
//! laid out by `form` and `grammar`), which say what the words mean by themselves (`meaning`); what
//! they leave out is filled in from the publication date, the story so far and the tense
//! (`resolve` and `pick`, `tense`), and what only looks like a time is refused (`refuse`).
//!
//! **Invariant:** no text is an error; the time taken grows with the length of the text and no faster.

mod attach;
mod form;
mod grammar;
mod granule;
mod holiday;
mod interval;
mod meaning;
mod number;
mod pick;
mod refuse;
mod resolve;
mod rules;
mod series;
mod tense;
mod term;
mod value;
mod vocabulary;

use crate::document::{Context, Document, Mode, SegmentKind, Timex, TimexKind};
use crate::span::Span;

pub use attach::{time_of, times_of};
use grammar::{Grammar, Parsed};
use granule::{Granule, Unit};
use meaning::{Meaning, Origin, Point, Vague, What};
use resolve::{Clockwork, Direction};
use term::{Gap, Term};

/// An expression with all that was found out about it.
struct Reading {
    span: Span,
    meaning: Meaning,
    /// The piece of the calendar that it stands for.
    granule: Option<Granule>,
    direction: Direction,
    kind: TimexKind,
    value: String,
    modifier: Option<&'static str>,
}

/// Returns the expressions of time in the document, in text order.
pub fn timexes(document: &Document, context: &Context) -> Vec<Timex> {
    let grammar = Grammar::get();
    let mut clockwork = Clockwork::new(context.document_creation_time, context.mode);
    let mut readings = Vec::new();
    let whole = [Span::new(0, document.text.len())];
    let parts = document.segments.iter().map(|segment| (segment.span, segment.kind));
    let parts: Vec<_> = match document.segments.is_empty() {
        true => whole.iter().map(|&span| (span, SegmentKind::Body)).collect(),
        false => parts.collect(),
    };
    for (span, kind) in parts {
        let terms = term::terms(span.of(&document.text), span.start, &grammar.lexicon);
        let reader = Reader { document, terms: &terms, grammar, kind };
        let from = readings.len();
        if kind == SegmentKind::Caption {
            // The words under a picture are counted from the day of the picture.
            let mut caption = Clockwork::new(context.document_creation_time, context.mode);
            if let Some(day) = reader.own_date() {
                caption.now = day;
            }
            reader.read(&mut caption, &mut readings);
        } else {
            reader.read(&mut clockwork, &mut readings);
        }
        debug_assert!(readings[from..].is_sorted_by_key(|reading| reading.span.start));
    }
    readings.sort_by_key(|reading| reading.span.start);
    interval::timexes(document, readings, context.document_creation_time)
}

/// How many years ahead a year beside the main clause may still lead a narrative.
const NEXT_YEARS: i16 = 2;

/// Reads one part of a document.
struct Reader<'a> {
    document: &'a Document,
    terms: &'a [Term],
    grammar: &'static Grammar,
    kind: SegmentKind,
}

impl Reader<'_> {
    fn read(&self, clockwork: &mut Clockwork, readings: &mut Vec<Reading>) {
        let text = &self.document.text;
        let mut at = 0;
        while at < self.terms.len() {
            if self.terms[at].gap == Gap::Paragraph {
                clockwork.begin_paragraph();
            }
            if let Some((end, meaning)) = series::first_day(self, at) {
                let span = Span::new(self.terms[at].start, self.terms[end - 1].end);
                readings.push(self.reading(span, meaning, clockwork));
                at = end;
                continue;
            }
            let Some(parsed) = self.grammar.read(text, self.terms, at) else {
                at += 1;
                continue;
            };
            let span = Span::new(self.terms[at].start, self.terms[parsed.end - 1].end);
            if refuse::refuse(self.document, self.terms, at, &parsed, clockwork.mode) {
                // What is a part of no time is passed over as a whole: so is "37 years old".
                at = if matches!(parsed.meaning, Meaning::Modifier(_) | Meaning::Length(_)) {
                    parsed.end
                } else {
                    at + 1
                };
                continue;
            }
            let Parsed { end, meaning, .. } = parsed;
            let meaning = series::with_year(meaning, self, end);
            let meaning = self.on_its_day(meaning, end);
            let meaning = self.up_to_its_end(meaning, end);
            let meaning = refuse::rate(self.document, self.terms, at, end, meaning);
            let next = series::more(text, self.terms, end, &meaning);
            let reading = self.reading(span, meaning, clockwork);
            self.move_story(&reading, clockwork);
            if let (Gap::Paragraph, Some(granule)) = (self.terms[at].gap, reading.granule) {
                clockwork.begin_with(granule);
            }
            readings.push(reading);
            at = end;
            if let Some((first, end, meaning)) = next {
                let span = Span::new(self.terms[first].start, self.terms[end - 1].end);
                let reading = self.reading(span, meaning, clockwork);
                self.move_story(&reading, clockwork);
                readings.push(reading);
                at = end;
            }
        }
    }

    /// Returns a time of day with the date that follows: "at 10:30 p.m. on Friday".
    fn on_its_day(&self, meaning: Meaning, end: usize) -> Meaning {
        let Meaning::Point(point @ Point { what: What::Same(Unit::Day), .. }) = &meaning else {
            return meaning;
        };
        let on = self.terms.get(end).is_some_and(|term| {
            let word = Span::new(term.start, term.end).of(&self.document.text);
            term.gap < Gap::Paragraph && (word.eq_ignore_ascii_case("on") || word == ",")
        });
        let next = (on && end + 1 < self.terms.len())
            .then(|| self.grammar.read(&self.document.text, self.terms, end + 1));
        match next.flatten().map(|parsed| parsed.meaning) {
            Some(Meaning::Point(Point { what, part: None, clock: None, .. }))
                if what != What::Same(Unit::Day) =>
            {
                Meaning::Point(Point { what, ..point.clone() })
            }
            _ => meaning,
        }
    }

    /// Returns "the quarter" as the one whose end is told after it: "the quarter ended Sept. 30".
    ///
    /// Firms close their quarters some days before or after the calendar does, so that it is the one
    /// that holds the day a month before.
    fn up_to_its_end(&self, meaning: Meaning, end: usize) -> Meaning {
        let Meaning::Point(Point { what: What::Report(Unit::Quarter, 0), .. }) = &meaning else {
            return meaning;
        };
        let ends = self.terms.get(end).is_some_and(|term| {
            let word = Span::new(term.start, term.end).of(&self.document.text);
            term.gap < Gap::Paragraph && matches!(word, "ended" | "ending")
        });
        let day = ends.then(|| self.grammar.read(&self.document.text, self.terms, end + 1));
        match day.flatten().map(|parsed| parsed.meaning) {
            Some(Meaning::Point(Point { what, part: None, clock: None, .. })) => {
                let origin = Origin::At(Box::new(what));
                let month = What::Away { amount: Some(1.0), unit: Unit::Month, sign: -1, origin };
                What::Holding(Unit::Quarter, Box::new(month)).into()
            }
            _ => meaning,
        }
    }

    /// Returns the day that the part names as its own: the first one that is written out.
    fn own_date(&self) -> Option<jiff::civil::Date> {
        let text = &self.document.text;
        (0..self.terms.len()).find_map(|at| {
            match self.grammar.read(text, self.terms, at)?.meaning {
                Meaning::Point(Point { what: What::Fixed(Granule::Day(day)), .. }) => Some(day),
                _ => None,
            }
        })
    }

    fn reading(&self, span: Span, meaning: Meaning, clockwork: &Clockwork) -> Reading {
        let direction = tense::direction(self.document, span, self.kind);
        let reading = |kind, value, modifier, granule, meaning| Reading {
            span,
            meaning,
            granule,
            direction,
            kind,
            value,
            modifier,
        };
        match meaning {
            Meaning::Point(point) => {
                let granule = self.place(&point, clockwork, direction);
                let kind = match granule {
                    Some(Granule::At(..) | Granule::Part(..)) => TimexKind::Time,
                    _ if point.clock.is_some() || point.part.is_some() => TimexKind::Time,
                    _ => TimexKind::Date,
                };
                let value = value(&point, granule, clockwork);
                reading(kind, value, point.modifier, granule, Meaning::Point(point))
            }
            Meaning::Length(length) => {
                let (value, modifier) = (length.value(), length.modifier);
                reading(TimexKind::Duration, value, modifier, None, Meaning::Length(length))
            }
            Meaning::Set(set) => {
                reading(TimexKind::Set, set.value(), None, None, Meaning::Set(set))
            }
            Meaning::Vague(vague) => {
                let value = vague.as_str().to_owned();
                reading(TimexKind::Date, value, None, None, Meaning::Vague(vague))
            }
            Meaning::Modifier(_) => {
                let value = Vague::Present.as_str().to_owned();
                reading(TimexKind::Date, value, None, None, meaning)
            }
        }
    }

    /// Returns the piece of the calendar that `point` stands for.
    fn place(&self, point: &Point, clockwork: &Clockwork, direction: Direction) -> Option<Granule> {
        let granule = clockwork.find(&point.what, direction)?;
        match (point.clock, point.part, granule.unit() <= Unit::Day) {
            (Some(clock), _, true) => Some(Granule::At(granule.first_day()?, clock)),
            (_, Some(part), true) => Some(Granule::Part(granule.first_day()?, part)),
            (None, None, _) => Some(granule),
            _ => None,
        }
    }

    /// Whether a time is only spoken of: the story moves by what the main clause tells.
    ///
    /// A bare year outside it moves the story no farther than to the years that come next, and a
    /// date that tells of which noun it speaks does not move it back: "the May 2007 high".
    fn is_aside(&self, reading: &Reading, granule: Granule, clockwork: &Clockwork) -> bool {
        if clockwork.mode == Mode::News || tense::is_main(self.document, reading.span) {
            return false;
        }
        let here = clockwork.story_day();
        let (Some(here), Some(then)) = (here, granule.first_day()) else {
            return granule.unit() >= Unit::Year;
        };
        if granule.unit() >= Unit::Year {
            let word = interval::word_before(&self.document.text, reading.span);
            let bound = matches!(word.as_str(), "until" | "till" | "by" | "through" | "since");
            return bound || !(0..=NEXT_YEARS).contains(&(then.year() - here.year()));
        }
        let Meaning::Point(Point { what: What::Fixed(_), .. }) = reading.meaning else {
            return false;
        };
        then < here && tense::is_of_a_noun(self.document, reading.span)
    }

    /// Moves the story on where the reading tells a time of its own.
    fn move_story(&self, reading: &Reading, clockwork: &mut Clockwork) {
        let Meaning::Point(point) = &reading.meaning else { return };
        let tells = match point.what {
            What::Step(0, _, Origin::Now) => clockwork.mode == Mode::News,
            What::Same(_) | What::Report(..) => false,
            What::Away { unit, .. } => clockwork.mode == Mode::Narrative || unit < Unit::Year,
            _ => true,
        };
        if let Some(granule) = reading.granule
            && tells
            && !self.is_aside(reading, granule, clockwork)
        {
            clockwork.tell(match granule {
                Granule::At(day, _) | Granule::Part(day, _) => Granule::Day(day),
                granule => granule,
            });
        }
    }
}

/// Returns how TIMEX3 writes the time of `point`.
fn value(point: &Point, granule: Option<Granule>, clockwork: &Clockwork) -> String {
    match (granule, &point.what, clockwork.mode) {
        // In a narrative "today" is the reader's own time.
        (_, What::Step(0, Unit::Day, Origin::Now), Mode::Narrative) if point.part.is_none() => {
            Vague::Present.as_str().to_owned()
        }
        (Some(granule), _, _) => granule.value(),
        (None, what, _) => {
            let mut value = what.unknown();
            if let Some(clock) = point.clock {
                value = format!("XXXX-XX-XXT{}", clock.value());
            } else if let Some(part) = point.part {
                value = format!("XXXX-XX-XXT{}", part.as_str());
            }
            value
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, segments: Vec<crate::document::Segment>, mode: Mode) -> Vec<Timex> {
        let document = Document { text: text.to_owned(), segments, ..Document::default() };
        let published = "2020-12-18".parse().unwrap();
        timexes(&document, &Context { document_creation_time: published, mode })
    }

    fn values(text: &str, mode: Mode) -> Vec<String> {
        read(text, Vec::new(), mode).into_iter().map(|timex| timex.value).collect()
    }

    #[test]
    fn a_narrative_is_counted_from_its_own_story() {
        let text = "In 1915 the front froze. In April gas was used. The next day was quiet.";
        assert_eq!(values(text, Mode::Narrative), ["1915", "1915-04", "XXXX-XX-XX"]);
        let text = "On 22 April 1915 gas was used. The next day was quiet. In May it rained.";
        assert_eq!(values(text, Mode::Narrative), ["1915-04-22", "1915-04-23", "1915-05"]);
    }

    #[test]
    fn a_paragraph_that_begins_with_a_date_is_counted_from_it() {
        let text = "Visits:\n\nApril 5-6, 1903 - The president came. He left on April 7.";
        assert_eq!(values(text, Mode::News), ["1903-04-05", "1903-04-06", "1903-04-07"]);
    }

    #[test]
    fn a_caption_is_counted_from_its_own_day() {
        let text = "She arrives in Rome on Dec. 3, 2019. She had left the day before.";
        let span = Span::new(0, text.len());
        let caption = vec![crate::document::Segment { span, kind: SegmentKind::Caption }];
        let found = read(text, caption, Mode::News);
        assert_eq!(found[0].value, "2019-12-03");
        assert_eq!(found[1].value, "2019-12-02");
    }

    #[test]
    fn any_row_of_words_is_read() {
        let words: Vec<&str> = "the a last next this of 1914 - 18 May march Q3 week weeks two 2 1/2 31 \
            Feb. Monday ago later before after 9999 bc century decade of half past p.m. 10:30 every \
            other twice quarter end early 's '98 99999999999 million and to from 2020-02-30 9/11 , . \
            \n\n Easter Labor Day weekend millennium 0 40th é"
            .split(' ')
            .collect();
        let mut state = 1_u64;
        for _ in 0..4000 {
            let mut text = String::new();
            for _ in 0..12 {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                text.push_str(words[(state >> 33) as usize % words.len()]);
                text.push(if state >> 60 == 0 { '\n' } else { ' ' });
            }
            for mode in [Mode::News, Mode::Narrative] {
                let found = read(&text, Vec::new(), mode);
                assert!(found.is_sorted_by(|a, b| a.span.end <= b.span.start), "{text}");
                assert!(
                    found.iter().all(|timex| text.get(timex.span.start..timex.span.end).is_some())
                );
            }
        }
    }
}

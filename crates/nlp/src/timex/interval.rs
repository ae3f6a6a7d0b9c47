//! The time on the calendar that an expression covers, preposition and range counted in.
//!
//! "Since 2019" begins in 2019 and is not told to end; "from June to December" are both inside; "for
//! two weeks" of what *has been* going on ends on the day of publication. What is not told stays
//! unknown: the two weeks of what *went* on lie nowhere.

use jiff::civil::Date;

use super::granule::{Granule, Unit};
use super::meaning::{Length, Meaning, Name, Origin, Point, Side, Vague, What};
use super::pick::{first_in, last_in, whole_units};
use super::resolve::{Clockwork, Direction};
use super::{Reading, tense};
use crate::document::{Document, Mode, Timex, TimexKind};
use crate::edtf::{Bound, Interval, PartialDate};
use crate::span::Span;

/// Verbs that carry something from one date to another: both are values, not the ends of a time.
const MOVES: &str = "postpone delay move push shift change reschedule bring slip defer extend cut raise \
    put advance transfer switch";

/// Returns the readings as annotations, each with its interval.
pub(super) fn timexes(document: &Document, mut readings: Vec<Reading>, now: Date) -> Vec<Timex> {
    for at in 1..readings.len() {
        let (before, after) = readings.split_at_mut(at);
        if let (Some(from), Some(to)) = (before.last_mut(), after.first_mut())
            && is_range(document, from, to)
        {
            put_in_order(from, to, now);
            end_after(from, to);
        }
    }
    let mut intervals: Vec<_> =
        readings.iter().map(|reading| interval(document, reading, now)).collect();
    for at in 1..readings.len() {
        if let Some(whole) = range(document, &readings[at - 1], &readings[at], now) {
            intervals[at - 1] = Some(whole);
            intervals[at] = Some(whole);
        } else if let Some(whole) = lasting(document, &readings[at - 1], &readings[at]) {
            intervals[at - 1] = Some(whole);
            intervals[at] = Some(whole);
        }
    }
    let timex = |(reading, interval): (Reading, Option<Interval>)| Timex {
        span: reading.span,
        kind: reading.kind,
        value: reading.value,
        modifier: reading.modifier,
        interval,
    };
    readings.into_iter().zip(intervals).map(timex).collect()
}

/// Returns the word before `span`, in small letters, where it stands close.
pub(super) fn word_before(text: &str, span: Span) -> String {
    let before = text[..span.start].trim_end_matches([' ', '\t', '\n', '\r']);
    let close = before.len() + 3 > span.start;
    let word = before.rfind(|c: char| !c.is_alphabetic()).map_or(before, |at| {
        let letter = before[at..].chars().next().map_or(1, char::len_utf8);
        &before[at + letter..]
    });
    if close && word.len() < 12 { word.to_ascii_lowercase() } else { String::new() }
}

/// Words beside a date that bound a time as a preposition does: before it, or after it.
const BOUNDS: &[(&str, &str, &str)] = &[
    ("no later than", "", "until"),
    ("not later than", "", "until"),
    ("as late as", "", "until"),
    ("no earlier than", "", "since"),
    ("as early as", "", "since"),
    ("starting", "", "since"),
    ("starting on", "", "since"),
    ("starting in", "", "since"),
    ("beginning", "", "since"),
    ("beginning on", "", "since"),
    ("beginning in", "", "since"),
    ("later than", "", "after"),
    ("earlier than", "", "before"),
    ("prior to", "", "before"),
    ("", "or later", "since"),
    ("", "and later", "since"),
    ("", "or after", "since"),
    ("", "and after", "since"),
    ("", "and beyond", "since"),
    ("", "onwards", "since"),
    ("", "onward", "since"),
    ("", "or earlier", "until"),
    ("", "and earlier", "until"),
    ("", "or before", "until"),
];

/// Returns the preposition of the expression at `span`, or the one that the words beside it stand for.
fn preposition(text: &str, span: Span) -> String {
    let (before, after) = (text[..span.start].trim_end(), text[span.end..].trim_start());
    let ends = |words: &str| {
        let start = before.len().wrapping_sub(words.len());
        before.get(start..).is_some_and(|it| it.eq_ignore_ascii_case(words))
            && !before[..start].ends_with(char::is_alphanumeric)
    };
    let begins = |words: &str| {
        after.get(..words.len()).is_some_and(|it| it.eq_ignore_ascii_case(words))
            // "Before 2010 or after 2018"
            && !after[words.len()..].trim_start().starts_with(char::is_alphanumeric)
    };
    let bound = BOUNDS.iter().find(|(first, then, _)| match first.is_empty() {
        true => begins(then),
        false => ends(first),
    });
    bound.map_or_else(|| word_before(text, span), |&(_, _, word)| word.to_owned())
}

fn interval(document: &Document, reading: &Reading, now: Date) -> Option<Interval> {
    let word = preposition(&document.text, reading.span);
    match &reading.meaning {
        Meaning::Point(_) => {
            // "Postponed from June": June is over.
            let moved = word == "from" && is_moved(document, reading.span);
            // "A photograph from June"
            let whose = word == "from" && tense::is_of_a_noun(document, reading.span);
            let inside = tense::is_inside_a_noun(document, reading.span);
            let word = match word.as_str() {
                _ if moved || whose => "",
                // "Inspired by 2016 reports", "before the summer holidays"
                "from" | "by" if inside => "",
                "before" if inside => "until",
                "after" if inside => "since",
                word => word,
            };
            point(reading, word, now)
        }
        Meaning::Length(it) => length(document, reading, it, &word, now),
        _ => None,
    }
}

/// Returns the time of a date after the preposition `word`.
fn point(reading: &Reading, word: &str, now: Date) -> Option<Interval> {
    let Some(granule) = reading.granule else {
        // "He was fired a month later", than nobody says what: at the latest on the day of the report.
        let later = matches!(
            reading.meaning,
            Meaning::Point(Point {
                what: What::Away { amount: Some(_), sign: 1.., origin: Origin::Story, .. },
                ..
            })
        );
        let over = later && reading.direction == Direction::Past;
        return over.then(|| Interval::until(PartialDate::day(now)));
    };
    let (first, last) = (granule.first()?, granule.last()?);
    // "At the end of 2019": the year is known, and nothing finer.
    let whole = granule.interval()?;
    // Only what is counted from today lies between it and today.
    let counted = matches!(
        reading.meaning,
        Meaning::Point(Point { what: What::Away { origin: Origin::Now, .. }, .. })
    ) && (granule.last_day()? < now || granule.first_day()? > now);
    let about = |interval: Interval| match reading.modifier {
        Some("APPROX") => Interval { start: near(interval.start), end: near(interval.end) },
        _ => interval,
    };
    Some(about(match (word, reading.modifier) {
        ("since", _) => Interval::since(first),
        ("from", _) if (Unit::Day..Unit::Decade).contains(&granule.unit()) => {
            Interval::since(first)
        }
        ("until" | "till" | "til" | "by" | "through", _) => Interval::until(last),
        // "Before the end of 2019", "after the beginning of March"
        ("before", Some("MID" | "END")) => Interval::until(last),
        ("after", Some("START" | "MID")) => Interval::since(first),
        ("before", _) => Interval::until(granule.step(-1)?.last()?),
        ("after", _) if granule.unit() > Unit::Day => Interval::since(granule.step(1)?.first()?),
        ("after", _) => Interval::since(first),
        (_, Some("BEFORE")) if granule.last_day()? >= now && granule.first_day()? <= now => {
            Interval::between(first, PartialDate::day(now))
        }
        (_, Some("AFTER")) if granule.last_day()? >= now && granule.first_day()? <= now => {
            Interval::between(PartialDate::day(now), last)
        }
        (_, Some("MORE_THAN" | "EQUAL_OR_MORE")) if granule.last_day()? < now => {
            Interval::until(last)
        }
        // "More than two weeks from now", "less than two weeks ago"
        (_, Some(modifier)) if counted => match modifier {
            "MORE_THAN" | "EQUAL_OR_MORE" => Interval::since(first),
            "LESS_THAN" | "EQUAL_OR_LESS" if granule.last_day()? < now => {
                Interval::between(first, PartialDate::day(now))
            }
            "LESS_THAN" | "EQUAL_OR_LESS" => Interval::between(PartialDate::day(now), last),
            _ => whole,
        },
        _ => whole,
    }))
}

fn near(bound: Bound) -> Bound {
    match bound {
        Bound::At(date) => Bound::At(date.about()),
        bound => bound,
    }
}

/// Returns the time of a length after the preposition `word`.
fn length(
    document: &Document,
    reading: &Reading,
    length: &Length,
    word: &str,
    now: Date,
) -> Option<Interval> {
    let today = PartialDate::day(now);
    match &length.side {
        // "The last two quarters" are those that are over.
        Side::Past | Side::Future if length.unit == Unit::Quarter => {
            let (count, unit) = whole_units(length.amount?, length.unit)?;
            let this = Granule::holding(now, unit);
            let (from, to) = match length.side {
                Side::Past => (this.step(-count)?, this.step(-1)?),
                _ => (this.step(1)?, this.step(count)?),
            };
            Some(Interval::between(from.first()?, to.last()?))
        }
        Side::Past => Some(Interval::between(edge(length, now, -1)?, today)),
        // "The next three days" are those after the day spoken from.
        Side::Future => {
            let tomorrow = PartialDate::day(now.tomorrow().ok()?);
            Some(Interval::between(tomorrow, edge(length, now, 1)?))
        }
        Side::First(whole) | Side::Last(whole) => {
            let clockwork = Clockwork::new(now, Mode::News);
            let whole = clockwork.find(whole, reading.direction)?;
            let (count, unit) = whole_units(length.amount?, length.unit)?;
            let (from, to) = if matches!(length.side, Side::First(_)) {
                let from = first_in(whole, unit)?;
                (from, from.step(count - 1)?)
            } else {
                let to = last_in(whole, unit)?;
                (to.step(1 - count)?, to)
            };
            Some(Interval::between(from.first()?, to.last()?))
        }
        Side::None => match (word, tense::is_to_come(document, reading.span)) {
            // "Has been here for two weeks"
            ("for", _) if tense::is_perfect(document, reading.span) => {
                let start = edge(length, now, -1)?;
                let start = if length.modifier.is_some() { start.about() } else { start };
                Some(Interval::between(start, today))
            }
            ("in" | "within", true) => {
                let edge = edge(length, now, 1)?;
                Some(if word == "in" { Interval::at(edge) } else { Interval::between(today, edge) })
            }
            _ => None,
        },
    }
}

/// Returns the date at a length's distance from `now`, no more precise than its unit.
fn edge(length: &Length, now: Date, sign: i64) -> Option<PartialDate> {
    let (count, unit) = whole_units(length.amount?, length.unit)?;
    if unit.is_clock() {
        return Some(PartialDate::day(now));
    }
    let then = Granule::Day(now).shift(count.checked_mul(sign)?, unit)?;
    let size = match unit {
        Unit::Day | Unit::Weekend | Unit::Week | Unit::Fortnight => Unit::Day,
        Unit::Month | Unit::Quarter | Unit::Season | Unit::Half => Unit::Month,
        _ => Unit::Year,
    };
    Granule::holding(then.first_day()?, size).first()
}

/// Returns the time from one date to the next, where the words between make them its ends.
fn range(document: &Document, from: &Reading, to: &Reading, now: Date) -> Option<Interval> {
    // "Between now and June"
    let place = |reading: &Reading| match reading.meaning {
        Meaning::Vague(Vague::Present) => Some(Granule::Day(now)),
        _ => reading.granule,
    };
    // "Moved to May, and now to July" goes nowhere from now.
    let text = &document.text;
    let between = text.get(from.span.end..to.span.start)?.trim();
    let present = matches!(from.meaning, Meaning::Vague(Vague::Present));
    if present && between == "to" && word_before(text, from.span) != "from" {
        return None;
    }
    let (start, end) = (place(from)?, place(to)?);
    let (first, last) = (start.first()?, end.last()?);
    let ordered = start.first_day()? <= end.last_day()?;
    let range = ordered && is_range(document, from, to) && !is_moved(document, from.span);
    range.then(|| Interval::between(first, last))
}

/// Returns the time of a length that begins or ends with the date after it: "a three-day visit
/// starting Monday", "for five years until 2019".
fn lasting(document: &Document, length: &Reading, date: &Reading) -> Option<Interval> {
    let Meaning::Length(Length { amount, unit, and: None, side: Side::None, .. }) = length.meaning
    else {
        return None;
    };
    let between = document.text.get(length.span.end..date.span.start)?;
    let words: Vec<&str> = between.split_whitespace().collect();
    let begins = match words.as_slice() {
        [.., "starting" | "beginning" | "from"] => true,
        [.., "starting" | "beginning", "on" | "in"] => true,
        ["until" | "till" | "to"] => false,
        _ => return None,
    };
    // "Three days of talks starting Monday", but nothing farther off.
    if words.len() > 4 || between.contains(['.', ';', '\n']) || unit.is_clock() {
        return None;
    }
    let (count, unit) = whole_units(amount?, unit)?;
    let granule = date.granule.filter(|granule| granule.unit() <= unit)?;
    let moved = granule.shift(if begins { count } else { -count }, unit)?;
    if !begins {
        return Some(Interval::between(moved.first()?, granule.last()?));
    }
    // Three days from Monday are over on Wednesday.
    let last = match moved {
        Granule::Day(day) => PartialDate::day(day.yesterday().ok()?),
        moved => moved.last()?,
    };
    Some(Interval::between(granule.first()?, last))
}

/// Whether the words between two dates make them the ends of a time.
fn is_range(document: &Document, from: &Reading, to: &Reading) -> bool {
    let between = document.text.get(from.span.end..to.span.start).unwrap_or_default();
    // "3 p.m. - this week": no time of day goes on to a week.
    let time = from.kind == TimexKind::Time
        && to.granule.is_some_and(|granule| granule.unit() > Unit::Day);
    if between.len() > 24 || time {
        return false;
    }
    match between.trim().to_ascii_lowercase().as_str() {
        "-" | "–" | "—" | "~" => true,
        "to" | "through" | "until" | "till" | "up to" | "and until" | "right through" => true,
        "and" | "and the" => word_before(&document.text, from.span) == "between",
        _ => false,
    }
}

/// Moves the beginning of a range, where its year was not told, to the year before its end; or the
/// end to the year after, where both lie ahead: "will run from May to March".
fn put_in_order(from: &mut Reading, to: &mut Reading, now: Date) {
    let Meaning::Point(Point { what: What::Named(Name::Month(_) | Name::MonthDay(..)), .. }) =
        from.meaning
    else {
        return;
    };
    let (Some(start), Some(end)) = (from.granule, to.granule) else { return };
    let ends = |start: Granule, end: Granule| {
        let (Some(first), Some(last)) = (start.first_day(), end.last_day()) else { return false };
        (0..=364).contains(&first.until(last).map_or(-1, |span| span.get_days()))
    };
    let both = matches!(
        to.meaning,
        Meaning::Point(Point { what: What::Named(Name::Month(_) | Name::MonthDay(..)), .. })
    );
    if from.direction == Direction::Future
        && both
        && end.first_day().is_some_and(|first| first > now)
        && !ends(start, end)
        && let Some(later) = end.shift(1, Unit::Year)
        && ends(start, later)
    {
        to.granule = Some(later);
        to.value = later.value();
        return;
    }
    let mut years = [0, -1, 1].into_iter().filter_map(|years| start.shift(years, Unit::Year));
    if let Some(moved) = years.find(|&moved| ends(moved, end)) {
        from.granule = Some(moved);
        from.value = moved.value();
    }
}

/// Moves a weekday that ends a range to the first one after its beginning: "from Friday to Monday".
fn end_after(from: &Reading, to: &mut Reading) {
    let Meaning::Point(Point {
        what: What::Named(Name::Weekday(_)), clock: None, part: None, ..
    }) = to.meaning
    else {
        return;
    };
    let (Some(Granule::Day(first)), Some(last @ Granule::Day(day))) = (from.granule, to.granule)
    else {
        return;
    };
    let behind = day.until(first).map_or(0, |span| span.get_days());
    if let (1..=6, Some(moved)) = (behind, last.shift(1, Unit::Week)) {
        to.granule = Some(moved);
        to.value = moved.value();
    }
}

/// Whether the verb over the expression carries something from one date to another.
fn is_moved(document: &Document, span: Span) -> bool {
    let Some(mut at) = tense::head_of(document, span) else { return false };
    for _ in 0..4 {
        let token = &document.tokens[at];
        if MOVES.split_whitespace().any(|verb| verb == token.lemma) {
            return true;
        }
        match token.head {
            Some(above) => at = above,
            None => break,
        }
    }
    false
}

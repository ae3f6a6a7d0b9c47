//! Dates that share what they leave out: "June 3-5", "May 2 and 4", "1914-18".

use super::Reader;
use super::form::Class;
use super::granule::Granule;
use super::meaning::{Meaning, Name, Point, What};
use super::term::{Gap, Term};
use super::vocabulary::Facet;
use crate::span::Span;
use jiff::civil::Date;

/// Returns a month or day without a year with the year that a date right after it gives: "June-August
/// 1992", "from November to March 2021", "May 30 and June 2, 2019".
pub(super) fn with_year(meaning: Meaning, reader: &Reader<'_>, at: usize) -> Meaning {
    let Meaning::Point(point) = &meaning else { return meaning };
    let month = match point.what {
        What::Named(Name::Month(month) | Name::MonthDay(month, ..)) => month,
        _ => return meaning,
    };
    let terms = reader.terms;
    let text = &reader.document.text;
    let link = |at: usize| {
        terms.get(at).is_some_and(|term| {
            let word = Span::new(term.start, term.end).of(text).to_ascii_lowercase();
            let link = matches!(
                word.as_str(),
                "-" | "–" | "to" | "and" | "or" | "through" | "until" | "till"
            );
            link && term.gap < Gap::Paragraph
        })
    };
    if !link(at) {
        return meaning;
    }
    // "April 5-6, 1903"
    if let Some((_, Some(year))) = day_and_year(terms, at + 1)
        && let What::Named(Name::MonthDay(_, day, _)) = point.what
        && let Ok(day) = Date::new(year, month, day)
    {
        let what = What::Fixed(Granule::Day(day));
        return Meaning::Point(Point { what, ..point.clone() });
    }
    let next = reader.grammar.read(text, terms, at + 1).map(|parsed| parsed.meaning);
    let Some(Meaning::Point(Point { what: What::Fixed(next), .. })) = next else { return meaning };
    let (year, last) = match next {
        Granule::Month(year, month) => (year, month),
        Granule::Day(day) => (day.year(), day.month()),
        _ => return meaning,
    };
    let year = if month > last { year - 1 } else { year };
    let granule = match point.what {
        What::Named(Name::MonthDay(_, day, _)) => {
            Date::new(year, month, day).ok().map(Granule::Day)
        }
        _ => Some(Granule::Month(year, month)),
    };
    match granule {
        Some(granule) => Meaning::Point(Point { what: What::Fixed(granule), ..point.clone() }),
        None => meaning,
    }
}

/// Returns the end and the meaning of a bare day that the next one lends its month to: "12-14 June",
/// "on 18 and 19 June 2020", "between the ninth and the 17th of April".
pub(super) fn first_day(reader: &Reader<'_>, at: usize) -> Option<(usize, Meaning)> {
    let (text, terms) = (&reader.document.text, reader.terms);
    let word = |at: usize| {
        let close = terms.get(at).filter(|term| term.gap < Gap::Paragraph);
        close.map_or("", |term| text.get(term.start..term.end).unwrap_or_default())
    };
    let is = |at: usize, words: &str| words.split(' ').any(|it| it.eq_ignore_ascii_case(word(at)));
    let begin = at;
    let at = at + usize::from(is(at, "the"));
    let day = terms.get(at).filter(|term| Class::Day.holds(term))?;
    if !is(at + 1, "- – and or to through until till") {
        return None;
    }
    let next = at + 2 + usize::from(is(at + 2, "the"));
    terms.get(next).filter(|term| Class::Day.holds(term))?;
    let joined = is(at + 1, "- –");
    let told = begin.checked_sub(1).is_some_and(|before| {
        let before = word(before).rsplit(' ').next().unwrap_or_default().to_ascii_lowercase();
        let words = "on at between from of for in until since during by ( , ;";
        terms[begin].gap < Gap::Paragraph && words.split(' ').any(|it| it == before)
    });
    let opens = terms[begin].gap == Gap::Paragraph;
    if !joined && !told && !opens {
        return None;
    }
    let number = |term: &Term| match term.facet {
        Facet::Ordinal(day) => i8::try_from(day).ok(),
        Facet::Number(day) => day.whole().and_then(|day| i8::try_from(day).ok()),
        _ => None,
    };
    let (first, last) = (number(day)?, number(&terms[next])?);
    let parsed = reader.grammar.read(text, terms, at + 2)?;
    let Meaning::Point(Point { what, part: None, clock: None, .. }) = parsed.meaning else {
        return None;
    };
    let what = match what {
        What::Named(Name::MonthDay(month, day, None)) if day == last && first < last => {
            Date::new(2024, month, first).ok()?;
            What::Named(Name::MonthDay(month, first, None))
        }
        What::Fixed(Granule::Day(day)) if day.day() == last && first < last => {
            What::Fixed(Granule::Day(Date::new(day.year(), day.month(), first).ok()?))
        }
        _ => return None,
    };
    Some((at + 1, what.into()))
}

/// Returns the index after a day of the month at `at`, and after its year where it has one.
fn day_and_year(terms: &[Term], at: usize) -> Option<(usize, Option<i16>)> {
    terms.get(at).filter(|term| Class::Day.holds(term) && term.gap < Gap::Paragraph)?;
    let comma =
        terms.get(at + 1).is_some_and(|term| term.end - term.start == 1 && !term.is_opaque());
    let year = terms
        .get(at + 1 + usize::from(comma))
        .filter(|term| term.gap < Gap::Paragraph && Class::Year.holds(term));
    match year.map(|term| term.facet) {
        Some(Facet::Number(year)) => {
            Some((at + 2 + usize::from(comma), i16::try_from(year.whole()?).ok()))
        }
        _ => Some((at + 1, None)),
    }
}

/// Returns the first and last index and the meaning of a bare figure that carries on the date
/// before `at`.
pub(super) fn more(
    text: &str,
    terms: &[Term],
    at: usize,
    before: &Meaning,
) -> Option<(usize, usize, Meaning)> {
    let Meaning::Point(Point { what, part: None, clock: None, .. }) = before else { return None };
    let (link, figure) = (terms.get(at)?, terms.get(at + 1)?);
    if link.gap == Gap::Paragraph || figure.gap == Gap::Paragraph {
        return None;
    }
    let through = ["to", "through", "until", "till"]
        .iter()
        .any(|word| Span::new(link.start, link.end).of(text).eq_ignore_ascii_case(word));
    if let (true, What::Named(Name::MonthDay(month, day, _))) = (through, what) {
        return up_to(text, terms, at, *month, *day);
    }
    let Facet::Number(number) = figure.facet else { return None };
    // "1841–1 May 1904": the figure begins a date of its own.
    if terms.get(at + 2).is_some_and(|next| {
        next.gap < Gap::Paragraph && matches!(next.facet, Facet::Month(_) | Facet::Unit(..))
    }) {
        return None;
    }
    let close = link.gap == Gap::None && figure.gap == Gap::None;
    let dash = link.end - link.start <= 3 && !link.is_opaque();
    // "Feb. 8 and 10:", but not "Feb. 8 and 10 more"
    let (end, _) = day_and_year(terms, at + 1).unwrap_or((at + 2, None));
    let stops = || {
        let rest = text.get(terms[end - 1].end..).unwrap_or_default();
        !rest.trim_start().starts_with(char::is_alphanumeric)
    };
    let and = Span::new(link.start, link.end).of(text).eq_ignore_ascii_case("and");
    let joined = close && dash || and && stops();
    let what = match *what {
        What::Fixed(Granule::Year(year)) if Class::ShortYear.holds(figure) && close && dash => {
            let year = year - year.rem_euclid(100) + number.whole()? as i16;
            What::Fixed(Granule::Year(year))
        }
        What::Fixed(Granule::Day(day)) if Class::Day.holds(figure) && joined => {
            let later = Date::new(day.year(), day.month(), number.whole()? as i8).ok()?;
            What::Fixed(Granule::Day(later))
        }
        What::Named(Name::MonthDay(month, day, _)) if Class::Day.holds(figure) && joined => {
            let later = number.whole()? as i8;
            if later <= day {
                return None;
            }
            What::Named(Name::MonthDay(month, later, None))
        }
        _ => return None,
    };
    Some((at + 1, end, what.into()))
}

/// Returns the day that a stretch beginning on a day of `month` lasts to: "June 3 to 5", "April 9th
/// through 17th", but not "from June 3 to 15 people".
fn up_to(
    text: &str,
    terms: &[Term],
    at: usize,
    month: i8,
    day: i8,
) -> Option<(usize, usize, Meaning)> {
    let the = terms
        .get(at + 1)
        .is_some_and(|term| Span::new(term.start, term.end).of(text).eq_ignore_ascii_case("the"));
    let at = at + usize::from(the);
    let figure = terms.get(at + 1)?;
    let (last, ordinal) = match figure.facet {
        Facet::Ordinal(last) => (i8::try_from(last).ok()?, true),
        Facet::Number(last) => (i8::try_from(last.whole()?).ok()?, false),
        _ => return None,
    };
    let rest = text.get(figure.end..).unwrap_or_default().trim_start();
    let next = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let goes_on = ["in", "at", "on", "and", "with", "for", "of"].contains(&next);
    if last <= day || !ordinal && !next.is_empty() && !goes_on {
        return None;
    }
    Date::new(2024, month, last).ok()?;
    Some((at + 1, at + 2, What::Named(Name::MonthDay(month, last, None)).into()))
}

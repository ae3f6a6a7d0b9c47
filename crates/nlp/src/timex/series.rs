//! Dates that share what they leave out: "June 3-5", "May 2 and 4", "1914-18".

use super::form::Class;
use super::granule::Granule;
use super::meaning::{Meaning, Name, Point, What};
use super::term::{Gap, Term};
use super::vocabulary::Facet;
use jiff::civil::Date;

/// Returns the index and the meaning of a bare figure that carries on the date before `at`.
pub(super) fn more(terms: &[Term], at: usize, before: &Meaning) -> Option<(usize, Meaning)> {
    let Meaning::Point(Point { what, part: None, clock: None, .. }) = before else { return None };
    let (link, figure) = (terms.get(at)?, terms.get(at + 1)?);
    if link.gap == Gap::Paragraph || figure.gap == Gap::Paragraph {
        return None;
    }
    let Facet::Number(number) = figure.facet else { return None };
    // "1841–1 May 1904": the figure begins a date of its own.
    if terms.get(at + 2).is_some_and(|next| {
        next.gap < Gap::Paragraph && matches!(next.facet, Facet::Month(_) | Facet::Unit(..))
    }) {
        return None;
    }
    let joined = link.gap == Gap::None && figure.gap == Gap::None;
    let what = match *what {
        What::Fixed(Granule::Year(year)) if Class::ShortYear.holds(figure) && joined => {
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
    // The link is a hyphen or a dash: nothing else stands so close between two figures.
    (link.end - link.start <= 3 && !link.is_opaque()).then(|| (at + 1, what.into()))
}

//! Named days of the year, and how to find them in a given year.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// How a named day is found in a year.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Holiday {
    /// The same day of the same month.
    On(i8, i8),
    /// The nth (or, counted from -1, nth last) weekday of a month, and so many days later.
    Nth(i8, i8, Weekday, i8),
    /// So many days after Easter Sunday.
    Easter(i16),
    /// The weekday before a day of a month.
    Before(i8, i8, Weekday),
    /// The Sunday of the Super Bowl.
    SuperBowl,
    /// One day of history.
    Once(i16, i8, i8),
    /// A day of the year that no simple rule finds.
    Unknown,
}

use Holiday::*;
use Weekday::{Monday, Sunday, Thursday, Tuesday};

/// The named days: the form of the name, and the day.
///
/// A form is written as in the grammar: `'s` is a word of its own, and `?` follows what may be left out.
pub(super) const HOLIDAYS: &[(&str, Holiday)] = &[
    ("new year 's ( day )?", On(1, 1)),
    ("new year day", On(1, 1)),
    ("( the )? new year", On(1, 1)),
    ("( the )? new year 's eve", On(12, 31)),
    ("new year eve", On(12, 31)),
    ("( the )? epiphany", On(1, 6)),
    ("martin luther king ,? jr .? day", Nth(1, 3, Monday, 0)),
    ("martin luther king ( jr .? )? ( 's )? day", Nth(1, 3, Monday, 0)),
    ("mlk day", Nth(1, 3, Monday, 0)),
    ("australia day", On(1, 26)),
    ("groundhog day", On(2, 2)),
    ("super bowl sunday", SuperBowl),
    ("( saint|st )? .? valentine ( 's )? day", On(2, 14)),
    ("valentines day", On(2, 14)),
    ("presidents ' day", Nth(2, 3, Monday, 0)),
    ("presidents|president ( 's )? day", Nth(2, 3, Monday, 0)),
    ("mardi gras", Easter(-47)),
    ("shrove tuesday", Easter(-47)),
    ("ash wednesday", Easter(-46)),
    ("( saint|st ) .? patrick ( 's )? day", On(3, 17)),
    ("palm sunday", Easter(-7)),
    ("maundy thursday", Easter(-3)),
    ("good friday", Easter(-2)),
    ("holy saturday", Easter(-1)),
    ("easter ( sunday )?", Easter(0)),
    ("easter monday", Easter(1)),
    ("ascension day", Easter(39)),
    ("pentecost|whitsun", Easter(49)),
    ("whit monday", Easter(50)),
    ("corpus christi day", Easter(60)),
    ("april fools|fool ( '|'s )? day", On(4, 1)),
    ("earth day", On(4, 22)),
    ("anzac day", On(4, 25)),
    ("may day", On(5, 1)),
    ("( international )? workers ( ' )? day", On(5, 1)),
    ("star wars day", On(5, 4)),
    ("cinco de mayo", On(5, 5)),
    ("ve day", On(5, 8)),
    ("mother|mothers ( '|'s )? day", Nth(5, 2, Sunday, 0)),
    ("memorial day", Nth(5, -1, Monday, 0)),
    ("d - day", Once(1944, 6, 6)),
    ("father|fathers ( '|'s )? day", Nth(6, 3, Sunday, 0)),
    ("juneteenth", On(6, 19)),
    ("canada day", On(7, 1)),
    ("independence day", On(7, 4)),
    ("( the )? fourth of july", On(7, 4)),
    ("bastille day", On(7, 14)),
    ("assumption day", On(8, 15)),
    ("labor|labour day", Nth(9, 1, Monday, 0)),
    ("columbus day", Nth(10, 2, Monday, 0)),
    ("indigenous peoples ( '|'s )? day", Nth(10, 2, Monday, 0)),
    ("halloween|hallowe'en", On(10, 31)),
    ("all saints ( '|'s )? day", On(11, 1)),
    ("all souls ( '|'s )? day", On(11, 2)),
    ("guy fawkes ( night|day )?", On(11, 5)),
    ("bonfire night", On(11, 5)),
    ("election day", Nth(11, 1, Monday, 1)),
    ("veterans ( '|'s )? day", On(11, 11)),
    ("armistice day", On(11, 11)),
    ("remembrance day", On(11, 11)),
    ("remembrance sunday", Nth(11, 2, Sunday, 0)),
    ("thanksgiving ( day )?", Nth(11, 4, Thursday, 0)),
    ("black friday", Nth(11, 4, Thursday, 1)),
    ("cyber monday", Nth(11, 4, Thursday, 4)),
    ("giving tuesday", Nth(11, 4, Thursday, 5)),
    ("christmas|xmas ( day )?", On(12, 25)),
    ("christmas|xmas eve", On(12, 24)),
    ("boxing day", On(12, 26)),
    ("st .? stephen 's day", On(12, 26)),
    ("victoria day", Before(5, 25, Monday)),
    ("super tuesday", Nth(3, 1, Tuesday, 0)),
    ("diwali|hanukkah|chanukah|passover|ramadan|yom kippur|rosh hashanah", Unknown),
    ("eid ( al - ( fitr|adha ) )?", Unknown),
    ("( lunar|chinese ) new year ( 's )? ( day )?", Unknown),
    ("midsummer ( day|eve )?", Unknown),
];

impl Holiday {
    /// Returns the day in `year`, where a rule finds it.
    pub fn in_year(self, year: i16) -> Option<Date> {
        match self {
            On(month, day) => Date::new(year, month, day).ok(),
            Nth(month, nth, weekday, later) => {
                let first = Date::new(year, month, 1).ok()?;
                first.nth_weekday_of_month(nth, weekday).ok()?.checked_add(later.days()).ok()
            }
            Easter(later) => easter(year)?.checked_add(i32::from(later).days()).ok(),
            Before(month, day, weekday) => {
                Date::new(year, month, day).ok()?.nth_weekday(-1, weekday).ok()
            }
            SuperBowl => {
                // From 2022 the season has a week more; the games before 2004 were in January.
                let sunday = if year >= 2022 { 2 } else { 1 };
                if year < 2004 {
                    return None;
                }
                Nth(2, sunday, Sunday, 0).in_year(year)
            }
            Once(year, month, day) => Date::new(year, month, day).ok(),
            Unknown => None,
        }
    }
}

/// Returns Easter Sunday of the Gregorian calendar.
///
/// The "anonymous Gregorian" computus: Nature, 20 April 1876, p. 487, as given by J. Meeus,
/// *Astronomical Algorithms*, chapter 8.
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    if y < 1583 {
        return None;
    }
    let golden = y % 19;
    let (century, rest) = (y / 100, y % 100);
    let skipped = century - century / 4 - (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + skipped + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let correction = (golden + 11 * epact + 22 * to_sunday) / 451;
    let days = epact + to_sunday - 7 * correction + 114;
    Date::new(year, (days / 31) as i8, (days % 31 + 1) as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_moves() {
        for (year, day) in [
            (1818, "1818-03-22"),
            (1943, "1943-04-25"),
            (1999, "1999-04-04"),
            (2000, "2000-04-23"),
            (2024, "2024-03-31"),
            (2025, "2025-04-20"),
            (2038, "2038-04-25"),
        ] {
            assert_eq!(easter(year).unwrap().to_string(), day);
        }
    }

    #[test]
    fn named_days_are_found_in_their_year() {
        let find = |name: &str, year| {
            let day = HOLIDAYS.iter().find(|(form, _)| form.starts_with(name)).unwrap().1;
            day.in_year(year).unwrap().to_string()
        };
        assert_eq!(find("thanksgiving", 2024), "2024-11-28");
        assert_eq!(find("election", 1998), "1998-11-03");
        assert_eq!(find("memorial", 2023), "2023-05-29");
        assert_eq!(find("super bowl", 2021), "2021-02-07");
        assert_eq!(find("super bowl", 2025), "2025-02-09");
        assert_eq!(find("good friday", 2025), "2025-04-18");
    }
}

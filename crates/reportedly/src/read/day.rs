//! Reads the day of publication as heads and rows write it.
//!
//! **Invariant:** the month is never guessed: `03/05/2024` is no day.

use jiff::civil::Date;

/// Words that are shaped like a day.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Told<'t> {
    /// The words, with the time of day behind them.
    pub(super) words: &'t str,
    /// The day; `None` when the calendar does not have it.
    pub(super) day: Option<Date>,
}

/// What a day should look like, for messages.
pub(super) const EXPECTED: &str = "expected a day such as 2020-12-18";

/// Returns the day that `text` begins with, as `2020-12-18`, `18 December 2020`,
/// `December 18, 2020` or `Fri, 18 Dec 2020`, each also with a time of day.
pub(super) fn day_at_start(text: &str) -> Option<Told<'_>> {
    let mut cursor = Cursor { text, at: 0 };
    let day = cursor.numeric().or_else(|| {
        cursor.at = 0;
        cursor.weekday();
        cursor.in_words()
    })?;
    // "2020-12-181" and "2020-12-18th" are something else.
    if cursor.rest().starts_with(|c: char| c.is_alphanumeric() && c != 'T') {
        return None;
    }
    cursor.time();
    Some(Told { words: &text[..cursor.at], day })
}

/// A place in a text.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Takes between `least` and `most` digits.
    fn number(&mut self, least: usize, most: usize) -> Option<i16> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if !(least..=most).contains(&digits) {
            return None;
        }
        let number = self.rest()[..digits].parse().ok()?;
        self.at += digits;
        Some(number)
    }

    /// Takes any of the characters, and returns which.
    fn one_of(&mut self, wanted: &str) -> Option<char> {
        let next = self.rest().chars().next()?;
        wanted.contains(next).then(|| self.at += next.len_utf8())?;
        Some(next)
    }

    fn spaces(&mut self) {
        while self.one_of(" \t,").is_some() {}
    }

    /// Takes a run of letters.
    fn letters(&mut self) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn numeric(&mut self) -> Option<Option<Date>> {
        let year = self.number(4, 4)?;
        let mark = self.one_of("-/")?;
        let month = self.number(1, 2)?;
        (self.one_of("-/")? == mark).then_some(())?;
        let day = self.number(1, 2)?;
        Some(Date::new(year, month as i8, day as i8).ok())
    }

    fn weekday(&mut self) {
        let start = self.at;
        let word = self.letters().to_ascii_lowercase();
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        if days.iter().any(|day| word.starts_with(day))
            && (word.len() == 3 || word.ends_with("day"))
        {
            self.one_of(".");
            self.spaces();
        } else {
            self.at = start;
        }
    }

    fn month(&mut self) -> Option<i8> {
        const MONTHS: [&str; 12] = [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ];
        let word = self.letters().to_ascii_lowercase();
        let full = |month: &&str| {
            **month == *word || (word.len() >= 3 && word.len() <= 4 && month.starts_with(&word))
        };
        let month = MONTHS.iter().position(full)?;
        self.one_of(".");
        Some(month as i8 + 1)
    }

    /// "18 December 2020" or "December 18, 2020".
    fn in_words(&mut self) -> Option<Option<Date>> {
        let (month, day) = match self.number(1, 2) {
            Some(day) => {
                self.one_of(" ")?;
                (self.month()?, day)
            }
            None => {
                let month = self.month()?;
                self.one_of(" ")?;
                (month, self.number(1, 2)?)
            }
        };
        self.spaces();
        let year = self.number(4, 4)?;
        Some(Date::new(year, month, day as i8).ok())
    }

    /// A time of day with its zone, where one follows.
    fn time(&mut self) {
        let start = self.at;
        self.spaces();
        self.one_of("T");
        if self.clock().is_none() {
            self.at = start;
        }
    }

    fn clock(&mut self) -> Option<()> {
        self.number(1, 2)?;
        self.one_of(":")?;
        self.number(2, 2)?;
        if self.rest().starts_with(':') {
            self.one_of(":")?;
            self.number(2, 2)?;
        }
        if self.one_of(".").is_some() {
            self.number(1, 9)?;
        }
        let before_zone = self.at;
        self.spaces();
        let lower: String = self.rest().chars().take(5).collect::<String>().to_ascii_lowercase();
        for half in ["a.m.", "p.m.", "am", "pm"] {
            if lower.starts_with(half) {
                self.at += half.len();
                let end = self.at;
                self.spaces();
                self.zone(end);
                return Some(());
            }
        }
        self.zone(before_zone);
        Some(())
    }

    /// Takes a zone; where there is none, goes back to `otherwise`.
    fn zone(&mut self, otherwise: usize) {
        if self.one_of("+-").is_some() {
            let hours = self.number(2, 4).is_some();
            if hours && self.one_of(":").is_some() {
                self.number(2, 2);
            }
            if hours {
                return;
            }
        } else {
            let word = self.letters();
            let zone = word == "Z"
                || word.ends_with('T') && (2..=4).contains(&word.len())
                || word == "UTC";
            if zone && word.bytes().all(|b| b.is_ascii_uppercase()) {
                return;
            }
        }
        self.at = otherwise;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, words: &str, day: Option<&str>) {
        let told = day_at_start(text).expect(text);
        assert_eq!(told.words, words, "{text}");
        assert_eq!(told.day.map(|day| day.to_string()).as_deref(), day, "{text}");
    }

    #[test]
    fn a_day_is_told_in_many_ways() {
        let day = Some("2020-12-18");
        check("2020-12-18 Mara Quill is", "2020-12-18", day);
        check("2020/12/18", "2020/12/18", day);
        check("2020-12-18T09:30:00Z", "2020-12-18T09:30:00Z", day);
        check("2020-12-18 09:30:00.25 +01:00 Mara", "2020-12-18 09:30:00.25 +01:00", day);
        check("18 December 2020", "18 December 2020", day);
        check("December 18, 2020, 10:00 a.m. ET", "December 18, 2020, 10:00 a.m. ET", day);
        check("Dec. 18, 2020", "Dec. 18, 2020", day);
        check("Fri, 18 Dec 2020 09:30:00 GMT", "Fri, 18 Dec 2020 09:30:00 GMT", day);
        check("Friday, December 18, 2020 Then", "Friday, December 18, 2020", day);
        check("Sept. 3, 2021", "Sept. 3, 2021", Some("2021-09-03"));
        check("May 3, 2021 Tuesday", "May 3, 2021", Some("2021-05-03"));
    }

    #[test]
    fn a_day_that_the_calendar_lacks_is_still_told() {
        check("2020-13-45", "2020-13-45", None);
        check("February 30, 2021", "February 30, 2021", None);
    }

    #[test]
    fn what_is_not_a_whole_day_is_none() {
        for text in [
            "",
            "2020",
            "2020-12",
            "03/05/2024",
            "Tuesday",
            "last May",
            "2020-12-181",
            "Ma 3, 2020",
            "é",
        ] {
            assert_eq!(day_at_start(text), None, "{text}");
        }
    }
}

//! The picture of a timeline: a lane for each value, drawn by the page without any script.
//!
//! A lane shows from when to when a value was reported to hold (by day of publication), or when it
//! is said to hold in the world. Places are per cent of the width, so that the picture fits every
//! screen; the same is told in words below it.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// Days are drawn between these two.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Axis {
    from: Date,
    to: Date,
}

/// A mark of the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where it is, in per cent.
    pub x: String,
    /// The day, month or year.
    pub label: String,
    /// To which side the label must go to stay in the picture: `first`, `last` or none.
    pub side: &'static str,
}

/// A stretch of time on the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Where it begins, in per cent.
    pub x: String,
    /// How long it is, in per cent.
    pub width: String,
    /// Where it ends, in per cent.
    pub end: String,
    /// Whether it is told when it begins.
    pub has_start: bool,
    /// Whether it is told to be over.
    pub has_end: bool,
}

/// At most so many marks are on an axis.
const TICKS: i64 = 7;

impl Axis {
    /// Returns the axis on which all these days are, with a little space around them.
    pub fn around(days: impl Iterator<Item = Date>) -> Option<Axis> {
        let (mut from, mut to): (Option<Date>, Option<Date>) = (None, None);
        for day in days {
            from = Some(from.map_or(day, |from| from.min(day)));
            to = Some(to.map_or(day, |to| to.max(day)));
        }
        let (from, to) = (from?, to?);
        let space = (between(from, to) / 40).max(2).days();
        Some(Axis { from: from.saturating_sub(space), to: to.saturating_add(space) })
    }

    /// Returns where a day is, in per cent of the width.
    pub fn at(&self, day: Date) -> String {
        per_cent(self.place(day))
    }

    /// Returns the stretch between two days; what is not told reaches to the end of the axis.
    pub fn bar(&self, from: Option<Date>, to: Option<Date>) -> Bar {
        let start = self.place(from.unwrap_or(self.from));
        let end = self.place(to.unwrap_or(self.to));
        // A single day must still be seen.
        let width = (end - start).max(0.6);
        Bar {
            x: per_cent(start),
            width: per_cent(width),
            end: per_cent(start + width),
            has_start: from.is_some(),
            has_end: to.is_some(),
        }
    }

    /// Returns the marks of the axis: years, months or days, as many as can be read.
    pub fn ticks(&self) -> Vec<Tick> {
        let days = between(self.from, self.to);
        const STEPS: &[i64] = &[1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
        if days < 60 {
            let step = [1, 2, 7, 14].into_iter().find(|step| days / step <= TICKS).unwrap_or(14);
            return self.marks(self.from, step.days(), |day| day.to_string());
        }
        let months = days / 30;
        let fits = |step: &&i64| months / **step <= TICKS;
        let step = STEPS.iter().find(fits).copied().unwrap_or(1200);
        // Steps of years begin with a year, the others with a month that they divide the year by.
        let years = (i64::from(self.from.year()) * 12).rem_euclid(step.max(12)) / 12;
        let first =
            Date::new(self.from.year(), 1, 1).unwrap_or(self.from).saturating_sub(years.years());
        self.marks(first, step.months(), |day| match step < 12 {
            true => day.strftime("%Y-%m").to_string(),
            false => day.year().to_string(),
        })
    }

    fn marks(&self, first: Date, step: Span, label: impl Fn(Date) -> String) -> Vec<Tick> {
        let mut marks = Vec::new();
        for day in first.series(step).take_while(|day| *day <= self.to) {
            if day >= self.from {
                let side = match self.place(day) {
                    ..4.0 => "first",
                    96.0.. => "last",
                    _ => "",
                };
                marks.push(Tick { x: self.at(day), label: label(day), side });
            }
        }
        marks
    }

    fn place(&self, day: Date) -> f64 {
        let all = between(self.from, self.to).max(1) as f64;
        (between(self.from, day) as f64 / all).clamp(0.0, 1.0) * 100.0
    }
}

fn between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

fn per_cent(place: f64) -> String {
    format!("{place:.2}%")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_where_they_belong() {
        let axis = Axis::around([date(2020, 1, 11), date(2020, 4, 1)].into_iter()).unwrap();
        assert_eq!((axis.from, axis.to), (date(2020, 1, 9), date(2020, 4, 3)));
        let bar = axis.bar(Some(date(2020, 1, 11)), None);
        assert_eq!((bar.x.as_str(), bar.end.as_str()), ("2.35%", "100.00%"));
        assert!(bar.has_start && !bar.has_end);
        assert_eq!(Axis::around(std::iter::empty()), None);
    }

    #[test]
    fn marks_can_be_read_at_every_length() {
        let labels = |from: Date, to: Date| -> Vec<String> {
            let axis = Axis::around([from, to].into_iter()).unwrap();
            axis.ticks().into_iter().map(|tick| tick.label).collect()
        };
        assert_eq!(
            labels(date(2020, 1, 5), date(2020, 1, 5)),
            ["2020-01-03", "2020-01-04", "2020-01-05", "2020-01-06", "2020-01-07"]
        );
        assert_eq!(
            labels(date(2019, 11, 1), date(2022, 2, 1)),
            ["2020-01", "2020-07", "2021-01", "2021-07", "2022-01"]
        );
        assert_eq!(
            labels(date(1969, 1, 1), date(2023, 1, 1)),
            ["1970", "1980", "1990", "2000", "2010", "2020"]
        );
        for years in 0..60 {
            let count = labels(date(1960, 3, 4), date(1960 + years, 9, 4)).len();
            assert!((1..=9).contains(&count), "{years}: {count}");
        }
    }
}

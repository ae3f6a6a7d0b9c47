//! Finds the piece of the calendar that an expression stands for.
//!
//! What the words leave out is filled in from the day of publication, from the time that the story
//! has reached, and from the tense: "in May" of a film that *opened* is the last May, of one that
//! *will open* the next.

use jiff::ToSpan;
use jiff::civil::Date;

use super::granule::{Granule, Unit, weekday_at_or_before};
use super::meaning::{Name, Origin, What};
use super::pick::{days_between, nearest, nth_in, this_season, whole_units};
use crate::document::Mode;

/// On which side of the day spoken from a named time lies.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Direction {
    /// Before it: what happened.
    Past,
    /// After it: what will happen.
    Future,
    /// Of the past, but not told as its time: before it, unless one after it is much nearer.
    Before,
    /// Of a time that was set: after it, unless one before it is much nearer.
    Ahead,
    /// Not told: the nearer one, rather before than after.
    Near,
}

/// Where the telling stands in time.
#[derive(Clone, Debug)]
pub(super) struct Clockwork {
    /// The day of publication.
    pub now: Date,
    pub mode: Mode,
    /// The times that the story went through, the latest last.
    story: Vec<Granule>,
    /// The date that the paragraph began with.
    named: Option<Granule>,
    /// How many times in a row lay far from the story so far.
    strays: usize,
}

/// How many years from the story so far a time is only spoken of, unless the next one is as well.
const FAR: u16 = 25;

/// How many of the times that a story went through are remembered.
const REMEMBERED: usize = 16;

impl Clockwork {
    pub fn new(now: Date, mode: Mode) -> Clockwork {
        Clockwork { now, mode, story: Vec::new(), named: None, strays: 0 }
    }

    /// Begins a new paragraph: a year that was named no longer holds for what follows.
    pub fn begin_paragraph(&mut self) {
        self.named = None;
    }

    /// Takes notice of the date that a paragraph begins with: "May 5, 1903 - The first visit".
    pub fn begin_with(&mut self, granule: Granule) {
        let date = matches!(
            granule,
            Granule::Day(_) | Granule::Month(..) | Granule::Season(..) | Granule::Year(_)
        );
        if date {
            self.named = Some(granule);
        }
    }

    /// Returns the day of another year that the paragraph speaks of.
    fn looking_back(&self) -> Option<Date> {
        let day = self.named?.first_day()?;
        let back = days_between(day, self.now) > 300 && day.year() != self.now.year();
        back.then_some(day)
    }

    /// Moves the story on to `granule`.
    pub fn tell(&mut self, granule: Granule) {
        if self.mode == Mode::Narrative && self.is_far(granule) && self.strays < 2 {
            self.strays += 1;
            return;
        }
        self.strays = 0;
        if self.story.len() == REMEMBERED {
            self.story.remove(0);
        }
        self.story.push(granule);
    }

    /// Whether `granule` lies far from the middle of the story so far.
    fn is_far(&self, granule: Granule) -> bool {
        let year = |granule: &Granule| granule.first_day().map(Date::year);
        let mut years: Vec<i16> = self.story.iter().filter_map(year).collect();
        years.sort_unstable();
        match (years.get(years.len() / 2), year(&granule)) {
            (Some(middle), Some(year)) => years.len() >= 4 && middle.abs_diff(year) > FAR,
            _ => false,
        }
    }

    /// Returns the first day of the time that the story has reached.
    pub fn story_day(&self) -> Option<Date> {
        self.story.last()?.first_day()
    }

    /// Returns the latest time of the story that is no larger than `unit`.
    ///
    /// A larger one told since must hold it: after "in 1946" the story is no longer at May 8, 1945.
    fn told(&self, unit: Unit) -> Option<Granule> {
        let mut since = Vec::new();
        for &granule in self.story.iter().rev() {
            let day = granule.first_day()?;
            let holds = |larger: &Granule| {
                larger.first_day().is_some_and(|first| first <= day)
                    && larger.last_day().is_some_and(|last| day <= last)
            };
            if granule.unit() <= unit {
                return since.iter().all(holds).then_some(granule);
            }
            since.push(granule);
        }
        None
    }

    /// Returns the day that names without a year are counted from.
    fn here(&self) -> Date {
        let story = match self.mode {
            Mode::News => None,
            Mode::Narrative => self.story.last().and_then(|granule| granule.first_day()),
        };
        story.unwrap_or(self.now)
    }

    /// Returns the piece of the calendar that `what` stands for; `None` where it is not known.
    pub fn find(&self, what: &What, direction: Direction) -> Option<Granule> {
        match what {
            What::Fixed(granule) => Some(*granule),
            What::Named(name) => self.named(*name, self.here(), direction),
            What::Chosen(steps, name, origin) => {
                let found = self.chosen(*steps, *name, self.origin_day(origin)?)?;
                // "This summer", told in May of what is over, is that of the year before.
                let over = direction == Direction::Past && matches!(name, Name::Season(_));
                match *steps == 0 && over && found.first_day()? > self.now {
                    true => found.shift(-1, Unit::Year),
                    false => Some(found),
                }
            }
            // "This weekend", told on a Tuesday of what is over, is the last one.
            What::Step(0, Unit::Weekend, Origin::Now) if direction == Direction::Past => {
                self.named(Name::Weekend, self.now, direction)
            }
            What::Step(steps, unit, Origin::Now) => Granule::holding(self.now, *unit).step(*steps),
            What::Step(steps, unit, Origin::At(inner)) => {
                let inner = self.find(inner, direction)?;
                Granule::holding(inner.first_day()?, *unit).step(*steps)
            }
            What::Step(steps, unit, Origin::Here) if self.mode == Mode::News => {
                Granule::holding(self.now, *unit).step(*steps)
            }
            What::Step(steps, unit, Origin::Story | Origin::Here) => self.same(*unit)?.step(*steps),
            What::Away { amount, unit, sign, origin } => {
                self.away(amount.as_ref().copied()?, *unit, *sign, origin, direction)
            }
            What::Inside(name, whole) => self.inside(*name, self.find(whole, direction)?),
            What::Nth(nth, unit, whole) => nth_in(*nth, *unit, self.find(whole, direction)?),
            What::NthWeekday(nth, weekday, whole) => {
                let Granule::Month(..) = self.find(whole, direction)? else { return None };
                let first = self.find(whole, direction)?.first_day()?;
                let nth = i8::try_from(*nth).ok()?;
                first.nth_weekday_of_month(nth, *weekday).ok().map(Granule::Day)
            }
            What::Holding(unit, inner) => {
                Some(Granule::holding(self.find(inner, direction)?.first_day()?, *unit))
            }
            What::DayOf(day, month) => {
                let first = self.find(month, direction)?.first_day()?;
                Date::new(first.year(), first.month(), *day).ok().map(Granule::Day)
            }
            What::WeekdayOf(weekday, week) => {
                let monday = self.find(week, direction)?.first_day()?;
                let days = i64::from(weekday.to_monday_zero_offset());
                monday.checked_add(days.days()).ok().map(Granule::Day)
            }
            What::Same(unit) => self.same(*unit),
            What::Report(unit, years_back) => self.report(*unit, *years_back),
        }
    }

    fn origin_day(&self, origin: &Origin) -> Option<Date> {
        match origin {
            Origin::Now => Some(self.now),
            Origin::Here => Some(self.here()),
            Origin::Story => {
                self.story.last().map_or(Some(self.now), |granule| granule.first_day())
            }
            Origin::At(what) => self.find(what, Direction::Near)?.first_day(),
        }
    }

    /// Returns the piece of size `unit` that the story is in.
    fn same(&self, unit: Unit) -> Option<Granule> {
        match (self.told(unit), self.mode) {
            (Some(granule), _) => Some(Granule::holding(granule.first_day()?, unit)),
            (None, Mode::News) => Some(Granule::holding(self.now, unit)),
            (None, Mode::Narrative) => None,
        }
    }

    fn report(&self, unit: Unit, years_back: i64) -> Option<Granule> {
        if unit == Unit::Year {
            return Granule::holding(self.now, Unit::Year).step(-1 - years_back);
        }
        let told = self.story.iter().rev().find(|granule| {
            let past = granule.last_day().is_some_and(|day| day < self.now);
            matches!(granule, Granule::Quarter(..)) && past
        });
        match told {
            Some(quarter) => quarter.shift(-years_back, Unit::Year),
            None if years_back > 0 => Granule::holding(self.now, Unit::Year).step(-years_back),
            None => Granule::holding(self.now, Unit::Quarter).step(-1),
        }
    }

    fn away(
        &self,
        amount: f64,
        unit: Unit,
        sign: i64,
        origin: &Origin,
        direction: Direction,
    ) -> Option<Granule> {
        let (count, unit) = whole_units(amount, unit)?;
        let count = count.checked_mul(sign)?;
        let from = match origin {
            Origin::Now => None,
            Origin::At(what) => Some(self.find(what, direction)?),
            Origin::Story | Origin::Here => match self.story.last() {
                Some(_) => match (self.told(unit.max(Unit::Day)), self.mode) {
                    (None, Mode::Narrative) => return None,
                    (told, _) => told,
                },
                // "He was fired a month later", and nobody said later than what.
                None if sign > 0 && direction == Direction::Past => return None,
                None => None,
            },
        };
        // A quarter, a year earlier, is a quarter.
        let quarter = self.story.iter().rev().find(|told| matches!(told, Granule::Quarter(..)));
        if let Some(quarter) = quarter
            && (count, unit) == (-1, Unit::Year)
            && !matches!(origin, Origin::At(_))
        {
            return quarter.shift(count, unit);
        }
        let from = from.unwrap_or(Granule::Day(self.now));
        let size = match (unit, origin) {
            (unit, _) if unit.is_clock() => return None,
            (Unit::Fortnight | Unit::Weekend, _) => Unit::Week,
            (Unit::Week, Origin::At(_)) => Unit::Day,
            (Unit::Decade | Unit::Century | Unit::Millennium, _) if amount.abs() < 100.0 => {
                Unit::Year
            }
            (unit, _) => unit,
        };
        let moved = from.shift(count, unit)?;
        let quarter = matches!((moved, origin), (Granule::Quarter(..), Origin::At(_)));
        if moved.unit() >= size || quarter {
            Some(moved)
        } else {
            Some(Granule::holding(moved.first_day()?, size))
        }
    }

    /// Returns the nearest piece of that name on the side of `here` that `direction` tells.
    fn named(&self, name: Name, here: Date, direction: Direction) -> Option<Granule> {
        match name {
            // A paragraph on a visit of 1903 tells of its weekdays from there on.
            Name::Weekday(weekday)
                if self.mode == Mode::News
                    && direction != Direction::Future
                    && self.looking_back().is_some() =>
            {
                let then = self.looking_back()?;
                let week = then.checked_add(6.days()).ok()?;
                Some(Granule::Day(weekday_at_or_before(week, weekday)))
            }
            Name::Weekday(weekday) => {
                let before = weekday_at_or_before(here, weekday);
                Some(Granule::Day(match direction {
                    Direction::Future | Direction::Ahead if before != here => {
                        before.checked_add(7.days()).ok()?
                    }
                    _ => before,
                }))
            }
            Name::Weekend => {
                let this = Granule::holding(here, Unit::Weekend);
                let ahead = this.first_day()? > here;
                if ahead && !matches!(direction, Direction::Future | Direction::Ahead) {
                    this.step(-1)
                } else {
                    Some(this)
                }
            }
            Name::Day(day, weekday) => {
                let month = Granule::holding(here, Unit::Month);
                // A weekday falls on the same day of the month again within a year or so.
                let months = if weekday.is_some() { 14 } else { 1 };
                let in_month = |step| {
                    let first = month.step(step)?.first_day()?;
                    Date::new(first.year(), first.month(), day).ok()
                };
                let days = (-months..=months).filter_map(in_month);
                let days =
                    days.filter(|day| weekday.is_none_or(|weekday| day.weekday() == weekday));
                nearest(days.map(Granule::Day), here, direction, 1)
            }
            Name::Decade(decade) => {
                let year = here.year();
                let century = year.div_euclid(100);
                let this = century * 10 + decade;
                let this = if this * 10 > year { this - 10 } else { this };
                Some(Granule::Decade(this))
            }
            // Reports come out after their quarter, with what "will" be in them.
            Name::Quarter(_) | Name::Half(_) if self.mode == Mode::News => {
                let years =
                    [here.year().saturating_sub(1), here.year(), here.year().saturating_add(1)];
                let all =
                    years.into_iter().filter_map(|year| self.inside(name, Granule::Year(year)));
                match direction {
                    Direction::Future | Direction::Ahead => nearest(all, here, Direction::Near, 1),
                    _ => nearest(all, here, Direction::Past, 1),
                }
            }
            _ => {
                let years =
                    [here.year().saturating_sub(1), here.year(), here.year().saturating_add(1)];
                let all =
                    years.into_iter().filter_map(|year| self.inside(name, Granule::Year(year)));
                match (name, self.mode) {
                    (Name::MonthDay(_, _, Some(weekday)), Mode::News) => {
                        let on = all.clone().find(|granule| {
                            granule.first_day().is_some_and(|day| day.weekday() == weekday)
                        });
                        on.or_else(|| nearest(all, here, direction, 3))
                    }
                    (Name::Month(_) | Name::MonthDay(..) | Name::Season(_), Mode::News)
                        if direction != Direction::Future && self.looking_back().is_some() =>
                    {
                        let then = self.looking_back()?;
                        let years = [then.year(), then.year().saturating_add(1)];
                        let then_on = years
                            .into_iter()
                            .filter_map(|year| self.inside(name, Granule::Year(year)));
                        self.next_in_story(then_on, then, Direction::Near)
                    }
                    // A month or a holiday is told without its year where the last one is meant.
                    (
                        Name::Month(_)
                        | Name::Season(_)
                        | Name::Holiday(_)
                        | Name::HolidayWeekend(_),
                        Mode::News,
                    ) if direction == Direction::Before => {
                        nearest(this_season(all, here), here, Direction::Past, 3)
                    }
                    (Name::Month(_) | Name::MonthDay(..), Mode::News)
                        if direction == Direction::Past =>
                    {
                        nearest(this_season(all, here), here, direction, 3)
                    }
                    (_, Mode::News) => nearest(all, here, direction, 3),
                    (_, Mode::Narrative) => self.next_in_story(all, here, direction),
                }
            }
        }
    }

    /// Returns the piece that a story comes to next: of the same year where it does not lie far back.
    fn next_in_story(
        &self,
        all: impl Iterator<Item = Granule>,
        here: Date,
        direction: Direction,
    ) -> Option<Granule> {
        if self.story.is_empty() && self.named.is_none() {
            return nearest(all, here, direction, 3);
        }
        all.into_iter().min_by_key(|granule| {
            let first = granule.first_day().unwrap_or(here);
            let days = days_between(here, first);
            let other_year = i64::from(first.year() != here.year());
            // Forward is likelier than back, and the same year likelier than another.
            if days < 0 { -days + other_year * 180 } else { days + other_year * 90 }
        })
    }

    /// Returns the last (-1), this (0) or next (1) piece of that name, seen from `here`.
    fn chosen(&self, steps: i64, name: Name, here: Date) -> Option<Granule> {
        match (name, steps) {
            (Name::Weekday(weekday), 0) => {
                let monday = Granule::holding(here, Unit::Week).first_day()?;
                let days = i64::from(weekday.to_monday_zero_offset());
                monday.checked_add(days.days()).ok().map(Granule::Day)
            }
            (Name::Weekday(weekday), -1) => {
                let before = here.yesterday().ok()?;
                Some(Granule::Day(weekday_at_or_before(before, weekday)))
            }
            (Name::Weekday(weekday), _) => {
                let after = here.checked_add(7.days()).ok()?;
                Some(Granule::Day(weekday_at_or_before(after, weekday)))
            }
            (name, 0) => self.inside(name, Granule::Year(here.year())),
            (name, steps) => {
                let years = [-2, -1, 0, 1, 2].map(|step| here.year().saturating_add(step));
                let mut all =
                    years.into_iter().filter_map(|year| self.inside(name, Granule::Year(year)));
                // "Last spring", said in June, is not the one that has just ended.
                let fresh = |day: Date| match name {
                    Name::Season(_) => day.year() == here.year() && days_between(day, here) <= 60,
                    _ => false,
                };
                if steps < 0 {
                    let over = |day: Date| day < here && !fresh(day);
                    all.rfind(|granule| granule.last_day().is_some_and(over))
                } else {
                    all.find(|granule| granule.first_day().is_some_and(|day| day > here))
                }
            }
        }
    }

    /// Returns the piece of that name inside `whole`.
    fn inside(&self, name: Name, whole: Granule) -> Option<Granule> {
        let year = whole.first_day()?.year();
        Some(match name {
            Name::Month(month) => Granule::Month(year, month),
            Name::MonthDay(month, day, _) => Granule::Day(Date::new(year, month, day).ok()?),
            Name::Season(season) => Granule::Season(year, season),
            // The quarter of the report, in another year.
            Name::Quarter(0) => {
                let Some(Granule::Quarter(now, quarter)) = self.report(Unit::Quarter, 0) else {
                    return None;
                };
                let told = self.story.iter().any(|granule| matches!(granule, Granule::Quarter(..)));
                if !told || now.abs_diff(year) > 2 {
                    return Some(whole);
                }
                Granule::Quarter(year, quarter)
            }
            Name::Quarter(quarter) => Granule::Quarter(year, quarter),
            Name::Half(half) => Granule::Half(year, half),
            Name::Holiday(day) => Granule::Day(day.in_year(year)?),
            Name::HolidayWeekend(day) => Granule::weekend_of(day.in_year(year)?)?,
            Name::Day(..) | Name::Weekday(_) | Name::Weekend | Name::Decade(_) => return None,
        })
    }
}

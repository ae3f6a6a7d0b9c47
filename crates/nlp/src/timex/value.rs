//! Writes times as TIMEX3 does: lengths, times that recur, and times whose place is not known.

use jiff::civil::Weekday;

use super::granule::{Granule, Unit};
use super::holiday::Holiday;
use super::meaning::{Length, Name, Set, Vague, What};

impl Length {
    /// Returns how TIMEX3 writes it.
    pub fn value(&self) -> String {
        let mut date = String::new();
        let mut time = String::new();
        let mut add = |amount: Option<f64>, unit: Unit| {
            let (factor, letter) = unit.in_timex3();
            let to = if unit.is_clock() { &mut time } else { &mut date };
            match amount {
                None => {
                    let letter = match unit {
                        Unit::Decade => "DE",
                        Unit::Century => "CE",
                        _ => letter,
                    };
                    to.push_str(&format!("X{letter}"));
                }
                Some(amount) => {
                    let total = amount * factor as f64;
                    let half = total.fract() == 0.5;
                    let smaller = match unit {
                        Unit::Year => Some((to, "6M")),
                        Unit::Hour => Some((to, "30M")),
                        Unit::Minute => Some((to, "30S")),
                        Unit::Day => Some((&mut time, "12H")),
                        _ => None,
                    };
                    match smaller {
                        Some((rest, part)) if half => {
                            let whole = total.trunc();
                            let whole = if whole > 0.0 {
                                format!("{whole}{letter}")
                            } else {
                                String::new()
                            };
                            if unit == Unit::Day {
                                rest.push_str(part);
                                date.push_str(&whole);
                            } else {
                                rest.push_str(&format!("{whole}{part}"));
                            }
                        }
                        _ if unit.is_clock() => time.push_str(&format!("{total}{letter}")),
                        _ => date.push_str(&format!("{total}{letter}")),
                    }
                }
            }
        };
        add(self.amount, self.unit);
        if let Some((amount, unit)) = self.and {
            add(Some(amount), unit);
        }
        if time.is_empty() { format!("P{date}") } else { format!("P{date}T{time}") }
    }
}

impl Set {
    /// Returns how TIMEX3 writes it.
    pub fn value(&self) -> String {
        match self {
            // A quarter that recurs is three months.
            Set::Every(Some(amount), Unit::Quarter) => {
                Length::new(Some(amount * 3.0), Unit::Month).value()
            }
            Set::Every(amount, unit) => Length::new(*amount, *unit).value(),
            Set::Part(part) => format!("XXXX-XX-XXT{}", part.as_str()),
            Set::At(name, clock) => {
                let days = name.map_or("XXXX-XX-XX".to_owned(), recurring);
                format!("{days}T{}", clock.value())
            }
            Set::Each(name, part) => {
                let time = part.map_or(String::new(), |part| format!("T{}", part.as_str()));
                format!("{}{time}", recurring(*name))
            }
        }
    }
}

/// Returns how TIMEX3 writes every piece of that name.
fn recurring(name: Name) -> String {
    match name {
        Name::Month(month) => format!("XXXX-{month:02}"),
        Name::MonthDay(month, day, _) => format!("XXXX-{month:02}-{day:02}"),
        Name::Day(day, _) => format!("XXXX-XX-{day:02}"),
        Name::Weekday(weekday) => format!("XXXX-WXX-{}", Weekday::to_monday_one_offset(weekday)),
        Name::Weekend => "XXXX-WXX-WE".to_owned(),
        Name::Season(season) => Granule::Season(1, season).value().replace("0001", "XXXX"),
        Name::Quarter(0) => "XXXX-QX".to_owned(),
        Name::Quarter(quarter) => format!("XXXX-Q{quarter}"),
        Name::Half(half) => format!("XXXX-H{half}"),
        Name::Holiday(Holiday::On(month, day)) => format!("XXXX-{month:02}-{day:02}"),
        Name::Holiday(_) | Name::HolidayWeekend(_) => "XXXX-XX-XX".to_owned(),
        Name::Decade(decade) => format!("XX{decade}"),
    }
}

impl What {
    /// Returns how TIMEX3 writes a time whose place on the calendar is not known.
    pub fn unknown(&self) -> String {
        match self {
            What::Away { sign, .. } if *sign < 0 => Vague::Past.as_str().to_owned(),
            What::Away { .. } => Vague::Future.as_str().to_owned(),
            What::Named(name) | What::Chosen(_, name, _) | What::Inside(name, _) => {
                recurring(*name)
            }
            What::Step(_, unit, _) | What::Same(unit) | What::Nth(_, unit, _) => of_size(*unit),
            What::WeekdayOf(weekday, _) | What::NthWeekday(_, weekday, _) => {
                recurring(Name::Weekday(*weekday))
            }
            What::DayOf(day, _) => recurring(Name::Day(*day, None)),
            What::Holding(unit, _) | What::Report(unit, _) => of_size(*unit),
            What::Fixed(granule) => granule.value(),
        }
    }
}

fn of_size(unit: Unit) -> String {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Season => "XXXX-SX",
        Unit::Half => "XXXX-HX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        Unit::Millennium => "X",
    }
    .to_owned()
}

//! Times of day, alone and with their date.

use jiff::civil::Weekday;

use super::super::grammar::{Found, Rule};
use super::super::granule::{Clock, Part, Unit};
use super::super::meaning::{Meaning, Name, Origin, Point, Set, What};
use super::rule;

/// Times on the clock.
pub(in super::super) const TIMES: &[Rule] = &[
    rule("a time on the clock", "<clock> ( <meridiem> )? ( hours|hrs|hr )? ( <zone> )?", clock),
    rule("an hour", "<hour> <meridiem> ( <zone> )?", hour),
    rule("an hour o'clock", "<hour> o'clock ( <meridiem> )? ( <zone> )?", hour),
    rule("an hour of a part of the day", "<hour> in the <part>", hour),
    rule("an hour at night", "<hour> at night", hour),
    rule("a time in a part of the day", "<clock> ( o'clock )? in the <part>", clock),
    rule("a time at night", "<clock> at night", clock),
    rule("half past", "half past <hour> ( <meridiem> )?", |f| past(f, 30)),
    rule("minutes past", "<minutes> ( minutes|min )? past|after <hour> ( <meridiem> )?", |f| {
        past(f, f.minutes()?)
    }),
    rule("quarter past", "( a )? quarter past|after <hour> ( <meridiem> )?", |f| past(f, 15)),
    rule("minutes to", "<minutes> ( minutes|min )? to <hour> <meridiem>", |f| {
        // "4 to 7 p.m." are two hours.
        let hours = f.minutes()? <= 12 && !f.has("minutes min");
        if hours { None } else { past(f, -f.minutes()?) }
    }),
    rule("quarter to", "( a )? quarter to|of <hour> ( <meridiem> )?", |f| past(f, -15)),
];

/// Dates and times of day together, and what stands alone.
pub(in super::super) const ANY: &[Rule] = &[
    rule("a date", "<date>", |f| Some(Meaning::Point(f.point()?))),
    // Friday the 13th is more often bad luck, or a film, than a date.
    rule("bad luck", "<weekday> the <nth>", |f| {
        let luck = f.weekday()? == Weekday::Friday && f.nth()? == 13;
        luck.then_some(Meaning::Modifier("no time"))
    }),
    rule("a length", "<length>", |f| Some(Meaning::Length(f.length()?))),
    rule("a time", "( <about> )? <time>", |f| Some(Meaning::Point(f.point()?))),
    rule("a time and its date", "( <about> )? <time> ,? <date>", both),
    rule("a date and its time", "<date> ,? <time>", both),
    rule("a date and its part of the day", "<date> ( 's )? <part>", |f| in_part(f, None)),
    rule("a part of a date", "( the )? <part> ( hours )? of <date>", |f| in_part(f, None)),
    rule("an early part of a date", "( the )? early|late|mid ~ <part> ( hours )? of <date>", |f| {
        in_part(f, edge(f))
    }),
    rule("a date and an early part of it", "<date> ,? ( in the )? early|late|mid ~ <part>", |f| {
        in_part(f, edge(f))
    }),
    rule("an early part and its date", "early|late|mid ~ <part> <date>", |f| in_part(f, edge(f))),
    rule("a part of this day", "this ( very )? <part>", |f| {
        part(f, What::Step(0, Unit::Day, Origin::Now))
    }),
    rule("an early part of this day", "early|late|earlier|later this <part>", |f| {
        part(f, What::Step(0, Unit::Day, Origin::Now))
    }),
    rule("tonight", "tonight", |_| night(0)),
    rule("a night ago", "last night", |_| night(-1)),
    rule("late last night", "early|late|earlier last night", |_| night(-1)),
    rule("at night", "<part>", |f| {
        let at = f.before().is_some_and(|term| f.words(&term).eq_ignore_ascii_case("at"));
        let part = f.part()?;
        (at && part == Part::Night || part == Part::Daytime)
            .then_some(Meaning::Set(Set::Part(part)))
    }),
    rule("overnight", "overnight", |_| night(-1)),
    rule("a part of that day", "that ( same )( ? | the same ) <part>", |f| {
        part(f, What::Same(Unit::Day))
    }),
    rule("a part of the next day", "( early )? the next|following <part>", |f| {
        part(f, What::Step(1, Unit::Day, Origin::Story))
    }),
    rule("a part of the day before", "the previous <part>", |f| {
        part(f, What::Step(-1, Unit::Day, Origin::Story))
    }),
    rule("a part of the day", "the ( early|late|mid )? ~ <part> ( hours )?", |f| {
        part(f, What::Same(Unit::Day))
    }),
    rule("the middle of the afternoon", "mid|late|early ~ <part>", |f| {
        part(f, What::Same(Unit::Day))
    }),
];

fn edge(f: &Found<'_>) -> Option<&'static str> {
    if f.has("early") {
        Some("START")
    } else if f.has("late") {
        Some("END")
    } else {
        Some("MID")
    }
}

fn night(days: i64) -> Option<Meaning> {
    let what = What::Step(days, Unit::Day, Origin::Now);
    Some(Meaning::Point(Point { part: Some(Part::Night), ..Point::new(what) }))
}

fn part(f: &Found<'_>, what: What) -> Option<Meaning> {
    let modifier = if f.has("early late mid") { edge(f) } else { None };
    Some(Meaning::Point(Point { part: f.part(), modifier, ..Point::new(what) }))
}

fn in_part(f: &Found<'_>, modifier: Option<&'static str>) -> Option<Meaning> {
    let point = f.point()?;
    if point.clock.is_some() || point.part.is_some() {
        return None;
    }
    Some(Meaning::Point(Point { part: f.part(), modifier: modifier.or(point.modifier), ..point }))
}

fn clock(f: &Found<'_>) -> Option<Meaning> {
    let (hour, minute, second, told) = f.clock()?;
    let hour = match (f.afternoon().or_else(|| later_half(f)), hour) {
        (Some(true), 1..=11) if !told => hour + 12,
        (Some(false), 12) if !told => 0,
        _ => hour,
    };
    at(Clock { hour, minute, second })
}

fn hour(f: &Found<'_>) -> Option<Meaning> {
    let hour = f.hour()?;
    let hour = match (f.afternoon().or_else(|| later_half(f)), hour) {
        (Some(true), 1..=11) => hour + 12,
        (Some(false), 12) => 0,
        _ => hour,
    };
    at(Clock { hour, minute: None, second: None })
}

/// Whether the part of the day that is named lies after noon.
fn later_half(f: &Found<'_>) -> Option<bool> {
    let night = f.has("night").then_some(true);
    f.part().map(|part| matches!(part, Part::Afternoon | Part::Evening | Part::Night)).or(night)
}

fn past(f: &Found<'_>, minutes: i8) -> Option<Meaning> {
    let hour = f.hour()?;
    let hour = match f.afternoon() {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    let total = i16::from(hour) * 60 + i16::from(minutes);
    let total = total.rem_euclid(24 * 60);
    at(Clock { hour: (total / 60) as i8, minute: Some((total % 60) as i8), second: None })
}

fn at(clock: Clock) -> Option<Meaning> {
    let what = What::Same(Unit::Day);
    Some(Meaning::Point(Point { clock: Some(clock), ..Point::new(what) }))
}

/// The time of day of one inner expression on the date of the other.
fn both(f: &Found<'_>) -> Option<Meaning> {
    let (Some(Meaning::Point(a)), Some(Meaning::Point(b))) = (f.inner(0), f.inner(1)) else {
        return None;
    };
    let (time, date) = if a.clock.is_some() { (a, b) } else { (b, a) };
    // "Next month at 6 p.m." are two times.
    let long = match &date.what {
        What::Step(_, unit, _) | What::Same(unit) | What::Holding(unit, _) => *unit > Unit::Day,
        What::Fixed(granule) => granule.unit() > Unit::Day,
        What::Named(Name::Month(_) | Name::Season(_) | Name::Quarter(_)) | What::Report(..) => true,
        _ => false,
    };
    if date.clock.is_some() || date.part.is_some() || long {
        return None;
    }
    Some(Meaning::Point(Point { clock: time.clock, modifier: time.modifier, ..date.clone() }))
}

//! The words of time: what each may mean by itself.

use super::granule::{Part, Season, Unit};

/// What a word or a figure may mean by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Facet {
    /// Nothing about time.
    None,
    /// A number, in figures or words.
    Number(Number),
    /// A place in an order: "third", "3rd".
    Ordinal(i32),
    /// A month, and whether it is abbreviated.
    Month(i8),
    /// A day of the week, Monday being 1.
    Weekday(i8),
    /// Every such day of the week: "Mondays".
    Weekdays(i8),
    /// A season.
    Season(Season),
    /// A length: "week", and whether in the plural.
    Unit(Unit, bool),
    /// A part of the day, and whether in the plural.
    Part(Part, bool),
    /// A time on the clock: hour, minute, second; and whether it is told of which half of the day.
    Clock(i8, Option<i8>, Option<i8>, bool),
    /// "a.m." (false) or "p.m." (true).
    Meridiem(bool),
    /// A whole date in figures: year, month, day.
    Date(i16, i8, i8),
    /// Two figures with a stroke between: "9/11".
    Stroke(i16, i16),
    /// A year that cannot be anything else: "'98".
    Year(i16),
    /// Ten years: "1980s" as 198, "'80s" as 8.
    Decade(i16),
    /// "Q3".
    Quarter(i8),
    /// "H1".
    Half(i8),
    /// A time zone: "EST".
    Zone,
    /// A recurring length: "daily", "weekly".
    Every(Unit),
}

/// A number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// How much; `None` for "several".
    pub value: Option<f64>,
    /// The count of its figures, without sign, comma or point; zero for a number in words.
    pub figures: u8,
    /// Whether the words tell a year: "nineteen ninety-six".
    pub year: bool,
}

impl Number {
    pub fn whole(self) -> Option<i64> {
        self.value
            .filter(|value| value.fract() == 0.0 && value.abs() < 1e9)
            .map(|value| value as i64)
    }
}

/// Month names, with the abbreviations that may take a full stop.
pub(super) const MONTHS: &[(&str, i8)] = &[
    ("january jan", 1),
    ("february feb", 2),
    ("march mar", 3),
    ("april apr", 4),
    ("may", 5),
    ("june jun", 6),
    ("july jul", 7),
    ("august aug", 8),
    ("september sept sep", 9),
    ("october oct", 10),
    ("november nov", 11),
    ("december dec", 12),
];

/// Names of the days of the week, with the abbreviations that may take a full stop.
pub(super) const WEEKDAYS: &[(&str, i8)] = &[
    ("monday mon", 1),
    ("tuesday tue tues", 2),
    ("wednesday wed weds", 3),
    ("thursday thu thur thurs", 4),
    ("friday fri", 5),
    ("saturday sat", 6),
    ("sunday sun", 7),
];

/// Abbreviations that the full stop after them belongs to.
pub(super) const ABBREVIATIONS: &str = "jan feb mar apr jun jul aug sept sep oct nov dec \
    mon tue tues wed weds thu thur thurs fri sat sun ca";

pub(super) const SEASONS: &[(&str, Season)] = &[
    ("spring springs springtime", Season::Spring),
    ("summer summers summertime", Season::Summer),
    ("fall autumn falls autumns", Season::Fall),
    ("winter winters wintertime", Season::Winter),
];

/// Lengths: the singular, then the plurals.
pub(super) const UNITS: &[(&str, &str, Unit)] = &[
    ("second sec", "seconds secs", Unit::Second),
    ("minute min", "minutes mins", Unit::Minute),
    ("hour hr", "hours hrs", Unit::Hour),
    ("day", "days", Unit::Day),
    ("weekend", "weekends", Unit::Weekend),
    ("week", "weeks", Unit::Week),
    ("fortnight", "fortnights", Unit::Fortnight),
    ("month", "months", Unit::Month),
    ("quarter", "quarters", Unit::Quarter),
    ("semester trimester", "semesters trimesters", Unit::Half),
    ("year yr", "years yrs", Unit::Year),
    ("decade", "decades", Unit::Decade),
    ("century", "centuries", Unit::Century),
    ("millennium", "millennia millenniums", Unit::Millennium),
];

pub(super) const PARTS: &[(&str, &str, Part)] = &[
    ("dawn daybreak sunrise", "dawns", Part::Dawn),
    ("morning", "mornings", Part::Morning),
    ("lunchtime", "", Part::Midday),
    ("afternoon", "afternoons", Part::Afternoon),
    ("evening dusk sunset nightfall", "evenings", Part::Evening),
    ("night nighttime", "nights", Part::Night),
    ("daytime", "", Part::Daytime),
];

pub(super) const EVERY: &[(&str, Unit)] = &[
    ("hourly", Unit::Hour),
    ("daily everyday", Unit::Day),
    ("nightly", Unit::Day),
    ("weekly", Unit::Week),
    ("fortnightly", Unit::Fortnight),
    ("monthly", Unit::Month),
    ("quarterly", Unit::Quarter),
    ("semiannual semiannually", Unit::Half),
    ("yearly annual annually", Unit::Year),
];

/// Time zones in letters.
pub(super) const ZONES: &str = "est edt et cst cdt ct mst mdt mt pst pdt pt gmt utc bst cet cest ist \
    jst aest aedt";

/// Small numbers in words.
pub(super) const NUMBERS: &str = "zero one two three four five six seven eight nine ten eleven twelve \
    thirteen fourteen fifteen sixteen seventeen eighteen nineteen";

/// The tens in words, from twenty.
pub(super) const TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";

/// The tens in words as decades, from the twenties.
pub(super) const DECADES: &str =
    "twenties thirties forties fifties sixties seventies eighties nineties";

/// Places in an order, from the first.
pub(super) const ORDINALS: &str = "first second third fourth fifth sixth seventh eighth ninth tenth \
    eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth \
    twentieth";

/// Numbers that do not say how many.
pub(super) const VAGUE_NUMBERS: &str = "several few many numerous countless";

/// Words that multiply a number.
pub(super) const FACTORS: &[(&str, f64)] =
    &[("hundred", 100.0), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("dozen", 12.0)];

//! How labels, days and instants are written in the file.
//!
//! **Invariant:** numbers that stand for a label are never given another meaning; a new label gets
//! a new number.

use jiff::SignedDuration;
use jiff::civil::{Date, date};
use reportedly_nlp::{Certainty, EntityKind, Factuality, Polarity, Record, SegmentKind, SpeechAct};

use crate::claim::{ClaimKind, CueRole, Field, Firmness, SourceKind};

const EPOCH: Date = date(1970, 1, 1);

/// Returns the days from 1970-01-01.
pub(super) fn day(day: Date) -> i64 {
    day.duration_since(EPOCH).as_hours() / 24
}

/// Returns the day of that number; the nearest one that the calendar has.
pub(super) fn date_of(day: i64) -> Date {
    EPOCH.saturating_add(SignedDuration::from_hours(day.saturating_mul(24)))
}

/// Returns the instant of that number; the nearest one that the calendar has.
pub(super) fn instant(second: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(second).unwrap_or(jiff::Timestamp::MAX)
}

/// Says how a set of labels is written: what the second function does not know is no such label.
macro_rules! code {
    ($to:ident, $from:ident, $label:ty, $out:ty, $in:ty, $($variant:path = $value:literal,)*) => {
        pub(super) fn $to(label: $label) -> $out {
            match label { $($variant => $value,)* }
        }

        pub(super) fn $from(code: $in) -> rusqlite::Result<$label> {
            match code { $($value => Ok($variant),)* other => Err(unknown(stringify!($label), &other.to_string())) }
        }
    };
}

/// Returns the error for a label that this program does not write.
pub(super) fn unknown(what: &str, code: &str) -> rusqlite::Error {
    let words = format!("'{code}' is no {what}");
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Null, words.into())
}

code! { polarity, polarity_of, Polarity, i64, i64,
    Polarity::Positive = 1, Polarity::Negative = -1, Polarity::Unknown = 0,
}

code! { certainty, certainty_of, Certainty, i64, i64,
    Certainty::Ct = 3, Certainty::Pr = 2, Certainty::Ps = 1, Certainty::U = 0,
}

code! { act, act_of, SpeechAct, i64, i64,
    SpeechAct::Assert = 0, SpeechAct::Deny = 1, SpeechAct::Confirm = 2, SpeechAct::Decline = 3,
    SpeechAct::Retract = 4, SpeechAct::Correct = 5, SpeechAct::Predict = 6,
    SpeechAct::Speculate = 7, SpeechAct::Ask = 8, SpeechAct::Announce = 9,
}

code! { firmness, firmness_of, Firmness, i64, i64,
    Firmness::Denied = 0, Firmness::Rumoured = 1, Firmness::Reported = 2, Firmness::Stated = 3,
    Firmness::Confirmed = 4,
}

code! { field, field_of, Field, i64, i64, Field::Text = 0, Field::Title = 1, }

code! { kind, kind_of, ClaimKind, &'static str, &str,
    ClaimKind::Typed = "typed", ClaimKind::Statement = "statement", ClaimKind::Open = "open",
}

code! { source, source_of, SourceKind, &'static str, &str,
    SourceKind::Outlet = "outlet", SourceKind::Person = "person",
    SourceKind::Organisation = "organisation", SourceKind::Anonymous = "anonymous",
    SourceKind::Unattributed = "unattributed",
}

code! { record, record_of, Record, &'static str, &str,
    Record::Named = "named", Record::Anonymous = "anonymous", Record::Unattributed = "unattributed",
}

code! { cue, cue_of, CueRole, &'static str, &str,
    CueRole::Hedge = "hedge", CueRole::Negation = "negation",
    CueRole::Attribution = "attribution", CueRole::Time = "time",
}

code! { segment, segment_of, SegmentKind, &'static str, &str,
    SegmentKind::Title = "title", SegmentKind::Heading = "heading", SegmentKind::Body = "body",
    SegmentKind::Caption = "caption", SegmentKind::Credit = "credit",
    SegmentKind::Byline = "byline", SegmentKind::Related = "related",
    SegmentKind::Boilerplate = "boilerplate",
}

/// Returns the kind of entity of that name.
pub(super) fn entity_kind_of(label: Option<&str>) -> rusqlite::Result<Option<EntityKind>> {
    let kind = |label| EntityKind::from_label(label).ok_or_else(|| unknown("EntityKind", label));
    label.map(kind).transpose()
}

/// Returns the factuality that prints like this: `PR-`.
pub(super) fn factuality_of(text: &str) -> rusqlite::Result<Factuality> {
    use Certainty::*;
    let polarities = [Polarity::Positive, Polarity::Negative, Polarity::Unknown];
    [Ct, Pr, Ps, U]
        .into_iter()
        .flat_map(|certainty| polarities.map(|polarity| Factuality { certainty, polarity }))
        .find(|factuality| factuality.to_string() == text)
        .ok_or_else(|| unknown("Factuality", text))
}

//! Times that are only told to be before, around or after the one spoken from.

use super::super::grammar::Rule;
use super::super::granule::Unit;
use super::super::meaning::{Meaning, Vague};
use super::rule;

pub(in super::super) const VAGUE: &[Rule] = &[
    rule(
        "now",
        "( now | right now | just now | by now | nowadays | currently | presently | at present )",
        |f| {
            if f.has("by at") { None } else { present() }
        },
    ),
    rule("these days", "these days", |_| present()),
    rule("the present", "( the )? present ( day|time )?", |f| {
        if f.has("the day time") { present() } else { None }
    }),
    rule("current", "current", |_| present()),
    rule("recently", "( more|most|very )? recently|lately", |_| past()),
    rule("recent", "recent", |_| past()),
    // Weeks and months are a stretch of time, but nobody counts "recent years".
    rule("recent years", "recent <units> ( and|or <units> )?", |f| {
        if f.unit(0)? >= Unit::Year { past() } else { None }
    }),
    rule("future years", "future <units>", |_| future()),
    rule("the past", "the ( recent|distant )? past", |_| past()),
    rule("earlier", "previously|formerly", |_| past()),
    rule(
        "the future",
        "( the )? ( near | foreseeable | immediate | very near | distant | not - too - distant )? future",
        |_| future(),
    ),
    rule("former", "former", |_| past()),
    rule("soon", "( soon | as soon as possible | shortly )", |f| {
        if f.has("shortly") { None } else { future() }
    }),
    rule("the short term", "the short|near term", |_| future()),
    rule("in a while", "( some time ago | a while ago | long ago )", |_| past()),
];

fn past() -> Option<Meaning> {
    Some(Meaning::Vague(Vague::Past))
}

fn present() -> Option<Meaning> {
    Some(Meaning::Vague(Vague::Present))
}

fn future() -> Option<Meaning> {
    Some(Meaning::Vague(Vague::Future))
}

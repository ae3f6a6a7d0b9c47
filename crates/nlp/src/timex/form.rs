//! Forms: how a rule of the grammar writes the expressions that it reads.
//!
//! ```text
//! ( <weekday> ,? )? <month> <day> ( ,? <year> )?
//! ```
//!
//! A form is a row of words, marks, classes in angle brackets and other groups of rules (`<date>`).
//! `?` follows what may be left out, `|` stands between what may replace each other, `~` is a hyphen
//! that may be left out. All forms of a group are laid out together as a tree of what may come next,
//! so that reading costs no more with many rules than with few.

use super::term::{Lexicon, Term, UNKNOWN, Word};
use super::vocabulary::{Facet, Number};

/// What a form asks of the next term or terms.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Element {
    /// This very word or mark.
    Word(Word),
    /// A term of this class.
    Class(Class),
    /// An expression of this group.
    Group(Group),
}

/// A group of rules.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Group {
    /// "about", "more than".
    About,
    /// Named days.
    Holiday,
    /// Dates, written out or relative.
    Date,
    /// Lengths of time.
    Length,
    /// Times on the clock.
    Time,
    /// Everything.
    Any,
}

/// A class of terms.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Class {
    Month,
    Weekday,
    Weekdays,
    Season,
    /// A length in the singular.
    Unit,
    /// A length in the plural.
    Units,
    /// A day of the month.
    Day,
    Nth,
    Year,
    /// Two figures after another year: "1914-18".
    ShortYear,
    /// Any year in up to four figures, where an era stands beside it.
    EraYear,
    Number,
    Decade,
    Clock,
    /// An hour of the twelve-hour clock.
    Hour,
    Minutes,
    Meridiem,
    Zone,
    Part,
    Parts,
    Iso,
    Stroke,
    Quarter,
    Half,
    Every,
}

impl Class {
    /// Returns whether `term` belongs to the class.
    pub fn holds(self, term: &Term) -> bool {
        match (self, term.facet) {
            (Class::Month, Facet::Month(_))
            | (Class::Weekday, Facet::Weekday(_))
            | (Class::Weekdays, Facet::Weekdays(_))
            | (Class::Season, Facet::Season(_))
            | (Class::Unit, Facet::Unit(_, false))
            | (Class::Units, Facet::Unit(_, true))
            | (Class::Nth, Facet::Ordinal(_))
            | (Class::Year, Facet::Year(_))
            | (Class::Decade, Facet::Decade(_))
            | (Class::Clock, Facet::Clock(..))
            | (Class::Meridiem, Facet::Meridiem(_))
            | (Class::Zone, Facet::Zone)
            | (Class::Part, Facet::Part(_, false))
            | (Class::Parts, Facet::Part(_, true))
            | (Class::Iso, Facet::Date(..))
            | (Class::Stroke, Facet::Stroke(..))
            | (Class::Quarter, Facet::Quarter(_))
            | (Class::Half, Facet::Half(_))
            | (Class::Every, Facet::Every(_)) => true,
            (Class::Day, Facet::Ordinal(nth)) => (1..=31).contains(&nth),
            (_, Facet::Number(number)) => self.holds_number(number),
            _ => false,
        }
    }

    fn holds_number(self, number: Number) -> bool {
        let whole = |range: std::ops::RangeInclusive<i64>| {
            number.whole().is_some_and(|value| range.contains(&value))
        };
        match self {
            Class::Number => !number.year,
            // In words only as an ordinal: "the couple may", "six may".
            Class::Day => (1..=2).contains(&number.figures) && whole(1..=31),
            Class::Year => number.year || number.figures == 4 && whole(1000..=2199),
            Class::ShortYear => number.figures == 2,
            Class::EraYear => number.figures <= 4 && number.figures > 0 && whole(1..=9999),
            Class::Hour => number.figures <= 2 && whole(1..=12),
            Class::Minutes => number.figures <= 2 && whole(1..=59),
            _ => false,
        }
    }

    fn named(name: &str) -> Option<Class> {
        Some(match name {
            "month" => Class::Month,
            "weekday" => Class::Weekday,
            "weekdays" => Class::Weekdays,
            "season" => Class::Season,
            "unit" => Class::Unit,
            "units" => Class::Units,
            "day" => Class::Day,
            "nth" => Class::Nth,
            "year" => Class::Year,
            "short-year" => Class::ShortYear,
            "era-year" => Class::EraYear,
            "number" => Class::Number,
            "decade" => Class::Decade,
            "clock" => Class::Clock,
            "hour" => Class::Hour,
            "minutes" => Class::Minutes,
            "meridiem" => Class::Meridiem,
            "zone" => Class::Zone,
            "part" => Class::Part,
            "parts" => Class::Parts,
            "iso" => Class::Iso,
            "stroke" => Class::Stroke,
            "quarter" => Class::Quarter,
            "half" => Class::Half,
            "every" => Class::Every,
            _ => return None,
        })
    }
}

/// All forms of a group, as a tree of what may come next.
#[derive(Debug)]
pub(super) struct Forms {
    nodes: Vec<Node>,
}

/// A place in the tree.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// What may come next, and where it leads.
    pub next: Vec<(Element, usize)>,
    /// The rules whose form ends here.
    pub ends: Vec<u16>,
}

impl Forms {
    /// Lays out the forms; the nth belongs to the nth rule.
    pub fn new<'a>(forms: impl Iterator<Item = &'a str>, lexicon: &mut Lexicon) -> Forms {
        let mut tree = Forms { nodes: vec![Node::default()] };
        for (rule, form) in forms.enumerate() {
            for row in rows(form, lexicon) {
                tree.insert(&row, rule as u16);
            }
        }
        tree
    }

    /// Returns the place `index`; 0 is where every form begins.
    pub fn node(&self, index: usize) -> &Node {
        &self.nodes[index]
    }

    fn insert(&mut self, row: &[Element], rule: u16) {
        let mut at = 0;
        for &element in row {
            let next = self.nodes[at].next.iter().find(|(it, _)| *it == element);
            at = match next {
                Some(&(_, next)) => next,
                None => {
                    let new = self.nodes.len();
                    self.nodes[at].next.push((element, new));
                    self.nodes.push(Node::default());
                    new
                }
            };
        }
        if !self.nodes[at].ends.contains(&rule) {
            self.nodes[at].ends.push(rule);
        }
    }
}

/// Returns every row of elements that `form` allows.
///
/// # Panics
/// When the form is not well-formed: forms are part of the program.
fn rows(form: &str, lexicon: &mut Lexicon) -> Vec<Vec<Element>> {
    let pieces: Vec<&str> = form.split_whitespace().collect();
    let mut at = 0;
    let rows = alternatives(&pieces, &mut at, lexicon);
    assert_eq!(at, pieces.len(), "the form '{form}' closes a bracket that it did not open");
    rows
}

fn alternatives(pieces: &[&str], at: &mut usize, lexicon: &mut Lexicon) -> Vec<Vec<Element>> {
    let mut all = Vec::new();
    let mut rows = vec![Vec::new()];
    while let Some(&piece) = pieces.get(*at) {
        let (choices, optional) = match piece {
            ")" | ")?" => break,
            "|" => {
                all.append(&mut rows);
                rows.push(Vec::new());
                *at += 1;
                continue;
            }
            "(" => {
                *at += 1;
                let choices = alternatives(pieces, at, lexicon);
                let close = pieces.get(*at).expect("a bracket of a form is closed");
                (choices, *close == ")?")
            }
            "~" => (vec![vec![Element::Word(lexicon.word("-"))]], true),
            _ => {
                let (names, optional) = match piece.strip_suffix('?') {
                    Some(names) => (names, true),
                    None => (piece, false),
                };
                (names.split('|').map(|name| vec![element(name, lexicon)]).collect(), optional)
            }
        };
        *at += 1;
        let mut longer = Vec::new();
        for row in &rows {
            for choice in &choices {
                longer.push([row.as_slice(), choice.as_slice()].concat());
            }
            if optional {
                longer.push(row.clone());
            }
        }
        rows = longer;
    }
    all.append(&mut rows);
    all
}

fn element(name: &str, lexicon: &mut Lexicon) -> Element {
    match name.strip_prefix('<').and_then(|name| name.strip_suffix('>')) {
        Some("about") => Element::Group(Group::About),
        Some("holiday") => Element::Group(Group::Holiday),
        Some("date") => Element::Group(Group::Date),
        Some("length") => Element::Group(Group::Length),
        Some("time") => Element::Group(Group::Time),
        Some(class) => Element::Class(Class::named(class).expect("a class of a form is known")),
        None => {
            let word = lexicon.word(name);
            debug_assert_ne!(word, UNKNOWN);
            Element::Word(word)
        }
    }
}

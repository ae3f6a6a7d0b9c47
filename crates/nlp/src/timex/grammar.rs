//! Reads expressions of time: tries the forms of all rules and keeps the longest that means something.

use std::cell::RefCell;
use std::sync::OnceLock;

use super::form::{Class, Element, Forms, Group};
use super::granule::{Part, Season, Unit};
use super::holiday::{HOLIDAYS, Holiday};
use super::meaning::{Length, Meaning, Name, Point, What, weekday};
use super::rules;
use super::term::{Gap, Lexicon, Term};
use super::vocabulary::{Facet, Number};

/// A rule: the expressions that it reads, and what they mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    /// What it reads, in words.
    pub name: &'static str,
    /// How that is written; see [`super::form`].
    pub form: &'static str,
    /// What it means; `None` where the words only look like it.
    pub means: fn(&Found<'_>) -> Option<Meaning>,
}

/// The rules, laid out for reading.
#[derive(Debug)]
pub(super) struct Grammar {
    pub lexicon: Lexicon,
    about: Rules,
    holidays: Rules,
    dates: Rules,
    lengths: Rules,
    times: Rules,
    any: Rules,
}

/// A group of rules and its forms.
#[derive(Debug)]
struct Rules {
    rules: Vec<&'static Rule>,
    forms: Forms,
}

impl Rules {
    fn new(tables: &[&'static [Rule]], lexicon: &mut Lexicon) -> Rules {
        let rules: Vec<&Rule> = tables.iter().copied().flatten().collect();
        let forms = Forms::new(rules.iter().map(|rule| rule.form), lexicon);
        Rules { rules, forms }
    }
}

/// An expression that was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parsed {
    /// The index of the first term after it.
    pub end: usize,
    pub meaning: Meaning,
    pub rule: &'static str,
}

/// How deep expressions may lie in each other ("the end of the week of ...").
const DEEPEST: usize = 5;

impl Grammar {
    /// Returns the one grammar.
    pub fn get() -> &'static Grammar {
        static GRAMMAR: OnceLock<Grammar> = OnceLock::new();
        GRAMMAR.get_or_init(|| {
            let mut lexicon = Lexicon::new();
            Grammar {
                about: Rules::new(&[rules::ABOUT], &mut lexicon),
                holidays: Rules {
                    rules: Vec::new(),
                    forms: Forms::new(HOLIDAYS.iter().map(|&(form, _)| form), &mut lexicon),
                },
                dates: Rules::new(rules::DATES, &mut lexicon),
                lengths: Rules::new(&[rules::LENGTHS], &mut lexicon),
                times: Rules::new(rules::TIMES, &mut lexicon),
                any: Rules::new(rules::ANY, &mut lexicon),
                lexicon,
            }
        })
    }

    /// Returns the longest expression that begins at the term `at`.
    pub fn read(&self, text: &str, terms: &[Term], at: usize) -> Option<Parsed> {
        terms.get(at).filter(|term| !term.is_opaque())?;
        let known = RefCell::default();
        Reader { grammar: self, text, terms, known }.group(Group::Any, at, 0)
    }
}

struct Reader<'a> {
    grammar: &'a Grammar,
    text: &'a str,
    terms: &'a [Term],
    /// What was read at a place before: several rules begin with the same group.
    known: RefCell<Vec<(Place, Option<Parsed>)>>,
}

/// A group, the term that it is looked for at, and how deep it lies.
type Place = (Group, usize, usize);

/// The longest expression so far, by its end and then by the order of the rules.
type Best = Option<(usize, u16, Meaning)>;

impl Reader<'_> {
    fn group(&self, group: Group, at: usize, depth: usize) -> Option<Parsed> {
        if depth > DEEPEST {
            return None;
        }
        let place = (group, at, depth);
        let known =
            self.known.borrow().iter().find(|(it, _)| *it == place).map(|(_, it)| it.clone());
        if let Some(known) = known {
            return known;
        }
        let parsed = self.group_anew(group, at, depth);
        self.known.borrow_mut().push((place, parsed.clone()));
        parsed
    }

    fn group_anew(&self, group: Group, at: usize, depth: usize) -> Option<Parsed> {
        let rules = match group {
            Group::About => &self.grammar.about,
            Group::Holiday => &self.grammar.holidays,
            Group::Date => &self.grammar.dates,
            Group::Length => &self.grammar.lengths,
            Group::Time => &self.grammar.times,
            Group::Any => &self.grammar.any,
        };
        let mut best = None;
        self.walk(rules, 0, at, depth, &mut Vec::new(), &mut best);
        let (end, rule, meaning) = best?;
        let name = rules.rules.get(usize::from(rule)).map_or("a named day", |rule| rule.name);
        Some(Parsed { end, meaning, rule: name })
    }

    fn walk(
        &self,
        rules: &Rules,
        node: usize,
        at: usize,
        depth: usize,
        steps: &mut Vec<Step>,
        best: &mut Best,
    ) {
        let node = rules.forms.node(node);
        for &rule in &node.ends {
            let longer = best
                .as_ref()
                .is_none_or(|(end, earlier, _)| at > *end || at == *end && rule < *earlier);
            if !longer {
                continue;
            }
            let found = Found { text: self.text, terms: self.terms, steps, end: at };
            let meaning = match rules.rules.get(usize::from(rule)) {
                Some(rule) => (rule.means)(&found),
                None => HOLIDAYS
                    .get(usize::from(rule))
                    .map(|&(_, day)| What::Named(Name::Holiday(day)).into()),
            };
            if let Some(meaning) = meaning {
                *best = Some((at, rule, meaning));
            }
        }
        let Some(term) = self.terms.get(at) else { return };
        if !steps.is_empty() && term.gap == Gap::Paragraph {
            return;
        }
        for &(element, next) in &node.next {
            let (end, meaning) = match element {
                Element::Word(word) if term.word == word => (at + 1, None),
                Element::Class(class) if class.holds(term) => (at + 1, None),
                Element::Group(group) if !term.is_opaque() => {
                    match self.group(group, at, depth + 1) {
                        Some(parsed) => (parsed.end, Some(parsed.meaning)),
                        None => continue,
                    }
                }
                _ => continue,
            };
            steps.push(Step { element, at, meaning });
            self.walk(rules, next, end, depth, steps, best);
            steps.pop();
        }
    }
}

/// One element of a form, and the term that it was found at.
#[derive(Clone, Debug)]
struct Step {
    element: Element,
    at: usize,
    meaning: Option<Meaning>,
}

/// The terms that a form was found in, for the rule to take its meaning from.
#[derive(Debug)]
pub(super) struct Found<'a> {
    text: &'a str,
    terms: &'a [Term],
    steps: &'a [Step],
    end: usize,
}

impl Found<'_> {
    fn of(&self, class: Class, nth: usize) -> Option<Term> {
        let step =
            self.steps.iter().filter(|step| step.element == Element::Class(class)).nth(nth)?;
        self.terms.get(step.at).copied()
    }

    fn form(&self, term: &Term) -> &str {
        self.text.get(term.start..term.end).unwrap_or_default()
    }

    /// Returns whether one of `words`, between spaces, stands in the expression.
    pub fn has(&self, words: &str) -> bool {
        self.steps.iter().filter(|step| matches!(step.element, Element::Word(_))).any(|step| {
            let form = self.form(&self.terms[step.at]);
            let letters = || form.chars().filter(|letter| *letter != '.');
            words
                .split(' ')
                .any(|word| letters().map(|letter| letter.to_ascii_lowercase()).eq(word.chars()))
        })
    }

    /// Returns the first term.
    pub fn first(&self) -> Option<Term> {
        self.terms.get(self.steps.first()?.at).copied()
    }

    /// Returns the term before the expression, where it stands close.
    pub fn before(&self) -> Option<Term> {
        let at = self.steps.first()?.at;
        if self.terms[at].gap == Gap::Paragraph {
            return None;
        }
        self.terms.get(at.checked_sub(1)?).copied()
    }

    /// Returns the term before that one, where it stands close.
    pub fn before_that(&self) -> Option<Term> {
        let at = self.steps.first()?.at.checked_sub(1)?;
        if self.terms[at].gap == Gap::Paragraph {
            return None;
        }
        self.terms.get(at.checked_sub(1)?).copied()
    }

    /// Returns the term after the expression, where it stands close.
    pub fn after(&self) -> Option<Term> {
        self.terms.get(self.end).copied().filter(|term| term.gap < Gap::Paragraph)
    }

    /// Whether its last word and the next one are written in capitals: "Winter Games".
    pub fn is_of_a_name(&self) -> bool {
        let last = self.end.checked_sub(1).and_then(|at| self.terms.get(at));
        last.is_some_and(|term| term.capital)
            && self.after().is_some_and(|term| term.capital && term.gap == Gap::Space)
    }

    /// Whether a dash and another pair of figures with a stroke follow: "10/1-11/7".
    pub fn is_joined_to_a_stroke(&self) -> bool {
        let dash = self
            .terms
            .get(self.end)
            .is_some_and(|term| term.gap == Gap::None && matches!(self.form(term), "-" | "–"));
        let next = self.terms.get(self.end + 1);
        dash && next.is_some_and(|term| {
            matches!(term.facet, Facet::Stroke(..) | Facet::Date(..)) && term.gap == Gap::None
        })
    }

    /// Returns the words of `term`.
    pub fn words(&self, term: &Term) -> &str {
        self.form(term)
    }

    pub fn month(&self) -> Option<i8> {
        match self.of(Class::Month, 0)?.facet {
            Facet::Month(month) => Some(month),
            _ => None,
        }
    }

    pub fn weekday(&self) -> Option<jiff::civil::Weekday> {
        match self.of(Class::Weekday, 0).or_else(|| self.of(Class::Weekdays, 0))?.facet {
            Facet::Weekday(day) | Facet::Weekdays(day) => Some(weekday(day)),
            _ => None,
        }
    }

    pub fn season(&self) -> Option<Season> {
        match self.of(Class::Season, 0)?.facet {
            Facet::Season(season) => Some(season),
            _ => None,
        }
    }

    /// Returns the nth length that is named, in the singular or plural.
    pub fn unit(&self, nth: usize) -> Option<Unit> {
        let mut steps = self
            .steps
            .iter()
            .filter(|step| matches!(step.element, Element::Class(Class::Unit | Class::Units)));
        match self.terms[steps.nth(nth)?.at].facet {
            Facet::Unit(unit, _) => Some(unit),
            _ => Some(Unit::Second),
        }
    }

    pub fn day(&self, nth: usize) -> Option<i8> {
        match self.of(Class::Day, nth)?.facet {
            Facet::Ordinal(day) => i8::try_from(day).ok(),
            Facet::Number(number) => i8::try_from(number.whole()?).ok(),
            _ => None,
        }
    }

    pub fn nth(&self) -> Option<i32> {
        match self.of(Class::Nth, 0)?.facet {
            Facet::Ordinal(nth) => Some(nth),
            _ => None,
        }
    }

    /// Returns whether the place in an order is written in figures: "5th".
    pub fn nth_in_figures(&self) -> bool {
        self.of(Class::Nth, 0)
            .is_some_and(|term| self.form(&term).starts_with(|c: char| c.is_ascii_digit()))
    }

    pub fn year(&self) -> Option<i16> {
        match self.of(Class::Year, 0).or_else(|| self.of(Class::EraYear, 0))?.facet {
            Facet::Year(year) => Some(year),
            Facet::Number(number) => i16::try_from(number.whole()?).ok(),
            _ => None,
        }
    }

    pub fn number(&self, nth: usize) -> Option<Number> {
        match self.of(Class::Number, nth)?.facet {
            Facet::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Returns the nth figure of class hour or minutes as a whole number.
    pub fn hour(&self) -> Option<i8> {
        match self.of(Class::Hour, 0)?.facet {
            Facet::Number(number) => i8::try_from(number.whole()?).ok(),
            _ => None,
        }
    }

    pub fn minutes(&self) -> Option<i8> {
        match self.of(Class::Minutes, 0)?.facet {
            Facet::Number(number) => i8::try_from(number.whole()?).ok(),
            _ => None,
        }
    }

    pub fn clock(&self) -> Option<(i8, Option<i8>, Option<i8>, bool)> {
        match self.of(Class::Clock, 0)?.facet {
            Facet::Clock(hour, minute, second, told) => Some((hour, minute, second, told)),
            _ => None,
        }
    }

    /// Returns whether "p.m." stands in the expression; `None` where neither half is named.
    pub fn afternoon(&self) -> Option<bool> {
        match self.of(Class::Meridiem, 0)?.facet {
            Facet::Meridiem(afternoon) => Some(afternoon),
            _ => None,
        }
    }

    pub fn part(&self) -> Option<Part> {
        match self.of(Class::Part, 0).or_else(|| self.of(Class::Parts, 0))?.facet {
            Facet::Part(part, _) => Some(part),
            _ => None,
        }
    }

    pub fn iso(&self) -> Option<(i16, i8, i8)> {
        match self.of(Class::Iso, 0)?.facet {
            Facet::Date(year, month, day) => Some((year, month, day)),
            _ => None,
        }
    }

    pub fn stroke(&self) -> Option<(i16, i16)> {
        match self.of(Class::Stroke, 0)?.facet {
            Facet::Stroke(a, b) => Some((a, b)),
            _ => None,
        }
    }

    pub fn decade(&self) -> Option<i16> {
        match self.of(Class::Decade, 0)?.facet {
            Facet::Decade(decade) => Some(decade),
            _ => None,
        }
    }

    pub fn quarter(&self) -> Option<i8> {
        match self.of(Class::Quarter, 0)?.facet {
            Facet::Quarter(quarter) => Some(quarter),
            _ => None,
        }
    }

    pub fn half(&self) -> Option<i8> {
        match self.of(Class::Half, 0)?.facet {
            Facet::Half(half) => Some(half),
            _ => None,
        }
    }

    pub fn every(&self) -> Option<Unit> {
        match self.of(Class::Every, 0)?.facet {
            Facet::Every(unit) => Some(unit),
            _ => None,
        }
    }

    /// Returns the expression of another group inside this one.
    pub fn inner(&self, nth: usize) -> Option<&Meaning> {
        self.steps
            .iter()
            .filter_map(|step| step.meaning.as_ref())
            .filter(|it| !matches!(it, Meaning::Modifier(_)))
            .nth(nth)
    }

    pub fn point(&self) -> Option<Point> {
        match self.inner(0)? {
            Meaning::Point(point) => Some(point.clone()),
            _ => None,
        }
    }

    /// Returns which piece of the calendar the inner date is, where it is no time of day.
    pub fn what(&self) -> Option<What> {
        let mut found = self.steps.iter().filter_map(|step| match &step.meaning {
            Some(Meaning::Point(point)) => Some(point.what.clone()),
            _ => None,
        });
        found.next_back()
    }

    pub fn length(&self) -> Option<Length> {
        self.steps.iter().find_map(|step| match &step.meaning {
            Some(Meaning::Length(length)) => Some(length.clone()),
            _ => None,
        })
    }

    pub fn holiday(&self) -> Option<Holiday> {
        match self.point()?.what {
            What::Named(Name::Holiday(holiday)) => Some(holiday),
            _ => None,
        }
    }

    pub fn modifier(&self) -> Option<&'static str> {
        self.steps.iter().find_map(|step| match step.meaning {
            Some(Meaning::Modifier(modifier)) => Some(modifier),
            _ => None,
        })
    }
}

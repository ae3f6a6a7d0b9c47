//! Tells what only looks like an expression of time: May the person, the Sunday Times, "24" the
//! series, 1,500 metres.

use super::grammar::Parsed;
use super::granule::{Granule, Season};
use super::meaning::{Meaning, Name, Point, Set, Vague, What};
use super::resolve::Direction;
use super::tense;
use super::term::{Gap, Term};
use super::vocabulary::Facet;
use crate::document::{Document, Mode, SegmentKind};
use crate::span::Span;
use crate::tags::Xpos;

/// Returns whether the expression at the term `at` is none.
pub(super) fn refuse(
    document: &Document,
    terms: &[Term],
    at: usize,
    parsed: &Parsed,
    mode: Mode,
) -> bool {
    let words = Words { document, terms, at, end: parsed.end };
    if words.is_part_of_a_name() {
        return true;
    }
    match &parsed.meaning {
        Meaning::Point(point) => words.no_date(point),
        Meaning::Length(_) => words.no_length(mode),
        Meaning::Set(set) => words.no_set(set, mode),
        Meaning::Vague(vague) => words.not_vague(*vague, mode),
        Meaning::Modifier(_) => true,
    }
}

/// An expression among its neighbours.
struct Words<'a> {
    document: &'a Document,
    terms: &'a [Term],
    at: usize,
    end: usize,
}

impl Words<'_> {
    fn form(&self, term: usize) -> &str {
        let term = self.terms[term];
        Span::new(term.start, term.end).of(&self.document.text)
    }

    fn span(&self) -> Span {
        Span::new(self.terms[self.at].start, self.terms[self.end - 1].end)
    }

    /// Returns the token before the expression, where it is of the same sentence.
    fn before(&self) -> Option<usize> {
        let first = self.document.tokens_in(self.span()).start;
        let sentence = self.document.sentences.get(self.document.sentence_of(first))?;
        first.checked_sub(1).filter(|token| sentence.tokens.contains(token))
    }

    /// Returns the token after the expression, where it is of the same sentence.
    fn after(&self) -> Option<usize> {
        let tokens = self.document.tokens_in(self.span());
        let last = tokens.end.checked_sub(1)?;
        let sentence = self.document.sentences.get(self.document.sentence_of(last))?;
        Some(tokens.end).filter(|token| sentence.tokens.contains(token))
    }

    fn is_name(&self, token: Option<usize>) -> bool {
        token.is_some_and(|token| {
            let capital = self.document.form(token).starts_with(char::is_uppercase);
            let tag = self.document.tokens[token].xpos;
            capital && matches!(tag, Xpos::Nnp | Xpos::Nnps)
        })
    }

    fn is_capital(&self, token: Option<usize>) -> bool {
        token.is_some_and(|token| self.document.form(token).starts_with(char::is_uppercase))
    }

    fn tag(&self, token: Option<usize>) -> Option<Xpos> {
        token.map(|token| self.document.tokens[token].xpos)
    }

    fn follows_a_noun(&self) -> bool {
        matches!(self.tag(self.before()), Some(Xpos::Nn | Xpos::Nnp | Xpos::Nnps))
    }

    fn tag_of_first(&self) -> Option<Xpos> {
        let first = self.document.tokens_in(self.span()).start;
        self.document.tokens.get(first).map(|token| token.xpos)
    }

    fn before_is(&self, words: &str) -> bool {
        self.before().is_some_and(|token| {
            let form = self.document.form(token);
            words.split(' ').any(|word| form.eq_ignore_ascii_case(word))
        })
    }

    fn after_is(&self, words: &str) -> bool {
        self.after().is_some_and(|token| {
            let form = self.document.form(token);
            words.split(' ').any(|word| form.eq_ignore_ascii_case(word))
        })
    }

    fn alone(&self) -> bool {
        self.end == self.at + 1
    }

    /// Words that are written small, but here in capitals beside a name: "USA TODAY", "the Daily News".
    fn is_part_of_a_name(&self) -> bool {
        let first = self.terms[self.at];
        let named = matches!(
            first.facet,
            Facet::Month(_)
                | Facet::Weekday(_)
                | Facet::Weekdays(_)
                | Facet::Season(_)
                | Facet::Zone
        );
        if !first.capital || named || first.facet == Facet::None && !self.is_relative() {
            return false;
        }
        let Some(before) = self.before() else {
            // "Daily Mail readers", but "Yesterday Ortiz resigned"
            let day = matches!(self.form(self.at), "Today" | "Yesterday" | "Tomorrow" | "Tonight");
            let show = !day || self.after_is("show newspaper magazine programme program host");
            return self.alone() && self.is_name(self.after()) && self.is_relative() && show;
        };
        let form = self.document.form(before);
        // "This Week With Ada Lund" in quotation marks is a programme.
        let title = matches!(form, "\"" | "“" | "‘" | "``" | "'") && !self.alone();
        if title && self.terms[self.end - 1].capital && self.is_capital(self.after()) {
            return true;
        }
        let opens = !form.ends_with(char::is_alphanumeric) && form != "." && form != ",";
        !opens && (self.is_name(Some(before)) || self.is_name(self.after()) || form == "the")
    }

    /// Whether the expression begins with a word such as "today", "daily", "this" or "last".
    fn is_relative(&self) -> bool {
        let words =
            "today tomorrow yesterday tonight now this last next daily weekly monthly quarterly";
        let form = self.form(self.at);
        words.split(' ').any(|word| form.eq_ignore_ascii_case(word))
    }

    fn no_date(&self, point: &Point) -> bool {
        let Point { what, part: None, clock: None, .. } = point else { return self.no_time(point) };
        let first = self.terms[self.at];
        match what {
            What::Named(Name::Month(month)) if self.alone() => self.no_month(*month),
            What::Named(Name::Weekday(_)) if self.alone() => self.no_weekday(),
            What::Named(Name::Season(_)) if self.alone() => self.no_season(),
            // "The fall of the city"
            What::Named(Name::Season(Season::Fall)) => {
                self.after_is("of") && self.form(self.end - 1).eq_ignore_ascii_case("fall")
            }
            // "This may", "this march"
            What::Chosen(_, Name::Month(3 | 5), _) | What::Named(Name::Month(3 | 5)) => {
                !self.terms[self.end - 1].capital && !self.terms[self.at + 1].capital
            }
            What::Named(Name::Day(..)) => {
                // "The 11th Circuit", "the 5th man".
                matches!(
                    self.tag(self.after()),
                    Some(
                        Xpos::Nn
                            | Xpos::Nns
                            | Xpos::Nnp
                            | Xpos::Nnps
                            | Xpos::Jj
                            | Xpos::Cd
                            | Xpos::Vbg
                    )
                ) || self.hyphen_follows()
                    || self.after_is("and or")
            }
            // "Her last week in office", "our last day here"
            What::Step(-1 | 1, ..) if self.tag(self.before()) == Some(Xpos::PrpPoss) => true,
            What::Step(..) => self.hyphen_follows() || self.quoted_alone(),
            // "A Christmas Carol"
            What::Named(Name::Holiday(_)) if self.alone() => {
                self.is_name(self.after()) && self.before_is("a the") || self.quoted_alone()
            }
            What::Fixed(Granule::Year(_)) if self.alone() => self.no_year(first),
            _ => self.quoted_alone(),
        }
    }

    fn no_time(&self, point: &Point) -> bool {
        // "5:3" and "3:10" may be scores or verses, and "noon" a word of its own in no name.
        let score = point.clock.is_some()
            && (self.before_is("verse psalm") || self.after_is("left remaining"));
        // "01:38" beside a film is how long it is.
        let film = self.alone()
            && self.form(self.at).starts_with('0')
            && !self.before_is("at by until till from to around about before after since between");
        // "High noon" is no time of day.
        let high = self.alone() && self.before_is("high");
        // "Late-night comedy" is a kind of comedy.
        let kind = point.part.is_some() && self.span().of(&self.document.text).contains("e-night");
        score || film || high || kind || self.quoted_alone()
    }

    fn hyphen_follows(&self) -> bool {
        self.terms
            .get(self.end)
            .is_some_and(|next| next.gap == Gap::None && self.form(self.end).starts_with('-'))
    }

    /// "May" the modal or the person, "march" the verb, "Jan" the name, "sat" and "mar" the words.
    fn no_month(&self, month: i8) -> bool {
        let first = self.terms[self.at];
        let form = self.form(self.at);
        if !first.capital {
            // Months in small letters are told from words only by their length and their neighbours.
            return matches!(form, "may" | "march" | "mar" | "dec" | "jan" | "jun")
                || !matches!(form.len(), 4..) && !form.ends_with('.');
        }
        if matches!(self.tag_of_first(), Some(Xpos::Md | Xpos::Vb | Xpos::Vbp | Xpos::Vbd)) {
            return true;
        }
        // "The annual March for Life", "the Long March", but "the March election".
        if month == 3
            && matches!(
                self.tag(self.before()),
                Some(Xpos::Dt | Xpos::Jj | Xpos::PrpPoss | Xpos::Nnp)
            )
            && !matches!(self.tag(self.after()), Some(Xpos::Nn | Xpos::Nns))
            || month == 3
                && self.after_is("to against on for of")
                && !self.before_is(
                    "in since until by of last early late mid this next from to and through during",
                )
        {
            return true;
        }
        // "Jan-Feb"
        let joined = self.hyphen_follows()
            && self
                .terms
                .get(self.end + 1)
                .is_some_and(|next| matches!(next.facet, Facet::Month(_)) && next.gap == Gap::None);
        if joined {
            return false;
        }
        let name = matches!(month, 1 | 4 | 5 | 6 | 8) || form.eq_ignore_ascii_case("mar");
        let before = self.is_name(self.before()) && !self.before_is("in since until by of last");
        let after = self.is_name(self.after());
        // Before a name with no preposition: "April Ludgate"; after one: "Theresa May".
        name && (before
            || after && !self.before_is("in since until by of last early late mid this next"))
            || self.quoted_alone()
    }

    fn no_weekday(&self) -> bool {
        let first = self.terms[self.at];
        let form = self.form(self.at);
        let short = form.trim_end_matches('.').len() <= 3;
        if short && (!first.capital || matches!(form, "Sun" | "Sat" | "Mon" | "Wed")) {
            // "Sun" and "Sat" need company: a comma, a date or a time.
            return !self.before_is("on last next this every");
        }
        // "The Desert Sun." is a newspaper.
        if short && (self.before_is("the") || self.is_name(self.before())) {
            return true;
        }
        // "The Sunday Times", "Ruby Tuesday", "Saturday Night Live".
        let after = self.is_name(self.after());
        let before = self.is_name(self.before());
        let titled = self.is_capital(self.after()) && self.before_is("the a");
        titled || after && before || self.quoted_alone()
    }

    /// "The fall of the city", "a high fall from a roof"
    fn is_a_drop(&self) -> bool {
        let described = self.before_is("a") || self.tag(self.before()) == Some(Xpos::Jj);
        let noun = matches!(self.tag(self.after()), Some(Xpos::Nn | Xpos::Nns));
        self.after_is("of from") || described && !noun
    }

    /// "Fall" and "spring" the verbs, "Winter" the name.
    fn no_season(&self) -> bool {
        matches!(
            self.tag_of_first(),
            Some(Xpos::Vb | Xpos::Vbp | Xpos::Vbd | Xpos::Vbz | Xpos::Vbg | Xpos::Vbn)
        ) || self.terms[self.at].capital
            && (self.is_name(self.before()) || self.is_capital(self.after()))
            || matches!(self.form(self.at), "falls" | "springs" | "Falls" | "Springs")
            || self.form(self.at).eq_ignore_ascii_case("fall") && self.is_a_drop()
            || self.quoted_alone()
    }

    /// Numbers that are no years: amounts, models, "1,500 metres".
    fn no_year(&self, first: Term) -> bool {
        let Facet::Number(number) = first.facet else { return false };
        let Some(value) = number.whole() else { return true };
        if number.figures == 0 {
            // "Twelve hundred students"
            let round = value % 100 == 0;
            return round && !self.before_is("in since by until till from around of during year");
        }
        let before = self.before();
        let after = self.after();
        let joined_before = first.gap == Gap::None
            && self.at > 0
            && !self
                .form(self.at - 1)
                .ends_with(['(', '-', '–', '—', '~', '/', '\'', '"', '“', '‘', '[']);
        if joined_before {
            return true;
        }
        if let Some(before) = before {
            let form = self.document.form(before);
            let preceded = matches!(
                form,
                "$" | "£" | "€" | "#" | "No." | "no." | "number" | "nearly" | "almost"
            ) || self.document.tokens[before].xpos == Xpos::Dollar
                || matches!(form, "than" | "least" | "most" | "some" | "about" | "over")
                    && self.tag(after) == Some(Xpos::Nns);
            if preceded {
                return true;
            }
        }
        let plural = matches!(self.tag(after), Some(Xpos::Nns));
        let in_time = self.before_is("in since by until till from to between during of before after for through and ( , - – early late mid circa c. ca. around as the this its their")
            || before.is_none()
            || self.document.text[..first.start].trim_end().ends_with(" c.")
            || self.document.text[..first.start].trim_end().ends_with("(c.");
        let next = after.map(|token| self.document.form(token)).unwrap_or_default();
        let measure = matches!(
            next.to_ascii_lowercase().as_str(),
            "people"
                | "miles"
                | "feet"
                | "metres"
                | "meters"
                | "km"
                | "kilometers"
                | "kilometres"
                | "points"
                | "troops"
                | "men"
                | "soldiers"
                | "workers"
                | "jobs"
                | "employees"
                | "dollars"
                | "pounds"
                | "euros"
                | "acres"
                | "tons"
                | "shares"
                | "votes"
                | "hours"
                | "days"
                | "years"
                | "calories"
                | "words"
                | "pages"
                | "%"
                | "percent"
                | "lbs"
        );
        // "1933 S. Ballpark Way"
        let address =
            next.len() == 2 && next.ends_with('.') && next.starts_with(['N', 'S', 'E', 'W']);
        if measure || address {
            return true;
        }
        match value {
            1900..=2049 => plural && value % 100 == 0 && !in_time || self.quoted_alone(),
            1500..=1899 | 2050..=2100 => !in_time || plural,
            _ => !self.before_is("in since by until till from between during circa") || plural,
        }
    }

    /// Whether the expression is all that stands between two quotation marks: a title.
    fn quoted_alone(&self) -> bool {
        let text = &self.document.text;
        let span = self.span();
        let before = text[..span.start].chars().next_back();
        let after = text[span.end..].trim_start_matches([',', '.']).chars().next();
        matches!(before, Some('"' | '“' | '‘')) && matches!(after, Some('"' | '”' | '’'))
            || before == Some('\'') && after == Some('\'')
    }

    fn no_length(&self, mode: Mode) -> bool {
        let last = self.form(self.end - 1);
        let age = last.eq_ignore_ascii_case("old") || last.eq_ignore_ascii_case("age");
        // How old somebody is tells no time; "hundreds of years" are no years.
        let parts = self.alone() && self.before_is("of");
        // "A quarter of the voters"
        let share = self.after_is("of") && self.form(self.end - 1).eq_ignore_ascii_case("quarter");
        age && mode == Mode::News || parts || share || self.quoted_alone()
    }

    fn no_set(&self, set: &Set, mode: Mode) -> bool {
        let form = self.form(self.at);
        let is = |word: &str| form.eq_ignore_ascii_case(word);
        match set {
            // "The annual dinner" is a kind of dinner, "at night" a kind of time.
            Set::Every(..) => {
                mode == Mode::News
                    // "The party daily Tribuna" is a newspaper.
                    && (is("daily") && self.is_name(self.after()) && self.follows_a_noun()
                        || is("annual")
                        || is("quarterly") && self.tag_of_first() != Some(Xpos::Rb)
                        || is("everyday") && self.tag_of_first() == Some(Xpos::Jj))
            }
            Set::Part(_) => mode == Mode::News && self.alone(),
            Set::Each(..) | Set::At(..) => self.quoted_alone(),
        }
    }

    fn not_vague(&self, vague: Vague, mode: Mode) -> bool {
        let form = self.form(self.at);
        let is = |word: &str| form.eq_ignore_ascii_case(word);
        match vague {
            Vague::Past if is("former") => mode == Mode::News,
            Vague::Past => is("previously") || mode == Mode::News && is("formerly"),
            Vague::Future if is("soon") => {
                mode == Mode::Narrative
                    || self.before_is("as how too") && self.alone()
                    || self.after_is("after") && self.alone()
                    // "It soon became a flood": of what was, nothing lies ahead.
                    || tense::direction(self.document, self.span(), SegmentKind::Body)
                        == Direction::Past
            }
            Vague::Future => mode == Mode::News && is("future") && self.alone(),
            Vague::Present => false,
        }
    }
}

/// Returns the length as a rate where it stands after what it counts: "6,000 letters a week".
pub(super) fn rate(
    document: &Document,
    terms: &[Term],
    at: usize,
    end: usize,
    meaning: Meaning,
) -> Meaning {
    let Meaning::Length(length) = &meaning else { return meaning };
    let words = Words { document, terms, at, end };
    let article = matches!(words.form(at), "a" | "an") && end == at + 2;
    let counted = matches!(words.tag(words.before()), Some(Xpos::Nns | Xpos::Cd));
    let ends = !words.after_is("before after from in of long on to");
    if article && counted && ends {
        Meaning::Set(Set::Every(length.amount, length.unit))
    } else {
        meaning
    }
}

//! Joins the words of a number into one term: "twenty-four", "two thousand and six", "nineteen
//! ninety-six", "half a dozen", "2 1/2", "three and a half", "a couple of", "twenty-first".

use super::term::{Gap, Lexicon, Term, UNKNOWN, Word};
use super::vocabulary::{FACTORS, Facet, Number};

/// The words that join numbers, by their number in the lexicon.
#[derive(Debug, Default)]
pub(super) struct Joiners {
    factors: Vec<(Word, f64)>,
    and: Word,
    a: Word,
    an: Word,
    half: Word,
    quarter: Word,
    hyphen: Word,
    couple: Word,
    of: Word,
}

impl Joiners {
    pub fn new(lexicon: &mut Lexicon) -> Joiners {
        Joiners {
            factors: FACTORS.iter().map(|&(name, factor)| (lexicon.word(name), factor)).collect(),
            and: lexicon.word("and"),
            a: lexicon.word("a"),
            an: lexicon.word("an"),
            half: lexicon.word("half"),
            quarter: lexicon.word("quarter"),
            hyphen: lexicon.word("-"),
            couple: lexicon.word("couple"),
            of: lexicon.word("of"),
        }
    }
}

/// Returns `terms` with the words of each number joined.
pub(super) fn join(terms: Vec<Term>, joiners: &Joiners) -> Vec<Term> {
    let reader = Reader { terms: &terms, joiners };
    let mut joined = Vec::with_capacity(terms.len());
    let mut at = 0;
    while let Some(&first) = terms.get(at) {
        match reader.number(at) {
            Some((end, facet)) => {
                joined.push(Term { end: terms[end - 1].end, word: UNKNOWN, facet, ..first });
                at = end;
            }
            None => {
                joined.push(first);
                at += 1;
            }
        }
    }
    joined
}

struct Reader<'a> {
    terms: &'a [Term],
    joiners: &'a Joiners,
}

impl Reader<'_> {
    /// Returns the term at `at` where it stands close to the one before it.
    fn next(&self, at: usize) -> Option<&Term> {
        self.terms.get(at).filter(|term| term.gap < Gap::Paragraph)
    }

    fn is(&self, at: usize, word: Word) -> bool {
        self.next(at).is_some_and(|term| term.word == word)
    }

    fn figure(&self, at: usize) -> Option<Number> {
        match self.next(at)?.facet {
            Facet::Number(number) => Some(number),
            _ => None,
        }
    }

    fn factor(&self, at: usize) -> Option<f64> {
        let word = self.next(at)?.word;
        self.joiners.factors.iter().find(|(factor, _)| *factor == word).map(|&(_, factor)| factor)
    }

    /// Returns the end and the meaning of the number of several terms that begins at `at`.
    fn number(&self, at: usize) -> Option<(usize, Facet)> {
        let first = self.terms.get(at)?;
        let found = |end: usize, value: Option<f64>, year: bool| {
            Some((end, Facet::Number(Number { value, figures: 0, year })))
        };
        // "half a dozen", "a couple of", "a few", "a hundred".
        if first.word == self.joiners.half
            && self.is(at + 1, self.joiners.a)
            && self.factor(at + 2) == Some(12.0)
        {
            return found(at + 3, Some(6.0), false);
        }
        if first.word == self.joiners.couple || self.is_article(first) {
            let word = at + usize::from(self.is_article(first));
            if self.is(word, self.joiners.couple) || word == at {
                let of = usize::from(self.is(word + 1, self.joiners.of));
                return found(word + 1 + of, Some(2.0), false);
            }
            if let Some(Number { value: None, .. }) = self.figure(word) {
                return found(word + 1, None, false);
            }
            if self.factor(word).is_some() {
                let (end, value, _) = self.words(word)?;
                return found(end, Some(value), false);
            }
            return None;
        }
        // "twenty-first"
        if let Facet::Number(Number { value: Some(tens), figures: 0, .. }) = first.facet
            && (20.0..100.0).contains(&tens)
        {
            let word = at + 1 + usize::from(self.is(at + 1, self.joiners.hyphen));
            if let Some(Facet::Ordinal(nth @ 1..=9)) = self.next(word).map(|term| term.facet) {
                return Some((word + 1, Facet::Ordinal(tens as i32 + nth)));
            }
        }
        let Facet::Number(number) = first.facet else { return None };
        let Some(value) = number.value else {
            self.factor(at + 1)?;
            return found(at + 2, None, false);
        };
        let (end, value, year) = match number.figures {
            0 => self.words(at)?,
            _ => match self.factor(at + 1) {
                Some(factor) => (at + 2, value * factor, false),
                None => (at + 1, value, false),
            },
        };
        // "2 1/2", "two and a half"
        if let Some(&Term { facet: Facet::Stroke(part, whole @ 2..=9), gap, .. }) = self.next(end)
            && gap == Gap::Space
            && part < whole
        {
            return found(end + 1, Some(value + f64::from(part) / f64::from(whole)), false);
        }
        let half = |at| self.is(at, self.joiners.half);
        if self.is(end, self.joiners.and) && self.is(end + 1, self.joiners.a) && half(end + 2) {
            return found(end + 3, Some(value + 0.5), false);
        }
        let quarter = self.is(end, self.joiners.and)
            && self.is(end + 1, self.joiners.a)
            && self.is(end + 2, self.joiners.quarter);
        if quarter && matches!(self.next(end + 3)?.facet, Facet::Unit(..)) {
            return found(end + 3, Some(value + 0.25), false);
        }
        if self.is(end, self.joiners.and) && half(end + 1) {
            return found(end + 2, Some(value + 0.5), false);
        }
        if end == at + 1 { None } else { found(end, Some(value), year) }
    }

    fn is_article(&self, term: &Term) -> bool {
        term.word == self.joiners.a || term.word == self.joiners.an
    }

    /// Reads a number in words; returns its end, its value, and whether it is told like a year.
    fn words(&self, start: usize) -> Option<(usize, f64, bool)> {
        let (mut total, mut current, mut year) = (0.0, 0.0, false);
        let (mut at, mut end) = (start, start);
        let mut began = false;
        while at < self.terms.len() {
            if began {
                let and = self.is(at, self.joiners.and) && (current >= 100.0 || total > 0.0);
                let hyphen = self.is(at, self.joiners.hyphen)
                    && self.terms.get(at).is_some_and(|term| term.gap == Gap::None);
                at += usize::from(and || hyphen);
                if self.next(at).is_none() {
                    break;
                }
            }
            if let Some(factor) = self.factor(at) {
                if factor == 12.0 && began && current < 100.0 && current > 0.0 || factor == 100.0 {
                    year |= factor == 100.0 && (11.0..=20.0).contains(&current);
                    current = f64::max(current, 1.0) * factor;
                } else {
                    total += f64::max(current, 1.0) * factor;
                    current = 0.0;
                }
            } else if let Some(Number { value: Some(value), figures: 0, .. }) =
                self.figure_at(at, began)
            {
                let fits = if current == 0.0 {
                    true
                } else if current % 100.0 == 0.0 && current >= 100.0 {
                    value < 100.0
                } else if current % 10.0 == 0.0
                    && (20.0..100.0).contains(&(current % 100.0))
                    && value < 10.0
                {
                    value > 0.0
                } else if (13.0..=20.0).contains(&current)
                    && (10.0..100.0).contains(&value)
                    && total == 0.0
                {
                    // "nineteen ninety-six"
                    current *= 100.0;
                    year = true;
                    true
                } else {
                    false
                };
                if !fits {
                    break;
                }
                current += value;
            } else {
                break;
            }
            began = true;
            at += 1;
            end = at;
        }
        let value = total + current;
        // "two thousand and six"
        year |= total == 2000.0 && (1.0..100.0).contains(&current);
        (end > start).then_some((end, value, year && (1000.0..2200.0).contains(&value)))
    }

    fn figure_at(&self, at: usize, began: bool) -> Option<Number> {
        if began {
            return self.figure(at);
        }
        match self.terms.get(at)?.facet {
            Facet::Number(number) => Some(number),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::term::terms;
    use super::*;

    fn read(text: &str) -> String {
        let read = |term: &Term| match term.facet {
            Facet::Number(Number { value: Some(value), year, .. }) => {
                format!("{value}{}", if year { " (year)" } else { "" })
            }
            Facet::Number(_) => "X".to_owned(),
            Facet::Ordinal(nth) => format!("{nth}th"),
            _ => text[term.start..term.end].to_owned(),
        };
        terms(text, 0, &Lexicon::new()).iter().map(read).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn numbers_in_words_are_one_term() {
        assert_eq!(read("twenty-four"), "24");
        assert_eq!(read("one hundred and fifty"), "150");
        assert_eq!(read("a hundred"), "100");
        assert_eq!(read("two thousand"), "2000");
        assert_eq!(read("two thousand and six"), "2006 (year)");
        assert_eq!(read("nineteen ninety-six"), "1996 (year)");
        assert_eq!(read("nineteen hundred ninety three"), "1993 (year)");
        assert_eq!(read("half a dozen"), "6");
        assert_eq!(read("a couple of"), "2");
        assert_eq!(read("a few"), "X");
        assert_eq!(read("several hundred"), "X");
        assert_eq!(read("2 1/2"), "2.5");
        assert_eq!(read("three and a half"), "3.5");
        assert_eq!(read("1.2 million"), "1200000");
        assert_eq!(read("twenty-first"), "21th");
    }

    #[test]
    fn numbers_beside_each_other_stay_apart() {
        assert_eq!(read("two three"), "2 | 3");
        assert_eq!(read("five and six"), "5 | and | 6");
        assert_eq!(read("two-week"), "2 | - | week");
    }
}

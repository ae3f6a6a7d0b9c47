//! What stands beside the name of a work: the year it came out, and whose it is.

use jiff::ToSpan;
use jiff::civil::Date;
use reportedly_nlp::{
    Bound, EntityKind, Interval, MentionForm, PartialDate, Span, TimexKind, Upos, Xpos,
};

use super::draft::argument;
use super::lists::Maker;
use super::view::Filler;
use super::whose::PLAYERS;

/// The most words between a work and what belongs to it.
const REACH: usize = 8;

/// The most words in parentheses behind a title.
const ASIDE: usize = 16;

/// Verbs before the title of what was just described.
const NAMING: &[&str] = &["called", "titled", "entitled", "named", "dubbed"];

/// Verbs that say in parentheses that a work comes out.
const COMING: &[&str] = &[
    "stream", "start", "begin", "premiere", "air", "release", "open", "arrive", "debut", "return",
];

impl Maker<'_, '_> {
    /// "the 2011 film Skyline", "2003's Skyline", "Marsh's novel Skyline": when it came out, and
    /// whose it is.
    pub(super) fn works(&mut self) {
        let document = self.view.document;
        for (index, mention) in document.mentions.iter().enumerate() {
            if mention.form != MentionForm::Name || mention.kind != Some(EntityKind::Work) {
                continue;
            }
            let Some(work) = self.view.fillers_of(index).pop() else { continue };
            self.scheduled(index, &work);
            self.starred(index, &work);
            let sentence = &document.sentences[document.sentence_of(mention.head)].tokens;
            let mut noun = None;
            let mut at = mention.tokens.start;
            while at > sentence.start && mention.tokens.start - at < REACH {
                at -= 1;
                let token = &document.tokens[at];
                let form = self.view.lower[at].as_str();
                let year = form.len() == 4 && form.bytes().all(|b| b.is_ascii_digit());
                let plausible = year && ("1890".."2100").contains(&form);
                // "the 1966 “Skyline” spinoff" is no Skyline.
                if plausible && self.is_of_another(index) {
                    break;
                }
                if plausible {
                    let span = token.span.cover(mention.span);
                    self.dated(work.party, form, span);
                    break;
                }
                // "the Nora Quill musical “Skyline”"
                if let (Some(name), Some(noun)) = (self.view.name_at(at), noun)
                    && document.mentions[name].kind == Some(EntityKind::Person)
                {
                    self.starring(name, noun, &work, mention.span);
                    break;
                }
                match token.upos {
                    Upos::Noun if self.view.name_at(at).is_none() => {
                        noun.get_or_insert(form);
                    }
                    Upos::Adj | Upos::Punct | Upos::Propn if !matches!(form, "," | ")" | ":") => {}
                    // "the 1996 version of the game, Skyline"
                    Upos::Punct
                        if form == ","
                            && at > sentence.start
                            && document.tokens[at - 1].upos == Upos::Noun
                            && at + 2 >= mention.tokens.start => {}
                    // "a 2014 revue called “Skyline”"
                    Upos::Verb if NAMING.contains(&form) => {}
                    Upos::Adp if form == "of" => {}
                    Upos::Det if at > sentence.start && self.view.lower[at - 1] == "of" => {}
                    // "her “Skyline” character"
                    Upos::Pron | Upos::Part if self.describes(index) => break,
                    Upos::Pron if token.xpos == Xpos::PrpPoss => {
                        self.owned(at, noun, &work, mention.span);
                        break;
                    }
                    Upos::Part => {
                        if let Some(owner) = at.checked_sub(1).filter(|t| *t >= sentence.start) {
                            self.owned(owner, noun, &work, mention.span);
                        }
                        if !self.view.lower[at.saturating_sub(1)].starts_with(['1', '2']) {
                            break;
                        }
                    }
                    _ => break,
                }
            }
        }
    }

    /// "“Skyline” (1977)", "“Skyline” (Orbex, Dec. 10, 8 p.m.)": when it came or comes out.
    fn scheduled(&mut self, mention: usize, work: &Filler) {
        let document = self.view.document;
        let Some(open) = self.behind(mention, &["\"", "”", "’", "'", ","]) else { return };
        if document.form(open) != "(" {
            return;
        }
        let sentence = &document.sentences[document.sentence_of(open)].tokens;
        let inside = open + 1..sentence.end.min(open + ASIDE);
        let Some(close) = inside.clone().find(|&t| document.form(t) == ")") else { return };
        let inside = inside.start..close;
        let tells = |t: usize| match document.tokens[t].upos {
            Upos::Verb => COMING.contains(&document.tokens[t].lemma.as_str()),
            _ => !self.view.name_at(t).is_some_and(|name| {
                matches!(document.mentions[name].kind, Some(EntityKind::Person | EntityKind::Work))
            }),
        };
        if inside.is_empty() || !inside.clone().all(tells) {
            return;
        }
        let span = document.tokens[inside.start].span.cover(document.tokens[close - 1].span);
        let first = document.timexes.partition_point(|timex| timex.span.end <= span.start);
        let mut timexes = document.timexes[first..].iter().take_while(|t| t.span.start < span.end);
        let day = timexes.find_map(|timex| {
            let interval = timex.interval?;
            let known = matches!((interval.start, interval.end), (Bound::At(_), Bound::At(_)));
            (matches!(timex.kind, TimexKind::Date | TimexKind::Time) && known)
                .then_some((timex.span, interval))
        });
        let Some((day, interval)) = day else { return };
        let interval = match has_year(day.of(&document.text)) {
            true => interval,
            false => coming(interval, self.published),
        };
        let (name, value) = (argument(self.view, work.party), Some(interval.to_string()));
        self.put("release_date", "year", name, None, value, work.span.cover(day));
    }

    /// "the “Skyline” star", where the text tells who that is.
    fn starred(&mut self, mention: usize, work: &Filler) {
        let document = self.view.document;
        let Some(noun) = self.behind(mention, &["\"", "”", "’", "'"]) else { return };
        let lemma = document.tokens[noun].lemma.as_str();
        if matches!(lemma, "co-star" | "costar" | "castmate") {
            self.shared(mention, noun, work);
        }
        if !PLAYERS.contains(&lemma)
            || self.view.name_at(noun).is_some()
            || self.view.name_at(noun + 1).is_some()
        {
            return;
        }
        let known = |f: &Filler| {
            self.view.is_named(f.party)
                && self.view.parties.list[f.party].kind == Some(EntityKind::Person)
        };
        let headed = self.under(noun);
        let told = || self.view.fillers_at(noun).into_iter().find(known);
        let quoted = document.tokens[noun - 1].upos == Upos::Punct;
        let only =
            || self.mostly(noun).filter(|_| quoted && document.tokens[noun].xpos == Xpos::Nn);
        let Some(person) = headed.or_else(told).or_else(only) else { return };
        let title = argument(self.view, work.party);
        self.add("cast_in", person.party, title, work.span.cover(document.tokens[noun].span));
    }

    /// "her former “Skyline” co-star Nora Quill": both were in it.
    fn shared(&mut self, mention: usize, noun: usize, work: &Filler) {
        let document = self.view.document;
        let start = document.mentions[mention].tokens.start;
        let first = document.sentences[document.sentence_of(start)].tokens.start;
        let owner = (first..start).rev().take(4).find(|&t| {
            document.tokens[t].xpos == Xpos::PrpPoss || document.tokens[t].xpos == Xpos::Pos
        });
        let owner = owner.map(|t| match document.tokens[t].xpos {
            Xpos::Pos => t.saturating_sub(1),
            _ => t,
        });
        let other = self.view.name_at(noun + 1).map(|_| noun + 1);
        for token in owner.into_iter().chain(other) {
            for person in self.view.fillers_at(token) {
                let party = &self.view.parties.list[person.party];
                if party.kind == Some(EntityKind::Person) && self.view.is_named(person.party) {
                    let title = argument(self.view, work.party);
                    let span = work.span.cover(document.tokens[noun].span);
                    self.add("cast_in", person.party, title, span.cover(person.span));
                }
            }
        }
    }

    /// Returns the person whose name alone stands in the line above that of the token.
    fn under(&self, token: usize) -> Option<Filler> {
        let document = self.view.document;
        let here = document.sentence_of(token);
        let above = &document.sentences[here.checked_sub(1)?];
        if above.segment == document.sentences[here].segment {
            return None;
        }
        let name = self.view.name_at(above.tokens.start)?;
        let mention = &document.mentions[name];
        let whole = mention.tokens == above.tokens && mention.kind == Some(EntityKind::Person);
        whole.then(|| self.view.fillers_of(name).pop()).flatten()
    }

    /// Returns the person whom the text names far more often than any other, where the noun is told
    /// after "the".
    fn mostly(&self, noun: usize) -> Option<Filler> {
        let document = self.view.document;
        let first = document.sentences[document.sentence_of(noun)].tokens.start;
        let the = (first..noun).rev().take(REACH).any(|t| self.view.lower[t] == "the");
        let list = &self.view.parties.list;
        let people = (0..list.len()).filter(|&party| {
            list[party].kind == Some(EntityKind::Person) && self.view.is_named(party)
        });
        let mut counts: Vec<(usize, usize)> =
            people.map(|party| (self.view.mentions_of(party).len(), party)).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let &(most, party) = counts.first()?;
        let second = counts.get(1).map_or(0, |&(count, _)| count);
        // No actress is "he".
        let other = match &*self.view.lower[noun] {
            "actress" | "alumna" => ["he", "his", "him"],
            _ => ["", "", ""],
        };
        let mentions = self.view.mentions_of(party).iter();
        let fits = mentions
            .map(|&m| self.view.lower[document.mentions[m].head].as_str())
            .all(|word| !other.contains(&word));
        let span = document.tokens[noun].span;
        (the && fits && most >= 3 && most >= 2 * second).then_some(Filler {
            party,
            span,
            named: false,
        })
    }

    /// Whether a noun behind the title makes another work of it.
    fn is_of_another(&self, mention: usize) -> bool {
        const OTHERS: &[&str] = &[
            "spinoff",
            "spin-off",
            "sequel",
            "prequel",
            "spoof",
            "special",
            "parody",
            "game",
            "trailer",
            "soundtrack",
            "tour",
            "episode",
            "finale",
            "convention",
        ];
        self.behind(mention, &["\"", "”", "’", "'"])
            .is_some_and(|t| OTHERS.contains(&self.view.document.tokens[t].lemma.as_str()))
    }

    /// Whether the title only tells which of something is meant: "the “Skyline” character".
    fn describes(&self, mention: usize) -> bool {
        let document = self.view.document;
        let next = self.behind(mention, &["\"", "”", "’", "'"]);
        let tail = |t: &usize| *t < document.mentions[mention].tokens.end + 3;
        next.filter(tail).is_some_and(|t| {
            document.tokens[t].upos == Upos::Noun && self.view.name_at(t).is_none()
        })
    }

    /// Returns the first word behind a title and the marks that close it, in its sentence.
    fn behind(&self, mention: usize, marks: &[&str]) -> Option<usize> {
        let document = self.view.document;
        let tokens = &document.mentions[mention].tokens;
        let sentence = &document.sentences[document.sentence_of(tokens.start)].tokens;
        (tokens.end..sentence.end).find(|&t| !marks.contains(&document.form(t)))
    }

    fn dated(&mut self, work: usize, year: &str, span: Span) {
        let work = argument(self.view, work);
        self.put("release_date", "year", work, None, Some(year.to_owned()), span);
    }
}

/// How many days after it came out a work is still told with its day alone.
const JUST_OUT: i64 = 60;

fn has_year(words: &str) -> bool {
    words.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4)
}

/// "(Nov. 11)" behind a title, told in January, is to come: what is long out is told with its year.
fn coming(time: Interval, published: Date) -> Interval {
    let next = |bound: Bound| match bound {
        Bound::At(day) if day == PartialDate::day(day.first_day()) => {
            let next = day.first_day().checked_add(1.year()).ok()?;
            Some(Bound::At(PartialDate::day(next)))
        }
        _ => None,
    };
    let long_out = time.first_day().and_then(|day| day.until(published).ok());
    let long_out = long_out.is_some_and(|since| i64::from(since.get_days()) > JUST_OUT);
    match (next(time.start), next(time.end)) {
        (Some(start), Some(end)) if long_out => Interval { start, end },
        _ => time,
    }
}

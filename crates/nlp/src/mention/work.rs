//! Finds titles of works by how they are written and what stands around them.
//!
//! Statistics do not learn titles from the open corpora: anything may be one. What tells them is
//! their typography (quotation marks, capitals, a colon, a number at the end), the words around
//! them ("the film X", "starred in X", "season two of X", "X (2019)") and that the document says
//! them again. Each sign counts for a title; what the name is otherwise taken for counts against.
//!
//! Needs tokens, tags, quotations and the names found by statistics. Gives titles in text order,
//! never overlapping.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::feature::{Case, Style};
use super::gazetteer::{List, Lists};
use super::name::Found;
use super::view::View;
use super::words;
use crate::document::{EntityKind, QuoteKind};
use crate::tags::{Deprel, Upos, Xpos};

/// The longest title in tokens, without and in quotation marks.
const LONGEST: usize = 14;
const LONGEST_QUOTED: usize = 24;
/// How many signs, less what speaks against, make a title.
const ENOUGH: i32 = 3;

/// A stretch that may be a title.
#[derive(Clone, Debug)]
struct Candidate {
    tokens: Range<usize>,
    score: i32,
    /// Whether its marks alone make it a title: its words without marks may be another thing.
    quoted: bool,
}

/// Returns the titles in a document.
pub fn works(view: &View, names: &[Found]) -> Vec<Range<usize>> {
    let finder = Finder::new(view, names);
    let mut candidates = finder.quoted();
    let quoted = candidates.len();
    for at in 0..view.len() {
        if finder.starts_title(at) {
            finder.bare(at, &mut candidates);
        }
    }
    for (index, candidate) in candidates.iter_mut().enumerate() {
        candidate.quoted = index < quoted;
        candidate.score += finder.signs(candidate);
    }
    finder.lists(&mut candidates);
    // "on Founder's Day"
    let dated = view.dated();
    candidates.retain(|c| c.quoted || c.tokens.len() == 1 || !c.tokens.clone().all(|at| dated[at]));
    // "Country star Ada Vell": a kind of star.
    candidates.retain(|c| c.quoted || c.tokens.len() > 1 || !is_genre(view, c.tokens.start));
    // "Best play: ...": a word that describes the next.
    let describes = |at: usize| {
        let token = &view.document.tokens[at];
        token.xpos == Xpos::Jjs && token.deprel == Deprel::Amod && !view.is_capital(at + 1)
    };
    candidates.retain(|c| c.quoted || c.tokens.len() > 1 || !describes(c.tokens.start));
    // "the 1975 TV movie", "starred on Broadway": no title of its own.
    let medium =
        |at: usize| view.is_number(at) || matches!(view.lower(at), "tv" | "broadway" | "hollywood");
    candidates.retain(|c| {
        c.quoted
            || c.tokens.len() == 1 && view.is_number(c.tokens.start)
            || !c.tokens.clone().all(medium)
    });
    finder.choose(candidates)
}

/// Whether a word tells before "star" or "singer" of what kind.
fn is_genre(view: &View, at: usize) -> bool {
    const GENRES: &[&str] = &[
        "action",
        "broadway",
        "country",
        "film",
        "folk",
        "gospel",
        "hollywood",
        "jazz",
        "movie",
        "pop",
        "porn",
        "rap",
        "reality",
        "rock",
        "soap",
        "soul",
        "sports",
        "tv",
        "western",
    ];
    const STARS: &[&str] =
        &["artist", "icon", "legend", "musician", "singer", "star", "stars", "veteran"];
    GENRES.contains(&view.lower(at)) && STARS.contains(&view.lower(at + 1))
}

struct Finder<'a> {
    view: &'a View<'a>,
    /// For every token the name that it stands in, as an index of the names plus one.
    named: Vec<u32>,
    names: &'a [Found],
}

impl<'a> Finder<'a> {
    fn new(view: &'a View<'a>, names: &'a [Found]) -> Finder<'a> {
        let mut named = vec![0; view.len()];
        for (number, name) in names.iter().enumerate() {
            named[name.tokens.clone()].fill(number as u32 + 1);
        }
        Finder { view, named, names }
    }

    fn name_at(&self, at: usize) -> Option<&'a Found> {
        self.names.get((*self.named.get(at)? as usize).checked_sub(1)?)
    }

    /// Returns the kind of the name that begins or goes on at a token.
    fn kind_at(&self, at: usize) -> Option<EntityKind> {
        self.name_at(at)?.kind
    }

    fn lower(&self, at: usize) -> &str {
        self.view.lower(at)
    }

    fn lemma(&self, at: usize) -> &str {
        self.view.document.tokens.get(at).map_or("", |token| token.lemma.as_str())
    }

    /// Titles in quotation marks.
    fn quoted(&self) -> Vec<Candidate> {
        let document = self.view.document;
        let mut candidates = Vec::new();
        for quote in &document.quotes {
            let first = document.tokens.partition_point(|t| t.span.start < quote.content.start);
            let mut last = document.tokens.partition_point(|t| t.span.end <= quote.content.end);
            if first >= last || last - first > LONGEST_QUOTED || !quote.closed {
                continue;
            }
            if self.view.sentence_end(first) < last {
                continue;
            }
            let comma = matches!(self.lower(last - 1), "," | "." | ";");
            if comma && last - first > 1 {
                last -= 1;
            }
            let style = self.title_style(first..last);
            let Some(style) = style else { continue };
            let nickname = first > 1
                && self.kind_at(first.saturating_sub(2)) == Some(EntityKind::Person)
                && self.kind_at(last + 1) == Some(EntityKind::Person)
                && self.view.is_capital(last + 1);
            let speech = comma && self.is_speech_tag(last + 1 + usize::from(comma))
                || first >= 2
                    && self.lower(first - 2) == ","
                    && self.is_said(first.saturating_sub(3));
            if nickname || speech && style < 3 {
                continue;
            }
            let ends_sentence = matches!(self.lower(last - 1), "!" | "?");
            let mut score = style;
            if quote.kind == QuoteKind::Title {
                score += 1;
            }
            // "Who Wants It?" starts on Sunday: the sentence goes on, and nobody speaks.
            let goes_on = style >= 3 && self.view.word(last + 1).case == Case::Lower && !speech;
            if quote.kind == QuoteKind::Speech && (ends_sentence && !goes_on || style < 2) {
                score -= 2;
            }
            if speech {
                score -= 3;
            }
            candidates.push(Candidate { tokens: first..last, score, quoted: true });
        }
        candidates
    }

    /// Returns how much the capitals of quoted words look like those of a title, if at all.
    fn title_style(&self, tokens: Range<usize>) -> Option<i32> {
        let view = self.view;
        let first = view.word(tokens.start);
        if !first.is_capital() && first.case != Case::Digit {
            return None;
        }
        let (mut capitals, mut small) = (0, 0);
        for at in tokens.clone() {
            match view.word(at).case {
                Case::Lower if is_minor(self.lower(at)) || self.lower(at).starts_with('\'') => (),
                // "Gim-me", "do-n't": the second half of one word.
                Case::Lower if at > tokens.start && view.joins_before(at) => (),
                Case::Lower => small += 1,
                Case::Digit | Case::Other => (),
                _ => capitals += 1,
            }
        }
        let last = view.word(tokens.end - 1);
        let whole = last.is_capital()
            || matches!(last.case, Case::Digit)
            || matches!(self.lower(tokens.end - 1), "!" | "?" | ")" | "..." | "'" | "’");
        // "The House that Stood": of many words one may be small, whatever it is.
        let some = usize::from(capitals >= 3);
        if small > some || !whole || capitals == 0 && tokens.len() > 1 {
            return None;
        }
        Some(match capitals {
            0 => 0,
            1 if tokens.len() == 1 => 1,
            1 => 2,
            _ => 3,
        })
    }

    fn is_speech_tag(&self, at: usize) -> bool {
        // "... ,” she said", "... ,” said Ortiz"
        (at..at + 4).any(|at| self.is_said(at))
    }

    fn is_said(&self, at: usize) -> bool {
        matches!(
            self.lemma(at),
            "say"
                | "tell"
                | "add"
                | "ask"
                | "reply"
                | "write"
                | "tweet"
                | "explain"
                | "joke"
                | "quip"
                | "admit"
                | "recall"
                | "continue"
                | "insist"
                | "respond"
                | "note"
                | "declare"
        )
    }

    /// Returns whether a title without marks may begin at a token.
    fn starts_title(&self, at: usize) -> bool {
        let view = self.view;
        let word = view.word(at);
        if !(word.is_capital() || word.case == Case::Digit && view.is_capital(at + 1)) {
            return false;
        }
        let joined = at > 0 && self.lower(at - 1) == "-" && view.joins_before(at);
        let tag = view.document.tokens[at].xpos;
        let ordinal = ["st", "nd", "rd", "th"].iter().any(|tail| self.lower(at).ends_with(tail));
        if word.case == Case::Digit && ordinal {
            return false;
        }
        let alone = tag == Xpos::Dt && !view.is_capital(at + 1);
        if joined || alone && !self.goes_on_small(at) || self.is_never_first(at) {
            return false;
        }
        if is_date_word(self.lower(at)) && !view.is_capital(at + 1) {
            return false;
        }
        // A run is tried from its first word; after a name that ends there, from the next.
        let start = view.sentence_start(at);
        if at == start || !view.is_capital(at - 1) || self.is_never_first(at - 1) {
            return true;
        }
        let before = self.named[at - 1];
        before != 0 && before != self.named[at] || before == 0 && self.named[at] != 0
    }

    /// Returns whether no title without marks begins with a token.
    fn is_never_first(&self, at: usize) -> bool {
        let tag = self.view.document.tokens[at].xpos;
        matches!(tag, Xpos::Prp | Xpos::PrpPoss | Xpos::Ex)
            || matches!(self.lower(at), "i" | "mr." | "mrs." | "ms." | "dr." | "mr" | "mrs")
            || self.is_address(at)
    }

    /// Returns whether a capital follows a token after small words of titles: "All of Kent".
    fn goes_on_small(&self, at: usize) -> bool {
        let small = (at + 1..at + 4).take_while(|&at| is_minor(self.lower(at))).count();
        small > 0 && self.view.is_capital(at + 1 + small)
    }

    /// Adds what may be a title from a token on: the longest run, and its plain beginning.
    fn bare(&self, at: usize, candidates: &mut Vec<Candidate>) {
        if self.view.style(at) != Style::Plain {
            return;
        }
        let run = self.run(at);
        let mut ends = vec![run.end];
        let short = self.short_run(at);
        if short.end < run.end {
            ends.push(short.end);
        }
        for end in ends {
            let mut start = at;
            // At the head of a sentence the first word may be no part of the title.
            if at == self.view.sentence_start(at) {
                let opener = words::is_opener(self.lower(at));
                let article = matches!(self.lower(at), "the" | "a" | "an");
                if opener || article {
                    start += 1;
                    while start < end && !self.view.is_capital(start) {
                        start += 1;
                    }
                }
                if article && start < end {
                    candidates.push(Candidate { tokens: at..end, score: 0, quoted: false });
                }
            }
            if start < end {
                candidates.push(Candidate { tokens: start..end, score: 0, quoted: false });
            }
        }
    }

    /// Returns the capitalised words from a token on without anything between.
    fn short_run(&self, at: usize) -> Range<usize> {
        let limit = self.view.sentence_end(at).min(at + LONGEST);
        let mut end = at + 1;
        while end < limit
            && (self.view.is_capital(end)
                || self.lower(end) == "'s" && self.view.is_capital(end + 1))
            && !self.breaks(at, end)
        {
            end += 1;
        }
        at..end
    }

    /// Returns the words from a token on that may be one title: capitals, and what joins them.
    fn run(&self, at: usize) -> Range<usize> {
        let view = self.view;
        let limit = view.sentence_end(at).min(at + LONGEST);
        let mut end = at + 1;
        loop {
            // What may stand between two capitals of a title.
            let mut next = end;
            while next < limit && next < end + 3 && !view.is_capital(next) && self.joins(at, next) {
                next += 1;
            }
            let number =
                next < limit && view.word(next).case == Case::Digit && self.is_part_number(next);
            if next >= limit || !(view.is_capital(next) || number) || self.breaks(at, next) {
                break;
            }
            if next > end && self.splits(at, end, next) {
                break;
            }
            end = next + 1;
        }
        // "Meet the Vells: A who's who": a subtitle is more than its article.
        if end > at + 2 && self.lower(end - 2) == ":" && is_minor(self.lower(end - 1)) {
            end -= 2;
        }
        // "Who Wants It?": a mark at the end that another word follows is part of the title.
        if end < limit
            && matches!(self.lower(end), "!" | "?")
            && view.document.tokens.get(end + 1).is_some_and(|next| {
                next.span
                    .of(&view.document.text)
                    .starts_with(|c: char| c.is_lowercase() || c == ',')
            })
        {
            end += 1;
        }
        at..end
    }

    /// Returns whether a small word or sign may stand inside a title.
    fn joins(&self, start: usize, at: usize) -> bool {
        let word = self.lower(at);
        match word {
            "'s" | "-" | "&" | "'n'" | "." => true,
            "is" | "my" => false,
            ":" if self.view.joins_before(at + 1) => false,
            ":" => at > start && self.view.is_capital(at + 1) && !self.is_person_alone(start, at),
            "–" | "—" => self.view.is_capital(at + 1) && self.is_part_word(at + 1),
            _ => is_minor(word),
        }
    }

    /// Returns whether a speaker alone stands before a colon: "Cruise: We begin in May".
    fn is_person_alone(&self, start: usize, colon: usize) -> bool {
        start == self.view.sentence_start(start)
            && self.name_at(start).is_some_and(|name| {
                name.kind == Some(EntityKind::Person) && name.tokens == (start..colon)
            })
    }

    fn is_part_word(&self, at: usize) -> bool {
        matches!(self.lower(at), "part" | "chapter" | "volume" | "vol." | "vol" | "book" | "the")
            || self.view.is_capital(at + 1)
    }

    /// Returns whether a number may end a title: "Vampire Lake 2", not "July 2" or a year.
    fn is_part_number(&self, at: usize) -> bool {
        let form = self.view.form(at);
        form.len() <= 3
            && form.bytes().all(|b| b.is_ascii_digit())
            && !is_date_word(self.lower(at - 1))
            && !self.lower(at + 1).starts_with(['%', '-'])
    }

    /// Returns whether a token is an address of the web.
    fn is_address(&self, at: usize) -> bool {
        self.view.form(at).contains(['/', '@', '#'])
    }

    /// Returns whether a run must end before a token.
    fn breaks(&self, start: usize, at: usize) -> bool {
        let word = self.lower(at);
        self.is_address(at)
            || matches!(word, "i" | "mr." | "mrs." | "ms." | "dr.")
            || is_date_word(word) && at > start
            || self.named[at] != 0
                && self.named[start] != 0
                && self.named[at] != self.named[at - 1]
                && matches!(self.kind_at(start), Some(EntityKind::Person))
                && self.kind_at(at).is_some()
                && self.view.is_capital(at - 1)
    }

    /// Returns whether the small words between two capitals separate two things.
    fn splits(&self, start: usize, end: usize, next: usize) -> bool {
        let between: Vec<&str> = (end..next).map(|at| self.lower(at)).collect();
        let same = self.named[end - 1] != 0 && self.named[end - 1] == self.named[next];
        if same {
            return false;
        }
        let known = self.is_listed(start..next + 1)
            || next + 1 < self.view.len() && self.is_listed(start..next + 2);
        if known {
            return false;
        }
        match between.as_slice() {
            // "Nightjar and Copper Island": two, unless the second half does not stand alone.
            ["and", "a" | "an" | "the"] => false,
            [.., "and" | "or" | "but" | "as" | "than"] | ["and" | "or" | "but" | "as", ..] => true,
            ["in" | "on" | "at", ..] => {
                // One word that statistics take for a person alone stands there in titles only.
                let person = self.name_at(next).is_some_and(|name| {
                    name.kind == Some(EntityKind::Person) && name.tokens.len() == 1
                });
                let told = start.checked_sub(1).is_some_and(|at| {
                    words::holds(words::WORK, self.lemma(at)) && self.is_common(at)
                });
                self.named[next] != 0 && !(person && told) || is_date_word(self.lower(next))
            }
            ["for" | "from" | "with" | "by" | "to" | "into", ..] => {
                let known = self.name_at(next).is_some_and(|name| {
                    let lists = self.view.lists(name.tokens.clone());
                    name.kind == Some(EntityKind::Person)
                        || lists & (List::Country.bit() | List::Town.bit() | List::Company.bit())
                            != 0
                });
                known || is_date_word(self.lower(next))
            }
            ["'s" | "'"] => {
                matches!(self.kind_at(start), Some(EntityKind::Person | EntityKind::Organisation))
                    && self
                        .name_at(start)
                        .is_some_and(|name| name.tokens.end == end && name.tokens.len() > 1)
            }
            _ => false,
        }
    }

    fn lists(&self, candidates: &mut [Candidate]) {
        // "Nightjar, Copper Island and The Quiet Floor": what stands in a row with a title is one.
        candidates.sort_by_key(|c| (c.tokens.start, std::cmp::Reverse(c.tokens.end)));
        let by_start: HashMap<usize, Vec<usize>> =
            candidates.iter().enumerate().fold(HashMap::new(), |mut map, (index, c)| {
                map.entry(c.tokens.start).or_default().push(index);
                map
            });
        for index in 0..candidates.len() {
            if candidates[index].score < ENOUGH {
                continue;
            }
            let mut end = candidates[index].tokens.end;
            loop {
                while matches!(self.lower(end), "”" | "\"" | "''" | "’") {
                    end += 1;
                }
                if self.lower(end) == "(" {
                    let close = (end..end + 5).find(|&at| self.lower(at) == ")");
                    end = close.map_or(end, |close| close + 1);
                }
                // "roles in “Nightjar” in 1997 and “Ashes” in 2002"
                if self.lower(end) == "in" && self.view.is_number(end + 1) {
                    end += 2;
                }
                let mut next = end;
                while matches!(self.lower(next), "," | "and" | "or" | "&" | "“" | "\"" | "``")
                    && next < end + 4
                {
                    next += 1;
                }
                if next == end || !self.view.is_capital(next) {
                    break;
                }
                let Some(found) = by_start.get(&next).and_then(|indices| indices.first()) else {
                    break;
                };
                let sibling = &mut candidates[*found];
                match self.resistance(&sibling.tokens) {
                    ..=1 => sibling.score = ENOUGH.max(sibling.score + 3),
                    2 => sibling.score += 3,
                    _ => (),
                }
                if sibling.score < ENOUGH {
                    break;
                }
                end = sibling.tokens.end;
            }
        }
    }

    /// Returns how much stands around and in a stretch that makes it a title.
    fn signs(&self, candidate: &Candidate) -> i32 {
        let tokens = &candidate.tokens;
        let resistance = self.resistance(tokens);
        // Nobody puts a person's full name in marks.
        let whole = candidate.quoted
            && self.name_at(tokens.start).is_some_and(|name| {
                name.tokens == *tokens && name.kind == Some(EntityKind::Person)
            });
        let mut score = self.shape(tokens) - if whole { resistance / 2 } else { resistance };
        score += self.before(tokens);
        score += self.after(tokens);
        score
    }

    fn shape(&self, tokens: &Range<usize>) -> i32 {
        let view = self.view;
        let mut score = 0;
        let inner_small = tokens
            .clone()
            .skip(1)
            .any(|at| view.word(at).case == Case::Lower && is_minor(self.lower(at)));
        let whole = self.name_at(tokens.start).is_some_and(|name| name.tokens.end >= tokens.end);
        if inner_small && !whole {
            score += 1;
        }
        let first = &view.document.tokens[tokens.start];
        if tokens.start == view.sentence_start(tokens.start)
            && matches!(
                first.xpos,
                Xpos::Nn | Xpos::Nns | Xpos::Vb | Xpos::Vbg | Xpos::In | Xpos::Rb
            )
            && !view.is_capital(tokens.start + 1)
            && tokens.len() > 1
        {
            score -= 2;
        }
        if tokens.len() > 1
            && self.lower(tokens.start) == "the"
            && tokens.start > view.sentence_start(tokens.start)
        {
            score += 1;
        }
        let colon = tokens.clone().any(|at| self.lower(at) == ":");
        if colon && (tokens.start > view.sentence_start(tokens.start) || self.is_subtitled(tokens))
        {
            score += 3;
        }
        // "Lanterns Over Hull": a small word with a capital stands in titles only.
        let large = (tokens.start + 1..tokens.end.saturating_sub(1))
            .any(|at| is_preposition(self.lower(at)) && view.is_capital(at) && self.named[at] == 0);
        if large && !whole {
            score += 1;
        }
        if tokens.len() > 2 && view.word(tokens.end - 1).case == Case::Digit {
            score += 1;
        }
        if self.is_listed(tokens.clone()) {
            score += match tokens.len() {
                1 => 0,
                2 => 1,
                _ => 2,
            };
        }
        if let Some(name) = self.name_at(tokens.start)
            && name.kind == Some(EntityKind::Work)
            && name.tokens.start == tokens.start
            && name.tokens.end <= tokens.end
        {
            // One word alone is too often taken for a title.
            score += match tokens.len() {
                1 => 1,
                _ if name.tokens == *tokens => 3,
                _ => 2,
            };
        }
        score
    }

    /// Returns whether a title with a subtitle heads a sentence: "Ravenholt: The Last Winter opens".
    fn is_subtitled(&self, tokens: &Range<usize>) -> bool {
        let view = self.view;
        let Some(colon) = tokens.clone().find(|&at| self.lower(at) == ":") else { return false };
        let capitals = (colon + 1..tokens.end).filter(|&at| view.is_capital(at)).count();
        capitals > 1
            && (colon + 1..tokens.end).all(|at| self.named[at] == 0)
            && view.word(tokens.end).case == Case::Lower
    }

    /// Returns whether a token is a word for a thing, whatever the tagger made of it before a name:
    /// "the musical Copper Island".
    fn is_common(&self, at: usize) -> bool {
        let token = &self.view.document.tokens[at];
        match token.upos {
            Upos::Noun => true,
            Upos::Adj | Upos::Propn => self.view.word(at).case == Case::Lower,
            _ => false,
        }
    }

    fn is_listed(&self, tokens: Range<usize>) -> bool {
        let lists = self.lists_of(tokens);
        lists & (List::Film.bit() | List::Show.bit()) != 0
    }

    fn lists_of(&self, tokens: Range<usize>) -> Lists {
        self.view.lists(tokens)
    }

    /// Returns how much a stretch is something else than a title.
    ///
    /// Statistics take a name that they have never seen for what often stands there: only what the
    /// lists know too, or a full name, weighs much.
    fn resistance(&self, tokens: &Range<usize>) -> i32 {
        let view = self.view;
        let start = view.sentence_start(tokens.start);
        let Some(name) = self.name_at(tokens.start) else {
            // A single common word at the head of a sentence has its capital from there.
            let inside = tokens.start == start
                && tokens.clone().any(|at| {
                    matches!(self.kind_at(at), Some(EntityKind::Person | EntityKind::Organisation))
                });
            if inside {
                return 3;
            }
            let known = List::Company.bit() | List::Newspaper.bit();
            if self.lists_of(tokens.clone()) & known != 0
                || words::INDUSTRY.contains(&self.lower(tokens.start)) && tokens.len() == 1
            {
                return 3;
            }
            let alone = tokens.len() == 1 && tokens.start == start;
            let common = alone && view.habits.is_small_too(view.word(tokens.start));
            return if common { 3 } else { 0 };
        };
        let lists = self.view.lists(name.tokens.clone());
        let listed = |all: &[List]| all.iter().any(|list| lists & list.bit() != 0);
        let first = view.word(name.tokens.start).lists;
        let weight = match name.kind {
            Some(EntityKind::Person) if name.tokens.len() > 1 => {
                if first & List::FirstName.bit() != 0 { 4 } else { 2 }
            }
            Some(EntityKind::Person) => 2,
            Some(EntityKind::Place) if listed(&[List::Country, List::Town]) => 4,
            Some(EntityKind::Organisation)
                if listed(&[List::Company, List::Newspaper])
                    || words::ORGANISATION_TAIL.contains(&view.form(name.tokens.end - 1)) =>
            {
                3
            }
            Some(EntityKind::Group) => 4,
            Some(EntityKind::Event | EntityKind::Award) => 5,
            // "in The Glass Orchard": a capital inside a sentence that few other names keep.
            Some(EntityKind::Place | EntityKind::Organisation | EntityKind::Product) => {
                i32::from(tokens.start == start || self.lower(tokens.start) != "the")
            }
            Some(EntityKind::Work) | None => 0,
        };
        let apart = name.tokens.start < tokens.start || name.tokens.end < tokens.end;
        if apart && name.tokens != *tokens { weight / 2 } else { weight }
    }

    /// Returns what stands before a stretch that makes it a title.
    fn before(&self, tokens: &Range<usize>) -> i32 {
        let start = self.view.sentence_start(tokens.start);
        let mut at = tokens.start;
        // Over the opening mark, an article, and the describing words before it.
        let step = |at: usize| at.checked_sub(1).filter(|&before| before >= start);
        let Some(mut last) = step(at) else { return 0 };
        let mut quoted = false;
        while matches!(self.lower(last), "“" | "\"" | "``" | "‘" | "'" | "(") {
            // "Anna Porter (“Skyline”)"
            if quoted && self.lower(last) == "(" && last > start {
                let person = self.kind_at(last - 1) == Some(EntityKind::Person);
                if person && matches!(self.lower(tokens.end + 1), ")" | ",") {
                    return 4;
                }
            }
            quoted = matches!(self.lower(last), "“" | "\"");
            at = last;
            match step(at) {
                Some(before) => last = before,
                None => return 0,
            }
        }
        let word = self.lower(last);
        // "Another film of hers, X, was postponed"
        if word == ","
            && (matches!(self.lower(tokens.end), "," | ".") || self.lower(tokens.end + 1) == ",")
        {
            let clause = (start..last).rev().take(8).take_while(|&at| {
                !matches!(self.view.document.tokens[at].upos, Upos::Verb | Upos::Punct | Upos::Aux)
            });
            if clause.into_iter().any(|at| words::holds(words::WORK, self.lemma(at))) {
                return 4;
            }
        }
        // "films such as X", "her films include X"
        let examples = match word {
            "including" | "like" => Some(last),
            "as" if last > start && self.lower(last - 1) == "such" => Some(last - 1),
            // "such projects as X"
            "as" if (start..last).rev().take(4).any(|at| self.lower(at) == "such") => Some(last),
            _ if matches!(self.lemma(last), "include") => Some(last),
            ":" => Some(last),
            _ => None,
        };
        if let Some(at) = examples {
            let mut kinds = (start..at).rev().take(5);
            // "bands such as X"
            if kinds.clone().any(|at| words::holds(words::PERFORMERS, self.lemma(at))) {
                return -3;
            }
            if kinds.any(|at| {
                let lemma = self.lemma(at);
                words::holds(words::WORK, lemma)
                    || matches!(
                        lemma,
                        "credit"
                            | "project"
                            | "title"
                            | "work"
                            | "role"
                            | "filmography"
                            | "nominee"
                    )
            }) {
                return 4;
            }
        }
        // "the film X", "his latest album, X"
        let direct = if word == "," || word == ":" { step(last) } else { Some(last) };
        if let Some(noun) = direct
            && words::holds(words::WORK, self.lemma(noun))
            && self.is_common(noun)
            && self.lower(noun) != "record"
        {
            let singular = self.view.document.tokens[noun].xpos != Xpos::Nns;
            let clause = word != "," && self.is_clause(noun, tokens);
            return match (word == "," || word == ":", singular) {
                _ if clause => 2,
                (false, true) => 5,
                (false, false) => 3,
                (true, true) => 4,
                (true, false) => 2,
            };
        }
        if matches!(word, "titled" | "entitled" | "dubbed") || word == "called" {
            return if word == "titled" || word == "entitled" { 4 } else { 2 };
        }
        let mut from = last;
        // "in the upcoming X", "in 2019's X", "in her X"
        let mut hops = 0;
        while hops < 4
            && (is_describing(self.lower(from))
                || self.view.document.tokens[from].upos == Upos::Adj
                || self.view.document.tokens[from].xpos == Xpos::PrpPoss
                || self.view.word(from).case == Case::Digit
                || self.lower(from) == "'s" && self.view.is_number(from.saturating_sub(1)))
        {
            match step(from) {
                Some(before) => from = before,
                None => return self.describing(last),
            }
            hops += 1;
        }
        let described = self.describing(last);
        let preposition = self.lower(from);
        // "the role of Ada Vell": a character.
        let character = |noun: &str| matches!(noun, "role" | "part" | "portrayal");
        if preposition == "of" && from > start && character(self.lemma(from - 1)) {
            return -3;
        }
        if matches!(preposition, "in" | "on" | "for" | "of" | "to" | "from" | "as" | "at" | "with")
        {
            return described.max(self.governor(from, preposition));
        }
        // "watched X", "directed X"
        let lemma = self.lemma(from);
        let verb = matches!(self.view.document.tokens[from].upos, Upos::Verb);
        if verb && words::MAKES_WORK.contains(&lemma) {
            let strong = matches!(
                lemma,
                "direct"
                    | "co-write"
                    | "co-direct"
                    | "co-create"
                    | "executive-produce"
                    | "rewatch"
                    | "pen"
                    | "film"
                    | "title"
                    | "entitle"
                    | "helm"
            );
            let person = matches!(self.kind_at(tokens.start), Some(EntityKind::Person));
            // What is written or sung, and is no name, is a work.
            let free = matches!(lemma, "write" | "author" | "sing" | "adapt")
                && tokens.len() > 1
                && tokens.clone().all(|at| self.named[at] == 0);
            return if strong && !person || free { 3 } else { 1 } + described;
        }
        // "Greta Gerwig's Barbie", "Netflix's The Crown"
        if word == "'s" || word == "'" {
            let owner = step(last).and_then(|at| self.kind_at(at));
            let named = matches!(owner, Some(EntityKind::Person | EntityKind::Organisation));
            if named && (tokens.start == last + 1 || at == last + 1) {
                return if self.lower(tokens.start) == "the" || tokens.len() > 2 { 2 } else { 1 };
            }
        }
        described
    }

    /// Returns whether a name and what follows are a clause about a work: "the film Ortiz made".
    ///
    /// Another verb says so: one before the work ("she read the book Ortiz wrote"), or one after
    /// ("the film Ortiz made was shown").
    fn is_clause(&self, noun: usize, tokens: &Range<usize>) -> bool {
        let document = self.view.document;
        let (start, limit) = (self.view.sentence_start(noun), self.view.sentence_end(noun));
        let verb = |at: usize| matches!(document.tokens[at].upos, Upos::Verb | Upos::Aux);
        if tokens.end >= limit || !verb(tokens.end) || tokens.len() > 3 {
            return false;
        }
        if matches!(self.kind_at(tokens.start), Some(EntityKind::Work)) {
            return false;
        }
        let group = (tokens.end..limit)
            .take_while(|&at| verb(at) || document.tokens[at].upos == Upos::Adv)
            .count();
        let finite = |at: usize| {
            matches!(document.tokens[at].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
        };
        let joined = |at: usize| matches!(self.lower(at), "and" | "but" | "," | "which" | "that");
        let before =
            (start..noun).rev().take_while(|&at| document.tokens[at].upos != Upos::Punct).any(verb);
        let after = (tokens.end + group..limit).take_while(|&at| !joined(at)).any(finite);
        before || after
    }

    /// Returns how much a describing word right before a title says: "the upcoming X".
    fn describing(&self, at: usize) -> i32 {
        match self.lower(at) {
            "upcoming"
            | "forthcoming"
            | "animated"
            | "blockbuster"
            | "hit"
            | "oscar-winning"
            | "award-winning"
            | "star-studded"
            | "long-awaited"
            | "critically-acclaimed" => 2,
            "'s" if self.view.is_number(at.saturating_sub(1)) => 3,
            _ => 0,
        }
    }

    /// Returns how much the word that governs a preposition says of a title after it.
    fn governor(&self, preposition: usize, word: &str) -> i32 {
        let start = self.view.sentence_start(preposition);
        let lists: &[&str] = match word {
            "in" | "on" => words::IN_WORK,
            "of" | "to" | "from" | "for" | "with" => words::OF_WORK,
            _ => &[],
        };
        // "season two of X", "the premiere of X", "roles in films including X"
        for back in 1..=3 {
            let Some(at) = preposition.checked_sub(back).filter(|&at| at >= start) else { break };
            if matches!(self.lower(at), "," | "." | ":" | ";") {
                break;
            }
            // "A Season of Ashes": the word is part of the title itself.
            if at > start && self.view.is_capital(at) {
                break;
            }
            let lemma = self.lemma(at);
            let far = i32::from(back > 1);
            // "his season with the Larks": a team.
            let sports = lemma == "season" && !matches!(word, "of" | "from");
            if lists.contains(&lemma) && !sports {
                let own = lemma == "work"
                    && at > start
                    && self.view.document.tokens[at - 1].xpos == Xpos::PrpPoss;
                let weak = !own
                    && matches!(
                        lemma,
                        "appear"
                            | "appearance"
                            | "see"
                            | "work"
                            | "director"
                            | "producer"
                            | "version"
                            | "run"
                            | "production"
                            | "set"
                            | "feature"
                            | "film"
                            | "part"
                            | "lead"
                            | "act"
                            | "turn"
                            | "character"
                            | "viewers"
                            | "author"
                            | "events"
                            | "writer"
                    );
                let serial = matches!(lemma, "season" | "episode" | "finale" | "premiere");
                return if weak {
                    2 - far
                } else if serial {
                    5 - far
                } else {
                    4 - far
                };
            }
            if word == "in" && matches!(lemma, "star" | "co-star") {
                return 4 - far;
            }
        }
        // "as Ethan Hunt in X", "starring opposite Tom Cruise in X"
        if matches!(word, "in" | "on") {
            let clause = (start..preposition).rev().take(14);
            for at in clause {
                let lemma = self.lemma(at);
                if matches!(
                    lemma,
                    "star"
                        | "co-star"
                        | "play"
                        | "portray"
                        | "role"
                        | "portrayal"
                        | "performance"
                        | "reprise"
                        | "voice"
                        | "character"
                        | "cameo"
                        | "appear"
                        | "opposite"
                        | "actor"
                        | "actress"
                        | "nominate"
                ) {
                    return if matches!(lemma, "appear" | "actor" | "actress") { 1 } else { 2 };
                }
            }
        }
        if word == "for"
            && (start..preposition).rev().take(10).any(|at| {
                matches!(
                    self.lemma(at),
                    "nominate" | "win" | "nomination" | "oscar" | "award" | "know"
                )
            })
        {
            return 2;
        }
        0
    }

    /// Returns what stands after a stretch that makes it a title.
    fn after(&self, tokens: &Range<usize>) -> i32 {
        let limit = self.view.sentence_end(tokens.start);
        let mut at = tokens.end;
        while at < limit
            && matches!(self.lower(at), "”" | "\"" | "''" | "’" | "'")
            && self.view.joins_before(at)
        {
            at += 1;
        }
        if at >= limit {
            return 0;
        }
        let document = self.view.document;
        // "Oliver's new show": whose it is, not what it is called.
        let owned = |at: usize| words::holds(words::WORK, self.lemma(at)) && self.is_common(at);
        if self.lower(at) == "'s" && (at + 1..(at + 4).min(limit)).any(owned) {
            return -2;
        }
        // "X (2019)"
        if self.lower(at) == "("
            && self.view.form(at + 1).len() == 4
            && self.view.form(at + 1).starts_with(['1', '2'])
            && self.view.is_number(at + 1)
        {
            return if self.lower(at + 2) == ")" { 4 } else { 2 };
        }
        // "X (Harbour Press) is her third book"
        if self.lower(at) == "("
            && let Some(close) = (at + 1..(at + 7).min(limit)).find(|&at| self.lower(at) == ")")
        {
            at = close + 1;
            if at >= limit {
                return 0;
            }
        }
        // "X star", "the X premiere", but not "Ortiz stars in"
        let stars = matches!(self.lower(at), "stars" | "star" | "films")
            && matches!(self.lower(at + 1), "in" | "as" | "on" | "opposite" | "alongside");
        if !stars && words::AFTER_WORK.contains(&self.lower(at)) && at < limit && self.is_common(at)
        {
            let weak = matches!(
                self.lower(at),
                "actor"
                    | "actress"
                    | "director"
                    | "film"
                    | "films"
                    | "movie"
                    | "movies"
                    | "series"
                    | "cast"
                    | "sitcom"
                    | "album"
                    | "star"
                    | "stars"
                    | "universe"
                    | "musical"
                    | "novel"
                    | "novels"
            );
            // "The X star" is a star of X; "The X star Ruth Ortiz" is the star of "The X".
            let article = matches!(self.lower(tokens.start), "the" | "a" | "an")
                && tokens.start == self.view.sentence_start(tokens.start)
                && (self.kind_at(at + 1) != Some(EntityKind::Person)
                    || self.lower(tokens.start) != "the");
            let bare = tokens.start > 0
                && tokens.start == self.view.sentence_start(tokens.start) + 1
                && self.lower(tokens.start - 1) == "the"
                && self.kind_at(at + 1) == Some(EntityKind::Person);
            let named = matches!(
                self.kind_at(tokens.start),
                Some(EntityKind::Person | EntityKind::Organisation | EntityKind::Place)
            );
            let weight = if !weak {
                4
            } else if named {
                2
            } else {
                3
            };
            return if article || bare { weight - 3 } else { weight };
        }
        if matches!(self.lower(at), "season" | "episode" | "part" | "chapter")
            && (self.view.word(at + 1).case == Case::Digit || is_small_number(self.lower(at + 1)))
        {
            return 4;
        }
        // "X, a film by", "X is a 2019 film", "X, her new album,"
        let mut next = at;
        let copula = matches!(self.lower(next), "is" | "was" | "be");
        if self.lower(next) == "," || copula || self.lower(next) == "(" {
            next += 1;
            let article =
                matches!(self.lower(next), "the" | "a" | "an" | "his" | "her" | "their" | "its");
            if article || self.view.word(next).case == Case::Digit {
                for step in next + 1..(next + 8).min(limit) {
                    let token = &document.tokens[step];
                    if token.upos == Upos::Noun
                        && words::holds(words::BODY, self.lemma(step))
                        && document.tokens.get(step + 1).is_none_or(|t| t.upos != Upos::Noun)
                    {
                        return -4;
                    }
                    if token.upos == Upos::Noun && words::holds(words::WORK, self.lemma(step)) {
                        let compound = token.deprel == Deprel::Compound
                            || document.tokens.get(step + 1).is_some_and(|t| t.upos == Upos::Noun)
                                && self.lower(step + 1) != "set";
                        let told = document.tokens[next].xpos == Xpos::PrpPoss;
                        return match compound {
                            true => 0,
                            false => 3 + i32::from(told),
                        };
                    }
                    if matches!(token.upos, Upos::Verb | Upos::Punct | Upos::Adp | Upos::Pron)
                        && token.xpos != Xpos::Vbg
                    {
                        break;
                    }
                }
            }
        }
        // "X, starring Ruth Ortiz"
        if self.lower(at) == ","
            && matches!(self.lower(at + 1), "starring" | "co-starring" | "directed")
        {
            return 3;
        }
        // Nothing but a film hits theaters, whatever the tagger takes "hits" for.
        if matches!(self.lower(at), "hits" | "hit")
            && matches!(self.lower(at + 1), "theaters" | "theatres" | "cinemas" | "screens")
        {
            return 3;
        }
        // "X premieres", "X hits theaters", "X opened in cinemas", "X stars Emma Corrin"
        let lemma = self.lemma(at);
        let verb = |token: &crate::document::Token| matches!(token.upos, Upos::Verb | Upos::Aux);
        if document.tokens.get(at).is_some_and(verb) {
            let soon = |words: &[&str]| {
                (at + 1..(at + 7).min(limit)).any(|at| words.contains(&self.lower(at)))
            };
            if lemma == "premiere"
                || matches!(
                    lemma,
                    "hit"
                        | "open"
                        | "arrive"
                        | "release"
                        | "be"
                        | "land"
                        | "debut"
                        | "come"
                        | "air"
                ) && soon(&[
                    "theaters",
                    "theatres",
                    "cinemas",
                    "netflix",
                    "hbo",
                    "hulu",
                    "screens",
                    "premiered",
                    "streaming",
                    "directed",
                ])
                || lemma == "star" && self.view.is_capital(at + 1)
                || lemma == "gross"
            {
                return 2;
            }
        }
        0
    }

    /// Returns the titles among the candidates, and the same words wherever they stand again.
    fn choose(&self, mut candidates: Vec<Candidate>) -> Vec<Range<usize>> {
        candidates.sort_by_key(|c| {
            (std::cmp::Reverse(c.score), c.tokens.start, std::cmp::Reverse(c.tokens.end))
        });
        let mut chosen = Chosen { taken: vec![false; self.view.len()], works: Vec::new() };
        self.drop_headed(&mut candidates);
        let (titles, rest): (Vec<_>, Vec<_>) =
            candidates.into_iter().partition(|candidate| candidate.score >= ENOUGH);
        for title in titles.iter().filter(|title| title.quoted) {
            chosen.take(title.tokens.clone());
        }
        // A title of several words is one wherever they stand: a piece of it is none.
        let mut known: HashMap<u32, Vec<Range<usize>>> = HashMap::new();
        for title in titles.iter().filter(|title| title.tokens.len() > 1) {
            let first = self.view.word(title.tokens.start).lower;
            let alike = known.entry(first).or_default();
            if alike.len() < ALIKE
                && !alike.iter().any(|other| {
                    other.len() == title.tokens.len() && self.same(other, title.tokens.start)
                })
            {
                alike.push(title.tokens.clone());
            }
        }
        for titles in known.values_mut() {
            titles.sort_by_key(|title| (std::cmp::Reverse(title.len()), title.start));
        }
        for at in 0..self.view.len() {
            let Some(titles) = known.get(&self.view.word(at).lower) else { continue };
            let again = titles.iter().find(|title| {
                self.view.is_capital(at)
                    && self.same(title, at)
                    && self.view.is_capital(at + title.len() - 1)
                        == self.view.is_capital(title.end - 1)
            });
            if let Some(title) = again {
                let again = at..at + title.len();
                if *title == again || self.resistance(&again) < 4 {
                    chosen.take(again);
                }
            }
        }
        for title in &titles {
            chosen.take(title.tokens.clone());
        }
        // One word is a title again where it was one without marks, or is in marks again.
        let mut single: HashMap<u32, bool> = HashMap::new();
        for title in titles.iter().filter(|title| title.tokens.len() == 1) {
            let word = self.view.word(title.tokens.start).lower;
            *single.entry(word).or_default() |= !title.quoted;
        }
        let people = self.parts_of_people();
        for candidate in rest.iter().filter(|candidate| candidate.tokens.len() == 1) {
            let word = self.view.word(candidate.tokens.start).lower;
            let known = single.get(&word);
            let again = known == Some(&true)
                && !people.contains(&word)
                && self.resistance(&candidate.tokens) < 3;
            if known.is_some() && (candidate.quoted || again) {
                chosen.take(candidate.tokens.clone());
            }
        }
        chosen.works.sort_by_key(|work| work.start);
        chosen.works
    }

    /// Returns the first and last words of people's full names: without marks they are the people again,
    /// even where a work is called so too.
    fn parts_of_people(&self) -> HashSet<u32> {
        let full = |name: &&Found| name.kind == Some(EntityKind::Person) && name.tokens.len() > 1;
        let ends = |name: &Found| [name.tokens.start, name.tokens.end - 1];
        let words = self.names.iter().filter(full).flat_map(ends);
        words.map(|at| self.view.word(at).lower).collect()
    }

    /// Drops what a better title ends and a common word at the head of the sentence begins: "Fans of
    /// the Ravenholt franchise".
    fn drop_headed(&self, candidates: &mut Vec<Candidate>) {
        let mut best: HashMap<usize, i32> = HashMap::new();
        for candidate in candidates.iter().filter(|candidate| candidate.score >= ENOUGH) {
            let score = best.entry(candidate.tokens.end).or_default();
            *score = candidate.score.max(*score);
        }
        candidates.retain(|candidate| {
            let Range { start, end } = candidate.tokens;
            let common = matches!(
                self.view.document.tokens[start].xpos,
                Xpos::Nn | Xpos::Nns | Xpos::Vb | Xpos::Vbg | Xpos::In | Xpos::Rb
            );
            let headed = start == self.view.sentence_start(start)
                && common
                && !self.view.is_capital(start + 1)
                && end - start > 1;
            candidate.quoted
                || !headed
                || best.get(&end).is_none_or(|&score| score <= candidate.score)
        });
    }

    /// Returns whether the words of a title stand from a token on too.
    fn same(&self, title: &Range<usize>, at: usize) -> bool {
        at + title.len() <= self.view.sentence_end(at)
            && title
                .clone()
                .zip(at..)
                .all(|(a, b)| self.view.word(a).lower == self.view.word(b).lower)
    }
}

/// How many titles that begin with the same word are looked for again.
const ALIKE: usize = 20;

/// Titles that were chosen, and the tokens that they take.
struct Chosen {
    taken: Vec<bool>,
    works: Vec<Range<usize>>,
}

impl Chosen {
    /// Takes a title unless it crosses another.
    fn take(&mut self, tokens: Range<usize>) {
        if !self.taken[tokens.clone()].iter().any(|&taken| taken) {
            self.taken[tokens.clone()].fill(true);
            self.works.push(tokens);
        }
    }
}

/// Words that stay small in a title.
pub fn is_minor(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "of"
            | "and"
            | "in"
            | "on"
            | "to"
            | "for"
            | "with"
            | "at"
            | "by"
            | "from"
            | "or"
            | "but"
            | "as"
            | "into"
            | "nor"
            | "per"
            | "via"
            | "vs"
            | "vs."
            | "v"
            | "de"
            | "la"
            | "le"
            | "du"
            | "than"
            | "over"
            | "upon"
            | "my"
            | "is"
            | "'s"
            | "n'"
    )
}

/// Prepositions that other names than titles hold in small letters.
fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "over"
            | "under"
            | "with"
            | "without"
            | "into"
            | "from"
            | "before"
            | "after"
            | "behind"
            | "beyond"
            | "between"
            | "through"
            | "against"
            | "among"
            | "until"
            | "upon"
            | "like"
    )
}

fn is_describing(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "upcoming"
            | "new"
            | "latest"
            | "hit"
            | "forthcoming"
            | "first"
            | "original"
            | "and"
            | "then"
            | "-"
    )
}

fn is_small_number(word: &str) -> bool {
    matches!(
        word,
        "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "i"
            | "ii"
            | "iii"
    )
}

fn is_date_word(word: &str) -> bool {
    matches!(
        word,
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "jan."
            | "feb."
            | "aug."
            | "sept."
            | "oct."
            | "nov."
            | "dec."
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "christmas"
    )
}

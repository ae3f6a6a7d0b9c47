//! What a text is about at a place: what a sentence means where it leaves it out.
//!
//! "Filming resumed in October" does not say of what; in an article about one film it need not. The
//! topic of a place is the work that its paragraph spoke of last, else the one that the heading above
//! it names ("3. “Copper Island” (2019)"), else the work that the article speaks of most; and likewise
//! for events.
//!
//! **Invariant:** where the text gives no evidence for one of several, there is no topic.

use reportedly_nlp::{Document, EntityKind, MentionForm, SegmentKind, Upos};

use super::resolve::Parties;
use crate::claim::fold;

/// What a document speaks of, as its text brings it up.
#[derive(Debug, Default)]
pub(super) struct Topics {
    works: Thread,
    events: Thread,
}

/// The things of one kind.
#[derive(Debug, Default)]
struct Thread {
    /// Each mention: its first token and what it is of.
    told: Vec<(usize, usize)>,
    /// What is told of most, if one is.
    main: Option<usize>,
    /// Where a heading stands, and what it alone names.
    headings: Vec<(usize, Option<usize>)>,
}

/// Nouns for a work that has been told of: "the sequel".
const WORKS: &[&str] = &[
    "film",
    "movie",
    "sequel",
    "prequel",
    "drama",
    "comedy",
    "thriller",
    "biopic",
    "documentary",
    "musical",
    "remake",
    "reboot",
    "spinoff",
    "blockbuster",
    "flick",
    "show",
    "series",
    "sitcom",
    "album",
    "novel",
    "book",
];

/// Nouns for an event that has been told of.
const EVENTS: &[&str] = &[
    "gala",
    "ceremony",
    "event",
    "premiere",
    "festival",
    "party",
    "wedding",
    "luncheon",
    "screening",
];

/// Words that make another of it: "the original film", "the first film".
pub(super) const OTHERS: &[&str] = &[
    "another", "other", "original", "previous", "earlier", "first", "last", "second", "third",
    "next", "same", "2", "two", "few", "many", "such",
];

/// Channels and studios that are written as words.
const CHANNELS: &[&str] = &[
    "Netflix",
    "Hulu",
    "Disney",
    "Disney+",
    "Amazon",
    "Apple",
    "Showtime",
    "Fox",
    "Peacock",
    "Paramount",
    "Marvel",
    "Pixar",
    "Universal",
    "Sony",
    "Starz",
    "Bravo",
    "Lifetime",
    "Hallmark",
    "Broadway",
];

/// The most words between an article and its noun.
const REACH: usize = 7;

impl Topics {
    /// Returns the topics of `document`; `described` are the heads of what goes by a description.
    ///
    /// `title` is that of the article, where it is told beside the text.
    pub fn new(
        document: &Document,
        parties: &Parties,
        described: &[(usize, usize)],
        title: &str,
    ) -> Topics {
        // What never goes by a name is told of, and not what the text is about.
        let mut named = vec![false; parties.list.len()];
        for (mention, party) in document.mentions.iter().zip(&parties.of_mention) {
            if let Some(party) = party.filter(|_| mention.form == MentionForm::Name) {
                named[party] = true;
            }
        }
        let mut works = Vec::new();
        let mut events = described.to_vec();
        let mut end = 0;
        for (index, mention) in document.mentions.iter().enumerate() {
            let Some(party) = parties.of_mention[index].filter(|&party| named[party]) else {
                continue;
            };
            // A name inside the description of the same thing is told with it.
            let inside = mention.tokens.end <= end;
            match parties.list[party].kind {
                _ if mention.form == MentionForm::Pronoun => {}
                Some(EntityKind::Work) if !inside => {
                    end = mention.tokens.end;
                    works.push((mention.tokens.start, party));
                }
                Some(EntityKind::Event) => events.push((mention.tokens.start, party)),
                _ => {}
            }
        }
        events.sort_unstable();
        let lead = document.sentences.get(1).map_or(usize::MAX, |sentence| sentence.tokens.end);
        let title = fold(title);
        // What the title names and the text begins with is what it is about.
        // Of two names in it that share their words, it names the longer.
        let in_title = |party: usize| {
            let name = fold(&parties.list[party].name);
            if title.contains(&name) { name.len() } else { 0 }
        };
        let told = works.iter().chain(&events).map(|(_, party)| in_title(*party));
        let longest = told.max().unwrap_or_default();
        let weigh = |first: usize, party: usize| {
            let length = in_title(party);
            2 * usize::from(length > 0)
                + 2 * usize::from(length > 0 && length == longest)
                + usize::from(first < lead)
        };
        let thread = |told| Thread::new(document, told, weigh);
        Topics { works: thread(works), events: thread(events) }
    }

    /// Returns what of that kind the text is about at the token, where it is one thing.
    pub fn at(&self, document: &Document, token: usize, kind: EntityKind) -> Option<usize> {
        self.thread(kind)?.at(document, token)
    }

    /// Returns what of that kind the part under the heading above is about, else the whole text, where
    /// it was told of before the token.
    pub fn main(&self, token: usize, kind: EntityKind) -> Option<usize> {
        self.thread(kind)?.main(token)
    }

    fn thread(&self, kind: EntityKind) -> Option<&Thread> {
        match kind {
            EntityKind::Work => Some(&self.works),
            EntityKind::Event => Some(&self.events),
            _ => None,
        }
    }

    /// Returns what the token heads a description of that goes without a name: "the big-budget
    /// sequel", "the gala". Asked by the words alone, because trees over such descriptions are often
    /// wrong.
    pub fn described(document: &Document, head: usize) -> Option<EntityKind> {
        let lemma = document.tokens[head].lemma.to_lowercase();
        let kind = match () {
            () if WORKS.contains(&lemma.as_str()) => EntityKind::Work,
            () if EVENTS.contains(&lemma.as_str()) => EntityKind::Event,
            () => return None,
        };
        let noun = document.tokens[head].upos == Upos::Noun;
        (noun && Topics::definite(document, head)).then_some(kind)
    }

    /// Whether the noun stands after "the", with nothing between that makes another of it.
    fn definite(document: &Document, head: usize) -> bool {
        let start = document.sentences[document.sentence_of(head)].tokens.start;
        for at in (start..head).rev().take(REACH) {
            let form = document.form(at).to_lowercase();
            if OTHERS.contains(&form.as_str()) {
                return false;
            }
            match document.tokens[at].upos {
                Upos::Det => return matches!(form.as_str(), "the" | "this"),
                Upos::Noun | Upos::Adj | Upos::Num => {}
                Upos::Punct if form == "-" => {}
                Upos::Verb if document.form(at).ends_with("ed") => {}
                // "the NBC show"
                Upos::Propn if is_channel(document.form(at)) => {}
                // "the Globex-produced film"
                Upos::Propn if document.form(at + 1) == "-" => {}
                _ => return false,
            }
        }
        false
    }
}

/// Whether a word before "show" or "film" says where it is shown.
fn is_channel(form: &str) -> bool {
    let letters = (2..=4).contains(&form.len()) && form.bytes().all(|b| b.is_ascii_uppercase());
    letters || CHANNELS.contains(&form)
}

impl Thread {
    fn new(
        document: &Document,
        told: Vec<(usize, usize)>,
        weigh: impl Fn(usize, usize) -> usize,
    ) -> Thread {
        let mut weights: Vec<(usize, usize)> = Vec::new();
        for &(at, party) in &told {
            match weights.iter_mut().find(|(p, _)| *p == party) {
                Some((_, weight)) => *weight += 1,
                None => weights.push((party, 1 + weigh(at, party))),
            }
        }
        let most = weights.iter().map(|(_, weight)| *weight).max().unwrap_or_default();
        let mut first = weights.iter().filter(|(_, weight)| *weight == most);
        let main = first.next().filter(|_| first.next().is_none() && most > 1);
        let main = main.map(|(party, _)| *party);
        let headings = headings(document, &told);
        Thread { told, main, headings }
    }

    /// Returns what the heading above the token names, if it names one.
    fn heading(&self, token: usize) -> Option<usize> {
        let above = self.headings.partition_point(|(at, _)| *at < token);
        self.headings[..above].last()?.1
    }

    fn at(&self, document: &Document, token: usize) -> Option<usize> {
        let before = &self.told[..self.told.partition_point(|(at, _)| *at < token)];
        let place = |at: usize| document.sentence_of(at);
        let here = document.sentences[place(token)].segment;
        let mut rest = before;
        // The last sentence of the paragraph that tells of anything decides.
        if let Some(&(last, _)) = rest.last()
            && document.sentences[place(last)].segment == here
        {
            let start = rest.partition_point(|(at, _)| place(*at) < place(last));
            rest = &rest[start..];
            let mut told: Vec<usize> = rest.iter().map(|(_, party)| *party).collect();
            told.sort_unstable();
            told.dedup();
            let heading = self.heading(token);
            return match told[..] {
                // What an earlier sentence compares it with is told in passing.
                [_] if heading.is_some() && place(last) != place(token) => heading,
                [only] => Some(only),
                _ => heading.or(self.main).filter(|main| told.contains(main)),
            };
        }
        self.main(token)
    }

    /// Returns what the heading above names, else what is told of most, where it was told of before
    /// the token.
    fn main(&self, token: usize) -> Option<usize> {
        let told = |main: &usize| {
            self.told.iter().take_while(|(at, _)| *at < token).any(|(_, party)| party == main)
        };
        self.heading(token).or_else(|| self.main.filter(told))
    }
}

/// Returns the headings, each with what is told in it where that is one thing.
fn headings(document: &Document, told: &[(usize, usize)]) -> Vec<(usize, Option<usize>)> {
    let mut all: Vec<(usize, Option<usize>)> = Vec::new();
    let mut segment = None;
    for sentence in &document.sentences {
        let heading = document.segments[sentence.segment].kind == SegmentKind::Heading;
        if !heading || segment == Some(sentence.segment) {
            continue;
        }
        segment = Some(sentence.segment);
        let end = document.segments[sentence.segment].span.end;
        let from = told.partition_point(|(at, _)| *at < sentence.tokens.start);
        let mut named: Vec<usize> = told[from..]
            .iter()
            .take_while(|(at, _)| document.tokens[*at].span.start < end)
            .map(|(_, party)| *party)
            .collect();
        named.sort_unstable();
        named.dedup();
        let only = match named[..] {
            [only] => Some(only),
            _ => None,
        };
        all.push((sentence.tokens.start, only));
    }
    all
}

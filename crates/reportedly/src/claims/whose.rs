//! Whose a work is, and as what: "Lindt's epic “Skyline”", "the Nora Quill musical “Red Barn”".
//!
//! A book is its author's, a series its creator's, a film its director's or its star's, and a song its
//! singer's, which is told by other predicates. What a work is and what somebody does is told all over
//! the text.
//!
//! **Invariant:** where neither is told, nothing is said.

use reportedly_nlp::{EntityKind, MentionForm, Span, Upos};

use super::draft::argument;
use super::lists::Maker;
use super::view::{Filler, View};

/// What those are called who are in films.
pub(super) const PLAYERS: &[&str] =
    &["actor", "actress", "star", "costar", "co-star", "alum", "alumna", "alumnus"];

/// What those are called whose films are theirs because they made them.
const DIRECTORS: &[&str] = &["director", "filmmaker", "auteur", "direct", "helmer"];

/// What those are called whose works are theirs because they wrote them.
const WRITERS: &[&str] = &["author", "novelist", "playwright", "poet", "memoirist"];

/// What those are called whose series are theirs because they thought of them.
const CREATORS: &[&str] = &["creator", "showrunner", "co-creator", "cocreator"];

/// What those are called whose works are songs.
const SINGERS: &[&str] = &[
    "singer",
    "rapper",
    "musician",
    "songwriter",
    "songstress",
    "band",
    "guitarist",
    "drummer",
    "crooner",
    "sing",
    "singer-songwriter",
    "pop",
    "country",
    "hitmaker",
    "composer",
    "pianist",
    "dj",
];

/// What a work is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Medium {
    Film,
    Series,
    /// One of both.
    Drama,
    Book,
    Stage,
    Record,
}

/// Returns the medium that a noun is a word for.
fn medium_of(noun: &str) -> Option<Medium> {
    Some(match noun {
        "film" | "movie" | "biopic" | "thriller" | "documentary" | "epic" | "blockbuster"
        | "feature" | "western" | "flick" | "rom-com" => Medium::Film,
        "series" | "sitcom" | "season" | "miniseries" | "episode" | "docuseries" | "soap" => {
            Medium::Series
        }
        "novel" | "book" | "memoir" | "autobiography" | "poem" | "essay" | "bestseller"
        | "novella" | "comic" => Medium::Book,
        "drama" | "comedy" | "show" => Medium::Drama,
        "play" => Medium::Stage,
        "song" | "album" | "single" | "track" | "record" | "anthem" | "ballad" | "hit" | "tune"
        | "video" | "ep" | "lp" => Medium::Record,
        _ => return None,
    })
}

/// Nouns for what has a star rather than a maker.
const VEHICLES: &[&str] =
    &["vehicle", "musical", "comedy", "western", "starrer", "rom-com", "sitcom", "romp", "flick"];

/// Nouns for what has either.
const FILMS: &[&str] = &["film", "movie", "drama", "thriller", "epic", "feature", "blockbuster"];

impl Maker<'_, '_> {
    /// A work that is somebody's: a book is its author's, a film its director's or its star's.
    pub(super) fn owned(&mut self, owner: usize, noun: Option<&str>, work: &Filler, span: Span) {
        let people = self.view.fillers_at(owner);
        let people = people.into_iter().filter(|f| {
            self.view.is_named(f.party)
                && self.view.parties.list[f.party].kind == Some(EntityKind::Person)
        });
        for person in people {
            let called = |words: &[&str]| is_called(self.view, person.party, words);
            // "Her “Skyline”" may be anything to her that she is not said to make.
            let told = person.named;
            let medium = noun.and_then(medium_of).or_else(|| medium(self.view, work.party));
            let (directs, plays) = (called(DIRECTORS), called(PLAYERS));
            let made = match medium {
                Some(Medium::Book | Medium::Stage) => "written_by",
                Some(Medium::Record) => continue,
                Some(Medium::Series) if called(CREATORS) || told && !plays && !called(SINGERS) => {
                    "created_by"
                }
                Some(Medium::Film) if directs => "directed_by",
                Some(Medium::Film) if plays => "cast_in",
                Some(Medium::Film) if told && !called(SINGERS) && !called(WRITERS) => "directed_by",
                None if noun.is_none() && directs && !plays => "directed_by",
                None if noun.is_none() && called(WRITERS) => "written_by",
                None if noun.is_none() && called(CREATORS) => "created_by",
                None | Some(Medium::Drama)
                    if told
                        && !plays
                        && self.tells_of_films(owner)
                        && !called(SINGERS)
                        && !called(WRITERS)
                        && !called(CREATORS)
                        && noun.is_none_or(|noun| FILMS.contains(&noun) || noun == "comedy") =>
                {
                    "directed_by"
                }
                Some(Medium::Drama) if directs => "directed_by",
                Some(Medium::Drama) if called(CREATORS) => "created_by",
                Some(Medium::Drama) if plays => "cast_in",
                _ => continue,
            };
            self.made_by(made, &person, work, person.span.cover(span));
        }
    }

    /// Whether the paragraph speaks of what is shown in cinemas, and of no songs, books or series.
    fn tells_of_films(&self, token: usize) -> bool {
        const CINEMA: &[&str] = &[
            "film",
            "movie",
            "theater",
            "theatre",
            "cinema",
            "director",
            "filmmaker",
            "box",
            "screening",
            "festival",
            "studio",
            "multiplex",
        ];
        let document = self.view.document;
        let segment = document.sentences[document.sentence_of(token)].segment;
        let first = document.sentences.partition_point(|s| s.segment < segment);
        let here = document.sentences[first..].iter().take_while(|s| s.segment == segment);
        let words: Vec<&str> = here
            .flat_map(|s| s.tokens.clone())
            .filter(|&t| self.view.name_at(t).is_none())
            .map(|t| document.tokens[t].lemma.as_str())
            .collect();
        let cinema = words.iter().any(|word| CINEMA.contains(word));
        let other = |word: &&str| {
            SINGERS.contains(word)
                || *word == "play"
                || matches!(medium_of(word), Some(Medium::Record | Medium::Book | Medium::Series))
        };
        cinema && !words.iter().any(other)
    }

    /// "the Nora Quill musical “Skyline”": who is named before what kind of work it is.
    pub(super) fn starring(&mut self, name: usize, noun: &str, work: &Filler, span: Span) {
        let Some(person) = self.view.fillers_of(name).pop() else { return };
        let called = |words: &[&str]| is_called(self.view, person.party, words);
        let made = match noun {
            _ if !VEHICLES.contains(&noun) && !FILMS.contains(&noun) => return,
            _ if called(DIRECTORS) => "directed_by",
            _ if called(WRITERS) => return,
            _ if VEHICLES.contains(&noun) || called(PLAYERS) => "cast_in",
            _ => return,
        };
        self.made_by(made, &person, work, person.span.cover(span));
    }

    fn made_by(&mut self, made: &str, person: &Filler, work: &Filler, span: Span) {
        let (name, title) = (argument(self.view, person.party), argument(self.view, work.party));
        match made {
            "cast_in" => self.add(made, person.party, title, span),
            _ => self.add(made, work.party, name, span),
        }
    }
}

/// Whether the text calls somebody one of `words`: "director Anna Porter", "Porter, the filmmaker",
/// "Porter directed".
pub(super) fn is_called(view: &View<'_>, party: usize, words: &[&str]) -> bool {
    let document = view.document;
    let says = |t: usize| {
        words.contains(&&*view.lower[t]) || words.contains(&document.tokens[t].lemma.as_str())
    };
    let mut mentions = view.mentions_of(party).iter().map(|&index| &document.mentions[index]);
    mentions.any(|mention| {
        says(mention.head) || view.graph.reaching(mention.head).iter().any(|edge| says(edge.to))
    })
}

/// Whether the text calls a work something that has a cast.
pub(super) fn is_shown(view: &View<'_>, party: usize) -> bool {
    matches!(
        medium(view, party),
        Some(Medium::Film | Medium::Series | Medium::Drama | Medium::Stage)
    )
}

/// Returns what the text calls a work.
fn medium(view: &View<'_>, party: usize) -> Option<Medium> {
    let document = view.document;
    view.mentions_of(party).iter().find_map(|&index| {
        let mention = &document.mentions[index];
        let sentence = &document.sentences[document.sentence_of(mention.head)].tokens;
        if mention.form == MentionForm::Nominal {
            return medium_of(&document.tokens[mention.head].lemma);
        }
        if mention.form != MentionForm::Name {
            return None;
        }
        let noun = |t: usize| {
            let token = &document.tokens[t];
            let free = token.upos == Upos::Noun && view.name_at(t).is_none();
            free.then(|| medium_of(&token.lemma)).flatten()
        };
        let mark =
            |t: &usize| matches!(document.form(*t), "\"" | "“" | "”" | "‘" | "’" | "'" | ",");
        let before = (sentence.start..mention.tokens.start).rev().take(4);
        let after = (mention.tokens.end..sentence.end).skip_while(mark).take(1);
        let apposed = apposition(view, mention.tokens.end, sentence.end);
        before.skip_while(mark).take(1).chain(after).chain(apposed).find_map(noun)
    })
}

/// Returns the words that say behind a title what it is: "“Skyline,” a sober crime drama,".
fn apposition(view: &View<'_>, from: usize, end: usize) -> std::ops::Range<usize> {
    let mut at = from;
    while at < end && matches!(view.document.form(at), "\"" | "”" | "’" | "'" | ",") {
        at += 1;
    }
    let article = at < end && matches!(&*view.lower[at], "a" | "an" | "the" | "his" | "her");
    let comma = (from..at).any(|t| view.document.form(t) == ",");
    let plain = |&t: &usize| {
        matches!(
            view.document.tokens[t].upos,
            Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num | Upos::Part
        )
    };
    let length = (at + 1..end.min(at + 7)).take_while(plain).count();
    if article && comma { at..at + 1 + length } else { at..at }
}

//! A text with its annotations: what each stage gives and the next ones need.
//!
//! Everything points into one text by byte ranges; annotations point at each other by index.
//!
//! **Invariant:** tokens are in text order, never overlap, and lie inside one sentence each; every
//! sentence lies inside one segment; a token's head lies in its own sentence, and following heads
//! always ends at the sentence's one root.

use std::ops::Range;

use jiff::civil::Date;

use crate::edtf::Interval;
use crate::span::Span;
use crate::tags::{Deprel, Upos, Xpos};

/// An English text with everything that the stages found in it.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The text; every span is a range of its bytes.
    pub text: String,
    /// The parts of the text, in order, without overlap.
    pub segments: Vec<Segment>,
    /// The sentences, in order.
    pub sentences: Vec<Sentence>,
    /// The tokens of all sentences, in order.
    pub tokens: Vec<Token>,
    /// Names, nominals and pronouns, in order of their first byte, the longer one first.
    pub mentions: Vec<Mention>,
    /// What the mentions refer to.
    pub entities: Vec<Entity>,
    /// Expressions of time, in text order.
    pub timexes: Vec<Timex>,
    /// Words in quotation marks, in text order.
    pub quotes: Vec<Quote>,
    /// Who is said to have said, thought or written what, in order of their first content byte.
    pub attributions: Vec<Attribution>,
}

/// What a reader of the text knows beside it.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// The day of publication, from which "on Tuesday" is counted.
    pub document_creation_time: Date,
    /// Whether "the following day" is counted from the publication or from the story so far.
    pub mode: Mode,
}

/// How a text tells its times.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Mode {
    /// Counted from the day of publication.
    #[default]
    News,
    /// Counted from the last date that the story reached.
    Narrative,
}

/// A part of an article that is read in one way.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Segment {
    /// Where it lies.
    pub span: Span,
    /// What it is.
    pub kind: SegmentKind,
}

/// What a part of an article is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum SegmentKind {
    /// The article's own title.
    Title,
    /// A heading between paragraphs.
    Heading,
    /// A paragraph of the article.
    Body,
    /// The words under a picture: true of the day of the picture.
    Caption,
    /// Who made or owns a picture.
    Credit,
    /// Who wrote the article.
    Byline,
    /// Links to other stories: another article's title is no report of this one.
    Related,
    /// Advertising, reading times and the like.
    Boilerplate,
}

/// A sentence, or a heading or list line that stands as one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sentence {
    /// From the first to the last token.
    pub span: Span,
    /// Its tokens, as a range of [`Document::tokens`].
    pub tokens: Range<usize>,
    /// The segment that it lies in, as an index of [`Document::segments`].
    pub segment: usize,
}

/// A syntactic word: UD's unit of analysis ("do" and "n't" are two).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Token {
    /// The form, as a range of the text.
    pub span: Span,
    /// The dictionary form, in small letters but for names.
    pub lemma: String,
    /// The universal part of speech.
    pub upos: Upos,
    /// The Penn part of speech.
    pub xpos: Xpos,
    /// The governor, as an index of [`Document::tokens`]; `None` for the root of the sentence.
    pub head: Option<usize>,
    /// The relation to the governor.
    pub deprel: Deprel,
}

/// A stretch of text that refers to something.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Mention {
    /// The words, without what only describes the thing ("Hayley Atwell", not "co-star Hayley Atwell").
    pub span: Span,
    /// The tokens, as a range of [`Document::tokens`].
    pub tokens: Range<usize>,
    /// The syntactic head, as an index of [`Document::tokens`].
    pub head: usize,
    /// How it refers.
    pub form: MentionForm,
    /// What kind of thing it names, where known.
    pub kind: Option<EntityKind>,
    /// What it refers to, as an index of [`Document::entities`]; `None` while unresolved.
    pub entity: Option<usize>,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum MentionForm {
    /// By its name: "Hayley Atwell", "Atwell".
    Name,
    /// By a description: "the actor", "his co-star".
    Nominal,
    /// By a pronoun: "she", "their".
    Pronoun,
}

/// What kind of thing an entity is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum EntityKind {
    /// A person.
    Person,
    /// A company, team, party, agency, band ...
    Organisation,
    /// A country, town, region, building.
    Place,
    /// A film, show, book, song or game.
    Work,
    /// A festival, match, war, ceremony.
    Event,
    /// A prize.
    Award,
    /// A thing that is sold.
    Product,
    /// A nationality, or a religious or political group.
    Group,
}

impl EntityKind {
    /// Every kind, in the order in which models number them.
    pub const ALL: &[EntityKind] = &[
        EntityKind::Person,
        EntityKind::Organisation,
        EntityKind::Place,
        EntityKind::Work,
        EntityKind::Event,
        EntityKind::Award,
        EntityKind::Product,
        EntityKind::Group,
    ];

    /// Returns the word that the command line and the wire use.
    pub fn as_str(self) -> &'static str {
        match self {
            EntityKind::Person => "person",
            EntityKind::Organisation => "organisation",
            EntityKind::Place => "place",
            EntityKind::Work => "work",
            EntityKind::Event => "event",
            EntityKind::Award => "award",
            EntityKind::Product => "product",
            EntityKind::Group => "group",
        }
    }

    /// Returns the kind of that name.
    pub fn from_label(label: &str) -> Option<EntityKind> {
        EntityKind::ALL.iter().copied().find(|kind| kind.as_str() == label)
    }
}

/// One thing that the text speaks of.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entity {
    /// The fullest name that the text gives, or the fullest description where it names none.
    pub name: String,
    /// What kind of thing it is, where known.
    pub kind: Option<EntityKind>,
    /// Its mentions, as indices of [`Document::mentions`], in text order.
    pub mentions: Vec<usize>,
    /// For a group of people ("the pair", "they"): its members, as indices of [`Document::entities`].
    pub members: Vec<usize>,
}

/// An expression of time (TIMEX3).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Timex {
    /// The words, without a preposition.
    pub span: Span,
    /// What kind of time it is.
    pub kind: TimexKind,
    /// The normal form of TIMEX3: `2020-02`, `P1W`, `XX-WXX-2`, `PAST_REF`.
    pub value: String,
    /// The modifier of TIMEX3: `START`, `MID`, `END`, `APPROX`, `MORE_THAN` ...
    pub modifier: Option<&'static str>,
    /// The time on the calendar that it stands for, where it stands for one: preposition and range
    /// counted in ("since 2019" gives `2019/`, "for two weeks" up to the day of publication).
    pub interval: Option<Interval>,
}

/// The kinds of TIMEX3.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum TimexKind {
    /// A day or longer on the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A time that recurs.
    Set,
}

impl TimexKind {
    /// Returns the name in TIMEX3.
    pub fn as_str(self) -> &'static str {
        match self {
            TimexKind::Date => "DATE",
            TimexKind::Time => "TIME",
            TimexKind::Duration => "DURATION",
            TimexKind::Set => "SET",
        }
    }
}

/// Words in quotation marks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Quote {
    /// The words themselves, without the marks.
    pub content: Span,
    /// The words with their marks.
    pub marked: Span,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// What the marks are for.
    pub kind: QuoteKind,
}

/// What quotation marks are for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum QuoteKind {
    /// Somebody's words.
    Speech,
    /// The title of a work, or a name.
    Title,
    /// A word held at a distance ("so-called").
    Scare,
}

/// Somebody is said to have said, thought, written or felt something (PARC 3, PolNeAR).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Attribution {
    /// Who; `None` where nobody is named ("reportedly", "it is believed").
    pub source: Option<Source>,
    /// The words that say so: "said", "according to", "reportedly".
    pub cue: Vec<Span>,
    /// What was said, in text order; two pieces where the source interrupts its own words.
    pub content: Vec<Span>,
    /// Whether the words are the source's own.
    pub style: Style,
    /// Whether something was stated, thought, wanted, or only spoken about.
    pub kind: AttributionKind,
    /// What the source did in saying so.
    pub act: SpeechAct,
    /// How the author of the link above stands to the content: `Uu` for plain "said".
    pub author: Factuality,
    /// How the source stands to the content: `CT+` for plain "said", `PR+` for "thinks".
    pub stance: Factuality,
    /// The attribution whose content holds this one: the next link outward.
    pub within: Option<usize>,
    /// When the source spoke, as an index of [`Document::timexes`].
    pub said: Option<usize>,
}

/// What an attribution ascribes to its source.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum AttributionKind {
    /// Words: "said", "asked", "according to", "reportedly".
    Statement,
    /// Holding or knowing that something is so: "thinks", "knows".
    Belief,
    /// How it stands to it: "hopes", "plans to", "refused to", "criticised the plan".
    Attitude,
    /// Only what it spoke about, not what it said: "discussed the plan".
    Topic,
}

/// Whose words they are.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum Style {
    /// All in quotation marks.
    Direct,
    /// Partly in quotation marks.
    Mixed,
    /// In the author's words.
    Indirect,
}

/// Who says something.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Source {
    /// The words that name or describe the source.
    pub span: Span,
    /// Their head, as an index of [`Document::tokens`].
    pub head: usize,
    /// The token that stands for who speaks: the head, or whoever a statement or post belongs to.
    pub speaker: usize,
    /// Who that is, as an index of [`Document::entities`]; `None` while unresolved.
    pub entity: Option<usize>,
    /// Whether the source is named.
    pub record: Record,
    /// Whether there are several ("sources", "two people familiar with the matter").
    pub several: bool,
}

/// Whether a source stands by its words with its name.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum Record {
    /// Named: "Hayley Atwell", "The Sun", "a Lionsgate spokesperson".
    Named,
    /// Described but not named: "a source close to the couple".
    Anonymous,
    /// Not even described: "reportedly", "rumours".
    Unattributed,
}

/// What somebody does in saying something.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum SpeechAct {
    /// Says that it is so.
    Assert,
    /// Says that it is not so.
    Deny,
    /// Says that what others reported is so.
    Confirm,
    /// Says nothing to it: "no comment", "did not respond".
    Decline,
    /// Takes back what it said.
    Retract,
    /// Replaces what it said.
    Correct,
    /// Says that it will be so.
    Predict,
    /// Says that it may be so.
    Speculate,
    /// Asks whether it is so.
    Ask,
    /// Makes it so by saying it, or says first that it will be.
    Announce,
}

impl SpeechAct {
    /// Returns the word that the command line and the wire use.
    pub fn as_str(self) -> &'static str {
        match self {
            SpeechAct::Assert => "assert",
            SpeechAct::Deny => "deny",
            SpeechAct::Confirm => "confirm",
            SpeechAct::Decline => "decline",
            SpeechAct::Retract => "retract",
            SpeechAct::Correct => "correct",
            SpeechAct::Predict => "predict",
            SpeechAct::Speculate => "speculate",
            SpeechAct::Ask => "ask",
            SpeechAct::Announce => "announce",
        }
    }
}

/// How certain somebody is of something, and whether it is denied (FactBank).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub struct Factuality {
    /// How certain.
    pub certainty: Certainty,
    /// Whether it is so.
    pub polarity: Polarity,
}

/// How certain somebody is of something (FactBank).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum Certainty {
    /// Certain.
    Ct,
    /// Probable.
    Pr,
    /// Possible.
    Ps,
    /// Unknown or uncommitted.
    U,
}

/// Whether something is said to be so or not so (FactBank).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum Polarity {
    /// It is so.
    Positive,
    /// It is not so.
    Negative,
    /// Uncommitted.
    Unknown,
}

impl Factuality {
    /// It is certainly so.
    pub const CERTAIN: Factuality =
        Factuality { certainty: Certainty::Ct, polarity: Polarity::Positive };
    /// Nothing is said of whether it is so.
    pub const UNCOMMITTED: Factuality =
        Factuality { certainty: Certainty::U, polarity: Polarity::Unknown };
}

impl std::fmt::Display for Factuality {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.certainty.as_str(), self.polarity.as_str())
    }
}

impl Certainty {
    /// Returns FactBank's letters: `CT`, `PR`, `PS`, `U`.
    pub fn as_str(self) -> &'static str {
        match self {
            Certainty::Ct => "CT",
            Certainty::Pr => "PR",
            Certainty::Ps => "PS",
            Certainty::U => "U",
        }
    }
}

impl Polarity {
    /// Returns FactBank's sign: `+`, `-`, `u`.
    pub fn as_str(self) -> &'static str {
        match self {
            Polarity::Positive => "+",
            Polarity::Negative => "-",
            Polarity::Unknown => "u",
        }
    }
}

impl Document {
    /// Returns the form of the token at `index`.
    pub fn form(&self, index: usize) -> &str {
        self.tokens[index].span.of(&self.text)
    }

    /// Returns the index of the sentence that holds the token at `index`.
    pub fn sentence_of(&self, index: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= index)
    }

    /// Returns the tokens that `span` overlaps, as a range of [`Document::tokens`].
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.end <= span.start);
        let end = self.tokens.partition_point(|token| token.span.start < span.end);
        start..end.max(start)
    }

    /// Returns the dependents of the token at `index`, in text order.
    pub fn children(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let sentence = &self.sentences[self.sentence_of(index)];
        sentence.tokens.clone().filter(move |&child| self.tokens[child].head == Some(index))
    }

    /// Returns the first dependent of the token at `index` with that relation.
    pub fn child(&self, index: usize, deprel: Deprel) -> Option<usize> {
        self.children(index).find(|&child| self.tokens[child].deprel == deprel)
    }
}

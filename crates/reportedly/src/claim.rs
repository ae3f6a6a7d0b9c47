//! Claims: one revision of one article affirming, denying, asking, predicting ... one proposition.
//!
//! **Invariant:** `evidence.exact` and the text of every cue are, byte for byte, what the article
//! says at their spans. The ledger checks it on writing.

use std::collections::BTreeMap;

use reportedly_nlp::{
    Certainty, EntityKind, Factuality, Interval, Polarity, Record, Span, SpeechAct,
};

use crate::article::hash_id;

/// One proposition as one article reports it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// How it was found.
    pub kind: ClaimKind,
    /// What is said of the subject: a predicate of a beat, `said` for a statement, a verb for an
    /// open claim.
    pub predicate: String,
    /// Whom or what it is about; the speaker, for a statement.
    pub subject: Argument,
    /// The other party, where the predicate joins two.
    pub object: Option<Argument>,
    /// The value, where the predicate has one: a date in EDTF, a role, a number.
    pub value: Option<String>,
    /// What else tells it apart or explains it: `place`, `region`, `cause`, `work`, `replaces` ...
    pub qualifiers: BTreeMap<String, String>,
    /// When it is said to hold or to have happened.
    pub valid_time: Option<Interval>,
    /// When the source spoke, where told.
    pub said: Option<Interval>,
    /// Whether the innermost source says that it is so.
    pub polarity: Polarity,
    /// How certain the innermost source is.
    pub certainty: Certainty,
    /// What the innermost source does in saying so.
    pub act: SpeechAct,
    /// The one word that a reader sees.
    pub firmness: Firmness,
    /// Who says so, from below the article's own outlet to the innermost source; empty where the
    /// article speaks in its own voice.
    pub chain: Vec<Link>,
    /// The words that carry it.
    pub evidence: Evidence,
    /// The words within it that stand for its parties; a ledger does not keep them.
    pub mentions: Mentions,
    /// The words that hedge, deny, attribute or date it.
    pub cues: Vec<Cue>,
    /// The rule and example that found it: `people/dating#2`.
    pub rule: String,
    /// How sure the extractor is, from 0 to 1, that the claim was *made*; never that it is true.
    pub confidence: f32,
}

/// How a claim was found.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum ClaimKind {
    /// By a predicate of a beat.
    Typed,
    /// As a quotation or a reported statement.
    Statement,
    /// As any other finite clause.
    Open,
}

impl ClaimKind {
    /// Returns the word that the command line and the wire use.
    pub fn as_str(self) -> &'static str {
        match self {
            ClaimKind::Typed => "typed",
            ClaimKind::Statement => "statement",
            ClaimKind::Open => "open",
        }
    }
}

/// A party of a claim, under the fullest name that its article gives.
#[derive(Clone, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub struct Argument {
    /// The name or, for somebody unnamed, the description.
    pub name: String,
    /// What kind of thing it is; `None` where the text does not tell, and for anonymous sources.
    pub kind: Option<EntityKind>,
}

impl Argument {
    /// Returns the id (`e_...`) of the entity of that name and kind.
    pub fn id(&self) -> String {
        hash_id("e", &[self.kind.map_or("", EntityKind::as_str), &fold(&self.name)])
    }
}

/// Returns a name as it is compared: small letters, plain quotation marks and dashes, one space
/// between words, no possessive.
pub fn fold(name: &str) -> String {
    // Most names need no more than small letters.
    let is_plain = |at: usize, byte: u8| match byte {
        b' ' => at > 0 && at + 1 < name.len() && name.as_bytes()[at + 1] != b' ',
        _ => byte.is_ascii_graphic(),
    };
    if name.bytes().enumerate().all(|(at, byte)| is_plain(at, byte)) {
        return name
            .strip_suffix("'s")
            .or(name.strip_suffix("'S"))
            .unwrap_or(name)
            .to_ascii_lowercase();
    }
    let plain = name.replace(['’', '‘'], "'").replace(['–', '—'], "-").replace(['“', '”'], "\"");
    let folded = plain.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    folded.strip_suffix("'s").map(str::to_owned).unwrap_or(folded)
}

/// One source in a chain.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Link {
    /// Its name, or its description as the text has it.
    pub name: String,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// Whether it is named.
    pub record: Record,
    /// Whether it is several.
    pub several: bool,
    /// What it is to the subject, where told: `self`, `spokesperson`, `friend`, `official`, `rival`.
    pub relation: Option<String>,
    /// The words that say that it says so.
    pub cue: Option<(Span, String)>,
    /// How it stands to what the next link says.
    pub factuality: Factuality,
}

/// What kind of source says something.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum SourceKind {
    /// A newspaper, magazine, broadcaster, site or agency.
    Outlet,
    /// A named person.
    Person,
    /// A company, authority, team ...
    Organisation,
    /// Somebody described and not named.
    Anonymous,
    /// Nobody in particular: "reportedly".
    Unattributed,
}

impl SourceKind {
    /// Returns the word that the command line and the wire use.
    pub fn as_str(self) -> &'static str {
        match self {
            SourceKind::Outlet => "outlet",
            SourceKind::Person => "person",
            SourceKind::Organisation => "organisation",
            SourceKind::Anonymous => "anonymous",
            SourceKind::Unattributed => "unattributed",
        }
    }
}

/// How firmly a claim is reported: the one word that a reader sees.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum Firmness {
    /// Said not to be so.
    Denied,
    /// Said to be possible, or only rumoured.
    Rumoured,
    /// On the word of somebody unnamed, or probable.
    Reported,
    /// On the record, or in the article's own voice.
    Stated,
    /// Confirmed by a party or an authority.
    Confirmed,
}

impl Firmness {
    /// Every word, from denied to confirmed.
    pub const ALL: [Firmness; 5] = [
        Firmness::Denied,
        Firmness::Rumoured,
        Firmness::Reported,
        Firmness::Stated,
        Firmness::Confirmed,
    ];

    /// Returns the word.
    pub fn as_str(self) -> &'static str {
        match self {
            Firmness::Denied => "denied",
            Firmness::Rumoured => "rumoured",
            Firmness::Reported => "reported",
            Firmness::Stated => "stated",
            Firmness::Confirmed => "confirmed",
        }
    }
}

/// The exact words that carry a claim.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Evidence {
    /// Which text of the article.
    pub field: Field,
    /// Where in that text, in bytes.
    pub span: Span,
    /// The words.
    pub exact: String,
}

impl Evidence {
    /// Returns the words at `span` of `text`, which `field` names.
    pub fn cut(text: &str, field: Field, span: Span) -> Evidence {
        Evidence { field, span, exact: span.of(text).to_owned() }
    }
}

/// The words that stand for the parties and the value of a claim, in the text of its evidence.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Mentions {
    /// For the subject; `None` where the words leave it out.
    pub subject: Option<Span>,
    /// For the object.
    pub object: Option<Span>,
    /// For the value.
    pub value: Option<Span>,
}

/// Which text of an article a span counts in.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum Field {
    /// The article's text.
    Text,
    /// The title that is told beside the text.
    Title,
}

impl Field {
    /// Returns the word that the wire uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Field::Text => "text",
            Field::Title => "title",
        }
    }
}

/// Words that shape a claim, in the same text as its evidence.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Cue {
    /// What they do.
    pub role: CueRole,
    /// Where they are.
    pub span: Span,
    /// The words.
    pub text: String,
}

/// What a cue does to a claim.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum CueRole {
    /// Makes it less certain.
    Hedge,
    /// Turns it into its opposite.
    Negation,
    /// Says whose word it is.
    Attribution,
    /// Says when.
    Time,
}

impl CueRole {
    /// Returns the word that the wire uses.
    pub fn as_str(self) -> &'static str {
        match self {
            CueRole::Hedge => "hedge",
            CueRole::Negation => "negation",
            CueRole::Attribution => "attribution",
            CueRole::Time => "time",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn a_name_is_compared_without_its_marks_and_spaces() {
        let names = [
            ("Mara Quill", "mara quill"),
            ("MARA QUILL'S", "mara quill"),
            ("Mara Quill’s", "mara quill"),
            (" Mara  Quill ", "mara quill"),
            ("Mara\tQuill", "mara quill"),
            ("“Harbour–Lights”", "\"harbour-lights\""),
            ("ÉLODIE", "élodie"),
            ("", ""),
        ];
        for (name, folded) in names {
            assert_eq!(fold(name), folded, "{name}");
        }
    }
}

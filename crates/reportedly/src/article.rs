//! Articles: what was published, word for word.
//!
//! **Invariant:** the text is kept exactly as it was read; every offset anywhere counts its bytes.

use jiff::civil::Date;
use reportedly_nlp::Segment;
use sha2::{Digest, Sha256};

/// One revision of a dated article, as it was read in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Article {
    /// Where it was read from: a path, or the id of the row of a file of many.
    pub input: String,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its title, where that is told beside the text; a title inside the text is a segment.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The day of publication.
    pub published: Date,
    /// The day on which it says that it was last changed.
    pub modified: Option<Date>,
    /// The text, exactly as read.
    pub text: String,
    /// The parts of `text` that are read, in order, without overlap.
    pub segments: Vec<Segment>,
    /// From whom a feed says that it took the article.
    pub taken_from: Option<String>,
    /// Which place of the input told each of these things.
    pub told: Told,
}

/// Which place of an input told when, where and by whom an article was published; `None` where
/// nothing did.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Told {
    /// What told the day of publication.
    pub published: Option<Place>,
    /// What told the day of the last change.
    pub modified: Option<Place>,
    /// What told the title.
    pub title: Option<Place>,
    /// What told the outlet.
    pub outlet: Option<Place>,
    /// What told the authors.
    pub authors: Option<Place>,
    /// What told the address.
    pub url: Option<Place>,
}

impl Told {
    /// Returns the things that were told, by name, with what told them.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, Place)> {
        let facts = [
            ("published", self.published),
            ("modified", self.modified),
            ("title", self.title),
            ("outlet", self.outlet),
            ("authors", self.authors),
            ("url", self.url),
        ];
        facts.into_iter().filter_map(|(name, place)| Some((name, place?)))
    }

    /// Notes what told the thing of that name; a name of [`all`](Told::all).
    pub(crate) fn set(&mut self, name: &str, place: Place) {
        let fact = match name {
            "published" => &mut self.published,
            "modified" => &mut self.modified,
            "title" => &mut self.title,
            "outlet" => &mut self.outlet,
            "authors" => &mut self.authors,
            "url" => &mut self.url,
            _ => return,
        };
        *fact = Some(place);
    }
}

/// A place of an input that tells something about its article.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Place {
    /// The user, who gave it with the input.
    Given,
    /// The head of a text.
    Head,
    /// A field of a row.
    Row,
    /// The item of a feed.
    Item,
    /// The feed itself, for its items.
    Feed,
    /// JSON-LD, as schema.org describes articles.
    JsonLd,
    /// Microdata, as schema.org describes articles.
    Microdata,
    /// An Open Graph or `article:` tag.
    OpenGraph,
    /// Another `meta` element.
    Meta,
    /// A `link` element that names the page's own address.
    Canonical,
    /// A `time` element.
    Time,
    /// The first heading.
    Heading,
    /// The `title` element.
    TitleElement,
    /// The line that says who wrote the article.
    Byline,
    /// The address of the page.
    Address,
    /// The archive that holds the page.
    Archive,
}

impl Place {
    const ALL: [(Place, &str); 16] = [
        (Place::Given, "given"),
        (Place::Head, "head"),
        (Place::Row, "row"),
        (Place::Item, "item"),
        (Place::Feed, "feed"),
        (Place::JsonLd, "json-ld"),
        (Place::Microdata, "microdata"),
        (Place::OpenGraph, "open graph"),
        (Place::Meta, "meta"),
        (Place::Canonical, "canonical link"),
        (Place::Time, "time element"),
        (Place::Heading, "heading"),
        (Place::TitleElement, "title element"),
        (Place::Byline, "byline"),
        (Place::Address, "address"),
        (Place::Archive, "archive"),
    ];

    /// Returns the words that the command line, the wire and the ledger use.
    pub fn as_str(self) -> &'static str {
        let named = Place::ALL.iter().find(|(place, _)| *place == self);
        named.map_or("", |(_, words)| words)
    }

    /// Returns the place of those words.
    pub(crate) fn of(words: &str) -> Option<Place> {
        Place::ALL.iter().find(|(_, own)| *own == words).map(|(place, _)| *place)
    }
}

impl Article {
    /// Returns an article of which nothing but its text and day is known, without segments.
    pub fn new(input: impl Into<String>, published: Date, text: impl Into<String>) -> Article {
        Article {
            input: input.into(),
            url: None,
            outlet: None,
            title: None,
            authors: Vec::new(),
            published,
            modified: None,
            text: text.into(),
            segments: Vec::new(),
            taken_from: None,
            told: Told::default(),
        }
    }

    /// Returns the article's id (`a_...`), the same for all its revisions.
    ///
    /// It is made from the URL; without one, from outlet, title and day; without a title, from the
    /// text, so that a changed text without any name is another article.
    pub fn id(&self) -> String {
        let outlet = self.outlet.as_deref().unwrap_or_default();
        match (&self.url, &self.title) {
            (Some(url), _) => hash_id("a", &["url", url]),
            (None, Some(title)) => {
                hash_id("a", &["title", outlet, title, &self.published.to_string()])
            }
            (None, None) => hash_id("a", &["text", outlet, &self.text]),
        }
    }

    /// Returns the id of this revision (`r_...`): a hash of everything that a reader sees.
    pub fn revision(&self) -> String {
        hash_id(
            "r",
            &[
                &self.id(),
                self.outlet.as_deref().unwrap_or_default(),
                self.title.as_deref().unwrap_or_default(),
                &self.published.to_string(),
                &self.text,
            ],
        )
    }
}

/// Returns `prefix_` and 16 hexadecimal digits of the SHA-256 of `parts`, each with its length.
pub(crate) fn hash_id(prefix: &str, parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let digest = hasher.finalize();
    let hex: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{prefix}_{hex}")
}

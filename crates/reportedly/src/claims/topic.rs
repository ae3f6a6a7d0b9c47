//! What a text is about at a place: what a sentence means where it leaves it out.
//!
//! "Filming resumed in October" does not say of what; in an article about one film it need not. The
//! topic of a place is the one work that its paragraph has spoken of so far, else the work that the
//! article speaks of most.
//!
//! **Invariant:** where the text gives no evidence for one of several, there is no topic.

use reportedly_nlp::{Document, EntityKind, MentionForm, Upos};

use super::resolve::Parties;

/// The works of a document, as its text brings them up.
#[derive(Debug, Default)]
pub(super) struct Topics {
    /// Each mention of a work: its first token and the work.
    told: Vec<(usize, usize)>,
    /// The work that is told of most, if one is.
    main: Option<usize>,
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

/// Words that make another of it: "the original film", "the first film".
const OTHERS: &[&str] = &[
    "another", "other", "original", "previous", "earlier", "first", "last", "second", "third",
    "next", "same", "2", "two", "few", "many", "such",
];

/// The most words between an article and its noun.
const REACH: usize = 7;

impl Topics {
    /// Returns the topics of `document`.
    pub fn new(document: &Document, parties: &Parties) -> Topics {
        let mut told = Vec::new();
        let mut end = 0;
        for (index, mention) in document.mentions.iter().enumerate() {
            // A name inside the description of the same thing is told with it.
            let inside = mention.tokens.end <= end;
            let work = parties.of_mention[index]
                .filter(|&party| parties.list[party].kind == Some(EntityKind::Work));
            let Some(party) = work.filter(|_| !inside && mention.form != MentionForm::Pronoun)
            else {
                continue;
            };
            end = mention.tokens.end;
            told.push((mention.tokens.start, party));
        }
        let mut counts: Vec<(usize, usize)> = Vec::new();
        for &(_, party) in &told {
            match counts.iter_mut().find(|(p, _)| *p == party) {
                Some((_, count)) => *count += 1,
                None => counts.push((party, 1)),
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
        let mut first = counts.iter().filter(|(_, count)| *count == most);
        let main = first.next().filter(|_| first.next().is_none() && most > 1);
        Topics { told, main: main.map(|(party, _)| *party) }
    }

    /// Returns the work that the text is about at the token, where it is one.
    pub fn at(&self, document: &Document, token: usize) -> Option<usize> {
        let before = &self.told[..self.told.partition_point(|(at, _)| *at < token)];
        let segment = |at: usize| document.sentences[document.sentence_of(at)].segment;
        let here = segment(token);
        let paragraph = before.iter().rev().take_while(|(at, _)| segment(*at) == here);
        let mut works: Vec<usize> = paragraph.map(|(_, party)| *party).collect();
        works.sort_unstable();
        works.dedup();
        match works[..] {
            [] => self.main.filter(|main| before.iter().any(|(_, party)| party == main)),
            [only] => Some(only),
            _ => self.main.filter(|main| works.contains(main)),
        }
    }

    /// Whether the token heads a description of a work that goes without a name: "the big-budget
    /// sequel". Asked by the words alone, because trees over such descriptions are often wrong.
    pub fn describes(document: &Document, head: usize) -> bool {
        let lemma = document.tokens[head].lemma.to_lowercase();
        if document.tokens[head].upos != Upos::Noun || !WORKS.contains(&lemma.as_str()) {
            return false;
        }
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
                _ => return false,
            }
        }
        false
    }
}

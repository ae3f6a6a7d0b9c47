//! Closed lists: pronouns, titles, and nouns for people and things with what they say of gender,
//! number and kind.
//!
//! The lists stand in `words.txt`, by heading.
//!
//! **Invariant:** words are looked up in small letters, each in constant time.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::document::EntityKind;

/// What a mention may refer to, as a set of bits: men, women, things.
pub type Gender = u8;

/// A man.
pub const MAN: Gender = 1;
/// A woman.
pub const WOMAN: Gender = 2;
/// Anything but a person.
pub const THING: Gender = 4;
/// A man or a woman.
pub const HUMAN: Gender = MAN | WOMAN;
/// Anything.
pub const ANY: Gender = HUMAN | THING;

/// How many a mention may refer to, as a set of bits.
pub type Number = u8;

/// One.
pub const ONE: Number = 1;
/// Several.
pub const MANY: Number = 2;

/// The pronouns that behave alike.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum PronounClass {
    /// he, him, his, himself.
    He,
    /// she, her, hers, herself.
    She,
    /// it, its, itself.
    It,
    /// they, them, their, theirs, themselves.
    They,
    /// I, me, my, mine, myself.
    I,
    /// we, us, our, ours, ourselves.
    We,
    /// you, your, yours, yourself, yourselves.
    You,
    /// this, that.
    This,
    /// these, those.
    These,
}

/// A pronoun: its class and whether it points back into its own clause.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Pronoun {
    /// Which pronouns it behaves like.
    pub class: PronounClass,
    /// "himself", "ourselves".
    pub reflexive: bool,
}

/// Returns the pronoun of that form, in small letters.
pub fn pronoun(form: &str) -> Option<Pronoun> {
    use PronounClass::*;
    let class = match form {
        "he" | "him" | "his" | "himself" => He,
        "she" | "her" | "hers" | "herself" => She,
        "it" | "its" | "itself" => It,
        "they" | "them" | "their" | "theirs" | "themselves" | "themself" | "'em" | "em" => They,
        "i" | "me" | "my" | "mine" | "myself" => I,
        "we" | "us" | "our" | "ours" | "ourselves" => We,
        "you" | "your" | "yours" | "yourself" | "yourselves" => You,
        "this" | "that" => This,
        "these" | "those" => These,
        _ => return None,
    };
    Some(Pronoun { class, reflexive: form.ends_with("self") || form.ends_with("selves") })
}

impl PronounClass {
    /// Returns what the pronoun may refer to.
    pub fn gender(self) -> Gender {
        match self {
            PronounClass::He => MAN,
            PronounClass::She => WOMAN,
            PronounClass::It => THING,
            PronounClass::They | PronounClass::These => ANY,
            PronounClass::I | PronounClass::We | PronounClass::You => HUMAN,
            PronounClass::This => THING,
        }
    }

    /// Returns how many the pronoun may refer to.
    pub fn number(self) -> Number {
        match self {
            PronounClass::He | PronounClass::She | PronounClass::It => ONE,
            PronounClass::I | PronounClass::This => ONE,
            PronounClass::They | PronounClass::You => ONE | MANY,
            PronounClass::We | PronounClass::These => MANY,
        }
    }
}

/// A list in `words.txt`.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
enum List {
    TitleMan,
    TitleWoman,
    Title,
    Man,
    Woman,
    Person,
    Thing(EntityKind),
    Collective,
    Couple,
    Outlet,
    SpeechVerb,
    Profession,
    Body,
}

impl List {
    fn from_label(label: &str) -> Option<List> {
        Some(match label {
            "title-man" => List::TitleMan,
            "title-woman" => List::TitleWoman,
            "title" => List::Title,
            "man" => List::Man,
            "woman" => List::Woman,
            "person" => List::Person,
            "collective" => List::Collective,
            "couple" => List::Couple,
            "outlet" => List::Outlet,
            "speech-verb" => List::SpeechVerb,
            "profession" => List::Profession,
            "body" => List::Body,
            kind => List::Thing(EntityKind::from_label(kind)?),
        })
    }
}

/// The lists that hold each word.
static WORDS: LazyLock<HashMap<&'static str, Vec<List>>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Vec<List>> = HashMap::new();
    let mut list = None;
    for line in include_str!("words.txt").lines().filter(|line| !line.starts_with('#')) {
        match line.strip_suffix(':') {
            Some(label) => list = List::from_label(label),
            None => {
                for word in line.split_whitespace() {
                    words.entry(word).or_default().extend(list);
                }
            }
        }
    }
    words
});

fn lists(word: &str) -> &'static [List] {
    WORDS.get(word).map_or(&[], Vec::as_slice)
}

fn holds(list: List, word: &str) -> bool {
    lists(word).contains(&list)
}

/// Returns what a title before a name says of gender: `HUMAN` for "Dr.", `None` for no title.
pub fn title(word: &str) -> Option<Gender> {
    let word = word.trim_end_matches('.').to_lowercase();
    lists(&word).iter().find_map(|list| match list {
        List::TitleMan => Some(MAN),
        List::TitleWoman => Some(WOMAN),
        List::Title => Some(HUMAN),
        _ => None,
    })
}

/// Returns the gender of the people that a noun names; `None` where it names no person.
pub fn person_noun(lemma: &str) -> Option<Gender> {
    let last = lemma.rsplit('-').next().unwrap_or(lemma);
    let listed = |noun: &str| {
        lists(noun).iter().find_map(|list| match list {
            List::Man => Some(MAN),
            List::Woman => Some(WOMAN),
            List::Person => Some(HUMAN),
            _ => None,
        })
    };
    let ends = |suffix: &str| last.len() > suffix.len() + 2 && last.ends_with(suffix);
    listed(lemma).or_else(|| listed(last)).or_else(|| {
        if ends("woman") {
            Some(WOMAN)
        } else if ["sman", "eman", "tman", "kman"].into_iter().any(ends) {
            Some(MAN)
        } else if ["ologist", "person", "ician", "yst", "writer"].into_iter().any(ends) {
            Some(HUMAN)
        } else {
            None
        }
    })
}

/// Returns the kind of thing that a noun names, where it names one of the kinds.
pub fn noun_kind(lemma: &str) -> Option<EntityKind> {
    let thing = lists(lemma).iter().find_map(|list| match list {
        List::Thing(kind) => Some(*kind),
        _ => None,
    });
    thing.or_else(|| person_noun(lemma).map(|_| EntityKind::Person))
}

/// Returns whether a noun in the singular names several: "couple", "team".
pub fn is_collective(lemma: &str) -> bool {
    holds(List::Collective, lemma)
}

/// Returns whether a noun names two people: "pair", "duo", "newlyweds".
pub fn is_couple(lemma: &str) -> bool {
    holds(List::Couple, lemma)
}

/// Returns whether a noun names somebody who publishes: "outlet", "magazine".
pub fn is_outlet(lemma: &str) -> bool {
    holds(List::Outlet, lemma)
}

/// Returns whether a noun names what news calls somebody it has named before: "singer", "senator".
pub fn is_profession(lemma: &str) -> bool {
    holds(List::Profession, lemma)
}

/// Returns whether a noun names the kind of body that news calls a name so: "company", "band".
pub fn is_body(lemma: &str) -> bool {
    holds(List::Body, lemma)
}

/// Returns whether a verb reports speech.
pub fn is_speech_verb(lemma: &str) -> bool {
    holds(List::SpeechVerb, lemma)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_is_a_list() {
        let text = include_str!("words.txt");
        let mut headings = text.lines().filter_map(|line| line.strip_suffix(':'));
        assert!(headings.all(|label| List::from_label(label).is_some()));
        assert!(holds(List::Couple, "pair") && is_speech_verb("say") && is_outlet("outlet"));
    }

    #[test]
    fn nouns_say_who_they_name() {
        assert_eq!(person_noun("actress"), Some(WOMAN));
        assert_eq!(person_noun("co-star"), Some(HUMAN));
        assert_eq!(person_noun("film"), None);
        assert_eq!(noun_kind("film"), Some(EntityKind::Work));
        assert_eq!(noun_kind("sculptor"), Some(EntityKind::Person));
    }
}

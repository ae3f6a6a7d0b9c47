//! The words that attribute, and what each does: `verbs.txt`, `nouns.txt` and `adverbs.txt`.
//!
//! Needs a lemma (or a bare form, before there are lemmas). Gives the entry. The files are read
//! once; their heads say what their columns mean.
//!
//! **Invariant:** every line of the files is read and no lemma stands twice (a test says so).

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::document::{Certainty, Factuality, Polarity, SpeechAct};

/// What kind of act or state a verb or noun stands for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Class {
    /// Speaking: "said".
    Say,
    /// Writing: "tweeted".
    Write,
    /// Asking whether, or asking for.
    Ask,
    /// What a document or a survey does: "shows".
    Show,
    /// Holding to be so: "thinks".
    Think,
    /// Knowing that it is so.
    Know,
    /// Being moved by it: "fears".
    Feel,
    /// Wanting or meaning to do it.
    Want,
    /// Speaking well or badly of it: "criticised".
    Judge,
    /// Acting as if it were so: "pretended".
    Do,
}

/// How a verb or noun takes what is said, as a set of bits.
pub(crate) type Frames = u16;
pub(crate) const THAT: Frames = 1;
pub(crate) const QUOTE: Frames = 1 << 1;
pub(crate) const TO: Frames = 1 << 2;
pub(crate) const HIM_TO: Frames = 1 << 3;
pub(crate) const HEAR: Frames = 1 << 4;
pub(crate) const THING: Frames = 1 << 5;
pub(crate) const AS: Frames = 1 << 6;
pub(crate) const NAME: Frames = 1 << 7;
pub(crate) const ING: Frames = 1 << 8;

/// What a word that attributes does.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) class: Class,
    pub(crate) frames: Frames,
    /// The prepositions before what it is about.
    pub(crate) prepositions: Vec<&'static str>,
    /// How the author stands to a clause that it governs.
    pub(crate) author: Factuality,
    /// How the source stands to it.
    pub(crate) stance: Factuality,
    /// What the source does in saying so.
    pub(crate) act: SpeechAct,
}

impl Entry {
    /// Returns whether the entry takes any of `frames`.
    pub(crate) fn takes(&self, frames: Frames) -> bool {
        self.frames & frames != 0
    }

    /// Returns whether it tells of words rather than of a state of mind.
    pub(crate) fn is_speech(&self) -> bool {
        matches!(self.class, Class::Say | Class::Write | Class::Ask)
    }
}

/// Returns the entry of a verb, by its lemma and the particle or preposition that goes with it.
pub(crate) fn verb(lemma: &str, particle: Option<&str>) -> Option<&'static Entry> {
    let lemma = british(lemma);
    if let Some(particle) = particle
        && let Some(entry) = VERBS.get(format!("{lemma} {particle}").as_str())
    {
        return Some(entry);
    }
    VERBS.get(lemma.as_str())
}

/// Returns the entry of a verb with just this particle.
pub(crate) fn verb_with(lemma: &str, particle: &str) -> Option<&'static Entry> {
    VERBS.get(format!("{} {particle}", british(lemma)).as_str())
}

/// Returns the entry of a noun, by its lemma.
pub(crate) fn noun(lemma: &str) -> Option<&'static Entry> {
    NOUNS.get(british(lemma).as_str())
}

/// Returns how the source behind an adverb such as "reportedly" stands to the clause.
pub(crate) fn adverb(form: &str) -> Option<Factuality> {
    ADVERBS.get(form.to_lowercase().as_str()).copied()
}

/// Returns whether the bare form may be a verb that stands beside words in quotation marks.
pub(crate) fn is_speech_form(form: &str) -> bool {
    let form = form.trim_matches(|c: char| !c.is_alphanumeric());
    !form.is_empty() && FORMS.contains(form.to_lowercase().as_str())
}

/// Spells a lemma as the files do: "criticise", "favour".
fn british(lemma: &str) -> String {
    let lemma = lemma.to_lowercase();
    let stem = |ending: &str| lemma.strip_suffix(ending).filter(|stem| stem.len() > 3);
    if let Some(stem) = stem("ize") {
        format!("{stem}ise")
    } else if let Some(stem) = stem("yze") {
        format!("{stem}yse")
    } else if matches!(lemma.as_str(), "favor" | "rumor") {
        lemma.replace("or", "our")
    } else {
        lemma
    }
}

static VERBS: LazyLock<HashMap<&'static str, Entry>> =
    LazyLock::new(|| read(include_str!("verbs.txt")));
static NOUNS: LazyLock<HashMap<&'static str, Entry>> =
    LazyLock::new(|| read(include_str!("nouns.txt")));
static ADVERBS: LazyLock<HashMap<&'static str, Factuality>> = LazyLock::new(|| {
    lines(include_str!("adverbs.txt"))
        .filter_map(|line| {
            let (form, stance) = line.split_once(' ')?;
            Some((form, factuality(stance.trim())?))
        })
        .collect()
});
static FORMS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    VERBS
        .iter()
        .filter(|(lemma, entry)| entry.takes(QUOTE) && entry.is_speech() && !lemma.contains(' '))
        .flat_map(|(lemma, _)| forms(lemma))
        .collect()
});

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

fn read(file: &'static str) -> HashMap<&'static str, Entry> {
    lines(file).filter_map(entry).collect()
}

/// Reads a line: lemma, class, frames, author, source, act.
fn entry(line: &'static str) -> Option<(&'static str, Entry)> {
    let mut words = line.split_whitespace();
    let mut lemma_end = 0;
    let class = loop {
        let word = words.next()?;
        if let Some(class) = class(word)
            && lemma_end > 0
        {
            break class;
        }
        lemma_end = word.as_ptr() as usize - line.as_ptr() as usize + word.len();
    };
    let rest: Vec<&'static str> = words.collect();
    let [frame_words @ .., author, stance, act] = rest.as_slice() else { return None };
    let mut frames = 0;
    let mut prepositions = Vec::new();
    for word in frame_words {
        match word.strip_prefix('@') {
            Some(preposition) => prepositions.push(preposition),
            None => frames |= frame(word)?,
        }
    }
    let author = match *author {
        "u" => Factuality::UNCOMMITTED,
        "+" => Factuality::CERTAIN,
        "-" => factuality("CT-")?,
        _ => return None,
    };
    let entry = Entry {
        class,
        frames,
        prepositions,
        author,
        stance: factuality(stance)?,
        act: speech_act(act)?,
    };
    Some((&line[..lemma_end], entry))
}

fn class(word: &str) -> Option<Class> {
    Some(match word {
        "say" => Class::Say,
        "write" => Class::Write,
        "ask" => Class::Ask,
        "show" => Class::Show,
        "think" => Class::Think,
        "know" => Class::Know,
        "feel" => Class::Feel,
        "want" => Class::Want,
        "judge" => Class::Judge,
        "do" => Class::Do,
        _ => return None,
    })
}

fn frame(word: &str) -> Option<Frames> {
    Some(match word {
        "that" => THAT,
        "quote" => QUOTE,
        "to" => TO,
        "him-to" => HIM_TO,
        "hear" => HEAR,
        "thing" => THING,
        "as" => AS,
        "name" => NAME,
        "ing" => ING,
        _ => return None,
    })
}

/// Reads `CT+`, `PR-` or `U`.
pub(crate) fn factuality(word: &str) -> Option<Factuality> {
    let (certainty, polarity) = match word {
        "CT+" => (Certainty::Ct, Polarity::Positive),
        "CT-" => (Certainty::Ct, Polarity::Negative),
        "PR+" => (Certainty::Pr, Polarity::Positive),
        "PR-" => (Certainty::Pr, Polarity::Negative),
        "PS+" => (Certainty::Ps, Polarity::Positive),
        "PS-" => (Certainty::Ps, Polarity::Negative),
        "U" => (Certainty::U, Polarity::Unknown),
        _ => return None,
    };
    Some(Factuality { certainty, polarity })
}

fn speech_act(word: &str) -> Option<SpeechAct> {
    use SpeechAct::*;
    [Assert, Deny, Confirm, Decline, Retract, Correct, Predict, Speculate, Ask, Announce]
        .into_iter()
        .find(|act| act.as_str() == word)
}

/// Returns the forms of a verb: for a few spellings more than there are, which does no harm.
fn forms(lemma: &str) -> Vec<String> {
    let mut forms = vec![lemma.to_owned(), format!("{lemma}s"), format!("{lemma}es")];
    match lemma {
        "say" => forms.push("said".into()),
        "tell" => forms.push("told".into()),
        "write" => forms.push("wrote".into()),
        "speak" => forms.push("spoke".into()),
        "read" | "spill" | "put" => {}
        _ => {}
    }
    if let Some(stem) = lemma.strip_suffix('e') {
        forms.extend([format!("{stem}ed"), format!("{stem}ing")]);
    } else if let Some(stem) = lemma.strip_suffix('y') {
        forms.extend([format!("{stem}ied"), format!("{stem}ies"), format!("{lemma}ing")]);
    } else {
        let last = lemma.chars().next_back().unwrap_or('e');
        forms.extend([format!("{lemma}ed"), format!("{lemma}ing")]);
        forms.extend([format!("{lemma}{last}ed"), format!("{lemma}{last}ing")]);
    }
    if let Some(stem) = lemma.strip_suffix("ise") {
        forms.extend(["ize", "izes", "ized", "izing"].map(|ending| format!("{stem}{ending}")));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_once() {
        assert_eq!(VERBS.len(), lines(include_str!("verbs.txt")).count());
        assert_eq!(NOUNS.len(), lines(include_str!("nouns.txt")).count());
        assert_eq!(ADVERBS.len(), lines(include_str!("adverbs.txt")).count());
    }

    #[test]
    fn spelling_and_particles_do_not_matter() {
        assert!(verb("criticize", None).is_some_and(|entry| entry.class == Class::Judge));
        assert!(verb("point", Some("out")).is_some_and(|entry| entry.takes(QUOTE)));
        assert!(verb("say", Some("yesterday")).is_some_and(|entry| entry.takes(THAT)));
    }

    #[test]
    fn forms_are_known_before_there_are_lemmas() {
        for form in ["said", "says", "told", "replied", "quipped", "Said", "emphasized", "asked?"] {
            assert!(is_speech_form(form), "{form}");
        }
        assert!(!is_speech_form("walked"));
    }
}

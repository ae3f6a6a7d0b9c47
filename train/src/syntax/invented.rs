//! Sentences of our own making, in the shapes that news has and treebanks lack.
//!
//! `invented.conllu` holds their trees, with slots for names. A slot is filled with a name made of
//! words that are parts of names in the treebanks, or, one family name in three, with a common noun,
//! so that the tree does not hang on what a name is made of.

use std::collections::BTreeSet;
use std::ops::Range;

use corpora::treebank::{self, Sentence, Word};
use reportedly_nlp::{Deprel, Upos};

use crate::rng::Rng;

const CONLLU: &str = include_str!("../../invented.conllu");

/// Sentences with slots, and words to fill them with.
pub struct Invented {
    sentences: Vec<Sentence>,
    names: Names,
}

impl Invented {
    /// Takes the words of names from sentences of the treebanks.
    pub fn new(treebank: &[Sentence]) -> Invented {
        Invented { sentences: treebank::sentences(CONLLU), names: Names::new(treebank) }
    }

    /// Returns the words of names.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Returns every sentence with names in its slots.
    pub fn filled<'a>(&'a self, rng: &'a mut Rng) -> impl Iterator<Item = Sentence> + 'a {
        self.sentences.iter().map(|sentence| self.fill(sentence, rng))
    }

    fn fill(&self, sentence: &Sentence, rng: &mut Rng) -> Sentence {
        let names: Vec<Option<Vec<Word>>> =
            sentence.words.iter().map(|word| self.names.fill(word, rng)).collect();
        // Where each word comes to stand, counted from 1, and where others find it: a person by the
        // given name, anything else by its last word.
        let mut place = 1;
        let mut heads = vec![0];
        for (word, name) in sentence.words.iter().zip(&names) {
            let length = name.as_ref().map_or(1, Vec::len);
            heads.push(if is_person(word) { place } else { place + length - 1 });
            place += length;
        }
        let mut words = Vec::new();
        for (word, name) in sentence.words.iter().zip(names) {
            let outer = heads[word.head];
            let first = words.len() + 1;
            let Some(name) = name else {
                words.push(Word { head: outer, ..word.clone() });
                continue;
            };
            let head = if is_person(word) { first } else { words.len() + name.len() };
            let inner = if is_person(word) { Deprel::Flat } else { Deprel::Compound };
            for part in name {
                let (head, deprel) =
                    if words.len() + 1 == head { (outer, word.deprel) } else { (head, inner) };
                words.push(Word { head, deprel, ..part });
            }
        }
        Sentence { words, ..sentence.clone() }
    }
}

fn is_person(word: &Word) -> bool {
    word.form == "<person>"
}

/// Words that are parts of names.
pub struct Names {
    given: Vec<Word>,
    family: Vec<Word>,
    nouns: Vec<Word>,
    others: Vec<Vec<Word>>,
}

impl Names {
    fn new(treebank: &[Sentence]) -> Names {
        let mut given = Vec::new();
        let mut family = Vec::new();
        let mut others = Vec::new();
        let mut nouns = BTreeSet::new();
        for sentence in treebank {
            let words = &sentence.words;
            for name in people(sentence) {
                given.push(words[name.start].clone());
                family.push(words[name.end - 1].clone());
            }
            for (at, word) in words.iter().enumerate() {
                let parts = words[..at].iter().rev().take_while(|part| {
                    part.head == at + 1 && part.deprel == Deprel::Compound && is_name(part)
                });
                let start = at - parts.count();
                if is_name(word) && word.deprel != Deprel::Flat && word.deprel != Deprel::Compound {
                    others.push(words[start..=at].to_vec());
                }
                if word.upos == Upos::Noun && word.form.chars().all(|c| c.is_ascii_lowercase()) {
                    nouns.insert(word.form.clone());
                }
            }
        }
        // A noun is tagged as the family name that it stands for.
        let as_name = |noun: String| {
            let form = format!("{}{}", noun[..1].to_uppercase(), &noun[1..]);
            Some(Word { form, ..family.first()?.clone() })
        };
        let nouns = nouns.into_iter().filter(|noun| (4..=8).contains(&noun.len()));
        let nouns = nouns.filter_map(as_name).collect();
        Names { given, family, nouns, others }
    }

    /// Returns a given name.
    pub fn given(&self, rng: &mut Rng) -> &Word {
        &self.given[rng.below(self.given.len())]
    }

    /// Returns a family name.
    pub fn family(&self, rng: &mut Rng) -> &Word {
        let from = if rng.below(3) == 0 { &self.nouns } else { &self.family };
        &from[rng.below(from.len())]
    }

    /// Returns a name for a slot, and nothing for a word that is none.
    fn fill(&self, word: &Word, rng: &mut Rng) -> Option<Vec<Word>> {
        if is_person(word) {
            let mut name = vec![self.given(rng).clone()];
            // Now and then somebody has one name only, or three.
            match rng.below(12) {
                0 => (),
                1 => name.extend([self.family(rng).clone(), self.family(rng).clone()]),
                _ => name.push(self.family(rng).clone()),
            }
            Some(name)
        } else if word.form == "<family>" {
            Some(vec![self.family(rng).clone()])
        } else if word.form.starts_with('<') && word.form.ends_with('>') {
            Some(self.others[rng.below(self.others.len())].clone())
        } else {
            None
        }
    }
}

/// Returns the places of the names of people that have more than one word.
pub fn people(sentence: &Sentence) -> Vec<Range<usize>> {
    let words = &sentence.words;
    let mut all = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let rest = words[at + 1..].iter();
        let parts = rest
            .take_while(|part| part.head == at + 1 && part.deprel == Deprel::Flat && is_name(part));
        let end = at + 1 + parts.count();
        if is_name(word) && end > at + 1 {
            all.push(at..end);
        }
    }
    all
}

fn is_name(word: &Word) -> bool {
    word.upos == Upos::Propn
        && word.form.starts_with(char::is_uppercase)
        && word.form.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
}

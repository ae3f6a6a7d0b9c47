//! Fits a question to a sentence with slots.
//!
//! Questions are read by the beats' example questions, and by their example sentences with one
//! slot asked for: "Who has Mara Quill been seeing?" fits `<subject> is seeing <object>` with the
//! object asked for. Tense and the small words do not count; names keep all their words.

use crate::beat::{Piece, expand};

/// A word of a question.
#[derive(Clone, Debug)]
pub(super) struct Word<'q> {
    /// As it was written.
    pub text: &'q str,
    /// Where it begins in the question.
    pub start: usize,
    /// In small letters.
    form: String,
    /// In small letters, without endings.
    stem: String,
    weight: Weight,
}

/// How much a word tells.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Weight {
    /// Nothing: tenses, articles, "reportedly".
    Free,
    /// Little: prepositions.
    Weak,
    /// What is asked for: "who", "when".
    Asking,
    /// Much.
    Strong,
}

const FREE: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "am",
    "has",
    "have",
    "had",
    "having",
    "do",
    "does",
    "did",
    "will",
    "would",
    "can",
    "could",
    "should",
    "may",
    "might",
    "s",
    "the",
    "a",
    "an",
    "his",
    "her",
    "its",
    "their",
    "currently",
    "now",
    "still",
    "ever",
    "really",
    "actually",
    "reportedly",
    "allegedly",
    "apparently",
    "already",
    "just",
    "also",
    "rumored",
    "rumoured",
    "supposed",
    "said",
    "believed",
    "supposedly",
    "yet",
    "today",
    "there",
    "any",
    "previously",
    "once",
    "recently",
    "first",
    "last",
    "it",
    "true",
    "that",
    "old",
    "many",
    "often",
    "times",
    "time",
];

const WEAK: &[&str] = &[
    "in", "on", "at", "to", "of", "for", "with", "from", "by", "and", "about", "into", "as", "out",
    "up", "or", "than",
];

const ASKING: &[(&str, &str)] = &[
    ("who", "who"),
    ("whom", "who"),
    ("whose", "who"),
    ("what", "what"),
    ("which", "what"),
    ("when", "when"),
    ("where", "where"),
    ("how", "how"),
    ("why", "why"),
];

const IRREGULAR: &[(&str, &str)] = &[
    ("won", "win"),
    ("bought", "buy"),
    ("wrote", "write"),
    ("written", "write"),
    ("saw", "see"),
    ("seen", "see"),
    ("went", "go"),
    ("gone", "go"),
    ("came", "come"),
    ("broke", "break"),
    ("broken", "break"),
    ("left", "leave"),
    ("held", "hold"),
    ("dead", "die"),
    ("death", "die"),
    ("made", "make"),
    ("shot", "shoot"),
    ("sold", "sell"),
    ("took", "take"),
    ("taken", "take"),
    ("got", "get"),
    ("led", "lead"),
    ("ran", "run"),
    ("met", "meet"),
    ("sang", "sing"),
    ("theatre", "theater"),
    ("theatres", "theater"),
    ("movies", "film"),
    ("movie", "film"),
    ("wedding", "wed"),
    ("began", "begin"),
    ("begun", "begin"),
];

/// Returns the words of a text.
pub(super) fn split(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        // Marks inside a word belong to it: "O'Hara", "co-star", "Covid-19".
        let inside = c.is_alphanumeric()
            || matches!(c, '\'' | '’' | '-')
                && start.is_some()
                && text[at + c.len_utf8()..].starts_with(char::is_alphanumeric);
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.extend(clitic(&text[from..at], from));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Splits "Quill's" and "who's" in two.
fn clitic(text: &str, start: usize) -> Vec<Word<'_>> {
    let folded = text.to_lowercase();
    let cut = ["'s", "’s"]
        .iter()
        .find(|mark| folded.ends_with(*mark))
        .map(|mark| text.len() - mark.len());
    match cut.filter(|&cut| cut > 0 && text.is_char_boundary(cut)) {
        Some(cut) => {
            let mark = text[cut..].chars().next().map_or(0, char::len_utf8);
            vec![word(&text[..cut], start), word(&text[cut + mark..], start + cut + mark)]
        }
        None => vec![word(text, start)],
    }
}

fn word(text: &str, start: usize) -> Word<'_> {
    let folded = text.to_lowercase();
    let asking = ASKING.iter().find(|(word, _)| *word == folded);
    let (stem, weight) = match asking {
        Some((_, stem)) => ((*stem).to_owned(), Weight::Asking),
        None if FREE.contains(&folded.as_str()) => (folded.clone(), Weight::Free),
        None if WEAK.contains(&folded.as_str()) => (folded.clone(), Weight::Weak),
        None => (stem(&folded), Weight::Strong),
    };
    Word { text, start, form: folded, stem, weight }
}

/// Returns a word without the endings of number and tense.
fn stem(word: &str) -> String {
    if let Some((_, base)) = IRREGULAR.iter().find(|(form, _)| *form == word) {
        return stem(base);
    }
    if !word.is_ascii() {
        return word.to_owned();
    }
    let cut = |ending: &str, left: usize| word.strip_suffix(ending).filter(|w| w.len() >= left);
    let base = if let Some(base) = cut("ied", 2).or(cut("ies", 2)) {
        format!("{base}y")
    } else if let Some(base) = cut("ing", 2).or(cut("ed", 2)).or(cut("es", 3)) {
        base.to_owned()
    } else if let Some(base) = cut("s", 3).filter(|base| !base.ends_with('s')) {
        base.to_owned()
    } else {
        word.to_owned()
    };
    let mut base =
        base.strip_suffix('e').filter(|b| b.len() >= 2).map(str::to_owned).unwrap_or(base);
    let bytes = base.as_bytes();
    if let [.., a, b] = bytes
        && a == b
        && !matches!(b, b'l' | b's' | b'e')
        && base.len() > 3
    {
        base.pop();
    }
    base
}

/// Returns the words of a text that are worth searching for.
pub(super) fn telling_words(text: &str) -> Vec<String> {
    let telling = split(text).into_iter().filter(|word| word.weight == Weight::Strong);
    telling.map(|word| word.text.to_owned()).collect()
}

/// A sentence with slots, to which questions are fitted.
#[derive(Clone, Debug)]
pub(super) struct Template {
    parts: Vec<Part>,
    /// The slot that is asked for, where it is left out.
    pub asks: Option<String>,
    /// The word that asks, in an example question: `who`, `when` ...
    pub asking: Option<String>,
    /// Whether it is an example question.
    pub question: bool,
}

#[derive(Clone, Debug)]
enum Part {
    Word { form: String, stem: String, weight: Weight },
    Slot(String),
}

/// A question that fits.
#[derive(Clone, Debug, Default)]
pub(super) struct Fit<'q> {
    /// How well.
    pub score: f32,
    /// What stands in each slot.
    pub slots: Vec<(String, &'q str)>,
}

impl Template {
    /// Returns the templates of an example question; none where it cannot be expanded.
    pub fn of_question(example: &str) -> Vec<Template> {
        let variants = expand(example).unwrap_or_default();
        variants
            .iter()
            .map(|pieces| {
                let parts = parts(pieces, None);
                let asking = parts.iter().find_map(|part| match part {
                    Part::Word { stem, weight: Weight::Asking, .. } => Some(stem.clone()),
                    _ => None,
                });
                Template { parts, asks: None, asking, question: true }
            })
            .collect()
    }

    /// Returns the templates of an example sentence: whole, and with each slot asked for in front.
    pub fn of_sentence(example: &str) -> Vec<Template> {
        let mut templates = Vec::new();
        for pieces in expand(example).unwrap_or_default() {
            let whole = parts(&pieces, None);
            templates.push(Template { parts: whole, asks: None, asking: None, question: false });
            for slot in ["subject", "object", "value"] {
                let has = |piece: &Piece| matches!(piece, Piece::Slot(name) if name == slot);
                if pieces.iter().any(has) {
                    let mut without = parts(&pieces, Some(slot));
                    let asking = if slot == "value" { "what" } else { "who" };
                    without.insert(
                        0,
                        Part::Word {
                            form: asking.to_owned(),
                            stem: asking.to_owned(),
                            weight: Weight::Asking,
                        },
                    );
                    let asks = Some(slot.to_owned());
                    templates.push(Template {
                        parts: without,
                        asks,
                        asking: None,
                        question: false,
                    });
                }
            }
        }
        templates
    }

    /// Returns whether a question has enough of the telling words to fit: half of them.
    fn may_fit(&self, words: &[Word]) -> bool {
        let (mut all, mut found) = (0, 0);
        for part in &self.parts {
            if let Part::Word { stem, weight: Weight::Strong, .. } = part {
                all += 1;
                found += usize::from(words.iter().any(|word| word.stem == *stem));
            }
        }
        2 * found >= all
    }

    /// Fits a question, as well as it can be.
    pub fn fit<'q>(&self, question: &'q str, words: &[Word<'q>]) -> Option<Fit<'q>> {
        if !self.may_fit(words) || !self.tells() {
            return None;
        }
        let mut best = vec![vec![None; words.len() + 1]; self.parts.len() + 1];
        self.best(question, words, 0, 0, &mut best)
    }

    /// Whether it has any word to be known by.
    fn tells(&self) -> bool {
        let tells = |part: &Part| match part {
            Part::Word { weight: Weight::Strong, .. } => true,
            Part::Word { weight: Weight::Asking | Weight::Weak, .. } => self.question,
            _ => false,
        };
        self.parts.iter().any(tells)
    }

    fn best<'q>(
        &self,
        question: &'q str,
        words: &[Word<'q>],
        part: usize,
        at: usize,
        memory: &mut Vec<Vec<Option<Option<Fit<'q>>>>>,
    ) -> Option<Fit<'q>> {
        if let Some(known) = &memory[part][at] {
            return known.clone();
        }
        let mut found: Vec<Fit> = Vec::new();
        let take = |fit: Option<Fit<'q>>, score: f32, found: &mut Vec<Fit<'q>>| {
            found.extend(fit.map(|fit| Fit { score: fit.score + score, ..fit }));
        };
        let here = words.get(at);
        match self.parts.get(part) {
            None if at == words.len() => found.push(Fit::default()),
            None => {}
            Some(Part::Word { form, stem, weight }) => {
                if let Some(word) = here.filter(|word| word.stem == *stem) {
                    let gain = match weight {
                        // "Seeing" is not "seen".
                        Weight::Strong if word.form == *form => 3.5,
                        Weight::Strong => 3.0,
                        Weight::Asking => 1.5,
                        Weight::Weak => 1.0,
                        Weight::Free => 0.2,
                    };
                    take(self.best(question, words, part + 1, at + 1, memory), gain, &mut found);
                }
                // Of people one asks who, of everything else what or which.
                let either = |stem: &str| matches!(stem, "who" | "what");
                if here.is_some_and(|word| word.stem != *stem && either(&word.stem) && either(stem))
                {
                    take(self.best(question, words, part + 1, at + 1, memory), 1.2, &mut found);
                }
                // Small words of the example need not be there; what asks may ask otherwise.
                let loss = match weight {
                    Weight::Strong => -2.5,
                    Weight::Asking => -1.5,
                    Weight::Weak => -0.6,
                    Weight::Free => -0.1,
                };
                take(self.best(question, words, part + 1, at, memory), loss, &mut found);
            }
            Some(Part::Slot(name)) => {
                let mut score = 1.0;
                for end in at + 1..=words.len().min(at + 14) {
                    let last = &words[end - 1];
                    let named = last.text.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
                    score -= if named { 0.02 } else { 0.3 };
                    // A name may hold small words, but neither begins nor ends with one; the
                    // first word of a question has its capital for another reason.
                    let edge = |at: usize| {
                        words[at].weight != Weight::Strong
                            && (at == 0 || !words[at].text.starts_with(char::is_uppercase))
                    };
                    let asked = end == at + 1 && words[at].weight == Weight::Asking;
                    if edge(at) && !asked {
                        break;
                    }
                    if edge(end - 1) && !asked {
                        continue;
                    }
                    let rest = self.best(question, words, part + 1, end, memory);
                    if let Some(mut fit) = rest {
                        let text = &question[words[at].start..last.start + last.text.len()];
                        fit.slots.push((name.clone(), text));
                        take(Some(fit), score, &mut found);
                    }
                }
            }
        }
        // Words of the question that the example does not have.
        if let Some(word) = here {
            // "Which films", "what song": the noun only says what is asked for.
            let counted = at > 0 && words[at - 1].weight == Weight::Asking;
            let loss = match word.weight {
                Weight::Strong if counted => -0.2,
                Weight::Free => -0.05,
                Weight::Weak => -0.6,
                Weight::Asking => -0.4,
                Weight::Strong => -2.5,
            };
            take(self.best(question, words, part, at + 1, memory), loss, &mut found);
        }
        let best = found.into_iter().reduce(|a, b| if b.score > a.score { b } else { a });
        memory[part][at] = Some(best.clone());
        best
    }
}

fn parts(pieces: &[Piece], without: Option<&str>) -> Vec<Part> {
    let mut parts = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Slot(name) if Some(name.as_str()) == without => {}
            Piece::Slot(name) => parts.push(Part::Slot(name.clone())),
            Piece::Words(text) => parts.extend(split(text).into_iter().map(|word| Part::Word {
                form: word.form,
                stem: word.stem,
                weight: word.weight,
            })),
            Piece::Frame(_) => {}
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(template: &Template, question: &str) -> Option<(String, f32)> {
        let fit = template.fit(question, &split(question))?;
        let mut slots: Vec<String> =
            fit.slots.iter().map(|(name, text)| format!("{name}={text}")).collect();
        slots.sort();
        Some((slots.join(" "), fit.score))
    }

    #[test]
    fn tense_and_small_words_do_not_count() {
        let template = &Template::of_question("Who is <subject> dating?")[0];
        for question in [
            "Who is Mara Quill dating?",
            "Who was Mara Quill reportedly dating",
            "whom did Mara Quill date?",
            "Who’s Mara Quill currently dating?",
        ] {
            assert_eq!(fit(template, question).unwrap().0, "subject=Mara Quill", "{question}");
        }
        assert!(fit(template, "Who is Mara Quill?").is_none());
    }

    #[test]
    fn a_sentence_asks_for_each_of_its_slots() {
        let templates = Template::of_sentence("<subject> is seeing <object>.");
        let best = |question| {
            let fits = templates.iter().filter_map(|t| fit(t, question));
            fits.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap().0
        };
        assert_eq!(best("Who has Mara Quill been seeing?"), "subject=Mara Quill");
        assert_eq!(best("Is Mara Quill seeing Theo Lang?"), "object=Theo Lang subject=Mara Quill");
    }

    #[test]
    fn a_name_keeps_its_small_words() {
        let template = &Template::of_question("When does <subject> come out?")[0];
        let question = "When does The Lamp in the Harbour: Part 2 come out?";
        assert_eq!(fit(template, question).unwrap().0, "subject=The Lamp in the Harbour: Part 2");
    }
}

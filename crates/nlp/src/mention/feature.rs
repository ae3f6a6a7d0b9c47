//! What the statistical tagger sees of a word: its form, its neighbours, the run of capitals that
//! it stands in, the lists that hold it, and how the rest of the document writes it.
//!
//! **Invariant:** a feature is a hash of 32 bits, the same on every machine; the cost is linear
//! in the number of words.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::gazetteer::{Entry, Gazetteer, LIKE, LONGEST, List, Lists};
use super::hash::{self, Hasher};

/// How a word is written.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[repr(u8)]
pub enum Case {
    /// "actor".
    Lower,
    /// "Hayley".
    Initial,
    /// "BBC".
    Upper,
    /// "A", "J.".
    Letter,
    /// "iPhone", "YouTube".
    Mixed,
    /// Holds a digit.
    Digit,
    /// Everything else.
    Other,
}

/// What a word is by itself, made once per word and shared by all windows that it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    form: u32,
    /// The hash of its small letters.
    pub lower: u32,
    prefixes: [u32; 3],
    suffixes: [u32; 4],
    shape: u32,
    /// How it is written.
    pub case: Case,
    /// The lists that hold it as a whole.
    pub lists: Lists,
    /// The lists that hold a stretch of words that it stands in, and where it stands: see [`Place`].
    phrases: [Lists; 3],
    /// Word clusters, coarse and fine; 0 is unknown.
    clusters: [u16; 2],
    tag: u8,
}

/// Where in a listed stretch of words a word stands.
#[derive(Clone, Copy)]
enum Place {
    First,
    Inside,
    Last,
}

impl Word {
    /// Returns what the form of a word tells.
    pub fn new(form: &str, tag: u8, gazetteer: &Gazetteer) -> Word {
        let mut chars = ['\0'; 24];
        let mut length = 0;
        for c in form.chars().map(hash::plain) {
            if length == chars.len() {
                // The end of a word tells more than its middle.
                chars[12..].rotate_left(1);
                length -= 1;
            }
            chars[length] = c;
            length += 1;
        }
        let mut small = chars;
        for c in &mut small[..length] {
            if !c.is_lowercase() {
                *c = c.to_lowercase().next().unwrap_or(*c);
            }
        }
        let small = &small[..length];
        let lower = hash::of_lower(form);
        let clusters = gazetteer
            .clusters(cluster_key(chars[..length].iter().copied()))
            .or_else(|| {
                // What a headline shouts is known as it is else written.
                let (first, rest) = (chars[..1].iter(), small.get(1..)?.iter());
                gazetteer.clusters(cluster_key(first.chain(rest).copied()))
            })
            .unwrap_or_default();
        let affix = |part: &[char]| hash::of_chars(part.iter().copied());
        let prefix = |n: usize| affix(&small[..n.min(length)]);
        let suffix = |n: usize| affix(&small[length - n.min(length)..]);
        Word {
            form: hash::of(form),
            lower,
            prefixes: [prefix(2), prefix(3), prefix(4)],
            suffixes: [suffix(1), suffix(2), suffix(3), suffix(4)],
            shape: shape(&chars[..length]),
            case: case(form),
            lists: gazetteer.lists(Entry::start().with(lower).hash()),
            phrases: [0; 3],
            clusters,
            tag,
        }
    }

    /// Returns whether the word begins as a name does.
    pub fn is_capital(&self) -> bool {
        matches!(self.case, Case::Initial | Case::Upper | Case::Letter | Case::Mixed)
    }
}

/// Returns the hash under which clusters know a form: every digit a zero.
pub fn cluster_key(form: impl Iterator<Item = char>) -> u32 {
    hash::of_chars(form.map(|c| if c.is_ascii_digit() { '0' } else { hash::plain(c) }))
}

/// Returns how a word is written.
pub fn case(form: &str) -> Case {
    let (mut upper, mut lower, mut digit) = (0, 0, false);
    let mut first_upper = false;
    for (at, c) in form.chars().enumerate() {
        if c.is_uppercase() {
            upper += 1;
            first_upper |= at == 0;
        } else if c.is_alphabetic() {
            lower += 1;
        }
        digit |= c.is_ascii_digit();
    }
    match (upper, lower) {
        _ if digit => Case::Digit,
        (0, 0) => Case::Other,
        (0, _) => Case::Lower,
        (1, 0) => Case::Letter,
        (_, 0) => Case::Upper,
        (1, _) if first_upper => Case::Initial,
        _ => Case::Mixed,
    }
}

/// Returns the hash of the shape: "Xxxx" for "Hayley", "dd" for "2020"; at most four of a kind.
fn shape(chars: &[char]) -> u32 {
    let (mut last, mut run) = ('\0', 0);
    hash::of_chars(chars.iter().filter_map(|&c| {
        let kind = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_ascii_digit() => 'd',
            c => c,
        };
        run = if kind == last { run + 1 } else { 1 };
        last = kind;
        (run <= 3).then_some(kind)
    }))
}

/// How the whole document writes a word.
#[derive(Clone, Copy, Debug, Default)]
struct Habit(u16);

impl Habit {
    const LOWER: u16 = 1;
    const CAPITAL_INSIDE: u16 = 1 << 1;
    const AFTER_HONORIFIC: u16 = 1 << 2;
    const AFTER_FIRST_NAME: u16 = 1 << 3;
    const BEFORE_LAST_NAME: u16 = 1 << 4;
    const AFTER_LOCATIVE: u16 = 1 << 5;
    const RUN_FIRST: u16 = 1 << 6;
    const RUN_LAST: u16 = 1 << 7;
    const RUN_INSIDE: u16 = 1 << 8;
    const ALONE: u16 = 1 << 9;
    const POSSESSIVE: u16 = 1 << 10;
    const AFTER_ARTICLE: u16 = 1 << 11;
    const BITS: u16 = 12;
}

/// How a document writes its words.
#[derive(Debug, Default)]
pub struct Habits(HashMap<u32, Habit>);

/// Words that a place follows.
const LOCATIVE: &[&str] = &["in", "at", "from", "near", "across", "throughout", "outside"];

/// Hashes of the few words that the features know by name.
struct Known {
    locative: Vec<u32>,
    articles: [u32; 3],
    possessives: [u32; 2],
}

impl Known {
    fn new() -> Known {
        Known {
            locative: LOCATIVE.iter().map(|word| hash::of_lower(word)).collect(),
            articles: ["the", "a", "an"].map(hash::of_lower),
            possessives: ["'s", "'"].map(hash::of_lower),
        }
    }
}

impl Habits {
    /// Returns how the sentences of a document write their words.
    ///
    /// Sentences that are all capitals or title case tell nothing of a word's own case.
    pub fn new<'a>(sentences: impl Iterator<Item = &'a [Word]>) -> Habits {
        let known = Known::new();
        let mut habits: HashMap<u32, Habit> = HashMap::new();
        for words in sentences {
            if Style::of(words) != Style::Plain {
                continue;
            }
            for at in 0..words.len() {
                let word = &words[at];
                let bits = if word.is_capital() {
                    capital_bits(words, at, &known)
                } else if word.case == Case::Lower {
                    Habit::LOWER
                } else {
                    continue;
                };
                habits.entry(word.lower).or_default().0 |= bits;
            }
        }
        Habits(habits)
    }
}

impl Habits {
    /// Returns whether the document also writes a word in small letters.
    pub fn is_small_too(&self, word: &Word) -> bool {
        self.0.get(&word.lower).is_some_and(|habit| habit.0 & Habit::LOWER != 0)
    }
}

fn capital_bits(words: &[Word], at: usize, known: &Known) -> u16 {
    let before = at.checked_sub(1).map(|before| &words[before]);
    let after = words.get(at + 1);
    let joined = |word: Option<&Word>| word.is_some_and(|word| word.is_capital());
    let mut bits = match (joined(before), joined(after)) {
        (false, false) => Habit::ALONE,
        (false, true) => Habit::RUN_FIRST,
        (true, false) => Habit::RUN_LAST,
        (true, true) => Habit::RUN_INSIDE,
    };
    if let Some(before) = before {
        if before.case == Case::Lower {
            bits |= Habit::CAPITAL_INSIDE;
        }
        let listed = |list: List| before.lists & list.bit() != 0;
        if before.is_capital() && listed(List::Honorific) {
            bits |= Habit::AFTER_HONORIFIC;
        }
        if before.is_capital() && listed(List::FirstName) {
            bits |= Habit::AFTER_FIRST_NAME;
        }
        if known.locative.contains(&before.lower) {
            bits |= Habit::AFTER_LOCATIVE;
        }
        if known.articles.contains(&before.lower) {
            bits |= Habit::AFTER_ARTICLE;
        }
    }
    if let Some(after) = after {
        if after.is_capital() && after.lists & List::LastName.bit() != 0 {
            bits |= Habit::BEFORE_LAST_NAME;
        }
        if known.possessives.contains(&after.lower) {
            bits |= Habit::POSSESSIVE;
        }
    }
    bits
}

/// Which words of a sentence have capitals.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[repr(u8)]
pub enum Style {
    /// Names and the first word.
    Plain,
    /// Nearly every word: a headline.
    Title,
    /// Every letter.
    Shout,
    /// No word.
    Small,
}

impl Style {
    /// Returns the style of a sentence.
    pub fn of(words: &[Word]) -> Style {
        static MINOR: LazyLock<Vec<u32>> = LazyLock::new(|| {
            let mut hashes: Vec<u32> = MINOR_WORDS.iter().map(|w| hash::of_lower(w)).collect();
            hashes.sort_unstable();
            hashes
        });
        let (mut small, mut initial, mut upper) = (0, 0, 0);
        for word in words {
            match word.case {
                Case::Upper => upper += 1,
                Case::Initial | Case::Mixed => initial += 1,
                Case::Lower if MINOR.binary_search(&word.lower).is_err() => small += 1,
                _ => (),
            }
        }
        let all = small + initial + upper;
        match () {
            _ if all >= 3 && upper * 4 >= all * 3 => Style::Shout,
            _ if initial + upper >= 3 && small * 10 <= all => Style::Title,
            _ if all >= 4 && initial + upper == 0 => Style::Small,
            _ => Style::Plain,
        }
    }
}

/// Words that stay small in a headline.
const MINOR_WORDS: &[&str] = &[
    "a", "after", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "is", "n't",
    "of", "on", "or", "over", "the", "to", "vs", "vs.", "with", "'s",
];

/// Marks the words that stand in a stretch of words that a list holds.
pub fn mark_phrases(words: &mut [Word], gazetteer: &Gazetteer) {
    for start in 0..words.len() {
        if matches!(words[start].case, Case::Lower | Case::Other) {
            continue;
        }
        let mut entry = Entry::start().with(words[start].lower);
        for end in start + 1..words.len().min(start + LONGEST) {
            entry = entry.with(words[end].lower);
            let lists = gazetteer.lists(entry.hash());
            if lists != 0 {
                words[start].phrases[Place::First as usize] |= lists;
                words[end].phrases[Place::Last as usize] |= lists;
                for word in &mut words[start + 1..end] {
                    word.phrases[Place::Inside as usize] |= lists;
                }
            }
        }
    }
}

/// A run of capitalised words, as a range.
#[derive(Clone, Copy, Debug)]
struct Run {
    start: usize,
    end: usize,
}

/// Collects the features of the words of one sentence.
#[derive(Debug, Default)]
pub struct Features {
    hashes: Vec<u32>,
    starts: Vec<usize>,
}

impl Features {
    /// Returns the features of one word.
    pub fn of(&self, word: usize) -> &[u32] {
        &self.hashes[self.starts[word]..self.starts[word + 1]]
    }

    /// Replaces what was collected with the features of a sentence.
    pub fn collect(&mut self, words: &[Word], habits: &Habits) {
        self.hashes.clear();
        self.starts.clear();
        let style = Style::of(words) as u32;
        let mut run = Run { start: 0, end: 0 };
        for at in 0..words.len() {
            self.starts.push(self.hashes.len());
            if at >= run.end {
                run = run_at(words, at);
            }
            self.word(words, at, run, style, habits);
        }
        self.starts.push(self.hashes.len());
    }

    fn word(&mut self, words: &[Word], at: usize, run: Run, style: u32, habits: &Habits) {
        let edge = |offset: isize| {
            at.checked_add_signed(offset).and_then(|i| words.get(i)).unwrap_or(&EDGE)
        };
        let (w, l1, r1, l2, r2) = (edge(0), edge(-1), edge(1), edge(-2), edge(2));
        let mut template = 0;
        let hashes = &mut self.hashes;
        let mut add = |parts: &[u32]| {
            template += 1;
            let hasher = parts.iter().fold(Hasher::new(template), |h, part| h.with(*part));
            hashes.push(hasher.finish());
        };
        let case = w.case as u32;
        let first = u32::from(at == 0);
        let capital = w.is_capital();
        add(&[case, style, first]);
        add(&[w.form]);
        add(&[w.lower]);
        add(&[l1.lower]);
        add(&[r1.lower]);
        add(&[l1.lower, w.lower]);
        add(&[w.lower, r1.lower]);
        add(&[w.shape, style]);
        add(&[l1.case as u32, case, r1.case as u32, first]);
        add(&[w.suffixes[2]]);
        add(&[u32::from(w.clusters[0]), u32::from(l1.clusters[0])]);
        add(&[u32::from(w.clusters[0]), u32::from(r1.clusters[0])]);
        add(&[u32::from(w.clusters[1])]);
        add(&[u32::from(l1.clusters[1]), case]);
        add(&[u32::from(r1.clusters[1]), case]);
        add(&[w.lists & !LIKE, case]);
        add(&[w.lists & LIKE, case]);
        add(&[w.lists & LIKE, w.lists & !LIKE, case, first]);
        add(&[u32::from(w.tag), u32::from(l1.tag), u32::from(r1.tag)]);
        add(&[u32::from(w.tag), case]);
        let shared = template;
        if !capital && w.case != Case::Digit {
            // A small word is in a name only by its neighbours.
            template = shared + 50;
            let mut add = |parts: &[u32]| {
                template += 1;
                let hasher = parts.iter().fold(Hasher::new(template), |h, part| h.with(*part));
                hashes.push(hasher.finish());
            };
            if run.end > run.start {
                add(&[w.lower, l1.lower, r1.lower]);
                add(&[w.lower, l1.shape, r1.shape]);
                add(&[w.lower, u32::from(l1.clusters[1])]);
                add(&[w.lower, u32::from(r1.clusters[1])]);
                add(&[w.lower, l2.lower]);
                add(&[w.lower, r2.lower]);
            }
            if w.phrases != [0; 3] {
                for phrases in w.phrases {
                    add(&[phrases]);
                }
            }
            return;
        }
        let mut add = |parts: &[u32]| {
            template += 1;
            let hasher = parts.iter().fold(Hasher::new(template), |h, part| h.with(*part));
            hashes.push(hasher.finish());
        };
        // The run of capitals: its ends, and what stands around it.
        let length = (run.end - run.start).min(5) as u32;
        let place = ((at - run.start).min(3) as u32) << 3 | (run.end - 1 - at).min(3) as u32;
        let side = |at: Option<usize>| at.and_then(|i| words.get(i)).unwrap_or(&EDGE);
        let before = side(run.start.checked_sub(1));
        let after = side(Some(run.end));
        let (head, tail) = (&words[run.start], &words[run.end - 1]);
        add(&[l2.lower]);
        add(&[r2.lower]);
        add(&[l1.lower, r1.lower]);
        add(&[l2.lower, l1.lower]);
        add(&[r1.lower, r2.lower]);
        add(&[l1.shape, w.shape, r1.shape]);
        add(&[l2.case as u32, l1.case as u32, case]);
        add(&[case, r1.case as u32, r2.case as u32]);
        for prefix in w.prefixes {
            add(&[prefix]);
        }
        add(&[w.suffixes[0]]);
        add(&[w.suffixes[1]]);
        add(&[w.suffixes[3]]);
        add(&[l1.suffixes[2]]);
        add(&[r1.suffixes[2]]);
        add(&[u32::from(l2.clusters[1])]);
        add(&[u32::from(r2.clusters[1])]);
        add(&[u32::from(w.clusters[0]), case]);
        add(&[u32::from(l1.clusters[0]), u32::from(r1.clusters[0])]);
        for part in [LIKE, !LIKE] {
            add(&[w.lists & part, r1.lists & part, r1.case as u32]);
            add(&[l1.lists & part, l1.case as u32, w.lists & part]);
            add(&[l1.lists & part, l1.case as u32]);
            add(&[r1.lists & part, r1.case as u32]);
            for phrases in w.phrases {
                add(&[phrases & part]);
            }
            add(&[head.lists & part, tail.lists & part, length]);
        }
        add(&[place]);
        add(&[length, place, style]);
        add(&[tail.lower]);
        add(&[head.lower]);
        add(&[u32::from(tail.clusters[1]), u32::from(head.clusters[1])]);
        add(&[before.lower, length.min(3)]);
        add(&[after.lower, length.min(3)]);
        add(&[u32::from(before.clusters[1]), length.min(2)]);
        add(&[u32::from(after.clusters[1]), length.min(2)]);
        add(&[before.lower, after.lower]);
        add(&[tail.suffixes[2], length.min(3)]);
        add(&[tail.suffixes[3], u32::from(tail.tag)]);
        // How the document writes it elsewhere.
        let habit = habits.0.get(&w.lower).copied().unwrap_or_default().0;
        template += 1;
        for bit in 0..Habit::BITS {
            if habit & 1 << bit != 0 {
                let hasher = Hasher::new(template).with(u32::from(bit)).with(length.min(2));
                hashes.push(hasher.finish());
            }
        }
        let own = Habit::LOWER | Habit::CAPITAL_INSIDE;
        let hasher = Hasher::new(template + 1).with(u32::from(habit & own)).with(first << 4 | case);
        hashes.push(hasher.finish());
        let persons = Habit::AFTER_HONORIFIC | Habit::AFTER_FIRST_NAME | Habit::BEFORE_LAST_NAME;
        let place = Habit::AFTER_LOCATIVE | Habit::AFTER_ARTICLE;
        let hasher = Hasher::new(template + 2).with(u32::from(habit & (persons | place)));
        hashes.push(hasher.finish());
        let runs = Habit::RUN_FIRST | Habit::RUN_LAST | Habit::RUN_INSIDE | Habit::ALONE;
        let hasher = Hasher::new(template + 3).with(u32::from(habit & (runs | persons)));
        hashes.push(hasher.finish());
    }
}

/// Stands for every word before the first and after the last.
pub(super) static EDGE: Word = Word {
    form: 0,
    lower: 0,
    prefixes: [0; 3],
    suffixes: [0; 4],
    shape: 0,
    case: Case::Other,
    lists: 0,
    phrases: [0; 3],
    clusters: [0; 2],
    tag: 0,
};

/// Returns the run of capitalised words that holds a word; for a small word the empty run, or the
/// word itself where a name may go on across it ("Bank of America", "Coca - Cola").
fn run_at(words: &[Word], at: usize) -> Run {
    let in_run = |word: &Word| word.is_capital() || word.case == Case::Digit;
    if in_run(&words[at]) {
        let end = words[at..].iter().position(|word| !in_run(word)).map_or(words.len(), |n| at + n);
        Run { start: at, end }
    } else {
        let near = |i: Option<usize>| i.and_then(|i| words.get(i)).is_some_and(Word::is_capital);
        let joins = near(at.checked_sub(1)) || near(Some(at + 1));
        Run { start: at, end: at + usize::from(joins) }
    }
}

//! Compiles the examples of beats to patterns.
//!
//! An example is filled with names of the right kinds and parsed by the same program that reads
//! the articles. Its *tree pattern* is the words that matter with the edges between them and the
//! slots; its *sequence pattern*, which backs it up where a tree is unsure, is the same words in
//! their order.
//!
//! **Invariant:** a pattern is filed under a word that every match must contain, so that the cost
//! of a text hardly depends on the number of examples.

use std::collections::HashMap;

use reportedly_nlp::{
    Document, EntityKind, Mention, MentionForm, Segment, SegmentKind, Span, Upos, parse,
};

use super::graph::{Graph, Rel};
use crate::beat::{Beats, Piece, Predicate, ValueKind, expand};

/// What was compiled from all examples.
#[derive(Debug, Default)]
pub(crate) struct Patterns {
    /// All patterns, in the order of the beats.
    pub(super) list: Vec<Pattern>,
    /// For a word, the patterns that are filed under it.
    index: HashMap<String, Vec<usize>>,
}

/// One sentence that an example stands for.
#[derive(Debug)]
pub(super) struct Pattern {
    /// Which beat, by its place.
    pub beat: usize,
    /// Which predicate of the beat.
    pub predicate: usize,
    /// Which example, from 0; of the counter-examples where `counter`.
    pub example: usize,
    /// Whether the sentence looks like the predicate and does not say it.
    pub counter: bool,
    /// The words that matter and the slots.
    pub nodes: Vec<Node>,
    /// The tree over the nodes, from the key outward; empty where the example's tree falls apart.
    pub edges: Vec<TreeEdge>,
    /// Whether the tree reaches every node.
    pub connected: bool,
    /// The nodes in the order of the sentence, with the small words between them.
    pub sequence: Vec<Item>,
    /// The node that the pattern is filed under.
    pub key: usize,
    /// Whether a time must stand beside the words, as the value.
    pub timed: bool,
    /// Whether it leaves out a party that the predicate needs: that is what the text is about.
    pub elliptic: bool,
    /// Whether it is said of whom something is done to: "<subject> was fired".
    pub passive: bool,
    /// Whether it joins a pair, so that its nouns must be in the plural: "A and B are brothers".
    pub plural: bool,
}

/// A place in a pattern.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Node {
    /// A word that matters: by its form, or by its lemma where it is the same part of speech.
    Word { lemma: String, form: String, class: Class },
    /// A slot, by name.
    Slot(String),
}

/// A part of speech as far as it tells words apart: "film" is filmed, or seen.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Class {
    /// Verbs and auxiliaries.
    Verb,
    /// Nouns, common and proper.
    Noun,
    /// All others.
    Other,
}

impl Class {
    /// Returns the class of a part of speech.
    pub fn of(upos: Upos) -> Class {
        match upos {
            Upos::Verb | Upos::Aux => Class::Verb,
            Upos::Noun | Upos::Propn => Class::Noun,
            _ => Class::Other,
        }
    }
}

/// An edge of a tree pattern, from a node that is found to one that is to be found.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct TreeEdge {
    /// The node that is found.
    pub from: usize,
    /// The node that is to be found.
    pub to: usize,
    /// How.
    pub rel: Rel,
    /// Whether the edge leaves `from` or reaches it.
    pub forward: bool,
}

/// An item of a sequence pattern.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Item {
    /// A node of the pattern.
    Node(usize),
    /// A small word that must stand there: a preposition, "and", a comma.
    Small(String),
}

/// Words that every sentence may have: a pattern is filed under another where it can.
const LIGHT: &[&str] =
    &["have", "make", "take", "get", "go", "do", "come", "give", "set", "new", "first"];

/// Adverbs that say when rather than what.
const PASSING: &[&str] = &[
    "now",
    "then",
    "also",
    "currently",
    "recently",
    "previously",
    "formerly",
    "once",
    "again",
    "still",
    "already",
    "later",
    "finally",
    "just",
    "really",
    "very",
    "officially",
    "reportedly",
];

impl Patterns {
    /// Compiles the examples of `beats`.
    pub(crate) fn compile(beats: &Beats) -> Patterns {
        let sentences = sentences(beats);
        // Parsing them is most of a start: some cores share it. How many parts there are does not
        // depend on the machine, and so nor does what they give.
        let part = sentences.len().div_ceil(PARTS).max(1);
        let compiled: Vec<Vec<Pattern>> = std::thread::scope(|scope| {
            let parts: Vec<_> =
                sentences.chunks(part).map(|part| scope.spawn(|| some(beats, part))).collect();
            parts.into_iter().map(|part| part.join().unwrap_or_default()).collect()
        });
        let mut patterns = Patterns::default();
        for pattern in compiled.into_iter().flatten() {
            let predicate = &beats.beats()[pattern.beat].predicates[pattern.predicate];
            patterns.file(pattern, predicate);
        }
        patterns
    }

    fn file(&mut self, pattern: Pattern, predicate: &Predicate) {
        let same = |p: &Pattern| {
            (p.beat, p.predicate, p.example, p.counter)
                == (pattern.beat, pattern.predicate, pattern.example, pattern.counter)
                && (&p.nodes, &p.edges, &p.sequence)
                    == (&pattern.nodes, &pattern.edges, &pattern.sequence)
        };
        if self.list.iter().rev().take(64).any(same) {
            return;
        }
        let index = self.list.len();
        let mut keys: Vec<String> = match &pattern.nodes[pattern.key] {
            Node::Word { lemma, form, .. } => vec![lemma.clone(), form.clone()],
            Node::Slot(_) => match &predicate.value {
                Some(ValueKind::Role(roles)) => roles.iter().map(|role| last_word(role)).collect(),
                _ => Vec::new(),
            },
        };
        keys.sort();
        keys.dedup();
        for key in keys {
            self.index.entry(key).or_default().push(index);
        }
        self.list.push(pattern);
    }

    /// Returns the patterns that are filed under the word, in order.
    pub(super) fn under(&self, word: &str) -> &[usize] {
        self.index.get(word).map_or(&[], Vec::as_slice)
    }
}

/// How many parts the sentences of the examples are parsed in.
const PARTS: usize = 4;

/// Compiles some sentences.
fn some(beats: &Beats, sentences: &[Sentence]) -> Vec<Pattern> {
    let mut text = String::new();
    let mut segments = Vec::new();
    for sentence in sentences {
        let start = text.len();
        text.push_str(&sentence.text);
        segments.push(Segment { span: Span::new(start, text.len()), kind: SegmentKind::Body });
        text.push_str("\n\n");
    }
    let mut document = parse(&text, &segments);
    document.mentions = names(&document, sentences, &segments);
    let graph = Graph::new(&document);
    let compiled = sentences.iter().zip(&segments).filter_map(|(sentence, segment)| {
        let predicate = &beats.beats()[sentence.beat].predicates[sentence.predicate];
        pattern(&document, &graph, segment.span, sentence, predicate)
    });
    compiled.collect()
}

/// Returns the last word of a role, by which it is found: "officer" of "chief executive officer".
fn last_word(role: &str) -> String {
    role.rsplit(' ').next().unwrap_or(role).to_lowercase()
}

/// A sentence that an example stands for, with where its slots lie in it.
struct Sentence {
    beat: usize,
    predicate: usize,
    example: usize,
    counter: bool,
    text: String,
    slots: Vec<(String, Span)>,
    frames: Vec<Span>,
}

fn sentences(beats: &Beats) -> Vec<Sentence> {
    let mut all = Vec::new();
    for (b, beat) in beats.beats().iter().enumerate() {
        for (p, predicate) in beat.predicates.iter().enumerate() {
            let examples = predicate.examples.iter().map(|e| (false, e.text.as_str())).enumerate();
            let counters =
                predicate.counter_examples.iter().map(|c| (true, c.as_str())).enumerate();
            for (example, (counter, text)) in examples.chain(counters) {
                for pieces in expand(text).unwrap_or_default() {
                    let place = (b, p, example, counter);
                    all.push(fill(predicate, place, &pieces, &FULL));
                    all.push(fill(predicate, place, &pieces, &SHORT));
                }
            }
        }
    }
    all
}

/// Returns the slots as the names that they are, whatever the program took them for.
fn names(document: &Document, sentences: &[Sentence], segments: &[Segment]) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for (sentence, segment) in sentences.iter().zip(segments) {
        for (_, slot) in &sentence.slots {
            let span = Span::new(segment.span.start + slot.start, segment.span.start + slot.end);
            let tokens = document.tokens_in(span);
            let outside =
                |&t: &usize| document.tokens[t].head.is_none_or(|head| !tokens.contains(&head));
            mentions.push(Mention {
                span,
                head: tokens.clone().find(outside).unwrap_or(tokens.start),
                tokens,
                form: MentionForm::Name,
                kind: None,
                entity: None,
            });
        }
    }
    mentions
}

/// Names that stand for anything of a kind. Each example is parsed with two sets, because the
/// parser is not equally sure of both, and what it makes of either is what it makes of articles.
struct StandIns {
    people: [&'static str; 2],
    organisations: [&'static str; 2],
    place: &'static str,
    work: &'static str,
    event: &'static str,
    award: &'static str,
}

const FULL: StandIns = StandIns {
    people: ["Anna Porter", "Mark Weston"],
    organisations: ["Meridian Group", "Globex Industries"],
    place: "Denver",
    work: "Harbor Lights",
    event: "Winter Festival",
    award: "Golden Globe",
};

const SHORT: StandIns = StandIns {
    people: ["Porter", "Weston"],
    organisations: ["Microsoft", "Nokia"],
    place: "New York",
    work: "“Skyline”",
    event: "the Met Gala",
    award: "Oscar",
};

/// Fills the slots of one sentence with names of their kinds.
fn fill(
    predicate: &Predicate,
    (beat, place, example, counter): (usize, usize, usize, bool),
    pieces: &[Piece],
    names: &StandIns,
) -> Sentence {
    let mut text = String::new();
    let mut slots = Vec::new();
    let mut frames = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Words(words) => text.push_str(words),
            Piece::Frame(words) => {
                let start = text.len();
                text.push_str(words);
                frames.push(Span::new(start, text.len()));
            }
            Piece::Slot(slot) => {
                let start = text.len();
                text.push_str(stand_in(predicate, slot, names));
                slots.push((slot.clone(), Span::new(start, text.len())));
            }
        }
    }
    Sentence { beat, predicate: place, example, counter, text, slots, frames }
}

/// Returns a name that stands for anything in that slot.
fn stand_in(predicate: &Predicate, slot: &str, names: &StandIns) -> &'static str {
    match slot {
        "value" => {
            return match &predicate.value {
                Some(ValueKind::Time) => "June 2021",
                Some(ValueKind::Number) => "47",
                Some(ValueKind::Place) => names.place,
                Some(ValueKind::Role(_)) => "president",
                _ => "fraud",
            };
        }
        "character" | "other" => return "Julia Kern",
        _ => {}
    }
    let Some(kinds) = predicate.kinds(slot) else { return "the storm" };
    let second = usize::from(slot != "subject");
    match kinds.first() {
        Some(EntityKind::Person) | None => names.people[second],
        Some(EntityKind::Organisation) => names.organisations[second],
        Some(EntityKind::Place) => names.place,
        Some(EntityKind::Work) => names.work,
        Some(EntityKind::Event) => names.event,
        Some(EntityKind::Award) => names.award,
        Some(EntityKind::Product) => "Model Nine",
        Some(EntityKind::Group) => "Swedes",
    }
}

/// Compiles one parsed sentence; `None` where it has no word to be filed under.
fn pattern(
    document: &Document,
    graph: &Graph,
    span: Span,
    sentence: &Sentence,
    needs: &Predicate,
) -> Option<Pattern> {
    let tokens = document.tokens_in(span);
    let slot_of = |token: usize| {
        let place = document.tokens[token].span;
        sentence.slots.iter().position(|(_, slot)| {
            place.overlaps(Span::new(span.start + slot.start, span.start + slot.end))
        })
    };
    let timed_slot = |slot: usize| {
        let name = sentence.slots[slot].0.as_str();
        name == "time" || (name == "value" && needs.value == Some(ValueKind::Time))
    };
    let mut nodes: Vec<Node> = Vec::new();
    let mut token_of: Vec<usize> = Vec::new();
    let mut sequence: Vec<Item> = Vec::new();
    let mut filled: Vec<usize> = Vec::new();
    let framed = |token: usize| {
        let place = document.tokens[token].span;
        let frame = |f: &Span| place.overlaps(Span::new(span.start + f.start, span.start + f.end));
        sentence.frames.iter().any(frame)
    };
    for token in tokens.clone().filter(|&token| !framed(token)) {
        if let Some(slot) = slot_of(token) {
            if filled.contains(&slot) || timed_slot(slot) {
                continue;
            }
            filled.push(slot);
            sequence.push(Item::Node(nodes.len()));
            nodes.push(Node::Slot(sentence.slots[slot].0.clone()));
            let inside = tokens.clone().filter(|&t| slot_of(t) == Some(slot));
            let head = inside
                .clone()
                .find(|&t| document.tokens[t].head.is_none_or(|head| slot_of(head) != Some(slot)));
            token_of.push(head.unwrap_or(token));
        } else if matters(document, token) {
            sequence.push(Item::Node(nodes.len()));
            nodes.push(Node::Word {
                lemma: document.tokens[token].lemma.to_lowercase(),
                form: document.form(token).to_lowercase(),
                class: Class::of(document.tokens[token].upos),
            });
            token_of.push(token);
        } else if let Some(small) = small(document, token) {
            sequence.push(Item::Small(small));
        }
    }
    while matches!(sequence.last(), Some(Item::Small(_))) {
        sequence.pop();
    }
    // What is done to a prize tells enough by a light word: "took <object>".
    let told = needs.examples.get(sentence.example).filter(|_| !sentence.counter);
    let told = told.is_some_and(|e| !e.object_is.is_empty() || !e.object_has.is_empty());
    let key = key(&nodes, needs, told)?;
    let (edges, connected) = tree(graph, &nodes, &token_of, key);
    let timed = (0..sentence.slots.len()).any(timed_slot);
    let &Sentence { beat, predicate, example, counter, .. } = sentence;
    let plural = shared(&nodes, &edges).is_some();
    // Who shares and what is shared are not the same: such a tree was misread.
    let connected = connected && (needs.symmetric || !one_place(&nodes, &edges));
    let done_to = |e: &TreeEdge| {
        e.from == key
            && e.forward
            && e.rel == Rel::Object
            && nodes[e.to] == Node::Slot("subject".to_owned())
    };
    let passive =
        matches!(&nodes[key], Node::Word { class: Class::Verb, .. }) && edges.iter().any(done_to);
    let lacks = |slot: &str| !nodes.contains(&Node::Slot(slot.to_owned()));
    let elliptic =
        lacks("subject") || (needs.object.is_some() && !needs.object_optional && lacks("object"));
    Some(Pattern {
        elliptic,
        passive,
        plural,
        beat,
        predicate,
        example,
        counter,
        nodes,
        edges,
        connected,
        sequence,
        key,
        timed,
    })
}

/// Returns the edge that leads to both subject and object, where one does: "A and B are dating".
pub(super) fn shared<'e>(nodes: &[Node], edges: &'e [TreeEdge]) -> Option<&'e TreeEdge> {
    let slot = |e: &TreeEdge| matches!(nodes[e.to], Node::Slot(_));
    edges.iter().enumerate().find_map(|(i, e)| {
        let same =
            |o: &&TreeEdge| slot(o) && (o.from, o.rel, o.forward) == (e.from, e.rel, e.forward);
        (slot(e) && edges[..i].iter().any(|o| same(&o))).then_some(e)
    })
}

/// Whether subject and object stand in the same place of the same word.
fn one_place(nodes: &[Node], edges: &[TreeEdge]) -> bool {
    let place = |slot: &str| {
        let found = edges.iter().find(|e| nodes[e.to] == Node::Slot(slot.to_owned()));
        found.map(|e| (e.from, e.rel, e.forward))
    };
    place("subject").is_some() && place("subject") == place("object")
}

/// Whether the word must be there for the sentence to say what it says.
fn matters(document: &Document, token: usize) -> bool {
    let token = &document.tokens[token];
    match token.upos {
        Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj => token.lemma != "be",
        Upos::Adv => !PASSING.contains(&token.lemma.as_str()),
        Upos::Adp => token.deprel == reportedly_nlp::Deprel::CompoundPrt,
        _ => false,
    }
}

/// Returns the small word that must stand in its place of a sequence.
fn small(document: &Document, token: usize) -> Option<String> {
    let form = document.form(token).to_lowercase();
    match document.tokens[token].upos {
        Upos::Adp | Upos::Cconj | Upos::Sconj => Some(form),
        Upos::Part if form == "'s" || form == "’s" || form == "to" => {
            Some(form.replace('’', "'"))
        }
        Upos::Punct if matches!(form.as_str(), "," | "(" | ")" | ":") => Some(form),
        Upos::Pron if matches!(form.as_str(), "who" | "which" | "that") => Some(form),
        _ => None,
    }
}

/// Returns the node that the pattern is filed under: the longest word that is not light, else a
/// role, else a light word; that alone is enough only where the object is `told` apart.
fn key(nodes: &[Node], predicate: &Predicate, told: bool) -> Option<usize> {
    let weight = |node: &Node| match node {
        Node::Word { lemma, .. } if LIGHT.contains(&lemma.as_str()) => 1,
        Node::Word { lemma, .. } => 100 + lemma.len(),
        Node::Slot(slot) => match (slot.as_str(), &predicate.value) {
            ("value", Some(ValueKind::Role(_))) => 50,
            _ => 0,
        },
    };
    let best = (0..nodes.len()).max_by_key(|&n| (weight(&nodes[n]), std::cmp::Reverse(n)))?;
    // "took", "had" alone say nothing: an example whose particle the parser lost.
    let words = nodes.iter().filter(|node| matches!(node, Node::Word { .. })).count();
    let least = if words > 1 || told { 0 } else { 1 };
    (weight(&nodes[best]) > least).then_some(best)
}

/// Returns the tree from the key over all nodes, and whether it reaches them all.
fn tree(graph: &Graph, nodes: &[Node], token_of: &[usize], key: usize) -> (Vec<TreeEdge>, bool) {
    let mut edges: Vec<TreeEdge> = Vec::new();
    let mut reached = vec![key];
    let mut next = 0;
    while next < reached.len() {
        let from = reached[next];
        next += 1;
        for to in 0..nodes.len() {
            if reached.contains(&to) {
                continue;
            }
            let token = token_of[to];
            // What is done to somebody may look like what he does; the example means the former.
            let mut there = graph.out(token_of[from]).iter().filter(|e| e.to == token);
            let forward = there.clone().find(|e| e.rel == Rel::Object).or_else(|| there.next());
            let backward = graph.reaching(token_of[from]).iter().find(|e| e.to == token);
            let edge = match (forward, backward) {
                (Some(e), _) => TreeEdge { from, to, rel: e.rel, forward: true },
                (None, Some(e)) => TreeEdge { from, to, rel: e.rel, forward: false },
                (None, None) => continue,
            };
            // From a slot only its description is reached: what else hangs on a name is another story.
            edges.push(edge);
            reached.push(to);
        }
    }
    // "A and B are dating": the second stands where the first does.
    for to in 0..nodes.len() {
        let is_slot = matches!(nodes[to], Node::Slot(_));
        if reached.contains(&to) || !is_slot {
            continue;
        }
        let beside = edges.iter().copied().find(|e| {
            matches!(nodes[e.to], Node::Slot(_))
                && graph.standing_for(token_of[e.to]).contains(&token_of[to])
        });
        if let Some(edge) = beside {
            edges.push(TreeEdge { to, ..edge });
            reached.push(to);
        }
    }
    let connected = reached.len() == nodes.len();
    (edges, connected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beat;

    fn show(examples: &str) -> Vec<String> {
        let toml = format!(
            "[[predicate]]\nname = \"p\"\nsubject = \"person\"\nobject = \"person\"\nexamples = [{examples}]"
        );
        let beats = Beats::new(vec![beat::parse("test", &toml).unwrap()]);
        let name = |p: &Pattern, n: usize| match &p.nodes[n] {
            Node::Word { lemma, .. } => lemma.clone(),
            Node::Slot(slot) => format!("<{slot}>"),
        };
        let show = |p: &Pattern| -> String {
            let edge = |e: &TreeEdge| format!("{} {:?} {}", name(p, e.from), e.rel, name(p, e.to));
            p.edges.iter().map(edge).collect::<Vec<_>>().join(", ")
        };
        beats.patterns().list.iter().map(show).collect()
    }

    #[test]
    fn tense_and_auxiliaries_leave_no_trace() {
        // One of the two sets of names, at least, is parsed alike.
        let wanted = "hire Subject <subject>, hire Object <object>".to_owned();
        assert!(show("\"<subject> hired <object>.\"").contains(&wanted));
        assert!(show("\"<subject> will be hiring <object>.\"").contains(&wanted));
    }

    #[test]
    fn a_frame_completes_the_sentence_and_is_not_looked_for() {
        let with = show("\"<subject>'s feud with <object> (continued).\"");
        assert!(with.iter().all(|pattern| !pattern.contains("continue")), "{with:?}");
    }
}

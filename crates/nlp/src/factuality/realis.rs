//! A number for how sure a reader is that an event happened or holds, from -3 to 3.
//!
//! Needs the tree and a `Judgement`. Gives a sum of learned weights, one for
//! each feature of the event and of the words that it hangs on. The judgement says what the words
//! commit their source to; this says what people take from them: that what "will" happen has not
//! happened yet, and that most of what "can" happen does.
//!
//! **Invariant:** a feature that was never seen weighs nothing.

use super::{Judge, Judgement};
use crate::attribution::lexicon;
use crate::model::Sections;
use crate::tags::{Deprel, Upos, Xpos};

/// How many weights there are: features share them by their hash.
pub const WEIGHTS: usize = 1 << 16;

/// How many points the curve has.
pub const CURVE: usize = 25;

/// Returns the sum at a point of the curve: from -3 to 3 in equal steps.
pub fn knot(point: usize) -> f32 {
    point as f32 * 6.0 / (CURVE - 1) as f32 - 3.0
}

/// The learned weights.
#[derive(Debug)]
pub struct Realis {
    weights: Vec<f32>,
    /// What the middle reader says of events with a sum, point by point.
    curve: Vec<f32>,
}

impl Realis {
    pub(crate) fn load(sections: &Sections) -> Realis {
        let vector = |name| sections.table(name).to_vec();
        Realis { weights: vector("weights"), curve: vector("curve") }
    }

    /// Returns what the curve says of the sum of the weights of `features`.
    pub(crate) fn value(&self, features: &[usize]) -> f32 {
        let sum: f32 = features.iter().filter_map(|&feature| self.weights.get(feature)).sum();
        let place = (sum.clamp(-3.0, 3.0) + 3.0) * (CURVE - 1) as f32 / 6.0;
        let point = place as usize;
        let at = |point: usize| self.curve.get(point.min(CURVE - 1)).copied().unwrap_or(0.0);
        at(point) + (at(point + 1) - at(point)) * (place - point as f32)
    }
}

/// Returns the features of the event at `token`, as indices of the weights.
pub(crate) fn features(judge: &Judge, token: usize, judgement: &Judgement) -> Vec<usize> {
    let mut features = Features { judge, found: vec![0] };
    let tree = &judge.tree;
    let label = format!("{}{}", judgement.factuality, if judgement.future { "f" } else { "" });
    features.add(&["label", &label]);
    let tokens = &tree.document.tokens;
    let (upos, xpos) = (tokens[token].upos.as_str(), tokens[token].xpos.as_str());
    let deprel = tokens[token].deprel.as_str();
    let lemma = tree.lemma(token).to_lowercase();
    features.add(&["upos", upos]);
    features.add(&["xpos", xpos, "label", &label]);
    features.add(&["deprel", deprel, "label", &label]);
    features.add(&["deprel", deprel, "xpos", xpos]);
    features.add(&["lemma", &lemma]);
    features.add(&["lemma", &lemma, "label", &label]);
    features.clause("own", token, xpos);
    let sentence = tree.sentence_tokens(token);
    let end = sentence.clone().next_back().map_or("", |last| tree.form(last));
    let end = if end.starts_with(['?', '!', '.']) { &end[..1] } else { "-" };
    features.add(&["end", end, "deprel", deprel]);
    if sentence.clone().any(|at| tree.small(at) == "if") {
        features.add(&["if", deprel]);
    }
    // The words around it.
    for distance in 1..=4 {
        let before = token.checked_sub(distance).filter(|at| sentence.contains(at));
        let after = Some(token + distance).filter(|at| sentence.contains(at));
        for (side, at) in [("left", before), ("right", after)] {
            let word = at.map_or_else(|| "-".to_owned(), |at| tree.small(at));
            if distance <= 2 {
                features.add(&[side, &distance.to_string(), &word]);
            }
            features.add(&[side, "near", &word]);
        }
    }
    features.add(&["first", &tree.small(sentence.start), deprel]);
    if let Some(mark) = tree.with(token, &[Deprel::Mark]) {
        let head = tree.head(token).map_or(String::new(), |head| tree.lemma(head).to_lowercase());
        features.add(&["marked", &tree.small(mark), &head, deprel]);
    }
    let modal = sentence.clone().rfind(|&at| tokens[at].xpos == Xpos::Md);
    features.add(&["modal", &modal.map_or(String::new(), |at| tree.small(at)), deprel]);
    // What it hangs on, step by step.
    let mut at = token;
    let mut path = String::new();
    for step in 0..5 {
        let Some(head) = tree.head(at) else {
            features.add(&["depth", &step.to_string()]);
            break;
        };
        let relation = tree.deprel(at).as_str();
        path.push('<');
        path.push_str(relation);
        let above = tree.lemma(head).to_lowercase();
        let place = match step {
            0 => "head",
            1 => "above",
            _ => "far",
        };
        features.add(&[place, &above, relation]);
        features.add(&[place, &above, relation, xpos]);
        features.add(&[place, tokens[head].xpos.as_str(), relation, "xpos"]);
        if let Some(entry) = lexicon::verb(&above, None) {
            let class = format!("{:?}{}", entry.class, entry.stance);
            features.add(&[place, "class", &class, relation]);
        }
        features.clause(place, head, relation);
        at = head;
    }
    features.add(&["path", &path]);
    for cue in &judgement.cues {
        features.add(&["cue", &cue.span.of(&tree.document.text).to_lowercase(), deprel]);
    }
    features.found
}

struct Features<'a, 'b> {
    judge: &'b Judge<'a>,
    found: Vec<usize>,
}

impl Features<'_, '_> {
    fn add(&mut self, parts: &[&str]) {
        // FNV-1a, with a byte between the parts that no text holds.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in parts.iter().flat_map(|part| part.bytes().chain([0xff])) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        self.found.push((hash ^ (hash >> 32)) as usize % WEIGHTS);
    }

    /// Adds what the clause of `token` says itself.
    fn clause(&mut self, place: &str, token: usize, with: &str) {
        let tree = &self.judge.tree;
        let mut helped = false;
        for child in tree.of(token) {
            let deprel = tree.deprel(child);
            let small = tree.small(child);
            match deprel {
                Deprel::Aux | Deprel::AuxPass | Deprel::Cop => {
                    helped = true;
                    self.add(&[place, "aux", &small, with]);
                    self.add(&[place, "aux", &small]);
                }
                Deprel::Mark | Deprel::Case | Deprel::Cc => {
                    self.add(&[place, "mark", &small, with]);
                    self.add(&[place, "mark", &small]);
                }
                Deprel::Advmod | Deprel::Det | Deprel::Discourse => {
                    self.add(&[place, "adverb", &small]);
                }
                Deprel::Nsubj | Deprel::NsubjPass | Deprel::Expl => {
                    let subject = if tree.upos(child) == Upos::Pron { small.as_str() } else { "-" };
                    self.add(&[place, "subject", subject]);
                    self.add(&[place, "subject", subject, with]);
                }
                Deprel::Obj | Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl | Deprel::OblAgent => {
                    self.add(&[place, "has", deprel.as_str()]);
                }
                _ => {}
            }
        }
        if !helped {
            self.add(&[place, "bare", with]);
        }
        let subject = tree.of(token).any(|child| tree.deprel(child).is_subject());
        if !subject {
            self.add(&[place, "subjectless", with]);
        }
    }
}

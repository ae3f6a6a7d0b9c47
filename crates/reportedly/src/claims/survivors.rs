//! Whom somebody leaves behind, as obituaries list it: "She is survived by her husband of 50 years,
//! Mark; two sons, Max of Lund and Leo; and a sister, Ida Kern."
//!
//! Each word for kin says what those named behind it are, up to the next such word. A tree is lost in such
//! lists, so that they are read off the words.

use reportedly_nlp::{Deprel, EntityKind, Upos, Xpos};

use super::draft::argument;
use super::graph::Rel;
use super::lists::Maker;
use super::view::Filler;

/// The most words of a list.
const REACH: usize = 120;

/// What a word for kin tells of those named behind it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kin {
    Spouse,
    Child,
    Sibling,
    Parent,
    /// Of whom no predicate tells: a niece.
    Other,
}

impl Maker<'_, '_> {
    /// Who is survived by whom.
    pub(super) fn survivors(&mut self) {
        for token in 0..self.view.document.tokens.len() {
            let Some((start, owners)) = self.left_behind(token) else { continue };
            let [owner] = owners.as_slice() else { continue };
            for (kin, name) in self.listed_kin(start) {
                let (subject, object) = (owner.party, argument(self.view, name.party));
                let span = self.view.document.tokens[token].span.cover(name.span);
                match kin {
                    Kin::Spouse => self.add("married", subject, object, span),
                    Kin::Child => self.add("parent_of", subject, object, span),
                    Kin::Sibling => self.add("sibling_of", subject, object, span),
                    Kin::Parent => {
                        let child = argument(self.view, owner.party);
                        self.add("parent_of", name.party, child, span);
                    }
                    Kin::Other => {}
                }
            }
        }
    }

    /// Returns where a list of survivors that the token opens begins, and whose they are.
    fn left_behind(&self, token: usize) -> Option<(usize, Vec<Filler>)> {
        let (view, document) = (self.view, self.view.document);
        let word = &document.tokens[token];
        let end = document.sentences[document.sentence_of(token)].tokens.end;
        let is = |t: usize, words: &[&str]| t < end && words.contains(&&*view.lower[t]);
        let person = |f: &Filler| view.fits(f, &[EntityKind::Person]);
        let of = |rel: Rel| -> Vec<Filler> {
            let said = view.graph.out(token).iter().filter(|e| e.rel == rel && e.to < token);
            let mut all: Vec<Filler> = Vec::new();
            for filler in said.flat_map(|e| view.fillers_at(view.graph.antecedent(e.to))) {
                if person(&filler) && all.iter().all(|known| known.party != filler.party) {
                    all.push(filler);
                }
            }
            all
        };
        match word.lemma.as_str() {
            "survive" if is(token + 1, &["by"]) => Some((token + 2, of(Rel::Object))),
            "leave" if is(token + 1, &["behind"]) => Some((token + 2, of(Rel::Subject))),
            "survivor" => {
                let verb = (token + 1..end.min(token + 4))
                    .find(|&t| is(t, &["include", "are", "included", "were"]))?;
                let pronoun = (verb + 1..end.min(verb + 6))
                    .find(|&t| document.tokens[t].xpos == Xpos::PrpPoss)?;
                let owner = view.fillers_at(pronoun).into_iter().filter(person).collect();
                Some((verb + 1, owner))
            }
            _ => None,
        }
    }

    /// Reads the names of a list with what the words before them call them.
    fn listed_kin(&self, start: usize) -> Vec<(Kin, Filler)> {
        let (view, document) = (self.view, self.view.document);
        let sentence =
            &document.sentences[document.sentence_of(start.min(document.tokens.len() - 1))];
        let end = sentence.tokens.end.min(start + REACH);
        let mut all: Vec<(Kin, Filler)> = Vec::new();
        let mut kin: Option<Kin> = None;
        let (mut at, mut depth) = (start, 0_u32);
        while at < end {
            let word = view.lower[at].as_str();
            let token = &document.tokens[at];
            if let Some(name) = view.name_at(at) {
                let mention = &document.mentions[name];
                let person = mention.kind.is_none_or(|kind| kind == EntityKind::Person);
                let placed = at > start && matches!(&*view.lower[at - 1], "of" | "in" | "from");
                if person
                    && !placed
                    && depth == 0
                    && let Some(kin) = kin
                {
                    all.extend(view.fillers_of(name).into_iter().map(|filler| (kin, filler)));
                }
                at = mention.tokens.end.max(at + 1);
                continue;
            }
            let capital =
                token.upos == Upos::Propn && document.form(at).starts_with(char::is_uppercase);
            if capital {
                let placed = at > start && matches!(&*view.lower[at - 1], "of" | "in" | "from");
                let filler = view.fillers_at(at).into_iter().find(|f| f.named);
                if let (Some(kin), Some(filler), false, 0) = (kin, filler, placed, depth) {
                    all.push((kin, filler));
                    at = document.tokens_in(filler.span).end.max(at + 1);
                    continue;
                }
                at += 1;
                continue;
            }
            match word {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                _ => {
                    let in_law = (at + 1..end.min(at + 3)).any(|t| view.lower[t] == "in")
                        && view.lower.get(at + 1).is_some_and(|w| w == "-");
                    if let Some(told) = kin_of(word) {
                        let half = at >= start + 2
                            && view.lower[at - 1] == "-"
                            && matches!(&*view.lower[at - 2], "half" | "step" | "ex");
                        kin = Some(if in_law || half { Kin::Other } else { told });
                    } else if matches!(token.upos, Upos::Verb | Upos::Aux)
                        && !matches!(token.deprel, Deprel::Amod)
                    {
                        break;
                    }
                }
            }
            at += 1;
        }
        all
    }
}

/// Returns what the word tells of those named behind it.
fn kin_of(word: &str) -> Option<Kin> {
    Some(match word {
        "wife" | "husband" | "spouse" => Kin::Spouse,
        "son" | "sons" | "daughter" | "daughters" | "child" | "children" | "twins" => Kin::Child,
        "brother" | "brothers" | "sister" | "sisters" | "sibling" | "siblings" => Kin::Sibling,
        "mother" | "father" | "parents" => Kin::Parent,
        "partner" | "fiancé" | "fiancée" | "girlfriend" | "boyfriend" | "friend" | "friends"
        | "companion" => Kin::Other,
        _ => {
            let related = ["step", "grand", "great", "half-", "god", "ex-"];
            let kin = related.iter().any(|start| word.starts_with(start));
            let others = [
                "nephew", "niece", "nephews", "nieces", "cousin", "cousins", "uncle", "aunt",
                "dog", "dogs",
            ];
            (kin || others.contains(&word)).then_some(Kin::Other)?
        }
    })
}

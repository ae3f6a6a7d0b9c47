//! Who is in what where no example says it: "her scene-stealing roles, as a cop and a saint, in
//! “Skyline” and “Red Barn”".
//!
//! There are more ways to tell of a part than examples. Where a sentence tells of acting, of titles that
//! stand where those of parts stand, and of one person alone who can be meant, that person is in them:
//! unless a word tells what else somebody may be to a work, or that nothing came of it.
//!
//! **Invariant:** nobody is said to be in what the text already tells him or her to have made.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use reportedly_nlp::{EntityKind, MentionForm, SegmentKind, Upos, Xpos};

use super::confidence::{How, Signs};
use super::draft::{Draft, argument, claim};
use super::view::{Filler, View};
use super::whose::is_called;
use crate::beat::Beats;
use crate::claim::{Claim, ClaimKind, Field};

/// Words that tell of a part, whoever has it.
const PARTS: &[&str] = &[
    "role",
    "portray",
    "portrayal",
    "star",
    "co-star",
    "costar",
    "cameo",
    "reprise",
    "filmography",
    "guest-star",
    "castmate",
    "cast",
];

/// Words that tell of a part where somebody is known to act.
const ACTING: &[&str] = &[
    "play",
    "voice",
    "appear",
    "appearance",
    "performance",
    "turn",
    "acting",
    "actor",
    "actress",
    "breakout",
    "breakthrough",
    "debut",
    "credit",
    "film",
    "movie",
    "series",
    "sitcom",
    "drama",
    "comedy",
    "western",
    "show",
    "nominate",
    "nomination",
    "award",
    "nominee",
    "oscar",
    "emmy",
    "tony",
    "bafta",
    "fame",
    "famous",
    "character",
];

/// Words before "actor" in the name of a prize.
const BEST: &[&str] = &["best", "supporting", "lead", "leading", "featured", "outstanding"];

/// What those are called who act.
const ACTORS: &[&str] = &["actor", "actress"];

/// Words that tell what else somebody may be to a work, or that nothing came of it.
const OTHERWISE: &[&str] = &[
    "direct",
    "director",
    "directorial",
    "filmmaker",
    "write",
    "writer",
    "author",
    "pen",
    "produce",
    "producer",
    "create",
    "creator",
    "compose",
    "composer",
    "soundtrack",
    "song",
    "single",
    "album",
    "track",
    "record",
    "novel",
    "book",
    "memoir",
    "host",
    "anchor",
    "journalist",
    "reporter",
    "column",
    "watch",
    "review",
    "critic",
    "audition",
    "reject",
    "decline",
    "refuse",
    "interview",
    "singer",
    "sing",
    "perform",
    "tour",
    "band",
    "game",
    "magazine",
    "newspaper",
    "podcast",
    "quote",
    "dress",
    "costume",
    "inspire",
    "editor",
    "cinematographer",
    "screenwriter",
    "playwright",
    "premiere",
    "screening",
    "attend",
    "fan",
    "tell",
    "episode",
    "contestant",
    "compete",
    "judge",
];

/// Nouns whose "of" leads from a part to its title: "the star of “Skyline”".
const OF: &[&str] = &[
    "star",
    "cast",
    "season",
    "finale",
    "revival",
    "production",
    "run",
    "adaptation",
    "version",
    "remake",
    "lead",
    "member",
    "years",
    "alum",
    "reboot",
    "staging",
    "premiere",
    "film",
];

/// Nouns and verbs whose "for" leads to a title.
const FOR: &[&str] = &[
    "nomination",
    "nominate",
    "oscar",
    "emmy",
    "tony",
    "bafta",
    "award",
    "nod",
    "win",
    "actor",
    "actress",
    "acclaim",
    "know",
    "famous",
    "prize",
    "globe",
    "performance",
    "and",
    ",",
];

/// Words behind a title that make another thing of it.
const BEHIND: &[&str] = &[
    "premiere",
    "screening",
    "director",
    "creator",
    "writer",
    "author",
    "producer",
    "trailer",
    "soundtrack",
    "singer",
    "host",
    "fan",
    "episode",
    "star",
    "actor",
    "actress",
    "alum",
    "co-star",
    "album",
    "song",
    "tour",
    "team",
    "set",
    "party",
    "universe",
    "magazine",
];

/// The most words between a title and the word that puts it in its place.
const REACH: usize = 9;

/// Returns who is in what by the words of the sentences that nothing else was found in.
pub(super) fn claims(view: &View<'_>, beats: &Beats, field: Field, found: &[Claim]) -> Vec<Claim> {
    let Some((beat, predicate)) = beats.predicates().find(|(_, p)| p.name == "cast_in") else {
        return Vec::new();
    };
    let document = view.document;
    let told = Told::of(found);
    let mut of_sentence: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, mention) in document.mentions.iter().enumerate() {
        of_sentence.entry(document.sentence_of(mention.head)).or_default().push(index);
    }
    let mut all = Vec::new();
    for (number, sentence) in document.sentences.iter().enumerate() {
        let kind = document.segments[sentence.segment].kind;
        let Some(mentions) = of_sentence.get(&number) else { continue };
        if !matches!(kind, SegmentKind::Body | SegmentKind::Caption) {
            continue;
        }
        let scene = Scene { view, tokens: sentence.tokens.clone(), mentions };
        let Some(people) = scene.people() else { continue };
        let person = people[0];
        let known = told.players.contains(view.parties.list[person.party].name.as_str())
            || is_called(view, person.party, ACTORS);
        let Some(cue) = scene.cue(known) else { continue };
        let works = scene.works();
        let pairs = people.iter().flat_map(|person| works.iter().map(move |work| (person, work)));
        for (person, work) in pairs {
            let (name, title) = (argument(view, person.party), argument(view, work.party));
            if told.pairs.contains(&(name.name.clone(), title.name.clone())) {
                continue;
            }
            let unnamed = u8::from(!person.named);
            let draft = Draft {
                predicate,
                rule: format!("{}/cast_in:sentence", beat.name),
                key: cue,
                subject: name,
                object: Some(title),
                value: None,
                valid_time: None,
                time: None,
                span: document.tokens[cue].span.cover(work.span),
                mentions: Default::default(),
                qualifiers: BTreeMap::new(),
                certainty: None,
                describing: document.tokens[cue].upos != Upos::Verb,
                signs: Signs { unnamed, ..Signs::plain(How::Near) },
            };
            all.extend(claim(view, draft, field));
        }
    }
    all
}

/// What was found before.
struct Told {
    /// People with works that they are in or made.
    pairs: HashSet<(String, String)>,
    /// Who is in anything.
    players: HashSet<String>,
}

impl Told {
    fn of(found: &[Claim]) -> Told {
        let mut told = Told { pairs: HashSet::new(), players: HashSet::new() };
        for claim in found.iter().filter(|claim| claim.kind == ClaimKind::Typed) {
            let Some(object) = &claim.object else { continue };
            let (a, b) = (claim.subject.name.clone(), object.name.clone());
            if claim.predicate == "cast_in" {
                told.players.insert(a.clone());
            }
            told.pairs.insert((b.clone(), a.clone()));
            told.pairs.insert((a, b));
        }
        told
    }
}

/// A sentence that may tell of a part.
struct Scene<'v, 'd> {
    view: &'v View<'d>,
    tokens: Range<usize>,
    mentions: &'v [usize],
}

impl Scene<'_, '_> {
    /// Returns the one person whom the sentence tells of, beside characters and makers.
    ///
    /// Behind that person come those who are told to act beside.
    fn people(&self) -> Option<Vec<Filler>> {
        let mut beside: Vec<Filler> = Vec::new();
        let document = self.view.document;
        let mut one: Option<Filler> = None;
        for &index in self.mentions {
            let mention = &document.mentions[index];
            let fillers = self.view.fillers_of(index);
            let is_person = |f: &Filler| {
                self.view.is_named(f.party)
                    && self.view.parties.list[f.party].kind == Some(EntityKind::Person)
            };
            match mention.form {
                MentionForm::Pronoun => {
                    let word = self.view.lower[mention.head].as_str();
                    if !matches!(word, "he" | "she" | "his" | "her" | "him" | "himself" | "herself")
                    {
                        continue;
                    }
                    let filler = fillers.first().copied().filter(is_person)?;
                    if one.is_some_and(|f| f.party != filler.party) {
                        return None;
                    }
                    one.get_or_insert(filler);
                }
                MentionForm::Name => {
                    let person = matches!(mention.kind, Some(EntityKind::Person));
                    if !person || self.is_played(mention.tokens.start) || self.owns(&mention.tokens)
                    {
                        continue;
                    }
                    let filler = fillers.first().copied().filter(is_person)?;
                    let with = self.is_beside(mention.tokens.start);
                    if with == Some(true) {
                        beside.push(filler);
                    }
                    if one.is_some() && with.is_some() {
                        continue;
                    }
                    if fillers.len() > 1 || one.is_some_and(|f| f.party != filler.party) {
                        return None;
                    }
                    if one.is_none_or(|f| !f.named) {
                        one = Some(filler);
                    }
                }
                MentionForm::Nominal => {}
            }
        }
        let one = one?;
        beside.retain(|f| f.party != one.party);
        beside.insert(0, one);
        Some(beside)
    }

    /// Whether the name is that of a part: "as Dr. Kern", "playing the fixer Luis Kern".
    fn is_played(&self, start: usize) -> bool {
        let document = self.view.document;
        let before = (self.tokens.start..start).rev().take(8);
        let mut before = before.skip_while(|&t| {
            matches!(
                document.tokens[t].upos,
                Upos::Propn | Upos::Adj | Upos::Det | Upos::Noun | Upos::Part | Upos::Num
            ) || matches!(document.form(t), "\"" | "“" | "‘" | "-")
        });
        before.next().is_some_and(|t| {
            let part = || {
                let noun = t.checked_sub(1).map_or("", |noun| document.tokens[noun].lemma.as_str());
                matches!(noun, "role" | "part" | "portrayal" | "depiction" | "character" | "turn")
            };
            self.view.lower[t] == "as"
                || self.view.lower[t] == "of" && part()
                || matches!(&*document.tokens[t].lemma, "play" | "portray" | "voice")
                    && document.tokens[t].upos == Upos::Verb
        })
    }

    /// Whether the name is that of somebody beside whom somebody acts, and acts too: "opposite Lindt".
    fn is_beside(&self, start: usize) -> Option<bool> {
        let document = self.view.document;
        let before = (self.tokens.start..start).rev().take(9);
        let mut before = before.skip_while(|&t| {
            matches!(
                document.tokens[t].upos,
                Upos::Propn | Upos::Adj | Upos::Det | Upos::Noun | Upos::Cconj
            ) || matches!(document.form(t), "," | "\"" | "“")
        });
        match self.view.lower[before.next()?].as_str() {
            "opposite" | "alongside" => Some(true),
            "with" => Some(false),
            _ => None,
        }
    }

    /// Whether the name only tells whose a work is: "Lindt's epic “Skyline”".
    fn owns(&self, name: &Range<usize>) -> bool {
        let document = self.view.document;
        // "Lindt's epic “Skyline”", "the Nora Quill musical “Skyline”"
        let possessive = document.tokens.get(name.end).is_some_and(|t| {
            t.xpos == Xpos::Pos || t.upos == Upos::Noun && self.view.name_at(name.end).is_none()
        });
        let until = self.tokens.end.min(name.end + REACH);
        let plain = |&t: &usize| {
            !matches!(document.tokens[t].upos, Upos::Verb | Upos::Aux | Upos::Adp)
                && document.form(t) != ","
        };
        possessive
            && (name.end..until)
                .take_while(plain)
                .any(|t| self.view.name_at(t).is_some_and(|name| self.is_work(name)))
    }

    fn is_work(&self, mention: usize) -> bool {
        let mention = &self.view.document.mentions[mention];
        mention.form == MentionForm::Name && mention.kind == Some(EntityKind::Work)
    }

    /// Returns the word that tells of a part, where none tells of anything else.
    fn cue(&self, known: bool) -> Option<usize> {
        let document = self.view.document;
        let mut cue = None;
        for at in self.tokens.clone().filter(|&t| self.view.name_at(t).is_none()) {
            let token = &document.tokens[at];
            let lemma = token.lemma.to_lowercase();
            let (lemma, form) = (lemma.as_str(), self.view.lower[at].as_str());
            let before = at.checked_sub(1).map_or("", |t| self.view.lower[t].as_str());
            // "best actress", "as Effie in “Skyline”"
            let best = matches!(lemma, "actor" | "actress") && BEST.contains(&before);
            let part = form == "as" && self.names_part(at);
            if OTHERWISE.contains(&lemma) || OTHERWISE.contains(&form) || form == "down" {
                return None;
            }
            let noun = token.upos == Upos::Noun;
            let fits = match lemma {
                "play" | "voice" | "appear" => !noun || lemma == "voice",
                "turn" | "film" => noun,
                _ => matches!(token.upos, Upos::Noun | Upos::Verb | Upos::Adj | Upos::Propn),
            };
            let beside = form == "opposite";
            let strong = PARTS.contains(&lemma) || best || part || beside;
            if (fits || part)
                && (strong || known && ACTING.contains(&lemma))
                && (cue.is_none() || strong)
            {
                cue.get_or_insert(at);
            }
        }
        cue
    }

    /// Whether "as" leads to a name, and that to "in": "as Effie in".
    fn names_part(&self, at: usize) -> bool {
        let document = self.view.document;
        let proper = |&t: &usize| document.tokens[t].upos == Upos::Propn;
        let length = (at + 1..self.tokens.end).take_while(proper).count();
        let end = at + 1 + length;
        (1..=4).contains(&length)
            && end < self.tokens.end
            && matches!(&*self.view.lower[end], "in" | "on")
    }

    /// Returns the works that stand where those stand that somebody is in.
    fn works(&self) -> Vec<Filler> {
        let works = self.mentions.iter().copied().filter(|&m| self.is_work(m));
        let mut placed: Vec<usize> = Vec::new();
        for work in works {
            let listed = placed.iter().any(|&p| self.view.are_listed(p, work));
            if (listed || self.is_placed(work)) && !self.is_taken(work) {
                placed.push(work);
            }
        }
        placed.into_iter().flat_map(|work| self.view.fillers_of(work)).collect()
    }

    /// Whether a word before the title puts it where parts are: "in the BBC drama “Skyline”".
    fn is_placed(&self, work: usize) -> bool {
        let document = self.view.document;
        let start = document.mentions[work].tokens.start;
        for at in (self.tokens.start..start).rev().take(REACH) {
            let form = self.view.lower[at].as_str();
            match document.tokens[at].upos {
                Upos::Adp if matches!(form, "of" | "for") => {
                    let words = if form == "of" { OF } else { FOR };
                    // "up for awards in 2014 for “Skyline”"
                    let time = |t: &usize| {
                        document.tokens[*t].upos == Upos::Num || self.view.lower[*t] == "in"
                    };
                    let before = (self.tokens.start..at).rev().find(|t| !time(t));
                    return before.is_some_and(|noun| {
                        words.contains(&document.tokens[noun].lemma.to_lowercase().as_str())
                    });
                }
                Upos::Adp => {
                    return matches!(
                        form,
                        "in" | "on" | "from" | "as" | "like" | "including" | "to"
                    );
                }
                Upos::Verb if document.tokens[at].lemma == "include" => return true,
                Upos::Verb if document.tokens[at].xpos == Xpos::Vbn => {}
                Upos::Verb if at > self.tokens.start && document.form(at - 1) == "-" => {}
                Upos::Noun | Upos::Adj | Upos::Det | Upos::Num | Upos::Part | Upos::Propn => {}
                Upos::Pron if document.tokens[at].xpos == Xpos::PrpPoss => {}
                Upos::Punct if matches!(form, "\"" | "“" | "‘" | "'" | "-" | "’") => {}
                _ if form == "such" => {}
                _ => return false,
            }
        }
        false
    }

    /// Whether a word behind the title makes another thing of it: "the “Skyline” premiere".
    fn is_taken(&self, work: usize) -> bool {
        let document = self.view.document;
        let end = document.mentions[work].tokens.end;
        let quote = |t: &usize| matches!(document.form(*t), "\"" | "”" | "’" | "'");
        let next = (end..self.tokens.end).find(|t| !quote(t));
        next.is_some_and(|t| {
            BEHIND.contains(&document.tokens[t].lemma.as_str())
                || document.tokens[t].xpos == Xpos::Pos
        })
    }
}

//! A document as the patterns see it: words, edges between them, and who fills a place.

use std::collections::HashMap;

use reportedly_nlp::factuality::Judge;
use reportedly_nlp::{Deprel, Document, EntityKind, MentionForm, Record, Source, Span, Upos, Xpos};

use super::describe::{self, body_before, described, unknown};
use super::graph::{Edge, Graph, Rel};
use super::resolve::{Parties, Party, parties, with_strangers};
use super::topic::{OTHERS, Topics};
use super::{demonym, series};

/// What is of a work, and goes by its name: "the third season of Skyline".
const PARTS: &[&str] = &[
    "season",
    "episode",
    "finale",
    "pilot",
    "revival",
    "production",
    "run",
    "staging",
    "installment",
    "remake",
    "adaptation",
    "version",
];

/// Nouns that say what a work is and make no other of it.
const MEDIA: &[&str] = &[
    "film",
    "movie",
    "series",
    "show",
    "sitcom",
    "franchise",
    "album",
    "musical",
    "game",
    "novel",
];

/// How many mentions back a pronoun is looked up in.
const NEAR: usize = 40;

/// The most words before a place at which the prize was named that is meant there.
const PRIZE_NEAR: usize = 60;

/// A document with what the patterns ask of it.
pub(super) struct View<'d> {
    /// The document.
    pub document: &'d Document,
    /// Its edges.
    pub graph: Graph,
    /// Who is who.
    pub parties: Parties,
    /// For each token, the mention that it is the head of.
    headed: Vec<Option<usize>>,
    /// For each token, the longest mention by name that it lies in.
    inside: Vec<Option<usize>>,
    /// For each token of a name inside a longer description of another thing of its kind, that
    /// description: "the Skyline sequel" is not Skyline.
    outer: Vec<Option<usize>>,
    /// For a noun that only says what a work is, the name before it: "the “Skyline” film".
    media: HashMap<usize, usize>,
    /// For each token, the event or prize that it is the head of the description of.
    described: Vec<Option<Filler>>,
    /// For each token, its form in small letters.
    pub lower: Vec<String>,
    /// For each party, whether it goes by a name.
    named: Vec<bool>,
    /// For a nation's adjective, the country that it is of.
    nations: HashMap<usize, Filler>,
    /// For a ceremony, the prize that is given there.
    prizes: HashMap<usize, usize>,
    /// What the text is about, place by place.
    topics: Topics,
    /// For each token, whether it tells whose word something is.
    pub cue: Vec<bool>,
    /// For each token, the attributions whose source it belongs to.
    sources: Vec<Vec<usize>>,
    /// For each entity that speaks by more than a pronoun, on whose record it first does.
    records: HashMap<usize, Record>,
    /// For mentions of works in a list, those beside it there.
    series: HashMap<usize, Vec<usize>>,
    /// For each party, its mentions.
    of_party: Vec<Vec<usize>>,
    /// How certain the text is of what each token stands for.
    pub judge: Judge<'d>,
    /// Whether claims of those who are never named are wanted too.
    pub strangers: bool,
}

/// Somebody or something in a place of a pattern.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Filler {
    /// Who or what, as an index of [`Parties::list`].
    pub party: usize,
    /// The words that say so here.
    pub span: Span,
    /// Whether they are a name.
    pub named: bool,
}

impl<'d> View<'d> {
    /// Prepares `document`; `title` is that of the article, where it is told beside the text.
    pub fn new(document: &'d Document, title: &str) -> View<'d> {
        View::of(document, title, parties(document))
    }

    /// Prepares a passage whose pronouns may stand for somebody named elsewhere.
    pub fn with_strangers(document: &'d Document) -> View<'d> {
        let view = View::of(document, "", with_strangers(document));
        View { strangers: true, ..view }
    }

    fn of(document: &'d Document, title: &str, mut parties: Parties) -> View<'d> {
        let n = document.tokens.len();
        let (mut headed, mut inside) = (vec![None; n], vec![None; n]);
        for (index, mention) in document.mentions.iter().enumerate() {
            let better = |old: &Option<usize>| match old {
                None => true,
                Some(old) => {
                    let old = &document.mentions[*old];
                    (mention.form == MentionForm::Name && old.form != MentionForm::Name)
                        || (mention.form == old.form && mention.span.len() > old.span.len())
                }
            };
            if mention.head < n && better(&headed[mention.head]) {
                headed[mention.head] = Some(index);
            }
            if mention.form == MentionForm::Name {
                for token in mention.tokens.clone().filter(|&t| t < n) {
                    if better(&inside[token]) {
                        inside[token] = Some(index);
                    }
                }
            }
        }
        let mut outer = vec![None; n];
        for (index, mention) in document.mentions.iter().enumerate() {
            let party = parties.of_mention[index].map(|party| &parties.list[party]);
            let work = party.is_some_and(|party| party.kind == Some(EntityKind::Work));
            if mention.form == MentionForm::Nominal && work {
                for token in mention.tokens.clone().filter(|&t| t < n) {
                    let name = inside[token].map(|name| document.mentions[name].kind);
                    outer[token] = (name == Some(Some(EntityKind::Work))).then_some(index);
                }
            }
        }
        let media = media(document);
        for name in media.values() {
            document.mentions[*name].tokens.clone().for_each(|token| outer[token] = None);
        }
        let mut descriptions = vec![None; n];
        for thing in described(document) {
            let name = thing.span.of(&document.text).to_owned();
            let party = parties.list.len();
            parties.list.push(Party { name, kind: Some(thing.kind), members: Vec::new() });
            let filler = Filler { party, span: thing.span, named: true };
            descriptions[thing.head] = Some(filler);
            // "the Oscars party" is not the Oscars.
            let named = |t: &usize| inside[*t].is_some();
            let mark = |t: &usize| document.tokens[*t].xpos != Xpos::Pos;
            let before = (0..thing.head).rev().take_while(mark).take(3).find(named);
            let name = before.and_then(|t| inside[t]).map(|name| &document.mentions[name]);
            let ceremony = name.filter(|name| {
                let whole = thing.span.contains(name.span);
                whole && name.kind == Some(EntityKind::Event) && thing.kind == EntityKind::Event
            });
            for token in ceremony.into_iter().flat_map(|name| name.tokens.clone()) {
                descriptions[token] = Some(filler);
            }
        }
        let event = |t: &usize| {
            let filler: &Filler = descriptions[*t].as_ref()?;
            let event = parties.list[filler.party].kind == Some(EntityKind::Event);
            event.then_some((*t, filler.party))
        };
        let events: Vec<(usize, usize)> = (0..n).filter_map(|t| event(&t)).collect();
        for span in unknown(document, &inside) {
            let name = document.text
                [document.tokens[span.start].span.start..document.tokens[span.end - 1].span.end]
                .to_owned();
            let bytes = document.tokens[span.start].span.cover(document.tokens[span.end - 1].span);
            let party = parties.list.iter().position(|p| p.name == name);
            let party = party.unwrap_or_else(|| {
                let kind = body_before(document, span.start);
                parties.list.push(Party { name, kind, members: Vec::new() });
                parties.list.len() - 1
            });
            for token in span {
                let known = descriptions[token].is_some() || headed[token].is_some();
                if !known {
                    descriptions[token] = Some(Filler { party, span: bytes, named: true });
                }
            }
        }
        let mut nations = HashMap::new();
        for token in 0..n {
            let Some(country) = demonym::country(document.form(token)) else { continue };
            let place = |p: &Party| p.name == country && p.kind == Some(EntityKind::Place);
            let party = parties.list.iter().position(place).unwrap_or_else(|| {
                let kind = Some(EntityKind::Place);
                parties.list.push(Party { name: country.to_owned(), kind, members: Vec::new() });
                parties.list.len() - 1
            });
            let span = document.tokens[token].span;
            nations.insert(token, Filler { party, span, named: true });
        }
        let mut prizes = HashMap::new();
        for party in 0..parties.list.len() {
            let known = &parties.list[party];
            let ceremony = known.kind == Some(EntityKind::Event);
            let Some(name) = describe::prize(&known.name).filter(|_| ceremony) else { continue };
            prizes.insert(party, parties.list.len());
            let kind = Some(EntityKind::Award);
            parties.list.push(Party { name, kind, members: Vec::new() });
        }
        let mut named = vec![false; parties.list.len()];
        for &prize in prizes.values() {
            named[prize] = true;
        }
        for (mention, party) in document.mentions.iter().zip(&parties.of_mention) {
            if let Some(party) = party.filter(|_| mention.form == MentionForm::Name) {
                named[party] = true;
            }
        }
        for filler in descriptions.iter().flatten() {
            named[filler.party] = true;
        }
        let (mut cue, mut sources) = (vec![false; n], vec![Vec::new(); n]);
        let mut records = HashMap::new();
        for (index, attribution) in document.attributions.iter().enumerate() {
            for span in &attribution.cue {
                document.tokens_in(*span).for_each(|token| cue[token] = true);
            }
            if let Some(source) = &attribution.source {
                document.tokens_in(source.span).for_each(|token| sources[token].push(index));
                if let Some(entity) = source.entity
                    && document.tokens[source.speaker].upos != Upos::Pron
                {
                    records.entry(entity).or_insert(source.record);
                }
            }
        }
        let mut of_party = vec![Vec::new(); parties.list.len()];
        for (mention, party) in parties.of_mention.iter().enumerate() {
            if let Some(party) = *party {
                of_party[party].push(mention);
            }
        }
        View {
            document,
            cue,
            sources,
            records,
            series: series::works(document),
            of_party,
            named,
            nations,
            prizes,
            topics: Topics::new(document, &parties, &events, title),
            judge: Judge::new(document),
            strangers: false,
            graph: Graph::new(document),
            parties,
            described: descriptions,
            headed,
            inside,
            outer,
            media,
            lower: (0..n).map(|t| document.form(t).to_lowercase()).collect(),
        }
    }

    /// Returns the mention at the token: the one that it heads, else the name that it lies in.
    pub fn mention_at(&self, token: usize) -> Option<usize> {
        self.headed[token].or(self.inside[token])
    }

    /// Returns the mention by name that holds the token; none beyond the last.
    pub fn name_at(&self, token: usize) -> Option<usize> {
        self.inside.get(token).copied().flatten()
    }

    /// Returns the attributions to a source that the token belongs to.
    pub fn sources_at(&self, token: usize) -> &[usize] {
        &self.sources[token]
    }

    /// Returns on whose record a source is: "he" is as anonymous as "a studio source" whom he stands for.
    pub fn record(&self, source: &Source) -> Record {
        let named = source.entity.and_then(|entity| self.records.get(&entity));
        match self.document.tokens[source.speaker].upos {
            Upos::Pron => named.copied().unwrap_or(source.record),
            _ => source.record,
        }
    }

    /// Returns the country that a nation's adjective is of.
    pub fn nation(&self, token: usize) -> Option<Filler> {
        self.nations.get(&token).copied()
    }

    /// Returns the mentions of a party, in text order.
    pub fn mentions_of(&self, party: usize) -> &[usize] {
        self.of_party.get(party).map_or(&[], Vec::as_slice)
    }

    /// Returns who or what the mention stands for: one party, or the members of a group.
    pub fn fillers_of(&self, mention: usize) -> Vec<Filler> {
        let Some(party) = self.parties.of_mention[mention] else { return Vec::new() };
        let (span, form) = {
            let mention = &self.document.mentions[mention];
            (mention.span, mention.form)
        };
        let named = form == MentionForm::Name;
        let members = &self.parties.list[party].members;
        if members.is_empty() {
            return vec![Filler { party, span, named }];
        }
        members.iter().map(|&party| Filler { party, span, named }).collect()
    }

    /// Returns who or what stands at the token itself.
    pub fn fillers_at(&self, token: usize) -> Vec<Filler> {
        if let Some(described) = self.described[token] {
            return vec![described];
        }
        if let Some(&name) = self.media.get(&token) {
            return self.fillers_of(name);
        }
        let mention = self.outer[token].or_else(|| self.mention_at(token));
        let fillers = mention.map(|mention| self.fillers_of(mention)).unwrap_or_default();
        // What only goes by descriptions has no name of its own: "the Globex-produced film".
        // "It", where that was told of by descriptions alone.
        if let Some(pronoun) = mention.filter(|&m| {
            let party = self.parties.of_mention[m];
            self.document.mentions[m].form == MentionForm::Pronoun
                && party.is_some_and(|party| !self.named[party])
        }) {
            let same = |m: &usize| {
                self.parties.of_mention[*m] == self.parties.of_mention[pronoun]
                    && self.document.mentions[*m].form == MentionForm::Nominal
            };
            let described = (0..pronoun).rev().take(NEAR).find(same);
            let head = described.map(|m| self.document.mentions[m].head);
            let kind = head.and_then(|head| Topics::described(self.document, head));
            let topic = kind.and_then(|kind| self.topic(head?, &[kind]));
            let span = self.document.tokens[token].span;
            return topic.map_or(fillers, |topic| vec![Filler { span, ..topic }]);
        }
        let nameless = mention.is_none_or(|m| {
            let party = self.parties.of_mention[m];
            self.document.mentions[m].form == MentionForm::Nominal
                && !party.is_some_and(|party| self.named[party])
        });
        // "the Skyline spinoff Deep Skyline" is what it is called.
        let work = |m: usize| self.document.mentions[m].kind == Some(EntityKind::Work);
        let nominal = |m: usize| self.document.mentions[m].form == MentionForm::Nominal;
        if (nameless || mention.is_some_and(|m| nominal(m) && work(m)))
            && let Some(name) = self.called(token)
        {
            return self.fillers_of(name);
        }
        if !nameless {
            return fillers;
        }
        if let Some(kind) = Topics::described(self.document, token)
            && let Some(topic) = self.topic(token, &[kind])
        {
            return vec![topic];
        }
        // "her adaptation of the novel Skyline" goes by the name of what it adapts.
        let work = |f: &Filler| self.parties.list[f.party].kind == Some(EntityKind::Work);
        let part = self.document.tokens[token].upos == Upos::Noun
            && PARTS.contains(&self.document.tokens[token].lemma.as_str());
        if part || fillers.iter().any(work) {
            return self.adapted(token).unwrap_or(fillers);
        }
        fillers
    }

    /// Whether the party goes by a name anywhere in the text, or by a description that stands for one.
    pub fn is_named(&self, party: usize) -> bool {
        self.named[party]
    }

    /// Returns the work that is named right behind the noun: "the sequel Skyline".
    fn called(&self, noun: usize) -> Option<usize> {
        let quote = |t: &usize| matches!(&*self.lower[*t], "\"" | "“" | "‘" | "'");
        let after = (noun + 1..self.lower.len().min(noun + 3)).find(|t| !quote(t))?;
        let name = self.inside[after]?;
        let mention = &self.document.mentions[name];
        let begins = mention.tokens.start == after && mention.kind == Some(EntityKind::Work);
        begins.then_some(name)
    }

    /// Returns the work whose name follows "of" behind the noun.
    fn adapted(&self, noun: usize) -> Option<Vec<Filler>> {
        let end = self.document.sentences[self.document.sentence_of(noun)].tokens.end;
        let of = noun + 1;
        if of >= end || self.lower[of] != "of" {
            return None;
        }
        let verb = |t: usize| matches!(self.document.tokens[t].upos, Upos::Verb | Upos::Aux);
        let name = (of + 1..end.min(of + 12)).take_while(|&t| !verb(t)).find_map(|t| {
            let name = self.inside[t]?;
            (self.document.mentions[name].kind == Some(EntityKind::Work)).then_some(name)
        })?;
        let span = self.document.tokens[noun].span;
        let fillers = self.fillers_of(name).into_iter();
        Some(fillers.map(|f| Filler { span: span.cover(f.span), ..f }).collect())
    }

    /// Whether two mentions of works stand side by side in a list.
    pub fn are_listed(&self, one: usize, other: usize) -> bool {
        self.series.get(&one).is_some_and(|beside| beside.contains(&other))
    }

    /// Returns what the text is about at the token, of the first of `kinds`: what is meant where it
    /// is left out.
    ///
    /// What prize is meant the ceremony tells: in an article about the Oscars who won has an Oscar.
    pub fn topic(&self, token: usize, kinds: &[EntityKind]) -> Option<Filler> {
        if kinds.first() == Some(&EntityKind::Award) {
            let span = self.document.tokens[token].span;
            let party = self.prize_before(token).or_else(|| {
                let event = self.topics.at(self.document, token, EntityKind::Event)?;
                self.prizes.get(&event).copied()
            })?;
            return Some(Filler { party, span, named: true });
        }
        let party = self.topics.at(self.document, token, *kinds.first()?)?;
        let span = self.document.tokens[token].span;
        Some(Filler { party, span, named: false })
    }

    /// Returns what the whole text is about, of the first of `kinds`, where it is one thing that was
    /// told of before the token.
    pub fn main(&self, token: usize, kinds: &[EntityKind]) -> Option<Filler> {
        let party = self.topics.main(token, *kinds.first()?)?;
        let span = self.document.tokens[token].span;
        Some(Filler { party, span, named: false })
    }

    /// Returns the prize that the sentence or the one before spoke of last before the token.
    fn prize_before(&self, token: usize) -> Option<usize> {
        let here = self.document.sentence_of(token);
        let first = match here.checked_sub(1).map(|before| &self.document.sentences[before]) {
            Some(before) if before.segment == self.document.sentences[here].segment => {
                before.tokens.start
            }
            _ => self.document.sentences[here].tokens.start,
        };
        (first.max(token.saturating_sub(PRIZE_NEAR))..token).rev().find_map(|t| {
            // "best actress" is one of the prizes that are given, and another is meant as often as not.
            let award = |f: &Filler| {
                let party = &self.parties.list[f.party];
                party.kind == Some(EntityKind::Award) && party.name.starts_with(char::is_uppercase)
            };
            self.fillers_at(t).into_iter().find(award).map(|filler| filler.party)
        })
    }

    /// Returns who or what stands at the token and beside it ("A, B and C").
    pub fn fillers(&self, token: usize) -> Vec<Filler> {
        let mut all: Vec<Filler> = Vec::new();
        let tokens = self.graph.standing_for(token);
        for &token in &tokens {
            if self.names_itself(token, &tokens) {
                continue;
            }
            for filler in self.fillers_at(token) {
                if all.iter().all(|f| f.party != filler.party) {
                    all.push(filler);
                }
            }
        }
        // What is said of one title of a list is said of all, wherever the tree lost them.
        let mut listed: Vec<usize> =
            tokens.iter().filter_map(|&token| self.inside[token]).collect();
        let mut at = 0;
        while at < listed.len() {
            for &next in self.series.get(&listed[at]).into_iter().flatten() {
                if !listed.contains(&next) {
                    listed.push(next);
                }
            }
            at += 1;
        }
        listed.retain(|name| self.series.contains_key(name));
        for filler in listed.into_iter().flat_map(|name| self.fillers_of(name)) {
            if all.iter().all(|f| f.party != filler.party) {
                all.push(filler);
            }
        }
        // "her breakup with ex-fiancé Mark Weston": a description stands for whom it names.
        if all.is_empty() && self.document.tokens[token].upos == Upos::Noun {
            let named = |e: &&Edge| e.rel == Rel::Subject && self.inside[e.to].is_some();
            let described = self.graph.out(token).iter().filter(named).take(8);
            for filler in described.flat_map(|e| self.fillers_at(e.to)) {
                if all.iter().all(|f| f.party != filler.party) {
                    all.push(filler);
                }
            }
        }
        all
    }

    /// Returns whether the filler may stand where one of `kinds` is wanted.
    pub fn fits(&self, filler: &Filler, kinds: &[EntityKind]) -> bool {
        self.doubt(filler, kinds).is_some()
    }

    /// Returns how doubtful it is that the filler is of one of `kinds`, from 0; `None` where it
    /// cannot be.
    ///
    /// Names of some kinds are often taken for one another, and a pattern may know better: what
    /// has a chairman is an organisation.
    pub fn doubt(&self, filler: &Filler, kinds: &[EntityKind]) -> Option<f32> {
        use EntityKind::*;
        let Some(kind) = self.parties.list[filler.party].kind else {
            let words = self.parties.list[filler.party].name.split(' ').count();
            let before = self.document.text[..filler.span.start].chars().next_back();
            let quoted = matches!(before, Some('"' | '“' | '‘' | '\''));
            let may = |wanted: &EntityKind| match wanted {
                Person => (2..=3).contains(&words),
                Work | Product => quoted,
                Award => false,
                Event => words >= 2 || self.parties.list[filler.party].name.ends_with('s'),
                _ => true,
            };
            let fits = filler.named && (kinds.is_empty() || kinds.iter().any(may));
            return fits.then_some(0.2);
        };
        if kinds.is_empty() || kinds.contains(&kind) {
            return Some(0.0);
        }
        let near = |wanted: &EntityKind| {
            matches!(
                (kind, wanted),
                (Place | Event | Product, Organisation)
                    | (Organisation, Place)
                    | (Award, Event)
                    | (Event, Award)
                    | (Product, Work)
                    | (Work, Product)
            )
        };
        kinds.iter().any(near).then_some(0.15)
    }

    /// Returns the token, or what it is joined to, where that heads a description of somebody whose
    /// name is known: "the comedian and Skyline alumna".
    pub fn stands_for(&self, token: usize) -> Option<usize> {
        let joined = self.document.tokens[token].head;
        let joined = joined.filter(|_| self.document.tokens[token].deprel == Deprel::Conj);
        [Some(token), joined].into_iter().flatten().find(|&t| self.stands_for_itself(t))
    }

    /// Whether the token heads a description with the name beside it, among `tokens`: "actress Anna
    /// Porter" is Porter, whoever else was called an actress.
    fn names_itself(&self, token: usize, tokens: &[usize]) -> bool {
        let named = |e: &Edge| {
            e.rel == Rel::Subject && tokens.contains(&e.to) && self.inside[e.to].is_some()
        };
        let one = !matches!(self.document.tokens[token].xpos, Xpos::Nns | Xpos::Nnps);
        one && self.inside[token].is_none() && self.graph.out(token).iter().any(named)
    }

    /// Whether the token heads a description of somebody whose name is known.
    pub fn stands_for_itself(&self, token: usize) -> bool {
        let Some(mention) = self.headed[token] else { return false };
        let nominal = self.document.mentions[mention].form == MentionForm::Nominal;
        let entity = self.document.mentions[mention].entity;
        let named = |e: usize| {
            let mentions = &self.document.entities[e].mentions;
            mentions.iter().any(|&m| self.document.mentions[m].form == MentionForm::Name)
        };
        nominal && entity.is_some_and(named)
    }

    /// Returns the verb or predicate noun that the token belongs to.
    pub fn governor(&self, token: usize) -> usize {
        let tokens = &self.document.tokens;
        let mut at = token;
        for _ in 0..64 {
            if at != token && matches!(tokens[at].upos, Upos::Verb) {
                return at;
            }
            match tokens[at].head {
                Some(head) => at = head,
                None => return at,
            }
        }
        at
    }
}

/// Returns, for each noun that only says what the work named before it is, that name.
fn media(document: &Document) -> HashMap<usize, usize> {
    let works = document.mentions.iter().enumerate().filter(|(_, mention)| {
        mention.form == MentionForm::Name && mention.kind == Some(EntityKind::Work)
    });
    let noun = |(index, mention): (usize, &reportedly_nlp::Mention)| {
        let end = document.sentences[document.sentence_of(mention.head)].tokens.end;
        let quote = |t: &usize| matches!(document.form(*t), "\"" | "”" | "’" | "'");
        let noun = (mention.tokens.end..end).find(|t| !quote(t))?;
        // "the next Skyline film" is another.
        let start = document.sentences[document.sentence_of(mention.head)].tokens.start;
        let mut before = (start..mention.tokens.start).rev().take(3);
        let other = before.any(|t| OTHERS.contains(&&*document.form(t).to_lowercase()));
        // "Quill film put off": one word without marks may be anybody.
        let marked = noun > mention.tokens.end || mention.tokens.len() > 1;
        let last = noun + 1 >= end || document.tokens[noun + 1].upos != Upos::Noun;
        let plain = document.tokens[noun].upos == Upos::Noun
            && MEDIA.contains(&&*document.form(noun).to_lowercase());
        (plain && last && marked && !other).then_some((noun, index))
    };
    works.filter_map(noun).collect()
}

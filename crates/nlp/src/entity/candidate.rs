//! Finds everything in a text that may refer: each noun phrase and pronoun by its head, and each
//! coordination.
//!
//! Needs tokens, trees and mentions. Gives [`Candidate`]s in the order of their heads, a
//! coordination after its last member. What [`crate::Document::mentions`] knows of a phrase is
//! taken from there; a phrase that it does not hold is a candidate all the same, since "the
//! ceremony" may be what "it" refers to.

use std::ops::Range;

use super::lexicon::{self, Gender, MANY, Number, ONE, Pronoun, PronounClass};
use super::tree::Tree;
use crate::document::{EntityKind, Mention, MentionForm};
use crate::tags::{Deprel, Upos, Xpos};

/// The determiner of a phrase.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum Determiner {
    /// None at all.
    Bare,
    /// the, and both, which means the same here.
    Definite,
    /// a, an, another, some, any, each, every, no.
    Indefinite,
    /// this, that, these, those.
    Demonstrative,
    /// his, Atwell's.
    Possessive,
    /// two, three.
    Numeral,
}

/// A phrase that may refer to something.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its head.
    pub head: usize,
    /// The whole phrase.
    pub tokens: Range<usize>,
    /// The words of the name alone, for a name.
    pub core: Range<usize>,
    /// The mention of the document with the same head.
    pub mention: Option<usize>,
    /// How it refers.
    pub form: MentionForm,
    /// The pronoun that it is.
    pub pronoun: Option<Pronoun>,
    /// What kind of thing it names, where known.
    pub kind: Option<EntityKind>,
    /// What it may refer to.
    pub gender: Gender,
    /// How many it may refer to.
    pub number: Number,
    /// Its determiner.
    pub determiner: Determiner,
    /// The relation to its clause.
    pub role: Deprel,
    /// The predicate of its clause.
    pub clause: Option<usize>,
    /// Its sentence.
    pub sentence: usize,
    /// For a coordination: its members, as indices of the candidates.
    pub members: Vec<usize>,
    /// The speech that it stands in, as an index of [`crate::Document::quotes`].
    pub quote: Option<usize>,
    /// What it stands in apposition to or is said to be, as the head of that phrase.
    pub same_as: Option<usize>,
}

impl Candidate {
    /// Returns whether it is a pronoun of that class.
    pub fn is_pronoun(&self, class: PronounClass) -> bool {
        self.pronoun.is_some_and(|pronoun| pronoun.class == class)
    }
}

/// Returns all candidates of a document.
pub fn candidates(tree: &Tree) -> Vec<Candidate> {
    let document = tree.document;
    let mut by_head: Vec<Option<usize>> = vec![None; document.tokens.len()];
    for (index, mention) in document.mentions.iter().enumerate() {
        let known = by_head[mention.head].map(|known: usize| document.mentions[known].form);
        if known.is_none_or(|form| form != MentionForm::Name) {
            by_head[mention.head] = Some(index);
        }
    }
    // The name that each token is a part of.
    let mut name_of: Vec<Option<usize>> = vec![None; document.tokens.len()];
    for (index, mention) in document.mentions.iter().enumerate() {
        if mention.form == MentionForm::Name {
            for token in mention.tokens.clone() {
                name_of[token].get_or_insert(index);
            }
        }
    }
    let names = Names { by_head, name_of };
    let mut found = Vec::new();
    // Where each token's own candidate stands in `found`.
    let mut own: Vec<Option<usize>> = vec![None; document.tokens.len()];
    let mut quotes = document.quotes.iter().enumerate().peekable();
    let mut open = None;
    let mut coordinations: Vec<(usize, usize)> = Vec::new();
    for token in 0..document.tokens.len() {
        let span = document.tokens[token].span;
        while let Some((_, quote)) = quotes.peek() {
            if quote.content.start > span.start {
                break;
            }
            let (index, quote) = quotes.next().expect("peeked");
            if quote.kind == crate::QuoteKind::Speech {
                open = Some(index);
            }
        }
        let quote = open.filter(|&index: &usize| document.quotes[index].content.end > span.start);
        if let Some(mut candidate) = candidate(tree, token, &names) {
            candidate.quote = quote;
            own[token] = Some(found.len());
            found.push(candidate);
        }
        // A coordination is complete with its last member.
        if let Some(first) = coordinated(tree, token) {
            coordinations.push((first, token));
        }
        while let Some(&(first, last)) = coordinations.last() {
            if last != token {
                break;
            }
            coordinations.pop();
            if let Some(group) = coordination(tree, first, &own, &found) {
                found.push(Candidate { quote, ..group });
            }
        }
    }
    found
}

/// Returns the first conjunct of which `token` is the last one.
fn coordinated(tree: &Tree, token: usize) -> Option<usize> {
    if tree.relation(token) != Deprel::Conj {
        return None;
    }
    let first = tree.head(token)?;
    let mut conjuncts = tree.children(first).iter().filter(|&&c| tree.relation(c) == Deprel::Conj);
    (conjuncts.next_back() == Some(&token)).then_some(first)
}

fn coordination(
    tree: &Tree,
    first: usize,
    own: &[Option<usize>],
    found: &[Candidate],
) -> Option<Candidate> {
    let conjuncts: Vec<usize> = std::iter::once(first)
        .chain(tree.children(first).iter().copied().filter(|&c| tree.relation(c) == Deprel::Conj))
        .collect();
    let members: Vec<usize> = conjuncts.iter().filter_map(|&token| own[token]).collect();
    if members.len() != conjuncts.len() || members.len() > 8 {
        return None;
    }
    let and = conjuncts[1..].iter().any(|&token| {
        tree.child(token, &[Deprel::Cc]).is_some_and(|cc| matches!(tree.lemma(cc), "and" | "&"))
    });
    if !and {
        return None;
    }
    let (head, last) = (&found[members[0]], &found[*members.last()?]);
    let gender = members.iter().fold(0, |gender, &member| gender | found[member].gender);
    Some(Candidate {
        tokens: head.tokens.start..last.tokens.end.max(head.tokens.end),
        core: head.tokens.start..last.tokens.end.max(head.tokens.end),
        mention: None,
        form: MentionForm::Nominal,
        pronoun: None,
        kind: head.kind.filter(|_| members.iter().all(|&m| found[m].kind == head.kind)),
        gender,
        number: MANY,
        determiner: Determiner::Bare,
        members,
        same_as: None,
        ..head.clone()
    })
}

/// The mentions by their tokens.
struct Names {
    by_head: Vec<Option<usize>>,
    name_of: Vec<Option<usize>>,
}

impl Names {
    /// Returns the mention of a head. Where the tree cuts a name in two ("de" governing "Armas"),
    /// the name belongs to the outer head alone.
    fn of(&self, tree: &Tree, token: usize) -> Option<usize> {
        let outer = tree.relation(token) == Deprel::Flat
            && tree.head(token).is_some_and(|head| self.by_head[head].is_none());
        let inner =
            || tree.children(token).iter().find(|&&child| tree.relation(child) == Deprel::Flat);
        match self.by_head[token] {
            Some(_) if outer => None,
            Some(mention) => Some(mention),
            None => inner().and_then(|&child| self.by_head[child]),
        }
    }
}

fn candidate(tree: &Tree, token: usize, names: &Names) -> Option<Candidate> {
    let document = tree.document;
    let word = &document.tokens[token];
    let mention = names.of(tree, token);
    // A part of a title or of a person's name refers to nothing by itself.
    let within = names.name_of[token].filter(|&name| Some(name) != mention);
    if let Some(name) = within
        && mention.is_none()
        && matches!(document.mentions[name].kind, Some(EntityKind::Person | EntityKind::Work))
    {
        return None;
    }
    let mentioned = mention.map(|index| &document.mentions[index]);
    let lower = tree.lower(token);
    let personal = matches!(word.xpos, Xpos::Prp | Xpos::PrpPoss);
    let named = !personal && mentioned.is_some_and(|mention| mention.form == MentionForm::Name);
    if !named && !refers(tree, token) {
        return None;
    }
    let pronoun = lexicon::pronoun(&lower).filter(|_| {
        personal || (word.xpos == Xpos::Dt && word.upos == Upos::Det) || word.upos == Upos::Pron
    });
    let determiner = determiner(tree, token);
    let form = match (pronoun, mentioned) {
        (Some(_), _) if !named => MentionForm::Pronoun,
        // "the Secretary", "this Act": a description in capitals.
        (_, mention) if is_description(tree, token, determiner, mention) => MentionForm::Nominal,
        (_, Some(mention)) if mention.form != MentionForm::Pronoun => mention.form,
        // A capital at the start of a sentence makes no name of a word.
        _ if word.upos == Upos::Propn && !opens(tree, token) => MentionForm::Name,
        _ => MentionForm::Nominal,
    };
    let pronoun = pronoun.filter(|_| form == MentionForm::Pronoun);
    let phrase = whole(tree, tree.phrase(token), names);
    let core = match mentioned {
        Some(mention) if form == MentionForm::Name => {
            let run = run(tree, token);
            run.start.min(mention.tokens.start)..mention.tokens.end
        }
        _ if form == MentionForm::Name => run(tree, token),
        _ => phrase.clone(),
    };
    let tokens = phrase.start.min(core.start)..phrase.end.max(core.end);
    let determiner = if determiner == Determiner::Bare && tokens.start < token {
        by_article(&tree.lower(tokens.start)).unwrap_or(determiner)
    } else {
        determiner
    };
    let told = mentioned.and_then(|mention| mention.kind);
    let kind = match form {
        MentionForm::Nominal => {
            let listed = lexicon::noun_kind(&noun(tree, token));
            listed.or(told.filter(|&kind| kind != EntityKind::Person))
        }
        _ => told,
    };
    let (gender, number) = match (pronoun, form) {
        (Some(pronoun), _) => (pronoun.class.gender(), pronoun.class.number()),
        (None, MentionForm::Name) => {
            (name_gender(tree, &tokens, &core, kind), name_number(word.xpos, kind))
        }
        (None, _) => nominal(tree, token, kind),
    };
    Some(Candidate {
        head: token,
        tokens,
        core,
        mention,
        form,
        pronoun,
        kind,
        gender,
        number,
        determiner,
        role: tree.role(token),
        clause: tree.clause(token),
        sentence: tree.sentence(token),
        members: Vec::new(),
        quote: None,
        same_as: same_as(tree, token, form),
    })
}

/// Returns a phrase with the whole of the name that it begins inside of, and the article before
/// that: the tree cuts titles at their colons.
fn whole(tree: &Tree, phrase: Range<usize>, names: &Names) -> Range<usize> {
    let Some(name) = names.name_of[phrase.start] else { return phrase };
    let mut start = tree.document.mentions[name].tokens.start;
    if start == phrase.start {
        return phrase;
    }
    if let Some(before) = start.checked_sub(1)
        && tree.sentence(before) == tree.sentence(start)
        && matches!(tree.document.tokens[before].upos, Upos::Det | Upos::Adj)
    {
        start = before;
        if let Some(before) = start.checked_sub(1)
            && tree.sentence(before) == tree.sentence(start)
            && tree.document.tokens[before].upos == Upos::Det
        {
            start = before;
        }
    }
    start..phrase.end
}

/// Returns whether a token heads a phrase that may refer.
fn refers(tree: &Tree, token: usize) -> bool {
    use Deprel::*;
    let word = &tree.document.tokens[token];
    let argument = !matches!(
        word.deprel,
        Compound
            | CompoundPrt
            | Flat
            | NmodDesc
            | Fixed
            | Goeswith
            | Expl
            | Case
            | Cc
            | CcPreconj
            | Mark
            | Det
            | DetPredet
            | Advmod
            | Amod
            | Nummod
            | Discourse
            | Aux
            | AuxPass
            | Cop
            | Punct
            | Reparandum
    );
    match word.upos {
        Upos::Pron => {
            !matches!(word.xpos, Xpos::Wdt | Xpos::Wp | Xpos::WpPoss | Xpos::Ex)
                && !matches!(word.deprel, Expl | Fixed | Goeswith | Reparandum | Discourse)
        }
        Upos::Noun | Upos::Propn | Upos::Sym | Upos::X => argument,
        Upos::Det | Upos::Num => {
            argument
                && !matches!(word.xpos, Xpos::Wdt | Xpos::Wp)
                && !matches!(word.deprel, NmodUnmarked | OblUnmarked | Dep | List)
        }
        Upos::Adj => {
            matches!(word.deprel, Nsubj | NsubjPass | Obj | Obl | Nmod | Conj)
                && tree.child(token, &[Det]).is_some()
        }
        _ => false,
    }
}

/// Returns whether a single word opens its sentence.
fn opens(tree: &Tree, token: usize) -> bool {
    let first = tree.document.sentences[tree.sentence(token)].tokens.start;
    let quoted = || !tree.document.form(first).chars().any(char::is_alphanumeric);
    (token == first || (token == first + 1 && quoted()))
        && tree.child(token, &[Deprel::Flat, Deprel::Compound]).is_none()
        && !super::given::is_given_name(tree.document.form(token))
}

/// Returns whether a capitalised phrase describes: one word of the lists of people and things after
/// "the", "this" or "his".
fn is_description(
    tree: &Tree,
    head: usize,
    determiner: Determiner,
    mention: Option<&Mention>,
) -> bool {
    use Determiner::*;
    matches!(determiner, Definite | Demonstrative | Possessive)
        && (is_former_titleholder(tree, head)
            || mention.is_none_or(|mention| mention.tokens.len() == 1)
                && tree.child(head, &[Deprel::Flat, Deprel::Compound]).is_none()
                && lexicon::noun_kind(&tree.lower(head))
                    .or_else(|| {
                        lexicon::title(tree.document.form(head)).map(|_| EntityKind::Person)
                    })
                    .is_some())
}

/// Returns whether a phrase tells a woman by the pageant that she won: "the former Miss Harbour".
pub fn is_former_titleholder(tree: &Tree, head: usize) -> bool {
    let titled = tree.children(head).iter().any(|&child| {
        matches!(tree.relation(child), Deprel::Compound | Deprel::Flat)
            && lexicon::title(tree.document.form(child)) == Some(lexicon::WOMAN)
    });
    titled
        && tree.children(head).iter().any(|&child| {
            matches!(tree.lower(child).as_str(), "former" | "reigning" | "one-time" | "onetime")
        })
}

/// Returns the run of proper nouns that a head stands in.
fn run(tree: &Tree, head: usize) -> Range<usize> {
    let part = |token: usize| {
        tree.document.tokens[token].upos == Upos::Propn
            && matches!(tree.relation(token), Deprel::Flat | Deprel::Compound)
    };
    let (mut start, mut end) = (head, head + 1);
    while start > 0 && part(start - 1) && tree.sentence(start - 1) == tree.sentence(head) {
        start -= 1;
    }
    while end < tree.document.tokens.len()
        && part(end)
        && tree.relation(end) == Deprel::Flat
        && tree.sentence(end) == tree.sentence(head)
    {
        end += 1;
    }
    start..end
}

fn determiner(tree: &Tree, head: usize) -> Determiner {
    let mut numeral = false;
    for &child in tree.children(head).iter().filter(|&&child| child < head) {
        match tree.relation(child) {
            Deprel::NmodPoss => return Determiner::Possessive,
            Deprel::Nummod => numeral = true,
            Deprel::Det | Deprel::DetPredet => {
                let form = tree.lower(child);
                if form != "all" {
                    return by_article(&form).unwrap_or(Determiner::Indefinite);
                }
            }
            _ => {}
        }
    }
    if numeral { Determiner::Numeral } else { Determiner::Bare }
}

fn by_article(form: &str) -> Option<Determiner> {
    match form {
        "the" | "both" => Some(Determiner::Definite),
        "this" | "that" | "these" | "those" => Some(Determiner::Demonstrative),
        "a" | "an" | "another" => Some(Determiner::Indefinite),
        _ => None,
    }
}

/// Returns the noun of a phrase in small letters, in the singular.
pub fn noun(tree: &Tree, head: usize) -> String {
    let lemma = tree.lemma(head).to_lowercase();
    // "co - star" is three tokens in the treebanks, its head the last.
    let before = |back: usize| head.checked_sub(back).map(|token| tree.document.form(token));
    if before(1) == Some("-")
        && matches!(before(2), Some("co" | "Co" | "ex" | "spin" | "rom" | "by"))
    {
        return format!("{}-{lemma}", tree.lower(head - 2));
    }
    lemma
}

fn name_gender(
    tree: &Tree,
    phrase: &Range<usize>,
    core: &Range<usize>,
    kind: Option<EntityKind>,
) -> Gender {
    // A title or a noun before the name: "Mr. Ortiz", "actress Jo Lind".
    let stretch = phrase.start.max(core.start.saturating_sub(4))..core.end;
    let told = stretch.clone().filter_map(|token| {
        let word = tree.document.form(token);
        lexicon::title(word)
            .or_else(|| (token < core.start).then(|| lexicon::person_noun(tree.lemma(token)))?)
    });
    let titled = told.fold(None, |known, gender| match known {
        None | Some(lexicon::HUMAN) => Some(gender),
        known => known,
    });
    match (titled, kind) {
        (Some(gender), None | Some(EntityKind::Person)) => gender,
        (_, Some(EntityKind::Person)) => lexicon::HUMAN,
        (_, None) => lexicon::ANY,
        (_, Some(EntityKind::Group)) => lexicon::ANY,
        _ => lexicon::THING,
    }
}

fn name_number(xpos: Xpos, kind: Option<EntityKind>) -> Number {
    match kind {
        Some(EntityKind::Person) => ONE,
        Some(EntityKind::Organisation) | None => ONE | MANY,
        Some(EntityKind::Group) => MANY,
        _ if xpos == Xpos::Nnps => ONE | MANY,
        _ => ONE,
    }
}

fn nominal(tree: &Tree, head: usize, kind: Option<EntityKind>) -> (Gender, Number) {
    let word = &tree.document.tokens[head];
    let noun = noun(tree, head);
    let number = match word.xpos {
        Xpos::Nns | Xpos::Nnps => MANY,
        Xpos::Cd if tree.lower(head) != "one" => MANY,
        Xpos::Jj => MANY,
        _ if lexicon::is_collective(&noun) => ONE | MANY,
        _ => ONE,
    };
    let gender = match lexicon::person_noun(&noun) {
        Some(gender) => gender,
        None => match kind {
            Some(EntityKind::Person) => lexicon::HUMAN,
            Some(_) => lexicon::THING,
            None if matches!(
                noun.as_str(),
                "people" | "everyone" | "everybody" | "nobody" | "anyone" | "anybody" | "family"
            ) =>
            {
                lexicon::HUMAN
            }
            None => lexicon::ANY,
        },
    };
    (gender, number)
}

/// Returns the head of the phrase that this one renames: its governor in an apposition, the
/// subject of "is" with a definite or indefinite noun after it.
fn same_as(tree: &Tree, head: usize, form: MentionForm) -> Option<usize> {
    match tree.relation(head) {
        Deprel::Appos => tree.head(head),
        _ if form == MentionForm::Nominal => {
            let copula = tree.child(head, &[Deprel::Cop])?;
            let subject = tree.child(head, &[Deprel::Nsubj])?;
            let denied = tree.children(head).iter().any(|&child| {
                matches!(
                    tree.lemma(child),
                    "not" | "never" | "n't" | "may" | "might" | "could" | "no"
                )
            });
            // "I'm so glad man": an address, no description.
            let bare = determiner(tree, head) == Determiner::Bare
                && tree.lower(subject) == "i"
                && tree.child(head, &[Deprel::Amod, Deprel::Advmod]).is_some();
            let located = tree.child(head, &[Deprel::Case]).is_some_and(|case| case < head);
            (!denied && !located && !bare && tree.lemma(copula) == "be").then_some(subject)
        }
        _ => None,
    }
}

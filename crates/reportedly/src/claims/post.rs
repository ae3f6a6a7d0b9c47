//! Posts told beside a name: "Orbex chief executive Jane Roe", "Jane Roe, 54, who …", "the
//! company's founder and chairman, Jane Roe", "former President Roe", "the “Sunrise” host".
//!
//! Two noun phrases side by side say it, in many orders and mostly where a tree is least sure; so
//! this is read off the words around the role. What a verb says ("she runs Orbex") is taught by
//! examples.
//!
//! **Invariant:** a post without an organisation is told only of titles that need none.

use reportedly_nlp::{Deprel, EntityKind, MentionForm, Span, Upos, Xpos};

use super::confidence::{How, Signs};
use super::graph::{Rel, prep};
use super::omitted;
use super::value::{ValueFiller, role_head, role_range, values};
use super::view::{Filler, View};
use crate::beat::ValueKind;

/// A post that was found.
#[derive(Clone, Debug)]
pub(super) struct Post {
    /// Who holds it.
    pub subject: Filler,
    /// Where.
    pub object: Option<Filler>,
    /// The role, where it is told.
    pub value: Option<ValueFiller>,
    /// The word for the role.
    pub head: usize,
    /// Whether it is held no longer.
    pub past: bool,
    /// What speaks for its having been said.
    pub signs: Signs,
}

/// Titles that say enough without an organisation.
const TITLES: &[&str] = &[
    "president",
    "vice president",
    "governor",
    "gov.",
    "senator",
    "sen.",
    "representative",
    "rep.",
    "congressman",
    "congresswoman",
    "mayor",
    "prime minister",
    "premier",
    "chancellor",
    "pope",
    "archbishop",
    "ambassador",
    "attorney general",
    "first lady",
    "chief justice",
];

/// Roles whose organisation the text around them leaves out.
const KNOWN_BY_TOPIC: &[&str] = &[
    "coach",
    "manager",
    "ceo",
    "executive",
    "chairman",
    "chairwoman",
    "chair",
    "spokesperson",
    "spokesman",
    "spokeswoman",
    "director",
    "frontman",
    "frontwoman",
    "singer",
    "guitarist",
    "bassist",
    "drummer",
    "vocalist",
    "keyboardist",
    "superintendent",
];

/// Verbs and nouns after which "as" tells a post: "served as", "a stint as".
const SERVING: &[&str] = &[
    "serve", "work", "act", "spend", "start", "begin", "continue", "return", "join", "take", "go",
    "sign", "move", "come", "retire", "resign", "step", "quit", "leave", "remain", "stay", "stint",
    "tenure", "time", "year", "season", "career", "job", "role", "term",
];

/// Words that say that a post is held no longer.
const PAST: &[&str] =
    &["former", "then", "ex", "onetime", "one-time", "late", "erstwhile", "ousted", "disgraced"];

/// A role with what stands around it.
struct Role {
    head: usize,
    /// The first word of the role itself.
    start: usize,
    /// Where the phrase begins, with the organisation before it.
    first: usize,
    /// One past the role and its "of".
    end: usize,
    /// One past the phrase, with the organisation after it.
    last: usize,
    object: Option<Filler>,
    past: bool,
    /// Whether it is somebody's own: "her lawyer".
    owned: bool,
    /// Whether the text says where, by whatever words.
    elsewhere: bool,
}

/// Returns the posts of `roles` in a document, in text order.
pub(super) fn posts(view: &View<'_>, roles: &[String], kinds: &[EntityKind]) -> Vec<Post> {
    let tokens = &view.document.tokens;
    let mut found: Vec<Role> = (0..tokens.len())
        .filter(|&t| view.name_at(t).is_none() && role_head(view, t, roles))
        .map(|t| role_at(view, t, roles, kinds))
        .map(|role| Role { object: role.object.or_else(|| joined(view, role.head, kinds)), ..role })
        .collect();
    // "the chief executive" is no chief.
    let whole: Vec<(usize, usize)> = found.iter().map(|r| (r.start, r.head)).collect();
    found.retain(|r| !whole.iter().any(|&(start, head)| start <= r.head && r.head < head));
    // "the founder and chairman of Orbex": both are at one place.
    for index in (1..found.len()).rev() {
        let nowhere = found[index - 1].object.is_none() && !found[index - 1].elsewhere;
        if nowhere && joins(view, &found[index - 1], &found[index]) {
            found[index - 1].object = found[index].object;
            found[index - 1].last = found[index].last;
        }
    }
    let mut all: Vec<Post> = Vec::new();
    let mut holders: Vec<(Vec<Filler>, bool)> = Vec::new();
    for index in 0..found.len() {
        let joined = index > 0 && joins(view, &found[index - 1], &found[index]);
        let (mut held, mut sure) = holders_of(view, &found[index]);
        if held.is_empty() && joined && !holders[index - 1].0.is_empty() {
            (held, sure) = holders[index - 1].clone();
        }
        holders.push((held, sure));
        // "the founder and chairman of Orbex, Jane Roe": both are of one person.
        if joined && holders[index - 1].0.is_empty() {
            holders[index - 1] = holders[index].clone();
        }
    }
    all.extend(affiliated(view, kinds));
    for (role, (held, beside)) in found.iter().zip(holders) {
        let kind = ValueKind::Role(roles.to_vec());
        let Some(value) = values(view, &kind, role.head).pop() else { continue };
        if role.owned {
            continue;
        }
        for subject in held {
            let sure = if beside { How::Beside } else { How::Near };
            let (object, how, filled) = match role.object {
                Some(object) if object.party == subject.party => continue,
                Some(object) if makes(view, role, &object) => continue,
                Some(object) if !of_place(view, role, &object) => continue,
                Some(object) => (Some(object), sure, false),
                None if is_title(view, role, &value) => (None, sure, false),
                None if topical(view, role) && beside && !role.elsewhere => {
                    let Some(object) = omitted::organisation(view, role.head) else { continue };
                    (Some(object), How::Near, true)
                }
                None => continue,
            };
            let doubtful = u8::from(object.and_then(|o| view.doubt(&o, kinds)) > Some(0.0));
            let unnamed = u8::from(!subject.named) + u8::from(object.is_some_and(|o| !o.named));
            all.push(Post {
                subject,
                object,
                value: Some(value.clone()),
                head: role.head,
                past: role.past,
                signs: Signs { how, unnamed, doubtful, filled },
            });
        }
    }
    all
}

/// Titles that take a place after "of".
const NOBLE: &[&str] = &[
    "duke",
    "duchess",
    "prince",
    "princess",
    "king",
    "queen",
    "earl",
    "count",
    "countess",
    "baron",
    "baroness",
    "lord",
    "lady",
    "marquess",
    "emperor",
    "bishop",
    "archbishop",
    "pope",
    "st.",
];

/// "Jane Roe of Orbex": that she belongs there is told, and not as what.
fn affiliated(view: &View<'_>, kinds: &[EntityKind]) -> Vec<Post> {
    let document = view.document;
    let mut all = Vec::new();
    for (index, mention) in document.mentions.iter().enumerate() {
        let of = mention.tokens.end;
        let name = mention.form == MentionForm::Name && mention.kind == Some(EntityKind::Person);
        // "the Duchess of Lund" says what she is called.
        let noble = mention.tokens.clone().any(|t| NOBLE.contains(&&*view.lower[t]));
        if noble || !name || view.lower.get(of).is_none_or(|word| word != "of") {
            continue;
        }
        let at = of + 1 + usize::from(view.lower.get(of + 1).is_some_and(|word| word == "the"));
        let organisation = |f: &Filler| {
            view.parties.list[f.party].kind == Some(EntityKind::Organisation) && view.fits(f, kinds)
        };
        let same = at < document.tokens.len()
            && document.sentence_of(at) == document.sentence_of(mention.head);
        let Some(object) =
            same.then(|| view.fillers_at(at).into_iter().find(organisation)).flatten()
        else {
            continue;
        };
        for subject in view.fillers_of(index) {
            let (head, past) = (mention.head, false);
            let object = Some(object);
            let signs = Signs::plain(How::Near);
            all.push(Post { subject, object, value: None, head, past, signs });
        }
    }
    all
}

/// Roles that a place may have: "the Lund mayor", but "a Lund writer" is only from there.
const OF_PLACES: &[&str] = &[
    "president",
    "chair",
    "chairman",
    "chief",
    "secretary",
    "minister",
    "chancellor",
    "senator",
    "sen.",
    "congressman",
    "congresswoman",
    "representative",
    "rep.",
    "governor",
    "gov.",
    "mayor",
    "lawmaker",
    "speaker",
    "leader",
    "ambassador",
    "commissioner",
    "councilman",
    "councilwoman",
    "councillor",
    "councilor",
    "councilmember",
    "attorney",
    "prosecutor",
    "sheriff",
    "general",
    "superintendent",
    "administrator",
    "premier",
    "inspector",
    "coach",
    "captain",
    "manager",
    "player",
    "goalkeeper",
    "striker",
    "midfielder",
    "defender",
    "forward",
    "guard",
    "quarterback",
    "pitcher",
    "bishop",
    "archbishop",
    "envoy",
    "mp",
    "spokesperson",
    "spokesman",
    "spokeswoman",
    "delegate",
    "deputy",
];

/// Whether the role says who made a work, which is told of the work.
fn makes(view: &View<'_>, role: &Role, object: &Filler) -> bool {
    let kind = view.parties.list[object.party].kind;
    let work = kind == Some(EntityKind::Work);
    let word = view.lower[role.head].trim_end_matches('s');
    // "prize-winning journalist" says what he won.
    if kind == Some(EntityKind::Award) {
        return true;
    }
    work && matches!(
        word,
        "director"
            | "producer"
            | "writer"
            | "author"
            | "screenwriter"
            | "creator"
            | "showrunner"
            | "singer"
            | "rapper"
            | "vocalist"
            | "songwriter"
            | "composer"
            | "choreographer"
            | "critic"
            | "designer"
    )
}

/// Whether the role is one that the object may have.
fn of_place(view: &View<'_>, role: &Role, object: &Filler) -> bool {
    let place = view.parties.list[object.party].kind == Some(EntityKind::Place);
    let word = view.lower[role.head].as_str();
    let one = word.strip_suffix('s').unwrap_or(word);
    !place || role.elsewhere || OF_PLACES.contains(&word) || OF_PLACES.contains(&one)
}

fn is_title(view: &View<'_>, role: &Role, value: &ValueFiller) -> bool {
    let before = value.span.start < view.document.tokens[role.end - 1].span.end;
    let text = value.span.of(&view.document.text).to_lowercase();
    let capital = value.text.starts_with(char::is_uppercase);
    before && capital && TITLES.contains(&text.as_str())
}

/// Whether the role is one of an organisation that the article may have named: "the head coach", but
/// not "tennis coach".
fn topical(view: &View<'_>, role: &Role) -> bool {
    let word = view.lower[role.head].as_str();
    let one = word.strip_suffix('s').unwrap_or(word);
    let alone = matches!(one, "singer" | "guitarist" | "executive" | "director");
    let within = |t: usize| WITHIN.contains(&&*view.lower[t]);
    KNOWN_BY_TOPIC.contains(&one)
        && (!alone || role.start < role.head)
        && (role.start..role.head).all(within)
}

/// Words before a role that tell which of an organisation's it is.
const WITHIN: &[&str] = &[
    "lead",
    "head",
    "interim",
    "assistant",
    "associate",
    "executive",
    "managing",
    "chief",
    "artistic",
    "festival",
    "team",
    "band",
    "company",
    "studio",
    "network",
    "co",
    "-",
    "founding",
    "general",
];

/// Whether two roles are one after the other of one person: "founder and chief executive".
fn joins(view: &View<'_>, first: &Role, second: &Role) -> bool {
    if first.last > second.first {
        return first.end <= second.first
            && view.lower.get(first.end).is_some_and(|w| w == "and" || w == "/");
    }
    // "director for Orbex menswear and the founder of Globex"
    let noun = |&t: &usize| view.document.tokens[t].upos == Upos::Noun;
    let start = (first.last..second.first).find(|t| !noun(t)).unwrap_or(first.last);
    let between: Vec<&str> = (start..second.first).map(|t| view.lower[t].as_str()).collect();
    matches!(between.as_slice(), ["and"] | ["/"] | [",", "and"] | ["and", "a" | "the"] | ["&"])
}

fn role_at(view: &View<'_>, head: usize, roles: &[String], kinds: &[EntityKind]) -> Role {
    let document = view.document;
    let sentence = document.sentences[document.sentence_of(head)].tokens.clone();
    let range = role_range(view, head);
    let (start, end) = (range.start, range.end);
    let mut role = Role {
        head,
        start,
        first: start,
        end,
        last: end,
        object: None,
        past: false,
        owned: false,
        elsewhere: false,
    };
    let word = |t: usize| if sentence.contains(&t) { view.lower[t].as_str() } else { "" };
    let fits = |t: usize| {
        sentence
            .contains(&t)
            .then(|| view.fillers_at(t).into_iter().find(|f| view.fits(f, kinds)))?
    };
    // What stands before it: "former Orbex", "the company's", "“Sunrise”".
    let mut at = start;
    for _ in 0..8 {
        let Some(before) = at.checked_sub(1).filter(|t| sentence.contains(t)) else { break };
        let token = &document.tokens[before];
        if PAST.contains(&word(before)) {
            role.past = true;
        } else if let Some(name) = view.name_at(before).or_else(|| view.mention_at(before)) {
            let mention = &document.mentions[name];
            if mention.form == MentionForm::Pronoun {
                role.owned = !matches!(word(before), "its" | "their" | "our");
                if token.xpos != Xpos::PrpPoss || role.owned {
                    break;
                }
            } else if role.object.is_some() || mention.tokens.end > at {
                break;
            }
            match fits(before) {
                Some(filler) if role.object.is_none() => role.object = Some(filler),
                Some(_) => {}
                None => {
                    let person = view.fillers_at(before);
                    let person = person.iter().any(|f| view.fits(f, &[EntityKind::Person]));
                    role.owned |= person && (word(at) == "'s" || word(at) == "’s" || at == start);
                    break;
                }
            }
            at = mention.tokens.start.min(before);
            role.first = at;
            continue;
        } else if role.object.is_none() && token.upos == Upos::Propn && fits(before).is_some() {
            role.object = fits(before);
            if let Some(filler) = role.object {
                at = document.tokens_in(filler.span).start;
                role.first = at;
                continue;
            }
        } else {
            let mark =
                matches!(word(before), "-" | "\"" | "”" | "“" | "'s" | "’s" | "'" | "’" | "‘");
            // "the state's longest serving senator".
            let participle = token.upos == Upos::Verb && token.deprel == Deprel::Amod;
            let noun = token.upos == Upos::Noun && role.object.is_none() && word(at) != "'s";
            let part = mark
                || participle
                || noun
                || matches!(token.upos, Upos::Det | Upos::Adj | Upos::Num);
            if !part || (token.upos == Upos::Punct && word(before) == ",") {
                break;
            }
        }
        at = before;
        role.first = at;
    }
    // What stands after it: "of Orbex", "at the company".
    let mut next = end;
    if matches!(word(next), "of" | "at" | "for" | "with" | "in" | "on") {
        next += 1;
        let mut beyond = None;
        role.elsewhere = true;
        for place in next..next + REACH {
            if beyond.is_some_and(|end| place <= end) {
                continue;
            }
            if let Some(filler) = fits(place) {
                let whole = document.tokens_in(filler.span);
                // "of Orbex's board" is not of Orbex.
                if matches!(word(whole.end), "'s" | "’s" | "'" | "’") {
                    beyond = Some(whole.end);
                    continue;
                }
                role.object = role
                    .object
                    .filter(|o| view.doubt(o, &[EntityKind::Organisation]) == Some(0.0))
                    .or(Some(filler));
                role.last = whole.end.max(place + 1);
                break;
            }
            // "editor of a magazine and producer at Orbex" edits elsewhere.
            let inside = sentence.contains(&place)
                && !role_head(view, place, roles)
                && matches!(
                    document.tokens[place].upos,
                    Upos::Det | Upos::Adj | Upos::Noun | Upos::Punct | Upos::Adp | Upos::Cconj
                )
                && !matches!(word(place), "," | "." | ";" | ":" | "—");
            if !inside {
                break;
            }
        }
    }
    role
}

/// The most words between a role and where it is: "professor of physics and history at Lund".
const REACH: usize = 10;

/// Returns who holds the post, and whether the name stands beside it.
fn holders_of(view: &View<'_>, role: &Role) -> (Vec<Filler>, bool) {
    let document = view.document;
    let sentence = document.sentences[document.sentence_of(role.head)].tokens.clone();
    let word = |t: usize| if sentence.contains(&t) { view.lower[t].as_str() } else { "" };
    let many = matches!(document.tokens[role.head].xpos, Xpos::Nns | Xpos::Nnps);
    let people = |t: usize| -> Vec<Filler> {
        if !sentence.contains(&t) {
            return Vec::new();
        }
        let all = if many { view.fillers(t) } else { view.fillers_at(t) };
        all.into_iter().filter(|f| f.named && view.fits(f, &[EntityKind::Person])).collect()
    };
    // "chief executive Jane Roe", "the company's chief executive, Jane Roe, said".
    for after in [role.end, role.last] {
        let comma = word(after) == ",";
        let mut at = after + usize::from(comma);
        while matches!(word(at), "the" | "rev." | "dr." | "mr." | "mrs." | "ms." | "sir" | "dame") {
            at += 1;
        }
        if !sentence.contains(&at) {
            continue;
        }
        let Some(name) = view.name_at(at) else { continue };
        let head = document.mentions[name].head;
        let closed =
            matches!(word(document.mentions[name].tokens.end), "," | "." | "" | "—" | ")" | "and");
        let definite = role.first < role.start || word(role.first) == "the" || role.last > role.end;
        if (!comma && after == role.end) || (comma && closed && definite) {
            let held = people(head);
            if !held.is_empty() {
                return (held, true);
            }
        }
    }
    // "Jane Roe, 54, the founder of Orbex".
    let mut at = role.first;
    while at > sentence.start && matches!(word(at - 1), "the" | "a" | "an" | "one" | "of") {
        at -= 1;
    }
    let mut aside = 0;
    while at > sentence.start && aside < 3 {
        let before = at - 1;
        let age = word(before).bytes().all(|b| b.is_ascii_digit()) && !word(before).is_empty();
        if !(matches!(word(before), "," | "(" | "—") || (age && word(at) == ",")) {
            break;
        }
        aside += 1;
        at = before;
    }
    if aside > 0
        && at > sentence.start
        && let Some(name) = view.name_at(at - 1)
        && document.mentions[name].tokens.end == at
    {
        let held = people(document.mentions[name].head);
        if !held.is_empty() {
            return (held, true);
        }
    }
    if role.object.is_none() {
        return (Vec::new(), false);
    }
    // "She was the chief of Orbex", and "the “Sunrise” host" whose name is known.
    let fits = |f: &Filler| view.fits(f, &[EntityKind::Person]) && !anybody(view, f);
    let said = view.graph.out(role.head).iter().filter(|e| e.rel == Rel::Subject);
    let all =
        |t: usize| if many { view.fillers(t) } else { view.fillers_at(view.graph.antecedent(t)) };
    let mut held: Vec<Filler> = said.flat_map(|e| all(e.to)).filter(fits).collect();
    if held.is_empty() && view.stands_for_itself(role.head) {
        held = view.fillers_at(role.head).into_iter().filter(fits).collect();
    }
    // "She spent years as a coach with Orbex".
    if held.is_empty() {
        held = serving(view, role.head).into_iter().filter(fits).collect();
    }
    held.dedup_by_key(|f| f.party);
    (held, false)
}

/// Returns where somebody goes or comes "as" the role: "she joined Orbex as a producer".
fn joined(view: &View<'_>, head: usize, kinds: &[EntityKind]) -> Option<Filler> {
    let verbs = ["join", "go", "move", "sign", "come", "return"];
    let verb = view.graph.reaching(head).iter().find(|e| {
        e.rel == prep("as") && verbs.contains(&view.document.tokens[e.to].lemma.as_str())
    })?;
    let places = [Rel::Object, prep("to"), prep("with")];
    let at = view.graph.out(verb.to).iter().filter(|e| places.contains(&e.rel));
    at.flat_map(|e| view.fillers_at(e.to)).find(|f| view.fits(f, kinds) && !anybody(view, f))
}

/// Returns who serves "as" the role.
fn serving(view: &View<'_>, head: usize) -> Vec<Filler> {
    let document = view.document;
    let mut all = Vec::new();
    for edge in view.graph.reaching(head).iter().filter(|e| e.rel == prep("as")) {
        let word = &document.tokens[edge.to];
        if !SERVING.contains(&word.lemma.as_str()) {
            continue;
        }
        let verb = if word.upos == Upos::Verb { edge.to } else { view.governor(edge.to) };
        for relation in [Rel::Of, Rel::Subject] {
            let from = if relation == Rel::Of { edge.to } else { verb };
            let held = view.graph.out(from).iter().filter(|e| e.rel == relation);
            all.extend(held.flat_map(|e| view.fillers(view.graph.antecedent(e.to))));
            if !all.is_empty() {
                return all;
            }
        }
    }
    all
}

/// Whether the party has no name.
fn anybody(view: &View<'_>, filler: &Filler) -> bool {
    let name = &view.parties.list[filler.party].name;
    !name.contains(char::is_uppercase)
}

/// Returns the words that say it.
pub(super) fn span(view: &View<'_>, post: &Post) -> Span {
    let head = view.document.tokens[post.head].span;
    let role = post.value.as_ref().map_or(head, |value| value.span);
    let span = role.cover(post.subject.span).cover(head);
    // An organisation that the text leaves out is no part of what is said.
    let near = |o: &Filler| {
        let sentence = view.document.sentence_of(post.head);
        view.document.sentences[sentence].span.contains(o.span)
    };
    post.object.filter(near).map_or(span, |o| span.cover(o.span))
}

/// Whether the role is told by a description: no verb says it.
pub(super) fn describing(view: &View<'_>, head: usize) -> bool {
    let document = view.document;
    document.child(head, Deprel::Cop).is_none()
        && !document.children(head).any(|c| document.tokens[c].deprel.is_subject())
        && document.tokens[head].deprel != Deprel::Obl
}

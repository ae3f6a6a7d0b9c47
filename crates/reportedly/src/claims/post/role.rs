//! A role with what stands around it: "the former Orbex chief executive", "professor of law at Lund".

use reportedly_nlp::{Deprel, EntityKind, MentionForm, Upos, Xpos};

use super::fit::POLITICAL;
use super::holder::anybody;
use crate::claims::graph::{Rel, prep};
use crate::claims::value::{role_head, role_range};
use crate::claims::view::{Filler, View};

/// Words that say that a post is held no longer.
const PAST: &[&str] =
    &["former", "then", "ex", "onetime", "one-time", "late", "erstwhile", "ousted", "disgraced"];

/// A role with what stands around it.
pub(super) struct Role {
    pub head: usize,
    /// The first word of the role itself.
    pub start: usize,
    /// Where the phrase begins, with the organisation before it.
    pub first: usize,
    /// One past the role and its "of".
    pub end: usize,
    /// One past the phrase, with the organisation after it.
    pub last: usize,
    pub object: Option<Filler>,
    pub past: bool,
    /// Whether it is somebody's own: "her lawyer".
    pub owned: bool,
    /// Whose it is then.
    pub owner: Option<Filler>,
    /// Whether the role is one that somebody has for that person.
    pub personal: bool,
    /// Whether the text says where, by whatever words.
    pub elsewhere: bool,
}

/// Whether two roles are one after the other of one person: "founder and chief executive".
pub(super) fn joins(view: &View<'_>, first: &Role, second: &Role) -> bool {
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

pub(super) fn role_at(
    view: &View<'_>,
    head: usize,
    roles: &[String],
    kinds: &[EntityKind],
) -> Role {
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
        owner: None,
        personal: false,
        elsewhere: false,
    };
    let word = |t: usize| if sentence.contains(&t) { view.lower[t].as_str() } else { "" };
    let fits = |t: usize| {
        sentence
            .contains(&t)
            .then(|| view.fillers_at(t).into_iter().find(|f| view.fits(f, kinds)))?
    };
    let person = |t: usize| {
        let mut all = view.fillers_at(t).into_iter();
        all.find(|f| view.parties.list[f.party].kind == Some(EntityKind::Person))
    };
    // What stands before it: "former Orbex", "the company's", "“Sunrise”".
    let mut at = start;
    for _ in 0..8 {
        let Some(before) = at.checked_sub(1).filter(|t| sentence.contains(t)) else { break };
        let token = &document.tokens[before];
        if before == sentence.start && ASKING.contains(&word(before)) {
            break;
        } else if PAST.contains(&word(before)) {
            role.past = true;
        } else if let Some(nation) = view.nation(before).filter(|_| role.object.is_none()) {
            if !POLITICAL.contains(&&*view.lower[head]) {
                break;
            }
            role.object = Some(nation);
            role.first = before;
            at = before;
            continue;
        } else if let Some(name) = view.name_at(before).or_else(|| view.mention_at(before)) {
            let mention = &document.mentions[name];
            if mention.form == MentionForm::Pronoun {
                role.owned = !matches!(word(before), "its" | "their" | "our");
                if token.xpos != Xpos::PrpPoss || role.owned {
                    if token.xpos == Xpos::PrpPoss {
                        role.owner = person(before);
                        role.first = before;
                    }
                    break;
                }
            } else if role.object.is_some() || mention.tokens.end > at {
                break;
            }
            match fits(before) {
                Some(filler) if role.object.is_none() => role.object = Some(filler),
                Some(_) => {}
                None => {
                    let owner = person(before);
                    if word(at) == "'s" || word(at) == "’s" || at == start {
                        role.owned |= owner.is_some();
                        role.owner = role.owner.or(owner);
                        role.first = mention.tokens.start.min(before);
                    }
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
    if matches!(word(next), "of" | "at" | "for" | "with" | "in" | "on" | "from") {
        // "a singer from the band Orbex" is in it; one from Lund is not.
        let from = word(next) == "from";
        let fits = |t: usize| {
            let body =
                |f: &Filler| view.parties.list[f.party].kind == Some(EntityKind::Organisation);
            fits(t).filter(|f| !from || body(f))
        };
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
    if role.object.is_none() && PERSONAL.contains(&one(word(head))) {
        // "an attorney for Roe", "a lawyer representing Roe"
        let at = end + 1 + usize::from(word(end + 1) == "the");
        if matches!(word(end), "of" | "for" | "to" | "representing")
            && sentence.contains(&at)
            && let Some(owner) = person(at).filter(|f| f.named)
        {
            role.owner = Some(owner);
            role.last = document.tokens_in(owner.span).end.max(at + 1);
        }
        if let Some(owner) = role.owner {
            role.object = Some(owner);
            role.owned = false;
            role.personal = true;
            role.elsewhere = true;
        }
    }
    role
}

/// What readers are asked to do: in "Reach reporter Jane Roe at" nobody reports for Reach.
const ASKING: &[&str] = &["reach", "contact", "follow", "email", "call", "meet", "watch"];

/// Roles that somebody has for one person: "her lawyer", "Roe's publicist".
const PERSONAL: &[&str] = &[
    "lawyer",
    "attorney",
    "counsel",
    "solicitor",
    "publicist",
    "manager",
    "agent",
    "representative",
    "rep",
    "spokesperson",
    "spokesman",
    "spokeswoman",
    "adviser",
    "advisor",
    "aide",
    "assistant",
    "coach",
    "trainer",
    "interpreter",
    "stylist",
];

/// Returns the word for one of many: "lawyer" for "lawyers".
fn one(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

/// The most words between a role and where it is: "professor of physics and history at Lund".
const REACH: usize = 10;

/// Returns where somebody goes or comes "as" the role: "she joined Orbex as a producer".
pub(super) fn joined(view: &View<'_>, head: usize, kinds: &[EntityKind]) -> Option<Filler> {
    let verbs = ["join", "go", "move", "sign", "come", "return"];
    let verb = view.graph.reaching(head).iter().find(|e| {
        e.rel == prep("as") && verbs.contains(&view.document.tokens[e.to].lemma.as_str())
    })?;
    let places = [Rel::Object, prep("to"), prep("with")];
    let at = view.graph.out(verb.to).iter().filter(|e| places.contains(&e.rel));
    at.flat_map(|e| view.fillers_at(e.to)).find(|f| view.fits(f, kinds) && !anybody(view, f))
}

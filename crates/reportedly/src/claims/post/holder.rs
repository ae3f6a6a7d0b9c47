//! Who holds a post: whose name stands beside it, of whom it is said, who serves as it.

use reportedly_nlp::{EntityKind, MentionForm, Upos, Xpos};

use super::Post;
use super::role::Role;
use crate::claims::confidence::{How, Signs};
use crate::claims::graph::{Rel, prep};
use crate::claims::view::{Filler, View};

/// Verbs and nouns after which "as" tells a post: "served as", "a stint as".
const SERVING: &[&str] = &[
    "serve", "work", "act", "spend", "start", "begin", "continue", "return", "join", "take", "go",
    "sign", "move", "come", "retire", "resign", "step", "quit", "leave", "remain", "stay", "stint",
    "tenure", "time", "year", "season", "career", "job", "role", "term",
];

/// Returns who holds the post, and whether the name stands beside it.
pub(super) fn holders_of(view: &View<'_>, role: &Role) -> (Vec<Filler>, bool) {
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
            let mut held = people(head);
            if many {
                listed(view, document.mentions[name].tokens.end, sentence.end, &mut held);
            }
            if !held.is_empty() {
                return (held, true);
            }
        }
    }
    // "Orbex cartoonist and promoter Jane Roe"
    if matches!(word(role.end), "and" | "-" | "/") && !many {
        let noun = |t: usize| {
            view.name_at(t).is_none()
                && matches!(document.tokens[t].upos, Upos::Noun | Upos::Adj)
                && !matches!(document.tokens[t].xpos, Xpos::Nns | Xpos::Nnps)
        };
        let mut at = role.end + 1;
        while sentence.contains(&at) && at < role.end + 4 && noun(at) {
            at += 1;
        }
        if at > role.end + 1 && sentence.contains(&at) && view.name_at(at).is_some() {
            let held = people(at);
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
    at = before_and(view, at, sentence.start);
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
    // "She left Jane Roe, a spokesman said": who says so is nobody named before.
    let after = role.last.max(role.end);
    let says = sentence.contains(&after) && view.cue[after];
    if aside > 0
        && !says
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
    // Whose lawyer is meant by a description is seldom who was last called one.
    if held.is_empty() && !role.personal && view.stands_for_itself(role.head) {
        held = view.fillers_at(role.head).into_iter().filter(fits).collect();
    }
    // "She spent years as a coach with Orbex".
    if held.is_empty() {
        held = serving(view, role.head).into_iter().filter(fits).collect();
    }
    held.dedup_by_key(|f| f.party);
    (held, false)
}

/// The most words of what else somebody is called before a post.
const ELSE: usize = 9;

/// "Jane Roe, a mother of two and director of Orbex": returns where what else she is called begins, else
/// the token itself.
fn before_and(view: &View<'_>, at: usize, start: usize) -> usize {
    let document = view.document;
    if at == start || view.lower[at - 1] != "and" {
        return at;
    }
    let first = start.max(at.saturating_sub(ELSE));
    let part = |t: &usize| {
        matches!(
            document.tokens[*t].upos,
            Upos::Noun | Upos::Adj | Upos::Det | Upos::Adp | Upos::Num | Upos::Part | Upos::Propn
        ) || view.lower[*t] == "-"
    };
    let open = (first..at - 1).rev().find(|t| !part(t));
    open.filter(|&t| view.lower[t] == ",").map_or(at, |comma| comma + 1)
}

/// Adds the people who follow a name in a list: "writers Jane Roe in Lund, John Poe and Ann Lee in Malmö".
fn listed(view: &View<'_>, from: usize, end: usize, held: &mut Vec<Filler>) {
    let document = view.document;
    let mut at = from;
    while at < end {
        if view.lower[at] == "in" && at + 1 < end {
            let Some(place) = view.name_at(at + 1) else { break };
            if document.mentions[place].kind != Some(EntityKind::Place) {
                break;
            }
            at = document.mentions[place].tokens.end;
            continue;
        }
        let mark =
            (at..end.min(at + 2)).take_while(|&t| matches!(&*view.lower[t], "," | "and" | "&"));
        let next = at + mark.count();
        let Some(name) = (next > at && next < end).then(|| view.name_at(next)).flatten() else {
            break;
        };
        let mention = &document.mentions[name];
        if mention.kind != Some(EntityKind::Person) || mention.tokens.start != next {
            break;
        }
        for filler in view.fillers_of(name) {
            if held.iter().all(|known| known.party != filler.party) {
                held.push(filler);
            }
        }
        at = mention.tokens.end;
    }
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
            // "Weston and Roe, who served as mayor": one of them did.
            let one = matches!(document.tokens[head].xpos, Xpos::Nn | Xpos::Nnp);
            all.extend(held.flat_map(|e| view.fillers(view.graph.antecedent(e.to))));
            if one && held_by_relative(view, from, relation) {
                let last = all.iter().copied().max_by_key(|f: &Filler| f.span.end);
                all = last.into_iter().collect();
            }
            if !all.is_empty() {
                return all;
            }
        }
    }
    all
}

/// Whether a relative pronoun says who it is: "Weston and Roe, who served as mayor".
fn held_by_relative(view: &View<'_>, verb: usize, relation: Rel) -> bool {
    view.graph.out(verb).iter().any(|e| e.rel == relation && view.graph.is_relative(e.to))
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
pub(super) fn affiliated(view: &View<'_>, kinds: &[EntityKind]) -> Vec<Post> {
    let document = view.document;
    let mut all = Vec::new();
    for (index, mention) in document.mentions.iter().enumerate() {
        all.extend(possessed(view, index, kinds));
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

/// "Orbex's Jane Roe", "the Tigers' Jane Roe": whom an organisation has.
fn possessed(view: &View<'_>, index: usize, kinds: &[EntityKind]) -> Vec<Post> {
    let document = view.document;
    let owner = &document.mentions[index];
    let mark = owner.tokens.end;
    let kinds_of_bodies = [EntityKind::Organisation, EntityKind::Product];
    let body = owner.form == MentionForm::Name
        && owner.kind.is_some_and(|kind| kinds_of_bodies.contains(&kind));
    let next = mark + 1;
    let marked = next < document.tokens.len()
        && document.tokens[mark].xpos == Xpos::Pos
        && document.sentence_of(next) == document.sentence_of(owner.head);
    if !body || !marked {
        return Vec::new();
    }
    let Some(name) = view.name_at(next) else { return Vec::new() };
    let mention = &document.mentions[name];
    // "Orbex's Anna" may be a character or a product.
    let whole = mention.tokens.start == next && mention.tokens.len() > 1;
    let (object, head) = (view.fillers_of(index).pop(), mention.head);
    let object = object.filter(|f| view.fits(f, kinds));
    let person = mention.kind == Some(EntityKind::Person) && whole;
    if !person || object.is_none() {
        return Vec::new();
    }
    let signs = Signs::plain(How::Near);
    let holders = view.fillers_of(name).into_iter();
    holders.map(|subject| Post { subject, object, value: None, head, past: false, signs }).collect()
}

/// Whether the party has no name.
pub(super) fn anybody(view: &View<'_>, filler: &Filler) -> bool {
    let name = &view.parties.list[filler.party].name;
    !name.contains(char::is_uppercase)
}

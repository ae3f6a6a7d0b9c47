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

/// Whether the party has no name.
pub(super) fn anybody(view: &View<'_>, filler: &Filler) -> bool {
    let name = &view.parties.list[filler.party].name;
    !name.contains(char::is_uppercase)
}

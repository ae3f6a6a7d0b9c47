//! What stands in a place and is nobody: whom no reader can ask for by a name.

use reportedly_nlp::EntityKind;

use super::view::{Filler, View};
use crate::claim::Argument;

/// Whether somebody is never named: a claim about "a guest" or "the actress" is about nobody that
/// can be asked for, and so is one about an "I" whose words nobody is known to have said.
pub(super) fn is_anybody(party: &Argument) -> bool {
    let first = party.name.split(' ').next().unwrap_or_default().to_lowercase();
    let person = party.kind == Some(EntityKind::Person);
    // "his Lund-based company": told by whose it is, and by no name.
    let owned = ["his ", "her ", "its ", "their ", "my ", "our ", "your "];
    let body = matches!(party.kind, Some(EntityKind::Organisation | EntityKind::Person) | None);
    if body && owned.iter().any(|owner| party.name.starts_with(owner)) {
        return true;
    }
    let named = party.name.contains(char::is_uppercase);
    // "16-year-old boys"; "will.i.am" and "deadmau5" are somebody.
    if person && !is_pronoun(party) && party.name.chars().all(|c| c.is_lowercase() || c == ' ') {
        return true;
    }
    let described = (person || (!named && party.kind == Some(EntityKind::Organisation)))
        && ARTICLES.contains(&first.as_str());
    let unknown = matches!(first.as_str(), "a" | "an")
        && matches!(party.kind, Some(EntityKind::Person | EntityKind::Organisation));
    is_pronoun(party) || described || unknown
}

/// Whether somebody is told of by a pronoun alone.
pub(super) fn is_pronoun(party: &Argument) -> bool {
    PRONOUNS.contains(&party.name.to_lowercase().as_str())
}

const PRONOUNS: &[&str] =
    &["i", "we", "you", "he", "she", "they", "it", "me", "us", "them", "my", "our", "who"];

const ARTICLES: &[&str] =
    &["a", "an", "the", "my", "our", "your", "his", "her", "their", "its", "this", "that", "every"];

/// Whether the words name nothing that could be asked for: "the event", "film festivals", "a first
/// film", half of a quotation, a place in the charts, a category of prizes taken for a film.
pub(super) fn is_nothing(view: &View<'_>, party: &Filler) -> bool {
    let named = view.is_named(party.party);
    // "Off-White": half of a name.
    let before = &view.document.text.as_bytes()[..party.span.start];
    let halved_word = before.ends_with(b"-")
        && before.len() > 1
        && before[before.len() - 2].is_ascii_alphabetic();
    let party = &view.parties.list[party.party];
    let name = party.name.as_str();
    let articles = ["The ", "the ", "A ", "a ", "An ", "an "];
    let bare = articles.iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name);
    let small = !bare.chars().any(|c| c.is_uppercase() || c.is_numeric());
    let whose = ["his ", "her ", "their ", "its ", "my ", "our "];
    let owned = whose.iter().any(|word| name.to_lowercase().starts_with(word));
    let halved = name.matches('"').count() % 2 == 1
        || name.matches('“').count() != name.matches('”').count()
        || name.split_once(':').is_some_and(|(_, rest)| rest.starts_with(char::is_alphabetic));
    let several = name.ends_with('s') && !name.ends_with("ss") && !name.ends_with("'s");
    let unsaid = match party.kind {
        // "a news conference" is held to tell something, and nobody's to go to.
        Some(EntityKind::Event) => {
            let telling = bare.ends_with("news conference") || bare.ends_with("press conference");
            small && (several || owned || telling || !bare.contains(' '))
        }
        // "accepted the award"
        Some(EntityKind::Award) => {
            small
                && matches!(
                    bare,
                    "award" | "prize" | "title" | "honor" | "honour" | "trophy" | "medal"
                )
        }
        Some(EntityKind::Work) => {
            let dressed = bare != name || name.contains("-winning") || name.contains("-nominated");
            (!named && (small || owned || dressed))
                || ((name.contains("Actor") || name.contains("Actress"))
                    && ["Outstanding", "Best", "Worst", "Lead", "Supporting"]
                        .iter()
                        .any(|word| name.starts_with(word)))
        }
        // "the late Orbex director"
        Some(EntityKind::Person) => !named && party.members.is_empty() && !view.strangers,
        None => !named && small && party.members.is_empty(),
        _ => false,
    };
    let generic =
        matches!(name, "TV" | "Internet" | "Broadway") && party.kind != Some(EntityKind::Place);
    halved || halved_word || generic || unsaid || name.starts_with("No. ")
}

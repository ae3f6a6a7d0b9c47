//! Where something is, told beside its name: "the Grand Palace in Lund", "Lund Arena in Skåne".
//!
//! Only of what has a place of its own: "Orbex in Lund" says where Orbex did something.

use reportedly_nlp::{EntityKind, MentionForm};

use super::view::{Filler, View};

/// Something with where it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Located {
    /// What.
    pub subject: Filler,
    /// Where.
    pub object: Filler,
    /// The word that the name hangs on.
    pub head: usize,
}

/// Words that end the names of what stands somewhere.
const VENUES: &[&str] = &[
    "academy",
    "airport",
    "arena",
    "ballroom",
    "beach",
    "castle",
    "cathedral",
    "cemetery",
    "center",
    "centre",
    "chapel",
    "church",
    "clinic",
    "club",
    "college",
    "court",
    "courthouse",
    "festival",
    "gallery",
    "garden",
    "gardens",
    "hall",
    "hospital",
    "hotel",
    "house",
    "inn",
    "jail",
    "library",
    "mall",
    "mosque",
    "museum",
    "palace",
    "park",
    "plaza",
    "prison",
    "resort",
    "restaurant",
    "school",
    "stadium",
    "studios",
    "temple",
    "theater",
    "theatre",
    "tower",
    "university",
    "zoo",
];

/// Returns what is told to be where, in text order.
pub(super) fn places(view: &View<'_>) -> Vec<Located> {
    let document = view.document;
    let mut all = Vec::new();
    for (index, mention) in document.mentions.iter().enumerate() {
        if mention.form != MentionForm::Name {
            continue;
        }
        // The word may stand before the place: "Lund Studios Skåne".
        let venue = mention.tokens.clone().skip(1).any(|t| VENUES.contains(&&*view.lower[t]));
        let kinds = [EntityKind::Place, EntityKind::Organisation, EntityKind::Event];
        let sort = venue && mention.kind.is_some_and(|kind| kinds.contains(&kind));
        let sentence = &document.sentences[document.sentence_of(mention.head)].tokens;
        let at = mention.tokens.end;
        if !sort || !sentence.contains(&at) || view.lower[at] != "in" {
            continue;
        }
        let article = sentence.contains(&(at + 1)) && view.lower[at + 1] == "the";
        let at = at + 1 + usize::from(article);
        if !sentence.contains(&at) {
            continue;
        }
        let fits =
            |f: &Filler| view.parties.list[f.party].kind == Some(EntityKind::Place) && f.named;
        let Some(object) = view.fillers_at(at).into_iter().find(fits) else { continue };
        for subject in view.fillers_of(index) {
            if subject.party != object.party {
                all.push(Located { subject, object, head: mention.head });
            }
        }
    }
    all
}

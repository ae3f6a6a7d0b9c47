//! Where something is, told beside its name: "the Grand Palace in Lund", "Lund Arena in Skåne".
//!
//! Only of what has a place of its own: "Orbex in Lund" says where Orbex did something.

use std::ops::Range;

use reportedly_nlp::{EntityKind, MentionForm, Span, Upos, Xpos};

use super::describe::body_before;
use super::view::{Filler, View};

/// Something with where it is.
#[derive(Clone, Debug)]
pub(super) struct Located {
    /// What.
    pub subject: Filler,
    /// Where.
    pub place: Where,
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
    "bakery",
    "bar",
    "bistro",
    "bookstore",
    "brewery",
    "cafe",
    "café",
    "casino",
    "castle",
    "cathedral",
    "cemetery",
    "center",
    "centre",
    "chapel",
    "church",
    "cinema",
    "circuit",
    "clinic",
    "club",
    "college",
    "court",
    "diner",
    "courthouse",
    "festival",
    "field",
    "fairgrounds",
    "gallery",
    "forum",
    "garden",
    "gardens",
    "hall",
    "hospital",
    "hotel",
    "house",
    "inn",
    "jail",
    "library",
    "lounge",
    "mall",
    "mosque",
    "nightclub",
    "pub",
    "ranch",
    "winery",
    "museum",
    "opera",
    "palace",
    "pavilion",
    "park",
    "playhouse",
    "plaza",
    "prison",
    "raceway",
    "resort",
    "restaurant",
    "saloon",
    "school",
    "speedway",
    "stadium",
    "studios",
    "temple",
    "theater",
    "theatre",
    "tavern",
    "tower",
    "university",
    "zoo",
];

/// Words that end the name of a street.
const STREETS: &[&str] = &[
    "st",
    "street",
    "ave",
    "avenue",
    "blvd",
    "boulevard",
    "road",
    "rd",
    "drive",
    "dr",
    "lane",
    "ln",
    "way",
    "place",
    "pl",
    "court",
    "ct",
    "parkway",
    "pkwy",
    "highway",
    "hwy",
    "square",
    "terrace",
    "circle",
    "freeway",
    "expressway",
    "turnpike",
    "alley",
    "pike",
    "broadway",
    "playhouse",
    "plaza",
    "row",
    "green",
    "loop",
    "trail",
];

/// The most words of an address before its city.
const ADDRESS: usize = 9;

/// Where something is.
#[derive(Clone, Debug)]
pub(super) enum Where {
    /// In a place that has a name.
    Named(Filler),
    /// At an address, with the city if it is told.
    Address { words: Span, city: Option<Filler> },
}

/// Returns what is told to be where, in text order.
pub(super) fn places(view: &View<'_>) -> Vec<Located> {
    let document = view.document;
    let mut all = Vec::new();
    for (index, mention) in document.mentions.iter().enumerate() {
        let kinds = [EntityKind::Place, EntityKind::Organisation, EntityKind::Event];
        let Some(kind) = mention.kind.filter(|kind| kinds.contains(kind)) else { continue };
        if mention.form != MentionForm::Name {
            continue;
        }
        // The word may stand before the place: "Lund Studios Skåne".
        let venue = mention.tokens.clone().skip(1).any(|t| VENUES.contains(&&*view.lower[t]));
        let Some(place) = place_of(view, &mention.tokens, venue, Some(kind)) else { continue };
        for subject in view.fillers_of(index) {
            all.push(Located { subject, place: place.clone(), head: mention.head });
        }
    }
    // "Lund's Pabst Theater", whose name no stage took for one.
    for head in 0..document.tokens.len() {
        let venue = VENUES.contains(&&*view.lower[head])
            && document.form(head).starts_with(char::is_uppercase)
            && view.name_at(head).is_none();
        let named = |f: &Filler| f.named && document.tokens_in(f.span).len() > 1;
        let Some(subject) = venue.then(|| view.fillers_at(head).into_iter().find(named)).flatten()
        else {
            continue;
        };
        let tokens = document.tokens_in(subject.span);
        if tokens.end == head + 1
            && let Some(place) = place_of(view, &tokens, true, None)
        {
            all.push(Located { subject, place, head });
        }
    }
    all.retain(|located| {
        !matches!(located.place, Where::Named(place) if place.party == located.subject.party)
    });
    all
}

/// Returns where the words beside a name put what it names.
fn place_of(
    view: &View<'_>,
    tokens: &Range<usize>,
    venue: bool,
    kind: Option<EntityKind>,
) -> Option<Where> {
    let event = kind == Some(EntityKind::Event);
    let body = matches!(kind, Some(EntityKind::Organisation | EntityKind::Place));
    // "Lund in the Skåne hills": a town alone is named by one word as often as not.
    let long = tokens.len() > 1 && kind == Some(EntityKind::Place);
    let here = venue || event || long;
    let after = || place_after(view, tokens.end, venue).filter(|_| here);
    let hall = || venue_after(view, tokens.end).filter(|_| event);
    let owner = || owner_before(view, tokens.start).filter(|_| venue);
    let aside = || place_aside(view, tokens.end).filter(|_| venue || body);
    let named = after().or_else(hall).or_else(owner).or_else(aside).map(Where::Named);
    named.or_else(|| address(view, tokens.end))
}

/// "the Lantern, a bar and grill in Lund": where the words beside the name put what they call it.
fn place_aside(view: &View<'_>, end: usize) -> Option<Filler> {
    let document = view.document;
    let sentence = &document.sentences[document.sentence_of(end.checked_sub(1)?)].tokens;
    let word = |t: usize| if sentence.contains(&t) { view.lower[t].as_str() } else { "" };
    if word(end) != "," || !matches!(word(end + 1), "a" | "an" | "the") {
        return None;
    }
    let inside = (end + 2..end + ASIDE).find(|&t| word(t) == "in")?;
    let part = |t: usize| {
        matches!(document.tokens[t].upos, Upos::Noun | Upos::Adj | Upos::Num | Upos::Cconj)
            || matches!(word(t), "-" | "&")
            || document.tokens[t].xpos == Xpos::Vbn && word(t - 1) == "-"
    };
    let called = (end + 2..inside).filter(|&t| part(t)).count() == inside - end - 2;
    let sort = VENUES.contains(&word(inside - 1)) || body_before(document, inside).is_some();
    if !called || !sort {
        return None;
    }
    let at = inside + 1 + usize::from(SIDES.contains(&word(inside + 1)));
    sentence.contains(&at).then(|| view.fillers_at(at).into_iter().find(|f| is_place(view, f)))?
}

/// The most words of an aside before where it puts something.
const ASIDE: usize = 9;

fn is_place(view: &View<'_>, filler: &Filler) -> bool {
    view.parties.list[filler.party].kind == Some(EntityKind::Place) && filler.named
}

/// "the Grand Palace in Lund", "the Grand Theatre, Lund,".
fn place_after(view: &View<'_>, end: usize, venue: bool) -> Option<Filler> {
    let document = view.document;
    let sentence = &document.sentences[document.sentence_of(end.checked_sub(1)?)].tokens;
    if !sentence.contains(&end) {
        return None;
    }
    let at = match &*view.lower[end] {
        "in" | "on" => end + 1 + usize::from(view.lower.get(end + 1).is_some_and(|w| w == "the")),
        // "Lund, Sweden" is one place.
        "," if venue => end + 1,
        _ => return None,
    };
    if !sentence.contains(&at) {
        return None;
    }
    // "downtown Lund", "west Lund", "Lund's old town"
    let at = at + usize::from(SIDES.contains(&&*view.lower[at]) && sentence.contains(&(at + 1)));
    let place = view.fillers_at(at).into_iter().find(|f| is_place(view, f))?;
    if view.lower[end] != "," {
        return (view.lower[end] == "in").then_some(place);
    }
    // "the Lund Zoo, Grand Theatre and" is a list, and "Lund Beach, Skåne" a town.
    let own = view.document.tokens_in(place.span).any(|t| VENUES.contains(&&*view.lower[t]));
    let town = matches!(&*view.lower[end - 1], "park" | "beach" | "garden" | "gardens");
    if own || town {
        return None;
    }
    // "played the Grand Theatre, Lund and Malmö" is a list; what closes the aside is a comma or the end.
    let next = view.document.tokens_in(place.span).end;
    let closed =
        !sentence.contains(&next) || matches!(&*view.lower[next], "," | "." | ")" | ";" | "—");
    let listed = sentence.contains(&next)
        && view.lower[next] == ","
        && view.lower.get(next + 1).is_some_and(|w| w == "and" || w == "or");
    (closed && !listed).then_some(place)
}

/// "the Lund Music Festival at the Grand Arena": the venue of an event.
fn venue_after(view: &View<'_>, end: usize) -> Option<Filler> {
    let document = view.document;
    let sentence = &document.sentences[document.sentence_of(end.checked_sub(1)?)].tokens;
    if !sentence.contains(&end) || view.lower[end] != "at" {
        return None;
    }
    let at = end + 1 + usize::from(view.lower.get(end + 1).is_some_and(|w| w == "the"));
    let name = (sentence.contains(&at)).then(|| view.name_at(at)).flatten()?;
    let mention = &document.mentions[name];
    let stands = mention.kind == Some(EntityKind::Place)
        || mention.tokens.clone().any(|t| VENUES.contains(&&*view.lower[t]));
    let fits = |f: &Filler| view.fits(f, &[EntityKind::Place]);
    view.fillers_of(name).into_iter().find(fits).filter(|_| stands)
}

/// Words for a part of a town.
const SIDES: &[&str] =
    &["downtown", "central", "north", "south", "east", "west", "suburban", "nearby", "midtown"];

/// "Lund's Grand Theatre": the place that owns the name.
fn owner_before(view: &View<'_>, start: usize) -> Option<Filler> {
    let mark =
        start.checked_sub(1).filter(|&t| matches!(&*view.lower[t], "'s" | "’s" | "'" | "’"))?;
    let before = mark.checked_sub(1)?;
    let same = view.document.sentence_of(before) == view.document.sentence_of(start);
    let place = view.fillers_at(before).into_iter().find(|f| is_place(view, f));
    place.filter(|_| same)
}

/// "the Blue Room, 12 Elm St., Lund": the address behind a name.
fn address(view: &View<'_>, end: usize) -> Option<Where> {
    let document = view.document;
    let sentence = &document.sentences[document.sentence_of(end.checked_sub(1)?)].tokens;
    let word = |t: usize| if sentence.contains(&t) { view.lower[t].as_str() } else { "" };
    let mut at = end;
    while matches!(word(at), "," | "(" | "at" | "is" | "located" | ":" | "—") && at < end + 4 {
        at += 1;
    }
    let number = word(at).bytes().all(|b| b.is_ascii_digit()) && !word(at).is_empty();
    if at == end || !number {
        return None;
    }
    let street = (at + 1..at + ADDRESS).find(|&t| {
        let bare = word(t).trim_end_matches('.');
        STREETS.contains(&bare) && document.form(t).starts_with(char::is_uppercase)
    })?;
    // Every word between is part of the name of a street.
    let named = (at + 1..=street).all(|t| {
        document.form(t).starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || word(t) == "."
    });
    if !named {
        return None;
    }
    let mut last = street;
    if word(last + 1) == "." && word(last + 2) == "," {
        last += 1;
    }
    let next = last + 1 + usize::from(matches!(word(last + 1), "," | "in"));
    let city = (next > last + 1 && sentence.contains(&next))
        .then(|| {
            view.fillers_at(next)
                .into_iter()
                .find(|f| f.named && view.fits(f, &[EntityKind::Place]))
        })
        .flatten();
    let words = document.tokens[at].span.cover(document.tokens[last].span);
    Some(Where::Address { words: city.map_or(words, |city| words.cover(city.span)), city })
}

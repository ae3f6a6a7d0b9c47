//! Finds descriptions and pronouns: "the actor", "his co-star", "she", "their".
//!
//! Needs tags and tree. Gives mentions in no order; those inside names are left to the caller.

use std::ops::Range;

use super::gazetteer::{Entry, Gazetteer, List};
use super::{hash, words};
use crate::document::{Document, EntityKind, Mention, MentionForm};
use crate::tags::{Deprel, Upos, Xpos};

/// Returns the pronouns that refer to people and things.
pub fn pronouns(document: &Document) -> impl Iterator<Item = Mention> {
    document.tokens.iter().enumerate().filter_map(|(at, token)| {
        let pronoun = matches!(token.xpos, Xpos::Prp | Xpos::PrpPoss);
        if !pronoun || token.deprel == Deprel::Expl {
            return None;
        }
        let kind = match token.span.of(&document.text).to_ascii_lowercase().as_str() {
            "he" | "she" | "him" | "her" | "his" | "hers" | "himself" | "herself" | "i" | "me"
            | "my" | "mine" | "myself" => Some(EntityKind::Person),
            "it" | "its" | "itself" | "they" | "them" | "their" | "theirs" | "themselves"
            | "themself" | "we" | "us" | "our" | "ours" | "ourselves" | "you" | "your"
            | "yours" | "yourself" | "yourselves" => None,
            _ => return None,
        };
        Some(Mention {
            span: token.span,
            tokens: at..at + 1,
            head: at,
            form: MentionForm::Pronoun,
            kind,
            entity: None,
        })
    })
}

/// Returns the descriptions of people, organisations, works, places and events.
///
/// `named` holds for every token whether it stands in a name.
pub fn nominals(document: &Document, named: &[bool], gazetteer: &Gazetteer) -> Vec<Mention> {
    let tokens = &document.tokens;
    let mut starts: Vec<usize> = (0..tokens.len()).collect();
    let mut ends: Vec<usize> = (1..=tokens.len()).collect();
    // What describes a noun before it, and joins it without a gap, belongs to its span.
    for sentence in &document.sentences {
        for at in sentence.tokens.clone() {
            let Some(head) = tokens[at].head else { continue };
            use Deprel::*;
            let describes = matches!(
                tokens[at].deprel,
                Det | DetPredet | Amod | Compound | NmodPoss | Nummod | Advmod | Flat
            );
            if describes && at < head {
                starts[head] = starts[head].min(at);
            }
        }
        for at in sentence.tokens.clone() {
            if tokens[at].deprel == Deprel::Punct && tokens[at].xpos == Xpos::Hyph {
                ends[at] = at + 1;
            }
        }
    }
    let mut nominals = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.upos != Upos::Noun || named[at] {
            continue;
        }
        // "co-star Hayley Atwell" is one mention, by its name.
        let describes_name =
            matches!(token.deprel, Deprel::Compound | Deprel::NmodDesc | Deprel::Flat)
                || token.head.is_some_and(|head| {
                    named[head] && matches!(token.deprel, Deprel::Nmod) && head == at + 1
                })
                || named.get(at + 1).copied().unwrap_or(false)
                    && tokens.get(at + 1).is_some_and(|next| {
                        next.head == Some(at) && matches!(next.deprel, Deprel::Flat | Deprel::Appos)
                    });
        if describes_name {
            continue;
        }
        let Some(kind) = kind(&token.lemma, gazetteer) else { continue };
        let start = left_edge(document, at, &starts);
        nominals.push(Mention {
            span: tokens[start].span.cover(token.span),
            tokens: start..at + 1,
            head: at,
            form: MentionForm::Nominal,
            kind: Some(kind),
            entity: None,
        });
    }
    nominals
}

/// Returns the first token of what describes a noun: its own modifiers and theirs.
fn left_edge(document: &Document, head: usize, starts: &[usize]) -> usize {
    let mut start = head;
    for _ in 0..24 {
        let next = (start..=head).map(|at| starts[at]).min().unwrap_or(start);
        if next == start {
            break;
        }
        start = next;
    }
    // A comma or a dash between two modifiers is inside; anything else unrelated is not.
    let within = |range: Range<usize>| {
        range.clone().all(|at| {
            let mut up = at;
            for _ in 0..24 {
                match document.tokens[up].head {
                    _ if up == head => return true,
                    Some(next) => up = next,
                    None => return false,
                }
            }
            false
        })
    };
    while start < head && !within(start..head) {
        start += 1;
    }
    start
}

/// Returns what a noun describes, if it is one of the kinds that articles follow.
pub fn kind(lemma: &str, gazetteer: &Gazetteer) -> Option<EntityKind> {
    let lower = lemma.to_lowercase();
    let word = lower.strip_prefix("co-").unwrap_or(&lower);
    if words::holds(PERSON, word) {
        Some(EntityKind::Person)
    } else if words::holds(words::WORK, word) {
        Some(EntityKind::Work)
    } else if words::holds(ORGANISATION, word) {
        Some(EntityKind::Organisation)
    } else if words::holds(PLACE, word) {
        Some(EntityKind::Place)
    } else if words::holds(EVENT, word) {
        Some(EntityKind::Event)
    } else if words::holds(AWARD, word) {
        Some(EntityKind::Award)
    } else {
        let lists = gazetteer.lists(Entry::start().with(hash::of_lower(word)).hash());
        let occupation = lists & List::Occupation.bit() != 0
            || word.len() > 6
                && [
                    "woman", "women", "man", "men", "person", "maker", "ologist", "player",
                    "holder",
                ]
                .iter()
                .any(|tail| word.ends_with(tail));
        occupation.then_some(EntityKind::Person)
    }
}

#[rustfmt::skip]
const PERSON: &[&str] = &[
    "academic", "activist", "actor", "actress", "admiral", "adult", "adviser", "advisor",
    "advocate", "agent", "aide", "alum", "alumna", "alumnus", "ambassador", "analyst", "anchor",
    "announcer", "archbishop", "artist", "assistant", "athlete", "attorney", "aunt", "author",
    "baby", "bandmate", "baron", "baroness", "bassist", "batsman", "beau", "billionaire",
    "biographer", "bishop", "blogger", "boss", "bowler", "boxer", "boy", "boyfriend", "bride",
    "broadcaster", "brother", "brother-in-law", "captain", "cardinal", "caretaker", "castmate",
    "celebrity", "chairman", "chairperson", "chairwoman", "champion", "chancellor", "character",
    "chef", "chief", "child", "choreographer", "cinematographer", "citizen", "client", "coach",
    "colleague", "columnist", "comedian", "commander", "commissioner", "companion", "composer",
    "congressman", "congresswoman", "contestant", "coroner", "correspondent", "councillor",
    "counselor", "count", "couple", "courtier", "cousin", "creator", "cricketer", "critic",
    "customer", "dad", "dancer", "daughter", "daughter-in-law", "dealer", "defendant", "defender",
    "delegate", "deputy", "designer", "detective", "diplomat", "director", "doctor", "driver",
    "drummer", "duchess", "duke", "duo", "economist", "editor", "emperor", "employee", "employer",
    "engineer", "entertainer", "entrepreneur", "ex", "ex-boyfriend", "ex-girlfriend", "ex-husband",
    "ex-wife", "executive", "expert", "fan", "father", "father-in-law", "fellow", "fiance",
    "fiancee", "fiancé", "fiancée", "fighter", "filmmaker", "flame", "footballer", "forward",
    "founder", "friend", "frontman", "frontwoman", "general", "girl", "girlfriend", "goalkeeper",
    "golfer", "governor", "grandchild", "granddaughter", "grandfather", "grandmother", "grandson",
    "groom", "guard", "guest", "guitarist", "guy", "headliner", "heir", "heiress", "hero",
    "heroine", "historian", "hitmaker", "honoree", "host", "husband", "icon", "individual",
    "inductee", "insider", "inspector", "instructor", "investigator", "investor", "jockey",
    "journalist", "judge", "juror", "justice", "kid", "king", "lad", "lady", "laureate", "lawmaker",
    "lawyer", "lead", "leader", "legend", "legislator", "librettist", "lieutenant", "lover",
    "lyricist", "magistrate", "man", "manager", "mayor", "medalist", "medallist", "member",
    "mentor", "midfielder", "minister", "model", "mogul", "mom", "monarch", "mother",
    "mother-in-law", "mum", "musician", "neighbor", "neighbour", "nephew", "newcomer", "niece",
    "novelist", "nurse", "offender", "officer", "official", "olympian", "opponent", "owner",
    "painter", "pair", "parent", "parliamentarian", "partner", "passenger", "pastor", "patient",
    "people", "performer", "person", "personality", "philanthropist", "photographer", "physician",
    "pianist", "pilot", "pitcher", "plaintiff", "player", "playwright", "poet", "policeman",
    "policewoman", "politician", "pope", "premier", "presenter", "president", "priest",
    "prime minister", "prince", "princess", "prisoner", "producer", "professor", "prosecutor",
    "protagonist", "protester", "publicist", "quarterback", "queen", "racer", "rapper", "recipient",
    "referee", "rep", "reporter", "representative", "researcher", "resident", "rider", "rival",
    "roommate", "royal", "runner", "scholar", "scientist", "screenwriter", "secretary", "senator",
    "sergeant", "sheriff", "shooter", "showrunner", "sibling", "singer", "singer-songwriter",
    "sister", "sister-in-law", "skater", "skipper", "socialite", "soldier", "son", "son-in-law",
    "songwriter", "soprano", "source", "speaker", "spokesman", "spokesperson", "spokeswoman",
    "spouse", "star", "starlet", "stepdaughter", "stepfather", "stepmother", "stepson", "striker",
    "student", "superstar", "surgeon", "surrogate", "suspect", "swimmer", "teacher", "teammate",
    "teen", "teenager", "tenor", "toddler", "trainer", "treasurer", "trio", "tutor", "twin",
    "tycoon", "uncle", "veteran", "vice-president", "victim", "villain", "violinist", "vocalist",
    "voter", "wicketkeeper", "widow", "widower", "wife", "winner", "witness", "woman", "worker",
    "writer", "youngster",
];

#[rustfmt::skip]
const ORGANISATION: &[&str] = &[
    "agency", "airline", "army", "association", "authority", "automaker", "band", "bank", "board",
    "brand", "broadcaster", "bureau", "business", "carmaker", "chain", "charity", "club",
    "coalition", "college", "commission", "committee", "company", "conglomerate", "corporation",
    "council", "court", "department", "developer", "distributor", "firm", "foundation",
    "government", "group", "hospital", "institute", "institution", "label", "league", "magazine",
    "maker", "manufacturer", "ministry", "network", "newspaper", "nonprofit", "organisation",
    "organization", "outlet", "paper", "parliament", "party", "police", "publication",
    "publisher", "regulator", "retailer", "school", "senate", "side", "squad", "startup",
    "streamer", "studio", "subsidiary", "supermarket", "tabloid", "team", "union", "university",
    "watchdog", "website",
];

#[rustfmt::skip]
const PLACE: &[&str] = &[
    "airport", "area", "bar", "beach", "borough", "building", "capital", "church", "city",
    "coast", "country", "county", "district", "estate", "home", "hotel", "house", "island",
    "mansion", "nation", "neighborhood", "neighbourhood", "park", "pub", "region", "resort",
    "restaurant", "stadium", "state", "street", "theater", "theatre", "town", "venue", "village",
];

#[rustfmt::skip]
const EVENT: &[&str] = &[
    "ceremony", "championship", "competition", "concert", "conference", "convention", "crash",
    "election", "event", "exhibition", "festival", "final", "funeral", "gala", "game", "gig",
    "match", "pageant", "party", "premiere", "race", "rally", "screening", "summit", "tour",
    "tournament", "trial", "war", "wedding",
];

#[rustfmt::skip]
const AWARD: &[&str] = &[
    "accolade", "award", "honor", "honour", "medal", "prize", "trophy",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [PERSON, ORGANISATION, PLACE, EVENT, AWARD] {
            assert!(list.is_sorted(), "{:?}", list.windows(2).find(|pair| pair[0] > pair[1]));
        }
    }
}

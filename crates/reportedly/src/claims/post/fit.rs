//! Which posts go with which organisation: "the Lund mayor", but "a Lund writer" is only from there.

use reportedly_nlp::EntityKind;

use super::role::Role;
use crate::claims::value::ValueFiller;
use crate::claims::view::{Filler, View};

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
    "justice",
    "judge",
    "sheriff",
    "police chief",
    "fire chief",
    "district attorney",
    "prime minister",
    "first minister",
    "first gentleman",
    "secretary of state",
    "surgeon general",
    "solicitor general",
    "vice-president",
    "president-elect",
    "mayor-elect",
    "governor-elect",
    "congressman-elect",
    "state senator",
    "house speaker",
    "archbishop",
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
    "assemblyman",
    "assemblywoman",
    "alderman",
    "alderwoman",
    "coroner",
    "comptroller",
    "treasurer",
    "judge",
    "magistrate",
    "consul",
    "marshal",
    "whip",
    "undersecretary",
    "taoiseach",
    "skipper",
    "winger",
    "goalie",
    "defenseman",
    "linebacker",
    "cornerback",
    "receiver",
    "running back",
    "end",
    "back",
    "baseman",
    "outfielder",
    "infielder",
    "shortstop",
    "catcher",
    "reliever",
    "kicker",
    "punter",
    "tackle",
    "lineman",
    "batsman",
    "bowler",
];

/// Roles that a nation's adjective tells the place of: "the French president", but not "a French coach".
pub(super) const POLITICAL: &[&str] = &[
    "president",
    "chancellor",
    "minister",
    "premier",
    "ambassador",
    "senator",
    "lawmaker",
    "king",
    "queen",
    "envoy",
    "mp",
];

/// Whether the role says who made a work, which is told of the work.
pub(super) fn makes(view: &View<'_>, role: &Role, object: &Filler) -> bool {
    let kind = view.parties.list[object.party].kind;
    let work = kind == Some(EntityKind::Work);
    let word = view.lower[role.head].trim_end_matches('s');
    // "prize-winning journalist" says what he won.
    if kind == Some(EntityKind::Award) {
        return !role.elsewhere;
    }
    if is_praise(word) || word == "dancer" {
        let name = view.parties.list[object.party].name.to_lowercase();
        return kind != Some(EntityKind::Organisation)
            || name.split(' ').any(|word| PLATFORMS.contains(&word));
    }
    // The music director of a show makes no show.
    let part = role.start < role.head
        && matches!(&*view.lower[role.head - 1], "music" | "musical" | "casting" | "artistic");
    work && !part
        && matches!(
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

/// Whether the role says more of how good somebody is than of what he does: "Harbor FC star Jane Roe".
pub(in crate::claims) fn is_praise(word: &str) -> bool {
    matches!(
        word.trim_end_matches('s'),
        "star" | "ace" | "rookie" | "standout" | "slugger" | "teammate"
    )
}

/// Where stars are seen, which they do not belong to: "a Netflix star".
const PLATFORMS: &[&str] = &[
    "tiktok",
    "youtube",
    "instagram",
    "twitch",
    "netflix",
    "hulu",
    "disney",
    "hbo",
    "cbs",
    "nbc",
    "abc",
    "bbc",
    "itv",
    "fox",
    "mtv",
    "bravo",
    "tlc",
    "amazon",
    "apple",
    "marvel",
    "dc",
    "pixar",
    "broadway",
    "hollywood",
    "bollywood",
    "nickelodeon",
    "peacock",
    "lifetime",
    "hallmark",
];

/// Whether the role is one that the object may have.
pub(super) fn of_place(view: &View<'_>, role: &Role, object: &Filler) -> bool {
    let name = &view.parties.list[object.party].name;
    // "UCLA" is a body, wherever it lies.
    let letters = name.len() >= 3 && name.bytes().all(|b| b.is_ascii_uppercase());
    let body = letters && !matches!(name.as_str(), "USA" | "UAE" | "NYC");
    let place = view.parties.list[object.party].kind == Some(EntityKind::Place) && !body;
    let word = view.lower[role.head].as_str();
    let one = word.strip_suffix('s').unwrap_or(word);
    !place || role.elsewhere || OF_PLACES.contains(&word) || OF_PLACES.contains(&one)
}

pub(super) fn is_title(view: &View<'_>, role: &Role, value: &ValueFiller) -> bool {
    let before = value.span.start < view.document.tokens[role.end - 1].span.end;
    let text = value.span.of(&view.document.text).to_lowercase();
    let capital = value.text.starts_with(char::is_uppercase);
    let whole = TITLES.contains(&text.as_str());
    // "Defense Secretary": the words tell which.
    let seat = [" secretary", " minister"].iter().any(|seat| text.ends_with(seat));
    before && capital && (whole || seat)
}

/// Words of a title, and the word that the name of its body has.
const BODIES: &[(&str, &str)] =
    &[("sheriff", "sheriff"), ("police chief", "police"), ("fire chief", "fire")];

/// Returns the word that names the body of a title: "Sheriff Jane Roe" is of the Sheriff's Office.
pub(super) fn body(value: &ValueFiller) -> Option<&'static str> {
    let title = value.text.to_lowercase();
    BODIES.iter().find(|(role, _)| *role == title).map(|&(_, body)| body)
}

/// Whether the role is one of an organisation that the article may have named: "the head coach", but
/// not "tennis coach".
pub(super) fn topical(view: &View<'_>, role: &Role) -> bool {
    let word = view.lower[role.head].as_str();
    let one = word.strip_suffix('s').unwrap_or(word);
    let alone = matches!(one, "singer" | "guitarist" | "executive" | "director");
    let within = |t: usize| WITHIN.contains(&&*view.lower[t]);
    KNOWN_BY_TOPIC.contains(&one)
        && (!alone || role.start < role.head)
        && (role.start..role.head).all(within)
}

/// Whether the role is one of the show that the text is about: "co-host Jane Roe", "judges Jane Roe
/// and John Poe".
pub(super) fn of_show(view: &View<'_>, role: &Role) -> bool {
    let word = view.lower[role.head].as_str();
    let one = word.strip_suffix('s').unwrap_or(word);
    let alone = role.start == role.head || matches!(&*view.lower[role.start], "co" | "co-host");
    matches!(one, "host" | "co-host" | "cohost" | "judge") && alone && role.first == role.start
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

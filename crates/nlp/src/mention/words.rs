//! Short lists of English words that tell what a description or a name is about.

/// Returns whether the sorted list holds the word.
pub fn holds(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Nouns for works of art and entertainment.
#[rustfmt::skip]
pub const WORK: &[&str] = &[
    "adaptation", "album", "anime", "anthology", "ballad", "ballet", "bestseller", "biography",
    "biopic", "blockbuster", "book", "cartoon", "comedy", "comic", "debut", "docudrama",
    "documentary", "docuseries", "drama", "ep", "epic", "essay", "feature", "film", "flick",
    "franchise", "game", "hit", "installment", "instalment", "manga", "memoir", "memoirs",
    "miniseries", "mixtape", "movie", "musical", "novel", "novella", "opera", "painting",
    "picture", "play", "podcast", "poem", "prequel", "programme", "reboot", "record", "remake",
    "revival", "rom-com", "romcom", "screenplay", "sculpture", "sequel", "series", "show",
    "sitcom", "soap", "song", "soundtrack", "spin-off", "spinoff", "symphony", "telenovela",
    "thriller", "track", "trilogy", "tune", "videogame", "western", "whodunit",
];

/// Nouns for bodies of people.
#[rustfmt::skip]
pub const BODY: &[&str] = &[
    "agency", "association", "band", "brand", "business", "chain", "charity", "club", "company",
    "duo", "firm", "foundation", "group", "label", "manufacturer", "network", "nonprofit",
    "organisation", "organization", "publisher", "quartet", "retailer", "school", "startup",
    "studio", "team", "trio", "university",
];

/// Nouns for those who perform.
#[rustfmt::skip]
pub const PERFORMERS: &[&str] = &[
    "act", "artist", "band", "celebrity", "comedian", "duo", "group", "guest", "headliner",
    "musician", "performer", "rapper", "singer", "trio",
];

/// Places whose names stand for what is made there.
pub const INDUSTRY: &[&str] = &["bollywood", "broadway", "hollywood", "nollywood"];

/// What stands before the name of a storm.
pub const STORM: &[&str] = &["cyclone", "hurricane", "storm", "superstorm", "typhoon"];

/// Nouns that a work stands before: "the X star", "the X premiere".
#[rustfmt::skip]
pub const AFTER_WORK: &[&str] = &[
    "actor", "actress", "adaptation", "album", "alum", "alumna", "alumnus", "cast", "castmate",
    "co-creator", "co-host", "co-star", "co-stars", "costar", "costars", "creator", "director",
    "film", "films", "finale", "franchise", "hitmaker", "movie", "movies", "musical", "novel",
    "novels", "premiere", "prequel", "reboot", "remake", "revival", "saga", "screening", "sequel",
    "sequels", "series", "showrunner", "sitcom", "soundtrack", "spin-off", "spinoff", "star",
    "stars", "trailer", "trilogy", "universe",
];

/// Nouns that a work follows with "of", "to", "from" or "for".
#[rustfmt::skip]
pub const OF_WORK: &[&str] = &[
    "adaptation", "author", "cast", "chapter", "chapters", "creator", "creators", "director",
    "episode", "episodes", "events", "film", "filming", "finale", "installment", "instalment", "music",
    "premiere", "prequel", "producer", "production", "reboot", "remake", "rendition", "revival",
    "run", "scene", "scenes", "score", "screening", "screenings", "screenplay", "screenwriter",
    "script", "season", "seasons", "sequel", "series", "set", "showing", "soundtrack", "spin-off",
    "spinoff", "star", "stars", "trailer", "version", "viewers", "volume", "writer",
];

/// Verbs that a work follows with "in" or "on".
#[rustfmt::skip]
pub const IN_WORK: &[&str] = &[
    "act", "appear", "appearance", "cameo", "cast", "character", "co-star", "costar", "debut",
    "episode", "feature", "guest-star", "lead", "part", "performance", "play", "portray",
    "reprise", "role", "scene", "see", "star", "stint", "supporting", "turn", "voice", "work",
];

/// Verbs whose object may be a work.
#[rustfmt::skip]
pub const MAKES_WORK: &[&str] = &[
    "adapt", "author", "call", "co-create", "co-direct", "co-host", "co-produce", "co-star",
    "co-write", "create", "debut", "direct", "dub", "entitle", "executive-produce", "film",
    "headline", "helm", "host", "name", "pen", "perform", "premiere", "produce",
    "promote", "publish", "record", "release", "reprise", "rewatch", "score", "screen", "shoot",
    "sing", "stream", "title", "watch", "write",
];

/// Organisations' last words.
#[rustfmt::skip]
pub const ORGANISATION_TAIL: &[&str] = &[
    "Academy", "Agency", "Airline", "Airlines", "Airways", "Alliance", "Army", "Assembly",
    "Associates", "Association", "Authority", "Bank", "Board", "Brands", "Broadcasting", "Bros",
    "Bros.", "Brothers", "Bureau", "Capital", "Cartel", "Centre", "Chronicle", "Church", "Cinemas",
    "Club", "Co", "Co.", "Coalition", "College", "Commission", "Committee", "Communications",
    "Company", "Congress", "Constabulary", "Consulting", "Corp", "Corp.", "Corporation", "Council",
    "Court", "Daily", "Department", "Electronics", "Energy", "Enterprises", "Entertainment",
    "Federation", "Films", "Financial", "Foods", "Force", "Foundation", "Fund", "Games", "Gazette",
    "Group", "Guard", "Guild", "Healthcare", "Herald", "Holdings", "Hospital", "Hotels", "Inc",
    "Inc.", "Industries", "Institute", "Institution", "Insurance", "International", "Journal",
    "LLC", "LLP", "Labs", "League", "Limited", "Logistics", "Ltd", "Ltd.", "Magazine", "Media",
    "Mining", "Ministry", "Motor", "Motors", "Museum", "Navy", "Network", "Networks", "News",
    "Observer", "Office", "Oil", "Orchestra", "Organisation", "Organization", "PLC", "Parliament",
    "Partners", "Party", "Pharma", "Pharmaceuticals", "Philharmonic", "Pictures", "Police", "Post",
    "Press", "Productions", "Properties", "Publishing", "Rail", "Records", "Reserve", "Resorts",
    "Restaurants", "School", "Senate", "Service", "Services", "Society", "Software", "Squad",
    "Steel", "Stores", "Studio", "Studios", "Systems", "Team", "Technologies", "Telecom",
    "Telegraph", "Theaters", "Theatre", "Theatres", "Times", "Tribune", "Trust", "Union", "United",
    "University", "Ventures",
];

/// Words that begin a sentence without being part of a name that follows.
pub fn is_opener(word: &str) -> bool {
    matches!(
        word,
        "in" | "on"
            | "at"
            | "for"
            | "from"
            | "with"
            | "after"
            | "before"
            | "when"
            | "while"
            | "as"
            | "since"
            | "but"
            | "and"
            | "though"
            | "although"
            | "if"
            | "both"
            | "like"
            | "during"
            | "unlike"
            | "despite"
            | "until"
            | "his"
            | "her"
            | "their"
            | "our"
            | "its"
            | "then"
            | "also"
            | "besides"
            | "following"
            | "by"
            | "to"
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_that_are_searched_are_sorted() {
        assert!(super::WORK.is_sorted());
        assert!(super::BODY.is_sorted());
        assert!(super::PERFORMERS.is_sorted());
    }
}

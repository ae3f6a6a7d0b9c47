//! What prizes are called at the head of a list: "Best Original Song", "Actor in a leading role",
//! "Album of the Year".

/// The most words of such a name.
const LONGEST: usize = 14;

/// What a prize is for: one of these words is in its name.
#[rustfmt::skip]
const FOR: &[&str] = &[
    "act", "actor", "actress", "adaptation", "album", "animation", "artist", "author", "book", "breakthrough",
    "cast", "choreography", "cinematography", "collaboration", "comeback", "comedian", "comedy", "composer",
    "costume", "costumes", "design", "directing", "direction", "director", "dj", "documentary", "drama",
    "duo", "editing", "effects", "ensemble", "entertainer", "episode", "feature", "film", "game", "group",
    "hairstyling", "hero", "host", "hosts", "kiss", "makeup", "moment", "movie", "movies", "music", "musical",
    "newcomer", "novel", "performance", "performer", "picture", "play", "player", "podcast", "producer",
    "producing", "program", "record", "recording", "revival", "score", "screenplay", "series", "short",
    "show", "single", "song", "songwriter", "sound", "soundtrack", "special", "star", "story", "stunts",
    "telecast", "tour", "track", "video", "villain", "vocalist", "vocals", "writer", "writing",
];

/// What else stands in the names of prizes that begin with no superlative.
#[rustfmt::skip]
const BESIDE: &[&str] = &[
    "a", "action", "adapted", "african", "album", "alternative", "america", "american", "an", "and", "animated", "anthology", "best",
    "blues", "british", "by", "children's", "christian", "classical", "comedic", "competition", "contemporary", "country", "crossover", "dance",
    "daytime", "debut", "digital", "dramatic", "electronic", "english", "fantasy", "favorite", "female", "fiction", "folk", "for",
    "foreign", "global", "gospel", "guest", "hip", "hop", "horror", "in", "independent", "international", "jazz", "k-pop", "language", "late",
    "latin", "lead", "leading", "lighting", "limited", "live", "made", "magazine", "main", "male", "metal", "motion", "mixing",
    "musical", "new", "news", "night", "non", "nonfiction", "of", "original", "or", "orchestrations", "outstanding", "pop", "production",
    "r&b", "rap", "reality", "regional", "remixed", "rising", "rock", "role", "romance", "sci-fi", "scenic", "scripted", "sketch", "social",
    "solo", "spoken", "structured", "supporting", "syndicated", "talk", "television", "the", "theatrical", "traditional",
    "tv", "u.s.", "unscripted", "urban", "variety", "visual", "visuals", "voice", "world", "year",
];

/// Returns the prize that a line names by itself: "WORST ACTRESS", "Best Original Song:", "Album of the
/// Year", and where prizes are `spoken_of` also "Cinematography" and "Actor in a leading role".
pub(super) fn category(line: &str, spoken_of: bool) -> Option<String> {
    let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '•' | '#' | ':'));
    let words: Vec<&str> = line.split_whitespace().collect();
    if !(1..=LONGEST).contains(&words.len())
        || line.contains(['.', '!', '?', '“', '"', ';', ':']) && !line.contains("U.S.")
    {
        return None;
    }
    let name = line.to_lowercase();
    let first = words[0].to_lowercase();
    let superlative = matches!(
        first.as_str(),
        "best" | "worst" | "outstanding" | "favorite" | "favourite" | "top"
    );
    let capital = words[0].starts_with(char::is_uppercase);
    let titled = words.iter().all(|w| {
        w.starts_with(char::is_uppercase) || w.len() <= 3 || !w.starts_with(char::is_alphabetic)
    }) || words.len() <= 5;
    let yearly = name.ends_with(" of the year") || name.contains(" of the year ");
    let prize = (name.ends_with(" award") || name.ends_with(" prize")) && words.len() <= 6;
    // "Worst performance by Anna Porter in a 2021 film": a heading is no sentence and no entry.
    let plain = superlative && !line.contains([',', '–', '—']) && !line.contains(" - ");
    let told = (superlative || yearly) && titled || plain && has_purpose(&name) || prize;
    let known = spoken_of && words.len() <= 9 && is_known(&name);
    (capital && words.len() > 1 && told || capital && known).then_some(name)
}

/// Whether prizes are given for what the noun names: "actress", "album".
pub(in crate::claims) fn is_purpose(noun: &str) -> bool {
    FOR.binary_search(&noun).is_ok()
}

/// Whether the words say what the prize is for.
fn has_purpose(name: &str) -> bool {
    parts(name).any(|word| FOR.binary_search(&word).is_ok())
}

/// Whether all words are those of prizes, and one says what it is for.
fn is_known(name: &str) -> bool {
    let known = |word: &str| {
        FOR.binary_search(&word).is_ok()
            || BESIDE.contains(&word)
            || word.strip_suffix('s').is_some_and(|one| FOR.binary_search(&one).is_ok())
    };
    has_purpose(name) && parts(name).all(known)
}

fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '/' | '–' | '—' | '&'))
        .map(|word| word.trim_matches(|c: char| matches!(c, '-' | ':' | '’' | '\'')))
        .filter(|word| !word.is_empty())
}

/// Who is up for a prize by its name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum For {
    /// A person, for what is done to a work: the predicate that says so.
    Making(&'static str),
    /// A person or a group.
    Person,
    /// A work.
    Work,
    /// Either.
    Any,
}

/// Returns who is up for a prize.
pub(super) fn purpose(prize: &str) -> For {
    let has = |words: &[&str]| parts(prize).any(|part| words.contains(&part));
    match () {
        () if has(&["director", "directing", "direction"]) => For::Making("directed_by"),
        () if has(&["writer", "screenwriter"]) => For::Making("written_by"),
        () if has(&["screenplay", "writing"]) => For::Making("written_by"),
        () if has(&["actor", "actress", "performance", "performer", "newcomer"])
            && !has(&[
                "group", "duo", "song", "album", "rap", "pop", "rock", "country", "metal", "r&b",
                "solo",
            ]) =>
        {
            For::Making("cast_in")
        }
        () if has(&[
            "artist",
            "entertainer",
            "host",
            "group",
            "duo",
            "comedian",
            "songwriter",
            "player",
            "vocalist",
        ]) =>
        {
            For::Person
        }
        () if has(&[
            "picture",
            "film",
            "series",
            "movie",
            "album",
            "record",
            "song",
            "play",
            "musical",
            "documentary",
            "book",
            "feature",
            "special",
            "show",
            "single",
            "video",
            "game",
            "novel",
            "podcast",
            "program",
            "revival",
            "short",
        ]) =>
        {
            For::Work
        }
        () => For::Any,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_prizes_are_sorted() {
        assert!(FOR.is_sorted());
    }

    #[test]
    fn prizes_are_told_from_entries() {
        for line in ["WORST ACTRESS", "Best Original Song:", "Album of the Year", "Best director"] {
            assert!(category(line, false).is_some(), "{line}");
        }
        for line in ["Actor in a leading role", "Cinematography", "Documentary feature"] {
            assert!(category(line, true).is_some() && category(line, false).is_none(), "{line}");
        }
        for line in [
            "Ada Vell",
            "Best Drama Series: The Ward",
            "The Long Road",
            "“Best Man”",
            "Best of luck to all of them, they said",
            "Drama at sea",
        ] {
            assert_eq!(category(line, true), None, "{line}");
        }
    }
}

//! Events, prizes and works that are described rather than named: "the premiere of Harbor
//! Lights", "worst picture", "the puja ceremony".
//!
//! Their heads are a short list of common nouns; the name of such a thing is its noun phrase.

use std::ops::Range;

use reportedly_nlp::{Deprel, Document, EntityKind, MentionForm, Span, Upos, Xpos};

use super::lists;

/// What happens where people come.
const EVENTS: &[&str] = &[
    "premiere",
    "gala",
    "ceremony",
    "festival",
    "wedding",
    "party",
    "reception",
    "screening",
    "luncheon",
    "awards",
    "concert",
    "funeral",
    "summit",
    "conference",
    "convention",
    "rally",
    "parade",
    "fundraiser",
    "ball",
    "opening",
    "event",
    "tournament",
    "vigil",
    "memorial",
    "inauguration",
    "debate",
    "panel",
    "exhibition",
    "retrospective",
    "afterparty",
    "tour",
    "banquet",
    "benefit",
    "coronation",
    "graduation",
    "photocall",
    "pageant",
    "symposium",
    "telethon",
];

/// What happens where people come, if one of these words stands before it: "fashion show".
const EVENTS_OF: &[(&str, &[&str])] = &[
    ("call", &["photo"]),
    ("show", &["awards", "fashion", "halftime", "runway", "tribute", "benefit"]),
    ("service", &["memorial", "funeral", "prayer"]),
    ("bash", &["birthday"]),
    ("dinner", &["state", "rehearsal", "charity", "awards"]),
];

/// What is held to tell something, and is no event to go to.
const TELLING: &[&str] = &["news", "press", "phone"];

/// What people win.
const AWARDS: &[&str] =
    &["award", "prize", "medal", "trophy", "championship", "title", "pageant", "pennant", "crown"];

/// What a prize is given for without a "best", where words speak of prizes: "nominated for lead actress".
const PARTS: &[&str] = &[
    "actor",
    "actress",
    "album",
    "cinematography",
    "comedy",
    "director",
    "directing",
    "drama",
    "editing",
    "editor",
    "feature",
    "performance",
    "picture",
    "play",
    "musical",
    "role",
    "score",
    "screenplay",
    "series",
    "song",
    "vocalist",
    "writing",
];

/// What tells such a part from the thing itself.
const PARTED: &[&str] = &[
    "acting",
    "actor",
    "adapted",
    "animated",
    "comedy",
    "documentary",
    "drama",
    "featured",
    "foreign",
    "guest",
    "international",
    "lead",
    "leading",
    "limited",
    "original",
    "supporting",
    "variety",
];

/// Words that speak of prizes.
const SOUGHT: &[&str] = &[
    "award",
    "nod",
    "nominate",
    "nomination",
    "nominee",
    "recognize",
    "shortlist",
    "win",
    "winner",
];

/// Metals that are won.
const METALS: &[&str] = &["gold", "silver", "bronze"];

/// Verbs that say that one is.
const WINNING: &[&str] = &[
    "win", "take", "claim", "capture", "earn", "grab", "secure", "strike", "collect", "bag",
    "clinch",
];

/// Common nouns before "prize" or "award" that make nothing to be asked for.
const NO_PRIZE: &[&str] = &["cash", "consolation", "court", "damage", "damages", "door"];

/// Something described.
#[derive(Clone, Debug)]
pub(super) struct Described {
    /// The head of the description.
    pub head: usize,
    /// The noun phrase without its article.
    pub span: Span,
    /// What it is.
    pub kind: EntityKind,
}

/// Returns what a common noun says that a name is of: "award", "festival".
pub(super) fn kind(lemma: &str) -> Option<EntityKind> {
    if AWARDS.contains(&lemma) {
        Some(EntityKind::Award)
    } else if EVENTS.contains(&lemma) {
        Some(EntityKind::Event)
    } else {
        None
    }
}

/// Returns the prize that is given at a ceremony: "Academy Award" for "96th Academy Awards".
pub(super) fn prize(ceremony: &str) -> Option<String> {
    let before = |word: &&str| {
        word.starts_with(|c: char| c.is_ascii_digit()) || matches!(*word, "annual" | "the" | "The")
    };
    let words: Vec<&str> = ceremony.split(' ').skip_while(before).collect();
    let (last, rest) = words.split_last()?;
    let one = match *last {
        "Oscars" | "Emmys" | "Grammys" | "Tonys" | "Baftas" | "BAFTAs" | "Globes" | "Razzies"
        | "Awards" => last.strip_suffix('s')?,
        _ => return None,
    };
    Some(rest.iter().chain(&[one]).copied().collect::<Vec<_>>().join(" "))
}

/// Returns what is described in `document`, in text order.
pub(super) fn described(document: &Document) -> Vec<Described> {
    let mut named = vec![false; document.tokens.len()];
    for mention in document.mentions.iter().filter(|m| m.form == MentionForm::Name) {
        for token in mention.tokens.clone() {
            named[token] = true;
        }
    }
    let mut all = Vec::new();
    for head in 0..document.tokens.len() {
        if named[head] || !matches!(document.tokens[head].upos, Upos::Noun | Upos::Propn) {
            continue;
        }
        let lemma = document.tokens[head].lemma.to_lowercase();
        let form = document.form(head).to_lowercase();
        let is = |list: &[&str]| list.contains(&lemma.as_str()) || list.contains(&form.as_str());
        // "10 awards" are not one.
        let counted = document
            .children(head)
            .any(|child| document.tokens[child].deprel == Deprel::Nummod && child < head);
        let metal = before(document, head)
            .is_some_and(|at| METALS.contains(&&*document.form(at).to_lowercase()));
        let many = counted && !metal && document.tokens[head].xpos == Xpos::Nns;
        if many {
            continue;
        }
        let show = form == "show" && is_at(document, head) && named_before(document, &named, head);
        let kind = if show || is_event(document, head, is(EVENTS)) {
            EntityKind::Event
        } else if is_prize(document, &named, head, &lemma, is(AWARDS)) {
            EntityKind::Award
        } else {
            continue;
        };
        // Only what tells it apart from any other: "the premiere" alone names nothing.
        let span = phrase(document, head);
        if span != document.tokens[head].span || METALS.contains(&lemma.as_str()) {
            all.push(Described { head, span, kind });
        }
    }
    all
}

/// Capitalised words that stand before names and name nothing by themselves.
const TITLES: &[&str] = &[
    "president",
    "chairman",
    "chairwoman",
    "director",
    "secretary",
    "minister",
    "senator",
    "sen.",
    "rep.",
    "gov.",
    "governor",
    "mayor",
    "mr.",
    "mrs.",
    "ms.",
    "dr.",
    "sir",
    "dame",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "judge",
    "justice",
    "sgt.",
    "lt.",
    "capt.",
    "gen.",
    "col.",
    "coach",
    "chief",
    "ceo",
    "attorney",
    "sheriff",
    "officer",
    "detective",
    "congressman",
    "congresswoman",
    "speaker",
    "editor",
    "writer",
    "winner",
    "photo",
    "related",
    "more",
];

/// Returns runs of words that look like names and that no stage took for one, as token ranges.
pub(super) fn unknown(document: &Document, inside: &[Option<usize>]) -> Vec<Range<usize>> {
    // "Filming is taking place": a capital that only the sentence asks for.
    let starts = |t: usize| document.sentences[document.sentence_of(t)].tokens.start == t;
    let proper = |t: usize| {
        let token = &document.tokens[t];
        // "said Orbex spokesman Roe": a capital within a sentence, whatever the tag.
        let named = token.upos == Upos::Propn
            || (token.upos == Upos::Noun
                && token.deprel == Deprel::Compound
                && t > 0
                && t + 1 < document.tokens.len()
                && document.form(t - 1).starts_with(char::is_lowercase)
                && document.form(t + 1).starts_with(char::is_lowercase));
        named
            && inside[t].is_none()
            && !(starts(t) && document.form(t).ends_with("ing"))
            && document.form(t).starts_with(char::is_uppercase)
            && !TITLES.contains(&document.form(t).to_lowercase().as_str())
    };
    let mut runs = Vec::new();
    for sentence in &document.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let start = at;
            while at < sentence.tokens.end && proper(at) {
                at += 1;
            }
            if at == start {
                at += 1;
                continue;
            }
            let span = document.tokens[start].span.cover(document.tokens[at - 1].span);
            let near = document.timexes.partition_point(|t| t.span.end <= span.start);
            let a_time = document.timexes.get(near).is_some_and(|t| t.span.overlaps(span));
            if !a_time {
                runs.push(start..at);
            }
        }
    }
    runs
}

/// Whether the noun is of something that happens where people come.
fn is_event(document: &Document, head: usize, listed: bool) -> bool {
    let Some(before) = before(document, head) else { return listed };
    let word = document.form(before).to_lowercase();
    let noun = document.form(head).to_lowercase();
    listed && !TELLING.contains(&word.as_str())
        || EVENTS_OF.iter().any(|(of, words)| *of == noun && words.contains(&word.as_str()))
}

/// Whether the noun stands behind "at", where somebody is: "at the Dior show".
fn is_at(document: &Document, head: usize) -> bool {
    document.children(head).any(|c| {
        document.tokens[c].deprel == Deprel::Case && document.form(c).eq_ignore_ascii_case("at")
    })
}

/// Whether the noun is of a prize; `listed` where it is one by itself.
fn is_prize(document: &Document, named: &[bool], head: usize, lemma: &str, listed: bool) -> bool {
    let purpose = || lists::is_purpose(lemma);
    // "the town's award-winning choir"
    if document.tokens.get(head + 1).is_some() && document.form(head + 1) == "-" {
        return false;
    }
    if listed {
        return best(document, head)
            || named_before(document, named, head)
            || of_its_own(document, head)
            || is_for_best(document, head);
    }
    let metal = || {
        METALS.contains(&lemma) && {
            let above = document.tokens[head].head.map(|head| &*document.tokens[head].lemma);
            let obj = matches!(document.tokens[head].deprel, Deprel::Obj | Deprel::Conj);
            above.is_some_and(|above| matches!(above, "medalist" | "medallist"))
                || obj && above.is_some_and(|above| WINNING.contains(&above))
        }
    };
    purpose() && (best(document, head) || is_yearly(document, head))
        || PARTS.contains(&lemma) && is_part(document, head) && is_sought(document, head)
        || metal()
}

/// Returns the word before the token in its sentence.
fn before(document: &Document, token: usize) -> Option<usize> {
    let start = document.sentences[document.sentence_of(token)].tokens.start;
    token.checked_sub(1).filter(|&before| before >= start)
}

/// Returns the "best" before the noun, with nothing but words of the prize between: "best new artist",
/// no "her best performance", nor "the 40th best singer".
fn superlative(document: &Document, head: usize) -> Option<usize> {
    let start = document.sentences[document.sentence_of(head)].tokens.start;
    for at in (start..head).rev().take(5) {
        let word = document.form(at).to_lowercase();
        if matches!(&*word, "best" | "worst" | "outstanding") {
            let own = before(document, at);
            let ranked = |own: usize| {
                document.tokens[own].xpos == Xpos::PrpPoss || {
                    let word = document.form(own);
                    word.starts_with(|c: char| c.is_ascii_digit())
                        && !word.ends_with(|c: char| c.is_ascii_digit())
                }
            };
            return (!own.is_some_and(ranked)).then_some(at);
        }
        let part = matches!(document.tokens[at].upos, Upos::Noun | Upos::Adj | Upos::Propn)
            || document.tokens[at].deprel == Deprel::Amod
            || document.form(at) == "-";
        if !part {
            return None;
        }
    }
    None
}

/// Nouns that say of the name behind them that it is that of a body.
const BODIES: &[&str] = &[
    "agency",
    "airline",
    "automaker",
    "band",
    "bank",
    "brand",
    "brewery",
    "broadcaster",
    "carmaker",
    "chain",
    "charity",
    "company",
    "consultancy",
    "developer",
    "distributor",
    "duo",
    "firm",
    "foundation",
    "group",
    "insurer",
    "label",
    "lender",
    "magazine",
    "maker",
    "manufacturer",
    "network",
    "newspaper",
    "nonprofit",
    "non-profit",
    "organisation",
    "organization",
    "outlet",
    "publisher",
    "quartet",
    "retailer",
    "startup",
    "start-up",
    "streamer",
    "studio",
    "supergroup",
    "tank",
    "trio",
    "website",
];

/// Returns that a name is one of a body where the noun right before it says so: "the nonprofit Clear Water".
pub(super) fn body_before(document: &Document, start: usize) -> Option<EntityKind> {
    let before = start.checked_sub(1)?;
    let said = BODIES.contains(&document.form(before));
    said.then_some(EntityKind::Organisation)
}

fn best(document: &Document, head: usize) -> bool {
    superlative(document, head).is_some()
}

/// "album of the year"
fn is_yearly(document: &Document, head: usize) -> bool {
    let words = (head + 1..document.tokens.len()).take(3).map(|t| document.form(t).to_lowercase());
    words.eq(["of", "the", "year"])
}

/// Whether the noun is told by the common noun before it: "audience award", "gold medal".
fn of_its_own(document: &Document, head: usize) -> bool {
    let prize = matches!(
        &*document.form(head).to_lowercase(),
        "award" | "prize" | "medal" | "medals" | "trophy" | "championship" | "title" | "crown"
    );
    let Some(at) = before(document, head).filter(|_| prize) else { return false };
    let word = document.form(at).to_lowercase();
    let noun = document.tokens[at].upos == Upos::Noun
        && document.tokens[at].deprel == Deprel::Compound
        && !NO_PRIZE.contains(&word.as_str());
    let titled = matches!(&*document.form(head).to_lowercase(), "title" | "crown");
    let contest =
        matches!(&*word, "world" | "league" | "state" | "division" | "conference" | "heavyweight");
    // "the national title"
    let nation = matches!(&*word, "national" | "world")
        && matches!(&*document.form(head).to_lowercase(), "title" | "championship");
    METALS.contains(&word.as_str()) || nation || noun && (!titled || contest)
}

/// "the award for best new artist"
fn is_for_best(document: &Document, head: usize) -> bool {
    let next = |at: usize| (at < document.tokens.len()).then(|| document.form(at).to_lowercase());
    next(head + 1).as_deref() == Some("for")
        && matches!(next(head + 2).as_deref(), Some("best" | "worst" | "outstanding"))
}

/// Whether the noun goes without an article, told apart by the word before it: "lead actress".
fn is_part(document: &Document, head: usize) -> bool {
    let Some(at) = before(document, head) else { return false };
    let determined = document
        .children(head)
        .any(|c| matches!(document.tokens[c].deprel, Deprel::Det | Deprel::NmodPoss));
    PARTED.contains(&&*document.form(at).to_lowercase()) && !determined
}

/// Whether the words around speak of prizes: "nods for drama series and lead actress".
fn is_sought(document: &Document, head: usize) -> bool {
    let mut at = head;
    for _ in 0..5 {
        let Some(above) = document.tokens[at].head else { return false };
        if SOUGHT.contains(&&*document.tokens[above].lemma) {
            return true;
        }
        at = above;
    }
    false
}

fn named_before(document: &Document, named: &[bool], head: usize) -> bool {
    document
        .children(head)
        .any(|c| c < head && (named[c] || document.tokens[c].upos == Upos::Propn))
}

/// Returns the noun phrase of the head: what stands before it, and its "of" or "for" phrase.
fn phrase(document: &Document, head: usize) -> Span {
    let sentence = &document.sentences[document.sentence_of(head)];
    let mut start = head;
    while start > sentence.tokens.start {
        let before = &document.tokens[start - 1];
        let part = matches!(before.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
            || (before.upos == Upos::Part && before.deprel == Deprel::Case)
            || (before.upos == Upos::Punct
                && matches!(document.form(start - 1), "-" | "\"" | "”" | "“" | "'"))
            // "the viewing party"
            || matches!(before.deprel, Deprel::NmodPoss | Deprel::Amod | Deprel::Compound);
        if !part {
            break;
        }
        start -= 1;
    }
    // "last year's best director"
    if let Some(best) = superlative(document, head) {
        start = best;
    }
    let mut end = head + 1;
    let of = document.children(head).find(|&c| {
        // "the award for best actor", but not "best actor for Harbor Lights"; "a reception in Lund".
        let belongs = |k| match &*document.form(k).to_lowercase() {
            "of" => true,
            "for" => best(document, c) && !best(document, head),
            "in" => start == head && document.tokens[c].upos == Upos::Propn,
            _ => false,
        };
        let inside = document.tokens[c].deprel == Deprel::Nmod && document.children(c).any(belongs);
        c > head && inside
    });
    if let Some(of) = of {
        // The name after "of" and everything inside its marks.
        let mention = document.mentions.iter().filter(|m| m.form == MentionForm::Name);
        let name = mention.filter(|m| m.tokens.contains(&of)).max_by_key(|m| m.tokens.len());
        end = name.map_or(of + 1, |m| m.tokens.end);
        if sentence.tokens.contains(&end) && matches!(document.form(end), "”" | "\"") {
            end += 1;
        }
    }
    while start < head && matches!(document.tokens[start].upos, Upos::Punct) && start + 1 == head {
        start += 1;
    }
    document.tokens[start].span.cover(document.tokens[end.max(head + 1) - 1].span)
}

//! Events, prizes and works that are described rather than named: "the premiere of Harbor
//! Lights", "worst picture", "the puja ceremony".
//!
//! Their heads are a short list of common nouns; the name of such a thing is its noun phrase.

use std::ops::Range;

use reportedly_nlp::{Deprel, Document, EntityKind, MentionForm, Span, Upos, Xpos};

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
];

/// What people win.
const AWARDS: &[&str] =
    &["award", "prize", "medal", "trophy", "championship", "title", "pageant", "pennant", "crown"];

/// What a "best" or "worst" before it makes a prize.
const CATEGORIES: &[&str] = &[
    "actor",
    "actress",
    "picture",
    "film",
    "director",
    "screenplay",
    "sequel",
    "series",
    "song",
    "album",
    "drama",
    "comedy",
    "performance",
    "newcomer",
    "artist",
    "documentary",
    "score",
    "remake",
];

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
        let many = counted && document.tokens[head].xpos == Xpos::Nns;
        if many {
            continue;
        }
        let kind = if is(EVENTS) {
            EntityKind::Event
        } else if best(document, head) && (is(AWARDS) || is(CATEGORIES))
            || is(AWARDS) && named_before(document, &named, head)
        {
            EntityKind::Award
        } else {
            continue;
        };
        // Only what tells it apart from any other: "the premiere" alone names nothing.
        let span = phrase(document, head);
        if span != document.tokens[head].span {
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

fn best(document: &Document, head: usize) -> bool {
    document.children(head).any(|c| matches!(&*document.form(c).to_lowercase(), "best" | "worst"))
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
            || before.deprel == Deprel::NmodPoss;
        if !part {
            break;
        }
        start -= 1;
    }
    let mut end = head + 1;
    let of = document.children(head).find(|&c| {
        // "the award for best actor", but not "best actor for Harbor Lights"; "a reception in Lund".
        let belongs = |k| match &*document.form(k).to_lowercase() {
            "of" => true,
            "for" => best(document, c) && !best(document, head),
            "in" => start == head,
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

//! Names in a row: "Anna Porter as the nurse, Mark Weston, 40, and Julia Kern (Skyline)".
//!
//! Parsers lose their way in long lists with asides; the marks between the names do not. What is said
//! of the first is said of the others.
//!
//! **Invariant:** a row lies in one sentence, and its names are of one kind.

use reportedly_nlp::{Document, EntityKind, Mention, MentionForm, SegmentKind, Upos};

/// What stands between two names of a row.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Joint {
    /// A comma or a semicolon.
    Mark,
    /// "and", with or without a comma.
    And,
}

/// Whether an age stands behind the name, as it does behind people alone: "Sera, 13, and Sam, 10".
pub(super) fn is_aged(document: &Document, mention: &Mention) -> bool {
    let at = mention.tokens.end;
    let word = |token: usize| {
        let inside = document.tokens.get(token).is_some();
        if inside { document.form(token) } else { "" }
    };
    let age = word(at + 1).parse::<u8>().is_ok_and(|years| (1..=109).contains(&years));
    mention.form == MentionForm::Name
        && mention.tokens.len() == 1
        && word(at) == ","
        && age
        && matches!(word(at + 2), "," | "." | ";" | "and" | ")")
}

/// The most words that an aside between two names may have.
const ASIDE: usize = 9;

/// Returns, for each row in `document`, the heads of its names.
pub(super) fn rows(document: &Document) -> Vec<Vec<usize>> {
    let mut rows = Vec::new();
    let mut row: Vec<&Mention> = Vec::new();
    let mut joints: Vec<(Joint, bool)> = Vec::new();
    let mut end = 0;
    let mut close = |row: &mut Vec<&Mention>, joints: &mut Vec<(Joint, bool)>| {
        if stands(document, row, joints) {
            rows.push(row.iter().map(|mention| mention.head).collect());
        }
        row.clear();
        joints.clear();
    };
    for mention in &document.mentions {
        // A name inside a name is no member.
        if mention.form != MentionForm::Name || mention.tokens.start < end {
            continue;
        }
        let joined = row.last().filter(|last| class(document, last) == class(document, mention));
        let joint = joined.and_then(|last| joint(document, last, mention));
        // In "Anna as Julia, Mark as Kern" the parts are not the players.
        if joint.is_none() && in_aside(document, row.last().copied(), mention) {
            continue;
        }
        match joint {
            Some(joint) => joints.push(joint),
            None => close(&mut row, &mut joints),
        }
        end = mention.tokens.end;
        row.push(mention);
    }
    close(&mut row, &mut joints);
    rows
}

/// Whether what was joined is a list: two names with a comma between may be anything else.
fn stands(document: &Document, row: &[&Mention], joints: &[(Joint, bool)]) -> bool {
    let Some(first) = row.first() else { return false };
    let asides = joints.iter().any(|(_, aside)| *aside);
    let sentence = &document.sentences[document.sentence_of(first.head)];
    let kind = document.segments[sentence.segment].kind;
    let headline = matches!(kind, SegmentKind::Title | SegmentKind::Heading | SegmentKind::Related)
        && sentence.tokens.start == first.tokens.start;
    row.len() >= 3 || (row.len() == 2 && (asides || headline))
}

/// People and organisations stand in one row: a bill has singers and bands.
fn class(document: &Document, mention: &Mention) -> Option<EntityKind> {
    match mention.kind {
        _ if is_aged(document, mention) => Some(EntityKind::Person),
        Some(EntityKind::Organisation) => Some(EntityKind::Person),
        kind => kind,
    }
}

/// Returns how two names of one sentence are joined, and whether there is an aside between.
fn joint(document: &Document, last: &Mention, next: &Mention) -> Option<(Joint, bool)> {
    if document.sentence_of(last.head) != document.sentence_of(next.head) {
        return None;
    }
    let word = |t: usize| document.form(t);
    let mut at = last.tokens.end;
    let mut aside = false;
    let quotes = |at: &mut usize| {
        while *at < next.tokens.start && matches!(word(*at), "\"" | "”" | "“" | "'" | "’" | "‘")
        {
            *at += 1;
        }
    };
    quotes(&mut at);
    if at < next.tokens.start && word(at) == "(" {
        at = (at..next.tokens.start).find(|&t| word(t) == ")")? + 1;
        aside = true;
    }
    // "as the nurse", "who plays the nurse"
    if at < next.tokens.start && matches!(word(at), "as" | "playing") {
        let stop = |&t: &usize| matches!(word(t), "," | "and" | ";" | "&");
        let end = (at..next.tokens.start).find(stop)?;
        aside = true;
        if end - at > ASIDE {
            return None;
        }
        at = end;
    }
    // ", 40,", ", left,"
    let comma = |t: usize| t < next.tokens.start && word(t) == ",";
    if comma(at) && comma(at + 2) {
        let number = document.tokens[at + 1].upos == Upos::Num;
        if !number && !matches!(word(at + 1), "left" | "right" | "center" | "centre") {
            return None;
        }
        at += 2;
        aside = true;
    }
    let mut joint = None;
    while at < next.tokens.start {
        match word(at) {
            "," | ";" if joint.is_none() => joint = Some(Joint::Mark),
            "and" | "&" if joint != Some(Joint::And) => joint = Some(Joint::And),
            _ => break,
        }
        at += 1;
    }
    quotes(&mut at);
    let joint = joint?;
    // "2004's Skyline", "the singer Julia Kern"
    let short = next.tokens.start - at <= 3;
    let prize = next.kind == Some(EntityKind::Award);
    let titled = (at..next.tokens.start).all(|t| {
        let token = &document.tokens[t];
        matches!(token.upos, Upos::Noun | Upos::Adj | Upos::Num | Upos::Propn)
            || (token.upos == Upos::Part && word(t).ends_with('s'))
            || matches!(word(t), "the" | "\"" | "“" | "'" | "‘")
            // "an Oscar, a Tony and two Emmys"
            || prize && matches!(word(t), "a" | "an")
    });
    (short && titled).then_some((joint, aside))
}

/// Whether the name lies in an aside after the last name of a row: a part, or a film in parentheses.
fn in_aside(document: &Document, last: Option<&Mention>, next: &Mention) -> bool {
    let Some(last) = last else { return false };
    if document.sentence_of(last.head) != document.sentence_of(next.head)
        || next.tokens.start - last.tokens.end > ASIDE
    {
        return false;
    }
    let between = last.tokens.end..next.tokens.start;
    let part = matches!(document.form(between.start), "as" | "playing");
    let open =
        document.form(between.start) == "(" && !between.clone().any(|t| document.form(t) == ")");
    open || (part && !between.clone().any(|t| matches!(document.form(t), "," | ";")))
}

//! Who says it, how certainly, and how firmly that makes it reported.

use reportedly_nlp::{
    Attribution, Certainty, Deprel, Document, Polarity, QuoteKind, Record, Span, SpeechAct, Upos,
    attribution, factuality,
};

use super::view::View;
use crate::claim::{Cue, CueRole, Firmness, Link, SourceKind};

/// How a claim stands: whose word it is and how certain.
#[derive(Clone, Debug)]
pub(super) struct Stance {
    /// Who says so, outermost first.
    pub chain: Vec<Link>,
    /// Whether the innermost source says that it is so.
    pub polarity: Polarity,
    /// How certain the innermost source is.
    pub certainty: Certainty,
    /// What the innermost source does in saying so.
    pub act: SpeechAct,
    /// When the innermost source spoke, as an index of the document's times.
    pub said: Option<usize>,
    /// The words that hedge, deny and attribute.
    pub cues: Vec<Cue>,
}

/// Returns the stance of what is said by the word at `key`.
pub(super) fn stance(view: &View<'_>, key: usize, describing: bool) -> Stance {
    let document = view.document;
    let mut stance = local(view, key, describing);
    let links = attribution::links(document, key);
    let inner = links.last().copied();
    // "began dating" has a noun that tells what is done.
    let noun = !document.form(key).ends_with("ing") && document.tokens[key].upos == Upos::Noun;
    let describing_noun = describing && noun;
    for &index in &links {
        let attribution = &document.attributions[index];
        // "He is reportedly dating his Skyline co-star": that she is his co-star is no report.
        if describing_noun && adverbial(document, attribution) || in_denied(view, key, attribution)
        {
            continue;
        }
        if let Some(link) = link(view, attribution) {
            stance.chain.push(link);
        }
        for &cue in &attribution.cue {
            stance.cues.push(cue_of(document, CueRole::Attribution, cue));
        }
    }
    let inner = inner.map(|index| &document.attributions[index]);
    let tells = |a: &&Attribution| {
        (!describing_noun || !adverbial(document, a)) && !in_denied(view, key, a)
    };
    if let Some(attribution) = inner.filter(tells) {
        stance.act = attribution.act;
        stance.said = attribution.said;
        stance.certainty = weaker(stance.certainty, attribution.stance.certainty);
        // "She denied dating him": the word that tells may have turned the clause around already.
        let turned = stance.cues.iter().any(|cue| {
            cue.role == CueRole::Negation && attribution.cue.iter().any(|c| c.contains(cue.span))
        });
        if attribution.stance.polarity == Polarity::Negative && !turned {
            stance.polarity = opposite(stance.polarity);
        }
    }
    stance
}

/// Whether the token stands in words that are given as somebody's own.
pub(super) fn is_quoted(document: &Document, token: usize) -> bool {
    let span = document.tokens[token].span;
    let after = document.quotes.partition_point(|quote| quote.content.start <= span.start);
    let mut before = document.quotes[..after].iter().rev().take(QUOTES_AROUND);
    before.any(|quote| quote.kind == QuoteKind::Speech && quote.content.contains(span))
}

/// Quotations lie inside one another at most so deep.
const QUOTES_AROUND: usize = 3;

/// Whether the word only helps to name what somebody denies: who "denied Skyline star Porter's charges"
/// says nothing of who stars in Skyline.
fn in_denied(view: &View<'_>, key: usize, attribution: &Attribution) -> bool {
    use Deprel::{Appos, Compound, Flat, NmodDesc, NmodPoss};
    let token = &view.document.tokens[key];
    attribution.stance.polarity == Polarity::Negative
        && token.upos == Upos::Noun
        && matches!(token.deprel, Appos | Compound | Flat | NmodDesc | NmodPoss)
}

/// Whether an adverb alone attributes: "reportedly".
fn adverbial(document: &Document, attribution: &Attribution) -> bool {
    let mut cue = attribution.cue.iter().flat_map(|&span| document.tokens_in(span));
    attribution.source.is_none() && cue.all(|t| document.tokens[t].upos == Upos::Adv)
}

/// Returns the stance of what stands beside a name: "Mark Weston, 26," in somebody's reported words is
/// told by the article in passing, and on nobody's word.
pub(super) fn in_passing(view: &View<'_>, key: usize) -> Stance {
    local(view, key, true)
}

/// Returns the innermost attribution whose content holds the place.
pub(super) fn innermost(document: &Document, place: Span) -> Option<usize> {
    let holds = |a: &Attribution| a.content.iter().any(|content| content.contains(place));
    let inside = document.attributions.iter().enumerate().filter(|(_, a)| holds(a));
    let size = |a: &Attribution| a.content.iter().map(|c| c.len()).sum::<usize>();
    inside.min_by_key(|(_, a)| size(a)).map(|(index, _)| index)
}

/// Returns the link that an attribution makes; `None` where it names no source that stands for
/// anything.
pub(super) fn link(view: &View<'_>, attribution: &Attribution) -> Option<Link> {
    let document = view.document;
    let cue = attribution.cue.first().map(|&span| (span, span.of(&document.text).to_owned()));
    let Some(source) = &attribution.source else {
        let words = cue.as_ref().map_or("", |(_, words)| words.as_str());
        // "likely referring to": a verb that lost its subject names no source.
        let first = attribution.cue.first().and_then(|&span| document.tokens_in(span).last());
        let bare = first.is_none_or(|token| {
            use reportedly_nlp::Xpos::{Vb, Vbg, Vbp, Vbz};
            attribution.cue.iter().flat_map(|&span| document.tokens_in(span)).any(|t| {
                matches!(document.tokens[t].xpos, Vb | Vbg | Vbp | Vbz)
                    && document.tokens[t].upos == Upos::Verb
            }) && document.tokens[token].upos != Upos::Noun
        });
        if bare {
            return None;
        }
        let noun = attribution.cue.first().and_then(|&span| {
            document.tokens_in(span).find(|&t| document.tokens[t].upos == Upos::Noun)
        });
        let name = match noun {
            Some(noun) => document.form(noun).to_lowercase(),
            None => format!("unattributed ({})", words.to_lowercase()),
        };
        return Some(Link {
            name,
            kind: SourceKind::Unattributed,
            record: Record::Unattributed,
            several: false,
            relation: None,
            cue,
            factuality: attribution.author,
        });
    };
    // "as the title indicates": what is looked at tells nothing on anybody's word.
    let speaker = &document.tokens[source.speaker];
    if speaker.upos == Upos::Noun && LOOKED_AT.contains(&speaker.lemma.as_str()) {
        return None;
    }
    let (name, kind) = super::source::named(view, source);
    Some(Link {
        name,
        kind,
        record: view.record(source),
        several: source.several,
        relation: None,
        cue,
        factuality: attribution.author,
    })
}

/// What is seen to "show" or "indicate" something, without being anybody's words.
const LOOKED_AT: &[&str] = &[
    "title", "scene", "shot", "sequence", "homage", "look", "dress", "gown", "outfit", "frock",
    "ring", "name", "number", "result", "moment", "one", "thing", "someone", "somebody",
    "everyone",
];

pub(super) fn cue_of(document: &Document, role: CueRole, span: Span) -> Cue {
    Cue { role, span, text: span.of(&document.text).to_owned() }
}

/// Returns the weaker of two certainties.
fn weaker(a: Certainty, b: Certainty) -> Certainty {
    a.max(b)
}

fn opposite(polarity: Polarity) -> Polarity {
    match polarity {
        Polarity::Positive => Polarity::Negative,
        Polarity::Negative => Polarity::Positive,
        Polarity::Unknown => Polarity::Unknown,
    }
}

/// Adjectives that make what they describe probable or possible.
const DOUBTS: &[(&str, Certainty)] = &[
    ("alleged", Certainty::Pr),
    ("apparent", Certainty::Pr),
    ("reported", Certainty::Pr),
    ("supposed", Certainty::Pr),
    ("possible", Certainty::Ps),
    ("potential", Certainty::Ps),
    ("rumored", Certainty::Ps),
    ("rumoured", Certainty::Ps),
];

/// Returns how the clause itself puts it.
///
/// What is said by describing somebody ("A's wife, B,") holds whatever becomes of the clause around
/// it; only its own words can take it back.
fn local(view: &View<'_>, key: usize, describing: bool) -> Stance {
    let document = view.document;
    let mut stance = Stance {
        chain: Vec::new(),
        polarity: Polarity::Positive,
        certainty: Certainty::Ct,
        act: SpeechAct::Assert,
        said: None,
        cues: Vec::new(),
    };
    if !describing {
        let judgement = view.judge.of(key);
        stance.polarity = judgement.factuality.polarity;
        stance.certainty = judgement.factuality.certainty;
        stance.cues.extend(judgement.cues.iter().map(|cue| {
            let role = match cue.role {
                factuality::CueRole::Hedge => CueRole::Hedge,
                factuality::CueRole::Negation => CueRole::Negation,
            };
            cue_of(document, role, cue.span)
        }));
        // "no romance", "had no romantic connection": what is not there, or not had, is denied.
        let object = document.child(key, Deprel::Obj).map(|object| document.children(object));
        let no = document.children(key).chain(object.into_iter().flatten());
        let no = no.into_iter().find(|&c| view.lower[c] == "no");
        let told = stance.cues.iter().any(|cue| cue.role == CueRole::Negation);
        if let Some(no) = no.filter(|_| !told) {
            stance.polarity = opposite(stance.polarity);
            stance.cues.push(cue_of(document, CueRole::Negation, document.tokens[no].span));
        }
        return stance;
    }
    let amod = document.tokens[key].deprel == Deprel::Amod;
    let nothing = document.tokens[key].head.filter(|&head| amod && view.lower[head] == "nothing");
    for child in document.children(key).chain(nothing) {
        let word = view.lower[child].as_str();
        let span = document.tokens[child].span;
        if matches!(word, "no" | "not" | "nothing") {
            stance.polarity = opposite(stance.polarity);
            stance.cues.push(cue_of(document, CueRole::Negation, span));
        }
        if let Some((_, certainty)) = DOUBTS.iter().find(|(doubt, _)| *doubt == word) {
            stance.certainty = weaker(stance.certainty, *certainty);
            stance.cues.push(cue_of(document, CueRole::Hedge, span));
        }
    }
    stance
}

/// Returns the one word that a reader sees; `docs/concepts/firmness.md` has the same table.
pub(super) fn firmness(stance: &Stance, parties: &[&str]) -> Firmness {
    if stance.polarity == Polarity::Negative {
        return Firmness::Denied;
    }
    match stance.certainty {
        Certainty::Ps | Certainty::U => return Firmness::Rumoured,
        Certainty::Pr => return Firmness::Reported,
        Certainty::Ct => {}
    }
    let Some(inner) = stance.chain.last() else { return Firmness::Stated };
    match inner.kind {
        _ if inner.record != Record::Named => Firmness::Reported,
        SourceKind::Unattributed | SourceKind::Anonymous => Firmness::Reported,
        _ if parties.contains(&inner.name.as_str()) || stance.act == SpeechAct::Confirm => {
            Firmness::Confirmed
        }
        SourceKind::Outlet => Firmness::Reported,
        SourceKind::Person | SourceKind::Organisation => Firmness::Stated,
    }
}

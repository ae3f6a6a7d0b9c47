//! Statements: every quotation and every reported statement, with who said it.
//!
//! **Invariant:** the evidence is the words themselves: a direct quotation without its marks, one
//! claim for each stretch between marks.

use reportedly_nlp::{
    Attribution, AttributionKind, Certainty, Deprel, Document, EntityKind, Factuality, Polarity,
    Quote, QuoteKind, Record, SegmentKind, Source, Span, SpeechAct, Style, Upos, Xpos,
};

use reportedly_nlp::attribution::words;

use super::stance::{Stance, cue_of, firmness, innermost, link};
use super::view::View;
use crate::claim::{Argument, Claim, ClaimKind, CueRole, Evidence, Field, SourceKind};

/// Returns the statements of a document, in the order of its attributions.
pub(super) fn statements(view: &View<'_>, field: Field) -> Vec<Claim> {
    let document = view.document;
    let mut found: Vec<(usize, Span)> = Vec::new();
    for (index, attribution) in document.attributions.iter().enumerate() {
        if !is_statement(attribution) || passed_on(document, index) {
            continue;
        }
        if attribution.source.as_ref().is_some_and(|source| nobody(view, source)) {
            continue;
        }
        for span in contents(document, attribution) {
            let own = is_quoted(document, span) && !is_own_echo(document, attribution)
                || attribution.style == Style::Direct && !is_inside_quote(document, attribution);
            let stated = own || is_stated(view, attribution, span);
            // Nobody says the word that says that they say it: they “discussed the film”.
            let quoted_cue = attribution.cue.iter().any(|cue| span.contains(*cue));
            if !is_told(document, span) || !stated || quoted_cue {
                continue;
            }
            // Words that somebody passes on are the words of the one who said them.
            match found.iter_mut().find(|(_, earlier)| *earlier == span) {
                Some(earlier) if is_within(document, index, earlier.0) => earlier.0 = index,
                Some(_) => {}
                None => found.push((index, span)),
            }
        }
    }
    found.into_iter().map(|(index, span)| statement(view, field, index, span)).collect()
}

/// Whether reported words are a statement of somebody known: what an outlet reports in its own
/// voice is a claim on its word, not a saying.
fn is_stated(view: &View<'_>, attribution: &Attribution, span: Span) -> bool {
    let document = view.document;
    let Some(source) = &attribution.source else { return false };
    let (_, kind) = super::source::named(view, source);
    let pronoun = document.tokens[source.head].upos == Upos::Pron;
    let party = view.mention_at(source.speaker).and_then(|m| view.parties.of_mention[m]);
    // Things say what is written on them, and only "according to" tells that it is words.
    let written = is_document(&document.tokens[source.speaker].lemma);
    let speaks = written
        || match party {
            Some(party) => !matches!(
                view.parties.list[party].kind,
                None | Some(
                    EntityKind::Place | EntityKind::Work | EntityKind::Event | EntityKind::Award
                )
            ),
            None => source.record == Record::Anonymous && !pronoun,
        };
    let according = attribution.cue.iter().any(|cue| cue.of(&document.text).contains("ccording"));
    kind != SourceKind::Outlet
        && source.record != Record::Unattributed
        && (speaks || according && !pronoun)
        && says_something(document, span)
        && !is_inside_quote(document, attribution)
}

/// Whether a thing says what is written in it: "the study found", "the filing states".
fn is_document(lemma: &str) -> bool {
    matches!(
        lemma,
        "affidavit"
            | "analysis"
            | "complaint"
            | "document"
            | "filing"
            | "indictment"
            | "lawsuit"
            | "paper"
            | "poll"
            | "report"
            | "research"
            | "study"
            | "survey"
            | "suit"
            | "warrant"
    )
}

/// Whether the attribution at `inner` lies within the one at `outer`.
fn is_within(document: &Document, inner: usize, outer: usize) -> bool {
    let mut next = document.attributions[inner].within;
    for _ in 0..document.attributions.len().min(8) {
        match next {
            Some(index) if index == outer => return true,
            Some(index) => next = document.attributions[index].within,
            None => return false,
        }
    }
    false
}

/// Whether somebody says it: "reportedly" alone names nobody who does.
fn is_statement(attribution: &Attribution) -> bool {
    let thought = attribution.kind == AttributionKind::Belief && attribution.style != Style::Direct;
    let about = attribution.kind == AttributionKind::Topic && attribution.style == Style::Indirect;
    // "has not said when": what somebody did not say is no saying.
    let unsaid =
        attribution.stance == Factuality::UNCOMMITTED && attribution.style != Style::Direct;
    !(about || unsaid)
        && attribution.source.is_some()
        && attribution.act != SpeechAct::Decline
        && !thought
}

/// Whether the source is a pronoun that stands for nobody who is known: "we", "it", "who".
fn nobody(view: &View<'_>, source: &Source) -> bool {
    let (name, _) = super::source::named(view, source);
    let name = name.to_lowercase();
    matches!(name.as_str(), "i" | "we" | "you" | "it" | "which" | "that" | "this" | "what" | "one")
}

/// Whether a link only passes on what the next one inward says, word for word: "told People".
fn passed_on(document: &Document, index: usize) -> bool {
    let content = &document.attributions[index].content;
    document.attributions.iter().any(|a| a.within == Some(index) && a.content == *content)
}

/// Whether the words are the article's telling: neither a headline nor what stands around it.
fn is_told(document: &Document, span: Span) -> bool {
    let segment = document.segments.iter().find(|segment| segment.span.overlaps(span));
    segment.is_some_and(|s| {
        use SegmentKind::*;
        match s.kind {
            Body | Caption | Related => true,
            Heading => is_quoted(document, span),
            _ => false,
        }
    })
}

/// Whether the words are a quotation, all of them.
fn is_quoted(document: &Document, span: Span) -> bool {
    document.quotes.iter().any(|q| q.kind != QuoteKind::Title && q.content == span)
}

/// Whether the words are a clause: what is merely named ("announced the news") is no statement.
fn says_something(document: &Document, span: Span) -> bool {
    document.tokens_in(span).any(|token| {
        let finite =
            matches!(document.tokens[token].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        // A relative clause inside a noun phrase does not make it a clause.
        let verb = match document.tokens[token].deprel {
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop => document.tokens[token].head,
            _ => Some(token),
        };
        finite && verb.is_some_and(|v| !inside_relative(document, v, span))
    })
}

fn inside_relative(document: &Document, verb: usize, span: Span) -> bool {
    let mut at = verb;
    for _ in 0..32 {
        let token = &document.tokens[at];
        if !span.contains(token.span) {
            return false;
        }
        if matches!(token.deprel, Deprel::AclRelcl | Deprel::Acl | Deprel::Advcl) {
            return token.head.is_some_and(|head| span.contains(document.tokens[head].span));
        }
        match token.head {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// Whether somebody quoted says that somebody says it.
fn is_inside_quote(document: &Document, attribution: &Attribution) -> bool {
    let cue = attribution.cue.first().copied();
    cue.is_some_and(|cue| {
        document.quotes.iter().any(|q| q.kind == QuoteKind::Speech && q.content.contains(cue))
    })
}

/// Whether somebody quoted tells what they said themselves: "I told him, ‘Go’".
fn is_own_echo(document: &Document, attribution: &Attribution) -> bool {
    let first = attribution.source.as_ref().is_some_and(|source| {
        matches!(document.form(source.head).to_lowercase().as_str(), "i" | "we")
    });
    first && is_inside_quote(document, attribution)
}

/// Returns the stretches of words that the attribution gives to its source.
fn contents(document: &Document, attribution: &Attribution) -> Vec<Span> {
    let mut spans = Vec::new();
    for content in words(document, attribution) {
        let quotes = document.quotes.iter().filter(|quote| match attribution.style {
            Style::Direct => quote.kind == QuoteKind::Speech && content.contains(quote.content),
            Style::Mixed => quote.kind != QuoteKind::Title && is_verbatim(document, content, quote),
            Style::Indirect => false,
        });
        let quotes: Vec<Span> = quotes.map(|quote| quote.content).collect();
        match quotes.is_empty() {
            true => spans.push(content),
            false => spans.extend(quotes),
        }
    }
    // Words inside the words of the same source are part of them.
    let all = spans.clone();
    spans.retain(|span| {
        !span.is_empty() && !all.iter().any(|other| other != span && other.contains(*span))
    });
    spans
}

/// Whether a quotation inside somebody's reported words gives those words: single marks in running
/// text only hold a word at a distance.
fn is_verbatim(document: &Document, content: Span, quote: &Quote) -> bool {
    let mark = document.text[quote.marked.start..].chars().next();
    let headline = document.segments.iter().any(|segment| {
        segment.span.contains(quote.content)
            && matches!(segment.kind, SegmentKind::Related | SegmentKind::Heading)
    });
    content.contains(quote.content) && (headline || !matches!(mark, Some('\'' | '‘' | '’')))
}

fn statement(view: &View<'_>, field: Field, index: usize, span: Span) -> Claim {
    let document = view.document;
    let attribution = &document.attributions[index];
    let speaker = attribution.source.as_ref().map(|source| {
        let (name, _) = super::source::named(view, source);
        let head = source.speaker;
        let party = view.mention_at(head).and_then(|mention| view.parties.of_mention[mention]);
        Argument { name, kind: party.and_then(|party| view.parties.list[party].kind) }
    });
    let mut stance = Stance {
        chain: Vec::new(),
        polarity: Polarity::Positive,
        certainty: Certainty::Ct,
        act: attribution.act,
        said: attribution.said,
        cues: Vec::new(),
    };
    let mut links = vec![index];
    let mut next = attribution.within.or_else(|| outer(document, index));
    while let Some(outer) = next.filter(|o| !links.contains(o) && links.len() < 8) {
        links.push(outer);
        next = document.attributions[outer].within;
    }
    for &index in links.iter().rev() {
        stance.chain.extend(link(view, &document.attributions[index]));
    }
    for &cue in &attribution.cue {
        stance.cues.push(cue_of(document, CueRole::Attribution, cue));
    }
    let subject = speaker.unwrap_or(Argument { name: String::new(), kind: None });
    Claim {
        kind: ClaimKind::Statement,
        predicate: "said".to_owned(),
        firmness: firmness(&stance, &[]),
        subject,
        object: None,
        value: None,
        qualifiers: Default::default(),
        valid_time: None,
        said: stance.said.and_then(|timex| document.timexes[timex].interval),
        polarity: stance.polarity,
        certainty: stance.certainty,
        act: stance.act,
        chain: stance.chain,
        evidence: Evidence::cut(&document.text, field, span),
        cues: stance.cues,
        mentions: Default::default(),
        rule: "statement".to_owned(),
        confidence: match attribution.style {
            Style::Direct => 0.93,
            Style::Mixed => 0.84,
            Style::Indirect => 0.8,
        },
    }
}

/// Returns the attribution whose content holds this one's source and cue: who passes the words on.
fn outer(document: &Document, index: usize) -> Option<usize> {
    let cue = *document.attributions[index].cue.first()?;
    innermost(document, cue).filter(|&outer| outer != index)
}

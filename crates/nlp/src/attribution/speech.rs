//! Links words in quotation marks to the verbs beside them, and to speakers who go on speaking.
//!
//! Needs the tree, the quotes and the drafts of the verbs. Gives their contents, and drafts
//! without a cue for quotations that stand alone: those are the last speaker's. Also reads block
//! quotations after a colon, and interviews whose paragraphs begin with the speaker's name.

use std::collections::BTreeMap;
use std::ops::Range;

use super::dependents::Dependents;
use super::draft::{Draft, Who};
use super::lexicon::{self, Class, QUOTE};
use super::parenthesis::{before as before_cue, is_finite, phrase};
use crate::document::{Factuality, Quote, QuoteKind, SegmentKind, SpeechAct};
use crate::quote;
use crate::span::Span;
use crate::tags::{Deprel, Upos};

/// Fills in the contents of `drafts`, which are in the order of their words, and adds new ones.
pub(crate) fn link(tree: &Dependents, drafts: &mut Vec<Draft>) {
    let document = tree.document;
    let paragraphs = quote::paragraphs(&document.text, &document.segments);
    let units = units(&document.quotes, &paragraphs);
    let mut linker = Linker {
        tree,
        verbs: drafts.len(),
        drafts,
        paragraphs: &paragraphs,
        speaker: None,
        waiting: Vec::new(),
    };
    linker.keep_inside(&units);
    for index in 0..units.len() {
        linker.unit(&units, index);
    }
    linker.block_quotations(&units);
    linker.interviews(&units);
    linker.keep_inside(&units);
}

/// Words in quotation marks that belong together: more than one where each paragraph of a long
/// quotation opens with a mark again.
struct Unit {
    pieces: Vec<Span>,
    /// The paragraph in which it begins, and in which it ends.
    paragraphs: (usize, usize),
    kind: QuoteKind,
    /// The last character of the words.
    last: char,
}

impl Unit {
    fn start(&self) -> usize {
        self.pieces[0].start
    }

    fn end(&self) -> usize {
        self.pieces[self.pieces.len() - 1].end
    }

    fn span(&self) -> Span {
        Span::new(self.start(), self.end())
    }
}

fn units(quotes: &[Quote], paragraphs: &[Span]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut runs_on = false;
    for quote in quotes {
        // The name of a work is nobody's words.
        if quote.kind == QuoteKind::Title
            || units.last().is_some_and(|unit| quote.marked.start < unit.end())
        {
            continue;
        }
        let of = |byte: usize| paragraphs.partition_point(|paragraph| paragraph.end <= byte);
        let first = of(quote.marked.start);
        let last = of(quote.marked.end.saturating_sub(1));
        let opens = paragraphs.get(first).is_some_and(|p| p.start == quote.marked.start);
        match units.last_mut() {
            Some(unit) if runs_on && opens && first == unit.paragraphs.1 + 1 => {
                unit.pieces.push(quote.marked);
                unit.paragraphs.1 = last;
            }
            _ => units.push(Unit {
                pieces: vec![quote.marked],
                paragraphs: (first, last),
                kind: quote.kind,
                last: ' ',
            }),
        }
        runs_on = !quote.closed;
    }
    units
}

/// Who spoke last, and where.
struct Speaker {
    draft: usize,
    who: Option<Who>,
    paragraph: usize,
}

struct Linker<'a, 'b> {
    tree: &'b Dependents<'a>,
    drafts: &'b mut Vec<Draft>,
    /// How many of the drafts are those of verbs: these are in order.
    verbs: usize,
    paragraphs: &'b [Span],
    speaker: Option<Speaker>,
    /// Drafts of quotations for which no speaker was known yet.
    waiting: Vec<usize>,
}

impl Linker<'_, '_> {
    fn text(&self) -> &str {
        &self.tree.document.text
    }

    /// Returns the drafts whose word lies in `tokens`.
    fn verbs_in(&self, tokens: Range<usize>) -> Range<usize> {
        let verbs = &self.drafts[..self.verbs];
        let start = verbs.partition_point(|draft| draft.word < tokens.start);
        let end = verbs.partition_point(|draft| draft.word < tokens.end);
        start..end.max(start)
    }

    fn unit(&mut self, units: &[Unit], index: usize) {
        let unit = &units[index];
        let previous = index.checked_sub(1).map(|i| &units[i]);
        let from = self.paragraphs.get(unit.paragraphs.0).map_or(0, |p| p.start);
        let gap_start = previous.map_or(from, |unit| unit.end().max(from)).min(unit.start());
        let to = self.paragraphs.get(unit.paragraphs.1).map_or(unit.end(), |p| p.end);
        let gap_end = units.get(index + 1).map_or(to, |next| next.start().min(to)).max(unit.end());
        let before = Span::new(gap_start, unit.start());
        let after = Span::new(unit.end(), gap_end);
        let document = self.tree.document;
        let tokens = document.tokens_in(unit.span());
        if tokens.is_empty() {
            return;
        }
        let starts = self.starts_sentence(&tokens, before);
        let body = unit.span().of(&document.text);
        let inner = body.trim_end_matches(['"', '”', '\'', '’', '»', '`']);
        let last = inner.chars().next_back().unwrap_or(unit.last);
        let covered = self.covered_from_before(unit, &tokens);
        // `shows her smiling, whispering, "Yes"`: the verb right before has the words.
        if let Some(outer) = covered
            && let Some(draft) = self.right_before(&tokens)
            && draft != outer
        {
            self.extend(outer, unit);
            self.attach(draft, unit);
            self.spoke(draft, unit.paragraphs.1);
            return;
        }
        if !starts && let Some(draft) = self.listed(units, index, before) {
            self.extend_to(draft, unit);
            self.spoke(draft, unit.paragraphs.1);
            return;
        }
        let found = if let (false, Some(draft)) = (starts, covered) {
            // The quotation is part of what a verb before it says.
            self.extend(draft, unit);
            Some(draft)
        } else {
            let open_end = matches!(last, ',' | '?' | '!' | '—' | '-' | '–' | '…');
            let after_cue = || open_end.then(|| self.cue_after(after, last == ',')).flatten();
            let before_cue = || self.cue_before(before, unit);
            let (draft, is_after) = if self.only_describes(unit, &tokens) {
                (None, false)
            } else if last == ',' {
                match after_cue() {
                    Some(draft) => (Some(draft), true),
                    None => (before_cue(), false),
                }
            } else {
                match before_cue() {
                    Some(draft) => (Some(draft), false),
                    None => (after_cue(), true),
                }
            };
            match draft {
                Some(draft) if is_after && !starts => {
                    self.lead(draft, unit, before);
                    Some(draft)
                }
                Some(draft) => {
                    if is_after {
                        self.name_between(draft, after);
                    }
                    self.attach(draft, unit);
                    Some(draft)
                }
                None => match covered {
                    Some(draft) => {
                        self.extend(draft, unit);
                        Some(draft)
                    }
                    None => {
                        self.goes_on(units, index).inspect(|&draft| self.extend_to(draft, unit))
                    }
                },
            }
        };
        match found {
            Some(draft) => self.spoke(draft, unit.paragraphs.1),
            None if unit.kind == QuoteKind::Speech => {
                let signed = self.signed(unit, after);
                match signed.or_else(|| self.announced(unit, before)) {
                    Some(draft) => self.spoke(draft, unit.paragraphs.1),
                    // `'It never ended': a history of the band` is a heading's own.
                    None if after.of(&document.text).starts_with(':') => {}
                    None => self.alone(unit, before, starts),
                }
            }
            None => {}
        }
    }

    /// Returns whether the words in marks describe a noun after them: `to add a "second" round`.
    fn only_describes(&self, unit: &Unit, tokens: &Range<usize>) -> bool {
        let noun = tokens.end;
        unit.kind != QuoteKind::Speech
            && self.tree.sentence_tokens(tokens.start).contains(&noun)
            && matches!(self.tree.upos(noun), Upos::Noun | Upos::Propn)
            && self.tree.first(noun) < tokens.start
    }

    /// Whether a sentence begins with the quotation.
    fn starts_sentence(&self, tokens: &Range<usize>, before: Span) -> bool {
        let words = before.of(self.text()).trim_end();
        let sentence = self.tree.sentence_tokens(tokens.start);
        words.is_empty() && before.start != 0 && !self.text()[..before.start].ends_with(['"', '”'])
            || words.is_empty()
            || words.ends_with(['.', '!', '?', ':'])
            || sentence.start == tokens.start
    }

    /// Returns the draft of a verb before the quotation whose content the quotation lies in.
    fn covered_from_before(&self, unit: &Unit, tokens: &Range<usize>) -> Option<usize> {
        let sentence = self.tree.sentence_tokens(tokens.start);
        self.verbs_in(sentence.start..tokens.start).find(|&draft| {
            self.drafts[draft].content.iter().any(|piece| piece.overlaps(unit.pieces[0]))
        })
    }

    /// Returns the draft of the verb of speech between which and the quotation no other word stands.
    fn right_before(&self, tokens: &Range<usize>) -> Option<usize> {
        let sentence = self.tree.sentence_tokens(tokens.start);
        let word = (sentence.start..tokens.start)
            .rev()
            .find(|&token| self.tree.upos(token) != Upos::Punct)?;
        let punctuated = word + 1 < tokens.start;
        self.verbs_in(word..word + 1).find(|&draft| {
            let draft = &self.drafts[draft];
            punctuated
                && matches!(draft.class, Class::Say | Class::Write)
                && lexicon_entry(self.tree, draft.word) == Some(true)
        })
    }

    /// Returns the draft of the quotation before, where this one only goes on with a list of them:
    /// `a "liar," a "thief" and "worse"`.
    fn listed(&self, units: &[Unit], index: usize, between: Span) -> Option<usize> {
        let previous = &units[index.checked_sub(1)?];
        let tokens = self.tree.document.tokens_in(between);
        let words = tokens.clone().filter(|&token| self.tree.upos(token) != Upos::Punct);
        let joined = tokens.len() <= 6
            && between.start == previous.end()
            && words.clone().all(|token| {
                matches!(self.tree.upos(token), Upos::Cconj | Upos::Det | Upos::Adp | Upos::Adj)
            });
        if !joined || units[index].pieces.len() > 1 {
            return None;
        }
        let word = previous.pieces[0];
        let near = self.tree.document.tokens_in(word);
        let first = near.clone().next()?;
        let sentence = self.tree.sentence_tokens(first);
        self.verbs_in(sentence.start..first)
            .rev()
            .find(|&draft| self.drafts[draft].content.iter().any(|piece| piece.contains(word)))
    }

    /// Returns the draft of the quotation before in the same sentence, where this one has no cue of
    /// its own: `saying that he was "tired," and that they were "just friends"`.
    fn goes_on(&self, units: &[Unit], index: usize) -> Option<usize> {
        let previous = &units[index.checked_sub(1)?];
        let document = self.tree.document;
        let (here, there) = (
            document.tokens_in(units[index].span()).start,
            document.tokens_in(previous.span()).start,
        );
        let sentence = self.tree.sentence_tokens(here);
        if !sentence.contains(&there) || units[index].pieces.len() > 1 {
            return None;
        }
        let draft = self.verbs_in(sentence.start..there).rev().find(|&draft| {
            let draft = &self.drafts[draft];
            !draft.topic && draft.content.iter().any(|piece| piece.contains(previous.pieces[0]))
        })?;
        // Another saying between would have its own words; what is said in the quotation would not.
        let after = document.tokens_in(previous.span()).end;
        let between = self.verbs_in(after.min(here)..here);
        let spoken = |draft: usize| {
            self.drafts[draft].source.is_some() && !self.drafts[draft].content.is_empty()
        };
        (!between.into_iter().any(spoken)).then_some(draft)
    }

    /// Lets the last piece of what a verb says reach over the quotation.
    fn extend_to(&mut self, draft: usize, unit: &Unit) {
        if let Some(piece) =
            self.drafts[draft].content.iter_mut().rev().find(|piece| piece.start < unit.start())
        {
            *piece = piece.cover(unit.pieces[0]);
        }
    }

    /// Lets what a verb says reach to the end of the quotation.
    fn extend(&mut self, draft: usize, unit: &Unit) {
        let draft = &mut self.drafts[draft];
        for piece in &mut draft.content {
            if piece.overlaps(unit.pieces[0]) {
                *piece = piece.cover(unit.pieces[0]);
            }
        }
        draft.content.extend(&unit.pieces[1..]);
    }

    /// Takes what stands between a quotation and the verb after it for the source.
    fn name_between(&mut self, draft: usize, gap: Span) {
        let tokens = self.tree.document.tokens_in(gap);
        let Some(&cue) = self.drafts[draft].cue.first() else { return };
        if tokens.contains(&cue)
            && let Some(who) = phrase(self.tree, tokens.start..cue)
        {
            self.drafts[draft].source = Some(who);
        }
    }

    /// Makes the quotation what the verb says.
    fn attach(&mut self, draft: usize, unit: &Unit) {
        let draft = &mut self.drafts[draft];
        if !draft.quoted {
            draft.content.clear();
            draft.topic = false;
        }
        draft.quoted = true;
        draft.content.extend(&unit.pieces);
    }

    /// Makes the sentence that ends in a quotation what the verb after it says.
    fn lead(&mut self, draft: usize, unit: &Unit, before: Span) {
        let tokens = self.tree.document.tokens_in(unit.span());
        let sentence = self.tree.document.sentences[self.tree.sentence(tokens.start)].span;
        let lead = Span::new(sentence.start.max(before.start).min(unit.start()), unit.end());
        let draft = &mut self.drafts[draft];
        if !draft.quoted {
            draft.content.clear();
        }
        // An earlier piece of the same sentence grows: `The "plan" is "dead," she said`.
        draft.content.retain(|piece| !piece.overlaps(lead));
        draft.quoted = true;
        draft.content.push(lead);
        draft.content.extend(&unit.pieces[1..]);
    }

    /// Returns the verb after a quotation that attributes it.
    fn cue_after(&self, gap: Span, comma: bool) -> Option<usize> {
        let document = self.tree.document;
        let mut tokens = document.tokens_in(gap);
        if tokens.is_empty() {
            return None;
        }
        // `"A," when she came`: what follows belongs to what is told.
        let first = tokens.clone().find(|&token| self.tree.upos(token) != Upos::Punct)?;
        if matches!(
            self.tree.small(first).as_str(),
            "when" | "after" | "because" | "although" | "though" | "before" | "but" | "and" | "or"
        ) {
            return None;
        }
        // Up to the end of the sentence.
        let sentence = self.tree.sentence_tokens(tokens.start);
        tokens.end = tokens.end.min(sentence.end);
        let fits = |draft: &Draft| {
            let entry = lexicon_entry(self.tree, draft.word);
            let near = draft.source.as_ref().is_some_and(|who| tokens.contains(&who.head));
            let word = document.tokens[draft.word].span;
            let says_more = !draft.quoted
                && !draft.content.is_empty()
                && draft.content.iter().all(|piece| piece.start > word.start);
            if says_more {
                return false;
            }
            entry.is_some_and(|takes| takes)
                && near
                && self.tree.deprel(draft.word) != Deprel::AclRelcl
        };
        let verbs = self.verbs_in(tokens.clone());
        if let Some(found) = verbs.clone().find(|&draft| fits(&self.drafts[draft])) {
            return Some(found);
        }
        // The tree lost the subject, but a speech verb directly after a comma is a cue.
        verbs.clone().find(|&draft| {
            comma
                && self.tree.document.tokens[self.drafts[draft].word].xpos != crate::tags::Xpos::Vbg
                && lexicon_entry(self.tree, self.drafts[draft].word) == Some(true)
                && self.drafts[draft].word - tokens.start <= 6
        })
    }

    /// Returns the verb before a quotation that introduces it.
    fn cue_before(&self, gap: Span, unit: &Unit) -> Option<usize> {
        let document = self.tree.document;
        let mut words = gap.of(&document.text).trim_end();
        let mut gap = gap;
        if words.is_empty() {
            // "He said:" may end the paragraph before.
            let paragraph = self.paragraphs.get(unit.paragraphs.0.checked_sub(1)?)?;
            let opens = self.paragraphs.get(unit.paragraphs.0)?.start == unit.start();
            words = paragraph.of(&document.text);
            if !opens || !words.ends_with(':') {
                return None;
            }
            gap = *paragraph;
        }
        let tokens = document.tokens_in(Span::new(gap.start, gap.start + words.len()));
        let last = tokens.end.checked_sub(1)?;
        let start = self.tree.sentence_tokens(last).start.max(tokens.start);
        let verbs = self.verbs_in(start..tokens.end);
        let speaks =
            |draft: &usize| lexicon_entry(self.tree, self.drafts[*draft].word) == Some(true);
        if words.ends_with(':') || words.ends_with(',') {
            return verbs.rev().filter(speaks).find(|&draft| {
                // `"A," she said, "B"`, and `she said on Friday: "A"`.
                let draft = &self.drafts[draft];
                words.ends_with(':')
                    || draft.quoted
                    || draft.content.is_empty()
                    || draft.content.iter().all(|piece| piece.start >= gap.start + words.len())
                    || draft.content.iter().all(|piece| piece.end <= gap.start)
            });
        }
        // `she said "A"`
        verbs.rev().find(|&draft| self.drafts[draft].word == last).filter(speaks)
    }

    /// Reads the name under a quotation: `"We will close." — Ana Ortiz`.
    fn signed(&mut self, unit: &Unit, after: Span) -> Option<usize> {
        let document = self.tree.document;
        let words = after.of(&document.text);
        let dash = words.trim_start().chars().next()?;
        if !matches!(dash, '-' | '–' | '—' | '―') {
            return None;
        }
        let tokens = document.tokens_in(after);
        let first = tokens.clone().find(|&t| self.tree.upos(t) != Upos::Punct)?;
        let end = (first..tokens.end.min(first + 8))
            .find(|&t| matches!(self.tree.form(t), "," | "(") || self.tree.upos(t) == Upos::Verb)
            .unwrap_or(tokens.end.min(first + 8));
        let named = (first..end).all(|t| {
            self.tree.upos(t) == Upos::Propn
                || matches!(self.tree.form(t), "." | "de" | "van" | "von")
        });
        if !named || first == end {
            return None;
        }
        let who = Who { tokens: first..end, head: first };
        self.drafts.push(said(tokens.start, Some(who), unit.pieces.clone()));
        let draft = self.drafts.len() - 1;
        self.drafts[draft].cue = (tokens.start..first).collect();
        Some(draft)
    }

    /// Reads a sentence that ends in a colon, whatever its verb: `The mayor was blunt: "No."`.
    fn announced(&mut self, unit: &Unit, before: Span) -> Option<usize> {
        let document = self.tree.document;
        let words = before.of(&document.text).trim_end();
        if !words.ends_with(':') {
            return None;
        }
        let tokens = document.tokens_in(Span::new(before.start, before.start + words.len()));
        let last = tokens.end.checked_sub(1)?;
        let sentence = self.tree.sentence_tokens(last);
        let verb = (sentence.start.max(tokens.start)..last).find(|&token| {
            matches!(self.tree.upos(token), Upos::Verb | Upos::Aux) && is_finite(self.tree, token)
        })?;
        let who = before_cue(self.tree, verb)?;
        self.drafts.push(said(verb, Some(who), unit.pieces.clone()));
        let draft = self.drafts.len() - 1;
        self.drafts[draft].cue = vec![verb];
        Some(draft)
    }

    /// Finds the speaker of a quotation that no verb attributes.
    fn alone(&mut self, unit: &Unit, before: Span, starts: bool) {
        if !starts {
            return;
        }
        let Some(speaker) = &self.speaker else {
            let draft = self.new_draft(unit, None);
            self.waiting.push(draft);
            return;
        };
        let near = unit.paragraphs.0 - speaker.paragraph.min(unit.paragraphs.0) <= 2;
        if !near {
            self.new_draft(unit, None);
            return;
        }
        // `"A," she said. "B."`: nothing but the saying stands between.
        let same =
            unit.paragraphs.0 == speaker.paragraph && !before.of(self.text()).trim().is_empty();
        let word = self.drafts[speaker.draft].word;
        let sentence = self.tree.document.sentences.get(self.tree.sentence(word));
        let draft = speaker.draft;
        if same
            && draft < self.verbs
            && sentence.is_some_and(|s| {
                s.span.end + 3 >= before.start + before.of(self.text()).trim_end().len()
            })
            && self.drafts[draft].quoted
        {
            self.attach(draft, unit);
            return;
        }
        let who = speaker.who.clone();
        let draft = self.new_draft(unit, who);
        if let Some(speaker) = &mut self.speaker {
            speaker.paragraph = unit.paragraphs.1;
            speaker.draft = draft;
        }
    }

    fn new_draft(&mut self, unit: &Unit, source: Option<Who>) -> usize {
        let word = self.tree.document.tokens_in(unit.span()).start;
        self.drafts.push(said(word, source, unit.pieces.clone()));
        self.drafts.len() - 1
    }

    /// Remembers who spoke.
    fn spoke(&mut self, draft: usize, paragraph: usize) {
        // What figures show and studies find is no speech that goes on.
        if self.drafts[draft].class == Class::Show {
            return;
        }
        let who = self.drafts[draft].source.clone();
        for waiting in std::mem::take(&mut self.waiting) {
            self.drafts[waiting].source = who.clone();
        }
        self.speaker = Some(Speaker { draft, who, paragraph });
    }

    /// Cuts off what reaches out of the quotation that its verb stands in.
    fn keep_inside(&mut self, units: &[Unit]) {
        let tokens = &self.tree.document.tokens;
        for draft in &mut self.drafts[..self.verbs] {
            let word = tokens[draft.word].span;
            let after = units.partition_point(|unit| unit.start() <= word.start);
            let Some(unit) = after.checked_sub(1).map(|at| &units[at]) else { continue };
            let Some(piece) = unit.pieces.iter().find(|piece| piece.contains(word)) else {
                continue;
            };
            for content in &mut draft.content {
                let start = content.start.clamp(piece.start, piece.end);
                *content = Span::new(start, content.end.clamp(start, piece.end));
            }
            draft.content.retain(|content| !content.is_empty());
        }
    }

    /// Gives the paragraph after "She wrote:" to whoever wrote it.
    fn block_quotations(&mut self, units: &[Unit]) {
        let document = self.tree.document;
        for (index, pair) in self.paragraphs.windows(2).enumerate() {
            let [introduction, block] = pair else { continue };
            let words = introduction.of(&document.text);
            let quoted = units
                .binary_search_by(|unit| {
                    if unit.paragraphs.1 < index + 1 {
                        std::cmp::Ordering::Less
                    } else if unit.paragraphs.0 > index + 1 {
                        std::cmp::Ordering::Greater
                    } else {
                        std::cmp::Ordering::Equal
                    }
                })
                .is_ok();
            if !words.ends_with(':') || quoted {
                continue;
            }
            let tokens = document.tokens_in(*introduction);
            let Some(last) = tokens.end.checked_sub(1).filter(|last| tokens.contains(last)) else {
                continue;
            };
            let sentence = self.tree.sentence_tokens(last);
            let found = self.verbs_in(sentence).rev().find(|&draft| {
                let draft = &self.drafts[draft];
                lexicon_entry(self.tree, draft.word) == Some(true)
                    && draft.source.is_some()
                    && draft.content.is_empty()
            });
            if let Some(found) = found {
                self.drafts[found].content.push(*block);
            }
        }
    }

    /// Reads paragraphs that begin with the name of who speaks: "ORTIZ: We will close."
    fn interviews(&mut self, units: &[Unit]) {
        let document = self.tree.document;
        let mut labelled = Vec::new();
        for &paragraph in self.paragraphs {
            if let Some(label) = label(paragraph.of(&document.text)) {
                labelled.push((paragraph, label));
            }
        }
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, label) in &labelled {
            *counts.entry(label).or_default() += 1;
        }
        for &(paragraph, label) in &labelled {
            let kind =
                document.segments.iter().find(|s| s.span.contains(paragraph)).map(|s| s.kind);
            // "More: ..." is no speaker.
            if kind == Some(SegmentKind::Related) {
                continue;
            }
            let title = kind == Some(SegmentKind::Title);
            let shouted = label.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
            let again = counts[label] > 1;
            if !(again || title || (shouted && label.len() > 3 && labelled.len() > 1)) {
                continue;
            }
            let tokens =
                document.tokens_in(Span::new(paragraph.start, paragraph.start + label.len()));
            let colon = paragraph.start + label.len();
            let rest = Span::new(colon + 1, paragraph.end);
            let lead = rest.of(&document.text).len() - rest.of(&document.text).trim_start().len();
            let rest = Span::new(rest.start + lead, rest.end);
            if tokens.is_empty()
                || rest.is_empty()
                || units.binary_search_by_key(&rest.start, Unit::start).is_ok()
            {
                continue;
            }
            let head = tokens.end - 1;
            let who = Some(Who { tokens: tokens.clone(), head });
            let mut draft = said(tokens.end.min(document.tokens.len() - 1), who, vec![rest]);
            draft.cue = vec![tokens.end.min(document.tokens.len() - 1)];
            self.drafts.push(draft);
        }
    }
}

/// Whether the verb can stand beside words in quotation marks.
fn lexicon_entry(tree: &Dependents, word: usize) -> Option<bool> {
    let particle = tree.with(word, &[Deprel::CompoundPrt]).map(|particle| tree.small(particle));
    lexicon::verb(tree.lemma(word), particle.as_deref()).map(|entry| entry.takes(QUOTE))
}

/// Returns a draft of something said without a verb.
fn said(word: usize, source: Option<Who>, content: Vec<Span>) -> Draft {
    Draft {
        word,
        cue: Vec::new(),
        source,
        hearer: None,
        content,
        class: Class::Say,
        topic: false,
        author: Factuality::UNCOMMITTED,
        stance: Factuality::CERTAIN,
        act: SpeechAct::Assert,
        quoted: true,
    }
}

/// Returns the name before the colon with which a paragraph begins.
fn label(paragraph: &str) -> Option<&str> {
    let mut end = 60.min(paragraph.len());
    while !paragraph.is_char_boundary(end) {
        end -= 1;
    }
    let (label, _) = paragraph[..end].split_once(':')?;
    let words = label.split(' ').count();
    let named = label.split(' ').all(|word| word.starts_with(|c: char| c.is_uppercase()))
        && label.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '’' | '\'' | '-'));
    let follows = paragraph[label.len() + 1..].starts_with(' ');
    (named && words <= 4 && follows).then_some(label)
}

//! Where a text lists who is up for prizes: under the name of each, or behind its colon.

use reportedly_nlp::Span;

use super::category::category;

/// The most words between "Best" and the colon that follows it.
const HEAD: usize = 12;
/// The most bytes that they take: a long line is not looked through again at each of its colons.
const HEAD_BYTES: usize = 400;

/// One entry: a line of the text, or a part of one, that says no sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    pub span: Span,
    pub text: &'t str,
}

/// The entries under the name of a prize.
#[derive(Debug)]
pub(super) struct Section<'t> {
    pub prize: String,
    pub lines: Vec<Line<'t>>,
}

/// Returns the prizes that the text lists, each with its entries.
pub(super) fn sections(text: &str) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    let mut open = false;
    let mut start = 0;
    let speaks_at = ["nominee", "nomination", "nominated", "winner", "award"]
        .iter()
        .filter_map(|word| text.find(word))
        .min();
    for raw in text.split_inclusive('\n') {
        let line =
            Line { span: Span::new(start, start + raw.trim_end().len()), text: raw.trim_end() };
        start += raw.len();
        if line.text.is_empty() {
            continue;
        }
        let spoken_of = open || speaks_at.is_some_and(|at| at < line.span.start);
        if let Some(prize) = category(line.text, spoken_of) {
            sections.push(Section { prize, lines: Vec::new() });
            open = true;
            continue;
        }
        let told = told_in(line, spoken_of);
        if !told.is_empty() {
            sections.extend(told);
            open = false;
            continue;
        }
        let member = open
            && line.text.len() < 160
            && !ends_sentence(line.text)
            && (is_winner(line.text) || !is_link(line.text));
        match sections.last_mut().filter(|_| member) {
            Some(section) => section.lines.push(line),
            None => open = false,
        }
    }
    sections.retain(|section| !section.lines.is_empty());
    sections
}

/// Returns the prizes that one line tells with their entries: "Best actor: Anna Porter, Skyline; Mark
/// Weston, Harbor Lights", and many in a row.
fn told_in(line: Line<'_>, spoken_of: bool) -> Vec<Section<'_>> {
    let heads = heads(line.text, spoken_of);
    let mut sections = Vec::new();
    for (index, (_, colon, prize)) in heads.iter().enumerate() {
        let end = heads.get(index + 1).map_or(line.text.len(), |(next, ..)| *next);
        let lines = entries(Line {
            span: Span::new(line.span.start + colon + 1, line.span.start + end),
            text: &line.text[colon + 1..end],
        });
        sections.push(Section { prize: prize.clone(), lines });
    }
    sections
}

/// Returns where the names of prizes with colons begin in a line, where their colons are, and the names.
fn heads(text: &str, spoken_of: bool) -> Vec<(usize, usize, String)> {
    let mut heads: Vec<(usize, usize, String)> = Vec::new();
    let mut from = 0;
    for (colon, _) in text.match_indices(':') {
        if text[colon + 1..].starts_with(|c: char| !c.is_whitespace()) {
            continue;
        }
        let near = text.floor_char_boundary(colon.saturating_sub(HEAD_BYTES));
        let first = from.max(near);
        let before = &text[first..colon];
        let whole = first == 0 && before.len() < 100;
        let starts = ["Best ", "Worst ", "Outstanding ", "Favorite ", "BEST "];
        let inner = starts.iter().filter_map(|start| before.rfind(start)).max();
        let candidates = [whole.then_some(0), inner];
        let head = candidates.into_iter().flatten().find_map(|at| {
            let name = &before[at..];
            let fits = name.split_whitespace().count() <= HEAD;
            let bound = at == 0 || !before[..at].ends_with(char::is_alphanumeric);
            Some((first + at, category(name, spoken_of).filter(|_| fits && bound)?))
        });
        if let Some((start, prize)) = head {
            heads.push((start, colon, prize));
            from = colon + 1;
        }
    }
    heads
}

/// Returns the entries of a line: between semicolons, or titles in quotation marks between commas.
fn entries(line: Line<'_>) -> Vec<Line<'_>> {
    let trimmed = |start: usize, end: usize| {
        let text = &line.text[start..end];
        let (lead, text) = (text.len() - text.trim_start().len(), text.trim());
        let at = line.span.start + start + lead;
        (!text.is_empty()).then(|| Line { span: Span::new(at, at + text.len()), text })
    };
    let mut lines = Vec::new();
    let mut start = 0;
    let titles = titles_alone(line.text);
    let cuts: Vec<usize> = match titles.len() {
        0 | 1 => line.text.match_indices(';').map(|(at, _)| at + 1).collect(),
        _ => titles,
    };
    for end in cuts.into_iter().chain([line.text.len()]) {
        lines.extend(trimmed(start, end));
        start = end;
    }
    for entry in &mut lines {
        let text = entry.text.trim_end_matches([';', ',']);
        *entry = Line { span: Span::new(entry.span.start, entry.span.start + text.len()), text };
    }
    lines.retain(|entry| entry.text.contains(char::is_alphanumeric));
    lines
}

/// Returns where each title ends of a text that only lists titles in quotation marks.
fn titles_alone(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut rest = text;
    loop {
        let trimmed =
            rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '&' | ';'));
        let trimmed = trimmed.strip_prefix("and ").unwrap_or(trimmed);
        if trimmed.is_empty() || trimmed == "." {
            return ends;
        }
        let Some(open) = trimmed.chars().next().filter(|c| matches!(c, '“' | '"')) else {
            return Vec::new();
        };
        let inside = &trimmed[open.len_utf8()..];
        let Some(close) = inside.find(['”', '"']) else { return Vec::new() };
        let after = close + inside[close..].chars().next().map_or(1, char::len_utf8);
        rest = &inside[after..];
        ends.push(text.len() - rest.len());
    }
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with('.') && text.split(' ').count() > 8
}

/// Whether the line leads to another story: "Ranked:All the films of Anna Porter".
fn is_link(line: &str) -> bool {
    let colon = line.split_once(':');
    colon.is_some_and(|(_, rest)| rest.starts_with(|c: char| c.is_alphabetic() || c == '\''))
}

/// Whether an entry is marked as the one that won.
pub(super) fn is_winner(line: &str) -> bool {
    let line = line.to_lowercase();
    let line = line.trim_matches(|c: char| !c.is_alphabetic());
    line.starts_with("winner") || line.ends_with("winner")
}

/// Whether an entry has a star, which marks winners where some have one and others not.
pub(super) fn is_starred(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('*') || line.ends_with('*')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, Vec<&str>)> {
        let lines = |s: &Section<'_>| s.lines.iter().map(|line| line.span).collect::<Vec<_>>();
        sections(text)
            .iter()
            .map(|s| (s.prize.clone(), lines(s).into_iter().map(|span| span.of(text)).collect()))
            .collect()
    }

    #[test]
    fn prizes_in_a_row_are_told_apart() {
        let told = told(
            "Winners: Best play: \"Skyline, Part One\" Best actor in a play: Omar Finch, \"Skyline\"\n\
             Best picture: \"Grief,\" \"Red Barn\" and \"The Long Road\"\n",
        );
        let entries: Vec<_> =
            told.iter().map(|(prize, lines)| (prize.as_str(), lines.as_slice())).collect();
        assert_eq!(
            entries,
            [
                ("best play", &["\"Skyline, Part One\""][..]),
                ("best actor in a play", &["Omar Finch, \"Skyline\""][..]),
                ("best picture", &["\"Grief,\"", "\"Red Barn\"", "and \"The Long Road\""][..]),
            ]
        );
    }
}

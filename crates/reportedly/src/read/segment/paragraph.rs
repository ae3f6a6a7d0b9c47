//! Finds the paragraphs of a text: lines, with the lines that were wrapped to a width put together.

use std::ops::Range;

use reportedly_nlp::Span;

/// The widths that texts are wrapped to.
const WIDTHS: Range<usize> = 45..121;

/// Returns the paragraphs of `text` from the byte `from` on, without the white space around them.
pub(super) fn paragraphs(text: &str, from: usize) -> Vec<Span> {
    let mut paragraphs = Vec::new();
    let mut block: Vec<Span> = Vec::new();
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            join(text, &mut block, &mut paragraphs);
        } else {
            let start = at + line.len() - line.trim_start().len();
            block.push(Span::new(start, start + trimmed.len()));
        }
        at += line.len();
    }
    join(text, &mut block, &mut paragraphs);
    paragraphs
}

/// Moves the lines of a block to `paragraphs`; two lines are one paragraph where the first word of
/// the second would not have fitted on the first.
fn join(text: &str, block: &mut Vec<Span>, paragraphs: &mut Vec<Span>) {
    let width = block.iter().map(|line| columns(line.of(text))).max().unwrap_or(0);
    let wrapped = WIDTHS.contains(&width);
    let mut lines = block.drain(..);
    let Some(mut last) = lines.next() else { return };
    let mut last_line = last;
    for line in lines {
        let word = line.of(text).split_whitespace().next().unwrap_or_default();
        // A line of one item ("- item") never goes on with the next item.
        let item =
            word.starts_with(['-', '*', '•', '>']) || word.ends_with([')', '.']) && word.len() < 4;
        if wrapped && !item && columns(last_line.of(text)) + 1 + columns(word) > width {
            last = last.cover(line);
        } else {
            paragraphs.push(last);
            last = line;
        }
        last_line = line;
    }
    paragraphs.push(last);
}

fn columns(words: &str) -> usize {
    words.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = paragraphs(text, 0).iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_line_is_a_paragraph() {
        check("One.\r\n\r\nTwo is here.\nThree.  \n\n", &["One.", "Two is here.", "Three."]);
        check(" \n ", &[]);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "The harbour company said on Friday that the film would\nnot open before July, a year later than it was first\nannounced.\nNobody minded.";
        check(
            text,
            &[
                "The harbour company said on Friday that the film would\nnot open before July, a year later than it was first\nannounced.",
                "Nobody minded.",
            ],
        );
    }

    #[test]
    fn lists_stay_apart() {
        let text = "- The pier, which was closed for the whole of the autumn\n- The tower";
        check(text, &["- The pier, which was closed for the whole of the autumn", "- The tower"]);
    }
}

//! Cuts a text where evidence begins or ends, so that claims that overlap are each marked whole.
//!
//! **Invariant:** the pieces, put together, are the text; each piece is covered by the same claims
//! from its first to its last byte.

use std::collections::BTreeMap;

use reportedly_nlp::Span;

use super::told::Firm;

/// The evidence of a claim in a text.
#[derive(Clone, Debug)]
pub struct Marked {
    /// The number of the claim on its page.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// How firmly it is told.
    pub firm: Firm,
    /// Where its words stand.
    pub span: Span,
}

/// A stretch of text that the same claims cover.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// The claims that cover it, in the order in which they begin.
    pub claims: Vec<Marked>,
    /// Those of them that begin here.
    pub begins: Vec<Marked>,
    /// Those of them that end here.
    pub ends: Vec<Marked>,
}

impl Piece {
    /// Returns the numbers of the claims that cover it, for the script.
    pub fn numbers(&self) -> String {
        let numbers: Vec<String> =
            self.claims.iter().map(|claim| claim.number.to_string()).collect();
        numbers.join(" ")
    }

    /// Returns the innermost claims: more lines below one word cannot be told apart.
    pub fn drawn(&self) -> &[Marked] {
        &self.claims[self.claims.len().saturating_sub(LINES)..]
    }
}

/// So many lines are drawn below a word at most.
const LINES: usize = 3;

/// Returns the stretches of `text[span]`; the spans of `marked` count in `text`.
pub fn pieces(text: &str, span: Span, marked: &[Marked]) -> Vec<Piece> {
    // At each byte, what ends there comes before what begins there.
    let mut cuts: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (at, one) in marked.iter().enumerate() {
        let (start, end) = (one.span.start.max(span.start), one.span.end.min(span.end));
        if start < end {
            cuts.entry(start).or_default().1.push(at);
            cuts.entry(end).or_default().0.push(at);
        }
    }
    cuts.entry(span.end).or_default();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = span.start;
    let mut begun: Vec<usize> = Vec::new();
    for (place, (ends, begins)) in cuts {
        if at < place {
            let of = |all: &[usize]| all.iter().map(|&one| marked[one].clone()).collect();
            // A claim that goes on in the next part of the text does not end with this one.
            let ending: Vec<usize> =
                ends.iter().copied().filter(|&one| marked[one].span.end <= span.end).collect();
            pieces.push(Piece {
                text: one_ending(&text[at..place]),
                claims: of(&open),
                begins: of(&begun),
                ends: of(&ending),
            });
            begun.clear();
            at = place;
        }
        open.retain(|one| !ends.contains(one));
        begun.extend(begins.iter().copied().filter(|&one| marked[one].span.start >= span.start));
        open.extend(begins);
    }
    pieces
}

/// Returns `text` with the ends of its lines as a page has them.
fn one_ending(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use reportedly::claim::Firmness;

    use super::*;

    fn drawn(text: &str, spans: &[(usize, usize)]) -> String {
        let marked: Vec<Marked> = spans
            .iter()
            .enumerate()
            .map(|(at, &(start, end))| Marked {
                number: at + 1,
                id: String::new(),
                firm: Firm::of(Firmness::Stated),
                span: Span::new(start, end),
            })
            .collect();
        let pieces = pieces(text, Span::new(0, text.len()), &marked);
        assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), text);
        let numbers =
            |all: &[Marked]| -> String { all.iter().map(|one| one.number.to_string()).collect() };
        let one = |piece: &Piece| {
            let (begins, ends) = (numbers(&piece.begins), numbers(&piece.ends));
            format!("{}[{}+{begins}-{ends}]", piece.text, piece.numbers().replace(' ', ""))
        };
        pieces.iter().map(one).collect()
    }

    #[test]
    fn crossing_claims_are_each_marked_whole() {
        assert_eq!(drawn("abcdefgh", &[(1, 5), (3, 7)]), "a[+-]bc[1+1-]de[12+2-1]fg[2+-2]h[+-]");
    }

    #[test]
    fn nested_equal_and_touching_claims() {
        assert_eq!(drawn("abcd", &[(0, 4), (1, 2), (1, 2)]), "a[1+1-]b[123+23-23]cd[1+-1]");
        assert_eq!(drawn("abcd", &[(0, 2), (2, 4)]), "ab[1+1-1]cd[2+2-2]");
        assert_eq!(drawn("abcd", &[]), "abcd[+-]");
        assert_eq!(drawn("", &[]), "");
    }

    #[test]
    fn a_claim_that_crosses_a_part_begins_and_ends_once() {
        let marked = [Marked {
            number: 1,
            id: String::new(),
            firm: Firm::of(Firmness::Stated),
            span: Span::new(1, 5),
        }];
        let first = pieces("abcdef", Span::new(0, 3), &marked);
        let second = pieces("abcdef", Span::new(3, 6), &marked);
        let count = |part: &[Piece]| -> (usize, usize) {
            (part.iter().map(|p| p.begins.len()).sum(), part.iter().map(|p| p.ends.len()).sum())
        };
        assert_eq!((count(&first), count(&second)), ((1, 0), (0, 1)));
    }

    #[test]
    fn bytes_and_characters_do_not_mix_up() {
        assert_eq!(drawn("é–ü", &[(2, 5)]), "é[+-]–[1+1-1]ü[+-]");
    }
}

//! A half-open range of bytes in a text.

/// A half-open range of bytes `[start, end)` in the UTF-8 text of a document.
///
/// **Invariant:** `start <= end`, and both fall on character boundaries of the text that the span
/// was made for.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Returns the span from `start` up to, not including, `end`.
    ///
    /// # Panics
    /// When `end` is before `start`: a span is always made by code, never by input.
    pub fn new(start: usize, end: usize) -> Span {
        assert!(start <= end, "a span must not end ({end}) before it starts ({start})");
        Span { start, end }
    }

    /// Returns the words that the span covers in `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Returns the number of bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Returns whether the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

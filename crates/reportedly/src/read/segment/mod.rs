//! Cuts an article into the parts that are read in different ways.
//!
//! Needs the text and where the article begins in it. Gives [`Segment`]s in text order: the title,
//! headings, paragraphs, captions with their credits, bylines, links to other stories, and what is
//! no part of the article at all.
//!
//! ```
//! use reportedly::read::segment::segments;
//!
//! let text = "The film is late. -- Advertisement --\n\nMara Quill at the pier. (Photo by Jo Marsh)";
//! let parts: Vec<_> = segments(text, 0, None).iter().map(|part| part.span.of(text)).collect();
//! assert_eq!(
//!     parts,
//!     ["The film is late.", "-- Advertisement --", "Mara Quill at the pier.", "(Photo by Jo Marsh)"],
//! );
//! ```
//!
//! **Invariant:** segments never overlap, begin and end with a visible character, and leave out
//! nothing but white space and the head. The rules look at the shape of a line and at its place,
//! never at who published it.

mod credit;
mod notice;
mod paragraph;
mod shape;

use reportedly_nlp::{Segment, SegmentKind, Span};

use SegmentKind::{Body, Boilerplate, Byline, Caption, Credit, Heading, Related, Title};

/// How many paragraphs from the top may still say who wrote the article.
const TOP: usize = 4;

/// Returns the parts of `text` from the byte `body` on; `title` is one that is told beside it.
pub fn segments(text: &str, body: usize, title: Option<&str>) -> Vec<Segment> {
    let mut reader = Reader { text, segments: Vec::new(), index: 0, listing: false, opened: false };
    let paragraphs = paragraph::paragraphs(text, body);
    let mut coming = paragraphs.iter().peekable();
    while let Some(&span) = coming.next() {
        let next = coming.peek().map(|next| next.of(text));
        reader.paragraph(span, next, title);
        reader.index += 1;
    }
    reader.segments
}

/// What has been seen so far.
struct Reader<'t> {
    text: &'t str,
    segments: Vec<Segment>,
    /// The number of the paragraph.
    index: usize,
    /// Whether the lines here belong to a list of other stories.
    listing: bool,
    /// Whether the first paragraph of the article itself has come.
    opened: bool,
}

impl Reader<'_> {
    fn push(&mut self, start: usize, end: usize, kind: SegmentKind) {
        let words = &self.text[start..end];
        let trimmed = words.trim();
        if !trimmed.is_empty() {
            let start = start + words.len() - words.trim_start().len();
            let span = Span::new(start, start + trimmed.len());
            self.segments.push(Segment { span, kind });
        }
    }

    /// Cuts one paragraph where an advertisement stands in it.
    fn paragraph(&mut self, span: Span, next: Option<&str>, title: Option<&str>) {
        let mut at = span.start;
        let notices = notice::within(span.of(self.text));
        for notice in &notices {
            let (start, end) = (span.start + notice.start, span.start + notice.end);
            self.piece(Span::new(at, start), next, title, true);
            self.push(start, end, Boilerplate);
            at = end;
        }
        self.piece(Span::new(at, span.end), next, title, !notices.is_empty());
    }

    /// Sorts what is left of a paragraph.
    fn piece(&mut self, span: Span, next: Option<&str>, title: Option<&str>, cut: bool) {
        let words = span.of(self.text).trim();
        if words.is_empty() {
            return;
        }
        let kind = match self.kind(words, next, title) {
            // What an advertisement cut from its sentence is no line of its own.
            Title | Heading if cut => Body,
            kind => kind,
        };
        self.listing = match kind {
            Related => notice::is_bare_label(words) || self.listing,
            Boilerplate => self.listing,
            _ => false,
        };
        match kind {
            Caption => {
                let (start, end) = credit::find(words).map_or((words.len(), words.len()), |c| c);
                let base = span.start + self.text[span.start..span.end].find(words).unwrap_or(0);
                self.push(base, base + start, Caption);
                self.push(base + start, base + end, Credit);
                self.push(base + end, base + words.len(), Caption);
            }
            Body if !self.opened => {
                self.opened = true;
                let place = shape::dateline(span.of(self.text)).unwrap_or(0);
                self.push(span.start, span.start + place, Byline);
                self.push(span.start + place, span.end, Body);
            }
            kind => self.push(span.start, span.end, kind),
        }
    }

    fn kind(&self, words: &str, next: Option<&str>, title: Option<&str>) -> SegmentKind {
        if notice::is_notice(words) {
            return Boilerplate;
        }
        if notice::is_related(words) {
            return Related;
        }
        if let Some((start, _)) = credit::find(words) {
            return if start == 0 { Credit } else { Caption };
        }
        if credit::is_caption(words) {
            return Caption;
        }
        let same_title = |title: &str| title.trim() == words;
        if !self.opened && title.is_some_and(same_title) {
            return Title;
        }
        let first = !self.opened && self.index < TOP;
        let follows_text = next.is_some_and(|next| !shape::is_line(next));
        if shape::is_dated_line(words)
            || shape::is_by_line(words)
            || shape::is_marker(words)
            || shape::is_address(words)
        {
            return Byline;
        }
        if !shape::is_line(words) {
            return Body;
        }
        if self.listing {
            return Related;
        }
        let titled = title.is_some() || self.segments.iter().any(|part| part.kind == Title);
        if first && !titled && next.is_some() {
            return Title;
        }
        if first
            && shape::is_names(words)
            && (self.index == 0 || self.only_byline() || follows_text)
        {
            return Byline;
        }
        if !self.segments.is_empty()
            && next.is_none()
            && shape::is_names(words)
            && words.starts_with(['-', '—', '–'])
        {
            return Byline;
        }
        Heading
    }

    /// Whether nothing but title and byline has come yet.
    fn only_byline(&self) -> bool {
        self.segments.iter().all(|part| matches!(part.kind, Title | Byline | Boilerplate))
    }
}

#[cfg(test)]
mod tests;

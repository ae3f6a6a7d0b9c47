//! The article of a page: paragraphs, headings and captions, without what stands around them.
//!
//! Where the article is on the page, [`dom_smoothie`] tells, which follows Mozilla's Readability.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use reportedly_nlp::{Segment, SegmentKind, Span};

/// The text of an article, with the parts that its markup names.
pub(in super::super) struct Body {
    /// Paragraphs, an empty line between two.
    pub text: String,
    /// Which stretches the markup calls headings and captions.
    marked: Vec<Segment>,
}

/// Where the article is put that was found.
const FOUND: &str = "#readability-page-1";

/// Returns the article of a page; `None` where none is found.
pub(super) fn body(page: Document) -> Option<Body> {
    // What the page says of itself was read before, by `facts`.
    let config = Config { disable_json_ld: true, ..Config::default() };
    let mut readability = Readability::with_document(page, None, Some(config)).ok()?;
    readability.parse().ok()?;
    // It leaves the article behind as the tree that it found.
    let found = readability.doc.select_single(FOUND);
    Some(below(found.nodes().first()?))
}

/// Returns all of a page, or of a part of one: everything in it belongs to the article.
pub(in super::super) fn whole(content: &Document) -> Body {
    below(&content.root())
}

fn below(node: &NodeRef) -> Body {
    let mut draft = Draft::default();
    walk(node, &mut draft);
    draft.end_paragraph();
    Body { text: draft.text, marked: draft.marked }
}

impl Body {
    /// Returns the segments of the text: those that were told by their shape, called what the
    /// markup calls them.
    pub(in super::super) fn segments(&self, by_shape: Vec<Segment>) -> Vec<Segment> {
        let marked = |segment: &Segment| {
            self.marked.iter().find(|m| m.span.overlaps(segment.span)).map(|m| m.kind)
        };
        let called = |mut segment: Segment| {
            match (marked(&segment), segment.kind) {
                (Some(SegmentKind::Caption), SegmentKind::Credit) | (None, _) => {}
                (Some(kind), _) => segment.kind = kind,
            }
            segment
        };
        by_shape.into_iter().map(called).collect()
    }
}

/// A text that is being put together.
#[derive(Default)]
struct Draft {
    text: String,
    marked: Vec<Segment>,
    paragraph: String,
    kind: Option<SegmentKind>,
}

impl Draft {
    /// Adds words; runs of white space count as one space.
    fn words(&mut self, words: &str) {
        for c in words.chars() {
            if c.is_control() && !c.is_whitespace() {
                // No text of a page: what a terminal might take for a command.
            } else if !c.is_whitespace() {
                self.paragraph.push(c);
            } else if !self.paragraph.is_empty() && !self.paragraph.ends_with(' ') {
                self.paragraph.push(' ');
            }
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = self.paragraph.trim_end();
        if !paragraph.is_empty() {
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            let start = self.text.len();
            self.text.push_str(paragraph);
            if let Some(kind) = self.kind {
                self.marked.push(Segment { span: Span::new(start, self.text.len()), kind });
            }
        }
        self.paragraph.clear();
    }
}

/// Adds what is below `node`, in order.
fn walk(node: &NodeRef, draft: &mut Draft) {
    for child in node.children_it(false) {
        if child.is_text() {
            draft.words(&child.text());
            continue;
        }
        let Some(name) = child.node_name() else {
            walk(&child, draft);
            continue;
        };
        match &*name {
            "head" | "script" | "style" | "noscript" | "template" | "svg" | "button" | "iframe" => {
            }
            "br" | "hr" => draft.end_paragraph(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                within(&child, Some(SegmentKind::Heading), draft);
            }
            "figcaption" => within(&child, Some(SegmentKind::Caption), draft),
            "p" | "div" | "section" | "article" | "header" | "footer" | "main" | "aside" | "ul"
            | "ol" | "li" | "dl" | "dt" | "dd" | "blockquote" | "pre" | "figure" | "table"
            | "tr" | "td" | "th" | "form" | "nav" | "address" | "details" | "summary" => {
                within(&child, draft.kind, draft);
            }
            _ => walk(&child, draft),
        }
    }
}

/// Adds what is below a node that begins and ends a paragraph.
fn within(node: &NodeRef, kind: Option<SegmentKind>, draft: &mut Draft) {
    draft.end_paragraph();
    let outer = std::mem::replace(&mut draft.kind, kind);
    walk(node, draft);
    draft.end_paragraph();
    draft.kind = outer;
}

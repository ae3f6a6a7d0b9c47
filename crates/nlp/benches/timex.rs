//! How fast the time stage reads, tokens and trees left out.

use divan::Bencher;
use divan::counter::CharsCount;
use reportedly_nlp::timex::timexes;
use reportedly_nlp::{Context, Document, Mode};

fn main() {
    divan::main();
}

const PARAGRAPH: &str = "The harbour board voted on Tuesday to close the old pier by the end of the \
    year, two months after engineers had warned that it could fall. \"We have asked for this since \
    2016,\" said its head, Ada Lindqvist, 58, who will retire in May. A ferry that has run every day \
    for more than forty years is to stop on Jan. 4, 2021, and about 1,200 people are expected at a \
    farewell that begins at 7:30 p.m. on Saturday. The board did not say what would become of the \
    restaurant at the far end, where the first guests of the season used to be greeted with a song.\n\n";

/// How many expressions of time the paragraph holds.
const EXPRESSIONS: usize = 11;

/// A text of so many paragraphs: 100 are about 55,000 characters.
#[divan::bench(args = [1, 100, 1000])]
fn paragraphs(bencher: Bencher, count: usize) {
    let document = Document { text: PARAGRAPH.repeat(count), ..Document::default() };
    let published = "2020-12-18".parse().expect("a date");
    let context = Context { document_creation_time: published, mode: Mode::News };
    bencher.counter(CharsCount::new(document.text.len())).bench(|| {
        let found = timexes(&document, &context);
        assert_eq!(found.len(), EXPRESSIONS * count);
        found
    });
}

/// One line without an end: nothing may grow faster than the text.
#[divan::bench(args = [10, 100])]
fn one_line_of_kilobytes(bencher: Bencher, kilobytes: usize) {
    let text = "the end of the week of the ".repeat(kilobytes * 1000 / 27);
    let document = Document { text, ..Document::default() };
    let published = "2020-12-18".parse().expect("a date");
    let context = Context { document_creation_time: published, mode: Mode::News };
    bencher.counter(CharsCount::new(document.text.len())).bench(|| timexes(&document, &context));
}

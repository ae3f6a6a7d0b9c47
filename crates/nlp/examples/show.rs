//! Prints sentences, tags and trees of the text on standard input: for a look at what the program
//! reads.

use std::io::Read;

use reportedly_nlp::{Context, Mode, Segment, SegmentKind, Span, annotate};

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let body = Segment { span: Span::new(0, text.len()), kind: SegmentKind::Body };
    let day = jiff::civil::date(2020, 1, 1);
    let context = Context { document_creation_time: day, mode: Mode::News };
    let document = annotate(&text, &[body], &context);
    for sentence in &document.sentences {
        for index in sentence.tokens.clone() {
            let token = &document.tokens[index];
            println!(
                "{}\t{}\t{}\t{}\t{}\t{}\t{}",
                index - sentence.tokens.start + 1,
                token.span.of(&text),
                token.lemma,
                token.upos,
                token.xpos,
                token.head.map_or(0, |head| head - sentence.tokens.start + 1),
                token.deprel,
            );
        }
        println!();
    }
    Ok(())
}

//! What the program makes of a text, word by word, for people to look at.

use std::fs;
use std::io;
use std::path::PathBuf;

use reportedly_nlp::{Document, syntax, token};

use crate::gold::paragraphs;

/// Prints the trees of text files as CoNLL-U.
pub fn print(inputs: &[PathBuf]) -> io::Result<()> {
    for input in inputs {
        let text = fs::read_to_string(input)?;
        let segments = paragraphs(&text);
        let (tokens, sentences) = token::tokens(&text, &segments);
        let mut document = Document { text, segments, sentences, tokens, ..Document::default() };
        syntax::analyse(&mut document);
        for sentence in &document.sentences {
            println!("# text = {}", sentence.span.of(&document.text).replace('\n', " "));
            for (at, token) in document.tokens[sentence.tokens.clone()].iter().enumerate() {
                let (form, lemma) = (token.span.of(&document.text), &token.lemma);
                let head = token.head.map_or(0, |head| head + 1 - sentence.tokens.start);
                let (upos, xpos, deprel) = (token.upos, token.xpos, token.deprel);
                let id = at + 1;
                println!("{id}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{deprel}\t_\t_");
            }
            println!();
        }
    }
    Ok(())
}

//! Gives each word its parts of speech.
//!
//! Reads them off the encoder's first reader: one choice among the pairs of universal and Penn tag
//! that the treebanks know.

use crate::document::Token;
use crate::encoder::Encoding;
use crate::model::Sections;
use crate::net::{Matrix, argmax};
use crate::tags::{Upos, Xpos};

/// The learned tagger.
#[derive(Debug)]
pub struct Tagger {
    tags: Vec<(Upos, Xpos)>,
    choose: Matrix,
}

impl Tagger {
    pub(crate) fn load(sections: &Sections<'static>) -> Tagger {
        let tags = sections.text("tags").lines().filter_map(|line| {
            let (upos, xpos) = line.split_once('\t')?;
            Some((Upos::from_label(upos)?, Xpos::from_label(xpos)?))
        });
        Tagger { tags: tags.collect(), choose: sections.matrix("tag") }
    }
}

/// Sets `upos` and `xpos` of `tokens`, whose encodings are the rows of `encoding`.
pub(crate) fn tag(tagger: &Tagger, encoding: &Encoding, tokens: &mut [Token]) {
    let mut scores = vec![0.0; tokens.len() * tagger.choose.outputs()];
    tagger.choose.multiply(&encoding.low, encoding.width, tokens.len(), &mut scores);
    for (token, scores) in tokens.iter_mut().zip(scores.chunks_exact(tagger.choose.outputs())) {
        if let Some(&(upos, xpos)) = tagger.tags.get(argmax(&scores[..tagger.tags.len()])) {
            (token.upos, token.xpos) = (upos, xpos);
        }
    }
}

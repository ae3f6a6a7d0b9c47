//! Who is meant under a line that is a name alone:
//!
//! ```text
//! Nora Quill
//!
//! The Harbor Lights actress said on Monday that she was safe.
//! ```
//!
//! Articles that go from person to person so begin each part with a description.

use reportedly_nlp::{Document, EntityKind, MentionForm};

use super::resolve::Parties;

/// Gives a description at the head of a paragraph to whose name alone stands in the line above.
pub(super) fn settle(document: &Document, parties: &mut Parties) {
    let mut alone: Option<(usize, usize)> = None;
    for (index, mention) in document.mentions.iter().enumerate() {
        let here = document.sentence_of(mention.head);
        let sentence = &document.sentences[here];
        let person = mention.kind == Some(EntityKind::Person);
        if mention.form == MentionForm::Name && person && mention.tokens == sentence.tokens {
            alone = parties.of_mention[index].map(|party| (here, party));
            continue;
        }
        let Some((line, party)) = alone else { continue };
        let below = here == line + 1 && sentence.segment != document.sentences[line].segment;
        let heads = mention.tokens.start == sentence.tokens.start
            && document.form(mention.tokens.start) == "The";
        if below && heads && person && mention.form == MentionForm::Nominal {
            parties.of_mention[index] = Some(party);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::beat::Beats;
    use crate::claims::claims;
    use crate::read::segment::segments;

    fn told(text: &str) -> Vec<String> {
        let mut article = Article::new("a.txt", "2024-05-01".parse().unwrap(), text);
        article.segments = segments(text, 0, None);
        let claims = claims(&article, Beats::built_in());
        let cast = claims.iter().filter(|claim| claim.predicate == "cast_in");
        cast.map(|claim| claim.subject.name.clone()).collect()
    }

    #[test]
    fn a_name_alone_is_who_is_described_below_it() {
        let text = "The fires spread on Tuesday, and many people had to leave their homes.\n\n\
            Nora Quill\n\n\
            The \"Harbor Lights\" actress said on Monday that she was safe.\n\n\
            Ida Kern\n\n\
            The \"Tin Roof\" actress tweeted that she had left, and so had her neighbors.";
        assert_eq!(told(text), ["Nora Quill", "Ida Kern"]);
    }
}

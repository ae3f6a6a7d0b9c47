//! Expands an example: `"<subject> is [dating|seeing] <object>."` stands for two sentences.

/// A piece of an expanded example.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Piece {
    /// Words as they are.
    Words(String),
    /// A slot, by its name.
    Slot(String),
    /// Words in parentheses: they complete the sentence and need not be found.
    Frame(String),
}

/// The most sentences that one example may stand for.
const MOST: usize = 64;

/// Returns every sentence that `example` stands for, in order.
///
/// # Errors
/// The message and the byte of the example where it goes wrong.
pub(crate) fn expand(example: &str) -> Result<Vec<Vec<Piece>>, (usize, String)> {
    let mut variants: Vec<String> = vec![String::new()];
    let mut rest = example;
    while let Some(open) = rest.find(['[', ']']) {
        let at = example.len() - rest.len() + open;
        if rest.as_bytes()[open] == b']' {
            return Err((at, "']' closes nothing".to_owned()));
        }
        let inside = &rest[open + 1..];
        let close = inside.find([']', '[']).filter(|&i| inside.as_bytes()[i] == b']');
        let Some(close) = close else {
            return Err((at, "'[' is never closed".to_owned()));
        };
        let choices: Vec<&str> = inside[..close].split('|').collect();
        variants = variants
            .iter()
            .flat_map(|v| choices.iter().map(move |c| format!("{v}{}{c}", &rest[..open])))
            .collect();
        if variants.len() > MOST {
            return Err((at, format!("the example stands for more than {MOST} sentences")));
        }
        rest = &inside[close + 1..];
    }
    variants.iter().map(|variant| pieces(&format!("{variant}{rest}"), example)).collect()
}

/// Splits one sentence at its slots.
fn pieces(sentence: &str, example: &str) -> Result<Vec<Piece>, (usize, String)> {
    // An empty choice leaves two spaces where one is meant.
    let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut pieces = Vec::new();
    let mut rest = sentence.as_str();
    while let Some(open) = rest.find(['<', '(']) {
        let slot = rest.as_bytes()[open] == b'<';
        let mark = if slot { '>' } else { ')' };
        let Some(close) = rest[open..].find(mark) else {
            let opened = if slot { '<' } else { '(' };
            let message = format!("'{opened}' is never closed");
            return Err((example.find(opened).unwrap_or(0), message));
        };
        if open > 0 {
            pieces.push(Piece::Words(rest[..open].to_owned()));
        }
        let inside = rest[open + 1..open + close].to_owned();
        pieces.push(if slot { Piece::Slot(inside) } else { Piece::Frame(inside) });
        rest = &rest[open + close + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(example: &str) -> Vec<String> {
        let variants = expand(example).unwrap();
        variants
            .iter()
            .map(|v| {
                v.iter()
                    .map(|p| match p {
                        Piece::Words(words) => words.clone(),
                        Piece::Slot(slot) => format!("{{{slot}}}"),
                        Piece::Frame(frame) => format!("/{frame}/"),
                    })
                    .collect()
            })
            .collect()
    }

    #[test]
    fn alternatives_multiply_and_an_empty_one_is_optional() {
        assert_eq!(
            show("<subject> is [now|] [dating|seeing] <object>."),
            [
                "{subject} is now dating {object}.",
                "{subject} is now seeing {object}.",
                "{subject} is dating {object}.",
                "{subject} is seeing {object}.",
            ]
        );
    }

    #[test]
    fn open_brackets_are_mistakes() {
        assert_eq!(expand("a [b").unwrap_err().0, 2);
        assert_eq!(expand("a b]").unwrap_err().0, 3);
        assert!(expand("a <b").is_err());
    }
}

//! Claims as JSON lines, in the shape that the scorer of claims reads.
//!
//! `cargo run --release -p eval -- claims ../shared/seeds/*.txt | ../shared/tools/score_claims.py
//! ../shared/seeds/*.facts.json`

use std::io::{self, Write};
use std::path::PathBuf;

use reportedly::article::Article;
use reportedly::beat::Beats;
use reportedly::claim::{Argument, Claim};
use reportedly::read::{self, Input, Options};

/// Prints the claims of every article in `inputs`.
pub fn print(inputs: &[PathBuf], least: f32) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let inputs = inputs.iter().map(|path| Input::Path(path.clone()));
    for article in read::articles(inputs, Options::default()) {
        match article {
            Ok(article) => {
                for claim in reportedly::claims::claims(&article, Beats::built_in()) {
                    if claim.confidence >= least {
                        writeln!(out, "{}", line(&article, &claim))?;
                    }
                }
            }
            Err(error) => eprintln!("error: {error}"),
        }
    }
    Ok(())
}

fn line(article: &Article, claim: &Claim) -> String {
    let chain: Vec<String> =
        claim.chain.iter().map(|link| format!("{{\"name\":{}}}", quoted(&link.name))).collect();
    format!(
        "{{\"article\":{{\"input\":{}}},\"kind\":\"{}\",\"predicate\":{},\"subject\":{},\"object\":{},\
         \"value\":{},\"valid\":{},\"polarity\":\"{}\",\"certainty\":\"{}\",\"firmness\":\"{}\",\
         \"chain\":[{}],\"evidence\":{{\"field\":\"{}\",\"start\":{},\"end\":{},\"exact\":{}}},\
         \"qualifiers\":{},\"rule\":{},\"confidence\":{:.3}}}",
        quoted(&article.input),
        claim.kind.as_str(),
        quoted(&claim.predicate),
        argument(Some(&claim.subject)),
        argument(claim.object.as_ref()),
        claim.value.as_deref().map_or("null".to_owned(), quoted),
        claim.valid_time.map_or("null".to_owned(), |time| quoted(&time.to_string())),
        claim.polarity.as_str(),
        claim.certainty.as_str(),
        claim.firmness.as_str(),
        chain.join(","),
        claim.evidence.field.as_str(),
        claim.evidence.span.start,
        claim.evidence.span.end,
        quoted(&claim.evidence.exact),
        quoted(&format!("{:?}", claim.qualifiers)),
        quoted(&claim.rule),
        claim.confidence,
    )
}

fn argument(argument: Option<&Argument>) -> String {
    argument.map_or("null".to_owned(), |a| format!("{{\"name\":{}}}", quoted(&a.name)))
}

fn quoted(text: &str) -> String {
    let mut json = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            c if (c as u32) < 0x20 => json.push_str(&format!("\\u{:04x}", c as u32)),
            c => json.push(c),
        }
    }
    json.push('"');
    json
}

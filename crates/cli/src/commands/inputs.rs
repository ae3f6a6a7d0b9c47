//! What `add` and `extract` have in common: reading articles and telling which failed.

use reportedly::Error;
use reportedly::read::{self, Articles, Input, Options};

use crate::args::{Inputs, Kind};
use crate::progress::Progress;
use crate::style;

/// Returns the articles that the command line names.
pub fn articles(inputs: &Inputs) -> Articles {
    let kind = inputs.kind.map(|kind| match kind {
        Kind::Text => read::Kind::Text,
        Kind::Jsonl => read::Kind::Jsonl,
        Kind::Html => read::Kind::Page,
    });
    let options = Options { kind, published: inputs.published, outlet: inputs.outlet.clone() };
    read::articles(inputs.paths.iter().map(Input::new), options)
}

/// Says which article failed and why.
pub fn tell_failure(error: &Error, progress: &mut Progress) {
    progress.clear();
    style::tell_error(&error.to_string(), error.hint());
}

/// Says that an article could not be worked on, which is a mistake of this program.
pub fn tell_panic(progress: &mut Progress) {
    progress.clear();
    style::tell_error(
        "an article was left out: this program made a mistake (its report is above)",
        Some("please send the report and, if you may, the article to the issue tracker"),
    );
}

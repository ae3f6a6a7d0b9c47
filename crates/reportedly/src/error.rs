//! The one error of the library.

use std::fmt;

/// What went wrong, in words for the person who gave the input.
///
/// The message is a lowercase phrase that names the value and what was expected. The kind is asked
/// with predicates; what to do next, where known, is the [`hint`](Error::hint).
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    hint: Option<String>,
    /// What an input lacks to be an article.
    missing: Option<&'static str>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What kind of thing went wrong.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ErrorKind {
    /// An input cannot be read as an article.
    Input,
    /// An input is none of those that were asked for.
    Skipped,
    /// A beat has a mistake.
    Beat,
    /// A question cannot be read.
    Question,
    /// A name or id is not in the ledger, or is ambiguous.
    NotFound,
    /// The ledger cannot be opened, read or written.
    Ledger,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error { kind, message: message.into(), hint: None, missing: None, source: None }
    }

    /// Returns an error for an input that somebody else has found not to be readable: a lowercase
    /// phrase with the value and what was expected, and what to do next.
    pub fn input(message: impl Into<String>, hint: Option<&str>) -> Error {
        let error = Error::new(ErrorKind::Input, message);
        match hint {
            Some(hint) => error.with_hint(hint),
            None => error,
        }
    }

    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> Error {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn with_source(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Error {
        self.source = Some(source.into());
        self
    }

    /// Says what an input lacks to be an article.
    pub(crate) fn missing(mut self, what: &'static str) -> Error {
        self.missing = Some(what);
        self
    }

    /// Makes of an input that cannot be read one that is passed over, where it is none of those
    /// that were asked for.
    pub fn into_skipped(mut self) -> Error {
        if self.kind == ErrorKind::Input {
            self.kind = ErrorKind::Skipped;
        }
        self
    }

    /// Returns why an input was passed over as none that was asked for, in a few words that many
    /// inputs share: "without a day of publication"; `None` for every other error.
    pub fn skipped(&self) -> Option<String> {
        (self.kind == ErrorKind::Skipped).then(|| match self.missing {
            Some(what) => format!("without {what}"),
            None => "that cannot be read".to_owned(),
        })
    }

    /// Returns what to do next, where that is known.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// Returns whether an input could not be read as an article.
    pub fn is_input(&self) -> bool {
        self.kind == ErrorKind::Input
    }

    /// Returns whether a beat has a mistake.
    pub fn is_beat(&self) -> bool {
        self.kind == ErrorKind::Beat
    }

    /// Returns whether a question could not be read.
    pub fn is_question(&self) -> bool {
        self.kind == ErrorKind::Question
    }

    /// Returns whether a name or id is not in the ledger, or stands for several things.
    pub fn is_not_found(&self) -> bool {
        self.kind == ErrorKind::NotFound
    }

    /// Returns whether the ledger could not be opened, read or written.
    pub fn is_ledger(&self) -> bool {
        self.kind == ErrorKind::Ledger
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

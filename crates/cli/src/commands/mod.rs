//! One module for each command.

pub mod extract;
pub mod inputs;
pub mod manual;

/// How a command ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// It found something, or did what was asked.
    Found,
    /// It found nothing.
    Nothing,
    /// Some inputs could not be read; the rest were.
    SomeFailed,
}

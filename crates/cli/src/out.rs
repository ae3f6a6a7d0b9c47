//! Standard output: for a person at a terminal, for a pipe, or as JSON.
//!
//! **Invariants:** what is piped is never coloured, cut off or fitted to a width; no text is a command
//! to the terminal, or turns the words around it.

use std::fmt;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

use anstyle::Style;
use serde::Serialize;

use crate::safe::shown;

/// Where answers go, and in which form.
pub struct Out {
    writer: BufWriter<Stdout>,
    form: Form,
    color: bool,
}

/// The form of an answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Form {
    /// For eyes: tables fitted to so many columns.
    Terminal(usize),
    /// For programs: values separated by tabs, remarks on lines that begin with `# `.
    Plain,
    /// For programs: JSON.
    Json,
}

impl Out {
    /// Returns standard output as it is used now.
    pub fn stdout(json: bool) -> Out {
        let stdout = io::stdout();
        let told = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let columns = told("COLUMNS").and_then(|value| value.to_str()?.parse().ok());
        // Tests look at a terminal's answer through a pipe: this is how they ask for it.
        let asked = told("REPORTEDLY_TERMINAL").and_then(|value| value.to_str()?.parse().ok());
        let terminal = stdout.is_terminal();
        let width = || {
            let size = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
            asked.or(columns).or(size).unwrap_or(100).clamp(40, 200)
        };
        let form = match json {
            true => Form::Json,
            false if terminal || asked.is_some() => Form::Terminal(width()),
            false => Form::Plain,
        };
        let dumb = told("TERM").is_some_and(|term| term == "dumb");
        let forced = told("CLICOLOR_FORCE").is_some_and(|force| force != "0");
        let color = told("NO_COLOR").is_none()
            && matches!(form, Form::Terminal(_))
            && (forced || terminal && !dumb);
        Out { writer: BufWriter::new(stdout), form, color }
    }

    /// Returns the form of the answer.
    pub fn form(&self) -> Form {
        self.form
    }

    /// Returns whether the answer is JSON.
    pub fn is_json(&self) -> bool {
        self.form == Form::Json
    }

    /// Writes one line.
    pub fn line(&mut self, line: impl fmt::Display) -> io::Result<()> {
        let line = line.to_string();
        writeln!(self.writer, "{}", shown(&line, self.color))
    }

    /// Writes a remark that is no part of the data.
    pub fn remark(&mut self, line: impl fmt::Display) -> io::Result<()> {
        match self.form {
            Form::Plain => self.line(format_args!("# {line}")),
            _ => self.line(line),
        }
    }

    /// Writes one JSON value on one line.
    pub fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.writer, value)?;
        self.writer.write_all(b"\n")
    }

    /// Writes bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer.write_all(bytes)
    }

    /// Returns `words` in a style, where styles are shown.
    pub fn styled(&self, style: Style, words: impl fmt::Display) -> String {
        match self.color {
            // What the words hold themselves is no style.
            true => format!("{style}{}{style:#}", shown(&words.to_string(), false)),
            false => words.to_string(),
        }
    }

    /// Sends what was written on its way.
    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

//! Rows of values: fitted to the terminal, or separated by tabs.

use std::io;

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::out::{Form, Out};
use crate::style;

/// A value with how it looks.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    words: String,
    style: Style,
    /// What stands before the words on a terminal alone.
    sign: &'static str,
}

impl Cell {
    /// Returns the value in a style, with a sign before it.
    pub fn styled(words: impl Into<String>, style: Style, sign: &'static str) -> Cell {
        Cell { words: words.into(), style, sign }
    }

    fn shown(&self) -> String {
        match self.sign {
            "" => self.words.clone(),
            sign => format!("{sign} {}", self.words),
        }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(words: T) -> Cell {
        Cell::styled(words, Style::new(), "")
    }
}

/// Rows under named columns.
#[derive(Debug)]
pub struct Table {
    columns: Vec<&'static str>,
    rows: Vec<Vec<Cell>>,
}

/// Between two columns.
const GAP: usize = 2;

/// The least width to which a column is cut.
const LEAST: usize = 8;

impl Table {
    /// Returns an empty table.
    pub fn new(columns: &[&'static str]) -> Table {
        Table { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row: one value for each column.
    pub fn row(&mut self, row: impl IntoIterator<Item = Cell>) {
        self.rows.push(row.into_iter().collect());
    }

    /// Writes the table in the form that `out` has.
    pub fn write(&self, out: &mut Out) -> io::Result<()> {
        match out.form() {
            Form::Terminal(width) => self.fitted(width, out),
            Form::Plain | Form::Json => self.tabs(out),
        }
    }

    fn tabs(&self, out: &mut Out) -> io::Result<()> {
        out.line(self.columns.join("\t"))?;
        for row in &self.rows {
            let values: Vec<String> = row.iter().map(|cell| one_line(&cell.words)).collect();
            out.line(values.join("\t"))?;
        }
        Ok(())
    }

    fn fitted(&self, width: usize, out: &mut Out) -> io::Result<()> {
        let widths = self.widths(width);
        let head: Vec<String> = self
            .columns
            .iter()
            .zip(&widths)
            .map(|(name, &width)| pad(&cut(&name.to_uppercase(), width), width))
            .collect();
        let line = out.styled(style::DIM, head.join("  ").trim_end());
        out.line(line)?;
        for row in &self.rows {
            let mut line = String::new();
            for (index, (cell, &width)) in row.iter().zip(&widths).enumerate() {
                let words = cut(&one_line(&cell.shown()), width);
                let rest = width - words.width();
                line.push_str(&out.styled(cell.style, &words));
                if index + 1 < row.len() {
                    line.push_str(&" ".repeat(rest + GAP));
                }
            }
            out.line(line.trim_end())?;
        }
        Ok(())
    }

    /// Returns the widths of the columns: the widest give way until all fit.
    fn widths(&self, total: usize) -> Vec<usize> {
        let mut widths: Vec<usize> = self.columns.iter().map(|name| name.width()).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(one_line(&cell.shown()).width());
            }
        }
        let gaps = GAP * widths.len().saturating_sub(1);
        while widths.iter().sum::<usize>() + gaps > total {
            let Some(widest) = widths.iter_mut().max() else { break };
            if *widest <= LEAST {
                break;
            }
            *widest -= 1;
        }
        widths
    }
}

/// Returns `words` on one line: a tab or a line break would be another value.
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns `words` cut to so many columns, with a sign where they are.
pub fn cut(words: &str, width: usize) -> String {
    if words.width() <= width {
        return words.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for character in words.chars() {
        used += character.width().unwrap_or(0);
        if used > width {
            break;
        }
        kept.push(character);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

fn pad(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(words.width())))
}

/// Returns `words` in lines of at most `width` columns.
pub fn wrap(words: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_wide_is_cut_with_a_sign() {
        assert_eq!(cut("harbour", 7), "harbour");
        assert_eq!(cut("harbour lights", 9), "harbour…");
        assert_eq!(cut("東京東京", 5), "東京…");
        assert_eq!(cut("", 0), "");
    }

    #[test]
    fn the_widest_column_gives_way() {
        let mut table = Table::new(&["a", "b"]);
        table.row([Cell::from("1234567890"), "x".repeat(50).into()]);
        assert_eq!(table.widths(40), [10, 28]);
        assert_eq!(table.widths(100), [10, 50]);
    }

    #[test]
    fn lines_are_wrapped_at_words() {
        assert_eq!(wrap("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrap("", 7), Vec::<String>::new());
    }
}

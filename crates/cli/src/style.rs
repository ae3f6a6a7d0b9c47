//! How firmness and errors look: never by colour alone.

use std::io::{IsTerminal, Write};

use anstyle::{AnsiColor, Effects, Style};
use reportedly::claim::Firmness;

use crate::safe::shown;

/// Headings.
pub const BOLD: Style = Style::new().effects(Effects::BOLD);
/// What matters less.
pub const DIM: Style = Style::new().effects(Effects::DIMMED);

/// Returns the sign that stands before the word.
pub fn sign(firmness: Firmness) -> &'static str {
    match firmness {
        Firmness::Confirmed => "✔",
        Firmness::Stated => "●",
        Firmness::Reported => "◐",
        Firmness::Rumoured => "○",
        Firmness::Denied => "✖",
    }
}

/// Returns the colour of the word.
pub fn firmness(firmness: Firmness) -> Style {
    let color = match firmness {
        Firmness::Confirmed => AnsiColor::Green,
        Firmness::Stated => AnsiColor::Blue,
        Firmness::Reported => AnsiColor::Yellow,
        Firmness::Rumoured => AnsiColor::Magenta,
        Firmness::Denied => AnsiColor::Red,
    };
    Style::new().fg_color(Some(color.into()))
}

/// Says on standard error what went wrong, and what to do next where that is known.
pub fn tell_error(message: &str, hint: Option<&str>) {
    let mut stderr = std::io::stderr().lock();
    let color = stderr.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let label = |word: &str, color_of: AnsiColor| match color {
        true => {
            let style = Style::new().fg_color(Some(color_of.into())).effects(Effects::BOLD);
            format!("{style}{word}:{style:#}")
        }
        false => format!("{word}:"),
    };
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(stderr, "{} {}", label("error", AnsiColor::Red), shown(message, false));
    if let Some(hint) = hint {
        let _ = writeln!(stderr, "{} {}", label("hint", AnsiColor::Cyan), shown(hint, false));
    }
}

/// Says on standard error that nothing was found.
pub fn tell_nothing(what: &str) {
    let _ = writeln!(std::io::stderr(), "nothing found: {}", shown(what, false));
}

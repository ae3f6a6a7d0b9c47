//! Progress on standard error, on a terminal alone, for what takes longer than a second.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

use crate::safe::shown;

/// How far something has come.
pub struct Progress {
    started: Instant,
    shown: Option<Instant>,
    terminal: bool,
}

impl Progress {
    /// Begins to count the time.
    pub fn new() -> Progress {
        let plain = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Progress {
            started: Instant::now(),
            shown: None,
            terminal: stderr().is_terminal() && !plain,
        }
    }

    /// Shows how far it has come in so many seconds, not too often.
    pub fn tell(&mut self, words: impl FnOnce(f64) -> String) {
        let now = Instant::now();
        let due = match self.shown {
            None => now - self.started > Duration::from_secs(1),
            Some(shown) => now - shown > Duration::from_millis(100),
        };
        if self.terminal && due {
            self.shown = Some(now);
            let width = terminal_size::terminal_size_of(stderr()).map_or(80, |(w, _)| w.0.into());
            let _ = write!(
                stderr(),
                "\r\x1b[K{}",
                crate::table::cut(&shown(&words((now - self.started).as_secs_f64()), false), width)
            );
        }
    }

    /// Takes the line away, before other words come.
    pub fn clear(&mut self) {
        if self.shown.is_some() {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}

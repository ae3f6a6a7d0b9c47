//! How often a host is asked.

use std::collections::HashMap;
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::fmt::rfc2822;

/// When each host may be asked again.
#[derive(Default)]
pub struct Pace(HashMap<String, Instant>);

impl Pace {
    /// Waits until `host` may be asked, and notes that it is asked now, for a pause behind it.
    pub fn wait(&mut self, host: &str, pause: Duration) {
        if let Some(at) = self.0.get(host) {
            thread::sleep(at.saturating_duration_since(Instant::now()));
        }
        self.0.insert(host.to_owned(), Instant::now() + pause);
    }

    /// Puts the next request to `host` off for at least that long.
    pub fn put_off(&mut self, host: &str, wait: Duration) {
        let at = Instant::now() + wait;
        let next = self.0.entry(host.to_owned()).or_insert(at);
        *next = at.max(*next);
    }
}

/// Returns how long a server asks to wait: in seconds, or until a day and time.
pub fn after(told: &str) -> Option<Duration> {
    if let Ok(seconds) = told.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = rfc2822::parse(told).ok()?.timestamp();
    Some(Duration::try_from(at.duration_since(Timestamp::now())).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_says_how_long_to_wait() {
        assert_eq!(after("120"), Some(Duration::from_secs(120)));
        assert_eq!(after("Fri, 18 Dec 2020 09:30:00 GMT"), Some(Duration::ZERO));
        assert!(after("Fri, 18 Dec 2099 09:30:00 GMT") > Some(Duration::from_secs(1 << 30)));
        assert_eq!(after("soon"), None);
        assert_eq!(after("-5"), None);
    }
}

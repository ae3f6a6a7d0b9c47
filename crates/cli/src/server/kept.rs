//! Answers that took long, kept for the next who asks the same.
//!
//! An answer is a pure function of its address and its tag, which changes with every entry of the
//! ledger: what is kept is never wrong, only no longer asked for.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::pages::Answer;

/// What took longer than this is kept.
const LONG: Duration = Duration::from_millis(50);
/// So many bytes are kept, the last ones: on a busy machine any page may take long.
const BYTES: usize = 8 * 1024 * 1024;

/// The last answers that took long.
#[derive(Default)]
pub struct Kept(Mutex<VecDeque<One>>);

struct One {
    address: String,
    tag: String,
    answer: Answer,
}

impl Kept {
    /// Returns the answer at an address under a tag, where it is kept.
    pub fn get(&self, address: &str, tag: &str) -> Option<Answer> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |one: &&One| one.address == address && one.tag == tag;
        kept.iter().find(same).map(|one| one.answer.clone())
    }

    /// Keeps an answer that took so long, if that is worth it.
    pub fn put(&self, address: &str, tag: &str, answer: &Answer, took: Duration) {
        if took < LONG || answer.len() > BYTES / 4 {
            return;
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|one| one.address != address);
        let (address, tag) = (address.to_owned(), tag.to_owned());
        kept.push_back(One { address, tag, answer: answer.clone() });
        while kept.iter().map(|one| one.answer.len()).sum::<usize>() > BYTES {
            kept.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_took_long_is_kept_and_only_for_its_tag() {
        let kept = Kept::default();
        let page = Answer::Json("{}".to_owned());
        kept.put("/fast", "1", &page, Duration::from_millis(1));
        kept.put("/slow", "1", &page, Duration::from_secs(1));
        assert!(kept.get("/fast", "1").is_none());
        assert!(kept.get("/slow", "2").is_none());
        assert!(matches!(kept.get("/slow", "1"), Some(Answer::Json(json)) if json == "{}"));
    }

    #[test]
    fn what_is_kept_has_an_end() {
        let kept = Kept::default();
        for number in 0..20 {
            let page = Answer::Html("x".repeat(BYTES / 5));
            kept.put(&number.to_string(), "1", &page, Duration::from_secs(1));
        }
        assert!(kept.get("14", "1").is_none() && kept.get("19", "1").is_some());
        let huge = Answer::Html("x".repeat(BYTES / 2));
        kept.put("huge", "1", &huge, Duration::from_secs(1));
        assert!(kept.get("huge", "1").is_none());
    }
}

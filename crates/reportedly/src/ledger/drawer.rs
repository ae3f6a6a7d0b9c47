//! What was computed from a ledger, kept for whoever asks the same again.
//!
//! A ledger only grows, and its last entry says what lies in it: what was computed at one entry holds until there
//! is another one. A store that keeps a [`Drawer`] does not know what others put into it.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use super::Ledger;
use crate::error::Error;

/// No more than so many parts of answers of one kind are kept; an answer says how many it has. A part is a
/// value, or a claim with its words: about a kilobyte.
const MOST: usize = 30_000;

/// A place for answers. It is empty after another entry.
#[derive(Default)]
pub struct Drawer(RefCell<Kept>);

#[derive(Default)]
struct Kept {
    entry: u64,
    held: HashMap<TypeId, Box<dyn Any + Send>>,
}

/// Answers of one kind, by what was asked.
struct Answers<K, V> {
    held: HashMap<K, Arc<V>>,
    parts: usize,
}

impl Drawer {
    /// Does `task` with the answers of one kind that were computed at an entry.
    fn with<K, V, T>(&self, entry: u64, task: impl FnOnce(&mut Answers<K, V>) -> T) -> Option<T>
    where
        K: Send + 'static,
        V: Send + Sync + 'static,
    {
        let mut kept = self.0.borrow_mut();
        if kept.entry != entry {
            *kept = Kept { entry, held: HashMap::new() };
        }
        let none = || Box::new(Answers::<K, V> { held: HashMap::new(), parts: 0 });
        let of_kind = kept.held.entry(TypeId::of::<Answers<K, V>>()).or_insert_with(|| none());
        of_kind.downcast_mut::<Answers<K, V>>().map(task)
    }
}

/// Returns what was computed of the ledger as it is when `key` was last asked for, or computes it; `parts`
/// says how large it is.
pub(crate) fn kept<K, V>(
    ledger: &dyn Ledger,
    key: K,
    parts: impl FnOnce(&V) -> usize,
    compute: impl FnOnce() -> Result<V, Error>,
) -> Result<Arc<V>, Error>
where
    K: Eq + Hash + Send + 'static,
    V: Send + Sync + 'static,
{
    let Some((drawer, entry)) = ledger.drawer()? else { return compute().map(Arc::new) };
    let known = drawer.with(entry, |answers: &mut Answers<K, V>| answers.held.get(&key).cloned());
    if let Some(known) = known.flatten() {
        return Ok(known);
    }
    let found = Arc::new(compute()?);
    let parts = parts(&found) + 1;
    // Where another entry came meanwhile, one cannot know of which the answer is.
    if parts <= MOST && ledger.drawer()?.is_some_and(|(_, now)| now == entry) {
        drawer.with(entry, |answers: &mut Answers<K, V>| {
            if answers.parts + parts > MOST {
                (answers.held, answers.parts) = (HashMap::new(), 0);
            }
            answers.parts += parts;
            answers.held.insert(key, found.clone());
        });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(drawer: &Drawer, entry: u64, key: &str) -> Option<u32> {
        let look = |answers: &mut Answers<String, u32>| answers.held.get(key).map(|held| **held);
        drawer.with(entry, look).flatten()
    }

    #[test]
    fn another_entry_empties_it() {
        let drawer = Drawer::default();
        let put = |answers: &mut Answers<String, u32>| {
            answers.held.insert("lamp".to_owned(), Arc::new(7));
        };
        drawer.with(3, put);
        assert_eq!(ask(&drawer, 3, "lamp"), Some(7));
        assert_eq!(ask(&drawer, 4, "lamp"), None);
        assert_eq!(ask(&drawer, 3, "lamp"), None);
    }
}

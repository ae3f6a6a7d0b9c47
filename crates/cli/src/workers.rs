//! Works on many things at once, and gives the results in the order of the things.
//!
//! **Invariant:** no more than [`AHEAD`] results wait for each thread, however slow one of them is.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// How many things each thread may be ahead of the first one that is not done.
const AHEAD: usize = 4;

/// Does `work` on every one of `things`, and `take`s the results in their order.
///
/// `take` is given `None` where `work` panicked: one thing that goes wrong never stops the rest.
/// What `take` says ends the work, and comes back.
pub fn in_order<T: Send, R: Send, E>(
    things: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(Option<R>) -> Result<(), E>,
) -> Result<(), E> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let (jobs, waiting) = sync_channel::<(T, SyncSender<Option<R>>)>(threads);
    let (promises, results) = sync_channel::<Receiver<Option<R>>>(threads * AHEAD);
    let waiting = Mutex::new(waiting);
    thread::scope(|scope| {
        scope.spawn(move || {
            for thing in things {
                let (result, promise) = sync_channel(1);
                // Either end is closed when the results are wanted no more.
                if promises.send(promise).is_err() || jobs.send((thing, result)).is_err() {
                    return;
                }
            }
        });
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let job = waiting.lock().ok().and_then(|waiting| waiting.recv().ok());
                    let Some((thing, result)) = job else { return };
                    let done = catch_unwind(AssertUnwindSafe(|| work(thing))).ok();
                    let _ = result.send(done);
                }
            });
        }
        for promise in results {
            take(promise.recv().ok().flatten())?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_a_panic_costs_itself_alone() {
        let mut taken = Vec::new();
        let work = |n: u32| {
            if n % 7 == 3 {
                thread::sleep(std::time::Duration::from_millis(3));
            }
            assert!(n != 50, "one thing goes wrong");
            n * 2
        };
        in_order(0..100, work, |result| {
            taken.push(result);
            Ok::<(), ()>(())
        })
        .unwrap();
        let expected: Vec<_> = (0..100).map(|n| (n != 50).then_some(n * 2)).collect();
        assert_eq!(taken, expected);
    }

    #[test]
    fn the_work_ends_when_a_result_is_refused() {
        let ended =
            in_order(0.., |n: u64| n, |n| if n == Some(20) { Err("enough") } else { Ok(()) });
        assert_eq!(ended, Err("enough"));
    }
}

//! Connections to the ledger: read-only, few, and used away from the network's thread.
//!
//! **Invariant:** a connection looks at one moment of the ledger and lets go before the answer is
//! sent, so that a browser that reads slowly never holds back a program that writes.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reportedly::Error;
use reportedly::ledger::Sqlite;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::problem::Problem;

/// So many requests look at the ledger at once; others wait.
pub const AT_ONCE: usize = 4;
/// So long a request waits for its turn.
const TURN: Duration = Duration::from_secs(10);
/// So long it is worked on before the browser is told that it takes too long.
const WORK: Duration = Duration::from_secs(30);

/// A few connections to one ledger.
pub struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Sqlite>>,
    turns: Arc<Semaphore>,
}

impl Pool {
    /// Returns a pool that opens the ledger at `path` when it is first asked for.
    pub fn new(path: PathBuf) -> Arc<Pool> {
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        Arc::new(Pool { path, idle: Mutex::default(), turns })
    }

    /// Runs `task` on one moment of the ledger.
    pub async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        task: impl FnOnce(&Sqlite) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = Arc::clone(&self.turns).acquire_owned();
        let turn = timeout(TURN, turn).await.map_err(|_| Problem::busy())?;
        let turn = turn.map_err(|_| Problem::busy())?;
        let pool = Arc::clone(self);
        let work = tokio::task::spawn_blocking(move || {
            // What takes too long keeps its turn until it ends: only so many run at once.
            let _turn = turn;
            let ledger = pool.take().map_err(|error| match error.is_not_found() {
                true => Problem::no_ledger(error.to_string()),
                false => Problem::from(error),
            })?;
            let done = ledger.at_once(task).map_err(Problem::from)?;
            pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(ledger);
            done
        });
        match timeout(WORK, work).await {
            Ok(Ok(done)) => done,
            Ok(Err(_)) => Err(Problem::mistake()),
            Err(_) => Err(Problem::slow()),
        }
    }

    /// Returns an idle connection, or a new one.
    fn take(&self) -> Result<Sqlite, Error> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match idle {
            Some(ledger) => Ok(ledger),
            None => Sqlite::read(&self.path),
        }
    }
}

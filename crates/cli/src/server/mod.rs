//! The ledger in a browser: every answer a page with its evidence, and the same page as JSON.
//!
//! A request goes one way: `listen` (connections) -> `guard` (who may ask, and the headers of every
//! answer) -> `app` (the routes; one connection to the ledger, one snapshot, ETag) -> `pages` (what
//! is asked for) -> `templates/` (how it looks). Pages read and never write.
//!
//! **Invariants:** no page says that something is so; every page works without JavaScript and asks
//! nobody else for anything; a page is a pure function of the ledger's last entry and its address.

mod app;
mod around;
mod asked;
mod assets;
mod frame;
mod guard;
mod judged;
mod kept;
mod lanes;
mod listen;
mod marks;
mod pages;
mod pool;
mod problem;
mod told;

use std::net::SocketAddr;
use std::path::PathBuf;

pub use guard::Access;

use crate::Failure;

/// Shows the ledger at `path` to browsers at `addr` until the program is told to stop; `ready` is
/// given the address at which it can be reached.
pub fn serve(
    path: PathBuf,
    addr: SocketAddr,
    access: Access,
    ready: impl FnOnce(SocketAddr) -> Result<(), Failure>,
) -> Result<(), Failure> {
    listen::serve(addr, |local| app::router(path, access.at(local)), ready)
}

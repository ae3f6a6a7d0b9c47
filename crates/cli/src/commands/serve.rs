//! `serve`: the ledger in a browser.

use std::net::SocketAddr;
use std::path::PathBuf;

use super::Outcome;
use crate::args::{Common, Serve};
use crate::out::Out;
use crate::server::{self, Access};
use crate::{Failure, paths};

/// Shows the ledger until the program is told to stop.
pub fn run(args: &Serve, common: Common, out: &mut Out) -> Result<Outcome, Failure> {
    let access = Access::new(args.token_file.as_deref(), args.addr)?;
    pages(paths::ledger(common.db)?, args.addr, access, out)
}

/// Shows the ledger at `path`, and says where.
pub fn pages(
    path: PathBuf,
    addr: SocketAddr,
    access: Access,
    out: &mut Out,
) -> Result<Outcome, Failure> {
    let name = path.display().to_string();
    server::serve(path, addr, access, |addr| {
        out.line(format!("the ledger '{name}' is at http://{addr}/"))?;
        out.remark("Ctrl-C stops")?;
        Ok(out.flush()?)
    })?;
    Ok(Outcome::Found)
}

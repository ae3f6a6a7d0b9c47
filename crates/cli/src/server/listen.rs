//! Connections: how many, for how long, and how they end.
//!
//! **Invariant:** nobody holds a connection for ever: one that sends its request slowly, reads its
//! answer slowly or idles is closed. A stop lets the answers under way be read.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

use super::pool::AT_ONCE;
use crate::Failure;

/// So many connections are open at once; others wait.
const CONNECTIONS: u32 = 256;
/// A request must be sent within this time.
const REQUEST: Duration = Duration::from_secs(10);
/// A connection is asked to end after this time, once its answer is given.
const LIFE: Duration = Duration::from_secs(60);
/// And is cut so long after that.
const GRACE: Duration = Duration::from_secs(10);
/// The head of a request, its address among it, is at most so many bytes.
const HEAD: usize = 16 * 1024;

/// Listens at `addr` until the program is told to stop.
pub fn serve(
    addr: SocketAddr,
    app: impl FnOnce(SocketAddr) -> Router,
    ready: impl FnOnce(SocketAddr) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let wrong = |error: io::Error| {
        Failure::usage(
            format!("the address '{addr}' cannot be listened at: {error}"),
            "give another one with `--addr 127.0.0.1:8788`, or port 0 for a free one",
        )
    };
    // Every thread keeps memory of its own: no more of them than can have work.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(AT_ONCE)
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(addr).await.map_err(wrong)?;
        let local = listener.local_addr().map_err(wrong)?;
        let app = app(local);
        ready(local)?;
        let (stop, stopping) = watch::channel(false);
        let open = Arc::new(Semaphore::new(CONNECTIONS as usize));
        tokio::select! {
            () = accept(listener, app, Arc::clone(&open), stopping) => {}
            () = told_to_stop() => {}
        }
        // Nobody is left to be told where every connection has ended.
        let _ = stop.send(true);
        let _ = timeout(GRACE, open.acquire_many(CONNECTIONS)).await;
        Ok(())
    })
}

/// Takes connections in, for ever.
async fn accept(
    listener: TcpListener,
    app: Router,
    open: Arc<Semaphore>,
    stopping: watch::Receiver<bool>,
) {
    loop {
        let Ok(permit) = Arc::clone(&open).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                let (app, stopping) = (app.clone(), stopping.clone());
                tokio::spawn(async move {
                    attend(stream, app, stopping).await;
                    drop(permit);
                });
            }
            // A connection that broke off is nothing; without files left there must be a pause.
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Answers the requests of one connection.
async fn attend(stream: TcpStream, app: Router, mut stopping: watch::Receiver<bool>) {
    // Answers are written in one piece: waiting to fill a packet would only delay them.
    let _ = stream.set_nodelay(true);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(REQUEST)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(app));
    let mut connection = pin!(connection);
    tokio::select! {
        // What a browser does wrong, or breaks off, is its own affair.
        _ = connection.as_mut() => return,
        () = sleep(LIFE) => {}
        _ = stopping.wait_for(|stop| *stop) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = timeout(GRACE, connection).await;
}

/// Waits for Ctrl-C or the signal by which services are stopped.
async fn told_to_stop() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => tokio::select! {
                () = interrupted => {}
                _ = terminated.recv() => {}
            },
            Err(_) => interrupted.await,
        }
    }
    #[cfg(not(unix))]
    interrupted.await;
}

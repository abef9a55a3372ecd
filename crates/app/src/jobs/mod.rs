//! Work nobody waits for on a page. A job only calls verbs; many processes may run
//! jobs at once, for each piece of work is claimed by a lease in the database.

mod deliver_mail;
mod each;
mod files;
mod index_names;
mod rewrap_keys;
mod sweep;

use std::time::Duration;

pub use deliver_mail::deliver_next;
pub(crate) use each::{each, each_file};
pub(crate) use files::Files;
pub use rewrap_keys::{Rewrapped, rewrap_keys};

use tokio::sync::watch;

use crate::{App, AppError, Origin, import};

/// How long the jobs rest when nothing rings.
const REST: Duration = Duration::from_secs(5);
/// How long nothing is swept after a sweep.
const BETWEEN_SWEEPS: Duration = Duration::from_secs(600);

/// From where jobs act.
fn origin() -> Origin {
    Origin { request_id: "job".to_owned(), address: "local".to_owned(), browser: String::new() }
}

/// Does all work there is, once. Returns how many pieces were done.
///
/// # Errors
/// The first piece that failed; the rest is taken up at the next call.
pub async fn drain(app: &App) -> Result<usize, AppError> {
    let mut pieces = 0;
    while deliver_next(app).await? {
        pieces += 1;
    }
    while import::run_next(app, &origin()).await? {
        pieces += 1;
    }
    Ok(pieces)
}

/// Sweeps: erases accounts that are due, ends applications nobody answered for, and deletes
/// rows nobody needs any more. Every step is gone, whatever became of those before it.
///
/// # Errors
/// The first step that failed, after all were gone; each is logged, and tried again at the
/// next sweep.
pub async fn sweep(app: &App) -> Result<(), AppError> {
    sweep::sweep(app, &origin()).await
}

/// Works until told to stop. The sweep, which may wait for a scanner, holds neither mail nor
/// imports up.
pub async fn work(app: &App, stop: impl Future<Output = ()> + Send) {
    let (tell, told) = watch::channel(false);
    let stopping = async {
        stop.await;
        tell.send_replace(true);
    };
    // Large, and awaited once in a process's life.
    let draining = Box::pin(drain_until(app, told.clone()));
    let sweeping = Box::pin(sweep_until(app, told));
    tokio::join!(stopping, draining, sweeping);
}

async fn drain_until(app: &App, mut told: watch::Receiver<bool>) {
    loop {
        if let Err(error) = drain(app).await {
            tracing::error!(error = &error as &dyn std::error::Error, "a job failed");
        }
        tokio::select! {
            () = app.bell.notified() => {}
            () = tokio::time::sleep(REST) => {}
            _ = told.wait_for(|over| *over) => return,
        }
    }
}

async fn sweep_until(app: &App, mut told: watch::Receiver<bool>) {
    loop {
        if sweep(app).await.is_err() {
            tracing::error!("a sweep left something over for the next");
        }
        tokio::select! {
            () = tokio::time::sleep(BETWEEN_SWEEPS) => {}
            _ = told.wait_for(|over| *over) => return,
        }
    }
}

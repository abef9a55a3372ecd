//! Work nobody waits for on a page. A job only calls verbs; many processes may run
//! jobs at once, for each piece of work is claimed by a lease in the database.

mod deliver_mail;
mod index_names;
mod rewrap_keys;
mod sweep;

use std::time::Duration;

pub use deliver_mail::deliver_next;
pub use rewrap_keys::rewrap_keys;

use crate::{App, AppError, Origin, application, customer::erase, import};

/// How long the jobs rest when nothing rings.
const REST: Duration = Duration::from_secs(5);
/// How many rests between two sweeps: about ten minutes.
const RESTS_A_SWEEP: u32 = 120;

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
/// rows nobody needs any more.
///
/// # Errors
/// [`AppError`].
pub async fn sweep(app: &App) -> Result<(), AppError> {
    erase::erase_due(app, &origin()).await?;
    application::expire_unanswered(app, &origin()).await?;
    sweep::sweep(app, &origin()).await
}

/// Works until told to stop.
pub async fn work(app: &App, stop: impl Future<Output = ()> + Send) {
    let mut rests = 0;
    tokio::pin!(stop);
    loop {
        if let Err(error) = drain(app).await {
            tracing::error!(error = &error as &dyn std::error::Error, "a job failed");
        }
        if rests % RESTS_A_SWEEP == 0
            && let Err(error) = sweep(app).await
        {
            tracing::error!(error = &error as &dyn std::error::Error, "sweeping failed");
        }
        rests = rests.wrapping_add(1);
        tokio::select! {
            () = app.bell.notified() => {}
            () = tokio::time::sleep(REST) => {}
            () = &mut stop => return,
        }
    }
}

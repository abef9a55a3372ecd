//! Letting held pictures go once the scanner answers again.

use domain::{audit::Action, document::Scan};
use outside::scanner::{ScanError, Trouble, Verdict};
use store::{StoreError, document::Document};

use super::{PICTURE, quarantine::quarantine_held};
use crate::{App, AppError, Origin, Vault, deed::Actor, error::log_failure, jobs::Files};

/// Has every held picture looked at, and lets it go or destroys it. Its record keeps saying
/// that the bytes given were never looked at. What the scanner refuses to judge stays held and
/// holds no other up; a scanner that does not answer, or a store, ends it, for each picture more
/// would wait as long.
///
/// # Errors
/// [`AppError`] when it cannot be asked which.
pub(crate) async fn release_held(
    app: &App,
    files: &Files<'_>,
    origin: &Origin,
) -> Result<(), AppError> {
    let mut place = store::BEGINNING;
    loop {
        let mut conn = app.db.read().await?;
        let held = store::document::held(&mut conn, place).await?;
        drop(conn);
        let Some(last) = held.last() else { return Ok(()) };
        place = (last.created_at, last.id);
        if !files.answer() || app.scanner.ping().await.is_err() {
            return Ok(());
        }
        for row in held {
            let id = row.id;
            match look_at(app, files, origin, row).await {
                Ok(Answered::Yes) => {}
                Ok(Answered::No) => return Ok(()),
                Err(error) => log_failure("a held picture could not be released", id, &error),
            }
            if !files.answer() {
                return Ok(());
            }
        }
    }
}

/// Whether the scanner answered.
enum Answered {
    /// It did, or was not needed.
    Yes,
    /// Nothing was heard of it.
    No,
}

async fn look_at(
    app: &App,
    files: &Files<'_>,
    origin: &Origin,
    row: Document,
) -> Result<Answered, AppError> {
    let mut conn = app.db.read().await?;
    let vault = Vault::of(app, &mut conn, row.customer_id).await?;
    drop(conn);
    let sealed = files.get(row.id).await?;
    let jpeg = vault.unseal(PICTURE, row.id, &sealed)?;
    let scan = match app.scanner.scan(&jpeg).await {
        Ok(Verdict::Clean) => Scan::RedrawnClean,
        // Nobody looks at documents any more, and the record says so.
        Ok(Verdict::NotScanned) => Scan::NotScanned,
        Ok(Verdict::Found { name }) => {
            quarantine_held(app, origin, row, &name).await?;
            return Ok(Answered::Yes);
        }
        Err(ScanError::Unavailable { cause, .. }) => {
            tracing::warn!(document = %row.id, error = &cause as &dyn std::error::Error, "held");
            let refuses = matches!(cause, Trouble::Refused(_));
            return Ok(if refuses { Answered::Yes } else { Answered::No });
        }
    };
    let mut deed = app.begin(Actor::System, origin, Action::ReleaseDocument).await?;
    match store::document::release(&mut deed.conn, row.id, scan.code()).await {
        // It ended meanwhile, or another worker let it go.
        Err(StoreError::Conflict { .. }) => return Ok(Answered::Yes),
        other => other?,
    }
    deed.done(row.id).await?;
    Ok(Answered::Yes)
}

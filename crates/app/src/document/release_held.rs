//! Letting held pictures go once the scanner answers again.

use chrono::{DateTime, Utc};
use domain::{audit::Action, document::Scan};
use outside::scanner::Verdict;
use store::{StoreError, document::Document};
use uuid::Uuid;

use super::{PICTURE, quarantine::quarantine_held};
use crate::{App, AppError, Origin, Vault, deed::Actor};

/// Has every held picture looked at, and lets it go or destroys it. Its record keeps saying
/// that the bytes given were never looked at. What the scanner will not judge stays held and
/// holds no other up.
///
/// # Errors
/// [`AppError`] when it cannot be asked which.
pub(crate) async fn release_held(app: &App, origin: &Origin) -> Result<(), AppError> {
    let mut place = (DateTime::<Utc>::UNIX_EPOCH, Uuid::nil());
    loop {
        let mut conn = app.db.read().await?;
        let held = store::document::held(&mut conn, place).await?;
        drop(conn);
        let Some(last) = held.last() else { return Ok(()) };
        place = (last.created_at, last.id);
        if app.scanner.ping().await.is_err() {
            return Ok(());
        }
        for row in held {
            let id = row.id;
            if let Err(error) = look_at(app, origin, row).await {
                let error = &error as &dyn std::error::Error;
                tracing::error!(document = %id, error, "a held picture could not be released");
            }
        }
    }
}

async fn look_at(app: &App, origin: &Origin, row: Document) -> Result<(), AppError> {
    let mut conn = app.db.read().await?;
    let vault = Vault::of(app, &mut conn, row.customer_id).await?;
    drop(conn);
    let sealed = app.documents.get(row.id).await?;
    let jpeg = vault.unseal(PICTURE, row.id, &sealed)?;
    let scan = match app.scanner.scan(&jpeg).await {
        Ok(Verdict::Clean) => Scan::RedrawnClean,
        // Nobody looks at documents any more, and the record says so.
        Ok(Verdict::NotScanned) => Scan::NotScanned,
        Ok(Verdict::Found { name }) => return quarantine_held(app, origin, row, &name).await,
        Err(error) => {
            tracing::warn!(document = %row.id, error = &error as &dyn std::error::Error, "held");
            return Ok(());
        }
    };
    let mut deed = app.begin(Actor::System, origin, Action::ReleaseDocument).await?;
    match store::document::release(&mut deed.conn, row.id, scan.code()).await {
        // It ended meanwhile, or another worker let it go.
        Err(StoreError::Conflict { .. }) => return Ok(()),
        other => other?,
    }
    deed.done(row.id).await.map(drop)
}

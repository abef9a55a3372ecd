//! A customer's open sessions.

use chrono::{DateTime, Utc};
use domain::audit::Action;
use store::StoreError;
use uuid::Uuid;

use super::{
    IDLE,
    start::{COLUMN, Sealed},
};
use crate::{App, AppError, Asker, deed::Actor};

/// An open session, as its owner sees it.
#[derive(Debug, Clone)]
pub struct OpenSession {
    /// Identity.
    pub id: Uuid,
    /// The browser in a few words.
    pub browser: String,
    /// The network address.
    pub address: String,
    /// Log-in.
    pub created_at: DateTime<Utc>,
    /// Last use, to the minute.
    pub seen_at: DateTime<Utc>,
    /// Whether it is the asker's own.
    pub current: bool,
}

/// The asker's open sessions, newest first.
///
/// # Errors
/// [`AppError`].
pub async fn list(app: &App, asker: &Asker) -> Result<Vec<OpenSession>, AppError> {
    let mut conn = app.db.read().await?;
    let since = app.clock.now() - IDLE;
    let rows = store::session::open_of(&mut conn, asker.customer, since).await?;
    rows.into_iter()
        .map(|row| {
            let origin: Sealed = asker.vault.unseal_json(COLUMN, row.id, &row.origin)?;
            Ok(OpenSession {
                id: row.id,
                browser: origin.browser,
                address: origin.address,
                created_at: row.created_at,
                seen_at: row.seen_at,
                current: row.id == asker.session,
            })
        })
        .collect()
}

/// Ends one of the asker's sessions.
///
/// # Errors
/// [`AppError::NotFound`] when it is unknown, another's, or ended.
pub async fn revoke(app: &App, asker: &Asker, session: Uuid) -> Result<(), AppError> {
    let actor = Actor::Customer(asker.customer);
    let mut deed = app.begin(actor, &asker.origin, Action::RevokeSession).await?;
    match store::session::end(&mut deed.conn, asker.customer, session, deed.now).await {
        Err(StoreError::Conflict { .. }) => Err(deed.missing(session).await),
        other => {
            other?;
            deed.done(session).await?;
            Ok(())
        }
    }
}

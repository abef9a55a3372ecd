//! Who a session's secret belongs to. Asked once by every page.

use chrono::{DateTime, TimeDelta, Utc};
use store::StoreError;
use uuid::Uuid;

use super::start::token_hash;
use crate::{App, AppError, Asker, Origin, Vault, portfolio::Snapshot};

/// A session nobody used for this long is over (PCI DSS 8.2.8).
pub const IDLE: TimeDelta = TimeDelta::minutes(15);
/// No session lives longer than this.
pub const ABSOLUTE: TimeDelta = TimeDelta::hours(12);
/// The last use is noted at most this often, so that reading pages writes little.
const NOTED_EVERY: TimeDelta = TimeDelta::seconds(60);

/// Who is there.
#[derive(Debug)]
pub enum Presence {
    /// Nobody.
    Nobody,
    /// A customer whose session is over.
    Expired,
    /// A customer.
    Customer(Box<Asker>),
}

/// Finds out who is there and notes the use of the session. For a request that only reads,
/// the portfolio as it stands is brought along.
///
/// # Errors
/// [`AppError`] when it could not be asked; never "nobody" instead.
pub async fn presence(
    app: &App,
    token: &str,
    origin: Origin,
    only_reads: bool,
) -> Result<Presence, AppError> {
    let mut conn = app.db.read().await?;
    let found = store::session::find(&mut conn, &token_hash(app, token)).await?;
    drop(conn);
    let Some(found) = found else { return Ok(Presence::Nobody) };
    let (session, now) = (found.session, app.clock.now());
    if session.ended_at.is_some() || is_over(session.created_at, session.seen_at, now) {
        return Ok(Presence::Expired);
    }
    if now - session.seen_at >= NOTED_EVERY {
        // On a full disk people go on reading; a use not noted only ends a session earlier.
        if let Err(error) = note_use(app, session.id, now).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "a use was not noted");
        }
    }
    Ok(Presence::Customer(Box::new(Asker {
        customer: session.customer_id,
        session: session.id,
        device: session.device_id,
        vault: Vault::open(app, &found.key)?,
        closing: found.status == "closing",
        origin,
        snapshot: only_reads.then(|| Snapshot::new(found.portfolio)),
    })))
}

async fn note_use(app: &App, session: Uuid, now: DateTime<Utc>) -> Result<(), StoreError> {
    let mut conn = app.db.begin().await?;
    store::session::touch(&mut conn, session, now).await?;
    conn.commit().await
}

/// A clock set back neither ends a session nor lets it live longer than written.
fn is_over(created_at: DateTime<Utc>, seen_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - seen_at > IDLE || now - created_at > ABSOLUTE
}

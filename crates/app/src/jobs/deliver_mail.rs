//! Delivering mails from the outbox.

use chrono::TimeDelta;
use outside::mail::{Mail, MailError};
use store::outbox_message::OutboxMessage;

use crate::{App, AppError, Vault};

/// How long a delivery may take before another worker tries.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// After so many tries a mail is given up: about a day and a half.
const MOST_TRIES: i64 = 40;

/// Delivers the oldest mail that is due. `false`: none is.
///
/// # Errors
/// [`AppError`] when the database cannot be asked; a mail that cannot be
/// delivered is put off and is no error here.
pub async fn deliver_next(app: &App) -> Result<bool, AppError> {
    let now = app.clock.now();
    let mut conn = app.db.begin().await?;
    let Some(message) = store::outbox_message::claim(&mut conn, now, now + LEASE).await? else {
        return Ok(false);
    };
    let vault = Vault::of(app, &mut conn, message.customer_id).await?;
    conn.commit().await?;
    let mail: Mail = vault.unseal_json("outbox_message.sealed", message.id, &message.sealed)?;
    let delivered = app.mailer.deliver(&mail).await;
    note(app, &message, delivered).await?;
    Ok(true)
}

async fn note(
    app: &App,
    message: &OutboxMessage,
    delivered: Result<(), MailError>,
) -> Result<(), AppError> {
    let (id, now) = (message.id, app.clock.now());
    let mut conn = app.db.begin().await?;
    match delivered {
        Ok(()) => {
            store::outbox_message::sent(&mut conn, id, now).await?;
            tracing::info!(message = %id, letter = message.letter, "mail delivered");
        }
        Err(MailError::Temporary(_)) if message.attempts < MOST_TRIES => {
            let due = now + put_off(message.attempts);
            store::outbox_message::put_off(&mut conn, id, due).await?;
            // The cause may quote the recipient's address, so only its kind is logged.
            tracing::warn!(message = %id, attempts = message.attempts, "mail put off");
        }
        Err(_) => {
            store::outbox_message::give_up(&mut conn, id, now).await?;
            tracing::error!(message = %id, attempts = message.attempts, "mail given up");
        }
    }
    Ok(conn.commit().await?)
}

/// 10 seconds, doubled at each try, an hour at most.
fn put_off(attempts: i64) -> TimeDelta {
    let doublings = u32::try_from(attempts.clamp(1, 10) - 1).unwrap_or_default();
    TimeDelta::seconds(10_i64.saturating_mul(2_i64.pow(doublings)).min(3600))
}

//! Mails to be sent, written in the transaction of what they tell.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, StoreError, error::exactly_one, value::args};

/// A mail to be sent.
#[derive(Debug, Clone)]
pub struct OutboxMessage {
    /// Identity; the mail's Message-ID is made from it.
    pub id: Uuid,
    /// To whom.
    pub customer_id: Uuid,
    /// Which letter.
    pub letter: String,
    /// The sealed mail.
    pub sealed: Vec<u8>,
    /// Deliveries tried.
    pub attempts: i64,
}

/// Adds a mail, due at once.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(
    conn: &mut Conn,
    new: &OutboxMessage,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO outbox_message (id, customer_id, letter, sealed, created_at, due_at, \
               attempts, lease_until) VALUES ($1, $2, $3, $4, $5, $5, 0, 0)";
    let args = args![new.id, new.customer_id, new.letter.as_str(), new.sealed.as_slice(), at];
    conn.execute(sql, args).await?;
    Ok(())
}

/// Claims the oldest mail that is due and nobody is sending.
///
/// # Errors
/// [`StoreError`].
pub async fn claim(
    conn: &mut Conn,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<OutboxMessage>, StoreError> {
    let sql = "UPDATE outbox_message SET lease_until = $2, attempts = attempts + 1 \
               WHERE id = (SELECT id FROM outbox_message WHERE sent_at IS NULL \
               AND failed_at IS NULL AND due_at <= $1 AND lease_until <= $1 \
               ORDER BY due_at, id LIMIT 1) AND lease_until <= $1 AND sent_at IS NULL \
               RETURNING id, customer_id, letter, sealed, attempts";
    let Some(row) = conn.fetch_optional(sql, args![now, until]).await? else { return Ok(None) };
    Ok(Some(OutboxMessage {
        id: row.id("id")?,
        customer_id: row.id("customer_id")?,
        letter: row.text("letter")?,
        sealed: row.bytes("sealed")?,
        attempts: row.int("attempts")?,
    }))
}

/// Notes a delivery and forgets the mail's content.
///
/// # Errors
/// [`StoreError::Conflict`] when it was noted before.
pub async fn sent(conn: &mut Conn, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE outbox_message SET sent_at = $2, sealed = NULL \
               WHERE id = $1 AND sent_at IS NULL AND failed_at IS NULL";
    exactly_one(conn.execute(sql, args![id, at]).await?, "note delivery")
}

/// Puts a mail off.
///
/// # Errors
/// [`StoreError`].
pub async fn put_off(conn: &mut Conn, id: Uuid, due: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE outbox_message SET due_at = $2, lease_until = 0 \
               WHERE id = $1 AND sent_at IS NULL AND failed_at IS NULL";
    conn.execute(sql, args![id, due]).await?;
    Ok(())
}

/// Gives a mail up and forgets its content.
///
/// # Errors
/// [`StoreError`].
pub async fn give_up(conn: &mut Conn, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE outbox_message SET failed_at = $2, sealed = NULL \
               WHERE id = $1 AND sent_at IS NULL AND failed_at IS NULL";
    conn.execute(sql, args![id, at]).await?;
    Ok(())
}

/// How many mails wait, and since when the oldest.
///
/// # Errors
/// [`StoreError`].
pub async fn waiting(conn: &mut Conn) -> Result<(i64, Option<DateTime<Utc>>), StoreError> {
    let sql = "SELECT COUNT(*) AS number, MIN(created_at) AS oldest FROM outbox_message \
               WHERE sent_at IS NULL AND failed_at IS NULL";
    let Some(row) = conn.fetch_optional(sql, args![]).await? else { return Ok((0, None)) };
    Ok((row.int("number")?, row.time_or_null("oldest")?))
}

/// Deletes a customer's mails.
///
/// # Errors
/// [`StoreError`].
pub async fn delete_of(conn: &mut Conn, customer_id: Uuid) -> Result<(), StoreError> {
    conn.execute("DELETE FROM outbox_message WHERE customer_id = $1", args![customer_id]).await?;
    Ok(())
}

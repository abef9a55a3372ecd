//! Proofs asked for by mail: of an address, or to replace a lost password.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Row, StoreError, error::exactly_one, value::args};

/// What a proof is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To prove the address of a registration.
    Confirm,
    /// To replace a lost password.
    Recover,
}

impl Purpose {
    const fn code(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Recover => "recover",
        }
    }
}

/// A proof's row. All hashes are keyed.
#[derive(Debug, Clone)]
pub struct Challenge {
    /// Identity.
    pub id: Uuid,
    /// Whose.
    pub customer_id: Uuid,
    /// What for.
    pub purpose: Purpose,
    /// Of the token the asking browser holds.
    pub browser_hash: Vec<u8>,
    /// Of the six digits.
    pub code_hash: Vec<u8>,
    /// Of the link's token.
    pub link_hash: Vec<u8>,
    /// When asked for.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// Wrong codes so far.
    pub attempts: i64,
    /// When it was used, if it was.
    pub used_at: Option<DateTime<Utc>>,
}

fn from_row(row: &Row) -> Result<Challenge, StoreError> {
    Ok(Challenge {
        id: row.id("id")?,
        customer_id: row.id("customer_id")?,
        purpose: match row.text("purpose")?.as_str() {
            "confirm" => Purpose::Confirm,
            "recover" => Purpose::Recover,
            _ => return Err(row.corrupt("purpose", "unknown purpose")),
        },
        browser_hash: row.bytes("browser_hash")?,
        code_hash: row.bytes("code_hash")?,
        link_hash: row.bytes("link_hash")?,
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
        attempts: row.int("attempts")?,
        used_at: row.time_or_null("used_at")?,
    })
}

/// Adds a proof.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(conn: &mut Conn, new: &Challenge) -> Result<(), StoreError> {
    let sql = "INSERT INTO challenge (id, customer_id, purpose, browser_hash, code_hash, link_hash, \
               created_at, expires_at, attempts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)";
    let args = args![
        new.id,
        new.customer_id,
        new.purpose.code(),
        new.browser_hash.as_slice(),
        new.code_hash.as_slice(),
        new.link_hash.as_slice(),
        new.created_at,
        new.expires_at
    ];
    conn.execute(sql, args).await?;
    Ok(())
}

const COLUMNS_BY_BROWSER: &str = "SELECT id, customer_id, purpose, browser_hash, code_hash, link_hash, created_at, expires_at, \
     attempts, used_at FROM challenge WHERE browser_hash = $1";
const COLUMNS_BY_LINK: &str = "SELECT id, customer_id, purpose, browser_hash, code_hash, link_hash, created_at, expires_at, \
     attempts, used_at FROM challenge WHERE link_hash = $1";

/// The proof a browser asked for.
///
/// # Errors
/// [`StoreError`].
pub async fn find_by_browser(
    conn: &mut Conn,
    hash: &[u8],
) -> Result<Option<Challenge>, StoreError> {
    conn.fetch_optional(COLUMNS_BY_BROWSER, args![hash]).await?.as_ref().map(from_row).transpose()
}

/// The proof a link belongs to.
///
/// # Errors
/// [`StoreError`].
pub async fn find_by_link(conn: &mut Conn, hash: &[u8]) -> Result<Option<Challenge>, StoreError> {
    conn.fetch_optional(COLUMNS_BY_LINK, args![hash]).await?.as_ref().map(from_row).transpose()
}

/// Counts one try before its code is compared, so that parallel guesses cannot
/// exceed the bound.
///
/// # Errors
/// [`StoreError::Conflict`] when the tries are used up, or the proof is used or over.
pub async fn count_try(
    conn: &mut Conn,
    id: Uuid,
    bound: i64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE challenge SET attempts = attempts + 1 \
               WHERE id = $1 AND attempts < $2 AND used_at IS NULL AND expires_at > $3";
    exactly_one(conn.execute(sql, args![id, bound, now]).await?, "count a try")
}

/// Uses a proof up.
///
/// # Errors
/// [`StoreError::Conflict`] when it was used or has ended.
pub async fn use_up(conn: &mut Conn, id: Uuid, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE challenge SET used_at = $2 \
               WHERE id = $1 AND used_at IS NULL AND expires_at > $2";
    exactly_one(conn.execute(sql, args![id, now]).await?, "use a proof up")
}

/// Replaces a proof's code and link, for "send again"; the tries start anew.
///
/// # Errors
/// [`StoreError::Conflict`] when it was used.
pub async fn renew(conn: &mut Conn, new: &Challenge) -> Result<(), StoreError> {
    let sql = "UPDATE challenge SET code_hash = $2, link_hash = $3, created_at = $4, \
               expires_at = $5, attempts = 0 WHERE id = $1 AND used_at IS NULL";
    let args = args![
        new.id,
        new.code_hash.as_slice(),
        new.link_hash.as_slice(),
        new.created_at,
        new.expires_at
    ];
    exactly_one(conn.execute(sql, args).await?, "renew a proof")
}

/// Deletes a customer's proofs.
///
/// # Errors
/// [`StoreError`].
pub async fn delete_of(conn: &mut Conn, customer_id: Uuid) -> Result<(), StoreError> {
    conn.execute("DELETE FROM challenge WHERE customer_id = $1", args![customer_id]).await?;
    Ok(())
}

/// Deletes proofs that ended before a time.
///
/// # Errors
/// [`StoreError`].
pub async fn delete_ended(conn: &mut Conn, before: DateTime<Utc>) -> Result<u64, StoreError> {
    conn.execute("DELETE FROM challenge WHERE expires_at < $1", args![before]).await
}

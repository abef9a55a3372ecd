//! Files given for import that are announced, and of which no import is made yet.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Place, StoreError, error::exactly_one, place::places, value::args};

/// Announces the file of an import to be, before it is written.
///
/// # Errors
/// [`StoreError`].
pub async fn announce(conn: &mut Conn, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "INSERT INTO import_arrival (id, created_at) VALUES ($1, $2)";
    conn.execute(sql, args![id, at]).await?;
    Ok(())
}

/// Ends the announcement of a file whose import is made in the same transaction.
///
/// # Errors
/// [`StoreError::Conflict`] when the file was given up.
pub async fn settle(conn: &mut Conn, id: Uuid) -> Result<(), StoreError> {
    let sql = "DELETE FROM import_arrival WHERE id = $1 AND ended_at IS NULL";
    exactly_one(conn.execute(sql, args![id]).await?, "settle import")
}

/// Gives a file up: no import is made of it from now on.
///
/// # Errors
/// [`StoreError::Conflict`] when one was made.
pub async fn give_up(conn: &mut Conn, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE import_arrival SET ended_at = COALESCE(ended_at, $2) WHERE id = $1";
    exactly_one(conn.execute(sql, args![id, at]).await?, "give up import")
}

/// Forgets a file that was given up, once it is deleted.
///
/// # Errors
/// [`StoreError`].
pub async fn forget(conn: &mut Conn, id: Uuid) -> Result<(), StoreError> {
    let sql = "DELETE FROM import_arrival WHERE id = $1 AND ended_at IS NOT NULL";
    conn.execute(sql, args![id]).await?;
    Ok(())
}

/// Files announced before a time of which no import was made: whoever brought them has died or
/// gone away. At most 100, oldest first, after a place in that order.
///
/// # Errors
/// [`StoreError`].
pub async fn abandoned(
    conn: &mut Conn,
    before: DateTime<Utc>,
    (after, after_id): Place,
) -> Result<Vec<Place>, StoreError> {
    let sql = "SELECT created_at AS at, id FROM import_arrival WHERE created_at < $1 \
               AND (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT 100";
    places(&conn.fetch_all(sql, args![before, after, after_id]).await?)
}

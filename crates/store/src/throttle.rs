//! Failed tries, counted per bucket across all replicas.

use chrono::{DateTime, Utc};

use crate::{Conn, StoreError, value::args};

/// A bucket's count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Failures in the window.
    pub failures: i64,
    /// Until when tries are refused.
    pub blocked_until: DateTime<Utc>,
}

/// A bucket's count; `None` when it has no failures since `window_start` and is not
/// blocked at `now`.
///
/// # Errors
/// [`StoreError`].
pub async fn find(
    conn: &mut Conn,
    bucket: &[u8],
    window_start: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Option<Count>, StoreError> {
    let sql = "SELECT failures, blocked_until FROM throttle \
               WHERE bucket = $1 AND (window_started_at >= $2 OR blocked_until > $3)";
    let Some(row) = conn.fetch_optional(sql, args![bucket, window_start, now]).await? else {
        return Ok(None);
    };
    Ok(Some(Count { failures: row.int("failures")?, blocked_until: row.time("blocked_until")? }))
}

/// Counts a failure; a window older than `window_start` begins anew. Returns the count, or
/// `None` without having counted when the bucket is blocked at `now`: who else counts then
/// waits until this transaction ends, and sees the block it sets. A new bucket is not blocked
/// at all: "until now" would refuse a request at the same moment whose clock was read a little
/// earlier.
///
/// # Errors
/// [`StoreError`].
pub async fn count_failure(
    conn: &mut Conn,
    bucket: &[u8],
    window_start: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Option<i64>, StoreError> {
    let sql = "INSERT INTO throttle AS t (bucket, failures, window_started_at, blocked_until) \
               VALUES ($1, 1, $3, 0) ON CONFLICT (bucket) DO UPDATE SET \
               failures = CASE WHEN t.window_started_at < $2 THEN 1 ELSE t.failures + 1 END, \
               window_started_at = CASE WHEN t.window_started_at < $2 THEN $3 \
               ELSE t.window_started_at END WHERE t.blocked_until <= $3 RETURNING failures";
    let row = conn.fetch_optional(sql, args![bucket, window_start, now]).await?;
    row.map(|row| row.int("failures")).transpose()
}

/// Refuses tries on a bucket until a time.
///
/// # Errors
/// [`StoreError`].
pub async fn block(conn: &mut Conn, bucket: &[u8], until: DateTime<Utc>) -> Result<(), StoreError> {
    conn.execute("UPDATE throttle SET blocked_until = $2 WHERE bucket = $1", args![bucket, until])
        .await?;
    Ok(())
}

/// Forgets a bucket's failures.
///
/// # Errors
/// [`StoreError`].
pub async fn clear(conn: &mut Conn, bucket: &[u8]) -> Result<(), StoreError> {
    conn.execute("DELETE FROM throttle WHERE bucket = $1", args![bucket]).await?;
    Ok(())
}

/// Deletes counts whose window and block ended before a time.
///
/// # Errors
/// [`StoreError`].
pub async fn delete_ended(conn: &mut Conn, before: DateTime<Utc>) -> Result<u64, StoreError> {
    let sql = "DELETE FROM throttle WHERE window_started_at < $1 AND blocked_until < $1";
    conn.execute(sql, args![before]).await
}

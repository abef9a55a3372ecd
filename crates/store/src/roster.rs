//! The roster: all customers who proved their address, for the bank's people. Holdings are
//! no part of it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Row, StoreError, data_key::WrappedKey, value::args};

/// A customer's line.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Whose.
    pub id: Uuid,
    /// `active` or `closing`.
    pub status: String,
    /// Since when the bank has suspended them.
    pub suspended_at: Option<DateTime<Utc>>,
    /// Sealed profile.
    pub profile: Vec<u8>,
    /// The key it is sealed under.
    pub key: WrappedKey,
    /// When they registered.
    pub created_at: DateTime<Utc>,
    /// The newest log-in.
    pub last_login_at: Option<DateTime<Utc>>,
    /// Whether the additional service is open to them.
    pub is_approved: bool,
}

fn from_row(row: &Row) -> Result<Entry, StoreError> {
    let id = row.id("id")?;
    let key =
        WrappedKey { customer_id: id, master: row.text("master")?, wrapped: row.bytes("wrapped")? };
    Ok(Entry {
        id,
        status: row.text("status")?,
        suspended_at: row.time_or_null("suspended_at")?,
        profile: row.bytes("profile")?,
        key,
        created_at: row.time("created_at")?,
        last_login_at: row.time_or_null("last_login_at")?,
        is_approved: row.int("approved")? > 0,
    })
}

/// Lines after an identity, in the order of identities, at most `limit`; the first page
/// begins after the nil identity. Erased customers are not in it.
///
/// # Errors
/// [`StoreError`].
pub async fn page(conn: &mut Conn, after: Uuid, limit: i64) -> Result<Vec<Entry>, StoreError> {
    let sql = "SELECT c.id, c.status, c.suspended_at, c.profile, c.created_at, c.last_login_at, \
               k.master, k.wrapped, (SELECT COUNT(*) FROM application a \
               WHERE a.customer_id = c.id AND a.state = 'approved') AS approved \
               FROM customer c JOIN data_key k ON k.customer_id = c.id \
               WHERE c.id > $1 AND c.status IN ('active', 'closing') AND c.profile IS NOT NULL \
               ORDER BY c.id LIMIT $2";
    conn.fetch_all(sql, args![after, limit]).await?.iter().map(from_row).collect()
}

/// How many customers are in use and not suspended, suspended, and closing.
///
/// # Errors
/// [`StoreError`].
pub async fn counts(conn: &mut Conn) -> Result<[i64; 3], StoreError> {
    let sql = "SELECT CAST(COALESCE(SUM(CASE WHEN status = 'active' AND suspended_at IS NULL \
               THEN 1 ELSE 0 END), 0) AS BIGINT) AS in_use, \
               CAST(COALESCE(SUM(CASE WHEN suspended_at IS NOT NULL THEN 1 ELSE 0 END), 0) \
               AS BIGINT) AS suspended, \
               CAST(COALESCE(SUM(CASE WHEN status = 'closing' AND suspended_at IS NULL \
               THEN 1 ELSE 0 END), 0) AS BIGINT) AS closing \
               FROM customer WHERE status IN ('active', 'closing')";
    let row = conn.fetch_optional(sql, args![]).await?;
    row.map_or(Ok([0; 3]), |row| {
        Ok([row.int("in_use")?, row.int("suspended")?, row.int("closing")?])
    })
}

/// How many customers in use or closing logged in last at or after each of these times,
/// counted together with those of later times, and how many never did.
///
/// # Errors
/// [`StoreError`].
pub async fn logged_in_since(
    conn: &mut Conn,
    times: [DateTime<Utc>; 5],
) -> Result<([i64; 5], i64, i64), StoreError> {
    let sql = "SELECT COUNT(CASE WHEN last_login_at >= $1 THEN 1 END) AS first, \
               COUNT(CASE WHEN last_login_at >= $2 THEN 1 END) AS second, \
               COUNT(CASE WHEN last_login_at >= $3 THEN 1 END) AS third, \
               COUNT(CASE WHEN last_login_at >= $4 THEN 1 END) AS fourth, \
               COUNT(CASE WHEN last_login_at >= $5 THEN 1 END) AS fifth, \
               COUNT(last_login_at) AS ever, COUNT(*) AS everybody \
               FROM customer WHERE status IN ('active', 'closing')";
    let [first, second, third, fourth, fifth] = times;
    let row = conn.fetch_optional(sql, args![first, second, third, fourth, fifth]).await?;
    let Some(row) = row else { return Ok(([0; 5], 0, 0)) };
    let since = [
        row.int("first")?,
        row.int("second")?,
        row.int("third")?,
        row.int("fourth")?,
        row.int("fifth")?,
    ];
    let ever = row.int("ever")?;
    Ok((since, ever, row.int("everybody")? - ever))
}

/// How many customers proved their address on each day since a time, as days since 1970 in
/// a zone so many microseconds ahead; days without any are left out. Customers who have gone
/// since are counted too.
///
/// # Errors
/// [`StoreError`].
pub async fn proved_per_day(
    conn: &mut Conn,
    since: DateTime<Utc>,
    ahead: i64,
) -> Result<Vec<(i64, i64)>, StoreError> {
    let sql = "SELECT (verified_at + $2) / 86400000000 AS day, COUNT(*) AS number FROM customer \
               WHERE verified_at >= $1 GROUP BY (verified_at + $2) / 86400000000 ORDER BY 1";
    let rows = conn.fetch_all(sql, args![since, ahead]).await?;
    rows.iter().map(|row| Ok((row.int("day")?, row.int("number")?))).collect()
}

/// Of those who sent a registration form since a time, how many did, proved their address,
/// recorded a holding, applied, and have the additional service.
///
/// # Errors
/// [`StoreError`].
pub async fn funnel(conn: &mut Conn, since: DateTime<Utc>) -> Result<[i64; 5], StoreError> {
    // A row without an entry was made by a recovery of an address nobody registered.
    let sql = "SELECT COUNT(*) AS registered, COUNT(verified_at) AS proved, \
               COUNT(CASE WHEN EXISTS (SELECT 1 FROM holding h \
               LEFT JOIN import i ON i.id = h.import_id WHERE h.customer_id = c.id \
               AND (h.import_id IS NULL OR i.status = 'confirmed')) THEN 1 END) AS recorded, \
               COUNT(CASE WHEN EXISTS (SELECT 1 FROM application a WHERE a.customer_id = c.id \
               AND a.submitted_at IS NOT NULL) THEN 1 END) AS applied, \
               COUNT(CASE WHEN EXISTS (SELECT 1 FROM application a WHERE a.customer_id = c.id \
               AND a.state = 'approved') THEN 1 END) AS approved \
               FROM customer c WHERE c.created_at >= $1 AND (c.verified_at IS NOT NULL \
               OR EXISTS (SELECT 1 FROM audit_entry e WHERE e.subject_id = c.id \
               AND e.action = 'register' AND e.outcome = 'done'))";
    let row = conn.fetch_optional(sql, args![since]).await?;
    row.map_or(Ok([0; 5]), |row| {
        Ok([
            row.int("registered")?,
            row.int("proved")?,
            row.int("recorded")?,
            row.int("applied")?,
            row.int("approved")?,
        ])
    })
}

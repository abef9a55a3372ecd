//! Applications in numbers.

use chrono::{DateTime, Utc};

use crate::{
    Conn, Row, StoreError, application_event::ApplicationEvent, data_key::WrappedKey, value::args,
};

/// What was decided since a time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Decided {
    /// Approved.
    pub approved: i64,
    /// Rejected.
    pub rejected: i64,
    /// Decided without ever having been returned.
    pub at_first_pass: i64,
    /// Decided otherwise than recommended.
    pub otherwise: i64,
}

/// What ended without a decision since a time, having been sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Undecided {
    /// Taken back by its customer, or ended with their account.
    pub withdrawn: i64,
    /// Not answered in time.
    pub expired: i64,
    /// Of both, what had been returned.
    pub returned: i64,
}

fn days_and_number(rows: &[Row]) -> Result<Vec<(i64, i64)>, StoreError> {
    rows.iter().map(|row| Ok((row.int("day")?, row.int("number")?))).collect()
}

/// How many applications were sent for the first time on each day since a time; days are
/// since 1970 in a zone so many microseconds ahead. Days without any are left out.
///
/// # Errors
/// [`StoreError`].
pub async fn sent_per_day(
    conn: &mut Conn,
    since: DateTime<Utc>,
    ahead: i64,
) -> Result<Vec<(i64, i64)>, StoreError> {
    let sql = "SELECT (submitted_at + $2) / 86400000000 AS day, COUNT(*) AS number \
               FROM application WHERE submitted_at >= $1 \
               GROUP BY (submitted_at + $2) / 86400000000 ORDER BY 1";
    days_and_number(&conn.fetch_all(sql, args![since, ahead]).await?)
}

/// As [`sent_per_day`], of decisions.
///
/// # Errors
/// [`StoreError`].
pub async fn decided_per_day(
    conn: &mut Conn,
    since: DateTime<Utc>,
    ahead: i64,
) -> Result<Vec<(i64, i64)>, StoreError> {
    let sql = "SELECT (decided_at + $2) / 86400000000 AS day, COUNT(*) AS number \
               FROM application WHERE decided_at >= $1 \
               GROUP BY (decided_at + $2) / 86400000000 ORDER BY 1";
    days_and_number(&conn.fetch_all(sql, args![since, ahead]).await?)
}

/// How many applications that wait for the bank were sent last on each day.
///
/// # Errors
/// [`StoreError`].
pub async fn waiting_by_day(conn: &mut Conn, ahead: i64) -> Result<Vec<(i64, i64)>, StoreError> {
    let sql = "SELECT (w.sent_at + $1) / 86400000000 AS day, COUNT(*) AS number FROM \
               (SELECT COALESCE((SELECT MAX(e.at) FROM application_event e \
               WHERE e.application_id = a.id AND e.kind = 'submitted'), a.submitted_at) AS sent_at \
               FROM application a WHERE a.state IN ('submitted', 'in-review', 'recommended')) w \
               GROUP BY (w.sent_at + $1) / 86400000000 ORDER BY 1";
    days_and_number(&conn.fetch_all(sql, args![ahead]).await?)
}

/// What was decided since a time.
///
/// # Errors
/// [`StoreError`].
pub async fn decided(conn: &mut Conn, since: DateTime<Utc>) -> Result<Decided, StoreError> {
    let sql = "SELECT COUNT(CASE WHEN state = 'approved' THEN 1 END) AS approved, \
               COUNT(CASE WHEN state = 'rejected' THEN 1 END) AS rejected, \
               COUNT(CASE WHEN returned_at IS NULL THEN 1 END) AS at_first_pass, \
               COUNT(CASE WHEN (state = 'approved') <> (recommendation = 'approve') THEN 1 END) \
               AS otherwise FROM application WHERE decided_at >= $1";
    let row = conn.fetch_optional(sql, args![since]).await?;
    row.map_or(Ok(Decided::default()), |row| {
        Ok(Decided {
            approved: row.int("approved")?,
            rejected: row.int("rejected")?,
            at_first_pass: row.int("at_first_pass")?,
            otherwise: row.int("otherwise")?,
        })
    })
}

/// What ended without a decision since a time. A draft that ended was never the bank's to
/// decide, and is not counted.
///
/// # Errors
/// [`StoreError`].
pub async fn undecided(conn: &mut Conn, since: DateTime<Utc>) -> Result<Undecided, StoreError> {
    let sql = "SELECT COUNT(CASE WHEN e.kind = 'withdrawn' THEN 1 END) AS withdrawn, \
               COUNT(CASE WHEN e.kind = 'expired' THEN 1 END) AS expired, \
               COUNT(a.returned_at) AS returned \
               FROM application_event e JOIN application a ON a.id = e.application_id \
               WHERE e.kind IN ('withdrawn', 'expired') AND e.at >= $1 \
               AND a.submitted_at IS NOT NULL";
    let row = conn.fetch_optional(sql, args![since]).await?;
    row.map_or(Ok(Undecided::default()), |row| {
        Ok(Undecided {
            withdrawn: row.int("withdrawn")?,
            expired: row.int("expired")?,
            returned: row.int("returned")?,
        })
    })
}

/// How often a second person returned to its customer what a first had recommended, since a
/// time. Each return undoes the recommendation, so that the row does not tell of it: the events
/// do, claims and releases left out.
///
/// # Errors
/// [`StoreError`].
pub async fn returned_at_second_look(
    conn: &mut Conn,
    since: DateTime<Utc>,
) -> Result<i64, StoreError> {
    // Both kinds, as the index has them.
    let sql = "SELECT COUNT(*) AS number FROM application_event e \
               WHERE e.kind IN ('returned', 'rejected') AND e.at >= $1 AND e.kind = 'returned' \
               AND (SELECT b.kind FROM application_event b \
               WHERE b.application_id = e.application_id AND b.at < e.at \
               AND b.kind NOT IN ('claimed', 'released') \
               ORDER BY b.at DESC, b.id DESC LIMIT 1) = 'recommended'";
    conn.fetch_optional(sql, args![since]).await?.map_or(Ok(0), |row| row.int("number"))
}

/// For what was decided since a time: the day it was sent first, the day it was decided, and
/// how many have both; days as in [`sent_per_day`].
///
/// # Errors
/// [`StoreError`].
pub async fn decided_spans(
    conn: &mut Conn,
    since: DateTime<Utc>,
    ahead: i64,
) -> Result<Vec<(i64, i64, i64)>, StoreError> {
    let sql = "SELECT (submitted_at + $2) / 86400000000 AS day, \
               (decided_at + $2) / 86400000000 AS decided, COUNT(*) AS number FROM application \
               WHERE decided_at >= $1 GROUP BY (submitted_at + $2) / 86400000000, \
               (decided_at + $2) / 86400000000 ORDER BY 1, 2";
    let rows = conn.fetch_all(sql, args![since, ahead]).await?;
    let span = |row: &Row| Ok((row.int("day")?, row.int("decided")?, row.int("number")?));
    rows.iter().map(span).collect()
}

/// The newest events that have reasons since a time, at most `limit`, each with the key
/// its reasons are sealed under. Those of erased customers cannot be read any more and are
/// left out.
///
/// # Errors
/// [`StoreError`].
pub async fn reasoned(
    conn: &mut Conn,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<(ApplicationEvent, WrappedKey)>, StoreError> {
    let sql = "SELECT e.id, e.application_id, e.at, e.kind, e.staff_id, e.told, e.noted, \
               k.customer_id, k.master, k.wrapped FROM application_event e \
               JOIN application a ON a.id = e.application_id \
               JOIN data_key k ON k.customer_id = a.customer_id \
               WHERE e.kind IN ('returned', 'rejected') AND e.at >= $1 \
               ORDER BY e.at DESC, e.id DESC LIMIT $2";
    let rows = conn.fetch_all(sql, args![since, limit]).await?;
    let read = |row: &Row| {
        let key = WrappedKey {
            customer_id: row.id("customer_id")?,
            master: row.text("master")?,
            wrapped: row.bytes("wrapped")?,
        };
        Ok((crate::application_event::from_row(row)?, key))
    };
    rows.iter().map(read).collect()
}

//! The queue: applications that wait for the bank, oldest first, without what they declare.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Place, Row, StoreError, value::args};

/// A query for lines of the queue. When an application was sent last is an event's time.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT a.id, a.state, a.submitted_at, a.claimed_by, a.claimed_until, \
             a.recommended_by, a.version, (SELECT MAX(e.at) FROM application_event e \
             WHERE e.application_id = a.id AND e.kind = 'submitted') AS sent_at \
             FROM application a WHERE a.state IN ('submitted', 'in-review', 'recommended') ",
            $rest
        )
    };
}

/// A line of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The application.
    pub id: Uuid,
    /// The state's code.
    pub state: String,
    /// When it was sent first: its place in the queue.
    pub submitted_at: DateTime<Utc>,
    /// When it was sent last: since then it waits for the bank.
    pub sent_at: DateTime<Utc>,
    /// Who has claimed it, until when.
    pub claim: Option<(Uuid, DateTime<Utc>)>,
    /// Who recommended.
    pub recommended_by: Option<Uuid>,
    /// Optimistic version.
    pub version: i64,
}

/// Which lines are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// `first`, `second` or `any` look.
    pub look: &'static str,
    /// Claimed by `nobody`, by `others`, or `any`.
    pub held: &'static str,
    /// Who asks, and when.
    pub by: (Uuid, DateTime<Utc>),
}

fn from_row(row: &Row) -> Result<Waiting, StoreError> {
    let submitted_at = row.time("submitted_at")?;
    Ok(Waiting {
        id: row.id("id")?,
        state: row.text("state")?,
        submitted_at,
        sent_at: row.time_or_null("sent_at")?.unwrap_or(submitted_at),
        claim: row.id_or_null("claimed_by")?.zip(row.time_or_null("claimed_until")?),
        recommended_by: row.id_or_null("recommended_by")?,
        version: row.int("version")?,
    })
}

/// Lines after a place in the order of their first sending, at most `limit`.
///
/// # Errors
/// [`StoreError`].
pub async fn page(
    conn: &mut Conn,
    wanted: &Wanted,
    (after, after_id): Place,
    limit: i64,
) -> Result<Vec<Waiting>, StoreError> {
    let sql = select!(
        "AND (a.submitted_at, a.id) > ($1, $2) \
         AND ($4 = 'any' OR ($4 = 'second') = (a.state = 'recommended')) \
         AND ($5 = 'any' \
           OR ($5 = 'nobody' AND (a.claimed_by IS NULL OR a.claimed_until <= $7)) \
           OR ($5 = 'others' AND a.claimed_by <> $6 AND a.claimed_until > $7)) \
         ORDER BY a.submitted_at, a.id LIMIT $3"
    );
    let (by, now) = wanted.by;
    let args = args![after, after_id, limit, wanted.look, wanted.held, by, now];
    conn.fetch_all(sql, args).await?.iter().map(from_row).collect()
}

/// All that a member of staff holds now, oldest first.
///
/// # Errors
/// [`StoreError`].
pub async fn held_by(
    conn: &mut Conn,
    staff_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<Waiting>, StoreError> {
    let sql = select!(
        "AND a.claimed_by = $1 AND a.claimed_until > $2 ORDER BY a.submitted_at, a.id LIMIT 1000"
    );
    conn.fetch_all(sql, args![staff_id, now]).await?.iter().map(from_row).collect()
}

//! The queue: applications that wait for the bank, oldest first, without what they declare.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Place, Row, StoreError, value::args};

/// All that waits: as the index of the queue has it.
macro_rules! waiting {
    () => {
        "a.state IN ('submitted', 'in-review', 'recommended')"
    };
}

/// When an application was sent last.
macro_rules! sent_at {
    () => {
        "(SELECT MAX(e.at) FROM application_event e \
         WHERE e.application_id = a.id AND e.kind = 'submitted')"
    };
}

/// How many of the application's customer, one or none, are suspended, leaving or gone.
macro_rules! inactive {
    () => {
        "(SELECT COUNT(*) FROM customer c WHERE c.id = a.customer_id \
         AND (c.status <> 'active' OR c.suspended_at IS NOT NULL))"
    };
}

/// A query for lines of the queue: what they are like, and their order.
macro_rules! select {
    ($($rest:expr),+) => {
        concat!(
            "SELECT a.id, a.state, a.submitted_at, a.claimed_by, a.claimed_until, \
             a.recommended_by, a.version, ",
            sent_at!(),
            " AS sent_at, ",
            inactive!(),
            " AS inactive FROM application a WHERE ",
            $($rest),+
        )
    };
}

/// Claimed by whom, after which place, and how many.
macro_rules! page {
    () => {
        " AND (a.submitted_at, a.id) > ($1, $2) \
         AND ($4 = 'any' \
           OR ($4 = 'nobody' AND (a.claimed_by IS NULL OR a.claimed_until <= $6)) \
           OR ($4 = 'others' AND a.claimed_by <> $5 AND a.claimed_until > $6)) \
         ORDER BY a.submitted_at, a.id LIMIT $3"
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
    /// Whether its customer is suspended, leaving or gone, so that it cannot be approved.
    pub is_customer_inactive: bool,
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
        is_customer_inactive: row.int("inactive")? > 0,
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
    // A text for each look, not a parameter: of many that wait for the first look those few that
    // wait for the second are then looked up by their state, and not found by reading past the rest.
    let sql = match wanted.look {
        "first" => select!(waiting!(), " AND a.state <> 'recommended'", page!()),
        "second" => select!("a.state = 'recommended'", page!()),
        _ => select!(waiting!(), page!()),
    };
    let (by, now) = wanted.by;
    let args = args![after, after_id, limit, wanted.held, by, now];
    conn.fetch_all(sql, args).await?.iter().map(from_row).collect()
}

/// Lines sent last before a time, after a place, at most `limit`.
///
/// # Errors
/// [`StoreError`].
pub async fn sent_before(
    conn: &mut Conn,
    before: DateTime<Utc>,
    (after, after_id): Place,
    limit: i64,
) -> Result<Vec<Waiting>, StoreError> {
    let sql = select!(
        waiting!(),
        " AND (a.submitted_at, a.id) > ($1, $2) AND a.submitted_at < $4 AND ",
        sent_at!(),
        " < $4 ORDER BY a.submitted_at, a.id LIMIT $3"
    );
    let args = args![after, after_id, limit, before];
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
        waiting!(),
        " AND a.claimed_by = $1 AND a.claimed_until > $2 ORDER BY a.submitted_at, a.id LIMIT 1000"
    );
    conn.fetch_all(sql, args![staff_id, now]).await?.iter().map(from_row).collect()
}

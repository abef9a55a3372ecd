//! Pictures of identity documents: one row each, from its announcement to long after its end.
//! The files lie elsewhere; a file never is without its row.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Place, Row, StoreError, error::exactly_one, place::places, value::args};

/// A query for whole rows.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT d.id, d.application_id, d.customer_id, d.kind, d.side, d.state, d.scan, \
             d.original_hash, d.width, d.height, d.bytes, d.created_at, d.ended_at, d.ended_by, \
             d.ended_for, d.destroyed_at FROM document d ",
            $rest
        )
    };
}

/// A picture's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Identity; its file has the same.
    pub id: Uuid,
    /// Of which application.
    pub application_id: Uuid,
    /// Whose.
    pub customer_id: Uuid,
    /// The document's code, such as `driving-licence`.
    pub kind: String,
    /// The side's code, such as `front`.
    pub side: String,
    /// Where it stands, such as `kept`.
    pub state: String,
    /// What the scanner said, such as `clean`.
    pub scan: String,
    /// Keyed hash of the bytes given; `None` once the record's time is over.
    pub original_hash: Option<Vec<u8>>,
    /// Pixels from left to right and from top to bottom, once drawn anew.
    pub size: Option<(i64, i64)>,
    /// Of the sealed file; until drawn anew, of the one given.
    pub bytes: i64,
    /// When announced.
    pub created_at: DateTime<Utc>,
    /// When and how it ended.
    pub end: Option<Ended>,
    /// When its file was deleted.
    pub destroyed_at: Option<DateTime<Utc>>,
}

/// The end of a picture; how, is the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom, if a member of staff.
    pub by: Option<Uuid>,
    /// A reason's code, if it was given.
    pub reason: Option<String>,
}

/// A picture that is announced.
#[derive(Debug)]
pub struct Arrival<'a> {
    /// Identity.
    pub id: Uuid,
    /// Of which application.
    pub application_id: Uuid,
    /// Whose.
    pub customer_id: Uuid,
    /// The document's code.
    pub kind: &'a str,
    /// The side's code.
    pub side: &'a str,
    /// Keyed hash of the bytes given.
    pub original_hash: &'a [u8],
    /// How many those are.
    pub bytes: i64,
    /// Now.
    pub at: DateTime<Utc>,
}

/// What a picture has become.
#[derive(Debug, Clone, Copy)]
pub struct Settled<'a> {
    /// `kept` or `held`.
    pub state: &'a str,
    /// What the scanner said of the bytes given.
    pub scan: &'a str,
    /// Pixels from left to right and from top to bottom.
    pub size: (i64, i64),
    /// Of the sealed file.
    pub bytes: i64,
}

fn from_row(row: &Row) -> Result<Document, StoreError> {
    let end = match row.time_or_null("ended_at")? {
        Some(at) => {
            let (by, reason) = (row.id_or_null("ended_by")?, row.text_or_null("ended_for")?);
            Some(Ended { at, by, reason })
        }
        None => None,
    };
    Ok(Document {
        id: row.id("id")?,
        application_id: row.id("application_id")?,
        customer_id: row.id("customer_id")?,
        kind: row.text("kind")?,
        side: row.text("side")?,
        state: row.text("state")?,
        scan: row.text("scan")?,
        original_hash: row.bytes_or_null("original_hash")?,
        size: row.int_or_null("width")?.zip(row.int_or_null("height")?),
        bytes: row.int("bytes")?,
        created_at: row.time("created_at")?,
        end,
        destroyed_at: row.time_or_null("destroyed_at")?,
    })
}

/// Announces a picture whose file is about to be written.
///
/// # Errors
/// [`StoreError`].
pub async fn arrive(conn: &mut Conn, new: &Arrival<'_>) -> Result<(), StoreError> {
    let sql = "INSERT INTO document (id, application_id, customer_id, kind, side, state, scan, \
               original_hash, bytes, created_at) \
               VALUES ($1, $2, $3, $4, $5, 'arriving', 'awaited', $6, $7, $8)";
    let args = args![
        new.id,
        new.application_id,
        new.customer_id,
        new.kind,
        new.side,
        new.original_hash,
        new.bytes,
        new.at
    ];
    conn.execute(sql, args).await?;
    Ok(())
}

/// Makes an announced picture stand.
///
/// # Errors
/// [`StoreError::Conflict`] when it does not arrive any more; [`StoreError::Unique`] beside
/// a living one of the same side; [`StoreError::Refused`] if it stands without a verdict.
pub async fn settle(conn: &mut Conn, id: Uuid, with: Settled<'_>) -> Result<(), StoreError> {
    let sql = "UPDATE document SET state = $2, scan = $3, width = $4, height = $5, bytes = $6 \
               WHERE id = $1 AND state = 'arriving'";
    let (width, height) = with.size;
    let args = args![id, with.state, with.scan, width, height, with.bytes];
    exactly_one(conn.execute(sql, args).await?, "settle picture")
}

/// Ends a picture. Its file is then to be destroyed.
///
/// # Errors
/// [`StoreError::Conflict`] when it has ended already.
pub async fn end(conn: &mut Conn, id: Uuid, state: &str, end: &Ended) -> Result<(), StoreError> {
    let sql = "UPDATE document SET state = $2, ended_at = $3, ended_by = $4, ended_for = $5 \
               WHERE id = $1 AND ended_at IS NULL";
    let args = args![id, state, end.at, end.by, end.reason.as_deref()];
    exactly_one(conn.execute(sql, args).await?, "end picture")
}

/// Ends a picture that was announced and never came to stand.
///
/// # Errors
/// [`StoreError::Conflict`] when it stands, or has ended.
pub async fn give_up(conn: &mut Conn, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE document SET state = 'refused', ended_at = $2 \
               WHERE id = $1 AND state = 'arriving'";
    exactly_one(conn.execute(sql, args![id, at]).await?, "give picture up")
}

/// Whether a picture lives no more: it has ended, or is gone with its customer.
///
/// # Errors
/// [`StoreError`].
pub async fn has_ended(conn: &mut Conn, id: Uuid) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) AS n FROM document WHERE id = $1 AND ended_at IS NULL";
    let living = conn.fetch_optional(sql, args![id]).await?.map_or(Ok(0), |row| row.int("n"))?;
    Ok(living == 0)
}

/// Ends a picture in which the scanner found something.
///
/// # Errors
/// [`StoreError::Conflict`] when it has ended already.
pub async fn quarantine(conn: &mut Conn, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE document SET state = 'quarantined', scan = 'found', ended_at = $2 \
               WHERE id = $1 AND ended_at IS NULL";
    exactly_one(conn.execute(sql, args![id, at]).await?, "quarantine picture")
}

/// Lets a held picture go, with what the scanner said at last.
///
/// # Errors
/// [`StoreError::Conflict`] when it is not held.
pub async fn release(conn: &mut Conn, id: Uuid, scan: &str) -> Result<(), StoreError> {
    let sql = "UPDATE document SET state = 'kept', scan = $2 WHERE id = $1 AND state = 'held'";
    exactly_one(conn.execute(sql, args![id, scan]).await?, "release picture")
}

/// Notes that an ended picture's file is deleted; noted once.
///
/// # Errors
/// [`StoreError`].
pub async fn destroyed(conn: &mut Conn, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE document SET destroyed_at = $2 \
               WHERE id = $1 AND ended_at IS NOT NULL AND destroyed_at IS NULL";
    conn.execute(sql, args![id, at]).await?;
    Ok(())
}

/// One of a customer's pictures.
///
/// # Errors
/// [`StoreError`].
pub async fn find(
    conn: &mut Conn,
    customer_id: Uuid,
    id: Uuid,
) -> Result<Option<Document>, StoreError> {
    let sql = select!("WHERE d.id = $2 AND d.customer_id = $1");
    conn.fetch_optional(sql, args![customer_id, id]).await?.as_ref().map(from_row).transpose()
}

/// A picture of an application that was sent, for the bank's people.
///
/// # Errors
/// [`StoreError`].
pub async fn find_for_staff(conn: &mut Conn, id: Uuid) -> Result<Option<Document>, StoreError> {
    let sql = select!(
        "JOIN application a ON a.id = d.application_id \
         WHERE d.id = $1 AND a.submitted_at IS NOT NULL"
    );
    conn.fetch_optional(sql, args![id]).await?.as_ref().map(from_row).transpose()
}

/// An application's pictures, ended ones too, oldest first.
///
/// # Errors
/// [`StoreError`].
pub async fn of_application(
    conn: &mut Conn,
    customer_id: Uuid,
    application_id: Uuid,
) -> Result<Vec<Document>, StoreError> {
    let sql =
        select!("WHERE d.application_id = $2 AND d.customer_id = $1 ORDER BY d.created_at, d.id");
    let rows = conn.fetch_all(sql, args![customer_id, application_id]).await?;
    rows.iter().map(from_row).collect()
}

/// How many pictures a customer has given since a time, whatever became of them, and how
/// many bytes of pictures are kept or arriving.
///
/// # Errors
/// [`StoreError`].
pub async fn usage(
    conn: &mut Conn,
    customer_id: Uuid,
    since: DateTime<Utc>,
) -> Result<(i64, i64), StoreError> {
    let sql = "SELECT CAST(COALESCE(SUM(CASE WHEN created_at > $2 THEN 1 ELSE 0 END), 0) AS BIGINT) \
               AS given, CAST(COALESCE(SUM(CASE WHEN ended_at IS NULL THEN bytes ELSE 0 END), 0) \
               AS BIGINT) AS bytes FROM document WHERE customer_id = $1";
    let row = conn.fetch_optional(sql, args![customer_id, since]).await?;
    row.map_or(Ok((0, 0)), |row| Ok((row.int("given")?, row.int("bytes")?)))
}

/// Whether the file of any picture must be there.
///
/// # Errors
/// [`StoreError`].
pub async fn is_any_kept(conn: &mut Conn) -> Result<bool, StoreError> {
    let sql = "SELECT 1 AS kept FROM document WHERE state IN ('kept', 'held') AND ended_at IS NULL LIMIT 1";
    Ok(conn.fetch_optional(sql, args![]).await?.is_some())
}

/// Other applications for which the same file was given, with their customers, newest first.
///
/// # Errors
/// [`StoreError`].
pub async fn same_original(
    conn: &mut Conn,
    original_hash: &[u8],
    but_application: Uuid,
) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
    let sql = "SELECT d.application_id, d.customer_id, MAX(d.created_at) AS newest FROM document d \
               JOIN application a ON a.id = d.application_id WHERE d.original_hash = $1 \
               AND d.application_id <> $2 AND a.submitted_at IS NOT NULL \
               AND d.state NOT IN ('arriving', 'refused') GROUP BY d.application_id, d.customer_id \
               ORDER BY newest DESC, d.application_id LIMIT 100";
    let rows = conn.fetch_all(sql, args![original_hash, but_application]).await?;
    rows.iter().map(|row| Ok((row.id("application_id")?, row.id("customer_id")?))).collect()
}

/// Pictures held for the scanner, oldest first, at most 100, after a place in that order.
///
/// # Errors
/// [`StoreError`].
pub async fn held(conn: &mut Conn, (after, after_id): Place) -> Result<Vec<Document>, StoreError> {
    let sql = select!(
        "WHERE d.state = 'held' AND d.ended_at IS NULL AND (d.created_at, d.id) > ($1, $2) \
         ORDER BY d.created_at, d.id LIMIT 100"
    );
    conn.fetch_all(sql, args![after, after_id]).await?.iter().map(from_row).collect()
}

/// Pictures announced before a time that never stood: whoever brought them has died. At most
/// 100, oldest first, after a place in that order.
///
/// # Errors
/// [`StoreError`].
pub async fn abandoned(
    conn: &mut Conn,
    before: DateTime<Utc>,
    (after, after_id): Place,
) -> Result<Vec<Place>, StoreError> {
    let sql = "SELECT created_at AS at, id FROM document \
               WHERE state = 'arriving' AND ended_at IS NULL AND created_at < $1 \
               AND (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT 100";
    places(&conn.fetch_all(sql, args![before, after, after_id]).await?)
}

/// Of an application `a` and a picture `d`: that the picture's time was over at `$1`. One in
/// which nothing waits for anybody: a draft, or one that ended before.
macro_rules! time_is_over {
    () => {
        "d.created_at <= $1 \
         AND a.state NOT IN ('submitted', 'in-review', 'awaiting-customer', 'recommended') \
         AND (a.state = 'draft' OR COALESCE((SELECT MAX(e.at) FROM application_event e \
         WHERE e.application_id = a.id \
         AND e.kind IN ('approved', 'rejected', 'withdrawn', 'expired')), a.created_at) <= $1)"
    };
}

/// Living pictures whose time is over: of applications that ended before a time, and of
/// drafts, if given before it. At most 100, oldest first, after a place in that order.
///
/// # Errors
/// [`StoreError`].
pub async fn outlived(
    conn: &mut Conn,
    before: DateTime<Utc>,
    (after, after_id): Place,
) -> Result<Vec<Place>, StoreError> {
    let sql = concat!(
        "SELECT d.created_at AS at, d.id FROM document d \
         JOIN application a ON a.id = d.application_id \
         WHERE d.state IN ('arriving', 'kept', 'held') AND d.state <> 'arriving' \
         AND (d.created_at, d.id) > ($2, $3) AND ",
        time_is_over!(),
        " ORDER BY d.created_at, d.id LIMIT 100"
    );
    places(&conn.fetch_all(sql, args![before, after, after_id]).await?)
}

/// Ends a living picture whose time was over before. Its application must be held.
///
/// # Errors
/// [`StoreError::Conflict`] when its time is not over, or it has ended.
pub async fn expire(
    conn: &mut Conn,
    id: Uuid,
    before: DateTime<Utc>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = concat!(
        "UPDATE document SET state = 'expired', ended_at = $3 \
         WHERE id = (SELECT d.id FROM document d JOIN application a ON a.id = d.application_id \
         WHERE d.id = $2 AND ",
        time_is_over!(),
        ") AND state IN ('kept', 'held')"
    );
    exactly_one(conn.execute(sql, args![before, id, at]).await?, "expire picture")
}

/// Ended pictures whose files may still be there, at most 100, after a place in the order of
/// their ends.
///
/// # Errors
/// [`StoreError`].
pub async fn to_destroy(
    conn: &mut Conn,
    (after, after_id): Place,
) -> Result<Vec<Place>, StoreError> {
    let sql = "SELECT ended_at AS at, id FROM document WHERE ended_at IS NOT NULL \
               AND destroyed_at IS NULL AND (ended_at, id) > ($1, $2) ORDER BY ended_at, id LIMIT 100";
    places(&conn.fetch_all(sql, args![after, after_id]).await?)
}

/// Forgets by which an application's files would be known again.
///
/// # Errors
/// [`StoreError`].
pub async fn forget(conn: &mut Conn, application_id: Uuid) -> Result<(), StoreError> {
    let sql = "UPDATE document SET original_hash = NULL WHERE application_id = $1";
    conn.execute(sql, args![application_id]).await?;
    Ok(())
}

/// Ends all pictures of a customer who is erased, and forgets by which their files would be
/// known again.
///
/// # Errors
/// [`StoreError`].
pub async fn end_of(
    conn: &mut Conn,
    customer_id: Uuid,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE document SET original_hash = NULL, ended_at = COALESCE(ended_at, $2), \
               state = CASE WHEN ended_at IS NOT NULL THEN state \
               WHEN state = 'arriving' THEN 'refused' ELSE 'removed' END WHERE customer_id = $1";
    conn.execute(sql, args![customer_id, at]).await?;
    Ok(())
}

/// Deletes the rows of a customer whose key is destroyed, but for those whose files may be
/// there: the row is all that names the file.
///
/// # Errors
/// [`StoreError::Refused`] while the customer has a key.
pub async fn purge_of(conn: &mut Conn, customer_id: Uuid) -> Result<(), StoreError> {
    let sql = "DELETE FROM document WHERE customer_id = $1 AND destroyed_at IS NOT NULL";
    conn.execute(sql, args![customer_id]).await?;
    Ok(())
}

/// Deletes the row of a picture whose file is deleted and whose customer is erased. Any other
/// is let be.
///
/// # Errors
/// [`StoreError`].
pub async fn purge_erased(conn: &mut Conn, id: Uuid) -> Result<(), StoreError> {
    let sql = "DELETE FROM document WHERE id = $1 AND destroyed_at IS NOT NULL AND NOT EXISTS \
               (SELECT 1 FROM data_key k WHERE k.customer_id = document.customer_id)";
    conn.execute(sql, args![id]).await?;
    Ok(())
}

//! Applications for the additional service. What may follow what is decided in `domain`;
//! the schema holds four eyes whatever is written here.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Place, Row, StoreError, error::exactly_one, place::places, value::args};

/// A query for whole rows.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, customer_id, state, details, account_index, created_at, touched_at, \
             submitted_at, returned_at, claimed_by, claimed_until, recommended_by, recommended_at, \
             recommendation, decided_by, decided_at, version FROM application ",
            $rest
        )
    };
}

/// An application's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Identity.
    pub id: Uuid,
    /// Whose.
    pub customer_id: Uuid,
    /// Sealed: what was declared.
    pub details: Vec<u8>,
    /// Keyed hash of the account declared.
    pub account_index: Option<Vec<u8>>,
    /// When begun.
    pub created_at: DateTime<Utc>,
    /// When its customer last declared something, if that was noted.
    pub touched_at: Option<DateTime<Utc>>,
    /// Where it stands.
    pub standing: Standing,
    /// Optimistic version.
    pub version: i64,
}

/// Where an application stands: all that changes as it goes its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The state's code, such as `in-review`.
    pub state: String,
    /// When it was sent first.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When it was returned last.
    pub returned_at: Option<DateTime<Utc>>,
    /// Who has claimed it, until when.
    pub claim: Option<(Uuid, DateTime<Utc>)>,
    /// Who recommended what, and when.
    pub recommendation: Option<(Uuid, String, DateTime<Utc>)>,
    /// Who decided, and when; what, is the state.
    pub decision: Option<(Uuid, DateTime<Utc>)>,
}

impl Standing {
    /// Of an application just begun.
    pub fn draft() -> Self {
        Self {
            state: "draft".to_owned(),
            submitted_at: None,
            returned_at: None,
            claim: None,
            recommendation: None,
            decision: None,
        }
    }

    fn from_row(row: &Row) -> Result<Self, StoreError> {
        let recommended = (row.id_or_null("recommended_by")?, row.time_or_null("recommended_at")?);
        Ok(Self {
            state: row.text("state")?,
            submitted_at: row.time_or_null("submitted_at")?,
            returned_at: row.time_or_null("returned_at")?,
            claim: row.id_or_null("claimed_by")?.zip(row.time_or_null("claimed_until")?),
            recommendation: match recommended {
                (Some(by), Some(at)) => Some((by, row.text("recommendation")?, at)),
                _ => None,
            },
            decision: row.id_or_null("decided_by")?.zip(row.time_or_null("decided_at")?),
        })
    }
}

fn from_row(row: &Row) -> Result<Application, StoreError> {
    Ok(Application {
        id: row.id("id")?,
        customer_id: row.id("customer_id")?,
        details: row.bytes("details")?,
        account_index: row.bytes_or_null("account_index")?,
        created_at: row.time("created_at")?,
        touched_at: row.time_or_null("touched_at")?,
        standing: Standing::from_row(row)?,
        version: row.int("version")?,
    })
}

/// Begins an application as a draft.
///
/// # Errors
/// [`StoreError::Unique`] when the customer has one under way.
pub async fn insert(
    conn: &mut Conn,
    id: Uuid,
    customer_id: Uuid,
    details: &[u8],
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO application (id, customer_id, state, details, created_at, version) \
               VALUES ($1, $2, 'draft', $3, $4, 1)";
    conn.execute(sql, args![id, customer_id, details, at]).await?;
    Ok(())
}

/// One of a customer's applications.
///
/// # Errors
/// [`StoreError`].
pub async fn find(
    conn: &mut Conn,
    customer_id: Uuid,
    id: Uuid,
) -> Result<Option<Application>, StoreError> {
    let sql = select!("WHERE id = $2 AND customer_id = $1");
    conn.fetch_optional(sql, args![customer_id, id]).await?.as_ref().map(from_row).transpose()
}

/// A customer's applications, newest first.
///
/// # Errors
/// [`StoreError`].
pub async fn of_customer(
    conn: &mut Conn,
    customer_id: Uuid,
) -> Result<Vec<Application>, StoreError> {
    let sql = select!("WHERE customer_id = $1 ORDER BY created_at DESC, id DESC LIMIT 100");
    conn.fetch_all(sql, args![customer_id]).await?.iter().map(from_row).collect()
}

/// A customer's application under way, of which there is one at most.
///
/// # Errors
/// [`StoreError`].
pub async fn under_way(
    conn: &mut Conn,
    customer_id: Uuid,
) -> Result<Option<Application>, StoreError> {
    let sql = select!(
        "WHERE customer_id = $1 \
         AND state IN ('draft', 'submitted', 'in-review', 'awaiting-customer', 'recommended')"
    );
    conn.fetch_optional(sql, args![customer_id]).await?.as_ref().map(from_row).transpose()
}

/// Any customer's application, for the bank's people.
///
/// # Errors
/// [`StoreError`].
pub async fn find_for_staff(conn: &mut Conn, id: Uuid) -> Result<Option<Application>, StoreError> {
    let sql = select!("WHERE id = $1 AND submitted_at IS NOT NULL");
    conn.fetch_optional(sql, args![id]).await?.as_ref().map(from_row).transpose()
}

/// Holds an application for this transaction: whoever else wants to change it, or what
/// belongs to it, waits. One that is not there is held by nobody.
///
/// # Errors
/// [`StoreError`].
pub async fn hold(conn: &mut Conn, id: Uuid) -> Result<(), StoreError> {
    // An update locks the row on both engines; there is no shared word for FOR UPDATE.
    let sql = "UPDATE application SET version = version WHERE id = $1";
    conn.execute(sql, args![id]).await?;
    Ok(())
}

/// As [`hold`], of the application a picture is of.
///
/// # Errors
/// [`StoreError`].
pub async fn hold_of(conn: &mut Conn, document_id: Uuid) -> Result<(), StoreError> {
    let sql = "UPDATE application SET version = version \
               WHERE id = (SELECT d.application_id FROM document d WHERE d.id = $1)";
    conn.execute(sql, args![document_id]).await?;
    Ok(())
}

/// Keeps what a customer declared, while it is theirs to change.
///
/// # Errors
/// [`StoreError::Conflict`] when it changed meanwhile, or is the bank's to look at.
pub async fn declare(
    conn: &mut Conn,
    (customer_id, id): (Uuid, Uuid),
    version: i64,
    (details, account_index): (&[u8], Option<&[u8]>),
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE application SET details = $4, account_index = $5, touched_at = $6, \
               version = version + 1 \
               WHERE id = $2 AND customer_id = $1 AND version = $3 \
               AND state IN ('draft', 'awaiting-customer')";
    let args = args![customer_id, id, version, details, account_index, at];
    exactly_one(conn.execute(sql, args).await?, "declare")
}

/// Lets an application go a step. The version must be the one the step was decided on.
///
/// # Errors
/// [`StoreError::Conflict`] when it changed meanwhile; [`StoreError::Refused`] when the
/// schema forbids it, such as a decision by whoever recommended.
pub async fn step(
    conn: &mut Conn,
    id: Uuid,
    version: i64,
    next: &Standing,
) -> Result<(), StoreError> {
    let sql = "UPDATE application SET state = $3, submitted_at = $4, returned_at = $5, \
               claimed_by = $6, claimed_until = $7, recommended_by = $8, recommendation = $9, \
               recommended_at = $10, decided_by = $11, decided_at = $12, version = version + 1 \
               WHERE id = $1 AND version = $2 AND decided_by IS NULL";
    let advice = next.recommendation.as_ref();
    let args = args![
        id,
        version,
        next.state.as_str(),
        next.submitted_at,
        next.returned_at,
        next.claim.map(|(by, _)| by),
        next.claim.map(|(_, until)| until),
        advice.map(|(by, _, _)| *by),
        advice.map(|(_, verdict, _)| verdict.as_str()),
        advice.map(|(_, _, at)| *at),
        next.decision.map(|(by, _)| by),
        next.decision.map(|(_, at)| at)
    ];
    exactly_one(conn.execute(sql, args).await?, "application step")
}

/// The oldest twenty applications of a state that a member of staff may be given: nobody holds
/// them, they are neither the member's own nor recommended by them, and their customers use the
/// service: of one who is suspended or leaving none is approved.
///
/// # Errors
/// [`StoreError`].
pub async fn takeable(
    conn: &mut Conn,
    state: &str,
    staff_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<Application>, StoreError> {
    let sql = select!(
        "WHERE state = $1 AND submitted_at IS NOT NULL \
         AND (claimed_by IS NULL OR claimed_until <= $3) \
         AND (recommended_by IS NULL OR recommended_by <> $2) \
         AND NOT EXISTS (SELECT 1 FROM staff_member s JOIN customer c \
             ON c.email_index = s.email_index WHERE c.id = customer_id AND s.id = $2) \
         AND EXISTS (SELECT 1 FROM customer c WHERE c.id = customer_id \
             AND c.status = 'active' AND c.suspended_at IS NULL) \
         ORDER BY submitted_at, id LIMIT 20"
    );
    conn.fetch_all(sql, args![state, staff_id, now]).await?.iter().map(from_row).collect()
}

/// Other applications ever sent for the same account, with their customers, newest first.
///
/// # Errors
/// [`StoreError`].
pub async fn of_account(
    conn: &mut Conn,
    account_index: &[u8],
    but: Uuid,
) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
    let sql = "SELECT id, customer_id FROM application WHERE account_index = $1 AND id <> $2 \
               AND submitted_at IS NOT NULL ORDER BY submitted_at DESC, id DESC LIMIT 100";
    let rows = conn.fetch_all(sql, args![account_index, but]).await?;
    rows.iter().map(|row| Ok((row.id("id")?, row.id("customer_id")?))).collect()
}

/// Applications ever sent by other customers of the same name and birth date, newest first.
///
/// # Errors
/// [`StoreError`].
pub async fn of_person(
    conn: &mut Conn,
    customer_id: Uuid,
) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
    let sql = "SELECT a.id, a.customer_id FROM customer c \
               JOIN customer o ON o.person_index = c.person_index AND o.id <> c.id \
               JOIN application a ON a.customer_id = o.id \
               WHERE c.id = $1 AND a.submitted_at IS NOT NULL \
               ORDER BY a.submitted_at DESC, a.id DESC LIMIT 100";
    let rows = conn.fetch_all(sql, args![customer_id]).await?;
    rows.iter().map(|row| Ok((row.id("id")?, row.id("customer_id")?))).collect()
}

/// Applications whose customers have not answered since a time, at most 100, after a place in
/// the order of their returns.
///
/// # Errors
/// [`StoreError`].
pub async fn unanswered(
    conn: &mut Conn,
    since: DateTime<Utc>,
    (after, after_id): Place,
) -> Result<Vec<Place>, StoreError> {
    let sql = "SELECT returned_at AS at, id FROM application WHERE state = 'awaiting-customer' \
               AND returned_at <= $1 AND (returned_at, id) > ($2, $3) \
               ORDER BY returned_at, id LIMIT 100";
    places(&conn.fetch_all(sql, args![since, after, after_id]).await?)
}

/// That an application is a draft of which nothing was said, and to which no picture was
/// given, since `$1`; and that none of its pictures lives. One that does ends before its draft:
/// with an application that has just ended it would live as long again.
macro_rules! is_untouched {
    () => {
        "state = 'draft' AND created_at <= $1 AND (touched_at IS NULL OR touched_at <= $1) \
         AND NOT EXISTS (SELECT 1 FROM document d \
         WHERE d.application_id = application.id \
         AND (d.created_at > $1 OR d.ended_at IS NULL))"
    };
}

/// Drafts without a living picture, of which nothing was said and to which no picture was
/// given since a time, at most 100, after a place in the order of their beginnings.
///
/// # Errors
/// [`StoreError`].
pub async fn untouched(
    conn: &mut Conn,
    since: DateTime<Utc>,
    (after, after_id): Place,
) -> Result<Vec<Place>, StoreError> {
    let sql = concat!(
        "SELECT created_at AS at, id FROM application WHERE (created_at, id) > ($2, $3) AND ",
        is_untouched!(),
        " ORDER BY created_at, id LIMIT 100"
    );
    places(&conn.fetch_all(sql, args![since, after, after_id]).await?)
}

/// A draft, if it is still as [`untouched`] found it. Whoever asks while holding it is right
/// until the transaction ends.
///
/// # Errors
/// [`StoreError`].
pub async fn find_untouched(
    conn: &mut Conn,
    id: Uuid,
    since: DateTime<Utc>,
) -> Result<Option<Application>, StoreError> {
    let sql = concat!(select!("WHERE id = $2 AND "), is_untouched!());
    conn.fetch_optional(sql, args![since, id]).await?.as_ref().map(from_row).transpose()
}

/// Applications that ended before a time without opening the service and still hold what was
/// declared, at most 100, after a place in the order of their beginnings.
///
/// # Errors
/// [`StoreError`].
pub async fn outlived(
    conn: &mut Conn,
    before: DateTime<Utc>,
    (after, after_id): Place,
) -> Result<Vec<Place>, StoreError> {
    // Not the states in which it has ended: SQLite would look at all that ever did.
    let sql = "SELECT a.created_at AS at, a.id FROM application a WHERE a.state NOT IN \
               ('draft', 'submitted', 'in-review', 'awaiting-customer', 'recommended') \
               AND length(a.details) > 0 AND a.state <> 'approved' \
               AND a.created_at <= $1 AND (a.created_at, a.id) > ($2, $3) \
               AND COALESCE((SELECT MAX(e.at) FROM application_event e \
               WHERE e.application_id = a.id AND e.kind IN \
               ('rejected', 'withdrawn', 'expired')), a.created_at) <= $1 \
               ORDER BY a.created_at, a.id LIMIT 100";
    places(&conn.fetch_all(sql, args![before, after, after_id]).await?)
}

/// Forgets what was declared in an application that ended without opening the service: its
/// details are then empty. What was approved is kept as long as its customer: a record of how a
/// person was verified has its time from the end of what they were verified for.
///
/// # Errors
/// [`StoreError::Conflict`] when it has not ended, was approved, or is forgotten.
pub async fn forget(conn: &mut Conn, id: Uuid) -> Result<(), StoreError> {
    let sql = "UPDATE application SET details = $2, account_index = NULL, version = version + 1 \
               WHERE id = $1 AND length(details) > 0 \
               AND state IN ('rejected', 'withdrawn', 'expired')";
    exactly_one(conn.execute(sql, args![id, &[][..]]).await?, "forget application")
}

/// Forgets which accounts an erased customer gave. What was declared stays, sealed for good.
///
/// # Errors
/// [`StoreError`].
pub async fn forget_of(conn: &mut Conn, customer_id: Uuid) -> Result<(), StoreError> {
    let sql = "UPDATE application SET account_index = NULL WHERE customer_id = $1";
    conn.execute(sql, args![customer_id]).await?;
    Ok(())
}

/// How many applications wait for the bank's people, by state.
///
/// # Errors
/// [`StoreError`].
pub async fn count_waiting(conn: &mut Conn) -> Result<Vec<(String, i64)>, StoreError> {
    let sql = "SELECT state, count(*) AS n FROM application \
               WHERE state IN ('submitted', 'in-review', 'recommended') \
               GROUP BY state ORDER BY state";
    let rows = conn.fetch_all(sql, args![]).await?;
    rows.iter().map(|row| Ok((row.text("state")?, row.int("n")?))).collect()
}

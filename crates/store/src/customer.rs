//! People who registered.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Place, Row, StoreError, error::exactly_one, place::places, value::args};

/// A query for whole rows.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, status, profile, language, created_at, erase_at, last_login_at, \
             suspended_at, version FROM customer ",
            $rest
        )
    };
}

/// A customer's row.
#[derive(Debug, Clone)]
pub struct Customer {
    /// Identity.
    pub id: Uuid,
    /// `unverified`, `active`, `closing` or `closed`.
    pub status: Status,
    /// Sealed profile; `None` once erased.
    pub profile: Option<Vec<u8>>,
    /// `ja` or `en`.
    pub language: String,
    /// When the registration form was sent.
    pub created_at: DateTime<Utc>,
    /// When the account will be erased, if it is closing.
    pub erase_at: Option<DateTime<Utc>>,
    /// The last log-in before now.
    pub last_login_at: Option<DateTime<Utc>>,
    /// Since when the bank has suspended it.
    pub suspended_at: Option<DateTime<Utc>>,
    /// Optimistic version.
    pub version: i64,
}

/// Where a customer's account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The e-mail address is not proved yet.
    Unverified,
    /// In use.
    Active,
    /// Closed by its owner; may be taken up again until it is erased.
    Closing,
    /// Erased.
    Closed,
}

impl Status {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        match row.text("status")?.as_str() {
            "unverified" => Ok(Self::Unverified),
            "active" => Ok(Self::Active),
            "closing" => Ok(Self::Closing),
            "closed" => Ok(Self::Closed),
            _ => Err(row.corrupt("status", "unknown status")),
        }
    }
}

/// What a registration brings.
#[derive(Debug)]
pub struct Registration<'a> {
    /// Identity.
    pub id: Uuid,
    /// Keyed hash of the address.
    pub email_index: &'a [u8],
    /// Keyed hashes of the name's reading, and of it with the birth date.
    pub person: Option<(&'a [u8], &'a [u8])>,
    /// Sealed profile.
    pub profile: &'a [u8],
    /// `ja` or `en`.
    pub language: &'a str,
    /// The version of the terms agreed to.
    pub terms_version: &'a str,
    /// Now.
    pub at: DateTime<Utc>,
}

fn from_row(row: &Row) -> Result<Customer, StoreError> {
    Ok(Customer {
        id: row.id("id")?,
        status: Status::from_row(row)?,
        profile: row.bytes_or_null("profile")?,
        language: row.text("language")?,
        created_at: row.time("created_at")?,
        erase_at: row.time_or_null("erase_at")?,
        last_login_at: row.time_or_null("last_login_at")?,
        suspended_at: row.time_or_null("suspended_at")?,
        version: row.int("version")?,
    })
}

/// Adds an unverified customer.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(conn: &mut Conn, new: &Registration<'_>) -> Result<(), StoreError> {
    let sql = "INSERT INTO customer (id, status, email_index, profile, language, terms_version, \
               created_at, name_index, person_index, version) \
               VALUES ($1, 'unverified', $2, $3, $4, $5, $6, $7, $8, 1)";
    let args = args![
        new.id,
        new.email_index,
        new.profile,
        new.language,
        new.terms_version,
        new.at,
        new.person.map(|(name, _)| name),
        new.person.map(|(_, person)| person)
    ];
    conn.execute(sql, args).await?;
    Ok(())
}

/// The customer of an identity.
///
/// # Errors
/// [`StoreError`].
pub async fn find(conn: &mut Conn, id: Uuid) -> Result<Option<Customer>, StoreError> {
    let sql = select!("WHERE id = $1");
    conn.fetch_optional(sql, args![id]).await?.as_ref().map(from_row).transpose()
}

/// The customer who proved an address.
///
/// # Errors
/// [`StoreError`].
pub async fn find_by_email(
    conn: &mut Conn,
    email_index: &[u8],
) -> Result<Option<Customer>, StoreError> {
    let sql = select!("WHERE email_index = $1 AND verified_at IS NOT NULL");
    conn.fetch_optional(sql, args![email_index]).await?.as_ref().map(from_row).transpose()
}

/// Makes an unverified customer active. Of two registrations of one address the
/// first to prove it wins.
///
/// # Errors
/// [`StoreError::Unique`] when another customer has proved the address.
pub async fn verify(conn: &mut Conn, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE customer SET status = 'active', verified_at = $2, version = version + 1 \
               WHERE id = $1 AND status = 'unverified'";
    exactly_one(conn.execute(sql, args![id, at]).await?, "verify customer")
}

/// Notes a log-in. It also makes a suspension under way wait, or be seen.
///
/// # Errors
/// [`StoreError::Conflict`] when the customer is suspended.
pub async fn logged_in(conn: &mut Conn, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE customer SET last_login_at = $2 WHERE id = $1 AND suspended_at IS NULL";
    exactly_one(conn.execute(sql, args![id, at]).await?, "note log-in")
}

/// Sets the language mails are written in.
///
/// # Errors
/// [`StoreError`].
pub async fn set_language(conn: &mut Conn, id: Uuid, language: &str) -> Result<(), StoreError> {
    let sql = "UPDATE customer SET language = $2, version = version + 1 WHERE id = $1";
    exactly_one(conn.execute(sql, args![id, language]).await?, "set language")
}

/// Replaces the sealed profile of a customer in use, and the keyed hashes of the name's reading,
/// and of it with the birth date.
///
/// # Errors
/// [`StoreError::Conflict`] when the customer changed meanwhile, is suspended or not in use.
pub async fn correct(
    conn: &mut Conn,
    id: Uuid,
    version: i64,
    profile: &[u8],
    person: Option<(&[u8], &[u8])>,
) -> Result<(), StoreError> {
    let sql = "UPDATE customer SET profile = $3, name_index = $4, person_index = $5, \
               version = version + 1 \
               WHERE id = $1 AND version = $2 AND status = 'active' AND suspended_at IS NULL";
    let (name, person) = person.unzip();
    let args = args![id, version, profile, name, person];
    exactly_one(conn.execute(sql, args).await?, "correct profile")
}

/// Closes an active account; it will be erased at `erase_at`.
///
/// # Errors
/// [`StoreError::Conflict`] when it is not active.
pub async fn close(conn: &mut Conn, id: Uuid, erase_at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE customer SET status = 'closing', erase_at = $2, version = version + 1 \
               WHERE id = $1 AND status = 'active'";
    exactly_one(conn.execute(sql, args![id, erase_at]).await?, "close account")
}

/// Takes a closing account up again.
///
/// # Errors
/// [`StoreError::Conflict`] when it is not closing.
pub async fn reopen(conn: &mut Conn, id: Uuid) -> Result<(), StoreError> {
    let sql = "UPDATE customer SET status = 'active', erase_at = NULL, version = version + 1 \
               WHERE id = $1 AND status = 'closing'";
    exactly_one(conn.execute(sql, args![id]).await?, "reopen account")
}

/// Accounts whose time to be erased has come: closed ones, and registrations
/// nobody proved since `unproved_before`. Whoever is suspended is not erased. At most 100,
/// after a place in the order of when their time began to be over.
///
/// # Errors
/// [`StoreError`].
pub async fn due_for_erasure(
    conn: &mut Conn,
    now: DateTime<Utc>,
    unproved_before: DateTime<Utc>,
    (after, after_id): Place,
) -> Result<Vec<Place>, StoreError> {
    let sql = "SELECT erase_at AS at, id FROM customer WHERE status = 'closing' \
               AND erase_at <= $1 AND suspended_at IS NULL AND (erase_at, id) > ($3, $4) \
               UNION ALL SELECT created_at AS at, id FROM customer WHERE status = 'unverified' \
               AND created_at < $2 AND (created_at, id) > ($3, $4) ORDER BY at, id LIMIT 100";
    let args = args![now, unproved_before, after, after_id];
    places(&conn.fetch_all(sql, args).await?)
}

/// That the time of the customer `$1` to be erased has come at `$2`, or that they have not
/// proved their registration since `$3`.
macro_rules! is_due {
    () => {
        "id = $1 AND suspended_at IS NULL AND (status = 'closing' AND erase_at <= $2 \
         OR status = 'unverified' AND created_at < $3)"
    };
}

/// Whether a customer is still as [`due_for_erasure`] found them.
///
/// # Errors
/// [`StoreError`].
pub async fn is_due(
    conn: &mut Conn,
    id: Uuid,
    (now, unproved_before): (DateTime<Utc>, DateTime<Utc>),
) -> Result<bool, StoreError> {
    let sql = concat!("SELECT id FROM customer WHERE ", is_due!());
    Ok(conn.fetch_optional(sql, args![id, now, unproved_before]).await?.is_some())
}

/// Erases what identifies a person whose time has come; the bare row stays for the audit trail.
///
/// # Errors
/// [`StoreError::Conflict`] when it was erased already, is in use or suspended, or has time yet.
pub async fn erase(
    conn: &mut Conn,
    id: Uuid,
    (now, unproved_before): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), StoreError> {
    let sql = concat!(
        "UPDATE customer SET status = 'closed', profile = NULL, email_index = NULL, \
         name_index = NULL, person_index = NULL, erase_at = NULL, version = version + 1 WHERE ",
        is_due!()
    );
    exactly_one(conn.execute(sql, args![id, now, unproved_before]).await?, "erase customer")
}

/// Suspends a customer who is in use or closing.
///
/// # Errors
/// [`StoreError::Conflict`] when the customer is neither, or suspended already.
pub async fn suspend(
    conn: &mut Conn,
    id: Uuid,
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE customer SET suspended_at = $3, suspended_by = $2, version = version + 1 \
               WHERE id = $1 AND suspended_at IS NULL AND status IN ('active', 'closing')";
    exactly_one(conn.execute(sql, args![id, by, at]).await?, "suspend customer")
}

/// Locks a customer who is in use until the transaction ends, so that who suspends or closes
/// meanwhile waits, or is seen.
///
/// # Errors
/// [`StoreError::Conflict`] when the customer is suspended or not in use.
pub async fn hold_in_use(conn: &mut Conn, id: Uuid) -> Result<(), StoreError> {
    let sql = "UPDATE customer SET version = version \
               WHERE id = $1 AND status = 'active' AND suspended_at IS NULL";
    exactly_one(conn.execute(sql, args![id]).await?, "hold customer in use")
}

/// Takes a suspended customer up again. One who was closing is erased at `erase_at`, for they
/// could not change their mind meanwhile.
///
/// # Errors
/// [`StoreError::Conflict`] when the customer is not suspended.
pub async fn reinstate(
    conn: &mut Conn,
    id: Uuid,
    erase_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE customer SET suspended_at = NULL, suspended_by = NULL, \
               erase_at = CASE WHEN status = 'closing' THEN $2 ELSE erase_at END, \
               version = version + 1 WHERE id = $1 AND suspended_at IS NOT NULL";
    exactly_one(conn.execute(sql, args![id, erase_at]).await?, "reinstate customer")
}

/// Customers in use whose name has a reading of that keyed hash, oldest first, at most
/// `limit`.
///
/// # Errors
/// [`StoreError`].
pub async fn find_by_name(
    conn: &mut Conn,
    name_index: &[u8],
    limit: i64,
) -> Result<Vec<Customer>, StoreError> {
    let sql = select!(
        "WHERE name_index = $1 AND verified_at IS NOT NULL ORDER BY created_at, id LIMIT $2"
    );
    conn.fetch_all(sql, args![name_index, limit]).await?.iter().map(from_row).collect()
}

/// Proved customers whose name was never hashed, at most 100, after a place in the order of
/// their registrations.
///
/// # Errors
/// [`StoreError`].
pub async fn without_name_index(
    conn: &mut Conn,
    (after, after_id): Place,
) -> Result<Vec<Place>, StoreError> {
    let sql = "SELECT created_at AS at, id FROM customer \
               WHERE name_index IS NULL AND profile IS NOT NULL AND status <> 'unverified' \
               AND (created_at, id) > ($1, $2) ORDER BY created_at, id LIMIT 100";
    places(&conn.fetch_all(sql, args![after, after_id]).await?)
}

/// Sets the keyed hashes of a customer's name, and of it with the birth date, if it has none.
///
/// # Errors
/// [`StoreError::Conflict`] when the customer was erased, or corrected the name meanwhile.
pub async fn index_name(
    conn: &mut Conn,
    id: Uuid,
    (name, person): (&[u8], &[u8]),
) -> Result<(), StoreError> {
    let sql = "UPDATE customer SET name_index = $2, person_index = $3 \
               WHERE id = $1 AND profile IS NOT NULL AND name_index IS NULL";
    exactly_one(conn.execute(sql, args![id, name, person]).await?, "index name")
}

/// How many customers are in use.
///
/// # Errors
/// [`StoreError`].
pub async fn count_active(conn: &mut Conn) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) AS number FROM customer WHERE status = 'active'";
    conn.fetch_optional(sql, args![]).await?.map_or(Ok(0), |row| row.int("number"))
}

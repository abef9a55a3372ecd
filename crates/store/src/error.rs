//! What can go wrong between Kura and its database.

/// An error of the store. Only [`StoreError::Unique`] is ever an answer;
/// the rest mean "could not ask" and must never be shown as "does not exist".
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached, is too busy, or failed.
    #[error("the database is unavailable")]
    Unavailable(#[source] sqlx::Error),
    /// The disk is full: nothing was written.
    #[error("the database's disk is full")]
    Full(#[source] sqlx::Error),
    /// A row of that identity stands already.
    #[error("a unique constraint refused the row")]
    Unique(#[source] sqlx::Error),
    /// The database refused the statement by a rule of the schema.
    #[error("the database refused the statement")]
    Refused(#[source] sqlx::Error),
    /// The database's user has no right to do that.
    #[error("the database's user may not do that")]
    Forbidden(#[source] sqlx::Error),
    /// A row makes no sense.
    #[error("column {column} of a row ({columns}) makes no sense: {why}")]
    Corrupt {
        /// The column.
        column: &'static str,
        /// All columns of the row, to tell which query it was.
        columns: String,
        /// What is wrong with it; never the content.
        why: String,
    },
    /// A conditional write touched another number of rows than it must.
    #[error("{what}: the row changed meanwhile")]
    Conflict {
        /// The write.
        what: &'static str,
    },
    /// The schema could not be brought up to date.
    #[error("migration failed")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

/// SQLite's primary result code for a full disk, and PostgreSQL's code.
const DISK_FULL: [&str; 2] = ["13", "53100"];

/// PostgreSQL's code for a user without the right.
const NO_RIGHT: &str = "42501";

/// Whether the database refused a statement by a rule of the schema: PostgreSQL's
/// classes 22 (wrong data) and 23 (constraints) and what triggers raise; SQLite's
/// primary code 19 (constraints), which its triggers give too.
fn refused(code: &str) -> bool {
    const PRIMARY: u32 = 0xff;
    const CONSTRAINT: u32 = 19;
    match code.parse::<u32>() {
        Ok(number) if code.len() < 5 => number & PRIMARY == CONSTRAINT,
        _ => code.starts_with("22") || code.starts_with("23") || code == "P0001",
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let Some(database) = error.as_database_error() else { return Self::Unavailable(error) };
        if database.is_unique_violation() {
            return Self::Unique(error);
        }
        if database.code().is_some_and(|code| DISK_FULL.contains(&code.as_ref())) {
            return Self::Full(error);
        }
        if database.code().is_some_and(|code| code == NO_RIGHT) {
            return Self::Forbidden(error);
        }
        if database.code().is_some_and(|code| refused(&code)) {
            return Self::Refused(error);
        }
        Self::Unavailable(error)
    }
}

/// Holds a conditional write to exactly one row.
///
/// # Errors
/// [`StoreError::Conflict`] when it touched none.
pub(crate) fn exactly_one(touched: u64, what: &'static str) -> Result<(), StoreError> {
    if touched == 1 { Ok(()) } else { Err(StoreError::Conflict { what }) }
}

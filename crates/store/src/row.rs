//! A row of either engine, read by column name.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{Column as _, Row as _, postgres::PgRow, sqlite::SqliteRow};
use uuid::Uuid;

use crate::error::StoreError;

/// A row of either engine.
#[derive(Debug)]
pub enum Row {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Postgres(PgRow),
}

macro_rules! getter {
    ($(#[$doc:meta])* $name:ident -> $kind:ty) => {
        $(#[$doc])*
        ///
        /// # Errors
        /// [`StoreError::Corrupt`] when the column is missing, null or of another type.
        pub fn $name(&self, column: &'static str) -> Result<$kind, StoreError> {
            // Asked for as nullable: SQLite's driver reads a null as 0 or "" otherwise.
            match self {
                Self::Sqlite(row) => row.try_get::<Option<$kind>, _>(column),
                Self::Postgres(row) => row.try_get::<Option<$kind>, _>(column),
            }
            .map_err(|cause| self.corrupt(column, &cause.to_string()))?
            .ok_or_else(|| self.corrupt(column, "null"))
        }
    };
}

macro_rules! nullable {
    ($(#[$doc:meta])* $name:ident -> $kind:ty) => {
        $(#[$doc])*
        ///
        /// # Errors
        /// [`StoreError::Corrupt`] when the column is missing or of another type.
        pub fn $name(&self, column: &'static str) -> Result<Option<$kind>, StoreError> {
            match self {
                Self::Sqlite(row) => row.try_get(column),
                Self::Postgres(row) => row.try_get(column),
            }
            .map_err(|cause| self.corrupt(column, &cause.to_string()))
        }
    };
}

impl Row {
    getter!(/// A whole number.
        int -> i64);
    nullable!(/// A whole number or null.
        int_or_null -> i64);
    getter!(/// Text.
        text -> String);
    nullable!(/// Text or null.
        text_or_null -> String);
    getter!(/// Bytes.
        bytes -> Vec<u8>);
    nullable!(/// Bytes or null.
        bytes_or_null -> Vec<u8>);
    getter!(/// An identity.
        id -> Uuid);
    nullable!(/// An identity or null.
        id_or_null -> Uuid);

    /// A time.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it is no time chrono can hold.
    pub fn time(&self, column: &'static str) -> Result<DateTime<Utc>, StoreError> {
        self.time_or_null(column)?.ok_or_else(|| self.corrupt(column, "null time"))
    }

    /// A time or null.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] as [`Row::time`].
    pub fn time_or_null(&self, column: &'static str) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.int_or_null(column)?
            .map(|micros| {
                DateTime::from_timestamp_micros(micros)
                    .ok_or_else(|| self.corrupt(column, "time out of range"))
            })
            .transpose()
    }

    /// A day.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it is not `YYYY-MM-DD`.
    pub fn day(&self, column: &'static str) -> Result<NaiveDate, StoreError> {
        let text = self.text(column)?;
        text.parse().map_err(|_| self.corrupt(column, "not a day"))
    }

    /// The error for a column whose content makes no sense.
    pub fn corrupt(&self, column: &'static str, why: &str) -> StoreError {
        let columns: Vec<String> = match self {
            Self::Sqlite(row) => row.columns().iter().map(|c| c.name().to_owned()).collect(),
            Self::Postgres(row) => row.columns().iter().map(|c| c.name().to_owned()).collect(),
        };
        StoreError::Corrupt { column, columns: columns.join(","), why: why.to_owned() }
    }
}

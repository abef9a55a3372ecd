//! Places in lists that are read page by page.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Row, StoreError};

/// A place in an order of times: when, and which. Who goes on after it passes by what could
/// not be dealt with before it.
pub type Place = (DateTime<Utc>, Uuid);

/// Before everything.
pub const BEGINNING: Place = (DateTime::UNIX_EPOCH, Uuid::nil());

/// Of rows that say `at` and `id`.
pub(crate) fn places(rows: &[Row]) -> Result<Vec<Place>, StoreError> {
    rows.iter().map(|row| Ok((row.time("at")?, row.id("id")?))).collect()
}

//! A customer in a list, masked.

use chrono::{DateTime, Utc};
use domain::person::masked_words;
use store::customer::{Customer, Status};
use uuid::Uuid;

use crate::customer::Profile;

/// A customer, masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: Uuid,
    /// Name as written: `山** 花**`.
    pub name: String,
    /// Its reading: `ヤ** ハ**`.
    pub kana: String,
    /// E-mail address: `h***@e***.jp`.
    pub email: String,
    /// Where the account stands.
    pub status: Status,
    /// Since when the bank has suspended it.
    pub suspended_at: Option<DateTime<Utc>>,
    /// When registered.
    pub created_at: DateTime<Utc>,
    /// The newest log-in.
    pub last_login_at: Option<DateTime<Utc>>,
}

impl Person {
    /// A customer behind the veil.
    pub(super) fn of(row: &Customer, profile: &Profile) -> Self {
        Self {
            id: row.id,
            name: masked_words(&profile.name.full()),
            kana: masked_words(&profile.name.full_kana()),
            email: profile.email.masked(),
            status: row.status,
            suspended_at: row.suspended_at,
            created_at: row.created_at,
            last_login_at: row.last_login_at,
        }
    }
}

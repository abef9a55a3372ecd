//! The verbs of Kura: each authorises, reads, decides and writes its change,
//! its audit entry and its mail in one transaction; queries read.
//!
//! Grouped by noun, one file per verb. Jobs only call verbs.

pub mod application;
pub mod audit_trail;
mod bank;
pub mod captured_mail;
pub mod customer;
mod deed;
pub mod document;
mod error;
pub mod export;
pub mod holding;
pub mod import;
pub mod incident;
pub mod jobs;
pub mod letter;
pub mod looks;
mod officer;
mod origin;
mod password_hash;
pub mod portfolio;
pub mod rate;
pub mod review;
pub mod roster;
pub mod seed;
pub mod session;
pub mod staff;
pub mod statistics;
mod throttle;
mod turn_away;
pub mod valuation;
mod vault;

use std::sync::Arc;

pub use domain;
use domain::document::Retention;
use outside::{
    bank_records::BankRecords, clock::Clock, dice::Dice, documents::Documents, keys::Keyring,
    mail::Mailer, scanner::Scanner,
};
use picture::Gate;
use store::Db;
use tokio::sync::Notify;
use uuid::Uuid;

use crate::portfolio::Snapshot;

pub use crate::{
    bank::Bank,
    deed::FormKey,
    error::{AppError, Refusal},
    officer::Officer,
    origin::Origin,
    password_hash::Hasher,
    turn_away::turn_away,
    vault::Vault,
};

/// Everything the verbs act upon. One per process.
#[derive(Debug)]
pub struct App {
    /// The database.
    pub db: Db,
    /// Master keys.
    pub keys: Keyring,
    /// Mail's way out.
    pub mailer: Mailer,
    /// Sealed files.
    pub documents: Documents,
    /// What looks at uploaded documents for malware.
    pub scanner: Scanner,
    /// What draws uploaded pictures anew.
    pub pictures: Gate,
    /// What the bank has recorded of accounts.
    pub bank_records: BankRecords,
    /// The time.
    pub clock: Clock,
    /// Random numbers.
    pub dice: Dice,
    /// Password hashing, bounded.
    pub hasher: Hasher,
    /// What the operator set.
    pub settings: Settings,
    /// What the bank says of itself.
    pub bank: Bank,
    /// Rung when there is new work for the jobs.
    pub bell: Arc<Notify>,
}

/// What the operator set that verbs need.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The customers' address of the service, without a slash at the end.
    pub public_url: String,
    /// The part of Message-IDs after the `@`.
    pub mail_domain: String,
    /// The version of the terms people agree to now.
    pub terms_version: String,
    /// How long pictures and records of applications are kept.
    pub retention: Retention,
}

/// A logged-in customer who asks, and the key to their data.
#[derive(Debug)]
pub struct Asker {
    /// Who.
    pub customer: Uuid,
    /// In which session.
    pub session: Uuid,
    /// On which browser.
    pub device: Uuid,
    /// The key to the customer's data.
    pub vault: Vault,
    /// Whether the account is closing; it then may only be exported and reopened.
    pub closing: bool,
    /// From where.
    pub origin: Origin,
    /// What was recorded when the request came. Only a request that changes nothing may
    /// rely on it.
    pub snapshot: Option<Snapshot>,
}

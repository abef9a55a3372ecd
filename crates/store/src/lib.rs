//! The SQL of Kura: one file per noun, one text for SQLite and PostgreSQL.
//!
//! Functions take the connection of the caller's transaction and pass sealed
//! bytes through; nothing here can read what a customer entered.
//! Every public function of a noun runs on both engines in `tests/story.rs`.

mod app_role;
pub mod application;
pub mod application_count;
pub mod application_event;
pub mod audit_entry;
pub mod bank_file;
pub mod challenge;
pub mod credential;
pub mod customer;
pub mod data_key;
mod db;
pub mod device;
pub mod document;
mod error;
pub mod holding;
pub mod idempotency;
pub mod import;
pub mod import_arrival;
pub mod incident;
mod migration;
pub mod outbox_message;
mod place;
pub mod portfolio;
pub mod queue;
pub mod rate;
mod reading;
pub mod roster;
mod row;
pub mod session;
pub mod staff_credential;
pub mod staff_invitation;
pub mod staff_key;
pub mod staff_member;
pub mod staff_session;
pub mod throttle;
pub mod valuation;
mod value;

pub use db::{Conn, Db, Keeping, Value};
pub use error::StoreError;
pub use place::{BEGINNING, Place};
pub use row::Row;

//! Stories: every public function of the store, on SQLite and on PostgreSQL.
//! `coverage.rs` fails when one is left out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop where they are surprised"
)]
#![allow(clippy::needless_pass_by_value, reason = "assertions end the life of what they look at")]

mod story {
    mod sample;

    mod app_role;
    mod application;
    mod application_count;
    mod application_event;
    mod audit_entry;
    mod bank_file;
    mod challenge;
    mod conn;
    mod credential;
    mod customer;
    mod data_key;
    mod db;
    mod device;
    mod document;
    mod four_eyes;
    mod gone;
    mod holding;
    mod idempotency;
    mod import;
    mod import_arrival;
    mod incident;
    mod migration;
    mod outbox_message;
    mod portfolio;
    mod queue;
    mod rate;
    mod reading;
    mod roster;
    mod row;
    mod schema_rule;
    mod session;
    mod staff_credential;
    mod staff_invitation;
    mod staff_key;
    mod staff_member;
    mod staff_session;
    mod throttle;
    mod valuation;
}

//! What the brief asks, shown clause by clause: each test's name begins with its clause.
//! All tests are one program, so that the service is linked once.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests are documented by their names, and one that cannot go on stops, saying why"
)]

mod kit;

#[path = "acceptance/close.rs"]
mod close;
#[path = "acceptance/export.rs"]
mod export;
#[path = "acceptance/foreign_page.rs"]
mod foreign_page;
#[path = "acceptance/form_key.rs"]
mod form_key;
#[path = "acceptance/import.rs"]
mod import;
#[path = "acceptance/import_hostile.rs"]
mod import_hostile;
#[path = "acceptance/import_large.rs"]
mod import_large;
#[path = "acceptance/import_reading.rs"]
mod import_reading;
#[path = "acceptance/import_steps.rs"]
mod import_steps;
#[path = "acceptance/log_in.rs"]
mod log_in;
#[path = "acceptance/password.rs"]
mod password;
#[path = "acceptance/recover.rs"]
mod recover;
#[path = "acceptance/register.rs"]
mod register;
#[path = "acceptance/register_form.rs"]
mod register_form;
#[path = "acceptance/register_secrecy.rs"]
mod register_secrecy;
#[path = "acceptance/sealed.rs"]
mod sealed;
#[path = "acceptance/sealed_holding.rs"]
mod sealed_holding;
#[path = "acceptance/session_end.rs"]
mod session_end;
#[path = "acceptance/sessions.rs"]
mod sessions;
#[path = "acceptance/summary.rs"]
mod summary;
#[path = "acceptance/total.rs"]
mod total;

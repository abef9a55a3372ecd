//! The customers' site: one `.rs` and one `.html` a page.

pub mod account;
pub mod application;
pub mod confirm;
pub mod export;
pub mod holding;
pub mod import;
pub mod login;
pub mod login_continue;
pub mod net_worth;
mod person_form;
pub mod preference;
pub mod register;
pub(crate) mod routes;
pub mod sample;
pub mod welcome;

//! The customers' site: one `.rs` and one `.html` a page.

pub mod confirm;
pub mod login;
pub mod preference;
pub mod register;
pub(crate) mod routes;
pub mod welcome;

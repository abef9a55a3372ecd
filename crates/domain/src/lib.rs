//! The rules of Kura: pure functions on values.
//!
//! Nothing here does I/O, reads a clock or draws a random number; time and
//! identity are arguments. What an auditor asks ("how is net worth reckoned?",
//! "which passwords are refused?") is answered in this crate alone.

pub mod amount;
pub mod application;
pub mod asset;
pub mod audit;
pub mod bank;
pub mod change;
mod coded;
mod compact;
pub mod currency;
pub mod date;
pub mod document;
#[cfg(test)]
mod household;
pub mod import;
pub mod incident;
pub mod money;
pub mod net_worth;
pub mod password;
pub mod person;
pub mod portfolio;
pub mod staff;
pub mod text;

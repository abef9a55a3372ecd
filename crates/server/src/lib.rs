//! The program `kura`: settings, subcommands, and the wiring of all other crates.
//!
//! `main.rs` only calls [`command::main`]; everything else is here so that
//! integration tests can use it.

mod assembly;
pub mod bank;
pub mod command;
pub mod config;
pub mod household;
pub mod listener;
mod logging;
mod start_error;
pub mod stop;
mod terminal;

pub use assembly::{
    TERMS_VERSION, build_app, build_app_with, cores, require_schema, require_stores, site,
};
pub use config::Config;
pub use start_error::StartError;

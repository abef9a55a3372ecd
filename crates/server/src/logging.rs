//! The log: one line per event, never a customer's data.

use std::{
    io::{stderr, stdout},
    panic,
};

use tracing_subscriber::EnvFilter;

use crate::{StartError, config::Log};

/// Logs JSON lines to standard output, for the roles of a service.
pub(crate) fn to_stdout(log: &Log) -> Result<(), StartError> {
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_env_filter(log.filter()?)
        .with_writer(stdout)
        .finish();
    install(subscriber);
    Ok(())
}

/// Logs what went wrong to standard error, for commands a person sits before.
pub(crate) fn to_stderr() {
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new("warn"))
        .with_writer(stderr)
        .with_target(false)
        .finish();
    install(subscriber);
}

fn install(subscriber: impl tracing::Subscriber + Send + Sync) {
    // Refused only when a log is there already, as in tests that start several servers.
    let _ = tracing::subscriber::set_global_default(subscriber);
    panic::set_hook(Box::new(|info| {
        // The message may quote what a customer entered, so only the place is logged.
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic: one request or job was given up");
    }));
}

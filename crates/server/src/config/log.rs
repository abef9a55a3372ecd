//! `[log]`: what is logged.

use tracing_subscriber::EnvFilter;

use super::Name;
use crate::StartError;

const FILTER: Name = Name { section: "log", key: "filter" };

/// `[log]` as given.
#[derive(Debug, Clone, Default, clap::Args, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "Settings [log]")]
pub struct LogSettings {
    /// What is logged: `error`, `warn`, `info`, or finer, such as `info,app=debug`.
    /// The service's own lines never hold personal data; finer than `info` other
    /// libraries' lines may [default: info].
    #[arg(id = "log.filter", long = "log-filter", env = "KURA_LOG_FILTER", value_name = "FILTER")]
    pub filter: Option<String>,
}

/// `[log]` as needed.
#[derive(Debug, Clone)]
pub struct Log {
    filter: String,
}

impl LogSettings {
    pub(super) fn or(self, other: Self) -> Self {
        Self { filter: self.filter.or(other.filter) }
    }

    /// Judges the section.
    ///
    /// # Errors
    /// [`StartError`] that names the setting.
    pub fn judged(self) -> Result<Log, StartError> {
        let log = Log { filter: self.filter.unwrap_or_else(|| "info".to_owned()) };
        log.filter()?;
        Ok(log)
    }
}

impl Log {
    /// The filter, which was judged before.
    pub(crate) fn filter(&self) -> Result<EnvFilter, StartError> {
        let filter = &self.filter;
        EnvFilter::builder().parse(filter).map_err(|_| {
            FILTER.wrong(format!("`{filter}` is no filter such as info or info,app=debug"))
        })
    }
}

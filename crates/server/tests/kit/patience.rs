//! Waiting for what must come.

use std::time::Duration;

/// Long enough for a busy machine; a test that waits longer would wait for ever.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Waits for something; stops the test, saying for what, when it does not come.
pub async fn in_time<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(PATIENCE, future).await {
        Ok(come) => come,
        Err(_) => panic!("waited {PATIENCE:?} in vain: {what}"),
    }
}

//! Stopping: on SIGTERM or SIGINT everything ends within ten seconds.

use std::time::Duration;

use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

use crate::StartError;

/// How long requests and jobs under way may go on; a second less than the ten
/// promised, for closing the database.
pub const GRACE: Duration = Duration::from_secs(9);

/// Tells everybody who holds one when to stop.
#[derive(Debug, Clone)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Stops when the operating system asks for it.
    ///
    /// # Errors
    /// [`StartError::System`] when signals cannot be received.
    pub fn on_signal() -> Result<Self, StartError> {
        let hear = |kind| {
            let what = "Signals cannot be received";
            signal(kind).map_err(|cause| StartError::System { what, cause })
        };
        let mut terminate = hear(SignalKind::terminate())?;
        let mut interrupt = hear(SignalKind::interrupt())?;
        let (sender, stop) = Self::by_hand();
        tokio::spawn(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            tracing::info!("stopping");
            sender.send_replace(true);
        });
        Ok(stop)
    }

    /// Stops when `true` is sent, or the sender is dropped.
    pub fn by_hand() -> (watch::Sender<bool>, Self) {
        let (sender, receiver) = watch::channel(false);
        (sender, Self(receiver))
    }

    /// Waits until it is time to stop.
    pub async fn told(mut self) {
        // An error means that the sender is gone: nobody can tell any more.
        let _ = self.0.wait_for(|stop| *stop).await;
    }

    /// Waits until [`GRACE`] after it was time to stop.
    pub async fn overdue(self) {
        self.told().await;
        tokio::time::sleep(GRACE).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn everybody_who_holds_it_is_told() {
        let (sender, stop) = Stop::by_hand();
        let others = [stop.clone(), stop.clone()];
        sender.send_replace(true);
        for stop in others {
            stop.told().await;
        }
        stop.told().await;
    }
}

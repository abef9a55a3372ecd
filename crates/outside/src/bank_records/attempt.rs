//! Reading the file through, once for all who ask meanwhile.

use std::{
    io,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::sync::watch;

use super::{
    RecordsError,
    index::Reading,
    open::{Open, Stamp},
};

/// The reading of a file, done or under way, wherever whoever began it has gone.
#[derive(Debug, Clone)]
pub(super) struct Attempt {
    stamp: Stamp,
    /// Nothing while it is under way.
    outcome: watch::Receiver<Option<Result<Arc<Reading>, Failed>>>,
}

#[derive(Debug, Clone)]
struct Failed {
    at: Instant,
    cause: Arc<RecordsError>,
}

impl Attempt {
    /// Begins to read a file through.
    pub fn begin(open: Arc<Open>) -> Self {
        let stamp = open.stamp();
        let (tell, outcome) = watch::channel(None);
        tokio::task::spawn_blocking(move || {
            let read = Reading::of(&open).map(Arc::new);
            let failed = |cause| Failed { at: Instant::now(), cause: Arc::new(cause) };
            tell.send_replace(Some(read.map_err(failed)));
        });
        Self { stamp, outcome }
    }

    /// Whether whoever asks for a file as it is now is served by it: it is of that file, and has
    /// not failed, or so lately that it would again.
    pub fn serves(&self, open: &Open, rest: Duration) -> bool {
        if self.stamp != open.stamp() {
            return false;
        }
        match &*self.outcome.borrow() {
            None => self.outcome.has_changed().is_ok(),
            Some(Ok(_)) => true,
            Some(Err(Failed { cause, .. })) if matches!(**cause, RecordsError::Changing) => false,
            Some(Err(Failed { at, .. })) => at.elapsed() < rest,
        }
    }

    /// What came of it, once it is done.
    pub async fn outcome(mut self) -> Result<Arc<Reading>, RecordsError> {
        let read = self.outcome.wait_for(Option::is_some).await;
        let read = read.ok().and_then(|read| read.clone());
        match read.ok_or_else(|| io::Error::other("the reader gave up"))? {
            Ok(reading) => Ok(reading),
            Err(Failed { cause, .. }) if matches!(*cause, RecordsError::Changing) => {
                Err(RecordsError::Changing)
            }
            Err(Failed { cause, .. }) => Err(io::Error::other(cause).into()),
        }
    }
}

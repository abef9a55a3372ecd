//! Sealed files as objects of a bucket.

use std::{io, time::Duration};

use uuid::Uuid;

use super::{DocumentError, name};
use crate::bucket::{Bucket, BucketError};

/// How long is spent on taking back what may have been kept.
const TAKING_BACK: Duration = Duration::from_secs(2);

impl From<BucketError> for DocumentError {
    fn from(error: BucketError) -> Self {
        match error {
            BucketError::Missing => Self::Missing,
            BucketError::Taken => Self::Unavailable(io::ErrorKind::AlreadyExists.into()),
            BucketError::Changed => Self::Unavailable(io::Error::other("the document changed")),
            BucketError::Unavailable(cause) => Self::Unavailable(cause),
        }
    }
}

pub(super) async fn put(bucket: &Bucket, id: Uuid, sealed: &[u8]) -> Result<(), DocumentError> {
    let created = async {
        match bucket.create(&name(id), sealed).await {
            Err(BucketError::Taken) => settle(bucket, id, sealed).await,
            other => other,
        }
    };
    let outcome = bucket.in_time(created).await;
    if matches!(outcome, Err(BucketError::Unavailable(_))) {
        take_back(&bucket.within(TAKING_BACK), id, sealed).await;
    }
    Ok(outcome?)
}

/// Finds out whose the object is that has taken the name. It is ours if a first try was carried
/// out and its answer lost: no two sealed files are alike.
async fn settle(bucket: &Bucket, id: Uuid, sealed: &[u8]) -> Result<(), BucketError> {
    match bucket.get(&name(id)).await {
        Ok(found) if found == sealed => Ok(()),
        // Missing: somebody else was just writing, and nothing came of it.
        Ok(_) | Err(BucketError::Missing) => Err(BucketError::Taken),
        Err(unavailable) => Err(unavailable),
    }
}

/// Deletes what a try without an answer may have kept, for its caller is told that nothing is.
/// Never another's. What cannot be asked now is announced by its row, or sealed for nobody.
async fn take_back(bucket: &Bucket, id: Uuid, sealed: &[u8]) {
    let taken_back = async {
        match bucket.get(&name(id)).await {
            Ok(found) if found == sealed => bucket.delete(&name(id)).await,
            Ok(_) | Err(BucketError::Missing) => Ok(()),
            Err(unavailable) => Err(unavailable),
        }
    };
    if let Err(second) = bucket.in_time(taken_back).await {
        tracing::warn!(%id, %second, "could not ask whether a document was kept without an answer");
    }
}

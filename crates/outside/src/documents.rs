//! Files kept beside the database: sealed before they come here.

mod bucket;
mod folder;

use std::{io, path::PathBuf, time::Duration};

use uuid::Uuid;

use crate::bucket::{Address, Bucket, Credentials};
use folder::Folder;

/// How long a bucket's answer is waited for. Whoever uploads a picture waits for it: longer
/// than 10 MB need in a region, and no longer than a person looks at a page that does nothing.
pub const PATIENCE: Duration = Duration::from_secs(6);

/// Sealed files, named by identity.
#[derive(Debug, Clone)]
pub enum Documents {
    /// In a folder that all processes share.
    Folder(Folder),
    /// In a bucket of S3.
    Bucket(Bucket),
}

/// A file could not be written, read or deleted.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// There is no such file.
    #[error("the document does not exist")]
    Missing,
    /// The store could not be asked.
    #[error("the document store failed")]
    Unavailable(#[source] io::Error),
}

impl Documents {
    /// A store in a folder, made if it does not exist. See [`Documents::claim`].
    ///
    /// # Errors
    /// [`DocumentError::Unavailable`].
    pub async fn in_folder(folder: PathBuf) -> Result<Self, DocumentError> {
        Ok(Self::Folder(Folder::made(folder).await?))
    }

    /// Whether the store has nothing that says it is ours: a folder such as a disk leaves that is
    /// not mounted. A bucket is known by its name.
    ///
    /// # Errors
    /// [`DocumentError::Unavailable`].
    pub async fn is_strange(&self) -> Result<bool, DocumentError> {
        match self {
            Self::Folder(folder) => folder.is_strange().await,
            Self::Bucket(_) => Ok(false),
        }
    }

    /// Leaves the mark by which the store is known to be ours. Before, a file that is not there
    /// is [`DocumentError::Unavailable`], not missing.
    ///
    /// # Errors
    /// [`DocumentError::Unavailable`].
    pub async fn claim(&self) -> Result<(), DocumentError> {
        match self {
            Self::Folder(folder) => folder.claim().await,
            Self::Bucket(_) => Ok(()),
        }
    }

    /// A store in a bucket that exists; it is not asked yet.
    ///
    /// # Errors
    /// [`DocumentError::Unavailable`], such as half of the credentials only.
    pub fn in_bucket(address: &Address, credentials: &Credentials) -> Result<Self, DocumentError> {
        Self::in_bucket_within(PATIENCE, address, credentials)
    }

    /// As [`Documents::in_bucket`], waiting for answers as long as the caller says.
    ///
    /// # Errors
    /// As [`Documents::in_bucket`].
    pub fn in_bucket_within(
        patience: Duration,
        address: &Address,
        credentials: &Credentials,
    ) -> Result<Self, DocumentError> {
        Ok(Self::Bucket(Bucket::at(address, credentials, patience)?))
    }

    /// Keeps a sealed file; durable when this returns. An identity is written once.
    ///
    /// # Errors
    /// [`DocumentError::Unavailable`], also when the disk is full or the identity is taken;
    /// nothing is then kept.
    pub async fn put(&self, id: Uuid, sealed: &[u8]) -> Result<(), DocumentError> {
        match self {
            Self::Folder(folder) => folder.put(id, sealed).await,
            Self::Bucket(bucket) => bucket::put(bucket, id, sealed).await,
        }
    }

    /// A sealed file.
    ///
    /// # Errors
    /// [`DocumentError::Missing`] or [`DocumentError::Unavailable`].
    pub async fn get(&self, id: Uuid) -> Result<Vec<u8>, DocumentError> {
        match self {
            Self::Folder(folder) => folder.get(id).await,
            Self::Bucket(bucket) => Ok(bucket.get(&name(id)).await?),
        }
    }

    /// Deletes a file; deleting what is gone is no error.
    ///
    /// # Errors
    /// [`DocumentError::Unavailable`], also when the folder or bucket itself is not there: the
    /// file may be, elsewhere.
    pub async fn delete(&self, id: Uuid) -> Result<(), DocumentError> {
        match self {
            Self::Folder(folder) => folder.delete(id).await,
            Self::Bucket(bucket) => Ok(bucket.delete(&name(id)).await?),
        }
    }

    /// Whether the store answers: asks for a file that is never there.
    ///
    /// # Errors
    /// [`DocumentError::Unavailable`].
    pub async fn ask(&self) -> Result<(), DocumentError> {
        match self.get(Uuid::nil()).await {
            Ok(_) | Err(DocumentError::Missing) => Ok(()),
            Err(unavailable) => Err(unavailable),
        }
    }

    /// Writes, reads and deletes a file of an identity nobody uses, for whoever looks after the
    /// service.
    ///
    /// # Errors
    /// [`DocumentError`] of the first that failed.
    pub async fn try_out(&self, id: Uuid) -> Result<(), DocumentError> {
        const TRIED: &[u8] = b"can be removed";
        self.put(id, TRIED).await?;
        let read = self.get(id).await;
        self.delete(id).await?;
        match read? == TRIED {
            true => Ok(()),
            false => Err(DocumentError::Unavailable(io::Error::other("other bytes came back"))),
        }
    }
}

fn name(id: Uuid) -> String {
    id.simple().to_string()
}

#[cfg(test)]
#[path = "documents_tests.rs"]
mod tests;

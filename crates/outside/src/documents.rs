//! Files kept beside the database: sealed before they come here.

use std::path::PathBuf;

use tokio::{fs, io::AsyncWriteExt as _};
use uuid::Uuid;

/// A folder of sealed files, named by identity.
#[derive(Debug, Clone)]
pub struct Documents {
    folder: PathBuf,
}

/// A file could not be written, read or deleted.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// There is no such file.
    #[error("the document does not exist")]
    Missing,
    /// The folder could not be asked.
    #[error("the document store failed")]
    Unavailable(#[source] std::io::Error),
}

impl From<std::io::Error> for DocumentError {
    fn from(cause: std::io::Error) -> Self {
        match cause.kind() {
            std::io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Unavailable(cause),
        }
    }
}

impl Documents {
    /// A store in a folder, made if it does not exist.
    ///
    /// # Errors
    /// [`DocumentError::Unavailable`].
    pub async fn in_folder(folder: PathBuf) -> Result<Self, DocumentError> {
        fs::create_dir_all(&folder).await?;
        Ok(Self { folder })
    }

    fn path(&self, id: Uuid) -> PathBuf {
        self.folder.join(id.simple().to_string())
    }

    /// Keeps a sealed file; durable when this returns. An identity is written once.
    ///
    /// # Errors
    /// [`DocumentError::Unavailable`], also when the disk is full; nothing is then kept.
    pub async fn put(&self, id: Uuid, sealed: &[u8]) -> Result<(), DocumentError> {
        let path = self.path(id);
        let mut options = fs::OpenOptions::new();
        let mut file = options.write(true).create_new(true).mode(0o600).open(&path).await?;
        let written = async {
            file.write_all(sealed).await?;
            file.sync_all().await
        };
        if let Err(cause) = written.await {
            // A half-written file is worse than none; the first error is the one to tell.
            if let Err(second) = fs::remove_file(&path).await {
                tracing::warn!(%id, %second, "could not remove a half-written document");
            }
            return Err(DocumentError::Unavailable(cause));
        }
        Ok(())
    }

    /// A sealed file.
    ///
    /// # Errors
    /// [`DocumentError::Missing`] or [`DocumentError::Unavailable`].
    pub async fn get(&self, id: Uuid) -> Result<Vec<u8>, DocumentError> {
        Ok(fs::read(self.path(id)).await?)
    }

    /// Deletes a file; deleting what is gone is no error.
    ///
    /// # Errors
    /// [`DocumentError::Unavailable`], also when the folder itself is not there: the file may
    /// be, elsewhere.
    pub async fn delete(&self, id: Uuid) -> Result<(), DocumentError> {
        match fs::remove_file(self.path(id)).await {
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                fs::metadata(&self.folder).await.map_err(DocumentError::Unavailable).map(drop)
            }
            other => Ok(other?),
        }
    }
}

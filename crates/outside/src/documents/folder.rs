//! Sealed files in a folder.

use std::{io, path::PathBuf};

use tokio::{fs, io::AsyncWriteExt as _};
use uuid::Uuid;

use super::{DocumentError, name};

/// The file that tells our folder from the empty one a disk leaves that is not mounted.
const MARK: &str = "kura-documents";

/// A folder of sealed files. Until it is claimed, nothing counts as missing from it.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    pub(super) async fn made(folder: PathBuf) -> Result<Self, DocumentError> {
        fs::create_dir_all(&folder).await.map_err(DocumentError::Unavailable)?;
        Ok(Self(folder))
    }

    /// Whether it has nothing of ours: neither the mark nor any file named by an identity.
    pub(super) async fn is_strange(&self) -> Result<bool, DocumentError> {
        let mut files = fs::read_dir(&self.0).await.map_err(DocumentError::Unavailable)?;
        while let Some(file) = files.next_entry().await.map_err(DocumentError::Unavailable)? {
            let name = file.file_name();
            if name == MARK || name.to_str().is_some_and(|name| Uuid::try_parse(name).is_ok()) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    pub(super) async fn claim(&self) -> Result<(), DocumentError> {
        fs::write(self.0.join(MARK), b"").await.map_err(DocumentError::Unavailable)
    }

    fn path(&self, id: Uuid) -> PathBuf {
        self.0.join(name(id))
    }

    pub(super) async fn put(&self, id: Uuid, sealed: &[u8]) -> Result<(), DocumentError> {
        let path = self.path(id);
        let mut options = fs::OpenOptions::new();
        let opened = options.write(true).create_new(true).mode(0o600).open(&path).await;
        let mut file = opened.map_err(DocumentError::Unavailable)?;
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

    pub(super) async fn get(&self, id: Uuid) -> Result<Vec<u8>, DocumentError> {
        match fs::read(self.path(id)).await {
            Err(cause) => Err(self.judged(cause).await),
            Ok(sealed) => Ok(sealed),
        }
    }

    pub(super) async fn delete(&self, id: Uuid) -> Result<(), DocumentError> {
        let Err(cause) = fs::remove_file(self.path(id)).await else { return Ok(()) };
        match self.judged(cause).await {
            DocumentError::Missing => Ok(()),
            unavailable => Err(unavailable),
        }
    }

    /// A file is missing only from a folder that is there, and is ours.
    async fn judged(&self, cause: io::Error) -> DocumentError {
        if cause.kind() != io::ErrorKind::NotFound {
            return DocumentError::Unavailable(cause);
        }
        match fs::metadata(self.0.join(MARK)).await {
            Ok(_) => DocumentError::Missing,
            Err(cause) => {
                let told = format!("the mark of the folder, {MARK}: {cause}");
                DocumentError::Unavailable(io::Error::new(cause.kind(), told))
            }
        }
    }
}

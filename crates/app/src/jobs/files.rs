//! The store of documents, as one sweep asks it.

use std::{
    error::Error,
    io,
    sync::atomic::{AtomicBool, Ordering},
};

use outside::documents::DocumentError;
use uuid::Uuid;

use crate::{App, AppError};

/// The store of documents. A file that fails holds up no other; once the store itself does not
/// answer it is asked no more, for each file would wait as long, and the files are left to the
/// next sweep.
pub(crate) struct Files<'a> {
    app: &'a App,
    silent: AtomicBool,
}

impl<'a> Files<'a> {
    pub(super) const fn of(app: &'a App) -> Self {
        Self { app, silent: AtomicBool::new(false) }
    }

    /// Whether the store has answered so far.
    pub(crate) fn answer(&self) -> bool {
        !self.silent.load(Ordering::Relaxed)
    }

    /// A sealed file.
    ///
    /// # Errors
    /// [`AppError::Document`].
    pub(crate) async fn get(&self, id: Uuid) -> Result<Vec<u8>, AppError> {
        self.heard(self.app.documents.get(id)).await
    }

    /// Deletes a file; deleting what is gone is no error.
    ///
    /// # Errors
    /// [`AppError::Document`], at once if the store has not answered before.
    pub(crate) async fn delete(&self, id: Uuid) -> Result<(), AppError> {
        self.heard(self.app.documents.delete(id)).await
    }

    async fn heard<T>(
        &self,
        question: impl Future<Output = Result<T, DocumentError>>,
    ) -> Result<T, AppError> {
        if !self.answer() {
            let cause = io::Error::other("it did not answer before");
            return Err(DocumentError::Unavailable(cause).into());
        }
        let answer = question.await;
        if matches!(answer, Err(DocumentError::Unavailable(_)))
            // Of this file, or of all?
            && let Err(error) = self.app.documents.ask().await
        {
            let error = &error as &dyn Error;
            tracing::warn!(
                error,
                "the document store does not answer; files wait for another sweep"
            );
            self.silent.store(true, Ordering::Relaxed);
        }
        Ok(answer?)
    }
}

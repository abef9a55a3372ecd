//! An import's page, by how far the import has come.

use app::import::{self, Status};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use uuid::Uuid;

use super::{
    preview::{self, Said, Waiting},
    progress, result,
};
use crate::{
    Site,
    kit::{
        error::{Answer, Oops, path_id},
        frame,
        visit::{Here, Visit},
    },
};

/// Shows an import.
///
/// # Errors
/// [`Oops`].
pub async fn show(State(site): State<Site>, Here(visit): Here, Path(id): Path<String>) -> Answer {
    page(&site, &visit, path_id(&id)?, Said::with(StatusCode::OK)).await
}

/// The page of an import, with what is to be said of a form just sent. That is said
/// only while it waits: afterwards the page tells by itself how it stands.
///
/// # Errors
/// [`Oops`].
pub(super) async fn page(site: &Site, visit: &Visit, id: Uuid, said: Said<'_>) -> Answer {
    let found = Box::pin(import::preview(&site.app, visit.asker()?, id)).await?;
    let row = &found.import;
    match row.status {
        Status::Uploaded => {
            let waiting = Waiting {
                id,
                version: row.version,
                details: found.details,
                read: found.read.ok_or(Oops::Internal)?,
                seen_before: found.seen_before,
            };
            frame::show_as(said.status, &preview::Page::new(visit, &waiting, &said))
        }
        Status::Running => {
            let counts = (row.rows_done, row.rows_total);
            frame::show(&progress::Page::new(visit, id, found.details.file_name, counts))
        }
        Status::Confirmed | Status::Undone | Status::Discarded | Status::Failed => {
            let ended = result::Ended {
                id,
                status: row.status,
                file_name: found.details.file_name,
                recorded: row.rows_total,
                confirmed_at: row.confirmed_at,
                undone_at: row.undone_at,
            };
            frame::show(&result::Page::new(visit, ended))
        }
    }
}

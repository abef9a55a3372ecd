//! Importing files: upload, preview, progress, result.

mod columns;
pub mod list;
mod mapping_form;
pub mod preview;
pub mod progress;
mod reason;
pub mod result;
mod rows;
mod settings;
mod state;

use app::domain::audit::Action;

use crate::routes::{Table, Who::Customer};

/// Adds the routes.
pub(crate) fn routes(table: Table) -> Table {
    table
        .get("/imports", Customer, list::show)
        .post("/imports", Customer, Action::UploadImport, list::send)
        .get("/imports/{id}", Customer, state::show)
        .get("/imports/{id}/progress", Customer, progress::poll)
        .post("/imports/{id}/choose", Customer, Action::UploadImport, settings::send)
        .post("/imports/{id}/confirm", Customer, Action::ConfirmImport, preview::confirm)
        .post("/imports/{id}/discard", Customer, Action::DiscardImport, preview::discard)
        .post("/imports/{id}/undo", Customer, Action::UndoImport, result::undo)
}

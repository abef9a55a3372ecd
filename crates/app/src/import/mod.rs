//! Files customers bring: received, looked at, confirmed, undone.

mod arrival;
mod choose;
mod confirm;
mod discard;
mod preview;
mod run;
mod undo;
mod upload;

use domain::import::{Encoding, Format, Mapping};
use store::import::Import;
use uuid::Uuid;

use crate::{App, AppError, Vault, error::log_failure};

pub(crate) use arrival::give_up_abandoned;
pub use choose::{Choice, choose};
pub use confirm::{Wishes, confirm};
pub use discard::discard;
pub(crate) use discard::throw_away;
pub use preview::{Preview, Read, list, preview, progress};
pub(crate) use run::run_next;
pub use store::import::Status;
pub use undo::undo;
pub use upload::upload;

/// The largest file taken, in bytes.
pub const MOST_BYTES: usize = 20 * 1024 * 1024;

/// What is kept about an import; sealed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Details {
    /// The file's name, at most 200 characters.
    pub file_name: String,
    /// How its bytes are read.
    pub encoding: Encoding,
    /// Its form; `None` lets the header tell.
    pub format: Option<Format>,
    /// The columns' meaning, for a form nobody knows.
    pub mapping: Option<Mapping>,
    /// What the person wished when confirming.
    pub wishes: Wishes,
}

const DETAILS: &str = "import.details";
const ORIGINAL: &str = "import.original";

/// Deletes the file of an import that has ended. The change stands; a file that cannot be
/// deleted now is logged, and the jobs try again.
async fn delete_file(app: &App, import: Uuid) {
    if let Err(error) = app.documents.delete(import).await {
        log_failure("an import's file could not be deleted", import, &error);
    }
}

fn details(vault: &Vault, row: &Import) -> Result<Details, AppError> {
    vault.unseal_json(DETAILS, row.id, &row.details)
}

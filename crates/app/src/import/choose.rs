//! Choosing how a file is to be read.

use domain::{
    audit::Action,
    import::{Encoding, Format, Mapping},
};
use uuid::Uuid;

use super::{DETAILS, Details, details};
use crate::{App, AppError, Asker, Refusal};

/// How a person wants a file read.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The bytes' encoding.
    pub encoding: Encoding,
    /// The form; `None` lets the header tell.
    pub format: Option<Format>,
    /// The columns' meaning, for [`Format::Mapped`].
    pub mapping: Option<Mapping>,
}

/// Changes how a waiting import is read.
///
/// # Errors
/// [`AppError::NotFound`]; [`Refusal::Stale`] when it changed or no longer waits.
pub async fn choose(
    app: &App,
    asker: &Asker,
    (id, version): (Uuid, i64),
    choice: Choice,
) -> Result<(), AppError> {
    let mut deed = app.begin_own(asker, Action::UploadImport).await?;
    let Some(row) = store::import::find(&mut deed.conn, asker.customer, id).await? else {
        return Err(deed.missing(id).await);
    };
    let Choice { encoding, format, mapping } = choice;
    let details = Details { encoding, format, mapping, ..details(&asker.vault, &row)? };
    let sealed = asker.vault.seal_json(&app.dice, DETAILS, id, &details)?;
    let chosen = store::import::choose(&mut deed.conn, asker.customer, id, version, &sealed).await;
    let (deed, ()) = deed.unless_changed(chosen, Some(id), Refusal::Stale).await?;
    deed.done(id).await?;
    Ok(())
}

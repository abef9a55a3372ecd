//! Receiving a file. It is sealed at once and kept until confirmed or thrown away.

use domain::{audit::Action, import::encoding, text};
use store::import::{Import, Status};
use uuid::Uuid;

use super::{DETAILS, Details, ORIGINAL, Wishes};
use crate::{App, AppError, Asker, FormKey};

/// Receives a file of at most [`MOST_BYTES`](super::MOST_BYTES). Returns the import.
///
/// # Errors
/// [`AppError`]; the file is then not kept.
pub async fn upload(
    app: &App,
    asker: &Asker,
    form: FormKey,
    file_name: &str,
    bytes: &[u8],
) -> Result<Uuid, AppError> {
    let id = app.dice.id(app.clock.now())?;
    let sealed = asker.vault.seal(&app.dice, ORIGINAL, id, bytes)?;
    // Before the transaction: writing 20 MB would hold everybody else's changes up.
    app.documents.put(id, &sealed).await?;
    let recorded = record(app, asker, form, id, file_name, bytes).await;
    if !matches!(recorded, Ok(recorded) if recorded == id) {
        // No row names the file, so nothing would ever delete it.
        app.documents.delete(id).await?;
    }
    recorded
}

async fn record(
    app: &App,
    asker: &Asker,
    form: FormKey,
    id: Uuid,
    file_name: &str,
    bytes: &[u8],
) -> Result<Uuid, AppError> {
    let (mut deed, before) = app.begin_own(asker, Action::UploadImport).await?.once(form).await?;
    if let Some(before) = before {
        return Ok(before);
    }
    let details = Details {
        file_name: text::excerpt(file_name, 200).into_owned(),
        encoding: encoding::detect(bytes),
        format: None,
        mapping: None,
        wishes: Wishes::default(),
    };
    let row = Import {
        id,
        customer_id: asker.customer,
        status: Status::Uploaded,
        file_hash: app.keys.hash("import file", &[asker.customer.as_bytes(), bytes].concat()),
        details: asker.vault.seal_json(&app.dice, DETAILS, id, &details)?,
        created_at: deed.now,
        confirmed_at: None,
        undone_at: None,
        rows_total: 0,
        rows_done: 0,
        version: 1,
    };
    store::import::insert(&mut deed.conn, &row).await?;
    deed.done(id).await
}

//! Receiving a file. It is announced, sealed, and kept until confirmed or thrown away.

use domain::{audit::Action, import::encoding, text};
use store::import::{Import, Status};
use uuid::Uuid;

use super::{
    DETAILS, Details, ORIGINAL, Wishes,
    arrival::{Announced, announce, give_up},
};
use crate::{App, AppError, Asker, FormKey, Refusal};

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
    let id = match announce(app, asker, form).await? {
        Announced::Before(import) => return Ok(import),
        Announced::Now(import) => import,
    };
    let outcome = receive(app, asker, form, id, file_name, bytes).await;
    match outcome {
        Ok(recorded) if recorded == id => {}
        // Whoever waits was let wait long enough, and the store may yet finish what it began:
        // the jobs delete it when it has.
        Err(AppError::Document(_)) => {}
        _ => give_up(app, id).await,
    }
    outcome
}

async fn receive(
    app: &App,
    asker: &Asker,
    form: FormKey,
    id: Uuid,
    file_name: &str,
    bytes: &[u8],
) -> Result<Uuid, AppError> {
    let sealed = asker.vault.seal(&app.dice, ORIGINAL, id, bytes)?;
    // Before the transaction: writing 20 MB would hold everybody else's changes up.
    app.documents.put(id, &sealed).await?;
    record(app, asker, form, id, file_name, bytes).await
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
    // It took so long that it was given up.
    let settled = store::import_arrival::settle(&mut deed.conn, id).await;
    let (mut deed, ()) = deed.unless_changed(settled, Some(id), Refusal::Stale).await?;
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

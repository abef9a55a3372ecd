//! The scanner found something: nothing is kept, and people are told.

use domain::{
    audit::Action,
    document::{PurgeReason, Refusal as Rule},
    staff::Permission,
};
use store::{StoreError, incident::Incident};
use uuid::Uuid;

use super::{Document, destroy::destroy};
use crate::{
    App, AppError, Asker, FormKey, Origin, Refusal, Vault,
    application::{Destroyed, picture_destroyed},
    deed::{Actor, Deed},
    letter::Letter,
    staff::write_to_all,
};

/// Ends an upload in which the scanner found something: an incident with the signature's
/// name stays, nothing of the file. The customer is told that it cannot be used, not why.
/// Returns the refusal, or why it could not be recorded.
pub(super) async fn quarantine(
    app: &App,
    asker: &Asker,
    form: FormKey,
    (id, hash): (Uuid, &[u8]),
    signature: &str,
) -> AppError {
    let recorded = async {
        let actor = Actor::Customer(asker.customer);
        let begun = app.begin(actor, &asker.origin, Action::QuarantineDocument).await?;
        let (mut deed, before) = begun.once(form).await?;
        if before.is_some() {
            return Ok(());
        }
        let ended = store::document::quarantine(&mut deed.conn, id, deed.now).await;
        // It took so long that it was given up.
        (deed, ()) = deed.unless_changed(ended, Some(id), Refusal::Stale).await?;
        note(&mut deed, (asker.customer, &asker.vault), (id, hash.to_vec()), signature).await?;
        deed.done(id).await.map(drop)
    };
    match recorded.await {
        Ok(()) => {
            app.bell.notify_one();
            AppError::Refused(Refusal::Document(Rule::Unusable))
        }
        Err(error) => error,
    }
}

/// Destroys a picture that stood held, in which the scanner found something at last. What
/// waits for the bank goes back to its customer, who is told by mail.
pub(super) async fn quarantine_held(
    app: &App,
    origin: &Origin,
    row: store::document::Document,
    signature: &str,
) -> Result<(), AppError> {
    let mut deed = app.begin(Actor::System, origin, Action::QuarantineDocument).await?;
    let customer = row.customer_id;
    let hash = row.original_hash.clone().unwrap_or_default();
    let document = Document::of(row)?;
    store::application::hold(&mut deed.conn, document.application).await?;
    let found = store::application::find(&mut deed.conn, customer, document.application).await?;
    let application = found.ok_or(AppError::NotFound)?;
    match store::document::quarantine(&mut deed.conn, document.id, deed.now).await {
        // It ended meanwhile, or another worker destroyed it.
        Err(StoreError::Conflict { .. }) => return Ok(()),
        other => other?,
    }
    let vault = Vault::of(app, &mut deed.conn, customer).await?;
    note(&mut deed, (customer, &vault), (document.id, hash), signature).await?;
    let (kind, side) = document.shows();
    let destroyed = Destroyed { kind, side, reason: PurgeReason::Unusable };
    picture_destroyed(&mut deed, &application, &vault, None, destroyed).await?;
    deed.done(document.id).await?;
    destroy(app, &[document.id]).await;
    app.bell.notify_one();
    Ok(())
}

/// Leaves the incident, and tells those who look into such things.
async fn note(
    deed: &mut Deed<'_>,
    (customer_id, vault): (Uuid, &Vault),
    (subject_id, original_hash): (Uuid, Vec<u8>),
    signature: &str,
) -> Result<(), AppError> {
    let incident = Incident {
        id: deed.id()?,
        at: deed.now,
        kind: "malware".to_owned(),
        customer_id,
        subject_id,
        detail: signature.to_owned(),
        original_hash,
        closed: None,
    };
    store::incident::insert(&mut deed.conn, &incident).await?;
    write_to_all(deed, &[Permission::HandleIncidents], customer_id, vault, &Letter::IncidentFound)
        .await?;
    tracing::warn!(incident = %incident.id, document = %subject_id, "the scanner found something");
    Ok(())
}

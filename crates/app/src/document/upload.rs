//! Receiving a picture of an identity document.

use std::sync::Arc;

use domain::{
    audit::Action,
    bank::identity_document::{self, DocumentKind, Side},
    date,
    document::{A_DAY, Refusal as Rule, Scan, State, Usage},
};
use outside::scanner::Verdict;
use picture::{Failed, MOST_BYTES, Passed};
use store::{
    StoreError,
    document::{Arrival, Ended, Settled},
};
use uuid::Uuid;

use super::{
    ORIGINAL, PICTURE,
    destroy::{self, destroy},
    own,
    quarantine::quarantine,
};
use crate::{App, AppError, Asker, FormKey, Refusal, deed::Actor, error::log_failure};

/// Of what a picture is given: application, document, side.
pub(super) type Declared = (Uuid, DocumentKind, Side);

/// Judges, before anything of a picture is read, whether its customer may give another.
///
/// # Errors
/// [`AppError`]; [`Refusal::Document`] when they have given too many or too much.
pub async fn may_give(app: &App, asker: &Asker, application: Uuid) -> Result<(), AppError> {
    let mut conn = app.db.read().await?;
    let since = app.clock.now() - A_DAY;
    let (given, kept) = store::document::usage(&mut conn, asker.customer, since).await?;
    drop(conn);
    let Err(rule) = (Usage { given, bytes: kept }).judge(1) else { return Ok(()) };
    let deed = app.begin_own(asker, Action::UploadDocument).await?;
    Err(deed.refused(Some(application), Refusal::Document(rule)).await)
}

/// Receives a picture of a side of a document, while the application is its customer's to
/// change. It is announced, looked at by the scanner, drawn anew by the gate, sealed, and
/// then takes the place of the one given before. Returns the document.
///
/// Of the bytes given nothing is kept but a keyed hash. A scanner that cannot be asked holds
/// the picture; one that finds something leaves an incident.
///
/// # Errors
/// [`AppError`]; [`Refusal::Document`], [`Refusal::Picture`]. Nothing is then kept.
pub async fn upload(
    app: &App,
    asker: &Asker,
    form: FormKey,
    declared: (Uuid, DocumentKind, Side),
    bytes: Vec<u8>,
) -> Result<Uuid, AppError> {
    let bytes = Arc::new(bytes);
    // Before any transaction: meanwhile nobody else could write.
    let hash = app.keys.hash_aside(ORIGINAL, Arc::clone(&bytes)).await?;
    let given = Given { bytes: &bytes, hash: &hash };
    let id = match admit(app, asker, form, declared, &given).await? {
        Admitted::Before(document) => return Ok(document),
        Admitted::Now(document) => document,
    };
    let outcome = receive(app, asker, form, (id, declared), &given).await;
    if !matches!(outcome, Ok(stands) if stands == id) {
        // Whoever waits was let wait long enough for a store that does not answer.
        let answers = !matches!(outcome, Err(AppError::Document(_)));
        give_up(app, id, answers).await;
    }
    outcome
}

/// What a customer gave.
struct Given<'a> {
    bytes: &'a [u8],
    /// All that will be kept of them.
    hash: &'a [u8],
}

/// Whether there is anything to do.
enum Admitted {
    /// The form was carried out before and led to this document.
    Before(Uuid),
    /// The picture is announced as this document.
    Now(Uuid),
}

/// Judges all that can be judged without looking at the bytes, and announces the picture. A
/// picture that is announced counts, so that many at once do not get past what a customer may
/// give.
async fn admit(
    app: &App,
    asker: &Asker,
    form: FormKey,
    (application, kind, side): Declared,
    given: &Given<'_>,
) -> Result<Admitted, AppError> {
    let mut deed = app.begin_own(asker, Action::UploadDocument).await?;
    if let Some(before) = deed.carried_out(form).await? {
        return Ok(Admitted::Before(before));
    }
    let judged = async {
        if !own::hold(&mut deed.conn, asker.customer, application).await? {
            return Ok(Err(Refusal::Document(Rule::NotYourTurn)));
        }
        if let Err(error) = identity_document::declare(kind, side, date::today(deed.now)) {
            return Ok(Err(Refusal::Document(Rule::Declared(error))));
        }
        if given.bytes.len() > MOST_BYTES {
            return Ok(Err(Refusal::Picture(picture::Refusal::TooLarge)));
        }
        let since = deed.now - A_DAY;
        let (today, kept) = store::document::usage(&mut deed.conn, asker.customer, since).await?;
        let judged = Usage { given: today, bytes: kept }.judge(count(given.bytes));
        Ok::<_, AppError>(judged.map_err(Refusal::Document))
    };
    match judged.await {
        Ok(Ok(())) => {}
        Ok(Err(refusal)) => return Err(deed.refused(Some(application), refusal).await),
        Err(AppError::NotFound) => return Err(deed.missing(application).await),
        Err(error) => return Err(error),
    }
    let id = deed.id()?;
    let arrival = Arrival {
        id,
        application_id: application,
        customer_id: asker.customer,
        kind: kind.code(),
        side: side.code(),
        original_hash: given.hash,
        bytes: count(given.bytes),
        at: deed.now,
    };
    store::document::arrive(&mut deed.conn, &arrival).await?;
    deed.halfway().await?;
    Ok(Admitted::Now(id))
}

/// Looks at the bytes, and lets a picture of them stand.
async fn receive(
    app: &App,
    asker: &Asker,
    form: FormKey,
    (id, declared): (Uuid, Declared),
    given: &Given<'_>,
) -> Result<Uuid, AppError> {
    // The original, before anything decodes it: see docs/decisions/0010-scanner.md.
    let scan = match app.scanner.scan(given.bytes).await {
        Ok(Verdict::Clean) => Scan::Clean,
        Ok(Verdict::NotScanned) => Scan::NotScanned,
        Ok(Verdict::Found { name }) => {
            return Err(quarantine(app, asker, form, (id, given.hash), &name).await);
        }
        Err(error) => {
            tracing::warn!(document = %id, error = &error as &dyn std::error::Error, "held");
            Scan::Awaited
        }
    };
    let passed = match app.pictures.pass(given.bytes).await {
        Ok(passed) => passed,
        Err(Failed::Refused(refusal)) => {
            let actor = Actor::Customer(asker.customer);
            let deed = app.begin(actor, &asker.origin, Action::UploadDocument).await?;
            return Err(deed.refused(Some(id), Refusal::Picture(refusal)).await);
        }
        Err(error) => return Err(AppError::Gate(error)),
    };
    let sealed = asker.vault.seal(&app.dice, PICTURE, id, &passed.jpeg)?;
    app.documents.put(id, &sealed).await?;
    stand(app, asker, form, (id, declared), (scan, &passed, count(&sealed))).await
}

/// Makes the picture stand in the place of the one before.
async fn stand(
    app: &App,
    asker: &Asker,
    form: FormKey,
    (id, (application, kind, side)): (Uuid, Declared),
    (scan, passed, sealed): (Scan, &Passed, i64),
) -> Result<Uuid, AppError> {
    let begun = app.begin_own(asker, Action::UploadDocument).await?;
    let (mut deed, before) = begun.once(form).await?;
    if let Some(before) = before {
        return Ok(before);
    }
    // It may have been sent, or have ended, while the picture was looked at.
    match own::hold(&mut deed.conn, asker.customer, application).await {
        Ok(true) => {}
        Ok(false) => {
            let refusal = Refusal::Document(Rule::NotYourTurn);
            return Err(deed.refused(Some(application), refusal).await);
        }
        Err(AppError::NotFound) => return Err(deed.missing(application).await),
        Err(error) => return Err(error),
    }
    let mut replaced = Vec::new();
    for older in super::all_of(&mut deed.conn, asker.customer, application).await? {
        if older.state.is_living() && older.shows() == (kind, side) {
            let end = Ended { at: deed.now, by: None, reason: None };
            let state = State::Replaced.code();
            store::document::end(&mut deed.conn, older.id, state, &end).await?;
            replaced.push(older.id);
        }
    }
    let state = if scan == Scan::Awaited { State::Held } else { State::Kept };
    let settled = Settled {
        state: state.code(),
        scan: scan.code(),
        size: (passed.width.into(), passed.height.into()),
        bytes: sealed,
    };
    match store::document::settle(&mut deed.conn, id, settled).await {
        // It took so long that it was given up.
        Err(StoreError::Conflict { .. }) => {
            return Err(deed.refused(Some(id), Refusal::Stale).await);
        }
        other => other?,
    }
    deed.done(id).await?;
    destroy(app, &replaced).await;
    Ok(id)
}

/// Ends a picture that did not come to stand, and destroys its file if it has ended. Whoever
/// does not know whether it stands (the answer to the commit was lost) destroys nothing: the
/// row says where it stands. What fails here the jobs do later.
async fn give_up(app: &App, id: Uuid, store_answers: bool) {
    let given_up = async {
        destroy::give_up(app, id).await?;
        let mut conn = app.db.read().await?;
        Ok::<_, AppError>(store::document::has_ended(&mut conn, id).await?)
    };
    match given_up.await {
        // Erased with its customer, too.
        Ok(true) if store_answers => destroy(app, &[id]).await,
        Ok(_) => {}
        Err(error) => log_failure("an upload could not be given up", id, &error),
    }
}

fn count(bytes: &[u8]) -> i64 {
    i64::try_from(bytes.len()).unwrap_or(i64::MAX)
}

//! Asking a customer to mend something.

use domain::{
    application::{
        Event,
        reason::{Mend, judge_return},
    },
    audit::Action,
    staff::Permission,
};
use uuid::Uuid;

use super::{
    Note,
    note::{Noted, Told},
    work,
};
use crate::{App, AppError, Officer, Refusal, document, letter::Letter};

/// Returns an application to its customer, with reasons, and tells them by mail. What the
/// bank's people note is not in the mail. For a reason that means that the bank may not keep
/// a picture, that picture is destroyed; all of them, if it is not said which. Each has an
/// audit entry of its own.
///
/// # Errors
/// [`AppError`]; [`Refusal::Reason`]; [`Refusal::Stale`] when a picture it names is not there.
pub async fn return_to_customer(
    app: &App,
    officer: &Officer,
    (id, version): (Uuid, i64),
    reasons: &[Mend],
    note: &Note,
) -> Result<(), AppError> {
    let mut work = work::begin(
        app,
        officer,
        (|_| Permission::ReturnApplication, Action::ReturnApplication),
        (id, version),
    )
    .await?;
    if let Err(error) = judge_return(reasons, (&note.told, &note.noted)) {
        return Err(work.deed.refused(Some(id), Refusal::Reason(error)).await);
    }
    // The customer will read of each picture named that it is wanted anew, or was destroyed.
    let living = document::living(&mut work.deed.conn, work.row.customer_id, id).await?;
    let is_there = |mend: &Mend| {
        mend.picture.is_none_or(|named| living.iter().any(|one| one.shows() == named))
    };
    if !reasons.iter().all(is_there) {
        return Err(work.deed.refused(Some(id), Refusal::Stale).await);
    }
    let told = Told { returned: reasons.to_vec(), text: note.told.clone(), ..Told::default() };
    let noted = Noted { text: note.noted.clone(), ..Noted::default() };
    let step = work.life.return_to_customer(officer.staff, work.now());
    let mut work = work.go(step, Event::Returned, (Some(&told), Some(&noted))).await?;
    let letter = Letter::ApplicationReturned { told: note.told.clone() };
    work.deed.write_to(work.row.customer_id, &letter).await?;
    let mut destroyed = Vec::new();
    for mend in reasons {
        if let Some(reason) = mend.reason.purges() {
            let which = (mend.picture, reason);
            destroyed.extend(document::end(&mut work.deed, &work.row, officer, which).await?);
        }
    }
    work.done().await?;
    document::destroy(app, &destroyed).await;
    Ok(())
}

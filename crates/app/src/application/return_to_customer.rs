//! Asking a customer to mend something.

use domain::{application::reason::ReturnReason, audit::Action, staff::Permission};
use uuid::Uuid;

use super::{
    Note,
    note::{Noted, Told},
    work,
};
use crate::{App, AppError, Officer, Refusal, letter::Letter};

/// Returns an application to its customer, with reasons, and tells them by mail. What the
/// bank's people note is not in the mail.
///
/// # Errors
/// [`AppError`]; [`Refusal::NoReason`] without a reason, [`Refusal::TooLong`].
pub async fn return_to_customer(
    app: &App,
    officer: &Officer,
    (id, version): (Uuid, i64),
    reasons: &[ReturnReason],
    note: &Note,
) -> Result<(), AppError> {
    let work = work::begin(
        app,
        officer,
        (|_| Permission::ReturnApplication, Action::ReturnApplication),
        (id, version),
    )
    .await?;
    if reasons.is_empty() {
        return Err(work.deed.refused(Some(id), Refusal::NoReason).await);
    }
    if note.is_too_long() {
        return Err(work.deed.refused(Some(id), Refusal::TooLong).await);
    }
    let told = Told { returned: reasons.to_vec(), rejected: Vec::new(), text: note.told.clone() };
    let noted = Noted { rejected: Vec::new(), text: note.noted.clone() };
    let step = work.life.return_to_customer(officer.staff, work.now());
    let mut work = work.go(step, "returned", (Some(&told), Some(&noted))).await?;
    let letter = Letter::ApplicationReturned { told: note.told.clone() };
    work.deed.write_to(work.row.customer_id, &letter).await?;
    work.done().await
}

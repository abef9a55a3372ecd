//! Suspending a customer, and taking them up again. Nothing they recorded is touched.

use domain::{
    audit::Action,
    staff::{self, Permission, SuspendReason},
};
use store::customer::Status;
use uuid::Uuid;

use crate::{App, AppError, Officer, Refusal, customer::close::GRACE, deed::Deed, letter::Letter};

/// Suspends a customer: every session ends at once, and logging in is refused until they are
/// taken up again. They are told by mail, not why; the reason is in the audit trail.
///
/// # Errors
/// [`AppError`]; [`Refusal::Suspended`] when they are already; [`Refusal::Staff`] when it is
/// oneself.
pub async fn suspend(
    app: &App,
    officer: &Officer,
    id: Uuid,
    reason: SuspendReason,
) -> Result<(), AppError> {
    let deed = begin(app, officer, Action::SuspendCustomer, id).await?;
    let mut deed = deed.stating(reason.code());
    let (by, now) = (officer.staff.0, deed.now);
    // First the row: a log-in under way then waits for it, or its session is ended below.
    let suspended = store::customer::suspend(&mut deed.conn, id, by, now).await;
    let (mut deed, ()) = deed.unless_changed(suspended, Some(id), Refusal::Suspended).await?;
    store::session::end_all_but(&mut deed.conn, id, None, now).await?;
    end(deed, id, &Letter::AccountSuspended).await
}

/// Takes a suspended customer up again. They are told by mail. The grace of one who was
/// closing begins anew.
///
/// # Errors
/// [`AppError`]; [`Refusal::NotSuspended`]; [`Refusal::Staff`] when it is oneself.
pub async fn reinstate(app: &App, officer: &Officer, id: Uuid) -> Result<(), AppError> {
    let mut deed = begin(app, officer, Action::ReinstateCustomer, id).await?;
    let erase_at = deed.now + GRACE;
    let reinstated = store::customer::reinstate(&mut deed.conn, id, erase_at).await;
    let (deed, ()) = deed.unless_changed(reinstated, Some(id), Refusal::NotSuspended).await?;
    end(deed, id, &Letter::AccountReinstated).await
}

/// Begins either, upon a customer who proved the address and is not erased.
async fn begin<'a>(
    app: &'a App,
    officer: &'a Officer,
    action: Action,
    id: Uuid,
) -> Result<Deed<'a>, AppError> {
    let needs = (Permission::SuspendCustomer, action);
    let mut deed = app.begin_as(officer, needs, Some(id)).await?;
    let row = store::customer::find(&mut deed.conn, id).await?;
    if !row.is_some_and(|row| matches!(row.status, Status::Active | Status::Closing)) {
        return Err(deed.missing(id).await);
    }
    if store::staff_member::of_customer(&mut deed.conn, id).await? == Some(officer.staff.0) {
        let oneself = Refusal::Staff(staff::Refusal::Oneself);
        return Err(deed.refused(Some(id), oneself).await);
    }
    Ok(deed)
}

async fn end(mut deed: Deed<'_>, id: Uuid, letter: &Letter) -> Result<(), AppError> {
    let app = deed.app;
    deed.write_to(id, letter).await?;
    deed.done(id).await?;
    app.bell.notify_one();
    Ok(())
}

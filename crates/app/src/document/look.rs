//! What the bank's people see of pictures.

use domain::{
    application::Refusal as ApplicationRule,
    audit::Action,
    document::{Refusal as Rule, State},
    staff::{Permission, RevealPurpose, StaffId},
};
use store::{Conn, application::Application};
use uuid::Uuid;

use super::{Document, Picture};
use crate::{
    App, AppError, Officer, Refusal, Vault,
    application::standing::{self, Sent},
};

/// An application's pictures, ended ones too, without their pixels; oldest first.
///
/// # Errors
/// [`AppError`].
pub(crate) async fn for_staff(
    conn: &mut Conn,
    customer: Uuid,
    application: Uuid,
) -> Result<Vec<Document>, AppError> {
    super::all_of(conn, customer, application).await
}

/// Whether a picture of an application still waits for the scanner: nobody has seen it, so
/// nobody says yes to it.
///
/// # Errors
/// [`AppError`].
pub(crate) async fn any_held(
    conn: &mut Conn,
    customer: Uuid,
    application: Uuid,
) -> Result<bool, AppError> {
    let all = super::all_of(conn, customer, application).await?;
    Ok(all.iter().any(|document| document.state == State::Held))
}

/// A picture that has come to the bank, and its application: not one of an application never
/// sent, nor one its customer gave after a return and has not sent again.
///
/// # Errors
/// [`AppError`].
pub(super) async fn find_sent(
    conn: &mut Conn,
    id: Uuid,
) -> Result<Option<(store::document::Document, Application)>, AppError> {
    let Some(row) = store::document::find_for_staff(conn, id).await? else { return Ok(None) };
    let application = store::application::find_for_staff(conn, row.application_id).await?;
    let Some(application) = application else { return Ok(None) };
    let events = store::application_event::of(conn, application.id).await?;
    let sent = Sent::of(&application.standing, &events)?;
    Ok(sent.has(row.created_at).then_some((row, application)))
}

/// A picture, for one of the bank's people to look at. What for is implied for whoever has its
/// application in hand; others state it. The look is in the audit trail, with what for, before
/// the file is opened.
///
/// # Errors
/// [`AppError::NotFound`] for one that was not sent, or has ended;
/// [`Refusal::NoPurpose`] when it is neither implied nor stated; [`Refusal::Document`] while it
/// is held for the scanner; [`Refusal::Application`] when it is one's own.
pub async fn look(
    app: &App,
    officer: &Officer,
    id: Uuid,
    stated: Option<RevealPurpose>,
) -> Result<Picture, AppError> {
    let needs = (Permission::SeeApplication, Action::SeeDocument);
    let mut deed = app.begin_as(officer, needs, Some(id)).await?;
    let found = find_sent(&mut deed.conn, id).await?;
    let Some((row, application)) = found else { return Err(deed.missing(id).await) };
    if is_own(&mut deed.conn, officer.staff, row.customer_id).await? {
        let refusal = Refusal::Application(ApplicationRule::OwnApplication);
        return Err(deed.refused(Some(id), refusal).await);
    }
    let is_at_work = standing::life(&application.standing)?.is_held_by(officer.staff, deed.now);
    let implied = is_at_work.then_some(RevealPurpose::CompareDocument);
    let customer = row.customer_id;
    let document = Document::of(row)?;
    match document.state {
        State::Kept => {}
        State::Held => {
            return Err(deed.refused(Some(id), Refusal::Document(Rule::Held)).await);
        }
        _ => return Err(deed.missing(id).await),
    }
    let Some(purpose) = stated.or(implied) else {
        return Err(deed.refused(Some(id), Refusal::NoPurpose).await);
    };
    let vault = Vault::of(app, &mut deed.conn, customer).await?;
    deed.stating(purpose.code()).done(id).await?;
    super::open(app, &vault, &document).await
}

/// Whether a customer is the member of staff who asks.
pub(super) async fn is_own(
    conn: &mut Conn,
    staff: StaffId,
    customer: Uuid,
) -> Result<bool, AppError> {
    let member = store::staff_member::of_customer(conn, customer).await?;
    Ok(member == Some(staff.0))
}

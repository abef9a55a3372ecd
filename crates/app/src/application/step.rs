//! The one way an application goes a step: the rules let it, its row says where it stands, and
//! an event says what happened.

use chrono::{DateTime, Utc};
use domain::{
    application::{self, Event, Life},
    staff::StaffId,
};
use store::{
    StoreError,
    application::{Application, Standing},
    application_event::ApplicationEvent,
};
use uuid::Uuid;

use super::{
    NOTED, TOLD,
    note::{Noted, Told},
    standing,
};
use crate::{AppError, Refusal, Vault, deed::Deed};

/// Something that happens to an application.
#[derive(Clone, Copy)]
pub(crate) struct Happening<'a> {
    /// What.
    pub event: Event,
    /// By whom, if by one of the bank's people.
    pub by: Option<StaffId>,
    /// What is said of it, sealed by the vault of whose application it is.
    pub said: Option<Said<'a>>,
}

/// What is said of a step.
#[derive(Clone, Copy)]
pub(crate) struct Said<'a> {
    pub vault: &'a Vault,
    /// To the customer.
    pub told: Option<&'a Told>,
    /// Among the bank's people.
    pub noted: Option<&'a Noted>,
}

impl Happening<'_> {
    /// Something that happens without one of the bank's people, and of which nothing is said.
    pub const fn alone(event: Event) -> Self {
        Self { event, by: None, said: None }
    }
}

/// Goes a step with an application whose row was read, if the rules let it. A step that is
/// refused, by the rules or because the application changed meanwhile, leaves its audit entry.
///
/// # Errors
/// [`Refusal::Application`], [`Refusal::Stale`]; [`Refusal::Schema`].
pub(super) async fn go<'a>(
    mut deed: Deed<'a>,
    row: &Application,
    step: Result<Life, application::Refusal>,
    happening: Happening<'_>,
) -> Result<(Deed<'a>, Life), AppError> {
    let id = row.id;
    let life = match step {
        Ok(life) => life,
        Err(rule) => return Err(deed.refused(Some(id), Refusal::Application(rule)).await),
    };
    let (before, at) = ((id, row.version, &row.standing), deed.now);
    let written = write(&mut deed, before, life, (happening, at)).await;
    // The rules let nothing through that the schema refuses: it must be seen.
    if matches!(written, Err(AppError::Store(StoreError::Refused(_)))) {
        return Err(deed.refused(Some(id), Refusal::Schema).await);
    }
    let (deed, _) = deed.unless_changed(written, Some(id), Refusal::Stale).await?;
    Ok((deed, life))
}

/// Writes where an application stands after a step from where it stood, and what happened.
/// Returns the row's part of it.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::Conflict`] when it changed meanwhile.
pub(crate) async fn write(
    deed: &mut Deed<'_>,
    (id, version, before): (Uuid, i64, &Standing),
    life: Life,
    (happening, at): (Happening<'_>, DateTime<Utc>),
) -> Result<Standing, AppError> {
    let next = standing::standing(life, before, at);
    store::application::step(&mut deed.conn, id, version, &next).await?;
    note(deed, id, (happening, at)).await?;
    Ok(next)
}

/// Notes what happened to an application.
///
/// # Errors
/// [`AppError`].
pub(crate) async fn note(
    deed: &mut Deed<'_>,
    application_id: Uuid,
    (happening, at): (Happening<'_>, DateTime<Utc>),
) -> Result<(), AppError> {
    let (id, dice, said) = (deed.id()?, &deed.app.dice, happening.said);
    let told = said.and_then(|said| Some(said.vault.seal_json(dice, TOLD, id, said.told?)));
    let noted = said.and_then(|said| Some(said.vault.seal_json(dice, NOTED, id, said.noted?)));
    let event = ApplicationEvent {
        id,
        application_id,
        at,
        kind: happening.event.code().to_owned(),
        staff_id: happening.by.map(|by| by.0),
        told: told.transpose()?,
        noted: noted.transpose()?,
    };
    Ok(store::application_event::append(&mut deed.conn, &event).await?)
}

/// What an event's row says happened.
///
/// # Errors
/// [`AppError::Broken`] for what nobody knows.
pub(crate) fn event(row: &ApplicationEvent) -> Result<Event, AppError> {
    Event::from_code(&row.kind).ok_or(AppError::Broken("an event's row makes no sense"))
}

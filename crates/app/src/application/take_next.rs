//! Claiming the oldest application that waits for one's look.

use domain::{
    application::State,
    audit::Action,
    staff::{Permission, StaffId},
};
use store::{StoreError, application::Application, application_event::ApplicationEvent};
use uuid::Uuid;

use super::standing;
use crate::{
    App, AppError, FormKey, Officer, Refusal,
    deed::{Actor, Deed},
};

/// The states whose applications a person may claim, by what they may do.
const LOOKS: [(Permission, &[State]); 2] = [
    (Permission::Review, &[State::Submitted, State::InReview]),
    (Permission::Decide, &[State::Recommended]),
];

/// Claims the oldest application that nobody holds and that the officer may look at: first
/// for a reviewer, second for an approver. `None` when nothing waits. Two people who ask at
/// once get two applications; a form sent twice gets the one.
///
/// # Errors
/// [`AppError`]; [`Refusal::NotPermitted`] for whoever looks at none; [`Refusal::FormReused`].
pub async fn take_next(
    app: &App,
    officer: &Officer,
    form: FormKey,
) -> Result<Option<Uuid>, AppError> {
    let actor = Actor::Staff(officer.staff.0);
    let mut deed = app.begin(actor, &officer.origin, Action::TakeApplication).await?;
    let mut states = Vec::new();
    for (permission, looks) in LOOKS {
        if officer.may(&mut deed.conn, permission).await? {
            states.extend(looks);
        }
    }
    if states.is_empty() {
        return Err(deed.refused(None, Refusal::NotPermitted).await);
    }
    let (mut deed, before) = deed.once(form).await?;
    if before.is_some() {
        return Ok(before);
    }
    loop {
        let waiting = waiting(&mut deed, officer.staff, &states).await?;
        if waiting.is_empty() {
            return Ok(None);
        }
        for row in waiting {
            if claim(&mut deed, officer.staff, &row).await? {
                deed.done(row.id).await?;
                return Ok(Some(row.id));
            }
        }
        // Others were quicker with all of these; what they left is asked for anew.
    }
}

/// What waits in these states, oldest first.
async fn waiting(
    deed: &mut Deed<'_>,
    staff: StaffId,
    states: &[&State],
) -> Result<Vec<Application>, AppError> {
    let mut found = Vec::new();
    for state in states {
        let (code, now) = (state.code(), deed.now);
        found.extend(store::application::takeable(&mut deed.conn, code, staff.0, now).await?);
    }
    found.sort_by_key(|row| (row.standing.submitted_at, row.id));
    Ok(found)
}

/// Claims an application; `false` when another was quicker.
async fn claim(deed: &mut Deed<'_>, by: StaffId, row: &Application) -> Result<bool, AppError> {
    let applicant = store::staff_member::of_customer(&mut deed.conn, row.customer_id).await?;
    let life = standing::life(&row.standing)?;
    let claimed = life.take(by, applicant.map(StaffId), deed.now);
    let claimed = claimed.map_err(|_| AppError::Broken("the queue offered what is not free"))?;
    let next = standing::standing(claimed, &row.standing, deed.now);
    match store::application::step(&mut deed.conn, row.id, row.version, &next).await {
        Err(StoreError::Conflict { .. }) => return Ok(false),
        other => other?,
    }
    let happened = ApplicationEvent {
        id: deed.id()?,
        application_id: row.id,
        at: deed.now,
        kind: "claimed".to_owned(),
        staff_id: Some(by.0),
        told: None,
        noted: None,
    };
    store::application_event::append(&mut deed.conn, &happened).await?;
    Ok(true)
}

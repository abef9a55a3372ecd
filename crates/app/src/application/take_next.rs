//! Claiming the oldest application that waits for one's look.

use domain::{
    application::{Event, State},
    audit::Action,
    staff::StaffId,
};
use store::application::Application;
use uuid::Uuid;

use super::{
    standing,
    step::{self, Happening},
};
use crate::{
    App, AppError, FormKey, Officer, Refusal,
    deed::{Actor, Deed},
};

/// Claims the oldest application that nobody holds and that the officer may look at: first
/// for a reviewer, second for an approver. One whose customer is suspended or leaving cannot be
/// approved and is handed to nobody; who wants to reject it takes it from the queue. `None` when
/// nothing waits. Two people who ask at
/// once get two applications; a form sent twice gets the one.
///
/// # Errors
/// [`AppError`]; [`Refusal::NotPermitted`] for whoever looks at none; [`Refusal::FormReused`];
/// [`Refusal::Stale`] for a form sent again when what it got is not the officer's any more.
pub async fn take_next(
    app: &App,
    officer: &Officer,
    form: FormKey,
) -> Result<Option<Uuid>, AppError> {
    let actor = Actor::Staff(officer.staff.0);
    let mut deed = app.begin(actor, &officer.origin, Action::TakeApplication).await?;
    let roles = officer.roles(&mut deed.conn).await?;
    let may_claim = |state: &State| {
        state.waits_for_bank() && roles.iter().any(|role| role.may(state.claim_needs()))
    };
    let states: Vec<State> = State::ALL.iter().copied().filter(may_claim).collect();
    if states.is_empty() {
        return Err(deed.refused(None, Refusal::NotPermitted).await);
    }
    let (mut deed, before) = deed.once(form).await?;
    if let Some(id) = before {
        return match holds(&mut deed, officer.staff, id).await? {
            true => Ok(before),
            false => Err(deed.refused(before, Refusal::Stale).await),
        };
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

/// Whether one works on an application now.
async fn holds(deed: &mut Deed<'_>, staff: StaffId, id: Uuid) -> Result<bool, AppError> {
    let row = store::application::find_for_staff(&mut deed.conn, id).await?;
    let claim = row.and_then(|row| row.standing.claim);
    Ok(claim.is_some_and(|(by, until)| by == staff.0 && until > deed.now))
}

/// What waits in these states, oldest first.
async fn waiting(
    deed: &mut Deed<'_>,
    staff: StaffId,
    states: &[State],
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
    let (before, at) = ((row.id, row.version, &row.standing), deed.now);
    let happening = Happening { event: Event::Claimed, by: Some(by), said: None };
    match step::write(deed, before, claimed, (happening, at)).await {
        Err(error) if error.is_conflict() => Ok(false),
        other => other.map(|_| true),
    }
}

//! Beginning an application.

use domain::{
    application::{Event, Refusal as Rule, State, declaration::Declaration, may_apply},
    audit::Action,
};
use store::{StoreError, application::Application};
use uuid::Uuid;

use super::{
    DETAILS,
    step::{self, Happening},
};
use crate::{App, AppError, Asker, Refusal, deed::Deed};

/// Begins an application as a draft, and returns it. A customer who has one under way gets
/// that one: however often the button is pressed, there is one.
///
/// # Errors
/// [`Refusal::Application`] when the customer may not apply; [`Refusal::Stale`] when one was
/// begun elsewhere and has ended this very moment.
pub async fn begin(app: &App, asker: &Asker) -> Result<Uuid, AppError> {
    let mut deed = app.begin_own(asker, Action::BeginApplication).await?;
    let earlier = store::application::of_customer(&mut deed.conn, asker.customer).await?;
    let states = states(&earlier)?;
    match may_apply(&states) {
        Ok(()) => {}
        Err(Rule::UnderWay) => return begun_already(deed, &earlier).await,
        Err(rule) => return Err(deed.refused(None, Refusal::Application(rule)).await),
    }
    let id = deed.id()?;
    let empty = asker.vault.seal_json(&app.dice, DETAILS, id, &Declaration::default())?;
    let (customer, now) = (asker.customer, deed.now);
    match store::application::insert(&mut deed.conn, id, customer, &empty, now).await {
        Ok(()) => {}
        // Begun in another tab this very moment.
        Err(StoreError::Unique(_)) => {
            drop(deed);
            let mut deed = app.begin_own(asker, Action::BeginApplication).await?;
            let now = store::application::of_customer(&mut deed.conn, customer).await?;
            return begun_already(deed, &now).await;
        }
        Err(error) => return Err(error.into()),
    }
    step::note(&mut deed, id, (Happening::alone(Event::Begun), now)).await?;
    deed.done(id).await
}

fn states(earlier: &[Application]) -> Result<Vec<State>, AppError> {
    const NO_SENSE: AppError = AppError::Broken("an application's row makes no sense");
    earlier.iter().map(|row| State::from_code(&row.standing.state).ok_or(NO_SENSE)).collect()
}

/// The one that has not ended; it may have, this very moment.
async fn begun_already(deed: Deed<'_>, earlier: &[Application]) -> Result<Uuid, AppError> {
    let open = |row: &&Application| {
        State::from_code(&row.standing.state).is_some_and(|state| !state.is_end())
    };
    match earlier.iter().find(open) {
        Some(row) => Ok(row.id),
        None => Err(deed.refused(None, Refusal::Stale).await),
    }
}

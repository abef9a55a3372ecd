//! Beginning an application.

use domain::{
    application::{Refusal as Rule, State, declaration::Declaration, may_apply},
    audit::Action,
};
use store::{Conn, StoreError, application::Application};
use uuid::Uuid;

use super::{DETAILS, own};
use crate::{App, AppError, Asker, Refusal};

/// Begins an application as a draft, and returns it. A customer who has one under way gets
/// that one: however often the button is pressed, there is one.
///
/// # Errors
/// [`Refusal::Application`] when the customer may not apply.
pub async fn begin(app: &App, asker: &Asker) -> Result<Uuid, AppError> {
    let mut deed = app.begin_own(asker, Action::BeginApplication).await?;
    let earlier = store::application::of_customer(&mut deed.conn, asker.customer).await?;
    let states = states(&earlier)?;
    match may_apply(&states) {
        Ok(()) => {}
        Err(Rule::UnderWay) => return under_way(&earlier),
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
            return begun_meanwhile(&mut app.db.read().await?, customer).await;
        }
        Err(error) => return Err(error.into()),
    }
    own::append(&mut deed, id, "begun").await?;
    deed.done(id).await
}

fn states(earlier: &[Application]) -> Result<Vec<State>, AppError> {
    const NO_SENSE: AppError = AppError::Broken("an application's row makes no sense");
    earlier.iter().map(|row| State::from_code(&row.standing.state).ok_or(NO_SENSE)).collect()
}

async fn begun_meanwhile(conn: &mut Conn, customer: Uuid) -> Result<Uuid, AppError> {
    under_way(&store::application::of_customer(conn, customer).await?)
}

/// The one that has not ended.
fn under_way(earlier: &[Application]) -> Result<Uuid, AppError> {
    let open = |row: &&Application| {
        State::from_code(&row.standing.state).is_some_and(|state| !state.is_end())
    };
    earlier.iter().find(open).map(|row| row.id).ok_or(AppError::Refused(Refusal::Stale))
}

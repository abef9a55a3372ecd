//! Synthetic applications, for measuring: rows as the verbs leave them, without pictures.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    application::{Event, Life, declaration::Declaration, reason::Verdict},
    audit::Action,
    staff::StaffId,
};
use store::application::Standing;
use uuid::Uuid;

use super::{at_work, origin};
use crate::{
    App, AppError, Vault,
    application::{
        DETAILS,
        step::{self, Happening},
    },
    deed::{Actor, Deed},
};

/// A synthetic application of a customer who has none.
#[derive(Debug, Clone)]
pub struct SeedApplication {
    /// What was declared.
    pub declaration: Declaration,
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
    /// Who recommended it for approval, if somebody did.
    pub recommended_by: Option<StaffId>,
}

/// Writes applications of seeded customers, by number of their address, in one transaction
/// with one audit entry.
///
/// # Errors
/// [`AppError::NotFound`] for a customer there is not; nothing is written then.
pub async fn applications(
    app: &App,
    of: &[(domain::person::EmailAddress, SeedApplication)],
) -> Result<(), AppError> {
    let origin = origin();
    let mut deed = app.begin(Actor::System, &origin, Action::SubmitApplication).await?;
    let mut last = None;
    for (email, new) in of {
        let index = app.keys.hash("email", email.index_form().as_bytes());
        let found = store::customer::find_by_email(&mut deed.conn, &index).await?;
        let customer = found.ok_or(AppError::NotFound)?.id;
        let vault = Vault::of(app, &mut deed.conn, customer).await?;
        last = Some(write(&mut deed, (customer, vault), new).await?);
    }
    match last {
        Some(last) => deed.done(last).await.map(drop),
        None => Ok(()),
    }
}

async fn write(
    deed: &mut Deed<'_>,
    (customer, vault): (Uuid, Vault),
    new: &SeedApplication,
) -> Result<Uuid, AppError> {
    let (app, id) = (deed.app, deed.id()?);
    let asker = at_work(customer, vault, &origin());
    let sealed = asker.vault.seal_json(&app.dice, DETAILS, id, &new.declaration)?;
    let at = new.sent_at;
    store::application::insert(&mut deed.conn, id, customer, &sealed, at).await?;
    let (soon, later) = (at + TimeDelta::minutes(5), at + TimeDelta::minutes(10));
    let sent = Life::Draft.submit();
    let mut steps = vec![(sent, Event::Submitted, None, at)];
    if let Some(by) = new.recommended_by {
        let claimed = sent.and_then(|life| life.take(by, None, soon));
        let advised = claimed.and_then(|life| life.recommend(by, Verdict::Approve, later));
        steps.push((claimed, Event::Claimed, Some(by), soon));
        steps.push((advised, Event::Recommended, Some(by), later));
    }
    let mut standing = Standing::draft();
    for ((life, event, by, at), version) in steps.into_iter().zip(1..) {
        let life = life.map_err(|_| AppError::Broken("a seeded step the rules refuse"))?;
        let happening = (Happening { event, by, said: None }, at);
        standing = step::write(deed, (id, version, &standing), life, happening).await?;
    }
    Ok(id)
}

//! Somebody who came to the staff's site from a network that is not listed.

use domain::audit::Action;

use crate::{App, AppError, Origin, Refusal, deed::Actor, throttle};

/// Leaves the audit entry of a refusal: the first few of an address, and then fewer and fewer,
/// and of all addresses together a few each minute, so that nobody can flood the trail.
///
/// # Errors
/// [`AppError`] when the entry could not be written.
pub async fn foreign_network(app: &App, origin: &Origin) -> Result<(), AppError> {
    let minute = (app.clock.now().timestamp() / 60).to_be_bytes();
    let buckets = [
        (throttle::FOREIGN_NETWORK, origin.network()),
        (throttle::FOREIGN_NETWORKS, minute.to_vec()),
    ];
    // First a look at both: whoever is told to wait writes nothing, and so holds up no one who
    // does. What is counted is counted by those who are not.
    for (bucket, member) in &buckets {
        match throttle::check(app, *bucket, member).await {
            Err(AppError::Refused(_)) => return Ok(()),
            other => other?,
        }
    }
    for (bucket, member) in &buckets {
        match throttle::count(app, *bucket, member).await {
            Err(AppError::Refused(_)) => return Ok(()),
            other => other?,
        }
    }
    let deed = app.begin(Actor::Anonymous, origin, Action::ForeignNetwork).await?;
    match deed.refused(None, Refusal::ForeignNetwork).await {
        AppError::Refused(_) => Ok(()),
        other => Err(other),
    }
}

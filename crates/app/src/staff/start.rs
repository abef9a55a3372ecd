//! Starting a session of one of the bank's people, in the transaction that allows it.

use chrono::{DateTime, Utc};
use store::staff_session::StaffSession;
use uuid::Uuid;

use super::Stage;
use crate::{App, AppError, Refusal, deed::Deed};

pub(super) fn token_hash(app: &App, token: &str) -> Vec<u8> {
    app.keys.hash("staff session", token.as_bytes())
}

/// Starts a session; returns the secret its browser keeps.
///
/// # Errors
/// [`AppError`].
pub(super) async fn start(
    deed: &mut Deed<'_>,
    staff_id: Uuid,
    stage: Stage,
    previous_at: Option<DateTime<Utc>>,
) -> Result<String, AppError> {
    let token = crate::customer::secret(deed.app)?;
    let row = StaffSession {
        id: deed.id()?,
        staff_id,
        stage: stage.code().to_owned(),
        created_at: deed.now,
        seen_at: deed.now,
        ended_at: None,
        previous_at,
    };
    let hash = token_hash(deed.app, &token);
    store::staff_session::insert(&mut deed.conn, &row, &hash).await?;
    Ok(token)
}

/// Starts a session in which everything is done, in place of the one that led to it.
///
/// # Errors
/// [`Refusal::Stale`] when that one has ended this very moment, or the member is not active any
/// more.
pub(super) async fn start_full<'a>(
    mut deed: Deed<'a>,
    staff_id: Uuid,
    before: Uuid,
) -> Result<(Deed<'a>, String), AppError> {
    let member = store::staff_member::find(&mut deed.conn, staff_id).await?;
    let previous = member.and_then(|member| member.last_login_at);
    let ended = store::staff_session::end(&mut deed.conn, before, deed.now).await;
    let (mut deed, ()) = deed.unless_changed(ended, Some(staff_id), Refusal::Stale).await?;
    let noted = store::staff_member::logged_in(&mut deed.conn, staff_id, deed.now).await;
    let (mut deed, ()) = deed.unless_changed(noted, Some(staff_id), Refusal::Stale).await?;
    let token = start(&mut deed, staff_id, Stage::Full, previous).await?;
    Ok((deed, token))
}

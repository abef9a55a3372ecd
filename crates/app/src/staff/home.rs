//! What a member of staff is told first: how much waits. Numbers, no customer's data.

use domain::staff::Permission;

use super::Signed;
use crate::{App, AppError};

/// How many applications wait for the bank's people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Home {
    /// For the first look, claimed by nobody.
    pub submitted: i64,
    /// Claimed for the first look.
    pub in_review: i64,
    /// For the second look.
    pub recommended: i64,
}

/// How much waits; `None` for who may not see the queue.
///
/// # Errors
/// [`AppError`].
pub async fn home(app: &App, signed: &Signed) -> Result<Option<Home>, AppError> {
    let mut conn = app.db.read().await?;
    if !signed.officer.may(&mut conn, Permission::SeeQueue).await? {
        return Ok(None);
    }
    let mut home = Home::default();
    for (state, count) in store::application::count_waiting(&mut conn).await? {
        match state.as_str() {
            "submitted" => home.submitted = count,
            "in-review" => home.in_review = count,
            "recommended" => home.recommended = count,
            _ => {}
        }
    }
    Ok(Some(home))
}

//! A customer's own pictures.

use domain::{
    application,
    document::{Refusal as Rule, State},
};
use store::Conn;
use uuid::Uuid;

use super::{Document, Picture};
use crate::{App, AppError, Asker, Refusal};

/// The living pictures of one's application, oldest first: kept, or held for the scanner.
/// Both count as given.
///
/// # Errors
/// [`AppError::NotFound`] for an application that is not one's own.
pub async fn of_application(
    app: &App,
    asker: &Asker,
    application: Uuid,
) -> Result<Vec<Document>, AppError> {
    let mut conn = app.db.read().await?;
    let row = store::application::find(&mut conn, asker.customer, application).await?;
    row.ok_or(AppError::NotFound)?;
    living(&mut conn, asker.customer, application).await
}

/// The living pictures of a customer's application, oldest first.
pub(crate) async fn living(
    conn: &mut Conn,
    customer: Uuid,
    application: Uuid,
) -> Result<Vec<Document>, AppError> {
    let all = super::all_of(conn, customer, application).await?;
    Ok(all.into_iter().filter(|document| document.state.is_living()).collect())
}

/// One's own picture, to look at.
///
/// # Errors
/// [`AppError::NotFound`] for one that is not one's own, or has ended;
/// [`Refusal::Document`] while it is held for the scanner.
pub async fn picture(app: &App, asker: &Asker, id: Uuid) -> Result<Picture, AppError> {
    let mut conn = app.db.read().await?;
    let row = store::document::find(&mut conn, asker.customer, id).await?;
    drop(conn);
    let document = Document::of(row.ok_or(AppError::NotFound)?)?;
    match document.state {
        State::Kept => super::open(app, &asker.vault, &document).await,
        State::Held => Err(AppError::Refused(Refusal::Document(Rule::Held))),
        _ => Err(AppError::NotFound),
    }
}

/// Holds a customer's application for this transaction. Whether it is theirs to change.
///
/// # Errors
/// [`AppError::NotFound`] when it is not theirs at all.
pub(super) async fn hold(
    conn: &mut Conn,
    customer: Uuid,
    application: Uuid,
) -> Result<bool, AppError> {
    let theirs = store::application::find(conn, customer, application).await?;
    theirs.ok_or(AppError::NotFound)?;
    store::application::hold(conn, application).await?;
    // Again, for it may have been sent since.
    let row = store::application::find(conn, customer, application).await?;
    let row = row.ok_or(AppError::NotFound)?;
    let state = application::State::from_code(&row.standing.state);
    Ok(state.is_some_and(application::State::waits_for_customer))
}

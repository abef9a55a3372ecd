//! What follows for an application when a picture of it was destroyed.

use domain::staff::StaffId;
use store::{application::Application, application_event::ApplicationEvent};

use super::{
    TOLD,
    note::{Destroyed, Told},
    standing,
};
use crate::{AppError, Vault, deed::Deed, letter::Letter};

/// Notes that a picture was destroyed, by whom if by a member of staff, and tells the customer
/// by mail. What waits for the bank goes back to its customer. The application must be held.
pub(crate) async fn picture_destroyed(
    deed: &mut Deed<'_>,
    row: &Application,
    vault: &Vault,
    by: Option<StaffId>,
    destroyed: Destroyed,
) -> Result<(), AppError> {
    let life = standing::life(&row.standing)?;
    let next = life.ask_again(deed.now);
    if next != life {
        let next = standing::standing(next, &row.standing, deed.now);
        store::application::step(&mut deed.conn, row.id, row.version, &next).await?;
    }
    let event = deed.id()?;
    let told = Told { destroyed: Some(destroyed), ..Told::default() };
    let happened = ApplicationEvent {
        id: event,
        application_id: row.id,
        at: deed.now,
        kind: "picture-purged".to_owned(),
        staff_id: by.map(|staff| staff.0),
        told: Some(vault.seal_json(&deed.app.dice, TOLD, event, &told)?),
        noted: None,
    };
    store::application_event::append(&mut deed.conn, &happened).await?;
    deed.write_to(row.customer_id, &Letter::PictureDestroyed).await
}

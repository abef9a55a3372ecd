//! What follows for an application when a picture of it was destroyed.

use domain::{application::Event, staff::StaffId};
use store::application::Application;

use super::{
    note::{Destroyed, Told},
    standing,
    step::{self, Happening, Said},
};
use crate::{AppError, Vault, deed::Deed, letter::Letter};

/// Notes that a picture was destroyed, by whom if by a member of staff, and tells the customer
/// by mail. What waits for the bank goes back to its customer, and the mail says until when they
/// may answer. The application must be held.
pub(crate) async fn picture_destroyed(
    deed: &mut Deed<'_>,
    row: &Application,
    vault: &Vault,
    by: Option<StaffId>,
    destroyed: Destroyed,
) -> Result<(), AppError> {
    let life = standing::life(&row.standing)?;
    let (next, at) = (life.ask_again(deed.now), deed.now);
    let told = Told { destroyed: Some(destroyed), ..Told::default() };
    let said = Some(Said { vault, told: Some(&told), noted: None });
    let happening = (Happening { event: Event::PicturePurged, by, said }, at);
    let letter = if next == life {
        step::note(deed, row.id, happening).await?;
        Letter::PictureDestroyed
    } else {
        let before = (row.id, row.version, &row.standing);
        step::write(deed, before, next, happening).await?;
        Letter::PictureAskedAgain
    };
    deed.write_to(row.customer_id, &letter).await
}

//! Who a member of staff is.

use domain::person::EmailAddress;
use store::{Conn, staff_member::StaffMember};
use uuid::Uuid;

use crate::{App, AppError, Vault};

/// A member's name and address; sealed in the database.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct StaffProfile {
    /// Name, as colleagues know it.
    pub name: String,
    /// E-mail address.
    pub email: EmailAddress,
}

const COLUMN: &str = "staff_member.profile";

impl StaffProfile {
    /// Opens a member's.
    pub(super) fn unseal(vault: &Vault, id: Uuid, sealed: &[u8]) -> Result<Self, AppError> {
        vault.unseal_json(COLUMN, id, sealed)
    }

    /// Seals it for a member.
    pub(super) fn seal(&self, app: &App, vault: &Vault, id: Uuid) -> Result<Vec<u8>, AppError> {
        vault.seal_json(&app.dice, COLUMN, id, self)
    }

    /// A member's; `None` for one who has none yet.
    pub(crate) async fn of(
        app: &App,
        conn: &mut Conn,
        member: &StaffMember,
    ) -> Result<Option<Self>, AppError> {
        let Some(sealed) = &member.profile else { return Ok(None) };
        let vault = Vault::of_staff(app, conn, member.id).await?;
        Self::unseal(&vault, member.id, sealed).map(Some)
    }
}

//! The shape of a step one of the bank's people takes.

use chrono::{DateTime, Utc};
use domain::{
    application::{self, Event, Life, declaration::Declaration},
    audit::Action,
    bank::identity_document::DocumentKind,
    staff::{Permission, StaffId},
};
use store::application::Application;
use uuid::Uuid;

use super::{
    DETAILS,
    note::{Noted, Told},
    standing,
    step::{self, Happening, Said},
};
use crate::{
    App, AppError, Officer, Refusal, Vault,
    deed::{Actor, Deed},
    document,
};

/// A step under way.
pub(super) struct Work<'a> {
    pub deed: Deed<'a>,
    pub officer: &'a Officer,
    pub row: Application,
    pub life: Life,
    /// The applicant, if a member of staff.
    pub applicant: Option<StaffId>,
    /// The applicant's vault: what is said of the application is theirs.
    pub vault: Vault,
}

/// Begins a step on an application as its form showed it. What permission it needs may
/// depend on where the application stands.
pub(super) async fn begin<'a>(
    app: &'a App,
    officer: &'a Officer,
    (permission, action): (fn(Life) -> Permission, Action),
    (id, version): (Uuid, i64),
) -> Result<Work<'a>, AppError> {
    let mut deed = app.begin(Actor::Staff(officer.staff.0), &officer.origin, action).await?;
    let Some(row) = store::application::find_for_staff(&mut deed.conn, id).await? else {
        return Err(deed.missing(id).await);
    };
    let life = standing::life(&row.standing)?;
    if !officer.may(&mut deed.conn, permission(life)).await? {
        return Err(deed.refused(Some(id), Refusal::NotPermitted).await);
    }
    if row.version != version {
        return Err(deed.refused(Some(id), Refusal::Stale).await);
    }
    let applicant = store::staff_member::of_customer(&mut deed.conn, row.customer_id).await?;
    let vault = match Vault::of(app, &mut deed.conn, row.customer_id).await {
        Ok(vault) => vault,
        // The customer was erased meanwhile.
        Err(AppError::NotFound) => return Err(deed.missing(id).await),
        Err(error) => return Err(error),
    };
    Ok(Work { deed, officer, row, life, applicant: applicant.map(StaffId), vault })
}

impl Work<'_> {
    /// The moment of the step.
    pub fn now(&self) -> DateTime<Utc> {
        self.deed.now
    }

    /// Whether a picture still waits for the scanner.
    pub async fn has_unseen_picture(&mut self) -> Result<bool, AppError> {
        document::any_held(&mut self.deed.conn, self.row.customer_id, self.row.id).await
    }

    /// The kinds of document declared.
    pub fn documents(&self) -> Result<Vec<DocumentKind>, AppError> {
        let declared: Declaration =
            self.vault.unseal_json(DETAILS, self.row.id, &self.row.details)?;
        let documents = declared.document.into_iter().chain(declared.complement);
        Ok(documents.map(|document| document.kind).collect())
    }

    /// Goes the step, if the rules let it, and notes what happened and what is said of it.
    /// Returns what is left to do before the end: a letter, perhaps.
    pub async fn go(
        mut self,
        step: Result<Life, application::Refusal>,
        event: Event,
        (told, noted): (Option<&Told>, Option<&Noted>),
    ) -> Result<Self, AppError> {
        let said = Some(Said { vault: &self.vault, told, noted });
        let happening = Happening { event, by: Some(self.officer.staff), said };
        (self.deed, self.life) = step::go(self.deed, &self.row, step, happening).await?;
        Ok(self)
    }

    /// Makes the step stand.
    pub async fn done(self) -> Result<(), AppError> {
        self.deed.done(self.row.id).await.map(drop)
    }
}

/// Nothing is said of the step.
pub(super) const SILENT: (Option<&Told>, Option<&Noted>) = (None, None);

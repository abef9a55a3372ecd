//! The shape of a step a customer takes with an application of their own.

use domain::{
    application::{
        self, Event, Life,
        declaration::{Declaration, Lacking},
    },
    audit::Action,
    date,
};
use store::application::Application;
use uuid::Uuid;

use super::{
    DETAILS, show, standing,
    step::{self, Happening},
};
use crate::{App, AppError, Asker, Refusal, deed::Deed, document::Document};

/// A step under way.
pub(super) struct Own<'a> {
    pub deed: Deed<'a>,
    pub asker: &'a Asker,
    pub row: Application,
    pub life: Life,
}

/// Begins a step. Another customer's application is missing.
pub(super) async fn begin<'a>(
    app: &'a App,
    asker: &'a Asker,
    action: Action,
    id: Uuid,
) -> Result<Own<'a>, AppError> {
    Own::find(app.begin_own(asker, action).await?, asker, id).await
}

impl<'a> Own<'a> {
    /// Goes on with a change that was begun, upon one application.
    pub async fn find(mut deed: Deed<'a>, asker: &'a Asker, id: Uuid) -> Result<Self, AppError> {
        match store::application::find(&mut deed.conn, asker.customer, id).await? {
            Some(row) => {
                let life = standing::life(&row.standing)?;
                Ok(Self { deed, asker, row, life })
            }
            None => Err(deed.missing(id).await),
        }
    }

    /// Holds the application for this transaction, and reads it again: it may have changed
    /// until then.
    pub async fn held(mut self) -> Result<Self, AppError> {
        store::application::hold(&mut self.deed.conn, self.row.id).await?;
        Self::find(self.deed, self.asker, self.row.id).await
    }

    /// Holds a change of what is declared to an application that is the customer's to
    /// change, as its form showed it.
    pub async fn changeable(self, version: i64) -> Result<Self, AppError> {
        if !self.life.state().waits_for_customer() {
            return Err(self.refused(Refusal::Application(application::Refusal::State)).await);
        }
        if self.row.version != version {
            return Err(self.refused(Refusal::Stale).await);
        }
        Ok(self)
    }

    /// What was declared so far.
    pub fn declaration(&self) -> Result<Declaration, AppError> {
        self.asker.vault.unseal_json(DETAILS, self.row.id, &self.row.details)
    }

    /// What is missing before it can be sent, also of what the bank asked for.
    pub async fn lacks(
        &mut self,
        declared: &Declaration,
        given: &[Document],
    ) -> Result<Vec<Lacking>, AppError> {
        let events = store::application_event::of(&mut self.deed.conn, self.row.id).await?;
        let milestones = show::milestones(&self.asker.vault, &events)?;
        let returned = show::returned(self.life, &milestones);
        let done = show::done(&mut self.deed.conn, self.asker, (&self.row, self.life)).await?;
        let today = date::today(self.deed.now);
        Ok(show::lacks((returned.as_ref(), done), declared, given, today))
    }

    /// Keeps what is declared, and the hash by which two applications for one account are
    /// found. The row then has its next version.
    pub async fn keep(mut self, declared: &Declaration) -> Result<Self, AppError> {
        let (app, id) = (self.deed.app, self.row.id);
        let sealed = self.asker.vault.seal_json(&app.dice, DETAILS, id, declared)?;
        let index = declared
            .account
            .as_ref()
            .map(|account| app.keys.hash("account", account.index_form().as_bytes()));
        let (customer, version) = (self.asker.customer, self.row.version);
        let said = (sealed.as_slice(), index.as_deref());
        let conn = &mut self.deed.conn;
        let kept = store::application::declare(conn, (customer, id), version, said, self.deed.now);
        let written = kept.await;
        (self.deed, ()) = self.deed.unless_changed(written, Some(id), Refusal::Stale).await?;
        self.row.version += 1;
        Ok(self)
    }

    /// Goes the step, if the rules let it, and notes what happened.
    pub async fn go(
        mut self,
        step: Result<Life, application::Refusal>,
        event: Event,
    ) -> Result<Self, AppError> {
        let happening = Happening::alone(event);
        (self.deed, self.life) = step::go(self.deed, &self.row, step, happening).await?;
        Ok(self)
    }

    /// Undoes everything and leaves the audit entry of the refusal.
    pub async fn refused(self, refusal: Refusal) -> AppError {
        self.deed.refused(Some(self.row.id), refusal).await
    }

    /// Makes the step stand.
    pub async fn done(self) -> Result<Uuid, AppError> {
        self.deed.done(self.row.id).await
    }
}

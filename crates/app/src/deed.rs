//! The shape of every change: one transaction that holds the change, its audit
//! entry, its mail and the form's key. Dropped before [`Deed::done`], nothing happened.

use chrono::{DateTime, Utc};
use domain::audit::{Action, ActorKind, Outcome};
use store::{Conn, StoreError, audit_entry::AuditEntry};
use uuid::Uuid;

use crate::{App, AppError, Asker, Origin, Refusal};

/// The key a form carries, so that sending it twice makes one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormKey(pub Uuid);

/// Who does it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Actor {
    Anonymous,
    Customer(Uuid),
    Staff(Uuid),
    System,
}

impl Actor {
    const fn kind(self) -> ActorKind {
        match self {
            Self::Anonymous => ActorKind::Anonymous,
            Self::Customer(_) => ActorKind::Customer,
            Self::Staff(_) => ActorKind::Staff,
            Self::System => ActorKind::System,
        }
    }

    const fn id(self) -> Option<Uuid> {
        match self {
            Self::Customer(id) | Self::Staff(id) => Some(id),
            Self::Anonymous | Self::System => None,
        }
    }
}

/// A change under way.
#[derive(Debug)]
pub(crate) struct Deed<'a> {
    pub app: &'a App,
    pub conn: Conn,
    pub now: DateTime<Utc>,
    action: Action,
    actor: Actor,
    origin: &'a Origin,
    form: Option<FormKey>,
    purpose: &'static str,
}

impl App {
    /// Begins a change.
    pub(crate) async fn begin<'a>(
        &'a self,
        actor: Actor,
        origin: &'a Origin,
        action: Action,
    ) -> Result<Deed<'a>, AppError> {
        let conn = self.db.begin().await?;
        let now = self.clock.now();
        Ok(Deed { app: self, conn, now, action, actor, origin, form: None, purpose: "" })
    }

    /// Begins a customer's change of their own data, refused while the account is closing.
    pub(crate) async fn begin_own<'a>(
        &'a self,
        asker: &'a Asker,
        action: Action,
    ) -> Result<Deed<'a>, AppError> {
        let deed = self.begin(Actor::Customer(asker.customer), &asker.origin, action).await?;
        if asker.closing {
            return Err(deed.refused(None, Refusal::Closing).await);
        }
        Ok(deed)
    }
}

impl Deed<'_> {
    /// Takes the form's key. With a record: the form was carried out before and led to
    /// that record; the caller answers as it did then. A key that served another form
    /// is refused.
    pub async fn once(mut self, form: FormKey) -> Result<(Self, Option<Uuid>), AppError> {
        let owner = self.actor.id().unwrap_or(Uuid::nil());
        let code = self.action.code();
        match store::idempotency::take(&mut self.conn, owner, form.0, code, self.now).await {
            Ok(None) => {
                self.form = Some(form);
                Ok((self, None))
            }
            Ok(before) => Ok((self, before)),
            Err(StoreError::Conflict { .. }) => Err(self.refused(None, Refusal::FormReused).await),
            Err(other) => Err(other.into()),
        }
    }

    /// What a form led to if it was carried out before. Its key is not taken.
    pub async fn carried_out(&mut self, form: FormKey) -> Result<Option<Uuid>, AppError> {
        let owner = self.actor.id().unwrap_or(Uuid::nil());
        let code = self.action.code();
        Ok(store::idempotency::find(&mut self.conn, owner, form.0, code).await?)
    }

    /// Says for what a look at personal data is: the code of one of the purposes there are.
    pub const fn stating(mut self, purpose: &'static str) -> Self {
        self.purpose = purpose;
        self
    }

    /// A new identity.
    pub fn id(&self) -> Result<Uuid, AppError> {
        Ok(self.app.dice.id(self.now)?)
    }

    /// Makes the change stand, with its audit entry.
    pub async fn done(mut self, subject: Uuid) -> Result<Uuid, AppError> {
        let entry = self.entry(Some(subject), Outcome::Done, "")?;
        store::audit_entry::append(&mut self.conn, &entry).await?;
        if let Some(form) = self.form {
            let owner = self.actor.id().unwrap_or(Uuid::nil());
            store::idempotency::settle(&mut self.conn, owner, form.0, subject).await?;
        }
        self.conn.commit().await?;
        tracing::info!(action = self.action.code(), %subject, request = %self.origin.request_id, "done");
        Ok(subject)
    }

    /// Makes the change stand with no entry of its own: the work goes on in another deed, and
    /// that one leaves it.
    pub async fn halfway(self) -> Result<(), AppError> {
        Ok(self.conn.commit().await?)
    }

    /// Leaves an audit entry for one more record this concerns, beside that of [`Deed::done`].
    pub async fn concerns(&mut self, subject: Uuid) -> Result<(), AppError> {
        self.also(self.action, subject).await
    }

    /// As [`Deed::concerns`], for something else that is done with that record on the way.
    pub async fn also(&mut self, action: Action, subject: Uuid) -> Result<(), AppError> {
        let entry = self.entry(Some(subject), Outcome::Done, "")?;
        let entry = AuditEntry { action: action.code().to_owned(), ..entry };
        Ok(store::audit_entry::append(&mut self.conn, &entry).await?)
    }

    /// Undoes everything and leaves only the audit entry of the refusal.
    pub async fn refused(self, subject: Option<Uuid>, refusal: Refusal) -> AppError {
        let entry = match self.entry(subject, Outcome::Refused, refusal.code()) {
            Ok(entry) => entry,
            Err(error) => return error,
        };
        let app = self.app;
        drop(self);
        match append(app, &entry).await {
            Ok(()) => AppError::Refused(refusal),
            Err(error) => error,
        }
    }

    /// Goes on with what a write gave. One that found its row changed meanwhile is a refusal,
    /// with its audit entry: whoever writes by a condition says here what they tell then.
    pub async fn unless_changed<T>(
        self,
        written: Result<T, impl Into<AppError>>,
        subject: Option<Uuid>,
        refusal: Refusal,
    ) -> Result<(Self, T), AppError> {
        match written.map_err(Into::into) {
            Ok(written) => Ok((self, written)),
            Err(error) if error.is_conflict() => Err(self.refused(subject, refusal).await),
            Err(error) => Err(error),
        }
    }

    /// As [`Deed::refused`] for a record that is missing or another's.
    pub async fn missing(self, subject: Uuid) -> AppError {
        match self.entry(Some(subject), Outcome::Refused, "not-found") {
            Ok(entry) => {
                let app = self.app;
                drop(self);
                append(app, &entry).await.err().unwrap_or(AppError::NotFound)
            }
            Err(error) => error,
        }
    }

    fn entry(
        &self,
        subject: Option<Uuid>,
        outcome: Outcome,
        reason: &str,
    ) -> Result<AuditEntry, AppError> {
        Ok(AuditEntry {
            id: self.id()?,
            at: self.now,
            actor_kind: self.actor.kind().code().to_owned(),
            actor_id: self.actor.id(),
            action: self.action.code().to_owned(),
            subject_id: subject,
            outcome: outcome.code().to_owned(),
            reason: reason.to_owned(),
            purpose: self.purpose.to_owned(),
            request_id: self.origin.request_id.clone(),
            address: self.origin.address.clone(),
        })
    }
}

async fn append(app: &App, entry: &AuditEntry) -> Result<(), AppError> {
    let mut conn = app.db.begin().await?;
    store::audit_entry::append(&mut conn, entry).await?;
    Ok(conn.commit().await?)
}
